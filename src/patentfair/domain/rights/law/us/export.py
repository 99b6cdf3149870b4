"""Export control, sanctions, secrecy orders. United States."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import answered, unknown
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case

__all__ = ["RULES"]

R30 = Law(
    "R-US-30",
    Words("专利中的技术与出口管理条例", "Technology in patents and the export regulations"),
    "15 CFR 734.10",
    Words("《美国联邦法规汇编》第15编第734.10条", "15 C.F.R. 734.10"),
    "V2",
    sources.CODE,
)
R30X = Law(
    "R-US-30",
    Words("制裁、军品出口管制与保密令", "Sanctions, arms export control, secrecy orders"),
    "OFAC; ITAR; 35 USC 181",
    Words(
        "经济制裁规定、国际武器贸易条例、《美国法典》第35编第181条，尚待核实",
        "sanctions rules, International Traffic in Arms Regulations, 35 U.S.C. 181, not verified",
    ),
    "GK",
    sources.CODE,
)


def abroad(case: Case) -> Sequence[Finding]:
    """R-US-30: what a patent or published application contains is not subject to the export regulations."""
    who = case.grantee
    place = None if who is None else (who.nationality or who.seat) if who.kind == "person" else who.seat
    if place == "US":
        return ()
    return (_PUBLIC if _is_public(case) else _UNPUBLISHED, _SANCTIONS)


_PUBLIC = finding(
    R30,
    Outcome.ALLOWED,
    "专利或者已公布申请所载的技术不受出口管理条例管辖；随附的技术秘密可能受管制（据二手资料）",
    "What a patent or published application contains is not subject to the export regulations; know-how that goes "
    "with it may be (from a secondary source)",
    Words("就随附的技术资料另行核查", "Check accompanying know-how on its own"),
    who="either party",
    listed=True,
    code="EXPORT_CONTROL",
)
_UNPUBLISHED = unknown(
    R30,
    "未公布的专利申请仅在列明的情形下不受出口管理条例管辖，是否属于该情形不明",
    "An unpublished application is free of the export regulations only in listed cases; whether this is one is not "
    "known",
    Words("咨询出口管制律师，或者待申请公布", "Ask export counsel, or wait for publication"),
)
_SANCTIONS = finding(
    R30X,
    Outcome.ALLOWED,
    "经济制裁、军品出口管制与保密令另行适用，尚待核实",
    "Sanctions, arms export control and secrecy orders apply on their own; these were not verified",
    Words("对交易对方作制裁名单筛查，并咨询出口管制律师", "Screen the other side, and ask export counsel"),
    who="either party",
    listed=True,
)


def _is_public(case: Case) -> bool:
    """Granted or published, and so under no secrecy order."""
    return bool(case.right.published) or case.right.stage not in (None, "application")


_SECRECY_UNKNOWN = unknown(
    R30X,
    "未公布的申请有无保密令不明",
    "Whether the unpublished application is under a secrecy order is not known",
    Words("说明有无保密令", "State whether there is a secrecy order"),
)


def secrecy(case: Case) -> Sequence[Finding]:
    """R-US-30: an application under a secrecy order, from which the order has not been lifted."""
    if case.right.secrecy == "none" or (case.right.secrecy is None and _is_public(case)):
        return ()
    if case.right.secrecy is None:
        return (_SECRECY_UNKNOWN,)
    given = answered(case, "secrecy_order_release") == "given"
    return [
        finding(
            R30X,
            Outcome.ALLOWED if given else Outcome.INDETERMINATE,
            "该申请处于保密令之下，可否处分尚未核实" if not given else "保密令已解除或者已准许",
            "The application is under a secrecy order; whether it can be disposed of was not verified"
            if not given
            else "The secrecy order was lifted, or leave given",
            Words("取得保密令的解除或者许可，并咨询美国专利律师", "Obtain release or leave, and ask counsel"),
            requirement="approval",
            who="owner",
            effect="void",
            listed=given,
            satisfied=given,
        )
    ]


RULES = (
    Rule(R30, sources.EVERY_LIVE, abroad),
    Rule(R30X, sources.EVERY_LIVE, secrecy),
)
