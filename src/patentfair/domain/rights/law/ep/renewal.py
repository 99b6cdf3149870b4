"""Renewal fees paid to the European Patent Office: late within six months, with an additional fee."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Fee
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.rule import Law, finding

__all__ = ["last_day", "late"]

_RECORD = Words("查询欧洲专利登记簿的缴费记录", "Look up the payments in the European Patent Register")


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def last_day(case: Case, due: date) -> date:
    """Last day to pay with the additional fee: six months on, from the end of a month to the end of a month."""
    last = add_months(due, 6)
    if due == _month_end(due):
        last = _month_end(last)
    return months_after(last, 0, case.calendar)


def late(case: Case, law: Law) -> Sequence[Finding]:
    """A finding for each fee that is past due and not known to be paid, and where the fees are not known at all."""
    right = case.right
    if right.fees is None:
        return [unknown(law, "续展年费是否已缴不明", "Whether the renewal fees have been paid is not known", _RECORD)]
    return [_late(case, law, fee) for fee in sorted(right.fees, key=_order) if fee.due < case.day and _open(case, fee)]


def _open(case: Case, fee: Fee) -> bool:
    """Whether a fee is not known to be paid, in time, by the day."""
    if not fee.paid:
        return True
    return fee.paid_on is not None and fee.paid_on > min(case.day, last_day(case, fee.due))


def _late(case: Case, law: Law, fee: Fee) -> Finding:
    last = last_day(case, fee.due)
    over = case.day > last
    if over and fee.paid is None:
        return unknown(
            law,
            f"{fee.due}到期的年费是否已缴不明",
            f"Whether the renewal fee due on {fee.due} has been paid is not known",
            _RECORD,
        )
    if not over:
        outcome = Outcome.NEEDS_FORMALITY
    elif case.right.restoration_pending:
        outcome = Outcome.INDETERMINATE
    else:
        outcome = Outcome.FORBIDDEN
    unpaid = fee.paid is not None
    return finding(
        law,
        outcome,
        f"{fee.due}到期的年费"
        + ("未缴" if unpaid else "是否已缴不明")
        + "，"
        + ("六个月宽限期已过" if over else "可以在六个月宽限期内连同附加费补缴，逾期权利丧失"),
        f"The renewal fee due on {fee.due} "
        + ("is unpaid" if unpaid else "may be unpaid")
        + ("; the six months of grace are over" if over else "; it can be paid late with the additional fee"),
        Words("查明能否恢复权利", "Find out whether the right can be restored")
        if over
        else Words(f"至迟于{last}补缴", f"Pay it by {last}"),
        requirement="pay",
        who="owner",
        deadline=last,
        effect="void",
    )


def _order(fee: Fee) -> tuple[date, str]:
    return fee.due, str(fee.paid)
