"""Citations read by pattern are those that the parser finds, and what is irregular is left to the parser."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats.container import open_members
from patentfair.domain.formats.limits import DEFAULT_LIMITS
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.uspto_citations import cut_citations, read_citations
from patentfair.domain.formats.uspto_documents import UsptoDocument, units
from patentfair.domain.formats.uspto_elements import Found
from patentfair.domain.formats.xml_documents import parse
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import Citation, PatentRecord

GOLDEN = Path(__file__).parents[2] / "golden/uspto-grant-v4"
GRANT = (GOLDEN / "relations-and-citations/input.xml").read_bytes()
SECTION = re.compile(rb"(<us-references-cited>)(.*)(</us-references-cited>)", re.DOTALL)


def parsed(data: bytes) -> list[Citation]:
    """The citations as the parser alone finds them."""
    found = Found("en")
    tree = parse(data)
    assert isinstance(tree, tuple)
    for section in tree[0].iter("references-cited", "us-references-cited"):
        read_citations(found, section)
    return found.citations


def with_section(section: bytes) -> bytes:
    return SECTION.sub(lambda found: found[1] + section + found[3], GRANT)


def test_what_is_cut_out_is_what_the_parser_finds() -> None:
    rest, citations = cut_citations(GRANT)
    assert b"us-citation" not in rest
    assert len(citations) == 3
    assert citations == parsed(GRANT)
    assert parsed(rest) == []


@settings(max_examples=200, deadline=None)
@given(st.text("ab<>&;#x19 \n\t\u00e9\u00a0/i", max_size=30))
def test_any_text_is_read_alike_or_left(text: str) -> None:
    cited = f'<us-citation><nplcit num="1"><othercit>{text}</othercit></nplcit></us-citation>'
    data = with_section(cited.encode())
    rest, citations = cut_citations(data)
    tree = parse(data)
    if rest is not data and isinstance(tree, tuple) and not tree[1]:
        assert citations == parsed(data)


@pytest.mark.parametrize(
    "section",
    [
        b"<!-- <us-citation> -->",
        b"<us-citation><patcit num='1'><document-id><doc-number>1</doc-number></document-id></patcit></us-citation>",
        b'<us-citation><nplcit num="1"><othercit>&nbsp;</othercit></nplcit></us-citation>',
        b'<us-citation><nplcit num="1"><othercit>&#0;</othercit></nplcit></us-citation>',
        b'<us-citation><nplcit num="1"><othercit>&#xD800;</othercit></nplcit></us-citation>',
        b'<us-citation><nplcit num="1"><othercit>\x01</othercit></nplcit></us-citation>',
        b'<us-citation><nplcit num="1"><othercit>\xff</othercit></nplcit></us-citation>',
        b'<us-citation><nplcit num="1"><othercit><math>x</math></othercit></nplcit></us-citation>',
        b"<us-citation>",
        b"words",
    ],
)
def test_irregular_sections_are_left_to_the_parser(section: bytes) -> None:
    data = with_section(section)
    assert cut_citations(data) == (data, [])


@pytest.mark.parametrize(
    "data",
    [
        GRANT.replace(b"<us-bibliographic-data-grant>", b"<other>"),
        GRANT.replace(b"</us-references-cited>", b""),
        GRANT.replace(b"<us-references-cited>", b"<!-- --><us-references-cited>"),
        b"",
        b"references-cited>",
    ],
)
def test_sections_out_of_place_are_left_to_the_parser(data: bytes) -> None:
    assert cut_citations(data) == (data, [])


def test_another_encoding_is_left_to_the_parser() -> None:
    data = GRANT.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"').replace(b"Nobody", b"N\xf6body")
    item = UsptoDocument(data, "f", 0).read()
    assert isinstance(item, PatentRecord)
    assert item.citations[2].text.startswith("N\u00f6body")


@pytest.mark.skipif("PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA")
def test_real_citations_are_read_alike() -> None:
    count = 0
    for path in sorted((Path(os.environ["PATENTFAIR_TEST_DATA"]) / "uspto/grant-v4-multi").iterdir()):
        with path.open("rb") as stream:
            for member in open_members(stream, path.name, DEFAULT_LIMITS):
                assert isinstance(member, Source)
                for unit in units(member):
                    if isinstance(unit, Problem):
                        continue
                    rest, citations = cut_citations(unit.data)
                    if rest is not unit.data:
                        assert citations == parsed(unit.data)
                        count += len(citations)
    assert count == 8969
