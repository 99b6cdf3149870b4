"""Responses of the EPO's Open Patent Services, version 3.2.

One response may hold several documents, family members, dossiers or search hits; each gives one item. Responses that
say nothing of a right (number conversion, classification, what texts or pictures there are, a description) give one
problem that says what they are.

Source: EPO, OPS 3.2 reference guide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TypeAlias

import msgspec
from lxml import etree

from patentfair.domain.formats.exchange_fields import exchange_record
from patentfair.domain.formats.exchange_values import child_text, forms_of, publication
from patentfair.domain.formats.format import Authority, Format, Item
from patentfair.domain.formats.ops_family import equivalents, family_member, members_of, search_hit
from patentfair.domain.formats.ops_register import register_extract
from patentfair.domain.formats.plain_xml import parse_plain
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, Origin, single
from patentfair.domain.formats.xml_text import text_of
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.record import Claim, PatentRecord
from patentfair.domain.patents.register import RegisterExtract

__all__ = ["FORMAT", "Part", "parts", "units"]

_NAME = "ops-3.2"
_ROOT = "world-patent-data"
_encode = msgspec.json.Encoder().encode
_replace = msgspec.structs.replace
_NUMBERED = re.compile(r"(\d{1,4})\s?[.):]\s{0,4}")
_REGISTER_QUERY = re.compile(
    r"\s*(?:publication|pn|application|ap)\s*=\s*\"?(EP\s?[\d.]{5,12}[AB]?\d?)\"?\s*", re.IGNORECASE
)
_FRONT_OF_TAG = re.compile(rb"<(?:[\w.-]{1,40}:)?\Z")
_LONGEST_FRONT = 42
_AFTER_NAME = (b" ", b"\t", b"\r", b"\n", b"/", b">")
_NOT_OF_A_RIGHT = {
    "biblio-search": "a search that found nothing",
    "classification-scheme": "a part of a classification scheme or a mapping between schemes",
    "classification-search": "a search for classification symbols",
    "document-inquiry": "a list of the pictures that there are of a document",
    "fulltext-inquiry": "a list of the full texts that there are of a document",
    "register-search": "a search of the register that found nothing",
    "standardization": "a number put into another form",
}

Understand: TypeAlias = Callable[[Element, Origin], Item]


class Part(msgspec.Struct, frozen=True, gc=False):
    """One part of a response that gives an item, as a tree with plain names."""

    element: Element
    origin: Origin
    understand: Understand

    def read(self) -> Item:
        """The record, the extract, or what is wrong with the part.

        The digest is of what was read: when an answer was made, and its layout, make no difference.
        """
        item = self.understand(self.element, self.origin)
        if isinstance(item, Problem):
            return item
        said = _replace(item, source="", offset=0, format="")
        if isinstance(said, RegisterExtract):
            said = _replace(said, as_of=None)
        return _replace(item, digest=sha256(_encode(said)).hexdigest())


def units(source: Source) -> Iterator[Part | Problem]:
    """What a response holds, in its order; `ops.not-a-record` or `ops.fault` where that is nothing of a right."""
    data = single(source)
    if isinstance(data, Problem):
        yield data
        return
    parsed = parse_plain(data)
    if isinstance(parsed, Problem):
        yield msgspec.structs.replace(parsed, file=source.name)
        return
    root, mended = parsed
    yield from parts(root, source.name, _NAME, mended, _Places(data))


class _Places:
    """Where the elements of each name begin in a response, in their order."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._found: dict[str, Iterator[int]] = {}

    def next(self, name: str) -> int:
        """The place of the next element of a name; 0 where it is not found."""
        if name not in self._found:
            self._found[name] = self._places_of(name.encode())
        return next(self._found[name], 0)

    def _places_of(self, name: bytes) -> Iterator[int]:
        data, place = self._data, -1
        while (place := data.find(name, place + 1)) >= 0:
            front = _FRONT_OF_TAG.search(data, max(0, place - _LONGEST_FRONT), place)
            if front is not None and data[place + len(name) : place + len(name) + 1] in _AFTER_NAME:
                yield front.start()


def parts(
    root: Element, source: str, file_format: str, mended: tuple[str, ...] = (), places: _Places | None = None
) -> Iterator[Part | Problem]:
    """The parts of a response whose tree has plain names."""
    some = False
    for element, understand in _found(root, file_format):
        some = True
        offset = places.next(str(element.tag)) if places is not None else 0
        yield Part(element, Origin(source, offset, "", mended), understand)
    if not some:
        yield _nothing(root, source)


def _found(root: Element, file_format: str) -> Iterator[tuple[Element, Understand]]:
    """Elements that give an item, and what makes it."""

    def record(element: Element, origin: Origin) -> Item:
        return exchange_record(element, file_format, origin)

    def text(element: Element, origin: Origin) -> Item:
        return _full_text(element, file_format, origin)

    def hit(element: Element, origin: Origin) -> Item:
        return search_hit(element, file_format, origin)

    def same(element: Element, origin: Origin) -> Item:
        return equivalents(element, file_format, origin)

    makers: dict[str, Understand] = {
        "exchange-document": record,
        "fulltext-document": text,
        "equivalents-inquiry": same,
    }
    # One of these within another is a part of it, and read once.
    wholes = ("patent-family", "register-search", *makers)
    for element in root.iter(*wholes):
        if next(element.iterancestors(*wholes), None) is not None:
            continue
        if element.tag == "patent-family":
            yield from _family(element, file_format)
        elif element.tag == "register-search":
            yield from _dossiers(element, file_format)
        else:
            yield element, makers[str(element.tag)]
    for result in root.iterfind("biblio-search/search-result"):
        for reference in result.iterchildren("publication-reference"):
            yield reference, hit


def _family(family: Element, file_format: str) -> Iterator[tuple[Element, Understand]]:
    members = members_of(family)

    def understand(element: Element, origin: Origin) -> Item:
        return family_member(element, members, file_format, origin)

    for member_element in family.iterchildren("family-member"):
        yield member_element, understand


def _dossiers(search: Element, file_format: str) -> Iterator[tuple[Element, Understand]]:
    dossiers = search.findall("register-documents/register-document")
    if len(dossiers) == 1:
        _name_what_was_asked(dossiers[0], search)

    def understand(element: Element, origin: Origin) -> Item:
        return register_extract(element, file_format, origin)

    for dossier in dossiers:
        yield dossier, understand


def _name_what_was_asked(dossier: Element, search: Element) -> None:
    """Put the number of the question into a dossier without bibliography: procedural steps alone do not name it."""
    asked = _REGISTER_QUERY.fullmatch(child_text(search, "query")[:100])
    if dossier.find("bibliographic-data") is not None or asked is None:
        return
    by_application = child_text(search, "query").lower().lstrip().startswith("ap")
    bibliography = etree.SubElement(dossier, "bibliographic-data")
    reference = etree.SubElement(bibliography, "application-reference" if by_application else "publication-reference")
    identifier = etree.SubElement(reference, "document-id")
    identifier.set("document-id-type", "docdb")
    number = asked[1].upper().replace(" ", "")
    digits = re.match(r"EP([\d.]+)", number)
    etree.SubElement(identifier, "country").text = "EP"
    etree.SubElement(identifier, "doc-number").text = digits[1] if digits else number


def _full_text(element: Element, file_format: str, origin: Origin) -> PatentRecord | Problem:
    """The claims of a document; its description is not kept."""
    found = publication(forms_of(element.iterfind("bibliographic-data/publication-reference")))
    if found is None or not found.number:
        return origin.problem("ops.no-number", "The full text does not say of which publication it is.")
    claims = _claims(element)
    if not claims:
        reason = f"This is the description of {found.canonical[:80]}; descriptions are not kept."
        return origin.problem("ops.not-a-record", reason)
    right_type, stage = meaning_of_kind(found.office, found.kind)
    return PatentRecord(
        publication=found,
        right_type=right_type,
        stage=stage,
        format=file_format,
        claims=claims,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=origin.problems,
    )


def _claims(element: Element) -> tuple[Claim, ...]:
    """The claims in English where there are several languages, else in the first; numbers as printed before them.

    A part without a number, or with a lower one than the claim before, goes on with that claim.
    """
    sets = element.findall("claims")
    if not sets:
        return ()
    chosen = next((each for each in sets if (each.get("lang") or "").lower() == "en"), sets[0])
    claims: list[tuple[int, list[str]]] = []
    outer = (each for each in chosen.iter("claim-text") if next(each.iterancestors("claim-text"), None) is None)
    for text in filter(None, map(text_of, outer)):
        printed = _NUMBERED.match(text)
        if printed is not None and (not claims or int(printed[1]) > claims[-1][0]):
            claims.append((int(printed[1]), [text[printed.end() :]]))
        elif claims:
            claims[-1][1].append(text)
        else:
            claims.append((1, [text]))
    return tuple(Claim(number, " ".join(lines)) for number, lines in claims)


def _nothing(root: Element, source: str) -> Problem:
    if root.tag == "fault":
        code, message = child_text(root, "code")[:80], child_text(root, "message")[:200]
        return Problem(
            code="ops.fault", reason=f"The service answered with a fault: {code} {message}".strip(), file=source
        )
    names = [str(child.tag) for child in root.iterchildren(tag=etree.Element)]
    known = next((_NOT_OF_A_RIGHT[name] for name in names if name in _NOT_OF_A_RIGHT), None)
    if known is not None:
        return Problem(code="ops.not-a-record", reason=f"This is {known}; it says nothing of a right.", file=source)
    held = ", ".join(names)[:200] or "nothing"
    return Problem(code="ops.not-a-record", reason=f"The response holds {held}; nothing of it is read.", file=source)


def _recognises(head: bytes) -> bool:
    """A root called `fault` is OPS's where the head names the service."""
    return _ROOT.encode() in head or b"ops.epo.org" in head


FORMAT = Format(
    name=_NAME,
    title=Words("欧洲专利局 OPS 3.2 应答 XML", "EPO Open Patent Services 3.2 responses, XML"),
    units=units,
    roots=(_ROOT, "fault"),
    recognises=_recognises,
    authority=Authority.EXCHANGE,
    is_partial=True,
)
