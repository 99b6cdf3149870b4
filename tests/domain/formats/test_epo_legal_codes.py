"""The EPO's list of legal event codes out of a sheet's rows."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.formats.inpadoc_codes import COLUMNS, LegalCode, has_columns, legal_code_rows

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
HEADINGS = tuple(name.title() for name in COLUMNS)
ROW = ("XA", "AB1 ", "20200102", "-", "LAPSED", "20210304", "ERLOSCHEN", None, "H", "IP RIGHT CESSATION")


def test_rows() -> None:
    rows = [
        (),
        ("a list of codes",),
        HEADINGS,
        ROW,
        ("XA", 26.0, datetime(2020, 1, 2, tzinfo=UTC), " ", "PAID", date(2021, 3, 4)),
        ("", "", None),
        ("XA", None),
        ("TOO LONG", "A"),
        (None,) * 10,
    ]
    assert list(legal_code_rows(rows)) == [
        LegalCode(
            office="XA",
            code="AB1",
            description="LAPSED",
            original="ERLOSCHEN",
            influence="-",
            event_class="H",
            event_class_title="IP RIGHT CESSATION",
            created=date(2020, 1, 2),
            updated=date(2021, 3, 4),
        ),
        LegalCode(office="XA", code="26", description="PAID", created=date(2020, 1, 2), updated=date(2021, 3, 4)),
    ]


def test_columns_may_be_in_any_order() -> None:
    rows = [tuple(reversed(HEADINGS)), tuple(reversed(ROW))]
    assert [code.code for code in legal_code_rows(rows)] == ["AB1"]


def test_other_sheets_give_nothing() -> None:
    assert not has_columns(("Authority", "Code"))
    assert list(legal_code_rows([("a", "b")] * 100)) == []


cells = st.one_of(st.none(), st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.dates(), st.binary())


@given(st.lists(st.lists(cells, max_size=12), max_size=10))
def test_any_cells_are_taken(rows: list[list[object]]) -> None:
    for code in legal_code_rows([HEADINGS, *rows]):
        assert len(code.office) == 2
        assert code.code


@pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
def test_the_real_list() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = (DATA / "epo/legal-codes").glob("*.xlsx")
    workbook = openpyxl.load_workbook(path, read_only=True)
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()
    codes = list(legal_code_rows(sheet.iter_rows(values_only=True)))
    assert len(codes) == 4397
    assert len({(code.office, code.code) for code in codes}) == 4397
    assert len({code.office for code in codes}) == 56
    assert Counter(code.influence for code in codes) == {"": 2511, "-": 1094, "+": 792}
    assert sum(1 for code in codes if not code.event_class) == 983
    known = {(code.office, code.code): code for code in codes}
    assert known["EP", "PG25"].event_class == "H"
    assert known["EP", "PG25"].influence == "-"
    assert known["US", "MAFP"].event_class_title == "PAYMENT"
    assert known["CN", "CF01"].created == date(2017, 4, 10)
    assert all(code.description and code.created and code.updated for code in codes)
