"""What the papers of a deal are written from."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from patentfair.adapters.documents.papers import (
    ConsentOnFile,
    Contract,
    ContractParty,
    ContractPatent,
    HeadLicence,
    Mandate,
    PledgeFacts,
)
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.models import Deal, TermSheet
from patentfair.apps.market.models import Mandate as MandateRow
from patentfair.apps.market.queries import patents_of, terms_of
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import record_of
from patentfair.apps.rights.models import Encumbrance, Grant
from patentfair.apps.rights.queries import owners
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind
from patentfair.domain.patents.numbers import cn_check_digit
from patentfair.domain.patents.record import PartyRole, PatentRecord, Stage
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["contract_of", "contract_party", "described", "mandate_of"]


def contract_of(deal: Deal, sheet: TermSheet) -> Contract:
    """The deal on one version of its terms, as the papers need it."""
    terms = terms_of(sheet)
    agreed_on = timezone.localdate(sheet.at)
    signed = {one.side: (one.name, timezone.localdate(one.at)) for one in sheet.signatures.all()}
    is_public = deal.grantor.is_state_founded and deal.grantor.kind in (
        Organisation.Kind.UNIVERSITY,
        Organisation.Kind.INSTITUTE,
    )
    return Contract(
        number=f"PF-{deal.opened_at.year}-{deal.pk:06d}",
        terms=terms,
        terms_hash=sheet.hash,
        patents=tuple(described(patent, deal.grantor, agreed_on) for patent in patents_of(terms)),
        grantor=contract_party(deal.grantor, signed.get("grantor")),
        grantee=contract_party(deal.grantee, signed.get("grantee")),
        agreed_on=agreed_on,
        in_force_on=timezone.localdate(deal.in_force_at) if deal.in_force_at else None,
        recordal_due=deal.recordal_due,
        head=_head(deal.head_grant) if deal.head_grant_id and deal.head_grant else None,
        pledge=_pledge(deal) if terms.kind is DealKind.PLEDGE else None,
        mandates=tuple(_mandates(deal)),
        consents=tuple(_consents(deal, sheet)),
        is_cross_border=(deal.grantor.country == "CN") != (deal.grantee.country == "CN"),
        is_public_institution=is_public,
        is_sample=deal.is_sample or deal.grantor.is_sample,
    )


def _head(grant: Grant) -> HeadLicence:
    return HeadLicence(
        kind=DealKind(grant.kind) if grant.kind in set(DealKind) else DealKind.ORDINARY,
        licensor=Words(grant.grantor.name_zh or grant.grantor.name_en, grant.grantor.name_en or grant.grantor.name_zh),
        number=grant.basis,
        made_on=grant.executed,
        start=grant.start,
        end=grant.end,
        recordal_number=grant.record_number,
        allows_sub_licences=grant.sublicensable,
    )


def _pledge(deal: Deal) -> PledgeFacts:
    return PledgeFacts(registered_on=deal.recorded_on)


def _mandates(deal: Deal) -> list[Mandate]:
    rows = deal.mandates.exclude(accepted_at=None).filter(ended_at=None).select_related("organisation", "principal")
    return [mandate_of(row) for row in rows]


def mandate_of(row: MandateRow) -> Mandate:
    """A mandate as the papers tell it."""
    return Mandate(
        principal=contract_party(row.principal, None).name,
        agent=contract_party(row.organisation, None).name,
        scope=Words(row.what, row.what),
        start=timezone.localdate(row.given_at),
    )


def _consents(deal: Deal, sheet: TermSheet) -> list[ConsentOnFile]:
    rows = deal.consents.filter(sheet_hash=sheet.hash).select_related("organisation").order_by("pk")
    return [
        ConsentOnFile(
            who=contract_party(row.organisation, None).name,
            standing=Words("依法须征得其同意者", "whose consent the law asks for"),
            given_on=timezone.localdate(row.decided_at) if row.state == "given" and row.decided_at else None,
        )
        for row in rows
        if row.state != "refused"
    ]


def described(patent: Patent, grantor: Organisation, day: date) -> ContractPatent:
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


def contract_party(organisation: Organisation, signed: tuple[str, date] | None) -> ContractParty:
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
