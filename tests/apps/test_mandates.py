"""Intermediaries: mandates seen by both sides, and what they open."""

from decimal import Decimal

import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import visible
from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.access import DEALS, MANDATES
from patentfair.apps.market.actions import mandates
from patentfair.apps.market.models import Deal, Mandate
from patentfair.domain.kernel.errors import Invalid, Refused, Stale


@pytest.fixture
def deal(world):
    found = Deal.objects.filter(state="negotiation").select_related("grantor", "grantee", "patent", "center")
    return found.order_by("pk").first()


@pytest.fixture
def broker(world, deal):
    """An organisation of its own with one person who binds it and one who reads."""
    made = Organisation.objects.create(key="broker", name_zh="经纪行", kind="agency", created_at=timezone.now())
    for name, role in (("broker", "owner"), ("broker-member", "member")):
        Membership.objects.create(user=world.make_user(name), organisation=made, role=role)
    return made


@pytest.fixture
def actors(world, deal, broker):
    member = broker.memberships.get(role="member").user
    return {
        "grantor": world.actor_for(deal.grantor),
        "grantee": world.actor_for(deal.grantee),
        "broker": world.actor_for(broker),
        "broker_member": actor_of(member, timezone.localdate()),
    }


def give(actors, deal, broker, side="grantor", **terms) -> Mandate:
    given = {"role": "broker", "what": "Find a buyer", "fee_amount": Decimal(5000)} | terms
    return mandates.give_mandate(actor=actors[side], deal=deal, organisation=broker, **given)


def reads(actor, act, deal) -> bool:
    return visible(Deal.objects.all(), DEALS, act, actor).filter(pk=deal.pk).exists()


def test_an_accepted_mandate_opens_talks_and_terms_and_nothing_more_until_it_ends(actors, deal, broker):
    mandate = give(actors, deal, broker)
    assert not reads(actors["broker"], "talks", deal)
    mandates.accept_mandate(actor=actors["broker"], mandate=mandate)
    for role in ("broker", "broker_member"):
        assert reads(actors[role], "talks", deal)
        for act in set(DEALS) - {"talks"}:
            assert not reads(actors[role], act, deal), act
    mandates.end_mandate(actor=actors["grantor"], mandate=mandate)
    assert not reads(actors["broker"], "talks", deal)


def test_both_sides_and_the_intermediary_see_the_mandate(actors, deal, broker, world):
    mandate = give(actors, deal, broker)
    outside = Organisation.objects.exclude(pk__in=[deal.grantor_id, deal.grantee_id, broker.pk]).filter(kind="company")
    actors["outsider"] = world.actor_for(outside.first())
    seen = {
        role for role, actor in actors.items()
        if visible(Mandate.objects.all(), MANDATES, "read", actor).filter(pk=mandate.pk).exists()
    }  # fmt: skip
    assert seen == {"grantor", "grantee", "broker", "broker_member"}


def test_a_side_is_not_its_own_intermediary(actors, deal, broker, world):
    before = Entry.objects.count()
    for organisation in (deal.grantor, deal.grantee):
        with pytest.raises(Refused, match=r"mandate\.self-dealing"):
            give(actors, deal, organisation)
    mandate = give(actors, deal, broker)
    Membership.objects.create(user=world.user_for(deal.grantee), organisation=broker, role="owner")
    with pytest.raises(Refused, match=r"mandate\.self-dealing"):
        mandates.accept_mandate(actor=world.actor_for(deal.grantee), mandate=mandate)
    assert Entry.objects.count() == before + 1
    mandate.refresh_from_db()
    assert mandate.accepted_at is None


def test_helping_both_sides_takes_the_explicit_word_of_both(actors, deal, broker):
    first = give(actors, deal, broker)
    with pytest.raises(Refused, match=r"mandate\.one-side"):
        mandates.accept_both_sides(actor=actors["grantee"], mandate=first)
    mandates.accept_mandate(actor=actors["broker"], mandate=first)
    second = give(actors, deal, broker, side="grantee", what="Judge the technology")
    for refused in range(2):
        with pytest.raises(Refused, match=r"mandate\.both-sides-not-accepted"):
            mandates.accept_mandate(actor=actors["broker"], mandate=second)
        mandates.accept_both_sides(actor=actors[("grantor", "grantee")[refused]], mandate=second)
    with pytest.raises(Refused, match=r"mandate\.accepted-already"):
        mandates.accept_both_sides(actor=actors["grantor"], mandate=first)
    mandates.accept_mandate(actor=actors["broker"], mandate=second)
    mandates.end_mandate(actor=actors["broker"], mandate=second)
    third = give(actors, deal, broker, side="grantee", what="Once more")
    with pytest.raises(Refused, match=r"mandate\.both-sides-not-accepted"):
        mandates.accept_mandate(actor=actors["broker"], mandate=third)


def test_a_mandate_is_settled_once(actors, deal, broker):
    mandate = give(actors, deal, broker)
    with pytest.raises(Refused, match=r"mandate\.given-already"):
        give(actors, deal, broker)
    for who in ("grantor", "grantee", "broker_member"):
        with pytest.raises(Refused):
            mandates.accept_mandate(actor=actors[who], mandate=mandate)
    mandates.end_mandate(actor=actors["broker"], mandate=mandate)
    with pytest.raises(Stale):
        mandates.accept_mandate(actor=actors["broker"], mandate=mandate)
    with pytest.raises(Refused):
        mandates.end_mandate(actor=actors["grantee"], mandate=mandate)
    with pytest.raises(Stale):
        mandates.end_mandate(actor=actors["grantor"], mandate=mandate)
    give(actors, deal, broker)


@pytest.mark.parametrize(
    "terms",
    [
        {"role": "friend"},
        {"what": " "},
        {"what": "x" * 401},
        {"paid_by": "bank"},
        {"fee_amount": Decimal(-1)},
        {"fee_amount": Decimal("NaN")},
        {"fee_percent": Decimal(101), "fee_basis": "x"},
        {"fee_percent": Decimal(3)},
        {"currency": "yuan"},
    ],
)
def test_a_mandate_that_cannot_be_is_invalid(actors, deal, broker, terms):
    before = Entry.objects.count()
    with pytest.raises(Invalid):
        give(actors, deal, broker, **terms)
    assert Entry.objects.count() == before
    assert not Mandate.objects.filter(deal=deal, organisation=broker).exists()


def test_no_mandate_in_a_deal_that_is_over(actors, deal, broker):
    mandate = give(actors, deal, broker)
    Deal.objects.filter(pk=deal.pk).update(state="declined")
    mandate = Mandate.objects.select_related("deal").get(pk=mandate.pk)
    with pytest.raises(Refused, match=r"deal\.not-now"):
        mandates.accept_mandate(actor=actors["broker"], mandate=mandate)
    with pytest.raises(Refused, match=r"deal\.not-now"):
        give(actors, Deal.objects.get(pk=deal.pk), broker, side="grantee")
