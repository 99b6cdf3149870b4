"""What the papers of a deal are written from: the agreed terms and what is known of the rights and the parties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.patents.record import Stage

__all__ = [
    "WHOLE",
    "ConsentOnFile",
    "Contract",
    "ContractParty",
    "ContractPatent",
    "HeadLicence",
    "Mandate",
    "PledgeFacts",
]

WHOLE = "1/1"


class ContractParty(msgspec.Struct, frozen=True, kw_only=True):
    """One party: its names and seat, and who signed for it when, once signed. `country` is ISO 3166.

    `code` is the unified social credit code (or the registration number abroad). `role` is set for parties beyond the
    two sides: the owner in a sub-licence, a further member of a pool, the debtor of a pledge.
    """

    name_zh: str
    name_en: str
    address_zh: str = ""
    address_en: str = ""
    country: str = "CN"
    code: str = ""
    is_person: bool = False
    role: Words | None = None
    signed_by: str = ""
    signed_on: date | None = None

    @property
    def name(self) -> Words:
        return Words(self.name_zh or self.name_en, self.name_en or self.name_zh)


class ContractPatent(msgspec.Struct, frozen=True, kw_only=True):
    """One right the paper is about, as its documents print it.

    `term_end` is the first day after the right's term. `share` is the grantor's part of the right ("1/2"); `pledgee`
    names who holds a registered pledge on it.
    """

    patent_number: str
    application_number: str = ""
    publication_number: str = ""
    title_zh: str = ""
    title_en: str = ""
    right_type: str = ""
    office: str = "CN"
    stage: Stage = Stage.GRANT
    filing: date | None = None
    granted_on: date | None = None
    term_end: date | None = None
    applicant: str = ""
    patentee: str = ""
    share: str = WHOLE
    pledgee: str = ""

    @property
    def is_application(self) -> bool:
        return self.stage is Stage.APPLICATION

    @property
    def title(self) -> Words:
        return Words(self.title_zh or self.title_en, self.title_en or self.title_zh)

    @property
    def shown_number(self) -> str:
        """The number papers call the right by: of the patent, or of the application before grant."""
        return (self.application_number or self.patent_number) if self.is_application else self.patent_number


class HeadLicence(msgspec.Struct, frozen=True, kw_only=True):
    """The licence a sub-licence rests on. `end` is the first day it no longer runs; `licensor` is who granted it."""

    kind: DealKind
    licensor: Words
    number: str = ""
    made_on: date | None = None
    start: date | None = None
    end: date | None = None
    recordal_number: str = ""
    allows_sub_licences: bool = False


class PledgeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a pledge beside its terms; `value` is of a valuation report, in the currency of the terms."""

    main_contract: str = ""
    main_contract_on: date | None = None
    debt_kind: str = ""
    value: Decimal | None = None
    valuer: str = ""
    registration_number: str = ""
    registered_on: date | None = None


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts for a side, by which document; `until` is the first day the power no longer runs."""

    principal: Words
    agent: Words
    document: str = ""
    scope: Words = Words("", "")
    start: date | None = None
    until: date | None = None


class ConsentOnFile(msgspec.Struct, frozen=True, kw_only=True):
    """A consent to this version of the terms that was collected, or is still to come (`given_on` is None)."""

    who: Words
    standing: Words
    given_on: date | None = None
    document: str = ""


class Contract(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the papers say. `terms_hash` binds them to the version both sides accepted.

    `patents` are in the order of the terms, the first one leads. `grantor` gives the right (licensor, assignor,
    pledgor, first developer), `grantee` takes it; `others` sign beside them, each with a role. `is_cross_border` says
    that one side only is in mainland China.
    """

    number: str
    terms: Terms
    terms_hash: str
    patents: tuple[ContractPatent, ...]
    grantor: ContractParty
    grantee: ContractParty
    agreed_on: date
    others: tuple[ContractParty, ...] = ()
    recordal_due: date | None = None
    in_force_on: date | None = None
    head: HeadLicence | None = None
    pledge: PledgeFacts | None = None
    mandates: tuple[Mandate, ...] = ()
    consents: tuple[ConsentOnFile, ...] = ()
    is_cross_border: bool = False
    is_public_institution: bool = False
    is_sample: bool = False

    @property
    def lead(self) -> ContractPatent:
        return self.patents[0]

    @property
    def is_single(self) -> bool:
        return len(self.patents) == 1

    @property
    def kind(self) -> DealKind:
        return self.terms.kind

    @property
    def conveys(self) -> DealKind:
        return self.terms.conveys

    @property
    def office(self) -> str:
        return self.lead.office

    @property
    def is_licence(self) -> bool:
        return self.conveys not in {DealKind.ASSIGNMENT, DealKind.PLEDGE}

    @property
    def is_application(self) -> bool:
        """Nothing has been granted yet."""
        return all(patent.is_application for patent in self.patents)

    @property
    def is_mixed(self) -> bool:
        return not self.is_application and any(patent.is_application for patent in self.patents)

    @property
    def is_co_owned(self) -> bool:
        return any(patent.share != WHOLE for patent in self.patents)

    @property
    def share(self) -> Words:
        """The grantor's share, where it is a part; for several patents the schedule says it."""
        if self.is_single:
            return Words(self.lead.share, self.lead.share)
        return Words("见专利清单", "as in the schedule of patents")

    @property
    def pledgees(self) -> str:
        return "、".join(dict.fromkeys(patent.pledgee for patent in self.patents if patent.pledgee))

    @property
    def ends(self) -> date | None:
        """The first day on which the grant no longer runs: the agreed end, but never after the last right's own."""
        ends = [patent.term_end for patent in self.patents]
        last = None if None in ends else max(day for day in ends if day is not None)
        return min((day for day in (self.terms.end, last) if day is not None), default=None)

    @property
    def grantor_role(self) -> Words:
        return _ROLES.get(self.kind, _LICENCE if self.is_licence else _TITLE)[0]

    @property
    def grantee_role(self) -> Words:
        return _ROLES.get(self.kind, _LICENCE if self.is_licence else _TITLE)[1]

    def say(self, zh: str, en: str, **values: Words | str) -> Words:
        """A sentence pair: {g} and {e} are the sides' roles, {p} the right, {b} and {bb} blanks.

        {G} and {E} begin a sentence within a clause.
        """
        right = Words("该专利申请", "the application") if self.is_application else Words("该专利", "the patent")
        grantor, grantee = self.grantor_role, self.grantee_role
        words: dict[str, Words | str] = {
            "g": Words(grantor.zh, _the(grantor.en)),
            "G": Words(grantor.zh, _the(grantor.en, upper=True)),
            "e": Words(grantee.zh, _the(grantee.en)),
            "E": Words(grantee.zh, _the(grantee.en, upper=True)),
            "p": right,
            "b": "＿＿＿＿",
            "bb": "＿" * 12,
            **values,
        }
        said_zh, said_en = (
            text.format(**{name: value.of(language) if isinstance(value, Words) else value for name, value in each})
            for text, language, each in ((zh, "zh", words.items()), (en, "en", words.items()))
        )
        return Words(said_zh, f"{said_en[:1].upper()}{said_en[1:]}")


_LICENCE = (Words("许可方", "Licensor"), Words("被许可方", "Licensee"))
_TITLE = (Words("转让方", "Assignor"), Words("受让方", "Assignee"))
_ROLES = {
    DealKind.SUB_LICENCE: (Words("分许可方", "Sub-licensor"), Words("被分许可方", "Sub-licensee")),
    DealKind.PLEDGE: (Words("出质人", "Pledgor"), Words("质权人", "Pledgee")),
    DealKind.JOINT_DEVELOPMENT: (Words("甲方", "Party A"), Words("乙方", "Party B")),
    DealKind.POOL: (Words("入池方", "Contributor"), Words("专利池管理方", "Pool administrator")),
}


def _the(role: str, *, upper: bool = False) -> str:
    return role if role.startswith("Party ") else f"{'The' if upper else 'the'} {role.lower()}"
