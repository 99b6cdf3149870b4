"""European and international rights: when they begin, where they live, and when nothing is left of them."""

from __future__ import annotations

from datetime import date

import pytest

from patentfair.domain.patents.register import StatusEvent
from patentfair.domain.patents.status import (
    EventCode,
    LegalEventValue,
    ReasonCode,
    StageOfRight,
    State,
    Status,
    fold,
    fold_territories,
)
from patentfair.domain.patents.status_tables import legal_event

TODAY = date(2026, 6, 1)


def entry(code: str, published: str, territory: str = "", *, states: str = "", office: str = "EP") -> LegalEventValue:
    details = (("designated-states", states),) if states else ()
    event = StatusEvent(
        office=office, code=code, published=date.fromisoformat(published), territory=territory, details=details
    )
    value = legal_event(event, "ops")
    assert value is not None
    return value


def quoted(territory: str, code: str, published: str) -> LegalEventValue:
    details = (("country", territory), ("national-code", code))
    text = f"Ref country code: {territory} Ref legal event code: {code}"
    event = StatusEvent(
        office="EP",
        code="REG",
        published=date.fromisoformat(published),
        text=text,
        details=details,
        territory=territory,
    )
    value = legal_event(event, "ops")
    assert value is not None
    return value


DECIDED = (entry("AK", "2010-01-06", states="DE FR GB"), entry("GRAA", "2014-05-09"))
MENTIONED = (*DECIDED, entry("B450", "2014-06-04"))


def own(*events: LegalEventValue, today: date = TODAY) -> Status:
    return fold(events, None, today)


def test_a_european_patent_begins_with_the_mention_of_its_grant() -> None:
    assert own(*MENTIONED, today=date(2014, 6, 3)).state is State.PENDING
    granted = own(*MENTIONED, today=date(2014, 6, 4))
    assert (granted.state, granted.since) == (State.IN_FORCE, date(2014, 6, 4))
    status = (entry("EP-PATENT-STATUS/8", "2014-05-09"), entry("STAA", "2014-05-09"))
    assert own(*DECIDED, *status).state is State.PENDING


@pytest.mark.parametrize(("territory", "code"), [("GB", "FG4D"), ("DE", "R096")])
def test_a_national_notice_of_the_grant_is_one_of_the_grant(territory: str, code: str) -> None:
    notice = quoted(territory, code, "2014-06-04")
    assert (own(*DECIDED, notice).state, own(*DECIDED, notice).since) == (State.IN_FORCE, date(2014, 6, 4))
    assert fold([*DECIDED, notice], None, TODAY, territory="FR").state is State.IN_FORCE


def test_what_only_a_patent_can_meet_shows_its_grant() -> None:
    shown = own(*DECIDED, entry("26N", "2015-05-29"))
    assert (shown.state, shown.since, shown.stage) == (State.IN_FORCE, date(2015, 5, 29), StageOfRight.GRANT)
    told_later = own(*DECIDED, entry("26N", "2015-05-29"), entry("B450", "2014-06-04"))
    assert told_later.since == date(2014, 6, 4)


LAPSES = (entry("PG25", "2016-01-31", "DE"), entry("PG25", "2017-01-31", "FR"))


def test_a_european_patent_that_ended_in_every_state_designated_has_ended() -> None:
    assert own(*MENTIONED, *LAPSES).state is State.IN_FORCE
    ended = own(*MENTIONED, *LAPSES, entry("GBPC", "2018-02-07"))
    assert (ended.state, ended.since, ended.as_of) == (State.LAPSED, date(2018, 2, 7), date(2018, 2, 7))
    assert (ended.reason.code, ended.stage) == (ReasonCode.EVERY_STATE_ENDED, StageOfRight.TERMINATION)
    back = entry("PGRI", "2019-01-31", "FR")
    assert own(*MENTIONED, *LAPSES, entry("GBPC", "2018-02-07"), back).state is State.IN_FORCE
    extended = entry("PGFP", "2019-01-31", "AL")
    assert own(*MENTIONED, *LAPSES, entry("GBPC", "2018-02-07"), extended).state is State.IN_FORCE


def test_a_fee_paid_where_it_lives_is_news_of_the_european_patent() -> None:
    paid = entry("PGFP", "2025-12-31", "GB")
    assert own(*MENTIONED).as_of == date(2014, 6, 4)
    assert own(*MENTIONED, *LAPSES, paid).as_of == date(2025, 12, 31)
    ended = (*MENTIONED, entry("PGFP", "2025-12-31", "FR"), entry("PG25", "2016-02-29", "FR"))
    assert own(*ended).as_of == date(2014, 6, 4)


def test_states_in_which_it_was_not_made_valid_are_told_within_nine_months() -> None:
    early = (*MENTIONED, *(entry("PG25", "2014-10-31", state) for state in ("DE", "FR", "GB")))
    assert own(*early, today=date(2015, 3, 3)).state is State.IN_FORCE
    assert own(*early, today=date(2015, 3, 4)).state is State.LAPSED


def test_what_lived_to_the_end_of_the_term_expired_with_it() -> None:
    term, later = date(2025, 1, 6), date(2026, 1, 6)
    status = fold([*MENTIONED, *LAPSES], term, later)
    assert (status.state, status.since, status.reason.code) == (State.EXPIRED, term, ReasonCode.TERM_ENDED)
    before = fold([*MENTIONED, *LAPSES, entry("GBPC", "2018-02-07")], term, later)
    assert (before.state, before.since) == (State.LAPSED, date(2018, 2, 7))
    told = own(*MENTIONED, *LAPSES, quoted("GB", "PE20", "2025-02-05"))
    assert (told.state, told.since) == (State.EXPIRED, date(2025, 2, 5))


def test_without_a_list_of_those_designated_it_is_not_known_to_live() -> None:
    status = own(entry("B450", "2014-06-04"), *LAPSES)
    assert (status.state, status.reason.code) == (State.UNKNOWN, ReasonCode.NO_STATE_KNOWN)


def test_liechtenstein_ends_with_switzerland() -> None:
    swiss = (entry("AK", "2010-01-06", states="CH LI"), entry("B450", "2014-06-04"), entry("PG25", "2016-01-31", "CH"))
    assert own(*swiss).state is State.LAPSED


def test_revoked_for_great_britain_alone() -> None:
    events = (*MENTIONED, entry("GBPR", "2016-03-02"))
    assert own(*events).state is State.IN_FORCE
    assert fold_territories(events, None, TODAY)["GB"].state is State.INVALIDATED


UNITARY = (
    entry("AK", "2022-01-05", states="AT DE ES FR"),
    entry("B450", "2023-07-05"),
    entry("U07", "2023-08-02", states="AT DE FR"),
)


def test_what_is_entered_of_the_unitary_patent_moves_the_states_it_covers() -> None:
    living = fold_territories([*UNITARY, entry("U20", "2025-01-31")], None, TODAY)
    assert {name: status.state for name, status in living.items()} == dict.fromkeys(
        ("AT", "DE", "FR", "UP"), State.IN_FORCE
    )
    lapsed = (*UNITARY, entry("U93", "2025-08-06"))
    states = fold_territories(lapsed, None, TODAY)
    assert {states[name].state for name in ("AT", "DE", "FR", "UP")} == {State.LAPSED}
    assert own(*lapsed).state is State.IN_FORCE
    assert own(*lapsed, entry("PG25", "2024-01-31", "ES")).state is State.LAPSED
    assert fold([*lapsed, entry("U95", "2025-09-03")], None, TODAY, territory="DE").state is State.IN_FORCE


@pytest.mark.parametrize(("registered", "romania"), [("2024-08-31", False), ("2024-09-01", True)])
def test_states_not_listed_are_those_that_took_part_on_the_day(registered: str, romania: bool) -> None:
    states = fold_territories([entry("B450", "2023-07-05"), entry("U07", registered)], None, TODAY)
    assert ("SE" in states, "ES" in states, "RO" in states) == (True, False, romania)


PUBLISHED = LegalEventValue(date(2021, 7, 1), EventCode.PUBLISHED, "wipo", office="WO", office_code="A1")


def test_the_international_phase_ends_31_months_after_the_priority() -> None:
    def on(day: date, territory: str = "") -> Status:
        return fold([PUBLISHED], None, day, territory=territory, filing=date(2020, 1, 10), international=True)

    assert on(date(2022, 8, 9)).state is State.PENDING
    over = on(date(2022, 8, 10))
    assert (over.state, over.since, over.reason.code) == (
        State.PHASE_OVER,
        date(2022, 8, 10),
        ReasonCode.PHASE_OVER,
    )
    assert on(date(2022, 8, 10), "DE").state is State.UNKNOWN
    assert fold([PUBLISHED], None, TODAY).state is State.PENDING


def test_an_application_that_did_not_enter_a_territory_is_not_pending_there() -> None:
    events = [PUBLISHED, entry("NENP", "2022-09-01", "DE", office="WO"), entry("122", "2022-10-01", office="WO")]
    day = date(2022, 11, 1)
    states = fold_territories(events, None, day)
    assert {name: status.state for name, status in states.items()} == {
        "DE": State.NOT_ENTERED,
        "EP": State.NOT_ENTERED,
    }
    assert fold(events, None, day).state is State.PENDING
    assert fold([PUBLISHED, entry("NENP", "2022-09-01", office="WO")], None, day).state is State.PENDING


def test_nothing_is_pending_twenty_years_after_filing() -> None:
    filed = LegalEventValue(date(1985, 9, 10), EventCode.PUBLISHED, "document", office="CN")
    assert fold([filed], None, date(2005, 3, 31), filing=date(1985, 4, 1)).state is State.PENDING
    over = fold([filed], None, date(2005, 4, 1), filing=date(1985, 4, 1))
    assert (over.state, over.since, over.reason.code) == (State.UNKNOWN, date(2005, 4, 1), ReasonCode.PENDENCY_OVER)
