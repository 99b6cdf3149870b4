"""What the index knows of one thing that can be found."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from patentfair.domain.patents.record import TextIn

__all__ = ["COLLECTIONS", "IndexDocument", "is_facet_name"]

COLLECTIONS = ("patents", "listings", "needs")


class IndexDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One patent, listing or need as the index holds it; `id` is unique across collections.

    `numbers` are matched whatever spelling the visitor types, with or without office, kind and punctuation.
    `classes` are canonical IPC, CPC or Locarno symbols; the index adds their ancestors, so that A61K finds
    A61K 31/00. `facets` maps a name (`is_facet_name`) to values, exact and case-sensitive. `sort_date` orders
    "newest first"; a document without one comes last.
    """

    id: str
    collection: str
    title: tuple[TextIn, ...] = ()
    body: tuple[TextIn, ...] = ()
    claims: tuple[TextIn, ...] = ()
    numbers: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = {}
    sort_date: date | None = None


def is_facet_name(name: str) -> bool:
    """Small ASCII letters, digits and low lines, a letter first, at most 40."""
    return re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) is not None
