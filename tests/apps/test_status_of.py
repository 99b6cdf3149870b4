"""What is pending is so only as long as it can be, and as long as anything was heard of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from patentfair.apps.registry.actions import save_records
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import History, relied_on_until, status_of
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import PatentRecord, PriorityClaim, RightType, Stage
from patentfair.domain.patents.status import State

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
CHINESE = PatentRecord(
    publication=document_id("CN", "112000001", "A", date(2020, 12, 4)),
    application=application_id("CN", "201910000001.6", date(2019, 6, 4)),
    right_type=RightType.INVENTION,
    stage=Stage.APPLICATION,
    format="cnipa-gazette-csv",
    digest="a",
)
INTERNATIONAL = PatentRecord(
    publication=document_id("WO", "2024/000001", "A1", date(2024, 8, 1)),
    application=application_id("WO", "PCT/CN2024/000001", date(2024, 1, 30)),
    priorities=(PriorityClaim(country="CN", number="202310000001.6", date=date(2023, 2, 1)),),
    right_type=RightType.INVENTION,
    stage=Stage.APPLICATION,
    format="wipo-st96",
    digest="b",
)


def saved(record: PatentRecord) -> Patent:
    save_records([record], at=AT)
    return Patent.objects.get(key=record.publication.canonical)


def test_silence_makes_an_application_unknown(settings) -> None:
    settings.STATUS_LIMIT_DAYS = 400
    patent = saved(CHINESE)
    last = date(2020, 12, 4) + timedelta(days=400)
    assert status_of(patent, last).state is State.PENDING
    assert relied_on_until(patent, last) is None
    silent = last + timedelta(days=1)
    assert (status_of(patent, silent).state, relied_on_until(patent, silent)) == (State.UNKNOWN, last)


def test_no_application_is_pending_after_twenty_years(settings) -> None:
    settings.STATUS_LIMIT_DAYS = 99_999
    patent = saved(CHINESE)
    assert status_of(patent, date(2039, 6, 3)).state is State.PENDING
    over = status_of(patent, date(2039, 6, 4))
    assert (over.state, over.since) == (State.UNKNOWN, date(2039, 6, 4))
    assert History(patent).status_on(date(2039, 6, 4)).state is State.UNKNOWN


@pytest.mark.parametrize(("with_priority", "over"), [(True, date(2025, 9, 1)), (False, date(2026, 8, 30))])
def test_the_international_phase_is_over_31_months_after_the_priority_or_else_the_filing(
    with_priority: bool, over: date, settings
) -> None:
    settings.STATUS_LIMIT_DAYS = 99_999
    record = INTERNATIONAL if with_priority else msgspec.structs.replace(INTERNATIONAL, priorities=())
    patent = saved(record)
    before = over - timedelta(days=1)
    assert (status_of(patent, before).state, status_of(patent, over).state) == (State.PENDING, State.PHASE_OVER)
    assert History(patent).status_on(before).state is State.PENDING
    assert History(patent).status_on(over).state is State.PHASE_OVER
    assert relied_on_until(patent, over) is None
