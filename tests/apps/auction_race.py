"""Run by `test_auctions` in a process and database of its own: bidders in threads bid the same sum in one instant.

Prints one JSON object: `bids` in the order in which they were taken as [bidder, amount], `taken` and `stale` as the
threads counted them, and whether the journal has every hash.
"""

import json
import sys
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import django


def main(bidders: int, rounds: int) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from patentfair.apps.accounts.access import Actor
    from patentfair.apps.accounts.models import Organisation
    from patentfair.apps.journal.models import Entry
    from patentfair.apps.market.actions.bids import place_bid
    from patentfair.apps.market.bidding import bids_of, conditions_of
    from patentfair.apps.market.models import Auction, Bidder, Listing
    from patentfair.apps.registry.models import Patent
    from patentfair.domain.kernel.errors import Refused, Stale
    from patentfair.domain.market.auction import lowest_acceptable

    call_command("migrate", verbosity=0)
    now = timezone.now()
    firms = [
        Organisation.objects.create(key=f"firm-{n}", name_en=f"Firm {n}", kind="company", created_at=now)
        for n in range(bidders + 1)
    ]
    patent = Patent.objects.create(
        key="CN1B", office="CN", number="1", number_key="CN1", right_type="invention", stage="grant",
        status="in_force", record=b"", digest="", source="", first_imported_at=now, imported_at=now, updated_at=now,
    )  # fmt: skip
    listing = Listing.objects.create(
        organisation=firms[-1], patent=patent, state="published", price_mode="negotiable", title="", plain="",
        language="en", created_at=now,
    )  # fmt: skip
    auction = Auction.objects.create(
        listing=listing, kind="open", state="announced", terms="{}", terms_hash="", starting_price=100, reserve=100,
        increment=10, opens_at=now, closes_at=now + timedelta(hours=1), latest_close=now + timedelta(hours=1),
    )  # fmt: skip
    for firm in firms[:-1]:
        Bidder.objects.create(auction=auction, organisation=firm, state="admitted", applied_at=now)
    start, counted = Barrier(bidders), Counter()

    def bid_again_and_again(firm: Organisation) -> None:
        actor = Actor(reference=f"firm:{firm.pk}", organisations={firm.pk: "owner"})
        for _ in range(rounds):
            connection.close()  # as after each request: the pool holds fewer connections than there are bidders
            start.wait()
            seen = Auction.objects.select_related("listing").get(pk=auction.pk)
            amount = lowest_acceptable(conditions_of(seen), bids_of(seen))
            connection.close()
            start.wait()  # everyone has read the same state and wants the same next step
            while True:
                try:
                    place_bid(actor=actor, auction=seen, organisation=firm, amount=amount)
                    counted["taken"] += 1
                except Stale:
                    counted["stale"] += 1
                    seen = Auction.objects.select_related("listing").get(pk=auction.pk)
                    continue
                except Refused as error:
                    counted[error.code] += 1
                break
        connection.close()

    threads = [Thread(target=bid_again_and_again, args=(firm,)) for firm in firms[:-1]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = list(auction.bids.order_by("pk").values_list("organisation_id", "amount", "hash", "at"))
    entries = Entry.objects.filter(object=f"auction:{auction.pk}", event="auction.bid").order_by("pk")
    written = "".join(entries.values_list("facts", flat=True))
    print(
        json.dumps(
            {
                "bids": [[organisation, str(Decimal(amount))] for organisation, amount, _hash, _at in taken],
                "in_order": [row[3] for row in taken] == sorted(row[3] for row in taken),
                "written": all(row[2] in written for row in taken) and entries.count() == len(taken),
                "version": Auction.objects.get(pk=auction.pk).version,
                "counted": dict(counted),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
