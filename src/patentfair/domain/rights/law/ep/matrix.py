"""What an earlier grant does to a new act of the applicant. European applications. Cells: see `law.matrix`.

The Convention says nothing of conflicts between licences: each designated state's law decides, hence "?".
"""

from __future__ import annotations

from patentfair.domain.rights.law.matrix import Cell, row

__all__ = ["MATRIX"]

MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": row("S", "?", "?", "?", "?", "S", "?"),
    "sole": row("S", "?", "?", "?", "?", "S", "?"),
    "ordinary": row("S", "?", "?", "ok", "?", "S", "ok"),
    "unspecified": row("S", "?", "?", "?", "?", "S", "?"),
    "unknown": row("S", "?", "?", "?", "?", "S", "?"),
    "open_declaration": row("?", "?", "?", "?", "?", "?", "?"),
    "open_taken": row("?", "?", "?", "?", "?", "?", "?"),
    "compulsory": row("S", "?", "?", "?", "?", "S", "ok"),
    "government": row("S", "?", "?", "?", "?", "S", "ok"),
    "statutory": row("S", "?", "?", "?", "?", "S", "ok"),
    "assignment": row("?", "?", "?", "?", "?", "?", "?"),
}
