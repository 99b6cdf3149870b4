"""What the pages around centers share: a form on its own page, the center of an address, evidence, charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from patentfair.apps.accounts.access import fetch
from patentfair.apps.centers.access import CENTERS
from patentfair.apps.centers.models import Center
from patentfair.domain.centers.calibration import Band
from patentfair.domain.centers.perspectives import PERSPECTIVES
from patentfair.domain.kernel.errors import DomainError
from patentfair.domain.kernel.words import Words
from patentfair.web.centers.uploads import Uploads
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = [
    "DATE",
    "amount",
    "bars",
    "center_of",
    "form_page",
    "in_one_unit",
    "lines",
    "perspective_choices",
    "points",
    "text_area",
    "worded",
]

Crumbs = Sequence[tuple[str, str]]
LABEL = 32
STEPS = {
    "zh": ((Decimal("1e8"), "亿"), (Decimal("1e4"), "万")),
    "en": ((Decimal("1e9"), "billion"), (Decimal("1e6"), "million"), (Decimal("1e3"), "thousand")),
}


def DATE() -> forms.DateInput:  # noqa: N802 - stands where a widget's class would
    """A day, as the browser's own control takes it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text_area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def center_of(request: PageRequest, key: str, act: str) -> Center:
    """The center of that address, if the one who asks may do this to it."""
    return fetch(Center.objects.all(), CENTERS, act, request.actor, key=key)


def form_page(
    request: PageRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    heading: str,
    submit: str,
    done: str,
    back: str,
    crumbs: Crumbs,
    lede: str = "",
    uploads: Uploads | None = None,
) -> HttpResponse:
    """Show a form; on POST carry it out and go back, or tell what is wrong beside the field and keep what was typed.

    Of a form with files, `uploads` are what `act` takes of them.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act(form.cleaned_data)
                if uploads:
                    uploads.keep()
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "form": form,
        "heading": heading,
        "lede": lede,
        "submit": submit,
        "cancel_url": back,
        "crumbs": [{"label": label, "url": url} for label, url in crumbs],
        "multipart": uploads is not None,
    }
    return render(request, "web/centers/form.html", context)


def lines(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def worded(table: dict[str, Words], language: str) -> list[tuple[str, str]]:
    """A table of words as choices."""
    return [(code, words.of(language)) for code, words in table.items()]


def perspective_choices(language: str) -> list[tuple[str, str]]:
    return [(code, one.name.of(language)) for code, one in PERSPECTIVES.items()]


def amount(value: Decimal, language: str) -> str:
    """A sum of money as people of the language write it: 亿元 and 万元, billions and millions."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    if language == "zh":
        for step, word in ((Decimal("1e8"), "亿\N{WORD JOINER}元"), (Decimal("1e4"), "万\N{WORD JOINER}元")):
            if size >= step:
                return f"{sign}{size / step:,.2f}".rstrip("0").rstrip(".") + f" {word}"
        return f"{sign}{size:,.0f} 元"
    for step, word in ((Decimal("1e9"), "billion"), (Decimal("1e6"), "million")):
        if size >= step:
            return f"CNY {sign}{size / step:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"CNY {sign}{size:,.0f}"


def in_one_unit(
    values: Sequence[Decimal], unit: str, name: Words, language: str
) -> tuple[str, Callable[[Decimal], str]]:
    """A unit for a column of figures, by the largest of them, and how each is written in it.

    `unit` is `CNY` or what is counted, `name` its words. Chinese counts by 万 and 亿, English by thousands upwards.
    """
    most = max((abs(value) for value in values), default=Decimal(0))
    # Counts below a million and money below ten thousand are read as they stand.
    least = Decimal("1e4") if unit == "CNY" else Decimal("1e6")
    fitting = ((one, word) for one, word in STEPS[language] if most >= max(one, least))
    step, word = next(fitting, (Decimal(1), ""))
    places = 0 if step == 1 or most / step >= 10_000 else 1 if most / step >= 100 else 2
    if language == "zh":
        said = f"{word}{name.zh}"
    elif unit == "CNY":
        said = f"CNY {word}".strip()
    else:
        said = f"{word} {name.en}".strip()
    return said, lambda value: f"{value / step:,.{places}f}"


def bars(rows: Sequence[tuple[str, Decimal, str]]) -> dict[str, Any]:
    """Bars for `_bars.html` from (label, value, value in words): places in pixels downwards, in per cent across."""
    most = max((value for _, value, _ in rows), default=Decimal(0)) or Decimal(1)
    step = 46
    return {
        "height": step * len(rows),
        "bars": [
            {
                "label": label if len(label) <= LABEL else f"{label[: LABEL - 1]}…",
                "text": text,
                "text_y": step * number + 17,
                "y": step * number + 25,
                "width": f"{max(Decimal(0), 100 * value / most):.2f}",
            }
            for number, (label, value, text) in enumerate(rows)
        ],
    }


def points(bands: Sequence[Band]) -> list[dict[str, str]]:
    """Points of the reliability chart, on a square of 300 units; larger where more milestones lie behind one."""
    return [
        {
            "x": f"{40 + 250 * float(band.stated):.1f}",
            "y": f"{260 - 250 * float(band.observed):.1f}",
            "r": f"{min(14.0, 4 + 2 * band.count**0.5):.1f}",
        }
        for band in bands
    ]
