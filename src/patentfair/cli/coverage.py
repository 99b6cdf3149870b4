"""What is read of which files, and which fields the documents of each format have: as text, or as part of a page."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from patentfair.domain.formats.catalogue import FORMATS
from patentfair.domain.formats.coverage import EXTRACT_FIELDS, RECORD_FIELDS, Coverage
from patentfair.domain.formats.read import read_stream

__all__ = ["BEGIN", "END", "markdown", "measure", "put_between_markers", "report", "text"]

BEGIN = (
    "<!-- coverage: what follows is written by `patentfair coverage --markdown`; edit nothing up to the end mark -->"
)
END = "<!-- coverage: end -->"
Measured = dict[str, dict[str, Coverage]]
"""By kind (the folder that holds a file, as given) and file name."""


def measure(paths: Sequence[Path], say: Callable[[str], None]) -> Measured:
    """Reads the files and all that is below the folders; what cannot be opened counts as `ingest.cannot-open`."""
    found: Measured = defaultdict(dict)
    for path, kind in _files(paths):
        coverage = found[kind][path.name] = Coverage()
        try:
            with path.open("rb") as stream:
                for item in read_stream(stream, path.name):
                    coverage.note(item)
        except OSError:
            coverage.quarantined["ingest.cannot-open"] += 1
        read = coverage.documents().total() + coverage.entries().total()
        say(f"{kind}/{path.name}: {read} read, {coverage.quarantined.total()} quarantined")
    return dict(found)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for given in paths:
        # A folder's last name is kept in the kind; where it lies is nobody's business.
        base = Path(os.path.abspath(given)).parent  # noqa: PTH100 - links are left as they are
        if not given.is_dir():
            yield given, given.parent.name or "."
            continue
        for path in sorted(Path(os.path.abspath(given)).rglob("*")):  # noqa: PTH100
            if path.is_file():
                yield path, path.parent.relative_to(base).as_posix()


def total(measured: Measured) -> Coverage:
    """All files together."""
    whole = Coverage()
    for files in measured.values():
        for coverage in files.values():
            whole.add(coverage)
    return whole


def report(measured: Measured) -> dict[str, Any]:
    """As one JSON object."""
    whole = total(measured)
    return {
        "files": {
            f"{kind}/{name}": {
                "documents": coverage.documents().total(),
                "register_entries": coverage.entries().total(),
                "quarantined": dict(coverage.quarantined),
            }
            for kind, files in measured.items()
            for name, coverage in files.items()
        },
        "formats": {
            name: {"documents": count, "fields": whole.fields(name)} for name, count in whole.documents().items()
        },
        "registers": {
            name: {"entries": count, "fields": whole.entry_fields(name)} for name, count in whole.entries().items()
        },
        "quarantined": dict(whole.quarantined),
        "defects": [
            {"format": name, "code": code, "documents": count} for (name, code), count in whole.defects.items()
        ],
    }


def text(measured: Measured) -> str:
    """For a terminal: the tables of the page, with the files by name."""
    lines = [
        f"{kind}/{name}: {coverage.documents().total()} documents, {coverage.entries().total()} register entries"
        + "".join(f", {count} {code}" for code, count in sorted(coverage.quarantined.items()))
        for kind, files in measured.items()
        for name, coverage in files.items()
    ]
    return "\n".join([*lines, "", markdown(measured)])


def markdown(measured: Measured) -> str:
    """Tables: formats, fields by format, kinds of files, quarantine, defects. Files are counted and not named."""
    whole = total(measured)
    titles = {known.name: known.title.en for known in FORMATS}
    order = [*titles, *(name for name in (*whole.documents(), *whole.entries()) if name not in titles)]
    records = [name for name in dict.fromkeys(order) if whole.documents()[name]]
    registers = [name for name in dict.fromkeys(order) if whole.entries()[name]]
    unread = [name for name in titles if name not in {*records, *registers}]
    parts = ["### Formats", ""]
    parts += _table(
        ("", "format", "name", "documents", "register entries"),
        [
            (
                str(place),
                titles.get(name, ""),
                f"`{name}`",
                f"{whole.documents()[name]:,}",
                f"{whole.entries()[name]:,}",
            )
            for place, name in enumerate(dict.fromkeys((*records, *registers)), 1)
        ],
    )
    if unread:
        parts += ["", "No file of these was there: " + ", ".join(f"`{name}`" for name in unread) + "."]
    numbers = {name: place for place, name in enumerate(dict.fromkeys((*records, *registers)), 1)}
    parts += [
        "",
        "### Fields",
        "",
        "Per cent of the documents of a format that have a field; a dot is none of them.",
        "",
    ]
    parts += _matrix(RECORD_FIELDS, [(numbers[n], whole.documents()[n], whole.fields(n)) for n in records])
    if registers:
        parts += ["", "The same for register entries.", ""]
        parts += _matrix(EXTRACT_FIELDS, [(numbers[n], whole.entries()[n], whole.entry_fields(n)) for n in registers])
    parts += ["", "### Files", ""]
    parts += _table(
        ("kind", "files", "documents", "register entries", "quarantined"),
        [_kind_row(kind, files.values()) for kind, files in sorted(measured.items())],
    )
    parts += ["", "### Quarantine", "", "What could not be read, by reason.", ""]
    parts += _table(("code", "count"), _by_count(whole.quarantined))
    parts += ["", "### Defects", "", "What was read in spite of them.", ""]
    defects = Counter({f"`{code}` in `{name}`": count for (name, code), count in whole.defects.items()})
    parts += _table(("defect", "documents"), [(name, f"{count:,}") for name, count in _sorted(defects)])
    return "\n".join(parts)


def _kind_row(kind: str, files: Iterable[Coverage]) -> tuple[str, ...]:
    whole, count = Coverage(), 0
    for coverage in files:
        whole.add(coverage)
        count += 1
    reasons = ", ".join(f"{many:,} `{code}`" for code, many in _sorted(whole.quarantined))
    return kind, str(count), f"{whole.documents().total():,}", f"{whole.entries().total():,}", reasons


def _sorted(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _by_count(counts: Counter[str]) -> list[tuple[str, ...]]:
    return [(f"`{code}`", f"{count:,}") for code, count in _sorted(counts)]


def _matrix(fields: Sequence[str], columns: Sequence[tuple[int, int, dict[str, int]]]) -> list[str]:
    rows = [
        (field, *(_share(counts[field], of) for _, of, counts in columns))
        for field in fields
        if any(counts[field] for _, _, counts in columns)
    ]
    none = [field for field in fields if not any(counts[field] for _, _, counts in columns)]
    table = _table(("field", *(str(number) for number, _, _ in columns)), rows)
    return [*table, "", "In none: " + ", ".join(none) + "."] if none else table


def _share(count: int, of: int) -> str:
    if not count:
        return "·"
    share = 100 * count / of
    return "<1" if share < 1 else ">99" if 99 < share < 100 else f"{share:.0f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return ["None."]
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in rows)]


def put_between_markers(path: Path, generated: str) -> None:
    """Writes `generated` between the marks of the page at `path`; puts them at its end where it has none."""
    page = path.read_text(encoding="utf-8") if path.exists() else "# Formats\n"
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        before, after = page.rstrip("\n") + "\n\n", "\n"
    path.write_text(f"{before}{BEGIN}\n\n{generated}\n\n{END}{after}", encoding="utf-8")
