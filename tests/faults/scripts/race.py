"""Many threads try the same thing at once, each on a connection of its own.

`race.py claims` verifies two whole-patent claims of different organisations at the same moment, patent by patent;
`race.py signatures` signs, last, deals that each grant an exclusive licence of one patent. Prints what was left.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

import msgspec  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from patentfair.apps.accounts.access import SYSTEM  # noqa: E402
from patentfair.apps.accounts.models import Organisation  # noqa: E402
from patentfair.apps.centers.queries import actor_of  # noqa: E402
from patentfair.apps.journal.actions import seal  # noqa: E402
from patentfair.apps.journal.queries import verify  # noqa: E402
from patentfair.apps.market.actions import deals, signing  # noqa: E402
from patentfair.apps.market.models import Deal, Listing  # noqa: E402
from patentfair.apps.registry.models import Patent  # noqa: E402
from patentfair.apps.rights.actions import claim_ownership, decide_claim  # noqa: E402
from patentfair.apps.rights.models import Grant, Interest  # noqa: E402
from patentfair.domain.kernel.errors import DomainError  # noqa: E402
from patentfair.domain.market.terms import DealKind, Terms  # noqa: E402

TODAY = timezone.localdate()


def at_once(*acts):
    """Run the acts in threads that start together; the codes of what was refused, "done" for what was not."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            act()
        except DomainError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def agent(organisation: Organisation):
    return actor_of(organisation.memberships.filter(role__in=("owner", "agent")).first().user, TODAY)


def claims() -> dict:
    firms = list(Organisation.objects.filter(kind="company").order_by("pk")[:2])
    results = []
    for patent in Patent.objects.filter(claims=None, office="CN", stage="grant").order_by("pk")[:8]:
        made = [
            claim_ownership(
                actor=agent(firm), organisation=firm, patent=patent, evidence_name="e.pdf", evidence_sha256="0" * 64
            )
            for firm in firms
        ]
        outcome = at_once(*(lambda c=claim: decide_claim(actor=SYSTEM, claim=c, verified=True) for claim in made))
        results.append([sorted(outcome), Interest.objects.filter(patent=patent, valid_until=None).count()])
    return {"patents": results}


def signatures() -> dict:
    listing = (
        Listing.objects.filter(
            state="published",
            deals=None,
            organisation__kind__in=("company", "small_firm"),
            patent__right_type="invention",
        )
        .select_related("patent", "organisation")
        .order_by("pk")
        .first()
    )
    seller = agent(listing.organisation)
    terms = Terms(kind=DealKind.EXCLUSIVE, patents=(listing.patent.key,), start=TODAY, end=listing.patent.term_end)
    firms = Organisation.objects.filter(kind__in=("company", "small_firm")).exclude(pk=listing.organisation_id)
    ready = []
    for firm in firms.order_by("pk")[:6]:
        buyer = agent(firm)
        deal = deals.open_inquiry(
            actor=buyer,
            organisation=firm,
            patent=listing.patent,
            grantor=listing.organisation,
            listing=listing,
            text="We want it alone.",
        )
        deals.answer(actor=seller, deal=deal, text="Yes.")
        own = msgspec.structs.replace(terms, notes=f"Deal {deal.pk}.")
        sheet = deals.propose_terms(actor=seller, deal=deal, terms=own)
        deals.accept_terms(actor=buyer, deal=deal, sheet_hash=sheet.hash)
        deal = Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)
        signing.sign(actor=seller, deal=deal, sheet_hash=sheet.hash, name="Seller")
        ready.append((buyer, deal.pk, sheet.hash))

    def sign(buyer, pk, sheet_hash):
        deal = Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=pk)
        signing.sign(actor=buyer, deal=deal, sheet_hash=sheet_hash, name="Buyer")

    outcome = at_once(*(lambda one=one: sign(*one) for one in ready))
    return {
        "outcome": sorted(outcome),
        "grants": Grant.objects.filter(patent=listing.patent, kind="exclusive").count(),
        "in_force": Deal.objects.filter(patent=listing.patent, state="in_force").count(),
    }


if __name__ == "__main__":
    found = {"claims": claims, "signatures": signatures}[sys.argv[1]]()
    seal()
    print(json.dumps({**found, "verified": verify().ok}))
