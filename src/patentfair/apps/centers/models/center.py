"""Exchange centers, the regions they serve, how their pages look, and the people who work there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from patentfair.apps.accounts.models import User

__all__ = ["Center", "Partner", "Post", "ServedRegion"]


class Center(models.Model):
    """A public-welfare patent technology exhibition and exchange center; one of them is the national hall.

    A removed center keeps its pages as an archive; nobody acts for it any more.
    """

    class State(models.TextChoices):
        ACTIVE = "active"
        RECTIFYING = "rectifying"
        REMOVED = "removed"

    key = models.SlugField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    province = models.CharField(max_length=2, help_text="GB/T 2260, first two digits")
    city_zh = models.CharField(max_length=80)
    city_en = models.CharField(max_length=80)
    is_national = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ACTIVE)
    address_zh = models.CharField(max_length=200, blank=True)
    address_en = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    hours = models.JSONField(default=dict, help_text='"0" (Monday) to "6": spans in minutes from midnight')
    opening_zh = models.CharField(max_length=200, blank=True)
    opening_en = models.CharField(max_length=200, blank=True)
    services_zh = models.JSONField(default=list)
    services_en = models.JSONField(default=list)
    about_zh = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    accent = models.CharField(max_length=12, default="vermilion")
    banner_sha256 = models.CharField(max_length=64, blank=True)
    banner_alt_zh = models.CharField(max_length=200, blank=True)
    banner_alt_en = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name_zh


class ServedRegion(models.Model):
    """A province, or a prefecture or county, that a center serves besides the province it stands in."""

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="regions")
    code = models.CharField(max_length=6, help_text="GB/T 2260: two, four or six digits")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["center", "code"], name="one_region_once")]


class Partner(models.Model):
    """An institution that a center works with."""

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="partners")
    name_zh = models.CharField(max_length=160)
    name_en = models.CharField(max_length=200)
    url = models.URLField(max_length=300, blank=True)


class Post(models.Model):
    """A person's post at a center."""

    class Role(models.TextChoices):
        STAFF = "staff"
        HEAD = "head"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "center"], name="one_post_per_center")]
