"""JSON cut out of a stream: the same records whatever the pieces it comes in, and bounds that hold."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.formats.json_documents import JsonDocument, array_elements, json_value, key_paths, whole
from patentfair.domain.formats.json_values import day_at, number_at, record_at, records_at, text_at, texts_at
from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.source import Source
from patentfair.domain.kernel.problem import Problem

TEXT = (
    rb'{"count": 3, "other": ["a", {"bag": ["no"]}, "]"], "bag" : [{"a":"x\"]}"}, {"b":[1,{"c":2}]},'
    + b"\n"
    + rb'[3]], "z": "\"]"}'
)
ELEMENTS = [rb'{"a":"x\"]}"}', b'{"b":[1,{"c":2}]}', b"[3]"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def cut(data: bytes, *names: str, **limits: int) -> list[JsonDocument | Problem]:
    source = Source(io.BytesIO(data), "f", Limits(**limits) if limits else DEFAULT_LIMITS)
    return list(array_elements(source, names or ("bag",), lambda value, origin: value))


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 50, 1000])
def test_pieces_of_any_size_give_the_same_elements(chunk: int) -> None:
    found = cut(TEXT, chunk_bytes=chunk)
    assert [unit.data for unit in found if isinstance(unit, JsonDocument)] == ELEMENTS
    assert all(TEXT[unit.offset :].startswith(unit.data) for unit in found if isinstance(unit, JsonDocument))


def test_an_outermost_array_is_named_by_nothing() -> None:
    assert [unit.data for unit in cut(b'[{"a":[1]}, {}, 3]', "") if isinstance(unit, JsonDocument)] == [
        b'{"a":[1]}',
        b"{}",
    ]


@given(st.lists(VALUES), st.integers(1, 40))
def test_every_object_and_list_is_found(values: list[Any], chunk: int) -> None:
    data = json.dumps({"first": [[]], "bag": values, "last": {"bag": 1}}).encode()
    found = [json_value(unit.data) for unit in cut(data, chunk_bytes=chunk) if isinstance(unit, JsonDocument)]
    assert found == [value for value in values if isinstance(value, dict | list)]


@given(st.binary(), st.integers(1, 9))
def test_any_bytes_are_cut_without_an_exception(tail: bytes, chunk: int) -> None:
    for unit in cut(b'{"bag":[{"a":' + tail, chunk_bytes=chunk):
        assert isinstance(unit, JsonDocument | Problem)


def test_what_is_never_closed_is_handed_out_for_the_decoder() -> None:
    (unit,) = cut(b'{"bag":[{"a":1')
    assert isinstance(unit, JsonDocument)
    item = unit.read()
    assert isinstance(item, Problem)
    assert (item.code, item.file, item.offset) == ("json.not-well-formed", "f", 8)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"bag":[{}', "ends before"),
        (b'{"bag":[{}], "x": "', "ends before"),
        (b'{"bag":[{}]}}', "more brackets"),
        (b'{"a":' + b"[" * 100_000, "nested"),
    ],
)
def test_brackets_that_do_not_match_are_told(data: bytes, words: str) -> None:
    last = cut(data)[-1]
    assert isinstance(last, Problem)
    assert last.code == "json.not-well-formed"
    assert words in last.reason


def test_an_element_that_is_too_large_is_passed_over_and_the_next_is_read() -> None:
    data = b'{"bag":[{"a":"' + b"x" * 5000 + b'"},{"b":1}]}'
    found = cut(data, document_bytes=1000, chunk_bytes=100)
    assert isinstance(found[0], Problem)
    assert (found[0].code, found[0].offset) == ("limit.document-bytes", 8)
    assert isinstance(found[1], JsonDocument)
    assert found[1].data == b'{"b":1}'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"NaN",
        b'"\xff"',
        rb'"\ud800"',
        b"1e999",
        b"[" * 100_000 + b"]" * 100_000,
        b"9" * 100_000,
        b'{"a":1}{"a":2}',
    ],
)
def test_what_is_no_json_is_told(data: bytes) -> None:
    found = json_value(data)
    assert isinstance(found, Problem)
    assert found.code == "json.not-well-formed"


def test_very_many_values_are_refused_before_they_take_memory() -> None:
    found = json_value(b"[" + b"[]," * 4_000_000 + b"[]]")
    assert isinstance(found, Problem)
    assert found.code == "limit.json-values"


def test_whole_source_as_one_document() -> None:
    (unit,) = whole(Source(io.BytesIO(b"\xef\xbb\xbf [1]"), "f", DEFAULT_LIMITS), lambda value, origin: value)
    assert isinstance(unit, JsonDocument)
    assert unit.read() == [1]  # type: ignore[comparison-overlap]
    (problem,) = whole(Source(io.BytesIO(b"[1111]"), "f", Limits(document_bytes=3)), lambda value, origin: value)
    assert isinstance(problem, Problem)


def test_key_paths_of_a_head_that_is_cut_off() -> None:
    head = rb'{"count": 1, "bag": [{"a": {"b": {"c": 1}}, "x\"": "y:"}, {"d": "cut off' + b"z"
    assert key_paths(head) == {"count", "bag", "bag/a", "bag/a/b", 'bag/x\\"', "bag/d"}
    assert key_paths(b"[" + head) >= {"count", "bag/a/b"}
    assert key_paths(b"<xml>") == frozenset()


@given(st.binary())
def test_key_paths_of_anything(data: bytes) -> None:
    assert isinstance(key_paths(b"{" + data), frozenset)


def test_values_of_another_kind_count_as_absent() -> None:
    record = {"text": " a  b ", "int": 7, "big": 10**300, "true": True, "list": ["a", 1, {}], "day": "2029-01-02T03:04"}
    assert text_at(record, "none", "text") == "a b"
    assert [text_at(record, name) for name in ("int", "big", "true", "list")] == ["7", "", "", ""]
    assert texts_at(record, "list") == ["a", "1"]
    assert texts_at(record, "text") == ["a b"]
    assert number_at({"n": "304"}, "n") == 304
    assert number_at({"n": "3.5"}, "n") is None
    assert str(day_at(record, "text", "day")) == "2029-01-02"
    assert day_at({"day": "0001-01-01"}, "day") is None
    assert record_at({"a": [], "b": {"c": 1}}, "a", "b") == {"c": 1}
    assert records_at({"a": [{}, 1, {"b": 2}]}, "a") == [{}, {"b": 2}]
    assert records_at({"a": {"b": 2}}, "a") == [{"b": 2}]
    assert records_at({}, "a") == []
