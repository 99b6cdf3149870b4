"""CNIPA's standard XML and its legal status data: what the golden cases do not show, and every real file."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.formats.cn_fields import application_of, cited_document, claim_of
from patentfair.domain.formats.cn_parties import is_organisation
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PartyRole, PatentRecord, RelationKind

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
real = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
FOLDER = "cn/cnipa-standard-xml"
ROOT = '<b:PatentDocumentAndRelated xmlns:b="urn:b" xmlns:a="urn:a">{}</b:PatentDocumentAndRelated>'


@pytest.mark.parametrize(
    ("printed", "number", "problems"),
    [
        ("201510481495.9", "201510481495", []),
        ("201510481495.8", "201510481495", ["cnipa.check-digit"]),
        ("102015000481495", "201510481495", []),
        ("112021000002433", "202180002433", []),
        ("101985000000312", "101985000000312", ["cnipa.application-number"]),
        ("85100312", "85100312", []),
    ],
)
def test_applications(printed: str, number: str, problems: list[str]) -> None:
    found: list[str] = []
    application = application_of(printed, None, found)
    assert application is not None
    assert (application.number, application.raw, found) == (number, printed, problems)


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        ("0001", "1.一种轴承", "一种轴承"),
        ("0002", "2、如权利要求1所述", "如权利要求1所述"),
        ("0001", "1.5毫米的轴", "1.5毫米的轴"),
        ("0003", "2.一种轴承", "2.一种轴承"),
    ],
)
def test_claims_lose_the_number_that_is_printed_in_them(number: str, text: str, expected: str) -> None:
    assert claim_of(number, 9, text).text == expected


def test_citations_as_printed() -> None:
    found = cited_document("CN 101990001 A,2008.1.2,权利要求1")
    assert found is not None
    assert (found.canonical, found.date) == ("CN101990001A", date(2008, 1, 2))
    assert cited_document("虚构手册 2008.01.02") is None


def test_organisations() -> None:
    assert is_organisation("虚构专利代理事务所(特殊普通合伙)") is True
    assert is_organisation("王小明") is None
    assert is_organisation("公司（" * 100_000) is None


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("", "cnipa.no-bibliography"),
        ("<b:BibliographicData/>", "cnipa.no-number"),
        ("<b:BibliographicData><b:PublicationReference/></b:BibliographicData>", "cnipa.no-number"),
    ],
)
def test_what_cannot_be_read_is_told(inside: str, code: str) -> None:
    (problem,) = read_stream(io.BytesIO(ROOT.format(inside).encode()), "f")
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_a_name_from_the_unloaded_dtd_is_told() -> None:
    inside = (
        "<b:BibliographicData><b:PublicationReference><a:DocumentID><a:DocNumber>119990001</a:DocNumber>"
        "<a:Kind>A</a:Kind></a:DocumentID></b:PublicationReference></b:BibliographicData>"
        "<b:Abstract><a:Paragraphs>甲&alpha;乙</a:Paragraphs></b:Abstract>"
    )
    data = '<!DOCTYPE b:PatentDocumentAndRelated SYSTEM "x.dtd">' + ROOT.format(inside)
    (record,) = read_stream(io.BytesIO(data.encode()), "f")
    assert isinstance(record, PatentRecord)
    assert "xml.entity-unresolved" in record.problems
    assert record.abstracts[0].text == "甲乙"


@real
def test_every_real_file_is_one_complete_record() -> None:
    found: dict[str, PatentRecord] = {}
    for path in (DATA / FOLDER).iterdir():
        with path.open("rb") as stream:
            (record,) = read_stream(stream, path.name)
        assert isinstance(record, PatentRecord), path.name
        assert record.format == "cnipa-standard"
        assert set(record.problems) <= {"claims.pictures"}
        assert bool(record.problems) == any("[picture]" in claim.text for claim in record.claims)
        assert record.application is not None
        assert record.titles[0].language == "zh"
        assert record.abstracts
        assert record.classes[0].first
        assert {PartyRole.APPLICANT, PartyRole.INVENTOR} <= {party.role for party in record.parties}
        applicant = record.parties[0]
        assert applicant.is_organisation
        assert applicant.country
        assert applicant.region
        found[record.publication.canonical] = record
    assert {number: len(record.claims) for number, record in found.items()} == {
        "CN85100312A": 5,
        "CN102025678A": 14,
        "CN115212463A": 12,
        "CN110083831A": 4,
        "CN113781974A": 17,
        "CN113784721A": 111,
    }
    assert not any("<" in claim.text for claim in found["CN102025678A"].claims if "math" in claim.text)
    international = found["CN113784721A"]
    assert len(international.priorities) == 8
    assert [relation.document.number for relation in international.relations] == ["PCT/US2021/019468", "2021173713"]
    assert [event.effective for event in international.events] == [date(2021, 9, 3)]
    (division,) = found["CN113781974A"].relations
    assert (division.kind, division.document.number) == (RelationKind.DIVISION, "201710269973")
    assert found["CN85100312A"].classes[0].version == "4"
