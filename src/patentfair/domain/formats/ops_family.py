"""A member of a family in an OPS response, with what the response knows of it: bibliography, legal events, or neither.

The attribute `family-id` is the number of DOCDB's simple family of that member; the members listed together are the
extended family of INPADOC, which has no number.

Source: EPO, OPS 3.2 (family and legal services).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from patentfair.domain.formats.exchange_fields import exchange_record, publication_of, read_priorities
from patentfair.domain.formats.exchange_values import application, family_number, forms_of, publication
from patentfair.domain.formats.ops_legal import conveyances_in, legal_event
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import FamilyStatement, RegisterExtract, RightReference, StatusEvent

__all__ = ["equivalents", "family_member", "members_of", "search_hit"]

_MOST_MEMBERS = 3000
"""Every member carries the whole list, so a list without bound would grow with its square."""


def members_of(family: Element) -> tuple[DocumentId, ...]:
    """The publications that a `patent-family` element lists; none where they are more than any family has."""
    found = [publication(forms_of(member.iterchildren("publication-reference"))) for member in _members(family)]
    members = dict.fromkeys(member for member in found if member is not None and member.number)
    return tuple(members) if len(members) <= _MOST_MEMBERS else ()


def _members(family: Element) -> Iterable[Element]:
    return family.iterchildren("family-member")


def family_member(
    member: Element, members: tuple[DocumentId, ...], file_format: str, origin: Origin
) -> PatentRecord | RegisterExtract | Problem:
    """A record where the bibliography stands with the member, else an extract; `ops.no-number` where it has none.

    Priorities of the member are preferred to those of its bibliography, because they alone say which are active.
    """
    published = publication(forms_of(member.iterchildren("publication-reference")))
    filed = application(forms_of(member.iterchildren("application-reference")))
    document = member.find("exchange-document")
    number = family_number(member)
    problems = () if members else ("ops.family-not-listed",)
    if document is not None:
        published = published or publication_of(document)
        number = number or family_number(document)
    office = published.office if published else filed.office if filed else ""
    family = FamilyStatement(docdb=number, members=members) if number or members else None
    events = _events(member, office)
    if document is not None:
        record = exchange_record(document, file_format, origin)
        if isinstance(record, Problem):
            return record
        filed = record.application if record.application and record.application.number else filed or record.application
        claimed, tied = read_priorities(member.iterchildren("priority-claim"), filed)
        return msgspec.structs.replace(
            record,
            application=filed,
            priorities=claimed or record.priorities,
            relations=tied or record.relations,
            family=family,
            events=(*record.events, *events),
            conveyances=conveyances_in(events),
            problems=tuple(dict.fromkeys((*record.problems, *problems))),
        )
    if published is None and filed is None:
        return origin.problem("ops.no-number", "The family member has neither a publication nor an application number.")
    return RegisterExtract(
        rights=(RightReference(publication=published, application=filed),),
        format=file_format,
        events=events,
        conveyances=conveyances_in(events),
        family=family,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems))),
    )


def _events(member: Element, office: str) -> tuple[StatusEvent, ...]:
    found = [legal_event(element, office) for element in member.iterchildren("legal")]
    return tuple(event for event in found if event is not None)


def equivalents(inquiry: Element, file_format: str, origin: Origin) -> RegisterExtract | Problem:
    """The simple family of a publication as a list of numbers without kinds; it has no number of its own here."""
    asked = publication(forms_of(inquiry.iterchildren("publication-reference")))
    if asked is None:
        return origin.problem("ops.no-number", "The list of equivalents does not say of which publication.")
    results = inquiry.iterfind("inquiry-result")
    found = [publication(forms_of(result.iterchildren("publication-reference"))) for result in results]
    members = tuple(dict.fromkeys(member for member in found if member is not None and member.number))
    return RegisterExtract(
        rights=(RightReference(publication=asked),),
        format=file_format,
        family=FamilyStatement(members=members) if members else None,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=origin.problems,
    )


def search_hit(reference: Element, file_format: str, origin: Origin) -> RegisterExtract | Problem:
    """A publication found by a search, with the number of its simple family."""
    found = publication(forms_of([reference]))
    if found is None or not found.number:
        return origin.problem("ops.no-number", "The search hit has no publication number.")
    number = family_number(reference)
    return RegisterExtract(
        rights=(RightReference(publication=found),),
        format=file_format,
        family=FamilyStatement(docdb=number) if number else None,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=origin.problems,
    )
