"""Stages of a data room and the confidentiality agreement."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.disclosure import (
    CLOSED,
    Confidentiality,
    Stage,
    agreement_hash,
    agreement_text,
    binds,
    is_open,
)

stages, states = st.sampled_from(Stage), st.sampled_from(DealState)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(stages, states)
def test_a_promise_never_closes_what_was_open_and_opens_confidential_files_only(stage, state):
    without, with_ = is_open(stage, state, bound=False), is_open(stage, state, bound=True)
    assert with_ or not without
    assert with_ == without or stage is Stage.CONFIDENTIAL
    assert not is_open(Stage.CONFIDENTIAL, state, bound=False)


@given(stages, st.booleans())
def test_nothing_is_open_before_the_answer_or_after_talks_without_a_contract(stage, bound):
    assert not any(is_open(stage, state, bound=bound) for state in {DealState.INQUIRY, *CLOSED})


@given(states)
def test_the_stages_open_one_after_the_other(state):
    order = [is_open(stage, state, bound=True) for stage in (Stage.IN_FORCE, Stage.AGREED, Stage.TALKS)]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("stage", "first"),
    [(Stage.TALKS, "negotiation"), (Stage.AGREED, "agreed"), (Stage.IN_FORCE, "in_force")],
)
def test_when_a_stage_begins(stage, first):
    way = [DealState(s) for s in ("inquiry", "negotiation", "agreed", "partly_signed", "conditional", "in_force")]
    assert next(state for state in way if is_open(stage, state, bound=False)) == first


@given(days, st.none() | days)
def test_an_agreement_binds_while_signed_by_both_and_before_its_day(today, until):
    holds = binds(signed_by_both=True, withdrawn=False, until=until, today=today)
    assert holds == (until is None or today < until)
    assert not binds(signed_by_both=False, withdrawn=False, until=until, today=today)
    assert not binds(signed_by_both=True, withdrawn=True, until=until, today=today)


def about(**changes) -> Confidentiality:
    given_ = {
        "number": "PF-2026-000001",
        "patent": "CN101234567B",
        "title": "一种阀",
        "grantor": Words("甲公司", "First Ltd"),
        "grantee": Words("乙公司", "Second Ltd"),
        "discloses": None,
        "until": None,
        "drawn_on": date(2026, 5, 1),
    }
    return Confidentiality(**(given_ | changes))


def test_the_text_is_in_both_languages_and_names_both_sides():
    text = agreement_text(about())
    for part in ("保密协议", "甲公司", "乙公司", "Confidentiality agreement", "First Ltd", "Second Ltd", "CN101234567B",
                 "以中文文本为准", "The Chinese text prevails", "互为披露方和接收方"):  # fmt: skip
        assert part in text
    chinese, english = text.split("\n\n")
    assert sum(line[:1].isdigit() for line in chinese.splitlines()) == 11
    assert sum(line[:1].isdigit() for line in english.splitlines()) == 11


def test_a_one_way_text_says_who_discloses_and_until_when():
    text = agreement_text(about(discloses=Side.GRANTOR, until=date(2030, 2, 3)))
    assert "甲方为披露方，乙方为接收方" in text
    assert "Party A is the disclosing party" in text
    assert "2030 年 2 月 3 日（不含当日）" in text
    assert "2030-02-03" in text
    assert "甲方为接收方" in agreement_text(about(discloses=Side.GRANTEE))


@given(days, st.sampled_from([None, *(side for side in Side if side is not Side.PLATFORM)]))
def test_the_hash_tells_texts_apart(until, discloses):
    one = agreement_text(about(until=until, discloses=discloses))
    assert agreement_hash(one) == agreement_hash(agreement_text(about(until=until, discloses=discloses)))
    other = agreement_text(about(until=until + timedelta(days=1), discloses=discloses))
    assert agreement_hash(one) != agreement_hash(other)
