"""A center leaves one installation for another, both real, and every reader learns where it went."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from tests.faults.installation import Databases, Installation

OLD, NEW, KEY = "https://old.example", "https://new.example", "beijing"


class Place(Installation):
    """An installation with an address of its own."""

    address = OLD

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "PATENTFAIR_ADDRESS": self.address}


@pytest.fixture
def places(databases: Databases, filled: Installation, empty: Installation, tmp_path: Path) -> tuple[Place, Place]:
    """The sample world, and an empty installation."""
    made = []
    for name, address, template in (("old", OLD, filled), ("new", NEW, empty)):
        fresh = databases.fresh(tmp_path / name, template)
        place = Place(fresh.home, fresh.database)
        place.address = address
        made.append(place)
    return made[0], made[1]


def held(place: Place) -> tuple[dict, int]:
    """What the register and the journal hold."""
    return place.counts(), place.json("verify")["entries"]


def test_a_center_leaves(places: tuple[Place, Place], tmp_path: Path) -> None:
    old, new = places
    archive = tmp_path / "center.tar"
    old.run("network", "publish")
    told = old.run("network", "export", archive, "--center", KEY)
    assert "rows and" in told.stderr
    assert archive.stat().st_mode & 0o777 == 0o600
    old.run("network", "export", archive, "--center", KEY, status=2)
    again = old.json("network", "export", tmp_path / "again.tar", "--center", KEY)
    assert again["counts"]["exhibits"] > 0
    assert "nowhere" in old.run("network", "export", tmp_path / "x.tar", "--center", "nowhere", status=2).stderr
    fingerprint = old.json("network", "status")["fingerprint"]

    # not without a key that somebody has confirmed, and not a byte changed
    nothing = held(new)
    assert "unknown-key" in new.run("network", "import", archive, status=2).stderr
    assert "unknown-key" in new.run("network", "import", archive, "--fingerprint", "0" * 64, status=2).stderr
    data = archive.read_bytes()
    spoiled = tmp_path / "spoiled.tar"
    for place in (600, len(data) // 2, len(data) - 1):
        spoiled.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        new.run("network", "import", spoiled, "--fingerprint", fingerprint, status=2)
    assert held(new) == nothing

    # taken in by one whose operator has registered the other
    new.run("network", "add", OLD, fingerprint, "--name-zh", "旧", "--name-en", "Old")
    report = new.json("network", "import", archive)
    assert report["is_new"]
    assert {name: one["made"] for name, one in report["tables"].items()} == again["counts"], "all of it"
    assert not any(one["left"] for one in report["tables"].values())
    assert new.json("verify")["ok"]
    with tarfile.open(archive) as opened:
        digests = [name.rpartition("/")[2] for name in opened.getnames() if name.startswith("files/")]
        journal = opened.extractfile("journal/1.json").read()
    assert digests
    assert all((new.home / "files" / one[:2] / one).is_file() for one in digests)
    extract = tmp_path / "journal.json"
    extract.write_bytes(journal)
    holds = new.json("verify-receipt", extract, status=None)
    assert holds["holds"]
    before = held(new)
    assert not new.json("network", "import", archive)["is_new"]
    assert "nothing was changed" in new.run("network", "import", archive).stdout
    assert held(new) == before
    assert new.json("network", "status")["entries"] == 0, "nothing is published for others"

    # where it left, its entries say where it went
    entries = old.json("network", "status")["index"]
    said = old.run("network", "moved", "--center", KEY, "--to", NEW).stderr
    count = int(said.split()[0])
    assert count > again["counts"]["listings"] + again["counts"]["needs"] > 0, "exhibits and reports too"
    assert old.json("network", "status")["index"] == entries - count
    assert int(old.run("network", "moved", "--center", KEY, "--back").stderr.split()[0]) == count
    assert old.json("network", "status")["index"] == entries, "a mistake is taken back"
    old.run("network", "moved", "--center", KEY, "--back", status=2)
    old.run("network", "moved", "--center", KEY, "--to", NEW)
    assert old.json("verify")["ok"]
    assert json.loads(journal)["format"] == "patentfair-extract/1"
