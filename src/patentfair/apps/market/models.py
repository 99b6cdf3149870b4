"""Listings, needs and deals."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest.models import TableImport
from patentfair.apps.registry.models import Patent

__all__ = [
    "Acceptance",
    "Consent",
    "Deal",
    "Listing",
    "Message",
    "Need",
    "PastDeal",
    "RightsCheck",
    "Signature",
    "TermSheet",
]


class Publication(models.TextChoices):
    """Whether the public sees it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    CLOSED = "closed"


class _Translated(models.Model):
    """Texts in their writer's language, with a person's translation into the other by field name."""

    language = models.CharField(max_length=2)
    translation = models.JSONField(default=dict)
    translated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def text(self, name: str, language: str) -> str:
        """Field `name` in `language` where someone wrote or translated it, else as it was written."""
        own = str(getattr(self, name))
        return own if language == self.language else self.translation.get(name) or own

    def text_language(self, name: str, language: str) -> str:
        """The language of what `text` returns."""
        return language if language == self.language or self.translation.get(name) else self.language


class _Imported(models.Model):
    """Where a draft came from that an older portal's table gave; empty for what was written here.

    `origin` is the portal's name, `origin_reference` its own number, `origin_place` our table and row ("12/5"),
    `origin_digest` of what was written then, so that what people changed since is never overwritten; `extra` holds the
    portal's columns that we have no place for.
    """

    origin = models.CharField(max_length=120, blank=True, db_index=True)
    origin_reference = models.CharField(max_length=120, blank=True)
    origin_place = models.CharField(max_length=24, blank=True)
    origin_digest = models.CharField(max_length=64, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Listing(_Translated, _Imported):
    """A patent on offer: for what, where, for how much, and what it does in plain words."""

    class PriceMode(models.TextChoices):
        FIXED = "fixed"
        ROYALTY = "royalty"
        NEGOTIABLE = "negotiable"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="listings")
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="listings")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="listings")
    state = models.CharField(max_length=10, choices=Publication.choices, default=Publication.DRAFT)
    pause_reason = models.CharField(max_length=60, blank=True)
    kinds = models.JSONField(default=list)
    territory = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    price_mode = models.CharField(max_length=12, choices=PriceMode.choices)
    currency = models.CharField(max_length=3, default="CNY")
    upfront = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    royalty_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    royalty_base = models.CharField(max_length=200, blank=True)
    maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    plain = models.TextField()
    better = models.TextField(blank=True)
    targets = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patent", "organisation"], condition=~Q(state="closed"), name="one_open_listing"
            ),
            models.CheckConstraint(
                condition=Q(maturity=None) | Q(maturity__range=(1, 9)), name="listing_maturity_is_1_to_9"
            ),
        ]


class Need(_Translated, _Imported):
    """A technology need: the problem first, then what would count as solved."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="needs")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="needs")
    state = models.CharField(max_length=10, choices=Publication.choices, default=Publication.DRAFT)
    title = models.CharField(max_length=200)
    problem = models.TextField()
    present = models.TextField(blank=True)
    constraints = models.TextField(blank=True)
    targets = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    province = models.CharField(max_length=2, blank=True)
    maturity_min = models.PositiveSmallIntegerField(null=True, blank=True)
    kinds = models.JSONField(default=list)
    currency = models.CharField(max_length=3, default="CNY")
    budget_low = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    budget_high = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    show_name = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(maturity_min=None) | Q(maturity_min__range=(1, 9)), name="need_maturity_is_1_to_9"
            ),
        ]


class Deal(models.Model):
    """From the first question to the grant in force. `version` moves with every act, by conditional update.

    `formalities` holds what was done before signing (price method, notice, approvals), by the names of the rights
    engine's transaction facts.
    """

    listing = models.ForeignKey(Listing, null=True, on_delete=models.PROTECT, related_name="deals")
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="deals")
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="deals")
    grantor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deals_as_grantor")
    grantee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deals_as_grantee")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="deals")
    state = models.CharField(max_length=16, default="inquiry", db_index=True)
    version = models.PositiveIntegerField(default=0)
    last_side = models.CharField(max_length=8, blank=True)
    opened_at = models.DateTimeField()
    answer_due = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed_sheet = models.ForeignKey("TermSheet", null=True, on_delete=models.PROTECT, related_name="+")
    refusal_code = models.CharField(max_length=24, blank=True)
    formalities = models.JSONField(default=dict)
    in_force_at = models.DateTimeField(null=True, blank=True)
    recordal_due = models.DateField(null=True, blank=True)
    recorded_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(grantor=models.F("grantee")), name="two_different_sides"),
            models.UniqueConstraint(
                fields=["patent", "grantor", "grantee"],
                condition=Q(state__in=["inquiry", "negotiation", "agreed", "partly_signed"]),
                name="one_running_deal_per_pair",
            ),
        ]


class Message(models.Model):
    """A message in a deal, read by its two sides and the center that helps them."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=8)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()


class TermSheet(models.Model):
    """A version of the terms. `hash` names it; nothing about it changes afterwards."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    terms = models.TextField()
    hash = models.CharField(max_length=64)
    side = models.CharField(max_length=8)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["deal", "number"], name="sheet_number_once")]


class Acceptance(models.Model):
    """One side accepts one version."""

    sheet = models.ForeignKey(TermSheet, on_delete=models.CASCADE, related_name="acceptances")
    side = models.CharField(max_length=8)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "side"], name="one_acceptance_per_side")]


class Signature(models.Model):
    """A side's signature on the agreed version: the signer types the name, the hash is what was signed."""

    sheet = models.ForeignKey(TermSheet, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8)
    signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "side"], name="one_signature_per_side")]


class RightsCheck(models.Model):
    """What the rights engine answered for one version of the terms, kept as it was answered."""

    sheet = models.ForeignKey(TermSheet, on_delete=models.CASCADE, related_name="checks")
    outcome = models.CharField(max_length=24)
    decision = models.TextField()
    at = models.DateTimeField()


class Consent(models.Model):
    """The consent of someone who is not a side of the deal: a co-owner or a pledgee."""

    class State(models.TextChoices):
        ASKED = "asked"
        GIVEN = "given"
        REFUSED = "refused"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consents")
    rule = models.CharField(max_length=24)
    sheet_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "organisation", "sheet_hash"], name="one_consent_per_version"),
        ]


class PastDeal(models.Model):
    """A deal of before, as an older portal's table or a year's statistics tell it: history, and nothing rests on it.

    Names and numbers are as written; `patent` is the one in the register where a number names it. `count` is how many
    deals the row stands for. `digest` is of the row, so that a table taken in twice is taken in once.
    """

    table = models.ForeignKey(TableImport, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    center = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="past_deals")
    origin = models.CharField(max_length=120)
    origin_reference = models.CharField(max_length=120, blank=True)
    patent = models.ForeignKey(Patent, null=True, blank=True, on_delete=models.PROTECT, related_name="past_deals")
    patents = models.TextField(blank=True)
    title = models.CharField(max_length=400, blank=True)
    grantor = models.CharField(max_length=300)
    grantee = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=16)
    on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=1)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    payment = models.CharField(max_length=1000, blank=True)
    territory = models.CharField(max_length=300, blank=True)
    record_number = models.CharField(max_length=120, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["center", "origin", "digest"], name="past_deal_once", nulls_distinct=False),
        ]
        indexes: ClassVar = [models.Index(fields=["origin", "origin_reference"], name="past_deal_reference")]
