"""Descriptions are cut out where their tags alone tell where they are, and nowhere else."""

from __future__ import annotations

from hashlib import sha256

import pytest

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.trimmed_document import TrimmedDocument, without_descriptions
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument
from patentfair.domain.kernel.problem import Problem


def _understand(root: Element, origin: Origin) -> Item:
    found = " ".join(str(child.tag) for child in root)
    return Problem(code=found, reason=" ".join(origin.problems), file=origin.digest)


def read(data: bytes) -> Problem:
    item = TrimmedDocument(XmlDocument(data, "f", 7, _understand), without_descriptions).read()
    assert isinstance(item, Problem)
    return item


@pytest.mark.parametrize(
    ("data", "short"),
    [
        (b"<d><description><p>x</p></description><c/></d>", b"<d><c/></d>"),
        (b'<d><!-- 1 --><description a="1">x</description ><c/></d>', b"<d><!-- 1 --><c/></d>"),
        (b"<d><description>x<!-- y --></description><e><description>z</description></e></d>", b"<d><e></e></d>"),
        (b"<d><brief-description>x</brief-description></d>", None),
        (b"<d><description>x</d>", None),
        (b'<d><description a="1"/><c/></d>', None),
        (b"<d><description>x<description>y</description></description></d>", None),
        (b"<d><!-- <description> --><c/><!-- </description> --></d>", None),
        (b"<d><![CDATA[<description>]]><c/><description>x</description></d>", None),
        (b"<d><description>a < b</description></d>", None),
        (b"<d><description>R & D</description></d>", None),
    ],
)
def test_what_is_cut_out(data: bytes, short: bytes | None) -> None:
    assert without_descriptions(data) == (data if short is None else short)


def test_the_digest_is_of_all_bytes() -> None:
    data = b"<d><description>x</description><c/></d>"
    assert read(data) == Problem(code="c", reason="", file=sha256(data).hexdigest())


def test_a_defect_in_the_description_is_told_where_it_is_seen_and_else_of_no_account() -> None:
    assert read(b"<d><description>R & D</description><c/></d>").reason == "xml.bare-ampersand"
    assert read(b"<d><description><p>x</description><c/></d>").code == "c"


def test_what_is_no_xml_elsewhere_is_told() -> None:
    problem = read(b"<d><description>x</description><c></d>")
    assert (problem.code, problem.file, problem.offset) == ("xml.not-well-formed", "f", 7)
