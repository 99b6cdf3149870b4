"""European patent documents: what the golden cases do not show, and every real file."""

from __future__ import annotations

import io
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.formats.fixed_width_class import fixed_width_class
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import ClassScheme, PartyRole, PatentRecord, RelationKind, Stage

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
real = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
FOLDER = "epo/fulltext-ep-st36"


def _read(data: bytes) -> list[object]:
    return list(read_stream(io.BytesIO(data), "f"))


def _document(sdobi: str, rest: str = "") -> PatentRecord:
    text = (
        f'<ep-patent-document lang="en" country="EP" doc-number="0990001" kind="B1" date-publ="20080102">{sdobi}{rest}'
    )
    (record,) = _read(f"{text}</ep-patent-document>".encode())
    assert isinstance(record, PatentRecord)
    return record


@pytest.mark.parametrize(
    ("text", "symbol", "version", "first"),
    [
        ("A24C   5/20        20060101AFI20150420BHEP        ", "A24C 5/20", "2006.01", True),
        ("F16D2500/10437     20130101 LA20211026BHEP        ", "F16D 2500/10437", "2013.01", False),
        ("B60K  17/28        20130101 FI20210830BHEP        ", "B60K 17/28", "2013.01", True),
        (" 7C 07C  29/44   A", "C07C 29/44", "", False),
        ("B05B 7/ 00 A I ", "B05B 7/00", "", False),
        ("G01F  17/00        20060101AFI20210219BHJP        ", "G01F 17/00", "2006.01", True),
    ],
)
def test_fixed_width_classes(text: str, symbol: str, version: str, first: bool) -> None:
    found = fixed_width_class(text, ClassScheme.IPC)
    assert found is not None
    assert (found.symbol, found.version, found.first) == (symbol, version, first)


@pytest.mark.parametrize("text", ["", "B05B", "I05B 7/00", "x" * 1000, "A24C 5/2" + "0" * 20])
def test_what_is_no_fixed_width_class(text: str) -> None:
    assert fixed_width_class(text, ClassScheme.IPC) is None


def test_lapses_whose_days_do_not_match_their_states() -> None:
    record = _document(
        "<SDOBI><B400><B472><B475><ctry>AT</ctry><date>20090401</date><ctry>FI</ctry><ctry>GR</ctry></B475></B472></B400></SDOBI>"
    )
    assert [(event.territory, event.effective) for event in record.events] == [
        ("AT", None),
        ("FI", date(2009, 4, 1)),
        ("GR", date(2009, 4, 1)),
    ]


def test_a_document_without_bibliography_is_known_by_its_root() -> None:
    record = _document("")
    assert record.publication.canonical == "EP0990001B1"
    assert record.publication.date == date(2008, 1, 2)
    assert record.problems == ("ep.no-title",)


def test_corrections_are_events() -> None:
    (event,) = _document(
        "<SDOBI><B100><B150><B151>W1</B151><B155><B1551>en</B1551></B155></B150></B100></SDOBI>"
    ).events
    assert (event.code, event.details) == ("B150", (("B151", "W1"), ("B1551", "en")))


def _real(name: str) -> PatentRecord:
    with (DATA / FOLDER / name).open("rb") as stream:
        (record,) = read_stream(stream, name)
    assert isinstance(record, PatentRecord)
    return record


@real
def test_every_real_file_is_one_complete_record() -> None:
    mended: Counter[str] = Counter()
    paths = [*(DATA / FOLDER).iterdir(), DATA / "wipo/st36-examples/st36a_ep_DOC00001.xml"]
    assert len(paths) == 25
    for path in paths:
        with path.open("rb") as stream:
            (record,) = read_stream(stream, path.name)
        assert isinstance(record, PatentRecord), path.name
        assert record.format == "ep-st36"
        assert record.publication.date is not None
        assert record.application is not None
        assert {title.language for title in record.titles} == {"de", "en", "fr"}
        assert any(symbol.first for symbol in record.classes)
        assert record.designated_states
        assert record.events
        roles = {party.role for party in record.parties}
        assert PartyRole.INVENTOR in roles
        owner = PartyRole.ASSIGNEE if record.stage is Stage.GRANT else PartyRole.APPLICANT
        assert owner in roles
        assert bool(record.claims) >= (record.stage is Stage.GRANT)
        mended.update(record.problems)
    assert mended == {"xml.bare-ampersand": 3, "xml.bare-less-than": 1, "ep.check-digit": 1}


@real
def test_a_list_of_files_is_told() -> None:
    with (DATA / "wipo/st36-examples/st36a_toc.xml").open("rb") as stream:
        (problem,) = read_stream(stream, "toc")
    assert isinstance(problem, Problem)
    assert problem.code == "format.unknown"
    assert "Application-body" in problem.reason


@real
def test_a_real_patent_after_opposition() -> None:
    record = _real("grant_v1-5-1-B2.xml")
    assert record.publication.canonical == "EP2716170B2"
    assert len(record.claims) == 4
    events = Counter(event.code for event in record.events)
    assert events["B475"] == 34
    assert events["B781"] == events["B450"] == events["B477"] == 1
    assert {relation.kind for relation in record.relations} == {RelationKind.DIVISION}
    assert next(event for event in record.events if event.territory == "GB").effective == date(2016, 9, 14)
    assert [citation.document.canonical for citation in record.citations if citation.document][:3] == [
        "EP1186247A2",
        "WO2004045320A1",
        "DE3701285A1",
    ]


@real
def test_a_real_application_from_china() -> None:
    record = _real("application_v1-5-A1.xml")
    assert [(one.country, one.number) for one in record.priorities] == [("CN", "201810358967")]
    assert [one.document.number for one in record.relations] == ["PCT/CN2018/112487", "2019200885"]
    assert len(record.designated_states) == 38
    assert [event.territory for event in record.events if event.code == "B849EP"] == ["KH", "MA", "MD", "TN"]
    assert (len(record.claims), len(record.parties)) == (12, 6)
