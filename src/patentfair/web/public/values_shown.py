"""A value of a record as one line of text."""

from __future__ import annotations

from datetime import date
from typing import Any

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import (
    Citation,
    Claim,
    ClassSymbol,
    PatentParty,
    PriorityClaim,
    Relation,
    TextIn,
)
from patentfair.domain.patents.register import Conveyance, FamilyStatement, StatusEvent
from patentfair.web import labels
from patentfair.web.present import day, label

__all__ = ["shown"]

LONGEST = 300


def shown(value: Any, language: str) -> str:
    """The value in the words of the page's language, cut at 300 characters."""
    text = _text(value, language)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _text(value: Any, language: str) -> str:
    match value:
        case TextIn() | Claim():
            return value.text
        case DocumentId():
            return " · ".join(part for part in (value.canonical, day(value.date)) if part)
        case ClassSymbol():
            return f"{value.scheme.value.upper()} {value.symbol}"
        case PatentParty():
            return f"{label(labels.PARTY_ROLES, value.role.value, language)} {value.name}"
        case PriorityClaim():
            return f"{value.country} {value.number}"
        case Citation():
            return value.document.canonical if value.document else value.text
        case Relation():
            return f"{label(labels.RELATIONS, value.kind.value, language)} {value.document.canonical}"
        case FamilyStatement():
            return " ".join(part for part in (value.docdb, value.inpadoc) if part)
        case StatusEvent():
            return " ".join(part for part in (value.office, value.code, value.text, day(value.published)) if part)
        case Conveyance():
            return " ".join(part for part in (value.reference, value.text) if part)
        case date():
            return day(value)
    return str(value)
