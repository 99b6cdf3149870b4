"""Data sheets for the registers: what the office's forms ask for, filled in from the deal, and what goes with them.

They are to be carried to the forms of the China National Intellectual Property Administration and of the technology
contract registry; they are not those forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from patentfair.adapters.documents.contract_facts import Contract, ContractParty, PledgeFacts
from patentfair.adapters.documents.contract_grant import title
from patentfair.adapters.documents.contract_pledge import debt_term, debtor, pledge_warnings, secured
from patentfair.adapters.documents.contract_price import is_paid, price_clauses
from patentfair.adapters.documents.contract_subject import every_party, schedule, signatory
from patentfair.adapters.documents.contract_words import LICENCE_KINDS, amount, day, last_day, places
from patentfair.adapters.documents.paper import Article, Fact, Facts, Paper, PaperStyle, Signatory, Table
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = [
    "pledge_cancellation_request",
    "pledge_registration_request",
    "recordal_request",
    "registration_request",
    "technology_contract_registration",
]

_NONE = Words("", "")
_LICENSOR, _LICENSEE = Words("许可人", "Licensor"), Words("被许可人", "Licensee")


def recordal_request(contract: Contract) -> Paper:
    """For recording a licence contract; for a licence taken under an open licence, what that asks for instead."""
    if contract.kind is DealKind.OPEN:
        return _open_recordal(contract)
    papers = [
        (Words("专利实施许可合同原件或者经公证的复印件", "Original or notarised copy of the contract"), "yes"),
        (Words("双方身份证明", "Identity of both sides"), "yes"),
        (Words("双方签署的代理委托书及代理人身份证明", "Power of attorney and the agent's identity"), "if"),
        (Words("外文文件的中文译文", "Chinese translations"), "if"),
        (Words("逾期办理的说明（双方盖章）", "Explanation if late, sealed by both"), "if"),
        (Words("质权人同意许可的证明", "Consent of the pledgee"), "yes" if contract.pledgees else "no"),
        (
            Words("许可人有权许可的证明（非登记的专利权人）", "Power to license, if not the registered owner"),
            "yes" if contract.kind is DealKind.SUB_LICENCE else "no",
        ),
    ]
    return _sheet(
        contract,
        Words("专利实施许可合同备案数据表", "Data Sheet for Recording a Licence Contract"),
        Words("《专利实施许可合同备案申请表》", "form for recording a patent licence contract"),
        (
            Article(Words("许可专利", "Licensed patents"), (schedule(contract),)),
            *_parties(contract, _LICENSOR, _LICENSEE),
            _agency(contract),
            Article(Words("许可事项", "The licence"), (Facts(tuple(_licence(contract))),)),
            Article(Words("随附文件", "Enclosed"), (_papers(papers),)),
            _deadline(contract),
        ),
        (signatory(_LICENSOR, contract.grantor), signatory(_LICENSEE, contract.grantee)),
    )


def _open_recordal(contract: Contract) -> Paper:
    papers = [
        (Words("备案请求表（请求人签章）", "Request signed by the requester"), "yes"),
        (Words("被许可人向专利权人发出的书面通知", "Licensee's written notice to the patentee"), "yes"),
        (Words("支付许可使用费的凭证或者收款证明", "Proof of payment or of receipt"), "yes"),
        (Words("请求人身份证明", "Identity of the requester"), "yes"),
        (Words("代理委托书（注明委托权限）", "Power of attorney stating its scope"), "if"),
        (Words("经办人身份证明", "Identity of the person who files"), "yes"),
    ]
    return _sheet(
        contract,
        Words("专利开放许可实施合同备案数据表", "Data Sheet for Recording an Open Licence"),
        Words("开放许可实施合同备案的制式表格", "form for recording an open licence"),
        (
            Article(Words("许可专利", "Licensed patents"), (schedule(contract),)),
            *_parties(contract, _LICENSOR, _LICENSEE),
            _agency(contract),
            Article(
                Words("开放许可事项", "The open licence"),
                (
                    Facts(
                        (
                            Fact(Words("开放许可声明编号", "Declaration No.")),
                            Fact(Words("书面通知日", "Notice given on")),
                            Fact(Words("使用费支付日", "Fee paid on")),
                            Fact(Words("合同生效日", "Contract in force from"), _in_force(contract)),
                            Fact(Words("许可期限届满日", "Last day of the licence"), _last(contract)),
                            *_fee(contract),
                        )
                    ),
                    Words(
                        "被许可人发出书面通知并支付公告的使用费后，合同生效（《专利法》第五十一条第一款）；"
                        "任何一方可以凭上述凭证备案（《专利法实施细则》第八十七条）。",
                        "The contract is in force once written notice is given and the announced fee paid (Patent Law "
                        "art. 51(1)); either side may have it recorded on those proofs (Implementing Regulations of "
                        "the Patent Law art. 87).",
                    ),
                ),
            ),
            Article(Words("随附文件", "Enclosed"), (_papers(papers),)),
        ),
        (Signatory(role=Words("请求人", "Requester"), name=_NONE),),
    )


def registration_request(contract: Contract) -> Paper:
    """For registering the change of owner after an assignment: item, before, after."""
    grantor, grantee = contract.grantor, contract.grantee
    owner = Words("专利申请人", "Applicant") if contract.is_application else Words("专利权人", "Patentee")
    rows = tuple(
        (Words(f"{owner.zh}{label.zh}", f"{owner.en}: {label.en}"), before, after)
        for label, before, after in (
            (Words("姓名或者名称", "name"), grantor.name, grantee.name),
            (Words("国籍或者注册地", "nationality or seat"), _country(grantor), _country(grantee)),
            (Words("地址", "address"), _address(grantor), _address(grantee)),
            (Words("邮政编码", "postcode"), _NONE, _NONE),
            (Words("统一社会信用代码／证件号码", "credit code / ID No."), _code(grantor), _code(grantee)),
            (Words("联系人", "contact"), _NONE, _NONE),
        )
    )
    changes = Table(
        head=(Words("变更项目", "Item"), Words("变更前", "Before"), Words("变更后", "After")),
        rows=(*rows, (Words("代理机构", "Agency"), _NONE, _NONE), (Words("代表人", "Representative"), _NONE, _NONE)),
        widths=(4, 5, 5),
    )
    papers = [
        (Words("转让合同（双方签章）", "Assignment contract, signed by both"), "yes"),
        (Words("全体权利人同意转让的证明", "Consent of all owners"), "yes" if contract.is_co_owned else "if"),
        (
            Words("技术出口许可证或者技术出口合同登记证书", "Export licence or contract registration certificate"),
            "yes" if contract.is_cross_border and grantor.country == "CN" else "no",
        ),
        (
            Words("质押双方同意转让的证明", "Consent of both parties to the pledge"),
            "yes" if contract.pledgees else "no",
        ),
        (Words("开放许可声明已撤回的公告", "Announced withdrawal of an open licence"), "if"),
        (Words("新权利人的代理委托书", "Power of attorney of the new owner"), "if"),
        (Words("新的费用减缴请求", "New request for a fee reduction"), "if"),
        (Words("著录项目变更费缴纳凭证（提出请求之日起一个月内）", "Fee, within one month of the request"), "yes"),
    ]
    return _sheet(
        contract,
        Words("著录项目变更数据表（权利转移）", "Data Sheet for a Change of Owner"),
        Words("《著录项目变更申报书》", "request for a change of bibliographic data"),
        (
            Article(Words("专利（专利申请）", "Patents (applications)"), (schedule(contract),)),
            Article(Words("变更项目", "Changes"), (changes,)),
            Article(
                Words("变更原因", "Reason"),
                (
                    contract.say(
                        "转让（合同编号{number}）。专利申请权或者专利权的转让自登记之日起生效（《专利法》第十条）。",
                        "Assignment (contract No. {number}). It takes effect on registration (Patent Law art. 10).",
                        number=contract.number,
                    ),
                    contract.say(
                        "每次权利转移应当分别提出变更请求；涉及多件的，可以提出批量变更。",
                        "Each step in the chain of title is requested separately; one request may cover several "
                        "patents.",
                    ),
                ),
            ),
            _agency(contract),
            Article(Words("随附文件", "Enclosed"), (_papers(papers),)),
        ),
        (
            signatory(Words("变更前权利人", "Owner before the change"), grantor),
            signatory(Words("变更后权利人", "Owner after the change"), grantee),
        ),
    )


def pledge_registration_request(contract: Contract) -> Paper:
    """For registering a pledge."""
    facts = contract.pledge or PledgeFacts()
    pledgor, pledgee = Words("出质人", "Pledgor"), Words("质权人", "Pledgee")
    valued = (
        Words("未评估", "no")
        if facts.value is None
        else Words(
            f"已评估，{amount(facts.value, contract.terms.currency).zh}",
            f"yes, {amount(facts.value, contract.terms.currency).en}",
        )
    )
    utility = any(patent.right_type == "utility_model" for patent in contract.patents)
    papers = [
        (Words("专利权质押合同", "Pledge contract"), "yes"),
        (Words("双方身份证明或者承诺书", "Identity of both sides, or undertakings"), "yes"),
        (Words("双方的代理委托书及代理人身份证明", "Powers of attorney and the agent's identity"), "if"),
        (Words("评估报告", "Valuation report"), "no" if facts.value is None else "yes"),
        (Words("共有人同意出质的证明", "Consent of the co-owners"), "yes" if contract.is_co_owned else "if"),
        (Words("关于同日申请情况的声明", "Statement on same-day filing"), "yes" if utility else "no"),
        (Words("知悉无效宣告程序仍办理的声明", "Confirmation despite invalidation proceedings"), "if"),
        (Words("质权人同意继续实行开放许可的声明", "Pledgee's statement on a continued open licence"), "if"),
    ]
    debt = (
        Fact(Words("主合同编号", "Main contract No."), Words(facts.main_contract, facts.main_contract)),
        Fact(Words("主合同订立日", "Made on"), day(facts.main_contract_on) if facts.main_contract_on else _NONE),
        Fact(Words("债务人", "Debtor"), debtor(contract)),
        Fact(Words("债权种类", "Kind of claim"), Words(facts.debt_kind, facts.debt_kind)),
        Fact(Words("债务金额", "Amount"), secured(contract)),
        Fact(Words("债务履行期限", "Period of performance"), debt_term(contract)),
        Fact(Words("质押合同编号", "Pledge contract No."), Words(contract.number, contract.number)),
        Fact(Words("是否评估", "Valued"), valued),
        Fact(Words("评估机构", "Valuer"), Words(facts.valuer, facts.valuer)),
    )
    return _sheet(
        contract,
        Words("专利权质押登记数据表", "Data Sheet for Registering a Pledge"),
        Words("《专利权质押登记申请表》", "form for registering a patent pledge"),
        (
            Article(Words("出质专利", "Patents pledged"), (schedule(contract),)),
            *_parties(contract, pledgor, pledgee),
            Article(Words("被担保的债权", "The secured claim"), (Facts(debt),)),
            _agency(contract),
            Article(Words("随附文件", "Enclosed"), (_papers(papers),)),
            Article(
                Words("办理", "Filing"),
                (
                    contract.say(
                        "出质登记由双方共同办理（《专利法实施细则》第十五条第三款）；质权自登记时设立"
                        "（《民法典》第四百四十四条第一款）。",
                        "Both sides file jointly (Implementing Regulations of the Patent Law art. 15(3)); the pledge "
                        "is created on registration (Civil Code art. 444(1)).",
                    ),
                ),
            ),
        ),
        (signatory(pledgor, contract.grantor), signatory(pledgee, contract.grantee)),
        warnings=pledge_warnings(contract),
    )


def pledge_cancellation_request(contract: Contract) -> Paper:
    """For cancelling the registration once the pledge has ended."""
    facts = contract.pledge or PledgeFacts()
    pledgor, pledgee = Words("出质人", "Pledgor"), Words("质权人", "Pledgee")
    registered = (
        Fact(Words("质押登记号", "Registration No."), Words(facts.registration_number, facts.registration_number)),
        Fact(Words("登记日", "Registered on"), day(facts.registered_on) if facts.registered_on else _NONE),
        Fact(Words("质押合同编号", "Pledge contract No."), Words(contract.number, contract.number)),
        Fact(Words("注销原因", "Reason"), _NONE),
    )
    papers = [
        (Words("解除质押的证明或者协议", "Proof or agreement that the pledge has ended"), "yes"),
        (Words("双方身份证明", "Identity of both sides"), "yes"),
        (Words("代理委托书", "Power of attorney"), "if"),
    ]
    return _sheet(
        contract,
        Words("专利权质押登记注销数据表", "Data Sheet for Cancelling a Pledge"),
        Words("质押登记注销的制式表格", "form for cancelling a pledge"),
        (
            Article(Words("出质专利", "Patents pledged"), (schedule(contract),)),
            *_parties(contract, pledgor, pledgee),
            Article(Words("登记事项", "The registration"), (Facts(registered),)),
            Article(Words("随附文件", "Enclosed"), (_papers(papers),)),
        ),
        (signatory(pledgor, contract.grantor), signatory(pledgee, contract.grantee)),
    )


def technology_contract_registration(contract: Contract) -> Paper:
    """For the technology contract registry: kind of contract, sides, amounts, intellectual property."""
    named = title(contract)
    seller, buyer = (
        Words("卖方（让与人／许可人／研究开发人）", "Seller"),
        Words("买方（受让人／被许可人／委托人）", "Buyer"),
    )
    if contract.kind is DealKind.JOINT_DEVELOPMENT:
        seller, buyer = contract.grantor_role, contract.grantee_role
    types = Words("；".join(_ip_kinds(contract)), "; ".join(_ip_kinds(contract, english=True)))
    project = (
        Fact(Words("合同类型", "Kind of contract"), _contract_type(contract)),
        Fact(Words("合同名称", "Contract"), named),
        Fact(Words("项目名称", "Project"), contract.lead.title if contract.is_single else _NONE),
        Fact(Words("合同签订日", "Signed on"), _NONE),
        Fact(Words("合同期限", "Term"), _whole_term(contract)),
        Fact(Words("知识产权类型", "Intellectual property"), types),
        Fact(Words("技术领域", "Field of technology"), _NONE),
        Fact(Words("技术来源（是否财政资金支持）", "Origin (public funds or not)"), _NONE),
    )
    total = _total(contract)
    sums = (
        Fact(Words("合同成交额", "Contract value"), total),
        Fact(Words("其中：技术交易额", "Of it, for technology"), _NONE),
        Fact(Words("支付方式", "Manner of payment"), _pay_manner(contract)),
        Fact(Words("币种", "Currency"), Words(contract.terms.currency, contract.terms.currency)),
    )
    note = Words(
        "提成、里程碑等尚未确定的金额，按照登记机构的要求填写；技术交易额为合同成交额中扣除购置设备、原材料等"
        "非技术性费用后的余额。",
        "Running royalties and other sums not yet known are filled in as the registry asks; the amount for "
        "technology is what remains after equipment, materials and other costs that are not for technology.",
    )
    papers = [
        (Words("技术合同文本（双方签章）", "The contract, signed by both"), "yes"),
        (Words("双方营业执照或者身份证明", "Licence or identity of both sides"), "yes"),
        (Words("专利证书或者登记簿副本", "Patent certificate or extract of the register"), "yes"),
        (Words("专利实施许可合同备案证明", "Certificate of recordal"), "if" if contract.is_licence else "no"),
        (Words("转让登记的手续合格通知书", "Notice of the registered transfer"), "no" if contract.is_licence else "if"),
        (Words("经办人委托书和身份证明", "Authority and identity of the person who files"), "yes"),
    ]
    return _sheet(
        contract,
        Words("技术合同认定登记数据表", "Data Sheet for Registering a Technology Contract"),
        Words("技术合同登记机构的制式表格", "form of the technology contract registry"),
        (
            Article(Words("合同与项目", "Contract and project"), (Facts(project),)),
            *_parties(contract, seller, buyer),
            Article(Words("金额", "Amounts"), (Facts(sums), *_prices(contract), note)),
            Article(Words("涉及的专利", "Patents"), (schedule(contract),)),
            Article(Words("随附文件", "Enclosed"), (_papers(papers),)),
        ),
        (signatory(seller, contract.grantor), signatory(buyer, contract.grantee)),
    )


def _prices(contract: Contract) -> Iterator[Words | Table]:
    for clause in price_clauses(contract):
        if isinstance(clause, Words | Table):
            yield clause


def _sheet(
    contract: Contract,
    name: Words,
    form: Words,
    articles: tuple[Article, ...],
    signatures: tuple[Signatory, ...],
    warnings: tuple[Words, ...] = (),
) -> Paper:
    opening = Words(
        f"本数据表供填写{form.zh}使用，不代替该表格；空白处由当事人补充并核对。",
        f"This data sheet is to be carried to the {form.en}, which it does not replace; the parties fill in and check "
        "what is blank.",
    )
    return Paper(
        title=name,
        style=PaperStyle.FORM,
        number=contract.number,
        opening=(opening,),
        articles=articles,
        signatures=signatures,
        fingerprint=contract.terms_hash,
        warnings=warnings,
        is_sample=contract.is_sample,
    )


def _parties(contract: Contract, giving: Words, taking: Words) -> Iterator[Article]:
    for role, party in ((giving, contract.grantor), (taking, contract.grantee)):
        number = Words("证件号码", "ID No.") if party.is_person else Words("统一社会信用代码", "Credit code")
        rows = (
            Fact(Words("姓名或者名称", "Name"), party.name),
            Fact(Words("地址", "Address"), _address(party)),
            Fact(number, _code(party)),
            Fact(Words("联系人及电话", "Contact and phone")),
        )
        yield Article(role, (Facts(rows),))
    others = list(every_party(contract))[2:]
    if others:
        named = tuple(Fact(role, party.name) for role, party in others)
        yield Article(Words("其他当事人", "Further parties"), (Facts(named),))


def _agency(contract: Contract) -> Article:
    rows = tuple(
        Fact(Words(f"{mandate.principal.zh}的代理人", f"Agent of {mandate.principal.en}"), mandate.agent)
        for mandate in contract.mandates
    ) or (Fact(Words("代理机构或者共同代理人", "Agency or joint agent")),)
    rows = (*rows, Fact(Words("代理人证件号码", "Agent's ID No.")), Fact(Words("联系电话", "Phone")))
    return Article(Words("代理", "Agency"), (Facts(rows),))


def _licence(contract: Contract) -> Iterator[Fact]:
    kind = LICENCE_KINDS[contract.conveys]
    sub = contract.kind is DealKind.SUB_LICENCE
    yield Fact(
        Words("许可种类", "Kind"),
        Words(f"{kind.zh}实施许可{'（分许可）' if sub else ''}", f"{kind.en}{' (sub-licence)' if sub else ''}"),
    )
    yield Fact(Words("地域范围", "Territory"), places(contract.terms.territory))
    yield Fact(Words("合同生效日", "Contract in force from"), _in_force(contract))
    yield Fact(Words("合同终止日", "Last day of the contract"), _last(contract))
    yield from _fee(contract)


def _fee(contract: Contract) -> Iterator[Fact]:
    yield Fact(Words("使用费", "Fee"), _total(contract, free=True))
    yield Fact(Words("支付方式", "Manner of payment"), _pay_manner(contract))


def _total(contract: Contract, *, free: bool = False) -> Words:
    """The sums that are certain, added up; a blank where there are none but a running royalty is due."""
    terms = contract.terms
    fixed = terms.upfront + terms.pilot_fee + sum((step.amount for step in terms.milestones), Decimal(0))
    runs = bool(terms.royalty_percent or terms.tiers or terms.minimum_yearly)
    if fixed:
        sure = amount(fixed, terms.currency)
        return Words(f"{sure.zh}，另计提成", f"{sure.en}, plus running royalties") if runs else sure
    if runs:
        return Words("按提成计算", "by running royalty")
    return Words("免费", "free of charge") if free and not terms.equity.strip() else _NONE


def _pay_manner(contract: Contract) -> Words:
    terms = contract.terms
    parts = []
    if terms.upfront:
        parts.append(
            Words("入门费" if contract.is_licence else "价款", "upfront fee" if contract.is_licence else "price")
        )
    if terms.royalty_percent or terms.tiers:
        parts.append(Words("提成", "running royalty"))
    if terms.milestones:
        parts.append(Words("里程碑付款", "milestones"))
    if terms.equity.strip():
        parts.append(Words("股权", "equity"))
    if not parts and not is_paid(terms):
        return Words("不涉及", "not applicable")
    return Words("＋".join(part.zh for part in parts), " + ".join(part.en for part in parts))


def _deadline(contract: Contract) -> Article:
    due = contract.recordal_due
    by = contract.say("，即不迟于{x}", ", that is by {x} at the latest", x=day(due)) if due else _NONE
    return Article(
        Words("期限", "Time"),
        (
            Words(
                f"自合同生效之日起三个月内办理（《专利法实施细则》第十五条第二款）{by.zh}。",
                "Within three months of the contract taking effect (Implementing Regulations of the Patent Law "
                f"art. 15(2)){by.en}.",
            ),
        ),
    )


def _in_force(contract: Contract) -> Words:
    return day(contract.in_force_on) if contract.in_force_on else _NONE


def _last(contract: Contract) -> Words:
    return last_day(contract.ends) if contract.ends else Words("专利权终止之日", "the day the patent ends")


def _whole_term(contract: Contract) -> Words:
    start = day(contract.terms.start)
    if not contract.is_licence:
        return _NONE
    last = _last(contract)
    return Words(f"{start.zh}至{last.zh}", f"{start.en} to {last.en}")


def _ip_kinds(contract: Contract, *, english: bool = False) -> list[str]:
    terms = contract.terms
    kinds = {
        "invention": Words("发明专利", "invention patent"),
        "utility_model": Words("实用新型专利", "utility model patent"),
        "design": Words("外观设计专利", "design patent"),
    }
    found = [kinds[patent.right_type] for patent in contract.patents if patent.right_type in kinds]
    if terms.know_how.strip():
        found.append(Words("技术秘密", "know-how"))
    if terms.software.strip():
        found.append(Words("计算机软件著作权", "software copyright"))
    return list(dict.fromkeys(words.en if english else words.zh for words in found))


def _contract_type(contract: Contract) -> Words:
    if contract.kind is DealKind.JOINT_DEVELOPMENT:
        return Words("技术开发合同（合作开发）", "technology development (joint)")
    if contract.is_licence:
        return Words("技术许可合同（专利实施许可）", "technology licence (patent licence)")
    kind = Words("专利申请权转让", "patent application") if contract.is_application else Words("专利权转让", "patent")
    return Words(f"技术转让合同（{kind.zh}）", f"technology transfer ({kind.en})")


def _papers(rows: list[tuple[Words, str]]) -> Table:
    """Papers with "yes" (needed), "if" (where it applies) or "no", and a box to tick."""
    marks = {
        "yes": Words("应当提交", "needed"),
        "if": Words("涉及时提交", "where it applies"),
        "no": Words("不涉及", "not applicable"),
    }
    return Table(
        head=(Words("文件", "Paper"), Words("本件", "In this case"), Words("已备", "Ready")),
        rows=tuple((paper, marks[needed], Words("□", "□")) for paper, needed in rows),
        widths=(6, 2, 1),
    )


def _country(party: ContractParty) -> Words:
    return Words("中国", "China") if party.country == "CN" else places((party.country,))


def _address(party: ContractParty) -> Words:
    return Words(party.address_zh or party.address_en, party.address_en or party.address_zh)


def _code(party: ContractParty) -> Words:
    return Words(party.code, party.code)
