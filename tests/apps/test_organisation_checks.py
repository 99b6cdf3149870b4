"""What centers checked of organisations, and which organisations are not strangers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions.checks import add_check, add_relation, end_relation, revoke_check
from patentfair.apps.market.badges import badges, badges_of
from patentfair.apps.market.models import OrganisationCheck, Relation
from patentfair.domain.kernel.errors import Invalid, Refused, Stale


@pytest.fixture
def organisation(world):
    served = Center.objects.filter(is_national=False).values("province")
    return Organisation.objects.filter(province__in=served, checks=None).order_by("pk").first()


@pytest.fixture
def staff(world, organisation):
    user = world.make_user("staff")
    user.posts.create(center=Center.objects.filter(province=organisation.province).first(), role="staff")
    return actor_of(user, timezone.localdate())


def check(staff, organisation, what="existence", **more) -> OrganisationCheck:
    return add_check(
        actor=staff, organisation=organisation, what=what, evidence_name="a.pdf", evidence_sha256="1" * 64, **more
    )


def test_a_badge_says_what_by_whom_when_and_until(staff, organisation):
    until = timezone.localdate() + timedelta(days=365)
    first = check(staff, organisation, "bank_account")
    made = check(staff, organisation, valid_until=until)
    found = badges(organisation)
    assert [badge.what for badge in found] == ["existence", "bank_account"]
    assert (found[0].center.pk, found[0].checked_at, found[0].until) == (made.center_id, made.checked_at, until)
    assert found[1].check == first.pk
    entry = Entry.objects.filter(event="organisation.checked", object=f"organisation:{organisation.pk}").last()
    assert entry.actor == staff.reference
    verified = organisation.verified_at
    organisation.refresh_from_db()
    assert organisation.verified_at == verified


def test_the_newest_check_counts_and_older_ones_come_back_when_it_is_taken_back(staff, organisation):
    old, new = check(staff, organisation), check(staff, organisation)
    assert [badge.check for badge in badges(organisation)] == [new.pk]
    revoke_check(actor=staff, check=new)
    assert [badge.check for badge in badges(organisation)] == [old.pk]
    revoke_check(actor=staff, check=old)
    assert badges(organisation) == ()
    with pytest.raises(Stale):
        revoke_check(actor=staff, check=old)


def test_a_check_stops_counting_on_its_day(staff, organisation):
    made = check(staff, organisation, valid_until=timezone.localdate() + timedelta(days=1))
    assert badges(organisation)
    OrganisationCheck.objects.filter(pk=made.pk).update(valid_until=timezone.localdate())
    assert badges_of([organisation.pk, 0]) == {organisation.pk: (), 0: ()}


def test_who_does_not_check(world, staff, organisation):
    made = check(staff, organisation)
    before = Entry.objects.count()
    elsewhere = world.make_user("elsewhere")
    elsewhere.posts.create(
        center=Center.objects.exclude(province=organisation.province).filter(is_national=False).first(), role="staff"
    )
    own = world.make_user("own")
    own.posts.create(center=Center.objects.filter(province=organisation.province).first(), role="head")
    Membership.objects.create(user=own, organisation=organisation, role="member")
    today = timezone.localdate()
    actors = (
        actor_of(elsewhere, today), actor_of(own, today), world.actor_for(organisation), world.actor("zhan-yuheng"),
    )  # fmt: skip
    for actor in actors:
        with pytest.raises(Refused, match=r"centers\.staff-only"):
            check(actor, organisation)
        with pytest.raises(Refused, match=r"centers\.staff-only"):
            revoke_check(actor=actor, check=made)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("more", [{"what": "honesty"}, {"evidence_sha256": ""}, {"valid_until": timezone.localdate()}])
def test_a_check_that_says_nothing_is_invalid(staff, organisation, more):
    given = {"what": "existence", "evidence_name": "a.pdf", "evidence_sha256": "1" * 64} | more
    with pytest.raises(Invalid):
        add_check(actor=staff, organisation=organisation, **given)


@pytest.fixture
def pair(organisation):
    return organisation, Organisation.objects.exclude(pk=organisation.pk).order_by("pk").last()


def test_a_relation_is_entered_once_and_ended(staff, pair):
    made = add_relation(actor=staff, first=pair[0], second=pair[1], kind="controls", source="Company register")
    with pytest.raises(Refused, match=r"relation\.entered-already"):
        add_relation(actor=staff, first=pair[0], second=pair[1], kind="controls", source="Again")
    with pytest.raises(Invalid):
        end_relation(actor=staff, relation=made, end=timezone.localdate() + timedelta(days=1))
    other = Relation.objects.get(pk=made.pk)
    end_relation(actor=staff, relation=made, end=timezone.localdate())
    with pytest.raises(Stale):
        end_relation(actor=staff, relation=other, end=timezone.localdate() - timedelta(days=1))
    events = Entry.objects.filter(object=f"organisation:{pair[0].pk}", event__startswith="relation.")
    assert list(events.order_by("pk").values_list("event", flat=True)) == ["relation.entered", "relation.ended"]


def test_what_holds_both_ways_is_one_row(staff, pair):
    add_relation(actor=staff, first=pair[0], second=pair[1], kind="family", source="Register")
    with pytest.raises(Refused, match=r"relation\.entered-already"):
        add_relation(actor=staff, first=pair[1], second=pair[0], kind="family", source="Register")
    add_relation(actor=staff, first=pair[1], second=pair[0], kind="holds_shares", source="Register")
    add_relation(actor=staff, first=pair[0], second=pair[1], kind="holds_shares", source="Register")


def test_who_does_not_enter_relations(world, staff, pair):
    own = world.make_user("own")
    own.posts.create(center=Center.objects.first(), role="staff")
    Membership.objects.create(user=own, organisation=pair[1], role="member")
    for actor in (actor_of(own, timezone.localdate()), world.actor_for(pair[0]), world.actor("zhan-yuheng")):
        with pytest.raises(Refused):
            add_relation(actor=actor, first=pair[0], second=pair[1], kind="family", source="x")
    assert not Relation.objects.filter(first__in=pair, second__in=pair).exists()


@pytest.mark.parametrize("change", [{"kind": "likes"}, {"source": " "}, {"source": "x" * 201}, {"same": True}])
def test_a_relation_that_says_nothing_is_invalid(staff, pair, change):
    second = pair[0] if change.pop("same", False) else pair[1]
    with pytest.raises(Invalid):
        add_relation(actor=staff, first=pair[0], second=second, **({"kind": "family", "source": "Register"} | change))
