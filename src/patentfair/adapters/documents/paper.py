"""One paper as a value, from which the PDF and the Word document are both made.

`laid_out` turns it into plain strings, numbered and in both languages; the writers only set what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from patentfair.adapters.documents.contract_words import article_number, day, language_of
from patentfair.domain.kernel.words import Words

__all__ = [
    "Annex",
    "AnnexRow",
    "Article",
    "Fact",
    "Facts",
    "Paper",
    "PaperParty",
    "PaperStyle",
    "Signatory",
    "Table",
    "Written",
    "laid_out",
]

NOTHING = Words("", "")


class PaperStyle(StrEnum):
    """How a paper counts: articles (第一条, 1.1), sections of a form (一、), or the paragraphs of a letter."""

    CONTRACT = "contract"
    FORM = "form"
    LETTER = "letter"


class Fact(msgspec.Struct, frozen=True):
    """A label with its value; an empty value is a blank to be filled in."""

    label: Words
    value: Words = NOTHING


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows of cells in both languages; `widths` are parts of the line. An empty cell is a blank."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...]
    caption: Words = NOTHING


class Facts(msgspec.Struct, frozen=True, tag="facts"):
    """Rows of labels and values within an article, as the boxes of a form are filled in."""

    rows: tuple[Fact, ...]


class Written(msgspec.Struct, frozen=True, tag="written"):
    """What the parties wrote in their own words, in one language."""

    text: str


class Article(msgspec.Struct, frozen=True):
    """A heading and what stands under it: clauses in both languages, tables, the parties' own words."""

    head: Words
    clauses: tuple[Words | Table | Facts | Written, ...]


class PaperParty(msgspec.Struct, frozen=True, kw_only=True):
    """A party as the head of the paper shows it."""

    role: Words
    name: Words
    rows: tuple[Fact, ...] = ()


class Signatory(msgspec.Struct, frozen=True, kw_only=True):
    """A block to be signed. A person signs, an organisation seals and its representative signs."""

    role: Words
    name: Words
    is_person: bool = False
    signed_by: str = ""
    signed_on: date | None = None


class AnnexRow(msgspec.Struct, frozen=True):
    """A row of an annex: label, what is known, and how many lines are left to write on."""

    label: Words
    lines: int = 1
    value: Words = NOTHING


class Annex(msgspec.Struct, frozen=True):
    head: Words
    rows: tuple[AnnexRow, ...] = ()
    table: Table | None = None


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper in both languages.

    A run of full-width low lines in a text is a blank. `opening` stands before everything (whom a letter is addressed
    to, what a form is for), `dates` are set side by side, `facts` as rows. `fingerprint` is printed on every page.
    """

    title: Words
    style: PaperStyle = PaperStyle.CONTRACT
    number: str = ""
    number_label: Words = Words("合同编号", "Contract No.")
    opening: tuple[Words, ...] = ()
    parties: tuple[PaperParty, ...] = ()
    dates: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    articles: tuple[Article, ...] = ()
    signatures: tuple[Signatory, ...] = ()
    signatures_head: Words = Words("签署", "Signatures")
    annexes: tuple[Annex, ...] = ()
    fingerprint: str = ""
    fingerprint_label: Words = Words("条款指纹", "Terms SHA-256")
    warnings: tuple[Words, ...] = ()
    is_sample: bool = False


def laid_out(paper: Paper) -> dict[str, object]:
    """The paper as plain strings: pairs are [Chinese, English], articles and clauses carry their numbers."""
    return {
        "style": paper.style.value,
        "title": _pair(paper.title),
        "number": paper.number,
        "number_label": _pair(paper.number_label),
        "sample": ["示例，不具有法律效力", "Sample, without legal effect"] if paper.is_sample else [],
        "warnings": [_pair(words) for words in paper.warnings],
        "opening": [_pair(words) for words in paper.opening],
        "parties": [
            {"role": _pair(party.role), "name": _pair(party.name), "rows": [_fact(row) for row in party.rows]}
            for party in paper.parties
        ],
        "dates": [_fact(fact) for fact in paper.dates],
        "facts": [_fact(fact) for fact in paper.facts],
        "tables": [_table(table) for table in paper.tables],
        "articles": [_article(paper.style, number, article) for number, article in enumerate(paper.articles, start=1)],
        "signatures": [_signatory(signatory) for signatory in paper.signatures],
        "signatures_head": _pair(paper.signatures_head),
        "annexes": [_annex(annex) for annex in paper.annexes],
        "fingerprint": paper.fingerprint,
        "fingerprint_label": _pair(paper.fingerprint_label),
    }


def _pair(words: Words) -> list[str]:
    return [words.zh, words.en]


def _fact(fact: Fact) -> list[str]:
    """Labels, then the value in Chinese and, where it differs, in English."""
    zh, en = fact.value.zh, fact.value.en
    return [fact.label.zh, fact.label.en, zh or en, en if en != zh and zh else ""]


def _cell(words: Words) -> list[str]:
    return [words.zh or words.en, words.en if words.zh and words.en != words.zh else ""]


def _table(table: Table) -> dict[str, object]:
    return {
        "kind": "table",
        "caption": _pair(table.caption),
        "head": [_pair(words) for words in table.head],
        "rows": [[_cell(words) for words in row] for row in table.rows],
        "widths": list(table.widths),
    }


def _article(style: PaperStyle, number: int, article: Article) -> dict[str, object]:
    if not article.head.zh:
        head = ["", ""]
    elif style is PaperStyle.CONTRACT:
        head = [f"第{article_number(number)}条　{article.head.zh}", f"Article {number}. {article.head.en}"]
    elif style is PaperStyle.FORM:
        head = [f"{article_number(number)}、{article.head.zh}", f"{number}. {article.head.en}"]
    else:
        head = _pair(article.head)
    return {"head": head, "items": list(_items(style, number, article))}


def _items(style: PaperStyle, number: int, article: Article) -> Iterator[dict[str, object]]:
    texts = sum(isinstance(clause, Words) for clause in article.clauses)
    counted = 0
    for clause in article.clauses:
        if isinstance(clause, Table):
            yield _table(clause)
        elif isinstance(clause, Facts):
            yield {"kind": "facts", "rows": [_fact(fact) for fact in clause.rows]}
        elif isinstance(clause, Written):
            yield {"kind": "written", "text": clause.text, "lang": language_of(clause.text)}
        else:
            counted += 1
            shown = f"{number}.{counted}" if texts > 1 and style is not PaperStyle.LETTER else ""
            yield {"kind": "text", "number": shown, "text": _pair(clause)}


def _signatory(signatory: Signatory) -> dict[str, object]:
    signed: list[str] = []
    if signatory.signed_by:
        on = day(signatory.signed_on) if signatory.signed_on else NOTHING
        signed = [
            "，".join(part for part in (f"平台签署：{signatory.signed_by}", on.zh) if part),
            ", ".join(part for part in (f"Signed on the platform: {signatory.signed_by}", on.en) if part),
        ]
    return {
        "role": _pair(signatory.role),
        "name": _pair(signatory.name),
        "person": signatory.is_person,
        "signed": signed,
    }


def _annex(annex: Annex) -> dict[str, object]:
    return {
        "head": _pair(annex.head),
        "rows": [[*_pair(row.label), str(row.lines), *_cell(row.value)] for row in annex.rows],
        "table": _table(annex.table) if annex.table else None,
    }
