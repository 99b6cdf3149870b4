"""What an earlier grant does to a new act of the owner. United States. The cells are explained in `law.matrix`.

R stands where section 261 lets an unrecorded exclusive right fall before a later purchaser. The licence of the
Government does not stop an exclusive one: that is granted subject to it (E). Earlier assignments are decided by
section 261 in `conveyance`, not by their cell, which only marks what they may take out of the request; a grant of a
kind not known may be one. There are no open-licence declarations to register.
"""

from __future__ import annotations

from patentfair.domain.rights.law.matrix import Cell, row

__all__ = ["MATRIX"]

MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": row("R", "F", "F", "F", "ok", "R", "F"),
    "sole": row("S", "F", "F", "F", "ok", "S", "ok"),
    "ordinary": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "unspecified": row("S", "?", "?", "?", "ok", "S", "?"),
    "unknown": row("?", "?", "?", "?", "ok", "?", "?"),
    "open_declaration": row("S", "?", "?", "ok", "ok", "S", "ok"),
    "open_taken": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "compulsory": row("S", "E", "E", "ok", "ok", "S", "ok"),
    "government": row("S", "E", "E", "ok", "ok", "S", "ok"),
    "statutory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "assignment": row("?", "?", "?", "?", "ok", "?", "?"),
}
