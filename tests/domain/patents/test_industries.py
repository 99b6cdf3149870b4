"""Industries from classes: the own table, the operator's table, and what refuses one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.industries import (
    COLUMNS,
    OPERATORS_TABLE,
    OWN_APPROXIMATION,
    IndustryTable,
    from_rows,
    own_table,
)


def rows(*lines: str) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, line.split("|"), strict=False)) for line in lines]


def codes(table: IndustryTable, *symbols: str) -> list[tuple[str, str]]:
    return [(one.scheme, one.code) for one in table.industries_of(symbols)]


def test_the_own_table_is_whole_and_marked() -> None:
    table = own_table()
    tops = {
        scheme: [one.code for one in table.industries if one.scheme == scheme and not one.parent]
        for scheme in ("emerging-2018", "intensive-2019")
    }
    assert tops == {"emerging-2018": list("123456789"), "intensive-2019": list("1234567")}
    assert len(table.industries) == 56
    assert {one.basis for one in table.industries} == {OWN_APPROXIMATION}
    assert all(one.name.zh != one.name.en for one in table.industries)
    assert len({(one.scheme, one.name.zh) for one in table.industries}) == len(table.industries)


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        (["H04W 4/00"], [("emerging-2018", "1.1"), ("intensive-2019", "1")]),
        (["G06F 16/00"], [("emerging-2018", "1.4"), ("intensive-2019", "2")]),
        (["G06F 3/01"], [("emerging-2018", "1.3"), ("intensive-2019", "1")]),
        (["B60L 53/14"], [("emerging-2018", "5.3"), ("intensive-2019", "3")]),
        (["A61K 31/00", "A61P 35/00"], [("emerging-2018", "4.1"), ("intensive-2019", "5")]),
        (["G06K 9/00"], [("intensive-2019", "1"), ("emerging-2018", "1")]),
        (["A47J 27/00"], []),
        (["01-01", "nonsense", ""], []),
        (["F03D"], [("emerging-2018", "6.2"), ("intensive-2019", "3")]),
    ],
)
def test_industries_of_symbols(symbols: list[str], expected: list[tuple[str, str]]) -> None:
    assert codes(own_table(), *symbols) == expected


def test_an_operators_table() -> None:
    table = from_rows(rows("local|1|甲|First|B60 C22", "local|1.1|乙||B60L50/00, B60L53", "other|A|丙|Third|b60l"))
    assert isinstance(table, IndustryTable)
    assert codes(table, "B60L 50/10") == [("local", "1.1"), ("other", "A")]
    assert codes(table, "B60L 1/00") == [("other", "A"), ("local", "1")]
    found = table.get("local", "1.1")
    assert found is not None
    assert (found.parent, found.name.en, found.basis) == ("1", "乙", OPERATORS_TABLE)
    assert table.get("local", "9") is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Local!|1|甲|a|", "industry.scheme"),
        ("local|1 2|甲|a|", "industry.code"),
        ("local|1|||", "industry.name"),
        ("local|2.1|甲|a|", "industry.parent"),
        ("local|1|甲|a|H04L9/32", "industry.ipc"),
        ("local|1|甲|a|C2250", "industry.ipc"),
        ("local|0|again|a|", "industry.twice"),
    ],
)
def test_one_bad_row_refuses_the_table(line: str, code: str) -> None:
    found = from_rows(rows("local|0|零|Zero|A01", line))
    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == [code]
    assert found[0].reason.startswith("Row 2: ")


def test_no_rows_make_no_table() -> None:
    found = from_rows([])
    assert isinstance(found, tuple)
    assert found[0].code == "industry.empty"


@given(st.lists(st.fixed_dictionaries({}, optional={name: st.text(max_size=12) for name in COLUMNS}), max_size=6))
def test_any_rows(cells: list[dict[str, str]]) -> None:
    found = from_rows(cells)
    if isinstance(found, IndustryTable):
        found.industries_of(["A01B 1/00"])
    else:
        assert all(isinstance(problem, Problem) for problem in found)


@given(st.lists(st.text(max_size=12)))
def test_any_symbols(symbols: list[str]) -> None:
    own_table().industries_of(symbols)
