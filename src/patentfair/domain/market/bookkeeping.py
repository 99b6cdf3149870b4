"""Double-entry bookkeeping between organisations: every entry balances in each organisation and each currency.

A worked case. On 31 July the university (1) invoices 18,000.00 to the firm (2), which pays; the university shares it:

    invoice    1 receivable  +18,000  1 income      -18,000    2 expense  +18,000  2 payable  -18,000
    payment    1 cash        +18,000  1 receivable  -18,000    2 payable  +18,000  2 cash     -18,000
    sharing    1 shared out  +18,000  1 owed to inventors -9,000, to the department -4,500, to the institution -4,500

An amount is signed: debit positive, credit negative. These are the books of the deals made here, not the general
ledger of an organisation: tax, fees of banks and exchange rates are not in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.kernel.words import Words

__all__ = [
    "ACCOUNTS",
    "BUCKETS",
    "REASONS",
    "Account",
    "BookEntry",
    "Bucket",
    "Open",
    "Posting",
    "aged",
    "balanced",
    "balances",
    "deposit_forfeited",
    "deposit_paid",
    "income_shared",
    "invoice_issued",
    "outstanding",
    "payment_made",
    "reversal",
    "share_paid",
    "written_off",
]

LIMIT_AMOUNT = Decimal(10) ** 15
LIMIT_POSTINGS = 1_000
NOTHING = Decimal("0.00")


class Account(StrEnum):
    """The accounts each organisation has; a debit balance is positive.

    Assets: `receivable`, `cash`, `deposit_placed` (paid to another as security). Liabilities: `payable`,
    `deposit_held` (another's security), and what was set aside of income: `owed_to_inventors`, `owed_to_department`,
    `owed_to_institution`. Income: `income`. Costs: `expense`, `shared_out` (income set aside for those who share in
    it), `written_off` (a claim given up as lost).
    """

    RECEIVABLE = "receivable"
    PAYABLE = "payable"
    CASH = "cash"
    INCOME = "income"
    EXPENSE = "expense"
    SHARED_OUT = "shared_out"
    OWED_TO_INVENTORS = "owed_to_inventors"
    OWED_TO_DEPARTMENT = "owed_to_department"
    OWED_TO_INSTITUTION = "owed_to_institution"
    WRITTEN_OFF = "written_off"
    DEPOSIT_HELD = "deposit_held"
    DEPOSIT_PLACED = "deposit_placed"


ACCOUNTS: dict[Account, Words] = {
    Account.RECEIVABLE: Words("应收账款", "Receivable"),
    Account.PAYABLE: Words("应付账款", "Payable"),
    Account.CASH: Words("银行存款", "Cash at bank"),
    Account.INCOME: Words("许可和转让收入", "Income from licences and assignments"),
    Account.EXPENSE: Words("许可和受让支出", "Cost of licences and assignments"),
    Account.SHARED_OUT: Words("已分配收益", "Income shared out"),
    Account.OWED_TO_INVENTORS: Words("应付发明人、设计人", "Owed to the inventors"),
    Account.OWED_TO_DEPARTMENT: Words("应付院系", "Owed to the department"),
    Account.OWED_TO_INSTITUTION: Words("留归本单位", "Retained by the institution"),
    Account.WRITTEN_OFF: Words("坏账核销", "Written off"),
    Account.DEPOSIT_HELD: Words("收取的保证金", "Deposits held"),
    Account.DEPOSIT_PLACED: Words("交纳的保证金", "Deposits placed"),
}
OWED = (Account.OWED_TO_INVENTORS, Account.OWED_TO_DEPARTMENT, Account.OWED_TO_INSTITUTION)

REASONS: dict[str, Words] = {
    "invoice": Words("开具账单", "Invoice"),
    "payment": Words("付款", "Payment"),
    "reversal": Words("冲销", "Reversal"),
    "sharing": Words("收益分配", "Sharing of income"),
    "share-paid": Words("支付分配款", "Share paid"),
    "write-off": Words("坏账核销", "Write-off"),
    "deposit": Words("交纳保证金", "Deposit placed"),
    "deposit-forfeited": Words("保证金不予退还", "Deposit forfeited"),
}


class Posting(msgspec.Struct, frozen=True):
    """One line: `amount` with two decimals, debit positive, on an account of the organisation with this number."""

    organisation: int
    account: Account
    amount: Decimal
    currency: str


class BookEntry(msgspec.Struct, frozen=True):
    """An event in the books: `reason` is a key of `REASONS`, `reference` names the paper it rests on."""

    on: date
    reason: str
    postings: tuple[Posting, ...]
    reference: str


def balanced(entry: BookEntry) -> BookEntry:
    """The entry itself, once every organisation's postings sum to nothing in every currency. Raises `Invalid`."""
    if not 2 <= len(entry.postings) <= LIMIT_POSTINGS:
        raise Invalid("books.postings", field="postings")
    sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for posting in entry.postings:
        _check_amount(posting.amount.copy_abs())
        sums[posting.organisation, posting.currency] += posting.amount
    if any(sums.values()):
        raise Invalid("books.unbalanced", field="postings")
    return entry


def _check_amount(amount: Decimal) -> None:
    if not amount.is_finite() or amount <= 0 or amount >= LIMIT_AMOUNT:
        raise Invalid("books.amount", field="amount")
    if amount != amount.quantize(Decimal("0.01")):
        raise Invalid("price.decimals", field="amount")


def _entry(on: date, reason: str, reference: str, amount: Money, *pairs: tuple[int, Account, Account]) -> BookEntry:
    """`amount` moved in each pair: organisation, the account debited, the account credited."""
    _check_amount(amount.amount)
    if len({organisation for organisation, _, _ in pairs}) < len(pairs):
        raise Invalid("books.same-party", field="debtor")
    postings = [
        posting
        for organisation, debit, credit in pairs
        for posting in (
            Posting(organisation, debit, amount.amount, amount.currency),
            Posting(organisation, credit, -amount.amount, amount.currency),
        )
    ]
    return balanced(BookEntry(on, reason, tuple(postings), reference))


def invoice_issued(on: date, *, creditor: int, debtor: int, amount: Money, reference: str) -> BookEntry:
    """The creditor has a claim and income, the debtor a debt and a cost."""
    return _entry(
        on,
        "invoice",
        reference,
        amount,
        (creditor, Account.RECEIVABLE, Account.INCOME),
        (debtor, Account.EXPENSE, Account.PAYABLE),
    )


def payment_made(on: date, *, creditor: int, debtor: int, amount: Money, reference: str) -> BookEntry:
    """Money went from the debtor to the creditor against an invoice, in whole or in part."""
    return _entry(
        on,
        "payment",
        reference,
        amount,
        (creditor, Account.CASH, Account.RECEIVABLE),
        (debtor, Account.PAYABLE, Account.CASH),
    )


def reversal(entry: BookEntry, on: date, reference: str) -> BookEntry:
    """The entry undone: every posting with the other sign. A credit note for a whole invoice is its reversal."""
    postings = tuple(msgspec.structs.replace(posting, amount=-posting.amount) for posting in entry.postings)
    return balanced(BookEntry(on, "reversal", postings, reference))


def income_shared(
    on: date,
    *,
    organisation: int,
    currency: str,
    inventors: Decimal,
    department: Decimal,
    institution: Decimal,
    reference: str,
) -> BookEntry:
    """Income set aside for those who share in it; a part of nothing has no posting."""
    parts = list(zip(OWED, (inventors, department, institution), strict=True))
    if any(not amount.is_finite() or amount < 0 for _, amount in parts):
        raise Invalid("books.amount", field="amount")
    total = sum((amount for _, amount in parts), NOTHING)
    postings = [Posting(organisation, account, -amount, currency) for account, amount in parts if amount]
    first = Posting(organisation, Account.SHARED_OUT, total, currency)
    return balanced(BookEntry(on, "sharing", (first, *postings), reference))


def share_paid(on: date, *, organisation: int, account: Account, amount: Money, reference: str) -> BookEntry:
    """A share set aside was paid out; `account` is one of the three owed accounts."""
    if account not in OWED:
        raise Invalid("books.not-a-share", field="account")
    return _entry(on, "share-paid", reference, amount, (organisation, account, Account.CASH))


def written_off(on: date, *, creditor: int, amount: Money, reference: str) -> BookEntry:
    """The creditor gives the claim up as lost in its own books; the debt of the other side is not waived by that."""
    return _entry(on, "write-off", reference, amount, (creditor, Account.WRITTEN_OFF, Account.RECEIVABLE))


def deposit_paid(on: date, *, holder: int, bidder: int, amount: Money, reference: str) -> BookEntry:
    """A bidder places a deposit with the holder; giving it back is the reversal."""
    return _entry(
        on,
        "deposit",
        reference,
        amount,
        (holder, Account.CASH, Account.DEPOSIT_HELD),
        (bidder, Account.DEPOSIT_PLACED, Account.CASH),
    )


def deposit_forfeited(on: date, *, holder: int, bidder: int, amount: Money, reference: str) -> BookEntry:
    """A deposit stays with the holder for good."""
    return _entry(
        on,
        "deposit-forfeited",
        reference,
        amount,
        (holder, Account.DEPOSIT_HELD, Account.INCOME),
        (bidder, Account.EXPENSE, Account.DEPOSIT_PLACED),
    )


def balances(entries: Iterable[BookEntry]) -> dict[tuple[int, Account, str], Decimal]:
    """What stands on each account that was posted to, by organisation, account and currency; order does not matter."""
    found: dict[tuple[int, Account, str], Decimal] = defaultdict(lambda: NOTHING)
    for entry in entries:
        for posting in balanced(entry).postings:
            found[posting.organisation, posting.account, posting.currency] += posting.amount
    return dict(found)


def outstanding(invoices: Mapping[str, Money], payments: Iterable[tuple[str, Money]]) -> dict[str, Money]:
    """What is still open of each invoice, by its reference, after payments and credits that name it.

    An invoice paid in full stays with nothing; one paid twice shows what was paid too much as a negative sum. Raises
    `Invalid` for a payment on an unknown invoice or in another currency.
    """
    found = dict(invoices)
    for reference, paid in payments:
        if reference not in found:
            raise Invalid("books.unknown-invoice", field="reference", reference=reference)
        found[reference] += Money(-paid.amount, paid.currency)
    return found


class Bucket(StrEnum):
    """How long a sum has been overdue; one due today is not overdue."""

    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


BUCKETS: dict[Bucket, Words] = {
    Bucket.NOT_DUE: Words("未到期", "Not due"),
    Bucket.TO_30: Words("逾期1至30天", "1 to 30 days overdue"),
    Bucket.TO_60: Words("逾期31至60天", "31 to 60 days overdue"),
    Bucket.TO_90: Words("逾期61至90天", "61 to 90 days overdue"),
    Bucket.OVER_90: Words("逾期90天以上", "Over 90 days overdue"),
}
_LAST_DAYS = ((0, Bucket.NOT_DUE), (30, Bucket.TO_30), (60, Bucket.TO_60), (90, Bucket.TO_90))


class Open(msgspec.Struct, frozen=True):
    """An amount still open and the day on which it was or will be due."""

    due_on: date
    amount: Money


def aged(items: Iterable[Open], today: date) -> dict[str, dict[Bucket, Decimal]]:
    """The open amounts by currency and by days overdue; every bucket is there.

    Due on 31 July: not due on 31 July, 1 to 30 days overdue from 1 to 30 August.
    """
    found: dict[str, dict[Bucket, Decimal]] = {}
    for item in items:
        row = found.setdefault(item.amount.currency, dict.fromkeys(Bucket, NOTHING))
        overdue = (today - item.due_on).days
        bucket = next((bucket for last, bucket in _LAST_DAYS if overdue <= last), Bucket.OVER_90)
        row[bucket] += item.amount.amount
    return found
