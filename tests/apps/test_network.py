"""The feed of an installation, those that it reads, and the index."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.test import Client
from django.utils import timezone
from tests.feeds import MadeFeed, canonical, owner, patent
from tests.feeds import seal as seal_entry

from patentfair.adapters.feeds import fetch as fetching
from patentfair.adapters.feeds.fetch import FetchFailed, fetch
from patentfair.adapters.feeds.signing import load_or_make, verify
from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM
from patentfair.apps.exhibition.access import SHOWN
from patentfair.apps.exhibition.actions.halls import close_hall
from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.apps.experience.actions.reports import withdraw_report
from patentfair.apps.experience.models import Report
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions import listings as listing_actions
from patentfair.apps.market.actions import needs as need_actions
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.network import jobs
from patentfair.apps.network.actions import peers as actions
from patentfair.apps.network.actions.feed import renew_key
from patentfair.apps.network.actions.index import take_in
from patentfair.apps.network.models import Feed, FeedEntry, IndexEntry, Peer
from patentfair.apps.network.queries import entry_body, is_stale, lines, page_body, search_index
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.network.keys import follow, read_card
from patentfair.domain.network.merge import merge
from patentfair.domain.network.page import Cursor, read_page

ADDRESS = "https://far.example"


def publish() -> None:
    seal()
    while jobs.publish_news():
        pass


def own_pages() -> list[dict]:
    feed, after, found = Feed.objects.get(), 0, []
    while True:
        page = json.loads(page_body(feed, after))
        found.append(page)
        if not page["head"]["closed"]:
            return found
        after = page["head"]["last"]


def public() -> dict[str, str]:
    """What the public sees now, as the feed must tell it."""
    reports = Report.objects.filter(current__isnull=False).exclude(state="withdrawn").select_related("current")
    return {
        **{
            f"listing:{pk}": title for pk, title in Listing.objects.filter(state="published").values_list("pk", "title")
        },
        **{f"need:{pk}": title for pk, title in Need.objects.filter(state="published").values_list("pk", "title")},
        **{f"exhibit:{one.pk}": one.shown["texts"]["title"] for one in Exhibit.objects.filter(SHOWN)},
        **{f"experience:{one.pk}": one.current.content["texts"]["title"] for one in reports},
    }


def told() -> dict[str, str]:
    """What the feed tells now: the last word on each thing."""
    last = {one.object: one for one in FeedEntry.objects.order_by("sequence")}
    return {
        name: json.loads(entry_body(one))["payload"]["name"][0]["@value"]
        for name, one in last.items()
        if one.state == "live"
    }


def test_the_feed_tells_what_the_public_sees_and_nothing_else(world):
    publish()
    assert told() == public()
    before = Feed.objects.get().sequence
    publish()
    assert Feed.objects.get().sequence == before, "no news, no entry"
    listing = Listing.objects.filter(state="published").select_related("organisation", "patent").first()
    draft = Listing.objects.filter(state="draft").first() or listing
    actor = world.actor_for(listing.organisation)
    listing_actions.change_listing(actor=actor, listing=listing, price_mode="fixed", upfront=Decimal(77))
    publish()
    newest = FeedEntry.objects.order_by("-sequence").first()
    assert (newest.object, newest.state) == (f"listing:{listing.pk}", "live")
    assert json.loads(entry_body(newest))["payload"]["price"] == "77"
    listing_actions.pause_listing(actor=actor, listing=listing, reason="test")
    publish()
    newest = FeedEntry.objects.order_by("-sequence").first()
    assert (newest.object, newest.state, json.loads(entry_body(newest)).get("payload")) == (
        f"listing:{listing.pk}", "withdrawn", None,
    )  # fmt: skip
    assert told() == public()
    assert draft.pk
    assert not IndexEntry.objects.filter(uid=newest.uid, state="live").exists()


def everything_served() -> str:
    """All that programs can fetch of this installation's feed."""
    feed = Feed.objects.get()
    objects = FeedEntry.objects.filter(feed=feed).values_list("object", flat=True).distinct()
    pages = range(0, feed.sequence + 1, 50)
    answers = [Client().get(f"/network/feed.json?after={after}") for after in pages]
    answers += [Client().get(f"/network/entries/{one.replace(':', '/')}") for one in objects]
    assert {one.status_code for one in answers} == {200}
    return "".join(one.content.decode() for one in answers)


def test_what_is_shown_no_longer_is_nowhere_served(world):
    """Not after a withdrawal, and not what it said before it was changed; the feed is still verified from its start."""
    publish()
    one = Listing.objects.filter(state="published").select_related("organisation", "patent").first()
    need = Need.objects.filter(state="published", show_name=True).select_related("organisation").first()
    exhibit = Exhibit.objects.filter(SHOWN, hall__state="open").select_related("hall").first()
    report = Report.objects.filter(current__isnull=False, state="published").first()
    named = f'"@id":"{live_settings.ADDRESS}/network/entries/need/{need.pk}"'
    told = [one.title, exhibit.shown["texts"]["title"], report.current.content["texts"]["title"]]
    before = everything_served()
    assert all(json.dumps(text, ensure_ascii=False) in before for text in told)
    assert need.organisation.name_zh in before[before.index(named) :][:6000]
    response = Client().get("/network/feed.json?after=0")
    listing_actions.change_listing(actor=SYSTEM, listing=one, price_mode="fixed", upfront=Decimal(7654321))
    publish()
    assert '"7654321"' in everything_served()
    listing_actions.close_listing(actor=SYSTEM, listing=one)
    need_actions.change_need(actor=SYSTEM, need=need, show_name=False)
    close_hall(actor=SYSTEM, hall=exhibit.hall)
    withdraw_report(actor=world.actor(report.center.posts.first().user.email.partition("@")[0]), report=report)
    publish()
    after = everything_served()
    assert '"7654321"' not in after
    assert not [text for text in told if json.dumps(text, ensure_ascii=False) in after]
    assert need.organisation.name_zh not in after[after.index(named) :][:6000]
    assert not FeedEntry.objects.filter(state="withdrawn", shown__isnull=False).exists()
    again = Client().get("/network/feed.json?after=0", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (200, "no-cache")
    test_another_installation_can_read_the_whole_feed(world)


def test_a_hall_that_closes_takes_its_exhibits_out_of_the_feed(world):
    publish()
    hall = Hall.objects.filter(state="open").first()
    shown = {f"exhibit:{pk}" for pk in hall.exhibits.filter(SHOWN).values_list("pk", flat=True)}
    assert shown <= told().keys()
    body = json.loads(entry_body(FeedEntry.objects.filter(object=min(shown)).get()))["payload"]
    assert body["@type"] == "CreativeWork"
    assert body["itemOffered"][0]["identifier"]
    close_hall(actor=SYSTEM, hall=hall)
    publish()
    assert not shown & told().keys()
    assert told() == public()


def test_a_report_is_told_of_as_it_was_published(world):
    publish()
    report = Report.objects.filter(current__isnull=False, state="published").first()
    entry = FeedEntry.objects.filter(object=f"experience:{report.pk}").get()
    payload = json.loads(entry_body(entry))["payload"]
    assert payload["@type"] == "Report"
    assert report.current.content["texts"]["title"] in {one["@value"] for one in payload["name"]}


def test_a_firm_that_hides_its_name_is_not_named(world):
    need = Need.objects.filter(state="published").select_related("organisation").first()
    need_actions.change_need(actor=world.actor_for(need.organisation), need=need, show_name=False)
    publish()
    body = entry_body(FeedEntry.objects.filter(object=f"need:{need.pk}").order_by("-version").first()).decode()
    assert need.organisation.name_zh not in body


def test_another_installation_can_read_the_whole_feed(world):
    publish()
    card = read_card(Client().get("/.well-known/patentfair.json").content)
    known = sha256(bytes.fromhex(card.keys[0].key)).hexdigest()
    key = follow(card.keys, feed=card.feed, known=known, verify=verify)
    cursor, seen, newest = Cursor(), 0, {}
    while True:
        response = Client().get(f"/network/feed.json?after={cursor.sequence}")
        assert response["Content-Type"] == "application/json"
        assert not response.cookies
        read = read_page(response.content, feed=card.feed, key=key, cursor=cursor, verify=verify, now=timezone.now())
        head, entries = read
        seen += len(entries)
        newest = merge(newest, [entry for entry, _ in entries])
        cursor = Cursor(
            sequence=head.last,
            hash=head.hash,
            issued_at=head.issued_at,
            versions={name: entry.version for name, entry in newest.items()},
            awaited=frozenset(name for name, one in newest.items() if one.state == "live" and one.payload is None),
        )
        if not head.closed:
            break
    assert seen == Feed.objects.get().sequence > 50
    assert {name for name, entry in newest.items() if entry.payload} == set(
        IndexEntry.objects.filter(peer=None, state="live").values_list("uid", flat=True)
    )
    again = Client().get("/network/feed.json?after=0")
    assert Client().get("/network/feed.json?after=0", headers={"If-None-Match": again["ETag"]}).status_code == 304
    for wrong in ("x", "-1", "1" * 30, "", "٣"):
        assert Client().get("/network/feed.json", {"after": wrong}).status_code == 400
    assert Client().get("/network/feed.json?after=99999").status_code == 404


def test_closed_pages_do_not_change_and_a_new_key_signs_them_all(world, settings, tmp_path):
    settings.FEED_KEY = tmp_path / "feed.key"
    settings.ADDRESS = "https://own.example"
    publish()
    assert oct((tmp_path / "feed.key").stat().st_mode & 0o777) == "0o600"
    feed = Feed.objects.get(address=settings.ADDRESS)
    first = page_body(feed, 0)
    listing = Listing.objects.filter(state="published").first()
    listing_actions.pause_listing(actor=SYSTEM, listing=listing, reason="test")
    publish()
    feed.refresh_from_db()
    former, kept = json.loads(first), json.loads(page_body(feed, 0))
    assert (kept["head"], kept["signature"]) == (former["head"], former["signature"])
    told = f"{settings.ADDRESS}/network/entries/listing/{listing.pk}"
    for one in former["entries"]:
        if one["id"] == told:
            assert one.pop("payload")["url"].endswith(f"/{listing.pk}")
            assert one.pop("salt")
    assert kept["entries"] == former["entries"], "what is shown no longer has lost its text, and nothing else changed"
    first = page_body(feed, 0)
    new = renew_key(actor=SYSTEM)
    again, old = json.loads(page_body(feed, 0)), json.loads(first)
    assert again["entries"] == old["entries"]
    assert again["head"] == {**old["head"], "key": new}
    assert again["signature"] != old["signature"]
    assert not (tmp_path / "feed.key.next").exists()
    listing_actions.wake_listing(actor=SYSTEM, listing=listing)
    Path(settings.FEED_KEY).unlink()
    listing_actions.publish_listing(actor=SYSTEM, listing=listing)
    before = FeedEntry.objects.filter(feed=feed).count()
    publish()
    assert FeedEntry.objects.filter(feed=feed).count() == before, "without its key nothing is written"
    with pytest.raises(Refused, match="key-missing"):
        renew_key(actor=SYSTEM)
    renew_key(actor=SYSTEM, lost=True)
    publish()
    assert FeedEntry.objects.filter(feed=feed).count() > before
    with pytest.raises(Refused):
        renew_key(actor=ANONYMOUS)


def test_a_change_of_key_that_was_cut_off_is_finished(world, settings, tmp_path):
    settings.FEED_KEY = tmp_path / "feed.key"
    settings.ADDRESS = "https://own.example"
    publish()
    old = settings.FEED_KEY.read_text()
    new = renew_key(actor=SYSTEM)
    settings.FEED_KEY.rename(tmp_path / "feed.key.next")  # as it was before the last step
    settings.FEED_KEY.write_text(old)
    listing_actions.pause_listing(actor=SYSTEM, listing=Listing.objects.filter(state="published").first(), reason="x")
    publish()
    assert sha256(load_or_make(settings.FEED_KEY).public).hexdigest() == new


def test_another_address_is_another_feed(world, settings, tmp_path):
    publish()
    settings.FEED_KEY, settings.ADDRESS = tmp_path / "feed.key", "https://moved.example"
    publish()
    assert Feed.objects.count() == 2
    live = IndexEntry.objects.filter(peer=None)
    assert live.count() == len(public())
    assert all(one.uid.startswith("https://moved.example/") for one in live)


@pytest.fixture
def far(db, monkeypatch):
    """Another installation, answered for without a network."""
    feed = MadeFeed(ADDRESS, datetime.now(UTC) - timedelta(minutes=30))
    feed.down = False
    feed.spoil = lambda page: page

    def answer(address: str, *, limit: int, **_options) -> bytes:
        if feed.down:
            raise FetchFailed("feed.unreachable", "test")
        if address.endswith("patentfair.json"):
            return feed.card()
        body = canonical(feed.spoil(feed.page(int(address.rpartition("=")[2]))))
        if len(body) > limit:
            raise FetchFailed("feed.page-too-large")
        return body

    monkeypatch.setattr(jobs, "fetch", answer)
    feed.peer = actions.register_peer(
        actor=SYSTEM, name_zh="远方", name_en="Far", address=ADDRESS, fingerprint=feed.fingerprint
    )
    return feed


def pull(feed: MadeFeed) -> Peer:
    jobs.pull(Peer.objects.get(pk=feed.peer.pk))
    return Peer.objects.get(pk=feed.peer.pk)


def listing(feed: MadeFeed, name: str, number: str, **more) -> None:
    feed.later(seconds=5)
    feed.say(name, feed.payload(name, itemOffered=[patent(number)], **more))


def live(feed: MadeFeed) -> set[str]:
    return {uid.rpartition("/")[2] for uid in IndexEntry.objects.filter(peer=feed.peer, state="live")
            .values_list("uid", flat=True)}  # fmt: skip


def test_news_are_taken_in_and_withdrawals_carried_through_in_one_pull(far):
    listings = Listing.objects.count()
    for number in range(1, 121):
        listing(far, f"listing/{number}", f"CN1080001{number:03}B")
    peer = pull(far)
    assert (peer.sequence, peer.error, peer.flag) == (120, "", "")
    assert len(live(far)) == 120
    assert not is_stale(peer, timezone.now())
    far.later()
    far.say("listing/7", None)
    pull(far)
    assert len(live(far)) == 119
    gone = IndexEntry.objects.get(uid=far.uid("listing/7"))
    assert (gone.state, gone.payload, gone.words, gone.line, gone.keys.count()) == ("withdrawn", None, "", "", 0)
    listing(far, "listing/7", "CN108000107B")
    pull(far)
    assert len(live(far)) == 120
    pull(far)
    assert Entry.objects.filter(event="feed.pulled", object=f"peer:{peer.pk}").count() == 5
    assert Listing.objects.count() == listings


def test_a_copy_goes_with_the_entry_that_withdraws_it(far):
    """Whoever had read it keeps nothing of its words; whoever comes later never gets them."""
    for number in range(1, 56):
        listing(far, f"listing/{number}", f"CN1080001{number:03}B", price="7654321", priceCurrency="CNY")
    peer = pull(far)
    held = IndexEntry.objects.get(uid=far.uid("listing/3"))
    assert Client().get(f"/network/index/{held.pk}.jsonld").json()["price"] == "7654321"
    far.later()
    far.say("listing/3", None)
    pull(far)
    held.refresh_from_db()
    assert (held.state, held.payload, held.words, held.facts, held.line) == ("withdrawn", None, "", {}, "")
    assert Client().get(f"/network/index/{held.pk}.jsonld").status_code == 404
    assert Client().get(f"/en/network/{held.pk}").status_code == 410
    actions.restart_peer(actor=SYSTEM, peer=peer)
    again = pull(far)
    assert (again.sequence, again.error, len(live(far))) == (56, "", 54)


def test_what_was_replaced_is_not_shown_until_the_newer_entry_is_read(far):
    for number in range(1, 56):
        listing(far, f"listing/{number}", f"CN1080001{number:03}B")
    listing(far, "listing/3", "CN108000103B", price="5")
    whole = far.spoil

    def lose_the_last_page(page: dict) -> dict:
        return {} if page["head"]["page"] == 2 else page

    far.spoil = lose_the_last_page
    assert (pull(far).sequence, len(live(far))) == (50, 49)
    row = IndexEntry.objects.get(uid=far.uid("listing/3"))
    assert (row.state, row.payload) == ("passed", None)
    assert Client().get(f"/en/network/{row.pk}").status_code == 404
    far.spoil = whole
    assert (pull(far).error, len(live(far))) == ("", 55)


def test_a_text_that_is_still_shown_cannot_be_held_back(far):
    for number in range(1, 56):
        listing(far, f"listing/{number}", f"CN1080001{number:03}B")

    def hide(page: dict) -> dict:
        for entry in page["entries"]:
            if entry["id"] == far.uid("listing/3"):
                entry.pop("payload")
                entry.pop("salt")
        return page

    far.spoil = hide
    peer = pull(far)
    assert (peer.sequence, peer.flag, len(live(far))) == (50, "feed.withheld", 49)
    far.spoil = lambda page: page
    actions.restart_peer(actor=SYSTEM, peer=peer)
    assert (pull(far).error, len(live(far))) == ("", 55)


def test_one_that_is_down_is_asked_less_and_less_and_caught_up_with(far):
    listing(far, "listing/1", "CN108000101B")
    pull(far)
    far.down = True
    waits = []
    for _ in range(5):
        peer = pull(far)
        waits.append(round((peer.next_at - timezone.now()).total_seconds() / live_settings.FEED_SECONDS))
    assert waits == [1, 2, 4, 8, 16]
    assert (peer.error, peer.flag, live(far)) == ("feed.unreachable", "", {"1"})
    assert not jobs.pull_due()
    listing(far, "listing/2", "CN108000102B")
    far.down = False
    peer = pull(far)
    assert (peer.error, peer.failures, live(far)) == ("", 0, {"1", "2"})


def test_what_is_refused_changes_nothing_and_is_noted_once(far):
    listing(far, "listing/1", "CN108000101B")
    pull(far)
    before = list(IndexEntry.objects.order_by("pk").values())
    listing(far, "listing/2", "CN108000102B")

    def forge(page: dict) -> dict:
        page["entries"][1]["payload"]["price"] = "1"
        return page

    far.spoil = forge
    for _ in range(3):
        peer = pull(far)
    assert (peer.flag, peer.error, peer.sequence) == ("feed.hash", "feed.hash", 1)
    assert list(IndexEntry.objects.order_by("pk").values()) == before
    noted = Entry.objects.filter(event="feed.refused", object=f"peer:{peer.pk}")
    assert [json.loads(one.facts)["reason"] for one in noted] == ["feed.hash"]
    far.spoil = lambda page: page
    peer = pull(far)
    assert (peer.error, peer.flag, live(far)) == ("", "feed.hash", {"1", "2"}), "the flag stays until someone looked"
    actions.clear_flag(actor=SYSTEM, peer=peer)
    assert Peer.objects.get(pk=peer.pk).flag == ""


def test_pages_before_a_bad_one_count(far):
    for number in range(1, 61):
        listing(far, f"listing/{number}", f"CN1080001{number:03}B")

    def forge(page: dict) -> dict:
        if page["head"]["page"] == 2:
            page["entries"].pop()
        return page

    far.spoil = forge
    peer = pull(far)
    assert (peer.sequence, peer.flag, len(live(far))) == (50, "feed.truncated", 50)


def test_a_new_key_is_followed_and_a_strange_one_has_to_be_confirmed(far):
    listing(far, "listing/1", "CN108000101B")
    pull(far)
    far.new_key()
    listing(far, "listing/2", "CN108000102B")
    peer = pull(far)
    assert (peer.fingerprint, peer.error, live(far)) == (far.fingerprint, "", {"1", "2"})
    far.new_key(signed=False)
    listing(far, "listing/3", "CN108000103B")
    peer = pull(far)
    assert (peer.flag, live(far)) == ("feed.key-broken", {"1", "2"})
    actions.confirm_key(actor=SYSTEM, peer=peer, fingerprint=far.fingerprint.upper())
    assert pull(far).error == ""
    assert live(far) == {"1", "2", "3"}


def test_a_feed_that_began_anew_is_refused_until_it_is_restarted(far):
    listing(far, "listing/1", "CN108000101B")
    pull(far)
    far.entries.clear()
    far.versions.clear()
    listing(far, "listing/9", "CN108000109B")
    listing(far, "listing/8", "CN108000108B")
    peer = pull(far)
    assert (peer.flag, live(far)) == ("feed.rewritten", {"1"})
    actions.restart_peer(actor=SYSTEM, peer=peer)
    assert live(far) == set()
    assert pull(far).error == ""
    assert live(far) == {"8", "9"}


def test_a_paused_one_is_not_read_and_a_removed_one_is_gone(far):
    listing(far, "listing/1", "CN108000101B")
    pull(far)
    actions.pause_peer(actor=SYSTEM, peer=far.peer)
    listing(far, "listing/2", "CN108000102B")
    assert not jobs.pull_due()
    pull(far)
    assert live(far) == {"1"}, "news that came in meanwhile are not taken"
    with pytest.raises(Refused):
        actions.pause_peer(actor=SYSTEM, peer=far.peer)
    actions.resume_peer(actor=SYSTEM, peer=far.peer)
    assert jobs.pull_due()
    assert live(far) == {"1", "2"}
    actions.remove_peer(actor=SYSTEM, peer=far.peer)
    assert not IndexEntry.objects.filter(peer=far.peer).exists()
    again = actions.register_peer(actor=SYSTEM, name_zh="远", name_en="F", address=ADDRESS, fingerprint="0" * 64)
    assert again.sequence == 0


def test_the_same_family_is_one_line_and_splits_again(far):
    publish()
    own = IndexEntry.objects.filter(peer=None, kind="listing", state="live").first()
    numbers = {one["propertyID"]: one["value"] for one in own.payload["itemOffered"][0]["identifier"]}
    listing(far, "listing/1", numbers["publication"], offeredBy=owner("另一家公司"), price="5", priceCurrency="CNY")
    far.entries[-1]["payload"]["itemOffered"][0]["creativeWorkStatus"] = "lapsed"
    seal_entry(far.entries[-1])
    pull(far)
    own.refresh_from_db()
    line = lines([own.line])[own.line]
    assert {one.peer_id for one in line.entries} == {None, far.peer.pk}
    assert {"owner", "price"} <= {one.name for one in line.conflicts}
    far.later()
    far.say("listing/1", None)
    pull(far)
    own.refresh_from_db()
    assert [one.pk for one in lines([own.line])[own.line].entries] == [own.pk]


def test_a_member_of_the_family_joins_through_the_register(far, world):
    """Two sources that share no number are one line where the register knows the family."""
    from patentfair.apps.registry.models import Patent

    known = Patent.objects.filter(listings__state="published").exclude(family_key="").first()
    other = Patent.objects.exclude(pk=known.pk).exclude(application_key=known.application_key).first()
    Patent.objects.filter(pk=other.pk).update(family_key=known.family_key)
    listing(far, "listing/1", known.number_key)
    listing(far, "listing/2", other.number_key)
    pull(far)
    told = IndexEntry.objects.filter(peer=far.peer).values_list("line", flat=True)
    assert len(set(told)) == 1


def test_searching_finds_words_kinds_and_sources(far):
    publish()
    listing(
        far, "listing/1", "CN108000101B", description=[{"@language": "en", "@value": "A Quiet ZephyrPUMP for wells"}]
    )
    pull(far)
    assert [one.uid for one in search_index(words="quiet zephyrpump", peer=str(far.peer.pk))] == [far.uid("listing/1")]
    assert not search_index(words="quiet turbine")
    assert not search_index(words="quiet zephyrpump", peer="own")
    assert {one.kind for one in search_index(kind="need")} == {"need"}
    assert not search_index(words="quiet zephyrpump", kind="need")
    assert search_index(words="CN108000101".lower())


def test_only_operators_register_and_only_what_can_be_an_address(world):
    operator = world.actor("yu-tinglan")
    good = {"name_zh": "远", "name_en": "Far", "address": "https://Far.Example/", "fingerprint": "AB " * 32}
    with pytest.raises(Refused):
        actions.register_peer(actor=world.actor("wen-ruxue"), **good)
    for field, value in (
        ("address", "ftp://far.example"), ("address", "https://user@far.example"), ("address", "https://a/b"),
        ("address", "https://a:99999"), ("address", "file:///etc/passwd"), ("address", live_settings.ADDRESS),
        ("fingerprint", "12"), ("fingerprint", "g" * 64), ("name_zh", " "), ("name_en", "x" * 161),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            actions.register_peer(actor=SYSTEM, **{**good, field: value})
        assert refused.value.data["field"] == field
    if operator.is_operator:
        made = actions.register_peer(actor=operator, **good)
        assert (made.address, made.fingerprint) == ("https://far.example", "ab" * 32)
        with pytest.raises(Invalid, match="peer-known"):
            actions.register_peer(actor=operator, **good)
    with pytest.raises(Refused):
        take_in(actor=ANONYMOUS, peer=None, entries=[])


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "localhost", "[fd00::1]", "[fe80::1]",
        "[64:ff9b::10.0.0.1]", "[64:ff9b::169.254.169.254]", "[64:ff9b:1::8.8.8.8]", "[2002:a00:1::1]", "[fec0::1]",
        "[2001:0:4136:e378:8000:63bf:f5ff:fffe]", "[::127.0.0.1]", "[ff02::1]", "[::ffff:0:127.0.0.1]",
        "[4000::1]", "[5f00::1]", "192.88.99.1", "100.64.0.1", "224.0.0.1",
    ],
)  # fmt: skip
def test_addresses_inside_networks_are_refused(host):
    with pytest.raises(FetchFailed) as failed:
        fetch(f"http://{host}:9/x", limit=10)
    assert failed.value.code == "feed.private-address"


@pytest.mark.parametrize("address", ["93.184.216.34", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34", "2a00:1450::1"])
def test_addresses_in_the_internet_are_let_through(address):
    assert fetching._is_public(address)


def test_a_slow_server_is_given_up(monkeypatch):
    """A byte now and then keeps every single step alive; the whole is counted."""
    import socket
    import threading
    import time

    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    def drip():
        connection, _ = listening.accept()
        with connection:
            for _ in range(100):
                try:
                    connection.sendall(b"H")
                except OSError:
                    return
                time.sleep(0.1)

    threading.Thread(target=drip, daemon=True).start()
    begun = time.monotonic()
    with pytest.raises(FetchFailed) as failed:
        fetch(f"http://127.0.0.1:{port}/", limit=10, inside={f"127.0.0.1:{port}"}, time_out=1, deadline=1.5)
    assert failed.value.code == "feed.time-out"
    assert time.monotonic() - begun < 4
    assert fetching.DEADLINE <= 30
    listening.close()
