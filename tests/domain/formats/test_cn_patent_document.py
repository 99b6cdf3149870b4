"""Chinese documents in the older XML: every real file; what else there is stands in the golden cases."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PartyRole, PatentRecord

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
real = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)


@pytest.mark.parametrize(
    ("inside", "code"), [("", "cnipa.no-bibliography"), ("<cn-bibliographic-data/>", "cnipa.no-number")]
)
def test_what_cannot_be_read_is_told(inside: str, code: str) -> None:
    data = f"<cn-patent-document>{inside}</cn-patent-document>"
    (problem,) = read_stream(io.BytesIO(data.encode()), "f")
    assert isinstance(problem, Problem)
    assert problem.code == code


@real
def test_every_real_file_is_one_complete_record() -> None:
    found: dict[str, PatentRecord] = {}
    for path in (DATA / "cn/cn-patent-document-xml-old").iterdir():
        with path.open("rb") as stream:
            (record,) = read_stream(stream, path.name)
        assert isinstance(record, PatentRecord), path.name
        assert record.format == "cn-patent-document"
        assert not record.problems
        assert record.titles
        assert record.abstracts
        assert record.classes[0].first
        assert record.parties[0].role is PartyRole.APPLICANT
        assert record.parties[0].country
        found[record.publication.canonical] = record
    assert {number: len(record.claims) for number, record in found.items()} == {
        "CN103492414A": 44,
        "CN104223352A": 3,
        "CN104245143A": 43,
    }
    assert "CGMCC No.6645" not in found["CN104223352A"].abstracts[0].text
    assert len(found["CN104245143A"].priorities) == 6
    assert next(one.name for one in found["CN103492414A"].parties if one.role is PartyRole.AGENT).endswith("事务所")
    assert [one.document.number for one in found["CN103492414A"].relations] == ["PCT/US2008/081493", "2009058797"]
