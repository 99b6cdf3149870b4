"""Which fields the documents of a format have: counted while they are read, at a cost that does not matter beside it.

A field counts as had where it differs from its default. Dates, parties and classes are told apart further, because
having any of them says little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter, ne

import msgspec

from patentfair.domain.formats.format import Item
from patentfair.domain.patents.record import ClassScheme, PartyRole, PatentRecord
from patentfair.domain.patents.register import RegisterExtract

__all__ = ["EXTRACT_FIELDS", "RECORD_FIELDS", "Coverage", "covering"]

_NOT_CONTENT = {"format", "digest", "source", "offset", "problems"}
_RECORD_FIELDS = tuple(name for name in PatentRecord.__struct_fields__ if name not in _NOT_CONTENT)
_EXTRACT_FIELDS = tuple(name for name in RegisterExtract.__struct_fields__ if name not in _NOT_CONTENT)
_ROLES = tuple(f"parties.{role}" for role in PartyRole)
_SCHEMES = tuple(f"classes.{scheme}" for scheme in ClassScheme)
RECORD_FIELDS = (*_RECORD_FIELDS, "publication.date", "application.date", *_ROLES, *_SCHEMES)
"""Fields of a record, and parts of them: "parties.inventor", "classes.cpc"."""
EXTRACT_FIELDS = _EXTRACT_FIELDS


def _defaults(kind: type[msgspec.Struct], names: tuple[str, ...]) -> tuple[object, ...]:
    known = {field.name: field.default for field in msgspec.structs.fields(kind)}
    return tuple(None if known[name] is msgspec.NODEFAULT else known[name] for name in names)


_values_of_record = attrgetter(*_RECORD_FIELDS)
_values_of_extract = attrgetter(*_EXTRACT_FIELDS)
_RECORD_DEFAULTS = _defaults(PatentRecord, _RECORD_FIELDS)
_EXTRACT_DEFAULTS = _defaults(RegisterExtract, _EXTRACT_FIELDS)


class Coverage:
    """Counts of what was read. Equal shapes are counted together, so that a document costs a few comparisons."""

    def __init__(self) -> None:
        self.quarantined: Counter[str] = Counter()
        """Codes of the problems in place of which there is no document."""
        self.companions: Counter[str] = Counter()
        """Codes of problems that do not count: members of archives that are no patent data."""
        self.defects: Counter[tuple[str, str]] = Counter()
        """Format and code of the defects that did not prevent reading."""
        self._records: Counter[tuple[str, tuple[bool, ...], frozenset[str], frozenset[str]]] = Counter()
        self._extracts: Counter[tuple[str, tuple[bool, ...]]] = Counter()

    def note(self, item: Item) -> None:
        """Count one item."""
        if isinstance(item, PatentRecord):
            application = item.application
            shape = (
                *map(ne, _values_of_record(item), _RECORD_DEFAULTS),
                item.publication.date is not None,
                application is not None and application.date is not None,
            )
            roles = frozenset([party.role for party in item.parties])
            self._records[item.format, shape, roles, frozenset([symbol.scheme for symbol in item.classes])] += 1
        elif isinstance(item, RegisterExtract):
            self._extracts[item.format, tuple(map(ne, _values_of_extract(item), _EXTRACT_DEFAULTS))] += 1
        else:
            (self.quarantined if item.fatal else self.companions)[item.code] += 1
            return
        for code in item.problems:
            self.defects[item.format, code] += 1

    def add(self, other: Coverage) -> None:
        """Count what `other` has counted as well."""
        self.quarantined.update(other.quarantined)
        self.companions.update(other.companions)
        self.defects.update(other.defects)
        self._records.update(other._records)
        self._extracts.update(other._extracts)

    def documents(self) -> Counter[str]:
        """Records by format."""
        return _summed((key[0], count) for key, count in self._records.items())

    def entries(self) -> Counter[str]:
        """Register entries by format."""
        return _summed((key[0], count) for key, count in self._extracts.items())

    def fields(self, file_format: str) -> dict[str, int]:
        """How many records of a format have each of RECORD_FIELDS."""
        counts = dict.fromkeys(RECORD_FIELDS, 0)
        for (name, shape, roles, schemes), count in self._records.items():
            if name == file_format:
                had = [field for field, has in zip(RECORD_FIELDS, shape, strict=False) if has]
                for field in (*had, *(f"parties.{role}" for role in roles), *(f"classes.{one}" for one in schemes)):
                    counts[field] += count
        return counts

    def entry_fields(self, file_format: str) -> dict[str, int]:
        """How many register entries of a format have each of EXTRACT_FIELDS."""
        counts = dict.fromkeys(EXTRACT_FIELDS, 0)
        for (name, shape), count in self._extracts.items():
            if name == file_format:
                for field, has in zip(EXTRACT_FIELDS, shape, strict=True):
                    counts[field] += count if has else 0
        return counts


def _summed(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for name, count in counts:
        total[name] += count
    return total


def covering(items: Iterable[Item], coverage: Coverage) -> Iterator[Item]:
    """The items as they come, each counted."""
    note = coverage.note
    for item in items:
        note(item)
        yield item
