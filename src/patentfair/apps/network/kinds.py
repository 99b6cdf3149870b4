"""What this installation tells others of: one row a kind. A further kind is a further row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

import msgspec
from django.db.models import Q
from django.utils import timezone

from patentfair.apps.exhibition.access import SHOWN
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.experience.access import PUBLISHED
from patentfair.apps.experience.models import Report
from patentfair.apps.ingest.models import ImportRun
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.network.payloads import exhibit_payload, listing_payload, need_payload, report_payload
from patentfair.domain.network.entry import Kind, Payload

__all__ = ["KINDS", "PublishedKind", "moved", "object_of", "present", "things_of", "touched", "uid_of"]

Present = Callable[[Collection[int], str, date], Mapping[int, Payload]]


class PublishedKind(msgspec.Struct, frozen=True):
    """How one kind gets into the feed.

    The journal's objects of the kind are `<object>:<id>`. `present` gives the payload of those, of the ids asked for,
    that the public may see now; what is missing in its answer is withdrawn. `center` leads from a row of `model` to
    the center it is told by.
    """

    object: str
    present: Present
    model: type[Listing] | type[Need] | type[Exhibit] | type[Report]
    center: str = "center"


def uid_of(address: str, kind: str, pk: int) -> str:
    """The address by which a thing is named in the feed, for ever."""
    return f"{address}/network/entries/{kind}/{pk}"


def _listings(pks: Collection[int], address: str, today: date) -> dict[int, Payload]:
    found = Listing.objects.filter(pk__in=pks, state=Publication.PUBLISHED, center__moved=None)
    rows = found.select_related("patent", "organisation", "center")
    return {one.pk: listing_payload(one, uid_of(address, Kind.LISTING, one.pk), address, today) for one in rows}


def _needs(pks: Collection[int], address: str, today: date) -> dict[int, Payload]:
    found = Need.objects.filter(pk__in=pks, state=Publication.PUBLISHED, center__moved=None)
    found = found.select_related("organisation", "center")
    return {one.pk: need_payload(one, uid_of(address, Kind.NEED, one.pk), address, today) for one in found}


def _exhibits(pks: Collection[int], address: str, today: date) -> dict[int, Payload]:
    found = Exhibit.objects.filter(SHOWN, pk__in=pks, hall__center__moved=None).select_related(
        "hall__center", "patent", "owner"
    )
    return {one.pk: exhibit_payload(one, uid_of(address, Kind.EXHIBIT, one.pk), address, today) for one in found}


def _reports(pks: Collection[int], address: str, _today: date) -> dict[int, Payload]:
    # What others have copied cannot be unsaid: names that rest on a consent are not told at all.
    found = Report.objects.filter(PUBLISHED, pk__in=pks, current__names_sides=False, center__moved=None)
    rows = found.select_related("center", "current")
    return {one.pk: report_payload(one, uid_of(address, Kind.EXPERIENCE, one.pk), address) for one in rows}


KINDS: dict[str, PublishedKind] = {
    Kind.LISTING.value: PublishedKind("listing", _listings, Listing),
    Kind.NEED.value: PublishedKind("need", _needs, Need),
    Kind.EXHIBIT.value: PublishedKind("exhibit", _exhibits, Exhibit, "hall__center"),
    Kind.EXPERIENCE.value: PublishedKind("report", _reports, Report),
}
_BY_OBJECT = {row.object: kind for kind, row in KINDS.items()}


def object_of(reference: str) -> tuple[str, int] | None:
    """Kind and id of a journal's object that is told of; None for any other."""
    name, _, identity = reference.partition(":")
    return (_BY_OBJECT[name], int(identity)) if name in _BY_OBJECT and identity.isdecimal() else None


def touched(entry: Entry) -> Iterator[tuple[str, int]]:
    """What an act may change in the feed: its object, a hall's exhibits, and what rests on a patent that changed."""
    name, _, identity = entry.object.partition(":")
    if entry.event == "import.batch":
        run = ImportRun.objects.filter(pk=identity).exists()
        yield from _resting_on(Q(patent__updated_at=entry.at)) if run else ()
    elif name == "patent":
        yield from _resting_on(Q(patent__key=identity))
    elif name == "hall" and identity.isdecimal():
        pks = Exhibit.objects.filter(hall=int(identity)).values_list("pk", flat=True)
        yield from ((Kind.EXHIBIT.value, pk) for pk in pks)
    elif entry.event in ("center.moved", "center.returned", "center.removed", "market.handed-on"):
        # Of what was handed on, the center that has it now.
        yield from things_of(int(entry.center.rpartition(":")[2]))
    elif found := object_of(entry.object):
        yield found


def things_of(center: int) -> Iterator[tuple[str, int]]:
    """Everything of a center that is told of while the public may see it."""
    for kind, how in KINDS.items():
        pks = how.model.objects.filter(**{how.center: center}).values_list("pk", flat=True)
        yield from ((kind, pk) for pk in pks)


def _resting_on(patents: Q) -> Iterator[tuple[str, int]]:
    for kind, model in ((Kind.LISTING, Listing), (Kind.EXHIBIT, Exhibit)):
        yield from ((kind.value, pk) for pk in model.objects.filter(patents).values_list("pk", flat=True))


def moved(objects: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Where those of the given things are told of now whose center left for another installation."""
    found: dict[tuple[str, int], str] = {}
    for kind, how in KINDS.items():
        pks = [pk for one, pk in objects if one == kind]
        rows = how.model.objects.filter(pk__in=pks, **{f"{how.center}__moved__isnull": False})
        found |= {(kind, pk): to for pk, to in rows.values_list("pk", f"{how.center}__moved__to")}
    return found


def present(objects: Collection[tuple[str, int]], address: str) -> dict[tuple[str, int], Payload]:
    """The payloads of those of the given things that the public may see now."""
    today = timezone.localdate()
    found: dict[tuple[str, int], Payload] = {}
    for kind, how in KINDS.items():
        if pks := [pk for one, pk in objects if one == kind]:
            found |= {(kind, pk): payload for pk, payload in how.present(pks, address, today).items()}
    return found
