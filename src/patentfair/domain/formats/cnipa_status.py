"""CNIPA's legal status data, XML `business:PRS`: announcements of what happened to rights, a record an announcement.

A file may hold a million records (`PRSRecord`). Each names the right by its application, its publication or both and
gives the day, the code where there is one, the title (`PRSValue`) and the description (`PRSInformation`) of the
announcement. Source: the office's schema V2; the element names of its exchange with INPADOC (L007EP, L008EP) agree.
"""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.domain.formats.cn_event_text import announcement
from patentfair.domain.formats.cn_fields import application_of
from patentfair.domain.formats.format import Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument, elements
from patentfair.domain.formats.xml_text import child_text, day_of, has_unresolved_entity, local_name, text_of
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import document_id
from patentfair.domain.patents.register import RegisterExtract, RightReference, StatusEvent

__all__ = ["FORMAT", "units"]

_NAME = "cnipa-status"


def units(source: Source) -> Iterator[XmlDocument | Problem]:
    """Each record of a file."""
    return elements(source, "PRSRecord", _understand)


def _understand(record: Element, origin: Origin) -> RegisterExtract | Problem:
    """The announcement, or `cnipa.no-number` or `cnipa.no-event` where it lacks the right or what happened to it."""
    problems: list[str] = []
    filed = _reference(record, "ApplicationReference")
    publication = _reference(record, "PublicationReference")
    application = None if filed is None else application_of(filed.raw, filed.date, problems)
    if publication is None and (number := child_text(record, "AuthorizedPublicationNumber")):
        publication = document_id("CN", number)
    if publication is None and application is None:
        return origin.problem("cnipa.no-number", "The announcement names neither an application nor a publication.")
    day = next((text_of(date) for element in _all(record, "PRSPublicationDate") for date in _all(element, "Date")), "")
    code = child_text(record, "PRSCode")
    said = announcement(day, child_text(record, "PRSValue"), child_text(record, "PRSInformation"), code)
    events = said.events
    if not events and code:
        events = (StatusEvent(office="CN", code=code, published=day_of(day)),)
    if not events:
        return origin.problem("cnipa.no-event", "The announcement does not say what happened.")
    if has_unresolved_entity(record):
        problems.append("xml.entity-unresolved")
    return RegisterExtract(
        rights=(RightReference(publication=publication, application=application),),
        format=_NAME,
        events=events,
        conveyances=said.conveyances,
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys((*origin.problems, *problems, *said.problems))),
    )


def _all(element: Element, name: str) -> Iterator[Element]:
    return element.iter(f"{{*}}{name}")


def _reference(record: Element, name: str) -> DocumentId | None:
    """The number under the first reference `name` in printed form, or in any."""
    references = [child for child in record if local_name(child) == name]
    references.sort(key=lambda reference: reference.get("dataFormat") != "original")
    for reference in references:
        for identifier in _all(reference, "DocumentID"):
            if number := child_text(identifier, "DocNumber"):
                country = child_text(identifier, "WIPOST3Code") or "CN"
                return document_id(
                    country, number, child_text(identifier, "Kind"), day_of(child_text(identifier, "Date"))
                )
    return None


FORMAT = Format(
    name=_NAME,
    title=Words("国家知识产权局法律状态数据（XML，PRS）", "CNIPA legal status data, XML"),
    units=units,
    roots=("PRS",),
)
