"""What the fuzzer found or reached, once more: nothing may fail on it. See docs/fuzzing.md."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.checks import ANY, NAMES, check

ROOT = Path(__file__).parents[3]
REGRESSIONS = Path(__file__).parent / "fuzz_regressions"
FOUND = sorted([*REGRESSIONS.glob("*/*"), *(ROOT / "fuzz/corpus").glob("*/*")])


@pytest.mark.parametrize("name", NAMES)
def test_corpus(name: str) -> None:
    for path in FOUND:
        if path.parent.name == name:
            check(name, path.read_bytes())


def test_what_was_found_for_one_format_is_told_apart_from_all() -> None:
    for path in FOUND:
        assert path.parent.name in NAMES, f"{path.parent.name} is no format: the folder has an old name"
        check(ANY, path.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_and_next_to_nothing(name: str) -> None:
    for data in (b"", b"\0", b"<", b"<?xml ?>", b"{", b"[]", b"null", b",", b"\xff\xfe", b"\n" * 300, b"<a/>" * 50):
        check(name, data)
