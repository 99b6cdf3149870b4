"""What this installation tells others of: one row a kind. A further kind is a further row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

import msgspec
from django.utils import timezone

from patentfair.apps.ingest.models import ImportRun
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.network.payloads import listing_payload, need_payload
from patentfair.domain.network.entry import Kind, Payload

__all__ = ["KINDS", "PublishedKind", "moved", "object_of", "present", "touched", "uid_of"]

Present = Callable[[Collection[int], str, date], Mapping[int, Payload]]


class PublishedKind(msgspec.Struct, frozen=True):
    """How one kind gets into the feed.

    The journal's objects of the kind are `<kind>:<id>`. `present` gives the payload of those, of the ids asked for,
    that the public may see now; what is missing in its answer is withdrawn. `model` has the `center` it is told by.
    """

    present: Present
    model: type[Listing] | type[Need]


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


KINDS: dict[str, PublishedKind] = {
    Kind.LISTING.value: PublishedKind(_listings, Listing),
    Kind.NEED.value: PublishedKind(_needs, Need),
}


def object_of(reference: str) -> tuple[str, int] | None:
    """Kind and id of a journal's object that is told of; None for any other."""
    kind, _, identity = reference.partition(":")
    return (kind, int(identity)) if kind in KINDS and identity.isdecimal() else None


def touched(entry: Entry) -> Iterator[tuple[str, int]]:
    """What an act may change in the feed: its object, and the listings of a patent whose record or state changed."""
    if entry.event == "import.batch":
        run = ImportRun.objects.filter(pk=entry.object.split(":")[1]).exists()
        pks = Listing.objects.filter(patent__updated_at=entry.at).values_list("pk", flat=True) if run else ()
        yield from ((Kind.LISTING.value, pk) for pk in pks)
    elif entry.object.startswith("patent:"):
        pks = Listing.objects.filter(patent__key=entry.object.partition(":")[2]).values_list("pk", flat=True)
        yield from ((Kind.LISTING.value, pk) for pk in pks)
    elif entry.event == "center.moved":
        for kind, how in KINDS.items():
            center = int(entry.object.partition(":")[2])
            yield from ((kind, pk) for pk in how.model.objects.filter(center=center).values_list("pk", flat=True))
    elif found := object_of(entry.object):
        yield found


def moved(objects: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Where those of the given things are told of now whose center left for another installation."""
    found: dict[tuple[str, int], str] = {}
    for kind, how in KINDS.items():
        rows = how.model.objects.filter(pk__in=[pk for one, pk in objects if one == kind], center__moved__isnull=False)
        found |= {(kind, pk): to for pk, to in rows.values_list("pk", "center__moved__to")}
    return found


def present(objects: Collection[tuple[str, int]], address: str) -> dict[tuple[str, int], Payload]:
    """The payloads of those of the given things that the public may see now."""
    today = timezone.localdate()
    found: dict[tuple[str, int], Payload] = {}
    for kind, how in KINDS.items():
        if pks := [pk for one, pk in objects if one == kind]:
            found |= {(kind, pk): payload for pk, payload in how.present(pks, address, today).items()}
    return found
