"""What an earlier grant does to a new act of the owner whose scope overlaps with it. China.

F   forbidden                       F*  forbidden for the whole patent, whatever the scopes
K   the new grant must spare the earlier scope, or its holder must consent
E   allowed, but the new exclusivity does not reach the holder of the earlier right
S   allowed, subject to the earlier grant
W*  the declaration must be withdrawn first          C*  the pledgee must agree that the open licence goes on
?   the law gives no certain answer                  ok  no conflict
"""

from __future__ import annotations

from typing import Literal

__all__ = ["COLUMN", "MATRIX", "Cell"]

Cell = Literal["F", "F*", "K", "E", "S", "W*", "C*", "?", "ok"]


def _row(
    assign: Cell, exclusive: Cell, sole: Cell, ordinary: Cell, open_: Cell, pledge: Cell, work: Cell
) -> dict[str, Cell]:
    return {
        "assign": assign,
        "exclusive": exclusive,
        "sole": sole,
        "ordinary": ordinary,
        "open": open_,
        "pledge": pledge,
        "work": work,
    }


MATRIX: dict[str, dict[str, Cell]] = {
    #  earlier grant                assign excl. sole  ord.  open  pledge work
    "exclusive": _row("S", "F", "F", "F", "F*", "S", "F"),
    "sole": _row("S", "F", "F", "?", "F*", "S", "ok"),
    "ordinary": _row("S", "K", "K", "ok", "ok", "S", "ok"),
    "unspecified": _row("S", "K", "K", "ok", "ok", "S", "ok"),
    "unknown": _row("S", "?", "?", "?", "?", "S", "?"),
    "open_declaration": _row("W*", "F*", "F*", "ok", "W*", "C*", "ok"),
    "open_taken": _row("S", "K", "K", "ok", "ok", "S", "ok"),
    "compulsory": _row("S", "E", "E", "ok", "ok", "S", "ok"),
    "government": _row("S", "E", "E", "ok", "ok", "S", "ok"),
    "statutory": _row("S", "K", "K", "ok", "ok", "S", "ok"),
    "assignment": _row("S", "?", "?", "?", "?", "?", "?"),
}

COLUMN: dict[str, str | None] = {
    "assignment": "assign",
    "share_assignment": "assign",
    "exclusive_licence": "exclusive",
    "sole_licence": "sole",
    "ordinary_licence": "ordinary",
    "unspecified_licence": "ordinary",
    "sub_licence": "ordinary",
    "open_licence_declaration": "open",
    "open_licence_acceptance": "ordinary",
    "open_licence_withdrawal": None,
    "pledge": "pledge",
    "waiver": None,
    "own_working": "work",
    "licence_recordal": None,
    "term_compensation_request": None,
    "royalty_refund": None,
}
