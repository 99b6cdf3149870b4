"""What an earlier grant does to a new act of the owner whose scope overlaps with it.

Each law has its own matrix; the cells are these.

F   forbidden                       F*  forbidden for the whole patent, whatever the scopes
K   the new grant must spare the earlier scope, or its holder must consent
E   allowed, but the new exclusivity does not reach the holder of the earlier right
S   allowed, subject to the earlier grant
R   subject to the earlier grant only where it is registered, or known to the one who acquires
W*  the declaration must be withdrawn first          C*  the pledgee must agree that the open licence goes on
?   the law gives no certain answer                  ok  no conflict
"""

from __future__ import annotations

from typing import Literal

__all__ = ["COLUMN", "Cell", "row"]

Cell = Literal["F", "F*", "K", "E", "S", "R", "W*", "C*", "?", "ok"]


def row(
    assign: Cell, exclusive: Cell, sole: Cell, ordinary: Cell, open_: Cell, pledge: Cell, work: Cell
) -> dict[str, Cell]:
    """A row of a matrix: what one kind of earlier grant does to each kind of new act."""
    return {
        "assign": assign,
        "exclusive": exclusive,
        "sole": sole,
        "ordinary": ordinary,
        "open": open_,
        "pledge": pledge,
        "work": work,
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
    "licence_transfer": None,
    "term_compensation_request": None,
    "royalty_refund": None,
}
