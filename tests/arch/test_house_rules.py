"""Rules of the house that a machine can hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "patentfair"
ACTIONS = sorted([*SOURCE.glob("apps/*/actions.py"), *SOURCE.glob("apps/*/actions/[a-z]*.py")])
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "services.py", "signals.py", "misc.py", "common.py"}
LONGEST_MODULE = 700


def public_functions(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    listed = next(
        (
            {element.value for element in node.value.elts}
            for node in tree.body
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        ),
        set(),
    )
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in listed]


@pytest.mark.parametrize("path", ACTIONS, ids=lambda p: str(p.relative_to(SOURCE)))
def test_actions_say_what_they_do_and_who_acts(path):
    # These write for the machinery itself: the journal has no actor of its own, the register's batches have one above.
    machinery = {
        "record",
        "seal",
        "entry_hash",
        "block_hash",
        "save_records",
        "save_extracts",
        "save_conveyances",
        "status_columns",
        "refold",
        "join",
        "formalities_missing",
        "shown_name",
        "ask_the_law",
        "ask_for_consents",
        "decide_sheet",
        "law_refuses",
        "only_authority_missing",
        "strictest",
        "recordal_due",
        "add_sheet",
        "bring_into_force",
        "center_of",
        "helps",
        "move",
        "note",
        "side_of_actor",
        "touch",
        "announced_terms",
        "name_hash",
        "require_room",
        "content_of",
        "shown_of",
        "reopened",
    }
    for function in public_functions(path):
        assert ast.get_docstring(function), f"{path.name}:{function.name} has no docstring"
        if function.name not in machinery:
            keywords = {argument.arg for argument in function.args.kwonlyargs}
            assert "actor" in keywords, f"{path.name}:{function.name} does not take its actor by keyword"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_have_a_docstring_and_a_page_or_five(path):
    if "migrations" in path.parts:
        return
    text = path.read_text("utf-8")
    assert path.name not in FORBIDDEN_NAMES
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    assert text.count("\n") <= LONGEST_MODULE


def _template_strings() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.html"):
        text = path.read_text("utf-8")
        found |= {m[1] for m in re.findall(r"""\{%\s*translate\s+(["'])((?:(?!\1).)*)\1""", text)}
        found |= {m[1] for m in re.findall(r"""_\((["'])((?:(?!\1).)*)\1\)""", text)}
        for options, body in re.findall(
            r"\{%\s*blocktranslate([^%]*)%\}(.*?)\{%\s*endblocktranslate\s*%\}", text, re.DOTALL
        ):
            body = body.split("{% plural %}")[0]
            if "trimmed" in options:
                body = " ".join(line.strip() for line in body.strip().splitlines())
            found.add(re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body.replace("%", "%%") if "%" in body else body))
    return found


TRANSLATING = ("_", "lazy", "gettext", "gettext_lazy")


def _python_strings() -> set[str]:
    found: set[str] = set()
    for path in (SOURCE / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATING and node.args:
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    found.add(argument.value)
    return found


def test_every_string_has_its_chinese():
    catalogues = [polib.pofile(str(path)) for path in (SOURCE / "web/locale/zh/LC_MESSAGES").glob("*.po")]
    entries = [entry for catalogue in catalogues for entry in catalogue]
    known = {entry.msgid for entry in entries if entry.msgstr or entry.msgstr_plural}
    assert len({(entry.msgctxt, entry.msgid) for entry in entries}) == len(entries), "a string is translated twice"
    missing = sorted((_template_strings() | _python_strings()) - known)
    assert not missing, f"{len(missing)} strings without Chinese: {missing[:20]}"


def test_refusals_raised_have_words():
    from patentfair.web.refusals import SENTENCES

    raised = set()
    for path in [
        *(SOURCE / "apps").rglob("*.py"),
        *(SOURCE / "cli").rglob("*.py"),
        *(SOURCE / "adapters").rglob("*.py"),
    ]:
        text = path.read_text("utf-8")
        raised |= set(re.findall(r"""(?:Refused|Invalid|Stale|NotFound)\(\s*"([a-z.\-]+)\"""", text))
    missing = sorted(code for code in raised if code not in SENTENCES)
    assert not missing, missing


@pytest.mark.parametrize("package", ["refusals", "journal_words"])
def test_no_area_takes_anothers_code(package):
    """Of two sentences for one code only one would ever be read."""
    told: dict[str, str] = {}
    for path in sorted((SOURCE / "web" / package).glob("[a-z]*.py")):
        for code in re.findall(r"""^    "([a-z][a-z.-]+)": Words\(""", path.read_text("utf-8"), re.MULTILINE):
            assert code not in told, f"{code} stands in {told[code]} and in {path.name}"
            told[code] = path.name
    assert len(told) > 50


def test_templates_hold_no_inline_script_or_style():
    for path in SOURCE.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"\sstyle\s*=", text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
        assert not re.search(r"\son[a-z]+\s*=", text), path


def test_nothing_names_a_machine_or_a_registry():
    wrong = re.compile(r"--(extra-)?index-url|--find-links|/home/[a-z]")
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("requirements/*"),
        *SOURCE.rglob("*.py"),
        *(ROOT / "docs").rglob("*.md"),
    ]:
        assert not wrong.search(path.read_text("utf-8")), path
