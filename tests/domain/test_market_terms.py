"""Terms of a deal: hash, checks and differences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.market.deal import TABLE, DealAct, DealState, Side, acts_open_to, transition
from patentfair.domain.market.terms import MATCHED, DealKind, Terms, changes, check, differences, terms_hash

BASE = Terms(kind=DealKind.ORDINARY, patents=("CN100000001B",), start=date(2026, 1, 1))
TEXTS = st.text(alphabet="甲乙丙 ab。.\n", max_size=300)


@given(TEXTS, TEXTS)
def test_differences_hold_both_texts_whole(old, new):
    segments = list(differences(old, new))
    assert "".join(s.text for s in segments if s.kind != "ins") == old
    assert "".join(s.text for s in segments if s.kind != "del") == new


def test_differences_of_hostile_texts_are_coarse_and_whole():
    old, new = "甲乙" * 10_000, "甲" * 20_000
    segments = list(differences(old, new))
    assert "".join(s.text for s in segments if s.kind != "ins") == old
    assert len(segments) <= MATCHED


def test_small_changes_are_shown_word_by_word():
    segments = list(differences("提供两周现场指导。", "提供四周现场指导。"))
    assert [(s.kind, s.text) for s in segments if s.kind != "same"] == [("del", "两"), ("ins", "四")]


def test_the_hash_follows_the_content_alone():
    assert terms_hash(BASE) == terms_hash(msgspec.structs.replace(BASE))
    assert terms_hash(BASE) == terms_hash(msgspec.json.decode(msgspec.json.encode(BASE), type=Terms))
    assert terms_hash(BASE) != terms_hash(msgspec.structs.replace(BASE, upfront=Decimal(1)))


def test_changes_name_the_fields():
    new = msgspec.structs.replace(BASE, upfront=Decimal(5), territory=("CN-GD",))
    assert [change.field for change in changes(BASE, new)] == ["territory", "upfront"]


@pytest.mark.parametrize("notes", ["x" * 20_001])
def test_texts_are_bounded(notes):
    with pytest.raises(Invalid):
        check(msgspec.structs.replace(BASE, notes=notes))


@given(st.sampled_from(DealState), st.sampled_from(DealAct), st.sampled_from(Side))
def test_the_machine_allows_what_its_table_says_and_nothing_else(state, act, side):
    rows = [row for row in TABLE if row.state is state and row.act is act and side in row.sides]
    if rows:
        assert transition(state, act, side) is rows[0].target
        assert act in acts_open_to(side, state)
    else:
        with pytest.raises(Refused):
            transition(state, act, side)
        assert act not in acts_open_to(side, state)


def test_only_the_platform_closes_an_inquiry_that_nobody_answered():
    assert transition(DealState.INQUIRY, DealAct.EXPIRE, Side.PLATFORM) is DealState.DECLINED
    for state, side in product(DealState, (Side.GRANTOR, Side.GRANTEE)):
        with pytest.raises(Refused):
            transition(state, DealAct.EXPIRE, side)
    for state in set(DealState) - {DealState.INQUIRY}:
        with pytest.raises(Refused):
            transition(state, DealAct.EXPIRE, Side.PLATFORM)


def test_no_way_leads_out_of_an_end():
    for state in (DealState.DECLINED, DealState.WITHDRAWN, DealState.ENDED):
        assert not [row for row in TABLE if row.state is state]
