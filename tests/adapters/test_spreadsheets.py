"""Workbooks from outside: values, never formulas or macros, and nothing that outgrows its bounds."""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from patentfair.adapters.spreadsheets.workbook import (
    WorkbookLimits,
    csv_bytes,
    is_workbook,
    sheet_names,
    sheet_rows,
    workbook_bytes,
)
from patentfair.domain.kernel.errors import Invalid

SHEET = "xl/worksheets/sheet1.xml"


def moment(*parts: int) -> datetime:
    """A moment as a sheet holds it: without a zone."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def book(*rows: tuple, sheets: tuple[str, ...] = ()) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for name in sheets:
        made.create_sheet(name).append(["in", name])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(data: bytes, **members: bytes | None) -> bytes:
    """The archive with members replaced or added; names are given with __ for / and no ending for .xml."""
    wanted = {name.replace("__", "/") + ("" if "." in name else ".xml"): content for name, content in members.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, wanted.pop(name, None) or old.read(name))
        for name, content in wanted.items():
            new.writestr(name, content or b"")
    return stream.getvalue()


@pytest.fixture
def kept(tmp_path):
    def keep(data: bytes) -> Path:
        path = tmp_path / "table"
        path.write_bytes(data)
        return path

    return keep


def test_values_of_any_kind_and_blank_rows(kept):
    path = kept(book(("Number", "Day"), (), ("CN1", date(2024, 3, 15)), (2.5, moment(2024, 1, 1, 8, 30)), (True, None)))
    rows = [(number, [cell for cell in cells if cell is not None]) for number, cells in sheet_rows(path)]
    assert rows[0] == (1, ["Number", "Day"])
    assert rows[1] == (3, ["CN1", moment(2024, 3, 15)])
    assert rows[2] == (4, [2.5, moment(2024, 1, 1, 8, 30)])
    assert rows[3] == (5, [True])


def test_sheets_by_name(kept):
    path = kept(book(("a",), sheets=("第二页",)))
    assert sheet_names(path) == ["Sheet", "第二页"]
    assert next(iter(sheet_rows(path, "第二页")))[1][:2] == ["in", "第二页"]
    with pytest.raises(Invalid, match="no-sheet"):
        list(sheet_rows(path, "gone"))


def test_a_formula_gives_its_saved_value_alone(kept):
    data = book(("Sum",), ("=1+1",))
    assert [c for _, cells in sheet_rows(kept(data)) for c in cells if c is not None] == ["Sum"]  # none was saved
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(SHEET)
    saved = xml.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    assert saved != xml
    path = kept(changed(data, xl__worksheets__sheet1=saved))
    assert [c for _, cells in sheet_rows(path) for c in cells if c is not None] == ["Sum", 2]


def test_a_lie_about_the_size_is_not_believed(kept):
    data = book(("a", "b"), ("c", "d"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(SHEET)
    for said in (b"A1:XFD1048576", b"A1:A1"):
        path = kept(changed(data, xl__worksheets__sheet1=xml.replace(b"A1:B2", said)))
        assert [(n, [c for c in cells if c]) for n, cells in sheet_rows(path)] == [(1, ["a", "b"]), (2, ["c", "d"])]


def test_a_row_at_the_end_of_the_sheet_is_told_not_walked_to(kept):
    data = book(("a", "b"), ("c", "d"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(SHEET)
    far = xml.replace(b'r="2"', b'r="1048576"').replace(b'"A2"', b'"A1048576"').replace(b'"B2"', b'"B1048576"')
    rows = sheet_rows(kept(changed(data, xl__worksheets__sheet1=far)), limits=WorkbookLimits(rows=1000))
    assert next(rows)[0] == 1
    with pytest.raises(Invalid, match="too-many-rows"):
        next(rows)


def test_columns_and_cells_are_bounded(kept):
    path = kept(book(tuple("x" * 50 for _ in range(300))))
    cells = next(iter(sheet_rows(path, limits=WorkbookLimits(columns=10, cell_characters=5))))[1]
    assert list(cells) == ["xxxxx"] * 10


def test_bombs_macros_old_and_damaged_workbooks_are_refused(kept):
    good = book(("a", "b"), ("c", "d"))
    bomb = changed(good, **{"xl__media__image1.bin": b"\0" * (300 << 20)})
    macro = changed(good, **{"xl__vbaProject.bin": b"any"})
    entity = changed(good, xl__worksheets__sheet1=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    wide = changed(
        good, xl__worksheets__sheet1='<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    )
    cases = {
        "bomb": bomb,
        "macros": macro,
        "damaged": entity,
        "old-workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }
    for code, data in cases.items():
        with pytest.raises(Invalid, match=code):
            list(sheet_rows(kept(data)))
    for data in (wide, good[: len(good) // 2], b"PK\x03\x04" + bytes(100), changed(good, xl__workbook=b"<oops")):
        with pytest.raises(Invalid, match="damaged"):
            list(sheet_rows(kept(data)))
    assert is_workbook(good)
    assert not is_workbook(b"number,title")


def test_what_is_written_is_read_back_as_text(kept):
    rows = [["号码", "Title"], ["help", "=1+1"], ["001234567890123", "a\nb"]]
    path = kept(workbook_bytes("专利: [1]", rows, [20, 30]))
    assert [[c for c in cells if c is not None] for _, cells in sheet_rows(path)] == rows
    written = csv_bytes([["=cmd()", "-2", "-x", "plain, with comma"]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written[3:].decode() == "'=cmd(),-2,'-x,\"plain, with comma\"\r\n"


def part(root: str, unit: str, count: int) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    end = "".join(f"</{name}>" for name in reversed(root.split("/")))
    begin = "".join(f"<{name}>" for name in root.split("/"))
    return (begin.replace(">", f' xmlns="{space}">', 1) + unit * count + end).encode()


def test_parts_that_openpyxl_would_read_whole_are_counted_first(kept):
    good = book(("a", "b"), ("c", "d"))
    sheet = "worksheet/sheetData"
    cases = {
        "a row of cells": changed(good, xl__worksheets__sheet1=part(f"{sheet}/row", "<c/>", 1500)),
        "rows within a cell's row": changed(good, xl__worksheets__sheet1=part(f"{sheet}/row", "<row/>", 2)),
        "blank rows": changed(good, xl__worksheets__sheet1=part(sheet, "<row/>", 300_001)),
        "parts of a cell": changed(good, xl__worksheets__sheet1=part(f"{sheet}/row/c/is", "<r/>", 9000)),
        "merged cells": changed(good, xl__worksheets__sheet1=part("worksheet/mergeCells", "<mergeCell/>", 300_001)),
        "styles": changed(good, xl__styles=part("styleSheet/cellXfs", "<xf/>", 60_000)),
        "styles that say they are a sheet": changed(good, xl__styles=part("worksheet/cellXfs", "<xf/>", 60_000)),
        "names": changed(good, xl__workbook=part("workbook/definedNames", "<definedName/>", 60_000)),
        "strings": changed(good, xl__sharedStrings=part("sst", "<si/>", 400_001)),
        "bytes of strings": changed(good, xl__sharedStrings=part("sst/si/t", "ab" * 999, 17_000)),
        "types": changed(good, **{"[Content_Types].xml": part("Types", "<Override/>", 60_000)}),
        "rels": changed(good, **{"xl___rels__workbook.xml.rels": part("Relationships", "<Relationship/>", 60_000)}),
    }
    for what, data in cases.items():
        with pytest.raises(Invalid, match=r"bomb|damaged"):
            list(sheet_rows(kept(data)))
            pytest.fail(what)
    plain = changed(good, xl__sharedStrings=part("sst", "<si><t>a</t></si>", 1000))
    assert len(list(sheet_rows(kept(plain)))) == 2


def test_parts_under_another_name_are_refused(kept):
    good = book(("a", "b"))
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        types = archive.read("[Content_Types].xml").replace(b"/xl/styles.xml", b"/xl/styles.bin")
        other = archive.read("[Content_Types].xml").replace(b"/xl/workbook.xml", b"/xl/other.xml")
        rels = archive.read("xl/_rels/workbook.xml.rels").replace(b"sheet1.xml", b"sheet1.bin")
    for name, data in (
        ("[Content_Types].xml", types), ("[Content_Types].xml", other), ("xl___rels__workbook.xml.rels", rels),
    ):  # fmt: skip
        with pytest.raises(Invalid, match="damaged"):
            list(sheet_rows(kept(changed(good, **{name: data}))))


def test_a_document_type_is_refused_wherever_it_stands(kept):
    late = b"<!--" + b"x" * 200_000 + b"--><!DOCTYPE x><worksheet/>"
    with pytest.raises(Invalid, match="damaged"):
        list(sheet_rows(kept(changed(book(("a",)), xl__worksheets__sheet1=late))))


@pytest.mark.parametrize(
    "cell",
    ["-2+3+cmd|' /C calc'!A0", "-1+1+HYPERLINK(1)", "=1", "+1", "@x", "＝1", "＋1", "－1+1", "＠x", "\u200b=1",
     "\ufeff=1", " =1", "\u3164=1", "\t=1", "\n=1", "\tx", "-", "--1", "-2 3"],
)  # fmt: skip
def test_no_cell_of_csv_acts_as_a_formula(cell):
    (written,) = csv.reader(io.StringIO(csv_bytes([[cell]]).decode("utf-8-sig"), newline=""))
    assert written == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["-2", "-2.5", "-1,234.50", "12", "a-b", "1=1", "", "CN1"])
def test_plain_cells_of_csv_stay(cell):
    assert next(csv.reader(io.StringIO(csv_bytes([[cell, "x"]]).decode("utf-8-sig")))) == [cell, "x"]


@cache
def small() -> bytes:
    """One workbook for every example: the archive holds the time at which it was made."""
    return book(("a", "b"), ("c", date(2024, 1, 1)), (1, "x"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=8), st.none() | st.integers(1, 1 << 20)
)
def test_a_damaged_workbook_is_refused_or_read_and_nothing_else(kept, changes, length):
    damaged = bytearray(small())
    for place, value in changes:
        damaged[place % len(damaged)] = value
    path = kept(bytes(damaged[: length % len(damaged)] if length else damaged))
    with suppress(Invalid):
        for number, cells in sheet_rows(path):
            assert number >= 1
            assert len(cells) <= 200
