"""What each kind of deal needs: its parts of the term sheet, consents, papers, and what the office is told.

One table, read by the guards of the actions, the forms, the deal room and the papers.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import Side
from patentfair.domain.market.terms import DealKind, Terms

__all__ = [
    "KINDS",
    "LISTED",
    "ConsentOf",
    "Filing",
    "Kind",
    "Paper",
    "Part",
    "Step",
    "check_kind",
    "kind_of",
    "steps_of",
]

Part = Literal[
    "grant", "scope", "price", "royalty", "milestones", "free_period", "pilot", "debt", "together", "development",
    "conditions",
]  # fmt: skip
Step = Literal[
    "inquiry", "non_disclosure", "negotiation", "consents", "price_notice", "signing", "conditions", "in_force",
    "filing", "option", "performance", "end",
]  # fmt: skip
Filing = Literal["recordal", "registration", "pledge_registration"]
Paper = Literal[
    "term-sheet", "contract", "recordal", "registration", "technology-contract", "pledge-registration",
    "pledge-cancellation",
]  # fmt: skip
ConsentOf = Literal["co-owner", "pledgee", "head licensor", "earlier licensee", "inventor"]

_LICENCE_PAPERS: tuple[Paper, ...] = ("term-sheet", "contract", "recordal", "technology-contract")
_OWNERS: tuple[ConsentOf, ...] = ("co-owner", "pledgee")

_SALE: tuple[Part, ...] = ("grant", "price", "milestones", "conditions")
_LICENCE: tuple[Part, ...] = ("grant", "scope", "price", "royalty", "milestones", "conditions")


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table.

    `parts` are the parts of the term sheet. `opens` are the sides that may open it; `grantor` and `grantee` what the
    sides are called. `filing` is what the office is told. `consents` are those whose consent the law may call for (it
    alone says whether it does), `papers` the papers the deal has. `grants` are the grants the kind may make (empty: it
    is its own).
    """

    kind: DealKind
    name: Words
    grantor: Words
    grantee: Words
    parts: tuple[Part, ...]
    consents: tuple[ConsentOf, ...] = (*_OWNERS, "earlier licensee")
    papers: tuple[Paper, ...] = _LICENCE_PAPERS
    opens: frozenset[Side] = frozenset({Side.GRANTOR, Side.GRANTEE})
    filing: Filing | None = "recordal"
    grants: tuple[DealKind, ...] = ()
    many_patents: bool = False
    has_option: bool = False


_ASSIGNOR, _ASSIGNEE = Words("转让方", "Assignor"), Words("受让方", "Assignee")
_LICENSOR, _LICENSEE = Words("许可方", "Licensor"), Words("被许可方", "Licensee")
_LICENCES = (DealKind.EXCLUSIVE, DealKind.SOLE, DealKind.ORDINARY)


def _licence(kind: DealKind, zh: str, en: str) -> Kind:
    return Kind(
        kind=kind,
        name=Words(zh, en),
        grantor=_LICENSOR,
        grantee=_LICENSEE,
        parts=_LICENCE,
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        kind=DealKind.ASSIGNMENT,
        name=Words("转让", "Sale (assignment)"),
        grantor=_ASSIGNOR,
        grantee=_ASSIGNEE,
        parts=_SALE,
        consents=(*_OWNERS, "inventor"),
        papers=("term-sheet", "contract", "registration", "technology-contract"),
        filing="registration",
        many_patents=True,
    ),
    _licence(DealKind.EXCLUSIVE, "独占许可", "Exclusive licence"),
    _licence(DealKind.SOLE, "排他许可", "Sole licence"),
    _licence(DealKind.ORDINARY, "普通许可", "Ordinary licence"),
    Kind(
        kind=DealKind.OPEN,
        name=Words("开放许可", "Open licence"),
        grantor=_LICENSOR,
        grantee=_LICENSEE,
        parts=("grant", "price", "royalty"),
        consents=(),
        papers=("contract", "recordal", "technology-contract"),
        opens=frozenset({Side.GRANTEE}),
    ),
    Kind(
        kind=DealKind.SUB_LICENCE,
        name=Words("分许可", "Sub-licence"),
        grantor=Words("分许可方", "Sub-licensor"),
        grantee=Words("被分许可方", "Sub-licensee"),
        parts=_LICENCE,
        consents=("head licensor", "pledgee"),
        grants=_LICENCES,
    ),
    Kind(
        kind=DealKind.PLEDGE,
        name=Words("质押", "Pledge"),
        grantor=Words("出质人", "Pledgor"),
        grantee=Words("质权人", "Pledgee"),
        parts=("debt", "conditions"),
        consents=_OWNERS,
        papers=("term-sheet", "contract", "pledge-registration", "pledge-cancellation"),
        filing="pledge_registration",
        many_patents=True,
    ),
    Kind(
        kind=DealKind.JOINT_DEVELOPMENT,
        name=Words("合作开发", "Joint development"),
        grantor=Words("背景专利方", "Party with background patents"),
        grantee=Words("合作方", "Partner"),
        parts=("grant", "scope", "development", "price", "royalty", "milestones", "conditions"),
        grants=_LICENCES,
        many_patents=True,
    ),
    Kind(
        kind=DealKind.USE_FIRST,
        name=Words("先使用后付费", "Use first, pay later"),
        grantor=_LICENSOR,
        grantee=_LICENSEE,
        parts=("grant", "scope", "free_period", "price", "royalty", "milestones", "conditions"),
        grants=_LICENCES,
    ),
    Kind(
        kind=DealKind.PILOT,
        name=Words("先试用后许可", "Pilot, then licence"),
        grantor=_LICENSOR,
        grantee=_LICENSEE,
        parts=("grant", "scope", "pilot", "price", "royalty", "milestones", "conditions"),
        grants=_LICENCES,
        has_option=True,
    ),
    Kind(
        kind=DealKind.BUNDLE,
        name=Words("专利组合", "Bundle"),
        grantor=Words("权利提供方", "Provider"),
        grantee=Words("权利取得方", "Acquirer"),
        parts=("together", "grant", "scope", "price", "royalty", "milestones", "conditions"),
        grants=(*_LICENCES, DealKind.ASSIGNMENT),
        many_patents=True,
    ),
    Kind(
        kind=DealKind.POOL,
        name=Words("专利池入池", "Patent pool contribution"),
        grantor=Words("入池专利权人", "Contributing patentee"),
        grantee=Words("专利池管理人", "Pool administrator"),
        parts=("together", "grant", "scope", "price", "royalty", "conditions"),
        grants=(DealKind.ORDINARY, DealKind.SOLE, DealKind.EXCLUSIVE),
        many_patents=True,
    ),
)
# What a listing may offer and a need may ask for; the other kinds come up in the talks.
LISTED = (
    DealKind.ASSIGNMENT,
    DealKind.EXCLUSIVE,
    DealKind.SOLE,
    DealKind.ORDINARY,
    DealKind.OPEN,
    DealKind.USE_FIRST,
    DealKind.PILOT,
    DealKind.JOINT_DEVELOPMENT,
)
_BY_KIND = {row.kind: row for row in KINDS}


def kind_of(kind: DealKind) -> Kind:
    """The row of a kind of deal."""
    return _BY_KIND[kind]


def steps_of(kind: DealKind, *, confidential: bool, consents: bool, notice: bool, conditions: bool) -> tuple[Step, ...]:
    """The steps a deal of this kind goes through, those that are optional only where they were taken."""
    row = kind_of(kind)
    if kind is DealKind.OPEN:
        return ("in_force", "filing", "performance", "end")
    steps: list[Step] = ["inquiry"]
    if confidential:
        steps.append("non_disclosure")
    steps.append("negotiation")
    if consents:
        steps.append("consents")
    if notice:
        steps.append("price_notice")
    steps.append("signing")
    if conditions:
        steps.append("conditions")
    steps.append("in_force")
    if row.filing:
        steps.append("filing")
    if row.has_option:
        steps.append("option")
    return (*steps, "performance", "end")


def check_kind(terms: Terms) -> None:
    """Raise `Invalid` naming the first field that this kind of deal needs otherwise."""
    row = kind_of(terms.kind)
    if row.grants and terms.grants not in row.grants:
        raise Invalid("terms.grants", field="grants")
    if len(terms.patents) > 1 and not row.many_patents:
        raise Invalid("terms.one-patent", field="patents")
    if len(set(terms.patents)) != len(terms.patents):
        raise Invalid("terms.patent-twice", field="patents")
    if "debt" in row.parts:
        _check_debt(terms)
    if "free_period" in row.parts and (terms.free_until is None or terms.free_until <= terms.start):
        raise Invalid("terms.free-until", field="free_until")
    if "pilot" in row.parts:
        if terms.pilot_until is None or terms.pilot_until <= terms.start:
            raise Invalid("terms.pilot-until", field="pilot_until")
        if terms.end is not None and terms.end <= terms.pilot_until:
            raise Invalid("terms.pilot-outlasts-licence", field="pilot_until")
    if "development" in row.parts:
        for name in ("contributions", "results"):
            if not getattr(terms, name).strip():
                raise Invalid("terms.development", field=name)
    if (
        terms.kind is DealKind.BUNDLE
        and len(terms.patents) < 2
        and not (terms.know_how.strip() or terms.software.strip())
    ):
        raise Invalid("terms.bundle-of-one", field="patents")
    _check_steps(terms)


def _check_debt(terms: Terms) -> None:
    if terms.secured_amount <= 0:
        raise Invalid("terms.secured-amount", field="secured_amount")
    if terms.debt_until is None or (terms.debt_from is not None and terms.debt_until <= terms.debt_from):
        raise Invalid("terms.debt-until", field="debt_until")
    if not terms.debtor.strip():
        raise Invalid("terms.debtor", field="debtor")


def _check_steps(terms: Terms) -> None:
    for name, rows in (("milestones", terms.milestones), ("conditions", terms.conditions)):
        names = [one.name.strip() for one in rows]
        if len(rows) > MOST_STEPS:
            raise Invalid("terms.too-many", field=name, limit=MOST_STEPS)
        if "" in names or len(set(names)) != len(names):
            raise Invalid("terms.step-names", field=name)
        if any(len(one) > 200 for one in names):
            raise Invalid("terms.too-long", field=name, limit=200)


MOST_STEPS = 50
