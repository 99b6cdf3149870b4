"""Who someone is on a given day, and which center looks after a region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS, Actor
from patentfair.apps.accounts.models import Authorisation, Membership, Office, User
from patentfair.apps.centers.events import POST_ENDED
from patentfair.apps.centers.models import Center, Post, ServedRegion
from patentfair.apps.journal.models import Entry
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["actor_of", "center_for", "provinces_of", "works_alone"]

COLLEAGUES_COUNT = timedelta(days=90)


def provinces_of(centers: Iterable[int]) -> frozenset[str]:
    """The provinces that centers (ids) serve as a whole: their own and those added to it."""
    ids = list(centers)
    own = Center.objects.filter(pk__in=ids).values_list("province", flat=True)
    added = ServedRegion.objects.filter(center__in=ids, code__in=list(PROVINCES)).values_list("code", flat=True)
    return frozenset([*own, *added])


def actor_of(user: User | None, today: date) -> Actor:
    """The actor that `user` is on `today`: places, posts, offices and powers that hold on that day."""
    if user is None or user.pk is None or not user.is_active:
        return ANONYMOUS
    powers: dict[int, set[str]] = defaultdict(set)
    current = Authorisation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today),
        representative=user,
        confirmed_at__isnull=False,
        revoked_at=None,
        valid_from__lte=today,
    )
    for organisation_id, scope in current.values_list("organisation_id", "scope"):
        powers[organisation_id].add(scope)
    # Whoever works at a center that was removed can act for it no more.
    working = Post.objects.filter(user=user).exclude(center__state=Center.State.REMOVED)
    posts = dict(working.values_list("center_id", "role"))
    offices = list(Office.objects.filter(user=user).values_list("kind", "province"))
    kinds = {kind for kind, _ in offices}
    return Actor(
        reference=f"user:{user.pk}",
        user_id=user.pk,
        today=today,
        organisations=dict(Membership.objects.filter(user=user).values_list("organisation_id", "role")),
        powers={pk: frozenset(scopes) for pk, scopes in powers.items()},
        centers=posts,
        served_provinces=provinces_of(posts) if posts else frozenset(),
        provinces=frozenset(province for kind, province in offices if kind == Office.Kind.PROVINCIAL_ADMIN),
        is_national_admin=Office.Kind.NATIONAL_ADMIN in kinds,
        is_expert=Office.Kind.EXPERT in kinds,
        is_operator=Office.Kind.OPERATOR in kinds,
    )


def center_for(province: str) -> Center | None:
    """The center that serves a province, else the national hall, else none."""
    working = Center.objects.exclude(state=Center.State.REMOVED)
    return (
        working.filter(province=province, is_national=False).order_by("pk").first()
        or working.filter(regions__code=province, is_national=False).order_by("pk").first()
        or working.filter(is_national=True).first()
    )


def works_alone(center_id: int) -> bool:
    """Whether one person is all a center has had for three months: colleagues let go since then still count.

    Whoever works alone may confirm what they wrote themselves; nobody makes themselves alone for the day.
    """
    if Post.objects.filter(center=center_id, user__is_active=True).count() > 1:
        return False
    since = timezone.now() - COLLEAGUES_COUNT
    return not Entry.objects.filter(center=f"center:{center_id}", event=POST_ENDED.name, at__gte=since).exists()
