"""Kinds of act that rules of several laws share."""

from __future__ import annotations

__all__ = ["ASSIGNMENTS", "DISPOSALS", "LICENCES", "LIVE", "OWNER_ACTS", "OWNER_LICENCES", "PROCEDURES"]

ASSIGNMENTS = frozenset({"assignment", "share_assignment"})
OWNER_LICENCES = frozenset({"exclusive_licence", "sole_licence", "ordinary_licence", "unspecified_licence"})
LICENCES = OWNER_LICENCES | {"sub_licence", "open_licence_acceptance"}
DISPOSALS = ASSIGNMENTS | OWNER_LICENCES | {"open_licence_declaration", "open_licence_withdrawal", "pledge", "waiver"}
OWNER_ACTS = DISPOSALS | {"own_working"}
LIVE = DISPOSALS | {"sub_licence", "open_licence_acceptance", "licence_transfer"}
PROCEDURES = frozenset({"licence_recordal", "term_compensation_request", "royalty_refund"})
