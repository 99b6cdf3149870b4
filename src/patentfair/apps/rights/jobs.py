"""What becomes of claims by itself."""

from __future__ import annotations

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.models import Center
from patentfair.apps.rights.actions import hand_on_claims
from patentfair.apps.rights.models import OwnershipClaim

__all__ = ["hand_on_claims_from_removed_centers"]


def hand_on_claims_from_removed_centers() -> int:
    """Let the center that serves the region now check what waits at a removed one; returns how many claims."""
    waiting = OwnershipClaim.objects.filter(state=OwnershipClaim.State.PENDING).values("center")
    removed = Center.objects.filter(state=Center.State.REMOVED, pk__in=waiting).order_by("pk")
    return sum(hand_on_claims(actor=SYSTEM, center=one) for one in removed)
