"""The events of one's own center: drafted, announced, entered as held; their programme and papers."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.queries import open_halls
from patentfair.apps.experience.models import Report
from patentfair.apps.meetings.actions import events as actions
from patentfair.apps.meetings.actions import programme as programme_actions
from patentfair.apps.meetings.models import Event, Paper, Session
from patentfair.apps.meetings.queries import attendance, unique_visits
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.exhibition.shown import hall_name
from patentfair.web.guards import keep_upload, staff_only
from patentfair.web.language import page_language
from patentfair.web.meetings.forms import SPEAKERS, EventForm, PaperForm, SessionForm
from patentfair.web.meetings.places import city_of
from patentfair.web.meetings.shown import doors, event_of, event_row, in_language, programme
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "edit", "event", "events", "new", "paper", "paper_remove", "session", "session_new", "session_remove"]

PAGE = 50
EVENT_FIELDS = (
    "kind", "title_zh", "title_en", "about_zh", "about_en", "starts_at", "ends_at", "is_online", "place_zh",
    "place_en", "county_code", "capacity", "contact",
)  # fmt: skip
SESSION_FIELDS = (
    "kind", "starts_at", "ends_at", "room", "title_zh", "title_en", "province", "abstract_zh", "abstract_en",
)  # fmt: skip


@staff_only("centers")
def events(request: PageRequest) -> HttpResponse:
    """The events of one's centers, the newest first, and the year's visits."""
    language, year = page_language(), timezone.localdate().year
    found = Event.objects.filter(center__in=list(request.actor.centers)).select_related("center")
    page = Paginator(found.order_by("-starts_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    centers = Center.objects.filter(pk__in=list(request.actor.centers)).order_by("pk")
    context = {
        "rows": [{**event_row(one, language), "taken": one.taken} for one in page],
        "visits": [{"center": in_language(one, "name", language), **unique_visits(one.pk, year)} for one in centers],
        "year": year,
        "prev": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "from": page.start_index(),
        "to": page.end_index(),
        "total": page.paginator.count,
    }
    return render(request, "web/meetings/office.html", context)


def _form(request: PageRequest, language: str, initial: dict[str, Any]) -> EventForm:
    mine = Center.objects.filter(pk__in=list(request.actor.centers)).order_by("pk")
    return EventForm(
        request.POST or None,
        language=language,
        initial=initial,
        centers=[(one.pk, in_language(one, "name", language)) for one in mine],
        halls=[(one.key, hall_name(one, language)) for one in open_halls().filter(center__in=mine)],
        province=next((one.province for one in mine), ""),
    )


@staff_only("centers")
def new(request: PageRequest) -> HttpResponse:
    """Begin an event."""
    form = _form(request, page_language(), {})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        center = Center.objects.get(pk=data["center"])
        try:
            made = actions.draft_event(
                actor=request.actor,
                center=center,
                language=data["spoken"],
                **{name: data[name] for name in EVENT_FIELDS},
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The draft is kept. Add the programme, then announce it."))
            return redirect("event-office", pk=made.pk)
    return render(request, "web/meetings/event_form.html", {"form": form, "event": None})


@staff_only("centers")
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Change what is said of an event."""
    found = event_of(request, pk, "edit")
    city = city_of(found.county_code)
    initial = {name: getattr(found, name) for name in EVENT_FIELDS} | {
        "center": found.center_id,
        "spoken": found.language,
        "city": city,
        "county_code": "" if found.county_code == city else found.county_code,
    }
    initial |= {name: timezone.localtime(getattr(found, name)) for name in ("starts_at", "ends_at")}
    form = _form(request, page_language(), initial)
    del form.fields["center"]
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            actions.change_event(
                actor=request.actor,
                event=found,
                language=data["spoken"],
                **{name: data[name] for name in EVENT_FIELDS},
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The event is changed."))
            return redirect("event-office", pk=pk)
    return render(request, "web/meetings/event_form.html", {"form": form, "event": found})


@staff_only("centers")
def event(request: PageRequest, pk: int) -> HttpResponse:
    """All that staff do for one event."""
    language = page_language()
    found = event_of(request, pk, "edit")
    context = {
        "event": found,
        **doors(found),
        "row": event_row(found, language),
        "counts": attendance(found),
        "days": programme(found, language),
        "may_edit": found.state in (Event.State.DRAFT, Event.State.ANNOUNCED),
        "may_hold": found.state == Event.State.ANNOUNCED and found.starts_at <= timezone.now(),
        "is_matchmaking": found.kind == Event.Kind.MATCHMAKING,
        "reports": Report.objects.filter(event=found).order_by("pk").values("pk"),
    }
    return render(request, "web/meetings/event_office.html", context)


@require_POST
@staff_only("centers")
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Announce, call off, or enter as held."""
    found = event_of(request, pk, "edit")
    if act == "announce":
        actions.announce_event(actor=request.actor, event=found)
        messages.success(request, _("The event is announced; people can register."))
    elif act == "cancel":
        actions.cancel_event(actor=request.actor, event=found, reason=request.POST.get("reason", ""))
        messages.success(request, _("The event is called off, and its page says why."))
    elif act == "hold":
        actions.hold_event(actor=request.actor, event=found)
        messages.success(request, _("Entered as held, with those who checked in."))
    else:
        raise NotFound("not-found")
    return redirect("event-office", pk=pk)


def _session_of(request: PageRequest, pk: int, session: int) -> Session:
    found = event_of(request, pk, "edit")
    one = found.sessions.filter(pk=session).first()
    if one is None:
        raise NotFound("not-found", what="session")
    one.event = found
    return one


@staff_only("centers")
def session_new(request: PageRequest, pk: int) -> HttpResponse:
    """Add a part to the programme."""
    found = event_of(request, pk, "edit")
    last = found.sessions.order_by("-ends_at").first()
    begins = timezone.localtime(last.ends_at if last else found.starts_at)
    return _session_page(request, found, None, {"starts_at": begins, "kind": Session.Kind.TALK})


@staff_only("centers")
def session(request: PageRequest, pk: int, session: int) -> HttpResponse:
    """Change a part of the programme."""
    one = _session_of(request, pk, session)
    initial: dict[str, Any] = {name: getattr(one, name) for name in SESSION_FIELDS}
    initial |= {name: timezone.localtime(getattr(one, name)) for name in ("starts_at", "ends_at")}
    for i, speaker in enumerate(one.speakers.order_by("place")[:SPEAKERS]):
        for name in ("name_zh", "name_en", "affiliation_zh", "affiliation_en"):
            initial[f"speaker_{i}_{name}"] = getattr(speaker, name)
    return _session_page(request, one.event, one, initial)


def _session_page(request: PageRequest, found: Event, one: Session | None, initial: dict[str, Any]) -> HttpResponse:
    language = page_language()
    form = SessionForm(request.POST or None, language=language, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            programme_actions.save_session(
                actor=request.actor,
                event=found,
                session=one,
                speakers=form.speakers(),
                **{name: form.cleaned_data[name] for name in SESSION_FIELDS},
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The programme is kept."))
            return redirect("event-office", pk=found.pk)
    context = {
        "event": found,
        "row": event_row(found, language),
        "form": form,
        "session": one,
        "paper_form": PaperForm(language=language) if one else None,
        "papers": one.papers.order_by("pk") if one else [],
    }
    return render(request, "web/meetings/session_form.html", context)


@require_POST
@staff_only("centers")
def session_remove(request: PageRequest, pk: int, session: int) -> HttpResponse:
    """Take a part out of the programme."""
    programme_actions.remove_session(actor=request.actor, session=_session_of(request, pk, session))
    messages.success(request, _("Taken out of the programme."))
    return redirect("event-office", pk=pk)


@require_POST
@staff_only("centers")
def paper(request: PageRequest, pk: int, session: int) -> HttpResponse:
    """Keep a paper of a session."""
    one = _session_of(request, pk, session)
    language = page_language()
    form = PaperForm(request.POST, request.FILES, language=language)
    if form.is_valid():
        try:
            _keep_paper(request, one, form.cleaned_data["title"], form.cleaned_data["file"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The paper is kept. Everyone can read it once the event was held."))
            return redirect("event-session", pk=pk, session=session)
    initial: dict[str, Any] = {name: getattr(one, name) for name in SESSION_FIELDS}
    context = {
        "event": one.event,
        "row": event_row(one.event, language),
        "form": SessionForm(language=language, initial=initial),
        "session": one,
        "paper_form": form,
        "papers": one.papers.order_by("pk"),
    }
    return render(request, "web/meetings/session_form.html", context, status=400)


def _keep_paper(request: PageRequest, session: Session, title: str, upload: UploadedFile[bytes]) -> None:
    """The file is stored last, once everything else was found in order: what is refused leaves nothing."""
    is_pdf = upload.read(5) == b"%PDF-"
    upload.seek(0)
    hasher = sha256()
    for chunk in upload.chunks():
        hasher.update(chunk)
    upload.seek(0)
    with transaction.atomic():
        programme_actions.put_paper(
            actor=request.actor,
            session=session,
            title=title,
            name=Path(upload.name or "file").name,
            sha256=hasher.hexdigest() if is_pdf else "",
            size=upload.size or 0,
        )
        keep_upload(upload)


@require_POST
@staff_only("centers")
def paper_remove(request: PageRequest, pk: int, session: int, paper: int) -> HttpResponse:
    """Take a paper out of the proceedings."""
    one = _session_of(request, pk, session)
    kept = Paper.objects.select_related("session__event").filter(session=one, pk=paper).first()
    if kept is None:
        raise NotFound("not-found", what="paper")
    programme_actions.remove_paper(actor=request.actor, paper=kept)
    messages.success(request, _("The paper is taken out."))
    return redirect("event-session", pk=pk, session=session)
