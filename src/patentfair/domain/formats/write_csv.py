"""Records as our own CSV (UTF-8 with a byte order mark, one row a document) and as JSON Lines.

The CSV holds what fits flat columns (see `csv_columns`), not claims, citations, relations, addresses, register events.
Texts stand in the order Chinese, English, others; classes by scheme; parties by role. In JSON Lines a record is whole.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from patentfair.domain.formats.csv_columns import COLUMNS, ROLES, VERSION, cell, joined
from patentfair.domain.patents.record import ClassScheme, ClassSymbol, PatentRecord, PriorityClaim, TextIn

__all__ = ["write_csv", "write_jsonl"]


def write_csv(records: Iterable[PatentRecord]) -> Iterator[bytes]:
    """The header, then a row each; safe to open in a spreadsheet, and read back by `patentfair_csv`."""
    yield codecs.BOM_UTF8 + _line(COLUMNS)
    for record in records:
        yield _line(_cells(record))


def write_jsonl(records: Iterable[PatentRecord]) -> Iterator[bytes]:
    """One JSON object a line, all fields of the record as they are; what has its default is left out."""
    encoder = msgspec.json.Encoder()
    for record in records:
        yield encoder.encode(record) + b"\n"


def _line(cells: Iterable[str]) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(cells)
    return held.getvalue().encode()


def _cells(record: PatentRecord) -> Iterator[str]:
    """In the order of COLUMNS."""
    publication, application = record.publication, record.application
    yield VERSION
    yield cell(publication.canonical)
    yield cell(publication.office)
    yield cell(publication.kind)
    yield cell(publication.raw)
    yield _day(publication.date)
    yield cell(application.canonical) if application else ""
    yield cell(application.office) if application else ""
    yield cell(application.kind) if application else ""
    yield cell(application.check_digit) if application else ""
    yield cell(application.raw) if application else ""
    yield _day(application.date) if application else ""
    yield record.right_type.value
    yield record.stage.value
    yield from _texts(record.titles)
    yield from _texts(record.abstracts)
    yield _number(record.claim_count)
    for scheme in (ClassScheme.IPC, ClassScheme.CPC, ClassScheme.LOCARNO, ClassScheme.USPC):
        yield _classes([symbol for symbol in record.classes if symbol.scheme is scheme])
    for role in ROLES.values():
        parties = [party for party in record.parties if party.role == role]
        yield joined(party.name for party in parties)
        yield joined(party.country for party in parties) if any(party.country for party in parties) else ""
        yield joined(party.region for party in parties) if any(party.region for party in parties) else ""
    yield joined(map(_priority, record.priorities))
    yield joined(record.designated_states)
    yield cell(record.family.docdb) if record.family else ""
    yield _number(record.term_years)
    yield _number(record.term_extension_days)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _texts(texts: Iterable[TextIn]) -> Iterator[str]:
    """The first Chinese, the first English, then all others with their language before them: "de: Dichtung"."""
    left = list(texts)
    for language in ("zh", "en"):
        first = next((text for text in left if text.language == language), None)
        if first is not None:
            left.remove(first)
        yield cell(first.text) if first else ""
    yield joined(f"{text.language}: {text.text}" for text in left)


def _classes(symbols: list[ClassSymbol]) -> str:
    """The main class is the first item, empty where there is none; a further main class has a star after it."""
    if not symbols:
        return ""
    items = [] if symbols[0].first else [""]
    for position, symbol in enumerate(symbols):
        version = f" ({symbol.version})" if symbol.version else ""
        star = " *" if symbol.first and position else ""
        items.append(f"{symbol.symbol}{version}{star}")
    return joined(items)


def _priority(claim: PriorityClaim) -> str:
    """Country, number and day with a blank between each; "-" where one is not known."""
    return f"{claim.country or '-'} {claim.number or '-'} {_day(claim.date) or '-'}"
