"""Offices' days of rest: read from a file, loaded once, shown, and used by the deadlines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.journal.models import Entry
from patentfair.apps.rights.actions import load_rest_days
from patentfair.apps.rights.models import RestDay
from patentfair.apps.rights.queries import calendars_of, years_loaded
from patentfair.cli.calendars import days_of, load, show
from patentfair.cli.main import main
from patentfair.cli.rights import calendars
from patentfair.domain.kernel.errors import Invalid, Refused

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[2] / "examples" / "rights"
# Spring Festival 2026 and Dragon Boat Festival 2024, as in the worked cases.
SPRING = {date(2026, 2, day): "春节" for day in range(15, 24)}
LOADED = "rights.rest-days-loaded"


@pytest.fixture
def spring(tmp_path) -> Path:
    path = tmp_path / "rest.csv"
    path.write_text("\ufeffday,name\n" + "".join(f"{day},{name}\n" for day, name in SPRING.items()), encoding="utf-8")
    return path


def test_csv_and_json_say_the_same(spring, tmp_path):
    rows = [{"day": day.isoformat(), "name": name} for day, name in SPRING.items()]
    other = tmp_path / "rest.json"
    other.write_text(json.dumps(rows), encoding="utf-8")
    assert days_of(spring) == days_of(other) == SPRING


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("day,name\n2026-02-16,a\n2026-02-30,b\n", "row 2"),
        ("day,name\n2026-02-16,a\n2026-02-16,b\n", "row 2"),
        ("day,name\n,a\n", "row 1"),
        ("day;name\n2026-02-16;a\n", ".csv"),
        ("", ".csv"),
        ("day,name\n", ".csv"),
        ('[{"day": "2026-02-16"}, {"day": 5}]', "row 2"),
        ('[{"day": "2026-02-16"}, 7]', "row 2"),
        ('["2026-02-16"', ".csv"),
        ("[" * 100_000, ".csv"),
    ],
)
def test_what_cannot_be_read_names_the_row(tmp_path, text, place):
    path = tmp_path / "rest.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        days_of(path)
    assert place in refused.value.data["field"]
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid):
        days_of(path)
    with pytest.raises(Invalid):
        days_of(tmp_path / "missing.csv")


def test_loading_twice_is_loading_once(spring):
    before = Entry.objects.filter(event=LOADED).count()
    assert load("cn", spring, "") == {"office": "CN", "years": [2026], "days": 9, "changed": True}
    assert load("CN", spring, "")["changed"] is False
    assert Entry.objects.filter(event=LOADED).count() == before + 1
    assert [one["day"] for one in show("cn")] == [day.isoformat() for day in SPRING]
    assert years_loaded()["CN"] == [2026]
    assert calendars_of("CN")[0].is_rest(date(2026, 2, 18))


def test_only_the_years_of_the_file_are_replaced(spring):
    RestDay.objects.create(office="CN", day=date(2024, 6, 10), name="端午节")
    RestDay.objects.create(office="CN", day=date(2026, 12, 31), name="old")
    RestDay.objects.create(office="JP", day=date(2026, 12, 31), name="other")
    load("CN", spring, "notice")
    assert sorted(RestDay.objects.filter(office="CN").values_list("day", flat=True)) == [date(2024, 6, 10), *SPRING]
    assert years_loaded() == {"CN": [2024, 2026], "JP": [2026]}
    assert {one["source"] for one in show("CN") if one["day"] > "2026"} == {"notice"}


def test_operators_load_and_nobody_else(world):
    with pytest.raises(Refused):
        load_rest_days(actor=ordinary(world), office="CN", days=SPRING, source="")
    with pytest.raises(Invalid):
        load_rest_days(actor=SYSTEM, office="China", days=SPRING, source="")


def ordinary(world):
    return world.actor_for(world.user("liaoyun-heavy").memberships.first().organisation)


def test_the_commands(spring, tmp_path, monkeypatch):
    monkeypatch.setattr("patentfair.cli.installation.is_migrated", lambda: True)
    runner = CliRunner()
    told = runner.invoke(main, ["calendars", "load", "CN", str(spring), "--json"])
    assert told.exit_code == 0, (told.output, told.exception)
    assert json.loads(told.stdout)["days"] == 9
    shown = runner.invoke(main, ["calendars", "show", "CN", "--json"])
    assert len(json.loads(shown.stdout)["days"]) == 9
    empty = runner.invoke(main, ["calendars", "show", "KR"])
    assert (empty.exit_code, empty.stdout) == (0, "")
    broken = tmp_path / "broken.csv"
    broken.write_text("day,name\nyesterday,a\n", encoding="utf-8")
    refused = runner.invoke(main, ["calendars", "load", "CN", str(broken)])
    assert refused.exit_code == 2
    assert "row 1" in refused.output


def test_decide_with_a_calendar_of_ones_own(tmp_path):
    path = tmp_path / "cn.csv"
    path.write_text("day,name\n2024-06-10,端午节\n", encoding="utf-8")
    case = json.loads((EXAMPLES / "case-20a.json").read_text("utf-8"))
    case["context"].pop("calendars", None)
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(case), encoding="utf-8")

    def deadline(*options: str) -> str:
        answer = CliRunner().invoke(main, ["rights", "decide", str(facts), "--json", *options])
        return next(one["deadline"] for one in json.loads(answer.stdout)["findings"] if one["rule"] == "R-CN-05")

    assert deadline() == "2024-06-10"
    assert deadline("--calendar", f"CN={path}") == "2024-06-11"
    with pytest.raises(Invalid):
        calendars([str(path)])


def test_rules_are_listed():
    runner = CliRunner()
    listed = runner.invoke(main, ["rights", "rules", "jp"])
    assert "R-JP-04" in listed.stdout
    data = json.loads(runner.invoke(main, ["rights", "rules", "--json"]).stdout)
    assert [pack["office"] for pack in data["packs"]][:2] == ["CN", "US"]
    assert runner.invoke(main, ["rights", "rules", "GB", "--markdown"]).stdout.startswith("# Rules of the GB pack")
    assert runner.invoke(main, ["rights", "rules", "XX"]).exit_code == 2
