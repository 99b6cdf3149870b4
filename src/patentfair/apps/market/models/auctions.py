"""Auctions of a grant, and public notice of a price by agreement."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.market.models.deals import Deal
from patentfair.apps.market.models.listings import Listing

__all__ = ["Auction", "Bid", "Bidder", "Objection", "PriceNotice"]


class Auction(models.Model):
    """A grant offered to the highest bid, sealed or open, on terms that are announced with it.

    `terms` is the canonical JSON of the announced terms, in which the upfront fee is what is bid for. The reserve is
    shown only when the auction is over. `closes_at` moves when a late bid comes, never beyond `latest_close`.
    """

    class Kind(models.TextChoices):
        SEALED = "sealed"
        OPEN = "open"

    class State(models.TextChoices):
        DRAFT = "draft"
        ANNOUNCED = "announced"
        CLOSED = "closed"
        SETTLED = "settled"
        FAILED = "failed"
        CANCELLED = "cancelled"

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="auctions")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="auctions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    terms = models.TextField()
    terms_hash = models.CharField(max_length=64)
    currency = models.CharField(max_length=3, default="CNY")
    starting_price = models.DecimalField(max_digits=18, decimal_places=2)
    reserve = models.DecimalField(max_digits=18, decimal_places=2)
    increment = models.DecimalField(max_digits=18, decimal_places=2)
    deposit = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    latest_close = models.DateTimeField()
    extend_within_minutes = models.PositiveSmallIntegerField(default=5)
    extension_minutes = models.PositiveSmallIntegerField(default=5)
    rules = models.TextField(blank=True)
    winner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    price = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    deal = models.ForeignKey(Deal, null=True, blank=True, on_delete=models.PROTECT, related_name="auctions")
    version = models.PositiveIntegerField(default=0)
    announced_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")) & Q(latest_close__gte=F("closes_at")), name="auction_lasts"
            ),
            models.CheckConstraint(
                condition=Q(starting_price__gte=0) & Q(reserve__gte=F("starting_price")) & Q(increment__gt=0),
                name="auction_prices_are_in_order",
            ),
            models.UniqueConstraint(
                fields=["listing"], condition=Q(state__in=["draft", "announced", "closed"]), name="one_open_auction"
            ),
        ]


class Bidder(models.Model):
    """An organisation that wants to bid: its deposit, and whether the seller's center has admitted it."""

    class State(models.TextChoices):
        APPLIED = "applied"
        ADMITTED = "admitted"
        REFUSED = "refused"

    class Deposit(models.TextChoices):
        NONE = "none"
        HELD = "held"
        RETURNED = "returned"
        CREDITED = "credited"
        FORFEITED = "forfeited"

    auction = models.ForeignKey(Auction, on_delete=models.CASCADE, related_name="bidders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.APPLIED)
    deposit = models.CharField(max_length=10, choices=Deposit.choices, default=Deposit.NONE)
    deposit_evidence = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    applied_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["auction", "organisation"], name="one_bidder_per_auction"),
        ]


class Bid(models.Model):
    """A bid. Of a sealed bid the journal has the salted hash from the moment it was made; nobody reads the amount
    before the close."""

    auction = models.ForeignKey(Auction, on_delete=models.CASCADE, related_name="bids")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    salt = models.CharField(max_length=32)
    hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="bid_is_positive")]


class PriceNotice(models.Model):
    """A public institution gives notice of a price by agreement: the result, the price, and until when to object."""

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="price_notices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="price_notices")
    sheet_hash = models.CharField(max_length=64)
    result_zh = models.CharField(max_length=300)
    result_en = models.CharField(max_length=300, blank=True)
    price = models.TextField()
    start = models.DateField()
    end = models.DateField()
    contact = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="price_notice_lasts"),
            models.UniqueConstraint(fields=["deal"], condition=Q(state="open"), name="one_open_price_notice"),
        ]


class Objection(models.Model):
    """An objection to a noticed price, and how it was decided."""

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        REJECTED = "rejected"

    notice = models.ForeignKey(PriceNotice, on_delete=models.CASCADE, related_name="objections")
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=200)
    text = models.TextField()
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
