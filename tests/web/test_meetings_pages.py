"""Events, registrations, the door, sheets and appointments, as people meet them."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.meetings import jobs
from patentfair.apps.meetings.actions import events, programme, registrations
from patentfair.apps.meetings.models import Attendee, Event, Participant, Plan, Registration, Wish

PDF = b"%PDF-1.7 a paper of our own"


def client(user=None) -> Client:
    made = Client(REMOTE_ADDR="127.0.0.1")
    if user:
        made.force_login(user)
    return made


def page(response) -> str:
    return response.content.decode()


@pytest.fixture
def conference(world):
    return Event.objects.get(kind="conference", is_sample=True)


@pytest.fixture
def meeting(world):
    return Event.objects.get(kind="matchmaking", is_sample=True)


@pytest.fixture
def desk(world, meeting):
    user = world.make_user("event-desk")
    user.posts.create(center=meeting.center, role="staff")
    return user


@pytest.fixture
def today_event(desk, meeting):
    """An event of today, with one place."""
    actor, now = actor_of(desk, timezone.localdate()), timezone.now()
    made = events.draft_event(
        actor=actor, center=meeting.center, kind="roadshow", title_zh="今日路演", title_en="Roadshow today",
        about_zh="介绍", place_zh="厅", county_code="110108", is_online=False, starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=3), language="zh", capacity=1, contact="办公室", hall="",
    )  # fmt: skip
    events.announce_event(actor=actor, event=made)
    return made


def test_the_list_is_chosen_by_kind_and_region(world, conference, meeting):
    everything = page(client().get("/zh/events"))
    assert conference.title_zh in everything
    assert meeting.title_zh in everything
    fairs = page(client().get("/zh/events?kind=fair"))
    assert meeting.title_zh not in fairs
    assert "新材料与节能技术专利展" in fairs
    nowhere = page(client().get("/en/events?region=65"))
    assert "No such event has been announced" in nowhere
    assert page(client().get("/zh/events?kind=%27%3B--&region=x&page=zz")).count("<h1") == 1


def test_a_page_of_an_event_in_both_languages_and_for_the_calendar(conference):
    zh, en = (page(client().get(f"/{language}/events/{conference.pk}")) for language in ("zh", "en"))
    assert "地区汇报" in zh
    assert "辽宁省" in zh
    assert "Reports from regions" in en
    assert "Why a Failed Pilot Is Worth Writing Down" in en
    response = client().get(f"/en/events/{conference.pk}/event.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT\r\n" in response.content


def test_drafts_are_seen_by_the_center_alone(desk, meeting):
    actor, now = actor_of(desk, timezone.localdate()), timezone.now()
    draft = events.draft_event(
        actor=actor, center=meeting.center, kind="fair", title_zh="未公布的展会", county_code="110108",
        is_online=False, starts_at=now, ends_at=now + timedelta(hours=1), language="zh", capacity=5, contact="x",
        hall="",
    )  # fmt: skip
    assert client().get(f"/zh/events/{draft.pk}").status_code == 404
    assert client(desk).get(f"/zh/events/{draft.pk}").status_code == 200
    assert draft.title_zh not in page(client(desk).get("/zh/events"))


def test_register_without_an_account_badge_and_cancel(today_event):
    address = f"/zh/events/{today_event.pk}/register"
    wrong = client().post(address, {"name": "叶知秋", "contact": "x"})
    assert wrong.status_code == 200
    assert 'value="叶知秋"' in page(wrong), "what was typed stays"
    assert "请填写邮箱或手机号码" in page(wrong)
    response = client().post(address, {"name": "叶知秋", "organisation": "秋声公司", "contact": "ye@test.invalid"})
    assert response.status_code == 302
    mine = response["Location"]
    shown = page(client().get(mine))
    assert "已确认" in shown
    assert "叶知秋" in shown
    badge = client().get(f"{mine}/badge.pdf")
    assert badge.content.startswith(b"%PDF-")
    second = client().post(address, {"name": "候补者", "contact": "hou@test.invalid"})["Location"]
    assert "候补" in page(client().get(second))
    assert client().get(f"{second}/badge.pdf").status_code == 409
    assert client().post(f"{mine}/cancel").status_code == 302
    assert "叶知秋" not in page(client().get(mine))
    assert "已确认" in page(client().get(second)), "the place went to the one who waited"
    assert client().get("/zh/registrations/0000000000").status_code == 404


def _without_codes(text: str) -> str:
    return re.sub(r"[0-9a-f]{20}|[A-Za-z0-9]{64}", "…", text)


def test_registering_answers_the_same_whether_or_not_the_contact_is_there(desk, today_event):
    Event.objects.filter(pk=today_event.pk).update(capacity=9)
    registrations.register(actor=ANONYMOUS, event=today_event, name="甲", contact="there@test.invalid")
    answers = []
    for contact in ("there@test.invalid", "fresh@test.invalid"):
        visitor, typed = client(), {"name": "某人", "contact": contact}
        sent = visitor.post(f"/zh/events/{today_event.pk}/register", typed)
        shown = page(visitor.get(sent["Location"]))
        answers.append((sent.status_code, _without_codes(sent["Location"]), _without_codes(shown)))
    assert answers[0] == answers[1]
    listed = page(client(desk).get(f"/zh/center/events/{today_event.pk}/registrations"))
    assert listed.count("该联系方式有多份报名") == 2


def test_a_visitor_registers_so_often_and_no_more(today_event, monkeypatch):
    monkeypatch.setattr("patentfair.web.meetings.attending.REGISTRATIONS_A_VISITOR", 3)
    cache.clear()
    visitor, address = client(), f"/zh/events/{today_event.pk}/register"
    typed = [{"name": "某人", "contact": f"many{i}@test.invalid"} for i in range(4)]
    assert [visitor.post(address, one).status_code for one in typed] == [302, 302, 302, 200]
    assert today_event.registrations.count() == 3
    assert "尝试次数过多" in page(visitor.post(address, typed[3]))
    elsewhere = Client(REMOTE_ADDR="127.0.0.9")
    assert elsewhere.post(address, typed[3]).status_code == 302
    cache.clear()


def test_a_visitor_makes_so_many_accounts_and_no_more(world, monkeypatch):
    monkeypatch.setattr("patentfair.web.public.account.JOINED_A_VISITOR", 2)
    cache.clear()
    world.make_user("joined-before")
    email = User.objects.order_by("-pk").first().email
    visitor = client()
    typed = {"name": "某人", "email": email, "password": "a-long-enough-password"}
    assert [visitor.post("/zh/join", typed).status_code for _ in range(3)] == [200, 200, 200]
    assert "尝试次数过多" in page(visitor.post("/zh/join", typed | {"email": "fresh@test.invalid"}))
    assert not User.objects.filter(email="fresh@test.invalid").exists()
    cache.clear()


def test_staff_cancel_a_registration_and_the_person_reads_why(desk, today_event):
    one, waiting = (
        registrations.register(actor=ANONYMOUS, event=today_event, name=name, contact=f"{name}@test.invalid")
        for name in ("叶知秋", "候补者")
    )
    staff = client(desk)
    listed = page(staff.get(f"/zh/center/events/{today_event.pk}/registrations"))
    address = f"/zh/center/events/{today_event.pk}/registrations/{one.pk}"
    assert f'href="{address}"' in listed
    assert "叶知秋" in page(staff.get(address))
    assert "field-error" in page(staff.post(address, {"reason": " "}))
    assert staff.post(address, {"reason": "名额须留给 <b>企业</b>"}).status_code == 302
    mine = page(client().get(f"/zh/registrations/{one.code}"))
    assert "名额须留给 &lt;b&gt;企业" in mine
    assert "已取消" in mine
    assert "已确认" in page(client().get(f"/zh/registrations/{waiting.code}"))
    assert staff.get(address).status_code == 404, "cancelled once"


def test_a_called_off_event_says_so_where_people_look(desk, today_event):
    one = registrations.register(actor=ANONYMOUS, event=today_event, name="叶知秋", contact="ye@test.invalid")
    staff = client(desk)
    staff.post(f"/zh/center/events/{today_event.pk}/cancel", {"reason": "场地维修"})
    assert "场地维修" in page(client().get(f"/zh/registrations/{one.code}"))
    calendar = client().get(f"/zh/events/{today_event.pk}/event.ics").content.decode()
    assert "STATUS:CANCELLED" in calendar
    assert staff.get(f"/zh/center/events/{today_event.pk}/registrations/{one.pk}").status_code == 200
    refused = staff.post(f"/zh/center/events/{today_event.pk}/registrations/{one.pk}", {"reason": "晚了"})
    assert "报名已截止" in page(refused)


def test_check_in_is_offered_around_the_event_alone(desk, today_event):
    one = registrations.register(actor=ANONYMOUS, event=today_event, name="叶知秋", contact="ye@test.invalid")
    staff, office = client(desk), f"/zh/center/events/{today_event.pk}"
    places = (f"/zh/check-in/{one.badge_code}", f"{office}/door", office)
    assert f'href="{office}/door"' in page(staff.get(office))
    assert "确认签到" in page(staff.get(places[0]))
    start = timezone.now() + timedelta(days=2)
    Event.objects.filter(pk=today_event.pk).update(starts_at=start, ends_at=start + timedelta(hours=3))
    for place in places:
        assert "签到自" in page(staff.get(place)), place
    assert f'href="{office}/door"' not in page(staff.get(office))
    assert "确认签到" not in page(staff.get(places[0]))
    refused = staff.post(places[0])
    assert refused.status_code == 409
    assert "未能签到" in page(refused)
    assert "签到尚未开始" in page(refused)
    assert "没有查到胸牌" in page(staff.post(f"{office}/door", {"code": "AAAAAAAA"}))


def test_pages_with_persons_are_kept_by_no_cache_and_their_addresses_by_no_log(desk, meeting, caplog):
    participant = Participant.objects.filter(event=meeting).order_by("pk").first()
    mine = f"/zh/registrations/{participant.registration.code}"
    office = f"/zh/center/events/{meeting.pk}"
    visitor, staff = client(), client(desk)
    for path in ("", "/appointments", "/badge.pdf", "/schedule.pdf", "/schedule.ics"):
        assert "no-store" in visitor.get(mine + path)["Cache-Control"], path
    for path in ("/registrations", "/door", "/appointments", "/badges.pdf"):
        assert "no-store" in staff.get(office + path)["Cache-Control"], path
    badge = f"/zh/check-in/{participant.registration.badge_code}"
    assert "no-store" in staff.get(badge)["Cache-Control"]
    with caplog.at_level("DEBUG"):
        assert visitor.post(f"{mine}/wishes", {"wish-x": "1"}).status_code == 400
        assert visitor.get(f"{mine}/badge.pdf/").status_code in (301, 404)
        missing = visitor.get("/zh/registrations/secretcode/badge.pdf")
        assert missing.status_code == 404
        assert visitor.get("/zh/evaluate/secretcode").status_code == 404
    assert "no-store" in missing["Cache-Control"]
    told = "\n".join(record.getMessage() for record in caplog.records if "badge.pdf/" not in record.getMessage())
    assert participant.registration.code not in told
    assert "secretcode" not in told


def test_a_refused_paper_leaves_no_file(desk, today_event, settings, monkeypatch):
    staff, actor = client(desk), actor_of(desk, timezone.localdate())
    session = programme.save_session(
        actor=actor, event=today_event, kind="talk", title_zh="报告", starts_at=today_event.starts_at,
        ends_at=today_event.ends_at,
    )  # fmt: skip
    address = f"/zh/center/events/{today_event.pk}/sessions/{session.pk}/papers"

    def kept() -> set[str]:
        return {path.name for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()}

    before = kept()
    paper = {"title": "论文", "file": SimpleUploadedFile("a.pdf", PDF + b" of its own")}
    with monkeypatch.context() as bound:
        bound.setattr(programme, "MOST_PAPERS", 0)
        assert "文件数量已达上限" in page(staff.post(address, paper))
    with monkeypatch.context() as bound:
        bound.setattr(programme, "MOST_BYTES", 10)
        paper["file"].seek(0)
        assert "500 MB" in page(staff.post(address, paper))
    stranger = client(User.objects.create(email="paper-stranger@test.invalid", joined_at=timezone.now()))
    paper["file"].seek(0)
    assert stranger.post(address, paper).status_code == 404
    assert kept() == before
    paper["file"].seek(0)
    assert staff.post(address, paper).status_code == 302
    (made,) = session.papers.all()
    assert kept() - before == {made.sha256}
    assert made.size == len(PDF) + len(" of its own")


def test_places_have_names_and_no_codes(desk, meeting, today_event):
    for language, name in (("zh", "北京市"), ("en", "Beijing")):
        shown = page(client().get(f"/{language}/events/{today_event.pk}"))
        assert name in shown
        assert "110108" not in shown
    form = page(client(desk).get(f"/zh/center/events/{today_event.pk}/edit"))
    assert '<option value="110100" selected>' in form
    assert 'value="110108"' in form
    assert 300 < form.count("<option") < 500


def test_check_in_by_code_once_then_the_sheet_once(desk, today_event):
    one = registrations.register(
        actor=ANONYMOUS, event=today_event, name="叶知秋", contact="ye@test.invalid", organisation=""
    )
    door, staff = f"/zh/center/events/{today_event.pk}/door", client(desk)
    assert "没有该代码" in page(staff.post(door, {"code": "AAAAAAAA"}))
    typed = f"{one.badge_code[:4]} {one.badge_code[4:]}".lower()
    found = staff.post(door, {"code": typed})
    assert found["Location"].endswith(f"/check-in/{one.badge_code}")
    assert "/sign-in" in client().get(found["Location"])["Location"], "a visitor who scans it is asked to sign in"
    assert "叶知秋" in page(staff.get(found["Location"]))
    assert staff.post(found["Location"])["Location"] == door
    again = staff.post(found["Location"])
    assert again.status_code == 409
    assert "该胸牌已经签到" in page(again)
    mine = page(client().get(f"/zh/registrations/{one.code}"))
    sheet = re.search(r'href="(/zh/evaluate/[0-9a-f]+)"', mine)[1]
    missing = client().post(sheet, {"content": "5"})
    assert "field-error" in page(missing)
    marks = {"content": "5", "organisation": "4", "usefulness": "3", "text": "<b>很好</b>"}
    assert client().post(sheet, marks)["Location"].endswith(f"/events/{today_event.pk}")
    assert "该评价表已" in page(client().get(sheet))
    results = page(staff.get(f"/zh/center/events/{today_event.pk}/evaluations"))
    assert "&lt;b&gt;很好" in results
    assert "100" in results
    assert "叶知秋" not in results


def test_a_sheet_of_badges_for_all(desk, meeting):
    response = client(desk).get(f"/zh/center/events/{meeting.pk}/badges.pdf")
    assert response.content.startswith(b"%PDF-")
    assert response["Cache-Control"] == "private, no-store"


def test_staff_draft_programme_papers_announce_and_call_off(desk, meeting, conference):
    staff = client(desk)
    start = timezone.localtime() + timedelta(days=20)
    typed = {
        "center": meeting.center_id, "kind": "conference", "title_zh": "新会议", "about_zh": "介绍", "place_zh": "厅",
        "starts_at": f"{start:%Y-%m-%d}T09:00", "ends_at": f"{start:%Y-%m-%d}T17:00", "city": "110100",
        "county_code": "110108", "spoken": "both", "capacity": "30", "contact": "办公室",
    }  # fmt: skip
    wrong = staff.post("/zh/center/events/new", typed | {"county_code": "12"})
    assert "区县代码为六位数字" in page(wrong)
    assert 'value="新会议"' in page(wrong)
    office = staff.post("/zh/center/events/new", typed)["Location"]
    made = Event.objects.get(title_zh="新会议")
    session = {
        "kind": "report", "title_zh": "汇报", "province": "21", "starts_at": f"{start:%Y-%m-%d}T10:00",
        "ends_at": f"{start:%Y-%m-%d}T10:30", "speaker_0_name_zh": "某人", "speaker_0_affiliation_zh": "某中心",
    }  # fmt: skip
    late = staff.post(f"{office}/sessions/new", session | {"ends_at": f"{start:%Y-%m-%d}T18:30"})
    assert "议程须在活动时间之内" in page(late)
    assert staff.post(f"{office}/sessions/new", session).status_code == 302
    one = made.sessions.get()
    assert one.speakers.get().affiliation_zh == "某中心"
    papers = f"{office}/sessions/{one.pk}/papers"
    not_pdf = staff.post(papers, {"title": "论文", "file": SimpleUploadedFile("a.pdf", b"MZ not a pdf")})
    assert not_pdf.status_code == 400
    assert "请选择一份PDF文件" in page(not_pdf)
    assert staff.post(papers, {"title": "论文", "file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    paper = one.papers.get()
    assert staff.post(f"{office}/announce").status_code == 302
    read = f"/zh/events/{made.pk}/papers/{paper.pk}"
    assert client().get(read).status_code == 404, "papers open with the event held"
    assert b"".join(client(desk).get(read).streaming_content) == PDF
    assert staff.post(f"{office}/cancel", {"reason": ""}).status_code == 400
    staff.post(f"{office}/cancel", {"reason": "场地维修"})
    assert "场地维修" in page(client().get(f"/zh/events/{made.pk}"))
    held = conference.sessions.filter(papers__isnull=False).first().papers.first()
    assert client().get(f"/zh/events/{conference.pk}/papers/{held.pk}").status_code == 200


def test_proceedings_as_a_page_and_as_one_paper(conference, meeting):
    shown = page(client().get(f"/en/events/{conference.pk}/proceedings"))
    assert "Heat-Pump Drying" in shown
    assert "Break" not in re.findall(r"<h3[^>]*>([^<]*)", shown)
    assert client().get(f"/en/events/{conference.pk}/proceedings.pdf").content.startswith(b"%PDF-")
    assert client().get(f"/en/events/{meeting.pk}/proceedings").status_code == 404


def test_participants_state_wishes_and_read_their_schedule(meeting):
    participant = Participant.objects.filter(event=meeting).order_by("pk").first()
    mine = f"/zh/registrations/{participant.registration.code}"
    shown = page(client().get(f"{mine}/appointments"))
    assert "您的洽谈日程" in shown
    found = page(client().get(f"{mine}/appointments?q=焊接"))
    assert "高启明" in found
    assert "马晓棠" not in found.split('id="wishes"')[1].split('id="join"')[0]
    welder = Participant.objects.get(event=meeting, registration__attendee__name="高启明")
    done = client().post(f"{mine}/wishes", {f"wish-{welder.pk}": "3", "back": "q=焊接"})
    assert done.status_code == 302
    assert Wish.objects.get(by=participant, to=welder).strength == 3
    for bad in ({"wish-x": "1"}, {f"wish-{welder.pk}": "9"}, {f"wish-{participant.pk}": "1"}):
        assert client().post(f"{mine}/wishes", bad).status_code == 400
    assert client().get(f"{mine}/schedule.pdf").content.startswith(b"%PDF-")
    calendar = client().get(f"{mine}/schedule.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == participant.seats.filter(plan__state="published").count() > 0
    guest = registrations.register(
        actor=ANONYMOUS, event=meeting, name="新来者", contact="new@test.invalid", organisation=""
    )
    fresh = f"/zh/registrations/{guest.code}"
    assert client().post(f"{fresh}/wishes", {f"wish-{welder.pk}": "3"}).status_code == 409
    assert "焊接" not in page(client().get(f"{fresh}/appointments")), "who takes no part reads nobody's offer"
    assert client().post(f"{fresh}/appointments", {"most": "4", "offers": "夹具"}).status_code == 302
    assert Participant.objects.get(registration=guest).most == 4


def test_staff_plan_move_and_publish_and_the_table_is_safe_to_open(desk, meeting):
    staff = client(desk)
    office = f"/zh/center/events/{meeting.pk}"
    Attendee.objects.filter(registration__event=meeting, name="高启明").update(name='=HYPERLINK("x")')
    shown = page(staff.get(f"{office}/appointments"))
    assert "任何方案的分值不超过" in shown
    published = Plan.objects.get(event=meeting, state="published")
    one = published.appointments.order_by("slot__starts_at", "table").first()
    assert staff.post(f"{office}/appointments/{one.pk}/fix").status_code == 302
    taken = published.appointments.exclude(pk=one.pk).filter(slot=one.slot).first()
    refused = staff.post(f"{office}/appointments/{one.pk}/move", {"slot": taken.slot_id, "table": taken.table})
    assert refused.status_code == 409
    assert staff.post(f"{office}/plans/new", {"seconds": "5", "seed": "2"}).status_code == 302
    waiting = page(staff.get(f"{office}/appointments"))
    assert "等待计算" in waiting
    assert 'hx-trigger="every 3s"' in waiting
    while jobs.work_on_plans(wait=True):
        pass
    newest = Plan.objects.filter(event=meeting).order_by("-pk").first()
    assert newest.state == "done"
    assert newest.appointments.filter(is_fixed=True, slot=one.slot, table=one.table).exists()
    response = staff.get(f"{office}/plans/{newest.pk}/plan.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1 + newest.appointments.count()
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    assert staff.post(f"{office}/plans/{newest.pk}/publish").status_code == 302
    published.refresh_from_db()
    assert (published.state, Plan.objects.get(event=meeting, state="published")) == ("superseded", newest)


def test_no_page_says_who_comes(meeting, conference):
    names = list(Attendee.objects.filter(registration__event=meeting).values_list("name", flat=True))
    assert names
    shown = page(client().get(f"/zh/events/{meeting.pk}")) + page(client().get("/zh/events"))
    assert not [name for name in names if name in shown]
    code = Registration.objects.filter(event=conference).first().badge_code
    assert code not in page(client().get(f"/zh/events/{conference.pk}"))


def test_appointments_belong_to_matchmaking_meetings(desk, today_event):
    assert client(desk).get(f"/zh/center/events/{today_event.pk}/appointments").status_code == 404
    one = registrations.register(
        actor=ANONYMOUS, event=today_event, name="甲", contact="jia@test.invalid", organisation=""
    )
    assert client().get(f"/zh/registrations/{one.code}/appointments").status_code == 404


def test_a_held_event_becomes_a_draft_of_experience(desk, conference, world):
    staff = client(desk)
    office = page(staff.get(f"/zh/center/events/{conference.pk}"))
    assert f'<input type="hidden" name="event" value="{conference.pk}">' in office
    made = staff.post("/zh/center/experience/new", {"event": str(conference.pk)})
    assert made.status_code == 302
    draft = page(staff.get(made["Location"]))
    assert "一场会议：做法和效果" in draft
    assert made["Location"] in page(staff.get(f"/zh/center/events/{conference.pk}"))
    other = world.make_user("event-elsewhere")
    other.posts.create(center=Center.objects.exclude(pk=conference.center_id).first(), role="staff")
    for number in (str(conference.pk), "0", "x", "9" * 30):
        assert client(other).post("/zh/center/experience/new", {"event": number}).status_code == 404
    assert conference.experience.count() == 1


def test_the_plan_is_read_time_by_time_or_by_name(desk, meeting):
    staff, address = client(desk), f"/zh/center/events/{meeting.pk}/appointments"
    plan = Plan.objects.get(event=meeting, state="published")
    slots = list(meeting.slots.order_by("starts_at"))
    counts = [plan.appointments.filter(slot=slot).count() for slot in slots]

    def rows(query: str) -> int:
        return page(staff.get(address + query)).count('class="table-number"')

    assert rows("") == counts[0], "the first time that is not over"
    assert [rows(f"?time={slot.pk}") for slot in slots if plan.appointments.filter(slot=slot)] == [
        n for n in counts if n
    ]
    assert rows("?time=all") == sum(counts)
    assert rows("?time=%27x") == counts[0]
    named = plan.appointments.filter(seats__participant__registration__attendee__name="高启明").count()
    assert rows("?name=高启明") == named > 0
    shown = page(staff.get(address))
    before, _, after = shown.partition("<details")
    assert "任何方案的分值不超过" in after
    assert "任何方案的分值不超过" not in before
