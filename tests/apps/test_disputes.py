"""The dispute desk: who is heard, who mediates, and how it ends."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import visible
from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.access import COMPLAINTS, DEALS
from patentfair.apps.market.actions import disputes
from patentfair.apps.market.disputes import counts_for, may_open_evidence, open_complaints
from patentfair.apps.market.models import Complaint, Deal, MediationStep
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

TEXT = "The fee of March was not paid."


@pytest.fixture
def deal(world):
    found = Deal.objects.filter(state__in=("in_force", "recorded"), center__isnull=False)
    return found.select_related("grantor", "grantee", "patent", "center").order_by("pk").first()


@pytest.fixture
def people(world, deal):
    today = timezone.localdate()
    made = {"grantor": world.actor_for(deal.grantor), "grantee": world.actor_for(deal.grantee)}
    for name in ("staff", "colleague", "concerned"):
        user = world.make_user(name)
        user.posts.create(center=deal.center, role="staff")
        if name == "concerned":
            Membership.objects.create(user=user, organisation=deal.grantee, role="member")
        made[name] = actor_of(user, today)
    provincial = world.make_user("provincial")
    provincial.offices.create(kind="provincial_admin", province=deal.center.province)
    outside = Organisation.objects.exclude(pk__in=[deal.grantor_id, deal.grantee_id]).filter(kind="company").first()
    return made | {
        "provincial": actor_of(provincial, today),
        "national": world.actor("zhan-yuheng"),
        "outsider": world.actor_for(outside),
    }


@pytest.fixture
def complaint(people, deal):
    return disputes.open_complaint(
        actor=people["grantor"], deal=deal, about="payment", text=TEXT, wanted="Payment with interest"
    )


def test_to_a_settlement_that_both_confirm(people, deal, complaint):
    assert complaint.center_id == deal.center_id
    assert complaint.answer_due - complaint.opened_at == timedelta(days=7)
    assert open_complaints(deal) == [complaint]
    disputes.answer_complaint(actor=people["grantee"], complaint=complaint, text="It was paid in April.")
    assert complaint.state == "answered"
    disputes.put_evidence(actor=people["grantee"], complaint=complaint, name="bank.pdf", sha256="1" * 64, shows="Paid")
    disputes.begin_mediation(actor=people["staff"], complaint=complaint)
    assert (complaint.state, complaint.mediator_id) == ("in_mediation", people["staff"].user_id)
    disputes.write_step(actor=people["staff"], complaint=complaint, text="Both came.", met_on=timezone.localdate())
    digest = disputes.propose_settlement(actor=people["staff"], complaint=complaint, text="Interest of CNY 100.\r\n")
    assert digest == sha256(b"Interest of CNY 100.").hexdigest()
    assert not disputes.settle(actor=people["grantor"], complaint=complaint, text_hash=digest)
    assert complaint.state == "in_mediation"
    with pytest.raises(Refused, match=r"dispute\.confirmed-already"):
        disputes.settle(actor=people["grantor"], complaint=complaint, text_hash=digest)
    assert disputes.settle(actor=people["grantee"], complaint=complaint, text_hash=digest)
    assert (complaint.state, complaint.outcome) == ("settled", "Interest of CNY 100.")
    assert complaint.closed_at is not None
    assert open_complaints(deal) == []
    assert MediationStep.objects.filter(complaint=complaint, text__contains=digest).count() == 2
    events = list(Entry.objects.filter(object=f"deal:{deal.pk}").order_by("pk").values_list("event", flat=True))
    assert events[-4:] == ["settlement.proposed", "settlement.confirmed", "settlement.confirmed", "complaint.closed"]


def test_a_new_text_of_a_settlement_begins_anew(people, complaint):
    disputes.begin_mediation(actor=people["staff"], complaint=complaint)
    old = disputes.propose_settlement(actor=people["staff"], complaint=complaint, text="One")
    disputes.settle(actor=people["grantor"], complaint=complaint, text_hash=old)
    new = disputes.propose_settlement(actor=people["staff"], complaint=complaint, text="Two")
    with pytest.raises(Stale, match=r"dispute\.other-settlement"):
        disputes.settle(actor=people["grantee"], complaint=complaint, text_hash=old)
    assert not disputes.settle(actor=people["grantee"], complaint=complaint, text_hash=new)
    assert complaint.state == "in_mediation"
    assert disputes.settle(actor=people["grantor"], complaint=complaint, text_hash=new)


@pytest.mark.parametrize("role", ["concerned", "grantor", "outsider", "provincial", "national"])
def test_who_does_not_mediate(people, complaint, role):
    before = Entry.objects.count()
    with pytest.raises(Refused):
        disputes.begin_mediation(actor=people[role], complaint=complaint)
    with pytest.raises(Refused):
        disputes.dismiss(actor=people[role], complaint=complaint, reason="No.")
    complaint.refresh_from_db()
    assert (complaint.state, Entry.objects.count()) == ("open", before)


def test_only_the_mediator_goes_on(people, complaint):
    with pytest.raises(Refused, match=r"dispute\.not-in-mediation"):
        disputes.write_step(actor=people["staff"], complaint=complaint, text="Early")
    disputes.begin_mediation(actor=people["staff"], complaint=complaint)
    for act in (
        lambda: disputes.write_step(actor=people["colleague"], complaint=complaint, text="x"),
        lambda: disputes.propose_settlement(actor=people["colleague"], complaint=complaint, text="x"),
        lambda: disputes.fail(actor=people["colleague"], complaint=complaint, reason="x"),
        lambda: disputes.dismiss(actor=people["colleague"], complaint=complaint, reason="x"),
    ):
        with pytest.raises(Refused, match=r"dispute\.mediator-only"):
            act()
    with pytest.raises(Refused, match=r"dispute\.not-now"):
        disputes.begin_mediation(actor=people["colleague"], complaint=complaint)
    disputes.answer_complaint(actor=people["grantee"], complaint=complaint, text="Late, and heard.")
    assert (complaint.state, complaint.answer) == ("in_mediation", "Late, and heard.")


def test_two_desks_at_once_one_is_told(people, complaint):
    second = Complaint.objects.get(pk=complaint.pk)
    disputes.begin_mediation(actor=people["staff"], complaint=complaint)
    with pytest.raises(Stale):
        disputes.begin_mediation(actor=people["colleague"], complaint=second)
    complaint.refresh_from_db()
    assert complaint.mediator_id == people["staff"].user_id


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (lambda p, c: disputes.withdraw_complaint(actor=p["grantor"], complaint=c), "withdrawn"),
        (lambda p, c: disputes.dismiss(actor=p["staff"], complaint=c, reason="Not of this deal."), "dismissed"),
    ],
)
def test_what_has_ended_stays_ended(people, deal, complaint, end, state):
    end(people, complaint)
    assert complaint.state == state
    for act in (
        lambda: disputes.answer_complaint(actor=people["grantee"], complaint=complaint, text="x"),
        lambda: disputes.put_evidence(actor=people["grantor"], complaint=complaint, name="a", sha256="1" * 64),
        lambda: disputes.begin_mediation(actor=people["staff"], complaint=complaint),
        lambda: disputes.withdraw_complaint(actor=people["grantor"], complaint=complaint),
        lambda: disputes.dismiss(actor=people["staff"], complaint=complaint, reason="Again"),
    ):
        with pytest.raises(Refused, match=r"dispute\.closed"):
            act()
    disputes.open_complaint(actor=people["grantor"], deal=deal, about="scope", text="Something else.")


def test_who_speaks_when(people, deal, complaint):
    with pytest.raises(Refused, match=r"dispute\.open-already"):
        disputes.open_complaint(actor=people["grantor"], deal=deal, about="scope", text="Again")
    disputes.open_complaint(actor=people["grantee"], deal=deal, about="quality", text="It does not work.")
    with pytest.raises(Refused, match=r"dispute\.not-yours-to-answer"):
        disputes.answer_complaint(actor=people["grantor"], complaint=complaint, text="x")
    with pytest.raises(Refused, match=r"dispute\.not-yours-to-withdraw"):
        disputes.withdraw_complaint(actor=people["grantee"], complaint=complaint)
    with pytest.raises(Invalid):
        disputes.answer_complaint(actor=people["grantee"], complaint=complaint, text="  ")
    disputes.answer_complaint(actor=people["grantee"], complaint=complaint, text="x")
    with pytest.raises(Refused, match=r"dispute\.answered-already"):
        disputes.answer_complaint(actor=people["grantee"], complaint=complaint, text="y")
    for role in ("outsider", "staff", "national"):
        with pytest.raises(Refused):
            disputes.open_complaint(actor=people[role], deal=deal, about="other", text="x")


@pytest.mark.parametrize(("about", "text"), [("weather", "x"), ("payment", " "), ("payment", "x" * 20_001)])
def test_a_complaint_that_says_nothing_is_invalid(people, deal, about, text):
    with pytest.raises(Invalid):
        disputes.open_complaint(actor=people["grantee"], deal=deal, about=about, text=text)


def test_who_reads_a_complaint_and_its_evidence(people, deal, complaint):
    evidence = disputes.put_evidence(actor=people["grantor"], complaint=complaint, name="a.pdf", sha256="1" * 64)

    def readers():
        mine = Complaint.objects.filter(pk=complaint.pk)
        return {role for role, actor in people.items() if visible(mine, COMPLAINTS, "read", actor)}

    def openers():
        evidence.refresh_from_db()
        return {role for role, actor in people.items() if may_open_evidence(actor, evidence)}

    assert readers() == {"grantor", "grantee", "concerned", "staff", "colleague"}
    assert openers() == {"grantor", "grantee", "concerned"}
    disputes.begin_mediation(actor=people["staff"], complaint=complaint)
    assert openers() == {"grantor", "grantee", "concerned", "staff"}
    assert visible(Deal.objects.all(), DEALS, "disputes", people["provincial"]).filter(pk=deal.pk).exists()


def test_administrators_see_counts(people, deal, complaint):
    for role in ("provincial", "national"):
        rows = [row for row in counts_for(people[role]) if row["center_id"] == deal.center_id]
        assert [(row["total"], row["open"], row["settled"]) for row in rows] == [(1, 1, 0)]
    assert counts_for(people["outsider"]) == []


def test_a_deal_without_a_center_is_heard_at_the_grantors_region(people, deal):
    Deal.objects.filter(pk=deal.pk).update(center=None)
    deal.refresh_from_db()
    made = disputes.open_complaint(actor=people["grantor"], deal=deal, about="scope", text="x")
    assert made.center is not None
    assert made.center.province == deal.grantor.province or made.center.is_national
