"""Tables of offices' days of rest: read from CSV or JSON, loaded by the operator, shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.rights.law import PACKS

__all__ = ["days_of", "load", "show"]

MOST_DAYS = 10_000
MOST_BYTES = 1 << 20
_COLUMNS = {"day", "name"}


def days_of(path: Path) -> dict[date, str]:
    """Days of rest with their names, in order: CSV with the columns day and name, or JSON [{"day": …, "name": …}].

    Days are ISO dates. Raises `Invalid` naming the row (1 is the first under the header, or the first of the list).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Invalid("ingest.cannot-open", field=str(path), why=error.strerror or "") from error
    if len(data) > MOST_BYTES:
        raise Invalid("calendar.too-long", field=str(path))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("calendar.form", field=str(path), why="not UTF-8") from error
    rows = _json_rows(text, path) if text.lstrip()[:1] == "[" else _csv_rows(text, path)
    found: dict[date, str] = {}
    for number, (day, name) in enumerate(rows, start=1):
        if number > MOST_DAYS:
            raise Invalid("calendar.too-long", field=str(path))
        try:
            when = date.fromisoformat(day.strip())
        except (ValueError, AttributeError) as error:
            raise Invalid(
                "calendar.row", field=f"row {number}", value=str(day)[:40], why=f"not a day: {day}"
            ) from error
        if when in found:
            raise Invalid("calendar.row", field=f"row {number}", why=f"twice: {day}")
        found[when] = name.strip() if isinstance(name, str) else ""
    if not found:
        raise Invalid("calendar.form", field=str(path), why="no rows")
    return dict(sorted(found.items()))


def _csv_rows(text: str, path: Path) -> Iterable[tuple[str, str]]:
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if not set(rows.fieldnames or ()) >= _COLUMNS:
            raise Invalid("calendar.form", field=str(path), why="header: day,name")
        return [(row["day"] or "", row["name"] or "") for row in rows if any(row.values())]
    except csv.Error as error:
        raise Invalid("calendar.form", field=str(path), why=str(error)) from error


def _json_rows(text: str, path: Path) -> Iterable[tuple[str, str]]:
    try:
        rows = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("calendar.form", field=str(path), why=str(error)) from error
    out = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not isinstance(row.get("day"), str):
            raise Invalid("calendar.row", field=f"row {number}", why='a row is {"day": "…", "name": "…"}')
        out.append((row["day"], row.get("name", "")))
    return out


def load(office: str, path: Path, source: str) -> dict[str, Any]:
    """Load an office's days of rest: years the file covers are replaced. Loading the same again changes nothing."""
    from patentfair.apps.accounts.access import SYSTEM  # noqa: PLC0415
    from patentfair.apps.rights.actions import load_rest_days  # noqa: PLC0415

    known = {pack.office for pack in PACKS}
    if office.upper() not in known:
        raise Invalid("calendar.office", field=office, known=", ".join(sorted(known)))
    days = days_of(path)
    changed = load_rest_days(actor=SYSTEM, office=office.upper(), days=days, source=source or path.name)
    return {
        "office": office.upper(),
        "years": sorted({day.year for day in days}),
        "days": len(days),
        "changed": changed,
    }


def show(office: str) -> list[dict[str, str]]:
    """The days of rest loaded for an office, in order."""
    from patentfair.apps.rights.models import RestDay  # noqa: PLC0415

    found = RestDay.objects.filter(office=office.upper()).order_by("day")
    return [{"day": one.day.isoformat(), "name": one.name, "source": one.source} for one in found]
