"""Decide from a file of facts, and list the rules; needs no installation."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

import patentfair
from patentfair.cli.calendars import days_of
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.rights.deadline import Calendar
from patentfair.domain.rights.decision import to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import Facts, decode_facts
from patentfair.domain.rights.law import PACKS, listing
from patentfair.domain.rights.law.pack import Pack

__all__ = ["calendars", "evidence", "packs", "rules_json", "rules_markdown", "run"]

ROOT = Path(patentfair.__file__).resolve().parents[2]
_RULE = re.compile(r"\b[A-Z]-(?:[A-Z]{2}-)?[0-9]{2}\b")


def run(path: Path, calendars: Sequence[Calendar] = ()) -> dict[str, Any]:
    """The decision on the facts in `path` in its published form; `calendars` stand in for those the facts carry."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Invalid("ingest.cannot-open", field=str(path), why=error.strerror or "") from error
    facts = decode_facts(data)
    if calendars:
        given = {one.office for one in calendars}
        kept = (one for one in facts.context.calendars if one.office not in given)
        context = msgspec.structs.replace(facts.context, calendars=(*calendars, *kept))
        facts = msgspec.structs.replace(facts, context=context)
    return to_json(decide(facts))


def calendars(given: Sequence[str]) -> tuple[Calendar, ...]:
    """Calendars of "OFFICE=FILE", each once; days of several files of one office are joined."""
    found: dict[str, set[date]] = {}
    for one in given:
        office, sign, file = one.partition("=")
        if not sign or not file:
            raise Invalid("calendar.option", field="--calendar", value=one)
        found.setdefault(office.upper(), set()).update(days_of(Path(file)))
    return tuple(Calendar(office=office, rest_days=frozenset(days)) for office, days in sorted(found.items()))


def packs(office: str | None) -> tuple[Pack, ...]:
    """The pack of an office, or all of them."""
    found = tuple(one for one in PACKS if office is None or one.office == office.upper())
    if not found:
        raise Invalid("rights.no-pack", field="OFFICE", value=office)
    return found


def rules_markdown(office: str | None) -> str:
    """The page of one pack, or the index of all."""
    if office is None:
        return listing.index_page(PACKS)
    (pack,) = packs(office)
    return listing.rules_page(pack, evidence())


def rules_json(office: str | None) -> list[dict[str, Any]]:
    """The listing of one pack or of all, as plain data."""
    known = evidence()
    return [listing.to_json(pack, known) for pack in packs(office)]


def evidence(root: Path = ROOT) -> listing.Evidence:
    """Worked cases and tests of the rules, as far as the checkout is at hand."""
    return listing.Evidence(cases=listing.fired_by(_cases(root)), tests=_tests(root / "tests" / "domain" / "rights"))


def _cases(root: Path) -> Iterator[tuple[str, Facts]]:
    for path in sorted((root / "examples" / "rights").glob("case-*.json")):
        yield path.stem.removeprefix("case-"), decode_facts(path.read_bytes())


def _tests(folder: Path) -> dict[str, tuple[str, ...]]:
    """Rule -> tests whose source names it, in their own text or in a table of their module, and how often.

    A table may give numbers alone, which its test joins to offices: f"R-{office}-{number}".
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        tables = {name: node for node in tree.body for name in _assigned(node)}
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
                continue
            used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} & tables.keys()
            for rule, count in sorted(_named(node, [tables[name] for name in sorted(used)]).items()):
                times = f" ({count})" if count > 1 else ""
                found.setdefault(rule, []).append(f"{path.stem.removeprefix('test_rights_')}: {node.name}{times}")
    return {rule: tuple(names) for rule, names in found.items()}


def _assigned(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [one.id for one in targets if isinstance(one, ast.Name)]


def _named(test: ast.FunctionDef, tables: Sequence[ast.stmt]) -> Counter[str]:
    texts = [text for node in (test, *tables) for text in _texts(node)]
    named = Counter(rule for text in texts for rule in _RULE.findall(text))
    if any(isinstance(one, ast.JoinedStr) and _joins_a_rule(one) for one in ast.walk(test)):
        offices = {text for text in _texts(test) if _OFFICE.fullmatch(text)}
        numbers = [number for text in texts if _NUMBERS.fullmatch(text) for number in text.split()]
        named.update(f"R-{office}-{number}" for office in offices for number in numbers)
    return named


def _joins_a_rule(text: ast.JoinedStr) -> bool:
    return [part.value for part in text.values if isinstance(part, ast.Constant)] == ["R-", "-"]


def _texts(node: ast.AST) -> list[str]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


_OFFICE = re.compile(r"[A-Z]{2}")
_NUMBERS = re.compile(r"[0-9]{2}( [0-9]{2})*")
