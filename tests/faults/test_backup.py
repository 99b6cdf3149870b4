"""Backup, destroy, restore: nothing is missing, nothing half-restored, nothing overwritten by mistake."""

from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path

import pytest

from tests.faults.installation import Databases, Installation, wait_until
from tests.faults.test_serve import answers, free_port, stop

PAPERS = [b"%PDF-1.7 first paper", b"%PDF-1.7 second paper", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400]
SAME = ("patents", "listings", "needs", "deals", "journal_entries", "journal_head", "index_documents")


def put_files(installation: Installation) -> None:
    for data in PAPERS:
        digest = hashlib.sha256(data).hexdigest()
        folder = installation.home / "files" / digest[:2]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / digest).write_bytes(data)
    (installation.home / "files" / "tmp_half").write_bytes(b"%PDF-1.7 half wri")


def files_of(installation: Installation) -> dict[str, str]:
    root = installation.home / "files"
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith("tmp")
    }


def is_empty(installation: Installation) -> bool:
    status = installation.json("status")
    return not any(status[name] for name in SAME if name != "journal_head") and not files_of(installation)


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """A small backup, to be damaged."""
    folder = tmp_path_factory.mktemp("archive")
    installation = Installation(folder / "home").init()
    installation.run("init", "--email", "first@example.org", "--password", "correct horse battery")
    put_files(installation)
    installation.run("backup", folder / "small.tar")
    return folder / "small.tar"


def test_backup_while_serving_then_destroy_then_restore(
    databases: Databases, sample: Installation, tmp_path: Path
) -> None:
    put_files(sample)
    port = free_port()
    serving = sample.start("serve", "--port", port)
    try:
        wait_until(lambda: answers(port), 60)
        sample.run("backup", tmp_path / "all.tar")
        assert answers(port)
    finally:
        stop(serving)
    sample.run("worker", "--once")
    before, files = sample.json("status"), files_of(sample)
    assert {hashlib.sha256(paper).hexdigest() for paper in PAPERS} <= set(files.values())
    assert before["deals"] > 20
    with tarfile.open(tmp_path / "all.tar") as kept:
        assert kept.getmember("tables/experience.report_writers.jsonl").size, "who wrote on reports is not in it"
    assert "--force" in sample.run("backup", tmp_path / "all.tar", status=2).stderr
    sample.run("backup", tmp_path / "all.tar", "--force")
    sample.destroy()

    other = databases.fresh(tmp_path / "restored")
    other.run("restore", tmp_path / "all.tar")
    assert other.json("verify")["ok"]
    after = other.json("status")
    assert {name: after[name] for name in SAME} == {name: before[name] for name in SAME}
    assert after["index_lag"] == 0
    assert files_of(other) == files
    with tarfile.open(tmp_path / "all.tar") as opened:
        manifest = json.load(opened.extractfile("manifest.json"))
    assert manifest["journal_head"] == after["journal_head"]
    assert manifest["files"] == len(files)
    # It lives on: new rows get new numbers, the journal goes on behind its head.
    seen = other.script("killed.py", "sign")["seen"]
    assert seen[-1]["state"] == "in_force"
    assert other.json("verify")["ok"]


def test_restore_into_a_used_installation_is_refused(archive: Path, embedded: Installation) -> None:
    embedded.run("restore", archive)
    before = embedded.json("status")
    done = embedded.run("restore", archive, status=2)
    assert "--force" in done.stderr
    assert embedded.json("status") == before
    embedded.run("restore", archive, "--force")
    assert embedded.json("verify")["ok"]
    after = embedded.json("status")
    assert {name: after[name] for name in SAME} == {name: before[name] for name in SAME}


@pytest.mark.parametrize(("kept", "force"), [(0.0, False), (0.5, False), (0.98, False), (0.9, True)])
def test_truncated_archive_is_refused_and_changes_nothing(
    archive: Path, embedded: Installation, tmp_path: Path, kept: float, force: bool
) -> None:
    cut = tmp_path / "cut.tar"
    data = archive.read_bytes().rstrip(b"\0")
    cut.write_bytes(data[: int(len(data) * kept)])
    if force:
        embedded.run("restore", archive)
    before = embedded.json("status")
    done = embedded.run("restore", cut, *(["--force"] if force else []), status=2)
    assert "cut.tar" in done.stderr
    assert "not a backup" in done.stderr
    assert embedded.json("status") == before
    assert force or is_empty(embedded)


def test_damaged_archive_is_refused_and_names_the_place(archive: Path, embedded: Installation, tmp_path: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[data.index(b"first@example.org")] = ord("F")
    (tmp_path / "damaged.tar").write_bytes(data)
    done = embedded.run("restore", tmp_path / "damaged.tar", status=2)
    assert "tables/accounts.user.jsonl" in done.stderr
    assert is_empty(embedded)


@pytest.mark.parametrize("what", ["missing", "folder", "text"])
def test_what_is_no_archive_is_refused(embedded: Installation, tmp_path: Path, what: str) -> None:
    path = tmp_path / "source"
    if what == "folder":
        path.mkdir()
    elif what == "text":
        path.write_text("hello")
    done = embedded.run("restore", path, status=2)
    assert str(path) in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert is_empty(embedded)


def test_backup_onto_a_folder_is_refused(embedded: Installation, tmp_path: Path) -> None:
    assert "is a folder" in embedded.run("backup", tmp_path, "--force", status=2).stderr
    assert not list(tmp_path.parent.glob("*.part"))


def test_backup_into_no_folder_is_refused(embedded: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "file" in embedded.run("backup", tmp_path / "file" / "all.tar", status=2).stderr
