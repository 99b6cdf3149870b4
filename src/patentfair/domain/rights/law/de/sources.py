"""The day of the German texts that were read. Kinds of act that several rules share.

Abbreviations in `basis`: PatG Patent Act; BGB Civil Code; PatKostG Patent Costs Act; ArbnErfG Act on Employees'
Inventions. The consolidated texts read are those of 26 March 2022; rules are dated from that day, not from the day on
which each section took its present form.
"""

from __future__ import annotations

from datetime import date

__all__ = ["TEXT"]

TEXT = date(2022, 3, 26)

ASSIGNMENTS = frozenset({"assignment", "share_assignment"})
EXCLUSIVE = frozenset({"exclusive_licence"})
OWNER_LICENCES = frozenset({"exclusive_licence", "sole_licence", "ordinary_licence", "unspecified_licence"})
SUB = frozenset({"sub_licence"})
PASSED_ON = frozenset({"licence_transfer"})
OPEN = frozenset({"open_licence_declaration"})
TAKEN = frozenset({"open_licence_acceptance"})
WITHDRAWAL = frozenset({"open_licence_withdrawal"})
PLEDGE = frozenset({"pledge"})
WAIVER = frozenset({"waiver"})
WORKING = frozenset({"own_working"})
RECORDAL = frozenset({"licence_recordal"})

LICENCES = OWNER_LICENCES | SUB | TAKEN
OWNERS_ACTS = ASSIGNMENTS | OWNER_LICENCES | OPEN | WITHDRAWAL | PLEDGE | WAIVER | WORKING
BEFORE_THE_OFFICE = OPEN | WITHDRAWAL | WAIVER
COVERED = OWNERS_ACTS | SUB | PASSED_ON | TAKEN | RECORDAL
FOREIGN = frozenset({"term_compensation_request", "royalty_refund"})
