"""Public accounts of a center's non-profit work, a version a publication."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import User
from patentfair.apps.centers.models.center import Center

__all__ = ["AccountLine", "PublicAccounts"]


class PublicAccounts(models.Model):
    """The accounts of one year as published. A correction is a new version; the earlier ones stay to be read."""

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="accounts")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    income = models.DecimalField(max_digits=16, decimal_places=2)
    expenditure = models.DecimalField(max_digits=16, decimal_places=2)
    note = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["center", "year", "version"], name="one_version_of_accounts"),
            models.CheckConstraint(condition=Q(income__gte=0, expenditure__gte=0), name="accounts_not_negative"),
        ]


class AccountLine(models.Model):
    """An amount in CNY in a category of income, expenditure or use of the surplus."""

    accounts = models.ForeignKey(PublicAccounts, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=12)
    category = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["accounts", "side", "category"], name="one_line_a_category"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="account_line_not_negative"),
        ]
