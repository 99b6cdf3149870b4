"""Assignments and other conveyances: the instrument, recording, priority, terminal disclaimers. United States."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import consented, grant_boxes, unknown
from patentfair.domain.rights.law.earlier import holder
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case
from patentfair.domain.rights.law.us.coowners import R01
from patentfair.domain.rights.law.us.life import rolled
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import Box, scope_overlap

__all__ = ["R02", "RULES", "priority"]

R02 = Law(
    "R-US-02",
    Words("未登记的在先转让对抗在后买受人", "Unrecorded conveyance and a later purchaser"),
    "35 USC 261(4)",
    Words("《美国法典》第35编第261条第4款", "35 U.S.C. 261 para. 4"),
    "V",
    sources.CODE,
)
R07 = Law(
    "R-US-07",
    Words("期末放弃与共同所有", "Terminal disclaimer and common ownership"),
    "37 CFR 1.321(c)(3); In re Van Ornum",
    Words("《美国联邦法规汇编》第37编第1.321条(c)(3)", "37 C.F.R. 1.321(c)(3)"),
    "V2",
    sources.CODE,
)
R09 = Law(
    "R-US-09",
    Words("授予全部实质权利视为转让", "All substantial rights"),
    "case law on all substantial rights",
    Words("判例，尚待核实", "case law, not verified"),
    "GK",
    sources.CODE,
)

Standing = Literal["binds", "void", "open", "unsure"]
_DAY = timedelta(days=1)
_SEARCH = Words(
    "在交易当日再次检索转让登记，并取得卖方关于未作其他处分的保证",
    "Search the assignment records again on the day, and have the seller warrant that nothing else was conveyed",
)


def priority(case: Case, grant: Grant) -> tuple[Standing, date | None]:
    """How an earlier conveyance stands against one who now acquires, and the last day on which it may be recorded.

    It binds where it was recorded before the later act or within three months of its own date, and against one who
    knew of it or gives no value; otherwise it is void against that one. "open": it may still be recorded in time, as
    far as is known on the day to which the facts reach. "unsure": a fact is not known.
    """
    made = grant.executed or grant.effective
    last = add_months(made, 3) if made is not None else None
    reach = case.context.known_at or case.context.as_of
    recorded_on, value = grant.recorded_on, case.transaction.for_value
    if recorded_on is not None:
        if recorded_on < case.day or (last is not None and recorded_on <= last):
            return "binds", last
    elif grant.recorded and case.day >= case.context.as_of:
        return "binds", last
    if grant.known_to_grantee or value is False:
        return "binds", last
    if last is None or (recorded_on is None and grant.recorded is not False):
        return "unsure", last
    if recorded_on is None:
        if reach <= last:
            return "open", last
        if reach < case.day:
            return "unsure", last
    return ("void" if value and grant.known_to_grantee is False else "unsure"), last


def earlier_assignments(case: Case) -> Sequence[Finding]:
    """R-US-02: what the grantor conveyed away before, it cannot convey again, save as section 261 helps the later."""
    out: list[Finding] = []
    for grant in sorted(case.facts.grants or (), key=_id):
        if grant.kind != "assignment" or not _meets(case, grant):
            continue
        if grant.grantor is None or grant.grantor in case.transaction.grantors:
            out.append(_conveyed_before(case, grant))
        elif grant.grantor in case.holders and case.kind not in _ALONE:
            out.extend(_share_moved(case, grant))
    return out


_ALONE = frozenset({"ordinary_licence", "unspecified_licence", "own_working", "share_assignment", "pledge"})


def _id(grant: Grant) -> str:
    return grant.id


def _meets(case: Case, grant: Grant) -> bool:
    """Whether an assignment to a third party, made by the day of the act and not undone, may meet the request."""
    transaction = case.transaction
    made = grant.executed or grant.effective
    if (made is not None and made > case.day) or (grant.ended is not None and grant.ended <= case.day):
        return False
    if grant.grantee is not None and (grant.grantee == transaction.grantee or grant.grantee in transaction.grantors):
        return False
    return _overlap(case, grant) is not Overlap.NO


def _overlap(case: Case, grant: Grant) -> Overlap:
    boxes = grant_boxes(grant)
    if boxes is None:
        return Overlap.MAYBE
    return scope_overlap(case.requested or _WHOLE, boxes, case.context.disjoint_fields)


_WHOLE = (Box(),)


def _conveyed_before(case: Case, grant: Grant) -> Finding:
    buyer, who = holder(grant)
    if grant.grantee is not None and consented(case, grant.grantee) == "given":
        return finding(
            R02,
            Outcome.ALLOWED,
            f"{buyer.zh}在先受让，已同意该行为",
            f"{buyer.en} took the right before and has agreed to this act",
            requirement="consent",
            who=who,
            grant=grant.id,
            listed=True,
            satisfied=True,
        )
    standing, last = priority(case, grant)
    if case.kind == "own_working" or (standing == "binds" and _overlap(case, grant) is Overlap.YES):
        if _overlap(case, grant) is not Overlap.YES:
            return _uncertain(grant, buyer, last)
        return finding(
            R02,
            Outcome.FORBIDDEN,
            f"该权利已在先转让给{buyer.zh}，其登记及时，或者取得人知情或者未支付对价，在先转让对其有效，没有可以再处分的标的"
            if case.kind != "own_working"
            else f"该权利已转让给{buyer.zh}，转让在当事人之间不以登记为条件，让与人不得再实施",
            f"The right was conveyed to {buyer.en} before; that holds against the one who now acquires (recorded in "
            "time, known to it, or no value given), so nothing is left to convey"
            if case.kind != "own_working"
            else f"The right was conveyed to {buyer.en}; between the parties that does not depend on recording, and "
            "the seller may no longer work it",
            Words(f"改由{buyer.zh}处分，或者取得其同意", f"Deal with {buyer.en}, or obtain its consent"),
            requirement="consent",
            who=who,
            effect="title_does_not_pass",
            grant=grant.id,
        )
    if standing == "void" and case.kind in _PURCHASERS:
        return finding(
            R02,
            Outcome.ALLOWED,
            f"在先转让给{buyer.zh}未及时登记，对支付对价且不知情的在后取得人无效；让与人对{buyer.zh}承担违约责任",
            f"The earlier conveyance to {buyer.en} was not recorded in time and is void against a later purchaser or "
            f"mortgagee for value without notice; the seller is liable to {buyer.en}",
            Words("立即登记本次转让", "Record the present conveyance at once"),
            requirement="record",
            who="either party",
            effect="breach",
            grant=grant.id,
            listed=True,
        )
    return _uncertain(grant, buyer, last if standing == "open" else None, opened=standing == "open")


_PURCHASERS = sources.ASSIGNMENTS | sources.PLEDGE


def _uncertain(grant: Grant, buyer: Words, last: date | None, *, opened: bool = False) -> Finding:
    if opened and last is not None:
        after = last + _DAY
        monday = rolled(last)
        zh_roll = f"（{last}为周末，登记可能于{monday}仍属及时，尚待核实）" if monday != last else ""
        en_roll = f" ({last} is a weekend: recording on {monday} may still do, not verified)" if monday != last else ""
        zh = f"在先转让给{buyer.zh}尚可至迟于{last}登记而优先，自{after}起方能确定{zh_roll}"
        en = f"The earlier conveyance to {buyer.en} can still be recorded by {last} and would prevail; certain only "
        en += f"from {after}{en_roll}"
        cure = Words(f"待{after}再次检索转让登记后办理", f"Search the records again on {after} before acting")
    else:
        zh = f"该权利曾转让给{buyer.zh}，其与本次取得孰先不能确定：登记日期、对价、是否知情或者取得人是否属于买受人不明"
        en = f"The right was conveyed to {buyer.en} before, and which prevails is not certain: the day of recording, "
        en += "value, notice, or whether the one who acquires counts as a purchaser is not known"
        cure = _SEARCH
    return finding(
        R02,
        Outcome.INDETERMINATE,
        zh,
        en,
        cure,
        requirement="fact",
        who="owner",
        deadline=last,
        effect="title_does_not_pass",
        grant=grant.id,
    )


def _share_moved(case: Case, grant: Grant) -> Sequence[Finding]:
    """Another joint owner, whose consent counts, may have sold its share."""
    if grant.grantee is not None and consented(case, grant.grantee) == "given":
        return ()
    buyer, _ = holder(grant)
    return [
        unknown(
            R02,
            f"共有人{grant.grantor}的份额可能已转让给{buyer.zh}，应由何人同意不能确定",
            f"The share of {grant.grantor} may have passed to {buyer.en}, so whose consent counts is not certain",
            Words(f"同时取得{buyer.zh}的同意", f"Obtain the consent of {buyer.en} as well"),
            grant=grant.id,
        )
    ]


def instrument(case: Case) -> Sequence[Finding]:
    """R-US-01: an assignment, or a grant of the exclusive right, is made by an instrument in writing."""
    transaction = case.transaction
    signed = transaction.signed_by is None or set(transaction.grantors) <= set(transaction.signed_by)
    if transaction.written and signed:
        return (_ACKNOWLEDGED,) if case.kind in sources.ASSIGNMENTS else ()
    return (_WRITE, _ACKNOWLEDGED) if case.kind in sources.ASSIGNMENTS else (_WRITE,)


_WRITE = finding(
    R01,
    Outcome.NEEDS_FORMALITY,
    "转让专利权或者授予独占权应当以书面文件作出，并由让与人签署",
    "An assignment, or the grant of an exclusive right, is made by an instrument in writing, signed by the one who "
    "conveys",
    Words("签署书面转让或者授权文件", "Sign a written instrument"),
    requirement="form",
    who="owner",
    effect="title_does_not_pass",
)
_ACKNOWLEDGED = finding(
    R01,
    Outcome.ALLOWED,
    "经公证人等确认的签署为签署的初步证据",
    "An acknowledgment before a notary or the like is prima facie evidence of the execution",
    Words("办理签署确认", "Have the signature acknowledged"),
    requirement="evidence",
    who="owner",
    listed=True,
)


def recording(case: Case) -> Sequence[Finding]:
    """R-US-02: record within three months, or before anybody else acquires; between the parties it does not matter."""
    transaction = case.transaction
    made = transaction.signed or transaction.effective
    done = bool(transaction.registered)
    if made is None:
        return (_RECORDED if done else _RECORD,)
    last = add_months(made, 3)
    monday = rolled(last)
    zh = f"至迟于{last}登记，越早越好" + (f"（当日为周末，{monday}可能仍属及时，尚待核实）" if monday != last else "")
    en = f"Record it by {last}, better at once"
    en += f" (a weekend: {monday} may still do, not verified)" if monday != last else ""
    return (
        finding(
            R02,
            Outcome.ALLOWED,
            _RECORD_ZH,
            _RECORD_EN,
            Words(zh, en),
            requirement="record",
            who="either party",
            deadline=last,
            effect="not_opposable",
            listed=True,
            satisfied=done,
            code="RECORDING",
        ),
    )


_RECORD_ZH = (
    "应当自文件之日起三个月内，或者在他人其后取得之前，向美国专利商标局登记，"
    "否则对支付对价且不知情的在后买受人、抵押权人无效；当事人之间的效力不以登记为条件"
)
_RECORD_EN = (
    "It is to be recorded with the Patent and Trademark Office within three months of its date, or before anybody else "
    "acquires; otherwise it is void against a later purchaser or mortgagee for value without notice. Between the "
    "parties it does not depend on recording"
)


def _recording(*, done: bool) -> Finding:
    return finding(
        R02,
        Outcome.ALLOWED,
        _RECORD_ZH,
        _RECORD_EN,
        Words("签署后立即登记", "Record it as soon as it is signed"),
        requirement="record",
        who="either party",
        effect="not_opposable",
        listed=True,
        satisfied=done,
        code="RECORDING",
    )


_RECORD, _RECORDED = _recording(done=False), _recording(done=True)


def chain(case: Case) -> Sequence[Finding]:
    """R-US-02: a seller whose own title is not recorded leaves a gap in which another may acquire."""
    gaps = sorted({one.owner for one in case.interests or () if one.registered is False} & {*case.transaction.grantors})
    return [
        finding(
            R02,
            Outcome.ALLOWED,
            f"{name}自己的取得尚未登记，其前手仍可能另行处分给不知情的买受人",
            f"The title of {name} is not recorded itself, and the one before could still convey to a purchaser "
            "without notice",
            Words("先登记该在先转让", "Record that earlier assignment first"),
            requirement="record",
            who=name,
            effect="not_opposable",
            listed=True,
            code="GAP_IN_TITLE",
        )
        for name in gaps
    ]


def terminal_disclaimer(case: Case) -> Sequence[Finding]:
    """R-US-07: a patent with a terminal disclaimer is enforceable only in one hand with its reference patents."""
    references = case.right.terminal_disclaimer
    if references == ():
        return ()
    if references is None:
        return [
            unknown(
                R07,
                "有无期末放弃（须与引证专利归属同一人）不明，单独转让可能导致专利权不可执行",
                "Whether there is a terminal disclaimer is not known; sold alone, such a patent becomes unenforceable",
                Words("查阅审查档案", "Look into the file history"),
            )
        ]
    missing = sorted(set(references) - set(case.transaction.assigned_with))
    together = not missing
    named = ", ".join(sorted(references) if together else missing)
    return [
        finding(
            R07,
            Outcome.ALLOWED if together else Outcome.FORBIDDEN,
            f"该专利有期末放弃，仅在与{named}归属同一人期间可以执行，今后亦不得分离"
            if together
            else f"该专利有期末放弃，仅在与{named}归属同一人期间可以执行，单独转让后不可执行（据二手资料）",
            f"The patent has a terminal disclaimer and is enforceable only while in one hand with {named}; keep them "
            "together"
            if together
            else f"The patent has a terminal disclaimer and is enforceable only while in one hand with {named}; sold "
            "alone it cannot be enforced (from a secondary source)",
            None if together else Words(f"将{named}一并转让", f"Assign {named} together with it"),
            who="owner",
            effect="unenforceable",
            listed=together,
            satisfied=together,
            code="TERMINAL_DISCLAIMER",
        )
    ]


def substantial_rights(case: Case) -> Sequence[Finding]:
    """R-US-09: an exclusive licence of the whole patent may be an assignment whatever it is called."""
    return (_SUBSTANTIAL,) if case.transaction.scope == _WHOLE else ()


_SUBSTANTIAL = finding(
    R09,
    Outcome.ALLOWED,
    "授予全部实质权利的独占许可，不论名称如何，可能被视为转让，影响诉讼地位与登记，尚待核实",
    "An exclusive licence of all substantial rights may count as an assignment whatever its name, for standing and "
    "recording; this was not verified",
    Words("咨询美国专利律师", "Ask a United States patent attorney"),
    who="either party",
    listed=True,
)

RULES = (
    Rule(R02, sources.DISPOSALS | sources.WORKING, earlier_assignments),
    Rule(R01, sources.ASSIGNMENTS | sources.EXCLUSIVE, instrument),
    Rule(R02, sources.CONVEYANCES, chain),
    Rule(R07, sources.ASSIGNMENTS, terminal_disclaimer),
    Rule(R09, sources.EXCLUSIVE, substantial_rights),
    Rule(R02, sources.CONVEYANCES, recording),
)
