"""Who may bring over an older portal's tables: staff for their own center, operators everywhere."""

from __future__ import annotations

from django.db.models import Q

from patentfair.apps.accounts.access import Actor, Policy

__all__ = ["TABLES", "TABLE_MAPPINGS", "may_use"]

REGISTER = "patents"


def may_use(actor: Actor, template: str) -> bool:
    """Whether an actor may take in tables of a template. What goes to the register concerns everyone's rights: a
    center's staff, who serve one region, do not bring it."""
    return template != REGISTER or actor.is_operator or actor.is_national_admin


def _desk(actor: Actor) -> Q:
    if actor.is_operator:
        return Q(pk__isnull=False)
    return Q(center__in=list(actor.centers))


def _run(actor: Actor) -> Q:
    return _desk(actor) if may_use(actor, REGISTER) else _desk(actor) & ~Q(template=REGISTER)


TABLES: Policy = {"read": _desk, "run": _run, "remove": _desk}
TABLE_MAPPINGS: Policy = {"use": _desk}
