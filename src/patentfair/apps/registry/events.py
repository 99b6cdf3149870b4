"""Acts on the register in the journal."""

from patentfair.apps.journal.events import EventType

LEGAL_EVENT_ADDED = EventType("patent.event", ("code", "date", "source"))
PARTY_DECIDED = EventType("party.decided", ("same", "reasons", "names_sha256"))
PARTY_DECISION_WITHDRAWN = EventType("party.decision-withdrawn")
SCHEME_LOADED = EventType("scheme.loaded", ("symbols", "problems"))
INDUSTRIES_LOADED = EventType("industries.loaded", ("industries",))
