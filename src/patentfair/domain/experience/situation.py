"""The tags by which experience is found: what field, who, what kind of deal, where, and what stood in the way."""

from __future__ import annotations

from enum import StrEnum

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.kinds import KINDS
from patentfair.domain.patents.fields import FIELDS

__all__ = ["FACETS", "FACET_WORDS", "MOST_OBSTACLES", "Facet", "Outcome", "check_tags", "region_of"]


class Facet(StrEnum):
    FIELD = "field"
    PARTY = "party"
    DEAL = "deal"
    REGION = "region"
    OBSTACLE = "obstacle"
    OUTCOME = "outcome"


class Outcome(StrEnum):
    """How it came out. A failure is experience as much as a success."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"

    @property
    def label(self) -> Words:
        return FACETS[Facet.OUTCOME][self.value]


MOST_OBSTACLES = 4
FACET_WORDS = {
    Facet.OUTCOME: Words("结果", "How it came out"),
    Facet.OBSTACLE: Words("遇到的障碍", "What stood in the way"),
    Facet.DEAL: Words("交易方式", "Kind of deal"),
    Facet.PARTY: Words("当事方类型", "Who it was"),
    Facet.FIELD: Words("技术领域", "Field of technology"),
    Facet.REGION: Words("地区类型", "Kind of region"),
}
FACETS: dict[Facet, dict[str, Words]] = {
    Facet.OUTCOME: {
        "worked": Words("做成了", "It worked"),
        "partly": Words("部分做成", "It worked in part"),
        "failed": Words("没有做成", "It did not work"),
    },
    Facet.OBSTACLE: {
        "too_early": Words("技术尚不成熟", "Too early"),
        "benefit_unclear": Words("效益不明确", "Benefit unclear"),
        "route_unclear": Words("产业化路径不明确", "Route to use unclear"),
        "price": Words("价格分歧", "Price"),
        "title": Words("权属不清或者共有人意见不一", "Title or co-owners"),
        "legal_status": Words("法律状态问题", "Legal status"),
        "freedom_to_operate": Words("存在侵权风险", "Freedom to operate"),
        "money": Words("资金不足", "Money"),
        "people": Words("缺少人手", "Hands"),
        "trust": Words("缺乏信任", "Trust"),
        "procedure": Words("手续繁琐、周期过长", "Formalities and time"),
        "other": Words("其他", "Other"),
    },
    Facet.DEAL: {
        **{row.kind.value: row.name for row in KINDS},
        "none": Words("不涉及交易", "No deal"),
    },
    Facet.PARTY: {
        "university": Words("高校院所", "University or institute"),
        "large_firm": Words("大中型企业", "Large firm"),
        "small_firm": Words("小微企业", "Small firm"),
        "inventor": Words("个人发明人", "Individual inventor"),
        "public": Words("公众、学生", "Public and pupils"),
        "center": Words("中心之间", "Between centers"),
    },
    Facet.FIELD: {str(number): field.name for number, field in FIELDS.items()},
    Facet.REGION: {
        "east": Words("东部", "Eastern China"),
        "center": Words("中部", "Central China"),
        "west": Words("西部", "Western China"),
        "northeast": Words("东北", "North-eastern China"),
    },
}
_MANY = frozenset({Facet.OBSTACLE, Facet.PARTY})
# The four regions of the National Bureau of Statistics, 2011.
_REGIONS = {
    "east": ("11", "12", "13", "31", "32", "33", "35", "37", "44", "46"),
    "center": ("14", "34", "36", "41", "42", "43"),
    "west": ("15", "45", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
    "northeast": ("21", "22", "23"),
}


def region_of(province: str) -> str:
    """The kind of region a province (GB/T 2260, two digits) belongs to, "" where it is in none."""
    return next((code for code, provinces in _REGIONS.items() if province in provinces), "")


def check_tags(tags: dict[str, list[str]]) -> dict[str, list[str]]:
    """The tags in the order of the facets, without repetition; raises `Invalid` naming the facet.

    One code a facet, up to `MOST_OBSTACLES` obstacles and kinds of party; how it came out must be said.
    """
    unknown = set(tags) - {facet.value for facet in Facet}
    if unknown:
        raise Invalid("experience.tag", field=min(unknown))
    found: dict[str, list[str]] = {}
    for facet, words in FACETS.items():
        codes = list(dict.fromkeys(code for code in tags.get(facet.value, []) if code))
        if any(code not in words for code in codes) or len(codes) > (MOST_OBSTACLES if facet in _MANY else 1):
            raise Invalid("experience.tag", field=facet.value)
        if codes:
            found[facet.value] = codes
    if Facet.OUTCOME.value not in found:
        raise Invalid("experience.outcome", field=Facet.OUTCOME.value)
    return found
