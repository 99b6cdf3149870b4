"""Names of parties: what is left of a name without its legal form, and what kind of party bears it.

Documents print one party in many ways: case, punctuation, full-width characters, "Co., Ltd." or "有限公司". The key of
a name leaves these out, and nothing else: names of branches and subsidiaries keep what sets them apart. Whether two
names are one party is for `party_sameness` to suggest and for a person to decide.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from patentfair.domain.kernel.words import Words

__all__ = [
    "PARTY_TYPE_WORDS",
    "PartyType",
    "folded_name",
    "is_group",
    "is_han",
    "legal_form",
    "party_key",
    "party_type",
    "person_key",
]

_LONGEST = 300
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ALL_HAN = re.compile(r"[\u4e00-\u9fff]{1,300}")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_SEPARATORS = re.compile(r"[^\w&]+|_+")
_SPECIAL_LETTERS = str.maketrans({"ß": "SS", "Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "İ": "I", "ı": "I"})

# Legal forms in Chinese, Japanese and Korean script, the longer first, and the canonical name of each.
_EAST_ASIAN_FORMS = {
    "股份有限责任公司": "joint-stock",
    "集团股份有限公司": "joint-stock",
    "集团有限责任公司": "limited",
    "集团有限公司": "limited",
    "股份有限公司": "joint-stock",
    "有限责任公司": "limited",
    "有限公司": "limited",
    "股份公司": "joint-stock",
    "集团公司": "company",
    "集团总公司": "company",
    "总公司": "company",
    "责任公司": "limited",
    "公司": "company",
    "集团": "company",
    "株式会社": "joint-stock",
    "株式會社": "joint-stock",
    "有限会社": "limited",
    "合同会社": "limited",
    "有限合伙": "partnership",
    "普通合伙": "partnership",
    "주식회사": "joint-stock",
    "유한회사": "limited",
}
_EAST_ASIAN_END = re.compile(f"(?:{'|'.join(sorted(_EAST_ASIAN_FORMS, key=len, reverse=True))})$")
_EAST_ASIAN_START = re.compile(r"^(?:株式会社|株式會社|有限会社|合同会社|주식회사|유한회사)")
_BRACKETED_FORM = re.compile(r"[(\uff08](株|有|주|유|有限合伙|普通合伙|特殊普通合伙)[)\uff09]")

_SPELLED_OUT = {"株": "株式会社", "有": "有限会社", "주": "주식회사", "유": "유한회사"}

# Legal forms in Latin script as they stand at the end of a name, points taken off, and the canonical name of each.
_LATIN_FORMS = {
    "joint-stock": "CORP CORPORATION INC INCORPORATED AG SA SPA NV PLC AB OYJ ASA AS KK TBK PT PAO OAO ZAO AO JSC OJSC",
    "limited": (
        "LTD LIMITED LLC GMBH MBH UG SARL SRL BV OY APS SPZOO SRO DOO KFT OOO PTY PTE PVT PRIVATE SDN BHD LTDA LDA SL "
        "SLU SAS YK KG KGAA"
    ),
    "company": "CO COMPANY COMPAGNIE CIE GROUP HOLDING HOLDINGS SE OHG",
    "partnership": "LP LLP",
}
_FORM_OF_WORD = {word: form for form, words in _LATIN_FORMS.items() for word in words.split()}
# Short forms that are also words or initials count only in the countries that have them, or where none is known.
_FORM_COUNTRIES = {
    "AS": "NO DK CZ EE TR SK LV", "AB": "SE FI LT", "AO": "RU", "PT": "ID", "SE": "DE FR AT NL BE LU GB IE CY PL CZ",
    "SL": "ES", "UG": "DE", "KG": "DE AT", "AG": "DE CH AT LI LU", "SA": "FR CH BE ES LU PT BR AR MX PL GR CL PE CO IT",
}  # fmt: skip
_JOINED = (
    (" KABUSHIKI KAISHA", " KK"), (" YUGEN KAISHA", " YK"), (" SP Z O O", " SPZOO"), (" SPOL S R O", " SRO"),
    (" S R O", " SRO"), (" S A R L", " SARL"), (" S P A", " SPA"), (" S A", " SA"), (" N V", " NV"), (" B V", " BV"),
    (" D O O", " DOO"), (" A S", " AS"), (" K K", " KK"), (" L L C", " LLC"),
)  # fmt: skip
_STARTS = ("KABUSHIKI KAISHA ", "YUGEN KAISHA ", "OOO ", "ZAO ", "OAO ", "PAO ", "PT ", "THE ")
_GROUP = re.compile(r"集团|控股|\b(?:GROUP|HOLDINGS?)\b|ホールディングス")
_LINKING = frozenset({"AND", "&", "UND", "ET", "Y", "E"})


class PartyType(StrEnum):
    """What kind of party a name tells of. AGENCY is a body of government."""

    PERSON = "person"
    FIRM = "firm"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    HOSPITAL = "hospital"
    AGENCY = "agency"
    UNKNOWN = "unknown"


PARTY_TYPE_WORDS = {
    PartyType.PERSON: Words("个人", "Person"),
    PartyType.FIRM: Words("企业", "Company"),
    PartyType.UNIVERSITY: Words("高校", "University"),
    PartyType.INSTITUTE: Words("科研机构", "Research institute"),
    PartyType.HOSPITAL: Words("医院", "Hospital"),
    PartyType.AGENCY: Words("政府机关", "Government body"),
    PartyType.UNKNOWN: Words("未知", "Unknown"),
}


def is_group(name: str) -> bool:
    """Whether a name says that it is a group's or a holding's, which is another company than its members."""
    return _GROUP.search(folded_name(name)) is not None


def is_han(name: str) -> bool:
    """Whether a name is written with Chinese characters (a Japanese one counts, too)."""
    return _HAN.search(name) is not None


def folded_name(name: str) -> str:
    """A name without differences of case, width, accents, punctuation and spacing. "" where nothing is left."""
    if _ALL_HAN.fullmatch(name):
        return name
    text = unicodedata.normalize("NFKC", name[:_LONGEST]).upper().translate(_SPECIAL_LETTERS)
    text = _BRACKETED_FORM.sub(lambda found: _SPELLED_OUT.get(found[1], ""), text)
    if _EAST_ASIAN.search(text):
        return _SEPARATORS.sub("", unicodedata.normalize("NFC", text).replace("&", ""))
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = plain.replace(".", "").replace("'", "").replace("’", "").replace("&", " & ")
    return " ".join("AND" if part == "&" else part for part in _SEPARATORS.sub(" ", plain).split())


@lru_cache(maxsize=65536)
def _core(folded: str, country: str) -> tuple[str, str]:
    """What is left without the legal form, and the form in its canonical name."""
    return _east_asian_core(folded) if _EAST_ASIAN.search(folded) else _latin_core(folded, country)


def _east_asian_core(folded: str) -> tuple[str, str]:
    core, form = folded, ""
    if found := _EAST_ASIAN_START.match(core):
        core, form = core[found.end() :], _EAST_ASIAN_FORMS[found[0]]
    for _ in range(3):
        found = _EAST_ASIAN_END.search(core)
        if found is None or found.start() == 0:
            break
        form = form or _EAST_ASIAN_FORMS[found[0]]
        core = core[: found.start()]
    return core or folded, form


def _latin_core(folded: str, country: str) -> tuple[str, str]:
    text = folded
    for start in _STARTS:
        if text.startswith(start) and len(text) > len(start):
            text = text[len(start) :]
            break
    for spaced, joined in _JOINED:
        text = text.replace(spaced, joined) if text.endswith(spaced) else text
    tokens = text.split()
    form = ""
    while len(tokens) > 1:
        last = tokens[-1]
        countries = _FORM_COUNTRIES.get(last, "")
        if last in _LINKING and form:
            tokens.pop()
        elif last in _FORM_OF_WORD and (not countries or not country or country in countries.split()):
            # "GMBH & CO KG" and "CO LTD" are told by the word that says most.
            form = _FORM_OF_WORD[last] if form in {"", "company"} else form
            tokens.pop()
        else:
            break
    return " ".join(tokens) or folded, form


@lru_cache(maxsize=65536)
def party_key(name: str, country: str = "") -> str:
    """The core of a name, the same for all its spellings in one script: "华为技术", "HUAWEI TECHNOLOGIES".

    Folded, then without legal forms. `country` (ISO 3166-1) settles short forms that elsewhere are words ("AS").
    """
    return _core(folded_name(name), country)[0]


def legal_form(name: str, country: str = "") -> str:
    """The legal form a name shows: "limited", "joint-stock", "company", "partnership", or ""."""
    return _core(folded_name(name), country)[1]


def person_key(name: str) -> str:
    """A person's name without the order of its parts, so that "Zhang, Wei" meets "Wei ZHANG". A suggestion, no more.

    Hyphens within a part do not count ("Xiao-Ming", "Xiaoming"); Chinese names are taken as they are.
    """
    text = unicodedata.normalize("NFKC", name[:_LONGEST]).replace("-", "").replace("‐", "")
    folded = folded_name(text)
    return folded if _EAST_ASIAN.search(folded) else " ".join(sorted(folded.split()))


# Words that tell a type, in the languages of the offices. In East Asian scripts the word that ends last is the head.
_EAST_ASIAN_TYPES = (
    (PartyType.FIRM, "公司 会社 會社 企业 工厂 合作社 事务所 商行 经营部 加工厂 厂 店 회사 (주)"),
    (PartyType.HOSPITAL, "医院 保健院 医疗中心 病院 병원 卫生院"),
    (PartyType.UNIVERSITY, "大学 学院 学校 大學 대학교 대학 研究生院 산학협력단"),
    (
        PartyType.INSTITUTE,
        "研究院 研究所 科学院 工程院 设计院 研究中心 实验室 研究開発法人 研究機構 研究开发中心 技术中心 试验站 "
        "연구원 연구소",
    ),
    (PartyType.AGENCY, "人民政府 管理局 委员会 管委会 支队 部队 人民解放军 国务院 厅 局 庁 部"),
)
_EAST_ASIAN_WORDS = tuple(
    (word, party_type) for party_type, words in _EAST_ASIAN_TYPES for word in words.split()
)  # fmt: skip
# Words that are a type only at the end, being parts of other words elsewhere.
_ONLY_AT_THE_END = frozenset({"厂", "店", "厅", "局", "庁", "部"})
_LATIN_TYPES = (
    (
        PartyType.HOSPITAL,
        r"HOSPITALS?|HOPITA(?:L|UX)|(?:UNIVERSITATS)?KLINIK(?:UM)?|KRANKENHAUS|CLINIC|OSPEDALE|INFIRMARY",
    ),
    (
        PartyType.UNIVERSITY,
        r"UNIV|UNIVERSIT\w{0,6}|UNIVERSIDADE?|COLLEGES?|HOCHSCHULE|\w{0,20}HOCHSCHULE|ECOLE|POLYTECHNIC\w{0,3}"
        r"|POLITECNICO|INSTITUTE OF TECHNOLOGY|DAIGAKU|REGENTS|INDUSTRY ACADEMIC COOPERATION \w+",
    ),
    (
        PartyType.INSTITUTE,
        r"INSTITUTES?|INSTITUT|INST|RESEARCH (?:CENT(?:ER|RE)|COUNCIL|FOUNDATION|ORGANI[SZ]ATION)|FRAUNHOFER\w*"
        r"|MAX PLANCK|ACADEMY|CENTRE NATIONAL DE LA RECHERCHE SCIENTIFIQUE|CNRS|FORSCHUNGSZENTRUM|LABORATORY",
    ),
    (
        PartyType.AGENCY,
        r"MINISTRY|MINISTERE|MINISTERIUM|BUNDES\w{3,20}|GOVERNMENT|DEPARTMENT OF|SECRETARY OF|UNITED STATES OF AMERICA"
        r"|ADMINISTRATION|COMMISSARIAT|AUTHORITY|COMMISSION",
    ),
    (PartyType.FIRM, r"TECHNOLOGIES|INDUSTRIES|ENTERPRISES?|WORKS|PARTNERS|LABS|LABORATORIES|FACTORY|KAISHA"),
)
_LATIN_PATTERNS = tuple((party_type, re.compile(rf"\b(?:{words})\b")) for party_type, words in _LATIN_TYPES)
_CHINESE_PERSON = re.compile(
    r"[\u3400-\u9fff]{2,4}|(?=[^·]*·)(?=.*[\u3400-\u9fff])[^\W\d_]{1,20}(?:[·.][^\W\d_]{1,20}){1,6}"
)
_SURNAME_FIRST = re.compile(
    r"[^\W\d]{1,30}(?:[ '-][^\W\d]{1,30}){0,2}, ?[^\W\d]{1,30}(?:[ .'-]{1,2}[^\W\d]{0,30}){0,4}"
)


def party_type(name: str, is_organisation: bool | None = None) -> PartyType:
    """The kind of party a name tells of; what the document says (`is_organisation`) comes before what it looks like.

    A legal form makes a firm, whatever else the name holds ("某某大学设计院有限公司").
    """
    if is_organisation is False:
        return PartyType.PERSON
    folded = folded_name(name)
    if not folded:
        return PartyType.UNKNOWN
    found = _east_asian_type(folded) if _EAST_ASIAN.search(folded) else _latin_type(folded)
    if found is not PartyType.UNKNOWN or is_organisation:
        return found
    printed = unicodedata.normalize("NFKC", name[:_LONGEST]).strip()
    looks_personal = _CHINESE_PERSON.fullmatch(printed) or _SURNAME_FIRST.fullmatch(printed)
    return PartyType.PERSON if looks_personal else PartyType.UNKNOWN


def _east_asian_type(folded: str) -> PartyType:
    if _core(folded, "")[1]:
        return PartyType.FIRM
    best = (-1, 0, PartyType.UNKNOWN)
    for word, party_type_ in _EAST_ASIAN_WORDS:
        end = folded.rfind(word) + len(word)
        if folded.rfind(word) <= 0 or (word in _ONLY_AT_THE_END and (end != len(folded) or len(folded) < 5)):
            continue
        best = max(best, (end, len(word), party_type_))
    # An office of a company is the company's ("某某电网有限公司某某供电局").
    return PartyType.FIRM if best[2] is PartyType.AGENCY and "公司" in folded else best[2]


def _latin_type(folded: str) -> PartyType:
    if _latin_core(folded, "")[1]:
        return PartyType.FIRM
    for party_type_, pattern in _LATIN_PATTERNS:
        if pattern.search(folded):
            return party_type_
    return PartyType.UNKNOWN
