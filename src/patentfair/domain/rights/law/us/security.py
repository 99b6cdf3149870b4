"""Burdens on the whole right and security interests in it. United States."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Encumbrance
from patentfair.domain.rights.law.case import consent, unknown
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case

__all__ = ["RULES"]

R10 = Law(
    "R-US-10",
    Words("担保权的完善与登记", "Perfecting a security interest"),
    "In re Cybernetic Services; In re Coldwave Systems; 35 USC 261",
    Words(
        "Cybernetic Services案、Coldwave案、《美国法典》第35编第261条",
        "In re Cybernetic Services, In re Coldwave Systems, 35 U.S.C. 261",
    ),
    "V2",
    sources.CODE,
)
R10C = Law(
    "R-US-10",
    Words("设有担保的专利权的转让与许可", "Sale and licence of a charged patent"),
    "law of secured transactions",
    Words("各州担保交易法与担保合同，尚待核实", "State law of secured transactions and the contract, not verified"),
    "GK",
    sources.CODE,
)
U03 = Law(
    "U-US-03",
    Words("司法扣押与程序中止", "Levy and suspension"),
    "law of the court concerned",
    Words("有关法院的法律，尚待核实", "the law of the court concerned, not verified"),
    "GK",
    sources.CODE,
)
U04 = Law(
    "U-US-04",
    Words("约定的优先受让权与选择权", "Agreed first refusal and options"),
    "contract law of the States",
    Words("各州合同法，尚待核实", "contract law of the States, not verified"),
    "GK",
    sources.CODE,
)

_LOOK = Words(
    "检索美国专利商标局转让登记及债务人所在州的UCC登记",
    "Search the assignment records of the office and the UCC filings in the debtor's State",
)
_COUNSEL = Words("咨询美国专利律师", "Ask a United States patent attorney")


def known(case: Case) -> Sequence[Finding]:
    """R-US-10: whether the right is charged or seized must be known."""
    return () if case.encumbrances is not None else (_UNKNOWN,)


_UNKNOWN = unknown(
    R10,
    "专利权有无担保、扣押等负担不明",
    "Whether the right is charged, seized or otherwise burdened is not known",
    _LOOK,
)


def burdens(case: Case) -> Sequence[Finding]:
    """Each burden in force on the day, in the order of kind, id and holder."""
    if not case.encumbrances:
        return ()
    return [found for one in sorted(case.encumbrances, key=_order) if (found := _burden(case, one)) is not None]


def _order(one: Encumbrance) -> tuple[str, str, str, str]:
    return one.kind, one.id, one.holder or "", f"{one.registered} {one.start} {one.end}"


def _burden(case: Case, one: Encumbrance) -> Finding | None:
    grant = one.id or None
    if one.kind in ("seizure", "suspension"):
        return unknown(
            U03,
            "专利权被扣押或者有关程序中止，可否处分尚未核实",
            "The right is levied upon or procedures are suspended; whether it can be disposed of was not verified",
            Words("待其解除，或者咨询美国专利律师", "Wait for its release, or ask a United States patent attorney"),
            grant=grant,
        )
    if one.kind == "ownership_dispute":
        return unknown(
            U03,
            "专利权存在权属纠纷，处分人是否为权利人不能确定",
            "The ownership is in dispute, so it is not certain that the grantor owns the right",
            Words("待权属纠纷解决", "Wait until the dispute is settled"),
            grant=grant,
        )
    if one.kind in ("pledge", "mortgage"):
        return _second(one) if case.kind == "pledge" else _charged(case, one)
    if one.kind in ("first_refusal", "option"):
        return _reserved(case, one)
    return finding(
        U04,
        Outcome.ALLOWED,
        "该专利负有标准必要专利许可承诺，受让人、被许可人应当知悉",
        "The patent is under a standards licensing commitment, of which the other side should know",
        who="owner",
        listed=True,
        grant=grant,
    )


def _lender(one: Encumbrance) -> tuple[Words, str]:
    return (Words(one.holder, one.holder), one.holder) if one.holder else (Words("担保权人", "a lender"), "pledgee")


def _second(one: Encumbrance) -> Finding:
    named, who = _lender(one)
    return finding(
        R10,
        Outcome.ALLOWED,
        f"该专利权已为{named.zh}设有担保；可以再次设定，各担保权按完善的先后排列顺位",
        f"The patent is already charged to {named.en}; a second charge is possible and ranks by perfection",
        Words("核对在先担保是否已完善及其数额", "Check whether the earlier charge is perfected, and its amount"),
        requirement="notice",
        who=who,
        effect="breach",
        grant=one.id or None,
        listed=True,
        code="RANKS",
    )


def _charged(case: Case, one: Encumbrance) -> Finding:
    named, who = _lender(one)
    return consent(
        case,
        R10C,
        who,
        f"该专利权为{named.zh}设有担保；除合同另有约定外，取得人承受该担保，合同是否限制处分不明，尚待核实",
        f"The patent is charged to {named.en}; unless the contract says otherwise the new right is taken subject to "
        "it, but whether the contract forbids the act was not verified",
        Words(
            f"查阅担保合同，或者取得{named.zh}书面同意",
            f"Read the security agreement, or obtain the written consent of {named.en}",
        ),
        effect="breach",
        grant=one.id or None,
    )


def _reserved(case: Case, one: Encumbrance) -> Finding | None:
    named = Words(one.holder, one.holder) if one.holder else Words("他人", "another")
    if case.kind in ("ordinary_licence", "unspecified_licence"):
        return None
    if case.kind in sources.ASSIGNMENTS and case.transaction.first_refusal == "waived" and one.kind == "first_refusal":
        return finding(
            U04,
            Outcome.ALLOWED,
            f"{named.zh}已放弃优先受让权",
            f"{named.en} has waived its right of first refusal",
            who=one.holder or "option holder",
            listed=True,
            satisfied=True,
            grant=one.id or None,
        )
    return consent(
        case,
        U04,
        one.holder or "option holder",
        f"{named.zh}享有约定的优先受让权或者选择权，是否及于该行为取决于合同约定",
        f"{named.en} has an agreed right of first refusal or option; whether it reaches this act depends on the "
        "contract",
        Words(f"核对合同约定，先行通知{named.zh}并取得其答复", f"Read the contract; notify {named.en} first"),
        effect="breach",
        grant=one.id or None,
    )


def perfection(case: Case) -> Sequence[Finding]:
    """R-US-10: perfected by a filing in the debtor's State; recording at the office warns later purchasers."""
    return (_PERFECTED, _AT_THE_OFFICE) if case.transaction.registered else (_PERFECT, _AT_THE_OFFICE)


def _perfection(*, done: bool) -> Finding:
    return finding(
        R10,
        Outcome.ALLOWED if done else Outcome.NEEDS_FORMALITY,
        "担保权以在债务人所在州提交UCC-1融资声明完善，方可对抗其他债权人；在美国专利商标局登记既非必要，亦不足以代之（据二手资料）",
        "The security interest is perfected against other creditors by a UCC-1 financing statement in the debtor's "
        "State; recording at the office is neither necessary nor enough for that (from a secondary source)",
        Words("提交UCC-1融资声明，并取得提交证明", "File the UCC-1 and keep the proof of filing"),
        requirement="evidence",
        who="pledgee",
        effect="not_opposable",
        listed=done,
        satisfied=done,
    )


_PERFECT, _PERFECTED = _perfection(done=False), _perfection(done=True)
_AT_THE_OFFICE = finding(
    R10,
    Outcome.ALLOWED,
    "宜同时在美国专利商标局登记，以对抗在后的买受人、抵押权人",
    "Record it at the office as well, against later purchasers and mortgagees",
    requirement="record",
    who="pledgee",
    effect="not_opposable",
    listed=True,
)

RULES = (
    Rule(R10, sources.DISPOSALS, known),
    Rule(R10, sources.DISPOSALS, burdens),
    Rule(R10, sources.PLEDGE, perfection),
)
