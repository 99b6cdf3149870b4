"""Halls, exhibits, their pictures, and what is counted about visits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patentfair.apps.accounts.models import Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.market.models import Deal, Listing
from patentfair.apps.registry.models import Patent

__all__ = ["Exhibit", "ExhibitLead", "ExhibitPicture", "Hall", "VisitCount"]


class Hall(models.Model):
    """A hall of a center: about a theme, or along an industry chain whose links are named in `links` (zh and en)."""

    class Kind(models.TextChoices):
        THEME = "theme"
        CHAIN = "chain"

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="halls")
    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.THEME)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    name_zh = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    lede_zh = models.TextField(blank=True)
    lede_en = models.TextField(blank=True)
    links = models.JSONField(default=list)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name_zh="") | ~Q(name_en=""), name="hall_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_zh or self.name_en


class Exhibit(models.Model):
    """What is shown: a patent, or a product that uses one, on a card in plain words.

    `number` is its place in the hall's catalogue and is never given to another. `texts` and `translation` hold the
    card's texts by name (`domain.exhibition.card.TEXTS`), `numbers` measured quantities as listings hold them, `link`
    the place in the hall's chain, from 0. A scheduled exhibit is approved and has a `show_from` in the future.
    `shown` is the card as it was approved last (`language`, `texts`, `translation`, `numbers`, `maturity`, `pictures`):
    what visitors see while a new wording is being written and reviewed.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review"
        SCHEDULED = "scheduled"
        SHOWN = "shown"
        WITHDRAWN = "withdrawn"

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="exhibits")
    number = models.PositiveSmallIntegerField()
    patent = models.ForeignKey(Patent, on_delete=models.PROTECT, related_name="exhibits")
    listing = models.ForeignKey(Listing, null=True, on_delete=models.PROTECT, related_name="exhibits")
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="exhibits")
    product = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    language = models.CharField(max_length=2)
    texts = models.JSONField(default=dict)
    translation = models.JSONField(default=dict)
    numbers = models.JSONField(default=list)
    maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    link = models.PositiveSmallIntegerField(null=True, blank=True)
    show_from = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="first; empty: visitors have not seen it")
    shown = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    writers = models.JSONField(default=list, help_text="ids of all who wrote since it was approved last")
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.CharField(max_length=400, blank=True, help_text="the reviewer's, when the card was sent back")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hall", "number"], name="one_exhibit_a_number"),
            models.UniqueConstraint(
                fields=["hall", "patent", "product"], condition=~Q(state="withdrawn"), name="one_exhibit_a_patent"
            ),
            models.CheckConstraint(
                condition=Q(maturity=None) | Q(maturity__range=(1, 9)), name="exhibit_maturity_is_1_to_9"
            ),
        ]


class ExhibitPicture(models.Model):
    """A picture or a film of an exhibit, described for those who do not see it."""

    class Kind(models.TextChoices):
        PICTURE = "picture"
        FILM = "film"

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PICTURE)
    sha256 = models.CharField(max_length=64)
    medium_sha256 = models.CharField(max_length=64, blank=True)
    small_sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt_zh = models.CharField(max_length=300, blank=True)
    alt_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exhibit", "place"], name="one_picture_a_place"),
            models.CheckConstraint(condition=~Q(alt_zh="") | ~Q(alt_en=""), name="picture_is_described"),
        ]


class VisitCount(models.Model):
    """How often an exhibit was opened on a day by a way that leads to it. Nothing is known of who came."""

    class Way(models.TextChoices):
        PAGE = "page"
        LABEL = "label"
        POSTER = "poster"
        CATALOGUE = "catalogue"
        KIOSK = "kiosk"

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="visits")
    day = models.DateField()
    way = models.CharField(max_length=10, choices=Way.choices)
    count = models.PositiveIntegerField(default=0)
    told = models.BooleanField(default=False, help_text="the day's number stands in the journal")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exhibit", "day", "way"], name="one_visit_count_a_day_and_way"),
        ]


class ExhibitLead(models.Model):
    """A deal that began at an exhibit."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="leads")
    deal = models.OneToOneField(Deal, on_delete=models.PROTECT, related_name="exhibit_lead")
    at = models.DateTimeField()
