"""Lists of abstracts gathered from Google Patents: a line `id-<number>    abstract-<text>` a document.

They are kept in folders named by the CPC class that was searched ("ClassF02C7-10"); the class is taken from the path
where it says so. The same document may lie in several folders: each is an item of its own, with its own digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape

import msgspec

from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import raw_lines
from patentfair.domain.formats.text_language import language_by_script
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import parse_number
from patentfair.domain.patents.record import ClassScheme, ClassSymbol, PatentRecord, TextIn

__all__ = ["FORMAT", "Line", "units"]

_NAME = "google-patents-abstracts"
_LINE = re.compile(r"id-(\S{1,40})\s{1,16}abstract-(.*)")
_FIRST_LINE = re.compile(rb"id-[A-Z]{2}\S{1,38}[ \t]{1,16}abstract-")
_CLASS_FOLDER = re.compile(r"(?:^|[/\\!])Class([A-HY]\d{2}[A-Z]\d{1,4})-(\d{2,6})(?=[/\\])")


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line, decoded, and where it lies."""

    text: str
    source: str
    offset: int

    def read(self) -> PatentRecord | Problem:
        """The document with its abstract; `google.line` or `google.number` where the line names none."""
        found = _LINE.fullmatch(self.text.strip())
        if found is None:
            reason = "The line is not of the form 'id-<number>    abstract-<text>'."
            return Problem(code="google.line", reason=reason, file=self.source, offset=self.offset)
        publication = parse_number(found[1])
        if publication is None:
            reason = f"The number {found[1]!r} is of no office that is known."
            return Problem(code="google.number", reason=reason, file=self.source, offset=self.offset)
        right_type, stage = meaning_of_kind(publication.office, publication.kind)
        abstract = " ".join(unescape(found[2]).split())
        symbol = _class_of(self.source)
        told = (found[1], found[2], symbol.symbol if symbol else "")
        return PatentRecord(
            publication=publication,
            right_type=right_type,
            stage=stage,
            format=_NAME,
            abstracts=(TextIn(language_by_script(abstract, publication.office), abstract),) if abstract else (),
            classes=(symbol,) if symbol else (),
            digest=sha256("\x1f".join(told).encode()).hexdigest(),
            source=self.source,
            offset=self.offset,
            problems=() if abstract else ("google.no-abstract",),
        )


def _class_of(path: str) -> ClassSymbol | None:
    """The class that the last folder named for one says, None where there is none."""
    folders = _CLASS_FOLDER.findall(path[-1000:])
    return parse_class("/".join(folders[-1]), ClassScheme.CPC) if folders else None


def units(source: Source) -> Iterator[Line | Problem]:
    """The lines that are not blank."""
    for line in raw_lines(source):
        if isinstance(line, Problem):
            yield line
            continue
        data = line.data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\0\x1a")
        if not data:
            continue
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            yield source.problem("text.encoding", "The line is not UTF-8.", line.offset)
            continue
        if len(text) > source.limits.cell_characters:
            limit = source.limits.cell_characters
            yield source.problem("limit.cell-characters", f"The line is over {limit:,} characters.", line.offset)
        else:
            yield Line(text, source.name, line.offset)


FORMAT = Format(
    name=_NAME,
    title=Words("Google Patents 摘要清单（文本）", "Lists of abstracts from Google Patents, text"),
    units=units,
    recognises=lambda head: _FIRST_LINE.match(head) is not None,
    authority=Authority.EXCERPT,
    is_partial=True,
)
