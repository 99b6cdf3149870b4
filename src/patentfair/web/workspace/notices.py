"""What organisations and people are told, in sentences: one for each code."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from patentfair.apps.market.models import Consent
from patentfair.apps.meetings.models import Registration
from patentfair.apps.notices.actions import mark_all_seen
from patentfair.apps.notices.models import Notice
from patentfair.apps.notices.queries import told
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.clock import DUE_PLAN
from patentfair.domain.matching.feedback import NotAFit
from patentfair.web import labels
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, facet_label, label
from patentfair.web.request import PageRequest

__all__ = ["all_seen", "notice_row", "notices", "reason_label"]

PAGE = 50

SENTENCES: dict[str, Words] = {
    "listing.paused": Words(
        "“{title}”（{patent}）的专利权已不在有效状态（{status}），供给已自动暂停；权利恢复后将自动恢复展示。",
        "“{title}” ({patent}) was taken off the market: the right is no longer alive ({status}). "
        "If it is restored, the listing comes back by itself.",
    ),
    "listing.woken": Words(
        "“{title}”（{patent}）的专利权已恢复（{status}），供给已恢复展示。",
        "“{title}” ({patent}) is on the market again: the right is restored ({status}).",
    ),
    "inquiry.opened": Words("{other}就“{title}”（{patent}）提出询问。", "{other} asks about “{title}” ({patent})."),
    "inquiry.answered": Words(
        "{other}答复了关于“{title}”的询问，可以开始洽谈。",
        "{other} has answered about “{title}”; the talks can begin.",
    ),
    "inquiry.reminded": Words(
        "{other}关于“{title}”的询问尚未答复，答复期限为{answer_due}。",
        "The question of {other} about “{title}” waits for an answer, due on {answer_due}.",
    ),
    "inquiry.escalated": Words(
        "关于“{title}”的询问（对方：{other}）逾期三天未答复，已转请中心协助。",
        "The inquiry about “{title}” (with {other}) is three days overdue: the center has been asked to help.",
    ),
    "deal.declined": Words(
        "{other}结束了关于“{title}”的洽谈，原因：{reason}。", "{other} ended the talks about “{title}”: {reason}."
    ),
    "deal.declined/unanswered": Words(
        "关于“{title}”的询问（对方：{other}）逾期十四天未答复，已关闭。",
        "The inquiry about “{title}” (with {other}) was closed: nobody answered within fourteen days of its time.",
    ),
    "deal.terms-proposed": Words(
        "{other}就“{title}”提出条款第{number}版。", "{other} proposes version {number} of the terms for “{title}”."
    ),
    "deal.agreed": Words(
        "{other}接受了“{title}”的条款，双方达成一致，可以签署。",
        "{other} accepts the terms for “{title}”: both sides agree, and may sign.",
    ),
    "consent.asked": Words(
        "{other}就“{title}”（{patent}）征询贵方同意。", "{other} asks your consent for “{title}” ({patent})."
    ),
    "deal.signed": Words("{other}已签署“{title}”的合同。", "{other} has signed the contract for “{title}”."),
    "deal.conditional": Words(
        "与{other}关于“{title}”的合同双方已签署，待条件成就后生效。",
        "The contract with {other} for “{title}” is signed and takes effect once its conditions are met.",
    ),
    "deal.in-force": Words(
        "与{other}关于“{title}”的合同已生效。", "The contract with {other} for “{title}” is in force."
    ),
    "open-licence.taken": Words(
        "{other}依开放许可取得了“{title}”（{patent}）的许可。",
        "{other} has taken the open licence for “{title}” ({patent}).",
    ),
    "recordal.reminded": Words(
        "与{other}关于“{title}”的备案或者登记应在{due}前办理。{step}",
        "The recordal or registration of the deal with {other} about “{title}” is due by {due}. {step}",
    ),
    "amendment.proposed": Words(
        "{other}提议变更关于“{title}”的合同。", "{other} proposes to amend the contract for “{title}”."
    ),
    "amendment.decided": Words(
        "{other}答复了关于“{title}”的合同变更提议。",
        "{other} has answered your amendment of the contract for “{title}”.",
    ),
    "termination.noticed": Words(
        "{other}就“{title}”的合同发出解除通知，理由：{ground}。",
        "{other} gives notice to end the contract for “{title}”: {ground}.",
    ),
    "deal.terminated": Words(
        "与{other}关于“{title}”的合同已提前终止。", "The contract with {other} for “{title}” has been terminated."
    ),
    "complaint.opened": Words(
        "{other}就关于“{title}”的交易提出争议，请在{answer_due}前答复。",
        "{other} brings a dispute about the deal on “{title}”. Please answer by {answer_due}.",
    ),
    "sales.stated": Words(
        "{other}提交了“{title}”的提成报告。", "{other} has stated sales under the licence for “{title}”."
    ),
    "invoice.issued": Words(
        "{other}就“{title}”开出账单{number}：{currency} {amount}，{due_on}前支付。",
        "{other} sends invoice {number} for “{title}”: {currency} {amount}, due on {due_on}.",
    ),
    "payment.stated": Words(
        "{other}表示已支付账单{invoice}：{currency} {amount}，请确认。",
        "{other} states a payment on invoice {invoice}: {currency} {amount}. Please confirm it.",
    ),
    "payment.confirmed": Words(
        "{other}确认收到账单{invoice}的付款。", "{other} confirms the payment on invoice {invoice}."
    ),
    "payment.denied": Words(
        "{other}表示未收到账单{invoice}的付款。",
        "{other} says that the payment on invoice {invoice} did not arrive.",
    ),
    "payment.reminded": Words(
        "与{other}关于“{title}”的账单{invoice}：{step}",
        "Invoice {invoice} of the deal with {other} about “{title}”: {step}",
    ),
    "event.cancelled": Words(
        "您报名的活动“{title}”已取消，原因见您的报名页。",
        "“{title}”, for which you are registered, is called off. The page of your registration says why.",
    ),
    "event.place-given": Words(
        "您已从候补递补为“{title}”的正式报名。", "A place at “{title}” came free, and it is yours."
    ),
    "event.registration-withdrawn": Words(
        "中心取消了您在“{title}”的报名，原因见您的报名页。",
        "The center cancelled your registration for “{title}”. The page of your registration says why.",
    ),
    "appointments.published": Words(
        "“{title}”的洽谈安排已发布，请查看您的日程。",
        "The appointments of “{title}” are published: look at your schedule.",
    ),
    "appointments.changed": Words(
        "您在“{title}”的洽谈安排有变动，请查看您的日程。",
        "An appointment of yours at “{title}” has changed: look at your schedule.",
    ),
}
_UNKNOWN = Words("“{title}”（{patent}）有新情况。", "There is news of “{title}” ({patent}).")
_PAGES = {
    "amendment.proposed": "/changes",
    "amendment.decided": "/changes",
    "termination.noticed": "/changes",
    "complaint.opened": "/disputes",
    "sales.stated": "/money",
    "invoice.issued": "/money",
    "payment.stated": "/money",
    "payment.confirmed": "/money",
    "payment.denied": "/money",
    "payment.reminded": "/money",
}
_STEPS = {step.code: step.words for step in DUE_PLAN}


def notice_row(notice: Notice, language: str) -> dict[str, Any]:
    """A notice as a sentence, with a link to what it is about."""
    code, facts = notice.code, notice.facts
    if code == "deal.declined" and facts.get("reason") == "unanswered":
        code = "deal.declined/unanswered"
    words = SENTENCES.get(code, _UNKNOWN).of(language)
    return {
        "pk": notice.pk,
        "text": words.format_map(_Shown(facts, language)),
        "url": _url(notice, language),
        "day": day(timezone.localdate(notice.at)),
        "is_new": notice.seen_at is None,
    }


class _Shown(dict[str, str]):
    """The facts of a notice as its sentence shows them; what is missing shows as a dash."""

    def __init__(self, facts: dict[str, Any], language: str) -> None:
        super().__init__()
        for name, value in facts.items():
            self[name] = self._shown(name, value, language)

    def __missing__(self, name: str) -> str:
        return "—"

    @staticmethod
    def _shown(name: str, value: Any, language: str) -> str:
        if name in ("title", "other"):
            return str(value[language])
        if name == "status":
            return facet_label("status", value, language)
        if name == "reason":
            return reason_label(value, language)
        if name == "ground":
            return label(labels.GROUNDS, value, language)
        if name == "step":
            return _STEPS[value].of(language) if value in _STEPS else ""
        if name in ("answer_due", "due", "due_on", "effective_on"):
            return _day(str(value))
        return str(value)


def _day(text: str) -> str:
    """The day of an ISO date or moment, as people write it."""
    try:
        when = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text
    if isinstance(when, datetime):
        return day(timezone.localdate(when) if when.tzinfo else when.date())
    return day(when)


def reason_label(code: str, language: str) -> str:
    """Why talks ended, in words."""
    if code in set(NotAFit):
        return NotAFit(code).label.of(language)
    return label(labels.REFUSALS, code, language)


def _url(notice: Notice, language: str) -> str:
    if "listing" in notice.facts:
        return f"/{language}/listings/{notice.facts['listing']}"
    if "event" in notice.facts:
        return _event_url(notice, language)
    deal = notice.facts["deal"]
    if notice.code == "consent.asked":
        asked = Consent.objects.filter(
            deal=deal, organisation=notice.organisation_id, sheet_hash=notice.facts.get("hash", "")
        )
        consent = asked.values_list("pk", flat=True).first()
        return f"/{language}/workspace/consents/{consent}" if consent else f"/{language}/workspace"
    return f"/{language}/deals/{deal}{_PAGES.get(notice.code, '')}"


def _event_url(notice: Notice, language: str) -> str:
    """One's registration for the event, or one's schedule there; the event once the registration is nobody's."""
    event = notice.facts["event"]
    mine = Registration.objects.filter(event=event, user=notice.user_id).order_by("-pk").first()
    if mine is None:
        return f"/{language}/events/{event}"
    page = "/appointments" if notice.code in ("appointments.published", "appointments.changed") else ""
    return f"/{language}/registrations/{mine.code}{page}"


@signed_in
def notices(request: PageRequest) -> HttpResponse:
    """All that one and one's organisations were told, newest first."""
    language = page_language()
    mine = told(request.actor)
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [notice_row(notice, language) for notice in page],
        "new": mine.filter(seen_at=None).count(),
        "prev": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }
    return render(request, "web/notices.html", context)


@signed_in
@require_POST
def all_seen(request: PageRequest) -> HttpResponse:
    """Put all notices away."""
    mark_all_seen(actor=request.actor)
    return redirect("notices")
