"""The days from which the texts of the United States pack are read. Kinds of act that several rules share.

In `basis`, "35 USC" is the United States Code, title 35, as at release point 119-73; "37 CFR" and "15 CFR" the Code of
Federal Regulations. Decisions of the courts are named in full.
"""

from __future__ import annotations

from datetime import date

__all__ = ["ASSIGNMENTS", "LICENCES", "OWNER_LICENCES"]

CODE = date(2013, 12, 18)
FEDERAL_LICENCE_REGULATIONS = date(2023, 4, 24)

ASSIGNMENTS = frozenset({"assignment", "share_assignment"})
OWNER_LICENCES = frozenset({"exclusive_licence", "sole_licence", "ordinary_licence", "unspecified_licence"})
LICENCES = OWNER_LICENCES | {"sub_licence"}
EXCLUSIVE = frozenset({"exclusive_licence"})
EXCLUDING = frozenset({"exclusive_licence", "sole_licence"})
PLEDGE = frozenset({"pledge"})
WORKING = frozenset({"own_working"})
TRANSFER = frozenset({"licence_transfer"})
DISPOSALS = ASSIGNMENTS | OWNER_LICENCES | PLEDGE
CONVEYANCES = ASSIGNMENTS | EXCLUSIVE | PLEDGE
EVERY_LIVE = DISPOSALS | {"sub_licence", "licence_transfer"}
