"""Every real file of the USPTO formats: exact counts, and values known from the documents themselves."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PartyRole, PatentRecord, RelationKind, RightType, Stage
from patentfair.domain.patents.register import ConveyanceKind, RegisterExtract

DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", "")) / "uspto"
pytestmark = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
RECORD, EXTRACT = "PatentRecord", "RegisterExtract"


def read(name: str) -> list[Item]:
    path = DATA / name
    with path.open("rb") as stream:
        return list(read_stream(stream, path.name))


def told(items: list[Item]) -> dict[str, int]:
    """How many items there are of each kind; problems that are not fatal are left out."""
    return dict(
        Counter(
            item.code if isinstance(item, Problem) else type(item).__name__
            for item in items
            if not isinstance(item, Problem) or item.fatal
        )
    )


def record(name: str) -> PatentRecord:
    (found,) = (item for item in read(name) if isinstance(item, PatentRecord))
    return found


def folder(name: str) -> dict[str, dict[str, int]]:
    return {path.name: told(read(f"{name}/{path.name}")) for path in sorted((DATA / name).iterdir())}


def test_each_published_application_is_read() -> None:
    assert set(map(str, folder("application-v4-single").values())) == {str({RECORD: 1})}
    assert set(map(str, folder("grant-or-app-misc").values())) == {str({RECORD: 1})}
    counts = {name: count for name, count in folder("application-misc").items() if "_v4-" in name}
    assert list(counts.values()) == [{RECORD: 1}] * 4
    assert told(read("grant-misc/gouspto_grant_v4-0-B2.xml")) == {RECORD: 1}
    assert told(read("grant-misc/gouspto_grant_v4-5-B1.xml")) == {RECORD: 1}


@pytest.mark.parametrize("name", ["application-v4-single", "application-misc", "grant-or-app-misc"])
def test_applications_are_complete(name: str) -> None:
    found = [item for path in sorted((DATA / name).iterdir()) for item in read(f"{name}/{path.name}")]
    for item in found:
        if isinstance(item, PatentRecord) and item.format == "uspto-application-v4":
            assert item.stage is Stage.APPLICATION
            assert item.right_type is RightType.INVENTION
            assert item.publication.date is not None
            assert item.publication.kind in {"A1", "A2"}
            assert len(item.publication.number) == 11
            assert item.application is not None
            assert item.titles
            assert item.abstracts
            assert item.claims or "_v4-0-" in item.source
            assert item.classes
            assert {party.role for party in item.parties} >= {PartyRole.APPLICANT, PartyRole.INVENTOR} or (
                item.publication.date.year > 2012
            )
            assert set(item.problems) <= {"claims.pictures"}


def test_pictures_in_nested_archives_are_no_losses() -> None:
    items = read("application-v4-single/I20060427.zip")
    assert told(items) == {RECORD: 1}
    assert len(items) == 12
    assert record("application-v4-single/I20060427.zip").publication.canonical == "US20060085912A1"


def test_known_values_of_applications() -> None:
    found = record("application-v4-single/US20250204297A1-20250626.ZIP")
    assert found.publication.canonical == "US20250204297A1"
    assert found.application is not None
    assert (found.application.number, found.application.date) == ("18/976479", date(2024, 12, 11))
    assert found.titles[0].text == "SEEDING MACHINE"
    assert [claim.country for claim in found.priorities] == ["AR"]
    assert found.classes[0].symbol == "A01B 63/32"
    applicants = [party.name for party in found.parties if party.role is PartyRole.APPLICANT]
    assert applicants[:2] == ["Marcelo Roberto PIVIDORI", "Matias Francisco Vanni"]
    earlier = record("application-misc/gouspto_application_v4-0-A2_1.xml")
    assert earlier.publication.canonical == "US20050004655A2"


def test_relations_and_citations_of_grants() -> None:
    names = [f"grant-v4-multi/{path.name}" for path in sorted((DATA / "grant-v4-multi").iterdir())]
    found = [item for name in names for item in read(name) if isinstance(item, PatentRecord)]
    kinds = Counter(relation.kind for item in found for relation in item.relations)
    assert len(found) == 357
    assert kinds == {
        RelationKind.EARLIER_PUBLICATION: 115,
        RelationKind.DIVISION: 71,
        RelationKind.CONTINUATION: 37,
        RelationKind.PROVISIONAL: 26,
        RelationKind.INTERNATIONAL_APPLICATION: 25,
        RelationKind.INTERNATIONAL_PUBLICATION: 25,
        RelationKind.CONTINUATION_IN_PART: 21,
        RelationKind.REISSUE: 6,
    }
    cited = Counter(citation.cited_by for item in found for citation in item.citations)
    assert cited == {
        "examiner": 3739,
        "other": 3326,
        "applicant": 1918,
    }
    texts = [citation.text for item in found for citation in item.citations if citation.document is None]
    assert len(texts) == 1271
    assert max(map(len, texts)) <= 1000


def test_assignments() -> None:
    assert folder("assignment-xml") == {"assignment_1.xml": {EXTRACT: 1}, "assignment_3.xml": {EXTRACT: 9}}
    (one,) = read("assignment-xml/assignment_1.xml")
    assert isinstance(one, RegisterExtract)
    (conveyance,) = one.conveyances
    assert (conveyance.reference, conveyance.kind) == ("018247/0405", ConveyanceKind.ASSIGNMENT)
    assert (conveyance.executed, conveyance.recorded) == (date(2006, 9, 14), date(2006, 9, 14))
    assert [party.name for party in conveyance.receivers] == ["REALTIME DATA LLC"]
    assert [right.publication.number for right in one.rights if right.publication] == [
        "7130913",
        "7321937",
        "6195024",
        "6309424",
        "6601104",
    ]
    many = [item for item in read("assignment-xml/assignment_3.xml") if isinstance(item, RegisterExtract)]
    assert [len(item.rights) for item in many] == [85, 44, 44, 44, 44, 39, 39, 39, 1]
    assert Counter(item.conveyances[0].kind for item in many) == {
        ConveyanceKind.SECURITY_INTEREST: 6,
        ConveyanceKind.RELEASE: 2,
        ConveyanceKind.ASSIGNMENT: 1,
    }
    assert not any(item.problems for item in many)


def test_each_response_of_the_open_data_portal() -> None:
    nothing, part = {"odp.not-a-record": 1}, {"odp.no-number": 1}
    assert folder("odp-api-json") == {
        "get_appeal_decision.json": {EXTRACT: 1},
        "get_appeal_decisions_by_appeal_number.json": {EXTRACT: 1},
        "get_interference_decision.json": {EXTRACT: 1},
        "get_interference_decisions_by_number.json": {EXTRACT: 2},
        "get_office_action_citation_fields.json": nothing,
        "get_office_action_fields.json": nothing,
        "get_office_action_rejection_fields.json": nothing,
        "get_patent.json": {RECORD: 1},
        "get_patent_adjustment.json": {EXTRACT: 1},
        "get_patent_assignment.json": {EXTRACT: 1},
        "get_patent_associated_documents.json": nothing,
        "get_patent_attorney.json": nothing,
        "get_patent_documents.json": nothing,
        "get_patent_foreign_priority.json": nothing,
        "get_patent_meta_data.json": {RECORD: 1},
        "get_petition_decision.json": {EXTRACT: 1},
        "get_status_codes.json": nothing,
        "get_trial_decision.json": {EXTRACT: 1},
        "get_trial_decisions_by_trial_number.json": {EXTRACT: 3},
        "get_trial_documents_by_trial_number.json": {EXTRACT: 72},
        "get_trial_proceeding.json": {EXTRACT: 1},
        "patent_client_adjustment.json": part,
        "patent_client_application.json": {RECORD: 1},
        "patent_client_assignment.json": part,
        "patent_client_attorney.json": part,
        "patent_client_biblio.json": {RECORD: 1},
        "patent_client_continuity.json": part,
        "patent_client_documents.json": nothing,
        "patent_client_foreign_priority.json": part,
        "patent_client_search.json": {"odp.not-published": 25},
        "patent_client_swagger.yaml": nothing,
        "patent_client_transactions.json": part,
        "search_appeal_decisions.json": {EXTRACT: 5},
        "search_appeal_decisions_download.json": {EXTRACT: 25},
        "search_enriched_citations.json": nothing,
        "search_interference_decisions.json": {EXTRACT: 5},
        "search_interference_decisions_download.json": {EXTRACT: 25},
        "search_office_action_citations.json": nothing,
        "search_office_action_rejections.json": nothing,
        "search_office_actions.json": nothing,
        "search_patents.json": {RECORD: 1},
        "search_patents_download.json": part,
        "search_petitions.json": {EXTRACT: 5},
        "search_petitions_download.json": {EXTRACT: 3, "odp.no-number": 2},
        "search_trial_decisions_download.json": {EXTRACT: 25},
        "search_trial_documents.json": {EXTRACT: 5},
        "search_trial_documents_download.json": {"odp.no-number": 25},
        "search_trial_proceedings.json": {EXTRACT: 5},
        "search_trial_proceedings_download.json": {EXTRACT: 25},
    }


def test_known_values_of_a_file_wrapper() -> None:
    found = record("odp-api-json/get_patent.json")
    assert found.publication.canonical == "US11646472"
    assert (found.publication.date, found.stage) == (date(2023, 5, 9), Stage.GRANT)
    assert found.application is not None
    assert found.application.number == "17/248024"
    assert len(found.events) == 61
    assert found.term_extension_days == 304
    assert len(found.classes) == 21
    assert [party.name for party in found.parties][:2] == ["PolyPlus Battery Company", "Steven J. Visco"]
    assert found.relations[-1].kind is RelationKind.EARLIER_PUBLICATION
    assert found.relations[-1].document.canonical == "US20210210819A1"
    published = record("odp-api-json/search_patents.json")
    assert published.publication.canonical == "US20240362478A1"
    assert published.stage is Stage.APPLICATION
    assert [claim.country for claim in published.priorities] == ["CN"]
    assert [conveyance.reference for conveyance in published.conveyances] == ["066803/0720"]
    assert published.conveyances[0].receivers[0].country == "CN"
