"""Money that is owed and paid. It moves outside; here stand statements, invoices, payments and the books."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.market.models.deals import Deal

__all__ = ["BookEntry", "IncomeShare", "Invoice", "Payment", "Posting", "RoyaltyStatement", "SharingPlan"]


class RoyaltyStatement(models.Model):
    """What a licensee states of one period `[start, end)`: the base, the royalty that follows, and its evidence.

    `reckoning` holds the steps that led to `amount`, so that a person can reckon it again.
    """

    class State(models.TextChoices):
        STATED = "stated"
        ACCEPTED = "accepted"
        QUESTIONED = "questioned"
        REPLACED = "replaced"

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="statements")
    start = models.DateField()
    end = models.DateField()
    base = models.DecimalField(max_digits=18, decimal_places=2)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    reckoning = models.JSONField(default=list)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STATED)
    question = models.TextField(blank=True)
    stated_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="statement_period_lasts"),
            models.UniqueConstraint(
                fields=["deal", "start"], condition=~Q(state="replaced"), name="one_statement_per_period"
            ),
        ]


class Invoice(models.Model):
    """A demand of one side of a deal on the other: what for, how much, by when."""

    class Reason(models.TextChoices):
        UPFRONT = "upfront"
        PILOT_FEE = "pilot_fee"
        ROYALTY = "royalty"
        MINIMUM = "minimum"
        MILESTONE = "milestone"
        OTHER = "other"

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=40)
    creditor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    debtor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    what = models.CharField(max_length=200, blank=True)
    statement = models.ForeignKey(RoyaltyStatement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    issued_on = models.DateField()
    due_on = models.DateField()
    cancelled_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "number"], name="invoice_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="invoice_is_positive"),
        ]


class Payment(models.Model):
    """A payment made outside, stated with evidence by the debtor and confirmed, or denied, by the creditor."""

    class State(models.TextChoices):
        STATED = "stated"
        CONFIRMED = "confirmed"
        DENIED = "denied"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    paid_on = models.DateField()
    evidence_name = models.CharField(max_length=200)
    evidence_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STATED)
    stated_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive")]


class BookEntry(models.Model):
    """An entry of the books: postings of each organisation that sum to zero. Never changed; mended by a reversal."""

    deal = models.ForeignKey(Deal, null=True, on_delete=models.PROTECT, related_name="book_entries")
    on = models.DateField()
    reason = models.CharField(max_length=24)
    reference = models.CharField(max_length=60, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    at = models.DateTimeField()


class Posting(models.Model):
    """A line of an entry: debit positive, credit negative."""

    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, related_name="postings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=24)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(amount=0), name="posting_moves_something")]


class SharingPlan(models.Model):
    """How an owner shares the income of a deal between inventors, department and institution.

    `shares` are the three parts as fractions ("7/10"), `inventors` maps each inventor's name to a fraction of theirs.
    """

    deal = models.OneToOneField(Deal, on_delete=models.PROTECT, related_name="sharing_plan")
    shares = models.JSONField(default=dict)
    inventors = models.JSONField(default=dict)
    basis = models.CharField(max_length=200, blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()


class IncomeShare(models.Model):
    """What one receipt brought to one beneficiary under the plan."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="shares")
    beneficiary = models.CharField(max_length=12)
    name = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    paid_on = models.DateField(null=True, blank=True)
