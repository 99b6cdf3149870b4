"""Acts between installations in the journal."""

from patentfair.apps.journal.events import EventType

PEER_REGISTERED = EventType("peer.registered", ("address", "fingerprint"))
PEER_PAUSED = EventType("peer.paused")
PEER_RESUMED = EventType("peer.resumed")
PEER_REMOVED = EventType("peer.removed", ("entries",))
PEER_CONFIRMED = EventType("peer.confirmed", ("fingerprint",))
PEER_RESTARTED = EventType("peer.restarted", ("sequence", "entries"))
PEER_CLEARED = EventType("peer.cleared", ("reason",))
FEED_PULLED = EventType("feed.pulled", ("first", "last", "live", "withdrawn", "hash"))
FEED_REFUSED = EventType("feed.refused", ("reason", "after", "why"))
FEED_KEY_FOLLOWED = EventType("feed.key-followed", ("before", "fingerprint"))
FEED_KEY_MADE = EventType("feed.key-made", ("number", "fingerprint"))
EMBED_ALLOWED = EventType("embed.allowed", ("host",))
EMBED_ENDED = EventType("embed.ended", ("host",))
CENTER_MOVED = EventType("center.moved", ("to",))
CENTER_RETURNED = EventType("center.returned")
ARCHIVE_EXPORTED = EventType("archive.exported", ("sha256", "members", "bytes"))
ARCHIVE_TAKEN_IN = EventType("archive.taken-in", ("feed", "fingerprint", "sha256", "made", "there", "left"))
ARCHIVE_ROWS = EventType("archive.rows", ("table", "sha256", "made", "there", "left"))
