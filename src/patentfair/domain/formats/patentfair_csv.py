"""Our own CSV of patents, as `write_csv` writes it, also after a spreadsheet has saved it (UTF-8 or GB18030).

Columns may have been moved, added or taken away; those of the publication's number must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256

import msgspec

from patentfair.domain.formats.csv_columns import COLUMNS, MARK, ROLES, split, text_in
from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import Decoder, cells_of, raw_rows
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import document_id
from patentfair.domain.patents.record import (
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    RightType,
    Stage,
    TextIn,
)
from patentfair.domain.patents.register import FamilyStatement

__all__ = ["FORMAT", "Row", "units"]

_NAME = "patentfair-csv"
_OFFICE = re.compile(r"[A-Z]{2}")
_CLASS = re.compile(r"([^(]{1,64}?)(?: \(([^()]{1,20})\))?( \*)?")
_OTHER_TEXT = re.compile(r"([A-Za-z0-9-]{0,20}): (.*)", re.DOTALL)


class Row(msgspec.Struct, frozen=True, gc=False):
    """The cells of one row by column, and where the row lies."""

    cells: dict[str, str]
    source: str
    offset: int

    def read(self) -> PatentRecord | Problem:
        """The record, or `patentfair-csv.number` where the row does not say which patent it is about."""
        problems: list[str] = []
        publication = self._document("publication", "publication_date", problems)
        if publication is None or not publication.number:
            reason = "The row has no publication_number, or not its publication_office."
            return Problem(code="patentfair-csv.number", reason=reason, file=self.source, offset=self.offset)
        right_type, stage = meaning_of_kind(publication.office, publication.kind)
        family = self._text("family")
        return PatentRecord(
            publication=publication,
            application=self._document("application", "filing_date", problems),
            right_type=RightType(told) if (told := self._text("right_type")) in list(RightType) else right_type,
            stage=Stage(told) if (told := self._text("stage")) in list(Stage) else stage,
            format=_NAME,
            titles=tuple(self._texts("title", problems)),
            abstracts=tuple(self._texts("abstract", problems)),
            claim_count=self._whole("claim_count", problems),
            classes=tuple(
                dict.fromkeys(symbol for scheme in ClassScheme for symbol in self._classes(scheme, problems))
            ),
            parties=tuple(party for column, role in ROLES.items() for party in self._parties(column, PartyRole(role))),
            priorities=tuple(self._priorities(problems)),
            designated_states=tuple(split(self.cells.get("designated_states", ""))),
            family=FamilyStatement(docdb=family) if family else None,
            term_years=self._whole("term_years", problems),
            term_extension_days=self._whole("term_extension_days", problems),
            digest=sha256("\x1f".join(self.cells.get(name, "") for name in COLUMNS).encode()).hexdigest(),
            source=self.source,
            offset=self.offset,
            problems=tuple(dict.fromkeys(problems)),
        )

    def _text(self, column: str) -> str:
        return text_in(self.cells.get(column, ""))

    def _document(self, name: str, day_column: str, problems: list[str]) -> DocumentId | None:
        """Office and kind are taken off the whole number; where they do not fit it, the whole is read as printed."""
        whole, office, kind = self._text(f"{name}_number"), self._text(f"{name}_office"), self._text(f"{name}_kind")
        day = self._day(day_column, self.cells.get(day_column, ""), problems)
        if _OFFICE.fullmatch(office) is None:
            if office:
                _note(f"{name}_office", problems)
            return None
        if not (whole.startswith(office) and whole.endswith(kind)):
            problems.append(f"patentfair-csv.{name}-number")
            return document_id(office, whole, kind, day)
        return DocumentId(
            office=office,
            number=whole[len(office) : len(whole) - len(kind)],
            kind=kind,
            date=day,
            raw=self._text(f"{name}_printed"),
            check_digit=self._text(f"{name}_check_digit"),
        )

    def _day(self, column: str, text: str, problems: list[str]) -> date | None:
        if not text:
            return None
        # Spreadsheets write dates again in their own way; those with the year first leave no doubt.
        if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text, re.ASCII):
            with suppress(ValueError):
                return date(int(found[1]), int(found[2]), int(found[3]))
        _note(column, problems)
        return None

    def _whole(self, column: str, problems: list[str]) -> int | None:
        text = self.cells.get(column, "")
        if not text:
            return None
        if re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
            return int(text)
        _note(column, problems)
        return None

    def _texts(self, name: str, problems: list[str]) -> Iterator[TextIn]:
        for language in ("zh", "en"):
            if text := self._text(f"{name}_{language}"):
                yield TextIn(language, text)
        for item in split(self.cells.get(f"{name}_other", "")):
            found = _OTHER_TEXT.fullmatch(item)
            if found is None:
                _note(f"{name}_other", problems)
            else:
                yield TextIn(found[1], found[2])

    def _classes(self, scheme: ClassScheme, problems: list[str]) -> Iterator[ClassSymbol]:
        for position, item in enumerate(split(self.cells.get(scheme.value, ""))):
            found = _CLASS.fullmatch(item)
            if found is not None:
                first = position == 0 or found[3] is not None
                yield ClassSymbol(scheme=scheme, symbol=found[1], version=found[2] or "", first=first)
            elif item or position:
                problems.append("patentfair-csv.class-symbol")

    def _parties(self, column: str, role: PartyRole) -> Iterator[PatentParty]:
        countries, regions = (
            split(self.cells.get(f"{column}_country", "")),
            split(self.cells.get(f"{column}_region", "")),
        )
        for place, name in enumerate(split(self.cells.get(column, ""))):
            if name:
                yield PatentParty(
                    role=role,
                    name=name,
                    country=countries[place] if place < len(countries) else "",
                    region=regions[place] if place < len(regions) else "",
                    sequence=place + 1,
                )

    def _priorities(self, problems: list[str]) -> Iterator[PriorityClaim]:
        for item in split(self.cells.get("priorities", "")):
            country, _, rest = item.partition(" ")
            number, blank, day = rest.rpartition(" ")
            if not blank:
                _note("priorities", problems)
                continue
            known = None if day == "-" else self._day("priorities", day, problems)
            yield PriorityClaim(country=_known(country), number=_known(number), date=known)


def _note(column: str, problems: list[str]) -> None:
    """That a cell of this column could not be read."""
    problems.append(f"patentfair-csv.{column.replace('_', '-')}")


def _known(text: str) -> str:
    return "" if text == "-" else text


def units(source: Source) -> Iterator[Row | Problem]:
    """The rows below the header; one item a row."""
    decoder = Decoder()
    names: list[str] = []
    for raw in raw_rows(source):
        if isinstance(raw, Problem):
            yield raw
            continue
        data = raw.data if names else raw.data.removeprefix(b"\xef\xbb\xbf")
        text = decoder.decode(data)
        cells = None if text is None else cells_of(text)
        if text is None:
            yield source.problem("text.encoding", f"The row is not {decoder.names}.", raw.offset)
        elif cells is None:
            yield source.problem("csv.row", "The quotation marks of the row cannot be followed.", raw.offset)
        elif not names:
            names = [cell.strip() for cell in cells]
        elif len(cells) > len(names):
            reason = f"The row has {len(cells)} cells, the header {len(names)}."
            yield source.problem("csv.row", reason, raw.offset)
        elif any(cells):
            if max(map(len, cells)) > source.limits.cell_characters:
                limit = source.limits.cell_characters
                yield source.problem("limit.cell-characters", f"A cell is over {limit:,} characters.", raw.offset)
            else:
                yield Row(dict(zip(names, cells, strict=False)), source.name, raw.offset)


def _recognises(head: bytes) -> bool:
    line = head.partition(b"\n")[0]
    return line[:4096].replace(b'"', b"").strip().startswith(MARK.encode() + b",") and b"publication_number" in line


FORMAT = Format(
    name=_NAME,
    title=Words("本平台导出的专利表（CSV）", "Patents as this platform exports them, CSV"),
    units=units,
    recognises=_recognises,
    authority=Authority.TABLE,
)
