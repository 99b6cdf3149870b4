"""Which documents belong together."""

from __future__ import annotations

from datetime import date

import pytest

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.families import extended_family_keys, publication_key, simple_family_key
from patentfair.domain.patents.numbers import application_id, docdb_application, document_id, lookup_keys
from patentfair.domain.patents.record import (
    PatentRecord,
    PriorityClaim,
    Relation,
    RelationKind,
    RightType,
    Stage,
)


def made(
    publication: str,
    application: DocumentId | None,
    priorities: tuple[PriorityClaim, ...] = (),
    relations: tuple[Relation, ...] = (),
) -> PatentRecord:
    return PatentRecord(
        publication=document_id(publication[:2], publication[2:]),
        application=application,
        right_type=RightType.INVENTION,
        stage=Stage.APPLICATION,
        format="test",
        priorities=priorities,
        relations=relations,
    )


FIRST = application_id("CN", "201710601862.3", date(2017, 7, 21))
CLAIM = PriorityClaim(country="CN", number="201710601862.3", date=date(2017, 7, 21))
SECOND_CLAIM = PriorityClaim(country="CN", number="201710601999.3", date=date(2017, 8, 1))


def related(kind: RelationKind, number: str, day: date) -> Relation:
    return Relation(kind=kind, document=application_id("US", number, day))


def test_a_first_filing_and_those_that_claim_it_alone_are_one_simple_family() -> None:
    first = made("CN107000001A", FIRST)
    abroad = made("EP3400001A1", application_id("EP", "18184000.5"), (CLAIM,))
    assert simple_family_key(first) == simple_family_key(abroad) != ""


def test_one_priority_more_is_another_simple_family_but_the_same_extended_one() -> None:
    abroad = made("EP3400001A1", application_id("EP", "18184000.5"), (CLAIM,))
    more = made("US20190012345A1", application_id("US", "16/123456"), (CLAIM, SECOND_CLAIM))
    assert simple_family_key(abroad) != simple_family_key(more)
    assert set(extended_family_keys(abroad)) & set(extended_family_keys(more))


def test_the_order_and_repetition_of_priorities_make_no_difference() -> None:
    own = application_id("US", "16/123456")
    one = made("US20190012345A1", own, (CLAIM, SECOND_CLAIM))
    other = made("US20190012345A1", own, (SECOND_CLAIM, CLAIM, CLAIM))
    assert simple_family_key(one) == simple_family_key(other)


def test_a_first_filing_printed_as_its_own_priority_is_still_a_first_filing() -> None:
    assert simple_family_key(made("CN107000001A", FIRST, (CLAIM,))) == simple_family_key(made("CN107000001A", FIRST))


@pytest.mark.parametrize(
    "kind",
    [RelationKind.CONTINUATION, RelationKind.DIVISION, RelationKind.REISSUE],
)
def test_a_continuation_stands_with_its_earliest_parent(kind: RelationKind) -> None:
    grandparent = related(RelationKind.CONTINUATION, "10123456", date(2003, 5, 1))
    parent = related(kind, "12123456", date(2008, 5, 1))
    child = made("US9000001", application_id("US", "13123456"), (), (parent, grandparent))
    first = made("US7000001", application_id("US", "10123456"))
    assert simple_family_key(child) == simple_family_key(first)


def test_a_continuation_in_part_and_a_provisional_add_matter() -> None:
    own = application_id("US", "13123456")
    plain = made("US9000001", own)
    added = made("US9000001", own, (), (related(RelationKind.PROVISIONAL, "61123456", date(2010, 5, 1)),))
    part = made("US9000001", own, (), (related(RelationKind.CONTINUATION_IN_PART, "12123456", date(2009, 5, 1)),))
    assert len({simple_family_key(plain), simple_family_key(added), simple_family_key(part)}) == 3


def test_many_priorities_give_a_key_that_fits_its_column() -> None:
    claims = tuple(PriorityClaim(country="US", number=f"601{n:05}") for n in range(40))
    key = simple_family_key(made("US9000001", application_id("US", "13123456"), claims))
    assert len(key) <= 64
    assert key == simple_family_key(made("US9000001", application_id("US", "13123456"), claims[::-1]))


def test_a_document_without_any_application_number_has_no_family_key() -> None:
    assert simple_family_key(made("US9000001", None)) == ""
    assert extended_family_keys(made("US9000001", None)) == ()


@pytest.mark.parametrize(
    ("office", "number", "application_kind", "grant_kind"),
    [
        ("CN", "1999901", "A", "C"),
        ("JP", "H06-999901", "A", "B2"),
        ("JP", "S58-999901", "U", "Y2"),
        ("KR", "10-1995-0099901", "A", "B1"),
        ("PL", "199901", "A1", "B1"),
    ],
)
def test_sequences_of_their_own_never_meet(office: str, number: str, application_kind: str, grant_kind: str) -> None:
    opened = publication_key(document_id(office, number, application_kind))
    granted = publication_key(document_id(office, number, grant_kind))
    assert opened != granted
    # One who types no kind is shown what there is, the grant first; one who types it meets the one.
    plain = lookup_keys(f"{office} {number}")
    assert plain.index(granted) < plain.index(opened)
    assert granted not in lookup_keys(document_id(office, number, application_kind).canonical)
    assert opened in lookup_keys(document_id(office, number, application_kind).canonical)


@pytest.mark.parametrize(
    ("office", "number", "kinds"),
    [
        ("CN", "102999901", ("A", "B")),
        ("CN", "1999901", ("B", "C")),
        ("EP", "1999901", ("A1", "B1")),
        ("JP", "H10-999901", ("A", "")),
        ("JP", "3999901", ("B2", "B1", "")),
        ("KR", "10-1999901", ("B1", "B2")),
        ("DE", "19899901", ("A1", "C2")),
    ],
)
def test_one_sequence_has_one_key(office: str, number: str, kinds: tuple[str, ...]) -> None:
    assert len({publication_key(document_id(office, number, kind)) for kind in kinds}) == 1


def test_the_stage_tells_the_sequence_where_no_kind_is_given() -> None:
    bare = document_id("CN", "1999901")
    assert publication_key(bare, Stage.GRANT) == publication_key(document_id("CN", "1999901", "C"))
    assert publication_key(bare, Stage.APPLICATION) == publication_key(document_id("CN", "1999901", "A"))
    assert publication_key(bare) == "CN1999901"


def test_japanese_registrations_of_three_kinds() -> None:
    keys = {publication_key(document_id("JP", "3099901", kind)) for kind in ("B2", "U", "S")}
    assert keys == {"JP3099901", "JP3099901U", "JP3099901S"}


def claiming(country: str, number: str, day: date | None, right_type: RightType = RightType.INVENTION) -> str:
    record = PatentRecord(
        publication=document_id("EP", "3400001", "A1"),
        application=application_id("EP", "18184000.5"),
        right_type=right_type,
        stage=Stage.APPLICATION,
        format="test",
        priorities=(PriorityClaim(country=country, number=number, date=day),),
    )
    return simple_family_key(record)


@pytest.mark.parametrize(
    ("country", "number", "day", "key"),
    [
        # A serial alone, as European documents print it, and the year and serial of DOCDB.
        ("US", "693999", date(2003, 10, 28), "US10/693999"),
        ("US", "693999", date(1996, 8, 7), "US08/693999"),
        ("US", "2002/291999", date(2002, 11, 8), "US10/291999"),
        ("US", "999 P", date(2000, 1, 5), "US2000/000999"),  # not of that year's course
        ("US", "196399 P", date(2000, 4, 12), "US60/196399"),
        # Both a provisional application and another can have it: the year keeps it from strangers.
        ("US", "933999", date(2007, 11, 1), "US2007/933999"),
        ("US", "202062999999 P", date(2020, 1, 17), "US62/999999"),
        ("US", "PCT/US2003/099901", date(2003, 7, 11), "WOPCT/US2003/099901"),
        ("KR", "20160099901", date(2016, 5, 23), "KR1020160099901"),
        ("KR", "10-2016-0099901", date(2016, 5, 23), "KR1020160099901"),
        ("KR", "20160009901", date(2016, 5, 23), "KR20160009901"),
        ("GB", "201899901", date(2018, 6, 29), "GB1899901"),
        ("GB", "1899901.6", date(2018, 6, 29), "GB1899901"),
        ("GB", "19900099901", date(1990, 12, 4), "GB9099901"),
        ("JP", "1-199901", date(1989, 4, 28), "JPH01199901"),
        ("JP", "11-19901", date(1999, 1, 28), "JPH11019901"),
        ("JP", "11-399901", date(1999, 11, 12), "JPH11399901"),
        ("JP", "11399901", date(1999, 11, 12), "JPH11399901"),
        ("JP", "64-901", date(1989, 1, 5), "JPS64000901"),
        ("JP", "1989000901", date(1989, 1, 5), "JPS64000901"),
        ("JP", "1989199901", date(1989, 4, 28), "JPH01199901"),
        ("JP", "P11-299901", date(1999, 8, 2), "JPH11299901"),
        ("JP", "P2001-099901", date(2001, 3, 13), "JP2001099901"),
        ("JP", "P. 2003-399901", date(2003, 9, 12), "JP2003399901"),
        ("JP", "8000190", date(1990, 3, 27), "JPH02080001"),
        ("JP", "80001/90", date(1990, 3, 27), "JPH02080001"),
        ("JP", "11-399901", None, "JP11399901"),
    ],
)
def test_one_priority_in_the_forms_that_offices_print(country: str, number: str, day: date | None, key: str) -> None:
    assert claiming(country, number, day) == key


def test_a_provisional_of_docdb_is_that_of_the_office() -> None:
    assert docdb_application("US", "39699902", "P", date(2002, 7, 15)).number == "60/396999"
    assert docdb_application("US", "29199902", "A", date(2002, 11, 8)).number == "2002/291999"


def test_strangers_of_one_serial_never_meet() -> None:
    assert claiming("US", "693999", date(2003, 10, 28)) != claiming("US", "693999", date(1996, 8, 7))


def test_an_application_that_adds_matter_has_a_family_of_its_own() -> None:
    parent = made("US7000001", application_id("US", "10100001", date(2002, 1, 5)))
    to_parent = related(RelationKind.CONTINUATION_IN_PART, "10100001", date(2002, 1, 5))
    part = made("US7000002", application_id("US", "11100002", date(2005, 2, 5)), (), (to_parent,))
    assert simple_family_key(parent) == "US10/100001"
    assert simple_family_key(part) == "US10/100001+US11/100002"
    # What continues it adds nothing more.
    to_part = related(RelationKind.CONTINUATION, "11100002", date(2005, 2, 5))
    later = made("US7000003", application_id("US", "12100003", date(2008, 7, 5)), (), (to_part, to_parent))
    assert simple_family_key(later) == simple_family_key(part)
    # DOCDB lists it among its own priorities; abroad both are claimed.
    both = tuple(
        PriorityClaim(country="US", number=number, date=day)
        for number, day in (("10/100001", date(2002, 1, 5)), ("11/100002", date(2005, 2, 5)))
    )
    assert simple_family_key(made("EP1700002A1", application_id("EP", "06100002.4"), both)) == simple_family_key(part)


def test_an_addition_is_not_its_main_patent() -> None:
    main = application_id("FR", "98 12345", date(1998, 10, 1))
    addition = made(
        "FR2799901",
        application_id("FR", "99 12346", date(1999, 10, 1)),
        (),
        (Relation(kind=RelationKind.ADDITION, document=main),),
    )
    assert simple_family_key(addition) != simple_family_key(made("FR2799900", main))


def test_patents_granted_on_the_parents_are_no_part_of_a_family() -> None:
    parent = related(RelationKind.CONTINUATION, "10123456", date(2003, 5, 1))
    granted = Relation(kind=RelationKind.CONTINUATION, document=document_id("US", "7123456", "B2", date(2002, 10, 17)))
    own = application_id("US", "12123456", date(2008, 7, 5))
    before, after = made("US20090000001", own, (), (parent,)), made("US8000001", own, (), (parent, granted))
    assert simple_family_key(before) == simple_family_key(after) == "US10/123456"
    assert extended_family_keys(before) == extended_family_keys(after)


def test_an_international_application_claimed_as_a_priority_is_a_phase() -> None:
    claim = PriorityClaim(country="US", number="60/396999", date=date(2002, 7, 15))
    received = PriorityClaim(country="WO", number="PCT/US2003/099901", date=date(2003, 7, 11))
    abroad = application_id("WO", "PCT/US2003/099901", date(2003, 7, 11))
    whole = made("WO2004099901", abroad, (claim,))
    phase = made("JP2005599901", application_id("JP", "2005-599901"), (claim, received))
    assert simple_family_key(phase) == simple_family_key(whole) == "US60/396999"
    alone = made("JP2005599901", application_id("JP", "2005-599901"), (received,))
    assert simple_family_key(alone) == simple_family_key(made("WO2004099901", abroad)) == "WOPCT/US2003/099901"
    assert set(extended_family_keys(alone)) & set(extended_family_keys(whole))


def test_docdb_and_the_office_join_one_family() -> None:
    ours = made("US6999901", application_id("US", "10/291999", date(2002, 11, 8)))
    docdb = made("US6999901", docdb_application("US", "29199902", "A", date(2002, 11, 8)))
    assert simple_family_key(ours) == simple_family_key(docdb)
    assert set(extended_family_keys(ours)) & set(extended_family_keys(docdb))
