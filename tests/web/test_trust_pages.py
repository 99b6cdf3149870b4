"""Data room, mandates, disputes, checks, relations and receipts, as people meet them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions import checks, data_rooms, disputes, mandates
from patentfair.apps.market.models import (
    Complaint,
    Deal,
    Listing,
    Mandate,
    NonDisclosure,
    OrganisationCheck,
    Relation,
    RoomFile,
    RoomView,
)
from patentfair.cli import receipts

PDF = b"%PDF-1.7 a test report"


@pytest.fixture
def deal(world):
    found = Deal.objects.filter(state="negotiation", sheets__number=1, center__isnull=False)
    return found.select_related("grantor", "grantee", "patent", "center").order_by("pk").first()


@pytest.fixture
def users(world, deal):
    """Someone in every role; the broker's organisation has accepted a mandate of the grantor."""
    taken = [deal.grantor_id, deal.grantee_id]
    broker = Organisation.objects.create(key="broker", name_zh="经纪行", kind="agency", created_at=timezone.now())
    made = {
        "grantor": world.user_for(deal.grantor),
        "grantee": world.user_for(deal.grantee),
        "outsider": world.user_for(Organisation.objects.exclude(pk__in=taken).filter(kind="company").first()),
        "intermediary": world.make_user("intermediary"),
        "staff": world.make_user("staff"),
        "colleague": world.make_user("colleague"),
        "provincial": world.make_user("provincial"),
        "national": world.user("zhan-yuheng"),
    }
    Membership.objects.create(user=made["intermediary"], organisation=broker, role="owner")
    for name in ("staff", "colleague"):
        made[name].posts.create(center=deal.center, role="staff")
    made["provincial"].offices.create(kind="provincial_admin", province=deal.center.province)
    mandate = mandates.give_mandate(
        actor=world.actor_for(deal.grantor), deal=deal, organisation=broker, role="broker", what="Find a buyer",
        document_sha256=store(Path(settings.FILES_ROOT), [PDF]),
    )  # fmt: skip
    mandates.accept_mandate(actor=actor(made["intermediary"]), mandate=mandate)
    return made


def actor(user):
    return actor_of(user, timezone.localdate())


def client(user) -> Client:
    made = Client(REMOTE_ADDR="127.0.0.1")
    if user:
        made.force_login(user)
    return made


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def everything(world, deal, users):
    """A file of each stage from the grantor, and a complaint of the grantee with evidence."""
    grantor, grantee = actor(users["grantor"]), actor(users["grantee"])
    files = {}
    for stage in RoomFile.Stage.values:
        digest = store(Path(settings.FILES_ROOT), [PDF + stage.encode()])
        files[stage] = data_rooms.put_file(
            actor=grantor, deal=deal, name=f"secret-{stage}.pdf", sha256=digest, size=30, stage=stage
        )
    complaint = disputes.open_complaint(actor=grantee, deal=deal, about="quality", text="It leaks badly.")
    evidence = disputes.put_evidence(
        actor=grantee, complaint=complaint, name="photo.pdf", sha256=store(Path(settings.FILES_ROOT), [PDF])
    )
    data_rooms.propose_non_disclosure(actor=grantor, deal=deal, is_mutual=True)
    return {"files": files, "complaint": complaint, "evidence": evidence, "mandate": deal.mandates.get()}


SIDES = {"grantor", "grantee"}
ADMINISTRATORS = {"provincial", "national"}
DESK = {"staff", "colleague"}


def reached(users, path: str) -> set[str]:
    return {
        role for role, user in {**users, "visitor": None}.items()
        if client(user).get(path).status_code == 200
    }  # fmt: skip


def test_who_sees_which_page_and_file_of_a_deal(deal, users, everything):
    inner = SIDES | DESK | ADMINISTRATORS
    base = f"/zh/deals/{deal.pk}"
    for page in ("data-room", "data-room/agreement.txt", "disputes", "receipt", "receipt.json"):
        assert reached(users, f"{base}/{page}") == inner, page
    assert reached(users, base) == inner | {"intermediary"}
    assert reached(users, f"{base}/mandates") == inner | {"intermediary"}
    for page in ("changes", "money", "papers", "terms", "contract.pdf"):
        assert not {"intermediary", "outsider", "visitor"} & reached(users, f"{base}/{page}"), page
    files = {stage: reached(users, f"{base}/data-room/files/{file.pk}") for stage, file in everything["files"].items()}
    assert files == {"talks": inner, "confidential": {"grantor"}, "agreed": {"grantor"}, "in_force": {"grantor"}}
    evidence = f"{base}/disputes/evidence/{everything['evidence'].pk}"
    assert reached(users, evidence) == SIDES
    disputes.begin_mediation(actor=actor(users["staff"]), complaint=everything["complaint"])
    assert reached(users, evidence) == SIDES | {"staff"}
    confidential = f"{base}/data-room/files/{everything['files']['confidential'].pk}"
    assert reached(users, confidential) == {"grantor", "staff"}
    agreement = NonDisclosure.objects.get(deal=deal)
    for role in ("grantor", "grantee"):
        data_rooms.sign_non_disclosure(
            actor=actor(users[role]), agreement=agreement, text_hash=agreement.hash, name="A Signer"
        )
    assert reached(users, confidential) == SIDES | {"staff"}
    document = f"/zh/workspace/mandates/{everything['mandate'].pk}/document"
    assert reached(users, document) == SIDES | DESK | {"intermediary"}
    mandates.end_mandate(actor=actor(users["grantor"]), mandate=everything["mandate"])
    assert "intermediary" not in reached(users, base) | reached(users, f"{base}/mandates")


def test_pages_tell_nobody_more_than_the_files_do(deal, users, everything):
    room, dispute = f"/zh/deals/{deal.pk}/data-room", f"/zh/deals/{deal.pk}/disputes"
    for role in DESK | ADMINISTRATORS | {"grantee"}:
        html = client(users[role]).get(room).content.decode()
        assert "secret-talks.pdf" in html, role
        for stage in ("confidential", "agreed", "in_force"):
            assert f"secret-{stage}.pdf" not in html, (role, stage)
            assert everything["files"][stage].sha256[:12] not in html, (role, stage)
    for role in ADMINISTRATORS:
        html = client(users[role]).get(dispute).content.decode()
        assert "It leaks badly." not in html
        assert "photo.pdf" not in html
        assert "1" in html
    for role in DESK:
        html = client(users[role]).get(dispute).content.decode()
        assert "It leaks badly." in html
        assert "photo.pdf" not in html
    html = client(users["intermediary"]).get(f"/zh/deals/{deal.pk}").content.decode()
    for page in ("data-room", "disputes", "receipt", "money", "papers"):
        assert f"/zh/deals/{deal.pk}/{page}" not in html, page
    assert "It leaks" not in html
    assert "质量" not in html


def test_a_dispute_shows_on_the_deal(deal, users, everything):
    for role in SIDES | DESK:
        html = client(users[role]).get(f"/en/deals/{deal.pk}").content.decode()
        assert "A complaint is open in this deal: Technology short of what was agreed" in html, role
    html = client(users["national"]).get(f"/en/deals/{deal.pk}").content.decode()
    assert "A complaint is open in this deal." in html
    html = client(users["intermediary"]).get(f"/en/deals/{deal.pk}").content.decode()
    assert "A complaint is open" not in html


def test_an_opened_file_is_a_download_and_its_owner_sees_who_looked(deal, users, everything):
    file = everything["files"]["talks"]
    response = client(users["grantee"]).get(f"/zh/deals/{deal.pk}/data-room/files/{file.pk}")
    assert b"".join(response.streaming_content) == PDF + b"talks"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert RoomView.objects.filter(file=file, user=users["grantee"], organisation=deal.grantee).count() == 1
    assert Entry.objects.filter(event="room-file.opened", object=f"deal:{deal.pk}").count() == 1
    ours = client(users["grantor"]).get(f"/en/deals/{deal.pk}/data-room").content.decode()
    theirs = client(users["grantee"]).get(f"/en/deals/{deal.pk}/data-room").content.decode()
    assert users["grantee"].name in ours[ours.index('id="views"') :]
    assert "Nobody has opened a file of your side yet." in theirs


def test_files_are_taken_by_content(deal, users):
    room = f"/en/deals/{deal.pk}/data-room"
    side = client(users["grantor"])
    for name, data in (("a.pdf", PDF), ("b.txt", "配方".encode()), ("c.exe", b"just text")):
        response = side.post(room, {"file": upload(name, data), "stage": "talks", "note": "n"})
        assert response.status_code == 302, name
    before = RoomFile.objects.count()
    for name, data in (("a.pdf", b"MZ\x00\x01"), ("b.docx", b"PK\x03\x04nothing"), ("empty.txt", b"")):
        response = side.post(room, {"file": upload(name, data), "stage": "talks"})
        assert response.status_code == 200, name
    assert "Only PDF, PNG, JPEG, XLSX, DOCX or plain text" in side.post(
        room, {"file": upload("x.pdf", b"\x00\x01"), "stage": "talks"}
    ).content.decode()  # fmt: skip
    assert side.post(room, {"file": upload("a.pdf", PDF), "stage": "whenever"}).status_code == 200
    assert RoomFile.objects.count() == before
    odd = RoomFile.objects.get(name="c.exe")
    response = side.get(f"{room}/files/{odd.pk}")
    assert 'filename="c.exe.txt"' in response.headers["Content-Disposition"]
    assert response.headers["Content-Type"] == "text/plain"


def test_other_uploads_take_no_more_than_before(deal, users, everything):
    path = f"/zh/deals/{deal.pk}/disputes/{everything['complaint'].pk}/evidence"
    response = client(users["grantor"]).post(path, {"evidence": upload("a.txt", b"plain words"), "shows": ""})
    assert response.status_code == 400
    assert everything["complaint"].evidence.count() == 1


def test_both_sign_the_agreement_on_its_page(deal, users):
    base = f"/en/deals/{deal.pk}/data-room"
    client(users["grantee"]).post(f"{base}/propose", {"mutual": "yes", "until": ""})
    agreement = NonDisclosure.objects.get(deal=deal)
    text = client(users["grantor"]).get(f"{base}/agreement.txt").content
    assert text.decode() == agreement.text
    for role in SIDES:
        html = client(users[role]).get(base).content.decode()
        assert "Sign the agreement" in html
        assert agreement.hash in html
        response = client(users[role]).post(f"{base}/sign", {"hash": agreement.hash, "name": "Li Si"})
        assert response.status_code == 302
    assert "Signed by both sides" in client(users["staff"]).get(base).content.decode()
    assert client(users["grantor"]).post(f"{base}/withdraw").status_code == 409
    assert client(users["grantor"]).post(f"{base}/sign", {"hash": agreement.hash, "name": "Li"}).status_code == 409
    for bad in ({"mutual": "maybe"}, {"mutual": "yes", "until": "soon"}):
        assert client(users["grantor"]).post(f"{base}/propose", bad).status_code == 302
    assert client(users["grantor"]).post(f"{base}/dance").status_code == 404


def test_a_mandate_from_offer_to_end(world, deal, users):
    helper = Organisation.objects.create(key="law", name_en="Law firm", kind="agency", created_at=timezone.now())
    lawyer = world.make_user("lawyer")
    Membership.objects.create(user=lawyer, organisation=helper, role="owner")
    page = f"/en/deals/{deal.pk}/mandates"
    form = {"organisation": helper.pk, "role": "lawyer", "what": "Contract", "fee_percent": "3", "paid_by": "grantee"}
    response = client(users["grantee"]).post(page, form)
    assert response.status_code == 200
    assert "Say what the percentage is taken of." in response.content.decode()
    assert client(users["grantee"]).post(page, form | {"fee_basis": "the upfront fee"}).status_code == 302
    mandate = Mandate.objects.get(organisation=helper)
    for role in SIDES:
        html = client(users[role]).get(page).content.decode()
        assert "3% of the upfront fee" in html
        assert "Law firm" in html
    assert "3% of" not in client(users["intermediary"]).get(page).content.decode()
    assert client(lawyer).get(f"/en/deals/{deal.pk}").status_code == 404
    offered = client(lawyer).get("/en/workspace/mandates").content.decode()
    assert "Accept the mandate" in offered
    assert client(users["outsider"]).post(f"/en/workspace/mandates/{mandate.pk}/accept").status_code == 404
    assert client(users["grantee"]).post(f"/en/workspace/mandates/{mandate.pk}/accept").status_code in (403, 404)
    assert client(lawyer).post(f"/en/workspace/mandates/{mandate.pk}/accept").status_code == 302
    html = client(lawyer).get(f"/en/deals/{deal.pk}").content.decode()
    assert re.search(r'class="chip"[^>]*>Law firm: Law firm, for', html)
    assert client(users["grantee"]).post(f"/en/workspace/mandates/{mandate.pk}/end").status_code == 302
    assert client(lawyer).get(f"/en/deals/{deal.pk}").status_code == 404


def test_helping_both_sides_is_a_warning(deal, users, everything):
    broker = everything["mandate"].organisation
    page = f"/en/deals/{deal.pk}/mandates"
    client(users["grantee"]).post(
        page, {"organisation": broker.pk, "role": "broker", "what": "Judge it", "paid_by": "grantee"}
    )
    second = Mandate.objects.get(principal=deal.grantee)
    assert "is asked to help both sides" in client(users["grantor"]).get(page).content.decode()
    assert client(users["intermediary"]).post(f"/en/workspace/mandates/{second.pk}/accept").status_code == 409
    for role in SIDES:
        assert client(users[role]).post(f"/en/workspace/mandates/{second.pk}/both-sides").status_code == 302
    assert client(users["intermediary"]).post(f"/en/workspace/mandates/{second.pk}/accept").status_code == 302
    assert "and both have agreed to it" in client(users["grantor"]).get(page).content.decode()


def test_a_dispute_from_complaint_to_settlement(deal, users):
    page = f"/en/deals/{deal.pk}/disputes"
    assert client(users["grantor"]).post(page, {"about": "payment", "text": ""}).status_code == 200
    assert not Complaint.objects.filter(deal=deal).exists()
    client(users["grantor"]).post(page, {"about": "payment", "text": "Unpaid", "wanted": "Payment"})
    complaint = Complaint.objects.get(deal=deal)
    acts = f"{page}/{complaint.pk}"
    client(users["grantee"]).post(f"{acts}/answer", {"text": "Paid"})
    client(users["grantee"]).post(f"{acts}/evidence", {"evidence": upload("bank.pdf", PDF), "shows": "Paid"})
    listed = client(users["staff"]).get("/en/center/disputes").content.decode()
    assert f"/en/deals/{deal.pk}/disputes" in listed
    assert f"/en/deals/{deal.pk}/disputes" not in client(users["national"]).get("/en/center/disputes").content.decode()
    client(users["staff"]).post(f"{acts}/begin")
    assert client(users["colleague"]).post(f"{acts}/step", {"text": "x"}).status_code == 403
    assert client(users["staff"]).post(f"{acts}/step", {"text": "x", "met_on": "yesterday"}).status_code == 400
    assert client(users["staff"]).post(f"{acts}/step", {"text": "We met.", "met_on": ""}).status_code == 302
    client(users["staff"]).post(f"{acts}/settlement", {"text": "Pay 100."})
    complaint.refresh_from_db()
    for role in SIDES:
        assert "Confirm the settlement" in client(users[role]).get(page).content.decode()
        response = client(users[role]).post(f"{acts}/confirm", {"hash": complaint.settlement_sha256})
        assert response.status_code == 302
    complaint.refresh_from_db()
    assert complaint.state == "settled"
    assert "Settled" in client(users["grantor"]).get(page).content.decode()
    assert client(users["staff"]).post(f"{acts}/dance").status_code == 404


def test_a_badge_is_shown_with_what_it_says_and_taken_back(world, users, deal):
    listing = Listing.objects.filter(state="published").select_related("organisation").order_by("pk").first()
    owner = listing.organisation
    desk = world.make_user("desk")
    desk.posts.create(center=Center.objects.filter(province=owner.province).first(), role="staff")
    page = f"/en/center/organisations/{owner.pk}/checks"
    response = client(desk).post(page, {"what": "existence", "evidence": upload("licence.pdf", PDF), "valid_until": ""})
    assert response.status_code == 302
    check = OrganisationCheck.objects.get(organisation=owner)
    shown = f"/en/listings/{listing.pk}", f"/en/workspace/organisations/{owner.pk}"
    for path, user in zip(shown, (None, world.user_for(owner)), strict=True):
        html = client(user).get(path).content.decode()
        assert "Existence" in html, path
        assert "A badge says what was checked, nothing more." in html, path
    assert "Existence" in client(desk).get("/en/center/checks", {"q": str(owner)[:4]}).content.decode()
    assert client(desk).get(f"/en/center/checks/{check.pk}/evidence").status_code == 200
    assert client(users["outsider"]).get(f"/en/center/checks/{check.pk}/evidence").status_code == 404
    assert client(desk).post(f"/en/center/checks/{check.pk}/revoke").status_code == 302
    assert "Existence" not in client(None).get(shown[0]).content.decode()
    assert client(desk).post(f"/en/center/checks/{check.pk}/revoke").status_code == 409


def test_badges_stand_in_the_head_of_a_deal(world, deal, users):
    OrganisationCheck.objects.create(
        organisation=deal.grantee, what="bank_account", center=deal.center, evidence_name="a", evidence_sha256="1" * 64,
        checked_at=timezone.now(),
    )  # fmt: skip
    for page in ("", "/data-room", "/mandates"):
        assert "Bank account" in client(users["grantor"]).get(f"/en/deals/{deal.pk}{page}").content.decode()


def test_relations_are_entered_and_ended_at_the_desk(world, users):
    first, second = Organisation.objects.order_by("pk")[:2]
    form = {"first": first.pk, "second": second.pk, "kind": "controls", "source": "Company register, 2026-01-05"}
    desk = client(users["staff"])
    assert desk.post("/en/center/relations", form).status_code == 302
    assert desk.post("/en/center/relations", form).status_code == 200
    assert desk.post("/en/center/relations", form | {"second": first.pk}).status_code == 200
    relation = Relation.objects.get(first=first, second=second)
    assert "Company register" in desk.get("/en/center/relations").content.decode()
    assert desk.post(f"/en/center/relations/{relation.pk}/end", {"end": "never"}).status_code == 400
    assert desk.post(f"/en/center/relations/{relation.pk}/end", {"end": "2026-02-30"}).status_code == 400
    today = timezone.localdate().isoformat()
    assert desk.post(f"/en/center/relations/{relation.pk}/end", {"end": today}).status_code == 302
    relation.refresh_from_db()
    assert relation.end == timezone.localdate()


def test_the_receipt_of_a_page_verifies(deal, users, tmp_path):
    seal()
    response = client(users["grantee"]).get(f"/en/deals/{deal.pk}/receipt.json")
    assert response.headers["Content-Disposition"].startswith("attachment")
    path = tmp_path / "receipt.json"
    path.write_bytes(response.content)
    found = receipts.run(path)
    assert found["holds"]
    html = client(users["grantee"]).get(f"/en/deals/{deal.pk}/receipt").content.decode()
    for entry in json.loads(response.content)["entries"]:
        assert entry["hash"][:16] in html
    assert "patentfair verify-receipt" in html


def test_a_complaint_comes_to_the_desk_that_checks_do_not_replace(world, deal, users):
    """Checks and relations are the desk's; administrators and sides have no way in."""
    for role in ("grantor", "national", "intermediary"):
        for path in ("/zh/center/checks", "/zh/center/relations"):
            assert client(users[role]).get(path).status_code == 404
    with pytest.raises(Exception, match=r"centers\.staff-only"):
        checks.add_check(
            actor=actor(users["national"]), organisation=deal.grantor, what="existence", evidence_name="a",
            evidence_sha256="1" * 64,
        )  # fmt: skip
