"""What a register tells of a right reaches the decision, whether or not anyone entered it here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.registry.models import LegalEvent
from patentfair.apps.rights.models import Declaration, Encumbrance, Grant, Interest
from patentfair.apps.rights.queries import grantable
from patentfair.domain.patents.status import EventCode
from patentfair.domain.rights.decision import Outcome

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def patent(world):
    """An owned patent of which its owner has declared everything, so that an assignment can be decided."""
    interest = (
        Interest.objects.filter(patent__office="CN", patent__status="in_force", share_denominator=1, valid_until=None)
        .exclude(patent__in=Grant.objects.values("patent"))
        .exclude(patent__in=Encumbrance.objects.values("patent"))
        .select_related("patent")
        .order_by("pk")
        .first()
    )
    Declaration.objects.update_or_create(
        patent=interest.patent,
        defaults={
            "facts": {"grants_complete": True, "encumbrances_complete": True},
            "declared_at": timezone.now(),
        },
    )
    LegalEvent.objects.filter(right=interest.patent.right, code=EventCode.ASSIGNED.value).delete()
    return interest.patent


def told(patent, code: EventCode, days_ago: int) -> None:
    add_legal_event(
        actor=SYSTEM, patent=patent, date=TODAY - timedelta(days=days_ago), code=code, source="cn-legal-events"
    )


def decided(patent, kind: str):
    return next(row.decision for row in grantable(patent, TODAY) if row.kind == kind)


def rules(patent, kind: str) -> set[str]:
    return {finding.rule for finding in decided(patent, kind).findings if not finding.satisfied}


def test_a_registered_pledge_needs_the_pledgee_though_nobody_entered_it(patent) -> None:
    before = rules(patent, "assignment")
    told(patent, EventCode.PLEDGE_REGISTERED, 30)
    assert "R-CN-81" in rules(patent, "assignment") - before
    told(patent, EventCode.PLEDGE_CANCELLED, 10)
    assert rules(patent, "assignment") == before


def test_a_preservation_stops_a_transfer(patent) -> None:
    told(patent, EventCode.PRESERVED, 30)
    assert decided(patent, "assignment").outcome is Outcome.FORBIDDEN


def test_a_recorded_licence_that_nobody_entered_leaves_the_exclusive_one_undecided(patent) -> None:
    told(patent, EventCode.LICENCE_RECORDED, 30)
    assert decided(patent, "exclusive_licence").outcome in (Outcome.INDETERMINATE, Outcome.FORBIDDEN)


def test_a_transfer_after_the_check_leaves_the_title_open(patent) -> None:
    Interest.objects.filter(patent=patent).update(valid_from=TODAY - timedelta(days=900))
    patent.claims.update(decided_at=timezone.now() - timedelta(days=100))
    told(patent, EventCode.ASSIGNED, 30)
    assert decided(patent, "ordinary_licence").outcome is Outcome.INDETERMINATE
