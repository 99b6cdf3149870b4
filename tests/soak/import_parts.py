"""Imports the files named on standard input, one a line, in one process; says after each what it did.

At the end of the input it says what the register holds: the documents, their content, and what is in the index.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patentfair.config.settings")


def main() -> None:
    import django

    django.setup()
    import msgspec
    from bench.generate import fingerprint

    from patentfair.apps.accounts.access import SYSTEM
    from patentfair.apps.discovery.jobs import catch_up, open_index
    from patentfair.apps.ingest.actions import import_file
    from patentfair.apps.journal.queries import verify
    from patentfair.apps.registry.models import Patent
    from patentfair.domain.patents.record import PatentRecord

    def say(found: dict) -> None:
        print(json.dumps(found), flush=True)

    index = open_index(create=True)
    say({"ready": True})
    for line in sys.stdin:
        report = import_file(Path(line.rstrip("\n")), actor=SYSTEM)
        catch_up(index)
        say({"read": report.read, "new": report.new, "quarantined": report.quarantined})
    say({"imported": True})
    decode = msgspec.json.Decoder(PatentRecord).decode
    documents = content = 0
    for record in Patent.objects.values_list("record", flat=True).iterator(chunk_size=1000):
        documents += 1
        content = (content + fingerprint(decode(bytes(record)))) % (1 << 256)
    say({"documents": documents, "content": content, "indexed": index.count(), "journal": verify().ok})


if __name__ == "__main__":
    main()
