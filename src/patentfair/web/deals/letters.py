"""The letters and statements a deal has come to need: notices, demands, powers of attorney, statements for a pledge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from django.utils import timezone

from patentfair.adapters.documents.papers import (
    ConsentKind,
    Contract,
    NoticeFacts,
    NoticeKind,
    Paper,
    consent,
    notice,
    power_of_attorney,
    release_of_pledge,
)
from patentfair.apps.market.dues import open_amounts
from patentfair.apps.market.models import Deal, Invoice, Mandate, Payment, PriceNotice, Termination
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.royalty import REASONS, SALE_PRICE
from patentfair.domain.market.terms import DealKind
from patentfair.web.deals.contract_of_deal import mandate_of

__all__ = ["Letter", "letters"]

Letter = tuple[str, Words, Callable[[], Paper]]
"""The word in the address, the name of the paper, and what writes it."""

_ONE_SIDED = (
    Termination.Ground.NON_PAYMENT,
    Termination.Ground.BREACH,
    Termination.Ground.NOT_WORKED,
    Termination.Ground.RIGHT_ENDED,
    Termination.Ground.CONTRACTUAL,
)


def letters(deal: Deal, written: Contract) -> list[Letter]:
    """What can be written of what has happened in the deal on its agreed terms."""
    found = [*_notices(deal, written), *_demands(deal, written), *_powers(deal, written)]
    if written.kind is DealKind.PLEDGE:
        found += _pledge(deal, written)
    return found


def _notices(deal: Deal, written: Contract) -> list[Letter]:
    found: list[Letter] = []
    public = deal.price_notices.exclude(state=PriceNotice.State.WITHDRAWN).order_by("-pk").first()
    if public is not None and public.sheet_hash == written.terms_hash:
        facts = NoticeFacts(on=public.start, until=public.end, contact=public.contact)
        found.append(_notice("price-notice", "协议定价公示", "Notice of the price", NoticeKind.PRICE, written, facts))
    if written.kind is DealKind.OPEN:
        paid = str(deal.formalities.get("paid", ""))
        given = str(deal.formalities.get("notice_given", ""))
        facts = NoticeFacts(on=_day(given), due=_day(paid), amount=written.terms.upfront or None)
        found.append(
            _notice(
                "open-licence-notice",
                "取得专利开放许可的通知",
                "Notice of taking the open licence",
                NoticeKind.OPEN_LICENCE,
                written,
                facts,
            )
        )
    ended = deal.terminations.filter(ground__in=_ONE_SIDED).order_by("-pk").first()
    if ended is not None and ended.state in (Termination.State.NOTICED, Termination.State.EFFECTIVE):
        facts = NoticeFacts(
            on=timezone.localdate(ended.noticed_at),
            what=ended.reason,
            cure_by=ended.cure_by,
            ends_on=ended.effective_on,
            from_grantor=ended.side == "grantor",
        )
        found.append(
            _notice("termination", "解除合同通知书", "Notice of termination", NoticeKind.TERMINATION, written, facts)
        )
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _notice(name: str, zh: str, en: str, kind: NoticeKind, written: Contract, facts: NoticeFacts) -> Letter:
    return name, Words(zh, en), partial(notice, kind, written, facts)


def _demands(deal: Deal, written: Contract) -> list[Letter]:
    """A reminder or, once overdue, a demand for each sum the grantor has still to get and nobody says was paid."""
    today = timezone.localdate()
    stated = Payment.objects.filter(invoice__deal=deal, state=Payment.State.STATED).values("invoice")
    own = Invoice.objects.filter(deal=deal, creditor=deal.grantor_id, cancelled_on=None)
    invoices = list(own.exclude(pk__in=stated).order_by("pk"))
    left = open_amounts(invoices)
    found: list[Letter] = []
    for one in invoices:
        if left[one.pk] <= 0 or one.currency != written.terms.currency:
            continue
        overdue = one.due_on < today
        kind = NoticeKind.PAYMENT_DEMAND if overdue else NoticeKind.PAYMENT_REMINDER
        name = Words("催款函", "Demand for payment") if overdue else Words("付款提示函", "Reminder of payment")
        facts = NoticeFacts(on=today, named=_named(one, written), amount=left[one.pk], due=one.due_on)
        title = Words(f"{name.zh}：{one.number}", f"{name.en}: {one.number}")
        found.append((f"payment-{one.pk}", title, partial(notice, kind, written, facts)))
    return found


def _named(one: Invoice, written: Contract) -> Words:
    found = next((words for reason, words in REASONS.items() if reason == one.reason), Words("其他款项", "Other"))
    if one.reason == Invoice.Reason.UPFRONT and not written.is_licence:
        found = SALE_PRICE
    written_by_them = one.what and f"：{one.what}"
    return Words(
        f"{found.zh}{written_by_them}（账单{one.number}）",
        f"{found.en}{one.what and f' ({one.what})'}, invoice {one.number}",
    )


def _powers(deal: Deal, written: Contract) -> list[Letter]:
    rows = deal.mandates.filter(
        role__in=(Mandate.Role.AGENCY, Mandate.Role.LAWYER), accepted_at__isnull=False, ended_at=None
    )
    found: list[Letter] = []
    for row in rows.select_related("organisation", "principal").order_by("pk"):
        value = mandate_of(row)
        title = Words(f"代理委托书：{value.agent.zh}", f"Power of attorney: {value.agent.en}")
        found.append((f"power-{row.pk}", title, partial(power_of_attorney, written, value)))
    return found


def _pledge(deal: Deal, written: Contract) -> list[Letter]:
    found: list[Letter] = [
        (
            "release",
            Words("专利权质押解除证明", "Release of the pledge"),
            partial(release_of_pledge, written, NoticeFacts(on=deal.ended_on)),
        ),
        (
            "despite-invalidation",
            Words("知悉无效宣告程序仍办理质押登记的声明", "Confirmation despite invalidation proceedings"),
            partial(consent, written, written.grantee, ConsentKind.DESPITE_INVALIDATION),
        ),
    ]
    if any(one.right_type == "utility_model" for one in written.patents):
        title = Words("关于同日申请情况的声明", "Statement on same-day filing")
        found.append(("same-day", title, partial(consent, written, written.grantor, ConsentKind.SAME_DAY_FILING)))
    return found
