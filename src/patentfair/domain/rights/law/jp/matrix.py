"""What an earlier grant does to a new act of the owner. Japan. The cells are explained in `law.matrix`.

R here: only a registered exclusive licence is one; `registered.settled` says what becomes of it. The column of open
licences is empty: the Act as known has none.
"""

from __future__ import annotations

from patentfair.domain.rights.law.matrix import Cell, row

__all__ = ["MATRIX"]

MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": row("S", "R", "R", "R", "ok", "S", "R"),
    "sole": row("S", "F", "F", "F", "ok", "S", "ok"),
    "ordinary": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "unspecified": row("S", "?", "?", "?", "ok", "S", "?"),
    "unknown": row("S", "?", "?", "?", "ok", "S", "?"),
    "open_declaration": row("?", "?", "?", "?", "ok", "?", "ok"),
    "open_taken": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "compulsory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "government": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "statutory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "assignment": row("S", "?", "?", "?", "ok", "?", "?"),
}
