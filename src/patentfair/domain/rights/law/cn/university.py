"""Party rules: universities and public research bodies, State-owned enterprises. China."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import approval, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R31 = Law(
    "R-CN-31",
    Words("国有企业转让重大财产的评估", "State-owned enterprises: valuation"),
    "SOA 47",
    Words("《企业国有资产法》第四十七条", "Law on State-Owned Assets of Enterprises art. 47"),
    "V",
    sources.SOA,
)
R31X = Law(
    "R-CN-31",
    Words("国有企业转让专利的进场交易", "State-owned enterprises: sale on an exchange"),
    "SOA 54, 55",
    Words(
        "参照《企业国有资产法》第五十四条、第五十五条，对企业转让专利是否适用尚待核实",
        "compare Law on State-Owned Assets of Enterprises arts 54 and 55; whether they reach an enterprise's own "
        "patents remains to be verified",
    ),
    "GK",
    sources.SOA,
)
S76 = Law(
    "S-76",
    Words("中央企业知识产权定价", "Central State-owned enterprises: price"),
    "SOE24",
    Words("国资发产权规〔2024〕8号", "SASAC notice [2024] 8"),
    "V2",
    sources.SOE24,
)
R90 = Law(
    "R-CN-90",
    Words("科技成果的定价方式", "How a public institution prices a result"),
    "STA 18",
    Words("《促进科技成果转化法》第十八条", "Law on Promoting S&T Achievements art. 18"),
    "V",
    sources.STA,
)
R91 = Law(
    "R-CN-91",
    Words("协议定价公示不少于十五日", "Public notice of an agreed price, fifteen days"),
    "STA 18; GF16; CC 201",
    Words(
        "《促进科技成果转化法》第十八条、国发〔2016〕16号（全国性期限尚待核实）、《民法典》第二百零一条",
        "STA art. 18, Guofa [2016] 16 (the national period remains to be verified), Civil Code art. 201",
    ),
    "GK",
    sources.STA,
)
R92 = Law(
    "R-CN-92",
    Words("对完成人的奖励和报酬", "Reward of those who made the result"),
    "STA 45",
    Words("《促进科技成果转化法》第四十五条", "Law on Promoting S&T Achievements art. 45"),
    "V",
    sources.STA,
)
S72 = Law(
    "S-72",
    Words("关键核心技术的审批", "Key core technology"),
    "AUTH19 1-4",
    Words("财政部关于进一步加大授权力度促进科技成果转化的通知", "Ministry of Finance notice on S&T results (2019)"),
    "V",
    sources.AUTH19,
)

# The day on which the notice goes up is not counted (Civil Code art. 201): fifteen whole days follow it.
_FIFTEEN = timedelta(days=15 + 1)


def _kinds(case: Case) -> set[str | None]:
    """The kinds of body that sell; these rules are about China's own, so one seated elsewhere is none of them."""
    return {
        None if one is None else one.kind
        for one in case.grantors
        if one is None or one.seat in (None, "CN") or one.kind is None
    }


def price(case: Case) -> Sequence[Finding]:
    """R-CN-90, 91: price by agreement, listing or auction; an agreed price is published for fifteen days."""
    kinds = _kinds(case)
    if "public_research" not in kinds:
        return [_kind_unknown()] if None in kinds else ()
    transaction = case.transaction
    if transaction.price_method in ("listing", "auction"):
        return ()
    if transaction.price_method is None:
        return [
            finding(
                R90,
                Outcome.NEEDS_FORMALITY,
                "国家设立的研究开发机构、高等院校转让、许可科技成果，应当通过协议定价、在技术交易市场挂牌交易、拍卖等方式确定价格",
                "A State-founded research body or university sets the price by agreement, by listing "
                "on a technology market, by auction or the like",
                Words("确定定价方式", "Choose how the price is set"),
                requirement="price",
                who="owner",
                effect="breach",
            )
        ]
    return [_published(case)]


def _kind_unknown() -> Finding:
    return finding(
        R90,
        Outcome.NEEDS_FORMALITY,
        "权利人的性质不明；属于国家设立的研究开发机构、高等院校的，应当按规定定价并公示",
        "What kind of body the owner is is not known; a State-founded one must set and publish the price by the rules",
        Words("说明权利人的单位性质", "State what kind of body the owner is"),
        requirement="evidence",
        who="owner",
        effect="breach",
    )


def _published(case: Case) -> Finding:
    notice = case.transaction.price_notice
    if notice is None:
        return finding(
            R90,
            Outcome.NEEDS_FORMALITY,
            "协议定价的，应当在本单位公示科技成果名称和拟交易价格",
            "With an agreed price the unit publishes the name of the result and the proposed price",
            Words(
                "公示不少于十五日，并公开异议处理程序", "Publish for at least fifteen days, with an objection procedure"
            ),
            requirement="publicity",
            who="owner",
            effect="breach",
        )
    last = notice.start + _FIFTEEN
    met = notice.end >= last and case.day >= notice.end and notice.objection_open is False
    return finding(
        R91,
        Outcome.ALLOWED if met else Outcome.NEEDS_FORMALITY,
        "协议定价的公示期不少于十五日，公示开始的当日不计入，期间的异议应当处理完毕",
        "The notice of an agreed price runs for at least fifteen days, the day it goes up not counted, and objections "
        "are dealt with",
        Words(
            f"公示至{last}（不含该日），并处理异议",
            f"Keep it up until {last} (that day not included) and settle objections",
        ),
        requirement="publicity",
        who="owner",
        deadline=None if met else last,
        effect="breach",
        listed=met,
        satisfied=met,
    )


def reward(case: Case) -> Sequence[Finding]:
    """R-CN-92: at least half of the net income goes to those who made the result."""
    if "public_research" not in _kinds(case):
        return ()
    return [
        finding(
            R92,
            Outcome.ALLOWED,
            "转让、许可净收入中应当提取不低于百分之五十用于奖励完成、转化的重要贡献人员",
            "At least half of the net income goes to those who made and transferred the result",
            Words("按规定或者约定兑现奖励和报酬", "Pay the reward"),
            requirement="pay",
            who="owner",
            effect="breach",
            listed=True,
        )
    ]


def key_core(case: Case) -> Sequence[Finding]:
    """S-72: key core technology of a public institution goes to its supervising department."""
    key, secrecy = case.right.key_core_technology, case.right.secrecy
    secret = secrecy in ("secret", "defence")
    if "public_research" not in _kinds(case) or (key is False and not secret):
        return ()
    doubt = ("", "") if key or secret else ("；是否为该类成果不明", "; whether this is such a result is not known")
    zh = "涉及国家秘密、国家安全和关键核心技术的科技成果，其转让、许可须经主管部门批准" + doubt[0]
    en = "Results touching State secrets, national security or key core technology need the supervising department"
    en += doubt[1]
    cure = Words("报主管部门批准，或者说明不涉及", "Obtain its approval, or state that it is none")
    found = approval(case, S72, "supervising_department", "supervising department", zh, en, cure)
    if found.outcome is Outcome.FORBIDDEN and not (key or secret):
        return [unknown(S72, zh, en, cure)]
    return [found]


def state_owned(case: Case) -> Sequence[Finding]:
    """R-CN-31: a State-owned enterprise sells on a valuation and by listing, unless direct sale is allowed."""
    kinds = _kinds(case)
    if not kinds & {"soe", "central_soe", None}:
        return ()
    out = []
    certain = bool(kinds & {"soe", "central_soe"})
    doubt = ("", "") if certain else ("；让与人是否为国有企业不明", "; whether the seller is one is not known")
    if not case.transaction.valuation:
        out.append(
            finding(
                R31,
                Outcome.NEEDS_FORMALITY,
                "国有独资企业、国有独资公司和国有资本控股公司转让重大财产的，应当按照规定对有关资产进行评估" + doubt[0],
                "A wholly State-owned or State-controlled enterprise that sells major property has it valued by the "
                "rules" + doubt[1],
                Words("委托资产评估", "Have it valued"),
                requirement="price",
                who="owner",
                effect="breach",
            )
        )
    if case.transaction.price_method not in ("listing", "auction"):
        out.append(
            finding(
                R31X,
                Outcome.NEEDS_FORMALITY,
                "国有企业对外转让专利等资产，按国有资产监督管理规定和企业制度须进场交易的，应当在产权交易场所公开进行，"
                "可以直接协议转让的除外" + doubt[0],
                "Where the rules on State-owned assets or the house rules call for it, a State-owned enterprise sells "
                "a patent openly on a property exchange, save where direct sale is allowed" + doubt[1],
                Words(
                    "进场公开转让，或者取得无须进场、可以直接协议转让的依据",
                    "Sell it on the exchange, or show why that is not needed",
                ),
                requirement="publicity",
                who="owner",
                effect="breach",
            )
        )
    return out


def central_licence(case: Case) -> Sequence[Finding]:
    """S-76: a central enterprise licenses on a running royalty, with reference to the estimation guide."""
    if "central_soe" not in _kinds(case):
        return ()
    return [
        finding(
            S76,
            Outcome.ALLOWED,
            "中央企业许可使用知识产权，宜以销售额、利润提成或者入门费加提成方式确定价格",
            "A central State-owned enterprise licenses on a royalty of sales or profit, with or without an entry fee",
            requirement="price",
            who="owner",
            listed=True,
        )
    ]


_DEALS = sources.ASSIGNMENTS | sources.OWNER_LICENCES

RULES = (
    Rule(S72, _DEALS, key_core),
    Rule(R90, _DEALS, price),
    Rule(R31, sources.ASSIGNMENTS, state_owned),
    Rule(S76, sources.OWNER_LICENCES, central_licence),
    Rule(R92, _DEALS, reward),
)
