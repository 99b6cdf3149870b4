"""Documents of the European, Chinese and Japanese offices, damaged: never an exception, one item a unit."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract

GOLDEN = Path(__file__).parents[2] / "golden"
NAMES = ("cn-patent-document", "cnipa-standard", "cnipa-status", "ep-st36", "jp-official-gazette")
INPUTS = [path.read_bytes() for name in NAMES for path in sorted((GOLDEN / name).glob("*/input.xml"))]
ITEMS = (PatentRecord, RegisterExtract, Problem)


def _read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[PatentRecord | RegisterExtract | Problem]:
    return list(read_stream(io.BytesIO(data), "f", limits=limits))


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(INPUTS))
def test_damaged_bytes(data: st.DataObject, whole: bytes) -> None:
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 6))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    for item in _read(bytes(damaged)):
        assert isinstance(item, ITEMS)
        msgspec.json.encode(item)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(INPUTS))
def test_well_formed_nonsense(data: st.DataObject, whole: bytes) -> None:
    """Texts between tags replaced: what stands where a number or a day should."""
    text = whole.decode()
    pieces = text.split(">")
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(pieces) - 1))
        _, angle, tag = pieces[place].partition("<")
        if angle and not tag.startswith(("!", "?")):
            words = data.draw(st.text(st.characters(blacklist_characters="<>&", blacklist_categories=["Cs", "Cc"])))
            pieces[place] = words + angle + tag
    for item in _read(">".join(pieces).encode()):
        assert isinstance(item, ITEMS)
        msgspec.json.encode(item)


@pytest.mark.parametrize("whole", INPUTS)
def test_chunk_size_makes_no_difference(whole: bytes) -> None:
    small = Limits(chunk_bytes=7, head_bytes=4096)
    assert _read(whole, small) == _read(whole)


def test_long_runs_do_not_hang() -> None:
    for filler in (b"<", b"<a ", b"&", b" ", b"A", "公司（".encode(), b"7 ", b"<a b"):
        for name in (b"ep-patent-document", b"cn-patent-document", b"jp-official-gazette"):
            body = b"<SDOBI><B500><B560><B561><text>" + filler * 100_000
            (item,) = _read(b"<%b lang='en' doc-number='1' kind='A1'>" % name + body)
            assert isinstance(item, Problem)


@pytest.mark.parametrize("tag", [b"B475", b"parent", b"claim-text", b"pdoc"])
def test_deep_nesting(tag: bytes) -> None:
    for depth in (200, 1500, 5000):
        inside = b"<%s>" % tag * depth + b"x" + b"</%s>" % tag * depth
        for place in (b"<SDOBI><B400>%s</B400></SDOBI>", b"<SDOBI><B600>%s</B600></SDOBI>", b"<claims>%s</claims>"):
            head = b"<ep-patent-document lang='en' country='EP' kind='A1' doc-number='0990001'>"
            (item,) = _read(head + place % inside + b"</ep-patent-document>")
            assert isinstance(item, ITEMS)
