"""Ask a center and follow one's case, with an account or without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.helpdesk.actions import cases, records, referrals, survey
from patentfair.apps.helpdesk.clients import code_digest, is_client
from patentfair.apps.helpdesk.models import Case, CaseMessage
from patentfair.domain.helpdesk.case import ANSWER_DAYS, CLOSE_DAYS, CaseKind, SizeClass
from patentfair.domain.kernel.errors import DomainError, NotFound, Refused
from patentfair.web.deals.kept_files import kept_file
from patentfair.web.helpdesk.case_page import case_row, cases_found, center_name, file_rows, head, talk
from patentfair.web.helpdesk.forms import AskForm, CodeForm, FileForm, RateForm, ReopenForm, TextForm
from patentfair.web.helpdesk.uploads import put_upload
from patentfair.web.language import page_language
from patentfair.web.present import organisation_name
from patentfair.web.refusals import show_in_form
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure, visitor_address

__all__ = ["act", "ask", "case", "file", "follow"]

ASKED_AN_ADDRESS = 20
TRIES_AN_ADDRESS = 10
HOUR = 3600
CODE_COOKIE = "case_code"
CODE_SECONDS = 120
SHOWN = 100
_BY_KIND = {"small_firm": SizeClass.SMALL_FIRM, "person": SizeClass.INVENTOR, "company": SizeClass.LARGE_FIRM}


@never_cache
def ask(request: PageRequest) -> HttpResponse:
    """Ask a center, or complain about one. Without an account a code is shown to follow the case by."""
    language, actor = page_language(), request.actor
    centers = list(Center.objects.exclude(state=Center.State.REMOVED).order_by("-is_national", "province", "pk"))
    organisations = Organisation.objects.filter(pk__in=actor.acting_for("draft")).order_by("pk")[:SHOWN]
    form = AskForm(
        request.POST or None,
        language=language,
        initial=_initial(request, centers, organisations),
        centers=[(one.key, center_name(one, language)) for one in centers],
        organisations=[(one.pk, organisation_name(one, language)) for one in organisations],
    )
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form, {one.key: one for one in centers}, {one.pk: one for one in organisations})
        if opened is not None:
            return _lead_to(*opened)
    kinds = [
        {"label": kind.label.of(language), "answer": ANSWER_DAYS[kind], "close": CLOSE_DAYS[kind]} for kind in CaseKind
    ]
    return render(request, "web/helpdesk/ask.html", {"form": form, "kinds": kinds, "has_centers": bool(centers)})


def _initial(request: PageRequest, centers: list[Center], organisations: Any) -> dict[str, Any]:
    wanted, kind = request.GET.get("center", ""), request.GET.get("kind", "")
    first = next(iter(organisations), None)
    return {
        "center": wanted if any(one.key == wanted for one in centers) else "",
        "kind": kind if kind in set(CaseKind) else CaseKind.QUESTION.value,
        "size_class": _BY_KIND.get(first.kind, SizeClass.PUBLIC_BODY) if first else "",
        "organisation": first.pk if first else "",
        "name": request.user.name if request.actor.is_signed_in else "",  # type: ignore[union-attr]
    }


def _opened(
    request: PageRequest, form: AskForm, centers: dict[str, Center], organisations: dict[int, Organisation]
) -> tuple[Case, str] | None:
    who = ("case", visitor_address(request))
    if is_barred(*who, tries=ASKED_AN_ADDRESS):
        form.add_error(None, gettext("Too many attempts. Please wait a quarter of an hour."))
        return None
    data = dict(form.cleaned_data)
    center = centers[data.pop("center")]
    chosen = data.pop("organisation", "")
    try:
        made, code = cases.open_case(
            actor=request.actor,
            center=center,
            organisation=organisations[int(chosen)] if chosen else None,
            language=page_language(),
            **data,
        )
    except DomainError as error:
        show_in_form(form, error)
        return None
    note_failure(*who)
    if code:
        _remember(request, made, code_digest(code))
        request.session["codes"] = [*request.session.get("codes", []), made.pk]  # of which it may ask a new one, once
    messages.success(request, gettext("Your case is open."))
    return made, code


def _lead_to(found: Case, code: str) -> HttpResponse:
    """On to the case's page, which tells a new code once. It travels in the browser: here only its hash is kept."""
    response = redirect("case", pk=found.pk)
    if code:
        response.set_cookie(
            CODE_COOKIE, code, max_age=CODE_SECONDS, path=response["Location"], secure=settings.HTTPS,
            httponly=True, samesite="Lax",
        )  # fmt: skip
    return response


def _remember(request: PageRequest, found: Case, proof: str) -> None:
    """Let this browser follow the case for an hour: it may stand in a library."""
    request.session["cases"] = {**request.session.get("cases", {}), str(found.pk): proof}
    if not request.actor.is_signed_in:
        request.session.set_expiry(HOUR)


@never_cache
def follow(request: PageRequest) -> HttpResponse:
    """Find one's case by its code; those signed in see theirs."""
    form = CodeForm(request.POST or None, language=page_language())
    if request.method == "POST" and form.is_valid():
        who = ("case-code", visitor_address(request))
        proof = code_digest(form.cleaned_data["code"])
        found = Case.objects.filter(code_sha256=proof).first()
        if is_barred(*who, tries=TRIES_AN_ADDRESS):
            form.add_error(None, gettext("Too many attempts. Please wait a quarter of an hour."))
        elif found is None:
            note_failure(*who)
            form.add_error("code", gettext("No case has this code. Look at it once more."))
        else:
            _remember(request, found, proof)
            return redirect("case", pk=found.pk)
    return _code_page(request, form)


def _code_page(request: PageRequest, form: CodeForm, case_address: str = "") -> HttpResponse:
    """The page that takes a code; at a case's own address (`case_address`) it says the same of every number."""
    language = page_language()
    mine = cases_found().filter(opened_by=request.actor.user_id) if request.actor.is_signed_in else Case.objects.none()
    known = [int(pk) for pk in request.session.get("cases", {})]
    here = [one for one in cases_found().filter(pk__in=known) if _proves(request, one)]
    context = {
        "form": form,
        "rows": [case_row(one, language) for one in [*mine.order_by("-pk")[:SHOWN], *here]],
        "case_address": case_address,
        "may_sign_in": bool(case_address) and not request.actor.is_signed_in,
    }
    return render(request, "web/helpdesk/follow.html", context, status=404 if case_address else 200)


def _proof(request: PageRequest, pk: int) -> str:
    return str(request.session.get("cases", {}).get(str(pk), ""))


def _proves(request: PageRequest, found: Case) -> bool:
    return is_client(request.actor, found, _proof(request, found.pk))


def _own(request: PageRequest, pk: int) -> Case | None:
    found = cases_found().filter(pk=pk).first()
    return found if found is not None and _proves(request, found) else None


FORMS = {"say": TextForm, "file": FileForm, "reopen": ReopenForm, "rate": RateForm}


@never_cache
def case(request: PageRequest, pk: int) -> HttpResponse:
    """One's own case; for anyone else the way to it, if it is theirs."""
    found = _own(request, pk)
    if found is None:
        return _locked(request, pk)
    code = request.COOKIES.get(CODE_COOKIE, "")
    is_new = bool(code) and code_digest(code) == found.code_sha256
    response = _page(request, found, {}, code=code if is_new else "")
    if code:
        response.delete_cookie(CODE_COOKIE, path=request.path, samesite="Lax")
    return response


def _locked(request: PageRequest, pk: int) -> HttpResponse:
    """Whether there is such a case is not told."""
    return _code_page(request, CodeForm(language=page_language()), reverse("case", args=[pk]))


def _page(request: PageRequest, found: Case, bound: dict[str, Any], *, code: str = "") -> HttpResponse:
    language = page_language()
    forms = {name: kind(language=language, auto_id=f"id_{name}_%s") for name, kind in FORMS.items()}
    organisation = found.organisation_id
    context = {
        "case": head(found, language),
        "talk": talk(found, language, ours=CaseMessage.By.CLIENT),
        "files": file_rows(found, language),
        "forms": forms | bound,
        "code": code,
        "by_code": found.opened_by_id is None,
        "may_renew": found.opened_by_id is None and found.pk in request.session.get("codes", []),
        "may_take_need": organisation is not None and request.actor.may_act_for(organisation, "draft"),
    }
    return render(request, "web/helpdesk/case.html", context)


@never_cache
@require_POST
def act(request: PageRequest, pk: int, act: str) -> HttpResponse:
    """What the client does: write, add a file, confirm, open again, rate, answer a referral, take the need over."""
    found = _own(request, pk)
    if found is None:
        return _locked(request, pk)
    if act == "leave":
        return _left(request, found)
    if act == "code":
        if pk not in request.session.get("codes", []):  # who came in by the code has it
            raise Refused("helpdesk.code-renewed-elsewhere")
        code = cases.renew_code(actor=request.actor, case=found, proof=_proof(request, pk))
        request.session["codes"] = [one for one in request.session["codes"] if one != pk]
        _remember(request, found, code_digest(code))
        return _lead_to(found, code)
    if act in FORMS:
        form = FORMS[act](request.POST, request.FILES, language=page_language(), auto_id=f"id_{act}_%s")
        if not form.is_valid():
            return _page(request, found, {act: form})
        try:
            _with_form(request, found, act, form.cleaned_data)
        except NotFound:
            raise
        except DomainError as error:
            show_in_form(form, error)
            return _page(request, found, {act: form})
    elif act in _PLAIN:
        _PLAIN[act](request, found)
    else:
        raise NotFound("not-found")
    messages.success(request, _DONE.get(act, lambda: gettext("Done."))())
    return redirect("case", pk=pk)


def _with_form(request: PageRequest, found: Case, act: str, data: dict[str, Any]) -> None:
    common: dict[str, Any] = {"actor": request.actor, "case": found, "proof": _proof(request, found.pk)}
    if act == "say":
        cases.say(text=data["text"], **common)
    elif act == "file":
        put_upload(request, found, data["evidence"], by=CaseMessage.By.CLIENT, proof=common["proof"])
    elif act == "reopen":
        cases.reopen(reason=data["reason"], **common)
    else:
        survey.rate(rating=int(data["rating"]), remark=data["remark"], **common)


def _confirm(request: PageRequest, found: Case) -> None:
    cases.confirm(actor=request.actor, case=found, proof=_proof(request, found.pk))


def _withdraw(request: PageRequest, found: Case) -> None:
    cases.withdraw(actor=request.actor, case=found, proof=_proof(request, found.pk))


def _agree(request: PageRequest, found: Case) -> None:
    referrals.settle_referral(actor=request.actor, case=found, agreed=True, proof=_proof(request, found.pk))


def _decline(request: PageRequest, found: Case) -> None:
    referrals.settle_referral(actor=request.actor, case=found, agreed=False, proof=_proof(request, found.pk))


def _take_need(request: PageRequest, found: Case) -> None:
    records.take_need(actor=request.actor, case=found)


_PLAIN: dict[str, Callable[[PageRequest, Case], None]] = {
    "confirm": _confirm,
    "withdraw": _withdraw,
    "agree": _agree,
    "decline": _decline,
    "need": _take_need,
}
_DONE: dict[str, Callable[[], str]] = {
    "say": lambda: gettext("Your message is sent."),
    "confirm": lambda: gettext("Thank you. The case is done."),
    "reopen": lambda: gettext("The case is open again."),
    "rate": lambda: gettext("Thank you for your answer."),
    "need": lambda: gettext("The need is now a draft of your organisation. Look at it, then post it."),
}


def _left(request: PageRequest, found: Case) -> HttpResponse:
    """Take the case off this browser."""
    kept = request.session.get("cases", {})
    request.session["cases"] = {pk: proof for pk, proof in kept.items() if pk != str(found.pk)}
    messages.success(request, gettext("This browser no longer shows the case. Your code opens it again."))
    return redirect("case-follow")


def file(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """A file of one's own case."""
    own = _own(request, pk)
    found = own.files.filter(pk=number).first() if own is not None else None
    if found is None:
        raise NotFound("not-found", what="file")
    return kept_file(found.name, found.sha256)
