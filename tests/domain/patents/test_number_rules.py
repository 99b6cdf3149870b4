"""The numbers of each office: DOCDB forms, canonical keys, check digits, and what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import (
    NumberDomain,
    application_id,
    check,
    cn_check_digit,
    docdb_application,
    document_id,
    ep_check_digit,
    epodoc_application,
    lookup_key,
    lookup_keys,
    number_key,
    parse_number,
    spellings,
)

OFFICES = ["CN", "US", "EP", "WO", "JP", "KR", "DE", "FR", "GB", "IN", "BR", "EA", "AP", "OA", "RU", "TW", "XX"]


@pytest.mark.parametrize(
    ("office", "number", "kind", "typed"),
    [
        ("CN", "201710601862", "A", "ZL 2017 1 0601862.3"),
        ("CN", "95115608", "A", "95115608.X"),
        ("EP", "07254321", "A", "EP 07254321.3"),
        ("EP", "7254321", "A", "EP 07254321.3"),
        ("JP", "2009123456", "A", "特願2009-123456"),
        ("JP", "5083198", "A", "JP 1998-50831"),
        ("KR", "20100012345", "A", "KR 10-2010-0012345"),
        ("KR", "20100012345", "U", "KR 20-2010-0012345"),
        ("DE", "102004012345", "A", "DE 10 2004 012 345.6"),
        ("DE", "19812345", "A", "DE 198 12 345.6"),
        ("GB", "0812345", "A", "GB 0812345.6"),
        ("FR", "9812345", "A", "FR 98 12345"),
        ("US", "2004012345", "W", "PCT/US2004/012345"),
        ("IB", "2022055385", "W", "PCT/IB2022/055385"),
        ("US", "9812345", "W", "PCT/US98/12345"),
        ("US", "201113123456", "A", "13/123,456"),
        ("US", "34747189", "A", "07/347,471"),
    ],
)
def test_docdb_application_numbers_meet_the_offices_own(office: str, number: str, kind: str, typed: str) -> None:
    assert lookup_key(typed) in spellings(docdb_application(office, number, kind))


@pytest.mark.parametrize(
    ("epodoc", "canonical"),
    [
        ("EP20070254321", "EP07254321"),
        ("US20040012345", "US2004/012345"),
        ("US19890347471", "US07/347471"),
        ("US20020391234P", "US60/391234"),
        ("US201113123456", "US13/123456"),
        ("WO2003US21714", "WOPCT/US2003/021714"),
        ("JP20050505120", "JP2005505120"),
        ("JP19980050831", "JPH10050831"),
        ("CN20061012345", "CN200610012345"),
        ("CN19951015608", "CN95115608"),
        ("CN201710601862", "CN201710601862"),
        ("KR20100012345", "KR20100012345"),
        ("AU20130290010", "AU20130290010"),
        ("DE20041012345", "DE102004012345"),
        ("", None),
        ("12", None),
    ],
)
def test_epodoc_application_numbers(epodoc: str, canonical: str | None) -> None:
    found = epodoc_application(epodoc)
    assert (found.canonical if found else None) == canonical


def test_the_year_of_a_docdb_number_is_settled_by_its_day() -> None:
    assert docdb_application("US", "2366704", "A").number == "2004/023667"
    assert docdb_application("US", "1234571", "A", date(1971, 2, 3)).number == "05/012345"


def test_kind_w_is_an_international_application() -> None:
    assert document_id("US", "2004012345", "W").canonical == "WOPCT/US2004/012345"
    assert document_id("US", "9812345", "W").canonical == "WOPCT/US1998/012345"


def test_a_year_in_place_of_the_series_is_kept() -> None:
    assert application_id("US", "2002 291320").canonical == "US2002/291320"
    assert application_id("US", "13/547,826").canonical == "US13/547826"
    assert lookup_key("US2002/291320") == "US2002/291320"


@pytest.mark.parametrize(
    ("office", "number", "kind", "domain", "kind_of_right", "year", "serial", "era"),
    [
        ("CN", "200310100020", "", "app", "1", 2003, "0100020", "2003"),
        ("CN", "03100020", "", "app", "1", 2003, "00020", "1985"),
        ("CN", "102307917", "B", "grant", "1", None, "02307917", "2007"),
        ("CN", "102307917", "A", "pub", "1", None, "02307917", "2007"),
        ("CN", "1234567", "C", "grant", "1", None, "234567", "1989"),
        ("CN", "209078969", "", "grant", "2", None, "09078969", "2007"),
        ("US", "15/123456", "", "app", "15", None, "123456", "series"),
        ("US", "20100015376", "A1", "pub", "", 2010, "0015376", ""),
        ("US", "D614826", "S1", "grant", "D", None, "614826", ""),
        ("EP", "07254321", "", "app", "", 2007, "254321", ""),
        ("EP", "0887239", "B1", "grant", "", None, "0887239", ""),
        ("WO", "PCT/US2004/012345", "", "app", "US", 2004, "012345", ""),
        ("WO", "98/12345", "A1", "pub", "", 1998, "012345", ""),
        ("JP", "H10-123456", "A", "pub", "", 1998, "123456", "heisei"),
        ("JP", "S64-123456", "A", "pub", "", 1989, "123456", "showa"),
        ("JP", "2004-123456", "", "", "", 2004, "123456", "western"),
        ("JP", "3456789", "B2", "grant", "", None, "3456789", ""),
        ("KR", "10-2010-0012345", "A", "pub", "10", 2010, "0012345", ""),
        ("KR", "10-1234567", "B1", "grant", "10", None, "1234567", ""),
        ("DE", "10 2004 012345", "A1", "pub", "10", 2004, "012345", "2004"),
        ("DE", "198 12 345", "C2", "grant", "1", 1998, "12345", "1995"),
        ("DE", "44 12 345", "", "", "1", 1994, "12345", "1968"),
        ("IN", "1234/DEL/2008", "", "app", "DEL", 2008, "1234", "city"),
        ("TW", "I312345", "B", "grant", "I", None, "312345", ""),
        ("RU", "2008112345", "A", "pub", "", 2008, "112345", ""),
    ],
)
def test_canonical_key(
    office: str, number: str, kind: str, domain: str, kind_of_right: str, year: int | None, serial: str, era: str
) -> None:
    key = number_key(document_id(office, number, kind))
    assert (key.domain, key.type, key.year, key.serial, key.era) == (
        NumberDomain(domain), kind_of_right, year, serial, era,
    )  # fmt: skip


def test_equality_leaves_out_raw_text_and_check_digit() -> None:
    assert number_key(application_id("CN", "201710601862.3")) == number_key(application_id("CN", "201710601862"))
    assert number_key(document_id("US", "2010015376", "A1")) == number_key(document_id("US", "2010/0015376", "A1"))
    assert number_key(application_id("CN", "03100020.7")) != number_key(application_id("CN", "200310100020.8"))
    assert number_key(document_id("JP", "S64-123456", "A")) != number_key(document_id("JP", "H01-123456", "A"))
    assert number_key(document_id("CN", "102307917", "A")) != number_key(document_id("CN", "102307917", "B"))


@pytest.mark.parametrize(
    ("office", "number", "code"),
    [
        ("CN", "201710601862.3", None),
        ("CN", "201710601862.4", "numbers.check-digit"),
        ("CN", "201710601862", None),
        ("CN", "95115608.x", None),
        ("CN", "95115608.1", "numbers.check-digit"),
        ("CN", "97101765．4", None),
        ("EP", "99403122.7", None),
        ("EP", "16000312.7", "numbers.check-digit-doubtful"),
        ("DE", "10 2004 012 345.6", None),
        ("DE", "P 27 12 345.6", None),
        ("GB", "0812345.6", None),
    ],
)
def test_check_digits(office: str, number: str, code: str | None) -> None:
    assert check(application_id(office, number)) == code


def test_german_check_digit_of_1981_to_1994_is_eleven_less_the_remainder() -> None:
    weighted = sum(digit * weight for digit, weight in zip((3, 3, 1, 2, 3, 4, 5), (8, 7, 6, 5, 4, 3, 2), strict=True))
    right = 11 - weighted % 11
    assert check(application_id("DE", f"P 33 12 345.{right}")) is None
    assert check(application_id("DE", f"P 33 12 345.{(right + 1) % 10}")) == "numbers.check-digit-doubtful"


@pytest.mark.parametrize(
    ("office", "number", "kind", "typed"),
    [
        ("US", "7272630", "B2", "US 7,272,630 B"),
        ("CN", "102307917", "B", "CN102307917A"),
        ("JP", "H10-123456", "A", "JP 1998-123456 A"),
        ("JP", "1989-123456", "A", "JP S64-123456 A"),
        ("KR", "10-2010-0012345", "A", "KR20100012345A"),
        ("KR", "10-2010-0012345", "A", "KR20100012345"),
        ("KR", "20100012345", "", "KR 10-2010-0012345"),
    ],
)
def test_found_by_one_of_the_keys_to_try(office: str, number: str, kind: str, typed: str) -> None:
    assert set(lookup_keys(typed)) & set(spellings(document_id(office, number, kind)))


def test_a_number_that_needs_its_kind_is_not_tried_without() -> None:
    assert lookup_keys("JP 2009-123456 A") == ("JP2009123456A", "JPH21123456A")


def test_figures_alone_that_two_offices_use_are_tried_of_both() -> None:
    assert lookup_keys("201611012345") == ("CN201611012345", "IN201611012345")
    assert lookup_keys("CN201611012345") == ("CN201611012345",)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("US-2010015376-A1", "US20100015376A1"),
        ("US-7272630-B2", "US7272630B2"),
        ("US-D614826-S1", "USD614826S1"),
        ("CN-102307917-B", "CN102307917B"),
        ("EP-0887239-A1", "EP0887239A1"),
        ("WO-2004055897-A1", "WO2004055897A1"),
        ("JP-2009123456-A", "JP2009123456A"),
        ("JP-H10123456-A", "JPH10123456A"),
        ("JP-5123456-B2", "JP5123456B2"),
        ("KR-20100012345-A", "KR1020100012345A"),
        ("KR-101234567-B1", "KR101234567B1"),
        ("DE-102004012345-A1", "DE102004012345A1"),
        ("DE-19812345-C2", "DE19812345C2"),
        ("GB-2456351-A", "GB2456351A"),
        ("FR-2765432-A1", "FR2765432A1"),
        ("IN-201611012345-A", "IN201611012345A"),
        ("BR-PI0812345-A2", "BRPI0812345A2"),
        ("RU-2008112345-A", "RU2008112345A"),
        ("EA-012345-B1", "EA012345B1"),
        ("TW-I312345-B", "TWI312345B"),
        ("AU-2013290010-A1", "AU2013290010A1"),
    ],
)
def test_offices_numbers_and_kinds_with_hyphens_between(text: str, canonical: str) -> None:
    assert lookup_key(text) == canonical
    assert lookup_key(canonical) == canonical
    office, number, kind = text.split("-")
    assert document_id(office, number, kind).canonical == canonical


_SERIAL = st.integers(1, 999_999)
_YEAR = st.integers(2000, 2039)


@given(_YEAR, _SERIAL, st.sampled_from(["", "A", "B2", "U"]))
def test_japanese_spellings(year: int, serial: int, kind: str) -> None:
    forms = {
        f"JP{year}{serial:06}{kind}",
        f"JP {year}-{serial:06} {kind}",
        f"jp{year}-{serial}{kind}",
        f"ＪＰ　{year}－{serial:06}{kind}",
    }
    assert {lookup_key(form) for form in forms} == {f"JP{year}{serial:06}{kind}"}


@given(st.integers(1, 11), _SERIAL)
def test_japanese_reigns(year: int, serial: int) -> None:
    forms = {
        f"特開平{year}-{serial}",
        f"特開平成{year:02}-{serial:06}",
        f"JP H{year:02}-{serial:06} A",
        f"JPH{year:02}{serial:06}A",
        f"JP-A-{year}-{serial:06}",
    }
    assert {lookup_key(form) for form in forms} == {f"JPH{year:02}{serial:06}A"}
    assert lookup_key(f"JP {1988 + year}-{serial:06} A") in spellings(document_id("JP", f"H{year}-{serial}", "A"))


@given(_YEAR, st.integers(0, 9_999_999), st.sampled_from(["A", "U"]))
def test_korean_spellings(year: int, serial: int, kind: str) -> None:
    kind_of_right = {"A": "10", "U": "20"}[kind]
    forms = {
        f"KR{kind_of_right}-{year}-{serial:07} {kind}",
        f"KR {kind_of_right}{year}{serial:07}{kind}",
        f"KR{year}{serial:07}{kind}",
    }
    assert {lookup_key(form) for form in forms} == {f"KR{kind_of_right}{year}{serial:07}{kind}"}
    assert document_id("KR", f"{year}{serial:07}", kind).number == f"{kind_of_right}{year}{serial:07}"


@given(st.sampled_from(["10", "20"]), st.integers(2004, 2039), _SERIAL, st.integers(0, 9), st.sampled_from(["", "A1"]))
def test_german_spellings(kind_of_right: str, year: int, serial: int, digit: int, kind: str) -> None:
    number = f"{kind_of_right}{year}{serial:06}"
    assert lookup_key(f"DE {kind_of_right} {year} {serial:06} {kind}") == f"DE{number}{kind}"
    assert lookup_key(f"DE{number}.{digit}") == f"DE{number}"


@given(st.integers(0, 99), st.integers(0, 999_999))
def test_european_application_round_trip(year: int, serial: int) -> None:
    number = f"{year:02}{serial:06}"
    found = parse_number(f"EP {number}.{ep_check_digit(number)}")
    assert found is not None
    assert (found.number, check(found)) == (number, None)
    assert docdb_application("EP", number, "A").number == number


@given(st.integers(1985, 2039), st.sampled_from("12389"), st.integers(0, 9_999_999))
def test_chinese_check_digit_is_judged(year: int, kind: str, serial: int) -> None:
    number = f"{year}{kind}{serial:07}"
    right = cn_check_digit(number)
    assert check(application_id("CN", f"{number}.{right.lower()}")) is None
    wrong = "0" if right != "0" else "1"
    assert check(application_id("CN", f"{number}.{wrong}")) == "numbers.check-digit"


_TYPED = st.text(
    alphabet=st.one_of(st.sampled_from("CNUSEPWOJKRDABXZL0123456789/-. ,年平昭特願開第号ＣＮ．"), st.characters()),
    max_size=70,
)


@given(_TYPED)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    key = lookup_key(text)
    assert lookup_key(key) == key


@given(_TYPED, st.sampled_from(OFFICES), st.sampled_from(["", "A", "B1", "W", "U", "Y1", "é"]))
def test_nothing_raises(text: str, office: str, kind: str) -> None:
    for document in (
        document_id(office, text, kind),
        application_id(office, text),
        docdb_application(office, text, kind),
        epodoc_application(text),
        parse_number(text, office),
    ):
        if isinstance(document, DocumentId):
            spellings(document)
            number_key(document)
            check(document)
            check(DocumentId(office=office, number=text, check_digit="7"))
            number_key(DocumentId(office=office, number=text, kind=kind))
    lookup_keys(text)


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "CN" + " " * 100_000, "特" * 100_000, "A-" * 50_000, "1/" * 30, "U.S. " * 12]
)
def test_long_and_repeated_text_is_passed_over_quickly(text: str) -> None:
    parse_number(text)
    lookup_key(text)
    document_id("US", text)
    document_id("KR", text, "A")
