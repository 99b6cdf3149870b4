"""What holds for any events in any order."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.register import StatusEvent
from patentfair.domain.patents.status import (
    EventCode,
    LegalEventValue,
    State,
    fold,
    fold_territories,
)
from patentfair.domain.patents.status_tables import all_rows, interpret, legal_event

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
CODES = (*tuple(row.code for row in all_rows() if row.office == "EP")[:60], "PG25", "PG2D", "18D", "D18D", "GRAA")

VALUES = st.builds(
    LegalEventValue,
    day=DAYS,
    code=st.sampled_from(EventCode),
    source=st.sampled_from(["a", "b"]),
    paid_until=st.none() | DAYS,
    published=st.none() | DAYS,
    office=st.sampled_from(["", "CN", "US", "EP", "EP"]),
    office_code=st.sampled_from(["", "PG25", "18D", "AK", "U07"]),
    territory=st.sampled_from(["", "", "DE", "FR", "UP"]),
    states=st.sampled_from([(), ("DE",), ("DE", "FR")]),
    fee_year=st.sampled_from([0, 4, 8, 12]),
    retracts=st.sampled_from([(), ("PG25",), ("18D",)]),
)
LISTS = st.lists(VALUES, max_size=12)
STATUS_EVENTS = st.builds(
    StatusEvent,
    office=st.sampled_from(["CN", "EP", "US", "WO", "XX", "", "ep "]),
    code=st.sampled_from([*CODES, "", "REG", "AS", "FEPP", "??"]) | st.text(max_size=30),
    published=st.none() | DAYS,
    text=st.text(max_size=60)
    | st.sampled_from(
        ["授权", "专利权的终止（未知）", "Ref country code: DERef legal event code: R119Ref document", "4TH YEAR"]
    ),
    effective=st.none() | DAYS,
    territory=st.text(max_size=3),
    details=st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=3).map(tuple),
)


@given(st.data(), LISTS, DAYS, st.none() | DAYS, st.none() | DAYS)
def test_the_order_and_repetition_of_events_do_not_matter(data, events, today, term_end, known_at):
    shuffled = data.draw(st.permutations(events + events[: len(events) // 2]))
    assert fold(events, term_end, today, known_at=known_at) == fold(shuffled, term_end, today, known_at=known_at)
    assert fold_territories(events, term_end, today) == fold_territories(shuffled, term_end, today)


@given(LISTS, DAYS, DAYS)
def test_what_was_known_is_told_by_what_was_published_by_then(events, today, known_at):
    published = [event for event in events if event.known <= known_at]
    seen = fold(events, None, today, known_at=known_at)
    assert seen == fold(published, None, today, known_at=known_at)
    assert seen.as_of is None or seen.as_of <= known_at


@given(LISTS, DAYS, st.none() | DAYS)
def test_no_state_without_an_event_that_has_taken_effect(events, today, term_end):
    status = fold(events, term_end, today)
    assert status.since is None or status.since <= today
    if status.state is not State.UNKNOWN:
        assert any(event.day <= today for event in events)
    assert fold([], term_end, today).state is State.UNKNOWN


@given(LISTS, DAYS, DAYS)
def test_nothing_is_in_force_after_its_term(events, today, term_end):
    status = fold(events, term_end, today)
    assert status.state not in (State.IN_FORCE, State.PROVISIONAL) or term_end > today


@given(LISTS, DAYS, st.sampled_from(["DE", "FR"]))
def test_what_is_said_of_a_state_leaves_the_right_itself_alone(events, today, territory):
    others = [event for event in events if event.office != "EP"]
    own = [event for event in others if not event.territory]
    assert fold(others, None, today) == fold(own, None, today)
    concerned = [event for event in others if event.territory in ("", territory)]
    assert fold(others, None, today, territory=territory) == fold(concerned, None, today, territory=territory)


@given(LISTS, DAYS)
def test_what_is_said_of_states_can_end_a_european_patent_and_never_keep_it_alive(events, today):
    """A grant said of a state is one of the whole, so such are left out."""
    events = [e for e in events if not e.territory or e.code is not EventCode.GRANTED]
    whole, own = fold(events, None, today), fold([e for e in events if not e.territory], None, today)
    assert whole.state is own.state or whole.state in (State.LAPSED, State.UNKNOWN)


@given(LISTS, DAYS, DAYS, st.booleans())
def test_nothing_is_pending_for_ever(events, today, filing, international):
    status = fold(events, None, today, filing=filing, international=international)
    years = 3 if international else 20
    assert status.state is not State.PENDING or (today - filing).days <= years * 366


@given(DAYS, st.integers(1, 2000), st.integers(1, 2000))
def test_a_deletion_takes_back_the_entry_before_it(granted, until_end, until_deletion):
    grant = LegalEventValue(granted, EventCode.GRANTED, "x")
    end = LegalEventValue(granted + timedelta(until_end), EventCode.INVALIDATED, "x", office_code="27W")
    deletion = LegalEventValue(end.day + timedelta(until_deletion), EventCode.RETRACTED, "x", retracts=("27W",))
    assert fold([grant, end], None, end.day).state is State.INVALIDATED
    assert fold([grant, end, deletion], None, end.day).state is State.IN_FORCE
    assert fold([grant, end, deletion], None, deletion.day, known_at=end.day).state is State.INVALIDATED


@given(STATUS_EVENTS)
def test_any_entry_is_interpreted_without_error_and_never_guessed(event):
    found = interpret(event)
    assert (found.row is None) == (found.code is EventCode.UNKNOWN)
    value = legal_event(event, "x")
    assert (value is None) == (event.published is None and event.effective is None)
    if value is not None:
        fold([value], None, date(2020, 1, 1))
