"""DOCDB exchange documents: bulk files of very many `exchange-document` elements, or one of them alone.

Single documents cut out of a bulk file use the prefix `exch` without declaring it, or none at all; both are read.

Source: EPO, DOCDB exchange format (user documentation and exchange-documents schema 2.5).
"""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.domain.formats.exchange_fields import exchange_record
from patentfair.domain.formats.exchange_values import plain_names
from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, Origin, XmlDocument, elements
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.record import PatentRecord

__all__ = ["FORMAT", "units"]

_DOCUMENT = "exchange-document"


def units(source: Source) -> Iterator[XmlDocument | Problem]:
    """The exchange documents of a file; `docdb.no-documents` where it holds none."""
    some = False
    for unit in elements(source, _DOCUMENT, _understand):
        some = True
        yield unit
    if not some:
        reason = f"The file holds no <{_DOCUMENT}>; it may have been cut off at its beginning."
        yield source.problem("docdb.no-documents", reason, 0)


def _understand(root: Element, origin: Origin) -> PatentRecord | Problem:
    return exchange_record(plain_names(root), FORMAT.name, origin)


FORMAT = Format(
    name="docdb-exchange",
    title=Words("欧洲专利局 DOCDB 交换文件 XML", "EPO DOCDB exchange documents, XML"),
    units=units,
    roots=("exchange-documents", _DOCUMENT),
    authority=Authority.EXCHANGE,
)
