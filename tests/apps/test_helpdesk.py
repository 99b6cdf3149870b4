"""The help desk: who may do what, the clock, the client's last word, complaints outside the center, the ledger."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import msgspec
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM, visible
from patentfair.apps.accounts.jobs import clear_sessions
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of, center_for
from patentfair.apps.helpdesk.access import CASES
from patentfair.apps.helpdesk.actions import (
    cases,
    complaints,
    hours,
    records,
    referrals,
    survey,
    trainings,
)
from patentfair.apps.helpdesk.checks import salted
from patentfair.apps.helpdesk.clients import code_digest, is_client, new_code
from patentfair.apps.helpdesk.jobs import escalate_cases, hand_on_cases, lapse_cases, reveal_seeds
from patentfair.apps.helpdesk.models import Case, CaseFile, ServiceHours, SurveyRound
from patentfair.apps.helpdesk.queries import decided_about, hours_of, record_of_center
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Need
from patentfair.cli.worker import PERIODIC, SELDOM
from patentfair.domain.helpdesk.survey import commitment, is_drawn
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused, Stale

ANSWER = "转让合同自签订时生效，专利权的转让自登记之日起生效，请先办理著录项目变更。"
CLOSING = "已说明办理流程和所需材料，当事人已经提交申请，没有其他问题。"


@pytest.fixture
def center(world):
    return Center.objects.get(key="liaoning")


@pytest.fixture
def staff(world, center):
    return made(world, "desk-one", center)


def made(world, name, center, role="staff"):
    user = world.make_user(name)
    user.posts.create(center=center, role=role)
    return actor_of(user, timezone.localdate())


def asked(center, actor=ANONYMOUS, kind="question", **more):
    case, _code = cases.open_case(
        actor=actor, center=center, kind=kind, size_class="inventor", subject="问题", text="我有一个问题。", **more
    )
    return case


def events(case) -> list[str]:
    return list(Entry.objects.filter(object=f"case:{case.pk}").order_by("pk").values_list("event", flat=True))


def facts(case, event) -> dict:
    return json.loads(Entry.objects.filter(object=f"case:{case.pk}", event=event).latest("pk").facts)


def test_someone_without_an_account_follows_by_a_code_that_nobody_can_look_up(center):
    case, code = cases.open_case(
        actor=ANONYMOUS, center=center, kind="question", size_class="pupil", subject="x", text="y", name="小明",
        contact="13900000000",
    )  # fmt: skip
    assert code_digest(f" {code.lower().replace('-', ' ')} ") == case.code_sha256
    assert code not in json.dumps(list(Case.objects.filter(pk=case.pk).values()), default=str)
    assert is_client(ANONYMOUS, case, code_digest(code))
    assert not is_client(ANONYMOUS, case, code_digest(new_code()))
    assert not is_client(ANONYMOUS, case, "")
    with pytest.raises(NotFound):
        cases.say(actor=ANONYMOUS, case=case, text="not mine", proof=code_digest("X"))
    told = "".join(Entry.objects.filter(object=f"case:{case.pk}").values_list("facts", flat=True))
    assert "小明" not in told
    assert "13900000000" not in told


def test_the_first_substantive_reply_ends_the_clock_and_nothing_else_does(center, staff):
    case = asked(center)
    receipt = cases.reply(actor=staff, case=case, text="您好，已收到，我们会尽快答复您。")
    assert (receipt.is_substantive, case.answered_at, case.state) == (False, None, "waiting")
    with pytest.raises(Refused, match=r"helpdesk\.not-now"):
        cases.close_case(actor=staff, case=case, closing=CLOSING)
    cases.reply(actor=staff, case=case, text=ANSWER)
    assert case.state == "in_hand"
    assert case.assigned_to_id == staff.user_id
    assert facts(case, "case.answered") == {"kind": "question", "size_class": "inventor", "in_time": True, "minutes": 0}
    cases.reply(actor=staff, case=case, text=ANSWER)
    assert events(case).count("case.answered") == 1


def test_the_client_has_the_last_word(center, staff):
    case = asked(center)
    proof = case.code_sha256
    cases.reply(actor=staff, case=case, text=ANSWER)
    with pytest.raises(Invalid, match="too-thin"):
        cases.close_case(actor=staff, case=case, closing="好了")
    cases.close_case(actor=staff, case=case, closing=CLOSING)
    with pytest.raises(NotFound):
        cases.confirm(actor=staff, case=case)
    cases.reopen(actor=ANONYMOUS, case=case, reason="还没解决", proof=proof)
    assert (case.state, case.closed_at) == ("in_hand", None)
    cases.close_case(actor=staff, case=case, closing=CLOSING)
    cases.confirm(actor=ANONYMOUS, case=case, proof=proof)
    assert facts(case, "case.confirmed") == {"kind": "question", "size_class": "inventor", "within_standard": False}
    with pytest.raises(Refused):
        cases.say(actor=ANONYMOUS, case=case, text="thanks", proof=proof)


def test_two_that_read_the_same_state_do_not_both_act(center, staff):
    case = asked(center)
    cases.reply(actor=staff, case=case, text=ANSWER)
    stale = Case.objects.get(pk=case.pk)
    cases.close_case(actor=staff, case=case, closing=CLOSING)
    with pytest.raises((Stale, Refused)):
        cases.withdraw(actor=ANONYMOUS, case=stale, proof=case.code_sha256)
    assert Case.objects.get(pk=case.pk).state == "closed"


def test_a_clinic_writes_its_record_before_it_closes(center, staff):
    case = asked(center, kind="clinic")
    cases.reply(actor=staff, case=case, text=ANSWER)
    with pytest.raises(Refused, match="clinic-record-missing"):
        cases.close_case(actor=staff, case=case, closing=CLOSING)
    with pytest.raises(Invalid) as thin:
        records.write_clinic_record(actor=staff, case=case, facts="短", question="问题是什么呢请说明", advice="长" * 60)
    assert thin.value.data["field"] == "facts"
    assert "clinic.case" not in events(case)
    record = {"facts": "事" * 40, "question": "问" * 10, "advice": "答" * 60}
    records.write_clinic_record(actor=staff, case=case, **record)
    records.write_clinic_record(actor=staff, case=case, **record)
    assert events(case).count("clinic.case") == 1
    hours.book_hours(
        actor=staff, center=center, case=case, done_on=timezone.localdate(), minutes=90, charge="free", what="起草意见"
    )
    cases.close_case(actor=staff, case=case, closing=CLOSING)
    cases.confirm(actor=ANONYMOUS, case=case, proof=case.code_sha256)
    assert facts(case, "clinic.closed") == {
        "size_class": "inventor", "within_standard": True, "confirmed": True, "minutes": 90,
    }  # fmt: skip


def test_a_workshop_ends_in_a_need_that_only_the_firm_takes_over(world, center, staff):
    from patentfair.apps.accounts.models import Organisation

    firm = Organisation.objects.get(key="qingge-pumps")
    client = world.actor_for(firm)
    with pytest.raises(Refused):
        asked(center, actor=world.actor("an-zhihe"), kind="workshop", organisation=firm)
    case = asked(center, actor=client, kind="workshop", organisation=firm)
    cases.reply(actor=staff, case=case, text=ANSWER)
    with pytest.raises(Refused, match="nothing-to-take"):
        records.take_need(actor=client, case=case)
    records.write_workshop_record(actor=staff, case=case, title="降低泵的噪声", problem="运行噪声超过标准。")
    with pytest.raises(Refused, match=r"accounts\.no-power"):
        records.take_need(actor=staff, case=case)
    member = msgspec.structs.replace(staff, organisations={firm.pk: "member"})
    assert not visible(Case.objects.filter(pk=case.pk), CASES, "work", member).exists()
    authorised = msgspec.structs.replace(staff, powers={firm.pk: frozenset({"manage"})})
    assert visible(Case.objects.filter(pk=case.pk), CASES, "work", authorised).exists()
    need = records.take_need(actor=authorised, case=case)
    assert (need.organisation, need.state, need.title) == (firm, "draft", "降低泵的噪声")
    with pytest.raises(Refused, match="need-taken"):
        records.take_need(actor=client, case=case)
    assert Need.objects.filter(help_case=case).count() == 1


def test_nobody_works_on_their_own_case(world, center):
    member = made(world, "desk-two", center)
    case = asked(center, actor=member)
    assert not visible(Case.objects.filter(pk=case.pk), CASES, "work", member).exists()
    with pytest.raises(Refused, match="own-case"):
        cases.reply(actor=member, case=case, text=ANSWER)


def test_staff_of_another_center_reach_nothing(world, center, staff):
    other = made(world, "elsewhere", Center.objects.get(key="shanghai"), "head")
    case = asked(center)
    assert not visible(Case.objects.filter(pk=case.pk), CASES, "work", other).exists()
    for act in (
        lambda: cases.reply(actor=other, case=case, text=ANSWER),
        lambda: cases.add_note(actor=other, case=case, text="x"),
        lambda: cases.assign(actor=other, case=case, user=None),
        lambda: hours.book_hours(
            actor=other, center=center, case=case, done_on=timezone.localdate(), minutes=5, charge="free", what="x"
        ),
    ):
        with pytest.raises(Refused):
            act()
    assert events(case) == ["case.opened"]


def test_the_accused_center_sees_no_complaint_and_judges_none(world, center, staff):
    head = made(world, "boss", center, "head")
    case = asked(center, kind="complaint")
    assert case.center is None
    assert Entry.objects.get(object=f"case:{case.pk}").center == ""
    inside = world.make_user("inside")
    inside.posts.create(center=center, role="staff")
    inside.offices.create(kind="provincial_admin", province=center.province)
    insider = actor_of(inside, timezone.localdate())
    near, far = (world.make_user(name) for name in ("near", "far"))
    near.offices.create(kind="provincial_admin", province=center.province)
    far.offices.create(kind="provincial_admin", province="65")
    judge, stranger = actor_of(near, timezone.localdate()), actor_of(far, timezone.localdate())
    for actor in (staff, head, insider, stranger):
        for act in ("work", "judge", "oversee", "follow"):
            assert not visible(Case.objects.filter(pk=case.pk), CASES, act, actor).exists(), (actor.reference, act)
        with pytest.raises(Refused):
            complaints.decide_complaint(actor=actor, case=case, upheld=False, decision=ANSWER)
        with pytest.raises(Refused):
            cases.close_case(actor=actor, case=case, closing=CLOSING)
    assert decided_about([center.pk]) == []
    with pytest.raises(Invalid, match="decision-too-thin"):
        complaints.decide_complaint(actor=judge, case=case, upheld=True, decision="属实")
    complaints.decide_complaint(actor=judge, case=case, upheld=True, decision=ANSWER)
    entry = Entry.objects.get(object=f"case:{case.pk}", event="complaint.upheld")
    assert entry.center == f"center:{center.pk}"
    (told,) = decided_about([center.pk])
    assert told["decision"] == ANSWER
    assert set(told) == {"about", "upheld", "decision", "decided_at"}
    with pytest.raises(Refused):
        complaints.decide_complaint(actor=judge, case=case, upheld=False, decision=ANSWER)


def test_the_database_holds_a_complaint_apart_from_its_center(center):
    case = asked(center, kind="complaint")
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(center=center)
    question = asked(center)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=question.pk).update(rating=5)


def test_overdue_cases_are_brought_higher_once(center):
    late, fresh = asked(center), asked(center)
    Case.objects.filter(pk=late.pk).update(
        clock_from=timezone.now() - timedelta(days=5), answer_due=timezone.now() - timedelta(hours=1)
    )
    escalate_cases()
    assert escalate_cases() == 0
    assert events(late) == ["case.opened", "case.escalated"]
    Case.objects.filter(pk=late.pk).update(answer_due=timezone.now() - timedelta(days=4))
    assert escalate_cases() == 1
    assert escalate_cases() == 0
    assert facts(late, "case.escalated")["step"] == "help.administrators"
    assert events(fresh) == ["case.opened"]
    assert {escalate_cases, lapse_cases} <= set(PERIODIC)
    assert reveal_seeds in SELDOM


def test_an_escalated_case_is_seen_by_the_administrators_until_it_is_answered(world, center, staff):
    case, administrator = asked(center), world.actor("zhan-yuheng")
    found = Case.objects.filter(pk=case.pk)
    assert not visible(found, CASES, "oversee", administrator).exists()
    found.update(told_administrators_at=timezone.now())
    assert visible(found, CASES, "oversee", administrator).exists()
    assert not visible(found, CASES, "judge", administrator).exists()
    case.refresh_from_db()
    cases.reply(actor=staff, case=case, text=ANSWER)
    assert not visible(found, CASES, "oversee", administrator).exists()


def test_a_closed_case_ends_after_two_weeks_of_silence(center, staff):
    case = asked(center)
    cases.reply(actor=staff, case=case, text=ANSWER)
    cases.close_case(actor=staff, case=case, closing=CLOSING)
    lapse_cases()
    case.refresh_from_db()
    assert case.state == "closed"
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - timedelta(days=14))
    lapse_cases()
    case.refresh_from_db()
    assert case.state == "lapsed"
    assert events(case)[-1] == "case.lapsed"
    cases.reopen(actor=ANONYMOUS, case=case, reason="出差刚回来，还有问题", proof=case.code_sha256)
    assert case.reopened == 1


def test_a_case_goes_elsewhere_only_with_the_clients_consent(world, center, staff):
    target = Center.objects.get(key="shanghai")
    there = made(world, "there", target)
    case = asked(center)
    cases.add_note(actor=staff, case=case, text="内部看法")
    with pytest.raises(Invalid, match="same-center"):
        referrals.ask_referral(actor=staff, case=case, target=center, reason="x")
    referrals.ask_referral(actor=staff, case=case, target=target, reason="当地更方便")
    with pytest.raises(Refused, match="referral-open"):
        referrals.ask_referral(actor=staff, case=case, target=target, reason="again")
    assert not visible(Case.objects.filter(pk=case.pk), CASES, "work", there).exists()
    Case.objects.filter(pk=case.pk).update(answer_due=timezone.now() - timedelta(hours=1))
    case.refresh_from_db()
    referrals.settle_referral(actor=ANONYMOUS, case=case, agreed=True, proof=case.code_sha256)
    assert case.center == target
    assert case.answer_due > timezone.now()
    assert visible(Case.objects.filter(pk=case.pk), CASES, "work", there).exists()
    assert not visible(Case.objects.filter(pk=case.pk), CASES, "work", staff).exists()
    assert facts(case, "case.referral-settled") == {"target": target.pk, "agreed": True, "was_late": True}
    assert not case.notes.filter(center=target).exists()
    before = record_of_center(center, timezone.now()).cases
    assert before >= 1  # the time that had passed stays with the center that let it pass


def test_who_is_asked_is_drawn_and_cannot_be_chosen(center, staff):
    drawn, not_drawn = None, None
    while drawn is None or not_drawn is None:
        case = asked(center)
        cases.reply(actor=staff, case=case, text=ANSWER)
        cases.close_case(actor=staff, case=case, closing=CLOSING)
        assert case.is_invited is is_drawn(case.survey.seed, case.pk)
        drawn, not_drawn = (case, not_drawn) if case.is_invited else (drawn, case)
    with pytest.raises(Refused, match="not-drawn"):
        survey.rate(actor=ANONYMOUS, case=not_drawn, rating=5, proof=not_drawn.code_sha256)
    with pytest.raises(NotFound):
        survey.rate(actor=staff, case=drawn, rating=5)
    with pytest.raises(Invalid):
        survey.rate(actor=ANONYMOUS, case=drawn, rating=6, proof=drawn.code_sha256)
    survey.rate(actor=ANONYMOUS, case=drawn, rating=2, remark="等得太久", proof=drawn.code_sha256)
    with pytest.raises(Refused, match="rated-already"):
        survey.rate(actor=ANONYMOUS, case=drawn, rating=5, proof=drawn.code_sha256)
    assert facts(drawn, "survey.answered") == {"rating": 2, "kind": "question", "size_class": "inventor"}
    opened = json.loads(Entry.objects.get(event="survey.opened").facts)
    assert opened["commitment"] == commitment(drawn.survey.seed)


def test_a_seed_is_shown_when_its_quarter_is_drawn_to_the_end(center, staff):
    case = asked(center)
    SurveyRound.objects.all().update(quarter="2020Q1")
    Case.objects.exclude(pk=case.pk).filter(state__in=("waiting", "in_hand")).update(state="withdrawn")
    assert reveal_seeds() == 0
    case.refresh_from_db()
    cases.withdraw(actor=ANONYMOUS, case=case, proof=case.code_sha256)
    assert reveal_seeds() == 1
    assert reveal_seeds() == 0
    assert json.loads(Entry.objects.get(event="survey.revealed").facts)["seed"] == case.survey.seed


def test_the_ledger_of_hours_only_grows(world, center, staff):
    today, start = timezone.localdate(), timezone.now() - timedelta(days=1)
    before = hours_of(center, start)
    common = {"actor": staff, "center": center, "done_on": today, "what": "检索"}
    row = hours.book_hours(minutes=60, charge="at_cost", amount=Decimal(80), **common)
    for wrong, code in (
        ({"minutes": 1400, "charge": "free"}, "more-than-a-day"),
        ({"minutes": 10, "charge": "free", "amount": Decimal(1)}, "amount"),
        ({"minutes": 10, "charge": "paid"}, "amount"),
        ({"minutes": 0, "charge": "free"}, "minutes"),
    ):
        with pytest.raises(Invalid, match=code):
            hours.book_hours(**{**common, **wrong})
    with pytest.raises(Invalid, match="hours-day"):
        hours.book_hours(**{**common, "done_on": today + timedelta(days=1)}, minutes=5, charge="free")
    with pytest.raises(Refused):
        hours.take_back_hours(actor=made(world, "colleague", center), hours=row)
    back = hours.take_back_hours(actor=staff, hours=row)
    assert (back.minutes, back.amount, back.reverses) == (-60, Decimal(-80), row)
    with pytest.raises(Refused, match="taken-back"):
        hours.take_back_hours(actor=staff, hours=row)
    assert hours_of(center, start) == before
    assert ServiceHours.objects.filter(pk=row.pk).exists()


def test_peers_are_counted_when_their_center_confirms(world, center, staff):
    peer = Center.objects.get(key="shanghai")
    there = made(world, "there", peer)
    held = trainings.enter_training(
        actor=staff, center=center, held_on=timezone.localdate(), minutes=90, title_en="Course"
    )
    named = f"training:{held.pk}"
    told = trainings.enter_attendance(actor=staff, training=held, people=3, peer=peer)
    assert not Entry.objects.filter(object=named, event="training.attended").exists()
    with pytest.raises(Refused):
        trainings.confirm_attendance(actor=staff, attendance=told)
    trainings.confirm_attendance(actor=there, attendance=told)
    with pytest.raises(Refused):
        trainings.confirm_attendance(actor=there, attendance=told)
    entry = Entry.objects.get(object=named, event="training.attended")
    assert json.loads(entry.facts) == {
        "training": held.pk, "people": 3, "minutes": 90, "size_class": "", "peer": peer.pk,
    }  # fmt: skip
    for wrong in ({"people": 3}, {"people": 3, "size_class": "pupil", "peer": peer}, {"people": 3, "peer": center}):
        with pytest.raises(Invalid):
            trainings.enter_attendance(actor=staff, training=held, **wrong)


def test_the_clock_is_the_platforms_alone(center, staff):
    from patentfair.apps.helpdesk.actions.clock import escalate, lapse

    case = asked(center)
    for act in (escalate, lapse):
        with pytest.raises(Refused):
            act(actor=staff, case=case, now=timezone.now())
    assert escalate(actor=SYSTEM, case=case, now=timezone.now()) == ()


def test_hashes_in_the_journal_cannot_be_tried_and_differ_between_cases(center):
    told = "138 0000 0000"
    first, second = asked(center, contact=told), asked(center, contact=told)
    hashes = []
    for case in (first, second):
        cases.say(actor=ANONYMOUS, case=case, text=told, proof=case.code_sha256)
        hashes.append(facts(case, "case.message")["text_sha256"])
        cases.put_file(actor=ANONYMOUS, case=case, name="a.pdf", sha256="5" * 64, size=5, proof=case.code_sha256)
        hashes.append(facts(case, "case.file")["file_sha256"])
    assert len(set(hashes)) == 4
    assert salted(first, first.contact) != salted(second, second.contact)
    known = (told, f"{first.code_sha256}:{first.opened_at.isoformat()}:{first.pk}\0{told}")
    assert not {sha256(text.encode()).hexdigest() for text in known} & set(hashes)
    assert len({len(first.secret), len(second.secret)} | {64}) == 1
    for case in (first, second):
        entries = Entry.objects.filter(object=f"case:{case.pk}").values_list("facts", flat=True)
        assert not any(case.secret in one or "5" * 64 in one for one in entries)


def test_no_case_is_without_its_secret(center):
    case = asked(center)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(secret="")


def test_files_of_a_case_have_their_bounds_in_bytes(world, center, staff, monkeypatch):
    case, other = asked(center), asked(center)

    def put(actor, case, size, by="client"):
        cases.put_file(actor=actor, case=case, name="a.pdf", sha256="7" * 64, size=size, proof=case.code_sha256, by=by)

    monkeypatch.setattr(cases, "BYTES_A_CASE", 100)
    monkeypatch.setattr(cases, "BYTES_OF_ALL", 150)
    put(ANONYMOUS, case, 80)
    for actor, by in ((ANONYMOUS, "client"), (staff, "desk")):
        with pytest.raises(Refused, match="case-full"):
            put(actor, case, 21, by)
    put(staff, case, 20, "desk")
    with pytest.raises(Refused, match="bytes-of-the-day"):
        put(ANONYMOUS, other, 71)
    put(ANONYMOUS, other, 70)
    CaseFile.objects.filter(case=case).update(at=timezone.now() - timedelta(days=1))
    put(ANONYMOUS, other, 30)
    monkeypatch.setattr(cases, "BYTES_A_CLIENT", 50)
    person = world.actor("mu-heting")
    put(person, asked(center, actor=person), 50)
    with pytest.raises(Refused, match="bytes-of-the-day"):
        put(person, asked(center, actor=person), 1)


def test_who_may_put_a_file_is_asked_before_it_is_stored(world, center, staff):
    case = asked(center)
    stranger = made(world, "far-desk", Center.objects.get(key="jiangsu"))
    with pytest.raises(NotFound):
        cases.require_room(actor=ANONYMOUS, case=case, size=1, proof="0" * 64)
    with pytest.raises(Refused, match="staff-only"):
        cases.require_room(actor=stranger, case=case, size=1, by="desk")
    complaint = asked(center, kind="complaint")
    with pytest.raises(Refused, match="administrators-only"):
        cases.require_room(actor=staff, case=complaint, size=1, by="administrator")
    cases.withdraw(actor=ANONYMOUS, case=case, proof=case.code_sha256)
    with pytest.raises(Refused, match="not-now"):
        cases.require_room(actor=staff, case=case, size=1, by="desk")


def test_a_lost_code_is_replaced_and_the_old_one_opens_nothing(world, center):
    case, code = cases.open_case(
        actor=ANONYMOUS, center=center, kind="question", size_class="pupil", subject="x", text="y"
    )
    with pytest.raises(NotFound):
        cases.renew_code(actor=ANONYMOUS, case=case, proof=code_digest(new_code()))
    second = cases.renew_code(actor=ANONYMOUS, case=case, proof=code_digest(code))
    assert is_client(ANONYMOUS, case, code_digest(second))
    assert not is_client(ANONYMOUS, case, code_digest(code))
    assert second not in str(facts(case, "case.code-renewed"))
    person = world.actor("mu-heting")
    with pytest.raises(Refused, match="no-code"):
        cases.renew_code(actor=person, case=asked(center, actor=person), proof="")


def test_cases_of_a_removed_center_go_to_the_one_that_serves_its_province_now(world, center, staff):
    waiting, closed, away = asked(center), asked(center), asked(Center.objects.get(key="jiangsu"))
    cases.reply(actor=staff, case=closed, text=ANSWER)
    cases.close_case(actor=staff, case=closed, closing=CLOSING)
    referrals.ask_referral(actor=staff, case=waiting, target=Center.objects.get(key="jiangsu"), reason="x")
    Case.objects.filter(pk=waiting.pk).update(answer_due=timezone.now() - timedelta(days=1))
    assert hand_on_cases() == 0
    with pytest.raises(Refused, match="center-stays"):
        referrals.hand_on(actor=SYSTEM, case=waiting, target=Center.objects.get(key="jiangsu"))
    Center.objects.filter(pk=center.pk).update(state=Center.State.REMOVED)
    target = center_for(center.province)
    assert target is not None
    assert target.pk != center.pk
    with pytest.raises(Refused, match="no-power"):
        referrals.hand_on(actor=staff, case=Case.objects.get(pk=waiting.pk), target=target)
    assert hand_on_cases() >= 1
    assert hand_on_cases() == 0
    waiting, closed, away = (Case.objects.get(pk=one.pk) for one in (waiting, closed, away))
    assert (waiting.center, waiting.state, closed.center_id, away.center.key) == (
        target, "waiting", center.pk, "jiangsu",
    )  # fmt: skip
    assert waiting.answer_due > timezone.now()
    assert facts(waiting, "case.handed-on") == {"source": center.pk, "target": target.pk, "was_late": True}
    assert not waiting.referrals.filter(state="asked").exists()
    assert record_of_center(center, timezone.now()).cases >= 1
    cases.reopen(actor=ANONYMOUS, case=closed, reason="还有一个问题", proof=closed.code_sha256)
    assert hand_on_cases() == 1
    assert Case.objects.get(pk=closed.pk).center == target
    for again in (lambda: asked(center), lambda: ask_back(staff, away, center)):
        with pytest.raises(Invalid, match="center-removed"):
            again()
    asked(center, kind="complaint")


def ask_back(staff, case, center):
    """Staff of the case's center propose a center that was removed."""
    there = msgspec.structs.replace(staff, centers={case.center_id: "staff"})
    referrals.ask_referral(actor=there, case=case, target=center, reason="x")


def test_the_worker_hands_on_and_clears_sessions(world):
    assert hand_on_cases in PERIODIC
    assert clear_sessions in SELDOM
    old = SessionStore()
    old["cases"] = {"1": "x"}
    old.set_expiry(timezone.now() - timedelta(days=1))
    old.save()
    live = SessionStore()
    live.set_expiry(3600)
    live.save()
    clear_sessions()
    assert set(Session.objects.filter(pk__in=(old.session_key, live.session_key)).values_list("pk", flat=True)) == {
        live.session_key
    }
