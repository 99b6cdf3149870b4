"""One record of a document out of what several sources say of it.

An office's own publication, an exchange format and an excerpt of a web page each know a part. Each field is taken from
the most authoritative source that has it; lists of texts are joined by language, lists of classes by scheme, parties by
role, and what is only ever added to (citations, events, changes of title) is joined. Nothing is mixed within a field:
a title is one source's title.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import FamilyStatement

__all__ = ["compose"]

T = TypeVar("T")


def compose(records: Sequence[PatentRecord]) -> PatentRecord:
    """The record that `records` of one document make together, the most authoritative first; at least one.

    `format`, `digest`, `source` and `offset` are those of the first; `problems` are those of all.
    """
    first = records[0]
    if len(records) == 1:
        return first
    if any(record.publication.canonical != first.publication.canonical for record in records):
        raise AssertionError("compose is given records of one document")
    return msgspec.structs.replace(
        first,
        publication=_publication(records),
        application=next((r.application for r in records if r.application and r.application.number), first.application),
        titles=_by((r.titles for r in records), lambda t: t.language),
        abstracts=_by((r.abstracts for r in records), lambda t: t.language),
        claims=_first(r.claims for r in records),
        claim_count=next((r.claim_count for r in records if r.claim_count is not None), None),
        classes=_by((r.classes for r in records), lambda c: c.scheme),
        parties=_by((r.parties for r in records), lambda p: p.role),
        priorities=_first(r.priorities for r in records),
        relations=_all((r.relations for r in records), lambda r: (r.kind, r.document.canonical)),
        citations=_all(
            (r.citations for r in records),
            lambda c: (c.document.office, c.document.number) if c.document else (c.text,),
        ),
        cited_by=_all((r.cited_by for r in records), lambda d: d.canonical),
        designated_states=_first(r.designated_states for r in records),
        family=_family(records),
        events=_all((r.events for r in records), lambda e: (e.office, e.code, e.published, e.territory, e.text)),
        conveyances=_all((r.conveyances for r in records), lambda c: (c.office, c.reference, c.kind, c.text)),
        term_years=next((r.term_years for r in records if r.term_years is not None), None),
        term_extension_days=next((r.term_extension_days for r in records if r.term_extension_days is not None), None),
        problems=tuple(dict.fromkeys(problem for record in records for problem in record.problems)),
    )


def _publication(records: Sequence[PatentRecord]) -> object:
    publication = records[0].publication
    if publication.date is not None:
        return publication
    day = next((r.publication.date for r in records if r.publication.date is not None), None)
    return msgspec.structs.replace(publication, date=day)


def _first(lists: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return next((values for values in lists if values), ())


def _by(lists: Iterable[tuple[T, ...]], group: Callable[[T], Hashable]) -> tuple[T, ...]:
    """For each group (language, scheme, role) the values of the first source that has any of it."""
    taken: set[Hashable] = set()
    found: list[T] = []
    for values in lists:
        found.extend(value for value in values if group(value) not in taken)
        taken.update(map(group, values))
    return tuple(found)


def _all(lists: Iterable[tuple[T, ...]], identity: Callable[[T], Hashable]) -> tuple[T, ...]:
    """All values, each once, as the first source that has it gives it."""
    found: dict[Hashable, T] = {}
    for values in lists:
        for value in values:
            found.setdefault(identity(value), value)
    return tuple(found.values())


def _family(records: Sequence[PatentRecord]) -> FamilyStatement | None:
    stated = [record.family for record in records if record.family is not None]
    if not stated:
        return None
    return FamilyStatement(
        docdb=next((f.docdb for f in stated if f.docdb), ""),
        inpadoc=next((f.inpadoc for f in stated if f.inpadoc), ""),
        members=_all((f.members for f in stated), lambda d: d.canonical),
    )
