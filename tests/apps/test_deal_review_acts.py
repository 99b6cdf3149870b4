"""Money through the life of a deal: amendments, early ends, odd payments, and the books after each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market import ledger
from patentfair.apps.market.actions import changes, money
from patentfair.apps.market.actions.open_licences import take_open_licence
from patentfair.apps.market.dues import due_lines, invoices_of, open_amounts, owed_periods
from patentfair.apps.market.models import Amendment, BookEntry, Deal, Invoice, Listing, Payment, TermSheet
from patentfair.apps.rights.models import Grant
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.market.royalty import Period
from patentfair.domain.market.terms import DealKind, Terms, terms_hash
from patentfair.web.deals.contract_of_deal import contract_of
from patentfair.web.deals.letters import letters

D = Decimal
FILE = "e" * 64
YEAR = timezone.localdate().year
START = date(YEAR - 2, 1, 1)


@pytest.fixture
def listing(world):
    return (
        Listing.objects.filter(
            state="published", deals=None, organisation__kind__in=("company", "small_firm"),
            patent__right_type="invention", patent__encumbrances=None, patent__grants=None,
            patent__term_end__gt=date(YEAR + 3, 1, 1),
        )
        .select_related("patent", "organisation").order_by("pk").first()
    )  # fmt: skip


def terms_for(listing, **changed) -> Terms:
    base = Terms(
        kind=DealKind.EXCLUSIVE,
        patents=(listing.patent.key,),
        start=START,
        end=date(YEAR + 3, 1, 1),
        royalty_percent=D(5),
        royalty_base="净销售额",
        minimum_yearly=D(20_000),
        statement_months=6,
    )
    return msgspec.structs.replace(base, **changed)


def sheet_of(deal, terms, number):
    return TermSheet.objects.create(
        deal=deal, number=number, terms=canonical_json(terms).decode(), hash=terms_hash(terms), side="grantor",
        at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def make(listing):
    def deal_on(**changed) -> Deal:
        firm = Organisation.objects.filter(kind="company").exclude(pk=listing.organisation_id).order_by("pk").first()
        now = timezone.now()
        deal = Deal.objects.create(
            listing=listing, patent=listing.patent, grantor=listing.organisation, grantee=firm, center=listing.center,
            state="in_force", opened_at=now, answer_due=now, in_force_at=now - timedelta(days=700),
            kind=changed.get("kind", DealKind.EXCLUSIVE).value,
        )  # fmt: skip
        deal.agreed_sheet = sheet_of(deal, terms_for(listing, **changed), 1)
        deal.save()
        return deal

    return deal_on


def read(thing):
    return type(thing).objects.get(pk=thing.pk)


def amended(deal, terms, day: date):
    """The terms in force from a day: the acts themselves always amend today."""
    sheet = sheet_of(deal, terms, deal.sheets.count() + 1)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())
    Amendment.objects.create(deal=deal, sheet=sheet, side="grantor", state="in_force", proposed_at=at, decided_at=at)
    Deal.objects.filter(pk=deal.pk).update(agreed_sheet=sheet)


def state(world, deal, period, base):
    return money.state_sales(
        actor=world.actor_for(deal.grantee), deal=read(deal), period=period, base=D(base), evidence_sha256=FILE
    )


def half(year, second=False):
    return Period(date(year, 7, 1), date(year + 1, 1, 1)) if second else Period(date(year, 1, 1), date(year, 7, 1))


def running(deal):
    return [
        (one.due.reason, one.due.amount)
        for one in due_lines(read(deal), timezone.localdate())
        if one.due.period and one.due.period.start < date(YEAR, 1, 1)
    ]


def in_balance(deal):
    for one in (deal.grantor, deal.grantee):
        assert not any(ledger.trial(ledger.balances(one)).values())


def test_an_amendment_in_the_middle_of_a_royalty_year_does_not_reach_back(world, listing, make):
    deal = make()
    state(world, deal, half(YEAR - 2), "300000")  # 15,000 at 5 %
    amended(deal, terms_for(listing, royalty_percent=D(1), minimum_yearly=D(18_000)), date(YEAR - 2, 9, 1))
    state(world, deal, half(YEAR - 2, second=True), "100000")  # 1,000 at 1 %
    assert running(deal)[:3] == [("royalty", D("15000.00")), ("royalty", D("1000.00")), ("minimum", D("2000.00"))]
    amended(deal, terms_for(listing, royalty_cap=D(20_000), minimum_yearly=D(99_000)), date(YEAR - 1, 2, 1))
    assert running(deal)[:3] == [("royalty", D("15000.00")), ("royalty", D("1000.00")), ("minimum", D("2000.00"))]
    state(world, deal, half(YEAR - 1), "1000000")  # 50,000, of which the cap of 20,000 leaves 2,000
    assert running(deal)[3:] == [("royalty", D("2000.00"))]
    money.issue_invoices(actor=SYSTEM, deal=read(deal))
    assert sum(one.amount for one in invoices_of(deal)) == D(20_000)
    in_balance(deal)


def test_longer_periods_agreed_within_a_year_leave_no_half_unstated(world, listing, make):
    deal = make()
    state(world, deal, half(YEAR - 2), "100")
    amended(deal, terms_for(listing, statement_months=12), date(YEAR - 2, 9, 1))
    assert owed_periods(read(deal), date(YEAR, 1, 1)) == (
        half(YEAR - 2, second=True),
        Period(date(YEAR - 1, 1, 1), date(YEAR, 1, 1)),
    )
    assert state(world, deal, half(YEAR - 2, second=True), "200").amount == D("10.00")


def test_terms_that_leave_no_place_for_what_was_stated_are_refused(world, listing, make):
    deal = make()
    state(world, deal, half(YEAR - 2), "100")
    owner, licensee = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    later = terms_for(listing, start=date(YEAR - 1, 1, 1))
    amendment = changes.propose_amendment(actor=owner, deal=read(deal), terms=later, reason="Later.", name="Han Mei")
    with pytest.raises(Invalid) as refused:
        changes.decide_amendment(actor=licensee, amendment=amendment, agreed=True, name="Li Lei")
    assert refused.value.code == "royalty.statement-outside"
    assert due_lines(read(deal), timezone.localdate())


def test_a_termination_in_the_middle_of_a_period_is_stated_and_paid(world, make):
    deal = make(minimum_yearly=D(36_500), statement_months=12)
    state(world, deal, Period(START, date(YEAR - 1, 1, 1)), "0")
    ended = date(YEAR - 1, 3, 15)
    Deal.objects.filter(pk=deal.pk).update(state="terminated", ended_on=ended)
    assert owed_periods(read(deal), timezone.localdate()) == (Period(date(YEAR - 1, 1, 1), ended),)
    last = state(world, deal, Period(date(YEAR - 1, 1, 1), ended), "10000")
    money.accept_statement(actor=world.actor_for(deal.grantor), statement=last)
    money.issue_invoices(actor=SYSTEM, deal=read(deal))
    days, whole = (ended - date(YEAR - 1, 1, 1)).days, (date(YEAR, 1, 1) - date(YEAR - 1, 1, 1)).days
    pro_rata = (D(36_500) * days / whole).quantize(D("0.01"))
    assert [one.amount for one in invoices_of(deal)] in (
        [D("500.00"), D("36500.00"), pro_rata - 500],
        [D("36500.00"), D("500.00"), pro_rata - 500],
    )
    in_balance(deal)


def test_partial_and_over_payments_and_a_cancelled_invoice(world, make):
    deal = make(currency="EUR", upfront=D(1000), royalty_percent=D(0), minimum_yearly=D(0))
    owner, licensee = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    money.issue_invoices(actor=SYSTEM, deal=read(deal))
    (invoice,) = invoices_of(deal)
    assert invoice.currency == "EUR"
    for number, amount in enumerate(("400", "700")):
        payment = money.state_payment(
            actor=licensee, invoice=read(invoice), amount=D(amount), paid_on=timezone.localdate(),
            evidence_name="a.pdf", evidence_sha256=str(number) * 64,
        )  # fmt: skip
        money.confirm_payment(actor=owner, payment=payment)
    assert open_amounts(invoices_of(deal)) == {invoice.pk: D("-100.00")}
    with pytest.raises(Refused):
        money.cancel_invoice(actor=owner, invoice=read(invoice), why="mistake")
    other = money.issue_invoice(actor=owner, deal=read(deal), what="样机", amount=D(7), due_on=timezone.localdate())
    money.cancel_invoice(actor=owner, invoice=read(other), why="mistake")
    found = ledger.balances(deal.grantor)
    assert {name: found.get((name, "EUR"), D(0)) for name in ("cash", "receivable", "income")} == {
        "cash": D(1100), "receivable": D(-100), "income": D(-1000),
    }  # fmt: skip
    assert BookEntry.objects.filter(deal=deal, reason="reversal").count() == 1
    in_balance(deal)
    assert Invoice.objects.get(pk=other.pk).cancelled_on == timezone.localdate()


def test_an_invoice_of_a_late_statement_gives_the_agreed_days_to_pay(world, make):
    deal = make(payment_days=45)
    made = state(world, deal, half(YEAR - 2), "1000000")
    (invoice,) = money.accept_statement(actor=world.actor_for(deal.grantor), statement=made)
    assert invoice.due_on == timezone.localdate() + timedelta(days=45)


def test_who_takes_an_open_licence_is_not_asked_twice_for_what_was_paid(world):
    opened = Grant.objects.filter(kind="open_declaration").select_related("patent", "grantor").first()
    listing = Listing.objects.select_related("patent", "organisation", "center").get(
        patent=opened.patent, state="published"
    )
    listing.kinds, listing.price_mode, listing.upfront = ["open"], "fixed", D(20_000)
    listing.save()
    firm = Organisation.objects.filter(kind="company").exclude(pk=listing.organisation_id).order_by("pk").first()
    deal = take_open_licence(
        actor=world.actor_for(firm), organisation=firm, listing=listing, name="A Taker",
        paid_on=timezone.localdate(), evidence_sha256=FILE, evidence_name="receipt.pdf",
    )  # fmt: skip
    payment = Payment.objects.select_related("invoice__deal").get(invoice__deal=deal)
    assert (payment.state, payment.amount, payment.evidence_name) == ("stated", D(20_000), "receipt.pdf")
    assert money.issue_invoices(actor=SYSTEM, deal=read(deal)) == []
    money.confirm_payment(actor=world.actor_for(listing.organisation), payment=payment)
    assert set(open_amounts(invoices_of(deal)).values()) == {D(0)}
    in_balance(deal)
    names = [name for name, _words, _write in letters(read(deal), contract_of(deal, deal.agreed_sheet))]
    assert names == ["open-licence-notice"]


def test_letters_come_with_what_happened(world, make):
    deal = make(upfront=D(1000), minimum_yearly=D(0))
    written = contract_of(deal, deal.agreed_sheet)
    assert letters(deal, written) == []
    money.issue_invoices(actor=SYSTEM, deal=read(deal))
    (invoice,) = invoices_of(deal)
    changes.terminate(
        actor=world.actor_for(deal.grantor), deal=read(deal), ground="non_payment", reason="入门费至今没有支付。"
    )
    found = {name: write for name, _words, write in letters(read(deal), written)}
    assert list(found) == ["termination", f"payment-{invoice.pk}"]
    assert found[f"payment-{invoice.pk}"]().title.zh == "催款函"
    assert "第五百六十五条" in repr(found["termination"]())
    assert deal.patent.key in repr(found["termination"]()) or deal.patent.titles["zh"] in repr(found["termination"]())


def test_a_winners_deposit_is_stated_as_paid_on_the_price_once(world, make):
    deal = make(upfront=D(1000), royalty_percent=D(0), minimum_yearly=D(0))
    owner = world.actor_for(deal.grantor)
    with pytest.raises(Refused):
        money.credit_deposit(actor=owner, deal=read(deal), amount=D(300), evidence_sha256=FILE)
    payment = money.credit_deposit(actor=SYSTEM, deal=read(deal), amount=D(300), evidence_sha256=FILE)
    assert money.credit_deposit(actor=SYSTEM, deal=read(deal), amount=D(300), evidence_sha256=FILE) is None
    money.confirm_payment(actor=owner, payment=read(payment))
    assert list(open_amounts(invoices_of(deal)).values()) == [D(700)]
    in_balance(deal)
