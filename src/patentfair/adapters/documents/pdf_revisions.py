"""What the later revisions of a PDF did to its first one.

The signing library compares with revisions that were signed; the first one, our paper, was not.
"""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

__all__ = ["only_signed_since_first"]

_CATALOGUE = frozenset({"/AcroForm", "/Extensions", "/Version", "/DSS", "/Metadata", "/Perms"})


def only_signed_since_first(reader: PdfFileReader) -> bool:
    """Every later revision leaves everything of the first as it was, but for signature fields added to its pages.

    What describes the file (producer, day of change) may change; what it shows, links to or does may not.
    """
    first: Any = reader.get_historical_resolver(0)
    known = {_place(ref) for ref in first.explicit_refs_in_revision()}
    described = (_at(first.root, "/Metadata"), _at(first.trailer_view, "/Info"), _at(first.trailer_view, "/Root"))
    free = {place for place in described if place}
    for revision in range(1, reader.total_revisions):
        later: Any = reader.get_historical_resolver(revision)
        if later.refs_freed_in_revision() or not _same_but(first.root, later.root, _CATALOGUE):
            return False
        form = _part(later.root, "/AcroForm", {})
        if "/XFA" in form or not _are_signature_fields(_part(form, "/Fields", ())):
            return False
        changed = [ref for ref in later.explicit_refs_in_revision() if _place(ref) in known - free]
        if not all(_same_object(first(ref), later(ref)) for ref in changed):
            return False
    return True


def _place(ref: Any) -> tuple[int, int]:
    return ref.idnum, ref.generation


def _at(holder: Any, key: str) -> tuple[int, int] | None:
    """Where an entry points to, if it is one of its own in the file."""
    found = holder.raw_get(key) if key in holder else None
    return _place(found) if isinstance(found, IndirectObject) else None


def _part(holder: Any, key: str, otherwise: Any) -> Any:
    return holder[key] if key in holder else otherwise  # noqa: SIM401 -- get() does not follow references


def _same_but(old: Any, new: Any, changeable: frozenset[str]) -> bool:
    return all(
        key in old and key in new and old.raw_get(key) == new.raw_get(key) for key in (set(old) | set(new)) - changeable
    )


def _same_object(old: Any, new: Any) -> bool:
    if not isinstance(old, DictionaryObject) or _part(old, "/Type", "") != "/Page":
        return bool(old == new)
    if not isinstance(new, DictionaryObject) or not _same_but(old, new, frozenset({"/Annots"})):
        return False
    before, after = (list(_part(page, "/Annots", ())) for page in (old, new))
    return after[: len(before)] == before and _are_signature_fields(after[len(before) :])


def _are_signature_fields(fields: Any) -> bool:
    return all(_is_signature_field(entry.get_object()) for entry in fields)


def _is_signature_field(field: Any) -> bool:
    kind = field["/FT"] if "/FT" in field else _part(_part(field, "/Parent", {}), "/FT", "")
    return bool(kind == "/Sig")
