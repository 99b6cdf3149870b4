"""What an earlier grant does to a new act of the owner. China. The cells are explained in `law.matrix`."""

from __future__ import annotations

from patentfair.domain.rights.law.matrix import Cell, row

__all__ = ["MATRIX"]

MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": row("S", "F", "F", "F", "F*", "S", "F"),
    "sole": row("S", "F", "F", "?", "F*", "S", "ok"),
    "ordinary": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "unspecified": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "unknown": row("S", "?", "?", "?", "?", "S", "?"),
    "open_declaration": row("W*", "F*", "F*", "ok", "W*", "C*", "ok"),
    "open_taken": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "compulsory": row("S", "E", "E", "ok", "ok", "S", "ok"),
    "government": row("S", "E", "E", "ok", "ok", "S", "ok"),
    "statutory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "assignment": row("S", "?", "?", "?", "?", "?", "?"),
}
