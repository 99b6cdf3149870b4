"""Numbers: published examples, spellings people type, and properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.numbers import (
    application_id,
    cn_check_digit,
    document_id,
    ep_check_digit,
    is_damaged_by_spreadsheet,
    lookup_key,
    parse_number,
    spellings,
)


@pytest.mark.parametrize(("number", "digit"), [("201710601862", "3"), ("95115608", "X"), ("97101765", "4")])
def test_published_cn_check_digits(number: str, digit: str) -> None:
    assert cn_check_digit(number) == digit


def test_published_ep_check_digit() -> None:
    assert ep_check_digit("99403122") == "7"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("CN 102307917 B", "CN102307917B"),
        ("cn-102307917-b", "CN102307917B"),
        ("ＣＮ１０２３０７９１７Ｂ", "CN102307917B"),
        ("102307917B", "CN102307917B"),
        ("CN1234567C", "CN1234567C"),
        ("CN 85100001 A", "CN85100001A"),
        ("ZL200980114321.5", "CN200980114321"),
        ("ZL 2009 8 0114321.5", "CN200980114321"),
        ("200980114321．5", "CN200980114321"),
        ("2018305140799", "CN201830514079"),
        ("CN201680087887.x", "CN201680087887"),
        ("95115608.X", "CN95115608"),
        ("ZL95115608X", "CN95115608"),
        ("03100020.7", "CN03100020"),
        ("200310100020.8", "CN200310100020"),
        ("US 7,272,630 B2", "US7272630B2"),
        ("7,272,630", "US7272630"),
        ("7272630B2", "US7272630B2"),
        ("US07272630B2", "US7272630B2"),
        ("us-d0614826-s1", "USD614826S1"),
        ("D614,826", "USD614826"),
        ("USRE012345E1", "USRE12345E1"),
        ("US PP012,345 P2", "USPP12345P2"),
        ("US H0002123 H1", "USH2123H1"),
        ("US 2010/0015376 A1", "US20100015376A1"),
        ("US2010015376A1", "US20100015376A1"),
        ("15/123,456", "US15/123456"),
        ("US 09/703,574", "US09/703574"),
        ("EP 0 887 239 A1", "EP0887239A1"),
        ("EP887239", "EP0887239"),
        ("EP99403122.7", "EP99403122"),
        ("99403122.7", "EP99403122"),
        ("WO 98/12345", "WO1998012345"),
        ("WO9812345A1", "WO1998012345A1"),
        ("WO 02/037687 A3", "WO2002037687A3"),
        ("WO2004/055897", "WO2004055897"),
        ("WO 2004055897 A1", "WO2004055897A1"),
        ("PCT/US98/12345", "WOPCT/US1998/012345"),
        ("PCT/CN2016/108152", "WOPCT/CN2016/108152"),
        ("JP 2003-49894 A", "JP2003049894A"),
        ("特開平10-123456", "JPH10123456A"),
        ("JP H10-123456 A", "JPH10123456A"),
        ("DE 10 2004 012345 A1", "DE102004012345A1"),
        ("KR 10-1234567 B1", "KR101234567B1"),
        ("GB 2278063 A", "GB2278063A"),
        ("GB2456351A", "GB2456351A"),
        ("GB 0812345.6", "GB0812345"),
        ("U.S. Patent No. 7,272,630", "US7272630"),
        ("US Pat. App. Ser. No. 15/123,456", "US15/123456"),
        ("U.S. Appl. No. 15/123,456", "US15/123456"),
        ("Des. 345,678", "USD345678"),
        ("US-A-4,123,456", "US4123456A"),
        ("EP-A1-0 123 456", "EP0123456A1"),
        ("EP-B-123456", "EP0123456B"),
        ("DE-OS 27 12 345", "DE2712345A1"),
        ("中国专利号：ZL200980114321.5", "CN200980114321"),
        ("申请号201710601862.3", "CN201710601862"),
        ("公开号 CN102307917A", "CN102307917A"),
        ("WO2004US12345", "WOPCT/US2004/012345"),
        ("PCTCN2016108152", "WOPCT/CN2016/108152"),
        ("特願2009-123456", "JP2009123456"),
        ("特願２００９－１２３４５６", "JP2009123456"),
        ("特開昭62-12345", "JPS62012345A"),
        ("特開平01-12345", "JPH01012345A"),
        ("特許第3456789号", "JP3456789B"),
        ("実用新案登録第3012345号", "JP3012345"),
        ("意匠登録第1234567号", "JP1234567S"),
        ("JP-A-10-123456", "JPH10123456A"),
        ("JP 62-12345 A", "JPS62012345A"),
        ("JP 8123456 A", "JPH08123456A"),
        ("JP 8123456", "JP8123456"),
        ("JP 1998-123456 A", "JPH10123456A"),
        ("JP 1987-12345 A", "JPS62012345A"),
        ("JP 1989-12345 A", "JP1989012345A"),
        ("JP H12-123456 A", "JP2000123456A"),
        ("特願令元-123456", "JP2019123456"),
        ("JP R01-123456", "JP2019123456"),
        ("KR 10-2010-0012345", "KR1020100012345"),
        ("10-2010-0012345", "KR1020100012345"),
        ("KR 10-2010-0012345 A", "KR1020100012345A"),
        ("KR20100012345A", "KR1020100012345A"),
        ("KR20100012345U", "KR2020100012345U"),
        ("KR20100012345", "KR20100012345"),
        ("KR 95-12345 A", "KR1019950012345A"),
        ("KR 1995-012345 A", "KR1019950012345A"),
        ("KR 123456 B1", "KR100123456B1"),
        ("KR 10-0123456", "KR100123456"),
        ("DE 10 2004 012 345.6", "DE102004012345"),
        ("10 2004 012 345.6", None),
        ("DE P 44 12 345.6", "DE4412345"),
        ("DE G 85 12 345.6", "DE8512345U"),
        ("DE 198 12 345 A1", "DE19812345A1"),
        ("FR 2 765 432 A1", "FR2765432A1"),
        ("FR 98 12345", "FR9812345"),
        ("1234/DEL/2008", "IN1234DEL2008"),
        ("IN 01234/MUMNP/2008", "IN1234MUMNP2008"),
        ("IN2008DE01234A", "IN1234DEL2008A"),
        ("IN 201611012345", "IN201611012345"),
        ("IN 312345", "IN312345"),
        ("BR PI 0812345-6 A2", "BRPI0812345A2"),
        ("BR PI 0812345-6", "BRPI0812345"),
        ("BR 10 2012 012345-6", "BR102012012345"),
        ("EA 12345 B1", "EA012345B1"),
        ("AP/P/2008/001234", "AP2008001234"),
        ("TW I312345 B", "TWI312345B"),
        ("RU 2008112345/14", "RU2008112345"),
        ("DE000019812345A1", "DE19812345A1"),
        ("DE 102004012345 A1", "DE102004012345A1"),
        ("EP000001000000A1", "EP1000000A1"),
        ("WO002004012345A1", "WO2004012345A1"),
        ("CN000102307917B", "CN102307917B"),
        ("JP002004123456A", "JP2004123456A"),
        ("JP000003456789B2", "JP3456789B2"),
        ("FR000002765432A1", "FR2765432A1"),
        ("GB000002456351A", "GB2456351A"),
        ("KR000101234567B1", "KR101234567B1"),
        ("EP20120712345", "EP12712345"),
        ("US 201615123456 A", "US15/123456"),
        ("US2004012345W", "WOPCT/US2004/012345"),
        ("US Pub. No. US 2010/0015376", "US20100015376"),
        ("USSN 10/123,456", "US10/123456"),
        ("U.S.S.N. 10/123,456", "US10/123456"),
        ("US 8/123,456", "US08/123456"),
        ("WO/2018/123456", "WO2018123456"),
        ("WO/2018/123456 A1", "WO2018123456A1"),
        ("再表2004/012345", "JPWO2004012345A1"),
        ("再公表特許 98/12345", "JPWO1998012345A1"),
        ("JPWO2004012345A1", "JPWO2004012345A1"),
        ("등록특허 10-1234567", "KR101234567"),
        ("등록특허 제10-1234567호", "KR101234567"),
        ("공개특허 10-2010-0012345", "KR1020100012345"),
        ("P 44 12 345.6", "DE4412345"),
        ("IN/PCT/2002/123/MUM", "INPCT2002123MUM"),
        ("IN 2008/DELNP/1234", "IN1234DELNP2008"),
        ("JPH0774834B2", "JPH07074834B2"),
        ("JPS5812345A", "JPS58012345A"),
        ("GB 201810777", "GB1810777"),
        ("2.02E+12", None),
        ("", None),
        ("bearing", None),
        ("12345", None),
        ("x" * 1000, None),
    ],
)
def test_spellings_people_type(text: str, canonical: str | None) -> None:
    found = parse_number(text)
    assert (found.canonical if found else None) == canonical
    if found:
        assert found.raw == text


def test_default_office_is_used_where_none_is_written() -> None:
    found = parse_number("7272630", "US")
    assert found is not None
    assert found.canonical == "US7272630"
    assert parse_number("EP1000000", "US").office == "EP"  # type: ignore[union-attr]


def test_both_cn_eras_stay_apart() -> None:
    assert lookup_key("03100020.7") != lookup_key("200310100020.8")


def test_a_grant_and_an_application_with_the_same_digits_stay_apart() -> None:
    assert application_id("US", "10339710").canonical != document_id("US", "10339710", "B2").canonical


@pytest.mark.parametrize("text", ["2.02E+12", "2.0193e+12", "9,99E+99", "2E12"])
def test_spreadsheet_damage(text: str) -> None:
    assert is_damaged_by_spreadsheet(text)
    assert parse_number(text, "CN") is None


@pytest.mark.parametrize(
    ("office", "number", "kind", "typed"),
    [
        ("CN", "102307917", "B", ["CN 102307917 B", "102307917", "cn102307917b", "102307917B"]),
        ("US", "07272630", "B2", ["US7272630", "US 7,272,630 B2", "7,272,630", "US07272630B2"]),
        ("US", "D0614826", "S1", ["us-d0614826-s1", "D614,826", "USD614826S"]),
        ("WO", "WO 98/12345", "A1", ["WO1998012345", "WO 98/12345 A1", "wo98/012345"]),
    ],
)
def test_found_by_any_spelling(office: str, number: str, kind: str, typed: list[str]) -> None:
    keys = spellings(document_id(office, number, kind))
    for text in typed:
        assert lookup_key(text) in keys, text


def test_application_found_with_and_without_check_digit() -> None:
    keys = spellings(application_id("CN", "2017106018623"))
    for text in ("ZL201710601862.3", "201710601862.3", "CN201710601862", "2017106018623", "201710601862"):
        assert lookup_key(text) in keys


def test_an_unknown_number_has_no_spellings() -> None:
    assert spellings(document_id("CN", "")) == ()


CN_SERIALS = st.builds(
    lambda year, kind, serial: f"{year}{kind}{serial:07}",
    st.integers(1985, 2039), st.sampled_from("12389"), st.integers(0, 9_999_999),
)  # fmt: skip


@given(CN_SERIALS)
def test_cn_application_round_trip(number: str) -> None:
    digit = cn_check_digit(number)
    for text in (
        f"ZL{number}.{digit}",
        f"CN{number}{digit}",
        f"{number}.{digit}",
        number,
        f"CN {number[:4]} {number[4:]}",
    ):
        found = parse_number(text)
        assert found is not None
        assert (found.office, found.number) == ("CN", number)


@given(CN_SERIALS, st.integers(0, 11), st.integers(1, 9))
def test_cn_check_digit_finds_every_single_wrong_digit(number: str, place: int, by: int) -> None:
    wrong = str((int(number[place]) + by) % 10)
    assert cn_check_digit(number[:place] + wrong + number[place + 1 :]) != cn_check_digit(number)


@given(
    st.one_of(
        st.builds("CN{}{}".format, st.integers(100_000_000, 399_999_999), st.sampled_from(["", "A", "B", "U", "S"])),
        st.builds("US{}{}{}".format, st.sampled_from(["", "D", "RE", "PP", "H"]), st.integers(1, 99_999_999),
                  st.sampled_from(["", "B1", "S1"])),
        st.builds("US{}/{:06}".format, st.integers(10, 99), st.integers(0, 999_999)),
        st.builds("US20{:02}{:07}A1".format, st.integers(1, 99), st.integers(0, 9_999_999)),
        st.builds("EP{:07}{}".format, st.integers(1, 9_999_999), st.sampled_from(["", "A1", "B1"])),
        st.builds("WO{}{:06}{}".format, st.integers(1978, 2077), st.integers(0, 999_999), st.sampled_from(["", "A1"])),
        st.builds("WOPCT/{}{}/{:06}".format, st.sampled_from(["US", "CN"]), st.integers(1978, 2077),
                  st.integers(0, 999_999)),
        st.builds("KR10{:07}B1".format, st.integers(1, 9_999_999)),
    )
)  # fmt: skip
def test_canonical_form_is_a_fixed_point(canonical: str) -> None:
    found = parse_number(canonical)
    assert found is not None
    assert found.canonical == canonical
    assert lookup_key(canonical) == canonical
    assert canonical in spellings(found)


@given(st.text(max_size=80), st.sampled_from([None, "CN", "US", "EP", "WO", "JP", "DE", "XX"]))
def test_any_text(text: str, office: str | None) -> None:
    parse_number(text, office)
    lookup_key(text)
    document_id(office or "CN", text)
    application_id(office or "US", text)
