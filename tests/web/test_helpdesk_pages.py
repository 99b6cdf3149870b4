"""Pages of the help desk: asking without an account, following by code, what each one sees, what is typed is kept."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk.models import Case, CaseFile, ServiceHours

ANSWER = "转让合同自签订时生效，专利权的转让自登记之日起生效，请先办理著录项目变更。"
CLOSING = "已说明办理流程和所需材料，当事人已经提交申请，没有其他问题。"
ASKED = {
    "kind": "question",
    "center": "liaoning",
    "size_class": "inventor",
    "subject": "转让先做什么",
    "text": "先评估吗？",
}
PDF = b"%PDF-1.7 a photo"


@pytest.fixture(autouse=True)
def unbarred():
    cache.clear()


@pytest.fixture
def center(world):
    return Center.objects.get(key="liaoning")


@pytest.fixture
def desk(world, center):
    user = world.make_user("desk")
    user.posts.create(center=center, role="staff")
    return client(user)


def client(user=None) -> Client:
    made = Client(REMOTE_ADDR="127.0.0.1")
    if user:
        made.force_login(user)
    return made


def html(response) -> str:
    return response.content.decode()


def opened(visitor, **more) -> tuple[Case, str]:
    response = visitor.post("/zh/help/ask", {**ASKED, **more}, follow=True)
    case = Case.objects.latest("pk")
    code = re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}", html(response))[0]
    return case, code


def test_asking_and_following_without_an_account(world):
    visitor = client()
    case, code = opened(visitor, name="林某", contact="电话")
    assert visitor.get(f"/zh/help/cases/{case.pk}").status_code == 200
    stranger = client()
    assert stranger.get(f"/zh/help/cases/{case.pk}").status_code == 404
    assert "核对查询码" in html(stranger.post("/zh/help/follow", {"code": "00000-00000-00000-00000"}))
    assert stranger.post("/zh/help/follow", {"code": code.lower()}).status_code == 302
    page = html(stranger.get(f"/zh/help/cases/{case.pk}"))
    assert "先评估吗？" in page
    assert code not in page  # only the browser in which it was opened is told the code
    assert stranger.session.get_expiry_age() <= 3600
    assert stranger.post(f"/zh/help/cases/{case.pk}/leave").status_code == 302
    assert stranger.get(f"/zh/help/cases/{case.pk}").status_code == 404


def test_guessing_codes_is_slowed_down(world):
    visitor = client()
    case, code = opened(visitor)
    guesser = client()
    for _ in range(10):
        guesser.post("/zh/help/follow", {"code": "11111-11111-11111-11111"})
    assert guesser.post("/zh/help/follow", {"code": code}).status_code == 200
    assert guesser.get(f"/zh/help/cases/{case.pk}").status_code == 404


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(world):
    page = html(client().post("/en/help/ask", {**ASKED, "subject": "", "text": "What comes first?"}))
    assert "What comes first?" in page
    assert 'id="id_subject_error"' in page
    page = html(client().get("/en/help/ask?center=beijing&kind=complaint"))
    assert re.search(r'value="complaint"[^>]*checked', page)
    assert re.search(r'value="beijing" selected', page)


def test_a_reply_that_only_acknowledges_is_named_so(world, desk):
    case, _ = opened(client())
    desk.post(f"/zh/center/cases/{case.pk}/reply", {"text": "已收到，我们会尽快答复。"})
    assert "仅表示收到" in html(desk.get(f"/zh/center/cases/{case.pk}"))
    case.refresh_from_db()
    assert case.answered_at is None
    desk.post(f"/zh/center/cases/{case.pk}/reply", {"text": ANSWER})
    case.refresh_from_db()
    assert case.state == "in_hand"


def test_the_client_reads_of_the_center_and_not_of_the_person_or_the_notes(world, desk):
    visitor = client()
    case, _ = opened(visitor)
    desk.post(f"/zh/center/cases/{case.pk}/reply", {"text": ANSWER})
    desk.post(f"/zh/center/cases/{case.pk}/note", {"text": "内部看法一二三"})
    page = html(visitor.get(f"/zh/help/cases/{case.pk}"))
    assert ANSWER in page
    assert "内部看法一二三" not in page
    assert "desk@test.invalid" not in page
    assert "内部看法一二三" in html(desk.get(f"/zh/center/cases/{case.pk}"))


def test_a_mistake_in_one_form_of_the_case_shows_there_and_changes_nothing(world, desk):
    case, _ = opened(client(), kind="clinic")
    desk.post(f"/zh/center/cases/{case.pk}/reply", {"text": ANSWER})
    page = html(
        desk.post(f"/zh/center/cases/{case.pk}/clinic", {"facts": "太短", "question": "能抗辩吗", "advice": "可以"})
    )
    assert 'id="id_clinic_facts_error"' in page
    assert "太短</textarea>" in page
    page = html(desk.post(f"/zh/center/cases/{case.pk}/close", {"closing": CLOSING}))
    assert "维权援助记录" in page
    case.refresh_from_db()
    assert case.state == "in_hand"
    page = html(
        desk.post(
            f"/zh/center/cases/{case.pk}/hours",
            {"done_on": timezone.localdate().isoformat(), "minutes": "30", "charge": "paid", "what": "检索"},
        )
    )
    assert 'id="id_hours_amount_error"' in page
    assert not ServiceHours.objects.filter(case=case).exists()


def test_files_are_told_by_their_first_bytes(world, desk):
    visitor = client()
    case, _ = opened(visitor)
    bad = SimpleUploadedFile("a.pdf", b"MZ not a paper")
    assert "id_file_evidence_error" in html(visitor.post(f"/zh/help/cases/{case.pk}/file", {"evidence": bad}))
    visitor.post(f"/zh/help/cases/{case.pk}/file", {"evidence": SimpleUploadedFile("照片.pdf", PDF)})
    kept = CaseFile.objects.get(case=case)
    for reader, path in ((visitor, "help/cases"), (desk, "center/cases")):
        response = reader.get(f"/zh/{path}/{case.pk}/files/{kept.pk}")
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"].startswith("attachment")
    assert client().get(f"/zh/help/cases/{case.pk}/files/{kept.pk}").status_code == 404
    other, _ = opened(client())
    assert desk.get(f"/zh/center/cases/{other.pk}/files/{kept.pk}").status_code == 404


def test_a_complaint_leaves_no_trace_at_the_center(world, desk):
    before = html(desk.get("/zh/center/cases?show=all"))
    visitor = client()
    case, _ = opened(visitor, kind="complaint", subject="窗口态度问题")
    for path in ("center/cases?show=all", "desk", "center/hours", "registrar/journal"):
        page = html(desk.get(f"/zh/{path}"))
        assert "窗口态度问题" not in page, path
    assert before.count("<tr>") == html(desk.get("/zh/center/cases?show=all")).count("<tr>")
    for path in (f"center/cases/{case.pk}", f"center/complaints/{case.pk}", "center/complaints"):
        assert desk.get(f"/zh/{path}").status_code == 404
    judge = client(world.user("zhan-yuheng"))
    assert "窗口态度问题" in html(judge.get("/zh/center/complaints"))
    judge.post(f"/zh/center/complaints/{case.pk}/decide", {"upheld": "yes", "decision": ANSWER})
    page = html(desk.get("/zh/center/cases"))
    assert ANSWER in page
    assert "窗口态度问题" not in page
    assert ANSWER in html(visitor.get(f"/zh/help/cases/{case.pk}"))


def test_what_everyone_sees_of_a_centers_help(world, center):
    page = html(client().get("/en/centers/beijing/help"))
    assert "answered in time" in page
    assert "小满智造" not in page
    few = Center.objects.exclude(cases__isnull=False).filter(is_national=False).order_by("pk").first()
    assert "Rates are shown from five on" in html(client().get(f"/en/centers/{few.key}/help"))
    assert client().get("/en/centers/nowhere/help").status_code == 404
    assert f"/zh/help/ask?center={center.key}" in html(client().get("/zh/help"))


def test_signed_in_people_find_their_cases(world):
    user = world.user("mu-heting")
    person = client(user)
    person.post("/zh/help/ask", ASKED)
    case = Case.objects.latest("pk")
    assert case.opened_by == user
    assert case.code_sha256 == ""
    page = html(person.get("/zh/help/follow"))
    assert f"/zh/help/cases/{case.pk}" in page
    assert client(world.user("an-zhihe")).get(f"/zh/help/cases/{case.pk}").status_code == 404


def test_the_sample_world_shows_every_state(world):
    found = set(Case.objects.filter(is_sample=True).values_list("state", flat=True))
    assert found == {"waiting", "in_hand", "closed", "confirmed", "lapsed", "withdrawn", "decided"}
    assert Case.objects.filter(is_sample=True, upheld=True).count() == 1
    assert Case.objects.filter(is_sample=True).values("center").exclude(center=None).distinct().count() == 2


def test_a_workshops_need_is_taken_over_on_the_clients_page(world, desk, center):
    firm = world.user("qingge-pumps")
    person = client(firm)
    organisation = firm.memberships.get().organisation
    person.post("/zh/help/ask", {**ASKED, "kind": "workshop", "organisation": str(organisation.pk)})
    case = Case.objects.latest("pk")
    assert case.organisation == organisation
    desk.post(f"/zh/center/cases/{case.pk}/workshop", {"title": "降低噪声", "problem": "运行噪声超过标准"})
    assert f"/zh/help/cases/{case.pk}/need" in html(person.get(f"/zh/help/cases/{case.pk}"))
    assert f"/zh/center/cases/{case.pk}/need" not in html(desk.get(f"/zh/center/cases/{case.pk}"))
    person.post(f"/zh/help/cases/{case.pk}/need")
    case.refresh_from_db()
    assert person.get(f"/zh/needs/{case.need_id}").status_code == 200
