"""A deal of each kind, walked by both sides in a real browser, with its papers opened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from tests.e2e.test_journey import CHROMIUM, PICTURES, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
SAMPLE = "patentfair-sample"
TODAY = datetime.now().astimezone().date()
LATER = (TODAY + timedelta(days=500)).isoformat()
PLACES = """
import django, json; django.setup()
from collections import defaultdict
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.models import Listing
from patentfair.apps.rights.models import Grant
from patentfair.apps.rights.queries import grantable
from patentfair.domain.rights.decision import Outcome
from django.utils import timezone
def email(o): return o.memberships.filter(role__in=("owner", "agent")).first().user.email
rows = []
free = Listing.objects.filter(state="published", deals=None, organisation__kind__in=("company", "small_firm"),
    patent__right_type="invention", patent__encumbrances=None, patent__grants=None)
for l in free.select_related("patent", "organisation").order_by("pk"):
    answers = {r.kind: r.decision.outcome for r in grantable(l.patent, timezone.localdate())}
    if max(answers.values()) <= Outcome.NEEDS_FORMALITY:
        rows.append({"listing": l.pk, "patent": l.patent.key, "owner": email(l.organisation),
                     "organisation": l.organisation_id, "name": l.organisation.name_zh})
by = defaultdict(list)
for r in rows: by[r["organisation"]].append(r)
firms = [{"email": email(o), "name": o.name_zh, "pk": o.pk}
         for o in Organisation.objects.filter(kind__in=("company", "small_firm"), is_sample=True).order_by("pk")]
bank = Organisation.objects.filter(kind="bank", is_sample=True).order_by("pk").first()
staff = Organisation.objects.none()
print(json.dumps({"groups": sorted(by.values(), key=len), "firms": firms,
                  "bank": {"email": email(bank), "name": bank.name_zh, "pk": bank.pk}}))
"""


@pytest.fixture(scope="module")
def places(home):  # noqa: F811
    """What of the sample world can still be dealt in: listings by owner, firms, the bank."""
    done = subprocess.run(
        [sys.executable, "-c", PLACES],
        env={
            **os.environ, "PATENTFAIR_HOME": str(home), "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "patentfair.config.settings",
        },
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    found["single"] = [row for group in found["groups"] for row in group][::-1]
    return found


class Walk:
    """The two sides of one deal at their browsers."""

    def __init__(self, browser, address, seller: str, buyer: str) -> None:  # noqa: F811
        self.seller, self.buyer = Person(browser, address, scripts=False), Person(browser, address, "en", scripts=False)
        self.seller.sign_in(seller, SAMPLE)
        self.buyer.sign_in(buyer, SAMPLE)
        self.path = ""

    @property
    def number(self) -> str:
        return self.path.split("/")[1]

    def ask(self, listing: int, kind: str) -> None:
        self.buyer.go(f"deals/new?listing={listing}")
        self.buyer.fill(kind=kind, text="We should like to use it on our line.")
        self.buyer.submit()
        self.path = self.buyer.path
        self.seller.go(self.path)
        self.seller.page.locator('main form[action$="answer"] textarea').fill("好的，可以谈。")
        self.seller.submit("answer")

    def offer(self, patent: str, partner: str, kind: str) -> None:
        self.seller.go(f"patents/{patent}/offer")
        self.seller.fill(partner=partner, kind=kind, text="请看看这件专利。")
        self.seller.submit()
        self.path = self.seller.path
        self.buyer.go(self.path)
        self.buyer.page.locator('main form[action$="answer"] textarea').fill("Yes, let us talk.")
        self.buyer.submit("answer")

    def propose(self, kind: str, **fields: str) -> None:
        self.seller.go(f"{self.path}/terms?kind={kind}")
        self.seller.fill(**fields)
        with self.seller.page.expect_navigation():
            self.seller.page.locator('main form[method="post"] button[type="submit"]').first.click()
        assert self.seller.path == self.path, self.seller.text
        self.buyer.go(self.path)
        self.buyer.submit("accept")

    def formalities(self, **fields: str) -> None:
        self.seller.go(f"{self.path}/formalities")
        self.seller.fill(**fields)
        self.seller.attach("evidence")
        self.seller.submit()
        assert self.seller.path == self.path, self.seller.text

    def sign(self) -> None:
        for person, name in ((self.seller, "王一"), (self.buyer, "Li Lei")):
            person.go(self.path)
            person.fill(name=name)
            person.submit("sign")

    def sign_until_refused(self) -> None:
        """The first signature is taken; the last one waits for what the law wants before it."""
        self.seller.go(self.path)
        self.seller.fill(name="王一")
        self.seller.submit("sign")
        self.buyer.go(self.path)
        self.buyer.fill(name="Li Lei")
        with self.buyer.page.expect_navigation():
            self.buyer.page.locator('main form[action$="sign"] button').first.click()
        assert "could not be done" in self.buyer.page.title(), self.buyer.page.title()
        self.buyer.errors.clear()  # the refusal is a 409, which the browser's console calls an error

    def last_signature(self) -> None:
        self.buyer.go(self.path)
        self.buyer.fill(name="Li Lei")
        self.buyer.submit("sign")

    def papers(self, *expected: str) -> None:
        """Every paper on the page opens, in both forms, for both sides; those expected are there."""
        self.buyer.go(f"{self.path}/papers")
        links = [a.get_attribute("href") for a in self.buyer.page.locator('main a[href*="/papers/"]').all()]
        names = {link.rsplit("/", 1)[1] for link in links}
        assert {f"{name}.pdf" for name in expected} <= names, names
        for person in (self.buyer, self.seller):
            for link in links:
                answer = person.page.request.get(f"{person.address}{link}")
                assert answer.ok, link
                assert answer.body()[:2] in (b"%P", b"PK")

    def state(self, words: str) -> None:
        self.buyer.go(self.path)
        assert words in self.buyer.page.locator(".page-head .eyebrow").inner_text(), self.buyer.text[:400]

    def done(self) -> None:
        for person in (self.seller, self.buyer):
            assert not person.errors, person.errors
            person.context.close()


def a_firm(places, *, without) -> dict:
    return next(firm for firm in places["firms"] if firm["pk"] not in without)


def walk(browser, address, places, index: int) -> tuple[Walk, dict, dict]:  # noqa: F811
    row = places["single"][index]
    firm = a_firm(places, without={row["organisation"]})
    return Walk(browser, address, row["owner"], firm["email"]), row, firm


@pytest.mark.parametrize(
    ("index", "kind", "fields"),
    [
        (0, "exclusive", {"end": LATER, "upfront": "300000", "territory": "CN-GD"}),
        (1, "sole", {"end": LATER, "upfront": "200000"}),
        (2, "ordinary", {"end": LATER, "tier_1_up_to": "1000000", "tier_1_percent": "5", "tier_2_percent": "3"}),
        (3, "use_first", {"end": LATER, "free_until": (TODAY + timedelta(days=180)).isoformat()}),
        (4, "joint_development", {"end": LATER, "contributions": "各出两名工程师", "results": "共有"}),
    ],
)
def test_licences(browser, address, places, index, kind, fields):  # noqa: F811
    deal, row, _firm = walk(browser, address, places, index)
    deal.ask(row["listing"], kind)
    deal.propose(kind, **fields)
    deal.sign()
    deal.state("In force")
    deal.papers("term-sheet", "contract", "recordal", "technology-contract")
    deal.buyer.go(deal.path)
    deal.buyer.fill(recorded_on=TODAY.isoformat(), record_number="X2026-1")
    deal.buyer.submit("record")
    deal.state("Recorded")
    deal.done()


def test_sale(browser, address, places):  # noqa: F811
    deal, row, _firm = walk(browser, address, places, 5)
    deal.ask(row["listing"], "assignment")
    deal.propose("assignment", upfront="500000")
    deal.formalities(first_refusal="waived")
    deal.sign()
    deal.state("In force")
    deal.papers("contract", "registration")
    assert "自登记之日" in (deal.seller.go(deal.path) or deal.seller.text) or "登记" in deal.seller.text
    deal.done()


def test_pilot_then_licence(browser, address, places):  # noqa: F811
    deal, row, _firm = walk(browser, address, places, 6)
    deal.ask(row["listing"], "pilot")
    until = (TODAY + timedelta(days=90)).isoformat()
    deal.propose("pilot", end=LATER, pilot_until=until, pilot_fee="1000", grants="exclusive")
    deal.sign()
    deal.papers("contract")
    deal.buyer.go(f"{deal.path}/changes")
    deal.buyer.fill(name="Li Lei")
    deal.buyer.submit("exercise")
    assert "Taken on" in deal.buyer.text
    deal.done()


def test_conditions_then_amendment_then_end(browser, address, places):  # noqa: F811
    deal, row, _firm = walk(browser, address, places, 7)
    deal.ask(row["listing"], "ordinary")
    deal.propose("ordinary", end=LATER, conditions_1_name="董事会批准")
    deal.sign()
    deal.state("conditions open")
    deal.buyer.go(f"{deal.path}/changes")
    deal.buyer.page.locator('main details:has(form[action$="condition"]) summary').first.click()
    deal.buyer.attach("evidence")
    deal.buyer.submit("condition")
    deal.state("In force")
    deal.buyer.go(f"{deal.path}/amend")
    deal.buyer.fill(upfront="77", reason="Cheaper.", name="Li Lei")
    deal.buyer.submit()
    deal.seller.go(f"{deal.path}/changes")
    deal.seller.fill(name="王一")
    deal.seller.submit("agree-amendment")
    deal.seller.go(f"{deal.path}/end")
    deal.seller.fill(ground="agreed", reason="双方同意结束。")
    deal.seller.submit()
    deal.buyer.go(f"{deal.path}/changes")
    deal.buyer.submit("agree-end")
    deal.state("Terminated")
    deal.done()


def test_pledge_with_the_lenders_side(browser, address, places):  # noqa: F811
    row, bank = places["single"][8], places["bank"]
    deal = Walk(browser, address, row["owner"], bank["email"])
    deal.offer(row["patent"], bank["name"], "pledge")
    deal.propose("pledge", secured_amount="2000000", debt_until=LATER, debtor=row["name"])
    deal.sign()
    deal.papers("contract", "pledge-registration", "pledge-cancellation", "release")
    assert "Pledgee" in (deal.buyer.go(deal.path) or deal.buyer.text)
    deal.buyer.go(f"{deal.path}/end")
    deal.buyer.fill(ground="debt_paid", reason="The loan was paid back.")
    deal.buyer.submit()
    deal.state("Terminated")
    deal.done()


def test_sub_licence(browser, address, places):  # noqa: F811
    deal, row, firm = walk(browser, address, places, 9)
    deal.ask(row["listing"], "ordinary")
    deal.propose("ordinary", end=LATER, upfront="10")
    deal.sign()
    other = a_firm(places, without={row["organisation"], firm["pk"]})
    below = Walk(browser, address, firm["email"], other["email"])
    below.offer(row["patent"], other["name"], "sub_licence")
    below.propose("sub_licence", end=(TODAY + timedelta(days=90)).isoformat(), grants="ordinary")
    owner = deal.seller
    owner.go("workspace")
    owner.page.locator('main a[href*="/workspace/consents/"]').first.click()
    owner.page.locator('main button[value="give"], main form button').first.click()
    below.sign()
    below.state("In force")
    below.papers("contract")
    for one in (deal, below):
        one.done()


@pytest.mark.parametrize("kind", ["bundle", "pool"])
def test_several_patents(browser, address, places, kind):  # noqa: F811
    group = next(group for group in places["groups"][::-1] if len(group) >= 4)
    first, second = (group[0], group[1]) if kind == "bundle" else (group[2], group[3])
    firm = a_firm(places, without={first["organisation"]})
    deal = Walk(browser, address, first["owner"], firm["email"])
    deal.offer(first["patent"], firm["name"], kind)
    deal.propose(kind, end=LATER, patents=second["patent"], know_how="工艺参数", software="控制程序", grants="ordinary")
    deal.sign()
    deal.state("In force")
    deal.papers("contract", "recordal")
    deal.buyer.go(deal.path)
    assert second["patent"] in deal.buyer.text
    deal.done()


def test_open_licence(browser, address, places):  # noqa: F811
    row = places["single"][10]
    firm = a_firm(places, without={row["organisation"]})
    owner = Person(browser, address, scripts=False)
    owner.sign_in(row["owner"], SAMPLE)
    owner.go(f"patents/{row['patent']}/open-licence")
    owner.fill(upfront="50000", contact="王一")
    owner.submit(method="get")
    papers = owner.page.locator('main a[href*="/open-licence/declaration"]').all()
    assert len(papers) == 2
    for link in papers:
        assert owner.page.request.get(f"{address}{link.get_attribute('href')}").ok
    owner.go(f"desk/open-licences/new?patent={row['patent']}")
    owner.fill(number=row["patent"], on=TODAY.isoformat(), reference="2026-1")
    owner.submit()
    owner.go(f"workspace/listings/{row['listing']}/edit")
    owner.tick("kinds", "open")
    owner.fill(upfront="50000")
    owner.submit()
    taker = Person(browser, address, "en", scripts=False)
    taker.sign_in(firm["email"], SAMPLE)
    taker.go(f"listings/{row['listing']}/open-licence")
    taker.fill(name="Li Lei", paid_on=TODAY.isoformat())
    taker.attach("evidence")
    taker.submit()
    assert "Open licence" in taker.page.locator(".page-head .eyebrow").inner_text()
    owner.go(f"patents/{row['patent']}/open-licence")
    owner.fill(announced_on=TODAY.isoformat())
    owner.submit("withdraw")
    taker.go(taker.path)
    assert "In force" in taker.page.locator(".page-head .eyebrow").inner_text()
    assert not owner.errors
    assert not taker.errors
