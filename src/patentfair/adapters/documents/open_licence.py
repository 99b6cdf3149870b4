"""The open-licence papers: declaration with royalty note, and withdrawal (Patent Law 50; Regulations 85, 86)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from patentfair.adapters.documents.contract_facts import ContractParty, ContractPatent
from patentfair.adapters.documents.contract_price import as_written, tiers
from patentfair.adapters.documents.contract_subject import right_type, signatory
from patentfair.adapters.documents.contract_words import amount, day, last_day, percent
from patentfair.adapters.documents.paper import Article, Fact, Facts, Paper, PaperStyle, Table
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import Terms

__all__ = ["OpenLicence", "open_licence_declaration", "open_licence_withdrawal"]

FIXED_NORMALLY_AT_MOST = Decimal(20_000_000)  # CNY; Guidelines V-11-3.3
SALES_NORMALLY_AT_MOST = Decimal(20)  # percent of net sales
PROFIT_NORMALLY_AT_MOST = Decimal(40)  # percent of profit


class OpenLicence(msgspec.Struct, frozen=True, kw_only=True):
    """What a declaration says: one granted patent, all its patentees, the terms (price and period only) and contact.

    `declaration_number` is the office's, once announced. `has_report` says that the evaluation report is at hand,
    which utility models and designs need.
    """

    patent: ContractPatent
    patentees: tuple[ContractParty, ...]
    terms: Terms
    terms_hash: str
    number: str = ""
    agency: str = ""
    agency_code: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    basis: str = ""
    has_report: bool = False
    is_pledged: bool = False
    declaration_number: str = ""
    is_sample: bool = False


def open_licence_declaration(licence: OpenLicence) -> Paper:
    """The contents of the declaration and of the royalty note filed with it."""
    return Paper(
        title=Words("专利开放许可声明", "Open Licence Declaration"),
        style=PaperStyle.FORM,
        number=licence.number,
        number_label=Words("编号", "No."),
        opening=(
            Words(
                "本页载明声明的内容，供在国家知识产权局办理时填写其制式表格使用，不代替该表格。声明自公告之日起生效。",
                "This paper gives the contents of the declaration, to be carried to the form of the CNIPA, which it "
                "does not replace. The declaration has effect from its announcement.",
            ),
        ),
        articles=(
            Article(Words("专利", "The patent"), (Facts(tuple(_patent(licence))),)),
            Article(Words("代理机构", "Agency"), (Facts(_agency(licence)),)),
            Article(Words("许可使用费及期限", "Fee and term"), (Facts(tuple(_offer(licence))), *_steps(licence))),
            Article(Words("联系方式", "Contact"), (Facts(_contact(licence)),)),
            Article(Words("许可人的承诺", "The licensor's undertakings"), tuple(_undertakings())),
            Article(Words("使用费的依据和方式", "Basis and method of the fee"), tuple(_note(licence))),
            Article(Words("随附文件", "Enclosed"), (_enclosed(licence),)),
        ),
        signatures=tuple(signatory(Words("专利权人", "Patentee"), party) for party in licence.patentees),
        fingerprint=licence.terms_hash,
        warnings=tuple(_warnings(licence)),
        is_sample=licence.is_sample,
    )


def open_licence_withdrawal(licence: OpenLicence, *, reason: str = "") -> Paper:
    """The declaration by which all patentees take an open licence back; it knows no condition."""
    reason_given = as_written(reason) if reason.strip() else Words("＿" * 12, "＿" * 12)
    return Paper(
        title=Words("撤回专利开放许可声明", "Withdrawal of an Open Licence Declaration"),
        style=PaperStyle.FORM,
        number=licence.number,
        number_label=Words("编号", "No."),
        opening=(
            Words(
                "本页供在国家知识产权局办理撤回时填写其制式表格使用，不代替该表格。撤回自公告之日起生效。",
                "This paper is to be carried to the form of the CNIPA, which it does not replace. The withdrawal has "
                "effect from its announcement.",
            ),
        ),
        articles=(
            Article(
                Words("专利", "The patent"),
                (
                    Facts(
                        (
                            *_patent(licence),
                            Fact(
                                Words("开放许可声明编号", "Declaration No."),
                                Words(licence.declaration_number, licence.declaration_number),
                            ),
                        )
                    ),
                ),
            ),
            Article(Words("代理机构", "Agency"), (Facts(_agency(licence)),)),
            Article(
                Words("撤回", "Withdrawal"),
                (
                    Words(
                        "全体专利权人请求撤回上述专利开放许可声明，撤回不附条件。",
                        "All patentees ask for the declaration named above to be withdrawn; the withdrawal is "
                        "unconditional.",
                    ),
                    Words(f"撤回的理由：{reason_given.zh}。", f"Reason: {reason_given.en}."),
                    Words(
                        "声明撤回的，不影响在先给予的开放许可的效力（《专利法》第五十条第二款）。",
                        "The withdrawal does not affect open licences given before (Patent Law art. 50(2)).",
                    ),
                ),
            ),
            Article(
                Words("随附文件", "Enclosed"),
                (
                    _papers(
                        (Words("全体专利权人同意撤回的书面声明", "Written consent of all patentees"), True),
                        (Words("代理委托书", "Power of attorney"), bool(licence.agency)),
                    ),
                ),
            ),
        ),
        signatures=tuple(signatory(Words("专利权人", "Patentee"), party) for party in licence.patentees),
        fingerprint=licence.terms_hash,
        is_sample=licence.is_sample,
    )


def _patent(licence: OpenLicence) -> Iterator[Fact]:
    patent = licence.patent
    yield Fact(Words("专利号", "Patent No."), Words(patent.patent_number, patent.patent_number))
    yield Fact(Words("发明创造名称", "Title"), patent.title)
    yield Fact(Words("专利类型", "Type"), right_type(patent))
    names = Words("；".join(p.name.zh for p in licence.patentees), "; ".join(p.name.en for p in licence.patentees))
    yield Fact(Words("全体专利权人", "All patentees"), names)
    for label, value in (
        (Words("申请日", "Filed on"), patent.filing),
        (Words("授权公告日", "Granted on"), patent.granted_on),
        (Words("期满终止日", "Term ends on"), patent.term_end),
    ):
        yield Fact(label, day(value) if value else Words("", ""))


def _agency(licence: OpenLicence) -> tuple[Fact, ...]:
    none = Words("未委托", "none appointed")
    if not licence.agency:
        return (Fact(Words("名称", "Name"), none),)
    return (
        Fact(Words("名称", "Name"), Words(licence.agency, licence.agency)),
        Fact(Words("机构代码", "Code"), Words(licence.agency_code, licence.agency_code)),
        Fact(Words("代理师", "Attorneys")),
    )


def _offer(licence: OpenLicence) -> Iterator[Fact]:
    terms = licence.terms
    yield Fact(
        Words("被许可人", "Licensees"),
        Words("任何单位或者个人，在中国实施", "any entity or individual, for working the patent in China"),
    )
    if terms.upfront:
        yield Fact(Words("一次总付使用费", "Lump sum"), amount(terms.upfront, terms.currency))
    if terms.royalty_percent and not terms.tiers:
        base, rate = as_written(terms.royalty_base), percent(terms.royalty_percent)
        yield Fact(Words("提成使用费", "Running royalty"), Words(f"{base.zh}的{rate}%", f"{rate}% of {base.en}"))
    if terms.minimum_yearly:
        yield Fact(Words("每年最低使用费", "Yearly minimum"), amount(terms.minimum_yearly, terms.currency))
    if not (terms.upfront or terms.royalty_percent or terms.tiers or terms.minimum_yearly):
        yield Fact(Words("许可使用费", "Fee"), Words("免费", "free of charge"))
    else:
        days = terms.payment_days
        yield Fact(
            Words("支付方式", "Manner of payment"),
            Words(f"收到付款通知后{days}日内支付", f"within {days} days of the request for payment"),
        )
    known = [value for value in (terms.end, licence.patent.term_end) if value]
    end = last_day(min(known)) if known else Words("专利权终止之日", "the end of the patent")
    start = Words("声明公告之日", "the announcement of the declaration")
    yield Fact(
        Words("许可期限", "Term"), Words(f"自{start.zh}起至{end.zh}止", f"from {start.en} up to and including {end.en}")
    )


def _steps(licence: OpenLicence) -> tuple[Table, ...]:
    return (tiers(licence.terms),) if licence.terms.tiers else ()


def _contact(licence: OpenLicence) -> tuple[Fact, ...]:
    return tuple(
        Fact(label, Words(value, value))
        for label, value in (
            (Words("联系人", "Contact"), licence.contact),
            (Words("电话", "Phone"), licence.phone),
            (Words("电子邮箱", "E-mail"), licence.email),
        )
    )


def _undertakings() -> Iterator[Words]:
    yield Words(
        "专利权有效，年费已按规定缴纳；不存在独占或者排他实施许可有效期限内的情形。",
        "The patent is in force and its annuities are paid as required; no exclusive or sole licence is running.",
    )
    yield Words(
        "不存在因权属纠纷或者财产保全中止有关程序的情形；专利权出质的，已经质权人同意。",
        "Procedures are not suspended by an ownership dispute or preservation order; if the patent is pledged, the "
        "pledgee consents.",
    )
    yield Words(
        "实用新型、外观设计的专利权评价报告未作出不符合授予专利权条件的结论。",
        "For a utility model or design, the evaluation report does not conclude that the conditions of grant are "
        "lacking.",
    )
    yield Words(
        "声明内容真实、准确、清楚，不含商业性宣传用语；没有提供虚假材料、隐瞒事实的情形"
        "（《专利法实施细则》第八十五条、第八十六条、第八十八条）。",
        "The declaration is true, accurate and clear and carries no advertising; no false material is given and "
        "nothing is concealed (Implementing Regulations of the Patent Law arts. 85, 86 and 88).",
    )


def _note(licence: OpenLicence) -> Iterator[Words]:
    yield Words(
        "本节供填写许可使用费计算依据和方式的简要说明，一般不超过 2000 字。",
        "This section is for the short note on the basis and method of the fee, normally not above 2 000 characters.",
    )
    written = as_written(licence.basis) if licence.basis.strip() else Words("＿" * 30, "＿" * 20)
    yield Words(f"依据：{written.zh}", f"Basis: {written.en}")


def _papers(*rows: tuple[Words, bool]) -> Table:
    needed, not_needed = Words("应当提交", "needed"), Words("不涉及", "not applicable")
    return Table(
        head=(Words("文件", "Paper"), Words("本件", "In this case"), Words("已备", "Ready")),
        rows=tuple((paper, needed if is_needed else not_needed, Words("□", "□")) for paper, is_needed in rows),
        widths=(6, 2, 1),
    )


def _enclosed(licence: OpenLicence) -> Table:
    small = licence.patent.right_type in {"utility_model", "design"}
    return _papers(
        (Words("许可使用费计算依据和方式的简要说明", "Note on the basis and method of the fee"), True),
        (
            Words("全体专利权人同意的书面声明及身份证明", "Written consent and identity of all patentees"),
            len(licence.patentees) > 1,
        ),
        (Words("专利权评价报告", "Patent right evaluation report"), small),
        (Words("质权人同意实行开放许可的书面声明", "Pledgee's written consent"), licence.is_pledged),
        (Words("代理委托书", "Power of attorney"), bool(licence.agency)),
    )


def _warnings(licence: OpenLicence) -> Iterator[Words]:
    terms = licence.terms
    if licence.patent.is_application:
        yield Words(
            "该专利尚未公告授权，不能提出开放许可声明。",
            "The patent has not been granted yet; no open licence can be declared.",
        )
    if licence.patent.right_type in {"utility_model", "design"} and not licence.has_report:
        yield Words(
            "实用新型、外观设计专利提出开放许可声明的，应当提供专利权评价报告（《专利法》第五十条第一款）。",
            "For a utility model or design the evaluation report is required (Patent Law art. 50(1)).",
        )
    if terms.currency == "CNY" and terms.upfront > FIXED_NORMALLY_AT_MOST:
        yield Words(
            "一次总付的使用费一般不高于人民币 2000 万元；高于该数额的，可以采用其他许可方式。",
            "A lump sum is normally not above CNY 20 million; above that another kind of licence may be used.",
        )
    rate = max((terms.royalty_percent, *(step.percent for step in terms.tiers)))
    of_profit = "利润" in terms.royalty_base or "profit" in terms.royalty_base.lower()
    if rate > (PROFIT_NORMALLY_AT_MOST if of_profit else SALES_NORMALLY_AT_MOST):
        yield Words(
            "提成使用费一般不高于净销售额的 20% 或者利润的 40%。",
            "A running royalty is normally not above 20% of net sales or 40% of profit.",
        )
