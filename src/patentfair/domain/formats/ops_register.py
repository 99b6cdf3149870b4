"""A dossier of the European Patent Register in an OPS response: bibliography, status, procedural steps, opposition.

The Register keeps earlier states of an entry beside the present one, each with the day of its change; a list of lapses
repeats all that were known before. Codes are the Register's own: those of procedural steps ("RFEE"), the number of a
status behind "ep-patent-status/", and for entries that have no code the names of their elements.

Source: EPO, European Patent Register, OPS 3.2 (register service; register-documents 1.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree

from patentfair.domain.formats.exchange_values import application, child_text, fields_of, forms_of, publication
from patentfair.domain.formats.xml_documents import Element, Origin
from patentfair.domain.formats.xml_text import day_of, path_text, text_of
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.register import RegisterExtract, RightReference, StatusEvent

__all__ = ["register_extract"]

_OFFICE = "EP"
_MOST_DETAILS = 200
_LONGEST_CODE = 48
_PARTIES = {"applicants": "applicant", "agents": "agent", "inventors": "inventor"}
# Entries whose children are events of their own.
_GROUPS = {
    "dates-rights-effective",
    "opposition-data",
    "licensee-data",
    "limitation-procedures",
    "petitions-for-review",
}
_RELATED = "related-documents"


def register_extract(dossier: Element, file_format: str, origin: Origin) -> RegisterExtract | Problem:
    """What a `register-document` with plain names says; `ops.no-number` where it does not say of which right.

    A dossier of procedural steps alone names no number; the question that was asked says it, and `ops` puts it in.
    """
    bibliography = dossier.find("bibliographic-data")
    if bibliography is None:
        bibliography = etree.Element("bibliographic-data")
    rights = _rights(bibliography)
    if not rights:
        reason = "The dossier names no number; ask the register service for the bibliography together with the steps."
        return origin.problem("ops.no-number", reason)
    events = [*_statuses(dossier), *_steps(dossier), *_bibliographic(bibliography)]
    return RegisterExtract(
        rights=rights,
        format=file_format,
        events=tuple(dict.fromkeys(events)),
        as_of=day_of(dossier.get("date-produced") or ""),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=origin.problems,
    )


def _rights(bibliography: Element) -> tuple[RightReference, ...]:
    filed = application(forms_of(bibliography.iterchildren("application-reference")))
    title = _title(bibliography)
    found = [publication(forms_of([reference])) for reference in bibliography.iterchildren("publication-reference")]
    publications = dict.fromkeys(each for each in found if each is not None and each.number)
    if publications:
        return tuple(RightReference(publication=each, application=filed, title=title) for each in publications)
    return (RightReference(application=filed, title=title),) if filed is not None else ()


def _title(bibliography: Element) -> str:
    """The present title, which stands first, in English where there is one."""
    titles = {
        (each.get("lang") or "").lower(): text_of(each) for each in reversed(bibliography.findall("invention-title"))
    }
    return titles.get("en") or next(iter(titles.values()), "")


def _changed(element: Element) -> date | None:
    return day_of(element.get("change-date") or "")


def _gazette(element: Element) -> tuple[tuple[str, str], ...]:
    number = (element.get("change-gazette-num") or "").strip()
    return (("gazette", number),) if number and number != "N/P" else ()


def _statuses(dossier: Element) -> Iterator[StatusEvent]:
    for status in dossier.iterfind("ep-patent-statuses/ep-patent-status"):
        code, text = (status.get("status-code") or "").strip(), text_of(status)
        if code or text:
            named = f"ep-patent-status/{code}"[:_LONGEST_CODE] if code else ""
            yield StatusEvent(office=_OFFICE, code=named, published=_changed(status), text=text)


def _steps(dossier: Element) -> Iterator[StatusEvent]:
    """Procedural steps: the first date is the step's own, all dates are kept under their names."""
    for step in dossier.iterfind("procedural-data/procedural-step"):
        code = child_text(step, "procedural-step-code")
        text = ""
        details: list[tuple[str, str]] = []
        if (phase := step.get("procedure-step-phase") or "") not in ("", "undefined"):
            details.append(("phase", phase))
        for line in step.iterchildren("procedural-step-text"):
            name, words = line.get("step-text-type") or "text", text_of(line)
            if name == "STEP_DESCRIPTION" and not text:
                text = words
            elif words:
                details.append(("fee-year" if name == "YEAR" else _spelt(name), words))
        days: list[date] = []
        for each in step.iterchildren("procedural-step-date"):
            if (day := day_of(child_text(each, "date"))) is not None:
                days.append(day)
                details.append((_spelt(each.get("step-date-type") or "date"), day.isoformat()))
        details += [
            ("time-limit", f"{text_of(limit)} {limit.get('time-limit-unit') or ''}".strip())
            for limit in step.iterchildren("time-limit")
        ]
        details += [("step-result", text_of(each)) for each in step.iterchildren("procedural-step-result")]
        if code or text:
            yield StatusEvent(
                office=_OFFICE,
                code=code[:_LONGEST_CODE],
                published=None,
                text=text,
                effective=days[0] if days else None,
                details=(*details[:_MOST_DETAILS], *_gazette(step)),
            )


def _spelt(name: str) -> str:
    return "-".join(name.lower().replace("_", " ").split())


def _bibliographic(bibliography: Element) -> Iterator[StatusEvent]:
    lapses: dict[tuple[str, date | None], StatusEvent] = {}
    for element in bibliography.iterchildren(tag=etree.Element):
        name = str(element.tag)
        if name == "parties":
            yield from _parties(element)
        elif name == "term-of-grant":
            for lapse in _lapses(element):
                known = lapses.get((lapse.territory, lapse.effective))
                if known is None or (lapse.published and known.published and lapse.published < known.published):
                    lapses[lapse.territory, lapse.effective] = lapse
        elif name in _GROUPS:
            yield from (_entry(child, element) for child in element.iterchildren(tag=etree.Element))
        elif name == "designation-of-states":
            states = " ".join(dict.fromkeys(text_of(each) for each in element.iterfind(".//country") if _state(each)))
            if states:
                yield _event(name, element, details=(("states", states),))
        elif name == _RELATED:
            yield from _related(element)
    yield from lapses.values()


def _event(name: str, element: Element, *, details: tuple[tuple[str, str], ...]) -> StatusEvent:
    return StatusEvent(
        office=_OFFICE,
        code=name[:_LONGEST_CODE],
        published=_changed(element),
        details=(*details[:_MOST_DETAILS], *_gazette(element)),
    )


def _state(country: Element) -> bool:
    around = country.getparent()
    return around is not None and around.tag != "region"


def _parties(parties: Element) -> Iterator[StatusEvent]:
    """Each state of the list of applicants, agents or inventors as one entry, under the group's name."""
    for group in parties.iterchildren(*_PARTIES):
        details: list[tuple[str, str]] = []
        for party in group.iterchildren(_PARTIES[str(group.tag)]):
            book = party.find("addressbook")
            if book is None or not (name := child_text(book, "name")):
                continue
            details.append(("name", name))
            lines = [text_of(line) for line in book.iterfind("address/*") if line.tag != "country"]
            if address := ", ".join(filter(None, lines)):
                details.append(("address", address))
            if country := path_text(book, "address/country") or path_text(party, "residence/country"):
                details.append(("country", country))
        if details:
            yield _event(str(group.tag), group, details=tuple(details))


def _lapses(term: Element) -> Iterator[StatusEvent]:
    for lapse in term.iterchildren("lapsed-in-country"):
        fields = fields_of(lapse)
        country = fields.get("country", "").upper()
        if len(country) == 2 and country.isalpha():
            yield StatusEvent(
                office=_OFFICE,
                code="lapsed-in-country",
                published=_changed(term),
                effective=day_of(fields.get("date")),
                territory=country,
                details=_gazette(term),
            )


def _entry(element: Element, group: Element) -> StatusEvent:
    """An entry under its element's name with everything that stands in it."""
    leaves = [
        each for each in element.iter(tag=etree.Element) if not len(each) and each is not element and text_of(each)
    ]
    effective = next((day for each in leaves if each.tag == "date" and (day := day_of(text_of(each)))), None)
    # The day of the entry is not repeated among what it says.
    said = [(str(each.tag), text_of(each)) for each in leaves]
    if effective is not None and len(said) == 1:
        said = []
    own = _changed(element)
    return StatusEvent(
        office=_OFFICE,
        code=str(element.tag)[:_LONGEST_CODE],
        published=own or _changed(group),
        text="" if len(element) else text_of(element),
        effective=effective,
        details=(*said[:_MOST_DETAILS], *(_gazette(element) or _gazette(group))),
    )


def _related(element: Element) -> Iterator[StatusEvent]:
    """Divisions and the like: the parents' or children's numbers."""
    for link in element.iterchildren(tag=etree.Element):
        details: list[tuple[str, str]] = []
        for side in link.iterfind("relation/*"):
            for identifier in side.iterchildren("document-id"):
                number: DocumentId | None = publication(
                    {"docdb": {str(each.tag): text_of(each) for each in identifier}}
                )
                if number is not None and number.number:
                    kind = _spelt(identifier.get("document-id-type") or "number")
                    details.append((f"{side.tag} {kind}", f"{number.office}{number.raw}"))
        if details:
            yield _event(str(link.tag), element, details=tuple(details))
