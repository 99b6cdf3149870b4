"""Extracts of Google Patents: lists of abstracts and whole pages; damaged input; the real files."""

from __future__ import annotations

import io
import os
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats import google_page, google_patents
from patentfair.domain.formats.detect import format_of
from patentfair.domain.formats.format import Format, Item
from patentfair.domain.formats.google_events import conveyances_of, events_of
from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.text_language import language_by_script
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord, RelationKind
from patentfair.domain.patents.register import ConveyanceKind

GOLDEN = Path(__file__).parents[2] / "golden"
DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
needs_data = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
INPUTS = sorted(GOLDEN.glob("google-patents-*/*/input.*"))
PAGE = (GOLDEN / "google-patents-page/us/input.txt").read_bytes()


def read(data: bytes, name: str = "f", limits: Limits = DEFAULT_LIMITS) -> list[Item]:
    return list(read_stream(io.BytesIO(data), name, limits=limits))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}")
def test_each_input_is_of_its_format(path: Path) -> None:
    found = format_of(Source(io.BytesIO(path.read_bytes()), "f", DEFAULT_LIMITS))
    assert isinstance(found, Format)
    assert found.name == path.parent.parent.name


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("a.zip!ClassF02C7-10/Date2023.txt", "F02C 7/10"),
        ("ClassA01B1-00/x/ClassF16C2233-05/y.txt", "F16C 2233/05"),
        ("a.zip!Class/Date.txt", None),
        ("SubClassF02C7-10/x.txt", None),
        ("ClassF02C7-10.txt", None),
    ],
)
def test_class_of_the_folder(name: str, symbol: str | None) -> None:
    (record,) = read("id-CN104900011A    abstract-密封轴承。\n".encode(), name)
    assert isinstance(record, PatentRecord)
    assert [found.symbol for found in record.classes] == ([symbol] if symbol else [])


def test_the_same_document_of_two_classes_is_two_items() -> None:
    line = "id-CN104900011A    abstract-密封轴承。\n".encode()
    digests = {
        item.digest
        for name in ("ClassF02C7-10/a", "ClassF02C7-10/b", "ClassF02C7-12/a")
        for item in read(line, name)
        if isinstance(item, PatentRecord)
    }
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("text", "office", "beside", "language"),
    [
        ("軸受を密封する", "WO", "", "ja"),
        ("베어링", "WO", "", "ko"),
        ("密封轴承", "CN", "", "zh"),
        ("密封軸受", "JP", "", "ja"),
        ("密封軸受", "WO", "", ""),
        ("密封軸受", "WO", "軸受を密封する", "ja"),
        ("密封轴承" * 20, "WO", "", "zh"),
        ("A bearing", "EP", "", ""),
        ("Крышка, которую вынимают", "WO", "", "ru"),
        ("Спосіб ущільнення", "UA", "", ""),
        ("", "CN", "", ""),
        ("Verfahren nach dem Modell 轴", "CN", "", ""),
    ],
)
def test_language_by_script(text: str, office: str, beside: str, language: str) -> None:
    assert language_by_script(text, office, beside) == language


def test_a_title_keeps_the_commas_of_its_words() -> None:
    events, _, problems = events_of(
        "EP", ["2019-01-01,PLAB,Opposition data, opponent's data modified,Free format text: A, B,C", "2019-01-02,X,,"]
    )
    assert [event.text for event in events] == ["Opposition data, opponent's data modified", ""]
    assert events[0].details == (("free-format-text", "A, B,C"),)
    assert not problems


def test_each_country_of_a_row_is_an_event() -> None:
    row = (
        "2023-04-28,PGFP,Annual fee paid,Ref country code: FRPayment date: 20230213Ref country code: EPPayment date: 1"
    )
    events, _, _ = events_of("EP", [row])
    assert [event.territory for event in events] == ["FR", ""]


def test_owners_of_one_reel_and_frame_are_one_instrument() -> None:
    details = [
        ("owner", "EXAMPLE CO., LTD., KOREA, REPUBLIC OF"),
        ("free-format-text", "CHANGE OF NAME;ASSIGNOR:OLD EXAMPLE;REEL/FRAME:1/2"),
        ("owner", "EXAMPLE OF NO PLACE"),
        ("free-format-text", "CHANGE OF NAME;ASSIGNOR:OLD EXAMPLE;REEL/FRAME:1/2"),
        ("effective-date", "20200131"),
        ("free-format-text", "no instrument"),
    ]
    (found,) = conveyances_of(date(2020, 2, 1), details)
    assert found.kind is ConveyanceKind.CHANGE_OF_NAME
    assert [(party.name, party.country) for party in found.receivers] == [
        ("EXAMPLE CO., LTD.", "KR"),
        ("EXAMPLE OF NO PLACE", ""),
    ]
    assert (found.executed, found.recorded) == (date(2020, 1, 31), date(2020, 2, 1))


def test_the_place_of_an_owner_is_told_and_a_place_cut_off_is_lost() -> None:
    owners = {
        "2236 EXAMPLE INC., ONTARIO": ("2236 EXAMPLE INC.", "CA"),
        "EXAMPLE HI-TECH INC, VIRGIN ISLANDS, BRITISH": ("EXAMPLE HI-TECH INC", "VG"),
        "EXAMPLE & SAMPLE POWER GENERATION GROUP, INC., OHI": ("EXAMPLE & SAMPLE POWER GENERATION GROUP, INC.", ""),
        "EXAMPLE, OHI": ("EXAMPLE, OHI", ""),
    }
    for printed, told in owners.items():
        details = [("owner", printed), ("free-format-text", "ASSIGNMENT;ASSIGNOR:OLD EXAMPLE;REEL/FRAME:1/2")]
        (found,) = conveyances_of(date(2020, 2, 1), details)
        assert [(party.name, party.country) for party in found.receivers] == [told]


def test_individual_is_no_applicant() -> None:
    page = (
        b"ID\n    US9990011B2\ntitle\n    One\nabstract\n    A\napplication_events\n    when,what\n"
        b"    2015-01-02,Application filed by Individual\n    2015-01-02,Application filed by Example Co\n"
    )
    (record,) = read(page)
    assert isinstance(record, PatentRecord)
    assert [party.name for party in record.parties] == ["Example Co"]


def test_blocks_in_any_order_and_repeated_begin_a_page() -> None:
    data = (
        b"title\n    One\nID\n    US9990011B2\nabstract\n    A\ntitle\n    Two\nID\n    US9990012B2\nabstract\n    B\n"
    )
    items = [item for item in read(data) if isinstance(item, PatentRecord)]
    assert [(item.titles[0].text, item.publication.number) for item in items] == [
        ("One", "9990011"),
        ("Two", "9990012"),
    ]
    assert [item.offset for item in items] == [0, data.index(b"title\n    Two")]


def test_bounds() -> None:
    long_line = b"ID\n    US9990011B2\ntitle\nabstract\n    " + b"x" * (2 << 20) + b"\n"
    (record,) = (item for item in read(long_line) if isinstance(item, PatentRecord))
    assert "google.line-too-long" in record.problems
    page = b"ID\n    US9990011B2\ntitle\nabstract\n" + b"    line of words\n" * 1000
    (problem, after) = read(page + PAGE, limits=Limits(document_bytes=9000))
    assert isinstance(problem, Problem)
    assert problem.code == "limit.document-bytes"
    assert isinstance(after, PatentRecord)
    (crowded,) = read(b"ID\n    US9990011B2\ntitle\nlegal_event\n" + b"    2019-01-01,X,Y,\n" * 30_000)
    assert isinstance(crowded, PatentRecord)
    assert {"google.too-many-rows", "google.too-many-events"} <= set(crowded.problems)
    assert len(crowded.events) == 5000


@pytest.mark.parametrize(
    "row",
    [
        b"2019-01-01,X," + b"Ref country code: " * 30_000,
        b"2019-01-01,AS,A," + b"Owner name: X, Y" * 30_000,
        b"2019-01-01,AS,A,Free format text: N;ASSIGNOR:" + b"A;" * 200_000,
        b"," * 500_000,
        b" ," * 250_000,
    ],
)
def test_no_row_takes_long(row: bytes) -> None:
    begun = time.process_time()
    for block in (b"legal_event", b"citation_infor", b"patent_application", b"patent_application_claiming_priority"):
        read(b"ID\n    US9990011B2\ntitle\nabstract\n" + block + b"\n    header\n    " + row + b"\n")
    assert time.process_time() - begun < 10


SMALL = Limits(document_bytes=3000, row_bytes=512, chunk_bytes=64, head_bytes=512, cell_characters=200)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(INPUTS))
def test_damaged_inputs(data: st.DataObject, path: Path) -> None:
    whole = path.read_bytes()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 8))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    units = google_page.units if "page" in str(path) else google_patents.units
    for limits in (DEFAULT_LIMITS, SMALL):
        for unit in units(Source(io.BytesIO(bytes(damaged)), "f", limits)):
            item = unit if isinstance(unit, Problem) else unit.read()
            assert isinstance(item, PatentRecord | Problem)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for head in (b"", b"ID\n    US9990011B2\nlegal_event\n    h\n    ", b"id-CN104900011A    abstract-"):
        for units in (google_page.units, google_patents.units):
            for unit in units(Source(io.BytesIO(head + data), "f", SMALL)):
                item = unit if isinstance(unit, Problem) else unit.read()
                assert isinstance(item, PatentRecord | Problem)


def _items(name: str) -> list[Item]:
    with (DATA / "google-patents" / name).open("rb") as stream:
        return list(read_stream(stream, name))


@needs_data
def test_abstracts_are_read_whole() -> None:
    items = _items("abstracts_by_cpc_class_open.zip")
    records = [item for item in items if isinstance(item, PatentRecord)]
    problems = [item for item in items if isinstance(item, Problem)]
    assert len(records) == 22_836
    assert Counter((problem.code, problem.fatal) for problem in problems) == {("file.empty", False): 31}
    assert {record.format for record in records} == {"google-patents-abstracts"}
    assert all(len(record.classes) == 1 for record in records)
    assert len({record.publication.canonical for record in records}) == 22_309
    assert sum("google.no-abstract" in record.problems for record in records) == 915
    languages = Counter(record.abstracts[0].language for record in records if record.abstracts)
    assert languages["zh"] > 11_000
    assert languages["ko"] > 3_000
    assert set(languages) == {"", "zh", "ja", "ko", "ru"}


@needs_data
@pytest.mark.parametrize(
    ("name", "pages", "events", "nobody"),
    [
        ("page_extract_EP001.zip", 1000, 50028, 58),
        ("page_extract_JP001.zip", 801, 6138, 6),
        ("page_extract_US004.zip", 299, 1255, 24),
        ("page_extract_WO001.zip", 1000, 3714, 0),
    ],
)
def test_pages_are_read_whole(name: str, pages: int, events: int, nobody: int) -> None:
    items = _items(name)
    records = [item for item in items if isinstance(item, PatentRecord)]
    assert len(items) == len(records) == pages
    assert sum(len(record.events) for record in records) == events
    # Of people Google says no more than "Individual".
    assert sum(not record.parties for record in records) == nobody
    for record in records:
        assert record.format == "google-patents-page"
        assert Path(record.source.partition("!")[2]).stem == record.publication.canonical
        assert record.publication.date
        assert record.application
        assert record.application.date
        assert record.titles
        assert record.classes
        assert all(event.published and event.code for event in record.events)
        assert set(record.problems) <= {"google.no-abstract", "google.class-count", "text.characters-lost"}


@needs_data
def test_a_known_page() -> None:
    (record,) = (
        item
        for item in _items("page_extract_US004.zip")
        if isinstance(item, PatentRecord) and item.publication.canonical == "US9506220B2"
    )
    assert record.publication.date == date(2016, 11, 29)
    assert record.application is not None
    assert record.application.date == date(2014, 7, 23)
    assert len(record.classes) == 17
    assert record.classes[0].symbol == "E02F 9/123"
    assert len(record.citations) == 14
    assert [event.code for event in record.events] == ["STCF", "MAFP"]
    assert [(claim.country, claim.number) for claim in record.priorities] == [("JP", "2011103058")]
    assert {relation.kind for relation in record.relations} == {
        RelationKind.CONTINUATION,
        RelationKind.EARLIER_PUBLICATION,
    }
