"""The workspace's front page, organisations, claims to patents and powers of attorney."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.store import content_type, path_of
from patentfair.apps.accounts.access import Actor, fetch
from patentfair.apps.accounts.actions import record_authorisation, register_organisation, revoke_authorisation
from patentfair.apps.accounts.models import Authorisation, Membership, Organisation, User
from patentfair.apps.market.models import Consent, Deal, Listing, Need
from patentfair.apps.market.responses import reasons_told_to, response_record
from patentfair.apps.notices.actions import mark_seen
from patentfair.apps.notices.queries import unseen
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.access import CLAIMS
from patentfair.apps.rights.actions import claim_ownership, declare_facts
from patentfair.apps.rights.models import Declaration, Interest, OwnershipClaim
from patentfair.apps.rights.queries import grantable, owners, publicly_known
from patentfair.domain.kernel.errors import DomainError, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import DealState, Side, turn_of
from patentfair.web import labels
from patentfair.web.deals.signs import badge_rows
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name, rights_row
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.workspace.forms import AuthorisationForm, ClaimForm, DeclarationForm, OrganisationForm
from patentfair.web.workspace.notices import notice_row, reason_label

__all__ = [
    "authorise",
    "claim",
    "claim_new",
    "declare",
    "evidence",
    "my_organisations",
    "new",
    "notice_seen",
    "organisation",
    "revoke",
    "workspace",
]

OPEN_STATES = ("inquiry", "negotiation", "agreed", "partly_signed", "in_force")
SHOWN = 100
NOTICES = 4


def my_organisations(actor: Actor, scope: str = "draft") -> list[Organisation]:
    """The organisations the actor may act for."""
    return list(Organisation.objects.filter(pk__in=actor.acting_for(scope)).order_by("pk"))


def choices(organisations: list[Organisation], language: str) -> list[tuple[int, str]]:
    return [(one.pk, organisation_name(one, language)) for one in organisations]


@signed_in
def workspace(request: PageRequest) -> HttpResponse:
    """What waits for this person, and what their organisations have."""
    actor, language = request.actor, page_language()
    mine = list(Organisation.objects.filter(pk__in={*actor.organisations, *actor.powers}).order_by("pk"))
    ids = actor.acting_for("draft")
    confers = actor.acting_for("confer")
    deals = list(
        Deal.objects.filter(Q(grantor__in=confers) | Q(grantee__in=confers))
        .select_related("grantor", "grantee", "patent", "listing")
        .order_by("-pk")[:SHOWN]
    )
    context = {
        "notices": [notice_row(notice, language) for notice in unseen(actor)[:NOTICES]],
        "more_notices": max(unseen(actor).count() - NOTICES, 0),
        "organisations": [
            {"pk": one.pk, "name": organisation_name(one, language), "verified": one.verified_at is not None}
            for one in mine
        ],
        "waiting": [row for deal in deals if (row := deal_row(deal, actor, language))["is_our_turn"]],
        "deals": [deal_row(deal, actor, language) for deal in deals if deal.state in OPEN_STATES],
        "consents": Consent.objects.filter(organisation__in=confers, state="asked").select_related("deal__patent"),
        "patents": Interest.objects.filter(organisation__in=ids, valid_until=None).select_related("patent")[:SHOWN],
        "claims": [
            {"claim": one, "state": label(CLAIM_STATES, one.state, language)}
            for one in OwnershipClaim.objects.filter(organisation__in=ids)
            .exclude(state="verified")
            .select_related("patent")[:SHOWN]
        ],
        "listings": [
            {
                "listing": one,
                "title": one.text("title", language),
                "state": label(labels.PUBLICATION, one.state, language),
            }
            for one in Listing.objects.filter(organisation__in=ids).select_related("patent").order_by("-pk")[:SHOWN]
        ],
        "listed": set(
            Listing.objects.filter(organisation__in=ids).exclude(state="closed").values_list("patent_id", flat=True)
        ),
        "needs": [
            {"need": one, "title": one.text("title", language), "state": label(labels.PUBLICATION, one.state, language)}
            for one in Need.objects.filter(organisation__in=ids).order_by("-pk")[:SHOWN]
        ],
        "is_staff": bool(actor.centers),
        "is_operator": actor.is_operator,
        "is_administrator": actor.is_national_admin or bool(actor.provinces),
    }
    return render(request, "web/workspace.html", context)


@signed_in
@require_POST
def notice_seen(request: PageRequest, pk: int) -> HttpResponse:
    """Put a notice away."""
    mark_seen(actor=request.actor, notice=pk)
    return redirect("notices")


CLAIM_STATES = {
    "pending": Words("核验中", "Being checked"),
    "verified": Words("已核验", "Verified"),
    "refused": Words("未予确认", "Refused"),
}


def deal_row(deal: Deal, actor: Actor, language: str) -> dict[str, Any]:
    """A deal in a list: with whom, where it stands, whose turn it is."""
    side = None
    for one, pk in ((Side.GRANTOR, deal.grantor_id), (Side.GRANTEE, deal.grantee_id)):
        if actor.may_act_for(pk, "confer"):
            side = one
            break
    other = deal.grantee if side is Side.GRANTOR else deal.grantor
    turn = turn_of(DealState(deal.state), Side(deal.last_side) if deal.last_side else None)
    return {
        "deal": deal,
        "title": deal.patent.title_in(language),
        "title_language": deal.patent.title_language(language),
        "other": organisation_name(other, language),
        "state": label(labels.DEAL_STATES, deal.state, language),
        "is_our_turn": turn is not None and turn is side,
        "due": day(timezone.localdate(deal.answer_due)) if deal.state == "inquiry" else "",
        "overdue": deal.state == "inquiry" and deal.answer_due < timezone.now(),
    }


@signed_in
def new(request: PageRequest) -> HttpResponse:
    """Register an organisation."""
    form = OrganisationForm(request.POST or None, language=page_language())
    if request.method == "POST" and form.is_valid():
        made = register_organisation(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The organisation is registered. Next: claim a patent, or post a need."))
        return redirect("organisation", pk=made.pk)
    return render(
        request, "web/form.html", {"form": form, "heading": _("Register an organisation"), "submit": _("Register")}
    )


def _my_organisation(request: PageRequest, pk: int) -> Organisation:
    found = Organisation.objects.filter(pk=pk, pk__in={*request.actor.organisations, *request.actor.powers}).first()
    if found is None:
        raise NotFound("not-found", what="organisation")
    return found


@signed_in
def organisation(request: PageRequest, pk: int) -> HttpResponse:
    """One organisation: its people and the powers given for it."""
    found, language = _my_organisation(request, pk), page_language()
    context = {
        "organisation": found,
        "kind": label(labels.ORGANISATION_KINDS, found.kind, language),
        "badges": badge_rows(found, language),
        "members": [
            {"name": member.user.name, "role": label(labels.ROLES, member.role, language)}
            for member in Membership.objects.filter(organisation=found).select_related("user")
        ],
        "authorisations": Authorisation.objects.filter(organisation=found, revoked_at=None).select_related(
            "representative"
        ),
        "is_owner": request.actor.organisations.get(pk) == "owner",
        "record": response_record(pk, timezone.now()),
        "reasons": [{"label": reason_label(code, language), "count": count} for code, count in reasons_told_to(pk)],
    }
    return render(request, "web/organisation.html", context)


def _for_authorising(request: PageRequest, pk: int) -> Organisation:
    """Owners reach their own organisation; staff those in the provinces their center serves."""
    found = Organisation.objects.filter(pk=pk).first()
    is_owner = request.actor.organisations.get(pk) == "owner"
    if found is None or not (is_owner or found.province in request.actor.served_provinces):
        raise NotFound("not-found", what="organisation")
    return found


@signed_in
def authorise(request: PageRequest, pk: int) -> HttpResponse:
    """Record a power to act for an organisation."""
    found = _for_authorising(request, pk)
    form = AuthorisationForm(
        request.POST or None,
        request.FILES or None,
        language=page_language(),
        initial={"valid_from": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = User.objects.filter(email__iexact=data["email"]).first()
        if user is None:
            form.add_error("email", _("Nobody here has that address. Ask them to join first."))
        else:
            try:
                name, digest = keep_upload(data["evidence"])
                record_authorisation(
                    actor=request.actor,
                    organisation=found,
                    representative=user,
                    scope=data["scope"],
                    valid_from=data["valid_from"],
                    valid_until=data["valid_until"],
                    document_name=name,
                    document_sha256=digest,
                )
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(
                    request, _("The power is recorded. Where center staff recorded it, a colleague confirms it first.")
                )
                return redirect("workspace")
    heading = _("Record a power to act")
    return render(
        request, "web/form.html", {"form": form, "heading": heading, "submit": _("Record"), "multipart": True}
    )


@signed_in
@require_POST
def revoke(request: PageRequest, pk: int) -> HttpResponse:
    """End a power."""
    actor = request.actor
    owned = [one for one, role in actor.organisations.items() if role == "owner"]
    found = Authorisation.objects.filter(Q(organisation__in=owned) | Q(representative=actor.user_id), pk=pk).first()
    if found is None:
        raise NotFound("not-found", what="authorisation")
    revoke_authorisation(actor=actor, authorisation=found)
    messages.success(request, _("The power has ended."))
    return redirect("workspace")


@signed_in
def claim_new(request: PageRequest) -> HttpResponse:
    """Claim a patent for an organisation, with evidence."""
    language = page_language()
    mine = my_organisations(request.actor)
    if not mine:
        messages.info(request, _("Register your organisation first."))
        return redirect("organisation-new")
    form = ClaimForm(
        request.POST or None,
        request.FILES or None,
        language=language,
        organisations=choices(mine, language),
        initial={"number": request.GET.get("patent", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        patent = find(data["number"])
        if patent is None:
            form.add_error(
                "number", _("No patent of that number is in the register yet. Ask your center to import it.")
            )
        else:
            try:
                name, digest = keep_upload(data["evidence"])
                made = claim_ownership(
                    actor=request.actor,
                    organisation=next(one for one in mine if one.pk == int(data["organisation"])),
                    patent=patent,
                    share=data["share"],
                    statement=data["statement"],
                    evidence_name=name,
                    evidence_sha256=digest,
                )
            except DomainError as error:
                show_in_form(form, error)
            else:
                messages.success(request, _("Claimed. The center of your region checks the evidence."))
                return redirect("claim", pk=made.pk)
    heading = _("Claim a patent")
    return render(request, "web/form.html", {"form": form, "heading": heading, "submit": _("Claim"), "multipart": True})


def _claim(request: PageRequest, pk: int) -> OwnershipClaim:
    claims = OwnershipClaim.objects.select_related("patent", "organisation", "center")
    return fetch(claims, CLAIMS, "read", request.actor, pk=pk)


@signed_in
def claim(request: PageRequest, pk: int) -> HttpResponse:
    """One claim: what was said, with which evidence, and what the center found."""
    found, language = _claim(request, pk), page_language()
    actor = request.actor
    context = {
        "claim": found,
        "state": label(CLAIM_STATES, found.state, language),
        "organisation": organisation_name(found.organisation, language),
        "title": found.patent.title_in(language),
        "is_verified": found.organisation.verified_at is not None,
        "namesakes": Organisation.objects.filter(
            Q(name_zh=found.organisation.name_zh, name_zh__gt="")
            | Q(name_en=found.organisation.name_en, name_en__gt="")
        )
        .exclude(pk=found.organisation_id)
        .count(),
        "may_verify": found.organisation.province in actor.served_provinces
        and found.organisation.verified_at is None
        and found.organisation_id not in {*actor.organisations, *actor.powers},
        "printed": [party.name for party in found.patent.parties.filter(role__in=("applicant", "assignee"))],
        "share": f"{found.share_numerator}/{found.share_denominator}",
        "may_decide": found.state == "pending"
        and found.center_id in actor.centers
        and found.organisation_id not in actor.organisations
        and found.organisation_id not in actor.powers,
        "claimed_at": day(timezone.localdate(found.claimed_at)),
    }
    return render(request, "web/claim.html", context)


@signed_in
def evidence(request: PageRequest, pk: int) -> HttpResponseBase:
    """The evidence of a claim, for those who may read the claim."""
    found = _claim(request, pk)
    path = path_of(settings.FILES_ROOT, found.evidence_sha256)
    if not path.is_file():
        raise NotFound("not-found", what="file")
    stream = path.open("rb")
    kind = content_type(stream.read(16)) or "application/octet-stream"
    stream.seek(0)
    return FileResponse(stream, content_type=kind, as_attachment=True, filename=found.evidence_name)


@signed_in
def declare(request: PageRequest, number: str) -> HttpResponse:
    """State what the register does not show, and see at once what may be granted."""
    actor, language, today = request.actor, page_language(), timezone.localdate()
    patent = Patent.objects.filter(key=number).first()
    if patent is None or not any(actor.may_act_for(i.organisation_id, "manage") for i in owners(patent, today)):
        raise NotFound("not-found", what="patent")
    declared = Declaration.objects.filter(patent=patent).first()
    words = {True: "yes", False: "no"}
    initial = {
        k: words.get(v, v) if isinstance(v, bool) else v for k, v in (declared.facts if declared else {}).items()
    }
    known = publicly_known(patent) | set(patent.grants.values_list("grantee_id", flat=True))  # the owner granted them
    form = DeclarationForm(request.POST or None, language=language, initial=initial)
    if request.method == "POST" and form.is_valid():
        declare_facts(actor=actor, patent=patent, facts=form.facts())
        messages.success(request, _("Kept. What may be granted has been decided anew."))
        return redirect("declare", number=patent.key)
    context = {
        "form": form,
        "patent": patent,
        "title": patent.title_in(language),
        "rights_rows": [rights_row(row.kind, row.decision, language, known=known) for row in grantable(patent, today)],
    }
    return render(request, "web/declare.html", context)
