"""European patent documents in full text, ST.36 `ep-patent-document` v1.0 to v1.5.1: applications and patents.

Weekly files hold many documents one after another. A list of the files of a document (`Application-body`) is not a
document. Sources: the documents themselves; WIPO ST.32 and ST.36; the EPO's notes on the publication server.
"""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.domain.formats.ep_st36_fields import patent_record
from patentfair.domain.formats.format import Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.trimmed_document import TrimmedDocument, without_descriptions
from patentfair.domain.formats.xml_documents import Element, Origin, documents
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.record import PatentRecord

__all__ = ["FORMAT", "units"]


def units(source: Source) -> Iterator[TrimmedDocument | Problem]:
    """The documents of a weekly file or of a single one."""
    for unit in documents(source, _understand):
        yield unit if isinstance(unit, Problem) else TrimmedDocument(unit, without_descriptions)


def _understand(root: Element, origin: Origin) -> PatentRecord | Problem:
    if root.tag != "ep-patent-document":
        reason = f"The root element is <{str(root.tag)[:80]}>, not <ep-patent-document>."
        return origin.problem("xml.unknown-root", reason)
    return patent_record(root, FORMAT.name, origin)


FORMAT = Format(
    name="ep-st36",
    title=Words("欧洲专利文献全文 XML（ST.36，1.0 至 1.5.1 版）", "European patent documents in full text, ST.36 XML"),
    units=units,
    roots=("ep-patent-document",),
)
