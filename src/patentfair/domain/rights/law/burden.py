"""Burdens on the whole right whose effect under a law has not been read: the act is left in doubt. Shared by the packs.

A pledge or mortgage is for the pack itself to judge.
"""

from __future__ import annotations

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Encumbrance
from patentfair.domain.rights.law.case import Case, consented, unknown
from patentfair.domain.rights.law.kinds import ASSIGNMENTS
from patentfair.domain.rights.law.rule import Law, finding

__all__ = ["agreed", "burdens_unknown", "pledges", "unread"]

_SEARCH = Words("查询登记簿", "Search the register")
_HALTS = ("seizure", "suspension")
_UNTOUCHED = ("ordinary_licence", "unspecified_licence", "open_licence_withdrawal", "waiver")


def burdens_unknown(case: Case, law: Law) -> list[Finding]:
    """Whether the right is burdened must be known."""
    if case.encumbrances is not None:
        return []
    return [
        unknown(
            law,
            "专利权有无质押（抵押）、查封等负担不明",
            "Whether the right is pledged, mortgaged or attached is not known",
            _SEARCH,
        )
    ]


def pledges(case: Case) -> list[Encumbrance]:
    """The pledges and mortgages in force on the day, in an order of their own."""
    found = [one for one in case.encumbrances or () if one.kind in ("pledge", "mortgage")]
    return sorted(found, key=_order) if len(found) > 1 else found


def agreed(law: Law, one: Encumbrance, who: str) -> Finding:
    """The holder of a burden has agreed to the act."""
    return finding(
        law,
        Outcome.ALLOWED,
        f"{who}对该专利权享有担保权或者约定权利，已同意该行为",
        f"{who} has a security or an agreed right in the patent and has agreed to the act",
        requirement="consent",
        who=who,
        listed=True,
        satisfied=True,
        grant=one.id or None,
    )


def unread(case: Case, law: Law) -> list[Finding]:
    """Attachments, suspensions, disputes, first refusals, options: what they do here remains to be verified."""
    if not case.encumbrances:
        return []
    out = []
    for one in sorted(case.encumbrances, key=_order):
        grant = one.id or None
        if one.kind in _HALTS:
            out.append(
                unknown(
                    law,
                    "专利权被查封或者程序中止，对该行为的影响尚待核实",
                    "The right is attached or its procedure suspended; what that does to the act remains to be "
                    "verified",
                    Words("待查封、中止解除，或者咨询当地律师", "Wait until it is lifted, or ask a local lawyer"),
                    grant=grant,
                )
            )
        elif one.kind == "ownership_dispute":
            out.append(
                unknown(
                    law,
                    "专利权存在权属纠纷，处分人是否为权利人不能确定",
                    "The ownership is in dispute, so it is not certain that the grantor owns the right",
                    Words("待权属纠纷解决", "Wait until the dispute is settled"),
                    grant=grant,
                )
            )
        elif one.kind in ("first_refusal", "option"):
            out.extend(_reserved(case, law, one))
        elif one.kind == "sep_commitment":
            out.append(
                finding(
                    law,
                    Outcome.ALLOWED,
                    "该专利负有标准必要专利许可承诺，对方应当知悉",
                    "The patent is under a standards licensing commitment, of which the other side should know",
                    who="owner",
                    listed=True,
                    grant=grant,
                )
            )
    return out


def _reserved(case: Case, law: Law, one: Encumbrance) -> list[Finding]:
    if case.kind in _UNTOUCHED:
        return []
    waived = case.kind in ASSIGNMENTS and one.kind == "first_refusal" and case.transaction.first_refusal == "waived"
    if one.holder and (waived or consented(case, one.holder) == "given"):
        return [agreed(law, one, one.holder)]
    named = Words(one.holder, one.holder) if one.holder else Words("他人", "another")
    return [
        unknown(
            law,
            f"{named.zh}享有约定的优先受让权或者选择权，是否及于该行为取决于合同约定",
            f"{named.en} has an agreed first refusal or option; whether it reaches this act depends on the contract",
            Words(f"核对合同约定，并先行通知{named.zh}取得其答复", f"Read the contract, and first ask {named.en}"),
            grant=one.id or None,
        )
    ]


def _order(one: Encumbrance) -> tuple[str, str, str, str]:
    return one.kind, one.id, one.holder or "", f"{one.registered} {one.start} {one.end}"
