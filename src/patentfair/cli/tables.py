"""Load the operator's own tables: classification schemes and industries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.registry.actions.schemes import load_industries, load_scheme

__all__ = ["industries", "schemes"]


def schemes(files: Sequence[Path], *, say: Callable[[str], None]) -> dict[str, Any]:
    """Load scheme files in order; symbols new by scheme, and what could not be read."""
    symbols: dict[str, int] = {}
    problems = []
    for path in files:
        report = load_scheme(path, actor=SYSTEM, progress=_said(path.name, say))
        for scheme, count in report.symbols.items():
            symbols[scheme] = symbols.get(scheme, 0) + count
        problems += [{"file": p.file, "offset": p.offset, "code": p.code, "reason": p.reason} for p in report.problems]
    return {"symbols": symbols, "problems": problems}


def industries(file: Path) -> int:
    """Replace the table of industries; how many it holds."""
    return load_industries(file, actor=SYSTEM)


def _said(name: str, say: Callable[[str], None]) -> Callable[[int], None]:
    return lambda done: say(f"{name}: {done}")
