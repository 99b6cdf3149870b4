"""One record out of several sources, and what changed between two."""

from __future__ import annotations

from datetime import date

import msgspec

from patentfair.domain.patents.compose import compose
from patentfair.domain.patents.differences import differences
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import (
    Citation,
    Claim,
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    RightType,
    Stage,
    TextIn,
)
from patentfair.domain.patents.register import FamilyStatement

EMPTY = PatentRecord(
    publication=DocumentId(office="EP", number="1000001", kind="B1"),
    right_type=RightType.INVENTION,
    stage=Stage.GRANT,
    format="office",
)


def of(**fields: object) -> PatentRecord:
    return msgspec.structs.replace(EMPTY, **fields)


def ipc(symbol: str) -> ClassSymbol:
    return ClassSymbol(scheme=ClassScheme.IPC, symbol=symbol)


def cited(number: str, category: str = "") -> Citation:
    return Citation(document=DocumentId(office="US", number=number), category=category)


def test_each_field_comes_from_the_first_source_that_has_it() -> None:
    office = of(titles=(TextIn("en", "A valve"),), claims=(Claim(1, "A valve."),))
    exchange = of(
        format="exchange",
        titles=(TextIn("en", "VALVE"), TextIn("zh", "阀")),
        publication=DocumentId(office="EP", number="1000001", kind="B1", date=date(2001, 2, 3)),
        classes=(ipc("F16K 1/00"),),
        family=FamilyStatement(docdb="123"),
    )
    made = compose([office, exchange])
    assert made.titles == (TextIn("en", "A valve"), TextIn("zh", "阀"))
    assert made.claims == office.claims
    assert made.classes == exchange.classes
    assert made.publication.date == date(2001, 2, 3)
    assert made.family == FamilyStatement(docdb="123")
    assert made.format == "office"


def test_a_field_is_never_mixed_but_lists_that_only_grow_are_joined() -> None:
    one = of(classes=(ipc("F16K 1/00"),), citations=(cited("1", "X"),))
    two = of(
        format="b",
        classes=(ipc("F16K 3/00"), ClassSymbol(scheme=ClassScheme.CPC, symbol="F16K 1/02")),
        citations=(cited("1", "Y"), cited("2")),
    )
    made = compose([one, two])
    assert [c.symbol for c in made.classes] == ["F16K 1/00", "F16K 1/02"]
    assert made.citations == (cited("1", "X"), cited("2"))


def test_parties_are_taken_by_role() -> None:
    owner = PatentParty(role=PartyRole.ASSIGNEE, name="Example AG")
    inventor = PatentParty(role=PartyRole.INVENTOR, name="A. Person")
    made = compose(
        [of(parties=(owner,)), of(format="b", parties=(inventor, PatentParty(role=PartyRole.ASSIGNEE, name="EXAMPLE")))]
    )
    assert made.parties == (owner, inventor)


def test_composing_is_idempotent() -> None:
    one, two = of(titles=(TextIn("en", "A"),)), of(format="b", titles=(TextIn("de", "B"),), citations=(cited("1"),))
    made = compose([one, two])
    assert compose([made, two]) == made
    assert compose([made]) is made


def test_differences_name_what_left_and_what_joined() -> None:
    before = of(titles=(TextIn("en", "A"),), classes=(ipc("F16K 1/00"), ipc("F16K 3/00")), claim_count=3)
    after = of(titles=(TextIn("en", "B"),), classes=(ipc("F16K 3/00"), ipc("F16K 1/00")), claim_count=None)
    found = {change.field: change for change in differences(before, after)}
    assert set(found) == {"titles", "classes", "claim_count"}
    assert found["titles"].removed == (TextIn("en", "A"),)
    assert found["titles"].added == (TextIn("en", "B"),)
    assert found["classes"].reordered
    assert (found["claim_count"].removed, found["claim_count"].added) == ((3,), ())


def test_where_a_record_was_read_from_is_no_difference() -> None:
    assert differences(of(), of(format="b", digest="1", source="x", offset=7, problems=("p",))) == ()
