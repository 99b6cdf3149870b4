"""The operator's page of other installations: register one, see how each stands, and cure what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.network.access import PEERS
from patentfair.apps.network.actions import peers as actions
from patentfair.apps.network.models import Peer
from patentfair.apps.network.queries import fingerprint_now, is_stale, own_feed
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.network.present import source_name, when
from patentfair.web.network.words import ERRORS, PEER_STATES
from patentfair.web.present import label
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["peer", "peer_act", "peer_new", "peers"]

ACTS: dict[str, tuple[Callable[..., None], Any]] = {
    "pause": (actions.pause_peer, lazy("Paused. What it told stays in the index, with its age.")),
    "resume": (actions.resume_peer, lazy("It is read again, from where it was left.")),
    "remove": (actions.remove_peer, lazy("Removed, and everything it told is out of the index.")),
    "pull": (actions.pull_soon, lazy("It is read within the next seconds.")),
    "clear": (actions.clear_flag, lazy("The flag is gone. The refusal stays in the journal.")),
    "restart": (actions.restart_peer, lazy("It is read again from its beginning.")),
}


@staff_only("is_operator", "is_national_admin")
def peers(request: PageRequest) -> HttpResponse:
    """All installations that are read, and this one's own address and fingerprint."""
    language = page_language()
    found = visible(Peer.objects.all(), PEERS, "read", request.actor)
    found = found.annotate(live=Count("entries", filter=Q(entries__state="live"))).order_by("-flag", "pk")
    feed = own_feed()
    context = {
        "rows": [_row(one, language) for one in found],
        "address": settings.ADDRESS,
        "fingerprint": _grouped(fingerprint_now(feed)) if feed else "",
        "entries": feed.sequence if feed else 0,
        "may_manage": request.actor.is_operator,
    }
    return render(request, "web/network/peers.html", context)


@staff_only("is_operator", "is_national_admin")
def peer(request: PageRequest, pk: int) -> HttpResponse:
    """One installation: its state, what went wrong and what cures it."""
    language = page_language()
    found = fetch(
        Peer.objects.annotate(live=Count("entries", filter=Q(entries__state="live"))),
        PEERS, "read", request.actor, pk=pk,
    )  # fmt: skip
    form = FingerprintForm(request.POST or None)
    if request.method == "POST":
        fetch(Peer.objects.all(), PEERS, "manage", request.actor, pk=pk)
        if form.is_valid():
            try:
                actions.confirm_key(actor=request.actor, peer=found, fingerprint=form.cleaned_data["fingerprint"])
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(request, _("The fingerprint is confirmed; the feed is read with it."))
                return redirect("peer", pk=pk)
    context = {
        "row": _row(found, language),
        "peer": found,
        "form": form,
        "may_manage": request.actor.is_operator,
        "fingerprint": _grouped(found.fingerprint),
    }
    return render(request, "web/network/peer.html", context)


@staff_only("is_operator")
def peer_new(request: PageRequest) -> HttpResponse:
    """Register an installation whose operator has told the fingerprint of its key."""
    form = PeerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register_peer(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Registered. Its feed is read within the next seconds."))
            return redirect("peer", pk=made.pk)
    return render(request, "web/network/peer_new.html", {"form": form})


@signed_in
@require_POST
def peer_act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Pause, resume, remove, read now, clear the flag, or read from the beginning."""
    found = fetch(Peer.objects.all(), PEERS, "manage", request.actor, pk=pk)
    if act not in ACTS:
        raise NotFound("not-found", what="act")
    do, said = ACTS[act]
    do(actor=request.actor, peer=found)
    messages.success(request, said)
    return redirect("peers") if act == "remove" else redirect("peer", pk=pk)


class FingerprintForm(forms.Form):
    """Another key of an installation."""

    fingerprint = forms.CharField(
        label=lazy("Fingerprint of its key"),
        max_length=120,
        help_text=lazy("64 figures and letters a to f. Have its operator read them to you by telephone."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PeerForm(FingerprintForm):
    """Another installation."""

    name_zh = forms.CharField(label=lazy("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=lazy("Name in English"), max_length=160)
    address = forms.CharField(
        label=lazy("Address of the installation"),
        max_length=200,
        help_text=lazy("Without a path, for instance https://center.example."),
    )
    field_order = ("name_zh", "name_en", "address", "fingerprint")


def _row(one: Any, language: str) -> dict[str, Any]:
    """How an installation stands, with what went wrong and what cures it."""
    now = timezone.now()
    error, flag = ERRORS.get(one.error), ERRORS.get(one.flag)
    return {
        "pk": one.pk,
        "name": source_name(one, language, ""),
        "address": one.address,
        "state": label(PEER_STATES, one.state, language),
        "is_paused": one.state == Peer.State.PAUSED,
        "pulled": when(one.pulled_at),
        "age": timesince(one.pulled_at, now, depth=1) if one.pulled_at else "",
        "is_stale": is_stale(one, now),
        "news": when(one.news_at),
        "live": one.live,
        "read": one.sequence,
        "error": error[0].of(language) if error else one.error,
        "cure": error[1].of(language) if error else "",
        "error_at": when(one.error_at),
        "next": when(one.next_at) if one.error else "",
        "failures": one.failures,
        "flag": flag[0].of(language) if flag else one.flag,
        "flag_cure": flag[1].of(language) if flag else "",
        "flagged": when(one.flagged_at),
    }


def _grouped(fingerprint: str) -> str:
    """In groups of four, to be read aloud."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, len(fingerprint), 4))
