"""Money in deals: statements, invoices, payments, the books and the sharing of income, through the real actions."""

from __future__ import annotations

import contextlib
import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.models import Entry
from patentfair.apps.market import ledger
from patentfair.apps.market.actions import money, sharing
from patentfair.apps.market.books import entry_value
from patentfair.apps.market.dues import due_lines, invoices_of, open_amounts, owed_periods, terms_today
from patentfair.apps.market.models import (
    Amendment,
    BookEntry,
    Deal,
    IncomeShare,
    Invoice,
    Listing,
    Payment,
    Reminder,
    TermSheet,
)
from patentfair.apps.market.money_jobs import issue_due_invoices, remind_payments
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import DomainError, Invalid, Refused, Stale
from patentfair.domain.market.bookkeeping import balanced
from patentfair.domain.market.royalty import Period
from patentfair.domain.market.sharing import Plan
from patentfair.domain.market.terms import DealKind, Milestone, Terms, Tier, terms_hash

D = Decimal
FILE = "e" * 64
# A hundred years after the sample's patents nothing would be alive: the grant begins two years ago.
TODAY = timezone.localdate()
START = date(TODAY.year - 2, 1, 1)


def sheet_of(deal, terms, number=1):
    return TermSheet.objects.create(
        deal=deal,
        number=number,
        terms=canonical_json(terms).decode(),
        hash=terms_hash(terms),
        side="grantor",
        at=timezone.now(),
    )


def terms_for(listing, **changes) -> Terms:
    """3 % up to 1,000,000 and 2 % above, at least 20,000 a year, 100,000 upfront, statements every six months."""
    base = Terms(
        kind=DealKind.ORDINARY,
        patents=(listing.patent.key,),
        start=START,
        end=date(TODAY.year + 3, 1, 1),
        upfront=D(100_000),
        tiers=(Tier(D(1_000_000), D(3)), Tier(None, D(2))),
        royalty_base="净销售额",
        minimum_yearly=D(20_000),
        statement_months=6,
        payment_days=30,
        milestones=(Milestone("首台套验收", D(50_000)),),
    )
    return msgspec.structs.replace(base, **changes)


@pytest.fixture
def make_deal(world):
    """A deal in force since two years, made in the tables: how it came there is told in test_deals."""

    def make(grantor_kind=("company", "small_firm"), **changes) -> Deal:
        listing = (
            Listing.objects.filter(
                state="published", deals=None, organisation__kind__in=grantor_kind, patent__term_end__gt=TODAY
            )
            .select_related("patent", "organisation")
            .order_by("pk")
            .first()
        )
        firms = Organisation.objects.filter(kind="company", postings=None).exclude(pk=listing.organisation_id)
        firm = firms.order_by("pk").first()
        now = timezone.now()
        deal = Deal.objects.create(
            listing=listing,
            patent=listing.patent,
            grantor=listing.organisation,
            grantee=firm,
            center=listing.center,
            state="in_force",
            opened_at=now,
            answer_due=now,
            in_force_at=now - timedelta(days=700),
        )
        deal.agreed_sheet = sheet_of(deal, terms_for(listing, **changes))
        deal.save()
        return deal

    return make


@pytest.fixture
def deal(make_deal):
    return make_deal()


@pytest.fixture
def sides(world, deal):
    return world.actor_for(deal.grantor), world.actor_for(deal.grantee)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def half(year: int, second: bool = False) -> Period:
    return Period(date(year, 7, 1), date(year + 1, 1, 1)) if second else Period(date(year, 1, 1), date(year, 7, 1))


def state(buyer, deal, period, base):
    return money.state_sales(actor=buyer, deal=fresh(deal), period=period, base=D(base), evidence_sha256=FILE)


def pay(buyer, invoice, amount, sha=FILE, paid_on=TODAY):
    return money.state_payment(
        actor=buyer,
        invoice=fresh(invoice),
        amount=D(amount),
        paid_on=paid_on,
        evidence_name="a.pdf",
        evidence_sha256=sha,
    )


def the_books_balance(deal):
    for row in BookEntry.objects.filter(deal=deal):
        balanced(entry_value(row))
    for organisation in (deal.grantor, deal.grantee):
        assert not any(ledger.trial(ledger.balances(organisation)).values())


def account(organisation, name, currency="CNY"):
    return ledger.balances(organisation).get((name, currency), D("0.00"))


def test_what_came_up_is_invoiced_once_with_stable_numbers(deal):
    issued = money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    assert [(one.number, one.reason, one.amount) for one in issued if one.reason == "upfront"] == [
        (f"{deal.pk}-U", "upfront", D("100000.00"))
    ]
    assert money.issue_invoices(actor=SYSTEM, deal=fresh(deal)) == []
    first = fresh(issued[0])
    assert (first.creditor_id, first.debtor_id, first.due_on) == (
        deal.grantor_id, deal.grantee_id, START + timedelta(days=30),
    )  # fmt: skip
    the_books_balance(deal)
    assert account(deal.grantor, "receivable") == sum(one.amount for one in invoices_of(deal))
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.create(
            deal=deal, number=first.number, creditor=deal.grantor, debtor=deal.grantee, reason="upfront",
            amount=1, currency="CNY", issued_on=TODAY, due_on=TODAY,
        )  # fmt: skip


def test_two_workers_issue_at_once_and_the_second_does_nothing(deal):
    one, other = fresh(deal), fresh(deal)
    assert money.issue_invoices(actor=SYSTEM, deal=one)
    count = Invoice.objects.filter(deal=deal).count()
    other_version = Deal(pk=deal.pk, version=other.version)
    assert other_version.version != fresh(deal).version
    money.issue_invoices(actor=SYSTEM, deal=other)  # reads the tables anew: nothing is left
    assert Invoice.objects.filter(deal=deal).count() == count


def test_an_issue_on_an_old_reading_is_stale(deal, monkeypatch):
    other = fresh(deal)
    before = invoices_of(deal)
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    count = Invoice.objects.filter(deal=deal).count()
    monkeypatch.setattr(money, "invoices_of", lambda _deal: before)
    with pytest.raises(Stale):
        money.issue_invoices(actor=SYSTEM, deal=other)
    assert Invoice.objects.filter(deal=deal).count() == count


def test_statements_are_reckoned_step_by_step_and_kept(deal, sides):
    seller, buyer = sides
    y = START.year
    first = state(buyer, deal, half(y), "600000")
    second = state(buyer, deal, half(y, second=True), "500000")
    assert (first.amount, second.amount) == (D("18000.00"), D("14000.00"))
    steps = fresh(second).reckoning
    assert [tuple(D(step[name]) for name in ("base", "percent", "amount")) for step in steps] == [
        (400_000, 3, 12_000),
        (100_000, 2, 2_000),
    ]
    assert {"zh", "en"} <= set(steps[0])
    assert sum(D(step["amount"]) for step in steps) == second.amount
    issued = money.accept_statement(actor=seller, statement=fresh(first))
    assert [one.number for one in issued if one.statement_id == first.pk] == [f"{deal.pk}-R-{y}0101"]


@pytest.mark.parametrize("who", ["grantor", "outsider", "system"])
def test_only_the_grantee_states_sales(world, deal, who):
    outsider = Organisation.objects.exclude(pk__in=[deal.grantor_id, deal.grantee_id]).filter(kind="company").last()
    actor = {"grantor": world.actor_for(deal.grantor), "outsider": world.actor_for(outsider), "system": SYSTEM}[who]
    with pytest.raises(Refused):
        state(actor, deal, half(START.year), "1")
    assert not deal.statements.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"period": Period(date(TODAY.year, 1, 1), date(TODAY.year + 1, 1, 1))}, "royalty.not-owed"),
        ({"period": Period(START, START + timedelta(days=10))}, "royalty.not-owed"),
        ({"period": half(START.year, second=True)}, "royalty.earlier-first"),
        ({"base": D("-1")}, "terms.amount"),
        ({"base": D("NaN")}, "terms.amount"),
        ({"base": D("1.001")}, "price.decimals"),
        ({"base": D(10) ** 15}, "terms.amount"),
        ({"evidence_sha256": ""}, "royalty.evidence"),
    ],
)
def test_statements_that_cannot_stand(deal, sides, changes, code):
    given_ = {"period": half(START.year), "base": D(1), "evidence_sha256": FILE} | changes
    with pytest.raises(DomainError) as refused:
        money.state_sales(actor=sides[1], deal=fresh(deal), **given_)
    assert refused.value.code == code
    assert not deal.statements.exists()


def test_a_questioned_statement_is_not_invoiced_and_is_replaced(deal, sides):
    seller, buyer = sides
    first = state(buyer, deal, half(START.year), "600000")
    money.question_statement(actor=seller, statement=fresh(first), question="Line 3 is missing.")
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    assert not Invoice.objects.filter(deal=deal, reason__in=("royalty", "minimum"), statement=first).exists()
    again = state(buyer, deal, half(START.year), "700000")
    assert fresh(first).state == "replaced"
    assert again.amount == D("21000.00")
    money.accept_statement(actor=seller, statement=fresh(again))
    assert Invoice.objects.get(statement=again).amount == D("21000.00")
    with pytest.raises(Refused) as refused:
        money.question_statement(actor=seller, statement=fresh(again), question="And line 4?")
    assert refused.value.code == "royalty.already-invoiced"
    with pytest.raises(Stale):
        money.accept_statement(actor=seller, statement=fresh(again))
    salted = [json.loads(one.facts) for one in Entry.objects.filter(event="sales.questioned")]
    assert all("question" not in one for one in salted)


def test_a_cancelled_invoice_of_a_statement_makes_room_for_a_corrected_one(deal, sides):
    seller, buyer = sides
    first = state(buyer, deal, half(START.year), "600000")
    money.accept_statement(actor=seller, statement=fresh(first))
    invoice = Invoice.objects.get(deal=deal)
    assert invoice.statement == first  # nothing else was invoiced by accepting it
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    money.cancel_invoice(actor=seller, invoice=invoice, why="statement")
    assert money.issue_invoices(actor=SYSTEM, deal=fresh(deal)) == []  # what was cancelled does not come back by itself
    money.question_statement(actor=seller, statement=fresh(first), question="Please correct line 3.")
    again = state(buyer, deal, half(START.year), "100000")
    money.accept_statement(actor=seller, statement=fresh(again))
    found = Invoice.objects.get(statement=again)
    assert (found.number, found.amount) == (f"{deal.pk}-R-{START.year}0101/2", D("3000.00"))
    the_books_balance(deal)


def test_an_invoice_is_cancelled_once_by_its_creditor_and_reversed_in_the_books(deal, sides):
    seller, buyer = sides
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    invoice = Invoice.objects.get(deal=deal, reason="upfront")
    with pytest.raises(Refused):
        money.cancel_invoice(actor=buyer, invoice=fresh(invoice), why="mistake")
    with pytest.raises(Invalid):
        money.cancel_invoice(actor=seller, invoice=fresh(invoice), why="because")
    before = account(deal.grantor, "receivable")
    money.cancel_invoice(actor=seller, invoice=fresh(invoice), why="mistake")
    assert account(deal.grantor, "receivable") == before - D(100_000)
    with pytest.raises(Stale):
        money.cancel_invoice(actor=seller, invoice=fresh(invoice), why="mistake")
    again = money.issue_due(actor=seller, deal=fresh(deal), key="U")
    assert again.number == f"{deal.pk}-U/2"
    with pytest.raises(Refused) as refused:
        money.issue_due(actor=seller, deal=fresh(deal), key="U")
    assert refused.value.code == "invoice.not-due"
    the_books_balance(deal)


def test_a_late_statement_is_covered_by_the_minimum_that_was_invoiced_without_it(deal, sides):
    seller, buyer = sides
    y = START.year
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    minimum = Invoice.objects.get(deal=deal, number=f"{deal.pk}-M-{y}0101")
    assert minimum.amount == D("20000.00")
    first = state(buyer, deal, half(y), "600000")
    money.accept_statement(actor=seller, statement=fresh(first))
    assert not Invoice.objects.filter(statement=first).exists()
    line = next(one for one in due_lines(fresh(deal), TODAY) if one.key == f"R-{y}0101")
    assert (line.standing, line.to_issue) == ("covered", D(0))
    second = state(buyer, deal, half(y, second=True), "500000")  # the year comes to 32,000
    money.accept_statement(actor=seller, statement=fresh(second))
    running = Invoice.objects.filter(deal=deal, reason__in=("royalty", "minimum"))
    in_year = [one for one in running if one.number.endswith((f"{y}0101", f"{y}0701"))]
    assert sum(one.amount for one in in_year) == D("32000.00")


def test_a_statement_nobody_questioned_counts_from_its_due_day(deal, sides):
    _seller, buyer = sides
    first = state(buyer, deal, half(START.year), "600000")
    issued = money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    assert first.pk in {one.statement_id for one in issued}


def test_a_fresh_statement_waits_for_the_grantor(make_deal, world):
    start = TODAY - timedelta(days=40)
    deal = make_deal(start=start, end=None, statement_months=1, minimum_yearly=D(0), upfront=D(0), milestones=())
    buyer = world.actor_for(deal.grantee)
    period = owed_periods(deal, TODAY)[0]
    made = state(buyer, deal, period, "1000")
    assert money.issue_invoices(actor=SYSTEM, deal=fresh(deal)) == []
    assert due_lines(fresh(deal), TODAY)[0].standing == "waits"
    money.accept_statement(actor=world.actor_for(deal.grantor), statement=made)
    assert Invoice.objects.get(deal=deal).amount == D("30.00")


def test_a_milestone_reached_is_invoiced(deal):
    Deal.objects.filter(pk=deal.pk).update(reached={"首台套验收": TODAY.isoformat()})
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    found = Invoice.objects.get(deal=deal, reason="milestone")
    assert (found.what, found.amount, found.due_on) == ("首台套验收", D("50000.00"), TODAY + timedelta(days=30))


def test_an_amendment_does_not_reach_back(deal, sides):
    seller, buyer = sides
    y = START.year
    for second, base in ((False, "600000"), (True, "600000")):
        money.accept_statement(actor=seller, statement=state(buyer, deal, half(y, second=second), base))
    before = {one.number: one.amount for one in invoices_of(deal)}
    amended = msgspec.structs.replace(terms_today(deal), tiers=(Tier(None, D(1)),), minimum_yearly=D(1), upfront=D(7))
    sheet = sheet_of(deal, amended, number=2)
    since = timezone.make_aware(timezone.datetime(y + 1, 6, 1, 12))
    Amendment.objects.create(
        deal=deal, sheet=sheet, state="in_force", side="grantor", proposed_at=since, proposed_name="A", decided_at=since
    )
    Deal.objects.filter(pk=deal.pk).update(agreed_sheet=sheet)
    lines = {one.key: one.due.amount for one in due_lines(fresh(deal), TODAY)}
    assert lines["U"] == D("100000.00")
    assert lines[f"R-{y}0101"] == D("18000.00")
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    assert before.items() <= {one.number: one.amount for one in invoices_of(fresh(deal))}.items()
    later = state(buyer, deal, half(y + 1), "100000")
    assert later.amount == D("1000.00")


def test_terms_and_statements_that_do_not_fit_stop_only_this_deal(deal, sides, make_deal):
    other = make_deal()
    state(sides[1], deal, half(START.year), "1")
    moved = msgspec.structs.replace(terms_today(deal), start=START + timedelta(days=20))
    TermSheet.objects.filter(pk=deal.agreed_sheet_id).update(terms=canonical_json(moved).decode())
    with pytest.raises(Invalid):
        due_lines(fresh(deal), TODAY)
    assert issue_due_invoices() > 0
    assert Invoice.objects.filter(deal=other).exists()
    assert not Invoice.objects.filter(deal=deal).exists()


def test_parts_and_too_much_are_told(deal, sides):
    seller, buyer = sides
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    invoice = Invoice.objects.get(deal=deal, reason="upfront")
    first = pay(buyer, invoice, "40000")
    assert open_amounts([invoice])[invoice.pk] == D("100000.00")  # stated is not paid
    money.confirm_payment(actor=seller, payment=fresh(first))
    assert open_amounts([invoice])[invoice.pk] == D("60000.00")
    with pytest.raises(Stale):
        money.confirm_payment(actor=seller, payment=fresh(first))
    with pytest.raises(Stale):
        money.deny_payment(actor=seller, payment=fresh(first), why="evidence")
    second = pay(buyer, invoice, "70000.50")
    money.confirm_payment(actor=seller, payment=fresh(second))
    assert open_amounts([invoice])[invoice.pk] == D("-10000.50")
    assert account(deal.grantor, "cash") == D("110000.50")
    assert account(deal.grantee, "cash") == D("-110000.50")
    with pytest.raises(Refused) as refused:
        money.cancel_invoice(actor=seller, invoice=fresh(invoice), why="mistake")
    assert refused.value.code == "invoice.has-payments"
    the_books_balance(deal)


def test_two_confirmations_read_at_once_count_once(deal, sides):
    seller, buyer = sides
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    payment = pay(buyer, Invoice.objects.get(deal=deal, reason="upfront"), "100000")
    one, other = (Payment.objects.select_related("invoice__deal").get(pk=payment.pk) for _ in range(2))
    money.confirm_payment(actor=seller, payment=one)
    with pytest.raises(Stale):
        money.confirm_payment(actor=seller, payment=other)
    assert BookEntry.objects.filter(deal=deal, reason="payment").count() == 1
    assert Entry.objects.filter(event="payment.confirmed", object=f"deal:{deal.pk}").count() == 1


def test_two_payments_of_one_invoice_confirmed_on_one_reading_the_second_reads_anew(deal, sides):
    seller, buyer = sides
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    invoice = Invoice.objects.get(deal=deal, reason="upfront")
    made = [pay(buyer, invoice, amount) for amount in ("60000", "50000")]
    one, other = (Payment.objects.select_related("invoice__deal").get(pk=payment.pk) for payment in made)
    money.confirm_payment(actor=seller, payment=one)
    with pytest.raises(Stale):
        money.confirm_payment(actor=seller, payment=other)
    assert fresh(other).state == "stated"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": D(0)}, "terms.amount"),
        ({"amount": D("0.001")}, "terms.amount"),
        ({"amount": D("1.005")}, "price.decimals"),
        ({"amount": D("Infinity")}, "terms.amount"),
        ({"paid_on": TODAY + timedelta(days=1)}, "rights.day-impossible"),
        ({"evidence_sha256": ""}, "payment.evidence"),
    ],
)
def test_payments_that_cannot_stand(deal, sides, changes, code):
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    invoice = Invoice.objects.get(deal=deal, reason="upfront")
    given_ = {"amount": D(1), "paid_on": TODAY, "evidence_name": "a", "evidence_sha256": FILE} | changes
    with pytest.raises(DomainError) as refused:
        money.state_payment(actor=sides[1], invoice=invoice, **given_)
    assert refused.value.code == code
    assert not invoice.payments.exists()


def test_the_same_payment_is_not_stated_twice_and_a_denied_one_may_be(deal, sides):
    seller, buyer = sides
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    invoice = Invoice.objects.get(deal=deal, reason="upfront")
    first = pay(buyer, invoice, "10")
    with pytest.raises(Refused) as refused:
        pay(buyer, invoice, "10")
    assert refused.value.code == "payment.already-stated"
    with pytest.raises(Refused):
        money.deny_payment(actor=buyer, payment=fresh(first), why="evidence")
    money.deny_payment(actor=seller, payment=fresh(first), why="not_received")
    assert pay(buyer, invoice, "10").state == "stated"
    assert account(deal.grantee, "cash") == 0


def test_either_side_invoices_something_else(deal, sides):
    seller, buyer = sides
    made = money.issue_invoice(actor=buyer, deal=fresh(deal), what="试制样机", amount=D("12.30"), due_on=TODAY)
    assert (made.creditor_id, made.number) == (deal.grantee_id, f"{deal.pk}-X-1")
    payment = money.state_payment(
        actor=seller, invoice=made, amount=D("12.30"), paid_on=TODAY, evidence_name="a", evidence_sha256=FILE
    )
    with pytest.raises(Refused):
        money.confirm_payment(actor=seller, payment=fresh(payment))
    money.confirm_payment(actor=buyer, payment=fresh(payment))
    the_books_balance(deal)
    for changes in ({"what": " "}, {"amount": D(0)}, {"due_on": TODAY - timedelta(days=1)}):
        with pytest.raises(Invalid):
            money.issue_invoice(
                actor=seller, deal=fresh(deal), **({"what": "试制", "amount": D(1), "due_on": TODAY} | changes)
            )


def test_nothing_is_invoiced_of_a_deal_that_never_came_into_force(deal, sides):
    Deal.objects.filter(pk=deal.pk).update(in_force_at=None, state="agreed")
    with pytest.raises(Refused):
        money.issue_invoices(actor=sides[0], deal=fresh(deal))
    assert due_lines(fresh(deal), TODAY) == ()


HALF = Plan(Fraction(1, 2), Fraction(3, 10), Fraction(1, 5), (("王某", Fraction(2, 3)), ("李某", Fraction(1, 3))))


def test_income_is_shared_to_the_cent_and_paid_out(deal, sides):
    seller, buyer = sides
    sharing.set_sharing_plan(actor=seller, deal=fresh(deal), plan=HALF, basis="本单位奖励办法")
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    invoice = Invoice.objects.get(deal=deal, reason="upfront")
    payment = pay(buyer, invoice, "100000.01")  # one cent too much is no income
    money.confirm_payment(actor=seller, payment=fresh(payment), costs=[("attorney", D("19999.99"))])
    shares = {one.name or one.beneficiary: one for one in IncomeShare.objects.filter(payment=payment)}
    assert sum(one.amount for one in shares.values()) == D("80000.01")
    assert shares["王某"].amount + shares["李某"].amount == D("40000.01")
    assert account(deal.grantor, "owed_to_inventors") == D("-40000.01")
    sharing.mark_share_paid(actor=seller, share=fresh(shares["王某"]), paid_on=TODAY)
    assert account(deal.grantor, "owed_to_inventors") == -shares["李某"].amount
    with pytest.raises(Stale):
        sharing.mark_share_paid(actor=seller, share=fresh(shares["王某"]), paid_on=TODAY)
    with pytest.raises(Refused):
        sharing.mark_share_paid(actor=seller, share=fresh(shares["institution"]), paid_on=TODAY)
    with pytest.raises(Refused):
        sharing.mark_share_paid(actor=buyer, share=fresh(shares["李某"]), paid_on=TODAY)
    with pytest.raises(Stale):
        sharing.share_income(actor=seller, payment=fresh(payment))
    the_books_balance(deal)
    facts = " ".join(Entry.objects.filter(event__startswith="sharing.").values_list("facts", flat=True))
    assert "王某" not in facts
    assert "40000" not in facts


def test_income_that_came_before_the_plan_is_shared_when_asked(deal, sides):
    seller, buyer = sides
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    payment = pay(buyer, Invoice.objects.get(deal=deal, reason="upfront"), "100")
    money.confirm_payment(actor=seller, payment=fresh(payment))
    with pytest.raises(Refused):
        sharing.share_income(actor=seller, payment=fresh(payment))
    sharing.set_sharing_plan(actor=seller, deal=fresh(deal), plan=HALF, basis="办法")
    with pytest.raises(Refused):
        sharing.share_income(actor=seller, payment=fresh(payment), costs=[("attorney", D(101))])
    sharing.share_income(actor=seller, payment=fresh(payment))
    assert sum(IncomeShare.objects.filter(payment=payment).values_list("amount", flat=True)) == D(100)


def test_what_was_paid_too_much_is_not_shared_later_either(deal, sides):
    seller, buyer = sides
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    invoice = Invoice.objects.get(deal=deal, reason="upfront")
    made = [pay(buyer, invoice, amount) for amount in ("70000", "70001", "5")]
    for one in made:
        money.confirm_payment(actor=seller, payment=fresh(one))
    sharing.set_sharing_plan(actor=seller, deal=fresh(deal), plan=HALF, basis="办法")
    for one in made:
        sharing.share_income(actor=seller, payment=fresh(one))
    assert [sum(one.shares.values_list("amount", flat=True), D(0)) for one in made] == [D(70_000), D(30_000), D(0)]


def test_a_state_founded_university_may_not_go_below_the_floor(make_deal, world):
    deal = make_deal(grantor_kind=("university", "institute"))
    seller = world.actor_for(deal.grantor)
    assert deal.grantor.is_state_founded
    below = Plan(Fraction(49, 100), Fraction(31, 100), Fraction(1, 5), (("王某", Fraction(1)),))
    with pytest.raises(Refused) as refused:
        sharing.set_sharing_plan(actor=seller, deal=deal, plan=below, basis="agreed with everyone")
    assert refused.value.code == "sharing.below-floor"
    assert "45" in refused.value.data["article"]
    assert not hasattr(fresh(deal), "sharing_plan")
    assert all(one.meets is not False for one in sharing.set_sharing_plan(actor=seller, deal=fresh(deal), plan=HALF))


def test_a_company_is_warned_and_the_other_side_sets_nothing(deal, sides):
    seller, buyer = sides
    low = Plan(Fraction(1, 10), Fraction(0), Fraction(9, 10), (("王某", Fraction(1)),))
    with pytest.raises(Refused):
        sharing.set_sharing_plan(actor=buyer, deal=fresh(deal), plan=low)
    findings = sharing.set_sharing_plan(actor=seller, deal=fresh(deal), plan=low)
    assert [one.code for one in findings if one.meets is False] == ["sharing.below-default"]
    for bad in (
        msgspec.structs.replace(low, department=Fraction(1, 2)),
        msgspec.structs.replace(low, each=(("x" * 201, Fraction(1)),)),
        Plan(Fraction(1, 10**7), Fraction(0), 1 - Fraction(1, 10**7), (("王某", Fraction(1)),)),
    ):
        with pytest.raises(Invalid):
            sharing.set_sharing_plan(actor=seller, deal=fresh(deal), plan=bad)


def test_reminders_are_given_once_each(deal, sides, monkeypatch):
    seller, buyer = sides
    today = TODAY
    Invoice.objects.exclude(deal=deal).update(cancelled_on=today)  # those of the sample world have days of their own
    made = money.issue_invoice(
        actor=seller, deal=fresh(deal), what="其他", amount=D(5), due_on=TODAY + timedelta(days=31)
    )

    def on(days):
        monkeypatch.setattr(
            "patentfair.apps.market.money_jobs.timezone.localdate", lambda *_: today + timedelta(days=days)
        )
        return remind_payments()

    assert on(0) == 0
    assert on(1) == 1
    assert on(1) == 0
    assert on(40) == 1  # what a machine that stood still has missed is left out
    codes = list(Reminder.objects.filter(object=f"invoice:{made.pk}").order_by("pk").values_list("code", flat=True))
    assert codes == ["due.days_30", "due.overdue_1"]
    assert Entry.objects.filter(event="payment.reminded", object=f"deal:{deal.pk}").count() == 2
    assert not money.remind(actor=SYSTEM, invoice=made, step="due.days_30")
    money.confirm_payment(actor=seller, payment=pay(buyer, made, "5"))
    assert on(61) == 0


def test_the_ledger_ages_what_is_owed(deal, sides):
    money.issue_invoices(actor=SYSTEM, deal=fresh(deal))
    to_us, by_us = ledger.claims(deal.grantor, TODAY)
    assert sum(sum(row.values()) for row in to_us.buckets.values()) >= D(100_000)
    assert to_us.buckets["CNY"]["over_90"] >= D(100_000)
    assert not [one for one, _ in by_us.rows if one.deal_id == deal.pk]
    theirs = ledger.claims(deal.grantee, TODAY)[1]
    assert {one.pk for one, _ in theirs.rows} >= {one.pk for one in invoices_of(deal)}


ACT = st.tuples(
    st.sampled_from(
        ["state", "question", "accept", "issue", "again", "other", "cancel", "pay", "confirm", "deny", "share"]
    ),
    st.integers(0, 7),
    st.integers(1, 3_000_000_00),
)


@pytest.mark.parametrize("plan", [None, HALF])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACT, min_size=4, max_size=30))
def test_whatever_happens_the_books_balance(world, deal, plan, acts):
    """Refusals are part of the game; nothing else may be raised, and the books always agree with the tables."""
    sid = transaction.savepoint()
    seller, buyer = world.actor_for(deal.grantor), world.actor_for(deal.grantee)
    if plan is not None:
        sharing.set_sharing_plan(actor=seller, deal=fresh(deal), plan=plan, basis="办法")
    for act, which, cents in acts:
        with contextlib.suppress(Refused, Stale, Invalid):
            _do(seller, buyer, deal, act, which, D(cents) / 100)
    _agree(deal)
    transaction.savepoint_rollback(sid)


def _do(seller, buyer, deal, act, which, amount):  # noqa: PLR0912 - a branch an act
    deal = fresh(deal)
    invoices, payments = list(invoices_of(deal)), list(Payment.objects.filter(invoice__deal=deal).order_by("pk"))
    statements = list(deal.statements.order_by("pk"))
    if act == "state":
        questioned = [Period(one.start, one.end) for one in statements if one.state == "questioned"]
        for period in [*questioned, *owed_periods(deal, TODAY)][:1]:
            money.state_sales(actor=buyer, deal=deal, period=period, base=amount, evidence_sha256=FILE)
    elif act in ("question", "accept") and statements:
        one = statements[which % len(statements)]
        if act == "accept":
            money.accept_statement(actor=seller, statement=one)
        else:
            money.question_statement(actor=seller, statement=one, question="How so, please?")
    elif act == "issue":
        money.issue_invoices(actor=SYSTEM, deal=deal)
    elif act == "again":
        lines = due_lines(deal, TODAY)
        money.issue_due(actor=seller, deal=deal, key=lines[which % len(lines)].key)
    elif act == "other":
        who = seller if which % 2 else buyer
        money.issue_invoice(actor=who, deal=deal, what="其他", amount=amount, due_on=TODAY)
    elif act == "cancel" and invoices:
        one = invoices[which % len(invoices)]
        money.cancel_invoice(actor=seller if one.creditor_id == deal.grantor_id else buyer, invoice=one, why="agreed")
    elif act == "pay" and invoices:
        one = invoices[which % len(invoices)]
        pay(buyer if one.debtor_id == deal.grantee_id else seller, one, amount)
    elif payments:
        one = payments[which % len(payments)]
        creditor = seller if one.invoice.creditor_id == deal.grantor_id else buyer
        if act == "confirm":
            money.confirm_payment(actor=creditor, payment=one)
        elif act == "deny":
            money.deny_payment(actor=creditor, payment=one, why="evidence")
        elif act == "share":
            sharing.share_income(actor=seller, payment=one)


def _agree(deal):
    the_books_balance(deal)
    invoices = invoices_of(deal)
    confirmed = list(Payment.objects.filter(invoice__deal=deal, state="confirmed").select_related("invoice"))
    live = sum((one.amount for one in invoices if one.cancelled_on is None), D(0))
    paid = sum((one.amount for one in confirmed), D(0))
    assert sum(open_amounts(invoices).values(), D(0)) == live - paid
    for mine, other in ((deal.grantor, deal.grantee), (deal.grantee, deal.grantor)):
        owed = sum((left for one, left in _open(invoices) if one.creditor_id == mine.pk), D(0))
        assert owed == sum((_postings(deal, mine, "receivable")), D(0))
        assert -owed == sum((_postings(deal, other, "payable")), D(0))
    lines = due_lines(fresh(deal), TODAY)
    running = [one for one in invoices if one.reason in ("royalty", "minimum") and one.cancelled_on is None]
    assert len({one.number for one in invoices}) == len(invoices)
    issuable = sum((one.to_issue for one in lines if one.standing == "to_issue"), D(0))
    assert issuable >= 0
    due = sum((one.due.amount for one in lines if one.due.reason in ("royalty", "minimum")), D(0))
    room = due - sum((one.amount for one in running), D(0))
    planned = sum(
        (one.to_issue for one in lines if one.standing == "to_issue" and one.due.reason in ("royalty", "minimum")), D(0)
    )
    assert planned <= max(room, D(0))
    for one in confirmed:
        shares = sum(one.shares.values_list("amount", flat=True), D(0))
        assert shares <= one.amount
    for one in invoices:
        brought = [share for payment in one.payments.all() for share in payment.shares.all()]
        assert sum((share.amount for share in brought), D(0)) <= one.amount
    shared = sum((share.amount for one in confirmed for share in one.shares.all()), D(0))
    assert shared == sum(_postings(deal, deal.grantor, "shared_out"), D(0))


def _open(invoices):
    left = open_amounts(invoices)
    return [(one, left[one.pk]) for one in invoices]


def _postings(deal, organisation, name):
    return [
        posting.amount
        for entry in BookEntry.objects.filter(deal=deal)
        for posting in entry.postings.filter(organisation=organisation, account=name)
    ]
