"""Classification schemes: what each kind of file gives, what is refused, and that nothing raises."""

from __future__ import annotations

import io
import os
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.formats.container import open_members
from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.scheme_entry import Ancestry
from patentfair.domain.formats.schemes import SchemeEntry, scheme_entries
from patentfair.domain.formats.source import Source
from patentfair.domain.kernel.problem import Problem

TITLE_LIST = (
    b"B\t\tINVENTED SECTION\r\nB01\t\tINVENTED CLASS\r\nB01Z\t\tINVENTED SUBCLASS (see B02Z 1/00)\r\n"
    b"B01Z1/00\t0\tKettles {(whistles B02Z3/00)}\r\nB01Z1/02\t1\tof clay\r\nB01Z1/021\t2\t{glazed}\r\n"
    b"B01Z1/04\t1\tof tin\r\nB01Z2201/00\t0\tIndexing of kettles\r\n"
)
SCHEME = b"""<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet href="x.xsl" type="text/xsl"?>
<ipcEntries edition="20260101" languages=",en,fr,">
 <ipcEntry kind="s" symbol="B" lang="EN"><textBody><title><titlePart><text>SECTION B <emdash></emdash> INVENTED</text>
   </titlePart></title></textBody>
  <ipcEntry kind="t" symbol="B01" endSymbol="B02" lang="EN"><textBody><title><titlePart><text>HEADING</text></titlePart>
   </title></textBody></ipcEntry>
  <ipcEntry kind="c" symbol="B01" lang="EN"><textBody><title><titlePart><text>KETTLES</text></titlePart>
    <titlePart><text>POTS</text></titlePart></title></textBody>
   <ipcEntry kind="n" symbol="B01" lang="EN"><textBody><note><noteParagraph><text>A note.</text></noteParagraph></note>
   </textBody></ipcEntry>
   <ipcEntry kind="u" symbol="B01Z" lang="EN"><textBody><title><titlePart><text>Kettles<nbsp/>of clay</text>
     <entryReference>whistles <sref ref="B02Z0003000000"/>, <mref ref="B03A0001000000" endRef="B03A0009000000"/>
     </entryReference></titlePart></title></textBody>
    <ipcEntry kind="m" symbol="B01Z0001000000" lang="EN"><textBody><title><titlePart><text>Lids <ge/> 3 mm</text>
     </titlePart></title></textBody>
     <ipcEntry kind="1" symbol="B01Z0001100000" lang="EN"><textBody><title><titlePart><text>with knobs</text>
     </titlePart></title></textBody>
      <ipcEntry kind="2" symbol="B01Z0001111000" lang="FR"><textBody><title><titlePart><text>en argile</text>
      </titlePart></title></textBody></ipcEntry>
      <ipcEntry kind="2" symbol="B01Z0001111000" lang="EN"><textBody><title><titlePart><text>of clay</text></titlePart>
      </title></textBody></ipcEntry>
     </ipcEntry>
     <ipcEntry kind="d" symbol="B01Z0001120000" lang="EN"><textBody><deleted/></textBody></ipcEntry>
    </ipcEntry></ipcEntry></ipcEntry></ipcEntry></ipcEntries>
"""
TABLE = (
    "scheme,symbol,parent,title_zh,title_en\n"
    "locarno,07,,家庭用品,Household goods\nlocarno,0701,,瓷器,Chinaware\n"
    'house,A1,,甲,"A, first"\nhouse,A1.1,A1,乙,\nhouse,A2,A9,丙,C\nhouse,A3,,,\nHouse!,A,,x,y\nipc,nonsense,,x,y\n'
    "ipc,b01z 1/02,,盖,Lid\n"
).encode()
LIST = b"B01Z1\tKettles and pots\nB01Z1\tKettles\nB01Z3\tPots\t of tin\nB01Z\n"


def entries(data: bytes, name: str = "x.txt", limits: Limits = DEFAULT_LIMITS) -> list[SchemeEntry | Problem]:
    return list(scheme_entries(Source(io.BytesIO(data), name, limits)))


def rows(data: bytes, name: str = "x.txt") -> list[tuple[str, str, str, int]]:
    return [
        (entry.symbol, entry.parent, entry.titles[0].text, entry.level)
        if isinstance(entry, SchemeEntry)
        else (entry.code, "", "", 0)
        for entry in entries(data, name)
    ]


def test_the_cpc_title_list() -> None:
    name = "cpc.zip!cpc-section-B_20260101.txt"
    assert rows(TITLE_LIST, name) == [
        ("B", "", "INVENTED SECTION", 0),
        ("B01", "B", "INVENTED CLASS", 1),
        ("B01Z", "B01", "INVENTED SUBCLASS (see B02Z 1/00)", 2),
        ("B01Z 1/00", "B01Z", "Kettles {(whistles B02Z3/00)}", 3),
        ("B01Z 1/02", "B01Z 1/00", "of clay", 4),
        ("B01Z 1/021", "B01Z 1/02", "{glazed}", 5),
        ("B01Z 1/04", "B01Z 1/00", "of tin", 4),
        ("B01Z 2201/00", "B01Z", "Indexing of kettles", 3),
    ]
    first = entries(TITLE_LIST, name)[0]
    assert isinstance(first, SchemeEntry)
    assert (first.scheme, first.version, first.titles[0].language) == ("cpc", "2026.01", "en")


def test_the_ipc_scheme() -> None:
    assert rows(SCHEME) == [
        ("B", "", "SECTION B — INVENTED", 0),
        ("B01", "B", "KETTLES; POTS", 1),
        ("B01Z", "B01", "Kettles of clay (whistles B02Z 3/00, B03A 1/00 – B03A 9/00)", 2),
        ("B01Z 1/00", "B01Z", "Lids ≥ 3 mm", 3),
        ("B01Z 1/10", "B01Z 1/00", "with knobs", 4),
        ("B01Z 1/111", "B01Z 1/10", "en argile", 5),
        ("B01Z 1/111", "B01Z 1/10", "of clay", 5),
    ]
    read = [entry for entry in entries(SCHEME) if isinstance(entry, SchemeEntry)]
    assert {entry.version for entry in read} == {"2026.01"}
    assert {entry.titles[0].language for entry in read} == {"en", "fr"}


def test_the_houses_own_table() -> None:
    assert rows(TABLE) == [
        ("07", "", "家庭用品", 0),
        ("07-01", "07", "瓷器", 1),
        ("A1", "", "甲", 0),
        ("A1.1", "A1", "乙", 1),
        ("scheme.parent", "", "", 0),
        ("scheme.title", "", "", 0),
        ("scheme.code", "", "", 0),
        ("scheme.symbol", "", "", 0),
        ("B01Z 1/02", "B01Z 1/00", "盖", 4),
    ]
    gb18030 = TABLE.decode().encode("gb18030")
    assert rows(gb18030) == rows(TABLE) == rows(b"\xef\xbb\xbf" + TABLE)


def test_a_list_of_main_groups_drops_headings() -> None:
    assert rows(LIST) == [
        ("B01Z 1/00", "B01Z", "Kettles", 3),
        ("B01Z 3/00", "B01Z", "Pots of tin", 3),
        ("scheme.row", "", "", 0),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"a,b\n1,2\n", "scheme.unknown"),
        (b"<html/>", "scheme.unknown"),
        (SCHEME[:900], "xml.not-well-formed"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><ipcEntries><ipcEntry/></ipcEntries>", "xml.entity"),
        (b"scheme,symbol\n\xff\xff,x\n", "scheme.encoding"),
    ],
)
def test_what_is_refused(data: bytes, code: str) -> None:
    found = entries(data)
    assert isinstance(found[-1], Problem)
    assert found[-1].code == code


def test_an_entry_without_end_is_refused() -> None:
    limits = msgspec.structs.replace(DEFAULT_LIMITS, document_bytes=10_000, chunk_bytes=1000)
    data = b"<ipcEntries><ipcEntry kind='s' symbol='B'><textBody>" + b"<a/>" * 10_000
    assert [entry.code for entry in entries(data, limits=limits) if isinstance(entry, Problem)] == [
        "limit.document-bytes"
    ]


def test_memory_does_not_grow_with_the_file() -> None:
    import tracemalloc

    entry = (
        '<ipcEntry kind="1" symbol="B01Z0001100000" lang="EN"><textBody><title><titlePart><text>%s</text></titlePart>'
        "</title></textBody></ipcEntry><other/>"
    ) % ("word " * 50)
    data = f"<ipcEntries>{entry * 20_000}</ipcEntries>".encode()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        count = sum(1 for _ in scheme_entries(Source(io.BytesIO(data), "x", DEFAULT_LIMITS)))
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert peak < 8 << 20


@given(st.lists(st.integers(0, 12), max_size=60))
def test_a_parent_is_the_nearest_lower_level_before(levels: list[int]) -> None:
    ancestry = Ancestry()
    for index, level in enumerate(levels):
        expected = next((str(at) for at in range(index - 1, -1, -1) if levels[at] < level), "")
        assert ancestry.parent(level, str(index)) == expected


@given(
    st.sampled_from([TITLE_LIST, SCHEME, TABLE, LIST]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=6),
    st.floats(0, 1),
)
def test_damaged_files_never_raise(data: bytes, changes: list[tuple[float, bytes]], end: float) -> None:
    damaged = bytearray(data)
    for place, bytes_ in changes:
        at = int(place * len(damaged))
        damaged[at : at + len(bytes_)] = bytes_
    for entry in entries(bytes(damaged[: int(end * len(damaged)) + 1])):
        assert isinstance(entry, (SchemeEntry, Problem))


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    entries(data)
    entries(b"scheme,symbol,parent,title_zh,title_en\n" + data)
    entries(b"<ipcEntries>" + data)
    entries(b"A\t\t" + data)


@pytest.mark.skipif("PATENTFAIR_TEST_DATA" not in os.environ, reason="scheme files: set PATENTFAIR_TEST_DATA")
@pytest.mark.parametrize(
    ("name", "count", "symbols", "deepest", "roots"),
    [
        ("cpc_title_list_20250501.zip", 260_993, 260_993, 15, 9),
        ("ipc_core_scheme_en_fr_xml.zip", 58_301, 56_196, 11, 8),
        ("IPC_3.txt", 129, 129, 1, 0),
        ("IPC_4.txt", 637, 637, 2, 0),
        ("IPC_8.txt.gz", 7392, 7392, 3, 0),
    ],
)
def test_real_scheme_files(name: str, count: int, symbols: int, deepest: int, roots: int) -> None:
    path = Path(os.environ["PATENTFAIR_TEST_DATA"]) / "classification" / name
    seen: dict[str, SchemeEntry] = {}
    counted: Counter[str] = Counter()
    with path.open("rb") as stream:
        for member in open_members(stream, name, DEFAULT_LIMITS):
            assert isinstance(member, Source)
            for entry in scheme_entries(member):
                assert isinstance(entry, SchemeEntry)
                counted[entry.scheme] += 1
                seen[entry.symbol] = entry
    assert sum(counted.values()) == count
    assert len(counted) == 1
    assert len(seen) == symbols
    assert max(entry.level for entry in seen.values()) == deepest
    assert sum(not entry.parent for entry in seen.values()) == roots
    if roots:
        assert all(entry.parent in seen for entry in seen.values() if entry.parent)
        assert all(seen[entry.parent].level < entry.level for entry in seen.values() if entry.parent)
