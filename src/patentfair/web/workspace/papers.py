"""The papers of a deal as PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from patentfair.adapters.documents.contract import Contract, ContractParty, contract_pdf
from patentfair.apps.accounts.access import fetch
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.access import DEALS
from patentfair.apps.market.models import Deal
from patentfair.apps.market.queries import terms_of
from patentfair.apps.registry.queries import record_of
from patentfair.domain.kernel.errors import NotFound
from patentfair.web.guards import signed_in
from patentfair.web.request import PageRequest

__all__ = ["contract"]


@signed_in
def contract(request: PageRequest, pk: int) -> HttpResponse:
    """The bilingual contract of the version both sides agreed on."""
    deal = fetch(
        Deal.objects.select_related("grantor", "grantee", "patent", "agreed_sheet"),
        DEALS,
        "read",
        request.actor,
        pk=pk,
    )
    if deal.agreed_sheet is None:
        raise NotFound("not-found", what="contract")
    record = record_of(deal.patent)
    signed = {s.side: (s.name, timezone.localdate(s.at)) for s in deal.agreed_sheet.signatures.all()}
    pdf = contract_pdf(
        Contract(
            number=f"PF-{deal.opened_at.year}-{deal.pk:06d}",
            terms=terms_of(deal.agreed_sheet),
            terms_hash=deal.agreed_sheet.hash,
            patent_number=deal.patent.key,
            application_number=record.application.raw if record.application else "",
            title_zh=deal.patent.titles.get("zh", ""),
            title_en=deal.patent.titles.get("en", ""),
            filing=deal.patent.filing_date,
            term_end=deal.patent.term_end,
            grantor=_party(deal.grantor, signed.get("grantor")),
            grantee=_party(deal.grantee, signed.get("grantee")),
            agreed_on=timezone.localdate(deal.agreed_sheet.at),
            recordal_due=deal.recordal_due,
            is_sample=deal.is_sample or deal.grantor.is_sample,
        )
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="contract-{deal.pk}.pdf"'
    return response


def _party(organisation: Organisation, signed: tuple[str, object] | None) -> ContractParty:
    return ContractParty(
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
        signed_by=signed[0] if signed else "",
        signed_on=signed[1] if signed else None,  # type: ignore[arg-type]
    )
