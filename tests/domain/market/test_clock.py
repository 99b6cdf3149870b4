"""The answer clock, reminders and the record of answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.market.clock import (
    ANSWER_PLAN,
    CLOSE,
    DUE_PLAN,
    ESCALATE,
    UNANSWERED,
    ClockState,
    Inquiry,
    answer_clock,
    record,
    reminders_due,
    steps_due,
)

OPENED = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
DUE = OPENED + 7 * DAY
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("answered", "now", "state"),
    [
        (None, OPENED, ClockState.RUNNING),
        (None, DUE - 2 * DAY, ClockState.RUNNING),
        (None, DUE - 2 * DAY + SECOND, ClockState.SOON),
        (None, DUE - SECOND, ClockState.SOON),
        (None, DUE, ClockState.OVERDUE),
        (DUE - SECOND, DUE + DAY, ClockState.ANSWERED),
        (DUE, DUE + DAY, ClockState.ANSWERED_LATE),
    ],
)
def test_the_states_meet_at_their_edges(answered, now, state):
    clock = answer_clock(OPENED, DUE, answered, now)
    assert clock.state is state
    assert clock.left == (None if answered else DUE - now)
    assert clock.state.label.zh
    assert clock.state.label.en


def _sent_over(days, every=DAY, answered=None):
    """What a job sends that runs `every` so often for `days`."""
    sent, told, now = frozenset(), [], OPENED
    while now <= OPENED + days * DAY:
        settled = answered if answered is not None and answered <= now else None
        for code in reminders_due(OPENED, DUE, settled, now, sent):
            told.append((code, (now - OPENED) // DAY))
            sent |= {code}
        now += every
    return told


def test_a_daily_job_sends_each_step_once_on_its_day():
    assert _sent_over(60) == [
        ("answer.days_3", 4),
        ("answer.days_1", 6),
        ("answer.overdue", 7),
        (ESCALATE, 10),
        (CLOSE, 21),
    ]
    assert _sent_over(60, every=timedelta(hours=1)) == _sent_over(60)
    assert _sent_over(60, answered=OPENED + 5 * DAY) == [("answer.days_3", 4)]


def test_after_a_standstill_one_letter_goes_out_and_nobody_is_closed_unwarned():
    late = DUE + 40 * DAY
    assert reminders_due(OPENED, DUE, None, DUE + DAY, frozenset()) == ("answer.overdue",)
    assert reminders_due(OPENED, DUE, None, late, frozenset()) == (ESCALATE,)
    assert reminders_due(OPENED, DUE, None, late, frozenset({ESCALATE})) == (CLOSE,)
    assert reminders_due(OPENED, DUE, None, late, frozenset({ESCALATE, CLOSE})) == ()


def test_a_short_time_limit_has_no_warning_from_before_it_began():
    due = OPENED + 2 * DAY
    assert reminders_due(OPENED, due, None, OPENED + SECOND, frozenset()) == ()
    assert reminders_due(OPENED, due, None, OPENED + DAY, frozenset()) == ("answer.days_1",)


def test_due_dates_are_reminded_by_the_same_plan():
    opened, due, sent, told = date(2026, 1, 1), date(2026, 6, 30), frozenset(), []
    for number in range(300):
        today = opened + number * DAY
        for code in steps_due(DUE_PLAN, opened, due, None, today, sent):
            told.append((code, (today - due).days))
            sent |= {code}
    assert told == [
        ("due.days_30", -30),
        ("due.days_7", -7),
        ("due.days_1", -1),
        ("due.overdue_1", 1),
        ("due.overdue_14", 14),
        ("due.overdue_30", 30),
    ]
    assert steps_due(DUE_PLAN, opened, due, due, date(2026, 9, 1), frozenset()) == ()


@given(
    st.timedeltas(timedelta(0), 40 * DAY),
    st.frozensets(st.sampled_from([step.code for step in ANSWER_PLAN])),
)
def test_what_is_due_is_sent_once(after, sent):
    now = OPENED + after
    first = reminders_due(OPENED, DUE, None, now, sent)
    assert first == reminders_due(OPENED, DUE, None, now, sent)
    assert not set(first) & sent
    again = reminders_due(OPENED, DUE, None, now, sent | set(first))
    assert set(again) <= {CLOSE}
    assert reminders_due(OPENED, DUE, OPENED, now, sent) == ()


NOW = datetime(2026, 11, 1, tzinfo=UTC)


def _inquiry(days_ago, waited=None, **more):
    opened = NOW - days_ago * DAY
    answered = None if waited is None else opened + waited * DAY
    return Inquiry(opened=opened, due=opened + 7 * DAY, answered=answered, **more)


def test_fewer_than_five_tell_nothing():
    shown = record([_inquiry(20, 1) for _ in range(4)], NOW)
    assert shown.few
    assert (shown.received, shown.answered, shown.in_time, shown.median_days, shown.declined) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert "少于五件" in shown.words.zh


def test_the_record_counts_fairly():
    told = [
        _inquiry(20, 1),
        _inquiry(21, 2),
        _inquiry(22, 3),
        _inquiry(23, 8),
        _inquiry(30),
        # None of these says anything about the organisation.
        _inquiry(3),
        _inquiry(366, 1),
        _inquiry(40, withdrawn=NOW - 38 * DAY),
    ]
    shown = record(told, NOW)
    assert (shown.received, shown.answered, shown.in_time, shown.median_days) == (5, 4, 3, Decimal("3.0"))
    assert "3.0" in shown.words.en


def test_closing_for_want_of_an_answer_is_no_answer():
    shown = record([_inquiry(60, 21, declined=UNANSWERED) for _ in range(5)], NOW)
    assert (shown.received, shown.answered, shown.median_days, shown.declined) == (5, 0, None, ())


def test_rare_reasons_are_not_counted_out():
    told = [_inquiry(20, 1, declined="price") for _ in range(5)] + [_inquiry(20, 1, declined="other")]
    assert record(told, NOW).declined == (("other", None), ("price", 5))


@given(st.lists(st.one_of(st.none(), st.integers(0, 15)), min_size=5, max_size=30))
def test_the_median_holds_the_unanswered_as_last(waits):
    shown = record([_inquiry(20, wait) for wait in waits], NOW)
    endless = 10**9
    expected = median([endless if wait is None else wait for wait in waits])
    assert shown.median_days == (None if expected > 1000 else round(Decimal(str(expected)), 1))
    assert shown.in_time <= shown.answered <= shown.received == len(waits)
