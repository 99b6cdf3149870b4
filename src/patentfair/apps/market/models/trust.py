"""What can be trusted: mandates shown to both sides, checks of organisations, relations, flags for staff, disputes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.market.models.deals import Deal

__all__ = [
    "Complaint",
    "DealFlag",
    "DisputeEvidence",
    "Mandate",
    "MediationStep",
    "OrganisationCheck",
    "Relation",
    "Reminder",
]


class Mandate(models.Model):
    """An intermediary's mandate in a deal: for which side, what for, for what fee; both sides see it."""

    class Role(models.TextChoices):
        BROKER = "broker"
        AGENCY = "agency"
        VALUER = "valuer"
        LAWYER = "lawyer"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    principal = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates_given")
    role = models.CharField(max_length=8, choices=Role.choices)
    what = models.CharField(max_length=400, blank=True)
    fee_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    fee_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    fee_basis = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, default="CNY")
    paid_by = models.CharField(max_length=8, default="grantor")
    document_sha256 = models.CharField(max_length=64, blank=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deal", "organisation", "principal"], condition=Q(ended_at=None), name="one_mandate_at_a_time"
            ),
        ]


class OrganisationCheck(models.Model):
    """What was verified of an organisation, by whom, when and on what evidence: a badge says exactly this."""

    class What(models.TextChoices):
        EXISTENCE = "existence"
        ADDRESS = "address"
        REPRESENTATIVE = "representative"
        QUALIFICATION = "qualification"
        BANK_ACCOUNT = "bank_account"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="checks")
    what = models.CharField(max_length=16, choices=What.choices)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    evidence_name = models.CharField(max_length=200)
    evidence_sha256 = models.CharField(max_length=64)
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class Relation(models.Model):
    """Two organisations that are not strangers: control, common control, family, the same people."""

    class Kind(models.TextChoices):
        CONTROLS = "controls"
        HOLDS_SHARES = "holds_shares"
        SAME_PEOPLE = "same_people"
        FAMILY = "family"

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.CharField(max_length=200)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="relation_has_two_ends"),
            models.UniqueConstraint(fields=["first", "second", "kind"], name="relation_once"),
        ]


class DealFlag(models.Model):
    """Something about a deal that staff should look at: it accuses nobody, and refuses nothing."""

    class State(models.TextChoices):
        OPEN = "open"
        EXPLAINED = "explained"
        UPHELD = "upheld"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="flags")
    code = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["deal", "code", "digest"], name="flag_once")]


class Reminder(models.Model):
    """A reminder that was given once: of what, which one, to whom."""

    object = models.CharField(max_length=60)
    code = models.CharField(max_length=30)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object", "code"], name="reminder_once"),
        ]


class Complaint(models.Model):
    """A dispute brought to the center's desk: what about, evidence, mediation, outcome."""

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        IN_MEDIATION = "in_mediation"
        SETTLED = "settled"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"
        DISMISSED = "dismissed"

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="complaints")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="complaints")
    side = models.CharField(max_length=8)
    about = models.CharField(max_length=16)
    text = models.TextField()
    wanted = models.TextField(blank=True)
    state = models.CharField(max_length=14, choices=State.choices, default=State.OPEN)
    outcome = models.TextField(blank=True)
    settlement_sha256 = models.CharField(max_length=64, blank=True)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    answer_due = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    mediator = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deal", "side"],
                condition=Q(state__in=["open", "answered", "in_mediation"]),
                name="one_open_complaint_per_side",
            ),
        ]


class DisputeEvidence(models.Model):
    """Evidence in a dispute, named by its hash."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="evidence")
    side = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    shows = models.CharField(max_length=400, blank=True)
    put_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()


class MediationStep(models.Model):
    """What happened in a mediation, written by the mediator and read by both sides."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="steps")
    text = models.TextField()
    met_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
