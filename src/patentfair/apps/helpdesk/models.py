"""Cases at the help desk, the hours given, trainings, and whom the survey asks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.market.models import Need
from patentfair.domain.helpdesk.case import CaseKind, CaseState, Charge, SizeClass

__all__ = [
    "Attendance",
    "Case",
    "CaseFile",
    "CaseMessage",
    "CaseNote",
    "ClinicRecord",
    "Referral",
    "ServiceHours",
    "SurveyRound",
    "Training",
    "WorkshopRecord",
]


def _choices(values: type[CaseKind | CaseState | Charge | SizeClass]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class SurveyRound(models.Model):
    """The seed of a quarter's draw. Its hash is public from the beginning, the seed once all its cases are drawn."""

    quarter = models.CharField(max_length=6, unique=True)
    seed = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True, blank=True)


class Case(models.Model):
    """What someone came with. Those without an account follow it by a code, of which only the hash is kept.

    A complaint has no center: it is `about` one, which therefore has no part in it. `version` moves with every act.
    `secret` is 32 random bytes in hex, known to nobody: what the journal keeps of texts is hashed with it.
    """

    center = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    about = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="complaints_about")
    kind = models.CharField(max_length=10, choices=_choices(CaseKind))
    size_class = models.CharField(max_length=12, choices=_choices(SizeClass))
    language = models.CharField(max_length=2, default="zh")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    name = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="help_cases"
    )
    opened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="help_cases")
    code_sha256 = models.CharField(max_length=64, blank=True)
    secret = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=_choices(CaseState), default=CaseState.WAITING.value, db_index=True)
    assigned_to = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    clock_from = models.DateTimeField(help_text="when the clock of the present center began")
    answer_due = models.DateTimeField()
    close_due = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reopened = models.PositiveIntegerField(default=0)
    told_head_at = models.DateTimeField(null=True, blank=True)
    told_administrators_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    need = models.OneToOneField(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="help_case")
    survey = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="cases")
    is_invited = models.BooleanField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    remark = models.TextField(blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(kind="complaint", center__isnull=True, about__isnull=False)
                    | (~Q(kind="complaint") & Q(center__isnull=False, about__isnull=True))
                ),
                name="complaint_has_no_center",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5, is_invited__isnull=False, is_invited=True),
                name="rating_of_the_drawn",
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=False) | ~Q(code_sha256=""), name="case_can_be_followed"
            ),
            models.CheckConstraint(condition=~Q(secret=""), name="case_has_a_secret"),
            models.CheckConstraint(condition=Q(upheld=None) | Q(kind="complaint"), name="only_complaints_are_decided"),
            models.UniqueConstraint(fields=["code_sha256"], condition=~Q(code_sha256=""), name="case_code_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["center", "state", "answer_due"], name="case_board")]


class CaseMessage(models.Model):
    """A message between the client and those who help."""

    class By(models.TextChoices):
        CLIENT = "client"
        DESK = "desk"
        ADMINISTRATOR = "administrator"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    by = models.CharField(max_length=14, choices=By.choices)
    center = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    is_substantive = models.BooleanField(default=False)
    at = models.DateTimeField()


class CaseNote(models.Model):
    """What staff of a center tell each other about a case; neither the client nor another center reads it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()


class CaseFile(models.Model):
    """A file in a case, named by its hash."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    by = models.CharField(max_length=14, choices=CaseMessage.By.choices)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0, help_text="bytes; 0 for files from before sizes were kept")
    put_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ClinicRecord(models.Model):
    """What a law clinic writes down: the facts, the question, the advice."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="clinic")
    facts = models.TextField()
    question = models.TextField()
    advice = models.TextField()
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


class WorkshopRecord(models.Model):
    """A need as a workshop has put it, before the firm takes it over as its own draft."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="workshop")
    title = models.CharField(max_length=200)
    problem = models.TextField()
    present = models.TextField(blank=True)
    constraints = models.TextField(blank=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


class Referral(models.Model):
    """A case proposed to another center. It goes there with the client's consent, and only then.

    A case of a center that was removed is handed on without being proposed.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        AGREED = "agreed"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        HANDED_ON = "handed-on"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    source = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    was_late = models.BooleanField(default=False, help_text="went on after its time had passed unanswered")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="referral_goes_elsewhere"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="asked"), name="one_referral_asked"),
        ]


class Training(models.Model):
    """A session given to people or to other centers."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="trainings")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="trainings")
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    held_on = models.DateField()
    minutes = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    trainer = models.CharField(max_length=120, blank=True)
    charge = models.CharField(max_length=8, choices=_choices(Charge), default=Charge.FREE.value)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_zh="") | ~Q(title_en=""), name="training_has_a_title"),
            models.CheckConstraint(condition=Q(minutes__gte=10, minutes__lte=2400), name="training_lasts"),
        ]


class Attendance(models.Model):
    """So many people of one kind, or of one peer center, for so many minutes each. A peer center confirms its own."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="attendances")
    peer = models.ForeignKey(Center, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    size_class = models.CharField(max_length=12, choices=_choices(SizeClass), blank=True)
    people = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=5000), name="attendance_of_someone"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="attendance_lasts"),
            models.CheckConstraint(
                condition=Q(peer__isnull=False, size_class="") | (Q(peer__isnull=True) & ~Q(size_class="")),
                name="attendance_of_peers_or_people",
            ),
            models.UniqueConstraint(
                fields=["training", "peer"], condition=Q(peer__isnull=False), name="one_attendance_a_peer"
            ),
        ]


class ServiceHours(models.Model):
    """Minutes of service in the center's ledger. It only grows: a mistake is taken back by a row that names it."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="service_hours")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="hours")
    training = models.ForeignKey(Training, null=True, blank=True, on_delete=models.PROTECT, related_name="hours")
    done_on = models.DateField()
    minutes = models.IntegerField()
    charge = models.CharField(max_length=8, choices=_choices(Charge))
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="CNY")
    what = models.CharField(max_length=200)
    size_class = models.CharField(max_length=12, choices=_choices(SizeClass), blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    booked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, minutes__gte=1, minutes__lte=1440)
                | Q(reverses__isnull=False, minutes__lte=-1, minutes__gte=-1440),
                name="hours_of_a_day",
            ),
            models.CheckConstraint(condition=~Q(charge="free") | Q(amount=0), name="free_hours_cost_nothing"),
            models.CheckConstraint(condition=Q(charge="free") | ~Q(amount=0), name="charged_hours_cost_something"),
        ]
