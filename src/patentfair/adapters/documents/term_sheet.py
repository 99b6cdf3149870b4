"""The term sheet: what was agreed, on a page, as the contract will say it at length."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract import mandates
from patentfair.adapters.documents.contract_facts import Contract
from patentfair.adapters.documents.contract_grant import acts, fields, title
from patentfair.adapters.documents.contract_pledge import debt_term, debtor, pledge_warnings, secured
from patentfair.adapters.documents.contract_price import as_written, is_paid, price_clauses
from patentfair.adapters.documents.contract_subject import (
    every_party,
    paper_party,
    patent_facts,
    patent_table,
    signatories,
)
from patentfair.adapters.documents.contract_title import consents_on_file
from patentfair.adapters.documents.contract_words import LICENCE_KINDS, day, last_day, places
from patentfair.adapters.documents.paper import Article, Fact, Facts, Paper, PaperStyle, Table, Written
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = ["DEAL_NAMES", "conveyed", "period", "term_sheet"]

DEAL_NAMES = {
    DealKind.ASSIGNMENT: Words("转让", "Assignment"),
    DealKind.EXCLUSIVE: Words("独占实施许可", "Exclusive licence"),
    DealKind.SOLE: Words("排他实施许可", "Sole licence"),
    DealKind.ORDINARY: Words("普通实施许可", "Ordinary licence"),
    DealKind.OPEN: Words("开放许可", "Open licence"),
    DealKind.SUB_LICENCE: Words("分许可", "Sub-licence"),
    DealKind.PLEDGE: Words("质押", "Pledge"),
    DealKind.JOINT_DEVELOPMENT: Words("合作开发", "Joint development"),
    DealKind.USE_FIRST: Words("先使用后付费许可", "Licence, use first and pay later"),
    DealKind.PILOT: Words("先试用后许可", "Trial, then licence"),
    DealKind.BUNDLE: Words("专利、技术秘密、软件组合", "Bundle of patents, know-how and software"),
    DealKind.POOL: Words("专利池入池许可", "Contribution to a patent pool"),
}


def conveyed(contract: Contract) -> Words:
    """What the deal does, by kind and by what it conveys where the kind leaves that open."""
    named = DEAL_NAMES[contract.kind]
    if contract.conveys is contract.kind:
        return named
    grant = DEAL_NAMES[contract.conveys]
    return Words(f"{named.zh}（{grant.zh}）", f"{named.en} ({grant.en.lower()})")


def period(contract: Contract) -> Words:
    """From the first to the last day of the grant."""
    start, ends = day(contract.terms.start), contract.ends
    if ends is None:
        return Words(f"自{start.zh}起至专利权终止之日止", f"from {start.en} until the patent ends")
    last = last_day(ends)
    return Words(f"自{start.zh}起至{last.zh}止，含当日", f"from {start.en} up to and including {last.en}")


def term_sheet(contract: Contract) -> Paper:
    """The agreed terms as rows, with the prices and conditions as tables."""
    return Paper(
        title=Words("条款清单", "Term Sheet"),
        style=PaperStyle.FORM,
        number=contract.number,
        number_label=Words("洽谈编号", "Deal No."),
        parties=tuple(paper_party(role, party) for role, party in every_party(contract)),
        dates=(Fact(Words("条款达成日", "Terms agreed"), day(contract.agreed_on)),),
        facts=patent_facts(contract),
        tables=(*patent_table(contract), *mandates(contract)),
        articles=tuple(_articles(contract)),
        signatures=tuple(signatories(contract)),
        signatures_head=Words("确认", "Confirmed"),
        fingerprint=contract.terms_hash,
        warnings=pledge_warnings(contract) if contract.kind is DealKind.PLEDGE else (),
        is_sample=contract.is_sample,
    )


def _articles(contract: Contract) -> Iterator[Article]:
    yield Article(Words("交易内容", "The deal"), (Facts(tuple(_deal(contract))),))
    clauses = tuple(price_clauses(contract))
    if contract.kind is not DealKind.PLEDGE:
        free = Words("不支付价款。", "Nothing is paid.")
        pay = (Facts(tuple(_payment(contract))),) if is_paid(contract.terms) else ()
        yield Article(Words("价款与支付", "Price and payment"), (*(clauses or (free,)), *pay))
    yield from _written(contract)
    conditions = contract.terms.conditions
    if conditions:
        rows = tuple(
            (as_written(condition.name), day(condition.by) if condition.by else Words("未约定", "not agreed"))
            for condition in conditions
        )
        head = (Words("条件", "Condition"), Words("最迟成就日", "To be met by"))
        yield Article(Words("生效条件", "Conditions"), (Table(head, rows, (3, 1)),))
    if contract.consents:
        yield consents_on_file(contract)
    form = title(contract)
    yield Article(
        Words("说明", "Note"),
        (
            contract.say(
                "本清单载明双方在平台上接受的条款版本，据以订立《{form}》；该合同应当采用书面形式{law}。",
                "This sheet states the version of terms both sides accepted on the platform, from which the “{form}” "
                "is made; that contract is made in writing{law}.",
                form=form,
                law=_in_writing(contract),
            ),
        ),
    )


def _in_writing(contract: Contract) -> Words:
    if contract.kind is DealKind.PLEDGE:
        return Words("（《民法典》第四百二十七条）", " (Civil Code art. 427)")
    if contract.kind is DealKind.JOINT_DEVELOPMENT:
        return Words("", "")
    if contract.is_licence:
        return Words("（《民法典》第八百六十三条）", " (Civil Code art. 863)")
    return Words("（《专利法》第十条）", " (Patent Law art. 10)")


def _deal(contract: Contract) -> Iterator[Fact]:
    terms, head = contract.terms, contract.head
    yield Fact(Words("交易类型", "Kind"), conveyed(contract))
    if contract.kind is DealKind.PLEDGE:
        yield Fact(Words("被担保债权数额", "Amount secured"), secured(contract))
        yield Fact(Words("债务人", "Debtor"), debtor(contract))
        yield Fact(Words("债务履行期限", "Period of the debt"), debt_term(contract))
        return
    if contract.kind is DealKind.SUB_LICENCE and head:
        until = last_day(head.end) if head.end else Words("专利权终止之日", "the end of the patent")
        value = Words(
            f"{head.licensor.zh}授予的{LICENCE_KINDS[head.kind].zh}实施许可（编号{head.number or '—'}），"
            f"至{until.zh}止",
            f"{LICENCE_KINDS[head.kind].en} licence by {head.licensor.en} (No. {head.number or '—'}), until {until.en}",
        )
        yield Fact(Words("原许可", "Head licence"), value)
    if contract.is_licence:
        yield Fact(Words("地域", "Territory"), places(terms.territory))
        yield Fact(Words("使用领域", "Field of use"), fields(contract))
        yield Fact(Words("实施行为", "Acts"), acts(contract))
        yield Fact(Words("期限", "Term"), period(contract))
        allowed = Words("可以，仅限普通方式", "yes, ordinary only") if terms.sublicensable else Words("不可以", "no")
        yield Fact(Words("再许可", "Sub-licences"), allowed)
    if contract.kind is DealKind.PILOT:
        until = last_day(terms.pilot_until) if terms.pilot_until else Words("", "")
        yield Fact(Words("试用及选择权截止日", "Trial and option until"), until)
    if contract.kind is DealKind.USE_FIRST:
        since = day(terms.free_until) if terms.free_until else Words("", "")
        yield Fact(Words("使用费起付日", "Fees fall due from"), since)


def _payment(contract: Contract) -> Iterator[Fact]:
    terms = contract.terms
    if terms.royalty_percent or terms.tiers or terms.minimum_yearly:
        months = terms.statement_months
        yield Fact(Words("结算周期", "Settled"), Words(f"每{months}个月", f"every {months} months"))
    days = terms.payment_days
    yield Fact(Words("付款期限", "Payment"), Words(f"收到发票后{days}日内", f"within {days} days of the invoice"))


def _written(contract: Contract) -> Iterator[Article]:
    terms = contract.terms
    for head, text in (
        (Words("技术秘密", "Know-how"), terms.know_how),
        (Words("软件", "Software"), terms.software),
        (Words("投入与分工", "Contributions"), terms.contributions),
        (Words("成果的归属", "Ownership of the results"), terms.results),
        (Words("其他约定", "Other terms"), terms.notes),
    ):
        if text.strip():
            yield Article(head, (Written(text.strip()),))
