"""Title and its registration, co-owners, waiver, pledge, burdens. Korea."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law import burden, collision, headlicence, kinds, power, registered
from patentfair.domain.rights.law.case import Case, consented, unknown
from patentfair.domain.rights.law.kr import sources
from patentfair.domain.rights.law.rule import Rule, finding

__all__ = ["RULES"]

R01 = sources.law(1, "共有专利权", "Co-owned patents", "99, 99-2")
R02 = sources.law(2, "登记为生效要件", "Effect on registration", "101")
R04 = sources.law(4, "专利权的放弃", "Waiver", "119")
R04P = sources.law(4, "质权与实施", "Pledge and working", "121, 122")
R90 = sources.unread(
    90, "质权设定后的处分、查封、选择权等负担", "Acts after a pledge, attachments, options and other burdens"
)
R96 = sources.unread(96, "共有人单独放弃", "Waiver by one co-owner")

_LICENCE = Words("设定专用实施权或者许可通常实施权", "An exclusive or ordinary licence")
_ACT = {
    "assignment": Words("转让专利权（含各人份额）", "Assigning the patent, and so the shares in it,"),
    "share_assignment": Words(
        "转让份额（依第99条之2命令的移转除外）", "Assigning a share (a transfer ordered under art. 99-2 excepted)"
    ),
    "pledge": Words("以份额设定质权", "Pledging a share"),
    "waiver": Words("放弃专利权", "Waiving the patent"),
}
_NAMED = ("exclusive", "sole", "ordinary", "unspecified", "open_taken", None)


def title(case: Case) -> Sequence[Finding]:
    """R-KR-02: title passes on registration, so the registered owner disposes."""
    if case.kind == "pledge" and case.transaction.parent is not None:
        return ()
    return power.title(case, R02, case.owners or (), registered=True)


def coowners(case: Case) -> Sequence[Finding]:
    """R-KR-01: share, pledge and every licence need the others; working is free."""
    if case.kind == "pledge" and case.transaction.parent is not None:
        return ()
    names = power.others(case, case.owners or ())
    if case.kind == "own_working":
        return power.own_working(case, R01, names)
    effect: Effect = "not_effective" if case.kind in kinds.OWNER_LICENCES else "title_does_not_pass"
    base = R96 if case.kind == "waiver" else R01
    return power.consents_of(case, base, names, _ACT.get(case.kind, _LICENCE), effect=effect)


def registration(case: Case) -> Sequence[Finding]:
    """R-KR-02: transfer, waiver, exclusive licence and pledge take effect only on registration."""
    parent = headlicence.head(case) if case.kind == "pledge" else None
    if parent is not None and not (parent.kind == "exclusive" and parent.recorded is not False):
        return ()
    return registered.by_registration(case, R02, sources.TERMS)


def waiver(case: Case) -> Sequence[Finding]:
    """R-KR-04: exclusive licensees and ordinary licensees by contract consent."""
    if case.facts.grants is None:
        return [unknown(R04, "有无被许可人不明", "Whether there is a licensee is not known")]
    return registered.holders_agree(
        case,
        R04,
        [
            (grant, sources.TERMS.exclusive if grant.kind == "exclusive" and grant.recorded else sources.TERMS.ordinary)
            for grant in sorted(case.facts.grants, key=_id)
            if grant.kind in _NAMED and headlicence.runs(grant, case.day)
        ],
    )


def _id(grant: Grant) -> str:
    return grant.id


def burdened(case: Case) -> Sequence[Finding]:
    """R-KR-90: what a registered pledge or another burden does has not been read, save for a waiver (R-KR-04)."""
    out = burden.burdens_unknown(case, R90)
    out.extend(burden.unread(case, R90))
    for one in burden.pledges(case) if case.kind != "sub_licence" else ():
        if one.registered is False:
            continue
        who = one.holder or "pledgee"
        if case.kind == "waiver":
            out.append(registered.pledge_agreed(case, R04, one, effect="not_effective"))
        elif one.holder and consented(case, who) == "given":
            out.append(burden.agreed(R90, one, who))
        else:
            out.append(
                unknown(
                    R90,
                    "专利权上有质权，质权设定后能否不经质权人同意为该行为尚待核实",
                    "The patent is pledged; whether the act can be done without the pledgee remains to be verified",
                    Words("取得质权人同意，或者咨询韩国律师", "Obtain the pledgee's consent, or ask a Korean lawyer"),
                    grant=one.id or None,
                )
            )
    return out


def pledgee_works(_case: Case) -> Sequence[Finding]:
    """R-KR-04: the pledgee does not work the patent; the owner who did keeps a paid ordinary licence."""
    return [
        finding(
            R04P,
            Outcome.ALLOWED,
            "除另有约定外，质权人不得实施该专利；质权设定前已实施的专利权人，专利权因行使质权移转后享有有偿的通常实施权",
            "Unless agreed otherwise the pledgee may not work the patent; an owner who worked it before the pledge "
            "keeps an ordinary licence, against payment, once the pledge is enforced",
            who="pledgor and pledgee",
            listed=True,
        )
    ]


def grants_known(case: Case) -> Sequence[Finding]:
    """R-KR-02: which licences exist must be known."""
    return collision.grants_unknown(case, R02)


_OPEN = frozenset({"open_licence_declaration", "open_licence_withdrawal"})
_DISPOSALS = kinds.DISPOSALS - _OPEN

RULES = (
    Rule(R02, kinds.OWNER_ACTS - _OPEN, title),
    Rule(R01, kinds.OWNER_ACTS - _OPEN, coowners),
    Rule(R90, _DISPOSALS | {"sub_licence"}, burdened),
    Rule(R04, frozenset({"waiver"}), waiver),
    Rule(R04P, frozenset({"pledge"}), pledgee_works),
    Rule(R02, _DISPOSALS - {"waiver"} | {"own_working"}, grants_known),
    Rule(R02, kinds.ASSIGNMENTS | {"exclusive_licence", "pledge", "waiver"}, registration),
)
