"""Load the sample world through the real actions, in one transaction: all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.accounts.actions import add_member, give_office, join, register_organisation, verify_organisation
from patentfair.apps.accounts.models import Membership, Organisation, User
from patentfair.apps.centers.actions import give_post, open_center
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.ingest.actions import import_records
from patentfair.apps.market.actions import deals, signing
from patentfair.apps.market.actions.listings import (
    change_listing,
    draft_listing,
    publish_listing,
    translate_listing,
)
from patentfair.apps.market.actions.needs import draft_need, post_need, translate_need
from patentfair.apps.market.models import Deal, Listing, Need
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.actions import (
    claim_ownership,
    decide_claim,
    declare_facts,
    declare_open_licence,
    enter_pledge,
)
from patentfair.apps.rights.models import OwnershipClaim
from patentfair.domain.kernel.errors import Refused
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract
from patentfair.domain.patents.status import EventCode
from patentfair.sample.patents import SamplePatent, read_needs, read_organisations, sample_patents
from patentfair.sample.surroundings import corrected, members_abroad, title_extracts

__all__ = ["PASSWORD", "load", "sign_ins"]

PASSWORD = "patentfair-sample"  # noqa: S105 - printed for everyone, works from the machine itself only
DOMAIN = "sample.invalid"
LISTED = 160


class _World:
    """What has been made so far, by the keys of the sample files."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.random = Random(7)  # noqa: S311 - believable variety, no secrets
        self.password_hash = make_password(PASSWORD)
        self.organisations: dict[str, Organisation] = {}
        self.centers: dict[str, Center] = {}
        self.agents: dict[int, User] = {}
        self.staff: dict[int, User] = {}
        self.staffed: list[Center] = []  # those whose people a newcomer can sign in as
        self.asked: dict[str, list[dict[str, Any]]] = {}  # targets of needs, by the technology that answers them
        for need in read_needs():
            self.asked.setdefault(need["answered_by"], []).extend(_targets(need))

    def actor_for(self, organisation: Organisation) -> Actor:
        """Someone who may bind the organisation."""
        return actor_of(self.agents[organisation.pk], self.today)


@transaction.atomic
def load(*, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Fill an empty installation with the sample world."""
    world = _World(timezone.localdate())
    steps: tuple[Callable[[_World], None], ...] = (
        _make_centers_and_people,
        _import_patents,
        _claim_and_list,
        _post_needs,
        _make_deals,
    )
    for done, step in enumerate(steps):
        progress(done, len(steps))
        step(world)
    progress(len(steps), len(steps))


def sign_ins() -> list[str]:
    """Lines that tell a newcomer how to sign in to the sample world; empty where there is none."""
    users = {user.email: user for user in User.objects.filter(is_sample=True)}
    if not users:
        return []
    lines = [f"Sample sign-ins (from this machine only), password {PASSWORD}:"]
    seen = set()
    for person in read_organisations()["person"]:
        email = _email(person["key"])
        if person["role"] in seen or email not in users:
            continue
        seen.add(person["role"])
        lines.append(f"  {person['role']:<18} {email}")
    firm = Need.objects.filter(is_sample=True).select_related("organisation").order_by("pk").first()
    if firm is not None:
        lines.append(f"  {'firm with a need':<18} {firm.organisation.key}@{DOMAIN}")
    return lines


def _email(key: str) -> str:
    return f"{key.removeprefix('p-')}@{DOMAIN}"


def _evidence(key: str) -> str:
    return hashlib.sha256(f"sample evidence {key}".encode()).hexdigest()


def _make_centers_and_people(world: _World) -> None:
    tables = read_organisations()
    for row in tables["center"]:
        world.centers[row["key"]] = open_center(
            actor=SYSTEM,
            key=row["key"],
            is_national=row.get("national", False),
            is_sample=True,
            **{name: value for name, value in row.items() if name not in ("key", "national")},
        )
    for row in tables["organisation"]:
        organisation = register_organisation(
            actor=SYSTEM,
            key=row["key"],
            kind=row["kind"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            province=row["province"],
            city_zh=row["city_zh"],
            city_en=row["city_en"],
            is_state_founded=row["kind"] in ("university", "institute"),
            is_sample=True,
        )
        verify_organisation(actor=SYSTEM, organisation=organisation, evidence_sha256=_evidence(row["key"]))
        world.organisations[row["key"]] = organisation
    for row in tables["person"]:
        _make_person(world, row)
    for key, organisation in world.organisations.items():
        if organisation.pk not in world.agents:
            user = _join(world, f"{key}@{DOMAIN}", f"{organisation.name_zh}经办人", f"Agent of {organisation.name_en}")
            add_member(actor=SYSTEM, organisation=organisation, user=user, role=Membership.Role.OWNER)
            world.agents[organisation.pk] = user
    for key, center in world.centers.items():
        if center.pk not in world.staff:
            user = _join(world, f"{key}-desk@{DOMAIN}", f"{center.name_zh}窗口", f"Desk of {center.name_en}")
            give_post(actor=SYSTEM, center=center, user=user, role=Post.Role.STAFF)
            world.staff[center.pk] = user


def _join(world: _World, email: str, name_zh: str, name_en: str) -> User:
    return join(
        email=email,
        password=None,
        password_hash=world.password_hash,
        name_zh=name_zh[:80],
        name_en=name_en[:80],
        is_sample=True,
    )


def _make_person(world: _World, row: dict[str, Any]) -> None:
    user = _join(world, _email(row["key"]), row["name_zh"], row["name_en"])
    role = row["role"]
    if role in Membership.Role.values:
        organisation = world.organisations[row["organisation"]]
        add_member(actor=SYSTEM, organisation=organisation, user=user, role=role)
        if role != Membership.Role.MEMBER:
            world.agents.setdefault(organisation.pk, user)
    elif role in Post.Role.values:
        center = world.centers[row["center"]]
        give_post(actor=SYSTEM, center=center, user=user, role=role)
        world.staff.setdefault(center.pk, user)
        if center not in world.staffed:
            world.staffed.append(center)
    else:
        province = world.centers[row["center"]].province if role == "provincial_admin" else ""
        give_office(actor=SYSTEM, user=user, kind=role, province=province)


def _import_patents(world: _World) -> None:
    world_patents = sample_patents(world.today)
    import_records([made.record for made in world_patents], actor=SYSTEM, name="sample world", is_sample=True)
    abroad = members_abroad(world_patents, world.today)
    around: list[PatentRecord | RegisterExtract] = [*corrected(abroad), *abroad, *title_extracts(world_patents)]
    import_records(around, actor=SYSTEM, name="sample world, abroad", is_sample=True)
    for made in world_patents:
        if made.record.stage.value == "grant":
            _add_fate(world, made)


def _add_fate(world: _World, made: SamplePatent) -> None:
    """What happened to the right since it was granted."""
    patent = Patent.objects.get(key=made.record.publication.canonical)
    filing = patent.filing_date or world.today
    anniversary = filing.replace(year=world.today.year, day=min(filing.day, 28))
    if anniversary <= world.today:
        anniversary = anniversary.replace(year=world.today.year + 1)
    last = anniversary.replace(year=anniversary.year - 1)
    event: dict[str, Any] = {"actor": SYSTEM, "patent": patent, "source": "sample"}
    paid_on = max(last - timedelta(days=20), patent.publication_date or last)
    if made.fate == "provisional" and (world.today - last).days < 170:
        add_legal_event(**event, date=last, code=EventCode.FEE_OVERDUE)
    elif made.fate == "lapsed":
        add_legal_event(
            **event, date=max(last - timedelta(days=200), paid_on), code=EventCode.LAPSED, office_code="CF01"
        )
    elif made.fate == "invalidated":
        add_legal_event(**event, date=paid_on, code=EventCode.INVALIDATED, office_code="IW01")
    else:
        add_legal_event(**event, date=paid_on, code=EventCode.FEE_PAID, paid_until=anniversary)


def _claim_and_list(world: _World) -> None:
    """Every third living patent, and one of each technology that answers a need, is claimed, verified and listed."""
    answering = set(world.asked)
    waiting: dict[int, int] = {}
    unclaimed = []
    listed = 0
    for number, made in enumerate(m for m in sample_patents(world.today) if m.record.publication.office == "CN"):
        patent = Patent.objects.get(key=made.record.publication.canonical)
        if patent.status != "in_force" or patent.paid_until is None:
            continue
        answers = made.technology["key"] in answering
        if not answers and (number % 3 != 0 or listed >= LISTED):
            unclaimed.append((made, patent))
            continue
        claim = _claim(world, made, patent)
        if number % 60 == 0 and not answers:
            waiting[claim.center_id] = waiting.get(claim.center_id, 0) + 1
            continue  # some claims wait on a desk
        answering.discard(made.technology["key"])
        organisation = world.organisations[made.owner["key"]]
        actor = world.actor_for(organisation)
        staff = actor_of(world.staff[claim.center_id], world.today)
        decide_claim(actor=staff, claim=claim, verified=True)
        declare_facts(actor=actor, patent=patent, facts=_facts(organisation, patent, world.random))
        _list(world, made, patent, organisation, actor, listed, must_show=answers)
        listed += 1
    for center in world.staffed:
        if not waiting.get(center.pk):
            here = (pair for pair in unclaimed if pair[0].owner["province"] == center.province)
            for made, patent in islice(here, 1):
                _claim(world, made, patent)


def _claim(world: _World, made: SamplePatent, patent: Patent) -> OwnershipClaim:
    organisation = world.organisations[made.owner["key"]]
    return claim_ownership(
        actor=world.actor_for(organisation),
        organisation=organisation,
        patent=patent,
        evidence_name=f"{patent.key}.pdf",
        evidence_sha256=_evidence(patent.key),
    )


def _facts(organisation: Organisation, patent: Patent, random: Random) -> dict[str, object]:
    facts: dict[str, object] = {
        "technology": "free",
        "secrecy": "none",
        "same_day_pair": "none",
        "service_invention": organisation.kind != "person",
        "invalidity_pending": False,
        "grants_complete": True,
        "encumbrances_complete": True,
        "key_core_technology": False,
        "public_funding": organisation.is_state_founded and random.random() < 0.3,
    }
    if patent.right_type != "invention":
        facts["evaluation_report"] = random.choice(("positive", "none"))
    return facts


def _list(
    world: _World,
    made: SamplePatent,
    patent: Patent,
    organisation: Organisation,
    actor: Actor,
    number: int,
    *,
    must_show: bool,
) -> None:
    technology, variant = made.technology, made.variant
    mode = ("fixed", "royalty", "negotiable")[number % 3]
    kinds = (["ordinary"], ["ordinary", "exclusive"], ["exclusive", "assignment"], ["ordinary", "sole"])[number % 4]
    listing = draft_listing(
        actor=actor,
        organisation=organisation,
        patent=patent,
        is_sample=True,
        kinds=kinds,
        territory=["CN"],
        fields=[],
        term_years=(3, 5, 8)[number % 3],
        price_mode=mode,
        upfront=Decimal(50_000 * world.random.randint(2, 30)) if mode != "negotiable" else None,
        royalty_percent=Decimal(world.random.choice(("1.5", "2", "3", "4.5"))) if mode == "royalty" else None,
        royalty_base="净销售额" if mode == "royalty" else "",
        maturity=technology["maturity"],
        language="zh",
        title=f"{technology['title_zh']}（{variant['zh']}）"[:200],
        plain=_filled(technology["plain_zh"], variant),
        better=_filled(technology["better_zh"], variant),
        targets=world.asked.get(technology["key"], []),
    )
    if number % 5:  # every fifth shows the mark "not translated"
        translate_listing(
            actor=actor,
            listing=listing,
            title=f"{technology['title_en']}, {variant['en']}"[:200],
            plain=_filled(technology["plain_en"], variant),
            better=_filled(technology["better_en"], variant),
        )
    if must_show or number % 20 != 19:
        publish_listing(actor=actor, listing=listing)


def _filled(text: str, variant: dict[str, str]) -> str:
    return text.replace("{a}", variant["a"]).replace("{b}", variant["b"])


def _targets(need: dict[str, Any]) -> list[dict[str, Any]]:
    """A need's figures; the listing of the technology that answers it warrants the same."""
    return [
        {"name": t["name_zh"], "comparator": t["comparator"], "value": t["value"], "unit": t["unit"]}
        for t in need["targets"]
    ]


def _post_needs(world: _World) -> None:
    firms = [o for o in world.organisations.values() if o.kind in ("company", "small_firm")]
    for number, row in enumerate(read_needs()):
        firm = firms[number % len(firms)]
        actor = world.actor_for(firm)
        need = draft_need(
            actor=actor,
            organisation=firm,
            is_sample=True,
            language="zh",
            title=row["title_zh"],
            problem=row["problem_zh"],
            present=row["present_zh"],
            constraints=row["constraints_zh"],
            targets=_targets(row),
            classes=row["ipc"],
            province=firm.province,
            maturity_min=row["maturity_min"],
            kinds=row["kinds"],
            budget_low=Decimal(row["budget_low"]),
            budget_high=Decimal(row["budget_high"]),
            deadline=world.today + timedelta(days=world.random.randint(60, 300)),
            show_name=number % 4 != 0,
        )
        translate_need(
            actor=actor,
            need=need,
            title=row["title_en"],
            problem=row["problem_en"],
            present=row["present_en"],
            constraints=row["constraints_en"],
        )
        if number % 12 != 11:
            post_need(actor=actor, need=need)


STAGES = ("inquiry", "negotiation", "proposed", "agreed", "partly_signed", "in_force", "recorded", "declined")


def _make_deals(world: _World) -> None:
    """A deal or two at every stage, an inquiry on each desk a newcomer can open, an open licence, a pledge."""
    firms = [o for o in world.organisations.values() if o.kind in ("company", "small_firm")]
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


def _open(world: _World, free: list[Listing]) -> None:
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


def _made_deal(world: _World, listing: Listing, firm: Organisation, stage: str) -> bool:
    """Whether these two could come as far as `stage`; nothing is left of a deal that the law or its state stopped."""
    try:
        with transaction.atomic():
            _make_deal(world, listing, firm, stage)
    except Refused:
        return False
    return True


def _make_deal(world: _World, listing: Listing, firm: Organisation, stage: str) -> None:
    owner = listing.organisation
    seller, buyer = world.actor_for(owner), world.actor_for(firm)
    deal = deals.open_inquiry(
        actor=buyer,
        organisation=firm,
        patent=listing.patent,
        grantor=owner,
        listing=listing,
        text="我们想了解这项技术能否用于现有产线，改造需要多少投入，交付周期多长。",
        is_sample=True,
    )
    if stage == "inquiry":
        return
    if stage == "declined":
        deals.decline(actor=seller, deal=deal, reason="route_unclear")
        return
    deals.answer(actor=seller, deal=deal, text="可以。建议先做一次小试，我们提供样机参数和测试数据，三周内可以完成。")
    if stage == "negotiation":
        return
    sheet = deals.propose_terms(actor=seller, deal=deal, terms=_terms(world, listing))
    if stage == "proposed":
        return
    deals.accept_terms(actor=buyer, deal=deal, sheet_hash=sheet.hash)
    if stage == "agreed":
        return
    signing.sign(actor=seller, deal=deal, sheet_hash=sheet.hash, name=world.agents[owner.pk].name)
    if stage == "partly_signed":
        return
    signing.sign(actor=buyer, deal=deal, sheet_hash=sheet.hash, name=world.agents[firm.pk].name)
    if stage == "recorded":
        signing.record_recordal(
            actor=seller, deal=Deal.objects.get(pk=deal.pk), recorded_on=world.today, record_number="示例备案-0001"
        )


def _terms(world: _World, listing: Listing) -> Terms:
    return Terms(
        kind=DealKind.ORDINARY,
        patents=(listing.patent.key,),
        territory=("CN",),
        start=world.today,
        end=world.today.replace(year=world.today.year + 5, day=min(world.today.day, 28)),
        upfront=listing.upfront or Decimal(200_000),
        royalty_percent=listing.royalty_percent or Decimal(2),
        royalty_base="净销售额",
        notes="许可方提供为期两周的现场技术指导。",
    )
