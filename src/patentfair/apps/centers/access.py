"""Who may do what to centers, the posts at them, and what hangs on them."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy
from patentfair.apps.centers.models import Center, Post
from patentfair.domain.kernel.errors import Refused

__all__ = [
    "APPLICATIONS",
    "CENTERS",
    "EXPERTS",
    "POSTS",
    "administers",
    "held_to",
    "require_administrator",
    "require_head",
    "require_staff",
]


def _everything(actor: Actor) -> Q:
    return Q(pk__isnull=not actor.appoints_everywhere)


def _administered(actor: Actor) -> Q:
    return Q(pk__isnull=False) if actor.is_national_admin else Q(province__in=actor.provinces)


CENTERS: Policy = {
    "appoint": lambda actor: _everything(actor) | Q(pk__in=actor.headed_centers),
    "staff": lambda actor: Q(pk__in=list(actor.centers)),
    "lead": lambda actor: Q(pk__in=actor.headed_centers),
    # Administrators judge centers of their province; nobody judges the center they work at.
    "administer": lambda actor: _administered(actor) & ~Q(pk__in=list(actor.centers)),
    "inside": lambda actor: _administered(actor) | Q(pk__in=list(actor.centers)),
}
POSTS: Policy = {
    # A head looks after the staff; who heads a center is decided above it.
    "end": lambda actor: _everything(actor) | Q(center__in=actor.headed_centers, role=Post.Role.STAFF),
}
APPLICATIONS: Policy = {
    "read": lambda actor: _administered(actor) | Q(applicant=actor.user_id),
    # Nobody decides on an application of their own, or of an organisation they belong to or act for.
    "decide": lambda actor: (
        _administered(actor)
        & Q(state="open")
        & ~Q(applicant=actor.user_id)
        & ~Q(organisation__in=[*actor.organisations, *actor.powers])
    ),
    "withdraw": lambda actor: Q(applicant=actor.user_id, state="open"),
}


def _keeps_register(actor: Actor) -> Q:
    return Q(pk__isnull=not (actor.centers or actor.is_national_admin or actor.provinces or actor.is_operator))


EXPERTS: Policy = {
    "read": lambda actor: _keeps_register(actor) | Q(user=actor.user_id),
    "declare": lambda actor: Q(user=actor.user_id),
}


def held_to(policy: Policy, act: str, actor: Actor, path: str = "center") -> Q:
    """The center policy's filter on what hangs on a center by `path`."""
    return Q(**{f"{path}__in": Center.objects.filter(policy[act](actor))})


def administers(actor: Actor, province: str) -> bool:
    """Whether the actor is the administrator for a province, or for all of them."""
    return actor.is_system or actor.is_national_admin or province in actor.provinces


def require_administrator(actor: Actor, center: Center) -> None:
    """Raises `Refused` unless the actor administers the center's province and does not work at the center."""
    if not administers(actor, center.province):
        raise Refused("centers.administrator-only")
    if center.pk in actor.centers:
        raise Refused("centers.own-center")


def require_staff(actor: Actor, center: Center) -> None:
    """Raises `Refused` unless the actor works at the center."""
    if not (actor.is_system or center.pk in actor.centers):
        raise Refused("centers.staff-only")


def require_head(actor: Actor, center: Center) -> None:
    """Raises `Refused` unless the actor heads the center."""
    if not (actor.is_system or center.pk in actor.headed_centers):
        raise Refused("centers.head-only")
