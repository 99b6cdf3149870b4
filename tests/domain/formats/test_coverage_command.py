"""`patentfair coverage`: needs no installation, names no place, and puts its tables between the marks of a page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from click.testing import CliRunner

from patentfair.cli.coverage import BEGIN, END
from patentfair.cli.main import main

GOLDEN = Path(__file__).parents[2] / "golden"


def folder(tmp_path: Path) -> Path:
    made = tmp_path / "given" / "kind"
    made.mkdir(parents=True)
    shutil.copyfile(GOLDEN / "uspto-grant-v4/utility-v45/input.xml", made / "grant.xml")
    shutil.copyfile(GOLDEN / "wipo-st96/refused/input.xml", made / "refused.xml")
    (made / "notes.txt").write_text("words", encoding="utf-8")
    return made.parent


def test_as_text_and_json(tmp_path: Path) -> None:
    given = folder(tmp_path)
    done = CliRunner().invoke(main, ["coverage", str(given)])
    assert done.exit_code == 0, done.output
    assert "given/kind/grant.xml: 1 documents, 0 register entries" in done.stdout
    assert str(tmp_path) not in done.output
    done = CliRunner().invoke(main, ["coverage", str(given), "--json"])
    found = json.loads(done.stdout)
    assert found["files"]["given/kind/refused.xml"] == {
        "documents": 1,
        "register_entries": 0,
        "quarantined": {"st96.not-a-patent": 1, "st96.no-bibliography": 1, "st96.no-number": 1},
    }
    assert found["formats"]["uspto-grant-v4"]["fields"]["claims"] == 1
    assert found["quarantined"]["format.unknown"] == 1


def test_page_is_written_again_in_its_place(tmp_path: Path) -> None:
    given, page = folder(tmp_path), tmp_path / "formats.md"
    page.write_text("# Formats\n\nBy hand.\n", encoding="utf-8")
    for _ in range(2):
        done = CliRunner().invoke(main, ["coverage", str(given), "--markdown", str(page)])
        assert done.exit_code == 0, done.output
        assert done.stdout == ""
        written = page.read_text(encoding="utf-8")
        assert written.startswith(f"# Formats\n\nBy hand.\n\n{BEGIN}\n")
        assert written.endswith(f"{END}\n")
        assert written.count(BEGIN) == written.count(END) == 1
        assert "| given/kind | 3 | 2 | 0 |" in written
        assert "grant.xml" not in written
    page.write_text(written + "\nMore by hand.\n", encoding="utf-8")
    CliRunner().invoke(main, ["coverage", str(given), "--markdown", str(page)])
    assert page.read_text(encoding="utf-8") == written + "\nMore by hand.\n"


def test_a_place_that_is_not_there(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["coverage", str(tmp_path / "nothing")]).exit_code == 2
