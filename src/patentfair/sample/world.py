"""Load the sample world through the real actions, in one transaction: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.ingest.actions import import_records
from patentfair.apps.market.actions.listings import draft_listing, publish_listing, translate_listing
from patentfair.apps.market.actions.needs import draft_need, post_need, translate_need
from patentfair.apps.market.models import Need
from patentfair.apps.registry.actions import add_legal_event
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.actions import claim_ownership, decide_claim, declare_facts
from patentfair.apps.rights.models import OwnershipClaim
from patentfair.domain.kernel.errors import DomainError
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract
from patentfair.domain.patents.status import EventCode
from patentfair.sample.cast import DOMAIN, PASSWORD, World, email_of, make_centers_and_people, targets_of
from patentfair.sample.centers import make_centers
from patentfair.sample.deals import make_deals
from patentfair.sample.exhibition import make_exhibition
from patentfair.sample.experience import make_experience
from patentfair.sample.helpdesk import make_helpdesk
from patentfair.sample.kinds import make_a_deal_of_each_kind
from patentfair.sample.learning import make_learning
from patentfair.sample.meetings import make_meetings
from patentfair.sample.network import make_network
from patentfair.sample.patents import SamplePatent, read_needs, read_organisations, sample_patents
from patentfair.sample.prices import make_prices
from patentfair.sample.surroundings import corrected, members_abroad, title_extracts
from patentfair.sample.trust import make_troubles, make_trust

__all__ = ["PASSWORD", "load", "sign_ins"]

LISTED = 160


def load(*, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Fill an empty installation with the sample world."""
    today = timezone.localdate()
    try:
        _load(World(today), progress)
    except DomainError:
        if timezone.localdate() == today:
            raise
        _load(World(timezone.localdate()), progress)  # midnight came in between, and some acts were of two days


@transaction.atomic
def _load(world: World, progress: Callable[[int, int], None]) -> None:
    steps: tuple[Callable[[World], None], ...] = (
        make_centers_and_people,
        _import_patents,
        _claim_and_list,
        _post_needs,
        make_deals,
        make_troubles,
        make_a_deal_of_each_kind,
        make_prices,
        make_trust,
        make_centers,
        make_exhibition,
        make_helpdesk,
        make_meetings,
        make_learning,
        make_experience,
        make_network,
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
        email = email_of(person["key"])
        if person["role"] in seen or email not in users:
            continue
        seen.add(person["role"])
        lines.append(f"  {person['role']:<18} {email}")
    firm = Need.objects.filter(is_sample=True).select_related("organisation").order_by("pk").first()
    bank = Organisation.objects.filter(is_sample=True, kind=Organisation.Kind.BANK).order_by("pk").first()
    if bank is not None:
        lines.append(f"  {'bank':<18} {bank.key}@{DOMAIN}")
    if firm is not None:
        lines.append(f"  {'firm with a need':<18} {firm.organisation.key}@{DOMAIN}")
    return lines


def _import_patents(world: World) -> None:
    world_patents = sample_patents(world.today)
    import_records([made.record for made in world_patents], actor=SYSTEM, name="sample world", is_sample=True)
    abroad = members_abroad(world_patents, world.today)
    around: list[PatentRecord | RegisterExtract] = [*corrected(abroad), *abroad, *title_extracts(world_patents)]
    import_records(around, actor=SYSTEM, name="sample world, abroad", is_sample=True)
    for made in world_patents:
        if made.record.stage.value == "grant":
            _add_fate(world, made)


def _add_fate(world: World, made: SamplePatent) -> None:
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


def _claim_and_list(world: World) -> None:
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


def _claim(world: World, made: SamplePatent, patent: Patent) -> OwnershipClaim:
    organisation = world.organisations[made.owner["key"]]
    return claim_ownership(
        actor=world.actor_for(organisation),
        organisation=organisation,
        patent=patent,
        evidence_name=f"{patent.key}.pdf",
        evidence_sha256=world.evidence,
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
    world: World,
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


def _post_needs(world: World) -> None:
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
            targets=targets_of(row),
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
