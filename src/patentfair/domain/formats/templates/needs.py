"""Technology needs as a table: one row for each need of an older portal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from patentfair.domain.formats.templates.cells import Cells
from patentfair.domain.formats.templates.columns import ColumnKind, Template, column
from patentfair.domain.formats.templates.listings import CURRENCY, KINDS, STATES, class_symbols, language_of, state_of
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.formats.templates.parties import FLAG
from patentfair.domain.kernel.words import Words

__all__ = ["TEMPLATE", "NeedRow", "read_need"]

TEMPLATE = Template(
    name="needs",
    title=Words("技术需求", "Needs"),
    about=Words(
        "每行一条需求。导入后是该单位的草稿，由其核对后自行发布。",
        "One row for each need. It becomes a draft of its organisation, which looks at it and posts it.",
    ),
    columns=(
        column(
            "organisation", "单位", "Organisation", "需求方名称；上传时可为整表选定。",
            "Whose need it is; it can be named for the whole table instead.",
            Words("北原电池有限公司", "Northfield Battery Co., Ltd."), "需求方", "企业名称", "公司名称", "单位名称",
            "需求单位", "发布单位", "company", "organization", "firm", "buyer", "seeker", "posted by",
            kind=ColumnKind.ORGANISATION, longest=200,
        ),
        column(
            "title", "标题", "Title", "一句话说清。", "In one line.",
            Words("低温下不结晶的电解液", "An electrolyte that does not freeze"), "需求名称", "名称", "项目名称",
            "难题名称", "need", "need title", "challenge", "technology need", required=True, longest=200,
        ),
        column(
            "problem", "问题", "The problem", "要解决什么。", "What is to be solved.",
            Words("电池在零下三十度无法充电。", "Cells cannot be charged at minus thirty degrees."), "需求描述",
            "技术需求",
            "需求内容", "需求简介", "难题描述", "描述", "内容", "description", "problem statement", "details",
            "主要内容",
            required=True,
        ),
        column(
            "present", "现状", "How it is done today", "目前的做法。", "The present way.",
            Words("充电前先加热。", "The cells are heated first."), "技术现状", "现有技术", "现有基础",
            "current solution",
            "background",
        ),
        column(
            "constraints", "限制条件", "What must not change", "不能改变的条件。", "Conditions that stay.",
            Words("成本不增加。", "No higher cost."), "约束条件", "限制", "要求", "技术指标", "requirements",
            "constraints",
        ),
        column(
            "classes", "分类号", "Classes", "IPC 分类号，用分号隔开。", "IPC symbols, separated by semicolons.",
            "H01M 10/056",
            "技术领域分类号", "ipc", "ipc classes", kind=ColumnKind.CLASSES,
        ),
        column(
            "province", "省份", "Province", "需求方所在省。", "Where it is needed.", Words("辽宁省", "Liaoning"),
            "地区",
            "所在地区", "所在省", "region", kind=ColumnKind.PROVINCE,
        ),
        column(
            "maturity_min", "最低成熟度", "Least readiness level", "1 至 9。", "From 1 to 9.", "5", "成熟度要求",
            "成熟度", "trl",
            kind=ColumnKind.NUMBER,
        ),
        column(
            "kinds", "合作方式", "Wanted as", "转让、独占许可、排他许可、普通许可、开放许可；用分号隔开。",
            "Assignment, exclusive, sole, ordinary, open; separated by semicolons.", Words("普通许可", "ordinary"),
            "交易方式", "合作模式", "licence type", "license type", "deal type", kind=ColumnKind.CHOICES, choices=KINDS,
        ),
        column(
            "budget_low", "预算下限", "Least budget", "可带币种和“万”。", "With its currency where it is not CNY.",
            "100000",
            "最低预算", "budget from", "minimum budget", kind=ColumnKind.MONEY,
        ),
        column(
            "budget_high", "预算上限", "Most budget", "可带币种和“万”。", "With its currency where it is not CNY.",
            "300000",
            "预算", "最高预算", "投入资金", "拟投入资金", "意向金额", "budget", "budget to", "maximum budget",
            kind=ColumnKind.MONEY,
        ),
        CURRENCY,
        column(
            "deadline", "截止日期", "Deadline", "写成 2025-12-31。", "Written 2025-12-31.", "2025-12-31", "截止时间",
            "有效期",
            "有效期至", "due date", "expires", "closing date", kind=ColumnKind.DATE,
        ),
        column(
            "show_name", "公开单位名称", "Show the name", "是或否；空着为否。", "Yes or no; empty means no.",
            Words("否", "No"),
            "是否公开", "是否公开单位名称", "public", kind=ColumnKind.CHOICE, choices=FLAG,
        ),
        column(
            "state", "原状态", "State in the portal", "已结束的不再导入。", "What has ended is not imported.",
            Words("已发布", "Published"), "状态", "需求状态", "status", kind=ColumnKind.CHOICE, choices=STATES,
        ),
        column(
            "reference", "原系统编号", "Number in the portal", "再次导入时据此认出同一条。",
            "By it the same need is known again in the next file.", "XQ-2023-044", "编号", "需求编号", "id", "need id",
            "reference", longest=120,
        ),
        column(
            "url", "原网址", "Address in the portal", "旧系统页面。", "Its page there.", "https://portal.example/44",
            "链接",
            "网址", "link", longest=500,
        ),
    ),
)  # fmt: skip


class NeedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A need as a row gives it. A name that the row does not release stays withheld."""

    row: int
    organisation: str
    title: str
    problem: str
    present: str = ""
    constraints: str = ""
    language: str = "zh"
    classes: tuple[str, ...] = ()
    province: str = ""
    maturity_min: int | None = None
    kinds: tuple[str, ...] = ()
    budget_low: Decimal | None = None
    budget_high: Decimal | None = None
    currency: str = "CNY"
    deadline: date | None = None
    show_name: bool = False
    state: str = ""
    reference: str = ""
    url: str = ""
    extra: dict[str, str] = {}


def read_need(row: MappedRow) -> tuple[NeedRow | None, Cells]:
    """The need a row gives, or None where a fatal problem says why not."""
    cells = Cells(TEMPLATE, row)
    title, problem = cells.text("title"), cells.text("problem")
    low, high = cells.money("budget_low"), cells.money("budget_high")
    if low is not None and high is not None and low.amount > high.amount:
        cells.note("budget", "budget_high")
        cells.extra |= {"#budget_low": cells.raw("budget_low"), "#budget_high": cells.raw("budget_high")}
        low = high = None
    told = cells.text("currency").upper()
    currency = next((a.currency for a in (high, low) if a is not None and a.currency), "")
    need = NeedRow(
        row=row.number,
        organisation=cells.text("organisation"),
        title=title,
        problem=problem,
        present=cells.text("present"),
        constraints=cells.text("constraints"),
        language=language_of(f"{title}{problem}"),
        classes=class_symbols(cells, "classes"),
        province=cells.province("province"),
        maturity_min=cells.whole("maturity_min", 1, 9, "maturity"),
        kinds=cells.choices("kinds"),
        budget_low=low.amount if low else None,
        budget_high=high.amount if high else None,
        currency=currency or (told if len(told) == 3 and told.isascii() and told.isalpha() else "CNY"),
        deadline=cells.day("deadline"),
        show_name=cells.flag("show_name") or False,
        state=state_of(cells),
        reference=cells.text("reference"),
        url=cells.text("url"),
        extra=cells.extra,
    )
    return (need if cells.is_usable else None), cells
