"""Patents in our own table, CSV in UTF-8 or GB18030: the file that the center's import pages give to fill in.

It is known by its header alone: every name is one of ours, all in one language (or our keys), the publication number
among them. Tables with other names are brought over on those pages, where columns are mapped by a person.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import Decoder, cells_of, raw_rows
from patentfair.domain.formats.templates.mapping import MappedRow, Mapping, is_guidance, mapped
from patentfair.domain.formats.templates.patents import FORMAT_NAME, TEMPLATE, read_patent
from patentfair.domain.formats.templates.problems import problem_words
from patentfair.domain.formats.templates.table_rows import Header, TableRow
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.record import PatentRecord

__all__ = ["FORMAT", "Row", "units"]

_LEAST = 3
_HEADERS = tuple(
    {pick: column.key for column, pick in zip(TEMPLATE.columns, names, strict=True)}
    for names in (
        [column.name.zh for column in TEMPLATE.columns],
        [column.name.en for column in TEMPLATE.columns],
        [column.key for column in TEMPLATE.columns],
    )
)


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row by the template's keys, and where it lies."""

    row: MappedRow
    source: str
    offset: int

    def read(self) -> PatentRecord | Problem:
        """The document, or `table.<problem>` where the row does not say which it is."""
        record, cells = read_patent(self.row, source=self.source, offset=self.offset)
        if record is not None:
            return record
        fatal = next(problem for problem in cells.problems if problem.fatal)
        column = TEMPLATE.column(fatal.column)
        what, cure = problem_words(fatal.code, fatal.params, column.name if column else None)
        reason = f"{what.en} {cure.en}"
        return Problem(code=f"table.{fatal.code}", reason=reason, file=self.source, offset=self.offset)


def units(source: Source) -> Iterator[Row | Problem]:
    """The rows below the header; the line of help and the example of the file to fill in are passed over."""
    decoder = Decoder()
    header: Header | None = None
    mapping = Mapping(template=TEMPLATE.name)
    for number, raw in enumerate(raw_rows(source), 1):
        if isinstance(raw, Problem):
            yield raw
            continue
        if b"\0" in raw.data:
            yield source.problem("csv.nul", "The row holds a NUL byte, which text never does.", raw.offset)
            continue
        data = raw.data if header else raw.data.removeprefix(b"\xef\xbb\xbf")
        if (text := decoder.decode(data)) is None:
            yield source.problem("text.encoding", f"The row is not {decoder.names}.", raw.offset)
            continue
        cells = cells_of(text)
        if cells is None:
            yield source.problem("csv.row", "The quotation marks of the row cannot be followed.", raw.offset)
        elif header is None:
            names = [cell.strip() for cell in cells]
            known = _known(names) or {}
            header = Header(1, tuple(names), 1)
            mapping = Mapping(template=TEMPLATE.name, columns={name: known[name] for name in names if name in known})
        elif len(cells) > len(header.names) and any(cells[len(header.names) :]):
            reason = f"The row has {len(cells)} cells, the header {len(header.names)}."
            yield source.problem("csv.row", reason, raw.offset)
        elif max(map(len, cells)) > source.limits.cell_characters:
            reason = f"A cell is over {source.limits.cell_characters:,} characters."
            yield source.problem("limit.cell-characters", reason, raw.offset)
        else:
            row = mapped(TEMPLATE, mapping, header, TableRow(number, tuple(cell.strip() for cell in cells)))
            if row.texts and not is_guidance(TEMPLATE, row):
                yield Row(row, source.name, raw.offset)


def _known(names: list[str]) -> dict[str, str] | None:
    """Our header's names to keys, where all `names` are of one language; None for any other header."""
    given = [name for name in names if name]
    if len(given) < _LEAST or len(set(given)) != len(given):
        return None
    for known in _HEADERS:
        if all(name in known for name in given) and any(known[name] == "publication_number" for name in given):
            return known
    return None


def _recognises(head: bytes) -> bool:
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")[0][:8192].rstrip(b"\r")
    text = Decoder().decode(line)
    cells = cells_of(text) if text is not None and "\0" not in text else None
    return cells is not None and _known([cell.strip() for cell in cells]) is not None


FORMAT = Format(
    name=FORMAT_NAME,
    title=Words("本平台专利表格（CSV）", "Patentfair's own table of patents, CSV"),
    units=units,
    recognises=_recognises,
    authority=Authority.TABLE,
)
