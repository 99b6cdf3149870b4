"""Unitary patents: which law they are property under, where they have effect, their unity, term and fees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.regions import territory_name
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.de import sources as kinds
from patentfair.domain.rights.law.de.outside import covers, outside, spent
from patentfair.domain.rights.law.ep.renewal import late
from patentfair.domain.rights.law.ep.sources import named_states
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.up.case import Case
from patentfair.domain.rights.territory import resolve

__all__ = ["FROM", "RULES"]

FROM = date(2023, 6, 1)
"""The day from which there are unitary patents."""

R01 = Law(
    "R-UP-01",
    Words("仅得就全部参加国转让，可以就部分许可", "Transferred only for all states, licensed for part, too"),
    "UPR 3(2)",
    Words("欧盟第1257/2012号条例第3条第2款", "Regulation (EU) 1257/2012 art. 3(2)"),
    "V",
    FROM,
)
R02 = Law(
    "R-UP-02",
    Words("作为财产适用何国法律", "Whose law governs it as property"),
    "UPR 7",
    Words("欧盟第1257/2012号条例第7条", "Regulation (EU) 1257/2012 art. 7"),
    "V",
    FROM,
)
R03 = Law(
    "R-UP-03",
    Words("单一效力及于哪些国家", "Where the unitary effect runs"),
    "UPR 18(2)",
    Words("欧盟第1257/2012号条例第18条第2款", "Regulation (EU) 1257/2012 art. 18(2)"),
    "V",
    FROM,
)
R05 = Law(
    "R-UP-05",
    Words("被许可人起诉的资格", "Standing of licensees"),
    "UPCA 47",
    Words("《统一专利法院协定》第47条，尚待核实", "Agreement on a Unified Patent Court art. 47, unverified"),
    "GK",
    FROM,
)
TERM = Law(
    "G-UP-01",
    Words("期限、统一效力登记与恢复（未核实）", "Term, registration of unitary effect, restoration"),
    "EPC 63; UPR",
    Words("《欧洲专利公约》第63条，尚待核实", "European Patent Convention art. 63, unverified"),
    "GK",
    FROM,
)
FEES = Law(
    "G-UP-02",
    Words("年费", "Renewal fees"),
    "UPR 9(1), 11",
    Words(
        "欧盟第1257/2012号条例第9条第1款、第11条；迟缴据第二手资料",
        "Regulation (EU) 1257/2012 arts 9(1) and 11; late payment by a secondary source",
    ),
    "V2",
    FROM,
)
REGISTER = Law(
    "G-UP-03",
    Words("在统一专利保护登记簿登记（未核实）", "Entries in the Register for unitary patent protection"),
    "UPR 2, 9(1)",
    Words("统一专利保护细则尚待核实", "the Rules relating to Unitary Patent Protection are unverified"),
    "GK",
    FROM,
)
OTHER = Law(
    "G-UP-04",
    Words("规则包未包含的行为", "Acts of which the pack has no rule"),
    "UPR",
    Words("尚待核实，应当咨询欧洲专利律师", "to be verified; ask a European patent attorney"),
    "GK",
    FROM,
)

_UNKNOWN = {
    "applicants": Words("申请日的登记申请人不明", "who were the registered applicants on the filing date is not known"),
    "seat": Words(
        "申请日某一申请人的住所或者主营业地不明",
        "where an applicant had its residence or principal place of business on the filing date is not known",
    ),
    "places": Words(
        "申请日某一申请人的营业所不明", "where an applicant had a place of business on the filing date is not known"
    ),
    "several": Words(
        "申请人在数个有效力的国家设有营业所，以何者为准不能确定",
        "an applicant had places of business in several states where the patent has effect, and which one counts is "
        "not certain",
    ),
}
_GROUNDS = {
    "residence": Words("住所或者主营业地", "residence or principal place of business"),
    "business": Words("营业所", "place of business"),
}


def territory(case: Case) -> Sequence[Finding]:
    """R-UP-03: the states are fixed when unitary effect is registered, and must be known."""
    if case.right.states:
        return ()
    return [
        unknown(
            R03,
            "单一效力及于哪些国家不明；该范围在登记单一效力时即已固定",
            "Where the patent has unitary effect is not known; the states are fixed when that effect is registered",
            Words("按登记簿列明各国", "Give the states as the register shows them"),
        )
    ]


def governing_law(case: Case) -> Sequence[Finding]:
    """R-UP-02: one law for the whole patent, that of the filing date; the present owner does not matter."""
    if case.ground == "states":
        return [unknown(R02, "各参加国不明，适用何国法律不能确定", "Without the states, the law cannot be determined")]
    if case.state is None:
        why = _UNKNOWN[case.ground]
        return [
            unknown(
                R02,
                f"该单一专利作为财产适用何国法律不能确定：{why.zh}",
                f"Whose law governs this unitary patent as property is not certain: {why.en}",
                Words(
                    "按欧洲专利登记簿查明申请日的申请人", "Look up the applicants of the filing date in the register"
                ),
            )
        ]
    name = territory_name(case.state)
    if case.ground == "default":
        zh = "申请日没有申请人在有效力的参加国设有住所或者营业所，适用欧洲专利组织所在国"
        en = "No applicant had its residence or a place of business in a state where the patent has effect, so the law "
        en += "is that of the seat of the European Patent Organisation"
    else:
        ground = _GROUNDS[case.ground]
        zh = f"以申请日登记申请人的{ground.zh}为准，与现在的权利人无关，适用"
        en = f"The applicant's {ground.en} on the filing date decides, not the present owner; the law is that of"
    if case.state == "DE":
        return [
            finding(
                R02,
                Outcome.ALLOWED,
                zh + ("（德国）的法律" if case.ground == "default" else "德国法"),
                en + (", Germany" if case.ground == "default" else " Germany"),
                who="owner",
                listed=True,
            )
        ]
    return [
        unknown(
            R02,
            f"{zh}{name.zh}法；尚无该国的规则包",
            f"{en} {name.en}, of which there is no pack",
            Words(f"咨询{name.zh}的专利律师", f"Ask a patent lawyer of {name.en}"),
        )
    ]


def whole(case: Case) -> Sequence[Finding]:
    """R-UP-01: transfer and waiver for all states together, or not at all."""
    right = case.right
    if not right.states or covers(case.transaction.scope, resolve(right.states)):
        return ()
    if case.kind == "pledge":
        return [
            unknown(
                R01,
                "单一专利作为财产应当整体对待，能否仅就部分国家出质未见规定",
                "As property the patent is treated in its entirety; of a pledge for some states the rules read say "
                "nothing",
                Words("就全部国家出质", "Pledge it for all states"),
            )
        ]
    verb = Words("放弃", "given up") if case.kind == "waiver" else Words("转让", "transferred")
    states = named_states(right)
    return [
        finding(
            R01,
            Outcome.FORBIDDEN,
            f"单一专利只能就全部有效力的国家（{states.zh}）一并{verb.zh}",
            f"A unitary patent can be {verb.en} only for all the states where it has effect ({states.en})",
            Words("就全部国家办理，或者就部分国家改为许可", "Do it for all states, or license it for some"),
            who="owner",
            effect="void",
        )
    ]


def scope(case: Case) -> Sequence[Finding]:
    """R-UP-01: a licence for all or some of the states."""
    return outside(case, R01, Words("具有单一效力的各国", "the states where the patent has unitary effect"))


def subsists(case: Case) -> Sequence[Finding]:
    """The patent must be alive; its term is that of the Convention."""
    right = case.right
    if right.stage in ("ended", "invalidated") or (right.ended is not None and right.ended <= case.day):
        if right.restoration_pending and right.stage != "invalidated":
            return [unknown(TERM, "恢复权利的请求尚未审结", "A request to restore the right is pending")]
        return [
            finding(
                R01,
                Outcome.FORBIDDEN,
                "单一专利已就全部国家失效或者被撤销，没有可以处分的标的",
                "The unitary patent has lapsed or been revoked for all states; there is nothing left to grant",
                who="owner",
                effect="void",
            )
        ]
    if right.stage == "application":
        return [
            unknown(
                TERM,
                "授权并登记单一效力以前尚无单一专利",
                "There is no unitary patent before grant and registration of its effect",
                Words("按欧洲专利申请询问", "Ask for the European application instead"),
            )
        ]
    if right.stage is None:
        return [
            unknown(
                R03,
                "单一专利的法律状态不明",
                "The legal status of the unitary patent is not known",
                Words("查询登记簿", "Search the register"),
            )
        ]
    end = case.life_end
    if end is None:
        return [unknown(TERM, "申请日不明，无法计算期限", "Without the filing date its term cannot be reckoned")]
    if end <= case.day:
        return [
            unknown(TERM, f"二十年期限看来已于{end}届满", f"The term of twenty years seems to have run out on {end}")
        ]
    return ()


def life(case: Case) -> Sequence[Finding]:
    """The request is cut to the life of the patent."""
    if case.right.stage in ("ended", "invalidated") or (case.life_end is not None and case.life_end <= case.day):
        return ()
    return spent(case, TERM)


def fees(case: Case) -> Sequence[Finding]:
    """The patent lapses where a renewal fee is not paid in due time, nor within six months with the additional fee."""
    if case.right.stage in ("ended", "invalidated"):
        return ()
    return late(case, FEES)


def entries(case: Case) -> Sequence[Finding]:
    """R-UP-02: acquisition depends on no national register; the European one shows transfers and licences."""
    return [
        finding(
            REGISTER,
            Outcome.ALLOWED,
            "取得权利不以任何国家登记簿的登记为条件；转让、许可可以在统一专利保护登记簿登记",
            "Acquisition depends on no entry in a national register; transfers and licences are entered in the "
            "Register for unitary patent protection",
            Words("向欧洲专利局申请登记", "Have it entered at the European Patent Office"),
            requirement="register",
            who="either party",
            effect="not_opposable",
            listed=True,
            satisfied=bool(case.transaction.registered),
        )
    ]


def standing(_case: Case) -> Sequence[Finding]:
    """R-UP-05: who may sue at the Unified Patent Court."""
    return [
        finding(
            R05,
            Outcome.ALLOWED,
            "独占被许可人一般可以在统一专利法院起诉，约定排除的除外；非独占被许可人须经约定",
            "An exclusive licensee may commonly sue at the Unified Patent Court unless agreed otherwise, another only "
            "if agreed",
            Words("在合同中约定起诉的权利", "Agree on the right to sue"),
            who="either party",
            listed=True,
        )
    ]


def surrender(_case: Case) -> Sequence[Finding]:
    """How a unitary patent is given up was not read."""
    return [
        unknown(
            OTHER,
            "单一专利如何放弃、有何效力未经核实",
            "How a unitary patent is given up, and with what effect, has not been verified",
        )
    ]


def not_covered(_case: Case) -> Sequence[Finding]:
    """What other laws know and the Regulation does not have."""
    return [unknown(OTHER, "规则包没有关于该项请求的规则", "The pack has no rule on this request")]


_TERMED = kinds.LICENCES | kinds.ASSIGNMENTS | kinds.PLEDGE
_LIVING = kinds.COVERED - kinds.WORKING

RULES = (
    Rule(R03, kinds.COVERED, territory),
    Rule(R02, kinds.COVERED, governing_law),
    Rule(R03, _LIVING, subsists),
    Rule(TERM, _TERMED, life),
    Rule(FEES, _LIVING, fees),
    Rule(R01, kinds.LICENCES, scope),
    Rule(R01, kinds.ASSIGNMENTS | kinds.WAIVER | kinds.PLEDGE, whole),
    Rule(REGISTER, kinds.ASSIGNMENTS | kinds.OWNER_LICENCES, entries),
    Rule(R05, kinds.OWNER_LICENCES, standing),
    Rule(OTHER, kinds.WAIVER, surrender),
    Rule(OTHER, kinds.FOREIGN, not_covered),
)
