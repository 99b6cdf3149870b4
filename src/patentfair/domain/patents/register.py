"""What an office's register says of a right after its document was printed: events, changes of title, family.

Nothing is interpreted here: codes and words are the source's own. `status` says what an event does to a right.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from patentfair.domain.patents.document import DocumentId

__all__ = [
    "Conveyance",
    "ConveyanceKind",
    "ConveyanceParty",
    "FamilyStatement",
    "RegisterExtract",
    "RightReference",
    "StatusEvent",
]


class StatusEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One entry of a register as the source gives it.

    `office` is the office whose code list `code` belongs to (ST.3); `code` the national code as given ("CF01", "PG25",
    "MAFP"), "" where the source has words alone; `text` those words. `published` is when it was published or entered,
    `effective` when it took effect in law, where the source says so. `territory` is the state concerned where that is
    not the office's own (EP "PG25" for DE). `paid_until` is the first day that a paid fee does not cover. `details` are
    the source's further fields, name and value in order ("owner", "fee-year", "licence-number" ...).
    """

    office: str
    code: str
    published: date | None
    text: str = ""
    effective: date | None = None
    territory: str = ""
    paid_until: date | None = None
    details: tuple[tuple[str, str], ...] = ()


class ConveyanceKind(StrEnum):
    """What a recorded instrument does, told from the source's own words; OTHER where they do not say.

    CONVERSION is of a company into another legal form, SUCCESSION by death or operation of law.
    """

    ASSIGNMENT = "assignment"
    MERGER = "merger"
    CONVERSION = "conversion"
    SUCCESSION = "succession"
    CHANGE_OF_NAME = "change_of_name"
    CHANGE_OF_ADDRESS = "change_of_address"
    SECURITY_INTEREST = "security_interest"
    RELEASE = "release"
    LICENCE = "licence"
    LICENCE_ENDED = "licence_ended"
    GOVERNMENT_INTEREST = "government_interest"
    CORRECTION = "correction"
    OTHER = "other"


class ConveyanceParty(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A party to an instrument as printed; `executed` is when it signed, where known."""

    name: str
    address: str = ""
    country: str = ""
    executed: date | None = None


class Conveyance(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One recorded instrument that changes title or burdens it: from whom to whom.

    `reference` is the office's own ("012345/0678" for a US reel and frame); `text` the nature of conveyance as printed.
    """

    office: str
    reference: str
    kind: ConveyanceKind
    text: str = ""
    executed: date | None = None
    recorded: date | None = None
    givers: tuple[ConveyanceParty, ...] = ()
    receivers: tuple[ConveyanceParty, ...] = ()


class FamilyStatement(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """Which family a source counts a document to: DOCDB's simple family, INPADOC's extended one, members if listed."""

    docdb: str = ""
    inpadoc: str = ""
    members: tuple[DocumentId, ...] = ()


class RightReference(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """The right that a register's entry is about, by any of its numbers; at least one is given."""

    publication: DocumentId | None = None
    application: DocumentId | None = None
    title: str = ""


class RegisterExtract(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """What one entry or response of a register says of one or more rights, all of it of each.

    `as_of` is the day the source itself states its knowledge for. `digest`, `source`, `offset` and `problems` are as in
    `PatentRecord`.
    """

    rights: tuple[RightReference, ...]
    format: str
    events: tuple[StatusEvent, ...] = ()
    conveyances: tuple[Conveyance, ...] = ()
    family: FamilyStatement | None = None
    as_of: date | None = None
    digest: str = ""
    source: str = ""
    offset: int = 0
    problems: tuple[str, ...] = ()
