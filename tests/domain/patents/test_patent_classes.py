"""Classification symbols, the 35 fields, class titles."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.class_titles import CLASS_TITLES, LOCARNO_TITLES, class_title
from patentfair.domain.patents.classes import (
    ancestors,
    ipc_symbol,
    locarno_symbol,
    main_group,
    parse_class,
    uspc_symbol,
)
from patentfair.domain.patents.fields import CONCORDANCE, FIELDS, field_of, fields_of
from patentfair.domain.patents.record import ClassScheme


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("B64C33/02(2006.01)I", "B64C 33/02"),
        ("A61K 31/00", "A61K 31/00"),
        ("a61k0031/573", "A61K 31/573"),
        ("G06F015/16", "G06F 15/16"),
        ("A45F  504", "A45F 5/04"),
        ("A01B0001020000", "A01B 1/02"),
        ("A01B0063111000", "A01B 63/111"),
        ("A01B0001000000", "A01B 1/00"),
        ("A01B0001100000", "A01B 1/10"),
        ("A61B 5/14532", "A61B 5/14532"),
        ("H04L29/06(2006.01)N", "H04L 29/06"),
        ("Y02E10/50", "Y02E 10/50"),
        ("G01N", "G01N"),
        ("01-01", None),
        ("", None),
        ("A61K 31", None),
    ],
)
def test_ipc(text: str, symbol: str | None) -> None:
    assert ipc_symbol(text) == symbol


@pytest.mark.parametrize(("text", "symbol"), [("2102", "21-02"), ("01-01 (12)", "01-01"), ("6-5", None)])
def test_locarno(text: str, symbol: str | None) -> None:
    assert locarno_symbol(text) == symbol


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("  2 52", "2/52"), ("  2336", "2/336"), ("D21765", "D21/765"), ("D 2969", "D2/969"), ("379 8802", "379/88.02"),
     (" 99421H", "99/421H")],
)  # fmt: skip
def test_uspc(text: str, symbol: str) -> None:
    assert uspc_symbol(text) == symbol


def test_version_is_kept() -> None:
    found = parse_class("B64C33/02(2006.01)I", ClassScheme.IPC, first=True)
    assert found is not None
    assert (found.symbol, found.version, found.first) == ("B64C 33/02", "2006.01", True)
    locarno = parse_class("01-01 (12)", ClassScheme.LOCARNO)
    assert locarno is not None
    assert (locarno.symbol, locarno.version) == ("01-01", "12")


def test_ancestors() -> None:
    assert ancestors("A61K 31/573") == ("A", "A61", "A61K", "A61K 31/00")
    assert ancestors("A61K 31/00") == ("A", "A61", "A61K")
    assert ancestors("A61K") == ("A", "A61")
    assert ancestors("A") == ()
    assert ancestors("01-02") == ("01",)
    assert ancestors("379/88.02") == ("379",)
    assert main_group("A61K 31/573") == "A61K 31/00"


@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    for scheme in ClassScheme:
        parse_class(text, scheme)
    ancestors(text)
    field_of(text)
    class_title(text)


@given(
    st.sampled_from("ABCDEFGH"),
    st.integers(1, 99),
    st.sampled_from("ABKZ"),
    st.integers(1, 9999),
    st.integers(0, 999999),
)
def test_canonical_symbol_is_a_fixed_point(section: str, number: int, subclass: str, group: int, subgroup: int) -> None:
    symbol = f"{section}{number:02}{subclass} {group}/{subgroup:02}"
    assert ipc_symbol(symbol) == symbol
    assert ipc_symbol(symbol.replace(" ", "")) == symbol
    assert ancestors(symbol)[0] == section


def test_fields() -> None:
    assert sorted(FIELDS) == list(range(1, 36))
    assert set(CONCORDANCE.values()) == set(FIELDS)
    assert fields_of(["G01N 33/50", "A61K 31/00", "A61K 8/02", "G01N 21/00", "A61K 9/00"]) == (11, 16, 14, 10)
    assert fields_of(["H04N 1/00", "H04N 21/00", "H04N 5/00", "H10K 50/00"]) == (3, 4, 2, 8)
    assert fields_of(["Y02E 10/50", "nonsense"]) == ()
    assert len({field.name.zh for field in FIELDS.values()}) == len({field.name.en for field in FIELDS.values()}) == 35


@pytest.mark.skipif("PATENTFAIR_TEST_DATA" not in os.environ, reason="WIPO's table: set PATENTFAIR_TEST_DATA")
def test_concordance_is_the_published_one() -> None:
    path = Path(os.environ["PATENTFAIR_TEST_DATA"]) / "classification/wipo_ipc_technology_35.csv"
    with path.open(encoding="utf-8-sig") as stream:
        published = {
            " ".join(row["IPC_code"].rstrip("%").rstrip("/").replace("   ", " ").split()): int(row["Field_number"])
            for row in csv.DictReader(stream)
        }
    assert {key: number for key, number in CONCORDANCE.items() if key in published} == published
    assert {key[:3] for key in CONCORDANCE.keys() - published.keys()} == {"G06", "H10"}


def test_class_titles() -> None:
    assert set("ABCDEFGH") < set(CLASS_TITLES)
    assert class_title("A61K 31/00") == CLASS_TITLES["A61"]
    assert class_title("A77") == CLASS_TITLES["A"]
    assert class_title("") is None
    assert sorted(LOCARNO_TITLES) == [f"{number:02}" for number in range(1, 33)]
    assert class_title("21-02") == class_title("21") == LOCARNO_TITLES["21"]
    assert class_title("99-01") is None
    assert {key[:3] for key in CONCORDANCE} <= set(CLASS_TITLES)
