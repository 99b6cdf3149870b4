"""The papers of a deal as PDF."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone

from patentfair.adapters.documents.contract import Contract, ContractParty, ContractPatent, contract_pdf
from patentfair.apps.accounts.access import fetch
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.access import DEALS
from patentfair.apps.market.models import Deal
from patentfair.apps.market.queries import terms_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import record_of
from patentfair.apps.rights.models import Encumbrance
from patentfair.apps.rights.queries import owners
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.market.terms import Terms
from patentfair.domain.patents.numbers import cn_check_digit
from patentfair.domain.patents.record import PartyRole, PatentRecord, Stage
from patentfair.domain.patents.regions import PROVINCES
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
    terms = terms_of(deal.agreed_sheet)
    agreed_on = timezone.localdate(deal.agreed_sheet.at)
    signed = {s.side: (s.name, timezone.localdate(s.at)) for s in deal.agreed_sheet.signatures.all()}
    pdf = contract_pdf(
        Contract(
            number=f"PF-{deal.opened_at.year}-{deal.pk:06d}",
            terms=terms,
            terms_hash=deal.agreed_sheet.hash,
            patents=tuple(_described(patent, deal.grantor, agreed_on) for patent in _patents(terms) or [deal.patent]),
            grantor=_party(deal.grantor, signed.get("grantor")),
            grantee=_party(deal.grantee, signed.get("grantee")),
            agreed_on=agreed_on,
            in_force_on=timezone.localdate(deal.in_force_at) if deal.in_force_at else None,
            recordal_due=deal.recordal_due,
            is_cross_border=(deal.grantor.country == "CN") != (deal.grantee.country == "CN"),
            is_public_institution=deal.grantor.is_state_founded
            and deal.grantor.kind in (Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE),
            is_sample=deal.is_sample or deal.grantor.is_sample,
        )
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="contract-{deal.pk}.pdf"'
    return response


def _patents(terms: Terms) -> list[Patent]:
    """The patents of the terms in their order."""
    found = {patent.key: patent for patent in Patent.objects.filter(key__in=terms.patents)}
    return [found[key] for key in terms.patents if key in found]


def _described(patent: Patent, grantor: Organisation, day: date) -> ContractPatent:
    record = record_of(patent)
    applicant = _named(record, PartyRole.APPLICANT)
    return ContractPatent(
        patent_number=_patent_number(patent, record),
        application_number=record.application.raw if record.application else "",
        publication_number=patent.key,
        title_zh=patent.titles.get("zh", ""),
        title_en=patent.titles.get("en", ""),
        right_type=patent.right_type,
        office=patent.office,
        stage=record.stage,
        filing=patent.filing_date,
        granted_on=patent.publication_date if record.stage is Stage.GRANT else None,
        term_end=patent.term_end,
        applicant=applicant,
        patentee=_named(record, PartyRole.ASSIGNEE) or applicant,
        share=_share(patent, grantor, day),
        pledgee=_pledgees(patent, day),
    )


def _party(organisation: Organisation, signed: tuple[str, date] | None) -> ContractParty:
    zh, en = _seat(organisation)
    return ContractParty(
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
        address_zh=zh,
        address_en=en,
        country=organisation.country,
        is_person=organisation.kind == Organisation.Kind.PERSON,
        signed_by=signed[0] if signed else "",
        signed_on=signed[1] if signed else None,
    )


def _seat(organisation: Organisation) -> tuple[str, str]:
    """Province and city as addresses in each language begin; the street is the parties' to fill in."""
    city_zh, city_en = organisation.city_zh or organisation.city_en, organisation.city_en or organisation.city_zh
    if organisation.country != "CN":
        return city_zh, ", ".join(part for part in (city_en, organisation.country) if part)
    province = PROVINCES.get(organisation.province)
    if province is None:
        return city_zh, ", ".join(part for part in (city_en, "China") if part)
    if not city_zh or province.zh.startswith(city_zh):
        return province.zh, f"{province.en}, China"
    if organisation.city_zh and not city_zh.endswith(("市", "县", "区", "自治州", "盟")):
        city_zh += "市"
    return f"{province.zh}{city_zh}", f"{city_en}, {province.en}, China"


def _patent_number(patent: Patent, record: PatentRecord) -> str:
    """The number a certificate shows: in China ZL with the application's number, elsewhere the document's own."""
    application = record.application
    if patent.office != "CN" or record.stage is not Stage.GRANT or application is None:
        return patent.key
    number = application.number
    if not (number.isascii() and number.isdigit() and len(number) in (8, 12)):
        return patent.key
    return f"ZL {number}.{application.check_digit or cn_check_digit(number)}"


def _named(record: PatentRecord, role: PartyRole) -> str:
    """Parties of one role as the document prints them."""
    return "；".join(party.name for party in record.parties if party.role is role)


def _share(patent: Patent, grantor: Organisation, day: date) -> str:
    """The grantor's share on the day the terms were agreed; the whole where the platform knows no other."""
    for interest in owners(patent, day):
        if interest.organisation_id == grantor.pk and interest.share_numerator < interest.share_denominator:
            return f"{interest.share_numerator}/{interest.share_denominator}"
    return "1/1"


def _pledgees(patent: Patent, day: date) -> str:
    """Who held a registered pledge on that day."""
    pledges = (
        Encumbrance.objects.filter(patent=patent, kind=Encumbrance.Kind.PLEDGE, registered=True, valid_from__lte=day)
        .filter(Q(valid_until=None) | Q(valid_until__gt=day))
        .exclude(holder=None)
        .select_related("holder")
        .order_by("pk")
    )
    return "、".join(str(pledge.holder) for pledge in pledges)
