"""Pages of the help desk: asking without an account, following by code, what each one sees, what is typed is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk.actions import cases
from patentfair.apps.helpdesk.clients import code_digest
from patentfair.apps.helpdesk.jobs import hand_on_cases
from patentfair.apps.helpdesk.models import Case, CaseFile, ServiceHours
from patentfair.domain.kernel.errors import Refused
from patentfair.web.helpdesk import uploads

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


def test_a_code_is_shown_once_and_only_its_hash_is_kept(world):
    visitor = client()
    response = visitor.post("/zh/help/ask", ASKED)
    case = Case.objects.latest("pk")
    path = f"/zh/help/cases/{case.pk}"
    assert response["Location"] == path
    cookie = response.cookies["case_code"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (path, True, "Lax")
    code = cookie.value
    first = visitor.get(path)
    assert code in html(first)
    assert first.cookies["case_code"]["max-age"] == 0
    assert first.cookies["case_code"]["path"] == path
    assert code not in html(visitor.get(path))
    assert code not in str(dict(visitor.session))
    assert visitor.session["cases"] == {str(case.pk): code_digest(code)}
    again = visitor.post(f"{path}/code")
    second = again.cookies["case_code"].value
    assert second != code
    assert second in html(visitor.get(path))
    assert second not in html(visitor.get(path))
    stranger = client()
    assert "核对查询码" in html(stranger.post("/zh/help/follow", {"code": code}))
    assert stranger.post("/zh/help/follow", {"code": second}).status_code == 302
    assert case.pk == Case.objects.get(code_sha256=code_digest(second)).pk
    person = client(world.user("mu-heting"))
    assert "case_code" not in person.post("/zh/help/ask", ASKED).cookies


def test_a_forged_cookie_shows_no_code(world):
    visitor = client()
    case, code = opened(visitor)
    visitor.cookies["case_code"] = "<b>00000</b>"
    page = html(visitor.get(f"/zh/help/cases/{case.pk}"))
    assert "00000" not in page
    assert code not in page


def test_codes_stand_in_no_address_and_no_log(world, caplog):
    caplog.set_level("DEBUG")
    visitor = client()
    case, code = opened(visitor)
    wrong = "22222-33333-44444-55555"
    stranger = Client(REMOTE_ADDR="127.0.0.1", enforce_csrf_checks=True)
    answers = [
        visitor.post("/zh/help/follow", {"code": code}),
        client().post("/zh/help/follow", {"code": wrong}),
        stranger.post("/zh/help/follow", {"code": code}),
        visitor.post(f"/zh/help/cases/{case.pk}/nothing", {"code": code}),
        client().post("/zh/help/nowhere", {"code": code}),
        client().post("/zh/help/follow", {"code": code + "\0"}),
    ]
    assert {one.status_code for one in answers} == {200, 302, 400, 403, 404}
    for one in answers:
        assert code not in one.headers.get("Location", "")
        assert code not in html(one)
    told = " ".join(f"{one.getMessage()} {one.args}" for one in caplog.records if one.name != "django.db.backends")
    assert told
    for secret in (code, wrong):
        assert secret not in told


def test_pages_of_cases_are_kept_by_no_browser(world, desk):
    visitor = client()
    case, _ = opened(visitor)
    complaint, _ = opened(visitor, kind="complaint")
    judge = client(world.user("zhan-yuheng"))
    pages = [
        visitor.get(f"/zh/help/cases/{case.pk}"), client().get(f"/zh/help/cases/{case.pk}"),
        visitor.get("/zh/help/follow"), visitor.post("/zh/help/ask", {}),
        visitor.post(f"/zh/help/cases/{case.pk}/say", {}), desk.get("/zh/center/cases"),
        desk.get(f"/zh/center/cases/{case.pk}"), desk.post(f"/zh/center/cases/{case.pk}/reply", {}),
        judge.get("/zh/center/complaints"), judge.get(f"/zh/center/complaints/{complaint.pk}"),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code in (200, 404)
        assert "no-store" in page["Cache-Control"]
        assert "private" in page["Cache-Control"]


def test_a_saved_address_leads_to_the_code_and_tells_nothing(world):
    case, code = opened(client())
    owned = Case.objects.filter(opened_by__isnull=False).first()

    def look(pk: int) -> str:
        stranger = client()
        response = stranger.get(f"/en/help/cases/{pk}")
        assert response.status_code == 404
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html(response))
        return page.replace(f"/cases/{pk}", "/cases/N").replace(f"cases%2F{pk}", "cases%2FN")

    assert look(case.pk) == look(owned.pk) == look(999_999)
    page = html(client().get(f"/zh/help/cases/{case.pk}"))
    assert 'name="code"' in page
    assert f"/zh/sign-in?next=/zh/help/cases/{case.pk}" in page
    elsewhere = client()
    response = elsewhere.post("/zh/help/follow", {"code": code})
    assert response["Location"] == f"/zh/help/cases/{case.pk}"
    assert client().post(f"/zh/help/cases/{case.pk}/say", {"text": "x"}).status_code == 404
    signed_in = html(client(world.user("an-zhihe")).get(f"/zh/help/cases/{case.pk}"))
    assert "/zh/sign-in?next=" not in signed_in


def kept_files() -> set[str]:
    return {path.name for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()}


def pdf(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", b"%PDF-1.7 " + text.encode())


def test_what_is_refused_leaves_no_file(world, desk, monkeypatch):
    visitor = client()
    case, _ = opened(visitor)
    complaint, _ = opened(visitor, kind="complaint")
    judge = client(world.user("zhan-yuheng"))
    before = kept_files()
    monkeypatch.setattr(cases, "BYTES_A_CASE", 10)
    for number, (who, path) in enumerate((
        (visitor, f"help/cases/{case.pk}"), (desk, f"center/cases/{case.pk}"),
        (visitor, f"help/cases/{complaint.pk}"), (judge, f"center/complaints/{complaint.pk}"),
        (desk, f"center/complaints/{complaint.pk}"), (client(), f"help/cases/{case.pk}"),
    )):  # fmt: skip
        response = who.post(f"/zh/{path}/file", {"evidence": pdf(f"refused {number}")})
        assert response.status_code in (200, 404)
        assert "100 MB" in html(response) or response.status_code == 404
    visitor.post(f"/zh/help/cases/{case.pk}/withdraw")
    monkeypatch.undo()
    visitor.post(f"/zh/help/cases/{case.pk}/file", {"evidence": pdf("too late")})
    # Refused by the action, after the file was stored: a page of another area, through the same door.
    claim = {"patent": "no such number", "organisation": "", "evidence": pdf("a claim of nothing")}
    assert client(world.user("an-zhihe")).post("/zh/workspace/claims/new", claim).status_code == 200
    assert not CaseFile.objects.filter(case__in=(case, complaint)).exists()
    assert kept_files() == before
    judge.post(f"/zh/center/complaints/{complaint.pk}/file", {"evidence": pdf("taken")})
    taken = CaseFile.objects.get(case=complaint)
    assert taken.size == len(b"%PDF-1.7 taken")
    assert kept_files() - before == {taken.sha256}


def test_an_action_that_refuses_takes_the_stored_file_back(world, monkeypatch):
    visitor = client()
    case, _ = opened(visitor)
    before = kept_files()
    monkeypatch.setattr(cases, "require_room", lambda **_: "client")
    monkeypatch.setattr(cases, "put_file", refusing)
    response = visitor.post(f"/zh/help/cases/{case.pk}/file", {"evidence": pdf("stored, then refused")})
    assert response.status_code == 200
    assert kept_files() == before


def refusing(**_):
    raise Refused("helpdesk.not-now")


def test_an_address_sends_so_many_bytes_a_day(world, monkeypatch):
    monkeypatch.setattr(uploads, "BYTES_AN_ADDRESS", 3 << 20)
    visitor = client()
    case, _ = opened(visitor)

    def put(number: int) -> str:
        file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 " + bytes([number]) * (1 << 20))
        return html(visitor.post(f"/en/help/cases/{case.pk}/file", {"evidence": file}, follow=True))

    assert "No more files" not in put(1)
    assert "No more files" in put(2)
    assert CaseFile.objects.filter(case=case).count() == 1


def test_dates_on_a_case_are_written_as_its_reader_writes_them(world, desk):
    visitor = client()
    case, _ = opened(visitor)
    opened_at = timezone.localtime(case.opened_at)
    zh, en = (html(visitor.get(f"/{language}/help/cases/{case.pk}")) for language in ("zh", "en"))
    clock = f"{opened_at:%H:%M}"
    assert f"{opened_at.year}年{opened_at.month}月{opened_at.day}日 {clock}" in zh
    assert f"{opened_at.day} {opened_at:%B} {opened_at.year}, {clock}" in en
    for page in (zh, en, html(desk.get(f"/en/center/cases/{case.pk}"))):
        assert not re.search(r">[^<]*\d{4}-\d{2}-\d{2}[^<]*<", page)


def test_a_client_reads_that_another_center_has_taken_over(world, center):
    visitor = client()
    case, _ = opened(visitor)
    Center.objects.filter(pk=center.pk).update(state=Center.State.REMOVED)
    assert hand_on_cases() >= 1
    case.refresh_from_db()
    page = html(visitor.get(f"/en/help/cases/{case.pk}"))
    assert "Another center has taken over" in page
    assert case.center.name_en in page
    assert center.name_en in page


def test_opening_hours_are_told_in_the_language_of_the_page(world, center):
    week = {str(day): [[540, 720], [780, 1050]] for day in range(5)}
    Center.objects.filter(pk=center.pk).update(hours=week, opening_en="")
    for page in ("help", "centers"):
        assert "周一至周五 9:00–12:00, 13:00–17:30" in html(client().get(f"/zh/{page}"))
        english = html(client().get(f"/en/{page}"))
        assert '<span lang="en">Monday to Friday 9:00–12:00, 13:00–17:30</span>' in english
    Center.objects.filter(pk=center.pk).update(hours={}, opening_zh="逢双日开放", opening_en="")
    for page in ("help", "centers"):
        assert '<span lang="zh-CN">逢双日开放</span>' in html(client().get(f"/en/{page}"))


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
