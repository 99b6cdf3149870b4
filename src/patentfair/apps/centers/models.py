"""Exchange centers and the people who work there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from patentfair.apps.accounts.models import User

__all__ = ["Center", "Post"]


class Center(models.Model):
    """A public-welfare patent technology exhibition and exchange center; one of them is the national hall."""

    key = models.SlugField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    province = models.CharField(max_length=2, help_text="GB/T 2260, first two digits")
    city_zh = models.CharField(max_length=80)
    city_en = models.CharField(max_length=80)
    is_national = models.BooleanField(default=False)
    opening_zh = models.CharField(max_length=200, blank=True)
    opening_en = models.CharField(max_length=200, blank=True)
    services_zh = models.JSONField(default=list)
    services_en = models.JSONField(default=list)
    about_zh = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name_zh


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
