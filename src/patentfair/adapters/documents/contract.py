"""The bilingual contract of an agreed version of terms, for every kind of deal, and its term sheet.

A form that the parties fill in and have checked: what the platform knows is printed, what it does not know is left as
a labelled blank. Law as of the CN pack (Civil Code 427 to 444 and 845 to 876, Patent Law, Implementing Regulations of
2024).
"""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_conduct import (
    breach,
    changing,
    closing,
    delivery,
    disputes,
    effect,
    secrecy_and_improvements,
    taxes,
)
from patentfair.adapters.documents.contract_development import development_articles
from patentfair.adapters.documents.contract_facts import (
    ConsentOnFile,
    Contract,
    ContractParty,
    ContractPatent,
    HeadLicence,
    Mandate,
    PledgeFacts,
)
from patentfair.adapters.documents.contract_grant import grant_articles, title
from patentfair.adapters.documents.contract_pledge import pledge_articles, pledge_warnings
from patentfair.adapters.documents.contract_price import payment, price
from patentfair.adapters.documents.contract_subject import (
    every_party,
    paper_party,
    patent_facts,
    patent_table,
    signatories,
    subject,
)
from patentfair.adapters.documents.contract_title import consents_on_file, defence, offices, registry, title_articles
from patentfair.adapters.documents.contract_words import day, language_of, last_day
from patentfair.adapters.documents.paper import Annex, AnnexRow, Article, Fact, Paper, Table, Written
from patentfair.adapters.documents.paper_pdf import paper_pdf
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = [
    "ConsentOnFile",
    "Contract",
    "ContractParty",
    "ContractPatent",
    "HeadLicence",
    "Mandate",
    "PledgeFacts",
    "contract_paper",
    "contract_pdf",
    "mandates",
]


def contract_pdf(contract: Contract) -> bytes:
    """The contract as PDF."""
    return paper_pdf(contract_paper(contract))


def contract_paper(contract: Contract) -> Paper:
    """The contract of the deal's kind, in both languages."""
    return Paper(
        title=title(contract),
        number=contract.number,
        parties=tuple(paper_party(role, party) for role, party in every_party(contract)),
        dates=(
            Fact(Words("条款达成日", "Terms agreed"), day(contract.agreed_on)),
            Fact(Words("签订地点", "Signed at")),
        ),
        facts=patent_facts(contract),
        tables=(*patent_table(contract), *mandates(contract)),
        articles=tuple(_articles(contract)),
        signatures=tuple(signatories(contract)),
        annexes=tuple(_annexes(contract)),
        fingerprint=contract.terms_hash,
        warnings=pledge_warnings(contract) if contract.kind is DealKind.PLEDGE else (),
        is_sample=contract.is_sample,
    )


def mandates(contract: Contract) -> tuple[Table, ...]:
    """Who acts for which side, and by which document; nothing where nobody does."""
    if not contract.mandates:
        return ()
    rows = []
    for mandate in contract.mandates:
        start = day(mandate.start) if mandate.start else Words("—", "—")
        until = last_day(mandate.until) if mandate.until else Words("—", "—")
        when = Words(f"自{start.zh}起至{until.zh}止", f"{start.en} to {until.en}")
        paper = Words(mandate.document or "—", mandate.document or "—")
        rows.append((mandate.principal, mandate.agent, mandate.scope, when, paper))
    head = (
        Words("委托人", "Principal"),
        Words("受托人", "Agent"),
        Words("权限", "Powers"),
        Words("期间", "Period"),
        Words("委托文件", "Document"),
    )
    return (Table(head, tuple(rows), (4, 4, 4, 4, 3), Words("委托代理", "Agency")),)


def _articles(contract: Contract) -> Iterator[Article]:
    if contract.kind is DealKind.PLEDGE:
        yield from pledge_articles(contract)
        if contract.consents:
            yield consents_on_file(contract)
        yield effect(contract)
        yield from (breach(contract), _mutual_end(contract), disputes(contract))
    elif contract.kind is DealKind.JOINT_DEVELOPMENT:
        yield from subject(contract)
        yield from development_articles(contract)
        if contract.consents:
            yield consents_on_file(contract)
        yield effect(contract)
        yield from (registry(contract), taxes(contract), breach(contract), changing(contract), disputes(contract))
    else:
        yield from subject(contract)
        yield from grant_articles(contract)
        yield effect(contract)
        yield price(contract)
        yield from payment(contract)
        yield from delivery(contract)
        yield from title_articles(contract)
        yield from offices(contract)
        yield from secrecy_and_improvements(contract)
        yield from defence(contract)
        yield from closing(contract)
    notes = contract.terms.notes.strip()
    if notes:
        yield _notes(notes)
    yield _texts(contract)


def _mutual_end(contract: Contract) -> Article:
    return Article(
        Words("变更与费用", "Change and costs"),
        (
            contract.say(
                "变更本合同须经双方书面同意，并办理出质登记的变更。",
                "This contract is changed only by written agreement of both sides, and the registration with it.",
            ),
            contract.say(
                "评估、登记和公证等费用由{b}承担。",
                "The cost of valuation, registration and notarisation is borne by {b}.",
            ),
        ),
    )


def _notes(notes: str) -> Article:
    written = (
        Words("双方另行约定如下（以中文写成）：", "The parties further agree as follows (written in Chinese):")
        if language_of(notes) == "zh"
        else Words("双方另行约定如下（以英文写成）：", "The parties further agree as follows (written in English):")
    )
    return Article(Words("其他约定", "Other terms"), (written, Written(notes)))


def _own_words(contract: Contract) -> Iterator[str]:
    terms = contract.terms
    yield from (terms.notes, terms.know_how, terms.software, terms.contributions, terms.results, terms.equity)


def _texts(contract: Contract) -> Article:
    say = contract.say
    english = any(text.strip() and language_of(text) == "en" for text in _own_words(contract))
    prevails = (
        say(
            "中英文文本不一致的，以中文为准；当事人仅以英文写成的约定，以英文为准。",
            "If the texts differ, the Chinese prevails; terms that the parties wrote in English only stand in English.",
        )
        if english
        else say("中英文文本不一致的，以中文为准。", "If the texts differ, the Chinese prevails.")
    )
    each = Words("各方各执{b}份", "for each party") if contract.others else Words("双方各执{b}份", "for each side")
    return Article(
        Words("文本与附件", "Texts and annexes"),
        (
            prevails,
            say(
                f"附件是本合同的组成部分。本合同一式{{b}}份，{each.zh}，具有同等效力。",
                "The annexes are part of this contract. It is made in {b} originals of equal force, "
                f"{{b}} {each.en}.",
            ),
            say(
                "页脚所载指纹为双方接受的条款版本的 SHA-256 值；与该版本不一致的商业条款，以该版本为准。",
                "The fingerprint in the footer is the SHA-256 of the version of terms both sides accepted; commercial "
                "terms that differ from that version yield to it.",
            ),
        ),
    )


def _annexes(contract: Contract) -> Iterator[Annex]:
    """Rows to be filled in, each with its label and the lines it is given."""
    earlier = AnnexRow(
        Words("在先许可（被许可人、方式、期限、备案号）", "Earlier licences (licensee, kind, term, recordal No.)"), 4
    )
    if contract.kind is DealKind.PLEDGE:
        burdens = AnnexRow(Words("开放许可、保全与争议", "Open licences, preservation and disputes"), 2)
        yield Annex(Words("附件　在先许可与权利负担", "Annex. Earlier licences and burdens"), (earlier, burdens))
        return
    if contract.kind is DealKind.JOINT_DEVELOPMENT:
        yield Annex(
            Words("附件一　研究开发计划", "Annex 1. Plan of the work"),
            (
                AnnexRow(Words("目标与内容", "Aim and content"), 4),
                AnnexRow(Words("技术路线", "Technical approach"), 3),
                AnnexRow(Words("计划进度与阶段成果", "Schedule and interim results"), 4),
                AnnexRow(Words("经费预算与使用", "Budget and its use"), 3),
                AnnexRow(Words("验收标准与方式", "Standard and manner of acceptance"), 3),
                AnnexRow(Words("项目联系人", "Project contacts"), 2),
            ),
        )
    else:
        yield Annex(
            Words("附件一　资料、目标与验收", "Annex 1. Documents, aim and acceptance"),
            (
                AnnexRow(Words("技术资料清单", "Technical documents"), 4),
                AnnexRow(Words("实施应达到的目标", "Aim to be reached"), 3),
                AnnexRow(Words("验收标准与方式", "Standard and manner of acceptance"), 3),
                AnnexRow(Words("验收期限", "Time of acceptance"), 1),
                AnnexRow(Words("名词和术语的解释", "Terms used"), 2),
            ),
        )
    yield Annex(
        Words("附件二　在先许可与权利负担", "Annex 2. Earlier licences and burdens"),
        (earlier, AnnexRow(Words("质押、保全与争议", "Pledges, preservation and disputes"), 2)),
    )
    if contract.kind is DealKind.POOL:
        yield Annex(
            Words("附件三　统一许可条件与收益分配办法", "Annex 3. The pool's terms and rules of distribution"),
            (
                AnnexRow(Words("统一许可条件", "Terms of licence"), 5),
                AnnexRow(Words("收益分配办法", "Rules of distribution"), 5),
                AnnexRow(Words("管理费用", "Cost of administration"), 2),
            ),
        )
