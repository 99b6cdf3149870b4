"""The papers of a deal as PDF and DOCX; signed papers brought back, and what their signatures are worth."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.adapters.documents.papers import (
    ConsentKind,
    Paper,
    consent,
    offered,
    paper,
    paper_docx,
    paper_pdf,
)
from patentfair.adapters.documents.signed_check import check_apart
from patentfair.adapters.documents.signing import SignatureCheck, Signer, sign
from patentfair.adapters.documents.store import path_of, tentative
from patentfair.apps.accounts.access import Actor
from patentfair.apps.market.actions.signed_papers import bring_signed_paper, issue_paper
from patentfair.apps.market.models import Consent, Deal, SignedPaper, TermSheet
from patentfair.apps.market.queries import may_name, side_of, was_issued
from patentfair.domain.kernel.errors import DomainError, Invalid, NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind
from patentfair.web.deals.contract_of_deal import contract_of, contract_party
from patentfair.web.deals.head import deal_of, head
from patentfair.web.deals.letters import letters
from patentfair.web.guards import keep_upload, signed_in
from patentfair.web.language import page_language
from patentfair.web.present import day
from patentfair.web.refusals import sentence
from patentfair.web.request import PageRequest
from patentfair.web.throttle import is_barred, note_failure

__all__ = ["bring", "contract", "one", "papers", "signed"]

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BEFORE_AGREEMENT = ("term-sheet",)


def _sheet(deal: Deal) -> TermSheet:
    """The version the papers are about: the agreed one, else the newest; amendments only once they are in force."""
    found = deal.agreed_sheet or deal.sheets.filter(amendment=None).order_by("-number").first()
    if found is None:
        raise NotFound("not-found", what="paper")
    return found


@signed_in
def papers(request: PageRequest, pk: int) -> HttpResponse:
    """Every paper of the deal, and what was brought back signed."""
    deal, language = deal_of(request, pk), page_language()
    sheet = deal.agreed_sheet or deal.sheets.filter(amendment=None).order_by("-number").first()
    rows: list[dict[str, str]] = []
    if sheet is not None:
        written = contract_of(deal, sheet)
        for name, words in offered(written):
            if deal.agreed_sheet_id or name in _BEFORE_AGREEMENT:
                rows.append({"name": name, "title": words.of(language)})
        for asked in _consents(request.actor, deal, sheet):
            who = contract_party(asked.organisation, None).name.of(language)
            rows.append({"name": f"consent-{asked.pk}", "title": _("Consent: %(who)s") % {"who": who}})
        if deal.agreed_sheet_id:
            rows += [{"name": name, "title": words.of(language)} for name, words, _write in letters(deal, written)]
    context = {
        **head(request, deal, language, "papers"),
        "rows": rows,
        "number": sheet.number if sheet else 0,
        "is_agreed": deal.agreed_sheet_id is not None,
        "signed_rows": [_signed_row(one, language) for one in deal.signed_papers.order_by("-pk")],
        "may_bring": side_of(request.actor, deal, "sign") is not None and deal.agreed_sheet_id is not None,
        "has_trust": bool(_trust()),
    }
    return render(request, "web/deal_papers.html", context)


def _consents(actor: Actor, deal: Deal, sheet: TermSheet) -> list[Consent]:
    """Those the reader may know of: a consent's paper names who gives it."""
    asked = deal.consents.filter(sheet_hash=sheet.hash).select_related("organisation", "deal__patent").order_by("pk")
    return [one for one in asked if may_name(actor, one)]


@signed_in
def one(request: PageRequest, pk: int, name: str, form: str) -> HttpResponse:
    """One paper, set as PDF or as an editable DOCX."""
    deal = deal_of(request, pk)
    if form not in _TYPES or (deal.agreed_sheet_id is None and name not in _BEFORE_AGREEMENT):
        raise NotFound("not-found", what="paper")
    sheet = _sheet(deal)
    value = _paper(request.actor, deal, sheet, name)
    data = paper_pdf(value) if form == "pdf" else paper_docx(value)
    if form == "pdf":
        issue_paper(actor=request.actor, deal=deal, name=name, sha256=sha256(data).hexdigest())
        data = _sealed(deal, name, data)
    response = HttpResponse(data, content_type=_TYPES[form])
    kind = "inline" if form == "pdf" else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}-{deal.pk}.{form}"'
    return response


@signed_in
def contract(request: PageRequest, pk: int) -> HttpResponse:
    """The bilingual contract of the version both sides agreed on."""
    return one(request, pk, "contract", "pdf")  # type: ignore[return-value]


def _paper(actor: Actor, deal: Deal, sheet: TermSheet, name: str) -> Paper:
    written = contract_of(deal, sheet)
    write = next((write for word, _words, write in letters(deal, written) if word == name), None)
    if write is not None:
        return write()
    if name.startswith("consent-"):
        number = name.removeprefix("consent-")
        asked = next((row for row in _consents(actor, deal, sheet) if str(row.pk) == number), None)
        if asked is None:
            raise NotFound("not-found", what="paper")
        return consent(written, contract_party(asked.organisation, None), _consent_kind(deal, asked))
    return paper(written, name)


def _consent_kind(deal: Deal, asked: Consent) -> ConsentKind:
    if deal.head_grant_id and deal.head_grant and deal.head_grant.grantor_id == asked.organisation_id:
        return ConsentKind.HEAD_LICENSOR
    if deal.kind == DealKind.PLEDGE.value and asked.organisation_id == deal.grantee_id:
        return ConsentKind.CONTINUED_OPEN_LICENCE
    if deal.patent.encumbrances.filter(holder=asked.organisation).exists():
        return ConsentKind.PLEDGEE
    return ConsentKind.CO_OWNER


def _sealed(deal: Deal, name: str, pdf: bytes) -> bytes:
    """The contract both sides have signed, with this installation's own signature where it has a key."""
    if name != "contract" or deal.in_force_at is None or not settings.SIGNING_KEY:
        return pdf
    key = Signer(Path(settings.SIGNING_KEY).read_bytes(), settings.SIGNING_PASSPHRASE)
    return sign(pdf, key, name="Patentfair", reason=f"deal:{deal.pk}", at=deal.in_force_at)


def _keep_signed(request: PageRequest, deal: Deal) -> None:
    name, digest = keep_upload(request.FILES.get("paper"))
    if not digest:
        raise Invalid("paper.not-a-pdf", field="paper")
    checks = check_apart(path_of(Path(settings.FILES_ROOT), digest).read_bytes(), _trust(), at=timezone.now())
    bring_signed_paper(
        actor=request.actor,
        deal=deal,
        name=name,
        sha256=digest,
        is_our_paper=bool(checks)
        and all(row.only_signed_since for row in checks)
        and was_issued(deal, checks[0].original_digest),
        findings=[_finding(row) for row in checks],
    )


@signed_in
@require_POST
def bring(request: PageRequest, pk: int) -> HttpResponse:
    """Bring a signed paper back; its signatures are checked at once."""
    deal = deal_of(request, pk, "sign")
    who = ("signed-paper", str(request.actor.user_id))
    if is_barred(*who):
        messages.error(request, _("Too many attempts. Please wait a quarter of an hour."))
        return redirect("deal-papers", pk=pk)
    with tentative() as take_back:
        try:
            _keep_signed(request, deal)
        except DomainError as error:
            take_back()
            if not isinstance(error, Invalid):
                raise
            note_failure(*who)
            messages.error(request, sentence(error))
        else:
            messages.success(request, _("The paper is kept. See below what its signatures are worth."))
    return redirect("deal-papers", pk=pk)


@signed_in
def signed(request: PageRequest, pk: int, number: int) -> HttpResponseBase:
    """A signed paper that was brought back."""
    deal = deal_of(request, pk)
    found = deal.signed_papers.filter(pk=number).first()
    if found is None:
        raise NotFound("not-found", what="paper")
    stream = path_of(Path(settings.FILES_ROOT), found.sha256).open("rb")
    return FileResponse(stream, as_attachment=True, filename=f"signed-{deal.pk}-{found.pk}.pdf")


def _trust() -> tuple[bytes, ...]:
    """The root certificates the operator put into the home's `trust` folder, as PEM."""
    return tuple(path.read_bytes() for path in sorted(Path(settings.TRUST_ROOT).glob("*.pem")))


def _finding(row: SignatureCheck) -> dict[str, Any]:
    return {
        "signer": row.signer[:200],
        "signed_at": row.signed_at.isoformat() if row.signed_at else "",
        "reason": row.reason[:200],
        "is_intact": row.is_intact,
        "coverage": row.coverage.value,
        "is_modified_after": row.is_modified_after,
        "chain": row.chain.value,
        "holds": row.holds,
    }


def _signed_row(one_: SignedPaper, language: str) -> dict[str, Any]:
    chains = {
        "trusted": Words("证书可信", "certificate trusted"),
        "untrusted": Words("证书未列入本平台信任的根证书", "certificate not under a root trusted here"),
        "expired": Words("证书已过期", "certificate expired"),
    }
    return {
        "pk": one_.pk,
        "name": one_.name,
        "side": one_.side,
        "when": day(timezone.localdate(one_.brought_at)),
        "is_our_paper": one_.is_our_paper,
        "sha256": one_.sha256,
        "findings": [
            {
                **row,
                "chain_label": chains[row["chain"]].of(language),
                "signed_at": row["signed_at"][:16].replace("T", " "),
            }
            for row in one_.findings
        ],
    }
