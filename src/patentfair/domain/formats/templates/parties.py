"""Organisations as a table: one row for each university, institute, firm or person an older portal knew."""

from __future__ import annotations

import msgspec

from patentfair.domain.formats.templates.cells import Cells
from patentfair.domain.formats.templates.columns import Choice, ColumnKind, Template, column
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.kernel.words import Words

__all__ = ["FLAG", "TEMPLATE", "PartyRow", "read_party"]

FLAG = (
    Choice("yes", Words("是", "Yes"), ("y", "true", "1", "有", "√", "t")),
    Choice("no", Words("否", "No"), ("n", "false", "0", "无", "f", "×")),
)
_KINDS = (
    Choice(
        "university",
        Words("高等学校", "University"),
        ("高校", "大学", "学院", "college", "higher education", "university or college", "院校"),
    ),
    Choice(
        "institute",
        Words("科研院所", "Research institute"),
        ("研究所", "研究院", "科研机构", "research institution", "hospital", "laboratory", "事业单位", "institution"),
    ),
    Choice(
        "company",
        Words("企业", "Company"),
        ("公司", "大型企业", "firm", "enterprise", "corporation", "国有企业", "民营企业", "large company"),
    ),
    Choice("small_firm", Words("小微企业", "Small firm"), ("中小企业", "小企业", "sme", "start-up", "small company")),
    Choice("person", Words("个人", "Individual"), ("自然人", "inventor", "natural person", "private person")),
    Choice("agency", Words("代理机构", "Agency"), ("服务机构", "中介机构", "service provider", "intermediary")),
    Choice("bank", Words("银行", "Bank"), ("金融机构", "financial institution")),
)

TEMPLATE = Template(
    name="parties",
    title=Words("单位", "Organisations"),
    about=Words(
        "每行一个单位。新单位登记为未核验，由中心日后核验。",
        "One row for each organisation. New ones are registered as not yet verified.",
    ),
    columns=(
        column(
            "name_zh", "名称（中文）", "Name in Chinese", "两种名称至少填一种。", "At least one of the two names.",
            "临溪大学",
            "名称", "单位名称", "单位", "机构名称", "企业名称", "公司名称", "高校名称", "中文名称", "用户名称",
            longest=200,
        ),
        column(
            "name_en", "名称（英文）", "Name in English", "两种名称至少填一种。", "At least one of the two names.",
            "Linxi University", "name", "organisation", "organization", "institution", "company", "英文名称", "party",
            "company name", "institution name", "organisation name", longest=200,
        ),
        column(
            "kind", "单位类型", "Kind", "高等学校、科研院所、企业、小微企业、个人、代理机构、银行。",
            "University, research institute, company, small firm, individual, agency or bank.",
            Words("高等学校", "University"), "类型", "机构类型", "单位性质", "企业类型", "type", "organisation type",
            "organization type", kind=ColumnKind.CHOICE, choices=_KINDS, required=True,
        ),
        column(
            "country", "国家", "Country", "两位代码；空着即为不知道。", "Two letters; empty where it is not known.",
            "CN",
            "国别", "country code", kind=ColumnKind.COUNTRY,
        ),
        column(
            "province", "省份", "Province", "仅中国单位。", "Chinese organisations only.", Words("浙江省", "Zhejiang"),
            "所在省", "所在地区", "地区", "省市", "所属省份", "region", kind=ColumnKind.PROVINCE,
        ),
        column(
            "city", "城市", "City", "所在城市。", "Where it is.", Words("杭州", "Hangzhou"), "所在市", "所在城市",
            "town",
            longest=80,
        ),
        column(
            "is_state_founded", "国家设立", "Founded by the state", "是或否。", "Yes or no.", Words("是", "Yes"),
            "公办",
            "国家设立的高校院所", "public", "state founded", kind=ColumnKind.CHOICE, choices=FLAG,
        ),
        column(
            "reference", "原系统编号", "Number in the portal", "旧系统中该单位的编号。",
            "What the older portal calls it.",
            "ORG-0007", "编号", "用户编号", "单位编号", "id", "organisation id", "user id", longest=120,
        ),
    ),
)  # fmt: skip


class PartyRow(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as a row gives it; `kind` is a code, `country` and `province` are "" where not given."""

    row: int
    name_zh: str = ""
    name_en: str = ""
    kind: str = ""
    country: str = ""
    province: str = ""
    city: str = ""
    is_state_founded: bool | None = None
    reference: str = ""
    extra: dict[str, str] = {}


def read_party(row: MappedRow) -> tuple[PartyRow | None, Cells]:
    """The organisation a row gives, or None where a fatal problem says why not. A name goes to its script's column."""
    cells = Cells(TEMPLATE, row)
    zh, en = cells.text("name_zh"), cells.text("name_en")
    if not zh and en and not en.isascii() and any("㐀" <= c <= "鿿" for c in en):
        zh, en = en, ""
    elif zh and not en and zh.isascii():
        zh, en = "", zh
    if not (zh or en):
        cells.note("name", fatal=True)
    party = PartyRow(
        row=row.number,
        name_zh=zh,
        name_en=en,
        kind=cells.choice("kind"),
        country=cells.country("country"),
        province=cells.province("province"),
        city=cells.text("city"),
        is_state_founded=cells.flag("is_state_founded"),
        reference=cells.text("reference"),
        extra=cells.extra,
    )
    return (party if cells.is_usable else None), cells
