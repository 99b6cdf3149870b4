"""Files of classification schemes, whichever kind they are, to entries.

Read: the CPC title list (one text file a section), the IPC scheme in XML, lists of IPC symbols with titles, and the
house's own table for any other scheme. None of them is delivered with the software; an operator loads the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.domain.formats.scheme_entry import SchemeEntry
from patentfair.domain.formats.scheme_table import is_scheme_table, scheme_table_entries
from patentfair.domain.formats.scheme_text import is_title_list, title_list_entries
from patentfair.domain.formats.scheme_xml import ipc_scheme_entries, is_ipc_scheme
from patentfair.domain.formats.source import Source, Unreadable
from patentfair.domain.kernel.problem import Problem

__all__ = ["SchemeEntry", "scheme_entries"]


def scheme_entries(source: Source) -> Iterator[SchemeEntry | Problem]:
    """Every entry of a scheme file in file order, and a `Problem` for what could not be read; never raises.

    Memory does not grow with the file, save for the house's own table, which is held to a million symbols. A file that
    is none of the kinds gives `scheme.unknown`. An archive is opened by the caller, which gives each member as a
    source.
    """
    try:
        head = source.peek(source.limits.head_bytes).removeprefix(b"\xef\xbb\xbf").lstrip()
        if not head:
            yield source.problem("file.empty", "The file is empty.", 0)
        elif head.startswith(b"<") and is_ipc_scheme(head):
            yield from ipc_scheme_entries(source)
        elif is_scheme_table(head):
            yield from scheme_table_entries(source)
        elif is_title_list(head):
            yield from title_list_entries(source)
        else:
            reason = (
                "The file is no classification scheme that is read: the CPC title list, the IPC scheme in XML, a list "
                "of IPC symbols, or a table with the columns scheme, symbol, parent, title_zh, title_en."
            )
            yield source.problem("scheme.unknown", reason, 0)
    except Unreadable as broken:
        yield broken.problem
