"""What an earlier grant does to a new act of the owner. Korea. The cells are explained in `law.matrix`.

R against an assignment: an ordinary licence binds the later owner only if registered (art. 118). R elsewhere: only a
registered exclusive licence is one; `registered.settled` says what becomes of it. The column of open licences is
empty: none has been read of.
"""

from __future__ import annotations

from patentfair.domain.rights.law.matrix import Cell, row

__all__ = ["MATRIX"]

MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": row("R", "R", "R", "R", "ok", "S", "R"),
    "sole": row("R", "F", "F", "F", "ok", "S", "ok"),
    "ordinary": row("R", "K", "K", "ok", "ok", "S", "ok"),
    "unspecified": row("R", "?", "?", "?", "ok", "S", "?"),
    "unknown": row("R", "?", "?", "?", "ok", "S", "?"),
    "open_declaration": row("?", "?", "?", "?", "ok", "?", "ok"),
    "open_taken": row("R", "K", "K", "ok", "ok", "S", "ok"),
    "compulsory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "government": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "statutory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "assignment": row("S", "?", "?", "?", "ok", "?", "?"),
}
