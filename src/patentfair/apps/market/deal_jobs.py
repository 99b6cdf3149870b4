"""What happens to deals by the calendar alone: terms run out, conditions fail, notices take effect."""

from __future__ import annotations

import logging

from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.market.actions.changes import end_deal, take_effect
from patentfair.apps.market.actions.signing import lapse
from patentfair.apps.market.models import Deal, Termination
from patentfair.apps.market.queries import terms_of
from patentfair.apps.rights.models import Grant
from patentfair.domain.kernel.errors import DomainError
from patentfair.domain.market.deal import RUNNING, DealState

__all__ = ["end_run_out_deals", "lapse_unmet_conditions", "let_notices_take_effect"]

log = logging.getLogger(__name__)
BATCH = 200


def end_run_out_deals() -> int:
    """End deals whose last licence has come to its end; returns how many."""
    today = timezone.localdate()
    run_out = Grant.objects.filter(basis__startswith="deal:", ended_on=None, end__lte=today)
    candidates = {basis.split("/")[0] for basis in run_out.values_list("basis", flat=True)[: 10 * BATCH]}
    numbers = [int(one.removeprefix("deal:")) for one in candidates]
    ended = 0
    for deal in Deal.objects.filter(pk__in=numbers, state__in=[state.value for state in RUNNING])[:BATCH]:
        basis = f"deal:{deal.pk}"
        own = Grant.objects.filter(basis__in=[basis, f"{basis}/option"], ended_on=None)
        if any(grant.end is None or grant.end > today for grant in own):
            continue
        end_deal(actor=SYSTEM, deal=deal)
        ended += 1
    return ended


def lapse_unmet_conditions() -> int:
    """Let signed contracts fall whose conditions were not met by their day; returns how many."""
    today, fallen = timezone.localdate(), 0
    waiting = Deal.objects.filter(state=DealState.CONDITIONAL.value).select_related("agreed_sheet").order_by("pk")
    for deal in waiting[: 10 * BATCH]:
        terms = terms_of(deal.agreed_sheet) if deal.agreed_sheet else None
        conditions = terms.conditions if terms else ()
        if any(one.by is not None and one.by < today and one.name not in deal.met for one in conditions):
            lapse(actor=SYSTEM, deal=deal)
            fallen += 1
    return fallen


def let_notices_take_effect() -> int:
    """Bring uncontested notices of termination into effect on their day; returns how many."""
    due = Termination.objects.filter(state=Termination.State.NOTICED, effective_on__lte=timezone.localdate()).exclude(
        ground=Termination.Ground.AGREED
    )
    done = 0
    for notice in due.select_related("deal__agreed_sheet").order_by("pk")[:BATCH]:
        try:
            take_effect(actor=SYSTEM, termination=notice)
        except DomainError as error:
            log.warning("termination %s did not take effect: %s", notice.pk, error.code)
        else:
            done += 1
    return done
