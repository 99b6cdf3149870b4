"""The articles on the right itself: who holds it, what already lies on it, who keeps, registers and defends it."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_facts import Contract
from patentfair.adapters.documents.contract_words import day
from patentfair.adapters.documents.paper import Article, Table
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = ["consents_on_file", "defence", "offices", "registry", "title_articles"]


def title_articles(contract: Contract) -> Iterator[Article]:
    yield _warranty(contract)
    if contract.consents:
        yield consents_on_file(contract)
    if not contract.is_licence:
        yield _earlier_licences(contract)
    if contract.pledgees:
        yield _pledge(contract)
    yield _upkeep(contract)


def _warranty(contract: Contract) -> Article:
    say = contract.say
    if contract.kind is DealKind.SUB_LICENCE:
        entitled = [
            say(
                "{g}保证自己是{p}的合法被许可人，原许可有效存续，有权订立和履行本合同。",
                "{g} warrants that it lawfully holds a licence of {p}, that the head licence subsists, and that it is "
                "entitled to make and perform this contract.",
            )
        ]
    elif contract.is_co_owned:
        act = (
            Words("授予本合同项下的许可", "to grant this licence")
            if contract.is_licence
            else Words("转让本合同项下的份额", "to assign the share")
        )
        entitled = [
            say(
                "{g}保证自己是{p}的共有人之一（份额{share}），依照《专利法》第十四条和共有人之间的约定有权{act}；"
                "依法需要其他共有人同意的，已经取得其书面同意。",
                "{g} warrants that it is one of the co-owners of {p} (share {share}), entitled under Patent Law art. "
                "14 and the agreement among the co-owners {act}, and that it holds the written consent of the other "
                "co-owners where the law requires it.",
                share=contract.share,
                act=act,
            )
        ]
        if contract.is_licence:
            entitled.append(
                say(
                    "使用费在共有人之间的分配由{g}负责，其他共有人不得就此向{e}另行收费。",
                    "Sharing the fee among the co-owners is for {g}; no co-owner charges {e} again for it.",
                )
            )
    else:
        entitled = [
            say(
                "{g}保证自己是{p}的合法权利人，有权订立和履行本合同。",
                "{g} warrants that it lawfully holds {p} and is entitled to make and perform this contract.",
            )
        ]
    able = say(
        "{g}保证交付的技术资料完整、没有差错，按其实施能够实现附件一所列目标（《民法典》第八百七十条）。",
        "{g} warrants that the technical documents delivered are complete and free of error, and that the aim in "
        "Annex 1 can be reached by following them (Civil Code art. 870).",
    )
    burdens = say(
        "{g}保证：截至签订之日，除本合同和附件二所列外，{p}上没有其他许可、质押、保全或者权属争议。",
        "{g} warrants that on the day of signing no licence, pledge, preservation order or ownership dispute rests on "
        "{p} other than those named in this contract or listed in Annex 2.",
    )
    grant = say(
        "{g}不保证该专利申请必然获得授权。",
        "{g} does not warrant that the application will be granted.",
    )
    return Article(
        Words("权利保证", "Warranty"), (*entitled, able, burdens, *((grant,) if contract.is_application else ()))
    )


def consents_on_file(contract: Contract) -> Article:
    """Who has agreed to this version of the terms, and who has still to agree."""
    return Article(
        Words("第三人的同意", "Consents of others"),
        (
            contract.say(
                "就本合同的条款版本，下列各方的同意情况如下；尚未取得的，应当在本合同生效前取得。",
                "On this version of the terms the following have agreed; what is still missing is obtained before this "
                "contract takes effect.",
            ),
            Table(
                head=(
                    Words("同意人", "Who consents"),
                    Words("身份", "Standing"),
                    Words("同意日", "Given on"),
                    Words("文件", "Document"),
                ),
                rows=tuple(
                    (
                        consent.who,
                        consent.standing,
                        day(consent.given_on) if consent.given_on else Words("尚未取得", "not yet given"),
                        Words(consent.document or "—", consent.document or "—"),
                    )
                    for consent in contract.consents
                ),
                widths=(4, 3, 3, 4),
            ),
        ),
    )


def _earlier_licences(contract: Contract) -> Article:
    say = contract.say
    return Article(
        Words("在先许可", "Earlier licences"),
        (
            say(
                "{g}已将本合同成立前订立的全部实施许可列入附件二，并已向{e}提供有关合同文本。",
                "{g} has listed in Annex 2 every licence made before this contract and has given {e} their texts.",
            ),
            say(
                "本次转让不影响上述在先许可的效力（最高人民法院技术合同司法解释第二十四条）。"
                "自登记之日起，许可人的权利义务由{e}承受；登记之后到期的使用费归{e}，双方另有约定的除外。",
                "The assignment does not affect those licences (SPC Interpretation on technology contracts, art. 24). "
                "From registration {e} takes over the rights and duties of the licensor; fees falling due after "
                "registration belong to {e} unless agreed otherwise.",
            ),
        ),
    )


def _pledge(contract: Contract) -> Article:
    say = contract.say
    kind = Words("许可", "licence") if contract.is_licence else Words("转让", "assignment")
    return Article(
        Words("质押", "Pledge"),
        (
            say(
                "{p}已出质，质权人为{who}。{g}应当在本合同生效前取得质权人对本次{kind}的书面同意。",
                "{p} is pledged to {who}. Before this contract takes effect {g} obtains the pledgee's written "
                "consent to the {kind}.",
                who=contract.pledgees,
                kind=kind,
            ),
            say(
                "{g}因本合同取得的价款，应当用于向质权人提前清偿债务，或者依法提存（《民法典》第四百四十四条第二款）。",
                "What {g} receives under this contract goes to prepay the debt to the pledgee or is deposited as the "
                "law provides (Civil Code art. 444(2)).",
            ),
        ),
    )


def _upkeep(contract: Contract) -> Article:
    say = contract.say
    if contract.kind is DealKind.SUB_LICENCE:
        urge = say(
            "{g}在分许可期限内维持原许可有效，并督促专利权人按时缴纳年费、维持专利权有效。",
            "During the term {g} keeps the head licence in force and sees that the patentee pays the annuities in time "
            "and keeps the patent in force.",
        )
        tell = say(
            "{g}得知专利权被请求宣告无效、转让、出质或者可能终止的，应当及时书面通知{e}。",
            "If {g} learns of a request for invalidation, an assignment, a pledge or a threatened end of the patent, "
            "it promptly tells {e} in writing.",
        )
        return Article(Words("权利维持", "Maintenance"), (urge, tell))
    if contract.is_licence:
        keep = (
            say(
                "{g}在许可期限内继续办理该专利申请的审批手续，按时答复审查意见并缴纳费用；授权后按时缴纳年费。",
                "During the term {g} pursues the application, answers the office and pays its fees in time, and pays "
                "the annuities once the patent is granted.",
            )
            if contract.is_application
            else say(
                "{g}在许可期限内按时缴纳年费，维持专利权有效。",
                "During the term {g} pays the annuities in time and keeps the patent in force.",
            )
        )
        answer = say(
            "他人请求宣告专利权无效的，{g}应当及时通知{e}并积极答辩；未经{e}同意不得主动放弃{p}。",
            "If anyone requests invalidation of the patent, {g} promptly informs {e} and defends it; {g} does not "
            "surrender {p} without the consent of {e}.",
        )
        return Article(Words("权利维持", "Maintenance"), (keep, answer))
    fees = (
        Words("申请费用和年费", "application fees and annuities")
        if contract.is_application
        else Words("年费", "annuities")
    )
    return Article(
        Words("登记前后的维持", "Maintenance until and after registration"),
        (
            say(
                "转让登记之日以前应缴的{fees}由{g}承担，之后由{e}承担。",
                "The {fees} due before the day of registration are borne by {g}, later ones by {e}.",
                fees=fees,
            ),
            say(
                "转让登记以前，{g}应当维持{p}有效，不得放弃{p}，也不得再行转让、许可或者出质。",
                "Until registration {g} keeps {p} alive and does not surrender it, nor assign, license or pledge it "
                "again.",
            ),
        ),
    )


def offices(contract: Contract) -> Iterator[Article]:
    """What is filed with which authority, by whom and until when."""
    yield _recordal(contract) if contract.is_licence else _registration(contract)
    if contract.is_cross_border:
        yield _border(contract)
    yield registry(contract)


def registry(contract: Contract) -> Article:
    """The technology contract registry, on which the tax benefits rest."""
    return Article(
        Words("技术合同认定登记", "Registration of the technology contract"),
        (
            contract.say(
                "需要享受技术交易税收优惠的一方，可以向所在地技术合同登记机构申请认定登记，另一方予以协助。",
                "A side that seeks the tax benefits of technology contracts may have this contract registered with the "
                "local technology contract registry; the other side assists.",
            ),
        ),
    )


def _recordal(contract: Contract) -> Article:
    say = contract.say
    if contract.office != "CN":
        local = say(
            "本合同依授权国法律需要备案或者登记的，由{g}负责办理，{e}予以协助。",
            "Where the law of the granting office calls for recordal or registration, {g} files it and {e} assists.",
        )
        return Article(Words("备案", "Recordal"), (local,))
    if contract.kind is DealKind.OPEN:
        return _open_recordal(contract)
    due = contract.recordal_due
    by = Words(f"，即不迟于{day(due).zh}", f", that is by {day(due).en} at the latest") if due else Words("", "")
    clauses = [
        say(
            "{g}自本合同生效之日起三个月内向国家知识产权局办理备案（《专利法实施细则》第十五条第二款）{by}；"
            "{e}提供所需文件。",
            "{g} files this contract for recordal with the CNIPA within three months of its taking effect "
            "(Implementing Regulations of the Patent Law art. 15(2)){by}; {e} provides the documents needed.",
            by=by,
        ),
        say(
            "合同变更或者提前终止的，{g}及时办理备案变更或者注销。",
            "If the contract is changed or ends early, {g} has the recordal changed or cancelled without delay.",
        ),
    ]
    return Article(Words("备案", "Recordal"), tuple(clauses))


def _open_recordal(contract: Contract) -> Article:
    say = contract.say
    return Article(
        Words("开放许可的取得与备案", "Taking and recording the open licence"),
        (
            say(
                "{e}以书面方式通知{g}并依照公告支付使用费后，即取得实施许可（《专利法》第五十一条第一款）。",
                "{e} has the licence once it has given {g} written notice and paid the announced fee (Patent Law art. "
                "51(1)).",
            ),
            say(
                "双方均可凭书面通知和付款凭证向国家知识产权局办理备案（《专利法实施细则》第八十七条）。",
                "Either side may have it recorded with the CNIPA on the written notice and the proof of payment "
                "(Implementing Regulations of the Patent Law art. 87).",
            ),
            say(
                "开放许可声明撤回的，不影响本许可的效力（《专利法》第五十条第二款）。",
                "Withdrawal of the declaration does not affect this licence (Patent Law art. 50(2)).",
            ),
        ),
    )


def _registration(contract: Contract) -> Article:
    say = contract.say
    office = (
        Words("国家知识产权局", "the CNIPA") if contract.office == "CN" else Words("授权机关", "the granting office")
    )
    return Article(
        Words("转让登记", "Registration of the assignment"),
        (
            say(
                "双方自本合同生效之日起一个月内向{office}提出转让登记申请，由{e}负责递交，{g}及时提供并签署所需文件；"
                "官费由{b}承担。",
                "Within one month of this contract taking effect the parties apply to {office} for registration of the "
                "assignment; {e} files, {g} promptly provides and signs the documents needed. Official fees are "
                "borne by {b}.",
                office=office,
            ),
            say(
                "登记机关要求补正的，双方应当在指定期限内配合补正；因一方原因未能登记的，由该方承担责任。",
                "If the office asks for corrections, both sides make them in the time set; a side through whose doing "
                "registration fails answers for it.",
            ),
        ),
    )


def _border(contract: Contract) -> Article:
    say = contract.say
    if contract.grantor.country != "CN" and contract.grantee.country == "CN":
        return Article(
            Words("技术进口", "Technology import"),
            (
                say(
                    "属于自由进口技术的，由{e}办理技术进口合同登记（《技术进出口管理条例》第十七条）；"
                    "属于限制进口技术的，取得许可后方可履行；禁止进口的技术不在本合同之内。",
                    "For freely importable technology {e} registers the import contract (Technology Import and Export "
                    "Regulations art. 17); restricted technology is transferred only after a licence; prohibited "
                    "technology is outside this contract.",
                ),
            ),
        )
    clauses = [
        say(
            "属于自由出口技术的，由{g}办理技术出口合同登记（《技术进出口管理条例》第三十七条），登记不是合同生效的条件。",
            "For freely exportable technology {g} registers the export contract (Technology Import and Export "
            "Regulations art. 37); registration is not a condition of the contract taking effect.",
        ),
        say(
            "属于限制出口技术的，{g}应当先取得技术出口许可，此前本合同不生效，不交付任何技术；"
            "禁止出口的技术不在本合同之内。",
            "For technology restricted from export {g} first obtains the export licence; until then this contract "
            "has no effect and nothing is delivered. Prohibited technology is outside this contract.",
        ),
    ]
    if not contract.is_licence:
        clauses.append(
            say(
                "向境外转让的，登记申请应当附上述登记证书或者许可证（《专利法》第十条）。",
                "For a transfer abroad the application for registration is filed with that certificate or licence "
                "(Patent Law art. 10).",
            )
        )
    return Article(Words("技术出口", "Technology export"), tuple(clauses))


def defence(contract: Contract) -> Iterator[Article]:
    """Claims of third parties, action against infringers, and what follows when the right falls."""
    say = contract.say
    yield Article(
        Words("第三人的权利主张", "Claims of third parties"),
        (
            say(
                "{e}按照约定实施{p}而被指侵害他人合法权益的，由{g}负责应对并承担责任（《民法典》第八百七十四条）；"
                "{e}应当及时通知{g}并提供协助。双方另有约定的除外。",
                "If {e}, working {p} as agreed, is said to infringe the rights of others, {g} deals with the claim and "
                "bears the liability (Civil Code art. 874); {e} gives prompt notice and assistance. The parties may "
                "agree otherwise.",
            ),
        ),
    )
    yield _infringers(contract)
    yield _fall(contract)


def _infringers(contract: Contract) -> Article:
    say = contract.say
    notice = say(
        "一方发现侵权的，应当及时书面通知另一方。",
        "A side that learns of an infringement promptly informs the other in writing.",
    )
    by_kind = {
        DealKind.ASSIGNMENT: say(
            "登记以后的侵权由{e}主张权利；登记以前发生的侵权，其赔偿请求权归{b}。",
            "Infringements after registration are for {e} to pursue; claims for damages for earlier ones belong to "
            "{b}.",
        ),
        DealKind.EXCLUSIVE: say(
            "在许可范围内，{e}可以自己的名义单独提起诉讼或者请求行政处理，{g}予以协助；所得赔偿扣除费用后归{b}。",
            "Within the scope of the licence {e} may sue or seek administrative action alone in its own name with the "
            "help of {g}; damages less costs belong to {b}.",
        ),
        DealKind.SOLE: say(
            "双方可以共同采取行动；{g}收到通知后{b}日内不采取行动的，{e}可以自己的名义单独采取行动。"
            "所得赔偿扣除费用后归{b}。",
            "The parties may act jointly; if {g} does not act within {b} days of notice, {e} may act alone in its own "
            "name. Damages less costs belong to {b}.",
        ),
    }
    ordinary = say(
        "由{g}决定是否采取行动并承担费用、取得赔偿；{e}经{g}书面明确授权的，可以自己的名义采取行动。",
        "{g} decides whether to act, bears the cost and keeps the damages; {e} may act in its own name when {g} "
        "expressly authorises it in writing.",
    )
    return Article(
        Words("对侵权的处理", "Action against infringers"),
        (
            notice,
            by_kind.get(DealKind.ORDINARY if contract.kind is DealKind.SUB_LICENCE else contract.conveys, ordinary),
        ),
    )


def _fall(contract: Contract) -> Article:
    say = contract.say
    money = Words("使用费", "fees") if contract.is_licence else Words("价款", "the price")
    clauses = []
    if contract.is_application:
        clauses.append(
            say(
                "该专利申请被驳回、撤回或者视为撤回的，已付{m}的处理：{bb}（不返还／部分返还／全部返还）。",
                "If the application is refused, withdrawn or deemed withdrawn, {m} already paid: {bb} (not returned / "
                "returned in part / returned in full).",
                m=money,
            )
        )
    clauses.append(
        say(
            "专利权被宣告无效的，自决定生效之日起不再支付尚未到期的{m}；已付{m}原则上不返还，但{g}有恶意或者"
            "不返还明显违反公平的，应当全部或者部分返还（《专利法》第四十七条）。",
            "If the patent is declared invalid, nothing further falls due from the day the decision takes effect. "
            "{m} as a rule not returned; where {g} acted in bad faith, or keeping the money would be manifestly "
            "unfair, all or part of it is returned (Patent Law art. 47).",
            m=Words(money.zh, "Fees already paid are" if contract.is_licence else "The price already paid is"),
        )
    )
    head = Words("驳回、无效与返还", "Refusal, invalidation and refund")
    return Article(head if contract.is_application else Words("无效与返还", "Invalidation and refund"), tuple(clauses))
