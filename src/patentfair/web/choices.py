"""Choices that several forms offer, and how a form is given its choices in the language of the page."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["EVALUATION_REPORT", "EXPORT_CATALOGUE", "SECRECY", "YES_NO_UNKNOWN", "choose"]

YES_NO_UNKNOWN = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
EXPORT_CATALOGUE = [
    ("", _("not known")),
    ("free", _("free")),
    ("restricted", _("restricted")),
    ("prohibited", _("prohibited")),
]
SECRECY = [
    ("", _("not known")),
    ("none", _("none")),
    ("secret", _("confidential patent")),
    ("defence", _("defence patent")),
]
EVALUATION_REPORT = [
    ("", _("not known")),
    ("none", _("none")),
    ("positive", _("favourable")),
    ("negative", _("unfavourable")),
]


def choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
