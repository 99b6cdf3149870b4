"""Which office a typed number belongs to, and the rules of that office."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from patentfair.domain.patents.numbers import (
    china,
    europe,
    germany,
    international,
    japan,
    korea,
    other_offices,
    united_states,
)
from patentfair.domain.patents.numbers.shapes import KIND, Parts, Shape, fold, general, plain

__all__ = ["ALTERNATIVES", "READERS", "SHAPES", "read", "split_kind", "split_office", "without_words"]

_OFFICE_CODES = (
    "AD AE AL AM AP AR AT AU AZ BA BD BE BG BH BO BR BX BY CA CH CI CL CN CO CR CS CU CY CZ DD DE DK DO DZ EA EC EE "
    "EG EM EP ES FI FR GB GC GE GR GT HK HN HR HU IB ID IE IL IN IR IS IT JO JP KE KG KR KZ LI LK LT LU LV MA MC MD ME "
    "MK MN MO MT MW MX MY NI NL NO NZ OA PA PE PH PK PL PT PY RO RS RU SA SE SG SI SK SM SU SV SY TH TJ TM TN TR TT TW "
    "UA US UY UZ VE VN WO YU ZA ZM ZW"
)
_OFFICES = frozenset(_OFFICE_CODES.split())

READERS: Mapping[str, Callable[[str, str], Parts | None]] = MappingProxyType({
    "CN": china.read,
    "US": united_states.read,
    "EP": europe.read,
    "WO": international.read,
    "JP": japan.read,
    "KR": korea.read,
    "DE": germany.read,
    "FR": other_offices.france,
    "GB": other_offices.great_britain,
    "IN": other_offices.india,
    "BR": other_offices.brazil,
    "EA": other_offices.eurasia,
    "AP": other_offices.african,
    "OA": other_offices.african,
    "RU": other_offices.russia,
})  # fmt: skip
"""What makes number, kind and check digit of the text after the office code, given a kind that stands elsewhere."""

SHAPES: Mapping[str, Callable[[str, str], Shape]] = MappingProxyType({
    "CN": china.shape,
    "US": united_states.shape,
    "EP": europe.shape,
    "WO": international.shape,
    "JP": japan.shape,
    "KR": korea.shape,
    "DE": germany.shape,
    "IN": other_offices.india_shape,
})  # fmt: skip
"""What tells the anatomy of a number in normal form."""

ALTERNATIVES: Mapping[str, Callable[[str, str], tuple[str, ...]]] = MappingProxyType({
    "JP": japan.alternatives,
    "KR": korea.alternatives,
})  # fmt: skip
"""Other digits under which the same number is printed."""

_WORDS = re.compile(
    r"(?:등록|공개|출원)?(?:특허|실용신안|디자인)(?:출원)?|(?:등록|공개|출원)번호|제(?=\s*\d)|(?<=\d)호"
    r"|(?:专利|申请|公开|公告|授权|公布|特許番号|出願番号|公開番号|登録番号|号码|编号|号|番号)+[:.]?"
    r"|\b(?:PATENTS?|PAT|APPLICATION|APPLN|APPL|APP|PUBLICATION|PUBLISHED|PUBL|PUB|SERIAL|SER|NUMBER|ANM|NR)\b\.?"
    r"|(?<=[.\s])NOS?\b\.?(?=[\s:]*[\dA-Z])"
)
_COUNTRY_WORDS = re.compile(
    r"^(?:U\.?S\.?S\.?N\b\.?:?|U\.\s?S\.?A?\.?|USA\b|UK\b|中国|中國|美国|日本国?|韩国|欧洲|德国)\s*"
)
_COUNTRY = {"U": "US", "UK": "GB", "中": "CN", "美": "US", "日": "JP", "韩": "KR", "欧": "EP", "德": "DE"}
_FILLED = re.compile(r"(?=\d{12}(?!\d))00\d{10}\s?(?:[A-Z]\d?)?")
_JAPANESE = re.compile("|".join([*japan.WORDS, r"[平昭令](?:成|和)?\s*[\d元]"]))
# "EP-A1-0 123 456", "DE-OS 27 12 345": the kind before the number, in letters that only a kind has.
_KIND_IN_FRONT = re.compile(r"(A\d?|B\d?|C\d?|U\d?|Y\d?|T\d|OS|PS|GM)-\s*(?=\d)|(OS|PS|GM)\s+(?=\d)")
_GERMAN_KINDS = {"OS": "A1", "PS": "C", "GM": "U"}


def without_words(folded: str) -> str:
    """A folded text without the words people put around a number ("U.S. Patent No. 7,272,630" -> "US 7,272,630")."""
    if folded.startswith(("DES.", "DES ")):
        folded = f"US D{folded[4:].lstrip()}"
    elif country := _COUNTRY_WORDS.match(folded):
        word = country[0]
        office = "GB" if word.startswith("UK") else _COUNTRY[word[0]]
        rest = folded[country.end() :]
        folded = rest if rest.startswith(office) else f"{office} {rest}"
    return fold(_WORDS.sub(" ", folded))


def split_office(folded: str, default_office: str | None) -> tuple[str | None, str]:
    """The office that a folded text names, else `default_office`, else the one its shape shows; and the rest."""
    if folded.startswith("PCT") and not re.match(r"PCT/\d{4}/\d+/[A-Z]{3}", folded):
        return "WO", folded
    if folded.startswith("ZL"):
        return "CN", folded
    office = folded[:2]
    if office in _OFFICES and re.search(r"\d", folded) and folded[2:3] != "/":
        # "US Pub. No. US 2010/0012345": the office twice.
        return office, folded[2:].lstrip(" .-:/").removeprefix(f"{office} ").lstrip(" .-:/")
    if office in {"AP", "OA"} and folded[2:3] == "/":
        return office, folded[2:]
    if folded.startswith(("WO/", "IN/")):
        return office, folded[3:]
    return (default_office.upper() if default_office else _infer_office(folded)), folded


def split_kind(office: str, body: str) -> tuple[str, str]:
    """A kind code that stands before the number, "" where there is none, and the rest."""
    found = _KIND_IN_FRONT.match(body)
    if found is None or office in {"IN", "BR"}:
        return "", body
    kind = found[1] or found[2]
    return _GERMAN_KINDS.get(kind, kind), body[found.end() :]


def _infer_office(folded: str) -> str | None:
    if _JAPANESE.search(folded):
        return "JP"
    close = folded.replace(" ", "")
    text = plain(folded)
    if re.fullmatch(r"(19|20)\d{2}[12389]\d{7}[0-9X]?", text) or re.fullmatch(r"[123]\d{8}[ABCUYSD]\d?", text):
        return "CN"
    if dotted := re.fullmatch(r"(\d{8})\.([0-9X])", close):
        number, digit = dotted.groups()
        return "CN" if digit == china.check_digit(number) else "EP" if digit == europe.check_digit(number) else None
    if re.fullmatch(r"\d{1,2},\d{3},\d{3}" + KIND + r"|(D|DES\.?|PP|RE\.?)[\d,]+" + KIND + r"|\d{7,8}[AB][12]", close):
        return "US"
    if re.fullmatch(r"\d{2}/\d{3},?\d{3}|20\d{2}/\d{7}" + KIND, close):
        return "US"
    if re.fullmatch(r"[123]0-(?:(?:19|20)\d{2}-)?\d{7}", close):
        return "KR"
    if re.fullmatch(r"[PG]\d{7}\.\d", close):
        return "DE"
    if re.fullmatch(r"\d{1,5}/(?:DEL|MUM|CAL|KOL|MAS|CHE|BOM)(?:NP)?/\d{4}", close):
        return "IN"
    return None


def read(office: str, body: str, kind: str = "") -> Parts | None:
    """Number, kind and check digit by the office's own rules, else by the general ones.

    Twelve figures with two zeros in front are a shorter number, filled up as Germany's office does with any office's.
    """
    if body.startswith("00") and _FILLED.fullmatch(body):
        body = body.lstrip("0")
    reader = READERS.get(office)
    return reader(body, kind) if reader else general(body)
