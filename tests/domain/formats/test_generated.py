"""The made-up files of bench/generate are read as what was put into them."""

from __future__ import annotations

import io
from collections.abc import Iterable

import msgspec
import pytest
from bench.generate import Expected, Made, fingerprint, gazette, gazette_table, grants, weekly_grants
from bench.plot import memory_plot
from lxml import etree

from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord


@pytest.mark.parametrize("pieces", [grants(3, 40, paragraphs=(1, 3)), gazette(3, 3000)])
def test_read_as_made(pieces: Iterable[Made]) -> None:
    expected = Expected()
    made: list[PatentRecord | None] = []
    data = b""
    for piece in pieces:
        data += expected.note(piece)
        if piece.record is not None or piece.is_quarantined:
            made.append(piece.record)
    found = list(read_stream(io.BytesIO(data), "f"))
    plain = [
        None if isinstance(item, Problem) else msgspec.structs.replace(item, source="", offset=0) for item in found
    ]
    assert plain == made
    assert expected.documents == sum(isinstance(item, PatentRecord) for item in found)
    assert expected.quarantined == sum(isinstance(item, Problem) for item in found)
    assert expected.content == sum(fingerprint(item) for item in found if isinstance(item, PatentRecord)) % (1 << 256)


def test_the_same_for_the_same_seed() -> None:
    assert list(grants(1, 3)) == list(grants(1, 3))
    assert list(grants(1, 3)) != list(grants(2, 3))
    assert 200_000 <= sum(map(len, weekly_grants(200_000))) < 600_000
    assert 20_000 <= sum(map(len, gazette_table(20_000))) < 21_000


@pytest.mark.parametrize("samples", [[], [(0, 0)], [(n, (100 + n % 7) << 20) for n in range(5000)]])
def test_curve_of_memory_is_svg(samples: list[tuple[int, int]]) -> None:
    drawn = memory_plot(samples, "Memory & more", "peak < 107 MiB")
    root = etree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Memory & more" in "".join(map(str, root.itertext()))
    (curve,) = root.iterfind("{*}polyline")
    assert len((curve.get("points") or "").split()) <= 500
    assert len(drawn) < 20_000
