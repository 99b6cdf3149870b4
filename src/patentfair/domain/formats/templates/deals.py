"""Past deals as a table: what an older portal or a year's statistics says was agreed. History, never a deal of ours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from patentfair.domain.formats.templates.cells import Cells
from patentfair.domain.formats.templates.columns import Choice, ColumnKind, Template, column
from patentfair.domain.formats.templates.listings import CURRENCY, KINDS, patent_key
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.kernel.words import Words

__all__ = ["DEAL_KINDS", "TEMPLATE", "DealRow", "read_deal"]

DEAL_KINDS = (
    *(
        Choice(k.code, k.name, tuple(s for s in k.spellings if s not in ("licence", "license", "许可", "licensing")))
        for k in KINDS
    ),
    Choice(
        "licence",
        Words("许可（未说明种类）", "Licence of a kind not told"),
        ("licence", "license", "许可", "licensing"),
    ),
    Choice("option", Words("选择权", "Option"), ("option agreement",)),
    Choice("pledge", Words("质押", "Pledge"), ("质押融资",)),
    Choice("contribution", Words("作价入股", "Contribution to capital"), ("作价投资", "equity", "入股")),
    Choice("mixed", Words("多种方式合计", "Several kinds together"), ("licences and options", "合计")),
    Choice("other", Words("其他", "Other"), ("技术开发", "技术服务", "技术咨询")),
)

TEMPLATE = Template(
    name="deals",
    title=Words("既往交易", "Past deals"),
    about=Words(
        "每行一笔既往交易，或某年若干笔的合计。只作历史记录，不是本平台的交易。",
        "One row for each past deal, or for a year's number of them. Kept as history; no deals of this market.",
    ),
    columns=(
        column(
            "reference", "原系统编号", "Number in the portal", "再次导入时据此认出同一笔。",
            "By it the same deal is known again in the next file.", "JY-2022-009", "编号", "合同编号", "交易编号", "id",
            "contract number", "deal id", longest=120,
        ),
        column(
            "patents", "专利号", "Patent numbers", "一个或多个，用分号隔开，原文保留。",
            "One or more; kept as written.",
            "CN109777777B", "专利", "专利号", "公开号", "patent number", "patent", "patent no", longest=4000,
        ),
        column(
            "title", "名称", "Title", "专利或项目名称。", "Of the patent or the project.",
            Words("耐低温电解液", "Low-temperature electrolyte"), "项目名称", "成果名称", "专利名称", "technology",
            longest=400,
        ),
        column(
            "grantor", "转让方或许可方", "Grantor", "原文保留。", "As written.", Words("临溪大学", "Linxi University"),
            "转让方",
            "许可方", "让与方", "出让方", "卖方", "甲方", "licensor", "seller", "assignor", "institution", "university",
            required=True, longest=300,
        ),
        column(
            "grantee", "受让方或被许可方", "Grantee", "原文保留。", "As written.",
            Words("北原电池有限公司", "Northfield Battery Co., Ltd."), "受让方", "被许可方", "买方", "乙方", "licensee",
            "buyer", "assignee", longest=300,
        ),
        column(
            "kind", "方式", "Kind", "转让、各种许可、选择权、质押等。", "Assignment, licence, option, pledge ...",
            Words("转让", "assignment"), "交易方式", "转化方式", "合同类型", "许可方式", "type", "deal type",
            "licence type",
            "license type", kind=ColumnKind.CHOICE, choices=DEAL_KINDS, required=True,
        ),
        column(
            "on", "日期或年份", "Date or year", "只知道年份时写 2022。", "2022 where only the year is known.",
            "2022-09-01",
            "日期", "签订日期", "合同日期", "成交日期", "签约时间", "年份", "年度", "date", "year", "signed",
            "fiscal year",
            kind=ColumnKind.DATE, required=True,
        ),
        column(
            "count", "笔数", "Number of deals", "一行为一笔时空着。", "Empty where a row is one deal.", "1", "合同数",
            "项数",
            "number", "deals", "licences executed", "licenses executed", kind=ColumnKind.NUMBER,
        ),
        column(
            "amount", "金额", "Amount", "合同金额，可带币种和“万”。",
            "Of the contract, with its currency where not CNY.",
            "500000", "成交金额", "合同金额", "交易金额", "成交价", "转让金额", "value", "deal value", "price",
            "amount",
            kind=ColumnKind.MONEY,
        ),
        CURRENCY,
        column(
            "payment", "支付方式", "Payment", "原文保留。", "As written.", Words("一次付清", "paid at once"),
            "付款方式",
            "royalty terms", "payment terms", longest=1000,
        ),
        column(
            "territory", "地域", "Territory", "原文保留。", "As written.", Words("全国", "China"), "许可地域",
            longest=300,
        ),
        column(
            "record_number", "备案号", "Recordal number", "原文保留。", "As written.", "X2022330000123", "备案编号",
            "登记编号",
            "recordal", longest=120,
        ),
    ),
)  # fmt: skip


class DealRow(msgspec.Struct, frozen=True, kw_only=True):
    """A past deal as a row gives it: `patent` is the first number in look-up form, `count` the deals it stands for."""

    row: int
    grantor: str
    kind: str
    year: int
    on: date | None = None
    grantee: str = ""
    patents: str = ""
    patent: str = ""
    title: str = ""
    count: int = 1
    amount: Decimal | None = None
    currency: str = ""
    payment: str = ""
    territory: str = ""
    record_number: str = ""
    reference: str = ""
    extra: dict[str, str] = {}


def read_deal(row: MappedRow) -> tuple[DealRow | None, Cells]:
    """The past deal a row gives, or None where a fatal problem says why not."""
    cells = Cells(TEMPLATE, row)
    when = cells.year_or_day("on")
    amount = cells.money("amount")
    count = cells.whole("count", 0, 1_000_000)
    told = cells.text("currency").upper()
    kind = cells.choice("kind")
    patent = patent_key(cells, "patents", fatal=False)
    texts = {
        name: cells.text(name)
        for name in ("grantor", "grantee", "patents", "title", "payment", "territory", "record_number", "reference")
    }
    if not cells.is_usable or when is None:
        return None, cells
    currency = (amount.currency if amount else "") or (told if len(told) == 3 and told.isascii() else "")
    deal = DealRow(
        row=row.number,
        kind=kind,
        year=when.year,
        on=when.day,
        patent=patent,
        count=1 if count is None else count,
        amount=amount.amount if amount else None,
        currency=(currency or "CNY") if amount else "",
        extra=cells.extra,
        **texts,
    )
    return deal, cells
