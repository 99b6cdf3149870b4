"""What an earlier grant does to a new act of the owner. Great Britain. The cells are explained in `law.matrix`.

R: section 33, registered or known. F* in the column of licences of right: the proprietor must not be precluded by
contract. Where the entry of licences of right is live, the Act as read does not say what becomes of an exclusive
licence. A grant of unknown kind may be an assignment.
"""

from __future__ import annotations

from patentfair.domain.rights.law.matrix import Cell, row

__all__ = ["MATRIX"]

MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": row("R", "F", "F", "F", "F*", "R", "F"),
    "sole": row("R", "F", "F", "F", "F*", "R", "ok"),
    "ordinary": row("R", "K", "K", "ok", "ok", "R", "ok"),
    "unspecified": row("R", "?", "?", "?", "?", "R", "?"),
    "unknown": row("?", "?", "?", "?", "?", "?", "?"),
    "open_declaration": row("S", "?", "?", "ok", "S", "S", "ok"),
    "open_taken": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "compulsory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "government": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "statutory": row("S", "K", "K", "ok", "ok", "S", "ok"),
    "assignment": row("R", "R", "R", "R", "R", "R", "?"),
}
