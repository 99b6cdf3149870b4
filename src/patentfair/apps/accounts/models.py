"""People, organisations, who belongs where, and who may act for whom."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

__all__ = ["Authorisation", "Membership", "Office", "Organisation", "User"]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in by e-mail address."""

    email = models.EmailField(unique=True)
    name_zh = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    @property
    def name(self) -> str:
        return self.name_zh or self.name_en or self.email


class Organisation(models.Model):
    """A patent holder, a firm with a need, an agency, or one person acting alone."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university"
        INSTITUTE = "institute"
        COMPANY = "company"
        SMALL_FIRM = "small_firm"
        PERSON = "person"
        AGENCY = "agency"
        BANK = "bank"

    key = models.SlugField(max_length=80, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    country = models.CharField(max_length=2, default="CN")
    province = models.CharField(max_length=2, blank=True, help_text="GB/T 2260, first two digits")
    city_zh = models.CharField(max_length=80, blank=True)
    city_en = models.CharField(max_length=80, blank=True)
    is_state_founded = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name_zh="") | ~Q(name_en=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_zh or self.name_en


class Membership(models.Model):
    """A person's place in an organisation. Members read and draft; agents and owners bind the organisation."""

    class Role(models.TextChoices):
        MEMBER = "member"
        AGENT = "agent"
        OWNER = "owner"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_per_organisation"),
        ]


class Office(models.Model):
    """A duty that is not tied to one center."""

    class Kind(models.TextChoices):
        PROVINCIAL_ADMIN = "provincial_admin"
        NATIONAL_ADMIN = "national_admin"
        EXPERT = "expert"
        OPERATOR = "operator"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    province = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind", "province"], name="one_office_per_province"),
            models.CheckConstraint(
                condition=~Q(kind="provincial_admin") | ~Q(province=""), name="provincial_admin_has_a_province"
            ),
        ]


class Authorisation(models.Model):
    """A recorded power to act for an organisation: who, for what, from when until when, by which document.

    A power that staff record for themselves holds only once a colleague has confirmed it against the document.
    """

    class Scope(models.TextChoices):
        MANAGE = "manage"
        NEGOTIATE = "negotiate"
        SIGN = "sign"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="authorisations")
    representative = models.ForeignKey(User, on_delete=models.PROTECT, related_name="authorisations")
    scope = models.CharField(max_length=12, choices=Scope.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="first day on which it no longer holds")
    document_name = models.CharField(max_length=200)
    document_sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="empty: asked for, not held")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="authorisation_lasts"
            ),
        ]
