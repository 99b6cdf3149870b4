"""Write public notices of a price by agreement: publish, object, decide, close, withdraw.

What a notice says and what became of it is written into the deal's formalities each time, where the rights engine
looks for it: the last signature waits until the notice has run its time and no objection is open.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market import events
from patentfair.apps.market.actions.legal_checks import ask_the_law
from patentfair.apps.market.models import Deal, Objection, PriceNotice
from patentfair.apps.market.price_facts import feed_deal, gives_notice
from patentfair.apps.market.queries import terms_of
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.market.deal import DealState
from patentfair.domain.market.price_notice import check_days, price_words

__all__ = [
    "OVER",
    "PENDING",
    "close_notice",
    "decide_objection",
    "object_to_notice",
    "publish_notice",
    "withdraw_notice",
]

_STATE = PriceNotice.State
PENDING = (DealState.AGREED.value, DealState.PARTLY_SIGNED.value)
OVER = (DealState.DECLINED.value, DealState.WITHDRAWN.value, DealState.LAPSED.value, DealState.TERMINATED.value)
MOST_OBJECTIONS = 200
LIMITS = {"name": 120, "contact": 200, "text": 10_000, "decision": 10_000}


@transaction.atomic
def publish_notice(
    *,
    actor: Actor,
    deal: Deal,
    start: date,
    end: date,
    contact: str,
    result_zh: str = "",
    result_en: str = "",
    is_sample: bool = False,
) -> PriceNotice:
    """Give notice of the agreed price on `[start, end)`; the law is asked again at once.

    The name of the result is that of the patent unless the institution has another. A notice of an earlier version of
    the terms is taken back. Refused where nothing is agreed, for an organisation that owes no notice, twice for one
    version, and for a version whose price an objection has brought down.
    """
    on_behalf_of = actor.require(deal.grantor_id, "negotiate")
    sheet = deal.agreed_sheet
    if sheet is None or deal.state not in PENDING:
        raise Refused("price-notice.nothing-agreed")
    if not gives_notice(deal.grantor):
        raise Refused("price-notice.not-public")
    check_days(start, end, timezone.localdate())
    contact = _text("contact", contact)
    before = PriceNotice.objects.filter(deal=deal, sheet_hash=sheet.hash)
    if before.filter(state=_STATE.UPHELD).exists():
        raise Refused("price-notice.upheld-before")
    if before.filter(state__in=(_STATE.OPEN, _STATE.CLOSED)).exists():
        raise Refused("price-notice.already-given")
    for earlier in PriceNotice.objects.filter(deal=deal, state=_STATE.OPEN):
        _end(SYSTEM, earlier, _STATE.WITHDRAWN, events.PRICE_NOTICE_WITHDRAWN)
    words = price_words(terms_of(sheet))
    names = {language: deal.patent.titles.get(language, "") for language in ("zh", "en")}
    try:
        with transaction.atomic():
            notice = PriceNotice.objects.create(
                deal=deal,
                organisation=deal.grantor,
                sheet_hash=sheet.hash,
                result_zh=(result_zh.strip() or names["zh"] or deal.patent.title_in("zh"))[:300],
                result_en=(result_en.strip() or names["en"])[:300],
                price=canonical_json(words).decode(),
                start=start,
                end=end,
                contact=contact,
                published_by_id=actor.user_id,
                published_at=timezone.now(),
                is_sample=is_sample,
            )
    except IntegrityError as error:
        raise Stale("price-notice.already-given") from error
    _record(
        events.PRICE_NOTICE_PUBLISHED, actor, notice, on_behalf_of, deal=deal.pk, hash=sheet.hash, start=start, end=end
    )
    feed_deal(notice)
    deal.refresh_from_db()
    ask_the_law(actor, deal, sheet)
    return notice


@transaction.atomic
def object_to_notice(*, actor: Actor, notice: PriceNotice, name: str, contact: str, text: str) -> Objection:
    """Anyone objects while the notice is up. The signature of the deal waits until the institution has decided."""
    name, contact, text = _text("name", name), _text("contact", contact), _text("text", text)
    _hold(notice)
    today = timezone.localdate()
    if not notice.start <= today < notice.end:
        raise Refused("price-notice.not-up")
    if notice.objections.count() >= MOST_OBJECTIONS:
        raise Refused("price-notice.too-many-objections")
    now = timezone.now()
    objection = Objection.objects.create(
        notice=notice, name=name, contact=contact, text=text, made_by_id=actor.user_id, made_at=now
    )
    salted = sha256(f"{objection.pk}:{now.isoformat()}:{text}".encode()).hexdigest()
    _record(events.PRICE_OBJECTION_MADE, actor, notice, "", objection=objection.pk, text_sha256=salted)
    feed_deal(notice)
    return objection


@transaction.atomic
def decide_objection(*, actor: Actor, objection: Objection, upheld: bool, decision: str) -> None:
    """The institution decides with a reason. Upheld, the notice ends and the price has to be agreed anew."""
    notice = objection.notice
    on_behalf_of = actor.require(notice.organisation_id, "manage")
    decision = _text("decision", decision)
    _hold(notice)
    state = Objection.State.UPHELD if upheld else Objection.State.REJECTED
    decided = Objection.objects.filter(pk=objection.pk, state=Objection.State.OPEN).update(
        state=state, decision=decision, decided_by_id=actor.user_id, decided_at=timezone.now()
    )
    if not decided:
        raise Stale("price-notice.already-decided")
    _record(events.PRICE_OBJECTION_DECIDED, actor, notice, on_behalf_of, objection=objection.pk, upheld=upheld)
    if upheld:
        _end(actor, notice, _STATE.UPHELD, events.PRICE_NOTICE_UPHELD)
    feed_deal(notice)


@transaction.atomic
def withdraw_notice(*, actor: Actor, notice: PriceNotice) -> None:
    """The institution takes an open notice back; it no longer counts."""
    actor.require(notice.organisation_id, "negotiate")
    _end(actor, notice, _STATE.WITHDRAWN, events.PRICE_NOTICE_WITHDRAWN)
    feed_deal(notice)


@transaction.atomic
def close_notice(*, actor: Actor, notice: PriceNotice, today: date) -> bool:
    """Close a notice that has run its time without an open objection; take it back where the deal has gone another way.

    Returns whether anything changed; repeating does no harm.
    """
    if not actor.is_system:
        raise Refused("accounts.no-power", scope="system")
    deal = notice.deal
    agreed = deal.agreed_sheet.hash if deal.agreed_sheet else ""
    if agreed != notice.sheet_hash or deal.state in OVER:
        _end(actor, notice, _STATE.WITHDRAWN, events.PRICE_NOTICE_WITHDRAWN)
    elif notice.end > today:
        return False
    else:
        _hold(notice)
        if notice.objections.filter(state=Objection.State.OPEN).exists():
            return False
        _end(actor, notice, _STATE.CLOSED, events.PRICE_NOTICE_CLOSED)
    feed_deal(notice)
    return True


def _hold(notice: PriceNotice) -> None:
    """Refuse where the notice is no longer open, and let nobody else end it before this transaction is over."""
    if not PriceNotice.objects.filter(pk=notice.pk, state=_STATE.OPEN).update(state=_STATE.OPEN):
        raise Refused("price-notice.over")


def _end(actor: Actor, notice: PriceNotice, state: str, event: EventType) -> None:
    if not PriceNotice.objects.filter(pk=notice.pk, state=_STATE.OPEN).update(state=state):
        raise Refused("price-notice.over")
    notice.refresh_from_db()
    _record(event, actor, notice, "" if actor.is_system else f"organisation:{notice.organisation_id}")


def _text(field: str, text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid("price-notice.empty", field=field)
    if len(text) > LIMITS[field]:
        raise Invalid("terms.too-long", field=field, limit=LIMITS[field])
    return text


def _record(event: EventType, actor: Actor, notice: PriceNotice, on_behalf_of: str, /, **facts: Any) -> None:
    center = notice.deal.center_id
    record(
        event,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"price-notice:{notice.pk}",
        center=f"center:{center}" if center else "",
        **facts,
    )
