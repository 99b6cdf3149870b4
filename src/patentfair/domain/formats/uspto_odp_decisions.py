"""Proceedings and decisions in the USPTO's Open Data Portal: trials, appeals, interferences, petitions.

Each is one event of the rights it names, in the source's own words; nothing is concluded from an outcome.
"""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.domain.formats.json_values import day_at, record_at, records_at, text_at, texts_at
from patentfair.domain.formats.uspto_odp_fields import Fields, application_of, grant_of, publication_of
from patentfair.domain.formats.xml_documents import Origin
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.register import RegisterExtract, RightReference, StatusEvent

__all__ = ["decision", "is_decision"]

_PARTIES = ("patentOwnerData", "respondentData", "appellantData", "seniorPartyData", "juniorPartyData")
_IDENTIFIERS = ("trialNumber", "appealNumber", "interferenceNumber", "petitionDecisionRecordIdentifier")
_DAYS = {
    "petitionFilingDate": "petition-filed",
    "accordedFilingDate": "filing-accorded",
    "institutionDecisionDate": "institution-decided",
    "latestDecisionDate": "latest-decision",
    "terminationDate": "terminated",
    "appealFilingDate": "appeal-filed",
}
_LONGEST_TITLE = 1000


def is_decision(entry: Fields) -> bool:
    return any(name in entry for name in _IDENTIFIERS)


def decision(entry: Fields, file_format: str, origin: Origin) -> RegisterExtract | Problem:
    """The one event; `odp.no-number` where the entry names neither an application nor a patent."""
    rights = tuple(dict.fromkeys(_rights(entry)))
    identifier = text_at(entry, *_IDENTIFIERS)[:80]
    if not rights:
        reason = (
            f"The entry {identifier} shows neither an application nor a patent number; fetch it with all its fields."
        )
        return origin.problem("odp.no-number", reason)
    return RegisterExtract(
        rights=rights,
        format=file_format,
        events=(_petition(entry) if "petitionDecisionRecordIdentifier" in entry else _proceeding(entry),),
        as_of=day_at(entry, "lastModifiedDateTime", "lastIngestionDateTime"),
        digest=origin.digest,
        source=origin.source,
        offset=origin.offset,
        problems=origin.problems,
    )


def _rights(entry: Fields) -> Iterator[RightReference]:
    title = text_at(entry, "inventionTitle")[:_LONGEST_TITLE]
    holders = [record_at(entry, name) for name in _PARTIES] + records_at(entry, "additionalPartyDataBag")
    for holder in (entry, *holders):
        application = application_of(text_at(holder, "applicationNumberText"))
        publication = grant_of(holder) or publication_of(holder)
        if application is not None or publication is not None:
            yield RightReference(publication=publication, application=application, title=title)


def _petition(entry: Fields) -> StatusEvent:
    issues = "; ".join(texts_at(entry, "petitionIssueConsideredTextBag"))
    outcome = text_at(entry, "decisionTypeCodeDescriptionText")
    rules = "; ".join((*texts_at(entry, "ruleBag"), *texts_at(entry, "statuteBag")))
    details = (
        ("identifier", text_at(entry, "petitionDecisionRecordIdentifier")),
        ("outcome", outcome),
        ("decision-type-code", text_at(entry, "decisionTypeCode")),
        ("rules", rules),
        ("deciding-office", text_at(entry, "finalDecidingOfficeName")),
        ("petition-mailed", text_at(entry, "petitionMailDate")),
    )
    return StatusEvent(
        office="US",
        code="",
        published=day_at(entry, "decisionDate"),
        text=_joined("Petition", issues, outcome),
        details=tuple((name, value) for name, value in details if value),
    )


def _proceeding(entry: Fields) -> StatusEvent:
    about = record_at(entry, "trialMetaData", "appealMetaData", "interferenceMetaData")
    decided, paper = record_at(entry, "decisionData"), record_at(entry, "documentData")
    number = text_at(entry, "trialNumber", "appealNumber", "interferenceNumber")
    kind = text_at(about, "trialTypeCode") or _kind_by_number(entry, number)
    outcome = text_at(
        decided, "trialOutcomeCategory", "appealOutcomeCategory", "interferenceOutcomeCategory"
    ) or text_at(paper, "interferenceOutcomeCategory")
    what = text_at(decided, "decisionTypeCategory") or text_at(paper, "decisionTypeCategory")
    titled = text_at(paper, "documentTitleText", "documentTypeDescriptionText")
    status = text_at(about, "trialStatusCategory")
    published = day_at(decided, "decisionIssueDate") or day_at(paper, "decisionIssueDate", "documentFilingDate")
    if published is None:
        published = day_at(
            about, "latestDecisionDate", "institutionDecisionDate", "accordedFilingDate", "petitionFilingDate"
        )
    details = (
        ("number", number),
        ("title", titled),
        ("status", status),
        ("petitioner", text_at(record_at(entry, "regularPetitionerData"), "realPartyInInterestName")),
        *((name, text_at(about, field)) for field, name in _DAYS.items()),
    )
    return StatusEvent(
        office="US",
        code="",
        published=published,
        text=_joined(kind, what, outcome or ("" if what else titled or status)),
        details=tuple((name, value) for name, value in details if value),
    )


def _kind_by_number(entry: Fields, number: str) -> str:
    """What stands before the year of a trial's number ("IPR2021-01599"), or the name of the proceeding."""
    if "appealNumber" in entry:
        return "Appeal"
    if "interferenceNumber" in entry:
        return "Interference"
    letters = number[:3]
    return letters if letters.isalpha() else "Trial"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
