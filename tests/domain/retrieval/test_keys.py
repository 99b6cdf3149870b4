import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.retrieval.keys import class_key, class_terms, looks_like_number, number_keys, number_terms


@pytest.mark.parametrize(
    ("number", "typed"),
    [
        ("CN102307917B", "cn 102307917 b"),
        ("CN102307917B", "CN102307917"),
        ("CN102307917B", "102307917"),
        ("201680087887.5", "ZL 2016 8 0087887.5"),
        ("CN201680087887", "ZL201680087887.5"),
        ("US7272630B2", "US 7,272,630 B2"),
        ("US7272630B2", "7,272,630"),
        ("USD614826S", "US D614,826"),
        ("USD614826S", "D0614826"),
        ("EP1234567A1", "ＥＰ１２３４５６７"),
    ],
)
def test_any_spelling_finds_the_number(number: str, typed: str) -> None:
    assert set(number_keys(typed)) & set(number_terms(number))
    assert looks_like_number(typed)


@pytest.mark.parametrize("word", ["battery", "5mm", "2019", "A61K", "锂电池", "CO2", ""])
def test_other_words_are_no_numbers(word: str) -> None:
    assert not looks_like_number(word)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a61k", "A61K"),
        ("A61K 31", "A61K31/00"),
        ("A61K 31/00", "A61K31/00"),
        ("G06F0003/041", "G06F3/041"),
        ("H", "H"),
        ("01-01", "01-01"),
        ("0101", "01-01"),
        ("battery", None),
        ("Z99X", None),
    ],
)
def test_class_keys(text: str, key: str | None) -> None:
    assert class_key(text) == key


def test_ancestors() -> None:
    assert class_terms("G06F 3/041") == ("G", "G06", "G06F", "G06F3/00", "G06F3/041")
    assert class_terms("01-01") == ("01", "01-01")


@settings(deadline=None)
@given(st.text(max_size=30))
def test_never_fails(text: str) -> None:
    class_terms(text)
    number_terms(text)
    looks_like_number(text)
    key = class_key(text)
    assert key is None or class_key(key) == key
