"""What a deal is about and for what price: the term sheet as a value with a hash both sides accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid

__all__ = [
    "ACTS",
    "GRANTS",
    "Change",
    "Condition",
    "DealKind",
    "Milestone",
    "Segment",
    "Terms",
    "Tier",
    "changes",
    "check",
    "differences",
    "terms_hash",
]

ACTS = ("make", "use", "offer", "sell", "import")
LIMIT_TEXT = 20_000
LIMIT_ITEMS = 200


class DealKind(StrEnum):
    """The kinds of deal; what each needs stands in `domain.market.kinds`."""

    ASSIGNMENT = "assignment"
    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    ORDINARY = "ordinary"
    OPEN = "open"
    SUB_LICENCE = "sub_licence"
    PLEDGE = "pledge"
    JOINT_DEVELOPMENT = "joint_development"
    USE_FIRST = "use_first"
    PILOT = "pilot"
    BUNDLE = "bundle"
    POOL = "pool"


GRANTS = (DealKind.ASSIGNMENT, DealKind.EXCLUSIVE, DealKind.SOLE, DealKind.ORDINARY)


class Tier(msgspec.Struct, frozen=True):
    """A step of a running royalty: `percent` of the base up to the cumulative base `up_to` (None: without end)."""

    up_to: Decimal | None
    percent: Decimal


class Milestone(msgspec.Struct, frozen=True):
    """A payment that falls due when something is reached, at the latest on `due` where a day was agreed."""

    name: str
    amount: Decimal
    due: date | None = None


class Condition(msgspec.Struct, frozen=True):
    """A condition on which the signed contract takes effect, and the day by which it must be met."""

    name: str
    by: date | None = None


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a term sheet.

    `patents` are registry keys, the first one leads. `territory` are ISO 3166 codes ("CN", "CN-GD"); `fields` are class
    symbols, empty for all fields; `acts` are a subset of `ACTS`; `end` is the first day the grant no longer runs, None
    for the life of the right. Amounts are in `currency`; `royalty_percent` is of `royalty_base`, replaced by `tiers`
    where there are any; `minimum_yearly` counts whole years from `start`; `royalty_cap` ends the running royalty once
    that much was paid. A statement is due every `statement_months`, a payment `payment_days` after its invoice.

    `grants` says what the kinds without a grant of their own convey (joint development, pilot, bundle, pool: a licence
    or title; sub-licence: the kind of licence). Use first, pay later: nothing falls due before `free_until`. Pilot
    then licence: the pilot runs to `pilot_until`, the option may be exercised before that day. Pledge:
    `secured_amount`, `debt_from`, `debt_until` and the debtor.
    """

    kind: DealKind
    patents: tuple[str, ...]
    territory: tuple[str, ...] = ("CN",)
    fields: tuple[str, ...] = ()
    acts: tuple[str, ...] = ACTS
    start: date
    end: date | None = None
    currency: str = "CNY"
    upfront: Decimal = Decimal(0)
    royalty_percent: Decimal = Decimal(0)
    royalty_base: str = ""
    minimum_yearly: Decimal = Decimal(0)
    sublicensable: bool = False
    notes: str = ""
    grants: DealKind = DealKind.ORDINARY
    parent: str = ""
    tiers: tuple[Tier, ...] = ()
    royalty_cap: Decimal = Decimal(0)
    milestones: tuple[Milestone, ...] = ()
    statement_months: int = 12
    payment_days: int = 30
    equity: str = ""
    free_until: date | None = None
    pilot_until: date | None = None
    pilot_fee: Decimal = Decimal(0)
    secured_amount: Decimal = Decimal(0)
    debt_from: date | None = None
    debt_until: date | None = None
    debtor: str = ""
    know_how: str = ""
    software: str = ""
    contributions: str = ""
    results: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def conveys(self) -> DealKind:
        """The grant the deal makes of each patent: the kind itself where it is one, else `grants`."""
        return self.kind if self.kind in {*GRANTS, DealKind.OPEN, DealKind.PLEDGE} else self.grants


def terms_hash(terms: Terms) -> str:
    """SHA-256 of the canonical form: the name of this version that both sides accept."""
    return digest(terms)


def check(terms: Terms) -> None:
    """Raise `Invalid` naming the first field that cannot stand."""
    if not terms.patents:
        raise Invalid("terms.no-patent", field="patents")
    if not terms.territory:
        raise Invalid("terms.no-territory", field="territory")
    if not terms.acts or not set(terms.acts) <= set(ACTS):
        raise Invalid("terms.acts", field="acts")
    if terms.end is not None and terms.end <= terms.start:
        raise Invalid("terms.ends-before-it-starts", field="end")
    for name in ("upfront", "minimum_yearly", "royalty_percent", "royalty_cap", "pilot_fee", "secured_amount"):
        amount = getattr(terms, name)
        if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 15:
            raise Invalid("terms.amount", field=name)
    if terms.royalty_percent > 100:
        raise Invalid("terms.royalty-over-100", field="royalty_percent")
    if (terms.royalty_percent or terms.tiers) and not terms.royalty_base.strip():
        raise Invalid("terms.royalty-needs-base", field="royalty_base")
    if not re.fullmatch(r"[A-Z]{3}", terms.currency):
        raise Invalid("terms.currency", field="currency")
    for name in ("notes", "know_how", "software", "contributions", "results", "equity", "debtor"):
        if len(getattr(terms, name)) > LIMIT_TEXT:
            raise Invalid("terms.too-long", field=name, limit=LIMIT_TEXT)
    if max(len(terms.patents), len(terms.territory), len(terms.fields)) > LIMIT_ITEMS:
        raise Invalid("terms.too-many", field="patents", limit=LIMIT_ITEMS)


class Segment(msgspec.Struct, frozen=True):
    """A run of text that is the same in both versions, inserted or deleted."""

    kind: str
    text: str


class Change(msgspec.Struct, frozen=True):
    """A field that differs between two versions, with the difference word by word."""

    field: str
    segments: tuple[Segment, ...]


_WORD = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+|\s+|[^\w\s]")


def changes(old: Terms, new: Terms) -> tuple[Change, ...]:
    """The fields in which `new` differs from `old`, in the order of the sheet."""
    return tuple(
        Change(name, tuple(differences(_shown(getattr(old, name)), _shown(getattr(new, name)))))
        for name in Terms.__struct_fields__
        if getattr(old, name) != getattr(new, name)
    )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def differences(old: str, new: str) -> Iterator[Segment]:
    """Two texts as one run of segments: what stayed, what went, what came.

    Word by word where little differs, sentence by sentence where much does, as a whole where even that is too much:
    the matcher's cost grows with the cube of what it compares, and the texts come from outside.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    if head:
        yield Segment("same", "".join(before[:head]))
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    for pieces in (middle, tuple(_SENTENCE.findall("".join(side)) for side in middle), None):
        if pieces is None:
            yield from _replaced("".join(middle[0]), "".join(middle[1]))
        elif len(pieces[0]) * len(pieces[1]) <= MATCHED:
            yield from _matched(*pieces)
            break
    if tail:
        yield Segment("same", "".join(before[len(before) - tail :]))


MATCHED = 15_000
_SENTENCE = re.compile(r"[^。；！？.;!?\n]*[。；！？.;!?\n]?", re.UNICODE)


def _common(one: list[str], other: list[str]) -> int:
    """How many items two lists begin with in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _matched(before: list[str], after: list[str]) -> Iterator[Segment]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Segment("same", "".join(before[i:j]))
        else:
            yield from _replaced("".join(before[i:j]), "".join(after[k:m]))


def _replaced(old: str, new: str) -> Iterator[Segment]:
    if old:
        yield Segment("del", old)
    if new:
        yield Segment("ins", new)
