"""Figures of regions from a CSV file: read strictly, all or nothing, each fault with its line and its cure.

Columns: region, indicator, item, value, unit, year, source. `region` is a GB/T 2260 code of a province (two digits) or
prefecture (four; six for a county directly under a province). `item` is a section of GB/T 4754 for firms, a number of
WIPO's 35 fields for patents, and empty otherwise.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.fields import FIELDS
from patentfair.domain.patents.prefectures import PREFECTURES
from patentfair.domain.patents.regions import PROVINCES

__all__ = [
    "COLUMNS",
    "INDICATORS",
    "SECTIONS",
    "Fault",
    "Figure",
    "Indicator",
    "full_region_name",
    "is_region",
    "item_name",
    "read_profile",
    "region_code",
    "region_name",
]

COLUMNS = ("region", "indicator", "item", "value", "unit", "year", "source")
MOST_BYTES = 5 << 20
MOST_ROWS = 50_000
MOST_FAULTS = 50
FIRST_YEAR = 1990
LARGEST = Decimal("1e18")
_SOURCE = 200


class Indicator(msgspec.Struct, frozen=True):
    """What is counted, in which unit, and which items it is broken down by: "" (none), "sections" or "fields"."""

    name: Words
    unit: str
    unit_name: Words
    items: str = ""


INDICATORS: dict[str, Indicator] = {
    "population": Indicator(Words("常住人口", "Resident population"), "person", Words("人", "people")),
    "gdp": Indicator(Words("地区生产总值", "Gross domestic product"), "CNY", Words("元", "CNY")),
    "research": Indicator(Words("研究与试验发展经费支出", "R&D expenditure"), "CNY", Words("元", "CNY")),
    "firms": Indicator(Words("各行业企业数", "Firms by industry"), "firm", Words("家", "firms"), "sections"),
    "patents": Indicator(
        Words("各技术领域有效专利数", "Patents in force by field"), "patent", Words("件", "patents"), "fields"
    ),
}

SECTIONS: dict[str, Words] = {
    "A": Words("农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery"),
    "B": Words("采矿业", "Mining"),
    "C": Words("制造业", "Manufacturing"),
    "D": Words("电力、热力、燃气及水生产和供应业", "Supply of electricity, heat, gas and water"),
    "E": Words("建筑业", "Construction"),
    "F": Words("批发和零售业", "Wholesale and retail trade"),
    "G": Words("交通运输、仓储和邮政业", "Transport, storage and post"),
    "H": Words("住宿和餐饮业", "Hotels and catering"),
    "I": Words(
        "信息传输、软件和信息技术服务业", "Information transmission, software and information technology services"
    ),
    "J": Words("金融业", "Finance"),
    "K": Words("房地产业", "Real estate"),
    "L": Words("租赁和商务服务业", "Leasing and business services"),
    "M": Words("科学研究和技术服务业", "Scientific research and technical services"),
    "N": Words("水利、环境和公共设施管理业", "Water conservancy, environment and public facilities"),
    "O": Words("居民服务、修理和其他服务业", "Services to households, repair and other services"),
    "P": Words("教育", "Education"),
    "Q": Words("卫生和社会工作", "Health and social work"),
    "R": Words("文化、体育和娱乐业", "Culture, sports and entertainment"),
    "S": Words("公共管理、社会保障和社会组织", "Public management, social security and social organisations"),
    "T": Words("国际组织", "International organisations"),
}
"""Sections of GB/T 4754, the industrial classification for national economic activities."""


class Figure(msgspec.Struct, frozen=True):
    """One figure of one region: `value` in the unit of its indicator, for a year, from a source."""

    region: str
    indicator: str
    item: str
    value: Decimal
    year: int
    source: str


class Fault(msgspec.Struct, frozen=True):
    """What is wrong in a file: the line (1 is the header), the column, and what to do about it."""

    line: int
    column: str
    cure: Words


def is_region(code: str) -> bool:
    """Whether the code is of a province, a prefecture or a county directly under a province."""
    return code in PROVINCES or code in PREFECTURES


def region_name(code: str) -> Words:
    """The name of a province or prefecture; the code itself where we have no name."""
    if code in PROVINCES:
        return PROVINCES[code]
    found = PREFECTURES.get(code)
    return found.name if found else Words(code, code)


@cache
def _full_names() -> dict[str, Words]:
    """Every region by a name that no other has; of namesakes the prefecture is told with its province."""
    plain = {code: region_name(code) for code in (*PROVINCES, *PREFECTURES)}
    zh, en = (Counter(getattr(name, language) for name in plain.values()) for language in ("zh", "en"))
    found = dict(plain)
    for code in PREFECTURES:
        name, province = plain[code], PROVINCES[code[:2]]
        found[code] = Words(
            f"{name.zh}（{province.zh}）" if zh[name.zh] > 1 else name.zh,
            f"{name.en} ({province.en})" if en[name.en] > 1 else name.en,
        )
    return found


def full_region_name(code: str) -> Words:
    """The name by which `region_code` finds the region again; the code itself where we have no name."""
    return _full_names().get(code, Words(code, code))


def region_code(name: str) -> str:
    """The code of the region of that full name in either language, or of that code; what is none as it stands."""
    wanted = " ".join(name.split()).casefold()
    for code, words in _full_names().items():
        if wanted in (code, words.zh.casefold(), words.en.casefold()):
            return code
    return name


def item_name(indicator: str, item: str) -> Words:
    """The name of an industry or a field."""
    if indicator == "firms":
        return SECTIONS.get(item, Words(item, item))
    found = FIELDS.get(int(item)) if item.isdigit() else None
    return found.name if found else Words(item, item)


def read_profile(data: bytes, this_year: int) -> tuple[tuple[Figure, ...], tuple[Fault, ...]]:
    """Figures and faults of a file; where there is a fault, no figure may be used. Years run to `this_year`."""
    if len(data) > MOST_BYTES:
        return (), (Fault(1, "", Words("文件超过5 MB，请分成几个文件。", "The file exceeds 5 MB: divide it.")),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return (), (Fault(line, "", Words("请以UTF-8编码保存文件。", "Save the file in UTF-8.")),)
    figures: list[Figure] = []
    faults: list[Fault] = []
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if [name.strip() for name in next(rows, [])] != list(COLUMNS):
            wanted = ",".join(COLUMNS)
            return (), (Fault(1, "", Words(f"第一行应为：{wanted}", f"The first line must read: {wanted}")),)
        _read_rows(rows, this_year, figures, faults)
    except csv.Error:
        cure = Words("引号没有闭合或者有误。", "A quotation mark is open or misplaced.")
        faults.append(Fault(rows.line_num, "", cure))
    if not figures and not faults:
        faults.append(Fault(1, "", Words("文件中没有数据行。", "The file holds no figures.")))
    return (() if faults else tuple(figures)), tuple(faults[:MOST_FAULTS])


def _read_rows(rows: Any, this_year: int, figures: list[Figure], faults: list[Fault]) -> None:
    """Add what the lines say to `figures` or `faults`; stops at fifty faults."""
    seen: dict[tuple[str, str, str, int], int] = {}
    for row in rows:
        line = rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        if len(figures) >= MOST_ROWS:
            cure = Words("至多50000行，请分成几个文件。", "At most 50,000 rows: divide it.")
            faults.append(Fault(line, "", cure))
            return
        if len(row) != len(COLUMNS):
            faults.append(Fault(line, "", Words("每行应有7列。", "Each line has seven columns.")))
        elif found := _read_row(line, [cell.strip() for cell in row], this_year, faults):
            key = (found.region, found.indicator, found.item, found.year)
            first = seen.setdefault(key, line)
            if first != line:
                cure = Words(f"与第{first}行重复，请删去一行。", f"Repeats line {first}: delete one.")
                faults.append(Fault(line, "", cure))
            figures.append(found)
        if len(faults) >= MOST_FAULTS:
            return


def _read_row(line: int, row: list[str], this_year: int, faults: list[Fault]) -> Figure | None:
    region, indicator, item, value, unit, year, source = row
    before = len(faults)

    def fault(column: str, zh: str, en: str) -> None:
        faults.append(Fault(line, column, Words(zh, en)))

    if not is_region(region):
        fault("region", "请用GB/T 2260的两位或四位代码。", "Use a GB/T 2260 code of two or four digits.")
    kind = INDICATORS.get(indicator)
    if kind is None:
        known = ", ".join(INDICATORS)
        fault("indicator", f"应为其中之一：{known}", f"Use one of: {known}")
    else:
        if kind.items == "sections" and item not in SECTIONS:
            fault("item", "请用GB/T 4754的门类字母A至T。", "Use a section letter of GB/T 4754, A to T.")
        if kind.items == "fields" and not (re.fullmatch(r"[1-9]\d?", item) and int(item) in FIELDS):
            fault("item", "请用技术领域序号1至35。", "Use the number of a field, 1 to 35.")
        if not kind.items and item:
            fault("item", "该指标不分项，请留空。", "This indicator has no items: leave it empty.")
        if unit != kind.unit:
            fault("unit", f"该指标的单位应为{kind.unit}。", f"The unit of this indicator is {kind.unit}.")
    try:
        amount = Decimal(value) if re.fullmatch(r"\d{1,19}(\.\d{1,4})?", value) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    whole = kind is None or kind.unit == "CNY" or amount.is_nan() or amount == amount.to_integral_value()
    if not (amount.is_finite() and amount <= LARGEST and whole):
        fault(
            "value",
            "请填数字，不用分隔符；人数、家数和件数应为整数。",
            "A number without separators; counts are whole.",
        )
    if not (re.fullmatch(r"\d{4}", year) and FIRST_YEAR <= int(year) <= this_year):
        fault("year", f"年份应在{FIRST_YEAR}至{this_year}之间。", f"A year from {FIRST_YEAR} to {this_year}.")
    if not 0 < len(source) <= _SOURCE:
        fault("source", "请写明数据来源，至多200字。", "Name the source, up to 200 characters.")
    if len(faults) > before:
        return None
    return Figure(region, indicator, item, amount, int(year), source)
