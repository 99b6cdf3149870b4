"""What an owner could do with a patent today: the six acts of the patent page, each with its decision.

How a page calls it (a query builds the values from its tables, nothing else is needed)::

    rows = grantable_now(
        right,            # facts.Right; set `published=True` for what came from a gazette, `fees` from the annuities
        interests,        # tuple[facts.Interest, ...] or None where title is not known
        grants,           # tuple[facts.Grant, ...] or None where licences are not known
        encumbrances,     # tuple[facts.Encumbrance, ...] or None where the register was not searched
        Context(as_of=today, calendars=calendars),
        owner,            # facts.Party: the registered owner who asks
        parties=others,   # further parties (co-owners, pledgees) the page knows
        funding=funding,  # tuple[facts.Funding, ...], () for none, or None
    )
    for row in rows:
        row.kind, row.decision.outcome, row.decision.findings

Each row asks for the whole remaining term, all the territory of the right, every field and act, towards a domestic
company (or bank) that is a stranger to the right, for value, on a written contract signed by both sides, for a debt
that falls due before the patent ends; the open licence is for anyone. Of a European right a company of one of its
states is a domestic one. It says what could be started, not that a particular deal is in order: decide that with its
own facts.
"""

from __future__ import annotations

import msgspec

from patentfair.domain.rights.decision import Decision
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import (
    Context,
    Encumbrance,
    Facts,
    Funding,
    Grant,
    Interest,
    Party,
    Right,
    Transaction,
    TransactionKind,
)

__all__ = ["PANEL_KINDS", "PanelRow", "grantable_now"]

PANEL_KINDS: tuple[TransactionKind, ...] = (
    "assignment",
    "exclusive_licence",
    "sole_licence",
    "ordinary_licence",
    "open_licence_declaration",
    "pledge",
)

_STRANGER = "any-domestic-company"


class PanelRow(msgspec.Struct, frozen=True):
    """One act and the decision on it."""

    kind: TransactionKind
    decision: Decision


def _home(right: Right) -> str | None:
    """The country of a company that is at home where the right runs."""
    if right.office in _REGIONAL:
        return right.states[0] if right.states else None
    return right.office


_REGIONAL = ("EP", "WO")


def grantable_now(
    right: Right,
    interests: tuple[Interest, ...] | None,
    grants: tuple[Grant, ...] | None,
    encumbrances: tuple[Encumbrance, ...] | None,
    context: Context,
    owner: Party,
    *,
    parties: tuple[Party, ...] = (),
    funding: tuple[Funding, ...] | None = None,
) -> tuple[PanelRow, ...]:
    """The decision for each of `PANEL_KINDS`, in that order. `owner` may leave `seat` unknown."""
    others = tuple(one for one in parties if one.id not in (owner.id, _STRANGER))
    stranger = Party(id=_STRANGER, kind="company", seat=_home(right))
    rows = []
    for kind in PANEL_KINDS:
        transaction = Transaction(
            kind=kind,
            grantors=(owner.id,),
            grantee=None if kind == "open_licence_declaration" else _STRANGER,
            written=True,
            signed_by=(owner.id,) if kind == "open_licence_declaration" else (owner.id, _STRANGER),
            for_value=True,
            debt_until=context.as_of if kind == "pledge" else None,
            named_licensees=False,
        )
        facts = Facts(
            right=right,
            transaction=transaction,
            context=context,
            parties=(owner, stranger, *others),
            interests=interests,
            grants=grants,
            encumbrances=encumbrances,
            funding=funding,
        )
        rows.append(PanelRow(kind, decide(facts)))
    return tuple(rows)
