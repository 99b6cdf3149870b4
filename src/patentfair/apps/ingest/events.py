"""Imports in the journal: one entry a batch, with the Merkle root over its documents or rows."""

from patentfair.apps.journal.events import EventType

BATCH_IMPORTED = EventType(
    "import.batch", ("file", "first", "count", "new", "changed", "unchanged", "quarantined", "root")
)
TABLE_UPLOADED = EventType("table.uploaded", ("template", "file_sha256"))
TABLE_MAPPED = EventType("table.mapped", ("mapping_sha256",))
TABLE_STARTED = EventType("table.started", ("template", "file_sha256", "mapping_sha256"))
TABLE_BATCH = EventType("table.batch", ("template", "first", "count", "new", "changed", "unchanged", "refused", "root"))
TABLE_STOPPED = EventType("table.stopped", ("position",))
TABLE_FINISHED = EventType("table.finished", ("new", "changed", "unchanged", "refused"))
TABLE_FILE_REMOVED = EventType("table.file-removed", ("file_sha256",))
