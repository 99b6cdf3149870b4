"""The data room: promises, stages, and who looked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions import data_rooms, deals, disputes
from patentfair.apps.market.data_room import agreement_of, is_bound, may_open
from patentfair.apps.market.models import Deal, NonDisclosure, RoomFile, RoomView
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused, Stale
from patentfair.domain.market.deal import Side
from patentfair.domain.market.disclosure import agreement_hash


@pytest.fixture
def deal(world):
    return (
        Deal.objects.filter(state="negotiation", sheets__number=1, center__isnull=False)
        .select_related("grantor", "grantee", "patent", "center")
        .order_by("pk")
        .first()
    )


@pytest.fixture
def people(world, deal):
    """Someone in every role towards the deal."""
    outside = Organisation.objects.exclude(pk__in=[deal.grantor_id, deal.grantee_id]).filter(kind="company").first()
    staff = world.make_user("staff")
    staff.posts.create(center=deal.center, role="staff")
    provincial = world.make_user("provincial")
    provincial.offices.create(kind="provincial_admin", province=deal.center.province)
    member = world.make_user("member")
    Membership.objects.create(user=member, organisation=deal.grantee, role="member")
    today = timezone.localdate()
    return {
        "grantor": world.actor_for(deal.grantor),
        "grantee": world.actor_for(deal.grantee),
        "member": actor_of(member, today),
        "outsider": world.actor_for(outside),
        "staff": actor_of(staff, today),
        "provincial": actor_of(provincial, today),
        "national": world.actor("zhan-yuheng"),
    }


def put(people, deal, stage, side="grantor", number=1) -> RoomFile:
    return data_rooms.put_file(
        actor=people[side], deal=deal, name=f"{stage}.pdf", sha256=f"{number:064x}", size=10, stage=stage
    )


def sign_both(people, deal, **kinds) -> NonDisclosure:
    made = data_rooms.propose_non_disclosure(actor=people["grantee"], deal=deal, **{"is_mutual": True, **kinds})
    for side in ("grantor", "grantee"):
        data_rooms.sign_non_disclosure(actor=people[side], agreement=made, text_hash=made.hash, name="A Signer")
    return made


def who_opens(people, file) -> set[str]:
    file = RoomFile.objects.select_related("deal__center", "deal__grantor", "deal__grantee").get(pk=file.pk)
    return {role for role, actor in people.items() if may_open(actor, file)}


GRANTEE = {"grantee", "member"}
OTHERS = {"staff", "provincial", "national"}


def test_who_may_open_what_as_the_deal_goes_on(people, deal):
    files = {stage: put(people, deal, stage, number=n) for n, stage in enumerate(RoomFile.Stage.values, 1)}

    def opens():
        return {stage: who_opens(people, file) for stage, file in files.items()}

    closed = {"grantor"}
    Deal.objects.filter(pk=deal.pk).update(state="inquiry")
    assert opens() == dict.fromkeys(files, closed)
    Deal.objects.filter(pk=deal.pk).update(state="negotiation")
    everyone = {"grantor"} | GRANTEE | OTHERS
    assert opens() == {"talks": everyone, "confidential": closed, "agreed": closed, "in_force": closed}
    sign_both(people, deal)
    with_promise = {"grantor"} | GRANTEE
    assert opens() == {"talks": everyone, "confidential": with_promise, "agreed": closed, "in_force": closed}
    Deal.objects.filter(pk=deal.pk).update(state="agreed")
    assert opens() == {"talks": everyone, "confidential": with_promise, "agreed": everyone, "in_force": closed}
    Deal.objects.filter(pk=deal.pk).update(state="in_force")
    assert opens() == {"talks": everyone, "confidential": with_promise, "agreed": everyone, "in_force": everyone}
    Deal.objects.filter(pk=deal.pk).update(state="declined")
    assert opens() == dict.fromkeys(files, closed)


def test_a_mediator_of_an_open_complaint_sees_confidential_files_and_nobody_else_at_the_center(people, deal, world):
    file = put(people, deal, "confidential")
    colleague = world.make_user("colleague")
    colleague.posts.create(center=deal.center, role="head")
    people["colleague"] = actor_of(colleague, timezone.localdate())
    complaint = disputes.open_complaint(actor=people["grantee"], deal=deal, about="disclosure", text="Leaked.")
    assert who_opens(people, file) == {"grantor"}
    disputes.begin_mediation(actor=people["staff"], complaint=complaint)
    assert who_opens(people, file) == {"grantor", "staff"}
    disputes.fail(actor=people["staff"], complaint=complaint, reason="No agreement.")
    assert who_opens(people, file) == {"grantor"}


def test_a_one_way_agreement_binds_the_grantee_only(people, deal):
    ours, theirs = put(people, deal, "confidential"), put(people, deal, "confidential", side="grantee", number=2)
    sign_both(people, deal, is_mutual=False)
    assert is_bound(deal, Side.GRANTEE)
    assert not is_bound(deal, Side.GRANTOR)
    assert who_opens(people, ours) == {"grantor"} | GRANTEE
    assert who_opens(people, theirs) == GRANTEE


def test_an_agreement_closes_the_files_again_on_its_day(people, deal):
    file = put(people, deal, "confidential")
    made = sign_both(people, deal, until=timezone.localdate() + timedelta(days=1))
    assert "grantee" in who_opens(people, file)
    with pytest.raises(Refused, match=r"nda\.signed-by-both"):
        data_rooms.withdraw_non_disclosure(actor=people["grantor"], agreement=made)
    NonDisclosure.objects.filter(pk=made.pk).update(until=timezone.localdate())
    assert "grantee" not in who_opens(people, file)
    data_rooms.withdraw_non_disclosure(actor=people["grantor"], agreement=NonDisclosure.objects.get(pk=made.pk))
    assert agreement_of(deal) is None


def test_each_side_signs_the_hash_of_the_text_once(people, deal):
    made = data_rooms.propose_non_disclosure(actor=people["grantor"], deal=deal, is_mutual=True)
    assert made.hash == agreement_hash(made.text)
    assert str(deal.grantor) in made.text
    with pytest.raises(Refused, match=r"nda\.open-already"):
        data_rooms.propose_non_disclosure(actor=people["grantee"], deal=deal, is_mutual=True)
    with pytest.raises(Stale):
        data_rooms.sign_non_disclosure(actor=people["grantor"], agreement=made, text_hash="0" * 64, name="A")
    with pytest.raises(Invalid):
        data_rooms.sign_non_disclosure(actor=people["grantor"], agreement=made, text_hash=made.hash, name=" ")
    with pytest.raises(Refused):
        data_rooms.sign_non_disclosure(actor=people["member"], agreement=made, text_hash=made.hash, name="A")
    with pytest.raises(Refused):
        data_rooms.sign_non_disclosure(actor=people["staff"], agreement=made, text_hash=made.hash, name="A")
    data_rooms.sign_non_disclosure(actor=people["grantor"], agreement=made, text_hash=made.hash, name="A")
    assert not is_bound(deal, Side.GRANTEE)
    with pytest.raises(Stale):
        data_rooms.sign_non_disclosure(actor=people["grantor"], agreement=made, text_hash=made.hash, name="B")
    made.refresh_from_db()
    assert (made.grantor_name, made.grantee_at) == ("A", None)
    data_rooms.withdraw_non_disclosure(actor=people["grantee"], agreement=made)
    with pytest.raises(Stale):
        data_rooms.sign_non_disclosure(actor=people["grantee"], agreement=made, text_hash=made.hash, name="B")
    assert not is_bound(deal, Side.GRANTEE)


@pytest.mark.parametrize("state", ["declined", "withdrawn", "lapsed", "terminated", "ended"])
def test_nothing_is_added_when_the_talks_are_over(people, deal, state):
    made = data_rooms.propose_non_disclosure(actor=people["grantor"], deal=deal, is_mutual=True)
    Deal.objects.filter(pk=deal.pk).update(state=state)
    deal.refresh_from_db()
    made.deal.refresh_from_db()
    before = Entry.objects.count()
    with pytest.raises(Refused):
        put(people, deal, "talks")
    with pytest.raises(Refused):
        data_rooms.sign_non_disclosure(actor=people["grantor"], agreement=made, text_hash=made.hash, name="A")
    assert Entry.objects.count() == before


def test_every_opening_is_a_view_and_an_entry(people, deal):
    file = put(people, deal, "talks")
    data_rooms.open_file(actor=people["grantee"], file=file)
    data_rooms.open_file(actor=people["staff"], file=file)
    views = list(RoomView.objects.filter(file=file).order_by("pk").values_list("user_id", "organisation_id"))
    assert views == [(people["grantee"].user_id, deal.grantee_id), (people["staff"].user_id, None)]
    entries = Entry.objects.filter(event="room-file.opened", object=f"deal:{deal.pk}")
    assert [entry.actor for entry in entries.order_by("pk")] == [
        people["grantee"].reference, people["staff"].reference,
    ]  # fmt: skip
    closed = put(people, deal, "in_force", number=2)
    before = Entry.objects.count()
    for role in ("grantee", "staff", "outsider"):
        with pytest.raises(NotFound):
            data_rooms.open_file(actor=people[role], file=closed)
    assert Entry.objects.count() == before


def test_a_removed_file_stays_listed_and_closed(people, deal):
    file = put(people, deal, "talks")
    with pytest.raises(NotFound):
        data_rooms.remove_file(actor=people["grantee"], file=file)
    data_rooms.remove_file(actor=people["grantor"], file=file)
    assert who_opens(people, file) == set()
    assert RoomFile.objects.get(pk=file.pk).removed_at is not None
    with pytest.raises(Stale):
        data_rooms.remove_file(actor=people["grantor"], file=file)


def test_refusals_change_nothing(people, deal):
    before = Entry.objects.count(), RoomFile.objects.count()
    for actor, stage, sha256, error in (
        ("outsider", "talks", "1" * 64, Refused),
        ("staff", "talks", "1" * 64, Refused),
        ("member", "talks", "1" * 64, Refused),
        ("grantor", "whenever", "1" * 64, Invalid),
        ("grantor", "talks", "", Invalid),
    ):
        with pytest.raises(error):
            data_rooms.put_file(actor=people[actor], deal=deal, name="a", sha256=sha256, size=1, stage=stage)
    with pytest.raises(Invalid):
        data_rooms.propose_non_disclosure(
            actor=people["grantor"], deal=deal, is_mutual=True, until=timezone.localdate()
        )
    assert (Entry.objects.count(), RoomFile.objects.count()) == before


def test_a_deal_goes_without_an_agreement(people, deal):
    file = put(people, deal, "agreed")
    sheet = deal.sheets.order_by("-number").first()
    other = people["grantee" if sheet.side == "grantor" else "grantor"]
    deals.accept_terms(actor=other, deal=deal, sheet_hash=sheet.hash)
    assert "grantee" in who_opens(people, file)
