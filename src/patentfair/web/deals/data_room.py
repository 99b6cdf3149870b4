"""The data room of a deal: the confidentiality agreement, files by stage, and who opened them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from patentfair.adapters.documents.room_files import room_content_type
from patentfair.apps.accounts.access import Actor
from patentfair.apps.market.actions import data_rooms as actions
from patentfair.apps.market.data_room import agreement_of, holds, is_bound, may_open
from patentfair.apps.market.models import Deal, NonDisclosure, RoomFile, RoomView
from patentfair.apps.market.queries import side_of
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.disclosure import CLOSED, Stage
from patentfair.web.choices import choose
from patentfair.web.deals.head import deal_of, head
from patentfair.web.deals.kept_files import keep_room_file, kept_file
from patentfair.web.guards import signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, organisation_name
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest

__all__ = ["act", "agreement_file", "data_room", "file", "remove"]

VIEWS_SHOWN = 200
_OVER = CLOSED | {DealState.TERMINATED, DealState.ENDED}


class AgreementForm(forms.Form):
    """What our standard agreement leaves open."""

    mutual = forms.ChoiceField(
        label=lazy("Who is bound"),
        choices=[
            ("yes", lazy("both sides (mutual)")),
            ("no", lazy("the receiving side only: what the granting side discloses is protected")),
        ],
    )
    until = forms.DateField(
        label=lazy("The duty ends on (first day without it)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=lazy("Empty: until the information has become public."),
    )


class FileForm(forms.Form):
    """A file for the room."""

    file = forms.FileField(
        label=lazy("File"),
        help_text=lazy("PDF, PNG, JPEG, XLSX, DOCX or plain text (UTF-8), up to 20 MB."),
    )
    stage = forms.ChoiceField(label=lazy("From when the other side may open it"), initial=Stage.CONFIDENTIAL.value)
    note = forms.CharField(label=lazy("What the file is"), max_length=400, required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "stage", [(stage.value, stage.label.of(language)) for stage in Stage])


@signed_in
def data_room(request: PageRequest, pk: int) -> HttpResponse:
    """The room as this reader may see it; sides put files here."""
    deal, language, actor = deal_of(request, pk, "read"), page_language(), request.actor
    form = FileForm(request.POST or None, request.FILES or None, language=language)
    if request.method == "POST":
        deal = deal_of(request, pk, "negotiate")
        if form.is_valid():
            try:
                name, digest, size = keep_room_file(form.cleaned_data["file"])
                actions.put_file(
                    actor=actor,
                    deal=deal,
                    name=name,
                    sha256=digest,
                    size=size,
                    stage=form.cleaned_data["stage"],
                    remark=form.cleaned_data["note"],
                )
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(request, _("The file is in the data room."))
                return redirect("deal-data-room", pk=pk)
    return render(request, "web/deal_data_room.html", _context(request, deal, form, language))


def _context(request: PageRequest, deal: Deal, form: FileForm, language: str) -> dict[str, Any]:
    actor = request.actor
    context = head(request, deal, language, here="data-room")
    side = side_of(actor, deal)
    may_act = side_of(actor, deal, "negotiate") is not None and DealState(deal.state) not in _OVER
    files = list(deal.room_files.select_related("deal__center", "put_by").order_by("pk"))
    agreement = agreement_of(deal)
    return context | {
        "form": form,
        "agreement": _agreement(actor, deal, agreement, context) if agreement else None,
        "agreement_form": AgreementForm(),
        "may_propose": may_act and agreement is None,
        "may_put": may_act,
        "stages": [{"label": one.label.of(language), "meaning": one.meaning.of(language)} for one in Stage],
        "files": [_row(actor, side, one, context, language) for one in files],
        "one_way_note": side is Side.GRANTEE
        and agreement is not None
        and not agreement.is_mutual
        and any(one.side == Side.GRANTEE and one.stage == Stage.CONFIDENTIAL for one in files),
        "is_bound": side is not None and is_bound(deal, side),
        "views": _views(deal, side, language) if side else [],
        "is_over": DealState(deal.state) in CLOSED,
    }


def _agreement(actor: Actor, deal: Deal, agreement: NonDisclosure, context: dict[str, Any]) -> dict[str, Any]:
    side = side_of(actor, deal, "sign")
    talks = DealState(deal.state) not in _OVER
    signed = {Side.GRANTOR: agreement.grantor_at, Side.GRANTEE: agreement.grantee_at}
    both = all(signed.values())
    today = timezone.localdate()
    over = agreement.until is not None and agreement.until <= today
    return {
        "pk": agreement.pk,
        "text": agreement.text,
        "hash": agreement.hash,
        "is_mutual": agreement.is_mutual,
        "until": day(agreement.until),
        "holds": holds(agreement, today),
        "is_over": over,
        "proposed_by": context[agreement.proposed_side],
        "signatures": [
            {"who": context[one.value], "name": name, "when": day(timezone.localdate(at)) if at else ""}
            for one, name, at in (
                (Side.GRANTOR, agreement.grantor_name, agreement.grantor_at),
                (Side.GRANTEE, agreement.grantee_name, agreement.grantee_at),
            )
        ],
        "may_sign": side is not None and signed[side] is None and talks and not over,
        "may_withdraw": side_of(actor, deal, "negotiate") is not None and (over or not both),
        "is_ours": side_of(actor, deal) == agreement.proposed_side,
    }


def _row(actor: Actor, side: Side | None, one: RoomFile, context: dict[str, Any], language: str) -> dict[str, Any]:
    """A file as the reader may know it: what is closed to them has no name and no remark."""
    opens = may_open(actor, one)
    is_ours = side is not None and side.value == one.side
    return {
        "pk": one.pk,
        "name": one.name if opens or is_ours else "",
        "note": one.note if opens or is_ours else "",
        "hash": one.sha256 if opens or is_ours else "",
        "size": one.size if opens or is_ours else None,
        "stage": Stage(one.stage).label.of(language),
        "when_open": Stage(one.stage).meaning.of(language),
        "is_confidential": one.stage == Stage.CONFIDENTIAL,
        "by": context[one.side],
        "when": day(timezone.localdate(one.put_at)),
        "removed": day(timezone.localdate(one.removed_at)) if one.removed_at else "",
        "may_open": opens,
        "may_remove": is_ours and one.removed_at is None and side_of(actor, one.deal, "negotiate") is not None,
    }


def _views(deal: Deal, side: Side, language: str) -> list[dict[str, str]]:
    """Who opened the files of one's own side, newest first."""
    views = RoomView.objects.filter(file__deal=deal, file__side=side.value)
    return [
        {
            "file": one.file.name,
            "who": one.user.name if one.user else "",
            "organisation": organisation_name(one.organisation, language) if one.organisation else "",
            "when": timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M"),
        }
        for one in views.select_related("file", "user", "organisation").order_by("-pk")[:VIEWS_SHOWN]
    ]


@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Propose, sign or withdraw the agreement."""
    deal, actor = deal_of(request, pk, "sign" if act == "sign" else "negotiate"), request.actor
    if act == "propose":
        form = AgreementForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say who is bound, and give the day as a date."))
            return redirect("deal-data-room", pk=pk)
        data = form.cleaned_data
        actions.propose_non_disclosure(actor=actor, deal=deal, is_mutual=data["mutual"] == "yes", until=data["until"])
        messages.success(request, _("The agreement is on the table. Each side signs it for itself."))
    elif act in ("sign", "withdraw"):
        agreement = agreement_of(deal)
        if agreement is None:
            raise NotFound("not-found", what="agreement")
        if act == "sign":
            actions.sign_non_disclosure(
                actor=actor,
                agreement=agreement,
                text_hash=request.POST.get("hash", ""),
                name=request.POST.get("name", ""),
            )
            messages.success(request, _("Signed."))
        else:
            actions.withdraw_non_disclosure(actor=actor, agreement=agreement)
            messages.success(request, _("The agreement is off the table."))
    else:
        raise NotFound("not-found")
    return redirect("deal-data-room", pk=pk)


@signed_in
@require_GET
def agreement_file(request: PageRequest, pk: int) -> HttpResponse:
    """The text of the agreement, byte for byte what is hashed and signed."""
    agreement = agreement_of(deal_of(request, pk, "read"))
    if agreement is None:
        raise NotFound("not-found", what="agreement")
    response = HttpResponse(agreement.text.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="confidentiality-{pk}.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file(request: PageRequest, pk: int, number: int, power: str) -> RoomFile:
    deal = deal_of(request, pk, power)
    found = RoomFile.objects.select_related("deal__center", "deal__patent").filter(deal=deal, pk=number).first()
    if found is None:
        raise NotFound("not-found", what="file")
    return found


@signed_in
@require_GET
def file(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """Open a file; that it was opened is noted first."""
    found = _file(request, pk, number, "read")
    response = kept_file(found.name, found.sha256, room_content_type) if may_open(request.actor, found) else None
    if response is None:
        raise NotFound("not-found", what="file")
    actions.open_file(actor=request.actor, file=found)
    return response


@signed_in
@require_POST
def remove(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """Take one's own file out of the room."""
    actions.remove_file(actor=request.actor, file=_file(request, pk, number, "negotiate"))
    messages.success(request, _("The file is out of the room; that it was there stays listed."))
    return redirect("deal-data-room", pk=pk)
