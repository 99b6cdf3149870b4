"""Every format that is read, in the order in which they are tried."""

from __future__ import annotations

from patentfair.domain.formats import (
    cn_legal_events,
    cn_patent_document,
    cnipa_gazette,
    cnipa_search_export,
    cnipa_standard,
    cnipa_status,
    docdb,
    ep_st36,
    google_page,
    google_patents,
    jp_gazette,
    ops,
    ops_json,
    patentfair_csv,
    patentfair_table,
    st96,
    uspto_application,
    uspto_assignment,
    uspto_grant,
    uspto_odp,
)
from patentfair.domain.formats.format import Authority, Format

__all__ = ["FORMATS", "authority_of", "is_partial"]

FORMATS: tuple[Format, ...] = (
    uspto_grant.FORMAT,
    uspto_application.FORMAT,
    uspto_assignment.FORMAT,
    uspto_odp.FORMAT,
    st96.FORMAT,
    patentfair_csv.FORMAT,
    patentfair_table.FORMAT,
    cnipa_gazette.FORMAT,
    ep_st36.FORMAT,
    docdb.FORMAT,
    ops.FORMAT,
    ops_json.FORMAT,
    cnipa_standard.FORMAT,
    cnipa_status.FORMAT,
    cn_patent_document.FORMAT,
    jp_gazette.FORMAT,
    cnipa_search_export.FORMAT,
    cn_legal_events.FORMAT,
    google_patents.FORMAT,
    google_page.FORMAT,
)


def authority_of(name: str) -> Authority:
    """The rank of the format `name`; what is in no catalogue (made by hand) is taken for an office's own."""
    return _AUTHORITIES.get(name, Authority.OFFICE)


_AUTHORITIES = {known.name: known.authority for known in FORMATS}


def is_partial(name: str) -> bool:
    """Whether a file of the format `name` may tell a part of a document alone."""
    return name in _PARTIAL


_PARTIAL = frozenset(known.name for known in FORMATS if known.is_partial)
