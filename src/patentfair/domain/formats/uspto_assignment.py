"""USPTO patent assignments: the daily bulk XML (`us-patent-assignments`) and responses of the assignment search.

Each assignment is one recorded instrument over any number of rights. Sources: the DTD pat-assignment v2.0 and its
notes; responses are those of Apache Solr, whose arrays run in parallel and hold "NULL" and the year 1 for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from patentfair.domain.formats.format import Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.uspto_conveyance import common_day, conveyance_kind, reel_and_frame
from patentfair.domain.formats.uspto_countries import country_code
from patentfair.domain.formats.uspto_elements import day_of, text_of
from patentfair.domain.formats.uspto_references import related_application
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument, elements
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import document_id
from patentfair.domain.patents.record import Stage
from patentfair.domain.patents.register import Conveyance, ConveyanceParty, RegisterExtract, RightReference

__all__ = ["FORMAT", "units"]

_NAME = "uspto-assignment"
_RESPONSE = re.compile(rb"<response[\s>]")
_OF_ASSIGNMENTS = re.compile(rb"""name=["'](?:reelNo|patAssignorName)["']""")
_NOTHING = {"NULL", "NONE"}
_LONGEST_NOTHING = 4
_LONGEST_TITLE = 1000
# Arrays of a response that run in parallel: of its rights, and of those who receive.
_TEXTS = ("applNum", "patNum", "publNum", "pctNum", "inventionTitle")
_DAYS = ("filingDate", "issueDate", "publDate")
_LINES = tuple(f"patAssignee{line}" for line in ("Address1", "Address2", "City", "State", "Postcode"))
_RECEIVERS = ("patAssigneeName", "patAssigneeCountryName", *_LINES)
_ARRAYS = frozenset({*_TEXTS, *_DAYS, *_RECEIVERS, "patAssignorName", "patAssignorExDate"})
_PURGED = "uspto.assignment-purged"


def units(source: Source) -> Iterator[XmlDocument | Problem]:
    """One unit an assignment."""
    if _RESPONSE.search(source.peek(source.limits.head_bytes)):
        return elements(source, "doc", _of_response)
    return elements(source, "patent-assignment", _of_bulk_file)


def _extract(
    origin: Origin, conveyance: Conveyance, rights: Sequence[RightReference], as_of: date | None, problems: list[str]
) -> RegisterExtract | Problem:
    if not rights:
        named = f" {conveyance.reference}" if conveyance.reference else ""
        reason = f"The assignment{named} names no application and no patent."
        return origin.problem("uspto.assignment-without-right", reason)
    if not conveyance.reference:
        problems.append("uspto.assignment-without-reel")
    return RegisterExtract(
        rights=tuple(dict.fromkeys(rights)),
        format=_NAME,
        conveyances=() if _PURGED in problems else (conveyance,),
        as_of=as_of,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


# The bulk file


def _of_bulk_file(root: Element, origin: Origin) -> RegisterExtract | Problem:
    parts = {child.tag: child for child in root}
    fields = _fields(parts.get("assignment-record"))
    givers = tuple(
        ConveyanceParty(name=name, executed=day_of(party.get("execution-date", "")))
        for party in map(_fields, parts.get("patent-assignors", ()))
        if (name := party.get("name", ""))
    )
    conveyance = Conveyance(
        office="US",
        reference=reel_and_frame(fields.get("reel-no", ""), fields.get("frame-no", "")),
        kind=conveyance_kind(fields.get("conveyance-text", "")),
        text=fields.get("conveyance-text", ""),
        executed=common_day(givers),
        recorded=day_of(fields.get("recorded-date", "")),
        givers=givers,
        receivers=tuple(map(_receiver, map(_fields, parts.get("patent-assignees", ())))),
    )
    rights = [right for part in parts.get("patent-properties", ()) if (right := _property(part)) is not None]
    problems = [_PURGED] if fields.get("purge-indicator") == "Y" else []
    return _extract(origin, conveyance, rights, day_of(fields.get("last-update-date", "")), problems)


def _fields(element: Element | None) -> dict[object, str]:
    """The text of the direct children by tag, and of their first child where they hold one, as dates do."""
    if element is None:
        return {}
    return {child.tag: _folded(child.text or (child[0].text if len(child) else "")) for child in element}


def _folded(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def _receiver(fields: dict[object, str]) -> ConveyanceParty:
    lines = ("address-1", "address-2", "address-3", "address-4", "city", "state", "postcode")
    return _party(fields.get("name", ""), [fields.get(line, "") for line in lines], fields.get("country-name", ""))


def _party(name: str, lines: Sequence[str], country: str, executed: date | None = None) -> ConveyanceParty:
    said = [line for line in map(_said, lines) if line]
    country = country_code(_said(country))
    return ConveyanceParty(name=_said(name), address=", ".join(said), country=country, executed=executed)


def _said(text: str | None) -> str:
    if text is None or text == "NULL":
        return ""
    # Most are one word or number, and need no folding.
    folded = text if text.isalnum() else _folded(text)
    return "" if len(folded) <= _LONGEST_NOTHING and folded.upper() in _NOTHING else folded


def _property(part: Element) -> RightReference | None:
    application: DocumentId | None = None
    published: list[DocumentId] = []
    title = ""
    for child in part:
        if child.tag == "invention-title":
            title = title or text_of(child)[:_LONGEST_TITLE]
        if child.tag != "document-id":
            continue
        fields = _fields(child)
        number, kind = fields.get("doc-number", ""), fields.get("kind", "")
        office, day = fields.get("country", "") or "US", day_of(fields.get("date", ""))
        if not number:
            continue
        if kind.startswith("X") or not kind or "PCT" in number:
            application = application or related_application(office, number, day)
        else:
            published.append(document_id(office, number, kind, day))
    return _right(application, published, title)


def _right(application: DocumentId | None, published: Sequence[DocumentId], title: str) -> RightReference | None:
    """The patent stands for the right before the publication of its application."""
    granted = [found for found in published if not found.kind or _is_grant(found)]
    publication = next(iter(granted or published), None)
    if application is None and publication is None:
        return None
    return RightReference(publication=publication, application=application, title=title)


def _is_grant(document: DocumentId) -> bool:
    return meaning_of_kind(document.office, document.kind)[1] is Stage.GRANT


# Responses of the search


def _of_response(root: Element, origin: Origin) -> RegisterExtract | Problem:
    lists: dict[str, list[str]] = {}
    single: dict[str, str] = {}
    for child in root:
        name = str(child.get("name"))
        if child.tag != "arr":
            single[name] = child.text or ""
        elif name in _ARRAYS:
            lists[name] = [part.text or "" for part in child]
    problems = [_PURGED] if single.get("purgeIndicator") == "Y" else []
    names = lists.get("patAssignorName", [])
    signed = lists.get("patAssignorExDate", [])
    givers = tuple(
        ConveyanceParty(name=_said(name), executed=_instant(signed[place]) if len(signed) == len(names) else None)
        for place, name in enumerate(names)
        if _said(name)
    )
    conveyance = Conveyance(
        office="US",
        reference=reel_and_frame(_said(single.get("reelNo")), _said(single.get("frameNo"))),
        kind=conveyance_kind(single.get("conveyanceText", "")),
        text=_said(single.get("conveyanceText")),
        executed=common_day(givers),
        recorded=_instant(single.get("recordedDate", "")),
        givers=givers,
        receivers=tuple(_receivers(lists)),
    )
    rights = list(_properties(lists, problems))
    return _extract(origin, conveyance, rights, _instant(single.get("lastUpdateDate", "")), problems)


@lru_cache(maxsize=8192)
def _instant(text: str) -> date | None:
    """The day of "2006-09-14T04:00:00Z": midnight in the office's own time."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return day if day.year > 1 else None


def _receivers(lists: dict[str, list[str]]) -> Iterator[ConveyanceParty]:
    names = lists.get("patAssigneeName", [])
    columns = [_column(lists, line, len(names)) for line in _LINES]
    countries = _column(lists, "patAssigneeCountryName", len(names))
    for place, name in enumerate(names):
        yield _party(name, [column[place] for column in columns], countries[place])


def _column(lists: dict[str, list[str]], name: str, length: int) -> list[str]:
    """An array that runs in parallel with others, or nothings where it does not."""
    found = lists.get(name, [])
    return found if len(found) == length else [""] * length


def _properties(lists: dict[str, list[str]], problems: list[str]) -> Iterator[RightReference]:
    length = max((len(lists.get(name, [])) for name in ("applNum", "patNum", "publNum")), default=0)
    if any(name in lists and len(lists[name]) != length for name in (*_TEXTS, *_DAYS)):
        problems.append("uspto.assignment-lists-differ")
    said = zip(*(map(_said, _column(lists, name, length)) for name in _TEXTS), strict=True)
    dated = zip(*(map(_instant, _column(lists, name, length)) for name in _DAYS), strict=True)
    for (number, patent, publication, international, title), (filed, issued, published) in zip(
        said, dated, strict=True
    ):
        application = number or international
        documents: list[DocumentId] = []
        if patent:
            documents.append(document_id("US", patent, "", issued))
        if publication:
            documents.append(document_id("US", publication, "", published))
        identified = related_application("US", application, filed) if application else None
        if (right := _right(identified, documents, title[:_LONGEST_TITLE])) is not None:
            yield right


def _recognises(head: bytes) -> bool:
    return _RESPONSE.search(head) is None or _OF_ASSIGNMENTS.search(head) is not None


FORMAT = Format(
    name=_NAME,
    title=Words("美国专利转让登记 XML", "USPTO patent assignments, bulk XML and search responses"),
    units=units,
    roots=("us-patent-assignments", "patent-assignments", "response"),
    recognises=_recognises,
)
