"""Tell owners what happened to their listings, by following the journal."""

from __future__ import annotations

from django.db import transaction

from patentfair.apps.journal.models import Seal
from patentfair.apps.journal.queries import entries_after
from patentfair.apps.market.models import Listing
from patentfair.apps.notices.models import Cursor, Notice

__all__ = ["deliver"]

ENTRIES = 500
# What the system does by itself; an owner needs no news of their own acts.
TOLD = {"listing.paused": "listing.paused", "listing.woken": "listing.woken"}


@transaction.atomic
def deliver() -> int:
    """Write the notices of the next entries; returns how many entries were followed. Repeating does no harm."""
    cursor, _ = Cursor.objects.select_for_update().get_or_create(pk=1)
    seals = entries_after(cursor.position, ENTRIES)
    if not seals:
        return 0
    told = [notice for seal in seals if (notice := _notice(seal)) is not None]
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    Cursor.objects.filter(pk=1).update(position=seals[-1].position)
    return len(seals)


def _notice(seal: Seal) -> Notice | None:
    entry = seal.entry
    if entry.event not in TOLD or entry.actor != "system":
        return None
    listing = Listing.objects.filter(pk=entry.object.split(":")[1]).select_related("patent").first()
    if listing is None:
        return None
    facts = {
        "listing": listing.pk,
        "patent": listing.patent.key,
        "title": {"zh": listing.text("title", "zh"), "en": listing.text("title", "en")},
        "status": listing.patent.status,
    }
    return Notice(
        organisation_id=listing.organisation_id,
        position=seal.position,
        code=TOLD[entry.event],
        object=entry.object,
        facts=facts,
        at=entry.at,
    )
