"""One index of many feeds: the same whoever was asked first, and however often."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.feeds import MadeFeed, owner, patent

from patentfair.domain.network.entry import Entry, Payload
from patentfair.domain.network.merge import (
    Source,
    components,
    conflicts,
    facts_of,
    keys_of,
    merge,
    normal_number,
    since_of,
)

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@st.composite
def feeds(draw: st.DrawFn) -> list[list[Entry]]:
    """Histories of up to three feeds: things told of, changed, withdrawn and told of again."""
    found = []
    for name in ("a", "b", "c")[: draw(st.integers(1, 3))]:
        feed = MadeFeed(f"https://{name}.example", AT)
        for thing, is_live in draw(st.lists(st.tuples(st.integers(1, 3), st.booleans()), max_size=8)):
            uid = f"listing/{thing}"
            feed.say(uid, feed.payload(uid, itemOffered=[patent(f"CN10000000{thing}B")]) if is_live else None)
        found.append([msgspec.convert(entry, Entry) for entry in feed.entries])
    return found


@settings(deadline=None)
@given(feeds(), st.randoms())
def test_the_order_of_feeds_and_entries_makes_no_difference(histories, random):
    straight: dict[str, Entry] = {}
    for history in histories:
        straight = merge(straight, history)
    mixed = [entry for history in histories for entry in history] * 2
    random.shuffle(mixed)
    assert merge({}, mixed) == straight
    assert merge(straight, mixed) == straight
    for history in histories:
        for entry in history[-1:]:
            assert straight[entry.id] == entry


@settings(deadline=None)
@given(feeds())
def test_the_last_word_holds_withdrawals_too(histories):
    for history in histories:
        index = merge({}, reversed(history))
        for uid, entry in index.items():
            last = max((one for one in history if one.id == uid), key=lambda one: one.sequence)
            assert entry.state == last.state


KEYS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.lists(st.sampled_from(["1", "2", "3", "4", "5", "6"]), min_size=1, max_size=3)
)


@given(KEYS, st.randoms())
def test_lines_depend_on_nothing_but_what_is_in_them(keys, random):
    lines = components(keys)
    shuffled = list(keys.items())
    random.shuffle(shuffled)
    assert components({name: list(reversed(some)) for name, some in shuffled}) == lines
    for one, other in ((a, b) for a in keys for b in keys):
        if set(keys[one]) & set(keys[other]):
            assert lines[one] == lines[other]
    # things on one line are tied by a chain of shared keys
    for name, some in keys.items():
        reached, grown = set(some), True
        while grown:
            more = {key for other in keys.values() if reached & set(other) for key in other}
            grown, reached = bool(more - reached), reached | more
        assert lines[name] == min(reached)


def _payload(**more) -> Payload:
    feed = MadeFeed("https://a.example", AT)
    return msgspec.convert(feed.payload("listing/1", **more), Payload)


def test_numbers_meet_in_any_spelling():
    one = _payload(itemOffered=[patent("CN 102307917 B", "201010612345.6")])
    other = _payload(itemOffered=[patent("CN102307917", "CN201010612345")])
    assert set(keys_of("listing", "x", one)) & set(keys_of("listing", "y", other))
    assert normal_number("publication", "CN102307917A") == normal_number("publication", "CN102307917B")


def test_needs_are_never_joined_and_kinds_stay_apart():
    payload = _payload(itemOffered=[patent("CN102307917B")])
    assert keys_of("need", "x", payload) == ("id x",)
    assert not set(keys_of("listing", "x", payload)) & set(keys_of("exhibit", "x", payload))


def _source(who: str, since: str, **more) -> Source:
    facts = facts_of(_payload(**more))
    return Source(who=who, facts=facts, since=since_of(facts, since, None))


def test_conflicts_say_who_says_what_since_when():
    mode = [{"@type": "PropertyValue", "propertyID": "priceMode", "value": "fixed"}]
    one = _source(
        "a", "2026-11-01T00:00:00Z", offeredBy=owner("甲大学", "First University"), price="100",
        priceCurrency="CNY", additionalProperty=mode, itemOffered=[patent("CN102307917B", "CN201010612345")],
    )  # fmt: skip
    other = _source(
        "b", "2026-11-02T00:00:00Z", offeredBy=owner("乙公司"), price="200", priceCurrency="CNY",
        additionalProperty=mode, itemOffered=[patent("CN102307917B", "CN201010612345", status="lapsed")],
    )  # fmt: skip
    found = {one.name: one for one in conflicts([other, one])}
    assert set(found) == {"owner", "price", "status"}
    assert [(claim.who, claim.value, claim.since) for claim in found["price"].claims] == [
        ("a", "fixed CNY 100", "2026-11-01T00:00:00Z"),
        ("b", "fixed CNY 200", "2026-11-02T00:00:00Z"),
    ]
    assert found["status"].about == "CN201010612345"
    assert conflicts([one, other]) == conflicts([other, one])
    assert conflicts([one, one]) == []


def test_a_name_in_common_is_no_conflict_and_members_of_a_family_differ_rightly():
    one = _source("a", "", offeredBy=owner("甲大学", "First University"), itemOffered=[patent("CN102307917B", "CN1")])
    other = _source("b", "", offeredBy=owner("", "first university"), itemOffered=[patent("US7272630B2", "US2")])
    assert conflicts([one, other]) == []


def test_since_is_kept_until_the_fact_changes():
    first = _source("a", "2026-11-01T00:00:00Z", price="1", priceCurrency="CNY", offeredBy=owner("甲"))
    facts = facts_of(_payload(price="2", priceCurrency="CNY", offeredBy=owner("甲")))
    assert since_of(facts, "2026-11-05T00:00:00Z", first) == {
        "owner": "2026-11-01T00:00:00Z",
        "price": "2026-11-05T00:00:00Z",
    }
