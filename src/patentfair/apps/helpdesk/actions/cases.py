"""Open a case, talk about it, close it; the client confirms or opens it again."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.helpdesk import events
from patentfair.apps.helpdesk.actions.moves import move, note, touch
from patentfair.apps.helpdesk.actions.survey import draw, round_of
from patentfair.apps.helpdesk.checks import checked_text, require_at_work, require_desk, require_judge, salted
from patentfair.apps.helpdesk.clients import code_digest, new_code, require_client
from patentfair.apps.helpdesk.models import Case, CaseFile, CaseMessage, CaseNote, Referral
from patentfair.domain.helpdesk.case import (
    OPEN_STATES,
    CaseAct,
    CaseKind,
    CaseState,
    SizeClass,
    dues,
    within_standard,
)
from patentfair.domain.helpdesk.substance import LEAST_OF_REPLY, is_substantive, substance
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = [
    "add_note",
    "assign",
    "close_case",
    "confirm",
    "open_case",
    "put_file",
    "renew_code",
    "reopen",
    "reply",
    "require_room",
    "say",
    "withdraw",
]

MOST_MESSAGES = 500
MOST_FILES = 40
BYTES_A_CASE = 100 << 20
# In 24 hours: of one person with an account, and of all without one together.
BYTES_A_CLIENT = 200 << 20
BYTES_OF_ALL = 2 << 30
_By = CaseMessage.By


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    center: Center,
    kind: str,
    size_class: str,
    subject: str,
    text: str,
    name: str = "",
    contact: str = "",
    organisation: Organisation | None = None,
    language: str = "zh",
    is_sample: bool = False,
) -> tuple[Case, str]:
    """Open a case at a center, or a complaint about it. Anyone may, with an account or without.

    Returns the case and, for someone without an account, the code to follow it by, which is told this once. A
    complaint goes to the administrators: the center it is about has no part in it.
    """
    if kind not in set(CaseKind):
        raise Invalid("helpdesk.kind", field="kind")
    if size_class not in set(SizeClass):
        raise Invalid("helpdesk.size", field="size_class")
    subject, text = checked_text(subject, "subject", limit=200), checked_text(text, "text")
    name = checked_text(name, "name", limit=120, is_required=False)
    contact = checked_text(contact, "contact", limit=200, is_required=False)
    if organisation is not None:
        actor.require(organisation.pk, "draft")
    if kind != CaseKind.COMPLAINT:
        require_at_work(center, "center")
    code = "" if actor.is_signed_in else new_code()
    now, case_kind = timezone.now(), CaseKind(kind)
    is_complaint = case_kind is CaseKind.COMPLAINT
    answer_due, close_due = dues(case_kind, now)
    case = Case.objects.create(
        center=None if is_complaint else center,
        about=center if is_complaint else None,
        kind=kind,
        size_class=size_class,
        subject=subject,
        text=text,
        name=name,
        contact=contact,
        organisation=organisation,
        language="en" if language == "en" else "zh",
        opened_by_id=actor.user_id,
        code_sha256=code_digest(code) if code else "",
        secret=secrets.token_hex(32),
        opened_at=now,
        clock_from=now,
        answer_due=answer_due,
        close_due=close_due,
        survey=round_of(actor=actor, now=now),
        is_sample=is_sample,
    )
    note(
        events.CASE_OPENED, actor, case,
        kind=kind, size_class=size_class, has_account=actor.is_signed_in, answer_due=answer_due,
    )  # fmt: skip
    return case, code


@transaction.atomic
def say(*, actor: Actor, case: Case, text: str, proof: str = "") -> CaseMessage:
    """The client writes, while the case is open or waits for a word."""
    require_client(actor, case, proof)
    if case.state not in (*OPEN_STATES, CaseState.CLOSED):
        raise Refused("helpdesk.not-now")
    return _message(actor, case, _By.CLIENT, text)


@transaction.atomic
def reply(*, actor: Actor, case: Case, text: str) -> CaseMessage:
    """Staff of the center, or for a complaint the administrators, write to the client.

    The first reply that says something ends the answer clock; one that only acknowledges receipt does not.
    """
    by = _By.DESK
    if case.kind == CaseKind.COMPLAINT:
        require_judge(actor, case)
        by = _By.ADMINISTRATOR
    else:
        require_desk(actor, case)
    if case.state not in OPEN_STATES:
        raise Refused("helpdesk.not-now")
    made = _message(actor, case, by, text)
    if made.is_substantive:
        now, first = made.at, case.answered_at is None
        changes: dict[str, Any] = {"answered_at": now} if first else {}
        if case.assigned_to_id is None and by == _By.DESK and actor.user_id is not None:
            changes["assigned_to_id"] = actor.user_id
        if first or changes or case.state != CaseState.IN_HAND:
            move(case, CaseAct.ANSWER, **changes)
        if first:
            minutes = int((now - case.clock_from).total_seconds() // 60)
            note(
                events.CASE_ANSWERED, actor, case,
                kind=case.kind, size_class=case.size_class, in_time=now < case.answer_due, minutes=minutes,
            )  # fmt: skip
    return made


@transaction.atomic
def add_note(*, actor: Actor, case: Case, text: str) -> CaseNote:
    """Staff tell each other something about a case; it stays at this center."""
    require_desk(actor, case)
    if case.notes.count() >= MOST_MESSAGES:
        raise Refused("helpdesk.too-much")
    made = CaseNote.objects.create(
        case=case,
        center_id=case.center_id or 0,
        author_id=actor.user_id,
        text=checked_text(text, "text"),
        at=timezone.now(),
    )
    note(events.CASE_NOTED, actor, case, text_sha256=salted(case, made.text))
    return made


@transaction.atomic
def put_file(
    *, actor: Actor, case: Case, name: str, sha256: str, size: int, proof: str = "", by: str = "client"
) -> CaseFile:
    """Put a file of `size` bytes into an open case: the client (`by` client), the center's staff or administrators."""
    by = require_room(actor=actor, case=case, size=size, proof=proof, by=by)
    if not sha256 or not name.strip():
        raise Invalid("helpdesk.file-missing", field="evidence")
    made = CaseFile.objects.create(
        case=case, by=by, name=name.strip()[:200], sha256=sha256, size=size, put_by_id=actor.user_id, at=timezone.now()
    )
    note(events.CASE_FILE, actor, case, by=by, file_sha256=salted(case, sha256))
    return made


def require_room(*, actor: Actor, case: Case, size: int, proof: str = "", by: str = "client") -> str:
    """Refuse a file of `size` bytes whose sender may not, or where there is no room: to be asked before it is stored.

    Returns as whose the case keeps it.
    """
    if by == _By.CLIENT:
        require_client(actor, case, proof)
    elif case.kind == CaseKind.COMPLAINT:
        require_judge(actor, case)
        by = _By.ADMINISTRATOR
    else:
        require_desk(actor, case)
        by = _By.DESK
    if case.state not in (*OPEN_STATES, CaseState.CLOSED):
        raise Refused("helpdesk.not-now")
    if case.files.count() >= MOST_FILES:
        raise Refused("helpdesk.too-much")
    if _bytes(case=case) + size > BYTES_A_CASE:
        raise Refused("helpdesk.case-full")
    if by == _By.CLIENT:
        most = BYTES_OF_ALL if actor.user_id is None else BYTES_A_CLIENT
        if _bytes(by=by, put_by=actor.user_id, at__gt=timezone.now() - timedelta(days=1)) + size > most:
            raise Refused("helpdesk.bytes-of-the-day")
    return by


def _bytes(**which: Case | str | int | datetime | None) -> int:
    return CaseFile.objects.filter(**which).aggregate(n=Sum("size"))["n"] or 0


@transaction.atomic
def assign(*, actor: Actor, case: Case, user: User | None) -> None:
    """Give an open case to someone who works at its center, or to nobody."""
    require_desk(actor, case)
    if case.state not in OPEN_STATES:
        raise Refused("helpdesk.not-now")
    if user is not None:
        if not Post.objects.filter(user=user, center=case.center_id).exists():
            raise Invalid("helpdesk.not-staff-here", field="user")
        if case.opened_by_id == user.pk:
            raise Refused("helpdesk.own-case")
    touch(case, assigned_to_id=user.pk if user else None)
    note(events.CASE_ASSIGNED, actor, case, user=user.pk if user else None)


@transaction.atomic
def close_case(*, actor: Actor, case: Case, closing: str) -> None:
    """Close a case that was answered, with what came of it; the client has the last word.

    A law clinic needs its record, a workshop its need. Whether the client is asked about satisfaction is drawn now.
    """
    require_desk(actor, case)
    closing = checked_text(closing, "closing")
    if substance(closing) < LEAST_OF_REPLY:
        raise Invalid("helpdesk.closing-too-thin", field="closing")
    if case.kind == CaseKind.CLINIC and not hasattr(case, "clinic"):
        raise Refused("helpdesk.clinic-record-missing")
    if case.kind == CaseKind.WORKSHOP and not hasattr(case, "workshop"):
        raise Refused("helpdesk.workshop-record-missing")
    if case.referrals.filter(state=Referral.State.ASKED).exists():
        raise Refused("helpdesk.referral-open")
    now = timezone.now()
    move(case, CaseAct.CLOSE, closed_at=now, closing=closing)
    note(events.CASE_CLOSED, actor, case, kind=case.kind, size_class=case.size_class, in_time=now < case.close_due)
    draw(actor=actor, case=case)


@transaction.atomic
def confirm(*, actor: Actor, case: Case, proof: str = "") -> None:
    """The client confirms that the case is done."""
    require_client(actor, case, proof)
    move(case, CaseAct.CONFIRM, confirmed_at=timezone.now())
    finish(actor=actor, case=case, is_confirmed=True)


def finish(*, actor: Actor, case: Case, is_confirmed: bool) -> None:
    """Enter in the journal that a case is over, by the client's word or for want of one."""
    within = within_standard(case.closed_at, case.close_due, case.reopened)
    event = events.CASE_CONFIRMED if is_confirmed else events.CASE_LAPSED
    note(event, actor, case, kind=case.kind, size_class=case.size_class, within_standard=within)
    if case.kind == CaseKind.CLINIC:
        minutes = sum(case.hours.values_list("minutes", flat=True))
        note(
            events.CLINIC_CLOSED, actor, case,
            size_class=case.size_class, within_standard=within, confirmed=is_confirmed, minutes=minutes,
        )  # fmt: skip


@transaction.atomic
def reopen(*, actor: Actor, case: Case, reason: str, proof: str = "") -> None:
    """The client opens a closed case again and says why; it no longer counts as closed within the standard."""
    require_client(actor, case, proof)
    reason = checked_text(reason, "reason")
    move(case, CaseAct.REOPEN, closed_at=None, reopened=case.reopened + 1)
    _message(actor, case, _By.CLIENT, reason)
    note(
        events.CASE_REOPENED, actor, case,
        kind=case.kind, size_class=case.size_class, reason_sha256=salted(case, reason),
    )  # fmt: skip


@transaction.atomic
def renew_code(*, actor: Actor, case: Case, proof: str) -> str:
    """A new code for a case without an account; the old one opens it no more. Told this once."""
    require_client(actor, case, proof)
    if case.opened_by_id is not None:
        raise Refused("helpdesk.no-code")
    code = new_code()
    touch(case, code_sha256=code_digest(code))
    note(events.CASE_CODE, actor, case)
    return code


@transaction.atomic
def withdraw(*, actor: Actor, case: Case, proof: str = "") -> None:
    """The client takes an open case back."""
    require_client(actor, case, proof)
    move(case, CaseAct.WITHDRAW, closed_at=timezone.now())
    case.referrals.filter(state=Referral.State.ASKED).update(state=Referral.State.WITHDRAWN, settled_at=timezone.now())
    note(events.CASE_WITHDRAWN, actor, case, kind=case.kind)


def _message(actor: Actor, case: Case, by: str, text: str) -> CaseMessage:
    text = checked_text(text, "text")
    if case.messages.count() >= MOST_MESSAGES:
        raise Refused("helpdesk.too-much")
    made = CaseMessage.objects.create(
        case=case,
        by=by,
        center_id=case.center_id if by == _By.DESK else None,
        author_id=actor.user_id,
        text=text,
        is_substantive=by != _By.CLIENT and is_substantive(text),
        at=timezone.now(),
    )
    note(events.CASE_MESSAGE, actor, case, by=by, text_sha256=salted(case, text))
    return made
