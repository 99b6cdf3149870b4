"""What an office's document says of one patent, as a value.

Readers in `domain.formats` make it from bytes; `apps.registry` keeps it. Raw text stays beside what was parsed from
it, and nothing is filled in that the document does not show.

The values are plain trees that can never form a cycle, hence `gc=False`: a weekly file makes millions of them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.register import Conveyance, FamilyStatement, StatusEvent

__all__ = [
    "Citation",
    "Claim",
    "ClassScheme",
    "ClassSymbol",
    "PartyRole",
    "PatentParty",
    "PatentRecord",
    "PriorityClaim",
    "Relation",
    "RelationKind",
    "RightType",
    "Stage",
    "TextIn",
]


class RightType(StrEnum):
    """Kind of right the document is about."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"
    PLANT = "plant"
    REISSUE = "reissue"
    STATUTORY_INVENTION = "statutory_invention"


class Stage(StrEnum):
    """What the document announces."""

    APPLICATION = "application"
    GRANT = "grant"


class ClassScheme(StrEnum):
    IPC = "ipc"
    CPC = "cpc"
    LOCARNO = "locarno"
    USPC = "uspc"


class PartyRole(StrEnum):
    """What the document calls the party. ASSIGNEE is the owner that a granted document names (CN: patentee)."""

    APPLICANT = "applicant"
    INVENTOR = "inventor"
    ASSIGNEE = "assignee"
    AGENT = "agent"


class TextIn(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A text and the language it is written in (BCP 47; "" where the document does not say)."""

    language: str
    text: str


class ClassSymbol(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A classification symbol in canonical spelling: "A61K 31/00", "G06F 3/041", Locarno "01-01"."""

    scheme: ClassScheme
    symbol: str
    version: str = ""
    first: bool = False


class PatentParty(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A party as printed. `region` is what the document says (a US state, a Chinese address's province name)."""

    role: PartyRole
    name: str
    is_organisation: bool | None = None
    address: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    sequence: int = 0


class PriorityClaim(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    country: str
    number: str
    date: date | None = None


class RelationKind(StrEnum):
    """How an application is tied to an earlier one, or to a paper of the same application."""

    CONTINUATION = "continuation"
    CONTINUATION_IN_PART = "continuation_in_part"
    DIVISION = "division"
    PROVISIONAL = "provisional"
    REISSUE = "reissue"
    REEXAMINATION = "reexamination"
    ADDITION = "addition"
    INTERNATIONAL_APPLICATION = "international_application"
    INTERNATIONAL_PUBLICATION = "international_publication"
    EARLIER_PUBLICATION = "earlier_publication"
    SAME_DAY_APPLICATION = "same_day_application"
    OTHER = "other"


class Relation(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """An earlier application, or another publication of this one, that the document names; `kind` says which."""

    kind: RelationKind
    document: DocumentId


class Citation(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A document or a text that is cited. `category` is the search report's ("X", "A;Y"), `cited_by` who cites it."""

    document: DocumentId | None = None
    text: str = ""
    category: str = ""
    cited_by: str = ""


class Claim(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One claim: its number as printed and its text with layout white space folded.

    "[formula]" and "[picture]" stand where the document has a formula or a picture that words cannot give, "[table]"
    before the words of a table; such a record has the problem `claims.pictures`.
    """

    number: int
    text: str


class PatentRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One published document of one patent.

    `publication` identifies the document. `digest` is the SHA-256 hex of the bytes it was read from (of a table row its
    cells, of a part of a service's response what was read of it), so that a second import can tell "unchanged" without
    comparing fields. `source` and `offset` say where those bytes lie. `problems` are defects that did not prevent
    reading. `citations` are what the document cites and `cited_by` what a source says cites it. `events`,
    `conveyances` and `family` are filled by sources that print a register beside the document. `designated_states` are
    ST.3 codes.
    """

    publication: DocumentId
    application: DocumentId | None = None
    right_type: RightType
    stage: Stage
    format: str
    titles: tuple[TextIn, ...] = ()
    abstracts: tuple[TextIn, ...] = ()
    claims: tuple[Claim, ...] = ()
    claim_count: int | None = None
    classes: tuple[ClassSymbol, ...] = ()
    parties: tuple[PatentParty, ...] = ()
    priorities: tuple[PriorityClaim, ...] = ()
    relations: tuple[Relation, ...] = ()
    citations: tuple[Citation, ...] = ()
    cited_by: tuple[DocumentId, ...] = ()
    designated_states: tuple[str, ...] = ()
    family: FamilyStatement | None = None
    events: tuple[StatusEvent, ...] = ()
    conveyances: tuple[Conveyance, ...] = ()
    term_years: int | None = None
    term_extension_days: int | None = None
    digest: str = ""
    source: str = ""
    offset: int = 0
    problems: tuple[str, ...] = ()
