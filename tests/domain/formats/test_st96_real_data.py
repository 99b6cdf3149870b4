"""WIPO's own examples of ST.96 and what others made by transformation, every file of them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PartyRole, PatentRecord, RelationKind

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
pytestmark = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)


def read(folder: str) -> dict[str, list[Item]]:
    found = {}
    for path in sorted((DATA / "wipo" / folder).iterdir()):
        with path.open("rb") as stream:
            found[path.name] = list(read_stream(stream, path.name))
    return found


def test_examples() -> None:
    found = read("st96-example-instances")
    refused = [items for name, items in found.items() if not name.startswith("Patent")]
    assert [[item.code for item in items if isinstance(item, Problem)] for items in refused] == 2 * [
        ["st96.not-a-patent"]
    ]
    (record,) = found["PatentPublication_Example.xml"]
    assert isinstance(record, PatentRecord)
    assert record.publication.canonical == "US8936998B2"
    assert record.publication.date == date(2015, 1, 20)
    assert record.application is not None
    assert record.application.number == "13/797521"
    assert (len(record.claims), record.claim_count, len(record.citations)) == (10, 10, 30)
    assert [citation.cited_by for citation in record.citations].count("examiner") == 5
    assert len([symbol for symbol in record.classes if symbol.first]) == 2
    assert {party.role for party in record.parties} == set(PartyRole)
    assert [relation.kind for relation in record.relations] == [
        RelationKind.DIVISION,
        RelationKind.INTERNATIONAL_APPLICATION,
        RelationKind.EARLIER_PUBLICATION,
    ]
    assert record.problems == ()


def test_what_was_transformed_from_st36() -> None:
    found = read("st96-schema-v6-xslt-example")
    records = [item for items in found.values() for item in items if isinstance(item, PatentRecord)]
    assert sorted(record.publication.canonical for record in records) == ["CN104223352A", "US20210049351A1"]
    assert [len(record.claims) for record in records] == [3, 15]
    assert all(record.titles and record.abstracts and record.classes for record in records)
