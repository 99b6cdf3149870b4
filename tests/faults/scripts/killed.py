"""Do an act again and again in child processes, each of which kills itself with SIGKILL at a later database call.

`killed.py sign` signs a deal last; `killed.py import FILE` imports a file in small batches. Child n dies before its
n-th call; then the parent looks at what is there. Prints one JSON line: for each killed child what was seen.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import django

django.setup()

from counts import counts  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from patentfair.apps.accounts.access import SYSTEM  # noqa: E402
from patentfair.apps.accounts.models import User  # noqa: E402
from patentfair.apps.centers.queries import actor_of  # noqa: E402
from patentfair.apps.ingest import actions as ingest  # noqa: E402
from patentfair.apps.journal.models import Entry  # noqa: E402
from patentfair.apps.market.actions import deals, signing  # noqa: E402
from patentfair.apps.market.models import Deal, RightsCheck, Signature  # noqa: E402
from patentfair.apps.rights.models import Grant, Ledger  # noqa: E402


class Calls:
    """Counts what is asked of the database, commits too, and ends the process before the n-th."""

    def __init__(self, last: int) -> None:
        self.left = last

    def count(self) -> None:
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def __call__(self, execute, sql, params, many, context):
        self.count()
        return execute(sql, params, many, context)

    def watch(self) -> None:
        commit = connection._commit

        def counted() -> None:
            self.count()
            commit()
            self.count()

        connection.ensure_connection()
        connection._commit = counted
        connection.execute_wrappers.append(self)


def in_child(act, last: int) -> int:
    """Status of a child that does the act and is killed before its `last`-th call: negative where it was."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # else parent and child would speak through one socket
    child = os.fork()
    if child == 0:
        try:
            Calls(last).watch()
            act()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def a_deal() -> int:
    """A deal that lacks the second signature alone."""
    deal = Deal.objects.filter(state="agreed", kind="ordinary").order_by("pk").first()
    owner = someone_of(deal.grantor)
    deals.enter_formalities(actor=owner, deal=deal, facts={"price_method": "listing"}, evidence_sha256="0" * 64)
    signing.sign(actor=owner, deal=deal, sheet_hash=deal.agreed_sheet.hash, name="First")
    return deal.pk


def someone_of(organisation):
    user = User.objects.filter(memberships__organisation=organisation, memberships__role__in=("owner", "agent")).first()
    return actor_of(user, timezone.localdate())


def last_signature(number: int):
    def act() -> None:
        deal = Deal.objects.get(pk=number)
        signing.sign(actor=someone_of(deal.grantee), deal=deal, sheet_hash=deal.agreed_sheet.hash, name="Last")

    return act


def seen_of(number: int) -> dict:
    deal = Deal.objects.get(pk=number)
    about = Entry.objects.filter(object=f"deal:{number}")
    return {
        "state": deal.state,
        "version": deal.version,
        "in_force_at": deal.in_force_at is not None,
        "signatures": Signature.objects.filter(sheet__deal=deal).count(),
        "checks": RightsCheck.objects.filter(sheet__deal=deal).count(),
        "grants": Grant.objects.filter(basis=f"deal:{number}").count(),
        "ledger": Ledger.objects.filter(patent=deal.patent).values_list("version", flat=True).first(),
        "entries": about.count(),
        "in_force_entries": about.filter(event="deal.in-force").count(),
    }


def main() -> None:
    if sys.argv[1] == "sign":
        number = a_deal()
        act, look = last_signature(number), lambda: seen_of(number)
    else:
        ingest.BATCH = int(sys.argv[3])
        path = Path(sys.argv[2])
        act, look = lambda: ingest.import_file(path, actor=SYSTEM), counts
    before, seen = look(), []
    for last in range(1, 1000):
        status = in_child(act, last)
        if status == 3:
            raise SystemExit("the act was refused")
        found = look()
        found.pop("content", None)
        seen.append(found)
        if status == 0:
            break
        if sys.argv[1] == "sign" and found["state"] == "in_force":
            break
    print(json.dumps({"before": before, "seen": seen, "ended": status}))


if __name__ == "__main__":
    main()
