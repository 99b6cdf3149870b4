"""DOCDB exchange documents: bulk files of very many `exchange-document` elements, or one of them alone.

Single documents cut out of a bulk file use the prefix `exch` without declaring it, or none at all; both are read.

Source: EPO, DOCDB exchange format (user documentation and exchange-documents schema 2.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec

from patentfair.domain.formats.docdb_classes import cut_classes
from patentfair.domain.formats.exchange_fields import exchange_record
from patentfair.domain.formats.format import Authority, Format, Item
from patentfair.domain.formats.plain_xml import parse_plain, without_prefixes
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.xml_documents import Element, Origin, elements, parse
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words

__all__ = ["FORMAT", "units"]

_DOCUMENT = "exchange-document"


class ExchangeDocument(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one document."""

    data: bytes
    source: str
    offset: int

    def read(self) -> Item:
        """The record, or what is wrong with the document."""
        bare, codes = without_prefixes(self.data)
        if bare is not None:
            short, classes = cut_classes(bare)
            parsed = parse(short)
            if not isinstance(parsed, Problem) and not parsed[1]:
                return exchange_record(parsed[0], FORMAT.name, self._origin(codes), classes)
        parsed = parse_plain(self.data)
        if isinstance(parsed, Problem):
            return msgspec.structs.replace(parsed, file=self.source, offset=self.offset)
        return exchange_record(parsed[0], FORMAT.name, self._origin(parsed[1]))

    def _origin(self, codes: tuple[str, ...]) -> Origin:
        return Origin(self.source, self.offset, sha256(self.data).hexdigest(), codes)


def units(source: Source) -> Iterator[ExchangeDocument | Problem]:
    """The exchange documents of a file; `docdb.no-documents` where it holds none."""
    some = False
    for unit in elements(source, _DOCUMENT, _never):
        some = True
        yield unit if isinstance(unit, Problem) else ExchangeDocument(unit.data, unit.source, unit.offset)
    if not some:
        reason = f"The file holds no <{_DOCUMENT}>; it may have been cut off at its beginning."
        yield source.problem("docdb.no-documents", reason, 0)


def _never(_root: Element, _origin: Origin) -> Item:
    raise NotImplementedError  # the documents are read by `ExchangeDocument`


FORMAT = Format(
    name="docdb-exchange",
    title=Words("欧洲专利局 DOCDB 交换文件 XML", "EPO DOCDB exchange documents, XML"),
    units=units,
    roots=("exchange-documents", _DOCUMENT),
    authority=Authority.EXCHANGE,
)
