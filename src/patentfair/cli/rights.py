"""Decide from a file of facts; needs no installation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.rights.decision import to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import decode_facts

__all__ = ["run"]


def run(path: Path) -> dict[str, Any]:
    """The decision on the facts in `path` in its published form."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Invalid("ingest.cannot-open", field=str(path), why=error.strerror or "") from error
    return to_json(decide(decode_facts(data)))
