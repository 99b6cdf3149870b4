"""Give a form's choice field its choices in the language of the page."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

__all__ = ["choose"]


def choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
