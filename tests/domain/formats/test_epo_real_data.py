"""Every real file of DOCDB and OPS: exact counts, and values read by eye in the files."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.numbers import lookup_key, spellings
from patentfair.domain.patents.record import ClassScheme, PatentRecord, RelationKind, Stage
from patentfair.domain.patents.register import ConveyanceKind, RegisterExtract

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
DOCDB, OPS = "epo/docdb", "epo/ops-api-xml"
pytestmark = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
# File: records, extracts, responses that are neither. What is not listed is a response without a right.
COUNTS = {
    "DE-backfile.xml": (10, 0, 0),
    "WO-2022259205-A1_544370561.xml": (1, 0, 0),
    "YU-6701-A_381353354.xml": (1, 0, 0),
    "get_abstract.xml": (1, 0, 0),
    "get_abstract_multiple.xml": (3, 0, 0),
    "get_biblio.xml": (1, 0, 0),
    "get_claims.xml": (1, 0, 0),
    "get_family_with_biblio.xml": (5, 0, 0),
    "get_family_with_legal.xml": (0, 5, 0),
    "get_full_cycle_multiple.xml": (4, 0, 0),
    "get_published_equivalents.xml": (0, 1, 0),
    "get_register_biblio.xml": (0, 1, 0),
    "get_register_procedural_steps.xml": (0, 1, 0),
    "patent_client_family_family_input.xml": (0, 6, 0),
    "patent_client_legal_example_1.xml": (0, 1, 0),
    "patent_client_legal_example_3.xml": (0, 1, 0),
    "patent_client_published_biblio_example.xml": (1, 0, 0),
    "patent_client_published_biblio_example_2.xml": (1, 0, 0),
    "patent_client_published_biblio_example_3.xml": (1, 0, 0),
    "patent_client_published_claims_example.xml": (1, 0, 0),
    "patent_client_published_ep1000000_abstract_result.xml": (1, 0, 0),
    "patent_client_published_ep1000000_full_cycle_result.xml": (2, 0, 0),
    "patent_client_published_full_cycle_example.xml": (2, 0, 0),
    "patent_client_published_search_example.xml": (0, 15, 0),
    "patent_client_published_search_result.json": (0, 100, 0),
    "search.xml": (0, 5, 0),
    "search_register.xml": (0, 5, 0),
    "search_register_with_constituent.xml": (0, 3, 0),
}
NEITHER = (0, 0, 1)


def read(name: str) -> list[Item]:
    path = DATA / name
    with path.open("rb") as stream:
        return list(read_stream(stream, path.name))


def records(name: str) -> list[PatentRecord]:
    return [item for item in read(name) if isinstance(item, PatentRecord)]


def extracts(name: str) -> list[RegisterExtract]:
    return [item for item in read(name) if isinstance(item, RegisterExtract)]


def files() -> list[str]:
    return [f"{folder}/{path.name}" for folder in (DOCDB, OPS) for path in sorted((DATA / folder).iterdir())]


def test_counts() -> None:
    counted = {}
    for name in files():
        kinds = Counter(type(item) for item in read(name))
        counted[name.rpartition("/")[2]] = (kinds[PatentRecord], kinds[RegisterExtract], kinds[Problem])
        assert {item.code for item in read(name) if isinstance(item, Problem)} <= {"ops.not-a-record"}
    assert counted == {name: COUNTS.get(name, NEITHER) for name in counted}
    assert set(COUNTS) <= set(counted)


def test_records_are_whole() -> None:
    for name in files():
        for item in read(name):
            if isinstance(item, Problem):
                continue
            assert len(item.digest) == 64
            assert not {"docdb.class-symbol", "docdb.publication-date", "xml.entity-unresolved"} & set(item.problems)
            numbers = (
                [item.publication] if isinstance(item, PatentRecord) else [each.publication for each in item.rights]
            )
            for number in numbers:
                assert number is not None
                assert lookup_key(number.canonical) in spellings(number), number.canonical


def test_bulk_file() -> None:
    found = records(f"{DOCDB}/DE-backfile.xml")
    assert [each.publication.number for each in found] == [str(number) for number in range(1258188, 1258198)]
    first = found[0]
    assert first.publication.date == date(1968, 1, 4)
    assert first.application is not None
    assert (first.application.number, first.application.date) == ("B77613", date(1964, 7, 10))
    assert first.stage is Stage.GRANT
    assert [event.code for event in first.events] == ["examined-printed-without-grant"]
    assert sum(len(each.citations) for each in found) == 42
    assert {citation.cited_by for each in found for citation in each.citations} == {"examiner"}
    assert all(each.titles[0].language == "de" for each in found)
    # Own applications are listed as priorities too; of eight others six have no number of their own.
    claimed = [priority for each in found for priority in each.priorities]
    assert sorted(priority.number for priority in claimed) == [""] * 6 + ["918235", "961921"]
    assert all(priority.date and priority.country != "DE" for priority in claimed)
    assert not [each for each in found if each.relations]


def test_documents_without_prefix_declarations() -> None:
    (found,) = records(f"{DOCDB}/WO-2022259205-A1_544370561.xml")
    assert found.problems == ("xml.prefix-undeclared", "xml.entity-undeclared")
    assert found.publication.raw == "2022/259205"
    assert found.application is not None
    assert found.application.number == "PCT/IB2022/055385"
    assert (len(found.citations), sum(1 for each in found.citations if each.document)) == (23, 4)
    assert Counter(each.cited_by for each in found.citations) == {"examiner": 12, "applicant": 11}
    assert found.citations[0].category == "XY"
    assert Counter(each.role.value for each in found.parties) == {"applicant": 1, "inventor": 8}
    assert {each.country for each in found.parties} == {"PT"}
    first = [each.symbol for each in found.classes if each.first]
    assert first == ["A61K 9/00", "A61K 9/1075"]
    assert len(found.designated_states) == 154
    (found,) = records(f"{DOCDB}/YU-6701-A_381353354.xml")
    assert [(each.country, each.number) for each in found.priorities] == [("US", "60/095006")]
    assert found.parties[1].name == "O'Brien, Patrick Michael"
    assert "č" in found.titles[1].text.lower()


def test_bibliographies() -> None:
    (found,) = records(f"{OPS}/patent_client_published_biblio_example.xml")
    assert found.publication.canonical == "US20060142694A1"
    assert found.application is not None
    assert found.application.number == "11/023667"
    assert found.priorities == ()
    assert ClassScheme.USPC in {each.scheme for each in found.classes}
    assert len(found.citations) == 99
    (found,) = records(f"{OPS}/get_biblio.xml")
    assert [(each.name, each.country) for each in found.parties if each.role.value == "applicant"] == [
        ("9Solutions Oy", "FI")
    ]
    assert len([each for each in found.parties if each.role.value == "inventor"]) == 3
    assert found.application is not None
    assert found.application.date == date(2010, 6, 24)


def test_claims() -> None:
    (found,) = records(f"{OPS}/get_claims.xml")
    assert [claim.number for claim in found.claims] == list(range(1, 16))
    assert found.claims[0].text.startswith("A communication device (100) comprising: a first")
    (found,) = records(f"{OPS}/patent_client_published_claims_example.xml")
    assert len(found.claims) == 11
    assert not found.titles


def test_families() -> None:
    members = records(f"{OPS}/get_family_with_biblio.xml")
    assert {each.family.docdb for each in members if each.family} == {"43088294"}
    assert all(each.family and len(each.family.members) == 5 for each in members)
    american = members[-1]
    assert american.publication.canonical == "US9648662B2"
    assert [(each.country, each.number) for each in american.priorities] == [("EP", "10167109")]
    (alone,) = extracts(f"{OPS}/get_published_equivalents.xml")
    assert alone.family is not None
    assert [each.canonical for each in alone.family.members] == ["EP2400812", "US20120057518", "CA2744162"]


def test_legal_events() -> None:
    found = extracts(f"{OPS}/get_family_with_legal.xml")
    events = [event for each in found for event in each.events]
    assert len(events) == 75
    lapses = [event for event in events if event.code == "PG25"]
    assert len(lapses) == 32
    assert all(event.office == "EP" and event.territory and event.effective for event in lapses)
    assert {event.office for event in events} == {"EP", "CA", "US"}
    (one,) = extracts(f"{OPS}/patent_client_legal_example_1.xml")
    assert len(one.events) == 50
    (one,) = extracts(f"{OPS}/patent_client_legal_example_3.xml")
    assert [each.kind for each in one.conveyances] == [
        ConveyanceKind.ASSIGNMENT,
        ConveyanceKind.CHANGE_OF_NAME,
        ConveyanceKind.SECURITY_INTEREST,
    ]
    assert one.conveyances[1].executed == date(2014, 12, 4)
    assert one.rights[0].application is not None
    assert one.rights[0].application.number == "15/919370"


def test_register() -> None:
    (dossier,) = extracts(f"{OPS}/get_register_biblio.xml")
    assert dossier.as_of == date(2025, 10, 25)
    assert [each.publication.canonical for each in dossier.rights if each.publication] == [
        "EP2400812A1",
        "EP2400812B1",
    ]
    codes = Counter(event.code for event in dossier.events)
    assert codes["lapsed-in-country"] == 33
    assert codes["opposition-not-filed"] == 1
    assert codes["applicants"] == 2
    (steps,) = extracts(f"{OPS}/get_register_procedural_steps.xml")
    fees = [event for event in steps.events if event.code == "RFEE"]
    assert [dict(event.details)["fee-year"] for event in fees] == [f"{year:02}" for year in range(3, 11)]
    assert fees[0].effective == date(2012, 6, 20)
    assert sum(1 for event in steps.events if not event.code.startswith("ep-patent-status/")) == 19


def test_searches() -> None:
    hits = extracts(f"{OPS}/patent_client_published_search_result.json")
    assert hits[0].rights[0].publication is not None
    assert hits[0].rights[0].publication.canonical == "CA3237865A1"
    assert hits[0].family is not None
    assert hits[0].family.docdb == "78617299"
    assert len(extracts(f"{OPS}/search_register_with_constituent.xml")[0].events) == 6


def test_relations_of_members_without_bibliography_are_not_lost_in_it() -> None:
    """The only linkage types in the files stand with a member that has no bibliography, so it gives no relation."""
    assert not [each for name in files() for each in records(name) if _is_linked(each)]


def _is_linked(record: PatentRecord) -> bool:
    return any(each.kind is not RelationKind.OTHER for each in record.relations)
