"""Write the card of one exhibit, translate it, put pictures to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.films import bare_film, film_type
from patentfair.adapters.documents.pictures import store_picture
from patentfair.adapters.documents.store import LARGEST_BYTES, store
from patentfair.apps.accounts.access import fetch
from patentfair.apps.exhibition.access import EXHIBITS
from patentfair.apps.exhibition.actions.exhibits import change_exhibit, translate_exhibit
from patentfair.apps.exhibition.actions.pictures import put_picture, remove_picture
from patentfair.apps.exhibition.cards import card_of
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture
from patentfair.domain.exhibition.card import gaps
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.web.exhibition.forms import CardForm, CardTranslationForm, PictureForm
from patentfair.web.exhibition.shown import HEADINGS, exhibit_card, hall_name, pictures_of
from patentfair.web.guards import staff_only
from patentfair.web.language import page_language
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["card", "keep_picture", "picture_remove", "pictures", "translate"]


def _exhibit(request: PageRequest, pk: int) -> Exhibit:
    every = Exhibit.objects.select_related("hall__center", "patent", "owner").prefetch_related("pictures")
    return fetch(every, EXHIBITS, "arrange", request.actor, pk=pk)


@staff_only("centers")
def card(request: PageRequest, pk: int) -> HttpResponse:
    """Write the card."""
    language = page_language()
    exhibit = _exhibit(request, pk)
    form = CardForm(request.POST or None, exhibit=exhibit, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            change_exhibit(
                actor=request.actor,
                exhibit=exhibit,
                texts=form.texts,
                maturity=form.cleaned_data.get("maturity"),
                link=form.cleaned_data.get("link"),
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("hall-arrange", pk=exhibit.hall_id)
    context = {
        "form": form, "exhibit": exhibit, "card": exhibit_card(exhibit, language, timezone.localdate(), draft=True),
        "hall_name": hall_name(exhibit.hall, language), "pictures": pictures_of(exhibit, language, draft=True),
        "missing": [HEADINGS[gap.name].of(language) for gap in gaps(card_of(exhibit)) if gap.is_needed],
    }  # fmt: skip
    return render(request, "web/exhibition/card.html", context)


@staff_only("centers")
def translate(request: PageRequest, pk: int) -> HttpResponse:
    """Translate the card into the other language."""
    exhibit = _exhibit(request, pk)
    form = CardTranslationForm(request.POST or None, exhibit=exhibit, language=page_language())
    if request.method == "POST" and form.is_valid():
        try:
            translate_exhibit(actor=request.actor, exhibit=exhibit, texts=form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("hall-arrange", pk=exhibit.hall_id)
    heading = _("Translate into English") if exhibit.language == "zh" else _("Translate into Chinese")
    return render(request, "web/form.html", {"form": form, "heading": heading, "submit": _("Save")})


@staff_only("centers")
def pictures(request: PageRequest, pk: int) -> HttpResponse:
    """Put a picture or a film to an exhibit."""
    language = page_language()
    exhibit = _exhibit(request, pk)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_picture(form.upload)
            put_picture(
                actor=request.actor,
                exhibit=exhibit,
                alt_zh=form.cleaned_data["alt_zh"],
                alt_en=form.cleaned_data["alt_en"],
                **kept,
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("exhibit-pictures", pk=pk)
    context = {
        "form": form, "exhibit": exhibit, "pictures": pictures_of(exhibit, language, draft=True),
        "hall_name": hall_name(exhibit.hall, language),
        "card": exhibit_card(exhibit, language, timezone.localdate(), draft=True),
    }  # fmt: skip
    return render(request, "web/exhibition/pictures.html", context)


def keep_picture(upload: UploadedFile[bytes]) -> dict[str, Any]:
    """Store a film without all but picture and sound, or a picture written anew; what `put_picture` wants to know."""
    root = Path(settings.FILES_ROOT)
    if (upload.size or 0) > LARGEST_BYTES:
        raise Invalid("upload.too-large", field="file", limit=LARGEST_BYTES)
    data = upload.read()
    if film := film_type(data[:64]):
        return {"sha256": store(root, [bare_film(data)], accepts=film_type, field="file"), "media_type": film}
    return store_picture(root, data)


@require_POST
@staff_only("centers")
def picture_remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take a picture away."""
    found = ExhibitPicture.objects.filter(pk=pk).select_related("exhibit__hall").first()
    if found is None or found.exhibit.hall.center_id not in request.actor.centers:
        raise NotFound("not-found", what="picture")
    remove_picture(actor=request.actor, picture=found)
    return redirect("exhibit-pictures", pk=found.exhibit_id)
