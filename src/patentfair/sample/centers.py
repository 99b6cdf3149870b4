"""Centers of the sample world: their pages, plans, accounts, reviews, regions and experts."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from openpyxl import Workbook
from PIL import Image, ImageDraw

from patentfair.adapters.documents.banner import banner_jpeg
from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.actions.experts import commit_draw, declare_conflict, draw_experts, save_expert
from patentfair.apps.centers.actions.life import (
    answer_item,
    apply_for_center,
    require_rectification,
    restore_center,
    review_center,
)
from patentfair.apps.centers.actions.pages import add_partner, publish_accounts, set_look, set_regions, set_visit
from patentfair.apps.centers.actions.plans import (
    add_milestone,
    add_target,
    open_plan,
    rate_plan,
    register_plan,
    report_plan,
    settle_milestone,
    track_target,
)
from patentfair.apps.centers.actions.regions import agree_task, finish_task, load_profile, set_goal, set_task
from patentfair.apps.centers.actions.returns import load_template, submit_return
from patentfair.apps.centers.models import Center, LifeStep, WorkPlan
from patentfair.apps.centers.queries import actor_of
from patentfair.domain.centers.accounts import Line
from patentfair.domain.centers.look import ACCENTS
from patentfair.sample.cast import DOMAIN, World

__all__ = ["make_centers"]

LIVELY = ("liaoning", "shenzhen", "beijing", "shanghai", "zhejiang", "jiangxi")
LOOKS = dict(zip(LIVELY, ("slate", "indigo", "vermilion", "plum", "pine", "ochre"), strict=True))
# Perspective, target in both languages, its number and unit in both.
TARGETS = (
    ("trade", "促成专利转让和许可", "Assignments and licences brought about", 24, "项", "deals"),
    ("industrialisation", "进入中试的专利", "Patents brought to a pilot line", 6, "件", "patents"),
    ("science", "科普展览和讲座参加者", "Visitors of exhibitions and lectures", 3200, "人次", "visits"),
    ("law", "免费法律咨询", "Cases of the free law clinic", 120, "件", "cases"),
    ("region", "完成地区战略任务", "Tasks of the regional strategy done", 3, "项", "tasks"),
    ("service", "服务小微企业和个人发明人", "Small firms and lone inventors served", 180, "家", "served"),
    ("experience", "被其他中心采用的经验", "Experience taken up by other centers", 4, "篇", "reports"),
)
# Perspective, milestone in both languages, month in which it is due, stated probability in per cent.
MILESTONES = (
    ("trade", "首次跨省联合推介会办成", "First joint fair with another province held", 4, 80),
    ("industrialisation", "两条中试线签约", "Two pilot lines under contract", 6, 60),
    ("industrialisation", "试点产品通过用户验收", "A pilot product accepted by its user", 9, 40),
    ("science", "展厅向中小学开放六十天", "Hall open to schools on sixty days", 7, 90),
    ("law", "法律咨询每周开放两天", "Law clinic open two days a week", 3, 95),
    ("region", "产业链专利目录发布", "Patent catalogue of the industry chain published", 8, 70),
    ("service", "县域巡回服务走完全部县区", "Touring service reached every county", 10, 30),
    ("experience", "两篇失败案例公开", "Two reports on failures published", 5, 80),
    ("region", "年度产业链对接会召开", "Yearly meeting of the industry chain held", 12, 80),
)
GOALS = (
    ("21", "装备制造关键零部件实现专利布局", "Patents cover the key parts of heavy equipment", "liaoning"),
    ("44", "初创企业专利质押更便捷", "Start-ups pledge patents with less effort", "shenzhen"),
)


def make_centers(world: World) -> None:
    """Pages, plans with their calibration, accounts, reviews, a rectification, regions, experts, an application."""
    path = Path(__file__).parent / "regions.csv"
    load_profile(actor=SYSTEM, data=path.read_bytes(), file_name="sample-regions.csv")
    random = Random(11)  # noqa: S311 - believable variety, no secrets
    for key in LIVELY:
        center = world.centers[key]
        _dress(center, LOOKS[key])
        _account(center, world.today.year - 1, random)
        _plan(world, center, world.today.year - 1, random)
        _plan(world, center, world.today.year, random)
        _review(world, center, random)
    for rater, rated in zip(LIVELY, (*LIVELY[1:], LIVELY[0]), strict=True):
        _rate(world, world.centers[rater], world.centers[rated])
    set_regions(actor=SYSTEM, center=world.centers["shaanxi"], codes=["63", "6101"])
    set_regions(actor=SYSTEM, center=world.centers["shenzhen"], codes=["4403"])
    set_regions(actor=SYSTEM, center=world.centers["liaoning"], codes=["2101", "2102"])
    _rectify(world, world.centers["jiangxi"])
    _strategies(world)
    _experts(world)
    _apply(world)
    _returns(world)


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 10, tzinfo=ZoneInfo(settings.TIME_ZONE))


def _picture(accent: str) -> str:
    """A made-up picture: booths under a roof, in the center's colour."""
    picture = Image.new("RGB", (1600, 640), "#f4f2ec")
    pen = ImageDraw.Draw(picture)
    colour = ACCENTS[accent].light
    pen.polygon([(0, 190), (800, 70), (1600, 190), (1600, 220), (800, 100), (0, 220)], fill=colour)
    for booth in range(8):
        left = 60 + booth * 190
        height = 150 + 30 * (booth % 3)
        pen.rectangle([left, 560 - height, left + 140, 560], fill="#ffffff", outline=colour, width=5)
        pen.rectangle([left + 20, 580 - height, left + 120, 640 - height], fill=colour if booth % 2 else "#d8d4c8")
    pen.rectangle([0, 560, 1600, 568], fill="#14202e")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return store(Path(settings.FILES_ROOT), [banner_jpeg(out.getvalue())])


def _dress(center: Center, accent: str) -> None:
    set_look(
        actor=SYSTEM,
        center=center,
        accent=accent,
        about_zh=center.about_zh,
        about_en=center.about_en,
        banner_sha256=_picture(accent),
        banner_alt_zh="示意图：大屋顶下一排展位",
        banner_alt_en="Drawing: a row of booths under a wide roof",
    )
    weekday = [[540, 720], [780, 1020]]
    set_visit(
        actor=SYSTEM,
        center=center,
        hours={**{str(day): weekday for day in range(5)}, "5": [[600, 960]]},
        services_zh=center.services_zh,
        services_en=center.services_en,
        address_zh=f"{center.city_zh}示例路1号",
        address_en=f"1 Sample Road, {center.city_en}",
        telephone="000-0000-0000",
        opening_zh="法定节假日另行通知（示例）",
        opening_en="Public holidays are announced separately (sample)",
    )
    add_partner(actor=SYSTEM, center=center, name_zh="示例市科技馆", name_en="Sample City Science Museum")
    add_partner(
        actor=SYSTEM,
        center=center,
        name_zh="示例中试基地",
        name_en="Sample Pilot Works",
        url="https://pilot.example",
    )


def _account(center: Center, year: int, random: Random) -> None:
    thousand = Decimal(1000)
    income = {"public-funds": 1800, "cost-charges": 420, "projects": 260, "donations": 60}
    spent = {"exchange": 520, "exhibition": 410, "science": 260, "law-clinic": 240, "training": 150, "running": 780}
    lines = [Line("income", code, (value + random.randrange(60)) * thousand) for code, value in income.items()]
    lines += [Line("expenditure", code, (value + random.randrange(30)) * thousand) for code, value in spent.items()]
    earned = sum((one.amount for one in lines if one.side == "income"), Decimal(0))
    used = sum((one.amount for one in lines if one.side == "expenditure"), Decimal(0))
    left = earned - used
    if left > 0:
        lines += [Line("surplus", "free-services", left / 2), Line("surplus", "carried-forward", left - left / 2)]
    elif left < 0:
        lines.append(Line("surplus", "from-reserve", -left))
    publish_accounts(
        actor=SYSTEM,
        center=center,
        year=year,
        income=earned,
        expenditure=used,
        lines=lines,
        note="示例数据，金额均为虚构。",
    )


def _plan(world: World, center: Center, year: int, random: Random) -> None:
    """A plan registered the December before; what was due by today has come out, a past year is reported."""
    plan = open_plan(actor=SYSTEM, center=center, year=year, at=_at(year - 1, 11, 3))
    for perspective, zh, en, value, unit_zh, unit_en in TARGETS:
        add_target(
            actor=SYSTEM,
            plan=plan,
            perspective=perspective,
            text_zh=zh,
            text_en=en,
            value=Decimal(value + random.randrange(max(2, value // 5))),
            unit_zh=unit_zh,
            unit_en=unit_en,
        )
    for perspective, zh, en, month, probability in MILESTONES:
        stated = max(5, min(95, probability + random.choice((-10, 0, 0, 10))))
        due = date(year, month, 28)
        add_milestone(
            actor=SYSTEM, plan=plan, perspective=perspective, text_zh=zh, text_en=en, due=due, probability=stated
        )
    register_plan(actor=SYSTEM, plan=plan, at=_at(year - 1, 12, 12))
    for target in plan.targets.order_by("pk"):
        share = Decimal(random.randrange(55, 120)) / 100
        reached = (target.value * share).quantize(Decimal(1))
        track_target(
            actor=SYSTEM, target=target, reached=reached, evidence_name="示例.pdf", evidence_sha256=world.evidence
        )
    for one in plan.milestones.order_by("pk"):
        met = random.randrange(100) < one.probability
        settled = min(one.due + timedelta(days=9), date(year, 12, 31))
        if settled >= world.today:
            continue
        settle_milestone(
            actor=SYSTEM,
            milestone=one,
            met=met,
            evidence_name="示例.pdf" if met else "",
            evidence_sha256=world.evidence if met else "",
            at=_at(settled.year, settled.month, settled.day),
        )
    if year < world.today.year:
        report_plan(
            actor=SYSTEM,
            plan=plan,
            report="全年按登记的计划推进。未达成的里程碑多因合作方场地未落实，已列入下一年计划并下调概率。（示例）",
            at=min(timezone.now(), _at(year + 1, 1, 16)),
        )


def _rate(world: World, rater: Center, rated: Center) -> None:
    plan = WorkPlan.objects.get(center=rated, year=world.today.year)
    rate_plan(
        actor=SYSTEM,
        plan=plan,
        center=rater,
        rating=3 + rated.pk % 3 - rater.pk % 2,
        reason="科普和法律咨询的目标高于往年，交易目标稳妥。（示例）",
        at=_at(world.today.year - 1, 12, 20),
    )


def _review(world: World, center: Center, random: Random) -> None:
    outcome = "wanting" if center.key == "jiangxi" else random.choice(("good", "qualified"))
    review_center(
        actor=SYSTEM,
        center=center,
        year=world.today.year - 1,
        report="现场查看展厅、窗口和档案，抽查证明材料三十份。公益服务记录完整，收支与公开一致。（示例）",
        findings=("法律咨询回访记录不全", "展品英文说明缺失") if outcome == "wanting" else ("展品说明可再通俗一些",),
        outcome=outcome,
    )
    _date_back(center, "center.reviewed", _at(world.today.year, 2, 20))


def _date_back(center: Center, event: str, at: datetime) -> None:
    """The step as if taken then; the journal keeps its own time."""
    if at < timezone.now():
        LifeStep.objects.filter(center=center, event=event).update(at=at)


def _rectify(world: World, center: Center) -> None:
    administrator = actor_of(User.objects.get(email=f"xin-heyuan@{DOMAIN}"), world.today)
    running = require_rectification(
        actor=administrator,
        center=center,
        reason="年度考核发现两项问题，请逐项整改。（示例）",
        items=("补齐法律咨询回访记录", "为全部展品补写英文说明"),
        deadline=world.today + timedelta(days=45),
    )
    for item, answer in zip(
        running.items.order_by("pk"), ("已补齐四十二件回访记录。", "六十件展品已有双语说明。"), strict=True
    ):
        answer_item(
            actor=world.staff_of(center),
            item=item,
            answer=answer,
            evidence_name="示例.pdf",
            evidence_sha256=world.evidence,
        )
    restore_center(actor=administrator, center=center, reason="两项问题均已改正，材料齐全。（示例）")


def _strategies(world: World) -> None:
    for region, zh, en, key in GOALS:
        center = world.centers[key]
        goal = set_goal(actor=SYSTEM, region=region, title_zh=zh, title_en=en, until=world.today.year + 2)
        tasks = []
        for title_zh, title_en, difficulty, days in (
            ("编制关键技术专利目录", "Compile a catalogue of key patents", 1, -20),
            ("组织三家企业联合谈判许可", "Help three firms negotiate licences together", 3, 160),
            ("培训五十名企业知识产权人员", "Train fifty IP officers of firms", 2, 90),
        ):
            tasks.append(
                set_task(
                    actor=SYSTEM,
                    goal=goal,
                    center=center,
                    title_zh=title_zh,
                    title_en=title_en,
                    difficulty=difficulty,
                    due=world.today + timedelta(days=days),
                )
            )
        for task in tasks[:2]:
            agree_task(actor=SYSTEM, task=task)
        finish_task(
            actor=SYSTEM,
            task=tasks[0],
            account="目录收录专利一百二十件，已在地区页面公开。（示例）",
            evidence_name="示例.pdf",
            evidence_sha256=world.evidence,
        )


def _experts(world: World) -> None:
    entered = {}
    for key, fields, zh, en in (
        ("zhong-liming", (1, 8, 13, 20), "材料加工教授，二十年专利评价经验。", "Professor of materials processing."),
        ("zuo-huaiyu", (1, 20, 23, 27), "能源装备研究员，参加过中试评审。", "Researcher of energy equipment."),
    ):
        entered[key] = save_expert(
            actor=SYSTEM,
            user=User.objects.get(email=f"{key}@{DOMAIN}"),
            fields=fields,
            languages=("zh", "en"),
            tasks=("gate", "jury", "valuation"),
            qualifications_zh=f"{zh}（示例）",
            qualifications_en=f"{en} (sample)",
            is_sample=True,
        )
    mill = world.organisations["liaoyun-heavy"]
    declare_conflict(actor=SYSTEM, expert=entered["zhong-liming"], organisation=mill, kind="interest")
    draw = commit_draw(
        actor=SYSTEM,
        center=world.centers["liaoning"],
        task="gate",
        subject="高温轴承涂层中试立项评审（示例）",
        fields=(1, 20),
        organisations=(mill,),
        count=1,
        language="zh",
    )
    draw_experts(actor=SYSTEM, draw=draw)


def _apply(world: World) -> None:
    applicant = world.organisations["ganhe-agri-university"]
    apply_for_center(
        actor=world.actor_for(applicant),
        organisation=applicant,
        key="ganzhou",
        name_zh="赣州专利市场中心（示例）",
        name_en="Ganzhou Patent Market Center (sample)",
        province="36",
        city_zh="赣州",
        city_en="Ganzhou",
        purpose="面向赣南稀土和果业，每月到两个县开展公益服务；场地由学校提供，经费来自财政补助和按成本收费。（示例）",
        documents={"standing": ("示例.pdf", world.evidence)},
    )


def _returns(world: World) -> None:
    """A made-up yearly return, submitted by one center."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("中心年度统计表（示例）", "{{center.name}}"),
        ("年度", "{{period.year}}"),
        ("收到的询问（件）", "{{inquiries.opened}}"),
        ("生效的交易（件）", "{{deals.in-force}}"),
        ("发布的需求（件）", "{{needs.posted}}"),
        ("达成的里程碑（个）", "{{milestones.met}}"),
        ("上年结余（元）", f"{{{{accounts.surplus:{world.today.year - 1}}}}}"),
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    template = load_template(
        actor=SYSTEM,
        name_zh="中心年度统计表（示例）",
        name_en="Yearly return of centers (sample)",
        file_name="sample-return.xlsx",
        workbook=out.getvalue(),
    )
    center = world.centers["liaoning"]
    submit_return(actor=world.staff_of(center), template=template, center=center, year=world.today.year)
