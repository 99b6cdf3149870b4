"""Japanese gazettes: days and addresses as printed, and every real file."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.formats.jp_printed import is_organisation, printed_day, split_address
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PartyRole, PatentRecord, RelationKind

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
real = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("20210318", date(2021, 3, 18)),
        ("平成１６年４月１日", date(2004, 4, 1)),
        ("令和元年5月7日", date(2019, 5, 7)),
        ("昭和 64年 1月 7日", date(1989, 1, 7)),
        ("H16.4.1", date(2004, 4, 1)),
        ("2004年4月1日", date(2004, 4, 1)),
        ("平成16年13月1日", None),
        ("昨日", None),
        ("", None),
        ("平成" * 1000, None),
    ],
)
def test_days(printed: str, day: date | None) -> None:
    assert printed_day(printed) == day


@pytest.mark.parametrize(
    ("printed", "region", "country"),
    [
        ("東京都架空区一丁目", "東京都", "JP"),
        ("神奈川県架空市", "神奈川県", "JP"),
        ("愛知県架空市", "愛知県", "JP"),
        ("アメリカ合衆国 カリフォルニア州", "", "US"),
        ("インドネシア共和国", "", ""),
        ("架空の地", "", ""),
    ],
)
def test_addresses(printed: str, region: str, country: str) -> None:
    place = split_address(printed)
    assert (place.text, place.region, place.country) == (printed, region, country)


def test_organisations() -> None:
    assert is_organisation("株式会社架空") is True
    assert is_organisation("架空 太郎") is None


@pytest.mark.parametrize(("inside", "code"), [("", "jp.no-bibliography"), ("<bibliographic-data/>", "jp.no-number")])
def test_what_cannot_be_read_is_told(inside: str, code: str) -> None:
    (problem,) = read_stream(io.BytesIO(f"<jp-official-gazette>{inside}</jp-official-gazette>".encode()), "f")
    assert isinstance(problem, Problem)
    assert problem.code == code


@real
def test_every_real_file_is_one_complete_record() -> None:
    found: dict[str, PatentRecord] = {}
    for path in (DATA / "jp/jpo-xml").iterdir():
        with path.open("rb") as stream:
            (record,) = read_stream(stream, path.name)
        assert isinstance(record, PatentRecord), path.name
        assert record.format == "jp-official-gazette"
        assert record.publication.date == date(2021, 3, 18)
        assert record.titles[0].language == "ja"
        assert record.abstracts
        assert record.classes[0].first
        assert next(party.role for party in record.parties) is PartyRole.APPLICANT
        assert all(party.country for party in record.parties if party.role is not PartyRole.AGENT)
        found[record.publication.canonical] = record
    assert {number: (len(record.claims), record.claim_count, record.problems) for number, record in found.items()} == {
        "JP2021044377A": (6, 6, ()),
        "JP2021044249A": (20, 17, ("jp.claim-count-differs",)),
        "JP2021509175A": (20, None, ()),
    }
    division, patent = found["JP2021044249A"].relations
    assert (division.kind, division.document.number) == (RelationKind.DIVISION, "2018566929")
    assert (patent.kind, patent.document.number) == (RelationKind.EARLIER_PUBLICATION, "6828214")
    assert len(found["JP2021509175A"].designated_states) == 144
