"""Cutting XML into documents and elements, and mending it: the same whatever the chunks, safe whatever the bytes."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.limits import Limits
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument, documents, elements, parse, single
from patentfair.domain.formats.xml_mending import MENDINGS, mended
from patentfair.domain.kernel.problem import Problem

PROLOG = b'<?xml version="1.0"?>'


def source_of(data: bytes, **limits: int) -> Source:
    return Source(io.BytesIO(data), "f", Limits(**limits))


def seen(root: Element, origin: Origin) -> Item:
    return Problem(code="seen", reason=str(root.tag), file=origin.source, offset=origin.offset)


def cut(unit: XmlDocument | Problem) -> tuple[int, bytes | str]:
    return (unit.offset, unit.code if isinstance(unit, Problem) else unit.data)


def documents_of(data: bytes, **limits: int) -> list[tuple[int, bytes | str]]:
    return [cut(unit) for unit in documents(source_of(data, **limits), seen)]


def elements_of(data: bytes, **limits: int) -> list[tuple[int, bytes | str]]:
    return [cut(unit) for unit in elements(source_of(data, **limits), "rec", seen)]


bodies = st.one_of(
    st.binary(max_size=60),
    st.text("<>/ abx:?!-\n\"'=&;", max_size=60).map(str.encode),
    st.integers(0, 90).map(lambda size: b"<a>" + b"x" * size + b"</a>"),
)
gaps = st.sampled_from([b"", b"\n", b" \r\n\t", b"\0\0", b"\x1a", b"\n\xef\xbb\xbf"])
chunks = st.sampled_from([1, 2, 3, 5, 7, 13, 64, 4096])


# Documents


@given(st.lists(st.tuples(bodies, gaps), max_size=6), chunks)
@settings(max_examples=300, deadline=None)
def test_documents_do_not_depend_on_chunks(parts: list[tuple[bytes, bytes]], chunk: int) -> None:
    data = b"".join(PROLOG + body + gap for body, gap in parts)
    assert documents_of(data, chunk_bytes=chunk) == documents_of(data, chunk_bytes=1 << 16)
    for offset, taken in documents_of(data, chunk_bytes=chunk):
        assert isinstance(taken, bytes)
        assert data[offset : offset + len(taken)] == taken


@given(st.lists(st.tuples(bodies, gaps), max_size=6), chunks, st.integers(8, 80))
@settings(max_examples=300, deadline=None)
def test_large_documents_are_passed_over_whatever_the_chunks(
    parts: list[tuple[bytes, bytes]], chunk: int, largest: int
) -> None:
    data = b"".join(PROLOG + body + gap for body, gap in parts)
    found = documents_of(data, chunk_bytes=chunk, document_bytes=largest)
    assert found == documents_of(data, chunk_bytes=1 << 16, document_bytes=largest)
    assert all(len(taken) <= largest for _, taken in found if isinstance(taken, bytes))


@given(st.lists(st.integers(0, 5000), max_size=12), chunks)
def test_every_document_is_given_once_with_its_place(sizes: list[int], chunk: int) -> None:
    whole = [PROLOG + b"<a>" + b"y" * size + b"</a>" for size in sizes]
    expected = []
    place = 0
    for each in whole:
        expected.append((place, each))
        place += len(each) + 1
    assert documents_of(b"\n".join(whole), chunk_bytes=max(chunk, 5)) == expected


def test_a_mark_before_the_next_prolog_belongs_to_no_document() -> None:
    mark = b"\xef\xbb\xbf"
    data = mark + PROLOG + b"<a/>" + b"\n" + mark + PROLOG + b"<b/>"
    assert [unit.read().reason for unit in documents(source_of(data), seen)] == ["a", "b"]


def test_what_is_aside_is_told_even_where_it_is_too_large() -> None:
    def aside(head: bytes, name: str, offset: int) -> Problem | None:
        return Problem(code="aside", reason="a list", file=name, offset=offset) if b"<list>" in head else None

    data = PROLOG + b"<a/>\n  " + PROLOG + b"<list>" + b"x" * 300 + b"</list>" + PROLOG + b"<b/>"
    for chunk in (1, 10, 1000):
        found = list(documents(source_of(data, chunk_bytes=chunk, document_bytes=100), seen, aside))
        assert [cut(unit)[1] for unit in found] == [PROLOG + b"<a/>", "aside", PROLOG + b"<b/>"]


# Elements


def records(parts: list[tuple[int, bytes]]) -> list[bytes]:
    kinds = (
        b"<rec>%s</rec>",
        b"<p:rec a=\"1\" b='2'>%s</p:rec >",
        b"<rec\n>%s</rec\n>",
        b'<rec x="%d"/>' % 7,
        b"<p:rec/>",
    )
    return [kinds[kind] % text if b"%s" in kinds[kind] else kinds[kind] for kind, text in parts]


inner = st.one_of(
    st.binary(max_size=40).filter(lambda text: b"<" not in text and b"%" not in text),
    st.sampled_from([b"<record/>", b"<x:reco>1</x:reco>", b"<a><b>t</b></a>", b"</a >", b"<rect/>"]),
)


@given(st.lists(st.tuples(st.integers(0, 4), inner), max_size=8), gaps, chunks, st.booleans())
@settings(max_examples=300, deadline=None)
def test_elements_do_not_depend_on_chunks(
    parts: list[tuple[int, bytes]], gap: bytes, chunk: int, is_closed: bool
) -> None:
    whole = records(parts)
    head = PROLOG + b"<recs>"
    data = head + gap + gap.join(whole) + gap + (b"</recs>" if is_closed else b"")
    found = elements_of(data, chunk_bytes=chunk)
    assert found == elements_of(data, chunk_bytes=1 << 16)
    place = len(head + gap)
    expected: list[tuple[int, bytes | str]] = []
    for each in whole:
        expected.append((place, each))
        place += len(each) + len(gap)
    assert found == [*expected, *([] if is_closed or not whole else [(len(data), "xml.not-well-formed")])]


@given(bodies, chunks, st.integers(8, 60))
@settings(max_examples=300, deadline=None)
def test_elements_of_anything_do_not_depend_on_chunks(body: bytes, chunk: int, largest: int) -> None:
    data = b"<recs><rec>" + body + b"<rec a='" + body + b"</rec><p:rec/>" + body + b"</recs>"
    found = elements_of(data, chunk_bytes=chunk, document_bytes=largest)
    assert found == elements_of(data, chunk_bytes=1 << 16, document_bytes=largest)
    assert all(len(taken) <= largest for _, taken in found if isinstance(taken, bytes))


def test_declarations_of_the_document_are_put_on_each_element() -> None:
    data = b'<p:recs xmlns:p="urn:p" xmlns=\'urn:d\'><p:rec>1</p:rec><p:rec xmlns:p="urn:q">2</p:rec></p:recs>'
    read = [unit.read() for unit in elements(source_of(data, chunk_bytes=3), "rec", seen)]
    assert [item.reason for item in read] == ["{urn:p}rec", "{urn:q}rec"]


def test_declarations_cannot_blow_up_the_elements() -> None:
    many = b"".join(b' xmlns:n%d="urn:n"' % number for number in range(5000))
    data = b"<recs" + many + b">" + b"<rec/>" * 1000 + b"</recs>"
    assert sum(len(taken) for _, taken in elements_of(data)) < 2_000_000


def test_a_document_with_entities_gives_no_elements() -> None:
    data = b'<!DOCTYPE recs [<!ENTITY x SYSTEM "file:///etc/passwd">]><recs><rec>&x;</rec></recs>'
    for chunk in (1, 20, 1000):
        assert elements_of(data, chunk_bytes=chunk) == [(0, "xml.entity")]


def test_an_element_that_is_never_closed_is_handed_out_as_it_is() -> None:
    for chunk in (1, 6, 1000):
        first, last = elements(source_of(b"<recs><rec>1</rec> <rec>2<a>", chunk_bytes=chunk), "rec", seen)
        assert first.read().code == "seen"
        assert last.read().code == "xml.not-well-formed"
        assert last.offset == 19


def test_a_document_of_one_element_alone_needs_no_root_around_it() -> None:
    assert elements_of(b"<p:rec>1</p:rec>") == [(0, b"<p:rec>1</p:rec>")]
    assert elements_of(PROLOG + b"<!-- <recs> --><rec/>") == [(36, b"<rec/>")]


def test_several_documents_in_a_row_are_read_to_the_last() -> None:
    data = b"<recs><rec>1</rec></recs>" + PROLOG + b"<recs><rec>2</rec></recs>"
    assert [taken for _, taken in elements_of(data, chunk_bytes=4)] == [b"<rec>1</rec>", b"<rec>2</rec>"]


def test_single_is_whole_or_too_large() -> None:
    assert single(source_of(b"\xef\xbb\xbf <a/>\n")) == b"<a/>"
    too_large = single(source_of(b"<a/>" * 100, document_bytes=100, chunk_bytes=10))
    assert isinstance(too_large, Problem)
    assert too_large.code == "limit.document-bytes"


# Mending


@pytest.mark.parametrize(
    ("data", "codes", "text"),
    [
        (b"<p:a><p:b q:c='1'>x</p:b></p:a>", ("xml.prefix-undeclared",), "x"),
        (b"<a>B & C &amp; D &#38; R&D</a>", ("xml.bare-ampersand",), "B & C & D & R&D"),
        (b"<a b='1' nowrap c='2' checked/>", ("xml.bare-attribute",), ""),
        (b"<a>x\x0by&#x1f;z&#0;&#00011;</a>", ("xml.control-character",), "xyz"),
        (b"<a>Ko&scaron;ice &SCARON; &AELIG; &mdash;</a>", ("xml.entity-undeclared",), "Košice Š Æ —"),
        (b"<a>1 < 2 <b>and</b></a>", ("xml.bare-less-than",), "1 < 2 and"),
        (
            b"<p:a>B & C\x01 &eacute;</p:a>",
            ("xml.prefix-undeclared", "xml.entity-undeclared", "xml.bare-ampersand", "xml.control-character"),
            "B & C é",
        ),
    ],
)
def test_mendings(data: bytes, codes: tuple[str, ...], text: str) -> None:
    parsed = parse(data)
    assert isinstance(parsed, tuple)
    root, mended_codes = parsed
    assert mended_codes == codes
    assert "".join(root.itertext()) == text
    if b"c='2'" in data:
        assert dict(root.attrib) == {"b": "1", "c": "2"}


@pytest.mark.parametrize(
    "data",
    [
        b"<a>&nosuchname;</a>",
        b"<a><![CDATA[<b c> & &eacute; \x01]]></a>",
        b"<a>\0</a>",
        b"<a b='1' b='2'/>",
        b"<a></b>",
        b"<a",
        b"",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="nonsense"?><a>B & C</a>',
        b'<?xml version="1.0" encoding="ISO-2022-JP"?><a>B & C</a>',
        b"<a>" * 300,
        b"<" + b"p" * 70_000 + b":a/>",
    ],
)
def test_what_has_more_than_one_reading_is_not_mended(data: bytes) -> None:
    problem = parse(data)
    assert isinstance(problem, Problem)
    assert problem.code == "xml.not-well-formed"
    assert problem.reason
    assert len(problem.reason) <= 500


def test_a_name_of_a_document_type_that_is_not_there_stays_open() -> None:
    parsed = parse(b'<!DOCTYPE a SYSTEM "a.dtd"><a>Ko&scaron;ice</a>')
    assert isinstance(parsed, tuple)
    assert parsed[1] == ()


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "x">',
        '<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;',
        '<!ENTITY a SYSTEM "http://127.0.0.1:9/a">',
        '<!ENTITY a "x">' + "".join(f'<!ENTITY a{n} "{"&a;" * 50}">' for n in range(20)),
    ],
)
def test_entities_are_refused(subset: str) -> None:
    for body in (b"<a>&a;</a>", b"<a b='&a;'/>", b"<a>", b"<p:a>&a; & x</p:a>"):
        problem = parse(b"<!DOCTYPE a [" + subset.encode() + b"]>" + body)
        assert isinstance(problem, Problem)
        assert problem.code == "xml.entity"


# What a failing pattern would look at again and again if it could.
_PIECES = [
    b"<a b", b"<a b=", b"<a b='", b'<a b="x" ', b"<a " + b"b " * 30, b"<", b"< ", b"<a", b"<a:", b" a:b ", b" a:b=",
    b"xmlns", b"xmlns=", b"xmlns:a='", b"&", b"&a", b"&#", b"&#0", b"&#x0", b"&a;", b"<!--", b"<!", b"<?", b"</rec ",
    b"</", b"<rec ", b"\n", b"=", b"'", b'"', b"aaaaaaaa", b" ", b"\x01", b"&#000000000000", b"<a\n\n\n\n", b":",
]  # fmt: skip
_LIMIT = 4.0


@pytest.mark.parametrize("piece", _PIECES)
def test_no_mending_is_quadratic(piece: bytes) -> None:
    """Two megabytes of any piece: a quadratic pattern would take hours."""
    data = b"<p:a>" + piece * ((2 << 20) // len(piece))
    begin = time.process_time()
    for _, mending in MENDINGS:
        mended(data, mending)
    assert time.process_time() - begin < _LIMIT, piece


@pytest.mark.parametrize(
    "piece", [b"<rec", b"<rec ", b"</rec ", b"<", b"</rec", b"<rec a='", b"<!--", b"<re", b"xmlns=' "]
)
def test_no_cutting_is_quadratic(piece: bytes) -> None:
    begin = time.process_time()
    for head in (b"", b"<recs><rec>"):
        data = head + piece * ((2 << 20) // len(piece))
        for unit in elements(source_of(data, chunk_bytes=4096), "rec", seen):
            assert unit is not None
    assert time.process_time() - begin < _LIMIT, piece


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_parse_takes_anything(data: bytes) -> None:
    parsed = parse(data)
    assert isinstance(parsed, tuple | Problem)


@given(st.text("<>/ab:?!-\n\"'=&;#x0 ", max_size=200))
@settings(max_examples=500, deadline=None)
def test_parse_takes_what_looks_like_xml(text: str) -> None:
    data = b"<a>" + text.encode() + b"</a>"
    parsed = parse(data)
    assert isinstance(parsed, tuple | Problem)
    if isinstance(parsed, tuple):
        # What was mended once is well-formed and is not mended again.
        again = parse(etree.tostring(parsed[0]))
        assert isinstance(again, tuple)
        assert again[1] == ()
