"""Trees whose prefixes are taken out of the bytes are those whose elements are renamed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from patentfair.domain.formats.plain_xml import parse_plain, plain_names, without_prefixes
from patentfair.domain.formats.xml_documents import Element, parse
from patentfair.domain.kernel.problem import Problem

GOLDEN = Path(__file__).parents[2] / "golden"
SAMPLES = sorted([*GOLDEN.glob("ops-3.2/*/input.xml"), *GOLDEN.glob("docdb-exchange/*/input.xml")])


def shape(root: Element) -> list[object]:
    return [(e.tag, e.text, e.tail, sorted(map(str, e.attrib.items()))) for e in root.iter(etree.Element)]


def renamed(data: bytes) -> tuple[list[object], tuple[str, ...]] | None:
    parsed = parse(data)
    return None if isinstance(parsed, Problem) else (shape(plain_names(parsed[0])), parsed[1])


def plain(data: bytes) -> tuple[list[object], tuple[str, ...]] | None:
    parsed = parse_plain(data)
    return None if isinstance(parsed, Problem) else (shape(parsed[0]), parsed[1])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_every_sample_is_parsed_alike(path: Path) -> None:
    data = path.read_bytes()
    assert plain(data) == renamed(data)


@pytest.mark.parametrize(
    ("data", "is_plain"),
    [
        (b'<a:b xmlns:a="u"><a:c>a:c and http://a:d</a:c><d/></a:b>', True),
        (b'<b xmlns="u" xmlns:x="v"><c x:href="a:b">x:</c></b>', True),
        (b'<b xmlns="u"><c xmlns="v" xmlns:w="y">xmlns="t"<w:d/></c></b>', True),
        (b"<a:b><a:c/></a:b>", True),
        (b'<a:b xmlns:c="u"><c:d x="1">&eacute;</c:d></a:b>', True),
        (b'<a:b xmlns:a="u"><a:c>R & D</a:c><z:d/></a:b>', True),
        (b'<?xml version="1.0" encoding="UTF-8"?><?p a:b?><a:b xmlns:a="u"/>', True),
        (b'<a:b xmlns:a="u"><!-- <a:c> --><a:d/></a:b>', False),
        (b'<a:b xmlns:a="u"><![CDATA[<a:c>]]></a:b>', False),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a:b xmlns:a="u">é</a:b>'.encode("latin-1"), False),
        (b"<b" + b"".join(b' xmlns:a%d="u"' % number for number in range(60)) + b"><a7:c/></b>", False),
    ],
)
def test_what_is_not_sure_is_left(data: bytes, is_plain: bool) -> None:
    assert (without_prefixes(data)[0] is not None) is is_plain
    assert plain(data) == renamed(data)
    assert plain(data) is not None


def test_what_is_no_xml_is_told_of_the_bytes_as_they_are() -> None:
    data = b'<a:b xmlns:a="u"><a:c></a:b>'
    assert parse_plain(data) == parse(data)
    assert isinstance(parse(data), Problem)


@settings(max_examples=300, deadline=None)
@given(st.text("<>/:= \"'abx&;", max_size=40))
def test_anything_within_is_read_alike_or_no_xml(text: str) -> None:
    data = f'<a:b xmlns:a="u" xmlns="v"><a:c x="1">{text}</a:c></a:b>'.encode()
    expected = renamed(data)
    if expected is not None and "xmlns" not in text:
        assert plain(data) == expected
