"""Papers that leave the platform, and those that come back signed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import note, side_of_actor
from patentfair.apps.market.models import Deal, SignedPaper
from patentfair.apps.market.queries import was_issued
from patentfair.domain.kernel.errors import Refused

__all__ = ["bring_signed_paper", "issue_paper"]

MOST_SIGNED = 50


@transaction.atomic
def issue_paper(*, actor: Actor, deal: Deal, name: str, sha256: str) -> None:
    """Note the digest of a paper the first time it leaves, so that it is known again when it comes back signed."""
    if not was_issued(deal, sha256):
        note(events.PAPER_ISSUED, actor, deal, None, name=name, sha256=sha256)


@transaction.atomic
def bring_signed_paper(
    *, actor: Actor, deal: Deal, name: str, sha256: str, is_our_paper: bool, findings: list[dict[str, Any]]
) -> SignedPaper:
    """Keep a signed paper with what was found on checking it. It proves; it changes nothing in the deal."""
    side = side_of_actor(actor, deal, "sign")
    if not findings:
        raise Refused("paper.not-signed")
    if deal.signed_papers.count() >= MOST_SIGNED:
        raise Refused("paper.too-many")
    kept = SignedPaper.objects.create(
        deal=deal,
        side=side.value,
        name=name[:200],
        sha256=sha256,
        is_our_paper=is_our_paper,
        findings=findings,
        brought_by_id=actor.user_id,
        brought_at=timezone.now(),
    )
    note(
        events.SIGNED_PAPER_BROUGHT,
        actor,
        deal,
        side,
        sha256=sha256,
        is_our_paper=is_our_paper,
        signatures=len(findings),
    )
    return kept
