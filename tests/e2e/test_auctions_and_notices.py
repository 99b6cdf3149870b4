"""Prices found in public, walked in a real browser: auctions, open and sealed, and notice of a price by agreement."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone

import pytest

from tests.e2e.test_deals_by_kind import LATER, SAMPLE, TODAY, Walk
from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
ZONE = timezone(timedelta(hours=8))
START = "import django, json, sys; django.setup()\n"
PLACES = (
    START
    + """
from django.utils import timezone
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.models import Listing
from patentfair.apps.rights.queries import grantable
from patentfair.domain.rights.decision import Outcome
def email(o): return o.memberships.filter(role__in=("owner", "agent")).first().user.email
free = Listing.objects.filter(state="published", deals=None, auctions=None, patent__right_type="invention",
    patent__encumbrances=None, patent__grants=None).exclude(center=None).select_related("patent", "organisation")
found = {"companies": [], "universities": []}
for l in free.order_by("pk"):
    post = l.center.posts.first()
    answers = {r.kind: r.decision.outcome for r in grantable(l.patent, timezone.localdate())}
    row = {"listing": l.pk, "patent": l.patent.key, "owner": email(l.organisation),
           "organisation": l.organisation_id, "staff": post.user.email if post else ""}
    if l.organisation.kind in ("company", "small_firm") and post and max(answers.values()) <= Outcome.NEEDS_FORMALITY:
        found["companies"].append(row)
    if l.organisation.is_state_founded and answers["exclusive_licence"] <= Outcome.NEEDS_FORMALITY:
        found["universities"].append(row)
found["firms"] = [{"email": email(o), "pk": o.pk} for o in
                  Organisation.objects.filter(kind__in=("company", "small_firm"), is_sample=True).order_by("pk")]
print(json.dumps(found))
"""
)
SHIFT = (
    START
    + """
from datetime import timedelta
from django.utils import timezone
from patentfair.apps.market.models import Auction, PriceNotice
what, pk = sys.argv[1], int(sys.argv[2])
now, today = timezone.now(), timezone.localdate()
if what == "open":
    Auction.objects.filter(pk=pk).update(opens_at=now - timedelta(minutes=1))
elif what == "close":
    Auction.objects.filter(pk=pk).update(opens_at=now - timedelta(hours=2), closes_at=now, latest_close=now)
else:
    PriceNotice.objects.filter(pk=pk).update(start=today - timedelta(days=20), end=today)
print("{}")
"""
)


def python(home, code: str, *arguments: object) -> dict:  # noqa: F811
    """Run a piece of code in the installation; time is moved this way, since nobody waits fifteen days for a test."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={
            **os.environ, "PATENTFAIR_HOME": str(home), "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "patentfair.config.settings",
        },
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def places(home):  # noqa: F811
    return python(home, PLACES)


def person(browser, address, email: str, language: str = "zh") -> Person:  # noqa: F811
    one = Person(browser, address, language, scripts=False)
    one.sign_in(email, SAMPLE)
    return one


def local(after: timedelta) -> str:
    """A moment as the form wants it, in Beijing time."""
    return (datetime.now(tz=ZONE) + after).strftime("%Y-%m-%dT%H:%M")


def until(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.5)


@pytest.mark.parametrize("kind", ["open", "sealed"])
def test_an_auction_from_the_draft_to_the_signed_contract(browser, address, home, places, kind):  # noqa: F811
    row = places["companies"][0 if kind == "open" else 1]
    firms = [one for one in places["firms"] if one["pk"] != row["organisation"]][:2]
    seller = person(browser, address, row["owner"])
    seller.go(f"listings/{row['listing']}/auction")
    seller.fill(
        grant="exclusive", start=TODAY.isoformat(), end=LATER, kind=kind, starting_price="100000", reserve="120000",
        deposit="0", opens_at=local(timedelta(minutes=10)), closes_at=local(timedelta(hours=1)),
    )  # fmt: skip
    if kind == "open":
        seller.fill(
            increment="10000", latest_close=local(timedelta(hours=2)), extend_within_minutes="5", extension_minutes="5"
        )
    seller.submit()
    seller.submit("announce")
    path = seller.path
    number = path.split("/")[1]
    buyers = [person(browser, address, one["email"], "en") for one in firms]
    for buyer in buyers:
        buyer.go(f"{path}/apply")
        buyer.submit()
    staff = person(browser, address, row["staff"])
    for _buyer in buyers:
        staff.go(f"{path}/bidders")
        staff.submit("admit")
    python(home, SHIFT, "open", number)
    for buyer, amount in zip(buyers, ("120000", "150000"), strict=True):
        buyer.go(f"{path}/bid")
        buyer.fill(amount=amount)
        buyer.page.check('main [name="binding"]')
        buyer.submit()
        assert buyer.path.startswith(path), buyer.text
    seller.go(path)
    assert ("150,000" in seller.text or "15 万元" in seller.text) == (kind == "open")
    python(home, SHIFT, "close", number)

    def is_open() -> bool:
        buyers[1].go(path)
        return bool(buyers[1].page.locator('main a[href*="/deals/"]').count())

    until(is_open)
    buyers[1].page.locator('main a[href*="/deals/"]').first.click()
    deal = Walk.__new__(Walk)
    deal.seller, deal.buyer, deal.path = seller, buyers[1], buyers[1].path
    deal.sign()
    deal.state("In force")
    deal.papers("contract", "recordal")
    assert not [error for one in (seller, staff, *buyers) for error in one.errors]


def test_a_university_gives_notice_of_an_agreed_price(browser, address, home, places):  # noqa: F811
    row = places["universities"][0]
    firm = next(one for one in places["firms"] if one["pk"] != row["organisation"])
    deal = Walk(browser, address, row["owner"], firm["email"])
    deal.ask(row["listing"], "exclusive")
    deal.propose("exclusive", end=LATER, upfront="300000")
    deal.seller.go(f"{deal.path}/price-notice")
    deal.seller.fill(
        result_zh="示例成果",
        start=TODAY.isoformat(),
        end=(TODAY + timedelta(days=16)).isoformat(),
        contact="示例办公室",
    )
    deal.seller.submit()
    deal.seller.go(deal.path)
    notice = deal.seller.page.locator('main a[href*="/notices-of-price/"]').first.get_attribute("href")
    pupil = Person(browser, address, scripts=False)
    pupil.go(notice.split("/", 2)[2])
    pupil.fill(name="示例读者", contact="示例电话", text="这个价格是怎么来的？")
    pupil.submit()
    deal.sign_until_refused()
    deal.seller.go(notice.split("/", 2)[2])
    deal.seller.fill(decision="已按规定程序作价。")
    deal.seller.submit("decide")
    python(home, SHIFT, "notice", notice.rsplit("/", 1)[1])
    deal.last_signature()
    deal.state("In force")
    deal.done()
