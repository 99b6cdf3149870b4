"""The deal room: questions, terms in versions, the law's answer, consents, signatures, recordal."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import Actor, fetch
from patentfair.apps.journal.queries import entries_of
from patentfair.apps.market.access import CONSENTS, DEALS, LISTINGS
from patentfair.apps.market.actions import deals as actions
from patentfair.apps.market.models import Consent, Deal, Listing, Need, TermSheet
from patentfair.apps.market.queries import side_of, terms_of
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.queries import decide_terms, owners, publicly_known
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import DealAct, DealState, Side, acts_open_to, turn_of
from patentfair.domain.market.terms import DealKind, Terms, changes, differences
from patentfair.domain.matching.feedback import NotAFit
from patentfair.web import labels
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label, money, organisation_name, rights_row, territory_text
from patentfair.web.refusals import sentence, show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import FormalitiesForm, MessageForm, RecordalForm, SignForm, TermsForm
from patentfair.web.workspace.organisations import deal_row, my_organisations

__all__ = ["act", "consent", "deals", "formalities", "new", "room", "terms", "terms_rows"]

WITH_ALL = ("grantor", "grantee", "patent", "listing", "need", "center", "agreed_sheet")
SHOWN = 200


def _deal(request: PageRequest, pk: int, act_name: str = "read") -> Deal:
    return fetch(Deal.objects.select_related(*WITH_ALL), DEALS, act_name, request.actor, pk=pk)


def deals(request: PageRequest) -> HttpResponse:
    """One's own deals; for visitors, how a deal goes and how many there are."""
    actor, language = request.actor, page_language()
    mine = actor.acting_for("confer")
    found = Deal.objects.filter(Q(grantor__in=mine) | Q(grantee__in=mine)).select_related(*WITH_ALL).order_by("-pk")
    counts = {state: Deal.objects.filter(state=state).count() for state in ("negotiation", "in_force", "recorded")}
    context = {"rows": [deal_row(deal, actor, language) for deal in found[:SHOWN]], "counts": counts}
    return render(request, "web/deals.html", context)


@signed_in
def new(request: PageRequest) -> HttpResponse:
    """Ask the owner of a listed patent."""
    actor, language = request.actor, page_language()
    listing, patent, need, grantor = None, None, None, None
    if request.GET.get("listing", "").isdecimal():
        listing = fetch(
            Listing.objects.select_related("patent", "organisation"),
            LISTINGS,
            "inquire",
            actor,
            pk=int(request.GET["listing"]),
        )
        patent, grantor = listing.patent, listing.organisation
    elif request.GET.get("patent"):
        patent = find(request.GET["patent"])
        held = owners(patent, timezone.localdate()) if patent else []
        grantor = held[0].organisation if held else None
    if patent is None or grantor is None:
        raise NotFound("not-found", what="listing")
    mine = [one for one in my_organisations(actor, "negotiate") if one.pk != grantor.pk]
    if not mine:
        messages.info(request, _("Register your organisation first."))
        return redirect("organisation-new")
    if request.GET.get("need", "").isdecimal():
        need = Need.objects.filter(pk=int(request.GET["need"]), organisation__in=mine).first()
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = request.POST.get("organisation") or str(mine[0].pk)
        chosen = next((one for one in mine if str(one.pk) == wanted), None)
        if chosen is None:
            raise NotFound("not-found", what="organisation")
        try:
            made = actions.open_inquiry(
                actor=actor,
                organisation=need.organisation if need else chosen,
                patent=patent,
                grantor=grantor,
                listing=listing,
                need=need,
                text=form.cleaned_data["text"],
            )
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Sent. The owner has seven days to answer."))
            return redirect("deal", pk=made.pk)
    context = {
        "form": form,
        "patent": patent,
        "title": listing.text("title", language) if listing else patent.title_in(language),
        "owner": organisation_name(grantor, language),
        "organisations": [(one.pk, organisation_name(one, language)) for one in mine],
    }
    return render(request, "web/inquiry.html", context)


@signed_in
def room(request: PageRequest, pk: int) -> HttpResponse:
    """Everything of one deal on one page."""
    deal, language = _deal(request, pk), page_language()
    actor = request.actor
    return render(request, "web/deal.html", _room_context(deal, actor, language))


def _room_context(deal: Deal, actor: Actor, language: str) -> dict[str, Any]:
    side = side_of(actor, deal)
    may_negotiate = side_of(actor, deal, "negotiate") is not None
    state = DealState(deal.state)
    turn = turn_of(state, Side(deal.last_side) if deal.last_side else None)
    sheets = list(deal.sheets.order_by("-number"))
    latest = sheets[0] if sheets else None
    open_acts = set(acts_open_to(side, state)) if side and may_negotiate else set()
    decision = _decision(deal, latest) if latest and state not in (DealState.DECLINED, DealState.WITHDRAWN) else None
    names = {
        Side.GRANTOR.value: organisation_name(deal.grantor, language),
        Side.GRANTEE.value: organisation_name(deal.grantee, language),
    }
    latest_terms = terms_of(latest) if latest else None
    return {
        "deal": deal,
        "title": deal.patent.title_in(language),
        "title_language": deal.patent.title_language(language),
        "grantor": names["grantor"],
        "grantee": names["grantee"],
        "side": side.value if side else "",
        "state_label": label(labels.DEAL_STATES, deal.state, language),
        "steps": _steps(state, language),
        "turn": names.get(turn.value, "") if turn else "",
        "is_our_turn": turn is not None and turn is side,
        "clock": _clock(deal),
        "messages_": [
            {
                "author": message.author.name if message.author else "",
                "on_behalf_of": names.get(message.side, ""),
                "side": "ours" if side and message.side == side.value else "theirs",
                "text": message.text,
                "when": timezone.localtime(message.at).strftime("%Y-%m-%d %H:%M"),
            }
            for message in deal.messages.select_related("author").order_by("pk")
        ],
        "latest": latest,
        "terms_rows": terms_rows(latest_terms, language) if latest_terms else [],
        "proposed_by": names.get(latest.side, "") if latest else "",
        "history": _history(sheets, names, language),
        "rights_rows": [
            rights_row(
                PANEL_KIND[latest_terms.kind],
                decision,
                language,
                is_open=True,
                known=publicly_known(deal.patent) | {deal.grantor_id, deal.grantee_id},
            )
        ]
        if decision and latest_terms
        else [],
        "outcome": decision.outcome.name if decision else "",
        "missing_formalities": bool(decision and actions.formalities_missing(decision)),
        "consents": deal.consents.select_related("organisation"),
        "consent_rows": [
            {
                "name": organisation_name(one.organisation, language),
                "rule": one.rule,
                "state": label(CONSENT_STATES, one.state, language),
                "pk": one.pk,
                "may_decide": one.state == "asked" and actor.may_act_for(one.organisation_id, "sign"),
            }
            for one in deal.consents.select_related("organisation")
            if latest and one.sheet_hash == latest.hash
        ],
        "signatures": [
            {"name": s.name, "organisation": names.get(s.side, ""), "when": day(timezone.localdate(s.at))}
            for s in (deal.agreed_sheet.signatures.all() if deal.agreed_sheet else ())
        ],
        "we_signed": bool(side and deal.agreed_sheet and deal.agreed_sheet.signatures.filter(side=side.value).exists()),
        "can": {
            "answer": DealAct.ANSWER in open_acts,
            "decline": DealAct.DECLINE in open_acts,
            "withdraw": DealAct.WITHDRAW in open_acts,
            "propose": DealAct.PROPOSE in open_acts,
            "accept": DealAct.AGREE in open_acts
            and latest is not None
            and side is not None
            and latest.side != side.value,
            "sign": bool({DealAct.SIGN_FIRST, DealAct.SIGN_LAST} & open_acts)
            and side_of(actor, deal, "sign") is not None,
            "record": state is DealState.IN_FORCE and (DealAct.RECORD in open_acts or deal.center_id in actor.centers),
            "talk": may_negotiate
            and state in (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED, DealState.IN_FORCE),
            "recheck": may_negotiate
            and latest is not None
            and state in (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED),
            "formalities": may_negotiate
            and state in (DealState.NEGOTIATION, DealState.AGREED, DealState.PARTLY_SIGNED),
        },
        "message_form": MessageForm(),
        "sign_form": SignForm(),
        "recordal_form": RecordalForm(initial={"recorded_on": timezone.localdate()}),
        "codes": [(code.value, code.label.of(language)) for code in NotAFit],
        "refusal": NotAFit(deal.refusal_code).label.of(language) if deal.refusal_code in set(NotAFit) else "",
        "recordal_due": day(deal.recordal_due),
        "recorded_on": day(deal.recorded_on),
        "has_contract": deal.agreed_sheet is not None,
        "entries": [
            {
                "at": timezone.localtime(e.at).strftime("%Y-%m-%d %H:%M"),
                "event": e.event,
                "hash": bytes(e.hash).hex()[:16],
            }
            for e in entries_of(f"deal:{deal.pk}")
        ],
    }


CONSENT_STATES = {
    "asked": Words("已征询，待答复", "Asked, not answered yet"),
    "given": Words("已同意", "Given"),
    "refused": Words("已拒绝", "Refused"),
}
PANEL_KIND = {
    DealKind.ASSIGNMENT: "assignment",
    DealKind.EXCLUSIVE: "exclusive_licence",
    DealKind.SOLE: "sole_licence",
    DealKind.ORDINARY: "ordinary_licence",
    DealKind.OPEN: "open_licence_acceptance",
}
ORDER = (
    DealState.INQUIRY,
    DealState.NEGOTIATION,
    DealState.AGREED,
    DealState.PARTLY_SIGNED,
    DealState.IN_FORCE,
    DealState.RECORDED,
)


def _steps(state: DealState, language: str) -> list[dict[str, str]]:
    at = ORDER.index(state) if state in ORDER else -1
    return [
        {
            "label": label(labels.DEAL_STATES, one.value, language),
            "state": "done" if i < at or state is DealState.RECORDED else "current" if i == at else "todo",
        }
        for i, one in enumerate(ORDER)
    ]


def _clock(deal: Deal) -> dict[str, str]:
    """The answer clock of an inquiry, the recordal date of a grant in force."""
    now = timezone.now()
    if deal.state == "inquiry":
        state = "overdue" if deal.answer_due < now else "soon" if (deal.answer_due - now).days < 2 else "running"
        return {"due": day(timezone.localdate(deal.answer_due)), "label": _("Answer due"), "state": state}
    if deal.state == "in_force" and deal.recordal_due:
        left = (deal.recordal_due - timezone.localdate()).days
        state = "overdue" if left < 0 else "soon" if left < 30 else "running"
        return {"due": day(deal.recordal_due), "label": _("Recordal due"), "state": state}
    return {}


def _decision(deal: Deal, sheet: TermSheet) -> Any:
    given = deal.consents.filter(sheet_hash=sheet.hash, state="given").values_list("organisation_id", flat=True)
    refused = deal.consents.filter(sheet_hash=sheet.hash, state="refused").values_list("organisation_id", flat=True)
    if deal.state in ("in_force", "recorded", "ended"):
        return None  # the deal itself would stand in its own way now
    return decide_terms(
        terms_of(sheet),
        patent=deal.patent,
        grantor=deal.grantor,
        grantee=deal.grantee,
        today=timezone.localdate(),
        consents_given=frozenset(given),
        consents_refused=frozenset(refused),
        formalities=deal.formalities,
    )


def _shown(name: str, value: Any, terms_: Terms, language: str) -> str:
    comma = "、" if language == "zh" else ", "
    if name == "kind":
        return label(labels.KINDS, value.value, language)
    if name == "territory":
        return territory_text(value, language)
    if name == "acts":
        return comma.join(label(labels.ACTS, one, language) for one in value)
    if name == "fields" and not value:
        return Words("全部领域", "All fields").of(language)
    if name == "end" and value is None:
        return Words("至权利终止", "Until the right ends").of(language)
    if name in ("upfront", "minimum_yearly"):
        return money(value, terms_.currency, language) if value else "—"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if name == "sublicensable":
        return (Words("可以", "Yes") if value else Words("不可以", "No")).of(language)
    if isinstance(value, tuple):
        return comma.join(value)
    return day(value) if name in ("start", "end") else str(value) or "—"


def terms_rows(terms_: Terms, language: str) -> list[dict[str, str]]:
    """A term sheet as labelled lines in the language of the page."""
    return [
        {"label": label(labels.TERMS, name, language), "value": _shown(name, getattr(terms_, name), terms_, language)}
        for name in Terms.__struct_fields__
        if name != "currency"
    ]


def _history(sheets: list[TermSheet], names: dict[str, str], language: str) -> list[dict[str, Any]]:
    """Versions, newest first, each with what changed from the one before."""
    rows = []
    for newer, older in zip_longest(sheets, sheets[1:]):
        rows.append(
            {
                "number": newer.number,
                "hash": newer.hash,
                "by": names.get(newer.side, ""),
                "when": day(timezone.localdate(newer.at)),
                "changes": _changes(terms_of(older), terms_of(newer), language) if older else [],
            }
        )
    return rows


def _changes(older: Terms, newer: Terms, language: str) -> list[dict[str, Any]]:
    """What changed, word by word, in the words in which the sheet shows it."""
    rows = []
    for name in (change.field for change in changes(older, newer)):
        before, after = (_shown(name, getattr(terms_, name), terms_, language) for terms_ in (older, newer))
        rows.append({"label": label(labels.TERMS, name, language), "segments": list(differences(before, after))})
    return rows


@signed_in
def terms(request: PageRequest, pk: int) -> HttpResponse:
    """Put a new version of the terms on the table."""
    deal, language = _deal(request, pk, "negotiate"), page_language()
    latest = deal.sheets.order_by("-number").first()
    form = TermsForm(
        request.POST or None, language=language, initial=_initial(deal, terms_of(latest) if latest else None)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.propose_terms(
                actor=request.actor,
                deal=deal,
                terms=Terms(
                    kind=DealKind(data["kind"]),
                    patents=(deal.patent.key,),
                    territory=tuple(data["territory"]),
                    fields=tuple(data["fields_of_use"]),
                    acts=tuple(data["acts"]),
                    start=data["start"],
                    end=data["end"],
                    upfront=data["upfront"].normalize() + 0,
                    royalty_percent=data["royalty_percent"].normalize() + 0,
                    royalty_base=data["royalty_base"],
                    minimum_yearly=data["minimum_yearly"].normalize() + 0,
                    sublicensable=data["sublicensable"],
                    notes=data["notes"].replace("\r\n", "\n"),
                ),
            )
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The new version is on the table."))
            return redirect("deal", pk=pk)
    context = {
        "form": form,
        "heading": _("Terms"),
        "submit": _("Propose this version"),
        "cancel_url": f"/{language}/deals/{pk}",
    }
    return render(request, "web/form.html", context)


def _initial(deal: Deal, last: Terms | None) -> dict[str, Any]:
    if last is not None:
        return {name: getattr(last, name) for name in Terms.__struct_fields__} | {
            "kind": last.kind.value,
            "territory": ", ".join(last.territory),
            "fields_of_use": ", ".join(last.fields),
        }
    listing, today = deal.listing, timezone.localdate()
    start: dict[str, Any] = {"start": today, "royalty_base": _("net sales")}
    if listing is not None:
        start |= {
            "kind": listing.kinds[0] if listing.kinds else "ordinary",
            "territory": ", ".join(listing.territory),
            "upfront": listing.upfront or 0,
            "royalty_percent": listing.royalty_percent or 0,
        }
        if listing.term_years:
            start["end"] = today.replace(year=today.year + listing.term_years, day=min(today.day, 28))
    return start


@signed_in
def formalities(request: PageRequest, pk: int) -> HttpResponse:
    """State what was done before signing."""
    deal, language = _deal(request, pk, "negotiate"), page_language()
    form = FormalitiesForm(request.POST or None, request.FILES or None, language=language, initial=deal.formalities)
    if request.method == "POST" and form.is_valid():
        try:
            _name, evidence_hash = keep_upload(form.cleaned_data["evidence"])
            actions.enter_formalities(
                actor=request.actor,
                deal=deal,
                facts=form.facts(),
                evidence_sha256=evidence_hash,
            )
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Kept. The law has been asked again."))
            return redirect("deal", pk=pk)
    context = {
        "form": form,
        "heading": _("Formalities before signing"),
        "submit": _("Keep"),
        "multipart": True,
        "cancel_url": f"/{language}/deals/{pk}",
    }
    return render(request, "web/form.html", context)


@signed_in
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """Answer, talk, decline, withdraw, accept, sign, record."""
    actor = request.actor
    if act == "record":
        _record(request, _deal(request, pk, "record"))
    elif act == "sign":
        deal = _deal(request, pk, "sign")
        actions.sign(actor=actor, deal=deal, sheet_hash=request.POST.get("hash", ""), name=request.POST.get("name", ""))
        messages.success(request, _("Signed."))
    else:
        deal, text = _deal(request, pk, "negotiate"), request.POST.get("text", "")
        if act == "answer":
            actions.answer(actor=actor, deal=deal, text=text)
        elif act == "say":
            actions.say(actor=actor, deal=deal, text=text)
        elif act == "decline":
            actions.decline(actor=actor, deal=deal, reason=request.POST.get("reason", ""))
        elif act == "withdraw":
            actions.withdraw(actor=actor, deal=deal)
        elif act == "recheck":
            actions.ask_the_law_again(actor=actor, deal=deal)
            messages.success(request, _("The law has been asked again."))
        elif act == "accept":
            actions.accept_terms(actor=actor, deal=deal, sheet_hash=request.POST.get("hash", ""))
            messages.success(request, _("Both sides have accepted the same version."))
        else:
            raise NotFound("not-found")
    return redirect("deal", pk=pk)


def _record(request: PageRequest, deal: Deal) -> None:
    form = RecordalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the date and the number of the recordal."))
        return
    actions.record_recordal(
        actor=request.actor,
        deal=deal,
        recorded_on=form.cleaned_data["recorded_on"],
        record_number=form.cleaned_data["record_number"],
    )
    messages.success(request, _("The recordal is entered."))


@signed_in
def consent(request: PageRequest, pk: int) -> HttpResponse:
    """A co-owner or pledgee sees the terms it is asked about, and answers."""
    actor, language = request.actor, page_language()
    found = fetch(
        Consent.objects.select_related("deal__patent", "deal__grantor", "deal__grantee", "organisation"),
        CONSENTS,
        "read" if request.method == "GET" else "decide",
        actor,
        pk=pk,
    )
    sheet = found.deal.sheets.filter(hash=found.sheet_hash).first()
    if sheet is None:
        raise NotFound("not-found")
    if request.method == "POST":
        actions.decide_consent(actor=actor, consent=found, given=request.POST.get("answer") == "give")
        messages.success(request, _("Your answer is recorded."))
        return redirect("consent", pk=pk)
    context = {
        "consent": found,
        "state": label(CONSENT_STATES, found.state, language),
        "title": found.deal.patent.title_in(language),
        "grantor": organisation_name(found.deal.grantor, language),
        "grantee": organisation_name(found.deal.grantee, language),
        "terms_rows": terms_rows(terms_of(sheet), language),
        "may_decide": found.state == "asked" and actor.may_act_for(found.organisation_id, "sign"),
    }
    return render(request, "web/consent.html", context)
