"""Whether two party profiles may be one party: a score with its reasons, for a person to decide on.

Deterministic: the same profiles give the same score. A name alone is strong for organisations and weak for people, of
whom many share one. Companies of one house with different names are never suggested as one, whatever else they share.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.party_names import (
    PartyType,
    folded_name,
    is_group,
    is_han,
    legal_form,
    party_key,
    party_type,
    person_key,
)
from patentfair.domain.patents.record import PartyRole, PatentParty, PatentRecord

__all__ = ["SUGGESTED_FROM", "NamePair", "PartyProfile", "Sameness", "family_pairs", "reason_words", "sameness"]

SUGGESTED_FROM = 0.6
"""Scores from here on are worth showing to a person as a suggestion to join."""


class PartyProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What documents show of one party.

    `names` and `addresses` as printed; `country` ISO 3166-1, `region` as recorded; `people` the inventors it appears
    with, `partners` the parties that own or apply beside it; `translations` names that a member of the same patent
    family prints in the same place (`family_pairs`); `classes` canonical symbols, `years` those of its documents.
    """

    names: tuple[str, ...]
    is_organisation: bool | None = None
    country: str = ""
    region: str = ""
    addresses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class Sameness(msgspec.Struct, frozen=True, kw_only=True):
    """How likely two profiles are one party, 0 to 1, the codes of what speaks for and against it, and both in words."""

    score: float
    reasons: tuple[str, ...]
    words: Words


class _Reason(NamedTuple):
    firm: float
    person: float
    words: Words


# What a reason adds for organisations and for people, and how it reads. The names' own relation comes first.
_REASONS = {
    "same-name": _Reason(0.80, 0.35, Words("名称相同", "the same name")),
    "same-key": _Reason(0.70, 0.35, Words("除组织形式外名称相同", "the same name but for the legal form")),
    "same-family": _Reason(
        0.65,
        0.55,
        Words("同族专利在同一位置印有两个名称", "members of one family print both in the same place"),
    ),
    "same-name-other-order": _Reason(
        0.0,
        0.30,
        Words("姓名各部分相同、次序不同", "the same parts of the name in another order"),
    ),
    "name-contains": _Reason(0.25, 0.15, Words("一个名称包含另一个", "one name contains the other")),
    "same-address": _Reason(0.15, 0.35, Words("地址相同", "the same address")),
    "shared-people": _Reason(0.12, 0.30, Words("有共同的发明人", "inventors in common")),
    "shared-partners": _Reason(0.08, 0.20, Words("有共同的申请人", "co-applicants in common")),
    "shared-classes": _Reason(0.04, 0.10, Words("技术领域相同", "the same field of technology")),
    "different-country": _Reason(-0.45, -0.25, Words("国家不同", "different countries")),
    "different-region": _Reason(-0.10, -0.10, Words("地区不同", "different regions")),
    "different-form": _Reason(-0.15, 0.0, Words("组织形式不同", "different legal forms")),
    "group-and-member": _Reason(-0.10, 0.0, Words("一方为集团，另一方不是", "one is a group, the other is not")),
    "different-type": _Reason(-0.50, -0.50, Words("主体类型不同", "different kinds of party")),
    "distant-years": _Reason(0.0, -0.15, Words("相隔三十年以上", "more than thirty years apart")),
    "further-words": _Reason(
        -0.05,
        -0.05,
        Words("一个名称另有区别字词，可能是子公司或分支", "one name has further words; perhaps a subsidiary"),
    ),
    "different-core": _Reason(0.0, 0.0, Words("名称主体不同", "the names differ in substance")),
}
_FOR = frozenset(code for code, reason in _REASONS.items() if max(reason.firm, reason.person) > 0)
# However much else is shared, names that differ in substance are not one party.
_CAPS = {
    "further-words": 0.40,
    "different-core": 0.20,
    "different-type": 0.40,
    "different-country": 0.55,
    "group-and-member": 0.55,
}
_FAR_YEARS = 30


def sameness(a: PartyProfile, b: PartyProfile) -> Sameness:
    """How likely `a` and `b` are one party. Symmetric."""
    kinds = {_type(profile) for profile in (a, b)} - {PartyType.UNKNOWN}
    personal = kinds == {PartyType.PERSON}
    reasons = [_names(a, b, personal=personal)]
    if reasons[0] == "name-contains":
        reasons.append("further-words")
    if _folded(a.addresses) & _folded(b.addresses):
        reasons.append("same-address")
    if {person_key(name) for name in a.people} & {person_key(name) for name in b.people} - {""}:
        reasons.append("shared-people")
    if _keys(a.partners, "") & _keys(b.partners, ""):
        reasons.append("shared-partners")
    if {symbol[:4] for symbol in a.classes} & {symbol[:4] for symbol in b.classes}:
        reasons.append("shared-classes")
    reasons += _against(a, b, kinds, reasons[0])
    score = sum(_REASONS[code].person if personal else _REASONS[code].firm for code in reasons)
    score = min(score, *(_CAPS.get(code, 1.0) for code in reasons), 1.0)
    return Sameness(score=round(max(0.0, score), 2), reasons=tuple(reasons), words=_words(reasons))


def reason_words(code: str) -> Words:
    """The words of one reason's code; the code itself where it is none of ours."""
    return _REASONS[code].words if code in _REASONS else Words(code, code)


def _type(profile: PartyProfile) -> PartyType:
    found = (party_type(name, profile.is_organisation) for name in profile.names)
    return next((one for one in found if one is not PartyType.UNKNOWN), PartyType.UNKNOWN)


def _folded(texts: tuple[str, ...]) -> set[str]:
    """Addresses without punctuation, spacing and a post code in front."""
    plain = (unicodedata.normalize("NFKC", text).lstrip("0123456789 ") for text in texts)
    return {folded for text in plain if len(folded := folded_name(text)) > 5}


def _keys(names: tuple[str, ...], country: str) -> set[str]:
    return {party_key(name, country) for name in names} - {""}


def _names(a: PartyProfile, b: PartyProfile, *, personal: bool) -> str:
    """The strongest relation between the names of the two."""
    if {folded_name(name) for name in a.names} & {folded_name(name) for name in b.names} - {""}:
        return "same-name"
    keys_a, keys_b = _keys(a.names, a.country), _keys(b.names, b.country)
    if keys_a & keys_b:
        return "same-key"
    if _keys(a.translations, b.country) & keys_b or _keys(b.translations, a.country) & keys_a:
        return "same-family"
    if personal and {person_key(name) for name in a.names} & {person_key(name) for name in b.names} - {""}:
        return "same-name-other-order"
    if any(_contains(one, other) or _contains(other, one) for one in keys_a for other in keys_b):
        return "name-contains"
    return "different-core"


def _contains(long: str, short: str) -> bool:
    if is_han(long) and is_han(short):
        return len(short) >= 2 and short in long
    return len(short) >= 4 and f" {short} " in f" {long} "


def _against(a: PartyProfile, b: PartyProfile, kinds: set[PartyType], relation: str) -> list[str]:
    found = []
    abroad = bool(a.country and b.country and a.country != b.country)
    # The members of a family are printed in several countries with the address of the same owner, or with none.
    if abroad and relation != "same-family":
        found.append("different-country")
    if not abroad and a.region and b.region and folded_name(a.region) != folded_name(b.region):
        found.append("different-region")
    forms_a = {legal_form(name, a.country) for name in a.names} - {"", "company"}
    forms_b = {legal_form(name, b.country) for name in b.names} - {"", "company"}
    if forms_a and forms_b and not forms_a & forms_b and relation != "same-family":
        found.append("different-form")
    if relation == "same-key" and {is_group(name) for name in a.names} != {is_group(name) for name in b.names}:
        found.append("group-and-member")
    if len(kinds) > 1:
        found.append("different-type")
    if a.years and b.years and max(min(a.years) - max(b.years), min(b.years) - max(a.years)) > _FAR_YEARS:
        found.append("distant-years")
    return found


def _words(reasons: list[str]) -> Words:
    supporting = [_REASONS[code].words for code in reasons if code in _FOR]
    opposing = [_REASONS[code].words for code in reasons if code not in _FOR]
    zh = "；".join(
        filter(
            None,
            (
                _listed("支持", "、", [one.zh for one in supporting]),
                _listed("反对", "、", [one.zh for one in opposing]),
            ),
        )
    )
    en = "; ".join(
        filter(
            None,
            (
                _listed("For", ", ", [one.en for one in supporting]),
                _listed("Against", ", ", [one.en for one in opposing]),
            ),
        )
    )
    return Words(zh, en)


def _listed(head: str, comma: str, items: list[str]) -> str:
    if not items:
        return ""
    return f"{head}{'：' if comma == '、' else ': '}{comma.join(items)}"


class NamePair(msgspec.Struct, frozen=True, kw_only=True):
    """Two names that stand in the same place of two documents of one family."""

    role: PartyRole
    first: str
    second: str


def family_pairs(first: PatentRecord, second: PatentRecord) -> tuple[NamePair, ...]:
    """Pairs of names in different scripts by position, from two records that the caller knows to be of one family.

    Owners are paired with owners and inventors with inventors, and only where both documents list as many, for
    otherwise the positions do not answer to each other.
    """
    pairs: list[NamePair] = []
    for role, select in ((PartyRole.ASSIGNEE, _owners), (PartyRole.INVENTOR, _inventors)):
        ours, theirs = select(first), select(second)
        if len(ours) != len(theirs):
            continue
        pairs += [
            NamePair(role=role, first=one.name, second=other.name)
            for one, other in zip(ours, theirs, strict=True)
            if one.name and other.name and is_han(one.name) != is_han(other.name)
        ]
    return tuple(dict.fromkeys(pairs))


def _owners(record: PatentRecord) -> list[PatentParty]:
    """The assignees, or the applicants that are organisations: an old US document names the inventors as applicants."""
    owners = [party for party in record.parties if party.role is PartyRole.ASSIGNEE]
    if not owners:
        applicants = (party for party in record.parties if party.role is PartyRole.APPLICANT)
        owners = [one for one in applicants if party_type(one.name, one.is_organisation) is not PartyType.PERSON]
    return sorted(owners, key=lambda party: party.sequence)


def _inventors(record: PatentRecord) -> list[PatentParty]:
    inventors = [party for party in record.parties if party.role is PartyRole.INVENTOR]
    return sorted(inventors, key=lambda party: party.sequence)
