"""Title, grants and encumbrances as this installation knows them, each with what shows it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.registry.models import Patent

__all__ = ["Declaration", "Encumbrance", "Grant", "Interest", "Ledger", "OwnershipClaim", "RestDay"]


class OwnershipClaim(models.Model):
    """An organisation says a patent is (partly) its own; a center checks it against evidence."""

    class State(models.TextChoices):
        PENDING = "pending"
        VERIFIED = "verified"
        REFUSED = "refused"

    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="claims")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="claims")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="claims")
    share_numerator = models.PositiveIntegerField(default=1)
    share_denominator = models.PositiveIntegerField(default=1)
    statement = models.TextField(blank=True)
    evidence_name = models.CharField(max_length=200)
    evidence_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    claimed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patent", "organisation"], condition=Q(state="pending"), name="one_pending_claim"
            ),
            models.CheckConstraint(
                condition=Q(share_numerator__gte=1) & Q(share_numerator__lte=F("share_denominator")),
                name="claimed_share_is_a_fraction",
            ),
        ]


class Ledger(models.Model):
    """The version of all that is known of one right. Every write moves it by a conditional update, so that two
    decisions made on the same state cannot both be carried out."""

    patent = models.OneToOneField(Patent, primary_key=True, on_delete=models.CASCADE, related_name="ledger")
    version = models.PositiveBigIntegerField(default=0)


class Interest(models.Model):
    """A share of ownership, from a day to a day."""

    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="interests")
    share_numerator = models.PositiveIntegerField(default=1)
    share_denominator = models.PositiveIntegerField(default=1)
    registered = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=96)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(share_numerator__gte=1) & Q(share_numerator__lte=F("share_denominator")),
                name="share_is_a_fraction",
            ),
            models.UniqueConstraint(
                fields=["patent", "organisation"], condition=Q(valid_until=None), name="one_current_interest"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="interest_does_not_end_before"
            ),
        ]


class Grant(models.Model):
    """A licence, a sub-licence (`parent` is the licence it rests on) or a standing open-licence declaration."""

    class Kind(models.TextChoices):
        EXCLUSIVE = "exclusive"
        SOLE = "sole"
        ORDINARY = "ordinary"
        OPEN_DECLARATION = "open_declaration"
        OPEN_TAKEN = "open_taken"

    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="grants")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    grantor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants_given")
    grantee = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="grants_taken")
    territory = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    acts = models.JSONField(default=list)
    executed = models.DateField()
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    sublicensable = models.BooleanField(default=False)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="sub_licences")
    recorded_on = models.DateField(null=True, blank=True)
    record_number = models.CharField(max_length=60, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=96)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gt=F("start")), name="grant_lasts"),
            models.UniqueConstraint(fields=["patent", "basis"], name="one_grant_per_patent_and_basis"),
        ]


class Encumbrance(models.Model):
    """A pledge, seizure or suspension."""

    class Kind(models.TextChoices):
        PLEDGE = "pledge"
        SEIZURE = "seizure"
        SUSPENSION = "suspension"

    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="encumbrances")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    holder = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="encumbrances")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    registered = models.BooleanField(default=True)
    basis = models.CharField(max_length=96)


class Declaration(models.Model):
    """What the owner states of the right beyond the register, with who checked it; the engine reads it as facts.

    `facts` holds keys of `domain.rights.facts.Right` (`evaluation_report`, `technology`, `same_day_pair`, ...) and
    `public_funding` (true, false or absent for unknown). What is absent is unknown.
    """

    patent = models.OneToOneField(Patent, primary_key=True, on_delete=models.CASCADE, related_name="declaration")
    facts = models.JSONField(default=dict)
    declared_at = models.DateTimeField()


class RestDay(models.Model):
    """A day on which an office rests besides Saturdays and Sundays, from the table the operator loaded."""

    office = models.CharField(max_length=2)
    day = models.DateField()
    name = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["office", "day"], name="rest_day_once")]
