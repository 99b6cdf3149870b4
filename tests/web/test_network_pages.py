"""The index, the page of other installations, and what other sites may frame, as people and browsers meet them."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import User
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Listing
from patentfair.apps.network import jobs
from patentfair.apps.network.actions.peers import note_failure, refuse_news
from patentfair.apps.network.models import EmbedHost, IndexEntry, Peer
from tests.apps.test_network import far, listing, live, publish, pull  # noqa: F401 - a fixture and what goes with it
from tests.feeds import owner, seal

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def operator(world) -> Client:
    client = Client()
    client.force_login(world.user("yu-tinglan"))
    return client


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_index_is_searched_and_one_that_reads_nobody_says_how_to(world):
    publish()
    page = read(Client(), "/en/network")
    assert "This installation reads no other yet" in page
    total = IndexEntry.objects.filter(state="live").values("line").distinct().count()
    assert f">{total:,}</strong>" in page
    assert re.findall(r'href="/en/network/\d+"', page)
    assert "Nothing in the index fits" in read(Client(), "/en/network?q=zzzqqq")
    needs = read(Client(), "/en/network?kind=need")
    assert IndexEntry.objects.filter(state="live", kind="need").count() > 0
    assert "Listing</span>" not in needs
    read(Client(), "/zh/network?kind=nonsense&from=-1&page=999")
    read(Client(), "/zh/network?q=" + "词 " * 500)


def test_a_family_told_of_twice_is_shown_once_with_what_differs(far, world):  # noqa: F811
    publish()
    own = IndexEntry.objects.filter(peer=None, kind="listing", state="live").first()
    number = own.payload["itemOffered"][0]["identifier"][0]["value"]
    script = "<script>alert(1)</script>"
    listing(far, "listing/1", number, offeredBy=owner("另一家公司"), price="5", priceCurrency="CNY",
            description=[{"@language": "zh", "@value": script}])  # fmt: skip
    pull(far)
    theirs = IndexEntry.objects.get(peer=far.peer)
    page = read(Client(), f"/en/network/{theirs.pk}")
    assert "2 installations tell of it" in page
    assert "What the sources say differently" in page
    assert "另一家公司" in page
    assert script not in page
    assert "&lt;script&gt;" in page
    assert 'href="https://far.example/zh/listings/1"' in page
    assert read(Client(), f"/en/network/{own.pk}").count('<h2 id="source-') == 2
    index = read(Client(), f"/en/network?kind=listing&q={number}")
    assert index.count("<article") == 1
    assert "Sources differ on:" in index
    linked = json.loads(Client().get(f"/network/index/{theirs.pk}.jsonld").content)
    assert linked["@context"] == "https://schema.org"
    assert linked["@id"] == theirs.uid
    assert f"/network/index/{theirs.pk}.jsonld" in page
    far.later()
    far.say("listing/1", None)
    pull(far)
    assert "withdrew it on" in read(Client(), f"/en/network/{theirs.pk}", 410)
    assert Client().get(f"/network/index/{theirs.pk}.jsonld").status_code == 404


def test_what_is_old_says_so(far):  # noqa: F811
    listing(far, "listing/1", "CN108000101B")
    pull(far)
    assert "may have changed" not in read(Client(), "/en/network")
    Peer.objects.filter(pk=far.peer.pk).update(pulled_at=timezone.now() - timedelta(days=2))
    assert "may have changed" in read(Client(), "/en/network")
    entry = IndexEntry.objects.get(peer=far.peer)
    assert "may have changed" in read(Client(), f"/en/network/{entry.pk}")


def test_feed_readers_get_atom(world):
    publish()
    response = Client().get("/zh/network/news.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 40
    for entry in entries:
        assert entry.find(f"{ATOM}id").text.startswith("http")
        assert entry.find(f"{ATOM}title").text
        assert re.match(r"\d{4}-\d\d-\d\dT", entry.find(f"{ATOM}updated").text)


def test_no_title_can_spoil_the_feed_of_feed_readers(far):  # noqa: F811
    spoilt = "泵\x01\x1b[0m\x0b\ufffe\ufdd0\U0001ffff\t<&>\U0001f600"
    far.at = timezone.now()
    listing(far, "listing/1", "CN108000101B", description=[{"@language": "zh", "@value": spoilt}])
    far.entries[-1]["payload"]["name"][0]["@value"] = spoilt
    seal(far.entries[-1])
    assert pull(far).error == ""
    response = Client().get("/zh/network/news.atom")
    feed = ElementTree.fromstring(response.content)
    title = next(one for one in feed.iter(f"{ATOM}title") if one.text.startswith("泵["))
    assert title.text == "泵[0m\t<&>\U0001f600"


def test_days_that_a_source_tells_are_written_as_everywhere(far):  # noqa: F811
    more = [{"@type": "PropertyValue", "propertyID": "deadline", "value": "2027-03-09"}]
    listing(far, "listing/1", "CN108000101B", additionalProperty=more)
    more = [{"@type": "PropertyValue", "propertyID": "deadline", "value": "next spring"}]
    listing(far, "listing/2", "CN108000102B", additionalProperty=more)
    pull(far)
    first, second = (IndexEntry.objects.get(uid=far.uid(f"listing/{number}")).pk for number in (1, 2))
    assert "2027年3月9日" in read(Client(), f"/zh/network/{first}")
    page = read(Client(), f"/en/network/{first}")
    assert "9 March 2027" in page
    assert "1 November 2026" in page, "as of which day the patent's state is known"
    assert not re.search(r">[^<]*\d{4}-\d\d-\d\d", page)
    assert "next spring" in read(Client(), f"/en/network/{second}")


def test_an_installation_is_removed_only_where_it_is_said_what_that_takes_away(far, operator):  # noqa: F811
    listing(far, "listing/1", "CN108000101B")
    listing(far, "listing/2", "CN108000102B")
    peer = pull(far)
    page = read(operator, f"/en/registrar/peers/{peer.pk}")
    said = re.search(r'<details class="facet">.*?</details>.*?<details.*?</details>', page, re.DOTALL).group()
    assert "The 2 entries that it has in the index are deleted here" in said
    for act in ("remove", "restart"):
        assert f'/peers/{peer.pk}/{act}"' in said, "only behind what it says"
        assert f'/peers/{peer.pk}/{act}"' not in page.replace(said, "")
    for name in ("wen-ruxue", "an-zhihe"):
        other = Client()
        other.force_login(User.objects.get(email=f"{name}@sample.invalid"))
        for act in ("pause", "remove", "restart", "clear", "pull", "resume"):
            assert other.post(f"/en/registrar/peers/{peer.pk}/{act}").status_code == 404
    assert len(live(far)) == 2


def test_an_operator_registers_another_installation(operator, monkeypatch):
    form = {
        "name_zh": "苏州中心",
        "name_en": "Suzhou center",
        "address": "https://suzhou.example/x",
        "fingerprint": "1",
    }
    page = operator.post("/en/registrar/peers/new", form).content.decode()
    assert "without" in page.lower()
    assert 'value="苏州中心"' in page, "what was typed stays"
    response = operator.post(
        "/en/registrar/peers/new", {**form, "address": "https://suzhou.example", "fingerprint": "a1 " * 32}
    )
    peer = Peer.objects.get()
    assert response["Location"] == f"/en/registrar/peers/{peer.pk}"
    assert (peer.address, peer.fingerprint) == ("https://suzhou.example", "a1" * 32)
    assert "a1a1 a1a1" in read(operator, response["Location"])
    assert Entry.objects.filter(event="peer.registered", object=f"peer:{peer.pk}").exists()
    note_failure(actor=SYSTEM, peer=peer, code="feed.unreachable")
    page = read(operator, "/en/registrar/peers")
    assert "It cannot be reached" in page
    assert "everything missed is read" in page
    peer.refresh_from_db()
    refuse_news(actor=SYSTEM, peer=peer, code="feed.replayed", why="test")
    page = read(operator, f"/en/registrar/peers/{peer.pk}")
    assert "An older page was sent again" in page
    for act, field, value in (
        ("clear", "flag", ""), ("pause", "state", "paused"), ("resume", "state", "active"), ("restart", "sequence", 0),
        ("pull", "state", "active"), ("remove", "state", "removed"),
    ):  # fmt: skip
        assert operator.post(f"/en/registrar/peers/{peer.pk}/{act}").status_code == 302, act
        peer.refresh_from_db()
        assert getattr(peer, field) == value
    assert operator.get(f"/en/registrar/peers/{peer.pk}").status_code == 404
    assert operator.post(f"/en/registrar/peers/{peer.pk}/pause").status_code == 404


def test_every_code_of_a_feed_has_words_and_a_cure():
    from pathlib import Path

    from patentfair.domain import network as domain
    from patentfair.web.network.words import ERRORS, REFUSED

    source = Path(domain.__file__).parent
    codes = {code for path in source.glob("*.py") for code in re.findall(r'code="(feed\.[a-z-]+)"', path.read_text())}
    fetched = Path(jobs.__file__).parents[2] / "adapters/feeds/fetch.py"
    codes |= set(re.findall(r'"(feed\.[a-z-]+)"', fetched.read_text()))
    assert codes <= set(ERRORS), codes - set(ERRORS)
    assert set(ERRORS) >= REFUSED


def test_a_listing_is_framed_only_where_its_center_lets_it_be(world):
    offered = Listing.objects.filter(state="published", center__isnull=False).select_related("center").first()
    path = f"/en/embed/listing/{offered.pk}"
    response = Client().get(path)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    EmbedHost.objects.create(center=offered.center, host="www.university.example", added_at=timezone.now())
    client = Client()
    client.force_login(world.user("yu-tinglan"))
    for who in (Client(), client):
        response = who.get(path)
        policy = response["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors https://www.university.example")
        assert "script-src" not in policy
        assert "default-src 'none'" in policy
        assert "X-Frame-Options" not in response
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "public, max-age=300"
        assert not response.cookies
        body = response.content.decode()
        assert "<script" not in body
        assert "csrf" not in body
        assert world.user("yu-tinglan").email not in body
        assert len(response.content) < 8_000
    other = Listing.objects.filter(state="published").exclude(center=offered.center).first()
    assert "frame-ancestors 'none'" in Client().get(f"/en/embed/listing/{other.pk}")["Content-Security-Policy"]
    search = Client().get(f"/zh/embed/search/{offered.center.key}")
    assert "frame-ancestors https://www.university.example" in search["Content-Security-Policy"]
    assert "form-action 'self'" in search["Content-Security-Policy"]
    assert Client().get("/zh/embed/search/nowhere").status_code == 404
    Listing.objects.filter(pk=offered.pk).update(state="paused")
    assert Client().get(path).status_code == 404
    assert Client().get("/zh/")["X-Frame-Options"] == "DENY"


def test_the_head_names_the_sites(world):
    from patentfair.apps.centers.models import Center, Post

    center = Center.objects.filter(listings__state="published").first()
    head, staff = world.make_user("a-head"), world.make_user("a-staff")
    Post.objects.create(user=head, center=center, role="head")
    Post.objects.create(user=staff, center=center, role="staff")
    client = Client()
    client.force_login(head)
    for wrong in (
        "*", "*.example.org", "a b", "x", "https://a.example/path", "a.example;script-src *", "-a.example", "a..b",
        "'unsafe-inline'", "data:", "a.example, b.example", "127.0.0.1",
    ):  # fmt: skip
        page = client.post("/en/center/embedding", {"center": center.pk, "host": wrong})
        assert page.status_code == 200, wrong
        assert not EmbedHost.objects.exists(), wrong
    assert (
        client.post("/en/center/embedding", {"center": center.pk, "host": "https://WWW.Park.example/"}).status_code
        == 302
    )
    host = EmbedHost.objects.get()
    assert host.host == "www.park.example"
    assert client.post("/en/center/embedding", {"center": center.pk, "host": "www.park.example"}).status_code == 200
    assert EmbedHost.objects.count() == 1
    other = Client()
    other.force_login(staff)
    page = read(other, "/en/center/embedding")
    assert "www.park.example" in page
    assert page.count("&lt;iframe src=") == 1, "one line, for what was chosen"
    assert "/en/embed/search/" in page
    offered = Listing.objects.filter(center=center, state="published").first()
    chosen = read(other, f"/zh/center/embedding?what=listing-{offered.pk}&language=en")
    assert chosen.count("&lt;iframe src=") == 1
    assert f"http://testserver/en/embed/listing/{offered.pk}&quot;" in chosen
    assert "只能在本机打开" not in chosen
    elsewhere = Listing.objects.filter(state="published").exclude(center=center).first()
    for wrong in ("what=listing-999999&language=en", f"what=listing-{elsewhere.pk}&language=en", "what=&language=xx"):
        assert "&lt;iframe src=" not in read(other, f"/en/center/embedding?{wrong}"), wrong
    assert other.post("/en/center/embedding", {"center": center.pk, "host": "b.example"}).status_code == 404
    assert other.post(f"/en/center/embedding/{host.pk}/end").status_code == 404
    assert client.post(f"/en/center/embedding/{host.pk}/end").status_code == 302
    assert not EmbedHost.objects.exists()
    assert [one.event for one in Entry.objects.filter(event__startswith="embed.").order_by("id")] == [
        "embed.allowed", "embed.ended",
    ]  # fmt: skip
