"""Every real file of the formats we read, through the whole import: counted, twice, and searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation

FOLDERS = ("uspto/grant-v4-multi", "uspto/grant-v4-single", "cn/cnipa-gazette-2019")


def indexed(data: Path) -> Iterator[tuple[str, int]]:
    """File and the documents or rows that INDEX.md counts in it."""
    for line in (data / "INDEX.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 8 and cells[0].startswith(tuple(f"{folder}/" for folder in FOLDERS)):
            if parsed := re.match(r"(\d+) ok/(\d+) bad", cells[5]):
                yield cells[0], int(parsed[1]) + int(parsed[2])
            elif rows := re.match(r"(\d+) rows", cells[4]):
                yield cells[0], int(rows[1])


@pytest.fixture(scope="module")
def found(test_data: Path, tmp_path_factory) -> dict:
    installation = Installation(tmp_path_factory.mktemp("real") / "home").init()
    paths = [test_data / name for name, _ in indexed(test_data)]
    result = installation.script("real_data.py", *paths)
    assert installation.json("verify")["ok"]
    result["status"] = installation.json("status")
    return result


def test_every_file_is_read_as_the_index_counts(test_data: Path, found: dict) -> None:
    expected = {str(test_data / name): count for name, count in indexed(test_data)}
    assert len(expected) == sum(1 for folder in FOLDERS for _ in (test_data / folder).iterdir())
    assert {name: report["read"] for name, report in found["first"].items()} == expected
    for report in found["first"].values():
        parts = (report["new"], report["changed"], report["unchanged"], report["quarantined"])
        assert sum(parts) == report["read"]


def test_sequence_listings_are_named_in_quarantine_and_nothing_else_is(found: dict) -> None:
    codes = [code for report in found["first"].values() for code in report["codes"]]
    assert set(codes) == {"uspto.sequence-listing"}
    assert len(codes) == sum(report["quarantined"] for report in found["first"].values())


def test_a_second_import_changes_nothing(found: dict) -> None:
    for name, report in found["second"].items():
        assert (report["new"], report["changed"]) == (0, 0), name
        assert report["read"] == found["first"][name]["read"]
        assert report["unchanged"] + report["quarantined"] == report["read"]


def test_index_and_tables_agree_and_searches_find(found: dict) -> None:
    status = found["status"]
    assert status["patents"] == found["documents"] == status["index_documents"]
    assert status["patents"] == sum(report["new"] for report in found["first"].values())
    assert status["index_lag"] == 0
    assert found["with_hits"] > 50
    print(
        f"{found['queries']} searches in {status['patents']} patents: median {found['p50']:.2f} ms, "
        f"p95 {found['p95']:.2f} ms, longest {found['most']:.2f} ms (goal: under 50 ms)"
    )
