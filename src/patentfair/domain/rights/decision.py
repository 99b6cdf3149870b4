"""What the engine answers: an outcome, the findings that led to it, and what is still possible."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Any, Literal

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.scope import Box

__all__ = ["ROLES", "Alternative", "Decision", "Effect", "Finding", "Mark", "Outcome", "Requirement", "to_json"]

Mark = Literal["V", "V2", "GK"]
"""How far a rule was checked: V text read; V2 secondary source; GK general knowledge, never decides alone."""

Requirement = Literal[
    "consent", "approval", "form", "register", "record", "publicity", "notice", "pay", "evidence", "price", "fact"
]

Effect = Literal[
    "void",
    "title_does_not_pass",
    "not_created",
    "not_effective",
    "not_opposable",
    "unregistrable",
    "breach",
    "unenforceable",
    "costs_lost",
    "fine",
    "clipped",
]


ROLES = (
    "owner",
    "licensor",
    "licensee",
    "earlier licensee",
    "earlier buyer",
    "either party",
    "pledgor and pledgee",
    "pledgee",
    "option holder",
    "inventor",
    "court",
    "commerce authority",
    "project management body",
    "defence patent authority",
    "supervising department",
    "funding agency",
)
"""Every word `Finding.who` may hold where it names no party by id."""


class Outcome(IntEnum):
    """Ordered by strictness; the outcome of a decision is the maximum over its findings."""

    ALLOWED = 0
    NEEDS_FORMALITY = 1
    ALLOWED_WITH_CONSENTS = 2
    INDETERMINATE = 3
    FORBIDDEN = 4


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One rule applied to the facts.

    A duty that falls due after the act takes effect, an earlier right the act is subject to, and a warning have
    outcome ALLOWED and `listed` true: they never raise the outcome. `satisfied` marks a requirement already met.
    `who` names those who must act: party ids as the facts give them, joined by ", ", or one of `ROLES`. `basis` is
    the article in the pack's abbreviations; `why` cites it in words.
    """

    rule: str
    outcome: Outcome
    basis: str
    verified: Mark
    why: Words
    cure: Words | None = None
    requirement: Requirement | None = None
    who: str | None = None
    deadline: date | None = None
    effect_if_missing: Effect | None = None
    conflicting_grant: str | None = None
    listed: bool = False
    satisfied: bool = False
    code: str = ""


class Alternative(msgspec.Struct, frozen=True):
    """A weaker kind of act that the rules do not refuse for the whole request, and its outcome."""

    kind: str
    outcome: Outcome


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one set of facts.

    `carve_out`: None where no other grant stands in the way; otherwise the part of the request that is free of
    conflict, as boxes (empty: nothing). `pack` and `pack_version` name the law applied.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]
    carve_out: tuple[Box, ...] | None = None
    alternatives: tuple[Alternative, ...] = ()
    pack: str | None = None
    pack_version: str | None = None


def _words(words: Words | None) -> dict[str, str] | None:
    return None if words is None else {"zh": words.zh, "en": words.en}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.name,
        "basis": finding.basis,
        "requirement": finding.requirement,
        "who": finding.who,
        "deadline": finding.deadline.isoformat() if finding.deadline else None,
        "effect_if_missing": finding.effect_if_missing,
        "why": _words(finding.why),
        "cure": _words(finding.cure),
        "verified": finding.verified,
        "conflicting_grant": finding.conflicting_grant,
        "listed": finding.listed,
        "satisfied": finding.satisfied,
        "code": finding.code or None,
    }


def to_json(decision: Decision) -> dict[str, Any]:
    """The decision as plain data in its published form (the answer of `rights decide --json` and of the API)."""
    boxes = None if decision.carve_out is None else [msgspec.to_builtins(box) for box in decision.carve_out]
    return {
        "outcome": decision.outcome.name,
        "findings": [_finding(finding) for finding in decision.findings],
        "carve_out": boxes,
        "alternatives": [{"kind": one.kind, "outcome": one.outcome.name} for one in decision.alternatives],
        "pack": decision.pack,
        "pack_version": decision.pack_version,
    }
