"""Pledges and other burdens on the right. Germany."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Encumbrance
from patentfair.domain.rights.law.case import Case, consent, consented, unknown
from patentfair.domain.rights.law.de import sources
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["PROPERTY"]

R07 = Law(
    "R-DE-07",
    Words("专利权的质权", "Pledge of the patent"),
    "BGB 1273, 1274",
    Words("《德国民法典》第1273条、第1274条", "German Civil Code §§ 1273 and 1274"),
    "V",
    sources.TEXT,
)
R07C = Law(
    "R-DE-07",
    Words("消灭或者损害质权须经质权人同意", "Ending or impairing the pledged right"),
    "BGB 1276",
    Words("《德国民法典》第1276条", "German Civil Code § 1276"),
    "V",
    sources.TEXT,
)
R07P = Law(
    "R-DE-07",
    Words("专利权质押的实务", "Practice of pledging patents"),
    "BGB 1273-1276",
    Words("德国质押实务尚待核实，应当咨询德国律师", "German practice to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)
HALTED = Law(
    "G-DE-08",
    Words("扣押、权属纠纷、优先购买权、选择权（未核实）", "Seizure, disputed title, first refusal, options"),
    "PatG 15; BGB",
    Words("德国法的相应规则尚待核实，应当咨询德国律师", "German law to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)

_LOOK = Words("查询登记簿并由权利人书面声明", "Search the register and have the owner declare them")


def creation(_case: Case) -> Sequence[Finding]:
    """R-DE-07: created as the right would be transferred, without any entry."""
    return [
        finding(
            R07,
            Outcome.ALLOWED,
            "质权依权利转让的方式设立，无须登记",
            "The pledge is created as the right would be transferred, without any entry in the register",
            Words("以书面约定质权及其担保的债权", "Put the pledge and the claim it secures in writing"),
            requirement="form",
            who="pledgor and pledgee",
            listed=True,
        ),
        finding(
            R07P,
            Outcome.ALLOWED,
            "质押的实务做法（登记簿上的记载、共有人单独以其份额出质等）未经核实",
            "How patents are pledged in practice (a note in the register, a co-owner's pledge of its share and the "
            "like) has not been verified",
            who="pledgor and pledgee",
            listed=True,
        ),
    ]


def known(case: Case) -> Sequence[Finding]:
    """R-DE-07: a pledge binds without any entry, so whether there is one must be known."""
    if case.encumbrances is not None:
        return ()
    return [
        unknown(
            R07C,
            "权利有无质权、扣押等负担不明；质权无须登记即成立",
            "Whether the right is pledged, seized or otherwise burdened is not known; a pledge needs no entry",
            _LOOK,
        )
    ]


def burdens(case: Case) -> Sequence[Finding]:
    """Each burden in force on the day, in the order of kind, id and holder."""
    if not case.encumbrances:
        return ()
    return [_burden(case, one) for one in sorted(case.encumbrances, key=_order)]


def _order(one: Encumbrance) -> tuple[str, str, str, str]:
    return one.kind, one.id, one.holder or "", f"{one.start} {one.end}"


def _burden(case: Case, one: Encumbrance) -> Finding:
    if one.kind == "pledge":
        return _pledged(case, one)
    if one.kind == "sep_commitment":
        return finding(
            HALTED,
            Outcome.ALLOWED,
            "该专利负有标准必要专利许可承诺，受让人、被许可人应当知悉",
            "The patent is under a standards licensing commitment, of which the other side should know",
            who="owner",
            grant=one.id or None,
            listed=True,
        )
    if one.kind in ("first_refusal", "option"):
        return _reserved(case, one)
    zh, en = _WORDS[one.kind]
    return unknown(HALTED, zh, en, Words("待该负担解除或者咨询德国律师", "Wait until it ends, or ask a German lawyer"))


_WORDS = {
    "seizure": (
        "权利已被扣押，该行为对扣押债权人的效力未经核实",
        "The right is seized; what this act does against the creditor who seized it has not been verified",
    ),
    "suspension": (
        "与权利有关的程序已中止，该行为能否办理未经核实",
        "Proceedings on the right are suspended; whether this act can be done has not been verified",
    ),
    "ownership_dispute": (
        "权利归属存在争议，处分人是否为权利人不能确定",
        "The ownership is in dispute, so it is not certain that the right is the grantor's",
    ),
    "mortgage": (
        "权利上设有抵押；德国法对其如何处理未经核实",
        "The right is mortgaged; what German law makes of that has not been verified",
    ),
}


def _pledged(case: Case, one: Encumbrance) -> Finding:
    """A pledge, entered or not: it goes with the right, ranks first, and must not be ended or impaired."""
    bank = one.holder or "pledgee"
    named = Words(one.holder, one.holder) if one.holder else Words("质权人", "the pledgee")
    grant = one.id or None
    cure = Words(f"取得{named.zh}的同意", f"Obtain the consent of {named.en}")
    if case.kind == "waiver":
        return consent(
            case,
            R07C,
            bank,
            f"放弃权利使{named.zh}的质权消灭，须经其同意",
            f"A waiver ends the right pledged to {named.en} and needs its consent",
            cure,
            effect="not_effective",
            grant=grant,
        )
    if case.kind in sources.ASSIGNMENTS or case.kind == "pledge":
        return finding(
            R07,
            Outcome.ALLOWED,
            f"{named.zh}的质权在先成立，在后取得的权利以此为限",
            f"The pledge of {named.en} came first, and what is acquired later is subject to it",
            Words("在合同中披露质权", "Disclose the pledge in the contract"),
            requirement="notice",
            who="owner",
            effect="breach",
            grant=grant,
            listed=True,
        )
    return _impairing(case, bank, named, cure, grant)


def _impairing(case: Case, bank: str, named: Words, cure: Words, grant: str | None) -> Finding:
    """Whether a licence impairs the pledge is a matter of fact: without consent it stays open."""
    answer = consented(case, bank)
    if answer == "given":
        outcome = Outcome.ALLOWED
    elif answer == "refused" or case.transaction.done:
        outcome = Outcome.INDETERMINATE
    else:
        outcome = Outcome.ALLOWED_WITH_CONSENTS
    given = outcome is Outcome.ALLOWED
    return finding(
        R07C,
        outcome,
        f"权利已向{named.zh}出质；对权利的变更损害质权的，须经质权人同意，许可是否损害质权取决于其内容",
        f"The right is pledged to {named.en}; a change that impairs the pledge needs the pledgee's consent, and "
        "whether a licence does depends on its terms",
        cure,
        requirement="consent",
        who=bank,
        effect="not_effective",
        grant=grant,
        listed=given,
        satisfied=given,
    )


def _reserved(case: Case, one: Encumbrance) -> Finding:
    named = Words(one.holder, one.holder) if one.holder else Words("他人", "another")
    holder, first = one.holder or "option holder", one.holder or "Another"
    if case.kind in ("ordinary_licence", "unspecified_licence"):
        return finding(
            HALTED,
            Outcome.ALLOWED,
            f"{named.zh}享有约定的优先购买权或者选择权，一般不及于普通许可",
            f"{first} has an agreed first refusal or option, which does not commonly reach a non-exclusive licence",
            Words("核对合同约定", "Read the contract"),
            who=holder,
            grant=one.id or None,
            listed=True,
        )
    return consent(
        case,
        HALTED,
        holder,
        f"{named.zh}享有约定的优先购买权或者选择权，是否及于该行为取决于合同约定",
        f"{first} has an agreed first refusal or option; whether it reaches this act depends on the contract",
        Words(f"先行通知{named.zh}并取得其答复", f"Give {named.en} notice first and obtain an answer"),
        effect="breach",
        grant=one.id or None,
    )


_BURDENED = sources.OWNERS_ACTS - sources.WORKING - sources.WITHDRAWAL

PROPERTY = (
    Rule(R07, sources.PLEDGE, creation),
    Rule(R07C, _BURDENED, known),
    Rule(R07C, _BURDENED, burdens),
)
