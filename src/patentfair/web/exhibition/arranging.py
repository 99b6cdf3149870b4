"""Those who arrange: a center's halls, what goes into them, the cards, review, opening, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.access import EXHIBITS, HALLS
from patentfair.apps.exhibition.actions.exhibits import (
    approve_exhibit,
    change_exhibit,
    content_of,
    draft_exhibit,
    return_exhibit,
    send_exhibit,
    withdraw_exhibit,
)
from patentfair.apps.exhibition.actions.halls import change_hall, close_hall, make_hall, open_hall
from patentfair.apps.exhibition.cards import card_of
from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.apps.exhibition.queries import candidates, trace_of, visits_by_way
from patentfair.apps.market.models import Listing
from patentfair.apps.registry.queries import find
from patentfair.domain.exhibition.card import gaps
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.exhibition.forms import CardsForm, HallForm, ScheduleForm
from patentfair.web.exhibition.shown import HEADINGS, STAGES, STATES, WAYS, exhibit_card, hall_name, trace_rows
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import label, listing_card, organisation_name
from patentfair.web.refusals import sentence, show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "add", "arrange", "cards", "edit", "exhibit_act", "mine", "new", "trace", "workspace_trace"]

PAGE = 24


def _hall(request: PageRequest, pk: int, act: str = "arrange") -> Hall:
    return fetch(Hall.objects.select_related("center"), HALLS, act, request.actor, pk=pk)


@staff_only("centers")
def mine(request: PageRequest) -> HttpResponse:
    """The halls of one's center."""
    language = page_language()
    halls = visible(Hall.objects.select_related("center"), HALLS, "arrange", request.actor).order_by("state", "-pk")
    rows = []
    for one in halls:
        states = list(one.exhibits.values_list("state", flat=True))
        rows.append({
            "pk": one.pk, "name": hall_name(one, language), "state": label(STATES, one.state, language),
            "is_open": one.state == Hall.State.OPEN, "shown": one.exhibits.exclude(shown_at=None).exclude(
                state=Exhibit.State.WITHDRAWN).count(), "waiting": states.count("review"), "center": one.center,
        })  # fmt: skip
    return render(request, "web/exhibition/mine.html", {"rows": rows})


@staff_only("centers")
def new(request: PageRequest) -> HttpResponse:
    """Make a hall."""
    centers = list(Center.objects.filter(pk__in=request.actor.centers).order_by("pk"))
    center = next((one for one in centers if str(one.pk) == request.POST.get("center")), centers[0])
    form = HallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hall = make_hall(actor=request.actor, center=center, is_sample=center.is_sample, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("hall-add", pk=hall.pk)
    context = {"form": form, "heading": _("A new hall"), "submit": _("Make the hall, then choose what it shows"),
               "centers": centers, "center": center}  # fmt: skip
    return render(request, "web/exhibition/hall_form.html", context)


@staff_only("centers")
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Change what stands at the entrance."""
    hall = _hall(request, pk)
    form = HallForm(request.POST or None, initial=HallForm.initial_of(hall))
    if request.method == "POST" and form.is_valid():
        try:
            change_hall(actor=request.actor, hall=hall, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("hall-arrange", pk=pk)
    context = {"form": form, "heading": _("Change the hall"), "submit": _("Save"), "hall": hall}
    return render(request, "web/exhibition/hall_form.html", context)


@staff_only("centers")
def arrange(request: PageRequest, pk: int) -> HttpResponse:
    """One's hall: what stands in it and what each card still lacks."""
    language, today = page_language(), timezone.localdate()
    hall = _hall(request, pk)
    exhibits = list(
        hall.exhibits.exclude(state=Exhibit.State.WITHDRAWN)
        .select_related("patent", "owner", "hall__center", "listing", "changed_by")
        .prefetch_related("pictures")
        .order_by("number")
    )
    visits = visits_by_way(exhibits)
    rows = []
    for one in exhibits:
        found = gaps(card_of(one))
        rows.append({
            "pk": one.pk, "card": exhibit_card(one, language, today, draft=True),
            "state": label(STATES, one.state, language), "code": one.state, "remark": one.remark,
            "missing": [HEADINGS[gap.name].of(language) for gap in found if gap.is_needed],
            "wanted": [HEADINGS[gap.name].of(language) for gap in found if not gap.is_needed],
            "seen": content_of(one),
            "is_public": one.shown_at is not None, "visits": sum(visits[one.pk].values()), "show_from": one.show_from,
            "mine": request.actor.user_id in one.writers,
        })  # fmt: skip
    drafts = [row for row in rows if row["code"] == Exhibit.State.DRAFT]
    waiting = [row for row in rows if row["code"] == Exhibit.State.REVIEW]
    context = {
        "hall": hall,
        "name": hall_name(hall, language),
        "state": label(STATES, hall.state, language),
        "rows": rows,
        "drafts": len([row for row in drafts if not row["missing"]]),
        "incomplete": len([row for row in drafts if row["missing"] or row["wanted"]]),
        "waiting": len(waiting),
        "shown": len([row for row in rows if row["is_public"]]),
        "schedule": ScheduleForm(),
    }
    return render(request, "web/exhibition/arrange.html", context)


@staff_only("centers")
def add(request: PageRequest, pk: int) -> HttpResponse:
    """Choose what the hall shows: tick what is on offer, or name a patent's number, for a product too."""
    language, today = page_language(), timezone.localdate()
    hall = _hall(request, pk)
    text, everywhere = request.GET.get("q", "")[:100], request.GET.get("where") == "all"
    refused: list[str] = []
    if request.method == "POST":
        made, refused = _add(request, hall, language)
        if made and not refused:
            messages.success(
                request,
                ngettext("%(n)d exhibit was made.", "%(n)d exhibits were made.", made) % {"n": made},
            )
            return redirect("hall-cards", pk=pk)
    found = candidates(hall, text, everywhere=everywhere)
    rows = [{"pk": one.pk, "card": listing_card(one, language, today)} for one in found[:PAGE]]
    context = {
        "hall": hall, "name": hall_name(hall, language), "rows": rows, "total": found.count(), "q": text,
        "everywhere": everywhere, "refused": refused, "number": request.POST.get("number", ""),
        "product": request.POST.get("product", ""), "chosen": request.POST.getlist("listing"),
    }  # fmt: skip
    return render(request, "web/exhibition/add.html", context)


@transaction.atomic
def _add(request: PageRequest, hall: Hall, language: str) -> tuple[int, list[str]]:
    """Exhibits of the ticked listings and of the patent named by number: how many were made, and what was refused."""
    chosen = [int(pk) for pk in request.POST.getlist("listing") if pk.isdecimal() and len(pk) < 16][:PAGE]
    listings = Listing.objects.filter(pk__in=chosen, state="published").select_related("patent")
    wanted = [(one.patent, "") for one in sorted(listings, key=lambda one: chosen.index(one.pk))]
    refused = []
    if number := request.POST.get("number", "").strip()[:60]:
        patent = find(number)
        if patent is None:
            refused.append(_("No patent of that number is in the register yet. Ask your center to import it."))
        else:
            wanted.append((patent, request.POST.get("product", "")))
    if not wanted and not refused:
        refused.append(_("Tick something, or give a patent's number."))
    made = 0
    for patent, product in wanted:
        try:
            draft_exhibit(actor=request.actor, hall=hall, patent=patent, language=language, product=product)
            made += 1
        except DomainError as error:
            refused.append(f"{patent.key}: {sentence(error)}")
    return made, refused


@staff_only("centers")
def cards(request: PageRequest, pk: int) -> HttpResponse:
    """Fill in what the cards of a hall lack, all on one page, and send what is complete to review."""
    language = page_language()
    hall = _hall(request, pk)
    exhibits = list(
        hall.exhibits.filter(state=Exhibit.State.DRAFT)
        .select_related("patent", "hall")
        .prefetch_related("pictures")
        .order_by("number")
    )
    form = CardsForm(request.POST or None, exhibits=exhibits, language=language)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for one in exhibits:
                if texts := form.texts_of(one):
                    change_exhibit(actor=request.actor, exhibit=one, texts=texts, maturity=one.maturity, link=one.link)
        messages.success(request, _("Saved."))
        if request.POST.get("then") == "send":
            _all_of(request, hall, Exhibit.State.DRAFT)
        return redirect("hall-arrange", pk=pk)
    context = {"hall": hall, "name": hall_name(hall, language), "form": form, "rows": form.rows()}
    return render(request, "web/exhibition/cards.html", context)


@require_POST
@staff_only("centers")
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Open or close the hall; send or approve all of its cards that can be."""
    hall = _hall(request, pk)
    if act == "open":
        open_hall(actor=request.actor, hall=hall)
        messages.success(request, _("The hall is open. Everyone can come in."))
    elif act == "close":
        close_hall(actor=request.actor, hall=hall)
        messages.success(request, _("Closed."))
    elif act == "send":
        _all_of(request, hall, Exhibit.State.DRAFT)
    elif act in ("approve", "approve-and-open"):
        _all_of(request, hall, Exhibit.State.REVIEW)
        if act == "approve-and-open" and hall.state != Hall.State.OPEN:
            open_hall(actor=request.actor, hall=hall)
            messages.success(request, _("The hall is open. Everyone can come in."))
    else:
        raise NotFound("not-found")
    return redirect("hall-arrange", pk=pk)


def _all_of(request: PageRequest, hall: Hall, state: str) -> None:
    """Send the hall's drafts to review, or approve what waits for it; what cannot be is told, number by number."""
    schedule = ScheduleForm(request.POST)
    show_from = schedule.cleaned_data["show_from"] if schedule.is_valid() else None
    done, kept = 0, []
    for one in hall.exhibits.filter(state=state).select_related("hall", "patent").order_by("number"):
        try:
            if state == Exhibit.State.DRAFT:
                send_exhibit(actor=request.actor, exhibit=one)
            else:
                seen = request.POST.get(f"seen-{one.pk}", "")
                approve_exhibit(actor=request.actor, exhibit=one, show_from=show_from, seen=seen)
            done += 1
        except DomainError as error:
            kept.append(f"{one.number}: {sentence(error)}")
    if done and state == Exhibit.State.DRAFT:
        text = ngettext("%(n)d card was sent to review.", "%(n)d cards were sent to review.", done)
        messages.success(request, text % {"n": done})
    elif done:
        text = ngettext("%(n)d card was approved.", "%(n)d cards were approved.", done)
        messages.success(request, text % {"n": done})
    for line in kept[:20]:
        messages.warning(request, line)


@staff_only("centers", "is_national_admin", "provinces")
def trace(request: PageRequest, pk: int) -> HttpResponse:
    """From visit to deal, for the hall and for each exhibit."""
    language = page_language()
    hall = _hall(request, pk, "trace")
    exhibits = list(hall.exhibits.exclude(shown_at=None).select_related("patent", "owner", "hall").order_by("number"))
    context = {
        "hall": hall,
        "name": hall_name(hall, language),
        "stages": trace_rows(trace_of(exhibits), language),
        "may_arrange": hall.center_id in request.actor.centers,
        **_table(exhibits, language),
    }
    return render(request, "web/exhibition/trace.html", context)


@signed_in
def workspace_trace(request: PageRequest) -> HttpResponse:
    """What came of one's own exhibits, wherever they are shown."""
    language = page_language()
    exhibits = list(
        visible(Exhibit.objects.select_related("patent", "owner", "hall"), EXHIBITS, "trace", request.actor).order_by(
            "hall", "number"
        )
    )
    context = {
        "name": "",
        "stages": trace_rows(trace_of(exhibits), language) if exhibits else [],
        **_table(exhibits, language),
    }
    return render(request, "web/exhibition/trace.html", context)


def _table(exhibits: list[Exhibit], language: str) -> dict[str, Any]:
    visits = visits_by_way(exhibits)
    rows = [
        {
            "number": one.number,
            "url": reverse("exhibit", args=[one.hall.key, one.number]),
            "title": one.shown.get("texts", {}).get("title", "")
            if one.shown.get("language") == language
            else one.shown.get("translation", {}).get("title") or one.shown.get("texts", {}).get("title", ""),
            "hall": hall_name(one.hall, language),
            "owner": organisation_name(one.owner, language) if one.owner else one.patent.owner_name,
            "ways": [(words.of(language), visits[one.pk][way]) for way, words in WAYS.items()],
            "stages": [(STAGES[stage.name].of(language), stage.count) for stage in trace_of([one])[1:]],
        }
        for one in exhibits
    ]
    return {"rows": rows, "ways": [words.of(language) for words in WAYS.values()]}


@require_POST
@staff_only("centers")
def exhibit_act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Send a card to review, approve it, send it back, or take the exhibit out."""
    exhibit = fetch(
        Exhibit.objects.select_related("hall", "patent").prefetch_related("pictures"),
        EXHIBITS,
        "arrange",
        request.actor,
        pk=pk,
    )
    actor = request.actor
    if act == "send":
        send_exhibit(actor=actor, exhibit=exhibit)
    elif act == "approve":
        schedule = ScheduleForm(request.POST)
        approve_exhibit(
            actor=actor,
            exhibit=exhibit,
            show_from=schedule.cleaned_data["show_from"] if schedule.is_valid() else None,
            seen=request.POST.get("seen", ""),
        )
    elif act == "return":
        return_exhibit(actor=actor, exhibit=exhibit, remark=request.POST.get("remark", ""))
    elif act == "withdraw":
        withdraw_exhibit(actor=actor, exhibit=exhibit)
    else:
        raise NotFound("not-found")
    messages.success(request, _("Done."))
    return redirect("hall-arrange", pk=exhibit.hall_id)
