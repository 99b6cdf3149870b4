"""Three installations exchange a day's changes, one of them down for part of it; another sends what it must not."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.faults.files import gazette
from tests.faults.installation import Databases, Installation, wait_until
from tests.faults.test_serve import answers, free_port
from tests.feeds import MadeFeed, canonical, owner, patent

PATIENCE = 150  # seconds, on a machine with other work
SHARED, FIRST, SECOND, THIRD = "CN109000001A", "CN109000002A", "CN109000003A", "CN109000004A"


class Node(Installation):
    """An installation with an address of its own that asks the others every second."""

    port: int
    inside: str
    process: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "PATENTFAIR_ADDRESS": self.address,
            "PATENTFAIR_FEED_INSIDE": self.inside,
            "PATENTFAIR_FEED_SECONDS": "1",
        }
        return {**super().environment, **own}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> None:
        self.process = self.start("serve", "--port", self.port, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: answers(self.port), 150)

    def down(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.communicate(timeout=60)
            self.process = None

    def act(self, *acts: tuple) -> None:
        self.script("network.py", "act", json.dumps([[what, name, (more or [{}])[0]] for what, name, *more in acts]))

    def index(self) -> dict:
        return self.script("network.py", "index")


class Hostile:
    """A server with a good feed that it sends rightly, or as `spoil` and `answer` make of it."""

    def __init__(self, port: int) -> None:
        self.feed = MadeFeed(f"http://127.0.0.1:{port}", datetime.now(UTC))
        self.spoil: Callable[[dict], dict | bytes] = lambda page: page
        self.key: Ed25519PrivateKey | None = None
        self.asked = 0
        hostile = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                path, _, query = self.path.partition("?")
                body = hostile.feed.card() if path.startswith("/.well-known") else hostile.page(query)
                if body is None:
                    self.send_response(302)
                    self.send_header("Location", "http://169.254.169.254/latest/meta-data")
                    self.end_headers()
                    return
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(OSError):  # the reader had enough
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, query: str) -> bytes | None:
        self.asked += 1
        after = int(query.removeprefix("after="))
        spoiled = self.spoil(self.feed.page(after, key=self.key))
        return spoiled if spoiled is None or isinstance(spoiled, bytes) else canonical(spoiled)

    def say(self, name: str, number: str, **more) -> None:
        self.feed.at = datetime.now(UTC)
        payload = self.feed.payload(name, itemOffered=[patent(number)], **more)
        self.feed.say(name, payload)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def spoilt(change: Callable[[dict], object]) -> Callable[[dict], dict]:
    def spoil(page: dict) -> dict:
        change(page)
        return page

    return spoil


@pytest.fixture
def nodes(databases: Databases, empty: Installation, tmp_path: Path):
    """The national installation and two of provinces, each with the same thirty patents in its register."""
    ports = [free_port() for _ in range(4)]
    made = []
    path = tmp_path / "gazette.csv"
    gazette(path, 30)
    for name, province, port in (("National", "11", ports[0]), ("First", "32", ports[1]), ("Second", "33", ports[2])):
        fresh = databases.fresh(tmp_path / name, empty)
        node = Node(fresh.home, fresh.database)
        node.port, node.inside = port, ",".join(f"127.0.0.1:{one}" for one in ports)
        if name != "National":
            node.run("import", path, status=None)
        node.script("network.py", "prepare", name, province)
        made.append(node)
    hostile = Hostile(ports[3])
    try:
        yield (*made, hostile)
    finally:
        hostile.stop()
        for node in made:
            node.down()


def agree(national: Node, *others: Node) -> bool:
    """Whether the national index holds of each what that one itself says, to the hash."""
    held = national.index()["entries"]
    return all(held.get(one.address) == one.index()["entries"].get("own") for one in others)


def register(national: Node, other: Node) -> None:
    fingerprint = other.json("network", "status")["fingerprint"]
    national.run("network", "add", other.address, fingerprint, "--name-zh", "某中心", "--name-en", "A center")


def test_a_days_changes(nodes) -> None:
    national, first, second, hostile = nodes
    for node in (national, first, second):
        node.up()
    register(national, first)
    register(national, second)
    hostile.say("listing/7", "CN109000009A", offeredBy=owner("远方公司"))
    national.run(
        "network", "add", hostile.feed.address, hostile.feed.fingerprint, "--name-zh", "远方", "--name-en", "Far"
    )

    # the morning: all are there
    first.act(
        ("publish", "甲一", {"patent": SHARED, "price": "100000"}), ("publish", "甲二", {"patent": FIRST, "price": "1"})
    )
    second.act(
        ("publish", "乙一", {"patent": SHARED, "price": "200000"}),
        ("publish", "乙二", {"patent": SECOND, "price": "2"}),
        ("need", "乙求", {}),
    )
    wait_until(lambda: agree(national, first, second) and len(first.index()["entries"]["own"]) == 2, PATIENCE)
    wait_until(lambda: hostile.feed.address in national.index()["entries"], PATIENCE)
    index = national.index()
    assert index["listings"] == 0, "what others offer is not mixed with one's own"
    assert [
        ["乙一", "甲一"],
        [["owner", ["First 公司", "Second 公司"]], ["price", ["fixed CNY 100000", "fixed CNY 200000"]]],
    ] in index["lines"]
    assert len(index["lines"]) == 5

    # noon: the second is down, and works on
    second.down()
    second.act(("close", "乙二"), ("change", "乙一", {"price": "100000"}), ("close-need", "乙求"))
    first.act(
        ("pause", "甲二"), ("again", "甲二"), ("close", "甲二"), ("publish", "甲三", {"patent": THIRD, "price": "3"}),
        ("change", "甲一", {"price": "150000"}),
    )  # fmt: skip
    wait_until(lambda: agree(national, first), PATIENCE)
    wait_until(lambda: national.index()["peers"][second.address][1] == "feed.unreachable", PATIENCE)
    index = national.index()
    assert [["甲二"], []] not in index["lines"], "a withdrawal is carried through"
    assert [["乙二"], []] in index["lines"], "what one that is down said last still stands, with its age"

    # the afternoon: one sends what it must not
    refused = attack(national, hostile)

    # the evening: the second is back
    second.up()  # by now it would be asked again in minutes; its operator telephones
    wait_until(lambda: national.run("network", "pull", status=None) and agree(national, first, second), PATIENCE)
    first.run("network", "rotate-key")
    first.act(("change", "甲一", {"price": "100000"}))
    wait_until(lambda: agree(national, first, second) and national.index()["followed"] == 1, PATIENCE)
    index = national.index()
    assert index["lines"] == [
        [["一种泵 listing/7"], []],
        [["一种泵 listing/8"], []],
        [["乙一", "甲一"], [["owner", ["First 公司", "Second 公司"]]]],
        [["甲三"], []],
    ]
    assert refused <= set(index["refused"]) <= refused | {"feed.schema"}
    assert index["journal"]
    assert index["listings"] == 0
    for address, (_, error, flag, pulled, _) in index["peers"].items():
        assert pulled
        assert error == ""
        assert bool(flag) == (address == hostile.feed.address)
    national.run("verify")


def attack(national: Node, hostile: Hostile) -> set[str]:
    """Send everything that must be refused; the index stays as it is, and a good page is taken afterwards."""
    feed = hostile.feed
    old = feed.page(0)
    feed.at = datetime.now(UTC)
    national.run("network", "pull", status=None)  # reads a page that is signed later
    hostile.spoil = lambda _: b"[]"  # the worker asks too, and is not to see the good page
    hostile.say("listing/8", "CN109000010A")
    before = national.index()["entries"][feed.address]
    forger = Ed25519PrivateKey.generate()
    attacks: dict[str, tuple[Callable[[dict], dict | bytes | None], str]] = {
        "forged text": (spoilt(lambda page: page["entries"][1]["payload"].update(price="1")), "feed.hash"),
        "hidden text": (
            spoilt(lambda page: [page["entries"][1].pop(name) for name in ("payload", "salt")]),
            "feed.withheld",
        ),
        "replayed": (lambda _: old, "feed.replayed"),
        "truncated": (spoilt(lambda page: page["entries"].pop()), "feed.truncated"),
        "reordered": (spoilt(lambda page: page["entries"].reverse()), "feed.order"),
        "repeated": (spoilt(lambda page: page["entries"].__setitem__(1, page["entries"][0])), "feed.order"),
        "oversized": (lambda _: b"[" + b" " * (5 << 20), "feed.page-too-large"),
        "cut": (lambda page: canonical(page)[:-40], "feed.not-json"),
        "signature": (spoilt(lambda page: page.update(signature="0" * 128)), "feed.signature"),
        "redirected inside": (lambda _: None, "feed.redirect"),
    }
    seen = set()
    for name, (spoil, expected) in attacks.items():
        hostile.spoil = spoil
        asked = hostile.asked
        found = national.run("network", "pull", "--json", status=1)
        peer = next(one for one in json.loads(found.stdout)["peers"] if one["address"] == feed.address)
        assert peer["error"] == expected, name
        assert hostile.asked > asked
        assert national.index()["entries"][feed.address] == before, name
        if expected not in ("feed.redirect", "feed.page-too-large"):  # the network's, not the feed's
            assert peer["flag"] == expected
            seen.add(expected)
    hostile.spoil, hostile.key = (lambda page: page), forger
    national.run("network", "pull", "--json", status=1)
    assert national.index()["peers"][feed.address][2] == "feed.key-unknown"
    hostile.key = None
    larger = feed.page(0)
    entry = dict(feed.entries[1], payload={**feed.entries[1]["payload"], "note": ["x" * 5000] * 20})
    hostile.spoil = lambda _page: {**larger, "entries": [larger["entries"][0], entry]}
    national.run("network", "pull", "--json", status=1)
    assert national.index()["peers"][feed.address][2] == "feed.entry-too-large"
    hostile.spoil = lambda page: page
    assert national.index()["entries"][feed.address] == before
    wait_until(partial(_is_taken, national, feed.address), PATIENCE)
    return {*seen, "feed.key-unknown", "feed.entry-too-large"}


def _is_taken(national: Node, address: str) -> bool:
    national.run("network", "pull", status=None)
    return len(national.index()["entries"][address]) == 2
