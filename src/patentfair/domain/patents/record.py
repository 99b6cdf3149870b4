"""What an office's document says of one patent, as a value.

Readers in `domain.formats` make it from bytes; `apps.registry` keeps it. Raw text stays beside what was parsed from
it, and nothing is filled in that the document does not show.

The values are plain trees that can never form a cycle, hence `gc=False`: a weekly file makes millions of them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

__all__ = [
    "Claim",
    "ClassScheme",
    "ClassSymbol",
    "DocumentId",
    "PartyRole",
    "PatentParty",
    "PatentRecord",
    "PriorityClaim",
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


class DocumentId(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number as printed and as normalised.

    `number` is the office's own serial without office, kind or check digit ("102307917", "D614826", "201680087887",
    a US application with its series "15/123456"; see `numbers`), "" where the file's own is damaged beyond reading;
    `raw` is what the file holds; `check_digit` is kept apart and is never part of equality.
    """

    office: str
    number: str
    kind: str = ""
    date: date | None = None
    raw: str = ""
    check_digit: str = ""

    @property
    def canonical(self) -> str:
        """Office, number and kind without separators, as in addresses: `CN102307917B`, `US7272630B2`."""
        return f"{self.office}{self.number}{self.kind}"


class TextIn(msgspec.Struct, frozen=True, gc=False):
    """A text and the language it is written in (BCP 47; "" where the document does not say)."""

    language: str
    text: str


class ClassSymbol(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A classification symbol in canonical spelling: "A61K 31/00", "G06F 3/041", Locarno "01-01"."""

    scheme: ClassScheme
    symbol: str
    version: str = ""
    first: bool = False


class PatentParty(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A party as printed. `region` is what the document says (a US state, a Chinese address's province name)."""

    role: PartyRole
    name: str
    is_organisation: bool | None = None
    address: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    sequence: int = 0


class PriorityClaim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    country: str
    number: str
    date: date | None = None


class Claim(msgspec.Struct, frozen=True, gc=False):
    """One claim: its number as printed and its text with layout white space folded."""

    number: int
    text: str


class PatentRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One published document of one patent.

    `publication` identifies the document. `digest` is the SHA-256 hex of the bytes it was read from (for a table row,
    of the row's cells), so that a second import can tell "unchanged" without comparing fields. `source` and `offset`
    say where those bytes lie. `problems` are defects that did not prevent reading.
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
    citations: tuple[DocumentId, ...] = ()
    term_years: int | None = None
    term_extension_days: int | None = None
    digest: str = ""
    source: str = ""
    offset: int = 0
    problems: tuple[str, ...] = ()
