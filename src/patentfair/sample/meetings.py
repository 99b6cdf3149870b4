"""Events of the sample world: a conference that was held, a fair to come, a meeting with a published plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from patentfair.adapters.appointments.solver import solve
from patentfair.adapters.documents.paper import Paper as PaperText
from patentfair.adapters.documents.paper import PaperStyle
from patentfair.adapters.documents.paper_pdf import paper_pdf
from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM, Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.meetings.actions import appointments, events, programme, registrations
from patentfair.apps.meetings.models import Event, Paper, Participant, Plan, Registration, Session
from patentfair.apps.meetings.planning import task_of
from patentfair.apps.meetings.tickets import ticket_of
from patentfair.domain.kernel.words import Words
from patentfair.sample.cast import World
from patentfair.sample.meeting_people import EVALUATIONS, PEOPLE, REPORTS, TALKS

__all__ = ["make_meetings"]

COUNTIES = {"11": "110108", "21": "210102", "31": "310115", "44": "440305"}
SOLVER_SECONDS = 10


def make_meetings(world: World) -> None:
    """Fill events through the real actions."""
    center = world.staffed[0]
    _conference(world, center)
    _matchmaking(world, center)
    _fair(world, world.staffed[-1])
    _called_off(world, center)


def _at(world: World, days: int, hour: int, minute: int = 0) -> datetime:
    day = world.today + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_current_timezone())


def _county(center: Center) -> str:
    return COUNTIES.get(center.province, f"{center.province}0102")


def _draft(actor: Actor, center: Center, **fields: Any) -> Event:
    contact = f"{center.name_zh} 活动组，010-0000 0000"
    return events.draft_event(
        actor=actor, center=center, is_sample=True, county_code=_county(center), contact=contact, **fields
    )


def _conference(world: World, center: Center) -> None:
    """Held six weeks ago, with programme, reports, papers, check-ins and sheets."""
    staff, now = world.staff_of(center), timezone.now()
    start = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    made = _draft(
        staff, center,
        kind=Event.Kind.CONFERENCE,
        title_zh="专利转化运用年度研讨会（示例）",
        title_en="Annual Conference on Putting Patents to Use (sample)",
        about_zh="一天时间，看清专利从登记到投产的每一步：哪些环节最耗时，哪些条款最容易谈崩，哪些失败值得记录。\n"
        "各地中心汇报一年来的做法和数据，报告与演示文稿会后公开。",
        about_en="One day on each step from register to production: where time is lost, which terms break talks, and "
        "which failures are worth writing down.\nCenters report on a year's work with figures; papers are open to all.",
        place_zh=f"{center.city_zh}科技会堂二层报告厅", place_en=f"Lecture Hall, Science House, {center.city_en}",
        is_online=True, starts_at=start, ends_at=start + timedelta(hours=8),
        language=Event.Language.BOTH, capacity=60, hall="",
    )  # fmt: skip
    _programme(staff, made)
    events.announce_event(actor=staff, event=made)
    held = [_register(made, person) for person in PEOPLE]
    for one in held[:-3]:
        registrations.check_in(actor=staff, registration=one)
    events.hold_event(actor=staff, event=made)
    for one, (content, order, use, text) in zip(held, EVALUATIONS, strict=False):
        registrations.evaluate(
            actor=ANONYMOUS, ticket=ticket_of(one), content=content, organisation=order,
            usefulness=use, text=text,
        )  # fmt: skip
    _date_back(made, made.starts_at - _at(world, -42, 9))


def _programme(staff: Actor, made: Event) -> None:
    at = made.starts_at
    for talk in TALKS:
        session = programme.save_session(
            actor=staff, event=made, kind=talk["kind"], starts_at=at,
            ends_at=at + timedelta(minutes=talk["minutes"]), room=talk.get("room", "二层报告厅"),
            speakers=talk.get("speakers", ()), province=talk.get("province", ""),
            **{name: talk.get(name, "") for name in ("title_zh", "title_en", "abstract_zh", "abstract_en")},
        )  # fmt: skip
        at = session.ends_at
        if "paper" in talk:
            _put_paper(staff, session, talk["paper"])
    for region in REPORTS:
        session = programme.save_session(
            actor=staff, event=made, kind=Session.Kind.REPORT, starts_at=at, ends_at=at + timedelta(minutes=20),
            room="三层一号会议室", speakers=region["speakers"], province=region["province"],
            **{name: region[name] for name in ("title_zh", "title_en", "abstract_zh", "abstract_en")},
        )  # fmt: skip
        at = session.ends_at


def _put_paper(staff: Actor, session: Session, title: str) -> Paper:
    text = PaperText(
        title=Words(session.title_zh, session.title_en),
        style=PaperStyle.LETTER,
        opening=(Words(session.abstract_zh, session.abstract_en),),
        is_sample=True,
    )
    made = paper_pdf(text)
    sha256 = store(Path(settings.FILES_ROOT), [made])
    return programme.put_paper(
        actor=staff, session=session, title=title, name=f"{title}.pdf", sha256=sha256, size=len(made)
    )


def _register(made: Event, person: Sequence[str]) -> Registration:
    name, organisation, contact = person[:3]
    return registrations.register(actor=ANONYMOUS, event=made, name=name, organisation=organisation, contact=contact)


def _date_back(made: Event, delta: timedelta) -> None:
    """The event as if it had been that long ago; the journal keeps its own time."""
    names = ("starts_at", "ends_at", "announced_at", "held_at", "created_at")
    Event.objects.filter(pk=made.pk).update(**{name: getattr(made, name) - delta for name in names})
    for session in made.sessions.all():
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at - delta, ends_at=session.ends_at - delta
        )
    for one in made.registrations.all():
        came = one.checked_in_at - delta if one.checked_in_at else None
        Registration.objects.filter(pk=one.pk).update(registered_at=one.registered_at - delta, checked_in_at=came)


def _fair(world: World, center: Center) -> None:
    """In five weeks, with a waiting list after few places."""
    staff = world.staff_of(center)
    made = _draft(
        staff, center,
        kind=Event.Kind.FAIR,
        title_zh="新材料与节能技术专利展（示例）",
        title_en="Fair of Patents in New Materials and Energy Saving (sample)",
        about_zh="四十件可以许可的专利，逐件写明解决什么问题、成熟到什么程度、许可条件如何。\n"
        "发明人到场讲解，可以触摸样件；现场可办理询问登记，三个工作日内答复。",
        about_en="Forty patents open to licence, each with the problem it solves, how mature it is and on what terms.\n"
        "Inventors explain, samples may be touched; inquiries made here are answered within three working days.",
        place_zh=f"{center.city_zh}会展中心三号馆", place_en=f"Hall 3, Exhibition Centre, {center.city_en}",
        is_online=False, starts_at=_at(world, 35, 9), ends_at=_at(world, 36, 17),
        language=Event.Language.ZH, capacity=6, hall="",
    )  # fmt: skip
    for day, hour, minutes, kind, zh, en in (
        (35, 10, 45, Session.Kind.TALK, "怎样读懂一件专利的权利要求", "Reading the claims of a patent"),
        (
            35,
            11,
            20,
            Session.Kind.PITCH,
            "低温热泵干燥：三件专利，一条产线",
            "Heat-pump drying: three patents, one line",
        ),
        (36, 10, 60, Session.Kind.PANEL, "先使用后付费：谁承担风险", "Use first, pay later: who bears the risk"),
    ):
        begins = _at(world, day, hour)
        programme.save_session(
            actor=staff, event=made, kind=kind, starts_at=begins, ends_at=begins + timedelta(minutes=minutes),
            room="三号馆讲台", title_zh=zh, title_en=en,
        )  # fmt: skip
    events.announce_event(actor=staff, event=made)
    came = [_register(made, person) for person in PEOPLE[:8]]
    registrations.withdraw_registration(
        actor=staff, registration=came[0], reason="展台搭建方请凭施工证入场，无需占用观众名额。"
    )


def _matchmaking(world: World, center: Center) -> None:
    """In two weeks: twelve participants, their wishes, and a plan that is published."""
    staff = world.staff_of(center)
    made = _draft(
        staff, center,
        kind=Event.Kind.MATCHMAKING,
        title_zh="装备制造专利供需对接会（示例）",
        title_en="Matchmaking Meeting on Patents in Equipment Manufacturing (sample)",
        about_zh="专利权人和企业逐桌洽谈，每场二十分钟。会前各方写明提供什么、寻求什么、希望见谁，由中心统一安排。",
        about_en="Patent holders and firms meet table by table, twenty minutes each. Before, everyone says what they "
        "bring, look for and whom they wish to meet; the center makes the plan.",
        place_zh=f"{center.name_zh}一层洽谈区", place_en=f"Meeting area, ground floor, {center.name_en}",
        is_online=False, starts_at=_at(world, 14, 9), ends_at=_at(world, 14, 17),
        language=Event.Language.BOTH, capacity=40, hall="",
    )  # fmt: skip
    programme.save_session(
        actor=staff, event=made, kind=Session.Kind.TALK, starts_at=_at(world, 14, 9), ends_at=_at(world, 14, 9, 30),
        room="一层洽谈区", title_zh="对接会怎样进行", title_en="How the meeting works",
    )  # fmt: skip
    appointments.add_slots(
        actor=staff, event=made, first=_at(world, 14, 9, 40), count=6, minutes=20, gap=5, tables=4, room="一层洽谈区"
    )
    events.announce_event(actor=staff, event=made)
    slots = list(made.slots.order_by("starts_at"))
    people: list[Participant] = []
    for i, person in enumerate(PEOPLE[:12]):
        away = [slots[i % 6].pk] if i % 3 == 0 else []
        people.append(
            appointments.join_appointments(
                actor=ANONYMOUS, registration=_register(made, person), most=5, offers=person[3], seeks=person[4],
                unavailable=away,
            )
        )  # fmt: skip
    for i, one in enumerate(people):
        wishes = {people[(i + step) % 12].pk: 1 + (i + step) % 3 for step in (1, 2, 5, 6, 11)}
        appointments.state_wishes(actor=ANONYMOUS, participant=one, wishes=wishes)
    plan = appointments.request_plan(actor=staff, event=made, seconds=SOLVER_SECONDS)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.RUNNING)
    task = task_of(made)
    found = solve(task.instance, seconds=SOLVER_SECONDS, seed=plan.seed)
    plan.refresh_from_db()
    appointments.finish_plan(
        actor=SYSTEM, plan=plan, task=task, found=found.plan, bound=found.bound, took=found.seconds
    )
    appointments.publish_plan(actor=staff, plan=plan)


def _called_off(world: World, center: Center) -> None:
    staff = world.staff_of(center)
    made = _draft(
        staff, center,
        kind=Event.Kind.ROADSHOW,
        title_zh="冰雪装备专利路演（示例）", title_en="Roadshow of Patents in Winter Equipment (sample)",
        about_zh="五个团队各讲十五分钟：先讲问题，再讲数据，最后讲权利状况。",
        about_en="Five teams, fifteen minutes each: the problem first, then the figures, then the rights.",
        place_zh=f"{center.name_zh}路演厅", place_en=f"Roadshow room, {center.name_en}",
        is_online=True, starts_at=_at(world, 9, 14), ends_at=_at(world, 9, 17),
        language=Event.Language.ZH, capacity=80, hall="",
    )  # fmt: skip
    events.announce_event(actor=staff, event=made)
    events.cancel_event(
        actor=staff, event=made,
        reason="三个团队的样机仍在检测，数据不全。改期另行公布。 "
        "The prototypes of three teams are still being tested; a new date will be announced.",
    )  # fmt: skip
