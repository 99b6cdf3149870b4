"""Which documents belong together."""

from __future__ import annotations

from datetime import date

import pytest

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.families import extended_family_keys, simple_family_key
from patentfair.domain.patents.numbers import application_id, document_id
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
