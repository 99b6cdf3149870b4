"""USPTO readers on damaged input: never an exception, and every unit gives exactly one item."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats import uspto_application, uspto_assignment, uspto_odp
from patentfair.domain.formats.format import Item
from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.source import Source
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract

GOLDEN = Path(__file__).parents[2] / "golden"
FORMATS = (uspto_application.FORMAT, uspto_assignment.FORMAT, uspto_odp.FORMAT)
INPUTS = [path.read_bytes() for known in FORMATS for path in sorted((GOLDEN / known.name).glob("*/input.*"))]
APPLICATION = (GOLDEN / "uspto-application-v4/utility-v46/input.xml").read_bytes()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS, resume_from: int = 0) -> list[Item]:
    return list(read_stream(io.BytesIO(data), "f", limits=limits, resume_from=resume_from))


def codes(items: list[Item]) -> list[str]:
    return [item.code if isinstance(item, Problem) else "record" for item in items]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(INPUTS)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(data) - 1))
        length = draw(st.integers(0, 40))
        data[place : place + length] = draw(st.binary(max_size=20))
    return bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_mutations_give_items(data: bytes) -> None:
    for item in read(data):
        assert isinstance(item, PatentRecord | RegisterExtract | Problem)


@settings(max_examples=60, deadline=None)
@given(mutated(), st.sampled_from(FORMATS), st.integers(1, 300))
def test_each_reader_takes_anything_in_any_pieces(data: bytes, known: object, chunk: int) -> None:
    assert isinstance(known, type(uspto_odp.FORMAT))
    for unit in known.units(Source(io.BytesIO(data), "f", Limits(chunk_bytes=chunk, document_bytes=20_000))):
        item = unit if isinstance(unit, Problem) else unit.read()
        assert isinstance(item, PatentRecord | RegisterExtract | Problem)


@pytest.mark.parametrize("data", INPUTS)
def test_resuming_gives_the_rest(data: bytes) -> None:
    everything = read(data)
    assert read(data, resume_from=1) == everything[1:]


def test_companions_of_a_document_in_nested_archives_are_no_losses() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("US1/US1-D00000.TIF", b"II*\0\x08\0\0\0picture")
        archive.writestr("US1/US1.XML", APPLICATION)
        archive.writestr("US1/list.txt", b"US1.XML\nUS1-D00000.TIF\n")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("I1/UTIL1/US1.ZIP", inner.getvalue())
    items = read(outer.getvalue())
    assert [item.fatal for item in items if isinstance(item, Problem)] == [False, False]
    (record,) = (item for item in items if isinstance(item, PatentRecord))
    assert record.source == "f!I1/UTIL1/US1.ZIP!US1/US1.XML"


def test_earlier_versions_of_applications_are_named_and_not_read() -> None:
    (problem,) = read(b'<?xml version="1.0"?><patent-application-publication></patent-application-publication>')
    assert isinstance(problem, Problem)
    assert problem.code == "format.unknown"
    assert "<patent-application-publication>" in problem.reason


def test_a_description_is_only_cut_out_where_its_tags_are_sure() -> None:
    whole = APPLICATION.replace(b"not <even", b"not even")
    for awkward in (
        whole.replace(b"<abstract id", b"<!-- <description> --><abstract id"),
        whole.replace(b"</description>", b"<![CDATA[</description>]]></description>"),
    ):
        (record,) = read(awkward)
        assert isinstance(record, PatentRecord)
        assert len(record.claims) == 2
        assert record.abstracts
    assert codes(read(APPLICATION.replace(b"</description>", b""))) == ["xml.not-well-formed"]
    assert codes(read(whole.replace(b"</description>", b"&nbsp;</description>"))) == ["record"]
    (record,) = read(whole.replace(b"A gate lets", b"A gate&nbsp;lets"))
    assert isinstance(record, PatentRecord)
    assert record.problems == ("xml.entity-unresolved",)


def test_texts_that_are_cited_are_bounded() -> None:
    cited = b"<us-references-cited><us-citation><nplcit><othercit>%s</othercit></nplcit></us-citation>"
    section = cited % (b"word " * 10_000) + b"</us-references-cited><us-parties>"
    (record,) = read(APPLICATION.replace(b"<us-parties>", section))
    assert isinstance(record, PatentRecord)
    assert [len(citation.text) for citation in record.citations] == [1000]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"count":0,"patentFileWrapperDataBag":[]}', ["odp.not-a-record"]),
        (b'{"count":0,"patentFileWrapperDataBag":null}', ["odp.not-a-record"]),
        (b'{"code":404,"error":"Not Found","errorDetails":"No match"}', ["odp.not-a-record"]),
        (b'[{"applicationNumberText":"1","applicationMetaData":{"patentNumber":"12900001"}}]', ["record"]),
        (b'{"ApplicationNumber":"18900001","Claims":[]}', ["odp.not-a-record"]),
        (b'{"ApplicationNumber":"18900001"', ["json.not-well-formed"]),
        (b'{"documentBag":[{"applicationNumberText":"1"}]}', ["odp.not-a-record"]),
        (b"openapi: 3.0.1\ninfo:\n  title: Open Data Portal (ODP) API\n", ["odp.not-a-record"]),
        (b"openapi: 3.0.1\ninfo:\n  title: Another\n", ["format.unknown"]),
    ],
)
def test_responses_of_the_portal_that_hold_little(data: bytes, expected: list[str]) -> None:
    assert codes(read(data)) == expected


def test_a_response_without_assignments_is_of_no_known_format() -> None:
    assert codes(read(b'<response><result name="response" numFound="0"/></response>')) == ["format.unknown"]
