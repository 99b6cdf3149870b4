"""Every write to centers."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import User
from patentfair.apps.centers import events
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.journal.actions import record
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["give_post", "open_center"]


@transaction.atomic
def open_center(*, actor: Actor, key: str, **fields: object) -> Center:
    """Open a center. Only an operator, a national administrator or the system may."""
    if not (actor.is_system or actor.is_operator or actor.is_national_admin):
        raise Refused("accounts.operator-only")
    center = Center.objects.create(key=key, opened_at=timezone.now(), **fields)
    record(
        events.CENTER_OPENED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        province=center.province,
    )
    return center


@transaction.atomic
def give_post(*, actor: Actor, center: Center, user: User, role: str) -> Post:
    """Appoint a person to a center. Its head, an operator or the system may."""
    if not (actor.is_system or actor.is_operator or actor.centers.get(center.pk) == Post.Role.HEAD):
        raise Refused("centers.head-only")
    if role not in Post.Role.values:
        raise Invalid("accounts.role", field="role")
    post, _ = Post.objects.update_or_create(user=user, center=center, defaults={"role": role})
    record(
        events.POST_GIVEN,
        actor=actor.reference,
        object=f"user:{user.pk}",
        center=f"center:{center.pk}",
        user=user.pk,
        role=role,
    )
    return post
