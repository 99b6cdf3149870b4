"""Judgements of matches in the journal."""

from patentfair.apps.journal.events import EventType

MATCH_QUALIFIED = EventType("match.qualified", ("need", "patent"))
MATCH_REJECTED = EventType("match.rejected", ("need", "patent", "code"))
