"""Damaged, hostile and senseless input: a problem that names the place, never an exception, memory bounded."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord

GOLDEN = Path(__file__).parents[2] / "golden"
GRANT = (GOLDEN / "uspto-grant-v4/utility-v45/input.xml").read_bytes()
TABLE = (GOLDEN / "cnipa-gazette-csv/invention/input.csv").read_bytes()
HEADER = TABLE.partition(b"\n")[0] + b"\n"
PROLOG = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def read(data: bytes, limits: Limits = DEFAULT_LIMITS, resume_from: int = 0) -> list[PatentRecord | Problem]:
    return list(read_stream(io.BytesIO(data), "f", limits=limits, resume_from=resume_from))


def codes(items: list[PatentRecord | Problem]) -> list[str]:
    return [item.code if isinstance(item, Problem) else "record" for item in items]


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


class Endless(io.RawIOBase):
    """`head`, then `filler` for `size` bytes in all, then `tail`; nothing of it is held."""

    def __init__(self, head: bytes, filler: bytes, size: int, tail: bytes = b"") -> None:
        self.parts = [io.BytesIO(head), None, io.BytesIO(tail)]
        self.left = size
        self.block = filler * (65536 // len(filler))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            part = self.parts[0]
            if part is None:
                chunk = self.block[: min(size, self.left)]
                self.left -= len(chunk)
            else:
                chunk = part.read(size)
            if chunk:
                return chunk
            self.parts.pop(0)
        return b""


def peak_bytes(stream: io.RawIOBase, limits: Limits) -> tuple[list[str], int]:
    tracemalloc.start()
    try:
        found = [
            item.code if isinstance(item, Problem) else "record" for item in read_stream(stream, "f", limits=limits)
        ]
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b" \n\n", "file.empty"),
        (b"hello", "format.unknown"),
        (b"%PDF-1.7\n", "format.unknown"),
        (b"\x00\x01\x02binary", "format.unknown"),
        (b"<html><body>x</body></html>", "format.unknown"),
        (PROLOG + b"<us-patent-something/>", "format.unknown"),
        (PROLOG, "xml.not-well-formed"),
        (GRANT[:200], "xml.not-well-formed"),
        (GRANT.decode().encode("utf-16"), "text.encoding"),
        (TABLE.decode("gb18030").encode("utf-16"), "text.encoding"),
        (b"a;b;c\n1;2;3\n", "csv.columns"),
        (b"number,title\n1,2\n", "csv.columns"),
        (HEADER + "1,é,CN109990001A,,,,,,,\n".encode("latin-1"), "text.encoding"),
        (b"\x1f\x8b\x08\x00", "archive.damaged"),
        (gzip.compress(GRANT)[:-200], "archive.damaged"),
        (b"PK\x03\x04nonsense", "archive.damaged"),
        (zipped(a=GRANT)[:-30], "archive.damaged"),
        (zipped(a=b"plain text"), "format.unknown"),
    ],
)
def test_one_problem_tells(data: bytes, code: str) -> None:
    (problem,) = read(data)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.fatal
    assert problem.reason
    assert problem.file.startswith("f")


def test_encoding_problem_names_the_row_and_the_rest_goes_on() -> None:
    bad = b"2,\xff\xfe\xfa,CN109990002A,,,,,,,\n"
    items = read(HEADER + bad + TABLE.split(b"\n")[1] + b"\n")
    assert codes(items) == ["text.encoding", "record"]
    assert items[0].offset == len(HEADER)


def test_utf8_and_gb18030_tables_give_the_same_records() -> None:
    utf8 = read(TABLE.decode("gb18030").encode("utf-8"))
    for one, other in zip(utf8, read(TABLE), strict=True):
        assert msgspec.structs.replace(one, offset=0) == msgspec.structs.replace(other, offset=0)


def test_billion_laughs_in_text_and_attribute() -> None:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for body in ("<us-patent-grant>&l11;</us-patent-grant>", '<us-patent-grant lang="&l11;"/>'):
        data = f'<?xml version="1.0"?><!DOCTYPE us-patent-grant [<!ENTITY l0 "lol">{lols}]>{body}'.encode()
        assert codes(read(data + b"\n" + GRANT)) == ["xml.entity", "record"]


def test_external_entity_is_refused_even_behind_a_comment(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("top secret", encoding="utf-8")
    data = (
        '<?xml version="1.0"?><!-- <us-patent-grant> -->'
        f'<!DOCTYPE us-patent-grant [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<us-patent-grant><us-bibliographic-data-grant><invention-title>&x;</invention-title>"
        "</us-bibliographic-data-grant></us-patent-grant>"
    )
    (problem,) = read(data.encode())
    assert isinstance(problem, Problem)
    assert problem.code == "xml.entity"
    assert "secret" not in problem.reason


def test_a_name_from_the_unloaded_dtd_is_told() -> None:
    (record,) = read(GRANT.replace(b"keeps oil in", b"keeps oil&mdash;in"))
    assert isinstance(record, PatentRecord)
    assert record.problems == ("xml.entity-unresolved",)


def test_deep_nesting() -> None:
    assert codes(read(PROLOG + b"<us-patent-grant>" + b"<a>" * 200_000)) == ["xml.not-well-formed"]


def test_oversize_document_is_passed_over_and_its_neighbours_are_read() -> None:
    limits = Limits(document_bytes=1 << 20, chunk_bytes=4096)
    big = PROLOG + b"<us-patent-grant>" + b"x" * (2 << 20) + b"</us-patent-grant>\n"
    listing = PROLOG + b"<sequence-cwu>" + b"x" * (2 << 20) + b"</sequence-cwu>\n"
    items = read(GRANT + big + listing + GRANT, limits)
    assert codes(items) == ["record", "limit.document-bytes", "uspto.sequence-listing", "record"]
    assert [item.offset for item in items] == [
        0, len(GRANT), len(GRANT) + len(big), len(GRANT) + len(big) + len(listing),
    ]  # fmt: skip


@pytest.mark.parametrize("chunk_bytes", [1, 7, 64, 1000])
def test_chunk_size_makes_no_difference(chunk_bytes: int) -> None:
    mixed = (GOLDEN / "uspto-grant-v4/weekly-mixed/input.xml").read_bytes()
    for data in (
        b"\xef\xbb\xbf" + mixed + b"\0\0\x1a",
        TABLE,
        (GOLDEN / "cnipa-gazette-csv/odd-rows/input.csv").read_bytes(),
    ):
        assert read(data, Limits(chunk_bytes=chunk_bytes, head_bytes=512)) == read(data)


def test_memory_on_a_huge_document() -> None:
    stream = Endless(PROLOG + b"<us-patent-grant>", b"<p>filler</p>", 200 << 20, PROLOG + b"<us-patent-grant/>")
    found, peak = peak_bytes(stream, Limits(document_bytes=4 << 20))
    assert found == ["limit.document-bytes", "uspto.no-bibliography"]
    assert peak < 20 << 20


def test_memory_on_a_huge_line() -> None:
    stream = Endless(HEADER, b"filler ", 300 << 20, b"\n" + TABLE.split(b"\n")[1])
    found, peak = peak_bytes(stream, DEFAULT_LIMITS)
    assert found == ["limit.row-bytes", "record"]
    assert peak < 20 << 20


def test_memory_on_a_huge_line_of_no_format() -> None:
    found, peak = peak_bytes(Endless(b"", b"filler ", 300 << 20), DEFAULT_LIMITS)
    assert found == ["format.unknown"]
    assert peak < 5 << 20


def test_memory_on_an_open_quotation_mark() -> None:
    stream = Endless(HEADER + b'1,"', b"filler, filler\n", 200 << 10)
    found, peak = peak_bytes(stream, Limits(row_lines=20))
    assert found[0] == "csv.quotation-mark"
    assert set(found[1:]) == {"csv.row"}
    assert peak < 20 << 20


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped(a=data)])
def test_decompression_bomb(pack) -> None:  # type: ignore[no-untyped-def]
    bomb = pack(PROLOG + b"<us-patent-grant>" + b" " * (40 << 20))
    assert codes(read(bomb)) == ["limit.compression-ratio"]
    assert codes(read(pack(GRANT * 3000), Limits(decompressed_bytes=1 << 20, compression_ratio=10**6)))[-1] == (
        "limit.decompressed-bytes"
    )


def test_containers_in_containers() -> None:
    assert codes(read(gzip.compress(zipped(a=GRANT)))) == ["record"]
    (record,) = read(zipped(**{"outer.zip": zipped(**{"inner.xml": GRANT})}))
    assert record.source == "f!outer.zip!inner.xml"
    assert codes(read(zipped(a=gzip.compress(GRANT)))) == ["record"]
    assert codes(read(gzip.compress(gzip.compress(gzip.compress(gzip.compress(GRANT)))))) == ["limit.archive-depth"]
    assert codes(read(gzip.compress(zipped(a=GRANT * 50)), Limits(nested_archive_bytes=100))) == [
        "limit.nested-archive-bytes"
    ]
    assert codes(read(zipped(a=GRANT, b=GRANT), Limits(archive_members=1))) == ["limit.archive-members"]


def test_companions_in_an_archive_do_not_count() -> None:
    items = read(zipped(**{"a.xml": GRANT, "list.txt": b"some words", "t.csv": b"a,b\n1,2\n"}))
    assert codes(items) == ["record", "format.unknown", "csv.columns"]
    assert [isinstance(item, Problem) and item.fatal for item in items] == [False, False, False]


def test_what_came_before_the_damage_is_kept() -> None:
    packed = gzip.compress(GRANT * 2000)
    found = codes(read(packed[: len(packed) // 2]))
    assert found[0] == "record"
    assert found[-1] == "archive.damaged"


def test_pipe_cannot_be_a_zip() -> None:
    stream = Endless(zipped(a=GRANT), b" ", 0)
    assert [item.code for item in read_stream(stream, "f") if isinstance(item, Problem)] == ["archive.not-seekable"]


def test_resume() -> None:
    mixed = (GOLDEN / "uspto-grant-v4/weekly-mixed/input.xml").read_bytes()
    for data in (mixed, TABLE, zipped(a=mixed, b=TABLE, c=b"words")):
        everything = read(data)
        counted = [item for item in everything if not isinstance(item, Problem) or item.fatal]
        for skipped in range(len(counted) + 1):
            resumed = read(data, resume_from=skipped)
            assert [item for item in resumed if not isinstance(item, Problem) or item.fatal] == counted[skipped:]


def test_digest_of_a_row_does_not_hang_on_its_place() -> None:
    row = TABLE.split(b"\n")[1]
    first, again = read(HEADER + row + b"\n" + b"77" + row[1:] + b"\n")
    assert first.digest == again.digest


SMALL = Limits(
    document_bytes=4096, row_bytes=512, row_lines=4, chunk_bytes=64, head_bytes=256, nested_archive_bytes=4096
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes(data: bytes) -> None:
    for head in (b"", PROLOG, PROLOG + b"<us-patent-grant>", HEADER, b"\x1f\x8b\x08\x00", b"PK\x03\x04"):
        for item in read(head + data, SMALL):
            assert isinstance(item, PatentRecord | Problem)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from([GRANT, TABLE, gzip.compress(GRANT), zipped(a=GRANT, b=TABLE)]))
def test_damaged_real_shapes(data: st.DataObject, whole: bytes) -> None:
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 5))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    for item in read(bytes(damaged)):
        assert isinstance(item, PatentRecord | Problem)


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=6), st.sampled_from(["utf-8", "gb18030"]))
def test_every_written_row_is_one_item(rows: list[list[str]], encoding: str) -> None:
    import csv

    written = io.StringIO()
    writer = csv.writer(written)
    for row in rows:
        writer.writerow(["1", row[0], "CN109990001A", *row[2:]])
    # The characters settle the encoding: one row that only the writer's encoding can hold.
    data = HEADER + "0,轴承密封圈油封装置,CN109990000A,,,,,,,\n".encode(encoding) + written.getvalue().encode(encoding)
    assert codes(read(data)) == ["record"] * (len(rows) + 1)
