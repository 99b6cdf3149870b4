"""What lies on a right by its register."""

from __future__ import annotations

from datetime import date

from patentfair.domain.patents.burdens import BurdenKind, burdens
from patentfair.domain.patents.status import EventCode, LegalEventValue

TODAY = date(2026, 1, 1)


def event(code: EventCode, day: int, source: str = "a", territory: str = "") -> LegalEventValue:
    return LegalEventValue(date(2024, 1, day), code, source, territory=territory)


def kinds(*events: LegalEventValue) -> list[BurdenKind]:
    return [burden.kind for burden in burdens(events, TODAY)]


def test_a_pledge_stands_until_it_is_cancelled() -> None:
    pledged, cancelled = event(EventCode.PLEDGE_REGISTERED, 2), event(EventCode.PLEDGE_CANCELLED, 9)
    assert kinds(pledged) == [BurdenKind.PLEDGE]
    assert kinds(cancelled, pledged) == []
    assert kinds(pledged, cancelled, event(EventCode.PLEDGE_REGISTERED, 9)) == [BurdenKind.PLEDGE]


def test_of_two_pledges_a_cancellation_leaves_the_older() -> None:
    events = [
        event(EventCode.PLEDGE_REGISTERED, 2),
        event(EventCode.PLEDGE_REGISTERED, 4),
        event(EventCode.PLEDGE_CANCELLED, 9),
    ]
    assert [burden.since.day for burden in burdens(events, TODAY)] == [2]


def test_two_sources_of_one_entry_tell_of_one() -> None:
    assert kinds(event(EventCode.PRESERVED, 2), event(EventCode.PRESERVED, 2, "b")) == [BurdenKind.PRESERVATION]


def test_kinds_do_not_end_one_another_and_the_future_is_not_yet() -> None:
    assert kinds(event(EventCode.LICENCE_RECORDED, 2), event(EventCode.PLEDGE_CANCELLED, 3)) == [BurdenKind.LICENCE]
    assert burdens([event(EventCode.PLEDGE_REGISTERED, 5)], date(2024, 1, 4)) == ()


def test_an_entry_for_one_state_lies_on_that_state_alone() -> None:
    assert kinds(event(EventCode.LICENCE_RECORDED, 2, territory="DE")) == []
