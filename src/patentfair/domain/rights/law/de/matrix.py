"""What an earlier grant does to a new act of the owner. Germany. The cells are explained in `law.matrix`.

A statement of willingness to license beside an exclusive licence turns on the register, not on scopes: `willingness`.
Where the law leaves the kind of an earlier licence open, as it does for one of unstated kind, the answer is "?".
"""

from __future__ import annotations

from patentfair.domain.rights.law.matrix import Cell, row

__all__ = ["MATRIX"]

MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": row("S", "F", "F", "F", "ok", "S", "F"),
    "sole": row("S", "F", "F", "F", "ok", "S", "ok"),
    "ordinary": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "unspecified": row("S", "?", "?", "?", "ok", "S", "?"),
    "unknown": row("S", "?", "?", "?", "ok", "S", "?"),
    "open_declaration": row("S", "F*", "?", "ok", "S", "S", "ok"),
    "open_taken": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "compulsory": row("S", "E", "E", "ok", "ok", "S", "ok"),
    "government": row("S", "E", "E", "ok", "ok", "S", "ok"),
    "statutory": row("S", "?", "?", "ok", "ok", "S", "ok"),
    "assignment": row("?", "?", "?", "?", "?", "?", "?"),
}
