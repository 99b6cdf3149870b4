"""Life of the right, term compensation, and points of Korean law that have not been verified."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, anniversary, months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law import kinds, lifetime
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.kr import sources
from patentfair.domain.rights.law.rule import Rule, finding

__all__ = ["RULES"]

R05 = sources.law(5, "权利的产生与期限", "When the right arises, and its term", "87, 88, 89")
R05C = sources.law(5, "登记延迟的期限延长", "Term added for late registration", "92-2, 92-3")
R06 = sources.unread(6, "2026年9月15日修正的施行", "Commencement of the amendments of 2026-09-15", sources.AMENDED)
R91 = sources.unread(
    91, "实用新型与外观设计，以及药品等延长期间的范围", "Utility models, designs, and the scope of an extension"
)
R92 = sources.unread(92, "年费、补缴期限与专利权消灭", "Annuities, late payment and lapse")
R93 = sources.unread(93, "保密专利", "Patents kept secret")
R95 = sources.unread(95, "登记程序", "Recording a licence, and other procedures")
R97 = sources.unread(97, "当然许可（开放许可）制度", "Licences of right")
R98 = sources.unread(98, "专利权的效力范围（含出口）", "Acts reserved, export among them")
R99 = sources.unread(99, "专利申请的许可与转让", "Licences and assignments of an application")

_LAWYER = Words("咨询韩国辨理士（专利代理人）", "Ask a Korean patent attorney")


def subsists(case: Case) -> Sequence[Finding]:
    """R-KR-05: the right arises on registration and must be alive on the day."""
    out = lifetime.covered(case, R91)
    if case.right.stage == "application":
        out.append(
            unknown(
                R99,
                "专利权自登记时产生；标的为尚未登记的专利申请，其许可、转让的要件尚待核实",
                "The right arises on registration; the object is an application, and what a licence or assignment of "
                "it needs remains to be verified",
                _LAWYER,
            )
        )
    out.extend(lifetime.subsists(case, R05, unsure=case.end_unsure))
    if case.extended is not None and case.extended <= case.day and not out:
        out.append(
            unknown(
                R91,
                "专利权处于延长期间，延长期间的效力范围尚待核实",
                "The right is in its extension; what it covers there remains to be verified",
                _LAWYER,
            )
        )
    return out


def clipped(case: Case) -> Sequence[Finding]:
    """R-KR-05: the request is cut to the life of the right."""
    return lifetime.clipped(case, R05, unsure=case.end_unsure)


def outside(case: Case) -> Sequence[Finding]:
    """R-KR-98: acts, places and claims outside the right."""
    return lifetime.outside(case, R98, Words("韩国", "the Republic of Korea"))


def annuities(case: Case) -> Sequence[Finding]:
    """R-KR-92: an annuity overdue leaves the right in doubt."""
    return lifetime.annuities_unread(case, R92)


def secret(case: Case) -> Sequence[Finding]:
    """R-KR-93: a right kept secret."""
    return lifetime.secret(case, R93)


def amended(_case: Case) -> Sequence[Finding]:
    """R-KR-06: from the day of the last amendments in the text on, their commencement is to be checked."""
    return [
        finding(
            R06,
            Outcome.ALLOWED,
            "所依据文本含2026年9月15日的修正，其施行日应当核对",
            "The text relied on contains amendments of 2026-09-15, whose commencement should be checked",
            _LAWYER,
            listed=True,
        )
    ]


def open_licence(_case: Case) -> Sequence[Finding]:
    """R-KR-97: no such system has been read of."""
    return [
        unknown(
            R97,
            "韩国法中有无当然许可（开放许可）制度尚待核实",
            "Whether Korean law has a register of licences of right remains to be verified",
            Words("改为授予通常实施权，或者咨询韩国律师", "Grant ordinary licences instead, or ask a Korean lawyer"),
        )
    ]


def procedures(_case: Case) -> Sequence[Finding]:
    """R-KR-95: procedures of which nothing has been read."""
    return [unknown(R95, "该项手续的要件尚待核实", "What this procedure needs remains to be verified", _LAWYER)]


_DATES = Words("查明申请日、审查请求日和登记日", "Find out the days of filing, examination request and registration")


def compensation_request(case: Case) -> Sequence[Finding]:
    """R-KR-05: registered more than four years after filing and three after the request: apply within three months.

    `Right.grant` is taken as the day of registration.
    """
    right = case.right
    out = lifetime.covered(case, R91)
    if right.grant is None:
        return [*out, unknown(R05C, "设定登记日不明", "The day of registration is not known", _DATES)]
    early = (right.filing is not None and right.grant <= anniversary(right.filing, 4)) or (
        right.examination_request is not None and right.grant <= anniversary(right.examination_request, 3)
    )
    if early:
        out.append(
            finding(
                R05C,
                Outcome.FORBIDDEN,
                "设定登记晚于申请日起四年与审查请求日起三年中较晚之日的，方可请求延长",
                "Time is added only where registration came after the later of four years from filing and three years "
                "from the examination request",
                effect="void",
                who="owner",
            )
        )
    elif right.filing is None or right.examination_request is None:
        out.append(
            unknown(
                R05C,
                "申请日或者审查请求日不明",
                "The day of filing or of the examination request is not known",
                _DATES,
            )
        )
    last = add_months(right.grant, 3)
    if last < case.day <= months_after(right.grant, 3, case.calendar):
        out.append(
            unknown(
                R95,
                f"期限于{last}届满，是否顺延至下一工作日尚待核实",
                f"The limit ended on {last}; whether it moves to the next working day remains to be verified",
                _LAWYER,
            )
        )
        return out
    late = case.day > last
    out.append(
        finding(
            R05C,
            Outcome.FORBIDDEN if late else Outcome.NEEDS_FORMALITY,
            "期限延长应当自设定登记之日起三个月内申请",
            "Added time must be applied for within three months of registration",
            None if late else Words(f"至迟于{last}提出申请", f"Apply by {last}"),
            requirement="form",
            who="owner",
            deadline=last,
            effect="void",
        )
    )
    return out


_OPEN = frozenset({"open_licence_declaration", "open_licence_acceptance", "open_licence_withdrawal"})
_LIVE = kinds.LIVE - _OPEN

RULES = (
    Rule(R05, _LIVE, subsists),
    Rule(R92, _LIVE, annuities),
    Rule(R05, kinds.LICENCES - _OPEN, clipped),
    Rule(R98, kinds.LICENCES - _OPEN, outside),
    Rule(R93, _LIVE, secret),
    Rule(R97, _OPEN, open_licence),
    Rule(R05C, frozenset({"term_compensation_request"}), compensation_request),
    Rule(R95, kinds.PROCEDURES - {"term_compensation_request"}, procedures),
    Rule(R06, kinds.LIVE | {"own_working"}, amended),
)
