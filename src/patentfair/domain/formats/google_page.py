"""Pages of Google Patents as indented text: names of blocks at the margin, their rows below, a page a document.

A block may begin with a line that counts its rows; tables have a first row of column names. Blocks are ID, title,
abstract, citation_infor, citedBy_infor, patent_application (parents), patent_application_claiming_priority,
application_events (timeline), classfication_items, legal_event, and some that are counts or guesses of Google's and are
not taken: similar_document, active_area, not_active_area, inventor_number, the status and expiry of the timeline.

The page names no application number of its own: `application` holds the day of filing alone. "Family To Family
Citations" are of other members of the family, so a document in `citedBy_infor` below that line is not in `cited_by`,
and one in `citation_infor` is cited by the "family".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import unescape

import msgspec

from patentfair.domain.formats.cn_event_text import parse_day
from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.google_events import events_of
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import RawRow, raw_lines
from patentfair.domain.formats.text_language import language_by_script
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import application_id, parse_number
from patentfair.domain.patents.record import (
    Citation,
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    Relation,
    RelationKind,
    TextIn,
)

__all__ = ["FORMAT", "Page", "units"]

_NAME = "google-patents-page"
_BLOCKS = frozenset(
    (
        "ID",
        "citation_exist",
        "citation_infor",
        "non_patent_citation_exist",
        "non_patent_citation_infor",
        "citedBy_exist",
        "citedBy_infor",
        "abstract",
        "title",
        "similar_document",
        "patent_application",
        "patent_priority_application",
        "inventor_number",
        "classfication_nums",
        "classfication_items",
        "application_events",
        "active_area",
        "not_active_area",
        "patent_application_claiming_priority",
        "legal_event",
    )
)
_BLOCK_LINE = re.compile(rb"^(?:" + b"|".join(name.encode() for name in sorted(_BLOCKS)) + rb")\r?$", re.MULTILINE)
_KEPT = _BLOCKS - {"similar_document", "active_area", "not_active_area", "inventor_number"}
# Of one block; the longest known has some hundreds.
_MOST_ROWS = 20_000
_FAMILY = "Family To Family Citations"
_MARKS = {"*": "examiner", "†": "third party"}
_CITED = re.compile(r"(\S{4,40})\s{0,64}([*†]?)\s{0,8},(?:\d{4}-\d{2}-\d{2})?,(\d{4}-\d{2}-\d{2})?,")
# A US application number has a comma of its own.
_APPLICATION_ROW = re.compile(r"(\S.{3,40}?),(\d{4}-\d{2}-\d{2})?,(.*)")
_PARENT_ROW = re.compile(r"(\S.{3,40}?),(?:\d{4}-\d{2}-\d{2})?,(\d{4}-\d{2}-\d{2})?,([A-Za-z0-9\-]{0,40}),")
_RELATIONS = {
    "Continuation": RelationKind.CONTINUATION,
    "Continuation-In-Part": RelationKind.CONTINUATION_IN_PART,
    "Division": RelationKind.DIVISION,
    "A-371-Of-International": RelationKind.INTERNATIONAL_APPLICATION,
    "Reissue": RelationKind.REISSUE,
    "Substitution": RelationKind.OTHER,
}
# What Google prints where the applicants are people whom it does not name.
_NOBODY = frozenset(("individual", "individuals"))
_US_SERIAL = re.compile(r"US(?:19|20)\d{2}(\d{2})(\d{6})")


class Page(msgspec.Struct, frozen=True, gc=False):
    """The rows of each block of one page, and where it lies; `problems` were met when it was cut out."""

    blocks: dict[str, list[str]]
    digest: str
    source: str
    offset: int
    problems: tuple[str, ...] = ()

    def read(self) -> PatentRecord | Problem:
        """The document; `google.no-number` where the page does not say which it is of."""
        printed = " ".join(self.blocks.get("ID", ()))[:64]
        named = parse_number(printed)
        if named is None:
            reason = f"The block ID holds {printed!r}, which is no publication number; the page belongs to no document."
            return Problem(code="google.no-number", reason=reason, file=self.source, offset=self.offset)
        return _record(self, named)


def _record(page: Page, named: DocumentId) -> PatentRecord:
    problems = list(page.problems)
    office = named.office
    right_type, stage = meaning_of_kind(office, named.kind)
    timeline = _Timeline(page.blocks.get("application_events", []), named)
    if timeline.published is None:
        problems.append("google.no-publication-day")
    title, abstract = (_text(page, name) for name in ("title", "abstract"))
    problems += [f"google.no-{name}" for name, text in (("title", title), ("abstract", abstract)) if not text]
    events, conveyances, defects = events_of(office, _rows(page, "legal_event"))
    parents = tuple(_parents(page))
    priorities, relations = _earlier(page, office, timeline.filed, parents)
    return PatentRecord(
        publication=msgspec.structs.replace(named, date=timeline.published),
        application=DocumentId(office=office, number="", date=timeline.filed) if timeline.filed else None,
        right_type=right_type,
        stage=stage,
        format=_NAME,
        titles=(TextIn(language_by_script(title, office, abstract), title),) if title else (),
        abstracts=(TextIn(language_by_script(abstract, office, title), abstract),) if abstract else (),
        classes=_classes(page, problems),
        parties=tuple(timeline.applicants()),
        priorities=priorities,
        relations=tuple(dict.fromkeys((*parents, *relations, *timeline.publications()))),
        citations=tuple(citation for citation, _ in _cited(page, "citation_infor", problems)),
        cited_by=tuple(
            dict.fromkeys(
                citation.document
                for citation, in_family in _cited(page, "citedBy_infor", problems)
                if citation.document and not in_family
            )
        ),
        events=tuple(events),
        conveyances=tuple(conveyances),
        digest=page.digest,
        source=page.source,
        offset=page.offset,
        problems=tuple(dict.fromkeys((*problems, *defects))),
    )


def _text(page: Page, name: str) -> str:
    return " ".join(unescape(" ".join(page.blocks.get(name, ()))).split())


def _rows(page: Page, name: str) -> list[str]:
    """The rows of a table without its column names; none where the page says that there is nothing."""
    return page.blocks.get(name, [])[1:]


class _Timeline:
    """What the block of events of the application says: filed, published, by whom."""

    def __init__(self, rows: list[str], named: DocumentId) -> None:
        self.filed: date | None = None
        self.published: date | None = None
        self._applicants: list[str] = []
        self._publications: list[DocumentId] = []
        for row in rows:
            day, _, words = row.partition(",")
            if words.startswith("Application filed by "):
                self.filed = self.filed or parse_day(day)
                self._applicants.append(" ".join(unescape(words.removeprefix("Application filed by ")).split()))
            elif words.startswith("Publication of ") and (other := parse_number(words.removeprefix("Publication of "))):
                if other.canonical == named.canonical:
                    self.published = parse_day(day)
                else:
                    self._publications.append(msgspec.structs.replace(other, date=parse_day(day)))

    def applicants(self) -> Iterator[PatentParty]:
        named = (name for name in self._applicants if name and name.casefold() not in _NOBODY)
        for place, name in enumerate(dict.fromkeys(named), 1):
            yield PatentParty(role=PartyRole.APPLICANT, name=name, sequence=place)

    def publications(self) -> Iterator[Relation]:
        """The other publications of the same application; those of a later day are not "earlier" ones."""
        for other in self._publications:
            known = other.date and self.published
            earlier = known and other.date < self.published  # type: ignore[operator]
            kind = RelationKind.EARLIER_PUBLICATION if earlier else RelationKind.OTHER
            yield Relation(kind=kind, document=other)


def _application(printed: str, day: date | None) -> DocumentId | None:
    """An application as Google prints it: "US14/339,031", "EP08102332.7A", "US201314008207A", "PCT/JP2012/002718"."""
    plain = re.sub(r"(?<=[\dX])[A-Z]{1,2}$", "", printed.replace(",", "").strip())
    if american := _US_SERIAL.fullmatch(plain):
        plain = f"US{american[1]}/{american[2]}"
    named = parse_number(plain)
    if named is None:
        return None
    told = named if named.office == "WO" else application_id(named.office, plain[2:], day)
    return msgspec.structs.replace(told, kind="", date=day, raw=printed)


def _earlier(
    page: Page, office: str, filed: date | None, parents: tuple[Relation, ...]
) -> tuple[tuple[PriorityClaim, ...], tuple[Relation, ...]]:
    """Applications that the page's own goes back to: those filed before it, and the international one that it is of.

    The table holds the page's own application as well, known by its day alone; it has no row that says so. What is a
    parent is no priority, and where there are parents an international application may be one's of them.
    """
    taken = {(parent.document.office, parent.document.number) for parent in parents}
    priorities: list[PriorityClaim] = []
    relations: list[Relation] = []
    for row in _rows(page, "patent_application_claiming_priority"):
        found = _APPLICATION_ROW.fullmatch(row)
        day = parse_day(found[2] or "") if found else None
        application = _application(found[1], day) if found else None
        if application is None or day is None or filed is None:
            continue
        key = (application.office, application.number)
        if application.office == "WO" and office != "WO":
            if not parents:
                relations.append(Relation(kind=RelationKind.INTERNATIONAL_APPLICATION, document=application))
        elif day < filed and key not in taken:
            taken.add(key)
            priorities.append(PriorityClaim(country=key[0], number=key[1], date=day))
    return tuple(priorities), tuple(relations)


def _parents(page: Page) -> Iterator[Relation]:
    for row in _rows(page, "patent_application"):
        if (found := _PARENT_ROW.match(row)) and (kind := _RELATIONS.get(found[3])):
            application = _application(found[1], parse_day(found[2] or ""))
            if application:
                yield Relation(kind=kind, document=application)


def _cited(page: Page, block: str, problems: list[str]) -> Iterator[tuple[Citation, bool]]:
    """Documents of a table of citations, and whether they stand below the line of the family."""
    in_family = False
    for row in _rows(page, block):
        if row.startswith(_FAMILY):
            in_family = True
            continue
        found = _CITED.match(row)
        document = parse_number(found[1]) if found else None
        if found is None or document is None:
            problems.append("google.citation-row")
            continue
        document = msgspec.structs.replace(document, date=parse_day(found[3] or ""))
        by = " ".join(filter(None, ("family" if in_family else "", _MARKS.get(found[2], ""))))
        yield Citation(document=document, cited_by=by), in_family


def _classes(page: Page, problems: list[str]) -> tuple[ClassSymbol, ...]:
    """The last of each way down the tree ("F", "F24", "F24F", "F24F 3/00", "F24F 3/147"), letters parted by commas.

    Google shows the CPC; a document that has none is shown by its IPC symbols, which the page does not tell apart.
    """
    symbols: list[ClassSymbol] = []
    ways = ["".join(row.split(",")).strip() for row in _rows_of_tree(page)]
    for place, symbol in enumerate(ways):
        after = ways[place + 1] if place + 1 < len(ways) else ""
        if "/" not in symbol or ("/" in after and after[:4] == symbol[:4]):
            continue
        if parsed := parse_class(symbol, ClassScheme.CPC, first=not symbols):
            symbols.append(parsed)
        else:
            problems.append("google.class-symbol")
    counted = " ".join(page.blocks.get("classfication_nums", ()))
    if counted.isdecimal() and len(counted) < 7 and int(counted) != len(symbols):
        problems.append("google.class-count")
    return tuple(dict.fromkeys(symbols))


def _rows_of_tree(page: Page) -> list[str]:
    return [row for row in page.blocks.get("classfication_items", ()) if len(row) <= 64]


def units(source: Source) -> Iterator[Page | Problem]:
    """The pages; one begins where the name of a block comes a second time.

    A page over `document_bytes` is passed over with `limit.document-bytes`.
    """
    page = _Lines()
    for line in raw_lines(source):
        if isinstance(line, Problem):
            yield line
            page.problems["google.line-too-long"] = None
            continue
        name = line.data.strip(b" \t\r\xef\xbb\xbf\0\x1a").decode("utf-8", "replace")
        at_margin = not line.data[:1].isspace()
        if at_margin and name in _BLOCKS and page.has(name):
            yield page.page(source)
            page = _Lines()
        page.take(line, name, at_margin, source.limits.document_bytes)
    if page.begun:
        yield page.page(source)


class _Lines:
    """The lines of one page, as they come."""

    def __init__(self) -> None:
        self.begun = False
        self.problems: dict[str, None] = {}
        self._blocks: dict[str, list[str]] = {}
        self._block = ""
        self._digest = sha256()
        self._offset = 0
        self._size = 0
        self._oversize = False

    def has(self, name: str) -> bool:
        return name in self._blocks

    def take(self, line: RawRow, text: str, at_margin: bool, limit: int) -> None:
        if not self.begun and not text:
            return
        if not self.begun:
            self.begun, self._offset = True, line.offset
        self._digest.update(line.data + b"\n")
        self._size += len(line.data) + 1
        if self._size > limit:
            self._oversize = True
            self._blocks = {known: [] for known in self._blocks}
        elif at_margin and text in _BLOCKS:
            self._block = text
            self._blocks[text] = []
        elif at_margin and text and not text.isdecimal():
            self._block = ""
            self.problems["google.unknown-block"] = None
        elif text and not at_margin and self._block in _KEPT:
            if "\ufffd" in text:
                self.problems["text.characters-lost"] = None
            if len(self._blocks[self._block]) < _MOST_ROWS:
                self._blocks[self._block].append(text)
            else:
                self.problems["google.too-many-rows"] = None

    def page(self, source: Source) -> Page | Problem:
        if self._oversize:
            limit = source.limits.document_bytes
            return source.problem("limit.document-bytes", f"The page is over {limit:,} bytes.", self._offset)
        return Page(self._blocks, self._digest.hexdigest(), source.name, self._offset, tuple(self.problems))


def _recognises(head: bytes) -> bool:
    """Whether the text begins with a block and holds three kinds of them."""
    names = _BLOCK_LINE.findall(head)
    return len({name.strip() for name in names}) >= 3 and _BLOCK_LINE.match(head) is not None


FORMAT = Format(
    name=_NAME,
    title=Words("Google Patents 页面摘录（文本）", "Extracts of Google Patents pages, text"),
    units=units,
    recognises=_recognises,
    authority=Authority.EXCERPT,
)
