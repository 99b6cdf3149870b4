"""What stands around one patent: documents of its application, its families, citations both ways."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from patentfair.apps.registry.families import CitedDocument, cites, citing, extended_family, simple_family
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import status_of
from patentfair.domain.patents.kind_words import kind_words
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.status import LABELS
from patentfair.web import labels
from patentfair.web.present import STATE_CLASS, day, label

__all__ = ["citations", "document_rows", "family"]

SHOWN = 48
STATED = 120


def document_rows(patents: Iterable[Patent], language: str, today: date) -> list[dict[str, Any]]:
    """Documents of ours as rows with a link, what each is, and the state of its right."""
    rows = []
    for patent in patents:
        status = status_of(patent, today)
        rows.append(
            {
                "key": patent.key,
                "url": f"/{language}/patents/{patent.key}",
                "office": label(labels.OFFICES, patent.office, language),
                "title": patent.title_in(language),
                "lang": patent.title_language(language),
                "kind": kind_words(patent.office, patent.kind).of(language),
                "date": day(patent.publication_date),
                "state": STATE_CLASS[status.state],
                "status": LABELS[status.state].of(language),
            }
        )
    return rows


def family(patent: Patent, record: PatentRecord, language: str, today: date) -> dict[str, Any]:
    """The simple family, what the extended one has beyond it, and members that a source names and we do not hold."""
    simple = simple_family(patent)
    inside = {member.pk for member in simple}
    extended = [member for member in extended_family(patent) if member.pk not in inside]
    stated = [member.canonical for member in record.family.members] if record.family else []
    held = {member.key for member in (*simple, *extended)} | {m.number_key for m in (*simple, *extended)}
    return {
        "simple": document_rows(simple, language, today),
        "extended": document_rows(extended, language, today),
        "stated": [number for number in stated if number not in held][:STATED],
        "docdb": patent.docdb_family,
        "inpadoc": patent.inpadoc_family,
        "offices": len({member.office for member in (*simple, *extended)}),
        "own": patent.key,
    }


def citations(patent: Patent, record: PatentRecord, language: str) -> dict[str, Any]:
    """What the document cites, literature too, and what is known to cite it."""
    backward, forward = cites(patent), citing(patent)
    literature = [citation.text for citation in record.citations if citation.document is None and citation.text]
    return {
        "cites": _rows(backward[:SHOWN], language),
        "cites_more": max(0, len(backward) - SHOWN),
        "citing": _rows(forward[:SHOWN], language),
        "citing_more": max(0, len(forward) - SHOWN),
        "literature": literature[:SHOWN],
        "literature_more": max(0, len(literature) - SHOWN),
    }


def _rows(documents: Iterable[CitedDocument], language: str) -> list[dict[str, Any]]:
    return [
        {
            "number": document.patent.key if document.patent else document.number,
            "url": f"/{language}/patents/{document.patent.key}" if document.patent else "",
            "title": document.patent.title_in(language) if document.patent else "",
            "lang": document.patent.title_language(language) if document.patent else "",
            "category": document.category,
            "by": label(labels.CITED_BY, document.cited_by, language) if document.cited_by else "",
        }
        for document in documents
    ]
