"""Patents on offer as a table: one row for each offer of an older portal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from patentfair.domain.formats.templates.cells import Cells
from patentfair.domain.formats.templates.columns import Choice, ColumnKind, Template, column, header_key
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import ipc_symbol
from patentfair.domain.patents.numbers import is_damaged_by_spreadsheet, lookup_key

__all__ = [
    "CURRENCY",
    "KINDS",
    "STATES",
    "TEMPLATE",
    "ListingRow",
    "class_symbols",
    "language_of",
    "patent_key",
    "read_listing",
    "state_of",
]

KINDS = (
    Choice("assignment", Words("转让", "Sale (assignment)"), ("专利转让", "出让", "sale", "transfer", "assign")),
    Choice("exclusive", Words("独占许可", "Exclusive licence"), ("独占", "独占实施许可", "exclusive license")),
    Choice("sole", Words("排他许可", "Sole licence"), ("排他", "排他实施许可", "sole license", "co-exclusive")),
    Choice(
        "ordinary",
        Words("普通许可", "Ordinary licence"),
        ("普通", "许可", "实施许可", "普通实施许可", "non-exclusive", "nonexclusive licence", "non-exclusive license",
         "licence", "license", "licensing"),
    ),
    Choice("open", Words("开放许可", "Open licence"), ("open license", "licence of right", "license of right")),
)  # fmt: skip
STATES = (
    Choice("draft", Words("草稿", "Draft"), ("待审核", "审核中", "pending", "未发布", "unpublished")),
    Choice(
        "published",
        Words("已发布", "Published"),
        ("available", "open", "active", "在售", "上架", "发布", "有效", "可转让", "可许可", "for licence", "for sale",
         "available for licensing", "进行中", "寻求中", "挂牌", "挂牌中", "展示中"),
    ),
    Choice("paused", Words("已暂停", "Paused"), ("suspended", "on hold", "暂停", "下架", "inactive")),
    Choice(
        "closed",
        Words("已关闭", "Closed"),
        ("sold", "licensed", "已成交", "已转让", "已许可", "关闭", "过期", "expired", "withdrawn", "已解决", "solved",
         "unavailable", "completed", "已完成"),
    ),
)  # fmt: skip
_MODES = (
    Choice("fixed", Words("一口价", "Fixed price"), ("固定价格", "一次性", "lump sum", "定价")),
    Choice("royalty", Words("提成", "Royalty"), ("提成支付", "running royalty", "分成", "入门费加提成")),
    Choice("negotiable", Words("面议", "Negotiable"), ("协商", "议价", "价格面议", "by negotiation", "poa", "tbd")),
)
_NEGOTIABLE = {header_key(text) for text in ("面议", "价格面议", "协商", "议价", "negotiable", "poa", "by negotiation")}
CURRENCY = column(
    "currency", "币种", "Currency", "三位代码，空着按人民币。", "Three letters; CNY where empty.", "CNY", "货币",
    "货币单位", "currency code", longest=3,
)  # fmt: skip

TEMPLATE = Template(
    name="listings",
    title=Words("专利供给", "Listings"),
    about=Words(
        "每行一条供给。导入后是该单位的草稿，由其核对后自行发布。",
        "One row for each offer. It becomes a draft of its organisation, which looks at it and publishes it.",
    ),
    columns=(
        column(
            "patent_number", "专利号", "Patent number", "须已在专利库中。", "Must be in the register already.",
            "CN109777777B",
            "公开号", "公告号", "授权公告号", "申请号", "patent no", "publication number", "application number",
            "patent", "patents", "us patent", "patent_no", kind=ColumnKind.PATENT, required=True, longest=120,
        ),
        column(
            "organisation", "单位", "Organisation", "供给方名称；上传时可为整表选定。",
            "Whose offer it is; it can be named for the whole table instead.", Words("临溪大学", "Linxi University"),
            "供给方", "供方", "供方名称", "权利人", "专利权人", "单位名称", "发布单位", "owner", "organization",
            "institution", "seller",
            "licensor", "assignee", kind=ColumnKind.ORGANISATION, longest=200,
        ),
        column(
            "title", "标题", "Title", "通俗标题。", "In plain words.",
            Words("零下四十度仍可充电的电解液", "An electrolyte that charges at minus forty degrees"), "名称",
            "成果名称",
            "项目名称", "专利名称", "技术名称", "technology", "technology title", "listing title", required=True,
            longest=200,
        ),
        column(
            "plain", "技术说明", "What it does", "解决什么问题，效果如何。", "What problem it solves, with numbers.",
            Words("在零下四十度保持八成容量。", "Keeps 80 % of its capacity at minus forty degrees."), "简介", "摘要",
            "成果简介", "项目简介", "技术简介", "说明", "描述", "abstract", "description", "summary", "技术描述",
            required=True,
        ),
        column(
            "better", "优势", "Why it is better", "与现有技术相比。", "Compared with what is used today.",
            Words("现用电解液在零下二十度即失效。", "Present electrolytes fail at minus twenty degrees."), "技术优势",
            "创新点", "benefits", "advantages", "优点", "技术特点",
        ),
        column(
            "kinds", "合作方式", "Offered as", "转让、独占许可、排他许可、普通许可、开放许可；用分号隔开。",
            "Assignment, exclusive, sole, ordinary, open; separated by semicolons.",
            Words("转让; 普通许可", "assignment; ordinary"), "交易方式", "转让方式", "许可方式", "licence type",
            "license type", "kind", "deal type", "合作模式", "转化方式", kind=ColumnKind.CHOICES, choices=KINDS,
        ),
        column(
            "price_mode", "计价方式", "Price mode", "一口价、提成或面议。", "Fixed price, royalty or negotiable.",
            Words("一口价", "Fixed price"), "定价方式", "价格方式", "pricing", kind=ColumnKind.CHOICE, choices=_MODES,
        ),
        column(
            "price", "价格或入门费", "Price or upfront fee", "可带币种和“万”。",
            "With its currency where it is not CNY.", "120000",
            "价格", "转让价格", "报价", "挂牌价", "意向价格", "asking price", "upfront fee", "price", "转让费",
            "许可费",
            "licence fee", "license fee", kind=ColumnKind.MONEY,
        ),
        CURRENCY,
        column(
            "royalty_percent", "提成（%）", "Royalty (%)", "只写数字。", "Figures alone.", "3", "提成比例", "提成率",
            "royalty rate", "royalty", kind=ColumnKind.NUMBER,
        ),
        column(
            "royalty_base", "提成基数", "Royalty base", "按什么计算。", "Of what.", Words("净销售额", "net sales"),
            "提成依据", longest=200,
        ),
        column(
            "territory", "地域", "Territory", "如 CN、广东省。", "Such as CN or CN-GD.", "CN", "许可地域", "地域范围",
            "countries",
            kind=ColumnKind.TERRITORY,
        ),
        column(
            "classes", "使用领域（分类号）", "Fields of use (classes)", "空着为全部领域。", "Empty for all.", "H01M",
            "使用领域",
            "field of use", "ipc", kind=ColumnKind.CLASSES,
        ),
        column(
            "term_years", "期限（年）", "Term in years", "1 至 20。", "From 1 to 20.", "5", "许可期限", "期限", "term",
            kind=ColumnKind.NUMBER,
        ),
        column(
            "maturity", "技术成熟度", "Readiness level", "1 至 9。", "From 1 to 9.", "6", "成熟度", "trl", "maturity",
            "technology readiness level", kind=ColumnKind.NUMBER,
        ),
        column(
            "state", "原状态", "State in the portal", "已结束的不再导入。", "What has ended is not imported.",
            Words("已发布", "Published"), "状态", "发布状态", "status", "availability", kind=ColumnKind.CHOICE,
            choices=STATES,
        ),
        column(
            "published_on", "原发布日期", "Published in the portal on", "旧系统发布之日。",
            "When the portal published it.",
            "2023-05-18", "发布日期", "发布时间", "date listed", "posted", "published", kind=ColumnKind.DATE,
        ),
        column(
            "reference", "原系统编号", "Number in the portal", "再次导入时据此认出同一条。",
            "By it the same offer is known again in the next file.", "LX-2023-018", "编号", "项目编号", "成果编号",
            "id",
            "case number", "reference", "technology id", "listing id", longest=120,
        ),
        column(
            "url", "原网址", "Address in the portal", "旧系统页面。", "Its page there.", "https://portal.example/18",
            "链接",
            "网址", "link", "web page", longest=500,
        ),
    ),
)  # fmt: skip


class ListingRow(msgspec.Struct, frozen=True, kw_only=True):
    """An offer as a row gives it. `patent` is the look-up form of the number; codes are those of the market."""

    row: int
    patent: str
    organisation: str
    title: str
    plain: str
    better: str = ""
    language: str = "zh"
    kinds: tuple[str, ...] = ()
    price_mode: str = "negotiable"
    price: Decimal | None = None
    currency: str = "CNY"
    royalty_percent: Decimal | None = None
    royalty_base: str = ""
    territory: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    term_years: int | None = None
    maturity: int | None = None
    state: str = ""
    published_on: date | None = None
    reference: str = ""
    url: str = ""
    extra: dict[str, str] = {}


def read_listing(row: MappedRow) -> tuple[ListingRow | None, Cells]:
    """The offer a row gives, or None where a fatal problem says why not."""
    cells = Cells(TEMPLATE, row)
    number = patent_key(cells, "patent_number", fatal=True)
    price, currency = _price(cells)
    royalty = cells.number("royalty_percent", 0, 100)
    royalty = None if royalty is None else royalty.quantize(Decimal("0.001"))
    state = state_of(cells)
    title, plain = cells.text("title"), cells.text("plain")
    listing = ListingRow(
        row=row.number,
        patent=number,
        organisation=cells.text("organisation"),
        title=title,
        plain=plain,
        better=cells.text("better"),
        language=language_of(f"{title}{plain}"),
        kinds=cells.choices("kinds"),
        price_mode=_mode(cells, price, royalty),
        price=price,
        currency=currency,
        royalty_percent=royalty,
        royalty_base=cells.text("royalty_base"),
        territory=cells.territories("territory"),
        classes=class_symbols(cells, "classes"),
        term_years=cells.whole("term_years", 1, 20),
        maturity=cells.whole("maturity", 1, 9, "maturity"),
        state=state,
        published_on=cells.day("published_on"),
        reference=cells.text("reference"),
        url=cells.text("url"),
        extra=cells.extra,
    )
    return (listing if cells.is_usable else None), cells


def language_of(text: str) -> str:
    """ "zh" where the text holds Chinese characters, else "en"."""
    return "zh" if any("㐀" <= c <= "鿿" for c in text[:2000]) else "en"


def patent_key(cells: Cells, key: str, *, fatal: bool) -> str:
    """Look-up form of the number in a cell, "" where it is none; of several numbers the first, and the rest is kept."""
    text = cells.raw(key)
    if not text:
        return ""
    first = text.replace("；", ";").replace("、", ";").replace("\n", ";").split(";")[0].strip()
    if first != text:
        cells.extra.setdefault(f"#{key}", text)
    if is_damaged_by_spreadsheet(first):
        cells.note("number-damaged", key, first[:200], fatal=fatal)
        return ""
    found = lookup_key(first) if len(first) <= 64 else ""
    if sum(c.isdigit() for c in found) < 4:
        cells.note("patent-number", key, first[:200], fatal=fatal)
        return ""
    return found


def state_of(cells: Cells) -> str:
    """The portal's state by our names; what has ended there is not taken over."""
    state = cells.choice("state")
    if state == "closed":
        cells.note("ended", "state", cells.raw("state")[:200], fatal=True)
    return state


def class_symbols(cells: Cells, key: str) -> tuple[str, ...]:
    """Canonical IPC or CPC symbols, subclasses too."""
    found = []
    for item in (
        cells.raw(key).replace("；", ";").replace("，", ";").replace("、", ";").replace(",", ";").split(";")[:200]
    ):
        if not item.strip():
            continue
        if symbol := ipc_symbol(item.strip()):
            found.append(symbol)
        else:
            cells.note("class", key, item.strip()[:200])
            cells.extra.setdefault(f"#{key}", cells.raw(key))
    return tuple(dict.fromkeys(found))


def _price(cells: Cells) -> tuple[Decimal | None, str]:
    text = cells.raw("price")
    amount = None if header_key(text) in _NEGOTIABLE else cells.money("price")
    told = cells.text("currency").upper()
    currency = told if len(told) == 3 and told.isascii() and told.isalpha() else ""
    return (amount.amount if amount else None), (amount.currency if amount else "") or currency or "CNY"


def _mode(cells: Cells, price: Decimal | None, royalty: Decimal | None) -> str:
    """The mode that is told, as far as its figures are there; else by the figures."""
    told = cells.choice("price_mode")
    if told == "negotiable" or (told == "royalty" and royalty is not None) or (told == "fixed" and price is not None):
        return told
    return "royalty" if royalty is not None else "fixed" if price is not None else "negotiable"
