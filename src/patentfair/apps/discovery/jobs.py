"""Keep the index in step with the tables by following the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from patentfair.adapters.tantivy_index.index import TantivyIndex
from patentfair.apps.discovery.documents import (
    listing_document,
    need_document,
    offered_patents,
    patent_document,
)
from patentfair.apps.ingest.models import ImportRun
from patentfair.apps.journal.models import Entry
from patentfair.apps.journal.queries import entries_after, head
from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.registry.models import Patent
from patentfair.domain.retrieval.document import IndexDocument
from patentfair.domain.retrieval.index import IndexBusy, SearchIndex

__all__ = ["catch_up", "lag", "open_index", "rebuild"]

ENTRIES = 500
DOCUMENTS = 2000
RECORDS = 20  # held at a time: one may be megabytes


def open_index(*, create: bool = False) -> TantivyIndex:
    """The embedded index of this installation. Raises `IndexMissing` where none was made."""
    return TantivyIndex(settings.INDEX_PATH, create=create)


def lag(index: SearchIndex) -> int:
    """How many journal entries the index has not yet seen."""
    return head()[0] - index.cursor()


def catch_up(index: SearchIndex) -> int:
    """Bring the index up to the journal's head; returns how many entries were followed.

    Idempotent: the cursor is stored in the commit that carries the documents. Returns at once when another process
    is writing, which then does the work.
    """
    followed = 0
    while seals := entries_after(index.cursor(), ENTRIES):
        objects: dict[str, None] = {}
        for count, seal in enumerate(seals, start=1):
            objects.update(dict.fromkeys(_touched(seal.entry)))
            if len(objects) >= DOCUMENTS or count == len(seals):
                break  # an import's entry stands for a whole batch: a few of them are enough for one step
        upserts, deletes = _documents(list(objects))
        try:
            index.apply(upserts, deletes, seal.position)
        except IndexBusy:
            return followed
        followed += count
    return followed


def rebuild(index: SearchIndex, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Make the index anew from the tables; returns its size. Until it is done, searches find a part."""
    position = head()[0]
    total = Patent.objects.count()
    index.clear()
    done = 0
    for documents in _all_documents():
        index.apply(documents, (), 0)
        done += len(documents)
        progress(done, total)
    index.apply((), (), position)
    return index.count()


def _touched(entry: Entry) -> Iterator[str]:
    """What an act changes in the index: its object, and what shows the same patent."""
    if entry.event == "import.batch":
        yield from _imported(entry)
    elif entry.object.startswith(("patent:", "listing:", "need:")):
        yield entry.object
        if entry.object.startswith("listing:"):
            key = Listing.objects.filter(pk=entry.object.split(":")[1]).values_list("patent__key", flat=True).first()
            if key:
                yield f"patent:{key}"


def _imported(entry: Entry) -> Iterator[str]:
    """The patents a batch wrote: those whose row, by a document or a register's entry, is of the entry's own moment."""
    run = ImportRun.objects.filter(pk=entry.object.split(":")[1]).first()
    if run is not None:
        for key in Patent.objects.filter(updated_at=entry.at).values_list("key", flat=True):
            yield f"patent:{key}"


def _documents(objects: list[str]) -> tuple[list[IndexDocument], list[str]]:
    """The present documents of the given objects, and the ids of those that are to be found no longer."""
    by_kind: dict[str, list[str]] = {"patent": [], "listing": [], "need": []}
    for reference in objects:
        kind, _, identity = reference.partition(":")
        by_kind[kind].append(identity)
    today = timezone.localdate()
    keys = by_kind["patent"]
    listings = Listing.objects.filter(Q(pk__in=by_kind["listing"]) | Q(patent__key__in=keys))
    found: dict[str, IndexDocument | None] = {}
    for start in range(0, len(keys), DOCUMENTS):
        some = keys[start : start + DOCUMENTS]
        offered = offered_patents(some)
        for patent in Patent.objects.filter(key__in=some).iterator(RECORDS):
            found[f"patent:{patent.key}"] = patent_document(patent, today, on_offer=patent.key in offered)
    for listing in listings.select_related("patent", "organisation"):
        found[f"listing:{listing.pk}"] = listing_document(listing, today)
    for need in Need.objects.filter(pk__in=by_kind["need"]):
        found[f"need:{need.pk}"] = need_document(need)
    wanted = {*objects, *found}
    return [d for d in found.values() if d is not None], [o for o in wanted if found.get(o) is None]


def _all_documents() -> Iterator[list[IndexDocument]]:
    today = timezone.localdate()
    last = 0
    while some := list(Patent.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "key")[:DOCUMENTS]):
        last = some[-1][0]
        keys = [key for _, key in some]
        offered = offered_patents(keys)
        patents = Patent.objects.filter(key__in=keys).iterator(RECORDS)
        yield [patent_document(patent, today, on_offer=patent.key in offered) for patent in patents]
    listings = Listing.objects.filter(state=Publication.PUBLISHED).select_related("patent", "organisation")
    yield [d for d in (listing_document(listing, today) for listing in listings.iterator(DOCUMENTS)) if d]
    needs = Need.objects.filter(state=Publication.PUBLISHED)
    yield [d for d in (need_document(need) for need in needs.iterator(DOCUMENTS)) if d]
