"""What other sites may show in a frame, where a center allows it: a hall, a listing, a search box."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.access import OPEN
from patentfair.apps.exhibition.models import Hall
from patentfair.apps.exhibition.queries import shown_exhibits
from patentfair.apps.market.models import Listing, Publication
from patentfair.apps.network.access import EMBED_HOSTS
from patentfair.apps.network.actions.embedding import allow_host, end_host
from patentfair.apps.network.models import EmbedHost
from patentfair.apps.network.queries import embed_hosts
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.addresses import public_url
from patentfair.web.choices import choose
from patentfair.web.exhibition.shown import exhibit_card, hall_name
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import listing_card
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["embed_end", "embed_hall", "embed_listing", "embed_search", "embedding"]

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
CACHED = 300  # seconds
MOST = 200  # of a kind to choose from, newest first
IN_HALL = 24
SANDBOX = "allow-forms allow-popups allow-popups-to-escape-sandbox"


@require_safe
def embed_listing(request: HttpRequest, pk: int) -> HttpResponse:
    """A published listing, for the sites that its center allows."""
    found = Listing.objects.filter(pk=pk, state=Publication.PUBLISHED).select_related(
        "patent", "organisation", "center"
    )
    listing = found.first()
    if listing is None:
        raise NotFound("not-found", what="listing")
    language = page_language()
    card = listing_card(listing, language, timezone.localdate())
    card["url"] = public_url(request, card["url"])
    return _framed("web/network/embed_listing.html", {"card": card, "language": language}, listing.center_id)


@require_safe
def embed_hall(request: HttpRequest, key: str) -> HttpResponse:
    """An open hall with its exhibits, for the sites that its center allows."""
    hall = Hall.objects.filter(OPEN, key=key).select_related("center").first()
    if hall is None:
        raise NotFound("not-found", what="hall")
    language, today = page_language(), timezone.localdate()
    cards = [exhibit_card(one, language, today) for one in shown_exhibits(hall)[:IN_HALL]]
    for card in cards:
        card["url"] = public_url(request, card["url"])
    context = {
        "name": hall_name(hall, language),
        "url": public_url(request, reverse("hall", args=[hall.key])),
        "cards": cards,
        "language": language,
    }
    return _framed("web/network/embed_hall.html", context, hall.center_id)


@require_safe
def embed_search(_request: HttpRequest, key: str) -> HttpResponse:
    """A search box that opens the results here, for the sites that the center allows."""
    center = Center.objects.filter(key=key).exclude(state=Center.State.REMOVED).first()
    if center is None:
        raise NotFound("not-found", what="center")
    language = page_language()
    return _framed("web/network/embed_search.html", {"center": center, "language": language}, center.pk)


def _framed(template: str, context: dict[str, Any], center: int | None) -> HttpResponse:
    """A page that only the center's sites may frame; rendered without the request, so it knows nobody."""
    hosts = embed_hosts(center)
    response = HttpResponse(render_to_string(template, context))
    response["Content-Security-Policy"] = POLICY + (" ".join(f"https://{host}" for host in hosts) or "'none'")
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = f"public, max-age={CACHED}"
    # Older browsers know no frame-ancestors: they get the plain refusal unless someone may frame the page.
    response.xframe_options_exempt = bool(hosts)
    return response


class HostForm(forms.Form):
    """A site that may show a center's pages."""

    center = forms.ChoiceField(label=lazy("Center"))
    host = forms.CharField(
        label=lazy("Host of the site"),
        max_length=208,
        help_text=lazy("Only its name, for instance www.university.example. The site must be served by https."),
    )


@staff_only("centers")
def embedding(request: PageRequest) -> HttpResponse:
    """Which sites may show what is this center's, and the lines to copy into them."""
    actor, language = request.actor, page_language()
    heads = {one.pk: one for one in Center.objects.filter(pk__in=actor.headed_centers).order_by("pk")}
    form = HostForm(request.POST or None)
    choose(form, "center", [(pk, _center_name(one, language)) for pk, one in heads.items()])
    if request.method == "POST" and not heads:
        raise NotFound("not-found")
    if request.method == "POST" and form.is_valid():
        center = heads[int(form.cleaned_data["center"])]
        try:
            allow_host(actor=actor, center=center, host=form.cleaned_data["host"])
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The site may show it now."))
            return redirect("embedding")
    mine = list(actor.centers)
    hosts = EmbedHost.objects.select_related("center").order_by("center", "host")
    offered = _offered(mine, language)
    chosen = SnippetForm(request.GET if "what" in request.GET else None, initial={"language": language})
    groups = [(name, [(code, one.title) for code, one in some.items()]) for name, some in offered.items() if some]
    choose(chosen, "what", groups)
    context = {
        "form": form if heads else None,
        "hosts": visible(hosts, EMBED_HOSTS, "read", actor),
        "headed": set(heads),
        "chosen": chosen,
        "snippet": _snippet(request, mine, chosen),
    }
    return render(request, "web/network/embedding.html", context)


@signed_in
@require_POST
def embed_end(request: PageRequest, pk: int) -> HttpResponse:
    """A site may show it no longer."""
    found = fetch(EmbedHost.objects.select_related("center"), EMBED_HOSTS, "end", request.actor, pk=pk)
    end_host(actor=request.actor, host=found)
    messages.success(request, _("The site may show it no longer."))
    return redirect("embedding")


class SnippetForm(forms.Form):
    """What another site is to show, and in which language."""

    what = forms.ChoiceField(label=lazy("What is to be shown"))
    language = forms.ChoiceField(label=lazy("In which language"), choices=settings.LANGUAGES)


class Offered(NamedTuple):
    """What can be shown: what it is called, the name and argument of its address, its height in pixels."""

    title: str
    name: str
    argument: str | int
    height: int


def _center_name(center: Center, language: str) -> str:
    return center.name_zh if language == "zh" else center.name_en


def _offered(centers: list[int], language: str) -> dict[str, dict[str, Offered]]:
    """What the centers have to show, by groups as a person looks for it, each under a code."""
    boxes = Center.objects.filter(pk__in=centers).order_by("pk")
    halls = Hall.objects.filter(center__in=centers, state=Hall.State.OPEN).order_by("-opened_at", "pk")
    listings = Listing.objects.filter(center__in=centers, state=Publication.PUBLISHED).order_by("-published_at", "pk")
    return {
        _("Search box"): {
            f"search-{one.key}": Offered(
                f"{_('Search box')} · {_center_name(one, language)}", "embed-search", one.key, 120
            )
            for one in boxes
        },
        _("Halls"): {
            f"hall-{one.key}": Offered(hall_name(one, language), "embed-hall", one.key, 560) for one in halls[:MOST]
        },
        _("Listings"): {
            f"listing-{one.pk}": Offered(one.text("title", language), "embed-listing", one.pk, 360)
            for one in listings[:MOST]
        },
    }


def _snippet(request: PageRequest, centers: list[int], form: SnippetForm) -> dict[str, str] | None:
    """The line of HTML to copy, which is shown and never run here; the first there is until one is chosen."""
    if form.is_bound and not form.is_valid():
        return None
    language = form.cleaned_data["language"] if form.is_bound else page_language()
    with override(language):
        every = {code: one for some in _offered(centers, language).values() for code, one in some.items()}
        one = every.get(form.cleaned_data["what"] if form.is_bound else next(iter(every), ""))
        if one is None:
            return None
        path = reverse(one.name, args=[one.argument])
    quoted = one.title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return {
        "title": one.title,
        "url": path,
        "html": f'<iframe src="{public_url(request, path)}" title="{quoted}" width="360" height="{one.height}" '
        f'loading="lazy" referrerpolicy="no-referrer" sandbox="{SANDBOX}"></iframe>',
    }
