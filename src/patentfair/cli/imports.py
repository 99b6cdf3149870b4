"""Import files from the command line and bring the index up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.ingest.actions import import_file, shown_name
from patentfair.cli.find import catch_up
from patentfair.domain.kernel.errors import DomainError
from patentfair.domain.kernel.problem import Problem

__all__ = ["run"]


def run(files: Sequence[Path], *, say: Callable[[str], None]) -> tuple[dict[str, Any], int]:
    """Import `files` in order; the sum of their reports, and how many could not be opened."""
    total: dict[str, Any] = dict.fromkeys(("read", "new", "changed", "unchanged", "quarantined"), 0)
    problems: list[Problem] = []
    seconds, failed = 0.0, 0
    for path in files:
        if path.is_dir():
            failed += 1
            problems.append(
                Problem(
                    code="ingest.cannot-open",
                    reason="This is a folder; give the files in it.",
                    file=shown_name(str(path)),
                )
            )
            continue
        try:
            report = import_file(path, actor=SYSTEM, progress=_said(shown_name(path.name), say))
        except DomainError as error:
            failed += 1
            problems.append(
                Problem(code=error.code, reason=str(error.data.get("why", error.code)), file=shown_name(str(path)))
            )
            continue
        for name in total:
            total[name] += getattr(report, name)
        seconds += report.seconds
        problems.extend(report.problems)
    catch_up()
    shown = [{"file": p.file, "offset": p.offset, "code": p.code, "reason": p.reason} for p in problems if p.fatal]
    return {**total, "seconds": round(seconds, 3), "problems": shown}, failed


def _said(name: str, say: Callable[[str], None]) -> Callable[[int, int], None]:
    return lambda done, _size: say(f"{name}: {done}")
