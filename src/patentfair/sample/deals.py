"""Sample deals at every stage of the talks, and the steps that all sample deals are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.actions import deals, signing
from patentfair.apps.market.actions.listings import change_listing
from patentfair.apps.market.models import Acceptance, Deal, Listing, Signature
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.actions import declare_open_licence, enter_pledge
from patentfair.apps.rights.models import Grant
from patentfair.domain.kernel.errors import Refused
from patentfair.domain.market.deal import Side
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.sample.cast import World

__all__ = [
    "STAGES",
    "agree",
    "ask",
    "date_back",
    "first_that_can",
    "free_listings",
    "fresh",
    "in_years",
    "make_deals",
    "offer",
    "partner_for",
    "record_filing",
    "sign",
    "terms_for",
]

STAGES = ("inquiry", "negotiation", "proposed", "agreed", "partly_signed", "in_force", "recorded", "declined")
QUESTION = "我们想了解这项技术能否用于现有产线，改造需要多少投入，交付周期多长。"
ANSWER = "可以。建议先做一次小试，我们提供样机参数和测试数据，三周内可以完成。"
T = TypeVar("T")


def fresh(deal: Deal) -> Deal:
    """The deal as it stands in the tables now."""
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee", "center").get(pk=deal.pk)


def free_listings() -> list[Listing]:
    """Firms' inventions on offer that nobody has asked about, the newest first: whoever looks for one of them later
    begins with the oldest."""
    found = Listing.objects.filter(
        state="published",
        deals=None,
        auctions=None,
        organisation__kind__in=("company", "small_firm"),
        patent__office="CN",
        patent__right_type="invention",
        patent__encumbrances=None,
        patent__grants=None,
    )
    return list(found.select_related("patent", "organisation", "center").order_by("-pk"))


def first_that_can(listings: Iterable[Listing], make: Callable[[Listing], T]) -> T:
    """What `make` makes of the first of these that neither the law nor the state of a right forbids."""
    for listing in listings:
        try:
            with transaction.atomic():
                return make(listing)
        except Refused:
            continue
    raise Refused("sample.nothing-left")


def partner_for(world: World, *owners: Organisation, nth: int = 0) -> Organisation:
    """A firm that is none of these; the first is the one a newcomer can sign in as."""
    taken = {one.pk for one in owners}
    return [one for one in world.firms if one.pk not in taken][nth]


def ask(
    world: World, listing: Listing, firm: Organisation, kind: DealKind = DealKind.ORDINARY, text: str = QUESTION
) -> Deal:
    """A firm asks about a listing."""
    return deals.open_inquiry(
        actor=world.actor_for(firm),
        organisation=firm,
        patent=listing.patent,
        grantor=listing.organisation,
        listing=listing,
        kind=kind,
        text=text,
        is_sample=True,
    )


def offer(world: World, patent: Patent, owner: Organisation, partner: Organisation, kind: DealKind, text: str) -> Deal:
    """An owner, or a licensee, offers a patent to someone."""
    return deals.open_offer(
        actor=world.actor_for(owner),
        organisation=owner,
        patent=patent,
        grantee=partner,
        kind=kind,
        text=text,
        is_sample=True,
    )


def agree(world: World, deal: Deal, terms: Terms, answer: str = ANSWER, **formalities: object) -> Deal:
    """The side that was asked answers, the grantor proposes the terms, the grantee accepts them."""
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    deals.answer(actor=seller if deal.opened_by == Side.GRANTEE else buyer, deal=deal, text=answer)
    if formalities:
        deals.enter_formalities(actor=seller, deal=deal, facts=formalities, evidence_sha256=world.evidence)
    sheet = deals.propose_terms(actor=seller, deal=deal, terms=terms)
    deals.accept_terms(actor=buyer, deal=deal, sheet_hash=sheet.hash)
    return fresh(deal)


def sign(world: World, deal: Deal, *, only_grantor: bool = False) -> Deal:
    """Both sides sign what was agreed, the grantor first."""
    sheet = deal.agreed_sheet
    for side in (deal.grantor,) if only_grantor else (deal.grantor, deal.grantee):
        signing.sign(
            actor=world.actor_for(side), deal=deal, sheet_hash=sheet.hash if sheet else "", name=world.name_for(side)
        )
    return fresh(deal)


def record_filing(world: World, deal: Deal, number: str, after: timedelta = timedelta(0)) -> Deal:
    """Enter that the office recorded the licence, which its grantor does, or registered the pledge, which the desk
    does."""
    in_force = timezone.localdate(deal.in_force_at)
    actor = world.staff_of(deal.center) if deal.kind == DealKind.PLEDGE else world.actor_for(deal.grantor)
    signing.record_recordal(actor=actor, deal=deal, recorded_on=in_force + after, record_number=number)
    return fresh(deal)


def date_back(deal: Deal, days: int) -> Deal:
    """The deal as if all so far had happened that many days ago; the journal keeps its own time."""
    delta = timedelta(days=days)
    moments = ("opened_at", "answer_due", "answered_at", "in_force_at", "recordal_due")
    known = {name: getattr(deal, name) - delta for name in moments if getattr(deal, name) is not None}
    Deal.objects.filter(pk=deal.pk).update(**known)
    deal.messages.update(at=F("at") - delta)
    deal.sheets.update(at=F("at") - delta)
    Acceptance.objects.filter(sheet__deal=deal).update(at=F("at") - delta)
    Signature.objects.filter(sheet__deal=deal).update(at=F("at") - delta)
    if deal.in_force_at is not None:
        executed = timezone.localdate(deal.in_force_at - delta)
        Grant.objects.filter(basis=f"deal:{deal.pk}").update(executed=executed)
    return fresh(deal)


def terms_for(world: World, listing: Listing, kind: DealKind, **changed: Any) -> Terms:
    """Terms on a listing, of five years from today and with an upfront fee."""
    given: dict[str, Any] = {
        "kind": kind,
        "patents": (listing.patent.key,),
        "start": world.today,
        "end": in_years(world.today, 5),
        "upfront": Decimal(200_000),
    }
    return Terms(**{**given, **changed})


def in_years(day: date, years: int) -> date:
    """The same day so many years later, the 28th of its month at the latest."""
    return day.replace(year=day.year + years, day=min(day.day, 28))


def make_deals(world: World) -> None:
    """A deal or two at every stage, an inquiry on each desk a newcomer can open, an open licence, a pledge."""
    firms = world.firms
    listings = list(Listing.objects.filter(state="published").select_related("patent", "organisation").order_by("pk"))
    free = listings[5:] + listings[:5]
    pledged = free.pop(0).patent
    _open(world, free)
    for number in range(2 * len(STAGES)):
        for listing in free[number * 7 % len(free) :] + free:
            firm = next(f for f in firms[number % len(firms) :] + firms if f.pk != listing.organisation_id)
            if _made_deal(world, listing, firm, STAGES[number % len(STAGES)]):
                free.remove(listing)
                break
    for number, center in enumerate(world.staffed):
        here = next(one for one in free if one.center_id == center.pk)
        firm = next(f for f in firms[number % len(firms) :] + firms if f.pk != here.organisation_id)
        _make_deal(world, here, firm, "inquiry")
    bank = next(o for o in world.organisations.values() if o.kind == "bank")
    enter_pledge(
        actor=SYSTEM, patent=pledged, holder=bank, registered_on=world.today - timedelta(days=90), basis="sample:pledge"
    )


def _open(world: World, free: list[Listing]) -> None:
    """The owner of the first listing that the law lets be opened declares an open licence, and offers no other."""
    for listing in free[6:]:
        owner = world.actor_for(listing.organisation)
        try:
            declare_open_licence(
                actor=owner,
                patent=listing.patent,
                owner=listing.organisation,
                announced_on=world.today - timedelta(days=60),
                basis="sample:open",
            )
        except Refused:
            continue
        change_listing(actor=owner, listing=listing, kinds=["ordinary"])
        free.remove(listing)
        return


def _made_deal(world: World, listing: Listing, firm: Organisation, stage: str) -> bool:
    """Whether these two could come as far as `stage`; nothing is left of a deal that the law or its state stopped."""
    try:
        with transaction.atomic():
            _make_deal(world, listing, firm, stage)
    except Refused:
        return False
    return True


def _make_deal(world: World, listing: Listing, firm: Organisation, stage: str) -> None:
    owner = listing.organisation
    seller, buyer = world.actor_for(owner), world.actor_for(firm)
    deal = ask(world, listing, firm)
    if stage == "inquiry":
        return
    if stage == "declined":
        deals.decline(actor=seller, deal=deal, reason="route_unclear")
        return
    deals.answer(actor=seller, deal=deal, text=ANSWER)
    if stage == "negotiation":
        return
    sheet = deals.propose_terms(actor=seller, deal=deal, terms=_terms(world, listing))
    if stage == "proposed":
        return
    deals.accept_terms(actor=buyer, deal=deal, sheet_hash=sheet.hash)
    if stage == "agreed":
        return
    deal = sign(world, fresh(deal), only_grantor=stage == "partly_signed")
    if stage == "recorded":
        record_filing(world, deal, "示例备案-0001")


def _terms(world: World, listing: Listing) -> Terms:
    return terms_for(
        world,
        listing,
        DealKind.ORDINARY,
        upfront=listing.upfront or Decimal(200_000),
        royalty_percent=listing.royalty_percent or Decimal(2),
        royalty_base="净销售额",
        notes="许可方提供为期两周的现场技术指导。",
    )
