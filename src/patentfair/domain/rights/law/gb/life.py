"""Life of the right: term, renewal, what is asked for beyond it. Great Britain."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law import kinds, lifetime
from patentfair.domain.rights.law.case import unknown
from patentfair.domain.rights.law.gb import sources
from patentfair.domain.rights.law.gb.case import Case, term_end
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R06 = Law(
    "R-GB-06",
    Words("专利权期限", "Term"),
    "PA77 25(1)",
    Words("英国《1977年专利法》第25条第1款", "Patents Act 1977 s. 25(1)"),
    "V",
    sources.CURRENT,
)
R06F = Law(
    "R-GB-06",
    Words("年费与宽限期", "Renewal fees and the late window"),
    "PA77 25(3), (4)",
    Words(
        "英国《1977年专利法》第25条，按原始文本，现行文本待核对",
        "Patents Act 1977 s. 25 as enacted; the current wording remains to be checked",
    ),
    "V2",
    sources.CURRENT,
)
R94 = sources.unread(94, "发明专利以外的权利与期限延长", "Rights other than patents for inventions, and added time")
R95 = sources.unread(95, "专利权的效力范围", "Acts reserved, and the reach of the right")
R93 = sources.unread(93, "保密专利", "Patents kept secret")
R97 = sources.unread(97, "登记程序", "Recording a licence, and other procedures")

_PLACE = Words("英国", "the United Kingdom")


def subsists(case: Case) -> Sequence[Finding]:
    """R-GB-06: the right must be alive on the day; time added to the term is not covered."""
    out = lifetime.covered(case, R94)
    out.extend(lifetime.subsists(case, R06, unsure=bool(case.right.term_adjustments)))
    end = term_end(case.right)
    if case.right.term_adjustments and end is not None and end <= case.day and not out:
        out.append(
            unknown(
                R94,
                "基本期限已满，延长期间的专利权尚待核实",
                "The ordinary term has run out; the right in its added time remains to be verified",
            )
        )
    if case.right.stage == "application":
        out.append(
            finding(
                R06,
                Outcome.ALLOWED,
                "标的为尚未授权的专利申请，其能否授权不能确定",
                "The object is an application not yet granted, and it may never be",
                Words("约定申请被驳回或者撤回时的处理", "Agree what happens if the application fails"),
                who="either party",
                listed=True,
            )
        )
    return out


def clipped(case: Case) -> Sequence[Finding]:
    """R-GB-06: the request is cut to the life of the right."""
    return lifetime.clipped(case, R06, unsure=bool(case.right.term_adjustments))


def outside(case: Case) -> Sequence[Finding]:
    """R-GB-95: acts, places and claims outside the right."""
    return lifetime.outside(case, R95, _PLACE)


def renewal(case: Case) -> Sequence[Finding]:
    """R-GB-06: an unpaid fee ends the right; paid within six months it is treated as never having expired."""
    return lifetime.annuities(case, R06F, 6)


def secret(case: Case) -> Sequence[Finding]:
    """R-GB-93: a right kept secret."""
    return lifetime.secret(case, R93)


def procedures(_case: Case) -> Sequence[Finding]:
    """R-GB-97: procedures of which nothing has been read."""
    return [
        unknown(
            R97,
            "该项手续的要件尚待核实",
            "What this procedure needs remains to be verified",
            Words("咨询英国专利律师", "Ask a British patent attorney"),
        )
    ]


_LICENSED = kinds.LICENCES | {"open_licence_declaration"}

RULES = (
    Rule(R06, kinds.LIVE, subsists),
    Rule(R06F, kinds.LIVE, renewal),
    Rule(R06, _LICENSED, clipped),
    Rule(R95, _LICENSED, outside),
    Rule(R93, kinds.LIVE, secret),
    Rule(R97, kinds.PROCEDURES, procedures),
)
