"""Acts around halls and exhibits in the journal."""

from patentfair.apps.journal.events import EventType

HALL_MADE = EventType("hall.made", ("kind",))
HALL_CHANGED = EventType("hall.changed", ("content_sha256",))
HALL_OPENED = EventType("hall.opened", ("exhibits",))
HALL_CLOSED = EventType("hall.closed", ())
EXHIBIT_DRAFTED = EventType("exhibit.drafted", ("patent", "hall"))
EXHIBIT_CHANGED = EventType("exhibit.changed", ("content_sha256",))
EXHIBIT_TRANSLATED = EventType("exhibit.translated", ("language", "content_sha256"))
EXHIBIT_SENT = EventType("exhibit.sent", ())
EXHIBIT_RETURNED = EventType("exhibit.returned", ())
EXHIBIT_APPROVED = EventType("exhibit.approved", ("show_from", "content_sha256"))
EXHIBIT_SHOWN = EventType("exhibit.shown", ("patent", "field"))
EXHIBIT_WITHDRAWN = EventType("exhibit.withdrawn", ("why",))
PICTURE_PUT = EventType("exhibit-picture.put", ("sha256",))
PICTURE_REMOVED = EventType("exhibit-picture.removed", ("sha256",))
LEAD_NOTED = EventType("exhibit.inquired", ("deal",))
VISITS_COUNTED = EventType("visit.counted", ("day", "ways"))
