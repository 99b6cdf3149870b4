"""China's province-level divisions after GB/T 2260 and ISO 3166-2:CN, and how to find where an address is."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.countries import COUNTRIES, ORGANISATIONS, country_name
from patentfair.domain.patents.prefectures import FORMER_NAMES, PREFECTURES, Prefecture
from patentfair.domain.patents.subdivisions import SUBDIVISIONS

__all__ = [
    "PROVINCES",
    "ChinesePlace",
    "country_name",
    "iso_of",
    "place_in",
    "prefecture_name",
    "province_in",
    "territory_name",
]

PROVINCES: dict[str, Words] = {
    "11": Words("北京市", "Beijing"),
    "12": Words("天津市", "Tianjin"),
    "13": Words("河北省", "Hebei"),
    "14": Words("山西省", "Shanxi"),
    "15": Words("内蒙古自治区", "Inner Mongolia"),
    "21": Words("辽宁省", "Liaoning"),
    "22": Words("吉林省", "Jilin"),
    "23": Words("黑龙江省", "Heilongjiang"),
    "31": Words("上海市", "Shanghai"),
    "32": Words("江苏省", "Jiangsu"),
    "33": Words("浙江省", "Zhejiang"),
    "34": Words("安徽省", "Anhui"),
    "35": Words("福建省", "Fujian"),
    "36": Words("江西省", "Jiangxi"),
    "37": Words("山东省", "Shandong"),
    "41": Words("河南省", "Henan"),
    "42": Words("湖北省", "Hubei"),
    "43": Words("湖南省", "Hunan"),
    "44": Words("广东省", "Guangdong"),
    "45": Words("广西壮族自治区", "Guangxi"),
    "46": Words("海南省", "Hainan"),
    "50": Words("重庆市", "Chongqing"),
    "51": Words("四川省", "Sichuan"),
    "52": Words("贵州省", "Guizhou"),
    "53": Words("云南省", "Yunnan"),
    "54": Words("西藏自治区", "Tibet"),
    "61": Words("陕西省", "Shaanxi"),
    "62": Words("甘肃省", "Gansu"),
    "63": Words("青海省", "Qinghai"),
    "64": Words("宁夏回族自治区", "Ningxia"),
    "65": Words("新疆维吾尔自治区", "Xinjiang"),
    "71": Words("台湾省", "Taiwan"),
    "81": Words("香港特别行政区", "Hong Kong"),
    "82": Words("澳门特别行政区", "Macao"),
}

_LETTERS = "BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ TW HK MO"
_ISO = dict(zip(PROVINCES, _LETTERS.split(), strict=True))
_SHORT = {
    code: words.zh.removesuffix("市").removesuffix("省").split("壮族")[0].split("回族")[0].split("维吾尔")[0]
    .removesuffix("自治区").removesuffix("特别行政区")
    for code, words in PROVINCES.items()
}  # fmt: skip

_BY_BEGINNING = {name[:2]: (code, name) for code, name in _SHORT.items()}


def iso_of(province: str) -> str:
    """ISO 3166-2 code of a province-level division ("44" -> "CN-GD")."""
    return f"CN-{_ISO[province]}"


_BY_ISO = {f"CN-{letters}": PROVINCES[code] for code, letters in _ISO.items()}
_WORLD = Words("全球", "worldwide")


def territory_name(code: str) -> Words:
    """The name of a territory ("CN", "CN-HL", "US-CA", "EP"); the code itself where we have no name."""
    if code == "WORLD":
        return _WORLD
    known = _BY_ISO.get(code) or COUNTRIES.get(code) or ORGANISATIONS.get(code) or SUBDIVISIONS.get(code)
    return known or Words(code, code)


def province_in(address: str) -> str:
    """GB/T 2260 two-digit code of the division an address begins with (after a postcode), or ""."""
    text = address.lstrip("0123456789 　")
    code, name = _BY_BEGINNING.get(text[:2], ("", ""))
    return code if text.startswith(name) else ""


class ChinesePlace(msgspec.Struct, frozen=True):
    """Where an address is: GB/T 2260 codes of the province and of the prefecture, "" for what it does not show.

    `prefecture` has four digits, or six for a county directly under a province; a municipality is its own.
    """

    province: str = ""
    prefecture: str = ""


_NOWHERE = ChinesePlace()
_LOOKED_AT = 80
_IN_FRONT = re.compile(r"(?:\(?\d{6}\)?|邮编[:：]?|中国|中华人民共和国|[\s,;:.()\[\]-])+")
_AFTER_PROVINCE = re.compile(r"(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)?[\s,;:.()-]*")
# Without a province in front, a name needs the word behind it to be one.
_WORD = "市|州|盟|地区|自治州|林区|省|县"
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_WITHOUT_PREFECTURES = frozenset({"71", "81", "82"})


def _by_province() -> dict[str, tuple[tuple[str, Prefecture], ...]]:
    """The names of a province's prefectures, former ones too, the longer first."""
    table: dict[str, list[tuple[str, Prefecture]]] = {}
    for code, prefecture in PREFECTURES.items():
        table.setdefault(code[:2], []).append((prefecture.short, prefecture))
    for name, code in FORMER_NAMES.items():
        table[code[:2]].append((name, PREFECTURES[code]))
    return {
        province: tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair[1].code)))
        for province, names in table.items()
    }


_PREFECTURES_OF = _by_province()
_BY_NAME = {name: prefecture for names in _PREFECTURES_OF.values() for name, prefecture in names}
_ALONE = re.compile(f"({'|'.join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))})(?={_WORD})")


def place_in(address: str) -> ChinesePlace:
    """The province and prefecture that a Chinese address begins with, after a postcode and the name of the country.

    Names count with and without the words for province, city and the autonomous regions. Where no province is written,
    a prefecture's name with its word gives both.
    """
    text = unicodedata.normalize("NFKC", address[:_LOOKED_AT])
    lead = _IN_FRONT.match(text)
    text = text[lead.end() :] if lead else text
    province, name = _BY_BEGINNING.get(text[:2], ("", ""))
    if not province or not text.startswith(name):
        found = _ALONE.match(text)
        prefecture = _BY_NAME[found[1]] if found else None
        return ChinesePlace(prefecture.code[:2], prefecture.code) if prefecture else _NOWHERE
    if province in _MUNICIPALITIES:
        return ChinesePlace(province, f"{province}01")
    if province in _WITHOUT_PREFECTURES:
        return ChinesePlace(province)
    rest = text[len(name) :]
    for start in (0, _end(rest)):
        for short, prefecture in _PREFECTURES_OF[province]:
            if rest.startswith(short, start):
                return ChinesePlace(province, prefecture.code)
    # "吉林市" without the province before it is the city that bears the province's name.
    if rest.startswith("市") and (own := _BY_NAME.get(name)) is not None and own.code[:2] == province:
        return ChinesePlace(province, own.code)
    return ChinesePlace(province)


def _end(rest: str) -> int:
    found = _AFTER_PROVINCE.match(rest)
    return found.end() if found else 0


def prefecture_name(code: str) -> Words:
    """The name of a prefecture by its GB/T 2260 code; the code itself where we have no name."""
    found = PREFECTURES.get(code)
    return found.name if found else Words(code, code)
