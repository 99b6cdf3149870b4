"""Every real file of the formats we read, counted against the folder's own index."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.numbers import lookup_key, parse_number, spellings
from patentfair.domain.patents.record import PatentRecord

FOLDERS = ("uspto/grant-v4-multi", "uspto/grant-v4-single", "cn/cnipa-gazette-2019")
DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
pytestmark = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)


def _read(path: Path, resume_from: int = 0) -> list[PatentRecord | Problem]:
    with path.open("rb") as stream:
        return list(read_stream(stream, path.name, resume_from=resume_from))


def _indexed() -> Iterator[tuple[str, int]]:
    """File and the documents or rows that INDEX.md counts in it."""
    for line in (DATA / "INDEX.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 8 and cells[0].startswith(FOLDERS) and "/" in cells[0].removeprefix("cn/"):
            if parsed := re.match(r"(\d+) ok/(\d+) bad", cells[5]):
                yield cells[0], int(parsed[1]) + int(parsed[2])
            elif rows := re.match(r"(\d+) rows", cells[4]):
                yield cells[0], int(rows[1])


def test_counts_equal_the_index() -> None:
    counted = {}
    for name, _ in (indexed := list(_indexed())):
        items = _read(DATA / name)
        counted[name] = sum(not isinstance(item, Problem) or item.fatal for item in items)
        fatal = {item.code for item in items if isinstance(item, Problem) and item.fatal}
        assert fatal <= {"uspto.sequence-listing"}, name
    assert counted == dict(indexed)
    assert len(counted) == sum(1 for folder in FOLDERS for _ in (DATA / folder).iterdir())


@pytest.mark.parametrize("folder", FOLDERS)
def test_records_are_complete_and_found_by_their_spellings(folder: str) -> None:
    for path in sorted((DATA / folder).iterdir()):
        for item in _read(path):
            if isinstance(item, Problem):
                continue
            assert item.titles, item.publication.canonical
            assert item.classes, item.publication.canonical
            assert item.parties, item.publication.canonical
            assert item.publication.date is not None
            assert item.publication.kind
            assert lookup_key(item.publication.canonical) in spellings(item.publication)
            parsed = parse_number(item.publication.canonical)
            assert parsed is not None
            assert parsed.canonical == item.publication.canonical
            assert not {"uspto.class-symbol", "cnipa.class-symbol", "cnipa.check-digit"} & set(item.problems)


@pytest.mark.parametrize("name", ["uspto/grant-v4-multi/ipg130416.small.xml.gz"])
def test_resuming_gives_the_rest(name: str) -> None:
    everything = _read(DATA / name)
    assert _read(DATA / name, resume_from=10) == everything[10:]


def test_offsets_are_where_the_documents_begin() -> None:
    path = DATA / "uspto/grant-v4-single/US07272630B2.xml"
    (record,) = _read(path)
    assert isinstance(record, PatentRecord)
    assert record.publication.canonical == "US7272630B2"
    assert record.offset == 0
