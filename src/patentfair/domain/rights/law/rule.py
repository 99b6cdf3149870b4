"""A rule of law as a row: its id, article, dates in force and verification mark, and the function that applies it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Effect, Finding, Mark, Outcome, Requirement

__all__ = ["Law", "Rule", "finding"]


class Law(msgspec.Struct, frozen=True):
    """Where a rule stands: `basis` in the pack's abbreviations, `cite` the same in words, in force `[start, end)`."""

    id: str
    title: Words
    basis: str
    cite: Words
    mark: Mark
    start: date
    end: date | None = None


class Rule(msgspec.Struct, frozen=True):
    """A law and the function that applies it to a pack's case; `kinds` are the transactions it is asked about."""

    law: Law
    kinds: frozenset[str]
    apply: Callable[[Any], Sequence[Finding]]


_GENERAL_KNOWLEDGE_LIMIT = (Outcome.FORBIDDEN, Outcome.ALLOWED_WITH_CONSENTS)


def finding(
    law: Law,
    outcome: Outcome,
    zh: str,
    en: str,
    cure: Words | None = None,
    *,
    requirement: Requirement | None = None,
    who: str | None = None,
    deadline: date | None = None,
    effect: Effect | None = None,
    grant: str | None = None,
    listed: bool = False,
    satisfied: bool = False,
    code: str = "",
) -> Finding:
    """A finding of `law`. What rests on general knowledge alone is lowered to INDETERMINATE where it would decide."""
    if law.mark == "GK" and outcome in _GENERAL_KNOWLEDGE_LIMIT:
        outcome = Outcome.INDETERMINATE
    cite = law.cite
    return Finding(
        rule=law.id,
        outcome=outcome,
        basis=law.basis,
        verified=law.mark,
        why=Words(f"{zh}（{cite.zh}）。", f"{en} ({cite.en})."),
        cure=cure,
        requirement=requirement,
        who=who,
        deadline=deadline,
        effect_if_missing=effect,
        conflicting_grant=grant,
        listed=listed,
        satisfied=satisfied,
        code=code,
    )
