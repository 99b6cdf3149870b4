"""Read the register."""

from __future__ import annotations

from datetime import date

import msgspec

from patentfair.apps.registry.models import Patent
from patentfair.domain.patents.numbers import lookup_key
from patentfair.domain.patents.record import PatentRecord, Stage
from patentfair.domain.patents.status import State, Status

__all__ = ["find", "record_of", "status_of"]

SILENCE_DAYS = 548
_decode = msgspec.json.Decoder(PatentRecord).decode


def record_of(patent: Patent) -> PatentRecord:
    """The patent's document as a value."""
    return _decode(bytes(patent.record))


def find(text: str) -> Patent | None:
    """The patent a number names, in any of its spellings; of several documents the grant, then the newest."""
    key = lookup_key(text)
    if not key:
        return None
    exact = Patent.objects.filter(key=key).first()
    if exact is not None:
        return exact
    found = list(Patent.objects.filter(number_key=key)) or list(Patent.objects.filter(application_key=key))
    if not found:
        return None
    return max(found, key=lambda p: (p.stage == Stage.GRANT.value, p.publication_date or date.min))


def status_of(patent: Patent, today: date) -> Status:
    """The patent's legal state on `today` as far as the register shows it.

    A grant of which nothing has been heard for `SILENCE_DAYS`, with no fee known to cover today, is unknown: annuities
    have fallen due since.
    """
    state = State(patent.status)
    silent = patent.status_as_of is None or (today - patent.status_as_of).days > SILENCE_DAYS
    covered = patent.paid_until is not None and patent.paid_until > today
    if state in (State.IN_FORCE, State.PROVISIONAL) and silent and not covered:
        ended = patent.term_end is not None and patent.term_end <= today
        if not ended:
            state = State.UNKNOWN
    if state in (State.IN_FORCE, State.PROVISIONAL) and patent.term_end is not None and patent.term_end <= today:
        return Status(State.EXPIRED, patent.term_end, "term", patent.status_as_of, patent.paid_until, patent.term_end)
    return Status(
        state, patent.status_since, patent.status_source, patent.status_as_of, patent.paid_until, patent.term_end
    )
