"""Each folder of tests/golden holds an input of our own and what the reader must make of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest

from patentfair.domain.formats.read import read_stream

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = sorted(path.parent for path in GOLDEN.glob("*/*/input.*"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_golden(case: Path) -> None:
    (given,) = case.glob("input.*")
    with given.open("rb") as stream:
        found = json.loads(msgspec.json.encode(list(read_stream(stream, given.name))))
    expected = case / "expected.json"
    if os.environ.get("PATENTFAIR_WRITE_GOLDEN"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_there_are_cases_for_both_formats() -> None:
    assert {case.parent.name for case in CASES} >= {"uspto-grant-v4", "cnipa-gazette-csv"}
