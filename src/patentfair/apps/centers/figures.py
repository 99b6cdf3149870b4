"""The catalogue of figures that returns are filled with: each reckoned from the record, with its definition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import msgspec
from django.utils import timezone

from patentfair.apps.centers.models import Center, PlanMilestone, ReturnTemplate, StrategyTask
from patentfair.apps.centers.reading import current_accounts, lines_of
from patentfair.apps.journal.models import Entry
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words

__all__ = ["FIGURES", "WORDS", "Figure", "FilledCell", "fill"]

FIRST_YEAR = 2000


class Figure(msgspec.Struct, frozen=True):
    """A figure of a center and a year: its name, how it is reckoned, and the reckoning; None where nothing is known."""

    name: Words
    definition: Words
    reckon: Callable[[Center, int], Decimal | None]


def _between(year: int) -> tuple[datetime, datetime]:
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def _journal(event: str) -> Callable[[Center, int], Decimal]:
    def reckon(center: Center, year: int) -> Decimal:
        start, end = _between(year)
        found = Entry.objects.filter(event=event, center=f"center:{center.pk}", at__gte=start, at__lt=end)
        return Decimal(found.values("object").distinct().count())

    return reckon


def _counted(event: str, zh: str, en: str) -> Figure:
    return Figure(
        Words(zh, en),
        Words(
            f"本中心当年日志中“{event}”条目所涉对象的个数，同一对象只计一次。",
            f'How many different objects the center\'s journal of the year names in entries of "{event}".',
        ),
        _journal(event),
    )


def _tasks(center: Center, year: int) -> Decimal:
    start, end = _between(year)
    done = center.tasks.filter(state=StrategyTask.State.DONE, done_at__gte=start, done_at__lt=end)
    return Decimal(done.count())


def _milestones(state: str) -> Callable[[Center, int], Decimal]:
    def reckon(center: Center, year: int) -> Decimal:
        return Decimal(PlanMilestone.objects.filter(plan__center=center, plan__year=year, state=state).count())

    return reckon


def _money(side: str) -> Callable[[Center, int], Decimal | None]:
    def reckon(center: Center, year: int) -> Decimal | None:
        published = next((one for one in current_accounts(center) if one.year == year), None)
        if published is None:
            return None
        value: Decimal = getattr(lines_of(published)[1], side)
        return value

    return reckon


_ACCOUNTS = Words(
    "取自当年公开收支的最新版本，单位为人民币元。", "From the newest version of the year's public accounts, in CNY."
)
FIGURES: dict[str, Figure] = {
    "inquiries.opened": _counted("inquiry.opened", "收到的询问", "Inquiries opened"),
    "inquiries.answered": _counted("inquiry.answered", "已答复的询问", "Inquiries answered"),
    "deals.agreed": _counted("deal.agreed", "达成条款的交易", "Deals agreed"),
    "deals.in-force": _counted("deal.in-force", "生效的交易", "Deals that came into force"),
    "deals.recorded": _counted("deal.recorded", "备案或登记的交易", "Deals recorded"),
    "listings.published": _counted("listing.published", "发布的供给", "Listings published"),
    "needs.posted": _counted("need.posted", "发布的需求", "Needs posted"),
    "ownership.verified": _counted("ownership.verified", "核验的权属", "Claims to patents verified"),
    "legal-checks.done": _counted("legalcheck.done", "交易前法律核对", "Law checks before deals"),
    "complaints.opened": _counted("complaint.opened", "收到的投诉", "Complaints brought"),
    "experts.draws": _counted("expert.drawn", "专家抽取次数", "Draws of experts"),
    "strategy.tasks-done": Figure(
        Words("完成的战略任务", "Tasks of the regional strategy done"),
        Words(
            "当年报告完成并附证明的地区战略任务数。",
            "Tasks of the region's strategy reported done in the year, with evidence.",
        ),
        _tasks,
    ),
    "milestones.met": Figure(
        Words("达成的里程碑", "Milestones met"),
        Words("当年工作计划中结果为达成的里程碑数。", "Milestones of the year's work plan that were met."),
        _milestones("met"),
    ),
    "milestones.missed": Figure(
        Words("未达成的里程碑", "Milestones missed"),
        Words("当年工作计划中结果为未达成的里程碑数。", "Milestones of the year's work plan that were missed."),
        _milestones("missed"),
    ),
    "accounts.income": Figure(Words("收入", "Income"), _ACCOUNTS, _money("income")),
    "accounts.expenditure": Figure(Words("支出", "Expenditure"), _ACCOUNTS, _money("expenditure")),
    "accounts.surplus": Figure(
        Words("结余（超支为负）", "Surplus (negative for a deficit)"), _ACCOUNTS, _money("surplus")
    ),
}
WORDS: dict[str, Words] = {
    "center.name": Words("中心名称", "Name of the center"),
    "center.key": Words("中心代码", "Key of the center"),
    "period.year": Words("报表年度", "Year of the return"),
}
"""Markers that stand for words."""


class FilledCell(msgspec.Struct, frozen=True):
    """A figure as it goes into a return: its place, key and year; `value` None where the record does not hold it."""

    place: str
    key: str
    year: int
    value: Decimal | None = None
    word: str = ""


def fill(template: ReturnTemplate, center: Center, year: int) -> list[FilledCell]:
    """The figures of a return for a center and year, in the order of the template. Nothing is written."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Invalid("return.year", field="year")
    known: dict[tuple[str, int], Decimal | None] = {}
    cells = []
    for place, key, asked in template.markers:
        of = asked or year
        if key in WORDS:
            cells.append(FilledCell(place, key, of, word=_word(key, center, of)))
            continue
        if (key, of) not in known:
            known[key, of] = FIGURES[key].reckon(center, of)
        cells.append(FilledCell(place, key, of, known[key, of]))
    return cells


def _word(key: str, center: Center, year: int) -> str:
    return {"center.name": center.name_zh, "center.key": center.key, "period.year": str(year)}[key]
