"""The facts a decision rests on, as JSON and as values.

Three-valued throughout: a fact that is null or left out is unknown, and unknown never becomes allowed. Where an
unknown fact could forbid the act the answer is INDETERMINATE; where it could only call for a consent or a formality,
the answer names that consent or formality. Lists of interests, grants, encumbrances and funding are complete as given:
an empty list says there are none, null says nobody knows. Party ids, grant ids and so on are the caller's own strings.

Dates are dates of the office's zone; intervals are half-open, `end` is the first day outside.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.rights.deadline import Calendar
from patentfair.domain.rights.scope import Box
from patentfair.domain.rights.territory import is_territory

__all__ = [
    "FACTS_VERSION",
    "MAX_BYTES",
    "Applicant",
    "Approval",
    "ApprovalKind",
    "Claim",
    "Clause",
    "Consent",
    "Context",
    "Encumbrance",
    "EncumbranceKind",
    "Facts",
    "Fee",
    "Funding",
    "Grant",
    "GrantKind",
    "Interest",
    "LicenceKind",
    "Party",
    "PartyKind",
    "PriceNotice",
    "Right",
    "RightType",
    "TermAdjustment",
    "Transaction",
    "TransactionKind",
    "decode_facts",
    "facts_schema",
]

MAX_BYTES = 4 * 1024 * 1024
FACTS_VERSION = 2

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Code = Annotated[str, msgspec.Meta(min_length=2, max_length=10)]
Share = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,9}/[1-9][0-9]{0,8}$")]
Boxes = Annotated[tuple[Box, ...], msgspec.Meta(min_length=1, max_length=256)]

RightType = Literal["invention", "utility_model", "design", "unitary_patent"]
Stage = Literal["application", "granted", "ended", "invalidated"]
PartyKind = Literal[
    "person", "company", "soe", "central_soe", "public_research", "us_nonprofit", "us_small_firm", "agency"
]
GrantKind = Literal[
    "assignment",
    "exclusive",
    "sole",
    "ordinary",
    "unspecified",
    "open_declaration",
    "open_taken",
    "compulsory",
    "government",
    "statutory",
]
LicenceKind = Literal["exclusive", "sole", "ordinary", "unspecified"]
EncumbranceKind = Literal[
    "pledge", "mortgage", "seizure", "suspension", "ownership_dispute", "first_refusal", "option", "sep_commitment"
]
TransactionKind = Literal[
    "assignment",
    "share_assignment",
    "exclusive_licence",
    "sole_licence",
    "ordinary_licence",
    "unspecified_licence",
    "sub_licence",
    "open_licence_declaration",
    "open_licence_acceptance",
    "open_licence_withdrawal",
    "pledge",
    "waiver",
    "own_working",
    "licence_recordal",
    "licence_transfer",
    "term_compensation_request",
    "royalty_refund",
]
Clause = Literal[
    "no_solo_working",
    "no_solo_licence",
    "solo_exclusive_licence",
    "solo_assignment",
    "solo_share_assignment",
    "solo_pledge",
    "solo_open_licence",
]
ApprovalKind = Literal[
    "letter_of_intent",
    "export_licence",
    "import_licence",
    "contract_registration",
    "project_body",
    "outward_ip_review",
    "defence_authority",
    "supervising_department",
    "funding_agency",
    "us_manufacture_waiver",
    "secrecy_order_release",
    "comptroller",
]
Answer = Literal["given", "refused", "not_asked"]


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One claim by number, and whether it is to a product or a process."""

    number: int
    category: Literal["product", "process"] | None = None


class Fee(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An annuity: the last day to pay it without surcharge, and whether it has been paid.

    `paid_on` is the day on which it was paid (or a late payment accepted); null: not known, or not paid.
    """

    due: date
    paid: bool | None = None
    paid_on: date | None = None
    year: int | None = None


class TermAdjustment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Time added to the term: compensation for office delay, or the extension of a drug patent.

    `days` are added to the end of the term (null: added, but how many is unknown). `fields` of a drug extension name
    the drug and its approved indications, to which the right shrinks in the added time (none: unknown).
    """

    kind: Literal["compensation", "drug_extension"]
    days: Annotated[int, msgspec.Meta(ge=0, le=3660)] | None = None
    fields: Annotated[tuple[str, ...], msgspec.Meta(max_length=256)] = ()


class Applicant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An applicant as the register had it on the filing date: seat or residence, and other places of business."""

    seat: Code | None = None
    places_of_business: Annotated[tuple[Code, ...], msgspec.Meta(max_length=64)] | None = None


class Right(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A patent or application.

    `filing` is the office's real filing date, not the priority date; `grant` the grant announcement; `fees` the
    annuities fallen due and not known to be paid (an empty list: all paid; null: unknown). `ended` is the day from
    which the right no longer exists. `claims` are all the claims of the right. `secrecy`: a "defence" patent, or
    a patent kept "secret" for another reason of national security. `technology` is the class of the technology in the
    export catalogue of the owner's country, `technology_import` that of the import catalogue. `key_core_technology`:
    whether the result of a public institution touches key core technology. `terminal_disclaimer` are the reference
    patents with which the right must stay in one hand (none: no disclaimer), `term_disclaimed_from` the day from which
    its term was disclaimed. `term_from` is the earliest filing the term runs from where that is not `filing` (the
    United States: the earliest non-provisional application relied on). `applicants_at_filing`, in the order of the
    register, fix the law of a unitary patent.
    """

    id: Id = "right"
    office: Code
    right_type: RightType | None = None
    stage: Stage | None = None
    published: bool | None = None
    filing: date | None = None
    priority: date | None = None
    examination_request: date | None = None
    grant: date | None = None
    ended: date | None = None
    restoration_pending: bool = False
    term_adjustments: Annotated[tuple[TermAdjustment, ...], msgspec.Meta(max_length=16)] = ()
    states: Annotated[tuple[Code, ...], msgspec.Meta(max_length=64)] | None = None
    claims: Annotated[tuple[Claim, ...], msgspec.Meta(max_length=1000)] | None = None
    fees: Annotated[tuple[Fee, ...], msgspec.Meta(max_length=64)] | None = None
    same_day_pair: Literal["none", "pending", "granted"] | None = None
    terminal_disclaimer: Annotated[tuple[Id, ...], msgspec.Meta(max_length=16)] | None = None
    evaluation_report: Literal["none", "positive", "negative"] | None = None
    invalidity_pending: bool | None = None
    secrecy: Literal["none", "defence", "secret"] | None = None
    technology: Literal["free", "restricted", "prohibited"] | None = None
    technology_import: Literal["free", "restricted", "prohibited"] | None = None
    key_core_technology: bool | None = None
    service_invention: bool | None = None
    term_from: date | None = None
    term_disclaimed_from: date | None = None
    applicants_at_filing: Annotated[tuple[Applicant, ...], msgspec.Meta(max_length=64)] | None = None


class Interest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who holds the right, from when to when, and whether the register shows it.

    `share` is a fraction of the whole right; where every interest states one and they come to less than the whole,
    there is an owner the facts do not name. `agreement` lists what the co-owners agreed between them; an empty list
    says they agreed nothing special. `registered_on` is the day from which the register showed it.
    """

    owner: Id
    share: Share | None = None
    kind: Literal["sole", "common", "joint"] | None = None
    registered: bool | None = None
    registered_on: date | None = None
    start: date | None = None
    end: date | None = None
    agreement: Annotated[tuple[Clause, ...], msgspec.Meta(max_length=16)] | None = None


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person or organisation. `seat`: country of seat or residence; HK, MO and TW are codes of their own.

    `manages_inventions`: whether managing inventions is one of its primary functions (a patent management body).
    """

    id: Id
    kind: PartyKind | None = None
    seat: Code | None = None
    nationality: Code | None = None
    places_of_business: Annotated[tuple[Code, ...], msgspec.Meta(max_length=64)] = ()
    manages_inventions: bool | None = None


class Grant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A licence or other grant that exists beside the new act.

    `scope` null: unknown. `effective` falls back on `executed`. `ended` is the day a grant came to an end before its
    time; an `open_declaration` lives from the announcement to the announcement of its withdrawal. `recorded_on` is
    the day from which the register showed it; `known_to_grantee`: whether the one who now acquires knew of it anyway.
    """

    id: Id
    kind: GrantKind | None = None
    grantor: Id | None = None
    grantee: Id | None = None
    parent: Id | None = None
    scope: Boxes | None = (Box(),)
    executed: date | None = None
    effective: date | None = None
    ended: date | None = None
    recorded: bool | None = None
    recorded_on: date | None = None
    known_to_grantee: bool | None = None
    sublicensable: bool | None = None
    transferable: bool | None = None


class Encumbrance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A burden on the right as a whole. `registered` matters for a pledge: it exists only once registered.

    `known_to_grantee`: whether the one who now acquires knew of it (Great Britain, a mortgage not registered).
    """

    id: Id = ""
    kind: EncumbranceKind
    holder: Id | None = None
    start: date | None = None
    end: date | None = None
    registered: bool | None = None
    registered_on: date | None = None
    known_to_grantee: bool | None = None


class Funding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Public money behind the invention. `subject_invention`: whether it is a result of that programme."""

    programme: str = ""
    agency: Id | None = None
    subject_invention: bool | None = None
    manufacture_commitment: bool | None = None


class Consent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person whose consent may be needed has answered; a person not listed has not been asked."""

    party: Id
    answer: Answer | None = None


class Approval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an authority has answered, or a registration that was or was not made."""

    kind: ApprovalKind
    answer: Answer | None = None
    on: date | None = None


class PriceNotice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Public notice of an agreed price, or of an intended licence, by a public body, `[start, end)`."""

    start: date
    end: date
    objection_open: bool | None = None


class Transaction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The act asked about.

    `scope` left out: the whole patent for the rest of its life. `done`: the act has been performed, so that a consent
    not given was done without. `parent` names the grant a sub-licence or acceptance rests on, or the licence to be
    recorded. A co-owner who sells no more than its own share asks for a `share_assignment`. `licence_kind` is the kind
    of a sub-licence. `named_licensees`: the declaration is kept to named persons. Rates are fractions (0.2 is 20 %).
    `for_value`: the one who acquires pays for it. `assigned_with` are the rights assigned in the same act.
    `with_business`: the licence passes together with the business that works it. `royalty_until` is the first day for
    which no royalty is owed. `us_manufacture`: the licensee binds itself to manufacture substantially in the United
    States. `public_notice` is the notice a federal agency gives of a licence it intends, `crada`: the invention was
    made under a cooperative research and development agreement.
    """

    kind: TransactionKind
    grantors: Annotated[tuple[Id, ...], msgspec.Meta(max_length=256)] = ()
    grantee: Id | None = None
    parent: Id | None = None
    licence_kind: LicenceKind = "unspecified"
    scope: Boxes = (Box(),)
    signed: date | None = None
    effective: date | None = None
    done: bool = False
    written: bool | None = None
    signed_by: Annotated[tuple[Id, ...], msgspec.Meta(max_length=256)] | None = None
    registered: bool | None = None
    consents: Annotated[tuple[Consent, ...], msgspec.Meta(max_length=1000)] = ()
    approvals: Annotated[tuple[Approval, ...], msgspec.Meta(max_length=64)] = ()
    first_refusal: Literal["waived", "exercised", "not_offered"] | None = None
    price_method: Literal["agreement", "listing", "auction"] | None = None
    price_notice: PriceNotice | None = None
    valuation: bool | None = None
    fixed_fee: Money | None = None
    sales_rate: Decimal | None = None
    profit_rate: Decimal | None = None
    named_licensees: bool | None = None
    notice_given: date | None = None
    paid: date | None = None
    debt_until: date | None = None
    unconditional: bool | None = None
    grantor_can_work: bool | None = None
    for_value: bool | None = None
    assigned_with: Annotated[tuple[Id, ...], msgspec.Meta(max_length=64)] = ()
    with_business: bool | None = None
    royalty_until: date | None = None
    us_manufacture: bool | None = None
    performed: bool | None = None
    public_notice: PriceNotice | None = None
    crada: bool | None = None
    malice: bool | None = None
    manifestly_unfair: bool | None = None


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the question is asked (`as_of`), what could be seen of it (`known_at`), and the offices' calendars.

    Two clocks: what was so on `as_of`, and what the register showed on `known_at` (left out: the same day). What was
    registered or recorded only after `known_at` could not be seen by the one who acquires. `disjoint_fields` are pairs
    of fields declared to share nothing.
    """

    as_of: date
    known_at: date | None = None
    calendars: Annotated[tuple[Calendar, ...], msgspec.Meta(max_length=16)] = ()
    disjoint_fields: Annotated[tuple[tuple[str, str], ...], msgspec.Meta(max_length=256)] = ()


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything one decision rests on."""

    right: Right
    transaction: Transaction
    context: Context
    parties: Annotated[tuple[Party, ...], msgspec.Meta(max_length=2000)] = ()
    interests: Annotated[tuple[Interest, ...], msgspec.Meta(max_length=2000)] | None = None
    grants: Annotated[tuple[Grant, ...], msgspec.Meta(max_length=10000)] | None = None
    encumbrances: Annotated[tuple[Encumbrance, ...], msgspec.Meta(max_length=2000)] | None = None
    funding: Annotated[tuple[Funding, ...], msgspec.Meta(max_length=64)] | None = None


_DECODER = msgspec.json.Decoder(Facts)
_AT = re.compile(r" - at `\$\.?(.*)`$")


def _check_boxes(boxes: tuple[Box, ...] | None, place: str) -> None:
    for index, box in enumerate(boxes or ()):
        for name, codes in (("territory", box.territory), ("territory_except", box.territory_except)):
            for code in codes:
                if not is_territory(code):
                    raise Invalid("facts.unknown-code", field=f"{place}[{index}].{name}", value=code)


def _check_unique(ids: list[str], place: str) -> None:
    if len(set(ids)) != len(ids):
        twice = next(one for position, one in enumerate(ids) if one in ids[:position])
        raise Invalid("facts.duplicate-id", field=place, value=twice)


def decode_facts(data: bytes) -> Facts:
    """Facts from their JSON form. Raises `Invalid` with the place in `data["field"]` ("" for the whole document)."""
    if len(data) > MAX_BYTES:
        raise Invalid("facts.too-large", field="", limit=MAX_BYTES)
    try:
        facts = _DECODER.decode(data)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        place = _AT.search(str(error))
        code = "facts.invalid" if isinstance(error, msgspec.ValidationError) else "facts.not-json"
        raise Invalid(code, field=place.group(1) if place else "", reason=str(error)) from error
    _check_boxes(facts.transaction.scope, "transaction.scope")
    for index, grant in enumerate(facts.grants or ()):
        if grant.scope is not None and grant.scope != _WHOLE:
            _check_boxes(grant.scope, f"grants[{index}].scope")
    _check_unique([grant.id for grant in facts.grants or ()], "grants")
    _check_unique([party.id for party in facts.parties], "parties")
    _check_unique([calendar.office for calendar in facts.context.calendars], "context.calendars")
    return facts


_WHOLE = (Box(),)


def facts_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `Facts`, as published in docs/law/facts.schema.json."""
    schema: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Facts)))
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = f"urn:patentfair:rights-facts:{FACTS_VERSION}"
    schema["title"] = "Patentfair rights facts"
    schema["$comment"] = (
        f"Version {FACTS_VERSION}. Facts of every earlier version are facts of this one: see README.md."
    )
    return schema
