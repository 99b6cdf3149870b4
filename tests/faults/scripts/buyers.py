"""Two hundred buyers sign exclusive licences of one patent at once, through the web.

`buyers.py prepare N ROUND` makes N buyers with a deal each that its owner has signed; the licences ask for provinces
and years that overlap in many ways. Prints what each buyer needs to sign. `buyers.py found PATENT` prints what is in
force.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import date, timedelta

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from patentfair.apps.accounts.models import Membership, Organisation, User  # noqa: E402
from patentfair.apps.journal.actions import seal  # noqa: E402
from patentfair.apps.journal.queries import verify  # noqa: E402
from patentfair.apps.market.models import Acceptance, Deal, DealPatent, Listing, Signature, TermSheet  # noqa: E402
from patentfair.apps.rights.models import Grant  # noqa: E402
from patentfair.apps.rights.queries import grantable  # noqa: E402
from patentfair.domain.kernel.canonical import canonical_json  # noqa: E402
from patentfair.domain.market.terms import DealKind, Terms, terms_hash  # noqa: E402
from patentfair.domain.rights.decision import Outcome  # noqa: E402

TODAY = timezone.localdate()
PROVINCES = ("CN-BJ", "CN-GD", "CN-SH", "CN-JS", "CN-ZJ", "CN-SC", "CN-HB", "CN-SD")


def a_listing() -> Listing:
    """A listing nobody has asked about, long in force, of which the law would let an exclusive licence be granted."""
    free = Listing.objects.filter(
        deals=None,
        state="published",
        organisation__kind__in=("company", "small_firm"),
        patent__right_type="invention",
        patent__encumbrances=None,
        patent__grants=None,
        patent__term_end__gt=TODAY + timedelta(days=1900),
    )
    for one in free.select_related("patent", "organisation").order_by("pk"):
        row = next(row for row in grantable(one.patent, TODAY) if row.kind == "exclusive_licence")
        if row.decision.outcome <= Outcome.NEEDS_FORMALITY:
            return one
    # Every listing was raced for: what the buyers of the first round got is undone, and they leave.
    before = Deal.objects.filter(grantee__key__startswith="buyer-").exclude(state="ended").order_by("pk").first()
    if before is None or before.listing is None:
        raise SystemExit("the sample world has no listing for this")
    Grant.objects.filter(patent=before.patent, grantee__key__startswith="buyer-").delete()
    Deal.objects.filter(patent=before.patent, grantee__key__startswith="buyer-").update(state="ended")
    return before.listing


def asked(listing: Listing, chance: random.Random, number: int) -> Terms:
    start = TODAY + timedelta(days=365 * chance.randrange(3))
    return Terms(
        kind=DealKind.EXCLUSIVE,
        patents=(listing.patent.key,),
        territory=tuple(sorted(chance.sample(PROVINCES, chance.choice((1, 1, 2, 3))))),
        start=start,
        end=start + timedelta(days=365 * chance.choice((1, 2))),
        notes=f"Buyer {number}",
    )


@transaction.atomic
def prepare(count: int, number: int) -> dict:
    listing, chance, now = a_listing(), random.Random(number), timezone.now()
    seller = listing.organisation.memberships.first().user
    buyers = []
    for i in range(count):
        key = f"buyer-{number}-{i}"
        organisation = Organisation.objects.create(
            key=key, name_zh=f"买方{number}-{i}", name_en=key, kind="company", province="11", created_at=now
        )
        user = User(email=f"{key}@buyers.invalid", joined_at=now)
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, organisation=organisation, role="owner")
        deal = Deal.objects.create(
            listing=listing,
            patent=listing.patent,
            grantor=listing.organisation,
            grantee=organisation,
            center=listing.center,
            kind="exclusive",
            state="partly_signed",
            last_side="grantor",
            opened_at=now,
            answer_due=now,
            answered_at=now,
        )
        terms = asked(listing, chance, i)
        sheet = TermSheet.objects.create(
            deal=deal, number=1, terms=canonical_json(terms).decode(), hash=terms_hash(terms), side="grantor", at=now
        )
        for side in ("grantor", "grantee"):
            Acceptance.objects.create(sheet=sheet, side=side, at=now)
        Signature.objects.create(sheet=sheet, side="grantor", signed_by=seller, name="Owner", hash=sheet.hash, at=now)
        DealPatent.objects.create(deal=deal, patent=listing.patent)
        Deal.objects.filter(pk=deal.pk).update(agreed_sheet=sheet)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "patentfair.apps.accounts.backends.EmailBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        buyers.append({"deal": deal.pk, "hash": sheet.hash, "session": session.session_key})
    return {"patent": listing.patent_id, "buyers": buyers}


def found(patent: int) -> dict:
    seal()
    mine = Deal.objects.filter(patent=patent, grantee__key__startswith="buyer-").exclude(state="ended")
    wanted = {
        deal.pk: json.loads(deal.agreed_sheet.terms) for deal in mine.select_related("agreed_sheet").order_by("pk")
    }
    bases = Grant.objects.filter(patent=patent, grantee__key__startswith="buyer-").values_list("basis", flat=True)
    return {
        "in_force": list(mine.filter(state="in_force").order_by("pk").values_list("pk", flat=True)),
        "waiting": mine.filter(state="partly_signed").count(),
        "grants": sorted(int(basis.removeprefix("deal:")) for basis in bases),
        "wanted": {pk: [one["territory"], day(one["start"]), day(one["end"])] for pk, one in wanted.items()},
        "verified": verify().ok,
    }


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


if __name__ == "__main__":
    act, *numbers = sys.argv[1:]
    print(json.dumps({"prepare": prepare, "found": found}[act](*map(int, numbers))))
