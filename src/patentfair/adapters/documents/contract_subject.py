"""The head of a contract: parties, the patents, and the article that says what "the patent" means for several."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_facts import WHOLE, Contract, ContractParty, ContractPatent
from patentfair.adapters.documents.contract_words import day
from patentfair.adapters.documents.paper import Article, Fact, PaperParty, Signatory, Table
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = [
    "RIGHT_TYPES",
    "every_party",
    "paper_party",
    "patent_facts",
    "patent_table",
    "right_type",
    "schedule",
    "signatories",
    "signatory",
    "subject",
]

RIGHT_TYPES = {
    "invention": Words("发明", "Invention"),
    "utility_model": Words("实用新型", "Utility model"),
    "design": Words("外观设计", "Design"),
}
OWNER_CONSENTS = Words("专利权人（同意分许可）", "Patentee (consents to the sub-licence)")


def right_type(patent: ContractPatent) -> Words:
    return RIGHT_TYPES.get(patent.right_type, Words("", ""))


def every_party(contract: Contract) -> Iterator[tuple[Words, ContractParty]]:
    """The two sides and whoever signs beside them, each with its role."""
    yield contract.grantor_role, contract.grantor
    yield contract.grantee_role, contract.grantee
    for other in contract.others:
        yield other.role or Words("其他当事人", "Further party"), other


def paper_party(role: Words, party: ContractParty) -> PaperParty:
    number = (
        Words("证件号码", "ID No.")
        if party.is_person
        else Words("统一社会信用代码", "Credit code")
        if party.country == "CN"
        else Words("注册号", "Registration No.")
    )
    return PaperParty(
        role=role,
        name=party.name,
        rows=(
            Fact(Words("住所", "Address"), Words(party.address_zh, party.address_en)),
            Fact(number, Words(party.code, party.code)),
            *(() if party.is_person else (Fact(Words("法定代表人", "Legal rep.")),)),
            Fact(Words("联系人", "Contact")),
            Fact(Words("电话／邮箱", "Phone / e-mail")),
        ),
    )


def signatory(role: Words, party: ContractParty) -> Signatory:
    return Signatory(
        role=role,
        name=party.name,
        is_person=party.is_person,
        signed_by=party.signed_by,
        signed_on=party.signed_on,
    )


def signatories(contract: Contract) -> Iterator[Signatory]:
    """A block for every party, and for the owner where a sub-licence still needs its consent."""
    yield from (signatory(role, party) for role, party in every_party(contract))
    head = contract.head
    if contract.kind is DealKind.SUB_LICENCE and head and not head.allows_sub_licences and not contract.others:
        yield Signatory(role=OWNER_CONSENTS, name=head.licensor)


def patent_facts(contract: Contract) -> tuple[Fact, ...]:
    """The rows that describe a single right; nothing where there are several."""
    if not contract.is_single:
        return ()
    patent = contract.lead
    rows = [Fact(Words("专利申请件数" if patent.is_application else "专利件数", "Number"), Words("1", "1"))]
    if patent.is_application:
        rows.append(Fact(Words("专利申请号", "Application No."), _same(patent.application_number)))
        rows.append(Fact(Words("公布号", "Publication No."), _same(patent.publication_number or patent.patent_number)))
    else:
        rows.append(Fact(Words("专利号", "Patent No."), _same(patent.patent_number)))
        rows.append(Fact(Words("申请号", "Application No."), _same(patent.application_number)))
        rows.append(Fact(Words("授权公告号", "Grant publication No."), _same(patent.publication_number)))
    if patent.right_type in RIGHT_TYPES:
        rows.append(Fact(Words("专利类型", "Type"), right_type(patent)))
    rows.append(Fact(Words("名称", "Title"), patent.title))
    rows.append(Fact(Words("申请人", "Applicant"), _same(patent.applicant)))
    if not patent.is_application:
        rows.append(Fact(Words("专利权人", "Patentee"), _same(patent.patentee)))
    if patent.share != WHOLE:
        role = contract.grantor_role
        rows.append(Fact(Words(f"{role.zh}的份额", f"{role.en}'s share"), _same(patent.share)))
    rows.append(Fact(Words("申请日", "Filed on"), day(patent.filing) if patent.filing else Words("", "")))
    if not patent.is_application:
        granted = day(patent.granted_on) if patent.granted_on else Words("", "")
        rows.append(Fact(Words("授权公告日", "Granted on"), granted))
        ends = day(patent.term_end) if patent.term_end else Words("", "")
        rows.append(Fact(Words("期满终止日", "Term ends on"), ends))
    return tuple(rows)


def _same(text: str) -> Words:
    return Words(text, text)


def patent_table(contract: Contract) -> tuple[Table, ...]:
    """The schedule of several rights; nothing where there is only one."""
    return () if contract.is_single else (schedule(contract, caption=True),)


def schedule(contract: Contract, *, caption: bool = False) -> Table:
    """Each right as a row: number, title, type, owner, days; the grantor's share where it is a part of any."""
    shares = contract.is_co_owned
    count = len(contract.patents)
    head = [
        Words("序号", "No."),
        Words("专利号／申请号", "Patent / application No."),
        Words("名称", "Title"),
        Words("类型", "Type"),
        Words("专利权人／申请人", "Patentee / applicant"),
        Words("申请日", "Filed on"),
        Words("授权公告日", "Granted on"),
        Words("期满终止日", "Term ends on"),
    ]
    rows = []
    for number, patent in enumerate(contract.patents, start=1):
        row = [
            _same(str(number)),
            _same(patent.shown_number),
            patent.title,
            _with_stage(patent),
            _same(patent.patentee or patent.applicant),
            *(_iso(value) for value in (patent.filing, patent.granted_on, patent.term_end)),
        ]
        rows.append((*row, _same(patent.share)) if shares else tuple(row))
    widths = (7, 18, 25, 11, 18, 13, 13, 13)
    return Table(
        head=(*head, Words("份额", "Share")) if shares else tuple(head),
        rows=tuple(rows),
        widths=(*widths, 8) if shares else widths,
        caption=Words(f"专利清单（共{count}件）", f"Schedule of patents ({count})") if caption else Words("", ""),
    )


def _with_stage(patent: ContractPatent) -> Words:
    kind = right_type(patent)
    return Words(f"{kind.zh}（申请）", f"{kind.en} (application)") if patent.is_application else kind


def _iso(value: object) -> Words:
    return _same(str(value) if value else "—")


def subject(contract: Contract) -> Iterator[Article]:
    """For several rights: every clause speaks of each of them."""
    if contract.is_single:
        return
    say = contract.say
    clauses = [
        say(
            "本合同的标的为上列清单中的各件专利，共{n}件。条款中的“{p}”指其中每一件，各条款分别适用于每一件专利。",
            "This contract is about the {n} patents in the schedule above. In its clauses “{p}” means each of them, "
            "and every clause applies to each of them separately.",
            n=str(len(contract.patents)),
        ),
        say(
            "其中一件专利终止、被宣告无效或者不能履行的，不影响其他专利；是否调整价款由双方协商，协商不成的：{bb}。",
            "If one of the patents ends, is declared invalid or cannot be dealt with, the others are not affected; "
            "whether the price changes is for the parties to agree, failing which: {bb}.",
        ),
    ]
    if contract.is_mixed:
        clauses.append(
            say(
                "清单中尚未授权的专利申请，授权以前依照有关专利申请的规定和约定办理，授权以后即为专利；"
                "被驳回、撤回或者视为撤回的，就该件的约定自决定生效之日起终止。",
                "For an application in the schedule, the rules and clauses on applications hold until it is granted, "
                "those on patents afterwards; if it is refused, withdrawn or deemed withdrawn, what was agreed on it "
                "ends when that takes effect.",
            )
        )
    yield Article(Words("标的专利", "The patents"), tuple(clauses))
