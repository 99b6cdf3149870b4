"""kill -9 in the middle of an import and of a signing: nothing acknowledged is lost, nothing half-done is seen."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.faults.files import gazette
from tests.faults.installation import Installation, kill, wait_until

BATCH = 1000  # of patentfair.apps.ingest.actions
ROWS = 4_300


def whole(found: dict) -> None:
    """No half batch: patents, quarantine, runs and journal tell the same."""
    runs = found["runs"]
    assert found["patents"] == sum(run["new"] for run in runs)
    assert found["quarantined"] == sum(run["quarantined"] for run in runs)
    assert found["versions"] == sum(run["changed"] for run in runs)
    assert found["parties"] == 3 * found["patents"]
    assert found["without_events"] == 0
    assert found["journal"]["count"] == sum(run["position"] for run in runs)
    for name in ("new", "changed", "unchanged", "quarantined"):
        assert found["journal"][name] == sum(run[name] for run in runs), name


def agrees(installation: Installation) -> dict:
    """The journal verifies, and the index holds what the tables hold once the worker has run."""
    verified = installation.json("verify")
    assert verified["ok"]
    assert verified["first_broken"] is None
    installation.run("worker", "--once")
    status = installation.json("status")
    assert status["index_lag"] == 0
    return status


def first_line_of(process) -> str:
    """Waits for the import to say that a batch is in; fails when it ends before."""
    line = process.stderr.readline()
    assert line.startswith("gazette.csv: "), line
    return line


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> list:
    """What an import of the same file leaves that nobody kills."""
    folder = tmp_path_factory.mktemp("undisturbed")
    gazette(folder / "gazette.csv", ROWS)
    installation = Installation(folder / "home").init()
    installation.run("import", folder / "gazette.csv", status=1)
    return installation.counts()["content"]


def test_killed_import_resumes_and_ends_like_an_undisturbed_one(
    place: Installation, tmp_path: Path, undisturbed: list
) -> None:
    path = tmp_path / "gazette.csv"
    expected = gazette(path, ROWS)
    chance = random.Random(3)

    for batches in (1, 2):
        process = place.start("import", path, "--json")
        said = [first_line_of(process) for _ in range(batches)]
        time.sleep(chance.random() / 10)
        kill(process)
        found = place.counts()
        whole(found)
        (run,) = found["runs"]
        assert found["unfinished"] == 1
        assert run["position"] % BATCH == 0
        assert run["position"] >= int(said[-1].split()[-1])  # what was acknowledged is there
        assert run["position"] < ROWS
        assert place.json("verify")["ok"]

    report = place.json("import", path, status=1)
    assert {name: report[name] for name in expected} == expected
    assert len(report["problems"]) == expected["quarantined"]
    found = place.counts()
    whole(found)
    assert found["unfinished"] == 0
    assert len(found["runs"]) == 1
    assert found["patents"] == expected["new"]
    assert found["content"] == undisturbed
    status = agrees(place)
    assert status["index_documents"] == status["patents"] == expected["new"]

    again = place.json("import", path, status=1)
    assert (again["read"], again["new"], again["changed"]) == (ROWS, 0, 0)
    assert place.counts()["content"] == found["content"]


def test_import_killed_at_every_database_call(place: Installation, tmp_path: Path) -> None:
    path = tmp_path / "gazette.csv"
    expected = gazette(path, 1_200)
    found = place.script("killed.py", "import", path, 60)
    assert found["ended"] == 0
    assert len(found["seen"]) > 25
    for seen in found["seen"]:
        whole(seen)
        assert all(run["position"] % 60 == 0 for run in seen["runs"])
    assert found["seen"][-1]["patents"] == expected["new"]
    assert len(found["seen"][-1]["runs"]) == 1
    status = agrees(place)
    assert status["index_documents"] == status["patents"] == expected["new"]


def test_signing_killed_at_every_database_call(sample: Installation) -> None:
    deals = sample.json("status")["deals"]
    found = sample.script("killed.py", "sign")
    before, seen = found["before"], found["seen"]
    assert before["state"] == "partly_signed"
    assert before["signatures"] == 1
    assert len(seen) > 20
    *killed, last = seen
    for state in killed:
        assert state == before  # nothing of it
    assert last["state"] == "in_force"  # the whole of it
    assert last["in_force_at"]
    assert last["signatures"] == 2
    assert last["grants"] == 1
    assert last["in_force_entries"] == 1
    assert last["checks"] == before["checks"] + 1
    assert last["version"] == before["version"] + 1
    assert last["ledger"] > (before["ledger"] or 0)
    assert last["entries"] > before["entries"]
    assert found["ended"] < 0  # the last child was killed too, after the commit
    status = agrees(sample)
    assert status["deals"] == deals > 20


@pytest.mark.parametrize("moment", ["before", "during"])
def test_index_left_behind_catches_up(embedded: Installation, tmp_path: Path, moment: str) -> None:
    """Killed after the tables are done: while the index is made, the tables are whole and the index follows later."""
    path = tmp_path / "gazette.csv"
    expected = gazette(path, 3_000)
    process = embedded.start("import", path, "--json")
    wait_until(lambda: process.stderr.readline().strip() == "gazette.csv: 3000")
    time.sleep({"before": 0, "during": 0.4}[moment])
    if process.poll() is None:
        process.kill()
    process.communicate(timeout=30)
    found = embedded.counts()
    whole(found)
    assert found["patents"] == expected["new"]
    status = agrees(embedded)
    assert status["index_documents"] == status["patents"]
    assert embedded.json("search", "密封", "--limit", 1)["total"] == expected["new"]


def test_two_processes_import_the_same_file(place: Installation, tmp_path: Path) -> None:
    path = tmp_path / "gazette.csv"
    expected = gazette(path, 3_000)
    both = [place.start("import", path, "--json") for _ in range(2)]
    ended = [process.communicate(timeout=120) for process in both]
    for process, (_, said) in zip(both, ended, strict=True):
        assert "Traceback" not in said, said
        assert process.returncode in (1, 2), said
    assert 1 in [process.returncode for process in both]
    found = place.counts()
    whole(found)
    assert found["patents"] == expected["new"]
    report = place.json("import", path, status=1)
    assert (report["read"], report["new"], report["changed"]) == (3_000, 0, 0)
    status = agrees(place)
    assert status["index_documents"] == status["patents"] == expected["new"]
    assert place.json("search", "密封", "--limit", 1)["total"] == expected["new"]
