"""Whom of those who come to an event an entry concerns: the people registered with an account."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from patentfair.apps.meetings.models import Event, Registration
from patentfair.apps.meetings.planning import taking_part

__all__ = ["CONCERNED"]

_State = Registration.State


def _registered(event: Event, _facts: dict[str, Any]) -> Iterable[int]:
    found = event.registrations.filter(user__isnull=False).exclude(state=_State.CANCELLED)
    return set(found.values_list("user", flat=True))


def _taking_part(event: Event, _facts: dict[str, Any]) -> Iterable[int]:
    found = taking_part(event).filter(registration__user__isnull=False)
    return set(found.values_list("registration__user", flat=True))


def _given(event: Event, facts: dict[str, Any]) -> Iterable[int]:
    found = event.registrations.filter(user__isnull=False, pk=facts.get("registration", 0), state=_State.CONFIRMED)
    return set(found.values_list("user", flat=True))


def _withdrawn(event: Event, facts: dict[str, Any]) -> Iterable[int]:
    found = event.registrations.filter(user__isnull=False, pk=facts.get("registration", 0), state=_State.CANCELLED)
    return set(found.exclude(cancel_reason="").values_list("user", flat=True))


def _named(event: Event, facts: dict[str, Any]) -> Iterable[int]:
    """Those whose registrations the entry holds; entries of old have none."""
    found = taking_part(event).filter(registration__in=facts.get("registrations", ()))
    return set(found.exclude(registration__user=None).values_list("registration__user", flat=True))


CONCERNED: dict[str, Callable[[Event, dict[str, Any]], Iterable[int]]] = {
    "event.cancelled": _registered,
    "event.place-given": _given,
    "event.registration-withdrawn": _withdrawn,
    "appointments.published": _taking_part,
    "appointments.changed": _named,
}
