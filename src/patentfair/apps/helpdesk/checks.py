"""What acts on a case check first: who works at its desk, and what was typed."""

from __future__ import annotations

import hmac

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk.models import Case
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["TEXT_LIMIT", "checked_text", "require_at_work", "require_desk", "require_judge", "salted"]

TEXT_LIMIT = 20_000


def require_desk(actor: Actor, case: Case) -> None:
    """Refuse whoever does not work at the case's center, or is its client."""
    if actor.is_system:
        return
    if case.center_id not in actor.centers:
        raise Refused("centers.staff-only")
    own = case.opened_by_id is not None and case.opened_by_id == actor.user_id
    if own or case.organisation_id in actor.organisations:
        raise Refused("helpdesk.own-case")


def checked_text(text: str, field: str, *, limit: int = TEXT_LIMIT, is_required: bool = True) -> str:
    """The text without white space around it; `Invalid` naming `field` where it is missing or too long."""
    text = text.replace("\r\n", "\n").strip()
    if is_required and not text:
        raise Invalid("helpdesk.empty", field=field)
    if len(text) > limit:
        raise Invalid("terms.too-long", field=field, limit=limit)
    return text


def salted(case: Case, *texts: str) -> str:
    """HMAC-SHA-256 of texts under the case's own secret: without the case's row nobody can try likely ones."""
    return hmac.digest(bytes.fromhex(case.secret), "\0".join(texts).encode(), "sha256").hex()


def require_at_work(center: Center, field: str) -> None:
    """Refuse a center that was removed: nobody there would see the case."""
    if Center.objects.filter(pk=center.pk, state=Center.State.REMOVED).exists():
        raise Invalid("helpdesk.center-removed", field=field)


def require_judge(actor: Actor, case: Case) -> None:
    """Refuse whoever is no administrator over the center complained of, works there, or complains themselves."""
    about = case.about
    within = about is not None and (actor.is_national_admin or about.province in actor.provinces)
    if not within or case.about_id in actor.centers:
        raise Refused("helpdesk.administrators-only")
    if case.opened_by_id is not None and case.opened_by_id == actor.user_id:
        raise Refused("helpdesk.own-case")
