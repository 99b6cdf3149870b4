"""Numbers, parties, priorities and texts of the EPO's exchange documents, one oddity at a time."""

from __future__ import annotations

import io
from datetime import date

import pytest

from patentfair.domain.formats.limits import Limits
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import PatentRecord, PriorityClaim, Relation, RelationKind, RightType, Stage

HEAD = '<exchange-document country="EP" doc-number="9900001" kind="B1" date-publ="20300102"><bibliographic-data>'
TAIL = "</bibliographic-data></exchange-document>"


def records(xml: str, limits: Limits | None = None) -> list[PatentRecord | Problem]:
    items = read_stream(io.BytesIO(xml.encode()), "f", **({"limits": limits} if limits else {}))
    return [item for item in items if isinstance(item, PatentRecord | Problem)]


def record(inner: str) -> PatentRecord:
    (found,) = records(HEAD + inner + TAIL)
    assert isinstance(found, PatentRecord)
    return found


def reference(name: str, number: str, *, country: str = "", kind: str = "", day: str = "", form: str = "docdb") -> str:
    fields = {"country": country, "doc-number": number, "kind": kind, "date": day}
    inner = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items() if text)
    return f'<{name} data-format="{form}"><document-id>{inner}</document-id></{name}>'


def test_the_attributes_say_what_the_reference_does_not() -> None:
    found = record("")
    assert found.publication == DocumentId(
        office="EP", number="9900001", kind="B1", date=date(2030, 1, 2), raw="9900001"
    )
    assert (found.right_type, found.stage) == (RightType.INVENTION, Stage.GRANT)
    assert found.application is None
    assert found.family is None
    assert found.problems == ()


@pytest.mark.parametrize(
    ("country", "number", "kind", "day", "printed", "expected"),
    [
        ("US", "202818990002", "A", "20280302", "", "18/990002"),
        ("US", "9900204", "A", "20040302", "10990,02", "2004/099002"),
        ("US", "9900204", "A", "20040302", "10/099,002", "10/099002"),
        ("US", "9900204", "A", "20040302", "10099002", "10/099002"),
        ("US", "9900204", "A", "20040302", "10/123456", "2004/099002"),
        ("IB", "2026099005", "W", "20260505", "", "PCT/IB2026/099005"),
        ("EP", "28990012", "A", "20280709", "28990012.9", "28990012"),
        ("CN", "202810990012", "A", "20280709", "", "202810990012"),
    ],
)
def test_applications(country: str, number: str, kind: str, day: str, printed: str, expected: str) -> None:
    inner = reference("application-reference", number, country=country, kind=kind, day=day)
    if printed:
        inner += reference("application-reference", printed, form="original")
    found = record(inner).application
    assert found is not None
    assert found.number == expected
    assert found.raw == (printed or number)
    assert found.date == date(int(day[:4]), int(day[4:6]), int(day[6:]))


def test_a_first_filing_is_not_its_own_priority() -> None:
    own = reference("application-reference", "28990012", country="EP", kind="A", day="20280709")
    claim = reference("priority-claim", "28990012", country="EP", kind="A", day="20280709")
    found = record(f"{own}<priority-claims>{claim}</priority-claims>")
    assert found.priorities == ()
    assert found.relations == ()


@pytest.mark.parametrize(
    ("link", "active", "kinds", "claimed"),
    [
        ("", "", [], 1),
        ("", "Y", [], 1),
        ("", "YES", [], 1),
        ("", "N", [RelationKind.OTHER], 0),
        ("1", "N", [RelationKind.CONTINUATION], 0),
        ("2", "NO", [RelationKind.CONTINUATION_IN_PART], 0),
        ("3", "N", [RelationKind.DIVISION], 0),
        ("W", "N", [RelationKind.INTERNATIONAL_APPLICATION], 0),
        ("T", "Y", [RelationKind.OTHER], 1),
        ("?", "Y", [RelationKind.OTHER], 1),
    ],
)
def test_priorities_and_relations(link: str, active: str, kinds: list[RelationKind], claimed: int) -> None:
    said = f"<priority-linkage-type>{link}</priority-linkage-type>" if link else ""
    said += f"<priority-active-indicator>{active}</priority-active-indicator>" if active else ""
    claim = reference("priority-claim", "102026990022", country="DE", kind="A", day="20260111")
    found = record(
        f"<priority-claims>{claim.replace('</priority-claim>', said + '</priority-claim>')}</priority-claims>"
    )
    earlier = DocumentId(office="DE", number="102026990022", date=date(2026, 1, 11), raw="102026990022")
    assert found.relations == tuple(Relation(kind=kind, document=earlier) for kind in kinds)
    assert found.priorities == (PriorityClaim(country="DE", number="102026990022", date=earlier.date),) * claimed


def test_a_number_that_stands_in_for_another_is_none() -> None:
    claim = reference("priority-claim", "9900001X", country="US", kind="A", day="20260111")
    said = "<priority-linkage-type>T</priority-linkage-type><priority-active-indicator>Y</priority-active-indicator>"
    claims = claim.replace("</priority-claim>", said + "</priority-claim>")
    found = record(f"<priority-claims>{claims}</priority-claims>")
    assert found.priorities == (PriorityClaim(country="US", number="", date=date(2026, 1, 11)),)
    assert found.relations == ()


def party(name: str, form: str, sequence: int, country: str = "") -> str:
    lives = f"<residence><country>{country}</country></residence>" if country else ""
    return (
        f'<applicant sequence="{sequence}" data-format="{form}">'
        f"<applicant-name><name>{name}</name></applicant-name>{lives}</applicant>"
    )


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([party("MUSTER AG", "docdb", 1, "CH")], [("MUSTER AG", "CH", 1)]),
        ([party("MUSTER AG", "docdb", 1, "CH"), party("Muster AG", "docdba", 1)], [("Muster AG", "CH", 1)]),
        (
            [party("MUSTER AG", "docdb", 1, "CN"), party("Muster AG", "docdba", 1), party("示例公司", "original", 1)],
            [("示例公司", "CN", 1)],
        ),
        ([party("MUSTER AG [CH]", "epodoc", 1), party("MUSTER AG, ", "original", 1)], [("MUSTER AG", "CH", 1)]),
        (
            [party("A [CH]", "epodoc", 1), party("A,", "original", 1), party("Other", "original", 2)],
            [("A", "CH", 1)],
        ),
        ([party("B", "docdb", 2), party("A", "docdb", 1)], [("A", "", 1), ("B", "", 2)]),
        ([party("", "docdb", 1), party("A", "docdb", 2)], [("A", "", 2)]),
        ([party("A, ", "original", 1)], [("A", "", 1)]),
        ([], []),
    ],
)
def test_a_party_is_given_once(parties: list[str], expected: list[tuple[str, str, int]]) -> None:
    found = record(f"<parties><applicants>{''.join(parties)}</applicants></parties>")
    assert [(each.name, each.country, each.sequence) for each in found.parties] == expected


@pytest.mark.parametrize(
    ("said", "cited_by"),
    [
        ('cited-phase="SEA"', "examiner"),
        ('cited-phase="ISR" cited-by="unknown"', "examiner"),
        ('cited-phase="APP"', "applicant"),
        ('cited-phase="OPP"', "opponent"),
        ('cited-phase="national-search-report" cited-by="examiner"', "examiner"),
        ('cited-phase="undefined" cited-by="applicant"', "applicant"),
        ('cited-phase="search" cited-by="applicant"', "applicant"),
        ('cited-phase="undefined"', ""),
        ("", ""),
    ],
)
def test_who_cites(said: str, cited_by: str) -> None:
    citation = f"<citation {said}><nplcit><text>A book</text></nplcit></citation>"
    (found,) = record(f"<references-cited>{citation}</references-cited>").citations
    assert (found.text, found.cited_by) == ("A book", cited_by)


def test_texts_as_printed_come_before_transliterated_ones() -> None:
    found = record(
        '<invention-title lang="EL" data-format="docdba">EDRANO</invention-title>'
        '<invention-title lang="el" data-format="original">ΕΔΡΑΝΟ</invention-title>'
        '<invention-title lang="en" data-format="docdba">BEARING</invention-title><invention-title/>'
    )
    assert [(text.language, text.text) for text in found.titles] == [("el", "ΕΔΡΑΝΟ"), ("en", "BEARING")]


def test_a_deleted_document_is_no_record() -> None:
    (problem,) = records(HEAD.replace("<exchange-document ", '<exchange-document status="D" ') + TAIL)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.fatal) == ("docdb.deleted", True)
    assert "EP9900001B1" in problem.reason


def test_a_bulk_file_without_documents_is_told() -> None:
    (problem,) = records("<exchange-documents/>")
    assert isinstance(problem, Problem)
    assert problem.code == "docdb.no-documents"


def test_a_bulk_file_that_is_cut_off_is_told() -> None:
    whole = "<exchange-documents>" + (HEAD + TAIL) * 3
    codes = [item.code if isinstance(item, Problem) else "" for item in records(whole)]
    assert codes == ["", "", "", "xml.not-well-formed"]
    codes = [item.code if isinstance(item, Problem) else "" for item in records(whole[:-20])]
    assert codes == ["", "", "xml.not-well-formed"]


def test_a_bulk_file_is_streamed() -> None:
    """Documents of one bulk file far above the bound of a single document."""
    data = "<exchange-documents>" + (HEAD + TAIL) * 5000 + "</exchange-documents>"
    found = records(data, Limits(document_bytes=1000, chunk_bytes=4096))
    assert len(found) == 5000
    assert all(isinstance(item, PatentRecord) for item in found)


def test_the_digest_is_of_the_document_alone() -> None:
    one, other = (
        records(f'<exchange-documents date-of-exchange="{day}">{HEAD}{TAIL}</exchange-documents>')[0]
        for day in ("20300101", "20300108")
    )
    assert isinstance(one, PatentRecord)
    assert isinstance(other, PatentRecord)
    assert one.digest == other.digest
