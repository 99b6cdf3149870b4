"""What the pages of a case show, to the client as to those who help."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk.models import Case, CaseMessage, Referral
from patentfair.domain.helpdesk.case import CaseKind, CaseState, Charge, SizeClass
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.clock import ClockState, answer_clock
from patentfair.web.present import day, organisation_name

__all__ = ["ACCEPTED", "case_row", "cases_found", "center_name", "clock_row", "file_rows", "head", "talk"]

ACCEPTED = (CaseState.WAITING, CaseState.IN_HAND)
_CLOCKS = {ClockState.RUNNING: "running", ClockState.SOON: "soon", ClockState.OVERDUE: "overdue"}
_TONES = {
    CaseState.WAITING: "pending",
    CaseState.IN_HAND: "provisional",
    CaseState.CLOSED: "provisional",
    CaseState.CONFIRMED: "alive",
    CaseState.LAPSED: "ended",
    CaseState.WITHDRAWN: "ended",
    CaseState.DECIDED: "alive",
}


def cases_found() -> QuerySet[Case]:
    """Cases with what their pages need."""
    return Case.objects.select_related("center", "about", "organisation", "assigned_to", "clinic", "workshop", "need")


def center_name(center: Center | None, language: str) -> str:
    if center is None:
        return ""
    names = (center.name_zh, center.name_en)
    return (names[0] or names[1]) if language == "zh" else (names[1] or names[0])


def person_name(user: User | None, language: str) -> str:
    if user is None:
        return ""
    names = (user.name_zh, user.name_en)
    return ((names[0] or names[1]) if language == "zh" else (names[1] or names[0])) or user.email


def moment(at: datetime | None) -> str:
    """A moment as people of the page's language write it."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def clock_row(case: Case) -> dict[str, str]:
    """The answer clock as the component shows it; empty once the case is over without an answer."""
    clock = answer_clock(case.clock_from, case.answer_due, case.answered_at, timezone.now())
    if clock.state not in _CLOCKS:
        return {"state": "done", "due": moment(case.answered_at)}
    if case.state != CaseState.WAITING:
        return {}
    return {"state": _CLOCKS[clock.state], "due": moment(case.answer_due)}


def case_row(case: Case, language: str) -> dict[str, Any]:
    """A case in a list."""
    return {
        "pk": case.pk,
        "subject": case.subject,
        "kind": CaseKind(case.kind).label.of(language),
        "state": CaseState(case.state).label.of(language),
        "tone": _TONES[CaseState(case.state)],
        "size": SizeClass(case.size_class).label.of(language),
        "center": center_name(case.center or case.about, language),
        "opened": day(timezone.localdate(case.opened_at)),
        "close_due": day(timezone.localdate(case.close_due)),
        "clock": clock_row(case),
        "assigned": person_name(case.assigned_to, language),
        "told_head": case.told_head_at is not None and case.answered_at is None,
        "told_administrators": case.told_administrators_at is not None and case.answered_at is None,
        "is_mine": False,
    }


def head(case: Case, language: str) -> dict[str, Any]:
    """What stands at the top and at the side of a case's page."""
    referral = case.referrals.filter(state=Referral.State.ASKED).select_related("target").first()
    handed = case.referrals.filter(state=Referral.State.HANDED_ON).select_related("source", "target").last()
    return {
        **case_row(case, language),
        "text": case.text,
        "is_complaint": case.kind == CaseKind.COMPLAINT,
        "is_clinic": case.kind == CaseKind.CLINIC,
        "is_workshop": case.kind == CaseKind.WORKSHOP,
        "is_training": case.kind == CaseKind.TRAINING,
        "is_open": case.state in ACCEPTED,
        "is_closed": case.state == CaseState.CLOSED,
        "is_decided": case.state == CaseState.DECIDED,
        "can_talk": case.state in (*ACCEPTED, CaseState.CLOSED),
        "can_reopen": case.state in (CaseState.CLOSED, CaseState.LAPSED),
        "organisation": organisation_name(case.organisation, language) if case.organisation else "",
        "name": case.name,
        "contact": case.contact,
        "closing": case.closing,
        "closed": moment(case.closed_at),
        "confirmed": moment(case.confirmed_at),
        "reopened": case.reopened,
        "upheld": case.upheld,
        "decision": case.decision,
        "decided": moment(case.decided_at),
        "clinic": getattr(case, "clinic", None),
        "workshop": getattr(case, "workshop", None),
        "need": case.need_id,
        "referral": {"target": center_name(referral.target, language), "reason": referral.reason} if referral else None,
        "handed_on": {
            "source": center_name(handed.source, language),
            "target": center_name(handed.target, language),
            "when": day(timezone.localdate(handed.settled_at)),
        }
        if handed
        else None,
        "may_rate": bool(case.is_invited) and case.rating is None and case.closed_at is not None,
        "rating": case.rating,
        "remark": case.remark,
    }


def talk(case: Case, language: str, *, ours: str) -> list[dict[str, Any]]:
    """The conversation, opened by the question itself; `ours` is the side of the one who reads.

    The client reads of which center a reply is, not the name of the person.
    """
    asker = case.name if ours != CaseMessage.By.CLIENT and case.name else Words("当事人", "Client").of(language)
    you = Words("您", "You").of(language)
    rows: list[dict[str, Any]] = [
        {
            "author": you if ours == CaseMessage.By.CLIENT else asker,
            "side": "ours" if ours == CaseMessage.By.CLIENT else "theirs",
            "when": moment(case.opened_at),
            "text": case.text,
        }
    ]
    for one in case.messages.select_related("author", "center").order_by("pk"):
        if one.by == CaseMessage.By.CLIENT:
            author = you if ours == one.by else asker
        elif one.by == CaseMessage.By.ADMINISTRATOR:
            author = Words("管理员", "Administrator").of(language)
        else:
            author = center_name(one.center, language)
            if ours != CaseMessage.By.CLIENT and one.author is not None:
                author = f"{person_name(one.author, language)} · {author}"
        rows.append(
            {
                "author": author,
                "side": "ours" if one.by == ours else "theirs",
                "when": moment(one.at),
                "text": one.text,
                "is_receipt_only": one.by != CaseMessage.By.CLIENT and not one.is_substantive,
            }
        )
    return rows


def file_rows(case: Case, language: str) -> list[dict[str, Any]]:
    by = {
        "client": Words("当事人", "Client"),
        "desk": Words("中心", "Center"),
        "administrator": Words("管理员", "Administrator"),
    }
    return [
        {"pk": one.pk, "name": one.name, "by": by[one.by].of(language), "when": moment(one.at)}
        for one in case.files.order_by("pk")
    ]


def charge_label(charge: str, language: str) -> str:
    return Charge(charge).label.of(language)
