"""What the platform knows of a right, as facts for the rights engine, and what the engine answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.registry.columns import event_value
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import burdens_of, events_of, record_of, status_of
from patentfair.apps.rights.models import Declaration, Encumbrance, Grant, Interest, Ledger, OwnershipClaim, RestDay
from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.patents.burdens import BurdenKind
from patentfair.domain.patents.record import PatentRecord, Stage
from patentfair.domain.patents.status import ENDED, EventCode, State
from patentfair.domain.patents.status_regional import designated_states, unitary_states
from patentfair.domain.patents.term import earliest_benefit, term_end
from patentfair.domain.rights import facts as f
from patentfair.domain.rights.deadline import Calendar
from patentfair.domain.rights.decision import Decision, Outcome
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.panel import PanelRow, grantable_now
from patentfair.domain.rights.scope import Box

__all__ = [
    "act_of",
    "calendars_of",
    "consents_needed",
    "decide_declaration",
    "decide_terms",
    "grantable",
    "head_licence",
    "ledger_version",
    "open_declaration",
    "owners",
    "owns",
    "publicly_known",
    "right_of",
    "scope_of",
    "with_calendar",
    "years_loaded",
]

RIGHT_TYPES = {"invention": "invention", "utility_model": "utility_model", "design": "design", "reissue": "invention"}
TRANSACTIONS: dict[DealKind, f.TransactionKind] = {
    DealKind.ASSIGNMENT: "assignment",
    DealKind.EXCLUSIVE: "exclusive_licence",
    DealKind.SOLE: "sole_licence",
    DealKind.ORDINARY: "ordinary_licence",
    DealKind.OPEN: "open_licence_acceptance",
    DealKind.PLEDGE: "pledge",
}
LICENCE_KINDS: dict[DealKind, f.LicenceKind] = {
    DealKind.EXCLUSIVE: "exclusive",
    DealKind.SOLE: "sole",
    DealKind.ORDINARY: "ordinary",
}


def owners(patent: Patent, today: date) -> list[Interest]:
    """Interests that hold on `today`."""
    return list(
        Interest.objects.filter(patent=patent, valid_from__lte=today)
        .filter(Q(valid_until=None) | Q(valid_until__gt=today))
        .select_related("organisation")
        .order_by("pk")
    )


def owns(organisation: Organisation, patent: Patent, today: date) -> bool:
    """Whether the organisation holds a verified share on `today`."""
    return any(interest.organisation_id == organisation.pk for interest in owners(patent, today))


def publicly_known(patent: Patent) -> frozenset[int]:
    """Organisations whose part in this right anyone may know: owners, and holders of what an office has entered."""
    known = set(Interest.objects.filter(patent=patent).values_list("organisation_id", flat=True))
    recorded = Grant.objects.filter(patent=patent).exclude(recorded_on=None)
    known.update(recorded.values_list("grantee_id", flat=True))
    known.update(Encumbrance.objects.filter(patent=patent, registered=True).values_list("holder_id", flat=True))
    return frozenset(pk for pk in known if pk)


def open_declaration(patent: Patent) -> Grant | None:
    """The open-licence declaration that is live, if any."""
    return Grant.objects.filter(patent=patent, kind=Grant.Kind.OPEN_DECLARATION, ended_on=None).first()


def ledger_version(patent: Patent) -> int:
    """The version of all that is known of the right; read it before the facts, give it back with the write."""
    ledger, _ = Ledger.objects.get_or_create(patent=patent)
    return ledger.version


def right_of(patent: Patent, today: date, record: PatentRecord | None = None) -> f.Right:
    """The right as the register shows it and its owner declares it. What neither says stays unknown."""
    item = record or record_of(patent)
    status = status_of(patent, today)
    ended = status.since if status.state in ENDED - {State.INVALIDATED} else None
    declared = {name: value for name, value in _declared(patent).items() if name in f.Right.__struct_fields__}
    stage: f.Stage = "granted" if patent.stage == "grant" else "application"
    if status.state is State.INVALIDATED:
        stage = "invalidated"
    elif ended is not None:
        stage = "ended"
    fees: tuple[f.Fee, ...] | None = None
    if patent.paid_until is not None and status.state is State.IN_FORCE:
        fees = () if patent.paid_until > today else None
    elif status.state is State.PROVISIONAL and status.since is not None:
        fees = (f.Fee(due=status.since, paid=False),)
    shown: dict[str, Any] = {
        "id": patent.key,
        "office": patent.office,
        "right_type": RIGHT_TYPES.get(patent.right_type),
        "stage": stage,
        "published": True,
        "filing": patent.filing_date,
        "priority": min((p.date for p in item.priorities if p.date), default=None),
        "grant": patent.publication_date if patent.stage == "grant" else None,
        "ended": ended,
        "fees": fees,
    }
    if patent.office == "US":
        shown |= _of_united_states(patent, item)
    elif patent.office == "EP":
        shown |= _of_europe(patent, item)
    return f.Right(**shown | declared)


REFERENCE_PATENT = "声明所涉专利 (reference patent)"
_NUMBER = re.compile(r"\b\d{1,2},\d{3},\d{3}\b")


def _of_united_states(patent: Patent, record: PatentRecord) -> dict[str, Any]:
    """The chain from which the term runs, the days added to it, and the disclaimers printed on the grant.

    Where the document does not tell the term (a reissue, a chain with a day missing) the filing is left unknown, so
    that no term is reckoned from it. That no disclaimer is printed does not show that none was filed later.
    """
    shown: dict[str, Any] = {"term_from": earliest_benefit(record)}
    if record.stage is Stage.GRANT and term_end(record) is None:
        shown |= {"term_from": None, "filing": None}
    if record.term_extension_days:
        shown["term_adjustments"] = (f.TermAdjustment(kind="compensation", days=record.term_extension_days),)
    disclaimers = events_of(patent).filter(code=EventCode.TERMINAL_DISCLAIMER.value)
    references: set[str] = set()
    for printed in disclaimers:
        numbers = _NUMBER.findall(printed.detail)
        references.update("US" + number.replace(",", "") for number in numbers)
        if not numbers:
            references.add(REFERENCE_PATENT)
    if references:
        shown["terminal_disclaimer"] = tuple(sorted(references))
    return shown


def _of_europe(patent: Patent, record: PatentRecord) -> dict[str, Any]:
    """The states designated, or, of a patent with unitary effect, those it covers as they were when registered."""
    events = [event_value(event) for event in events_of(patent)]
    if covered := unitary_states(events):
        return {"right_type": "unitary_patent", "states": tuple(sorted(covered))}
    designated = designated_states(events) or frozenset(record.designated_states)
    return {"states": tuple(sorted(designated)) or None}


def scope_of(
    territory: Iterable[str], fields: Iterable[str], acts: Iterable[str], start: date, end: date | None
) -> Box:
    """A scope as the engine's box."""
    return Box(
        time=DateInterval(start, end),
        territory=tuple(territory) or ("WORLD",),
        fields=tuple(fields) or ("ALL",),
        acts=tuple(acts) or None,  # type: ignore[arg-type]
    )


def decide_terms(
    terms: Terms,
    *,
    patent: Patent,
    grantor: Organisation,
    grantee: Organisation,
    today: date,
    consents_given: frozenset[int] = frozenset(),
    consents_refused: frozenset[int] = frozenset(),
    formalities: Mapping[str, object] | None = None,
    without: str = "",
    option: bool = False,
) -> Decision:
    """What the law says to these terms for one patent on today's facts.

    `formalities` are transaction facts done before signing. `without` is the basis of grants that the act replaces
    (an amendment). `option`: the act is the licence after the pilot, not the pilot.
    """
    answers = [(pk, "given") for pk in consents_given] + [(pk, "refused") for pk in consents_refused]
    kind, parent = act_of(terms, patent=patent, grantor=grantor, today=today)
    end = terms.end
    if terms.kind is DealKind.PILOT and not option:
        end = terms.pilot_until
    transaction = f.Transaction(
        kind=kind,
        grantors=(_id(grantor.pk),),
        grantee=_id(grantee.pk),
        parent=parent,
        licence_kind=LICENCE_KINDS.get(terms.conveys, "unspecified") if kind == "sub_licence" else "unspecified",
        scope=(Box(),)
        if kind == "pledge"
        else (scope_of(terms.territory, terms.fields, terms.acts, terms.start, end),),
        debt_until=terms.debt_until,
        effective=today,  # the contract takes effect with its last signature, whenever the licence's term begins
        signed=today,
        written=True,
        consents=tuple(f.Consent(party=_id(pk), answer=answer) for pk, answer in answers),  # type: ignore[arg-type]
        **_transaction_facts(formalities or {}),
    )
    parties = _parties({grantor, grantee, *(i.organisation for i in owners(patent, today))})
    right = right_of(patent, today)
    calendars = calendars_of(patent.office)

    def ask(known: _Known) -> Decision:
        return decide(
            f.Facts(
                right=right,
                transaction=transaction,
                context=f.Context(as_of=today, calendars=calendars),
                parties=parties,
                interests=known.interests,
                grants=known.grants,
                encumbrances=known.encumbrances,
                funding=_funding(patent),
            )
        )

    return _cautiously(patent, today, ask, without)


def act_of(terms: Terms, *, patent: Patent, grantor: Organisation, today: date) -> tuple[f.TransactionKind, str | None]:
    """The act the law is asked about, and the earlier grant it rests on.

    Who owns no share of the right but holds a licence of it can only sub-license; the sale of a part is a sale of the
    share; an open licence rests on the declaration.
    """
    if terms.conveys is DealKind.OPEN:
        declaration = open_declaration(patent)
        return "open_licence_acceptance", f"grant:{declaration.pk}" if declaration else None
    own = next((i for i in owners(patent, today) if i.organisation_id == grantor.pk), None)
    if own is None and terms.conveys in LICENCE_KINDS:
        head = head_licence(patent, grantor, today)
        if head is not None or terms.kind is DealKind.SUB_LICENCE:
            return "sub_licence", f"grant:{head.pk}" if head else None
    if terms.conveys is DealKind.ASSIGNMENT and own is not None and own.share_numerator < own.share_denominator:
        return "share_assignment", None
    return TRANSACTIONS[terms.conveys], None


def head_licence(patent: Patent, licensee: Organisation, today: date) -> Grant | None:
    """The licence of this licensee that lets it sub-license, else any licence it holds; the newest of them."""
    held = Grant.objects.filter(patent=patent, grantee=licensee, ended_on=None).filter(Q(end=None) | Q(end__gt=today))
    return held.order_by("-sublicensable", "-pk").first()


def calendars_of(office: str) -> tuple[Calendar, ...]:
    """The calendar of an office as the operator loaded it, () where nothing was loaded."""
    days = frozenset(RestDay.objects.filter(office=office).values_list("day", flat=True))
    return (Calendar(office=office, rest_days=days),) if days else ()


def years_loaded() -> dict[str, list[int]]:
    """Office -> the years for which its days of rest were loaded, in order."""
    found: dict[str, set[int]] = {}
    for office, day in RestDay.objects.order_by("office").values_list("office", "day"):
        found.setdefault(office, set()).add(day.year)
    return {office: sorted(years) for office, years in found.items()}


def with_calendar(facts: f.Facts) -> f.Facts:
    """The facts with the loaded calendar of the right's office, where they carry no calendar of their own."""
    if facts.context.calendars:
        return facts
    office = "EP" if facts.right.right_type == "unitary_patent" else facts.right.office
    loaded = calendars_of(office)
    if not loaded:
        return facts
    return msgspec.structs.replace(facts, context=msgspec.structs.replace(facts.context, calendars=loaded))


def decide_declaration(
    patent: Patent, owner: Organisation, terms: Terms, today: date, *, consents_given: frozenset[int] = frozenset()
) -> Decision:
    """What the law says to an open-licence declaration of this owner at the price of the terms."""
    parties = _parties({owner, *(i.organisation for i in owners(patent, today))})
    right, calendars = right_of(patent, today), calendars_of(patent.office)
    transaction = f.Transaction(
        kind="open_licence_declaration",
        grantors=(_id(owner.pk),),
        written=True,
        named_licensees=False,
        fixed_fee=Money(terms.upfront, terms.currency) if terms.upfront else None,
        sales_rate=terms.royalty_percent / 100 if terms.royalty_percent else None,
        consents=tuple(f.Consent(party=_id(pk), answer="given") for pk in sorted(consents_given)),
    )

    def ask(known: _Known) -> Decision:
        return decide(
            f.Facts(
                right=right,
                transaction=transaction,
                context=f.Context(as_of=today, calendars=calendars),
                parties=parties,
                interests=known.interests,
                grants=known.grants,
                encumbrances=known.encumbrances,
                funding=_funding(patent),
            )
        )

    return _cautiously(patent, today, ask)


def grantable(patent: Patent, today: date, record: PatentRecord | None = None) -> tuple[PanelRow, ...]:
    """What may be granted now, kind by kind, to an unnamed domestic company for all that is left of the right."""
    parties = _parties({interest.organisation for interest in owners(patent, today)})
    right = right_of(patent, today, record)

    def ask(known: _Known) -> tuple[PanelRow, ...]:
        return grantable_now(
            right,
            known.interests,
            known.grants,
            known.encumbrances,
            f.Context(as_of=today, calendars=calendars_of(patent.office)),
            parties[0] if parties else f.Party(id="owner"),
            parties=parties[1:],
            funding=_funding(patent),
        )

    known, sure = _known(patent, today)
    rows = ask(known)
    if sure == known:
        return rows
    return tuple(
        row if row.decision.outcome is Outcome.FORBIDDEN else careful
        for row, careful in zip(rows, ask(sure), strict=True)
    )


def _cautiously(patent: Patent, today: date, ask: Callable[[_Known], Decision], without: str = "") -> Decision:
    """Decide on what is known; what forbids does so whatever else there may be, all else needs a complete picture."""
    known, sure = _known(patent, today, without)
    decision = ask(known)
    return decision if sure == known or decision.outcome is Outcome.FORBIDDEN else ask(sure)


def consents_needed(
    decision: Decision, *, patent: Patent, grantor: Organisation, today: date, even_forbidden: bool = False
) -> list[tuple[int, str]]:
    """Organisations whose consent the decision asks for, each with the rule that asks.

    What is forbidden needs nobody's consent, unless (`even_forbidden`) consent is what is missing.
    """
    if decision.outcome is Outcome.FORBIDDEN and not even_forbidden:
        return []
    needed: dict[int, str] = {}
    known = {interest.organisation_id for interest in owners(patent, today)}
    known |= set(_current_encumbrances(patent, today).values_list("holder_id", flat=True))
    known |= set(Grant.objects.filter(patent=patent, ended_on=None).values_list("grantee_id", flat=True))
    for finding in decision.findings:
        if finding.requirement != "consent" or finding.satisfied or finding.listed:
            continue
        named = {pk for pk in known if pk and _id(pk) in (finding.who or "").replace(",", " ").split()}
        for pk in (named or known) - {grantor.pk, None}:
            needed.setdefault(pk, finding.rule)
    return sorted(needed.items())


class _Known(msgspec.Struct, frozen=True):
    """Lists of facts; None where nobody vouches that the list is complete."""

    interests: tuple[f.Interest, ...] | None
    grants: tuple[f.Grant, ...] | None
    encumbrances: tuple[f.Encumbrance, ...] | None


def _known(patent: Patent, today: date, without: str = "") -> tuple[_Known, _Known]:
    """What the tables hold, and the same with each list that its owner has not declared complete made unknown."""
    held = owners(patent, today)
    # A sole owner has nobody to agree with; what co-owners agreed is known only when they say so.
    agreement = () if len(held) == 1 else _declared(patent).get("coownership_agreement")
    interests = tuple(
        f.Interest(
            owner=_id(interest.organisation_id),
            share=f"{interest.share_numerator}/{interest.share_denominator}",
            registered=interest.registered,
            start=interest.valid_from,
            end=interest.valid_until,
            agreement=agreement,
        )
        for interest in held
    )
    grants = tuple(
        f.Grant(
            id=f"grant:{grant.pk}",
            kind=grant.kind,  # type: ignore[arg-type]
            grantor=_id(grant.grantor_id),
            grantee=_id(grant.grantee_id) if grant.grantee_id else None,
            scope=(scope_of(grant.territory, grant.fields, grant.acts, grant.start, grant.end),),
            executed=grant.executed,
            effective=grant.start,
            ended=grant.ended_on,
            recorded=grant.recorded_on is not None,
            sublicensable=grant.sublicensable,
            parent=f"grant:{grant.parent_id}" if grant.parent_id else None,
        )
        for grant in _grants(patent, without)
    )
    encumbrances = tuple(
        f.Encumbrance(
            id=f"encumbrance:{burden.pk}",
            kind=burden.kind,  # type: ignore[arg-type]
            holder=_id(burden.holder_id) if burden.holder_id else None,
            start=burden.valid_from,
            end=burden.valid_until,
            registered=burden.registered,
        )
        for burden in _current_encumbrances(patent, today)
    )
    declared = _declared(patent)
    registered = Counter(burden.kind for burden in burdens_of(patent, today))
    encumbrances += _registered_encumbrances(patent, today, encumbrances)
    # The register knows of a later transfer than the one a center checked, or of licences that nobody entered here.
    title = interests if interests and not _moved_since(patent, held) else None
    all_licences = sum(registered[kind] for kind in (BurdenKind.LICENCE, BurdenKind.OPEN_LICENCE)) <= len(
        [grant for grant in grants if grant.ended is None]
    )
    known = _Known(title, grants, encumbrances)
    sure = _Known(
        title,
        grants if title and all_licences and declared.get("grants_complete") is True else None,
        encumbrances if title and declared.get("encumbrances_complete") is True else None,
    )
    return known, sure


def _grants(patent: Patent, without: str) -> QuerySet[Grant]:
    """The grants of a patent, less those that an act replaces: of that basis, and what grew from it."""
    found = Grant.objects.filter(patent=patent).order_by("pk")
    return found.exclude(Q(basis=without) | Q(basis__startswith=f"{without}/")) if without else found


_REGISTERED: dict[BurdenKind, f.EncumbranceKind] = {
    BurdenKind.PLEDGE: "pledge",
    BurdenKind.PRESERVATION: "seizure",
    BurdenKind.SUSPENSION: "suspension",
}


def _registered_encumbrances(
    patent: Patent, today: date, entered: tuple[f.Encumbrance, ...]
) -> tuple[f.Encumbrance, ...]:
    """What the register shows beyond what was entered here, of each kind the newest; the holder is not known."""
    have = Counter(burden.kind for burden in entered)
    told = []
    for burden in burdens_of(patent, today):
        kind = _REGISTERED.get(burden.kind)
        if kind is None:
            continue
        if have[kind]:
            have[kind] -= 1
        else:
            told.append(f.Encumbrance(id=f"register:{kind}", kind=kind, start=burden.since, registered=True))
    return tuple(told)


def _moved_since(patent: Patent, held: Iterable[Interest]) -> bool:
    """Whether the register shows a transfer of title after every check of who owns the right."""
    moved = events_of(patent).filter(code=EventCode.ASSIGNED.value, territory="").last()
    if moved is None:
        return False
    claims = OwnershipClaim.objects.filter(patent=patent, state=OwnershipClaim.State.VERIFIED)
    checked = [timezone.localdate(claim.decided_at) for claim in claims if claim.decided_at is not None]
    return moved.date > max([interest.valid_from for interest in held] + checked)


def _transaction_facts(formalities: Mapping[str, object]) -> dict[str, Any]:
    converted = msgspec.convert({"kind": "assignment", **formalities}, f.Transaction, strict=False)
    return {name: getattr(converted, name) for name in formalities}


def _declared(patent: Patent) -> dict[str, Any]:
    declaration = Declaration.objects.filter(patent=patent).first()
    return declaration.facts if declaration else {}


def _funding(patent: Patent) -> tuple[f.Funding, ...] | None:
    """Public money behind the invention as the owner declares it; None where nothing was said."""
    public = _declared(patent).get("public_funding")
    if public is None:
        return None
    return (f.Funding(subject_invention=True),) if public else ()


def _current_encumbrances(patent: Patent, today: date) -> QuerySet[Encumbrance]:
    return Encumbrance.objects.filter(patent=patent).filter(Q(valid_until=None) | Q(valid_until__gt=today))


def _parties(organisations: Iterable[Organisation]) -> tuple[f.Party, ...]:
    return tuple(
        f.Party(
            id=_id(organisation.pk),
            kind=_party_kind(organisation),
            seat=organisation.country or None,
            nationality=organisation.country or None,
        )
        for organisation in sorted(organisations, key=lambda o: o.pk)
    )


def _party_kind(organisation: Organisation) -> f.PartyKind:
    """The kind of party the law tells apart; the price rules for public institutions are those of China's own."""
    if organisation.kind == Organisation.Kind.PERSON:
        return "person"
    chinese_state = organisation.country == "CN" and organisation.is_state_founded
    if organisation.kind in (Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE):
        return "public_research" if chinese_state else "company"
    return "soe" if chinese_state else "company"


def _id(organisation_id: int) -> str:
    return f"organisation:{organisation_id}"
