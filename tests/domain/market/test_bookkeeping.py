"""Double entry: every entry balances, reversing restores, order is nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.market.bookkeeping import (
    ACCOUNTS,
    BUCKETS,
    REASONS,
    Account,
    BookEntry,
    Bucket,
    Open,
    Posting,
    aged,
    balanced,
    balances,
    deposit_forfeited,
    deposit_paid,
    income_shared,
    invoice_issued,
    outstanding,
    payment_made,
    reversal,
    share_paid,
    written_off,
)

DAY = date(2026, 7, 31)
UNIVERSITY, FIRM = 1, 2
CNY = Money(Decimal("18000.00"))


def names(entries):
    return {(who, account.value): amount for (who, account, _), amount in balances(entries).items()}


def test_the_case_of_the_docstring():
    invoice = invoice_issued(DAY, creditor=UNIVERSITY, debtor=FIRM, amount=CNY, reference="R-1")
    assert names([invoice]) == {
        (1, "receivable"): 18000,
        (1, "income"): -18000,
        (2, "expense"): 18000,
        (2, "payable"): -18000,
    }
    payment = payment_made(DAY, creditor=UNIVERSITY, debtor=FIRM, amount=CNY, reference="R-1")
    shared = income_shared(
        DAY,
        organisation=UNIVERSITY,
        currency="CNY",
        inventors=Decimal(9000),
        department=Decimal(4500),
        institution=Decimal(4500),
        reference="R-1",
    )
    paid = share_paid(
        DAY, organisation=1, account=Account.OWED_TO_INVENTORS, amount=Money(Decimal(9000)), reference="S-1"
    )
    assert names([invoice, payment, shared, paid]) == {
        (1, "receivable"): 0,
        (1, "income"): -18000,
        (1, "cash"): 9000,
        (1, "shared_out"): 18000,
        (1, "owed_to_inventors"): 0,
        (1, "owed_to_department"): -4500,
        (1, "owed_to_institution"): -4500,
        (2, "expense"): 18000,
        (2, "payable"): 0,
        (2, "cash"): -18000,
    }


def test_a_write_off_leaves_the_debtor_in_debt():
    invoice = invoice_issued(DAY, creditor=1, debtor=2, amount=CNY, reference="R-1")
    lost = written_off(DAY, creditor=1, amount=CNY, reference="R-1")
    found = names([invoice, lost])
    assert (found[1, "receivable"], found[1, "written_off"], found[2, "payable"]) == (0, 18000, -18000)


def test_a_deposit_goes_back_or_stays():
    placed = deposit_paid(DAY, holder=9, bidder=2, amount=CNY, reference="A-1")
    assert names([placed])[2, "deposit_placed"] == 18000
    assert not any(balances([placed, reversal(placed, DAY, "A-1")]).values())
    kept = names([placed, deposit_forfeited(DAY, holder=9, bidder=2, amount=CNY, reference="A-1")])
    assert (kept[9, "deposit_held"], kept[9, "income"], kept[2, "deposit_placed"], kept[2, "expense"]) == (
        0,
        -18000,
        0,
        18000,
    )


def posting(organisation, amount, currency="CNY", account=Account.CASH):
    return Posting(organisation, account, Decimal(amount), currency)


@pytest.mark.parametrize(
    ("postings", "code"),
    [
        ((), "books.postings"),
        ((posting(1, 1),), "books.postings"),
        ((posting(1, 1), posting(1, -1)) * 501, "books.postings"),
        ((posting(1, 1), posting(1, -2)), "books.unbalanced"),
        ((posting(1, 1), posting(2, -1)), "books.unbalanced"),
        ((posting(1, 1), posting(1, -1, "EUR")), "books.unbalanced"),
        ((posting(1, 0), posting(1, 0)), "books.amount"),
        ((posting(1, "sNaN"), posting(1, 1)), "books.amount"),
        ((posting(1, "0.001"), posting(1, "-0.001")), "price.decimals"),
    ],
)
def test_what_does_not_balance_is_refused(postings, code):
    with pytest.raises(Invalid) as caught:
        balanced(BookEntry(DAY, "payment", postings, ""))
    assert caught.value.code == code


def test_entries_that_cannot_be_built():
    with pytest.raises(Invalid, match=r"books\.same-party"):
        invoice_issued(DAY, creditor=1, debtor=1, amount=CNY, reference="")
    with pytest.raises(Invalid, match=r"books\.amount"):
        written_off(DAY, creditor=1, amount=Money(Decimal(-1)), reference="")
    with pytest.raises(Invalid, match=r"books\.not-a-share"):
        share_paid(DAY, organisation=1, account=Account.INCOME, amount=CNY, reference="")
    parts = {"inventors": Decimal(-1), "department": Decimal(2), "institution": Decimal(0)}
    with pytest.raises(Invalid, match=r"books\.amount"):
        income_shared(DAY, organisation=1, currency="CNY", reference="", **parts)
    with pytest.raises(Invalid, match=r"books\.postings"):
        income_shared(DAY, organisation=1, currency="CNY", reference="", **dict.fromkeys(parts, Decimal(0)))


MONEY = st.builds(Money, st.decimals("0.01", 10**9, places=2), st.sampled_from(["CNY", "EUR"]))
PARTIES = st.lists(st.integers(1, 4), min_size=2, max_size=2, unique=True)


@st.composite
def entries(draw):
    first, second = draw(PARTIES)
    amount = draw(MONEY)
    made = draw(st.sampled_from(["invoice", "payment", "sharing", "share-paid", "write-off", "deposit"]))
    if made == "invoice":
        return invoice_issued(DAY, creditor=first, debtor=second, amount=amount, reference="")
    if made == "payment":
        return payment_made(DAY, creditor=first, debtor=second, amount=amount, reference="")
    if made == "deposit":
        return deposit_paid(DAY, holder=first, bidder=second, amount=amount, reference="")
    if made == "write-off":
        return written_off(DAY, creditor=first, amount=amount, reference="")
    if made == "share-paid":
        return share_paid(DAY, organisation=first, account=Account.OWED_TO_DEPARTMENT, amount=amount, reference="")
    return income_shared(
        DAY,
        organisation=first,
        currency=amount.currency,
        inventors=amount.amount,
        department=draw(MONEY).amount,
        institution=Decimal(0),
        reference="",
    )


@given(st.lists(entries(), max_size=12), st.randoms())
def test_the_books_balance_in_any_order_and_reversing_restores(made, random):
    found = balances(made)
    for who, currency in {(who, currency) for who, _, currency in found}:
        assert sum(amount for key, amount in found.items() if (key[0], key[2]) == (who, currency)) == 0
    shuffled = list(made)
    random.shuffle(shuffled)
    assert balances(shuffled) == found
    undone = balances([*made, *(reversal(entry, DAY, "") for entry in made)])
    assert not any(undone.values())
    assert all(entry.reason in REASONS for entry in made)


@given(entries(), st.data())
def test_one_amount_changed_is_seen(entry, data):
    index = data.draw(st.integers(0, len(entry.postings) - 1))
    changed = msgspec.structs.replace(entry.postings[index], amount=entry.postings[index].amount + Decimal("0.01"))
    with pytest.raises(Invalid):
        balanced(
            msgspec.structs.replace(entry, postings=(*entry.postings[:index], changed, *entry.postings[index + 1 :]))
        )


def test_what_is_outstanding():
    invoices = {"R-1": CNY, "R-2": CNY, "R-3": CNY}
    payments = [("R-1", Money(Decimal(8000))), ("R-1", Money(Decimal(10000))), ("R-2", Money(Decimal(20000)))]
    open_ = {reference: money.amount for reference, money in outstanding(invoices, payments).items()}
    assert open_ == {"R-1": 0, "R-2": -2000, "R-3": 18000}
    with pytest.raises(Invalid, match=r"books\.unknown-invoice"):
        outstanding(invoices, [("R-9", CNY)])
    with pytest.raises(Invalid, match=r"money\.currencies-differ"):
        outstanding(invoices, [("R-1", Money(Decimal(1), "EUR"))])


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (-5, "not_due"),
        (0, "not_due"),
        (1, "to_30"),
        (30, "to_30"),
        (31, "to_60"),
        (60, "to_60"),
        (61, "to_90"),
        (90, "to_90"),
        (91, "over_90"),
    ],
)
def test_age_counts_from_the_day_after_the_due_day(days, bucket):
    rows = aged([Open(DAY, CNY), Open(DAY, Money(Decimal(1), "EUR"))], DAY + timedelta(days=days))
    assert rows["CNY"][Bucket(bucket)] == 18000
    assert rows["EUR"][Bucket(bucket)] == 1
    assert sum(rows["CNY"].values()) == 18000
    assert set(rows["CNY"]) == set(Bucket) == set(BUCKETS)


def test_every_account_has_a_name():
    assert set(ACCOUNTS) == set(Account)
