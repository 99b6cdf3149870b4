"""The life of a right as its register shows it, told by worked sequences."""

from __future__ import annotations

from datetime import date

import pytest

from patentfair.domain.patents.register import StatusEvent
from patentfair.domain.patents.status import (
    EVENT_EFFECTS,
    EVENT_LABELS,
    LABELS,
    EventCode,
    LegalEventValue,
    ReasonCode,
    StageOfRight,
    State,
    Status,
    fold,
    fold_territories,
    on_day,
)
from patentfair.domain.patents.status_calendar import add_months, grace_end
from patentfair.domain.patents.status_tables import legal_event

TODAY = date(2026, 6, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def of(office: str, *entries: str) -> list[LegalEventValue]:
    """Entries as "CODE published [effective] [@STATE] [-RETRACTED]"; words after "|" are the entry's text."""
    values = []
    for entry in entries:
        head, _, text = entry.partition("|")
        code, *rest = head.split()
        days = [day(part) for part in rest if not part.startswith("@")]
        event = StatusEvent(
            office=office,
            code="" if code == "-" else code,
            text=text,
            published=days[0],
            effective=days[1] if len(days) > 1 else None,
            territory=next((part[1:] for part in rest if part.startswith("@")), ""),
        )
        value = legal_event(event, "gazette")
        assert value is not None
        values.append(value)
    return values


CN_LIFE = ("PB01 2015-03-04", "SE01 2015-04-01", "GR01 2017-05-10")
SEQUENCES = {
    "a grant, a transfer, the end of the term": (
        (*CN_LIFE, "TR01 2019-02-01 2019-01-20", "CX01 2025-03-28 2025-01-05"),
        State.EXPIRED,
        "2025-01-05",
    ),
    "an unpaid annuity ends the right as of the due date": (
        (*CN_LIFE, "CF01 2024-12-20 2024-01-05"),
        State.LAPSED,
        "2024-01-05",
    ),
    "a restoration undoes the end": (
        (*CN_LIFE, "CF01 2024-12-20 2024-01-05", "RR01 2025-05-06"),
        State.IN_FORCE,
        "2025-05-06",
    ),
    "the year after it ends again": (
        (*CN_LIFE, "CF01 2023-12-20 2023-01-05", "RR01 2024-05-06", "CF01 2024-12-19 2024-01-05"),
        State.LAPSED,
        "2024-01-05",
    ),
    "a pledge made and cancelled leaves the right alone": (
        (*CN_LIFE, "PE01 2019-02-01", "PC01 2020-02-01"),
        State.IN_FORCE,
        "2017-05-10",
    ),
    "invalid in whole": ((*CN_LIFE, "IW01 2020-03-01 2020-01-15"), State.INVALIDATED, "2020-01-15"),
    "invalid after its end": (
        (*CN_LIFE, "CF01 2019-12-20 2019-01-05", "IW01 2020-03-01 2020-01-15"),
        State.INVALIDATED,
        "2020-01-15",
    ),
    "a restoration does not undo an invalidation": (
        (*CN_LIFE, "IW01 2020-03-01", "RR01 2020-06-01"),
        State.INVALIDATED,
        "2020-03-01",
    ),
    "invalid in part": ((*CN_LIFE, "IP01 2020-03-01"), State.IN_FORCE, "2017-05-10"),
    "invalid, how far is not said": ((*CN_LIFE, "C35 2020-03-01"), State.UNKNOWN, "2020-03-01"),
    "an unclear invalidation settled as partial": (
        (*CN_LIFE, "C35 2020-03-01", "IP01 2020-04-01"),
        State.IN_FORCE,
        "2020-04-01",
    ),
    "what has ended stays so under an unclear invalidation": (
        (*CN_LIFE, "CF01 2019-12-20 2019-01-05", "C35 2020-03-01", "IP01 2020-04-01"),
        State.LAPSED,
        "2019-01-05",
    ),
    "no restoration after the term": (
        (*CN_LIFE, "CX01 2025-03-28 2025-01-05", "CF01 2025-04-20 2024-01-05", "RR01 2025-05-06"),
        State.LAPSED,
        "2024-01-05",
    ),
    "examined, deemed withdrawn": ((*CN_LIFE[:2], "WD01 2016-06-01"), State.WITHDRAWN, "2016-06-01"),
    "refused": ((*CN_LIFE[:2], "RJ01 2016-06-01"), State.REFUSED, "2016-06-01"),
    "deemed withdrawn, restored, granted": (
        (*CN_LIFE[:2], "WD01 2016-06-01", "RR01 2016-09-01", "GR01 2017-05-10"),
        State.IN_FORCE,
        "2017-05-10",
    ),
    "given up for the invention of the same day": ((*CN_LIFE, "AV01 2018-01-05"), State.LAPSED, "2018-01-05"),
    "a preservation changes no state": ((*CN_LIFE, "PP01 2018-01-05"), State.IN_FORCE, "2017-05-10"),
    "by words alone": (
        ("- 2012-09-26|授权", "- 2022-01-04|专利权有效期届满IPC(主分类):A41D1/00;授权公告日:20120926;"),
        State.EXPIRED,
        "2022-01-04",
    ),
    "by words with the grounds in brackets": (
        ("- 2012-09-26|授权", "- 2015-01-04|专利权的终止(未缴年费专利权终止)"),
        State.LAPSED,
        "2015-01-04",
    ),
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_chinese_sequences(name: str) -> None:
    entries, state, since = SEQUENCES[name]
    status = fold(of("CN", *entries), None, TODAY)
    assert (status.state, status.since) == (state, day(since))


def test_invalidation_in_china_is_void_from_the_start() -> None:
    status = fold(of("CN", *CN_LIFE, "IW01 2020-03-01"), None, TODAY)
    assert status.reason.code is ReasonCode.VOID_AB_INITIO
    assert (status.reason.event, status.reason.office_code) == (EventCode.INVALIDATED, "IW01")
    assert status.stage is StageOfRight.TERMINATION
    elsewhere = fold(of("JP", "R150 2015-01-05", "RVTR 2020-01-05"), None, TODAY)
    assert elsewhere.reason.code is ReasonCode.EVENT


US_GRANT = LegalEventValue(day("2016-10-25"), EventCode.GRANTED, "uspto-grant", office="US")


def test_us_reminder_grace_lapse_reinstatement() -> None:
    events = [US_GRANT, *of("US", "REMI 2020-06-15")]
    grace = fold(events, None, day("2020-08-01"))
    assert (grace.state, grace.grace_ends) == (State.PROVISIONAL, day("2020-10-25"))
    assert fold(events, None, day("2020-10-25")).state is State.UNKNOWN
    events += of("US", "LAPS 2020-11-30", "STCH 2020-11-30", "FP 2020-12-22 2020-10-25")
    lapsed = fold(events, None, TODAY)
    assert (lapsed.state, lapsed.since, lapsed.as_of) == (State.LAPSED, day("2020-10-25"), day("2020-12-22"))
    events += of("US", "PRDP 2021-03-01")
    assert fold(events, None, TODAY).state is State.IN_FORCE


def test_the_same_us_lapse_listed_again_after_reinstatement_is_not_a_new_one() -> None:
    entries = ("LAPS 2020-11-30", "PRDP 2020-12-07", "FP 2020-12-22 2020-10-25")
    assert fold([US_GRANT, *of("US", *entries)], None, TODAY).state is State.IN_FORCE


def test_us_fees_cover_until_the_next_is_due() -> None:
    events = [US_GRANT, *of("US", "MAFP 2020-04-01|Year of fee payment: 4")]
    paid = fold(events, None, day("2023-01-01"))
    assert (paid.state, paid.paid_until, paid.grace_ends) == (
        State.IN_FORCE,
        day("2024-04-25"),
        day("2024-10-25"),
    )
    late = fold(events, None, day("2024-05-01"))
    assert (late.state, late.since, late.reason.code) == (State.PROVISIONAL, day("2024-04-25"), ReasonCode.FEE_DUE)
    silent = fold(events, None, day("2024-10-25"))
    assert (silent.state, silent.reason.code) == (State.UNKNOWN, ReasonCode.GRACE_OVER)
    events += of("US", "MAFP 2028-04-01|PAYMENT OF MAINTENANCE FEE, 12TH YEAR, LARGE ENTITY")
    assert fold(events, day("2034-02-02"), day("2030-01-01")).state is State.IN_FORCE


def test_a_grace_period_is_claimed_only_where_the_law_was_read() -> None:
    def paid(office: str) -> Status:
        event = LegalEventValue(day("2024-01-10"), EventCode.FEE_PAID, "x", day("2025-01-10"), office=office)
        return fold([event], None, day("2025-02-01"))

    assert paid("CN").state is State.PROVISIONAL
    assert paid("CN").grace_ends == day("2025-07-10")
    assert paid("JP").state is State.IN_FORCE
    assert paid("JP").grace_ends is None
    assert grace_end("CN", day("2024-08-31")) == day("2025-02-28")


def test_an_overdue_fee_runs_six_months_in_china_and_a_payment_ends_it() -> None:
    overdue = LegalEventValue(day("2025-01-10"), EventCode.FEE_OVERDUE, "x", office="CN")
    grant = LegalEventValue(day("2020-01-10"), EventCode.GRANTED, "x", office="CN")
    assert fold([grant, overdue], None, day("2025-07-09")).state is State.PROVISIONAL
    assert fold([grant, overdue], None, day("2025-07-10")).state is State.UNKNOWN
    paid = LegalEventValue(day("2025-03-01"), EventCode.FEE_PAID, "x", day("2026-01-10"), office="CN")
    assert fold([grant, overdue, paid], None, day("2025-08-01")).state is State.IN_FORCE
    earlier = LegalEventValue(day("2025-02-01"), EventCode.FEE_PAID, "x", day("2025-01-10"), office="CN")
    assert fold([grant, overdue, earlier], None, day("2025-03-01")).state is State.PROVISIONAL


def test_a_fee_never_revives_what_has_ended() -> None:
    lapsed = of("CN", *CN_LIFE, "CF01 2024-12-20 2024-01-05")
    paid = LegalEventValue(day("2025-01-10"), EventCode.FEE_PAID, "x", day("2027-01-05"), office="CN")
    assert fold([*lapsed, paid], None, TODAY).state is State.LAPSED


def test_an_annuity_shows_no_grant_where_applications_pay_too() -> None:
    def after_publication(office: str) -> State:
        published = LegalEventValue(day("2020-01-01"), EventCode.PUBLISHED, "x", office=office)
        paid = LegalEventValue(day("2022-01-01"), EventCode.FEE_PAID, "x", office=office)
        return fold([published, paid], None, TODAY).state

    def alone(office: str) -> State:
        return fold([LegalEventValue(day("2022-01-01"), EventCode.FEE_PAID, "x", office=office)], None, TODAY).state

    assert (alone("EP"), alone("US")) == (State.UNKNOWN, State.IN_FORCE)
    assert after_publication("DE") is State.PENDING
    assert after_publication("CN") is State.IN_FORCE


EP_LIFE = ("17P 2010-01-06", "GRAP 2014-01-10", "GRAA 2014-05-09", "B450 2014-06-04", "26N 2015-05-29")


def test_a_european_patent_lives_on_where_it_has_not_lapsed() -> None:
    events = of(
        "EP",
        *EP_LIFE,
        "PG25 2015-11-30 2014-09-05 @AT",
        "PG25 2018-07-31 2017-11-30 @DE",
        "PGFP 2018-12-31 2018-11-20 @FR",
        "GBPC 2018-08-01 2017-11-30",
    )
    own = fold(events, None, TODAY)
    assert (own.state, own.stage) == (State.IN_FORCE, StageOfRight.GRANT)
    states = fold_territories(events, None, TODAY)
    assert {name: status.state for name, status in states.items()} == {
        "AT": State.LAPSED,
        "DE": State.LAPSED,
        "FR": State.IN_FORCE,
        "GB": State.LAPSED,
    }
    assert states["DE"].since == day("2017-11-30")
    assert states["FR"].as_of == day("2018-12-31")
    assert states["FR"].territory == "FR"


def test_what_ends_the_european_patent_ends_it_everywhere() -> None:
    events = of("EP", *EP_LIFE, "PGFP 2016-01-31 @FR", "27W 2017-02-01 2016-12-01")
    assert fold(events, None, TODAY).state is State.INVALIDATED
    assert fold_territories(events, None, TODAY)["FR"].state is State.INVALIDATED


def test_entries_of_a_state_are_deleted_and_reinstated_for_it_alone() -> None:
    lapsed = of("EP", *EP_LIFE, "PG25 2018-07-31 2017-11-30 @DE", "PG25 2018-07-31 2017-11-30 @FR")
    deleted = fold_territories([*lapsed, *of("EP", "PG2D 2019-01-31 @DE")], None, TODAY)
    assert (deleted["DE"].state, deleted["FR"].state) == (State.IN_FORCE, State.LAPSED)
    restored = fold_territories([*lapsed, *of("EP", "PGRI 2019-01-31 @FR")], None, TODAY)
    assert (restored["DE"].state, restored["FR"].state) == (State.LAPSED, State.IN_FORCE)


def test_a_lapse_in_a_state_that_is_not_named_ends_nothing() -> None:
    assert fold(of("EP", *EP_LIFE, "PG25 2018-07-31"), None, TODAY).state is State.IN_FORCE


def test_a_deleted_entry_is_as_if_it_had_not_been() -> None:
    events = of("EP", "17P 2010-01-06", "18D 2012-03-07 2011-10-01", "D18D 2012-08-01")
    assert fold(events, None, TODAY).state is State.PENDING
    assert fold(events, None, TODAY, known_at=day("2012-05-01")).state is State.WITHDRAWN


def test_an_application_that_was_granted_after_all() -> None:
    assert fold(of("EP", "18D 2012-03-07 2011-10-01", "B450 2014-06-04"), None, TODAY).state is State.IN_FORCE
    japanese = of("JP", "A02 2012-12-26", "A911 2013-04-01")
    assert fold(japanese, None, TODAY).state is State.PENDING
    assert fold([*japanese, *of("JP", "A01 2013-08-01", "R150 2013-09-01")], None, TODAY).state is State.IN_FORCE


def test_decisions_to_grant_are_not_yet_a_right() -> None:
    assert fold(of("KR", "E701 2015-01-05"), None, TODAY).state is State.PENDING
    assert fold(of("KR", "E701 2015-01-05", "REGI 2015-03-05"), None, TODAY).state is State.IN_FORCE
    assert fold(of("US", "STCF 2016-10-05|PATENTED CASE"), None, TODAY).state is State.PENDING


def test_stages() -> None:
    events = of("EP", "17P 2010-01-06", "B450 2014-06-04", "26 2015-04-01", "27O 2017-04-01")
    stages = [fold(events[:count], None, TODAY).stage for count in range(5)]
    assert stages == [
        StageOfRight.NONE,
        StageOfRight.EXAMINATION,
        StageOfRight.GRANT,
        StageOfRight.POST_GRANT_CHALLENGE,
        StageOfRight.GRANT,
    ]


def test_st27_string_holds_only_what_is_known() -> None:
    assert fold(of("CN", *CN_LIFE), None, TODAY).st27_code == "A-2-4-F10"
    assert fold(of("CN", *CN_LIFE, "CF01 2024-12-20"), None, TODAY).st27_code == "N-4-6-H10"
    assert fold(of("CN", "WD01 2016-06-01"), None, TODAY).st27_code == ""
    assert fold([], None, TODAY).st27_code == ""


def test_events_of_one_day_follow_each_other_as_their_stages_do() -> None:
    same = ("CF01 2024-12-20", "RR01 2024-12-20", "GR01 2024-12-20", "SE01 2024-12-20")
    assert fold(of("CN", *same), None, TODAY).state is State.IN_FORCE
    opposed = of("EP", "B450 2014-06-04", "27O 2017-04-01", "26 2017-04-01")
    assert fold(opposed, None, TODAY).stage is StageOfRight.GRANT


def test_two_clocks() -> None:
    events = of("CN", *CN_LIFE, "CF01 2024-12-20 2024-01-05", "RR01 2025-05-06")
    then = day("2024-06-01")
    assert fold(events, None, then).state is State.LAPSED  # it had ended, as we know now
    assert fold(events, None, then, known_at=then).state is State.IN_FORCE  # what a buyer could see
    assert fold(events, None, day("2025-01-01"), known_at=day("2025-01-01")).state is State.LAPSED
    assert fold(events, None, TODAY).state is State.IN_FORCE


def test_knowledge_is_as_fresh_as_the_newest_entry_or_the_source_itself() -> None:
    events = of("CN", *CN_LIFE, "TR01 2019-02-01 2019-01-20")
    assert fold(events, None, TODAY).as_of == day("2019-02-01")
    stated = fold(events, None, TODAY, as_of=day("2026-05-01"))
    assert (stated.as_of, stated.freshness.as_of) == (day("2026-05-01"), day("2026-05-01"))
    assert not stated.is_stale(TODAY, 31)
    assert stated.freshness.is_stale(TODAY, 30)
    assert fold([], None, TODAY).is_stale(TODAY)
    assert fold(events, None, TODAY, known_at=day("2020-01-01"), as_of=day("2026-05-01")).as_of == day("2019-02-01")


def test_the_term_ends_a_right_in_force() -> None:
    events = of("CN", *CN_LIFE)
    assert fold(events, day("2035-01-05"), day("2035-01-04")).state is State.IN_FORCE
    ended = fold(events, day("2035-01-05"), day("2035-01-05"))
    assert (ended.state, ended.since, ended.source) == (State.EXPIRED, day("2035-01-05"), "term")
    assert ended.reason.code is ReasonCode.TERM_ENDED


def test_a_stored_status_moves_on_with_the_calendar() -> None:
    stored = Status(
        State.IN_FORCE, day("2020-01-01"), "x", day("2024-01-01"), day("2025-01-01"), grace_ends=day("2025-07-01")
    )
    assert on_day(stored, day("2024-12-31")) == stored
    assert on_day(stored, day("2025-01-01")).state is State.PROVISIONAL
    assert on_day(stored, day("2025-07-01")).state is State.UNKNOWN


DE_PUBLISHED = LegalEventValue(day("2015-01-08"), EventCode.PUBLISHED, "document", office="DE", office_code="A1")


@pytest.mark.parametrize("code", ["R119", "8139"])
def test_an_unpaid_fee_of_an_application_means_that_it_was_withdrawn(code: str) -> None:
    status = fold([DE_PUBLISHED, *of("DE", f"{code} 2018-05-03")], None, TODAY)
    assert (status.state, status.reason.event, status.st27_code) == (State.WITHDRAWN, EventCode.DEEMED_WITHDRAWN, "")


def test_an_unpaid_fee_after_the_grant_ends_the_right() -> None:
    ended = of("DE", "R119 2018-05-03")
    assert fold([DE_PUBLISHED, *of("DE", "R020 2017-05-04"), *ended], None, TODAY).state is State.LAPSED
    told_later = LegalEventValue(day("2017-05-04"), EventCode.GRANTED, "copy", published=day("2020-01-01"), office="DE")
    status = fold([DE_PUBLISHED, *ended, told_later], None, TODAY)
    assert (status.state, status.since, status.reason.event) == (State.LAPSED, day("2018-05-03"), EventCode.LAPSED)
    chinese = LegalEventValue(day("2015-01-08"), EventCode.PUBLISHED, "document", office="CN")
    assert fold([chinese, *of("CN", "CF01 2018-05-03")], None, TODAY).state is State.LAPSED


def test_a_certificate_that_cancels_claims_leaves_it_open_what_stands() -> None:
    unclear = fold([US_GRANT, *of("US", "IPRC 2020-01-07|CLAIMS 1-20 ARE CANCELLED")], None, TODAY)
    assert (unclear.state, unclear.reason.event) == (State.UNKNOWN, EventCode.INVALIDATION_UNCLEAR)
    confirmed = fold([US_GRANT, *of("US", "C1 2020-01-07|CLAIMS 1-5 IS CONFIRMED")], None, TODAY)
    assert confirmed.state is State.IN_FORCE
    for code in ("CONR", "LIMR"):
        assert fold([US_GRANT, *of("US", "C1 2020-01-07", f"{code} 2020-01-07")], None, TODAY).state is State.IN_FORCE
    cancelled = fold([US_GRANT, *of("US", "C1 2020-01-07", "FPB1 2020-02-04")], None, TODAY)
    assert cancelled.state is State.INVALIDATED


def test_a_reissue_ends_the_original() -> None:
    status = fold([US_GRANT, *of("US", "REISSUED 2020-01-07")], None, TODAY)
    assert (status.state, status.since) == (State.LAPSED, day("2020-01-07"))


def test_a_terminal_disclaimer_changes_no_state() -> None:
    status = fold([US_GRANT, *of("US", "DISCLAIMER 2016-10-25|Subject to a terminal disclaimer.")], None, TODAY)
    assert status.state is State.IN_FORCE


def test_values_as_first_written_still_fold() -> None:
    events = [
        LegalEventValue(day("2020-01-01"), EventCode.GRANTED, "document"),
        LegalEventValue(day("2025-01-01"), EventCode.FEE_PAID, "copy", day("2026-12-31")),
    ]
    assert fold(events, None, TODAY) == fold(events[::-1], None, TODAY)
    status = fold(events, None, TODAY)
    assert (status.state, status.source, status.paid_until) == (State.IN_FORCE, "copy", day("2026-12-31"))


def test_every_code_and_state_has_words_in_both_languages() -> None:
    assert set(LABELS) == set(State)
    assert set(EVENT_LABELS) == set(EventCode)
    assert all(words.zh and words.en for words in (*LABELS.values(), *EVENT_LABELS.values()))
    assert all(len(code.value) <= 24 for code in EventCode)
    for code, state in EVENT_EFFECTS.items():
        assert fold([LegalEventValue(day("2020-01-01"), code, "x")], None, TODAY).state is state, code


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert add_months(day("2024-08-31"), 6) == day("2025-02-28")
    assert add_months(day("9999-12-01"), 6) == date.max
