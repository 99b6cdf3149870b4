"""Imports in the journal: one entry a batch, with the Merkle root over its documents."""

from patentfair.apps.journal.events import EventType

BATCH_IMPORTED = EventType(
    "import.batch", ("file", "first", "count", "new", "changed", "unchanged", "quarantined", "root")
)
