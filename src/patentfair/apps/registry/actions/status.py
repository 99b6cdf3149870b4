"""Fold legal events into the status columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from patentfair.apps.registry.columns import event_value
from patentfair.apps.registry.models import LegalEvent, Patent
from patentfair.domain.patents.status import LegalEventValue, Status, fold

__all__ = ["refold", "status_columns"]

_COLUMNS = ("status", "status_since", "status_source", "status_as_of", "paid_until")


def refold(patents: Sequence[Patent], at: datetime, today: date) -> list[Patent]:
    """Fold the events of each patent's right into its columns; returns those whose columns changed."""
    events: dict[str, list[LegalEventValue]] = defaultdict(list)
    for event in LegalEvent.objects.filter(right__in={patent.right for patent in patents}):
        events[event.right].append(event_value(event))
    ends = {patent.right: patent.term_end for patent in patents if patent.term_end is not None}
    changed = []
    for patent in patents:
        # A published application takes the end of the term from the grant beside it.
        status = fold(events[patent.right], patent.term_end or ends.get(patent.right), today)
        columns = status_columns(status)
        if any(getattr(patent, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(patent, name, value)
            patent.updated_at = at
            changed.append(patent)
    if changed:
        Patent.objects.bulk_update(changed, [*_COLUMNS, "updated_at"], batch_size=500)
    return changed


def status_columns(status: Status) -> dict[str, Any]:
    """A status as the values of its columns."""
    return {
        "status": status.state.value,
        "status_since": status.since,
        "status_source": status.source[:200],
        "status_as_of": status.as_of,
        "paid_until": status.paid_until,
    }
