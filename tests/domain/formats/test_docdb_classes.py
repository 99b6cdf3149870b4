"""Classes read by pattern are those that the parser finds, and what is irregular is left to the parser."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats import docdb
from patentfair.domain.formats.docdb_classes import cut_classes
from patentfair.domain.formats.read import read_stream
from patentfair.domain.patents.record import PatentRecord

GOLDEN = Path(__file__).parents[2] / "golden/docdb-exchange"
CLASS = (
    '<patent-classification sequence="1"><classification-scheme office="EP" scheme="CPCI"><date>20130101</date>'
    "</classification-scheme><classification-symbol>F16C  33/66 </classification-symbol>"
    "<symbol-position>F</symbol-position><classification-value>I</classification-value>"
    "<action-date><date>20200101</date></action-date></patent-classification>"
)


def document(section: str) -> bytes:
    return (
        '<exchange-document country="XX" doc-number="1234" kind="A"><bibliographic-data>'
        f"<patent-classifications>{section}</patent-classifications></bibliographic-data></exchange-document>"
    ).encode()


def classes(data: bytes) -> object:
    (item,) = read_stream(io.BytesIO(data), "f")
    return (item.classes, item.problems) if isinstance(item, PatentRecord) else item


def by_parser(data: bytes, monkeypatch: pytest.MonkeyPatch) -> object:
    with monkeypatch.context() as patch:
        patch.setattr(docdb, "cut_classes", lambda whole: (whole, []))
        return [*read_stream(io.BytesIO(data), "f")]


def test_what_is_cut_out_is_what_the_parser_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = document(
        CLASS + CLASS.replace("CPCI", "FTERM") + CLASS.replace("33/66", "??").replace("<date>2013", "<date>")
    )
    rest, found = cut_classes(data)
    assert b"patent-classification>" not in rest
    assert [each.scheme for each in found] == ["CPCI", "FTERM", "CPCI"]
    assert [*read_stream(io.BytesIO(data), "f")] == by_parser(data, monkeypatch)


@pytest.mark.parametrize(
    "section",
    [
        CLASS.replace("F16C", "F16C &amp;"),
        CLASS.replace("</patent-classification>", "<of-our-own/></patent-classification>"),
        CLASS.replace('office="EP" ', ""),
        CLASS + "words",
        f"<combination-set>{CLASS}</combination-set>",
        CLASS + "\x01",
        CLASS + "</patent-classifications><patent-classifications>" + CLASS,
    ],
)
def test_an_irregular_section_is_left_to_the_parser(section: str) -> None:
    data = document(section)
    assert cut_classes(data) == (data, [])
    assert classes(data)


@settings(max_examples=200, deadline=None)
@given(st.text('<>/= "CF16sd&;\u00e9\n', max_size=12), st.integers(0, len(CLASS)))
def test_any_section_is_read_alike_or_left(text: str, place: int) -> None:
    data = document(CLASS + CLASS[:place] + text + CLASS[place:])
    with pytest.MonkeyPatch.context() as patch:
        assert [*read_stream(io.BytesIO(data), "f")] == by_parser(data, patch)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*/input.xml")), ids=lambda path: path.parent.name)
def test_every_sample_is_read_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    assert [*read_stream(io.BytesIO(data), "f")] == by_parser(data, monkeypatch)


@pytest.mark.skipif("PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA")
def test_every_real_file_is_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = sorted((Path(os.environ["PATENTFAIR_TEST_DATA"]) / "epo/docdb").glob("*.xml"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        assert [*read_stream(io.BytesIO(data), "f")] == by_parser(data, monkeypatch)
