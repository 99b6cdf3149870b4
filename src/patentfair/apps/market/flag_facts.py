"""What the checks for flags look at: deals with agreed terms, changes of title, ties of organisations, payments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from patentfair.apps.accounts.models import Authorisation, Organisation
from patentfair.apps.accounts.models import Membership as MembershipRow
from patentfair.apps.market.groups import Groups
from patentfair.apps.market.models import Deal, DealPatent, Payment
from patentfair.apps.market.models import Relation as RelationRow
from patentfair.apps.market.queries import terms_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import chain_of, record_of
from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.terms import DealKind
from patentfair.domain.market.trust import Membership, Relation, RelationKind, Traded, Transfer, traded
from patentfair.domain.market.trust_circles import Payment as Paid
from patentfair.domain.patents.party_names import party_key
from patentfair.domain.patents.register import ConveyanceKind

__all__ = ["FlagFacts", "flag_facts", "payments_since", "reference_of"]

_AGREED = ("agreed", "partly_signed", "conditional", "in_force", "recorded", "terminated", "ended")
_GRANTED = ("in_force", "recorded", "terminated", "ended")
_TIES = {
    RelationRow.Kind.CONTROLS: RelationKind.CONTROL,
    RelationRow.Kind.HOLDS_SHARES: RelationKind.SHAREHOLDING,
    RelationRow.Kind.SAME_PEOPLE: RelationKind.MANAGEMENT,
    RelationRow.Kind.FAMILY: RelationKind.FAMILY,
}


class FlagFacts(msgspec.Struct, frozen=True):
    """The deals to look at with those around them, by whose company they are judged."""

    deals: tuple[Traded, ...]
    transfers: tuple[Transfer, ...]
    relations: tuple[Relation, ...]
    memberships: tuple[Membership, ...]
    groups: dict[str, str]


def reference_of(organisation_id: int) -> str:
    """An organisation as flags name it."""
    return f"organisation:{organisation_id}"


def flag_facts(about: Collection[int] | None) -> FlagFacts:
    """Facts for the deals `about` (None: all): they, deals on the same patents, and deals between the same groups."""
    groups = Groups()
    found = list(_around(about, groups).select_related("agreed_sheet", "patent").defer("patent__record"))
    sides = {pk for deal in found for pk in (deal.grantor_id, deal.grantee_id)}
    return FlagFacts(
        tuple(_traded(deal) for deal in found),
        tuple(_transfers(found)),
        tuple(_relations()),
        tuple(_memberships(sides)),
        {reference_of(pk): groups.of_organisation(pk) for pk in sides},
    )


def _around(about: Collection[int] | None, groups: Groups) -> QuerySet[Deal]:
    agreed = Deal.objects.exclude(agreed_sheet=None).filter(state__in=_AGREED).order_by("pk")
    if about is None:
        return agreed
    mine = Deal.objects.filter(pk__in=about)
    sides = {pk for pair in mine.values_list("grantor", "grantee") for pk in pair}
    tops = {groups.of_organisation(pk) for pk in sides}
    alike = {node for node, top in groups.organisation_groups().items() if top in tops}
    sides |= {int(node.partition(":")[2]) for node in alike}
    patents = set(mine.values_list("patent", flat=True))
    patents |= set(DealPatent.objects.filter(deal__in=about).values_list("patent", flat=True))
    near = Deal.objects.filter(
        Q(patent__in=patents) | Q(deal_patents__patent__in=patents) | Q(grantor__in=sides, grantee__in=sides)
    )
    return agreed.filter(pk__in=near.values("pk"))


def _traded(deal: Deal) -> Traded:
    sheet = deal.agreed_sheet
    assert sheet is not None  # noqa: S101 - the query asked for it
    last = sheet.acceptances.order_by("-at").values_list("at", flat=True).first()
    return traded(
        terms_of(sheet),
        reference=f"deal:{deal.pk}",
        grantor=reference_of(deal.grantor_id),
        grantee=reference_of(deal.grantee_id),
        on=timezone.localdate(last or sheet.at),
        families=(deal.patent.family_key,) if deal.patent.family_key else (),
        field=deal.patent.field,
    )


def _transfers(deals: Iterable[Deal]) -> Iterator[Transfer]:
    """Sales made here, and what registers recorded of the same patents, each change of sides on a patent once."""
    known: set[tuple[str, str, str]] = set()
    sold: dict[int, Patent] = {}
    for deal in deals:
        sheet = deal.agreed_sheet
        if sheet is None or deal.state not in _GRANTED or deal.in_force_at is None:
            continue
        terms = terms_of(sheet)
        if terms.conveys is not DealKind.ASSIGNMENT:
            continue
        sides = reference_of(deal.grantor_id), reference_of(deal.grantee_id)
        day = deal.recorded_on or timezone.localdate(deal.in_force_at)
        for patent in Patent.objects.filter(key__in=terms.patents):
            sold[patent.pk] = patent
            known.add((patent.key, *sides))
            yield Transfer(f"deal:{deal.pk}", patent.key, *sides, day)
    names = _organisation_names() if sold else {}
    for patent in sold.values():
        for number, (giver, receiver, day) in enumerate(_registered(patent, names)):
            if giver != receiver and (patent.key, giver, receiver) not in known:
                known.add((patent.key, giver, receiver))
                yield Transfer(f"register:{patent.key}:{number}", patent.key, giver, receiver, day)


def _registered(patent: Patent, names: dict[str, str]) -> Iterator[tuple[str, str, date]]:
    for link in chain_of(patent, record_of(patent)).links:
        if not link.moves_title or link.day is None or link.replaced or link.superseded:
            continue
        if link.conveyance.kind is not ConveyanceKind.ASSIGNMENT:
            continue  # a new name or a merger is no deal
        for giver in link.conveyance.givers:
            for receiver in link.conveyance.receivers:
                ends = [names.get(key, f"name:{key}") for key in (party_key(giver.name), party_key(receiver.name))]
                yield ends[0], ends[1], link.day


def _organisation_names() -> dict[str, str]:
    """Organisations by the keys of their names; where two share one, the older."""
    found: dict[str, str] = {}
    for organisation in Organisation.objects.order_by("pk").only("pk", "name_zh", "name_en"):
        for name in (organisation.name_zh, organisation.name_en):
            if key := party_key(name):
                found.setdefault(key, reference_of(organisation.pk))
    return found


def _relations() -> Iterator[Relation]:
    for row in RelationRow.objects.order_by("pk"):
        during = DateInterval(row.start, row.end)
        yield Relation(
            reference_of(row.first_id), reference_of(row.second_id), _TIES[RelationRow.Kind(row.kind)], during
        )


def _memberships(sides: Collection[int]) -> Iterator[Membership]:
    """Who belongs to a side, and who holds a power to act for it."""
    for row in MembershipRow.objects.filter(organisation__in=sides).order_by("pk"):
        yield Membership(reference_of(row.organisation_id), f"user:{row.user_id}")
    powers = Authorisation.objects.filter(organisation__in=sides, confirmed_at__isnull=False).order_by("pk")
    for power in powers:
        ends = [day for day in (power.valid_until, _day(power)) if day is not None]
        during = DateInterval(power.valid_from, min(ends, default=None))
        yield Membership(reference_of(power.organisation_id), f"user:{power.representative_id}", during)


def _day(power: Authorisation) -> date | None:
    return timezone.localdate(power.revoked_at) if power.revoked_at else None


def payments_since(today: date, days: int = 180) -> tuple[tuple[Paid, ...], dict[str, int]]:
    """Confirmed payments of the last days, and the deal of each by its reference."""
    rows = Payment.objects.filter(state=Payment.State.CONFIRMED, paid_on__gt=today - timedelta(days=days))
    paid, deals = [], {}
    for row in rows.select_related("invoice").order_by("pk"):
        reference = f"payment:{row.pk}"
        deals[reference] = row.invoice.deal_id
        payer, payee = reference_of(row.invoice.debtor_id), reference_of(row.invoice.creditor_id)
        paid.append(Paid(reference, payer, payee, Money(row.amount, row.invoice.currency), row.paid_on))
    return tuple(paid), deals
