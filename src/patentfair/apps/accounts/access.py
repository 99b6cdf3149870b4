"""Who asks, and how every app decides what they may reach.

Each app has a policy: a table from the name of an act to a function that turns an actor into a database filter. The
same row answers "may this person do this to that object" and "which objects at all", so lists and pages cannot
disagree. What an actor may not reach does not exist for them: `fetch` raises `NotFound`, never "forbidden".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import msgspec
from django.db.models import Model, Q, QuerySet

from patentfair.domain.kernel.errors import NotFound, Refused

__all__ = ["ANONYMOUS", "POWERS", "SYSTEM", "Actor", "Policy", "fetch", "none", "visible"]

M = TypeVar("M", bound=Model)


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """The one who asks: a person with their places and powers on one day, the system, or a visitor.

    `organisations` maps an organisation's id to the role held there; `powers` maps an organisation's id to the scopes
    of recorded authorisations that hold on `today`; `centers` maps a center's id to `staff` or `head`, and
    `served_provinces` are those of these centers; `provinces` are those a provincial administrator looks after.
    """

    reference: str
    user_id: int | None = None
    today: date = date.min
    organisations: Mapping[int, str] = {}
    powers: Mapping[int, frozenset[str]] = {}
    centers: Mapping[int, str] = {}
    served_provinces: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    is_national_admin: bool = False
    is_expert: bool = False
    is_operator: bool = False
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def headed_centers(self) -> frozenset[int]:
        """Ids of the centers this actor heads."""
        return frozenset(pk for pk, role in self.centers.items() if role == "head")

    @property
    def appoints_everywhere(self) -> bool:
        """Whether this actor opens centers and appoints their heads."""
        return self.is_operator or self.is_national_admin or self.is_system

    def may_act_for(self, organisation_id: int, scope: str) -> bool:
        """Whether acts of `scope` (`draft`, `confer`, `manage`, `negotiate`, `sign`) are within this actor's power.

        Members draft and read; a power to manage covers drafts, one to negotiate or sign covers reading deals.
        """
        role = self.organisations.get(organisation_id)
        if role in ("agent", "owner") or self.is_system:
            return True
        if role == "member" and scope in ("draft", "confer"):
            return True
        covering = {"draft": {"manage"}, "confer": {"negotiate", "sign"}}.get(scope, {scope})
        return bool(covering & self.powers.get(organisation_id, frozenset()))

    def acting_for(self, scope: str) -> list[int]:
        """Ids of the organisations this actor may bind by acts of `scope`."""
        return [pk for pk in {*self.organisations, *self.powers} if self.may_act_for(pk, scope)]

    def require(self, organisation_id: int, scope: str) -> str:
        """The reference to record as "on behalf of"; raises `Refused` where the actor has no such power."""
        if not self.may_act_for(organisation_id, scope):
            raise Refused("accounts.no-power", scope=scope)
        return f"organisation:{organisation_id}"


ANONYMOUS = Actor(reference="visitor")
SYSTEM = Actor(reference="system", is_system=True)

Policy = Mapping[str, Callable[[Actor], Q]]


def _served(actor: Actor) -> Q:
    return Q(organisation__province__in=actor.served_provinces)


POWERS: Policy = {
    "read": lambda actor: _served(actor) | Q(representative=actor.user_id),
    # Four eyes: who asked for a power, and who would hold it, do not confirm it.
    "confirm": lambda actor: (
        _served(actor)
        & Q(confirmed_at=None, revoked_at=None)
        & ~Q(representative=actor.user_id)
        & ~Q(recorded_by=actor.user_id)
    ),
}


def none(_actor: Actor) -> Q:
    """A filter that nothing passes."""
    return Q(pk__in=[])


def visible(queryset: QuerySet[M], policy: Policy, act: str, actor: Actor) -> QuerySet[M]:
    """The objects of `queryset` on which `actor` may perform `act`."""
    return queryset if actor.is_system else queryset.filter(policy[act](actor)).distinct()


def fetch(queryset: QuerySet[M], policy: Policy, act: str, actor: Actor, **lookup: object) -> M:
    """The one object that `lookup` names, if `actor` may perform `act` on it; else `NotFound`."""
    found = visible(queryset, policy, act, actor).filter(**lookup).first()
    if found is None:
        raise NotFound("not-found", what=queryset.model._meta.model_name)  # noqa: SLF001 - Django's documented API
    return found
