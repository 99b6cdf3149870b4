"""What a contract is written from, and the shape of its articles."""

from __future__ import annotations

from datetime import date

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.patents.record import Stage

__all__ = ["WHOLE", "Article", "Contract", "ContractParty"]

WHOLE = "1/1"


class ContractParty(msgspec.Struct, frozen=True, kw_only=True):
    """One side: its names and seat, and who signed for it when, once signed. `country` is ISO 3166."""

    name_zh: str
    name_en: str
    address_zh: str = ""
    address_en: str = ""
    country: str = "CN"
    is_person: bool = False
    signed_by: str = ""
    signed_on: date | None = None


class Contract(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the paper says. `terms_hash` binds it to the version both sides accepted.

    `term_end` is the first day after the right's term. `share` is the grantor's part of the right ("1/2"); `pledgee`
    names who holds a registered pledge on it; `is_cross_border` says that one side only is in mainland China.
    """

    number: str
    terms: Terms
    terms_hash: str
    patent_number: str
    application_number: str
    title_zh: str
    title_en: str
    filing: date | None
    term_end: date | None
    grantor: ContractParty
    grantee: ContractParty
    agreed_on: date
    recordal_due: date | None = None
    is_sample: bool = False
    office: str = "CN"
    stage: Stage = Stage.GRANT
    right_type: str = ""
    publication_number: str = ""
    patentee: str = ""
    applicant: str = ""
    granted_on: date | None = None
    in_force_on: date | None = None
    share: str = WHOLE
    pledgee: str = ""
    is_cross_border: bool = False
    is_public_institution: bool = False

    @property
    def is_licence(self) -> bool:
        return self.terms.kind is not DealKind.ASSIGNMENT

    @property
    def is_application(self) -> bool:
        return self.stage is Stage.APPLICATION

    @property
    def is_co_owned(self) -> bool:
        return self.share != WHOLE

    @property
    def ends(self) -> date | None:
        """The first day on which the grant no longer runs: the agreed end, but never after the right's own."""
        known = [day for day in (self.terms.end, self.term_end) if day is not None]
        return min(known, default=None)

    @property
    def grantor_role(self) -> Words:
        return Words("许可方", "Licensor") if self.is_licence else Words("转让方", "Assignor")

    @property
    def grantee_role(self) -> Words:
        return Words("被许可方", "Licensee") if self.is_licence else Words("受让方", "Assignee")

    def say(self, zh: str, en: str, **values: Words | str) -> Words:
        """A sentence pair: {g} and {e} are the sides' roles, {p} the right, {b} and {bb} blanks.

        {G} and {E} begin a sentence within a clause.
        """
        right = Words("该专利申请", "the application") if self.is_application else Words("该专利", "the patent")
        grantor, grantee = self.grantor_role, self.grantee_role
        words: dict[str, Words | str] = {
            "g": Words(grantor.zh, f"the {grantor.en.lower()}"),
            "G": Words(grantor.zh, f"The {grantor.en.lower()}"),
            "e": Words(grantee.zh, f"the {grantee.en.lower()}"),
            "E": Words(grantee.zh, f"The {grantee.en.lower()}"),
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


class Article(msgspec.Struct, frozen=True):
    """An article: its heading and its clauses, each in both languages."""

    head: Words
    clauses: tuple[Words, ...]
