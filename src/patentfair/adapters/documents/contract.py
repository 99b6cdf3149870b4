"""The bilingual contract of an agreed version of terms, set with Typst.

A form that two sides fill in and have checked: what the platform knows is printed, what it does not know is left as a
labelled blank. Law as of the CN pack (Civil Code 845 to 876, Patent Law, Implementing Regulations of 2024).
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import msgspec
import typst

from patentfair.adapters.documents.contract_conduct import closing, delivery, effect, secrecy_and_improvements
from patentfair.adapters.documents.contract_facts import Article, Contract, ContractParty
from patentfair.adapters.documents.contract_grant import grant_articles, payment, price, title
from patentfair.adapters.documents.contract_title import defence, offices, title_articles
from patentfair.adapters.documents.contract_words import article_number, day, language_of
from patentfair.domain.kernel.words import Words

__all__ = ["Contract", "ContractParty", "contract_pdf"]

_RIGHT_TYPES = {
    "invention": Words("发明", "Invention"),
    "utility_model": Words("实用新型", "Utility model"),
    "design": Words("外观设计", "Design"),
}


def contract_pdf(contract: Contract) -> bytes:
    """The contract as PDF. Chinese needs a CJK font on the machine (Noto CJK, Source Han, Songti or SimSun)."""
    source = files(__package__).joinpath("contract.typ").read_bytes()
    return typst.compile(source, sys_inputs={"contract": msgspec.json.encode(_shown(contract)).decode()})


def _articles(contract: Contract) -> Iterator[Article]:
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


def _shown(contract: Contract) -> dict[str, object]:
    """Plain strings in both languages for the template."""
    articles = list(_articles(contract))
    notes = contract.terms.notes.strip()
    if notes:
        articles.append(_notes(notes))
    note_at = len(articles) if notes else 0
    articles.append(_texts(contract))
    return {
        "title": _pair(title(contract)),
        "number": contract.number,
        "hash": contract.terms_hash,
        "sample": contract.is_sample,
        "agreed": _pair(day(contract.agreed_on)),
        "roles": {"grantor": _pair(contract.grantor_role), "grantee": _pair(contract.grantee_role)},
        "grantor": _party(contract.grantor),
        "grantee": _party(contract.grantee),
        "patent": _patent_rows(contract),
        "articles": [_article(number, article) for number, article in enumerate(articles, start=1)],
        "notes": {"text": notes, "lang": language_of(notes), "article": note_at},
        "annexes": _annexes(),
    }


def _pair(words: Words) -> list[str]:
    return [words.zh, words.en]


def _article(number: int, article: Article) -> dict[str, object]:
    return {
        "head": [f"第{article_number(number)}条　{article.head.zh}", f"Article {number}. {article.head.en}"],
        "clauses": [_pair(clause) for clause in article.clauses],
    }


def _notes(notes: str) -> Article:
    written = (
        Words("双方另行约定如下（以中文写成）：", "The parties further agree as follows (written in Chinese):")
        if language_of(notes) == "zh"
        else Words("双方另行约定如下（以英文写成）：", "The parties further agree as follows (written in English):")
    )
    return Article(Words("其他约定", "Other terms"), (written,))


def _texts(contract: Contract) -> Article:
    say = contract.say
    english = bool(contract.terms.notes.strip()) and language_of(contract.terms.notes) == "en"
    prevails = (
        say(
            "中英文文本不一致的，以中文为准；当事人仅以英文写成的约定，以英文为准。",
            "If the texts differ, the Chinese prevails; terms that the parties wrote in English only stand in English.",
        )
        if english
        else say("中英文文本不一致的，以中文为准。", "If the texts differ, the Chinese prevails.")
    )
    return Article(
        Words("文本与附件", "Texts and annexes"),
        (
            prevails,
            say(
                "附件是本合同的组成部分。本合同一式{b}份，双方各执{b}份，具有同等效力。",
                "The annexes are part of this contract. It is made in {b} originals of equal force, {b} for each side.",
            ),
            say(
                "页脚所载指纹为双方接受的条款版本的 SHA-256 值；与该版本不一致的商业条款，以该版本为准。",
                "The fingerprint in the footer is the SHA-256 of the version of terms both sides accepted; commercial "
                "terms that differ from that version yield to it.",
            ),
        ),
    )


def _party(party: ContractParty) -> dict[str, object]:
    number = (
        Words("证件号码", "ID No.")
        if party.is_person
        else Words("统一社会信用代码", "Credit code")
        if party.country == "CN"
        else Words("注册号", "Registration No.")
    )
    rows: list[list[str]] = [
        ["住所", "Address", party.address_zh, party.address_en],
        [number.zh, number.en, "", ""],
        *([] if party.is_person else [["法定代表人", "Legal rep.", "", ""]]),
        ["联系人", "Contact", "", ""],
        ["电话／邮箱", "Phone / e-mail", "", ""],
    ]
    return {
        "zh": party.name_zh or party.name_en,
        "en": party.name_en or party.name_zh,
        "rows": rows,
        "person": party.is_person,
        "signed_by": party.signed_by,
        "signed_on": _pair(day(party.signed_on)) if party.signed_on else ["", ""],
    }


def _patent_rows(contract: Contract) -> list[list[str]]:
    """Rows of label in Chinese, label in English, value in Chinese and, where it differs, in English."""
    others = [number for number in contract.terms.patents if number != contract.publication_number]
    count = max(len(contract.terms.patents), 1)
    kind = _RIGHT_TYPES.get(contract.right_type)
    rows = [["专利件数" if not contract.is_application else "专利申请件数", "Number", str(count), ""]]
    if contract.is_application:
        rows.append(["专利申请号", "Application No.", contract.application_number, ""])
        rows.append(["公布号", "Publication No.", contract.publication_number or contract.patent_number, ""])
    else:
        rows.append(["专利号", "Patent No.", contract.patent_number, ""])
        rows.append(["申请号", "Application No.", contract.application_number, ""])
        rows.append(["授权公告号", "Grant publication No.", contract.publication_number, ""])
    if kind:
        rows.append(["专利类型", "Type", *_pair(kind)])
    rows.append(
        ["名称", "Title", contract.title_zh or contract.title_en, contract.title_en if contract.title_zh else ""]
    )
    rows.append(["申请人", "Applicant", contract.applicant, ""])
    if not contract.is_application:
        rows.append(["专利权人", "Patentee", contract.patentee, ""])
    if contract.is_co_owned:
        role = contract.grantor_role
        rows.append([f"{role.zh}的份额", f"{role.en}'s share", contract.share, ""])
    rows.append(["申请日", "Filed on", *(_pair(day(contract.filing)) if contract.filing else ("", ""))])
    if not contract.is_application:
        rows.append(
            ["授权公告日", "Granted on", *(_pair(day(contract.granted_on)) if contract.granted_on else ("", ""))]
        )
        rows.append(["期满终止日", "Term ends on", *(_pair(day(contract.term_end)) if contract.term_end else ("", ""))])
    if count > 1:
        rows.append(["其他专利", "Other patents", "、".join(others), ""])
    return rows


def _annexes() -> list[dict[str, object]]:
    """The two annexes: rows to be filled in, each with its label and the lines it is given."""
    first = [
        ["技术资料清单", "Technical documents", "4"],
        ["实施应达到的目标", "Aim to be reached", "3"],
        ["验收标准与方式", "Standard and manner of acceptance", "3"],
        ["验收期限", "Time of acceptance", "1"],
        ["名词和术语的解释", "Terms used", "2"],
    ]
    second = [
        ["在先许可（被许可人、方式、期限、备案号）", "Earlier licences (licensee, kind, term, recordal No.)", "4"],
        ["质押、保全与争议", "Pledges, preservation and disputes", "2"],
    ]
    return [
        {"head": ["附件一　资料、目标与验收", "Annex 1. Documents, aim and acceptance"], "rows": first},
        {"head": ["附件二　在先许可与权利负担", "Annex 2. Earlier licences and burdens"], "rows": second},
    ]
