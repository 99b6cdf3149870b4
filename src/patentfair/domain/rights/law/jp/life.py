"""Life of the right, and points of Japanese law that have not been verified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding
from patentfair.domain.rights.law import kinds, lifetime
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.jp import sources
from patentfair.domain.rights.law.jp.case import term_end
from patentfair.domain.rights.law.rule import Law, Rule

__all__ = ["RULES"]

R07 = Law(
    "R-JP-07",
    Words("专利权期限", "Term"),
    "JPA 67",
    Words(
        "日本《特许法》第67条，依旧文本，现行文本待核对",
        "Patent Act (Japan) art. 67, an older text; the current one remains to be checked",
    ),
    "V2",
    sources.CURRENT,
)
R07L = sources.unread(7, "期限末日的计算", "Whether the anniversary of filing is the last day of the term")
R07A = sources.unread(7, "专利权的效力范围（含出口、出租）", "Acts reserved, export and lease among them", "JPA 2(3)")
R07P = sources.unread(
    7, "专利申请的临时实施权及处分", "Provisional licences and other acts on an application", "JPA 34-2, 34-3"
)
R08 = sources.unread(8, "法律中没有附带减费的当然许可制度", "No licence-of-right system with reduced fees in the Act")
R91 = sources.unread(91, "实用新型、外观设计，以及期限延长", "Utility models, designs, and extension of the term")
R92 = sources.unread(92, "年费、补缴期限与专利权消灭", "Annuities, late payment and lapse", "JPA 107, 108")
R93 = sources.unread(93, "保密专利", "Patents kept secret")
R95 = sources.unread(95, "登记程序", "Recording a licence, and other procedures")

_LAWYER = Words("咨询日本弁理士（专利代理人）", "Ask a Japanese patent attorney (benrishi)")
_DAY = timedelta(days=1)


def subsists(case: Case) -> Sequence[Finding]:
    """R-JP-07: the right must be alive; its very last day and any extension have not been verified."""
    out = lifetime.covered(case, R91)
    if case.right.stage == "application":
        out.append(
            unknown(
                R07P,
                "标的为尚未授权的专利申请，其许可、转让的要件尚待核实",
                "The object is an application not yet granted; what a licence or assignment of it needs remains to be "
                "verified",
                _LAWYER,
            )
        )
    found = lifetime.subsists(case, R07, unsure=bool(case.right.term_adjustments))
    out.extend(found)
    end = term_end(case.right)
    if end is None or found or case.day < end - _DAY:
        return out
    if case.right.term_adjustments:
        out.append(
            unknown(
                R91,
                "基本期限已满，延长期间的专利权尚待核实",
                "The ordinary term has run out; the right in its extension remains to be verified",
                _LAWYER,
            )
        )
    elif case.day == end - _DAY:
        out.append(
            unknown(
                R07L,
                f"{case.day}为申请日的二十周年日，是否仍在期限内尚待核实",
                f"{case.day} is the twentieth anniversary of filing; whether the right still lives on it remains to be "
                "verified",
                _LAWYER,
            )
        )
    return out


def clipped(case: Case) -> Sequence[Finding]:
    """R-JP-07: the request is cut to the life of the right."""
    return lifetime.clipped(case, R07, unsure=bool(case.right.term_adjustments))


def outside(case: Case) -> Sequence[Finding]:
    """R-JP-07: acts, places and claims outside the right."""
    return lifetime.outside(case, R07A, Words("日本", "Japan"))


def annuities(case: Case) -> Sequence[Finding]:
    """R-JP-92: an annuity overdue leaves the right in doubt."""
    return lifetime.annuities_unread(case, R92)


def secret(case: Case) -> Sequence[Finding]:
    """R-JP-93: a right kept secret."""
    return lifetime.secret(case, R93)


def open_licence(_case: Case) -> Sequence[Finding]:
    """R-JP-08: no such system is known."""
    return [
        unknown(
            R08,
            "日本法中未见当然许可（开放许可）登记制度",
            "No register of licences of right is known in Japanese law",
            Words(
                "改为授予通常实施权，或者咨询日本弁理士（专利代理人）",
                "Grant ordinary licences instead, or ask a Japanese patent attorney (benrishi)",
            ),
        )
    ]


def procedures(_case: Case) -> Sequence[Finding]:
    """R-JP-95: procedures of which nothing has been read."""
    return [unknown(R95, "该项手续的要件尚待核实", "What this procedure needs remains to be verified", _LAWYER)]


_OPEN = frozenset({"open_licence_declaration", "open_licence_acceptance", "open_licence_withdrawal"})
_LIVE = kinds.LIVE - _OPEN

RULES = (
    Rule(R07, _LIVE, subsists),
    Rule(R92, _LIVE, annuities),
    Rule(R07, kinds.LICENCES - _OPEN, clipped),
    Rule(R07A, kinds.LICENCES - _OPEN, outside),
    Rule(R93, _LIVE, secret),
    Rule(R08, _OPEN, open_licence),
    Rule(R95, kinds.PROCEDURES, procedures),
)
