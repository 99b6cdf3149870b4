"""Clocks, the draw, the record and the least content of the help desk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.helpdesk.case import (
    OPEN_STATES,
    CaseAct,
    CaseKind,
    CaseState,
    SizeClass,
    dues,
    next_state,
    within_standard,
)
from patentfair.domain.helpdesk.clock import TO_ADMINISTRATORS, TO_HEAD, escalations_due, has_lapsed
from patentfair.domain.helpdesk.record import LEAST, CaseFacts, help_record
from patentfair.domain.helpdesk.substance import is_substantive, missing_in_clinic, substance
from patentfair.domain.helpdesk.survey import commitment, is_drawn, quarter_of
from patentfair.domain.kernel.errors import Refused

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def reachable(kind: CaseKind) -> set[CaseState]:
    found, todo = {CaseState.WAITING}, [CaseState.WAITING]
    while todo:
        state = todo.pop()
        for act in CaseAct:
            try:
                after = next_state(kind, state, act)
            except Refused:
                continue
            if after not in found:
                found.add(after)
                todo.append(after)
    return found


def test_a_complaint_is_decided_and_never_closed_by_a_center():
    assert reachable(CaseKind.COMPLAINT) == {
        CaseState.WAITING, CaseState.IN_HAND, CaseState.WITHDRAWN, CaseState.DECIDED,
    }  # fmt: skip
    for kind in set(CaseKind) - {CaseKind.COMPLAINT}:
        assert reachable(kind) == set(CaseState) - {CaseState.DECIDED}


def test_nobody_closes_what_was_never_answered():
    with pytest.raises(Refused, match=r"helpdesk\.not-now"):
        next_state(CaseKind.QUESTION, CaseState.WAITING, CaseAct.CLOSE)


@given(st.sampled_from(CaseKind), st.sampled_from(CaseState))
def test_what_is_over_is_only_opened_again_by_its_client(kind, state):
    if state in OPEN_STATES:
        return
    acts = {act for act in CaseAct if _can(kind, state, act)}
    assert acts <= {CaseAct.CONFIRM, CaseAct.REOPEN, CaseAct.LAPSE}


def _can(kind, state, act) -> bool:
    try:
        next_state(kind, state, act)
    except Refused:
        return False
    return True


@given(st.integers(-10, 90), st.integers(0, 3))
def test_a_case_opened_again_was_not_closed_within_the_standard(days, reopened):
    due = dues(CaseKind.CLINIC, NOW)[1]
    closed = NOW + days * DAY
    assert within_standard(closed, due, reopened) == (closed < due and reopened == 0)
    assert not within_standard(None, due, 0)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("您好，您的来信已收到，我们会尽快答复。", False),
        ("Thank you for your question. We have received it and will reply soon.", False),
        ("自动回复：已收到。", False),
        ("好的。", False),
        ("已收到。转让合同自签订时生效，专利权转让自国家知识产权局登记之日起生效，请先办理著录项目变更。", True),
        ("A licence contract should be recorded within three months; bring the signed contract and the form.", True),
    ],
)
def test_only_a_reply_that_says_something_ends_the_clock(text, counts):
    assert is_substantive(text) is counts


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_words_never_say_less(one, other):
    assert substance(f"{one}\n{other}") >= max(substance(one), substance(other))


def test_a_clinic_writes_down_all_three():
    facts, question, advice = "甲" * 40, "乙" * 10, "丙" * 60
    assert missing_in_clinic(facts, question, advice) == ""
    assert missing_in_clinic(facts[1:], question, advice) == "facts"
    assert missing_in_clinic(facts, question[1:], advice) == "question"
    assert missing_in_clinic(facts, question, advice[1:]) == "advice"


def test_overdue_cases_go_to_the_head_then_to_the_administrators():
    due = NOW + 3 * DAY
    steps = lambda at, sent=(), kind=CaseKind.QUESTION: escalations_due(kind, NOW, due, None, at, frozenset(sent))  # noqa: E731
    assert steps(due - timedelta(seconds=1)) == ()
    assert steps(due) == (TO_HEAD,)
    assert steps(due + DAY, (TO_HEAD,)) == ()
    assert steps(due + 3 * DAY, (TO_HEAD,)) == (TO_ADMINISTRATORS,)
    assert steps(due + 30 * DAY) == (TO_HEAD, TO_ADMINISTRATORS)
    assert steps(due + 30 * DAY, (TO_HEAD, TO_ADMINISTRATORS)) == ()
    assert steps(due + 30 * DAY, (), CaseKind.COMPLAINT) == (TO_ADMINISTRATORS,)
    assert escalations_due(CaseKind.QUESTION, NOW, due, due - DAY, due + 9 * DAY, frozenset()) == ()
    assert not has_lapsed(NOW, NOW + 14 * DAY - timedelta(seconds=1))
    assert has_lapsed(NOW, NOW + 14 * DAY)


@given(st.text("0123456789abcdef", min_size=8, max_size=64), st.integers(1, 10**9))
def test_the_draw_is_the_same_for_whoever_draws_again(seed, case):
    assert is_drawn(seed, case) is is_drawn(seed, case)
    assert is_drawn(seed, case, Fraction(1))
    assert not is_drawn(seed, case, Fraction(0))
    if is_drawn(seed, case, Fraction(1, 4)):
        assert is_drawn(seed, case, Fraction(1, 2))


def test_about_half_are_drawn():
    drawn = sum(is_drawn("seed", case) for case in range(10_000))
    assert 4_800 < drawn < 5_200
    assert commitment("seed") == sha256(b"seed").hexdigest()


@given(st.dates())
def test_quarters_sort_as_days_do(day):
    later = day + timedelta(days=92) if day < date.max - timedelta(days=92) else day
    assert quarter_of(day) <= quarter_of(later)
    assert quarter_of(date(2026, 11, 22)) == "2026Q4"


def fact(hours: float | None, **more) -> CaseFacts:
    opened = NOW - 20 * DAY
    answered = None if hours is None else opened + timedelta(hours=hours)
    return CaseFacts(opened=opened, due=opened + 3 * DAY, size=SizeClass.SMALL_FIRM, answered=answered, **more)


def test_the_record_of_a_center():
    cases = [fact(2), fact(4), fact(80), fact(6, within=True, is_confirmed=True, is_invited=True, rating=5), fact(None)]
    found = help_record(cases, NOW)
    assert (found.cases, found.answered, found.in_time, found.closed, found.confirmed) == (5, 4, 3, 1, 1)
    assert found.median_hours == Decimal("6.0")
    assert (found.invited, found.rated, found.mean_rating) == (1, 1, None)
    late = help_record(cases, NOW, passed_on_late=6)
    assert (late.cases, late.in_time, late.median_hours) == (11, 3, None)
    assert help_record(cases[:4], NOW).is_few


@given(st.lists(st.one_of(st.none(), st.floats(0, 400)), max_size=30))
def test_the_record_never_counts_more_than_there_is(waits):
    found = help_record([fact(hours) for hours in waits], NOW)
    assert found.cases == len(waits)
    if len(waits) < LEAST:
        assert found.is_few
        return
    assert 0 <= found.in_time <= found.answered <= found.cases
    if found.median_hours is not None:
        assert sum(1 for hours in waits if hours is not None and Decimal(hours) <= found.median_hours + 1) * 2 >= len(
            waits
        )


def test_what_still_runs_says_nothing_yet():
    running = CaseFacts(opened=NOW - DAY, due=NOW + DAY, size=SizeClass.PUPIL)
    assert help_record([running] * 9, NOW).cases == 0
