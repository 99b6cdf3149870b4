"""What people say of matches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.registry.models import Patent

__all__ = ["MatchFeedback"]


class MatchFeedback(models.Model):
    """A person says a match fits, or why it does not; it goes back to the owner and, later, to the ranking."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="feedback")
    patent = models.ForeignKey(Patent, on_delete=models.CASCADE, related_name="feedback")
    listing = models.ForeignKey(Listing, null=True, on_delete=models.SET_NULL, related_name="feedback")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    fits = models.BooleanField()
    code = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "patent", "organisation"], name="one_feedback_per_match"),
            models.CheckConstraint(
                condition=models.Q(fits=True, code="") | (models.Q(fits=False) & ~models.Q(code="")),
                name="a_misfit_has_a_reason",
            ),
        ]
