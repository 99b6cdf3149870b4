"""Draw who is asked how satisfied they are, and take their answer."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.actions.moves import note, touch
from patentfair.apps.helpdesk.checks import checked_text
from patentfair.apps.helpdesk.clients import require_client
from patentfair.apps.helpdesk.models import Case, SurveyRound
from patentfair.apps.journal.actions import record
from patentfair.domain.helpdesk.case import OPEN_STATES, CaseState
from patentfair.domain.helpdesk.survey import commitment, is_drawn, quarter_of
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["draw", "rate", "reveal_seed", "round_of"]

_RATED_IN = (CaseState.CLOSED.value, CaseState.CONFIRMED.value, CaseState.LAPSED.value)
REMARK_LIMIT = 2000


@transaction.atomic
def round_of(*, actor: Actor, now: datetime) -> SurveyRound:
    """The round of the quarter, opened with its first case; the hash of its seed goes into the journal at once."""
    quarter = quarter_of(timezone.localdate(now))
    seed = secrets.token_hex(32)
    found, is_new = SurveyRound.objects.get_or_create(
        quarter=quarter, defaults={"seed": seed, "commitment": commitment(seed), "opened_at": now}
    )
    if is_new:
        record(
            events.SURVEY_OPENED,
            actor=SYSTEM.reference if not actor.is_system else actor.reference,
            object=f"survey:{quarter}",
            quarter=quarter,
            commitment=found.commitment,
        )
    return found


@transaction.atomic
def draw(*, actor: Actor, case: Case) -> None:
    """Draw, once, whether the client of a closed case is asked. The round is that of the day it was opened on."""
    if case.is_invited is not None:
        return
    round_ = SurveyRound.objects.get(pk=case.survey_id)
    invited = is_drawn(round_.seed, case.pk)
    touch(case, is_invited=invited)
    note(events.SURVEY_DRAWN, actor, case, quarter=round_.quarter, invited=invited)


@transaction.atomic
def rate(*, actor: Actor, case: Case, rating: int, remark: str = "", proof: str = "") -> None:
    """A client who was drawn says how satisfied they are, 1 to 5, once. Refused for those who were not drawn."""
    require_client(actor, case, proof)
    if rating not in range(1, 6):
        raise Invalid("helpdesk.rating", field="rating")
    if not case.is_invited or case.state not in _RATED_IN:
        raise Refused("helpdesk.not-drawn")
    if case.rating is not None:
        raise Refused("helpdesk.rated-already")
    remark = checked_text(remark, "remark", limit=REMARK_LIMIT, is_required=False)
    touch(case, rating=rating, remark=remark, rated_at=timezone.now())
    note(events.SURVEY_ANSWERED, actor, case, rating=rating, kind=case.kind, size_class=case.size_class)


@transaction.atomic
def reveal_seed(*, actor: Actor, round_: SurveyRound, now: datetime) -> bool:
    """Publish the seed of a past quarter whose cases are all drawn; returns whether it was published now."""
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="system")
    if (
        round_.quarter >= quarter_of(timezone.localdate(now))
        or round_.cases.filter(state__in=[state.value for state in OPEN_STATES]).exclude(kind="complaint").exists()
    ):
        return False
    if not SurveyRound.objects.filter(pk=round_.pk, revealed_at=None).update(revealed_at=now):
        return False
    record(
        events.SURVEY_REVEALED,
        actor=actor.reference,
        object=f"survey:{round_.quarter}",
        quarter=round_.quarter,
        seed=round_.seed,
    )
    return True
