"""Families and citations: what stands around a patent."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from django.db.models import Q

from patentfair.apps.registry.models import Citation, Patent, PatentPriority

__all__ = ["CitedDocument", "cites", "citing", "extended_family", "simple_family"]

MOST_MEMBERS = 300
MOST_STEPS = 8
MOST_CITING = 200


class CitedDocument(msgspec.Struct, frozen=True):
    """A publication that cites or is cited: its look-up form, our document of it where we hold one, and why."""

    number: str
    patent: Patent | None
    category: str
    cited_by: str


def simple_family(patent: Patent) -> list[Patent]:
    """Documents of the same simple family, the patent's own among them: by DOCDB's number or by our own reckoning."""
    same = Q(pk=patent.pk)
    if patent.family_key:
        same |= Q(family_key=patent.family_key)
    if patent.docdb_family:
        same |= Q(docdb_family=patent.docdb_family)
    if patent.application_key:
        same |= Q(application_key=patent.application_key)
    return _ordered(Patent.objects.filter(same)[:MOST_MEMBERS])


def extended_family(patent: Patent) -> list[Patent]:
    """Documents tied to the patent through priorities, directly or by others, or by INPADOC's number.

    Walked in steps, each two queries, until nothing new is found or a bound is met.
    """
    found: dict[int, Patent] = {patent.pk: patent}
    keys: set[str] = set()
    for _ in range(MOST_STEPS):
        fresh = {p.application_key for p in found.values() if p.application_key}
        fresh |= set(PatentPriority.objects.filter(patent__in=found).values_list("key", flat=True))
        numbers = {p.inpadoc_family for p in found.values() if p.inpadoc_family}
        if fresh <= keys and len(found) > 1:
            break
        keys |= fresh
        tied = Q(application_key__in=keys) | Q(priorities__key__in=keys)
        if numbers:
            tied |= Q(inpadoc_family__in=numbers)
        more = Patent.objects.filter(tied).exclude(pk__in=found).distinct()[: MOST_MEMBERS - len(found)]
        new = {p.pk: p for p in more}
        found |= new
        if not new or len(found) >= MOST_MEMBERS:
            break
    return _ordered(found.values())


def cites(patent: Patent) -> list[CitedDocument]:
    """What any document under this number cites, as far as known, in order of number."""
    rows = list(Citation.objects.filter(citing=patent.number_key).order_by("pk"))
    held = _held(row.cited for row in rows)
    return [CitedDocument(row.cited, held.get(row.cited), row.category, row.cited_by) for row in rows]


def citing(patent: Patent) -> list[CitedDocument]:
    """What is known to cite any document under this number, newest entry first, at most `MOST_CITING`."""
    rows = list(Citation.objects.filter(cited=patent.number_key).order_by("-pk")[:MOST_CITING])
    held = _held(row.citing for row in rows)
    return [CitedDocument(row.citing, held.get(row.citing), row.category, row.cited_by) for row in rows]


def _held(numbers: Iterable[str]) -> dict[str, Patent]:
    """Our documents under these numbers; of several the one published last."""
    patents = Patent.objects.filter(number_key__in=set(numbers)).defer("record")
    return {p.number_key: p for p in sorted(patents, key=lambda p: (p.publication_date is not None, p.key))}


def _ordered(patents: Iterable[Patent]) -> list[Patent]:
    return sorted(patents, key=lambda p: (p.publication_date is None, p.publication_date, p.key))
