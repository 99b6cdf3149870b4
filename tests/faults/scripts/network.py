"""Work at one center, and look at the index: `network.py prepare NAME PROVINCE`, `act JSON`, `index`.

Acts are lists of [what, name, fields]: `publish` and `need` make something under a name of its own, `change`, `pause`,
`again` and `close` do so to what has that name.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal

import django

django.setup()

from django.utils import timezone  # noqa: E402

from patentfair.apps.accounts.access import SYSTEM  # noqa: E402
from patentfair.apps.accounts.actions import register_organisation  # noqa: E402
from patentfair.apps.accounts.models import Organisation  # noqa: E402
from patentfair.apps.centers.actions import open_center  # noqa: E402
from patentfair.apps.journal.actions import seal  # noqa: E402
from patentfair.apps.journal.models import Entry  # noqa: E402
from patentfair.apps.journal.queries import verify  # noqa: E402
from patentfair.apps.market.actions import listings, needs  # noqa: E402
from patentfair.apps.market.models import Listing, Need  # noqa: E402
from patentfair.apps.network.models import IndexEntry, Peer  # noqa: E402
from patentfair.apps.network.queries import lines  # noqa: E402
from patentfair.apps.registry.models import Patent  # noqa: E402
from patentfair.apps.rights.models import Interest  # noqa: E402


def prepare(name: str, province: str) -> dict:
    open_center(
        actor=SYSTEM, key=name.lower(), name_zh=f"{name} 中心", name_en=f"{name} center", province=province,
        city_zh=name, city_en=name,
    )  # fmt: skip
    organisation = register_organisation(
        actor=SYSTEM, kind="company", name_zh=f"{name} 公司", province=province, key=name.lower(), join=False
    )
    for patent in Patent.objects.all():
        Interest.objects.create(patent=patent, organisation=organisation, valid_from="2020-01-01", basis="test")
    return {}


def act(acts: list) -> dict:
    organisation = Organisation.objects.get()
    for what, name, fields in acts:
        if what == "publish":
            listing = listings.draft_listing(
                actor=SYSTEM, organisation=organisation, patent=Patent.objects.get(key=fields["patent"]), language="zh",
                title=name, plain=f"{name} 说明", kinds=["ordinary"], price_mode="fixed",
                upfront=Decimal(fields["price"]), territory=["CN"],
            )  # fmt: skip
            listings.publish_listing(actor=SYSTEM, listing=listing)
        elif what == "need":
            need = needs.draft_need(
                actor=SYSTEM, organisation=organisation, language="zh", title=name, problem=f"{name} 问题"
            )
            needs.post_need(actor=SYSTEM, need=need)
        elif what == "close-need":
            needs.close_need(actor=SYSTEM, need=Need.objects.get(title=name))
        elif what == "change":
            listing = Listing.objects.get(title=name)
            listings.change_listing(actor=SYSTEM, listing=listing, price_mode="fixed", upfront=Decimal(fields["price"]))
        else:
            listing = Listing.objects.select_related("patent", "organisation").get(title=name)
            {
                "pause": lambda one: listings.pause_listing(actor=SYSTEM, listing=one, reason="test"),
                "again": lambda one: listings.publish_listing(actor=SYSTEM, listing=one),
                "close": lambda one: listings.close_listing(actor=SYSTEM, listing=one),
            }[what](listing)
    seal()
    return {}


def index() -> dict:
    """Everything in the index by installation, its lines with their differences, and what was refused."""
    found: dict[str, list] = {}
    for one in IndexEntry.objects.select_related("peer").order_by("uid"):
        told = [one.uid, one.sequence, one.version, one.state, one.hash]
        found.setdefault(one.peer.address if one.peer else "own", []).append(told)
    names = set(IndexEntry.objects.filter(state="live").values_list("line", flat=True))
    return {
        "entries": found,
        "lines": sorted(
            [
                sorted(entry.payload["name"][0]["@value"] for entry in line.entries),
                [[one.name, sorted(claim.value for claim in one.claims)] for one in line.conflicts],
            ]
            for line in lines(names).values()
        ),
        "listings": Listing.objects.count(),
        "refused": [json.loads(facts)["reason"] for facts in Entry.objects.filter(event="feed.refused").order_by("id")
                    .values_list("facts", flat=True)],
        "followed": Entry.objects.filter(event="feed.key-followed").count(),
        "journal": verify().ok,
        "peers": {
            peer.address: [peer.sequence, peer.error, peer.flag, bool(peer.pulled_at), peer.failures]
            for peer in Peer.objects.all()
        },
        "at": timezone.now().isoformat(),
    }  # fmt: skip


if __name__ == "__main__":
    done = {
        "prepare": lambda: prepare(*sys.argv[2:]),
        "act": lambda: act(json.loads(sys.argv[2])),
        "index": index,
    }[sys.argv[1]]()
    print(json.dumps(done))
