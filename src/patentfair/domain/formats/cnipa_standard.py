"""Chinese patent documents in the office's standard XML, `business:PatentDocumentAndRelated` V2: one document a file.

Publications of applications and grants of every era since 1985, full text or bibliography alone. What a document is
stands in its kind code; the letter at the end of the files' names is not explained in them and is not read. Numbers
and symbols come twice, as the office prints them (`dataFormat="original"`) and in its form for exchange
(`"standard"`); the printed ones are taken. Zeros stand for what is not known. Source: the office's schema V2.
"""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.domain.formats.cnipa_standard_fields import patent_record
from patentfair.domain.formats.format import Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument, documents
from patentfair.domain.formats.xml_text import local_name
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.record import PatentRecord

__all__ = ["FORMAT", "units"]

_ROOT = "PatentDocumentAndRelated"


def units(source: Source) -> Iterator[XmlDocument | Problem]:
    """The documents of a file, of which there is mostly one."""
    return documents(source, _understand)


def _understand(root: Element, origin: Origin) -> PatentRecord | Problem:
    if local_name(root) != _ROOT:
        reason = f"The root element is <{local_name(root)[:80]}>, not <{_ROOT}>."
        return origin.problem("xml.unknown-root", reason)
    return patent_record(root, FORMAT.name, origin)


FORMAT = Format(
    name="cnipa-standard",
    title=Words("国家知识产权局专利文献标准化 XML", "CNIPA standard XML, PatentDocumentAndRelated"),
    units=units,
    roots=(_ROOT,),
)
