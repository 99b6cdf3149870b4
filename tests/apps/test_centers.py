"""Centers and their people: from the first operator to a visitor served, under a power that two people saw."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.actions import (
    confirm_authorisation,
    end_office,
    give_office,
    record_authorisation,
    refuse_authorisation,
    register_organisation,
    revoke_authorisation,
)
from patentfair.apps.accounts.models import Authorisation, Office, Organisation
from patentfair.apps.centers.actions import end_post, give_post, open_center, serve_visitor
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.actions import claim_ownership
from patentfair.apps.rights.models import OwnershipClaim
from patentfair.cli.installation import first_operator
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

PDF = b"%PDF-1.7 signed"
ELSEWHERE = "54"  # no center of the sample world is there


def actor(user):
    return actor_of(user, timezone.localdate())


@pytest.fixture
def operator(world):
    return first_operator("first@test.invalid", "a-long-enough-word-7")


def center_fields(**changes):
    return {
        "key": "lhasa", "name_zh": "拉萨中心", "name_en": "Lhasa center", "province": ELSEWHERE, "city_zh": "拉萨",
        "city_en": "Lhasa", **changes,
    }  # fmt: skip


@pytest.fixture
def center(operator):
    return open_center(actor=actor(operator), **center_fields())


@pytest.fixture
def staff(world, center):
    return [_appointed(world, center, name) for name in ("first-desk", "second-desk")]


def _appointed(world, center, name, role="staff"):
    user = world.make_user(name)
    give_post(actor=SYSTEM, center=center, user=user, role=role)
    return user


def serve(user, **changes):
    return serve_visitor(
        **{
            "actor": actor(user),
            "representative": user,
            "visitor": {"kind": "person", "name_zh": "次仁", "province": ELSEWHERE},
            "scopes": ["manage"],
            "valid_from": timezone.localdate(),
            "valid_until": timezone.localdate() + timedelta(days=90),
            "document_name": "signed.pdf",
            "document_sha256": store(Path(settings.FILES_ROOT), [PDF]),
            **changes,
        }
    )


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_from_the_first_operator_to_a_visitor_served(world, operator):
    """Through the pages alone: a center, its staff, a visitor, a colleague's confirmation, a claim for the visitor."""
    at_office = client_of(operator)
    page = at_office.get("/zh/registrar/centers").content.decode()
    assert "/zh/registrar/centers/new" in page
    services = "展示\n  \n对接 \n"
    made = at_office.post("/zh/registrar/centers/new", {**center_fields(key="Lhasa"), "services_zh": services})
    center = Center.objects.get(key="lhasa")
    assert made["Location"] == f"/zh/registrar/posts/new?center={center.pk}"
    assert center.services_zh == ["展示", "对接"]
    first, second = world.make_user("first-desk"), world.make_user("second-desk")
    for user in (first, second):
        at_office.post("/zh/registrar/posts/new", {"email": user.email.upper(), "center": center.pk, "role": "staff"})
    assert set(center.posts.values_list("user", flat=True)) == {first.pk, second.pk}

    at_desk, colleague = client_of(first), client_of(second)
    form = {"kind": "person", "name_zh": "次仁", "province": ELSEWHERE, "scopes": ["manage", "negotiate"]}
    form |= {"valid_from": timezone.localdate().isoformat()}
    assert "/zh/desk/visitors/new" in at_desk.get("/zh/desk").content.decode()
    at_desk.post("/zh/desk/visitors/new", {**form, "evidence": SimpleUploadedFile("signed.pdf", PDF)})
    visitor = Organisation.objects.get(name_zh="次仁")
    powers = list(Authorisation.objects.filter(organisation=visitor).order_by("pk"))
    assert [power.scope for power in powers] == ["manage", "negotiate"]
    assert not visitor.memberships.exists()

    patent = Patent.objects.filter(claims=None, office="CN").first()
    claim = {"number": patent.key, "organisation": visitor.pk, "share": "1/1"}
    refused = at_desk.post("/zh/workspace/claims/new", {**claim, "evidence": SimpleUploadedFile("e.pdf", PDF)})
    assert refused.status_code == 302  # still for nobody: sent to register an organisation
    assert not OwnershipClaim.objects.filter(organisation=visitor).exists()

    settle = f"/zh/desk/powers/{powers[0].pk}/confirm"
    assert settle not in at_desk.get("/zh/desk").content.decode()
    assert at_desk.post(settle).status_code == 404
    assert settle in colleague.get("/zh/desk").content.decode()
    assert b"".join(colleague.get(f"/zh/desk/powers/{powers[0].pk}/document").streaming_content) == PDF
    assert colleague.post(settle).status_code == 302
    assert colleague.post(settle).status_code == 404
    colleague.post(f"/zh/desk/powers/{powers[1].pk}/refuse")

    at_desk.post("/zh/workspace/claims/new", {**claim, "evidence": SimpleUploadedFile("e.pdf", PDF)})
    assert OwnershipClaim.objects.get(organisation=visitor).claimed_by == first
    who = Entry.objects.filter(on_behalf_of=f"organisation:{visitor.pk}").values_list("event", "actor")
    assert set(who) == {
        ("authorisation.recorded", f"user:{first.pk}"),
        ("authorisation.confirmed", f"user:{second.pk}"),
        ("authorisation.refused", f"user:{second.pk}"),
        ("ownership.claimed", f"user:{first.pk}"),
    }


def test_opening_a_center(world, operator, center):
    who = actor(operator)
    for changes, code in (
        ({"key": "lhasa"}, "centers.key-taken"),
        ({"key": "other", "province": "99"}, "centers.province"),
        ({"key": "other", "name_en": ""}, "centers.name"),
        ({"key": "other", "is_national": True}, "centers.national-hall-exists"),
    ):
        with pytest.raises(Invalid) as refusal:
            open_center(actor=who, **center_fields(**changes))
        assert refusal.value.code == code
    with pytest.raises(Refused):
        open_center(actor=actor(world.make_user("someone")), **center_fields(key="other"))


def test_a_head_appoints_and_ends_staff_and_nothing_more(world, center):
    head, someone = _appointed(world, center, "head", "head"), world.make_user("someone")
    other = Center.objects.exclude(pk=center.pk).first()
    post = give_post(actor=actor(head), center=center, user=someone, role="staff")
    for changes in ({"center": other}, {"role": "head"}, {"user": head}):
        with pytest.raises(Refused):
            give_post(**{"actor": actor(head), "center": center, "user": someone, "role": "staff", **changes})
    with pytest.raises(Refused):
        end_post(actor=actor(head), post=Post.objects.get(user=head))
    with pytest.raises(Refused):
        end_post(actor=actor(someone), post=post)
    end_post(actor=actor(head), post=post)
    assert not Post.objects.filter(pk=post.pk).exists()
    assert Entry.objects.filter(event="post.ended", actor=f"user:{head.pk}", object=f"user:{someone.pk}").count() == 1
    page = client_of(head).get("/zh/desk").content.decode()
    assert "/zh/registrar/posts/new" in page
    assert "/zh/registrar/posts/new" not in client_of(_appointed(world, center, "s")).get("/zh/desk").content.decode()


def test_a_national_administrator_appoints_but_gives_no_office(world, center):
    national = world.make_user("nation")
    give_office(actor=SYSTEM, user=national, kind="national_admin", province="11")
    assert Office.objects.get(user=national).province == ""
    give_post(actor=actor(national), center=center, user=world.make_user("head"), role="head")
    with pytest.raises(Refused):
        give_office(actor=actor(national), user=national, kind="operator")
    with pytest.raises(Refused):
        end_office(actor=actor(national), office=Office.objects.get(user=national))


def test_offices(world, operator):
    who, someone = actor(operator), world.make_user("someone")
    for kind, province in (("provincial_admin", ""), ("provincial_admin", "99"), ("king", "")):
        with pytest.raises(Invalid):
            give_office(actor=who, user=someone, kind=kind, province=province)
    end_office(actor=who, office=give_office(actor=who, user=someone, kind="provincial_admin", province="42"))
    assert not someone.offices.exists()
    assert Entry.objects.filter(event="office.ended", object=f"user:{someone.pk}").count() == 1
    Office.objects.filter(kind="operator").exclude(user=operator).delete()
    with pytest.raises(Refused) as refusal:
        end_office(actor=who, office=Office.objects.get(user=operator, kind="operator"))
    assert refusal.value.code == "accounts.last-operator"


def test_a_power_holds_once_a_colleague_confirmed_it(world, staff):
    first, second = staff
    [power] = serve(first)
    assert not actor(first).powers
    with pytest.raises(Refused) as refusal:
        confirm_authorisation(actor=actor(first), authorisation=power)
    assert refusal.value.code == "accounts.four-eyes"
    confirm_authorisation(actor=actor(second), authorisation=power)
    assert actor(first).powers == {power.organisation_id: frozenset({"manage"})}
    assert not actor(second).powers
    for act in (confirm_authorisation, refuse_authorisation):
        with pytest.raises(Stale):
            act(actor=actor(second), authorisation=power)
    revoke_authorisation(actor=actor(first), authorisation=power)
    assert not actor(first).powers


def test_a_refused_or_withdrawn_power_never_holds(world, staff):
    first, second = staff
    [refused] = serve(first)
    refuse_authorisation(actor=actor(second), authorisation=refused)
    [withdrawn] = serve(first)
    revoke_authorisation(actor=actor(first), authorisation=withdrawn)
    for power in (refused, withdrawn):
        with pytest.raises(Stale):
            confirm_authorisation(actor=actor(second), authorisation=power)
    assert not actor(first).powers


def test_staff_of_another_province_neither_see_nor_confirm(world, staff):
    [power] = serve(staff[0])
    far = _appointed(world, Center.objects.exclude(province=ELSEWHERE).first(), "far")
    for act in (confirm_authorisation, refuse_authorisation):
        with pytest.raises(Refused):
            act(actor=actor(far), authorisation=power)
    client = client_of(far)
    assert "次仁" not in client.get("/zh/desk").content.decode()
    assert "次仁" not in client.get("/zh/desk/visitors/new").content.decode()
    assert client.get(f"/zh/desk/powers/{power.pk}/document").status_code == 404
    assert client.post(f"/zh/desk/powers/{power.pk}/confirm").status_code == 404
    power.refresh_from_db()
    assert power.confirmed_at is None


def test_visitors_are_served_in_the_own_province_and_sign_for_themselves(world, staff):
    first = staff[0]
    before = Organisation.objects.count(), Entry.objects.count()
    with pytest.raises(Invalid):
        serve(first, visitor={"kind": "person", "name_zh": "远客", "province": "42"})
    with pytest.raises(Refused):
        serve(first, visitor=Organisation.objects.filter(province="42").first())
    with pytest.raises(Refused):
        serve(first, scopes=["manage", "sign"])
    with pytest.raises(Invalid):
        serve(first, scopes=[])
    with pytest.raises(Refused):
        register_organisation(
            actor=actor(world.make_user("someone")), kind="person", name_zh="次仁", province=ELSEWHERE, join=False
        )
    assert (Organisation.objects.count(), Entry.objects.filter(event__startswith="auth").count()) == (before[0], 0)


def test_who_recorded_decides_whether_a_power_waits(world, staff):
    first, second = staff
    visitor = serve(first)[0].organisation
    today = timezone.localdate()
    paper = {"valid_from": today, "valid_until": None, "document_name": "p.pdf", "document_sha256": "1" * 64}
    for_colleague = record_authorisation(
        actor=actor(first), organisation=visitor, representative=second, scope="manage", **paper
    )
    assert for_colleague.confirmed_at is None
    firm = Organisation.objects.filter(kind="company").first()
    owner = firm.memberships.filter(role="owner").first().user
    by_owner = record_authorisation(actor=actor(owner), organisation=firm, representative=first, scope="sign", **paper)
    assert by_owner.confirmed_at is not None
    assert actor(first).powers[firm.pk] == {"sign"}


def test_powers_asked_for_at_the_desk_end_with_the_post(world, center, staff):
    first, second = staff
    [power] = serve(first)
    confirm_authorisation(actor=actor(second), authorisation=power)
    end_post(actor=SYSTEM, post=Post.objects.get(user=first))
    assert not actor(first).powers
    assert Entry.objects.filter(event="authorisation.revoked", object=f"authorisation:{power.pk}").count() == 1
    with pytest.raises(Refused):
        claim_ownership(
            actor=actor(first),
            organisation=power.organisation,
            patent=Patent.objects.filter(claims=None).first(),
            evidence_name="e.pdf",
            evidence_sha256="1" * 64,
        )


def test_pages_say_what_is_wrong(world, operator, center, staff):
    at_office, at_desk = client_of(operator), client_of(staff[0])
    taken = at_office.post("/en/registrar/centers/new", center_fields())
    assert "This key is taken" in taken.content.decode()
    unknown = {"email": "nobody@test.invalid", "center": center.pk, "role": "staff"}
    assert "Nobody here has that address" in at_office.post("/en/registrar/posts/new", unknown).content.decode()
    form = {"kind": "person", "province": ELSEWHERE, "scopes": ["manage"], "valid_from": "2026-01-01"}
    page = at_desk.post("/en/desk/visitors/new", {**form, "evidence": SimpleUploadedFile("a.txt", b"hello")})
    assert "Give a name" in page.content.decode()
    form["name_en"] = "Tsering"
    page = at_desk.post("/en/desk/visitors/new", {**form, "evidence": SimpleUploadedFile("a.txt", b"hello")})
    assert "Only PDF, PNG or JPEG" in page.content.decode()
    assert not Organisation.objects.filter(name_en="Tsering").exists()
