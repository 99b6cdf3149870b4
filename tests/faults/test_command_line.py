"""What others script against: names, keys, exit statuses, and which stream says what."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from patentfair.cli.main import main
from tests.faults.files import bad_files, gazette
from tests.faults.installation import Databases, Installation

COMMANDS = (
    ("init",), ("serve",), ("worker",), ("import",), ("search",), ("match",), ("rights",), ("rights", "decide"),
    ("reindex",), ("verify",), ("status",), ("sample",), ("backup",), ("restore",),
    ("password",),
)  # fmt: skip
REPORT = {"read", "new", "changed", "unchanged", "quarantined", "seconds", "problems"}
HIT = {"number", "title", "office", "score"}
STATUS = {"patents", "listings", "needs", "deals", "journal_entries", "index_documents", "version", "database", "home"}
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "rights"


@pytest.fixture(scope="module")
def world(embedded_filled: Installation, tmp_path_factory) -> Installation:
    """The sample world on the embedded database."""
    return Databases("sqlite").fresh(tmp_path_factory.mktemp("world") / "home", embedded_filled)


def _command(names: tuple[str, ...]) -> click.Command:
    command: click.Command = main
    for name in names:
        command = command.commands[name]
    return command


def test_every_command_has_help(embedded: Installation) -> None:
    for command in COMMANDS:
        result = CliRunner().invoke(main, [*command, "--help"])
        assert result.exit_code == 0, command
        assert "Usage:" in result.output
        for parameter in _command(command).params:
            named = parameter.human_readable_name.upper() in result.output
            assert parameter.help if isinstance(parameter, click.Option) else named, (command, parameter.name)
    top = embedded.run("--help").stdout
    for name in {command[0] for command in COMMANDS}:
        assert re.search(rf"^  {name} ", top, re.MULTILINE), name
    assert embedded.run("--version").stdout.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x"), ("import", "x.csv"), ("serve",), ("backup", "x.tar"),
    ],
)  # fmt: skip
def test_without_an_installation_nothing_can_be_done(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = Installation(tmp_path / "home").run(*arguments, status=2)
    assert "patentfair init" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [("import",), ("search",), ("nothing",), ("match",), ("match", "--need", "1", "--need-file", "x"), ("rights",)],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_import_reports(embedded: Installation, tmp_path: Path) -> None:
    path = tmp_path / "gazette.csv"
    expected = gazette(path, 200)
    done = embedded.run("import", path, "--json", status=1)
    report = json.loads(done.stdout)
    assert set(report) == REPORT
    assert {name: report[name] for name in expected} == expected
    assert report["seconds"] > 0
    assert len(report["problems"]) == report["quarantined"] == 5
    data = path.read_bytes()
    for problem in report["problems"]:
        assert set(problem) == {"file", "offset", "code", "reason"}
        assert problem["file"] == "gazette.csv"
        assert problem["code"] == "cnipa.publication-number"
        assert data[problem["offset"] :].split(b",")[1].decode("gb18030") == "坏行"
    assert "gazette.csv: 200" in done.stderr

    again = embedded.json("import", path, status=1)
    assert (again["read"], again["new"], again["changed"]) == (200, 0, 0)
    assert again["unchanged"] + again["quarantined"] == 200

    words = embedded.run("import", path, tmp_path, tmp_path / "missing.csv", status=1)
    assert words.stdout == ""
    assert "unchanged" in words.stderr
    for problem in report["problems"]:
        assert f"gazette.csv, byte {problem['offset']}: {problem['reason']}" in words.stderr
    assert f"cannot open {tmp_path}: This is a folder" in words.stderr
    assert f"cannot open {tmp_path / 'missing.csv'}: No such file" in words.stderr


def test_import_says_the_first_problems_and_counts_the_rest(embedded: Installation, tmp_path: Path) -> None:
    path = tmp_path / "gazette.csv"
    expected = gazette(path, 30 * 37)
    said = embedded.run("import", path, status=1).stderr
    assert expected["quarantined"] == 30
    assert said.count(", byte ") == 20
    assert "and 10 more in quarantine" in said


def test_import_of_good_files_is_status_0(embedded: Installation, tmp_path: Path) -> None:
    gazette(tmp_path / "one.csv", 20)
    gazette(tmp_path / "two.csv", 25)
    report = embedded.json("import", tmp_path / "one.csv", tmp_path / "two.csv")
    assert (report["read"], report["new"], report["unchanged"], report["problems"]) == (45, 25, 20, [])
    status = embedded.json("status")
    assert (status["patents"], status["index_documents"], status["index_lag"]) == (25, 25, 0)


def test_bad_files_are_told_with_their_place(embedded: Installation, tmp_path: Path) -> None:
    """Each alone: exit status 1, one problem that names file and code; beside them a good file is imported."""
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read")
    paths = []
    for name, (data, code) in bad_files(secret).items():
        path = tmp_path / name
        path.write_bytes(data)
        paths.append((path, code))
    gazette(tmp_path / "good.csv", 20)
    done = embedded.run("import", *[path for path, _ in paths], tmp_path / "good.csv", "--json", status=1)
    report = json.loads(done.stdout)
    told = {(problem["file"].partition("!")[0], problem["code"]) for problem in report["problems"]}
    for path, code in paths:
        assert (path.name, code) in told
    assert all(problem["reason"].endswith((".", "'")) or problem["reason"] for problem in report["problems"])
    assert report["new"] == 20
    assert "not to be read" not in done.stdout + done.stderr
    assert embedded.json("status")["patents"] == 20
    assert embedded.json("verify")["ok"]


@pytest.mark.parametrize("what", ["missing", "folder", "unreadable", "odd name"])
def test_files_that_cannot_be_opened(embedded: Installation, tmp_path: Path, what: str) -> None:
    path = tmp_path / "thing"
    if what == "folder":
        path.mkdir()
    elif what == "unreadable":
        path.symlink_to(path)
    elif what == "odd name":
        path = tmp_path / "bad\udcffname.csv"
        gazette(path, 5)
        report = embedded.json("import", path)
        assert report["read"] == 5
        return
    report = embedded.json("import", path, status=2)
    (problem,) = report["problems"]
    assert problem["file"] == str(path)
    assert problem["code"] == "ingest.cannot-open"
    assert problem["reason"]
    gazette(tmp_path / "good.csv", 5)
    report = embedded.json("import", path, tmp_path / "good.csv", status=1)
    assert report["new"] == 5


def test_search_match_verify_status(world: Installation, tmp_path: Path) -> None:
    found = world.json("search", "轴承", "--limit", 5)
    assert set(found) == {"total", "milliseconds", "problems", "hits"}
    assert len(found["hits"]) == min(5, found["total"]) > 0
    assert all(set(hit) == HIT for hit in found["hits"])
    need = {"title": "低噪声轴承", "problem": "高速电机轴承噪声大，需要降低振动与噪声。", "classes": ["F16C"]}
    (tmp_path / "need.json").write_text(json.dumps(need))
    for arguments in (("--need-file", tmp_path / "need.json"), ("--need", 1)):
        matched = world.json("match", *arguments)
        assert {"total", "milliseconds", "hits"} <= set(matched)
        assert matched["hits"]
        for hit in matched["hits"]:
            assert HIT | {"reasons"} <= set(hit)
            assert all(isinstance(reason, str) for reason in hit["reasons"])
    verified = world.json("verify")
    assert {"entries", "ok", "first_broken"} <= set(verified)
    assert verified["ok"] is True
    status = world.json("status")
    assert set(status) >= STATUS
    assert status["home"] == str(world.home)
    before = status["patents"]
    world.run("sample", "--if-empty")
    assert world.json("status")["patents"] == before
    world.run("reindex")
    assert world.json("status")["index_documents"] == status["index_documents"]


@pytest.mark.parametrize("arguments", [("match", "--need", "99999"), ("match", "--need-file", "nowhere.json")])
def test_match_of_nothing_is_status_2(world: Installation, arguments: tuple[str, ...]) -> None:
    assert world.run(*arguments, "--json", status=2).stdout == ""


@pytest.mark.parametrize("text", ["{", "[]", '{"title": 1}', "\0", "{}", '{"title": " ", "classes": ["F16C"]}'])
def test_match_of_nonsense_is_status_2(world: Installation, tmp_path: Path, text: str) -> None:
    (tmp_path / "need.json").write_text(text)
    (line,) = world.run("match", "--need-file", tmp_path / "need.json", status=2).stderr.splitlines()
    assert "A need file is a JSON object" in line
    assert "need.json]" in line


def test_the_example_need_is_answered(world: Installation) -> None:
    found = world.json("match", "--need-file", EXAMPLES.parent / "needs" / "need.json")
    assert "self-heating" in found["hits"][0]["title"]


@pytest.mark.parametrize("query", ['"', "", "AND OR NOT (((", "字" * 5000, "-x a:b^ * \\"])
def test_search_takes_any_text(world: Installation, query: str) -> None:
    found = json.loads(world.run("search", "--json", "--", query).stdout)
    assert found["total"] >= 0
    assert "query.no-words" not in [problem["code"] for problem in found["problems"]] or found["total"] == 0


def test_rights_decide(embedded: Installation, tmp_path: Path) -> None:
    case = min(EXAMPLES.glob("*.json"))
    answer = embedded.json("rights", "decide", case)
    assert answer["outcome"]
    (tmp_path / "bad.json").write_text("{")
    for path in (tmp_path / "bad.json", tmp_path / "missing.json", tmp_path):
        assert embedded.run("rights", "decide", path, "--json", status=2).stdout == ""


def test_a_database_that_is_none_is_told(embedded: Installation) -> None:
    (embedded.home / "patentfair.sqlite3").write_bytes(b"this is no database" * 1000)
    for name in ("patentfair.sqlite3-wal", "patentfair.sqlite3-shm"):
        (embedded.home / name).unlink(missing_ok=True)
    assert "database" in embedded.run("status", status=2).stderr


def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    away = Installation(tmp_path / "home", "postgresql://nobody:x@127.0.0.1:1/none")
    assert "127.0.0.1" in away.run("status", status=2).stderr


@pytest.mark.parametrize("url", ["foo://bar", "postgresql://a:secret@b:port/c"])
def test_a_database_url_that_is_none_is_told(tmp_path: Path, url: str) -> None:
    (line,) = Installation(tmp_path / "home", url).run("status", status=2).stderr.splitlines()
    assert "DATABASE_URL" in line
    assert ("'foo'" in line) is url.startswith("foo")
    assert "secret" not in line


@pytest.mark.parametrize("home", ["/proc/nothing", "file/home"])
def test_a_home_that_cannot_be_is_named(tmp_path: Path, home: str) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / home
    installation = Installation(place)
    command = [sys.executable, "-m", "patentfair.cli.main", "init", "--no-admin"]
    done = subprocess.run(
        command, env=installation.environment, cwd=tmp_path, text=True, capture_output=True, check=False
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"PATENTFAIR_HOME {place} cannot be used" in line


def test_init_makes_no_half_of_an_operator(tmp_path: Path) -> None:
    place = Installation(tmp_path / "home")
    strong = ("--password", "correct horse battery")
    refused = place.run("init", "--email", "notmail", *strong, status=2)
    assert "Installation ready" not in refused.stderr
    assert "accounts.email" in refused.stderr
    weak = place.run("init", "--email", "a@example.org", "--password", "short", status=2)
    assert "Installation ready" not in weak.stderr
    assert "Operator a@example.org added" in place.run("init", "--email", "a@example.org", *strong).stderr
    assert "operator already" in place.run("init", "--email", "notmail").stderr


def test_a_password_is_set_and_journalled(embedded: Installation) -> None:
    embedded.run("init", "--email", "a@example.org", "--password", "correct horse battery")
    before = embedded.json("status")["journal_entries"]
    assert "a@example.org" in embedded.run("password", "A@example.org", "--password", "staple battery horse").stderr
    assert embedded.json("status")["journal_entries"] == before + 1
    embedded.run("password", "a@example.org", "--password", "short", status=2)
    assert "[b@example.org]" in embedded.run("password", "b@example.org", "--password", "x" * 12, status=2).stderr
    assert embedded.json("status")["journal_entries"] == before + 1
    assert embedded.json("verify")["ok"]


def test_the_language_of_refusals_is_chinese_unless_asked(embedded: Installation) -> None:
    for language, words in (("", "没有找到"), ("zh", "没有找到"), ("en", "Not found")):
        environment = {**embedded.environment, "PATENTFAIR_LANGUAGE": language}
        if not language:
            del environment["PATENTFAIR_LANGUAGE"]
        command = [sys.executable, "-m", "patentfair.cli.main", "match", "--need", "1"]
        done = subprocess.run(command, env=environment, cwd=embedded.home, text=True, capture_output=True, check=False)
        assert words in done.stderr


def test_a_broken_journal_is_status_1(embedded: Installation, tmp_path: Path) -> None:
    import sqlite3

    gazette(tmp_path / "good.csv", 20)
    embedded.run("import", tmp_path / "good.csv")
    with sqlite3.connect(embedded.home / "patentfair.sqlite3") as connection:
        connection.execute("DROP TRIGGER journal_entry_no_update")
        connection.execute("UPDATE journal_entry SET actor = 'user:1' WHERE id = 1")
    connection.close()
    broken = embedded.json("verify", status=1)
    assert (broken["ok"], broken["first_broken"]) == (False, 1)
