"""China's province-level divisions after GB/T 2260 and ISO 3166-2:CN, and how to find one in an address."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["PROVINCES", "iso_of", "province_in", "territory_name"]

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
_COUNTRIES = {"CN": Words("中国", "China"), "WORLD": Words("全球", "worldwide")}


def territory_name(code: str) -> Words:
    """The name of a territory of a grant ("CN", "CN-HL"); the code itself where we have no name."""
    return _BY_ISO.get(code) or _COUNTRIES.get(code) or Words(code, code)


def province_in(address: str) -> str:
    """GB/T 2260 two-digit code of the division an address begins with (after a postcode), or ""."""
    text = address.lstrip("0123456789 　")
    code, name = _BY_BEGINNING.get(text[:2], ("", ""))
    return code if text.startswith(name) else ""
