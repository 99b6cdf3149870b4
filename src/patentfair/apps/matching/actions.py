"""Judge a match."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.actions import record
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.matching import events
from patentfair.apps.matching.models import MatchFeedback
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.matching.feedback import NotAFit

__all__ = ["judge_match"]


@transaction.atomic
def judge_match(
    *,
    actor: Actor,
    organisation: Organisation,
    need: Need,
    patent: Patent,
    fits: bool,
    code: str = "",
    listing: Listing | None = None,
) -> MatchFeedback:
    """Say that a match fits, or why not. The need's own organisation and those who list the patent may."""
    on_behalf_of = actor.require(organisation.pk, "draft")
    lists_it = Listing.objects.filter(patent=patent, organisation=organisation).exists()
    if organisation.pk != need.organisation_id and not lists_it:
        raise Refused("matching.not-yours")
    if fits == bool(code) or (code and code not in set(NotAFit)):
        raise Invalid("matching.code", field="code")
    feedback, _ = MatchFeedback.objects.update_or_create(
        need=need,
        patent=patent,
        organisation=organisation,
        defaults={"listing": listing, "given_by_id": actor.user_id, "fits": fits, "code": code, "at": timezone.now()},
    )
    facts: dict[str, Any] = {"need": need.pk, "patent": patent.key}
    if not fits:
        facts["code"] = code
    record(
        events.MATCH_QUALIFIED if fits else events.MATCH_REJECTED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"need:{need.pk}",
        center=f"center:{need.center_id}" if need.center_id else "",
        **facts,
    )
    return feedback
