"""Figures of regions from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from patentfair.domain.kernel.errors import Invalid

__all__ = ["load"]

MOST_BYTES = 5 << 20


def load(path: Path, language: Literal["zh", "en"]) -> dict[str, Any]:
    """Load a file of figures; the report says what was loaded, or every fault with its line, column and cure."""
    from patentfair.apps.accounts.access import SYSTEM  # noqa: PLC0415
    from patentfair.apps.centers.actions.regions import load_profile  # noqa: PLC0415
    from patentfair.domain.centers.region_profile import Fault  # noqa: PLC0415

    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Invalid("ingest.cannot-open", field=str(path), why=error.strerror or "") from error
    try:
        made, is_new = load_profile(actor=SYSTEM, data=data, file_name=path.name)
    except Invalid as error:
        faults = error.data.get("faults")
        if error.code != "regions.file" or not isinstance(faults, tuple):
            raise
        return {
            "file": path.name,
            "loaded": False,
            "faults": [
                {"line": one.line, "column": one.column, "cure": one.cure.of(language)}
                for one in faults
                if isinstance(one, Fault)
            ],
        }
    return {"file": path.name, "loaded": True, "new": is_new, "rows": made.rows, "sha256": made.sha256, "faults": []}
