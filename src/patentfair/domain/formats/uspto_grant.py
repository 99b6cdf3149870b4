"""USPTO grants, XML v4.0 to v4.7: weekly files of many XML documents one after another, or single documents.

Sources: the documents' own DTDs (us-patent-grant-v40 to v47) and the USPTO's red book notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patentfair.domain.formats.format import Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.uspto_fields import grant_record
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument, documents
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.record import PatentRecord

__all__ = ["FORMAT", "units"]

_ROOT = re.compile(rb"<(us-patent-grant|sequence-cwu)[\s>]")
_DOC_NUMBER = re.compile(rb"<doc-number>\s*([A-Z0-9]{1,12})\s*</doc-number>")


def units(source: Source) -> Iterator[XmlDocument | Problem]:
    """The documents of a weekly file or of a single one; a sequence listing is `uspto.sequence-listing`."""
    return documents(source, _understand, _listing)


def _understand(root: Element, origin: Origin) -> PatentRecord | Problem:
    if root.tag != "us-patent-grant":
        reason = f"The root element is <{str(root.tag)[:80]}>, not <us-patent-grant>."
        return origin.problem("xml.unknown-root", reason)
    return grant_record(root, FORMAT.name, origin)


def _listing(head: bytes, source: str, offset: int) -> Problem | None:
    root = _ROOT.search(head)
    if root is None or root[1] != b"sequence-cwu":
        return None
    number = _DOC_NUMBER.search(head)
    of_grant = f" of US {number[1].decode().lstrip('0')}" if number else ""
    reason = f"This is the sequence listing{of_grant} (<sequence-cwu>), not a patent document; the grant is read apart."
    return Problem(code="uspto.sequence-listing", reason=reason, file=source, offset=offset)


FORMAT = Format(
    name="uspto-grant-v4",
    title=Words("美国专利授权公告 XML（4.0 至 4.7 版）", "USPTO grants, XML v4.0 to v4.7"),
    units=units,
    roots=("us-patent-grant", "sequence-cwu"),
)
