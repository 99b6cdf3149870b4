"""Open centers, say who works there, and serve visitors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.actions import end_desk_powers, record_authorisation, register_organisation
from patentfair.apps.accounts.models import Authorisation, Organisation, User
from patentfair.apps.centers import events
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.centers.queries import provinces_of
from patentfair.apps.journal.actions import record
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["end_post", "end_powers_of", "give_post", "new_center", "open_center", "serve_visitor"]


@transaction.atomic
def open_center(*, actor: Actor, key: str, **fields: object) -> Center:
    """Open a center. Only an operator, a national administrator or the system may; one national hall at most."""
    if not actor.appoints_everywhere:
        raise Refused("accounts.operator-only")
    return new_center(actor=actor, key=key, **fields)


def new_center(*, actor: Actor, key: str, **fields: object) -> Center:
    """Enter a center whose opening has been decided; the caller has asked who may. Raises `Invalid`."""
    center = Center(key=key, opened_at=timezone.now(), **fields)
    if not (center.name_zh and center.name_en):
        raise Invalid("centers.name", field="name_en" if center.name_zh else "name_zh")
    if center.province not in PROVINCES:
        raise Invalid("centers.province", field="province")
    if center.is_national and Center.objects.filter(is_national=True).exists():
        raise Invalid("centers.national-hall-exists", field="is_national")
    try:
        with transaction.atomic():
            center.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid("centers.key-taken", field="key") from error
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
    """Appoint a person to a center. Operators, national administrators and the system may; its head appoints staff.

    The only head of a center in operation becomes staff once another one heads it.
    """
    _require_appointer(actor, center)
    _take_turn(center)
    if center.state == Center.State.REMOVED:
        raise Refused("centers.removed")
    if role not in Post.Role.values:
        raise Invalid("accounts.role", field="role")
    held = Post.objects.filter(user=user, center=center).first()
    if not actor.appoints_everywhere and Post.Role.HEAD in (role, held.role if held else None):
        raise Refused("centers.head-appointed-above", field="role")
    if held and role != Post.Role.HEAD:
        _require_another_head(held)
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


@transaction.atomic
def end_post(*, actor: Actor, post: Post) -> None:
    """End a person's post at a center. Whoever may give it may end it; a center in operation keeps a head.

    The powers they asked for at the desk end with their last post in the province.
    """
    _require_appointer(actor, post.center)
    _take_turn(post.center)
    held = Post.objects.select_related("center").filter(pk=post.pk).first()
    if held is None:
        return
    post.role = held.role
    if not actor.appoints_everywhere and post.role == Post.Role.HEAD:
        raise Refused("centers.head-appointed-above")
    _require_another_head(held)
    ended, _ = Post.objects.filter(pk=post.pk, role=post.role).delete()
    if ended:
        record(
            events.POST_ENDED,
            actor=actor.reference,
            object=f"user:{post.user_id}",
            center=f"center:{post.center_id}",
            user=post.user_id,
            role=post.role,
        )
        end_powers_of(actor=actor, post=post)


def end_powers_of(*, actor: Actor, post: Post) -> None:
    """End the powers asked for at the desk in provinces where the person has no other working post."""
    others = Post.objects.filter(user=post.user_id).exclude(center=post.center_id)
    still = provinces_of(others.exclude(center__state=Center.State.REMOVED).values_list("center_id", flat=True))
    for province in sorted(provinces_of([post.center_id]) - still):
        end_desk_powers(actor=actor, user=post.user, province=province)


def _take_turn(center: Center) -> None:
    """Posts of a center change one after the other, so that two who end two heads' posts do not both succeed."""
    Center.objects.filter(pk=center.pk).update(key=F("key"))
    center.refresh_from_db(fields=["state"])


def _require_another_head(post: Post) -> None:
    """Raises `Refused` where a center in operation would be without a head who can sign in."""
    if post.role != Post.Role.HEAD or post.center.state == Center.State.REMOVED:
        return
    heads = Post.objects.filter(center=post.center_id, role=Post.Role.HEAD, user__is_active=True)
    if not heads.exclude(pk=post.pk).exists():
        raise Refused("centers.last-head")


def _require_appointer(actor: Actor, center: Center) -> None:
    if not (actor.appoints_everywhere or center.pk in actor.headed_centers):
        raise Refused("centers.head-only")


@transaction.atomic
def serve_visitor(
    *,
    actor: Actor,
    representative: User,
    visitor: Organisation | Mapping[str, Any],
    scopes: Collection[str],
    valid_from: date,
    valid_until: date | None,
    document_name: str,
    document_sha256: str,
) -> list[Authorisation]:
    """Register a visitor without an account, or take one registered before, and ask to act for them.

    The staff member does not become part of the organisation; each power holds once a colleague has confirmed it.
    """
    if not scopes:
        raise Invalid("accounts.scope", field="scopes")
    organisation = (
        visitor if isinstance(visitor, Organisation) else register_organisation(actor=actor, join=False, **visitor)
    )
    return [
        record_authorisation(
            actor=actor,
            organisation=organisation,
            representative=representative,
            scope=scope,
            valid_from=valid_from,
            valid_until=valid_until,
            document_name=document_name,
            document_sha256=document_sha256,
        )
        for scope in scopes
    ]
