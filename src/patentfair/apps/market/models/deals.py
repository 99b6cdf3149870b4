"""Deals: the talks, the versions of the terms, the law's answers, consents, signatures, and what comes after."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.market.models.listings import Listing, Need
from patentfair.apps.registry.models import Patent

__all__ = [
    "Acceptance",
    "Amendment",
    "Consent",
    "Deal",
    "DealPatent",
    "Message",
    "RightsCheck",
    "Signature",
    "SignedPaper",
    "TermSheet",
    "Termination",
]


class Deal(models.Model):
    """From the first question to the end of the grant. `version` moves with every act, by conditional update.

    `patent` leads; further patents of a bundle stand in the terms and in `DealPatent`. `kind` is that of the newest
    version of the terms. `opened_by` is the side that asked first. `formalities` holds what was done before signing
    (price method, notice, approvals), by the names of the rights engine's transaction facts. `head_grant` is the
    licence that a sub-licence rests on. `reached` maps milestones reached to their days, `met` conditions to theirs.
    """

    listing = models.ForeignKey(Listing, null=True, on_delete=models.PROTECT, related_name="deals")
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="deals")
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="deals")
    grantor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deals_as_grantor")
    grantee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deals_as_grantee")
    center = models.ForeignKey(Center, null=True, on_delete=models.PROTECT, related_name="deals")
    kind = models.CharField(max_length=20, default="ordinary")
    state = models.CharField(max_length=16, default="inquiry", db_index=True)
    opened_by = models.CharField(max_length=8, default="grantee")
    head_grant = models.ForeignKey("rights.Grant", null=True, on_delete=models.PROTECT, related_name="+")
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
    reached = models.JSONField(default=dict)
    met = models.JSONField(default=dict)
    option_exercised_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
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


class DealPatent(models.Model):
    """A patent that the newest version of a deal's terms is about."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="deal_patents")
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["deal", "patent"], name="deal_patent_once")]


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
    """What the rights engine answered for one version of the terms and one patent, kept as it was answered."""

    sheet = models.ForeignKey(TermSheet, on_delete=models.CASCADE, related_name="checks")
    patent = models.ForeignKey(Patent, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=24)
    decision = models.TextField()
    at = models.DateTimeField()


class Consent(models.Model):
    """The consent of someone who is not a side of the deal: a co-owner, a pledgee, an earlier licensee, the owner."""

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


class Amendment(models.Model):
    """A later version of the terms of a deal in force: proposed by one side, in force when the other has agreed too."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        IN_FORCE = "in_force"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="amendments")
    sheet = models.OneToOneField(TermSheet, on_delete=models.PROTECT, related_name="amendment")
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    side = models.CharField(max_length=8)
    proposed_at = models.DateTimeField()
    proposed_name = models.CharField(max_length=120)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal"], condition=Q(state="proposed"), name="one_open_amendment"),
        ]


class Termination(models.Model):
    """A deal brought to its end before its time: by agreement, or by one side's notice with a ground.

    A notice for breach gives until `cure_by` to put things right; `effective_on` is the first day without the grant.
    """

    class Ground(models.TextChoices):
        AGREED = "agreed"
        NON_PAYMENT = "non_payment"
        BREACH = "breach"
        NOT_WORKED = "not_worked"
        RIGHT_ENDED = "right_ended"
        DEBT_PAID = "debt_paid"
        CONTRACTUAL = "contractual"

    class State(models.TextChoices):
        NOTICED = "noticed"
        EFFECTIVE = "effective"
        CURED = "cured"
        CONTESTED = "contested"
        WITHDRAWN = "withdrawn"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="terminations")
    side = models.CharField(max_length=8)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    reason = models.TextField(blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NOTICED)
    noticed_at = models.DateTimeField()
    noticed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cure_by = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal"], condition=Q(state="noticed"), name="one_open_termination"),
        ]


class SignedPaper(models.Model):
    """A signed paper of a deal that a side brought back, with what was found on checking its signatures.

    `is_our_paper`: what was signed is byte for byte the paper this installation made.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="signed_papers")
    side = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    is_our_paper = models.BooleanField()
    findings = models.JSONField(default=list)
    brought_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
