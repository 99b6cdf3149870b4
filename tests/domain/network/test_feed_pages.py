"""A page is taken as it was published or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.feeds import SIZE, MadeFeed, canonical, patent, seal

from patentfair.adapters.feeds.signing import verify
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.entry import LARGEST_ENTRY
from patentfair.domain.network.keys import follow, read_card
from patentfair.domain.network.page import Cursor, read_page

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADDRESS = "https://far.example"


def made(count: int = 3) -> MadeFeed:
    feed = MadeFeed(ADDRESS, NOW - timedelta(hours=1))
    for number in range(1, count + 1):
        feed.say(f"listing/{number}", feed.payload(f"listing/{number}", itemOffered=[patent(f"CN10000000{number}B")]))
    return feed


def read(feed: MadeFeed, page: dict | bytes, cursor: Cursor | None = None, now: datetime = NOW):
    data = page if isinstance(page, bytes) else json.dumps(page).encode()
    key = bytes.fromhex(feed.statements[-1]["key"])
    return read_page(data, feed=ADDRESS, key=key, cursor=cursor or Cursor(), verify=verify, now=now)


def code(found: object) -> str:
    assert isinstance(found, Problem), found
    return found.code


def at_end(feed: MadeFeed) -> Cursor:
    newest = feed.entries[-1]
    issued_at = feed.page(len(feed.entries))["head"]["issued_at"]
    return Cursor(sequence=newest["sequence"], hash=newest["hash"], issued_at=issued_at, versions=dict(feed.versions))


def test_a_feed_is_read_from_its_beginning_and_from_any_place():
    feed = made(2 * SIZE + 7)
    cursor, seen = Cursor(), []
    while True:
        head, entries = read(feed, feed.page(cursor.sequence), cursor)
        seen += [entry.sequence for entry, _ in entries]
        versions = {**cursor.versions, **{entry.id: entry.version for entry, _ in entries}}
        cursor = Cursor(sequence=head.last, hash=head.hash, issued_at=head.issued_at, versions=versions)
        if not head.closed:
            break
    assert seen == list(range(1, 2 * SIZE + 8))
    feed.later()
    feed.say("listing/1", None)
    _, entries = read(feed, feed.page(cursor.sequence), cursor)
    assert [(entry.sequence, entry.state, entry.version) for entry, _ in entries] == [(2 * SIZE + 8, "withdrawn", 2)]


def test_an_empty_feed_and_one_without_news_say_so():
    feed = MadeFeed(ADDRESS, NOW)
    head, entries = read(feed, feed.page())
    assert (head.last, entries) == (0, [])
    feed.say("listing/1", feed.payload("listing/1"))
    _, entries = read(feed, feed.page(1), at_end(feed))
    assert entries == []


def test_a_full_page_is_followed_by_an_empty_one():
    feed = made(SIZE)
    head, _ = read(feed, feed.page(SIZE), at_end(feed))
    assert (head.page, head.last, head.closed) == (2, SIZE, False)


def _resealed(feed: MadeFeed, index: int, change: Callable[[dict], None]) -> dict:
    """A page whose entry was changed by someone who has the key: hashes, chain and signature are right."""
    change(feed.entries[index])
    previous = feed.hash_at(index)
    for entry in feed.entries[index:]:
        entry["previous"] = previous
        previous = seal(entry)["hash"]
    return feed.page()


def _swap(page: dict) -> None:
    page["entries"][0], page["entries"][1] = page["entries"][1], page["entries"][0]


def _other_payload(page: dict) -> None:
    page["entries"][1].update({name: page["entries"][0][name] for name in ("payload", "salt")})


WRONG = {
    "a text was changed": (lambda page: page["entries"][1]["payload"].update(price="1"), "feed.hash"),
    "a payload was left out": (
        lambda page: (page["entries"][1].pop("payload"), page["entries"][1].pop("salt")),
        "feed.withheld",
    ),
    "its salt alone was left out": (lambda page: page["entries"][1].pop("salt"), "feed.schema"),
    "its salt was changed": (lambda page: page["entries"][1].update(salt="0" * 32), "feed.hash"),
    "another's payload": (_other_payload, "feed.hash"),
    "the digest was changed": (lambda page: page["entries"][1].update(digest="0" * 64), "feed.hash"),
    "a hash was changed too": (lambda page: page["entries"][2].update(hash="0" * 64), "feed.hash"),
    "two entries were swapped": (_swap, "feed.order"),
    "the last was left out": (lambda page: page["entries"].pop(), "feed.truncated"),
    "one in the middle was left out": (lambda page: page["entries"].pop(1), "feed.truncated"),
    "one was sent twice": (lambda page: page["entries"].insert(1, page["entries"][0]), "feed.truncated"),
    "one stands for another": (lambda page: page["entries"].__setitem__(1, page["entries"][0]), "feed.order"),
    "the head was changed": (lambda page: page["head"].update(last=2), "feed.signature"),
    "the signature was changed": (lambda page: page.update(signature="00" * 64), "feed.signature"),
    "the signature is no number": (lambda page: page.update(signature="zz"), "feed.schema"),
    "something is beside it": (lambda page: page.update(more=1), "feed.schema"),
    "the entries are no list": (lambda page: page.update(entries={}), "feed.schema"),
    "an entry is no object": (lambda page: page["entries"].__setitem__(0, 7), "feed.schema"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_was_changed_on_the_way_is_refused(what):
    change, expected = WRONG[what]
    feed = made()
    page = feed.page()
    change(page)
    assert code(read(feed, page)) == expected


KEYHOLDER = {
    "too large": (lambda entry: entry["payload"].update(note=["x" * 4000] * 20), "feed.entry-too-large"),
    "a fraction": (lambda entry: entry["payload"].update(x=0.1), "feed.schema"),
    "a huge number": (lambda entry: entry.update(x=1 << 60), "feed.schema"),
    "a NUL": (lambda entry: entry["payload"]["name"][0].update({"@value": "a\0b"}), "feed.schema"),
    "a title too long": (lambda entry: entry["payload"]["name"][0].update({"@value": "a" * 4001}), "feed.schema"),
    "no title": (lambda entry: entry["payload"].update(name=[]), "feed.schema"),
    "another kind": (lambda entry: entry.update(kind="gossip"), "feed.schema"),
    "another host's thing": (lambda entry: entry.update(id="https://else.example/network/1"), "feed.foreign-host"),
    "a host that only begins alike": (lambda entry: entry.update(id=f"{ADDRESS}.evil/1"), "feed.foreign-host"),
    "a link to another host": (lambda entry: entry["payload"].update(url="https://else.example/"), "feed.foreign-host"),
    "a script for a link": (lambda entry: entry["payload"].update(url="javascript:alert(1)"), "feed.schema"),
    "a version skipped": (lambda entry: entry.update(version=3), "feed.version"),
    "a sequence skipped": (lambda entry: entry.update(sequence=9), "feed.order"),
    "withdrawn with a payload": (lambda entry: entry.update(state="withdrawn"), "feed.schema"),
    "live with none": (lambda entry: (entry.pop("payload"), entry.pop("salt")), "feed.schema"),
    "tomorrow's": (lambda entry: entry.update(issued_at="2026-11-23T09:00:00Z"), "feed.future"),
    "no day at all": (lambda entry: entry.update(issued_at="2026-13-41T09:00:00Z"), "feed.future"),
}


@pytest.mark.parametrize("what", KEYHOLDER)
def test_what_the_holder_of_the_key_must_not_send_is_refused(what):
    change, expected = KEYHOLDER[what]
    feed = made()
    assert code(read(feed, _resealed(feed, 1, change))) == expected


def test_terms_that_we_do_not_know_are_let_through():
    feed = made()
    _, entries = read(feed, _resealed(feed, 1, lambda entry: entry["payload"].update(award="gold")))
    assert len(entries) == 3


def test_what_was_withdrawn_says_nothing_more_and_the_chain_holds():
    """The text is gone from the page on which it stood, and everything is still verified from the first entry on."""
    feed = made(SIZE + 2)
    for name, payload in (
        ("listing/1", None),
        ("listing/2", feed.payload("listing/2", price="7")),
        ("listing/52", None),
    ):
        feed.later()
        feed.say(name, payload)
    assert 'listing/1"' not in json.dumps([entry.get("payload") for entry in feed.entries])
    head, entries = read(feed, feed.page())
    without = [entry.sequence for entry, _ in entries if entry.payload is None]
    assert (without, entries[0][0].state) == ([1, 2], "live")
    awaited = frozenset(entry.id for entry, _ in entries if entry.payload is None)
    versions = {entry.id: entry.version for entry, _ in entries}
    cursor = Cursor(sequence=SIZE, hash=head.hash, versions=versions, awaited=awaited)
    _, entries = read(feed, feed.page(SIZE), cursor)
    said = [(entry.id.rpartition("/")[2], entry.state, entry.payload is None) for entry, _ in entries]
    assert said == [
        ("51", "live", False), ("52", "live", True), ("1", "withdrawn", True), ("2", "live", False),
        ("52", "withdrawn", True),
    ]  # fmt: skip


def test_a_payload_missing_on_a_full_page_must_be_accounted_for_by_the_end():
    feed = made(SIZE + 2)
    page = feed.page()
    for name in ("payload", "salt"):
        page["entries"][4].pop(name)
    head, entries = read(feed, page)
    versions = {entry.id: entry.version for entry, _ in entries}
    cursor = Cursor(sequence=SIZE, hash=head.hash, versions=versions, awaited=frozenset({feed.uid("listing/5")}))
    assert code(read(feed, feed.page(SIZE), cursor)) == "feed.withheld"
    feed.say("listing/5", None)
    assert not isinstance(read(feed, feed.page(SIZE), cursor), Problem)


def test_a_feed_of_the_older_format_is_refused_by_name():
    feed = made()
    assert code(read(feed, feed.page(format=1))) == "feed.format"


def test_old_pages_are_refused():
    feed = made()
    old = feed.page()
    feed.later()
    feed.say("listing/1", None)
    assert code(read(feed, old, at_end(feed))) == "feed.replayed"  # fewer entries than were seen
    feed = made()
    old = feed.page()
    feed.later()
    assert code(read(feed, old, at_end(feed))) == "feed.replayed"  # signed before the one seen last
    feed = made(SIZE + 1)
    assert code(read(feed, feed.page(0), at_end(feed))) == "feed.replayed"  # an earlier page


def test_pages_ahead_are_refused():
    feed = made(SIZE + 1)
    assert code(read(feed, feed.page(SIZE))) == "feed.omitted"
    assert code(read(made(), made().page(issued_at="2026-11-22T12:00:00Z"))) in ("feed.future", "feed.key-unknown")
    feed = made()
    assert code(read(feed, feed.page(issued_at="2026-11-22T12:00:00Z"))) == "feed.future"


def test_a_history_that_was_written_anew_is_refused():
    feed, other = made(), made()
    other.keys, other.statements = feed.keys, feed.statements
    cursor = at_end(feed)
    _resealed(other, 1, lambda entry: entry["payload"].update(price="9"))
    other.say("listing/4", other.payload("listing/4"))
    assert code(read(feed, other.page(3), cursor)) == "feed.rewritten"
    feed, other = made(SIZE), made(SIZE)
    other.keys, other.statements = feed.keys, feed.statements
    cursor = at_end(feed)
    _resealed(other, 1, lambda entry: entry["payload"].update(price="9"))
    assert code(read(feed, other.page(SIZE), cursor)) == "feed.rewritten"


def test_other_keys_and_other_feeds_are_refused():
    feed = made()
    assert code(read(feed, feed.page(key=Ed25519PrivateKey.generate()))) == "feed.key-unknown"
    assert code(read(feed, feed.page(feed="https://else.example"))) == "feed.other-feed"
    forged = feed.page(key=Ed25519PrivateKey.generate(), key_=1)
    forged["head"].pop("key_")
    forged["head"]["key"] = feed.fingerprint
    assert code(read(feed, forged)) == "feed.signature"


@pytest.mark.parametrize("data", [b"", b"[" * 100_000, b"{}", b"null", b'{"head":1}', b"\xff", b'{"a":"\\ud800"}'])
def test_what_is_no_page_is_refused(data):
    assert code(read(made(), data)) in ("feed.not-json", "feed.schema")


def test_a_page_too_large_is_refused_before_it_is_read():
    assert code(read(made(), b" " * ((4 << 20) + 1))) == "feed.page-too-large"


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_no_byte_can_be_changed(data):
    feed = made(2)
    page = bytearray(canonical(feed.page()))
    place = data.draw(st.integers(0, len(page) - 1))
    page[place] ^= data.draw(st.integers(1, 255))
    found = read(feed, bytes(page))
    if not isinstance(found, Problem):  # spaces or the letters of a hexadecimal number may be written another way
        assert json.loads(bytes(page)) is not None
        head, entries = found
        assert [raw for _, raw in entries] == feed.entries
        assert canonical_json(head) == canonical(feed.page()["head"])


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=10,
)


@settings(deadline=None)
@given(JSON_VALUES)
def test_the_canonical_form_is_that_of_rfc_8785(value):
    assert canonical_json(value) == canonical(value)


def test_new_keys_are_followed_only_by_signatures():
    feed = made()
    first = feed.fingerprint
    feed.new_key()
    feed.new_key()
    card = read_card(feed.card())
    newest = bytes.fromhex(feed.statements[-1]["key"])
    assert follow(card.keys, feed=ADDRESS, known=first, verify=verify) == newest
    assert follow(card.keys, feed=ADDRESS, known=feed.fingerprint, verify=verify) == newest
    assert code(follow(card.keys, feed=ADDRESS, known="0" * 64, verify=verify)) == "feed.key-unknown"
    assert code(follow(card.keys, feed="https://else.example", known=first, verify=verify)) == "feed.key-broken"
    assert code(follow([card.keys[0], card.keys[2]], feed=ADDRESS, known=first, verify=verify)) == "feed.key-broken"
    feed.new_key(signed=False)
    card = read_card(feed.card())
    assert code(follow(card.keys, feed=ADDRESS, known=first, verify=verify)) == "feed.key-broken"
    assert code(read_card(b"{}")) == "feed.card"


def test_the_largest_entry_that_we_write_keeps_below_the_limit():
    """Texts of the longest kind in both languages, as apps/network/payloads cuts them, and every list full."""
    from patentfair.apps.network.payloads import LONG, MEDIUM

    feed = MadeFeed(ADDRESS, NOW)
    both = [{"@language": language, "@value": "汉" * most} for most in (LONG, MEDIUM) for language in ("zh", "en")]
    more = [{"@type": "PropertyValue", "propertyID": "dealKind", "value": "汉" * 200}] * 26
    entry = feed.say("listing/1", feed.payload("listing/1", description=both, additionalProperty=more))
    assert len(canonical(entry)) < LARGEST_ENTRY
