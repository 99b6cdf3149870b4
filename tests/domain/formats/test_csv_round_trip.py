"""What our CSV holds of a record is read back equal, and no cell of it makes a spreadsheet calculate."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import groupby

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.domain.patents.strategies import any_text, records

from patentfair.domain.formats.csv_columns import COLUMNS, ROLES, cell, joined, split, text_in
from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.write_csv import write_csv, write_jsonl
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import (
    ClassScheme,
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    RightType,
    Stage,
    TextIn,
)
from patentfair.domain.patents.register import FamilyStatement

FIRST = PatentRecord(
    publication=DocumentId(office="CN", number="109990001", kind="A", raw="CN109990001A"),
    right_type=RightType.INVENTION,
    stage=Stage.APPLICATION,
    format="made-up",
    titles=(TextIn("zh", '=HYPERLINK("http://example.invalid")'),),
)


def read(data: bytes) -> list[PatentRecord]:
    items = list(read_stream(io.BytesIO(data), "f"))
    assert all(isinstance(item, PatentRecord) for item in items), items
    return items  # type: ignore[return-value]


def essence(record: PatentRecord) -> PatentRecord:
    return msgspec.structs.replace(record, digest="", source="", offset=0, format="made-up", problems=())


def held(record: PatentRecord) -> PatentRecord:
    """What of a record the columns hold."""
    return PatentRecord(
        publication=msgspec.structs.replace(record.publication, check_digit=""),
        application=record.application,
        right_type=record.right_type,
        stage=record.stage,
        format="made-up",
        titles=texts(record.titles),
        abstracts=texts(record.abstracts),
        claim_count=record.claim_count,
        classes=tuple(symbol for scheme in ClassScheme for symbol in record.classes if symbol.scheme is scheme),
        parties=tuple(party for role in ROLES.values() for party in parties(record, PartyRole(role))),
        priorities=tuple(
            PriorityClaim(country=claim.country, number="" if claim.number == "-" else claim.number, date=claim.date)
            for claim in record.priorities
        ),
        designated_states=record.designated_states,
        family=FamilyStatement(docdb=record.family.docdb) if record.family and record.family.docdb else None,
        term_years=record.term_years,
        term_extension_days=record.term_extension_days,
    )


def texts(given: tuple[TextIn, ...]) -> tuple[TextIn, ...]:
    """The first Chinese, the first English, then the others."""
    firsts = [next((text for text in given if text.language == language), None) for language in ("zh", "en")]
    left = list(given)
    for first in firsts:
        if first:
            left.remove(first)
    return (*(first for first in firsts if first), *left)


def parties(record: PatentRecord, role: PartyRole) -> list[PatentParty]:
    named = [party for party in record.parties if party.role is role]
    return [
        PatentParty(role=role, name=party.name, country=party.country, region=party.region, sequence=place)
        for place, party in enumerate(named, 1)
    ]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records, max_size=2))
def test_what_it_holds_comes_back(given: list[PatentRecord]) -> None:
    found = read(b"".join(write_csv([FIRST, *given])))
    assert [essence(record) for record in found] == [held(record) for record in [FIRST, *given]]
    assert not any(record.problems for record in found)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records, max_size=2))
def test_no_cell_makes_a_spreadsheet_calculate(given: list[PatentRecord]) -> None:
    data = b"".join(write_csv([FIRST, *given]))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == len(given) + 2
    assert not [text for row in rows for text in row if text.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


@given(any_text | st.text())
@example("'=1+1")
@example("\\")
def test_any_text_fits_a_cell(text: str) -> None:
    assert text_in(cell(text)) == text.encode("utf-8", "ignore").decode()


@given(st.lists(any_text, min_size=2, max_size=5))
@example(["\\", ";", ""])
def test_any_texts_fit_a_list(items: list[str]) -> None:
    assert split(joined(items)) == items


@given(st.text(max_size=20))
def test_any_cell_can_be_split(text: str) -> None:
    split(text)


def test_as_a_spreadsheet_saves_it() -> None:
    """GB18030, without the byte order mark, dates with slashes, columns moved and added."""
    (line, row, *_) = b"".join(write_csv([FIRST])).removeprefix(codecs.BOM_UTF8).decode().split("\r\n")
    names, cells = line.split(","), next(csv.reader([row]))
    order = [0, *reversed(range(1, len(names)))]
    changed = dict(zip(names, cells, strict=True)) | {
        "publication_date": "2019/7/9", "filing_date": "2017-7-32", "claim_count": "many", "title_zh": "轴承",
        "priorities": "US", "application_office": "CN", "application_number": "201710111222.3",
    }  # fmt: skip
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([*(names[place] for place in order), "note"])
    writer.writerow([*(changed[names[place]] for place in order), "seen"])
    writer.writerow(["1"])
    problem_or_record = list(read_stream(io.BytesIO(written.getvalue().encode("gb18030")), "f"))
    record = problem_or_record[0]
    assert isinstance(record, PatentRecord)
    assert (record.publication.canonical, str(record.publication.date)) == ("CN109990001A", "2019-07-09")
    assert record.application is not None
    assert record.application.number == "201710111222"
    assert record.titles == (TextIn("zh", "轴承"),)
    assert record.problems == (
        "patentfair-csv.filing-date",
        "patentfair-csv.application-number",
        "patentfair-csv.claim-count",
        "patentfair-csv.priorities",
    )
    assert [getattr(item, "code", "") for item in problem_or_record[1:]] == ["patentfair-csv.number"]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records, max_size=3))
def test_json_lines_hold_everything(given: list[PatentRecord]) -> None:
    lines = b"".join(write_jsonl(given)).split(b"\n")
    assert lines.pop() == b""
    assert [msgspec.json.decode(line, type=PatentRecord) for line in lines] == given


def test_columns_are_named_once() -> None:
    assert [name for name, same in groupby(sorted(COLUMNS)) if len(list(same)) > 1] == []
