"""Who belongs together: organisations of one party, by their names, by people's decisions on names, and by control."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.models import Relation
from patentfair.apps.registry.models import PartyDecision
from patentfair.domain.patents.party_names import party_key

__all__ = ["Groups"]


class Groups:
    """Groups of organisations and of printed names, as far as was known `before` a moment (None: now)."""

    def __init__(self, before: datetime | None = None) -> None:
        self._above: dict[str, str] = {}
        for organisation in Organisation.objects.order_by("pk").only("pk", "kind", "country", "name_zh", "name_en"):
            if organisation.kind == Organisation.Kind.PERSON:
                continue  # two people of one name are two people
            for name in (organisation.name_zh, organisation.name_en):
                if key := party_key(name, organisation.country):
                    self._join(f"organisation:{organisation.pk}", f"name:{key}")
        for left, right in _decisions(before).values_list("left", "right"):
            self._join(f"name:{left}", f"name:{right}")
        for first, second in _controls(before).values_list("first", "second"):
            self._join(f"organisation:{first}", f"organisation:{second}")

    def of_organisation(self, organisation_id: int) -> str:
        """The reference of the group's oldest organisation, the organisation's own where it is alone."""
        return self._top(f"organisation:{organisation_id}")

    def of_name(self, name: str, country: str = "") -> str:
        """The same for a printed name, `name:<key>` where it is no organisation's here."""
        return self._top(f"name:{party_key(name, country)}")

    def organisation_groups(self) -> dict[str, str]:
        """The group of every organisation that may share one, by reference."""
        return {node: self._top(node) for node in self._above if node.startswith("organisation:")}

    def _top(self, node: str) -> str:
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._top(one), self._top(other)), key=_rank)
        self._above.setdefault(first, first)
        self._above[second] = first


def _rank(node: str) -> tuple[bool, int, str]:
    """Organisations before names, the oldest first."""
    kind, _, rest = node.partition(":")
    return kind != "organisation", int(rest) if kind == "organisation" else 0, rest


def _decisions(before: datetime | None) -> QuerySet[PartyDecision]:
    """Decisions that two names are one, standing at that moment."""
    same = PartyDecision.objects.filter(same=True)
    if before is None:
        return same.filter(withdrawn_at=None)
    return same.filter(decided_at__lt=before).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=before))


def _controls(before: datetime | None) -> QuerySet[Relation]:
    """Control that lasts on that day, as far as it was entered by then."""
    known = Relation.objects.filter(kind=Relation.Kind.CONTROLS)
    if before is not None:
        known = known.filter(entered_at__lt=before)
    day = timezone.localdate(before) if before else timezone.localdate()
    return known.filter(Q(start=None) | Q(start__lte=day)).filter(Q(end=None) | Q(end__gt=day))
