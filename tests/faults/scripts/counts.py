"""Print what the tables hold as one JSON line, all of it from one state of the database."""

from __future__ import annotations

import json

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from patentfair.apps.ingest.models import ImportRun, QuarantinedDocument  # noqa: E402
from patentfair.apps.journal.models import Entry  # noqa: E402
from patentfair.apps.registry.models import LegalEvent, Patent, PatentParty, PatentVersion  # noqa: E402
from patentfair.apps.registry.queries import events_of  # noqa: E402

RUN = ("position", "read", "new", "changed", "unchanged", "quarantined")


def counts() -> dict:
    batches = [
        json.loads(facts) for facts in Entry.objects.filter(event="import.batch").values_list("facts", flat=True)
    ]
    return {
        "patents": Patent.objects.count(),
        "parties": PatentParty.objects.count(),
        "events": LegalEvent.objects.count(),
        "versions": PatentVersion.objects.count(),
        "without_events": sum(1 for patent in Patent.objects.iterator() if not events_of(patent).exists()),
        "quarantined": QuarantinedDocument.objects.count(),
        "runs": list(ImportRun.objects.order_by("pk").values(*RUN)),
        "unfinished": ImportRun.objects.filter(finished_at=None).count(),
        "journal": {name: sum(batch[name] for batch in batches) for name in ("count", *RUN[2:])},
        "content": list(Patent.objects.order_by("key").values_list("key", "digest", "version")),
    }


if __name__ == "__main__":
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        print(json.dumps(counts()))
