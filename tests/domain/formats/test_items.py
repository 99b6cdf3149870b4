"""The last step of every reader: no number that cannot be kept, no text that is not of characters."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from tests.domain.patents.strategies import records

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.items import item_of
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import Claim, PatentRecord, RightType, Stage, TextIn
from patentfair.domain.patents.register import RegisterExtract, RightReference, StatusEvent

RECORD = PatentRecord(
    publication=DocumentId(office="CN", number="109990001", kind="A"),
    right_type=RightType.INVENTION,
    stage=Stage.APPLICATION,
    format="made-up",
    source="f",
    offset=7,
)


class Given:
    def __init__(self, item: Item) -> None:
        self.item = item

    def read(self) -> Item:
        return self.item


@settings(max_examples=50, deadline=None)
@given(records)
def test_what_is_sound_passes_as_it_is(record: PatentRecord) -> None:
    sound = msgspec.structs.replace(record, publication=RECORD.publication)
    assert item_of(Given(sound)) is sound


@pytest.mark.parametrize(
    "publication",
    [
        DocumentId(office="C", number="109990001", kind="A"),
        DocumentId(office="USA", number="7000001"),
        DocumentId(office="cn", number="109990001"),
        DocumentId(office="CN", number=""),
        DocumentId(office="CN", number="1" * 25),
        DocumentId(office="CN", number="10999-0001"),
        DocumentId(office="CN", number="１０９９９０００１"),
        DocumentId(office="CN", number="109990001", kind="GRANT"),
    ],
)
def test_a_number_that_is_none_goes_to_quarantine(publication: DocumentId) -> None:
    item = item_of(Given(msgspec.structs.replace(RECORD, publication=publication)))
    assert isinstance(item, Problem)
    assert (item.code, item.file, item.offset, item.fatal) == ("record.number", "f", 7, True)


def test_nul_and_half_surrogates_are_left_out() -> None:
    odd = msgspec.structs.replace(
        RECORD, titles=(TextIn("zh", "轴\0承"),), claims=(Claim(1, "a \ud800seal"),), problems=("cnipa.no-title",)
    )
    item = item_of(Given(odd))
    assert isinstance(item, PatentRecord)
    assert (item.titles[0].text, item.claims[0].text) == ("轴承", "a seal")
    assert item.problems == ("cnipa.no-title", "text.nul")
    event = StatusEvent(office="CN", code="", published=None, details=(("a\0", "b"),))
    extract = item_of(Given(RegisterExtract(rights=(RightReference(title="\0x"),), format="f", events=(event,))))
    assert isinstance(extract, RegisterExtract)
    assert (extract.rights[0].title, extract.events[0].details) == ("x", (("a", "b"),))
    assert item_of(Given(Problem(code="x", reason="\0seen"))) == Problem(code="x", reason="seen")


def test_a_backslash_is_no_nul() -> None:
    spelt = msgspec.structs.replace(RECORD, titles=(TextIn("en", "the text \\u0000 spelt out"),))
    assert item_of(Given(spelt)) is spelt
