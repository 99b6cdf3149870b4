"""Title and its registration, co-owners, waiver, pledge, burdens. Japan."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law import burden, collision, headlicence, kinds, power, registered
from patentfair.domain.rights.law.case import Case, consented, unknown
from patentfair.domain.rights.law.jp import sources
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["R05", "RULES"]

R01 = Law(
    "R-JP-01",
    Words("共有专利权", "Co-owned patents"),
    "JPA 73",
    Words("日本《特许法》第73条", "Patent Act (Japan) art. 73"),
    "V",
    sources.CURRENT,
)
R05 = Law(
    "R-JP-05",
    Words("登记为生效要件", "Effect on registration"),
    "JPA 98(1)",
    Words("日本《特许法》第98条第1款", "Patent Act (Japan) art. 98(1)"),
    "V",
    sources.CURRENT,
)
R06 = Law(
    "R-JP-06",
    Words("专利权的放弃", "Waiver"),
    "JPA 97",
    Words("日本《特许法》第97条", "Patent Act (Japan) art. 97"),
    "V",
    sources.CURRENT,
)
R06P = sources.unread(
    6, "质权人不得实施专利，另有约定的除外", "A pledgee may not work the patent unless agreed", "JPA 95"
)
R90 = sources.unread(
    90, "质权设定后的处分、查封、选择权等负担", "Acts after a pledge, attachments, options and other burdens"
)
R96 = sources.unread(96, "共有人单独放弃", "Waiver by one co-owner")

_LICENCE = Words("设定专用实施权或者许可通常实施权", "An exclusive or ordinary licence")
_ACT = {
    "assignment": Words("转让专利权（含各人份额）", "Assigning the patent, and so the shares in it,"),
    "share_assignment": Words("转让份额", "Assigning a share"),
    "pledge": Words("以份额设定质权", "Pledging a share"),
    "waiver": Words("放弃专利权", "Waiving the patent"),
}


def title(case: Case) -> Sequence[Finding]:
    """R-JP-05: title passes on registration, so the registered owner disposes."""
    if case.kind == "pledge" and case.transaction.parent is not None:
        return ()
    return power.title(case, R05, case.owners or (), registered=True)


def coowners(case: Case) -> Sequence[Finding]:
    """R-JP-01: share, pledge and every licence need the others; working is free unless they agreed otherwise."""
    if case.kind == "pledge" and case.transaction.parent is not None:
        return ()
    names = power.others(case, case.owners or ())
    if case.kind == "own_working":
        return power.own_working(case, R01, names)
    effect: Effect = "not_effective" if case.kind in kinds.OWNER_LICENCES else "title_does_not_pass"
    base = R96 if case.kind == "waiver" else R01
    return power.consents_of(case, base, names, _ACT.get(case.kind, _LICENCE), effect=effect)


def registration(case: Case) -> Sequence[Finding]:
    """R-JP-05: transfer, waiver, exclusive licence and pledge take effect only on registration."""
    parent = headlicence.head(case) if case.kind == "pledge" else None
    if parent is not None and not (parent.kind == "exclusive" and parent.recorded is not False):
        return ()
    return registered.by_registration(case, R05, sources.TERMS)


def waiver(case: Case) -> Sequence[Finding]:
    """R-JP-06: holders of registered exclusive licences and pledgees consent; ordinary licensees need not."""
    if case.facts.grants is None:
        return [
            unknown(R06, "有无专用实施权人不明", "Whether anyone holds an exclusive licence is not known"),
        ]
    return registered.holders_agree(
        case,
        R06,
        [
            (grant, sources.TERMS.exclusive)
            for grant in sorted(case.facts.grants, key=_id)
            if grant.kind in ("exclusive", None) and grant.recorded is not False and headlicence.runs(grant, case.day)
        ],
    )


def _id(grant: Grant) -> str:
    return grant.id


def burdened(case: Case) -> Sequence[Finding]:
    """R-JP-90: what a registered pledge or another burden does has not been read, save for a waiver (R-JP-06)."""
    out = burden.burdens_unknown(case, R90)
    out.extend(burden.unread(case, R90))
    for one in burden.pledges(case) if case.kind != "sub_licence" else ():
        if one.registered is False:
            continue
        who = one.holder or "pledgee"
        if case.kind == "waiver":
            out.append(registered.pledge_agreed(case, R06, one, effect="not_effective"))
        elif one.holder and consented(case, who) == "given":
            out.append(burden.agreed(R90, one, who))
        else:
            out.append(
                unknown(
                    R90,
                    "专利权上有质权，质权设定后能否不经质权人同意为该行为尚待核实",
                    "The patent is pledged; whether the act can be done without the pledgee remains to be verified",
                    Words("取得质权人同意，或者咨询日本律师", "Obtain the pledgee's consent, or ask a Japanese lawyer"),
                    grant=one.id or None,
                )
            )
    return out


def pledgee_works(_case: Case) -> Sequence[Finding]:
    """R-JP-06: a pledgee does not work the patent."""
    return [
        finding(
            R06P,
            Outcome.ALLOWED,
            "除另有约定外，质权人不得实施该专利",
            "Unless agreed otherwise the pledgee may not work the patent",
            who="pledgee",
            listed=True,
        )
    ]


def grants_known(case: Case) -> Sequence[Finding]:
    """R-JP-05: which licences exist must be known."""
    return collision.grants_unknown(case, R05)


_OPEN = frozenset({"open_licence_declaration", "open_licence_withdrawal"})
_DISPOSALS = kinds.DISPOSALS - _OPEN

RULES = (
    Rule(R05, kinds.OWNER_ACTS - _OPEN, title),
    Rule(R01, kinds.OWNER_ACTS - _OPEN, coowners),
    Rule(R90, _DISPOSALS | {"sub_licence"}, burdened),
    Rule(R06, frozenset({"waiver"}), waiver),
    Rule(R06P, frozenset({"pledge"}), pledgee_works),
    Rule(R05, _DISPOSALS - {"waiver"} | {"own_working"}, grants_known),
    Rule(R05, kinds.ASSIGNMENTS | {"exclusive_licence", "pledge", "waiver"}, registration),
)
