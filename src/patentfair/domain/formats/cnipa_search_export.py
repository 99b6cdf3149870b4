"""CNIPA's patent search, its export as text: a line of column names, a line of values parted by ":", a patent a line.

Each record brings its own line of names, because its columns hang on what it is: `外观设计洛迦诺分类号` in place of
`IPC分类号`, `优先权号` where there is one. Lists are parted by ";". Nothing quotes a colon within a value: where there
are more values than names, dates, numbers and symbols tell which free text holds it, and where they leave a choice the
record is not read (`cnipa-search.columns`).

`文献状态` ("PUB", "PROC", "") is where the record stands in the office's own processing and no event.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256

import msgspec

from patentfair.domain.formats.cn_event_text import parse_day
from patentfair.domain.formats.cn_parties import is_organisation
from patentfair.domain.formats.cnipa_address import split_address
from patentfair.domain.formats.format import Authority, Format
from patentfair.domain.formats.source import Source
from patentfair.domain.formats.table import Decoder, RawRow, raw_lines
from patentfair.domain.formats.text_language import language_by_script
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.classes import parse_class
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import application_id, cn_check_digit, document_id, parse_number
from patentfair.domain.patents.record import (
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    RightType,
    Stage,
    TextIn,
)
from patentfair.domain.patents.register import StatusEvent

__all__ = ["FORMAT", "Row", "units"]

_NAME = "cnipa-search-export"
_PUBLICATION = "公开(公告)号"
_APPLICATION = "申请号"
_COLUMNS = frozenset(
    (
        _PUBLICATION,
        _APPLICATION,
        "IPC分类号",
        "CPC分类号",
        "外观设计洛迦诺分类号",
        "优先权号",
        "优先权日",
        "文献唯一标识",
        "文献标识",
        "文献状态",
        "发明名称",
        "公开(公告)日",
        "申请日",
        "申请人/专利权人所在国代码",
        "申请(专利权)人",
        "发明人",
        "代理机构",
        "代理人",
        "地址",
        "邮编",
        "国家",
        "摘要",
        "appSnHidden",
        "nrdAnHidden",
        "pnSnHidden",
    )
)
_OTHER_NAMES = {
    "公开号": _PUBLICATION,
    "公告号": _PUBLICATION,
    "公开日": "公开(公告)日",
    "公告日": "公开(公告)日",
    "名称": "发明名称",
    "申请人": "申请(专利权)人",
    "专利权人": "申请(专利权)人",
    "申请人(专利权人)": "申请(专利权)人",
    "地址/邮编": "地址",
    "洛迦诺分类号": "外观设计洛迦诺分类号",
}
_MOST_COLUMNS = 64
_MOST_SURPLUS = 32
_DAY = re.compile(r"\s*\d{4}[.\-/]?\d{1,2}[.\-/]?\d{1,2}\s*")
_SYMBOLS = re.compile(r"[A-Z0-9/ ().;\-]*")
_NUMBER = re.compile(r"[A-Za-z0-9./;\- ]*")
# What the values of a column can be; the others are free text and may hold a colon.
_RIGID = {
    "公开(公告)日": _DAY,
    "申请日": _DAY,
    "优先权日": re.compile(r"[\d.;\-/ ]*"),
    "IPC分类号": _SYMBOLS,
    "CPC分类号": _SYMBOLS,
    "外观设计洛迦诺分类号": _SYMBOLS,
    "优先权号": _NUMBER,
    _PUBLICATION: _NUMBER,
    _APPLICATION: _NUMBER,
    "文献唯一标识": _NUMBER,
    "文献标识": _NUMBER,
    "文献状态": re.compile(r"[A-Z]*|[一-鿿]{0,12}"),
    "邮编": re.compile(r"[\d; ]*"),
    "国家": re.compile(r"[A-Z]*|[一-鿿]{0,8}"),
    "申请人/专利权人所在国代码": re.compile(r"[A-Z;]*|[一-鿿;]{0,24}"),
    "appSnHidden": _NUMBER,
    "nrdAnHidden": _NUMBER,
    "pnSnHidden": _NUMBER,
}
_AGENCY_CODE = re.compile(r"\s+\d{5}$")
_RIGHT_TYPES = {
    "1": RightType.INVENTION,
    "8": RightType.INVENTION,
    "2": RightType.UTILITY_MODEL,
    "9": RightType.UTILITY_MODEL,
    "3": RightType.DESIGN,
}


class Row(msgspec.Struct, frozen=True, gc=False):
    """The names and values of one record, and where its line of values lies."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    source: str
    offset: int

    def read(self) -> PatentRecord | Problem:
        """The record; `cnipa-search.columns` or `cnipa-search.publication-number` where there is none to be had."""
        values = _aligned(self.names, self.values)
        if values is None:
            reason = (
                f"The line has {len(self.values)} values for {len(self.names)} names, and which value holds a colon "
                "cannot be told; take the colon out of the value."
            )
            return Problem(code="cnipa-search.columns", reason=reason, file=self.source, offset=self.offset)
        row = dict(zip(self.names, values, strict=True))
        printed = row.get(_PUBLICATION, "").strip()
        named = parse_number(printed, "CN")
        if named is None or not re.search(r"\d{6}", named.number):
            reason = f"The publication number is {printed[:40]!r}, which names no document."
            return Problem(code="cnipa-search.publication-number", reason=reason, file=self.source, offset=self.offset)
        return _record(row, named, self)


def _record(row: dict[str, str], named: DocumentId, origin: Row) -> PatentRecord:
    problems: list[str] = []
    day = _day(row.get("公开(公告)日", ""), problems, "cnipa.announcement-date")
    application = _application(row, named.office, problems)
    right_type, stage = meaning_of_kind(named.office, named.kind)
    if not named.kind:
        right_type, stage = _told_otherwise(row, application)
        problems.append("cnipa-search.no-kind")
    if not (title := " ".join(row.get("发明名称", "").split())):
        problems.append("cnipa.no-title")
    abstract = " ".join(row.get("摘要", "").split())
    status = row.get("文献状态", "").strip()
    return PatentRecord(
        publication=document_id(named.office, named.raw, day=day),
        application=application,
        right_type=right_type,
        stage=stage,
        format=_NAME,
        titles=(TextIn(language_by_script(title, named.office), title),) if title else (),
        abstracts=(TextIn(language_by_script(abstract, named.office), abstract),) if abstract else (),
        classes=tuple(_classes(row, problems)),
        parties=tuple(_parties(row, stage)),
        priorities=tuple(_priorities(row, application)),
        events=(StatusEvent(office="CN", code="", published=None, text=status),) if _is_chinese(status) else (),
        digest=sha256("\x1f".join(part for pair in row.items() for part in pair).encode()).hexdigest(),
        source=origin.source,
        offset=origin.offset,
        problems=tuple(dict.fromkeys(problems)),
    )


def _aligned(names: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...] | None:
    """A value for each name, with the colons within values put back; None where there is no way or more than one."""
    surplus = len(values) - len(names)
    if surplus == 0:
        return values
    if surplus < 0 or surplus > _MOST_SURPLUS:
        return None
    # How many ways lead to "the first columns have taken so many surplus values", and one of them.
    ways: dict[int, tuple[int, tuple[int, ...]]] = {0: (1, ())}
    for column, name in enumerate(names):
        reached: dict[int, tuple[int, tuple[int, ...]]] = {}
        rigid = _RIGID.get(name)
        for taken, (count, widths) in ways.items():
            for width in range(1, 2 if rigid else surplus - taken + 2):
                if rigid and not rigid.fullmatch(values[column + taken]):
                    continue
                before = reached.get(taken + width - 1, (0, ()))[0]
                reached[taken + width - 1] = (min(2, before + count), (*widths, width))
        ways = reached
    count, widths = ways.get(surplus, (0, ()))
    if count != 1:
        return None
    cells = iter(values)
    return tuple(":".join(next(cells) for _ in range(width)) for width in widths)


def _day(text: str, problems: list[str], code: str) -> date | None:
    day = parse_day(text)
    if day is None:
        problems.append(code)
    return day


def _application(row: dict[str, str], office: str, problems: list[str]) -> DocumentId | None:
    """The number printed, else the one that the export keeps beside it for its own use."""
    filed = _day(row.get("申请日", ""), problems, "cnipa.filing-date")
    for column in (_APPLICATION, "nrdAnHidden"):
        printed = row.get(column, "").strip()
        if re.search(r"\d{6}", printed):
            application = application_id(office, printed, filed)
            plain = application.number
            if office == "CN" and len(plain) not in (8, 12):
                problems.append("cnipa.application-number")
            elif office == "CN" and application.check_digit and application.check_digit != cn_check_digit(plain):
                problems.append("cnipa.check-digit")
            return application
    problems.append("cnipa-search.no-application-number")
    return DocumentId(office=office, number="", date=filed) if filed else None


def _told_otherwise(row: dict[str, str], application: DocumentId | None) -> tuple[RightType, Stage]:
    """What a document without a kind code is: the application number holds the type, which decides for two of three."""
    number = application.number if application else ""
    digit = number[4:5] if len(number) == 12 else number[2:3] if len(number) == 8 else ""
    right_type = RightType.DESIGN if row.get("外观设计洛迦诺分类号", "").strip() else _RIGHT_TYPES.get(digit)
    if right_type is None or right_type is RightType.INVENTION:
        return RightType.INVENTION, Stage.APPLICATION
    return right_type, Stage.GRANT


def _classes(row: dict[str, str], problems: list[str]) -> Iterator[ClassSymbol]:
    for column, scheme in (
        ("IPC分类号", ClassScheme.IPC),
        ("CPC分类号", ClassScheme.CPC),
        ("外观设计洛迦诺分类号", ClassScheme.LOCARNO),
    ):
        for place, item in enumerate(dict.fromkeys(_items(row.get(column, "")))):
            if symbol := parse_class(item, scheme, first=place == 0):
                yield symbol
            else:
                problems.append("cnipa.class-symbol")


def _parties(row: dict[str, str], stage: Stage) -> Iterator[PatentParty]:
    holders = list(_items(row.get("申请(专利权)人", "")))
    addresses = list(_items(row.get("地址", "")))
    region = row.get("申请人/专利权人所在国代码", "").strip()
    role = PartyRole.APPLICANT if stage is Stage.APPLICATION else PartyRole.ASSIGNEE
    for place, name in enumerate(holders):
        # Addresses are those of all or of the first alone; any other number of them says nothing of who lives where.
        known = place < len(addresses) and (place == 0 or len(addresses) == len(holders))
        address = split_address(addresses[place] if known else "")
        home = region if place == 0 and _is_chinese(region) else ""
        yield PatentParty(
            role=role,
            name=name,
            is_organisation=is_organisation(name),
            address=address.text,
            region=address.region or home,
            country=address.country or (region if place == 0 and re.fullmatch("[A-Z]{2}", region) else ""),
            sequence=place + 1,
        )
    for place, name in enumerate(_items(row.get("发明人", "")), 1):
        yield PatentParty(role=PartyRole.INVENTOR, name=name, is_organisation=False, sequence=place)
    agencies = dict.fromkeys(_AGENCY_CODE.sub("", item) for item in _items(row.get("代理机构", "")))
    members = [(name, True) for name in agencies]
    members += [(name, False) for name in dict.fromkeys(_items(row.get("代理人", "")))]
    for place, (name, is_agency) in enumerate(members, 1):
        yield PatentParty(role=PartyRole.AGENT, name=name, is_organisation=is_agency, sequence=place)


def _priorities(row: dict[str, str], application: DocumentId | None) -> Iterator[PriorityClaim]:
    """The priorities claimed, without the application itself, which the export names where there is no other."""
    days = list(_items(row.get("优先权日", "")))
    for place, printed in enumerate(_items(row.get("优先权号", ""))):
        claimed = parse_number(printed, "CN")
        same = claimed and application and (claimed.office, claimed.number) == (application.office, application.number)
        if not same:
            office = claimed.office if claimed else ""
            day = parse_day(days[place]) if place < len(days) else None
            yield PriorityClaim(country=office, number=printed.removeprefix(office).strip(), date=day)


def _items(cell: str) -> Iterator[str]:
    for part in cell.replace("；", ";").split(";"):
        if item := " ".join(part.split()):
            yield item


def _is_chinese(text: str) -> bool:
    return re.search("[一-鿿]", text) is not None


@lru_cache(maxsize=256)
def _names_of(text: str) -> tuple[str, ...] | None:
    """The names of a line of column names, in one spelling; None for any other line."""
    if len(text) > 2000:
        return None
    names = [unicodedata.normalize("NFKC", part).strip() for part in text.replace("：", ":").split(":")]
    names = [_OTHER_NAMES.get(name, name) for name in names]
    known = _COLUMNS.intersection(names)
    if _PUBLICATION not in known or len(known) < 3 or len(names) != len(set(names)) or len(names) > _MOST_COLUMNS:
        return None
    return tuple(names)


def units(source: Source) -> Iterator[Row | Problem]:
    """The records of an export; one item a line that is neither blank nor a line of names."""
    decoder = Decoder()
    names: tuple[str, ...] | None = None
    delimiter = ":"
    for line in raw_lines(source):
        if isinstance(line, Problem):
            yield line
            continue
        if not line.data.strip(b"\xef\xbb\xbf \t\0\x1a"):
            continue
        text = decoder.decode(line.data.removeprefix(b"\xef\xbb\xbf"))
        if text is None:
            yield source.problem("text.encoding", f"The line is not {decoder.names}.", line.offset)
        elif "\0" in text:
            yield source.problem("csv.nul", "The line holds a NUL character, which text never does.", line.offset)
        elif found := _names_of(text):
            names, delimiter = found, ":" if ":" in text else "："
        else:
            yield _row(source, names, text.split(delimiter), line)


def _row(source: Source, names: tuple[str, ...] | None, values: list[str], line: RawRow) -> Row | Problem:
    if names is None:
        reason = "No line of column names comes before this line; begin the file with one."
        return source.problem("cnipa-search.no-names", reason, line.offset)
    limit = source.limits.cell_characters
    if max(map(len, values)) > limit:
        return source.problem("limit.cell-characters", f"A value is over {limit:,} characters.", line.offset)
    return Row(names, tuple(values), source.name, line.offset)


def _recognises(head: bytes) -> bool:
    text = Decoder().decode(head.partition(b"\n")[0].rstrip(b"\r"))
    return text is not None and _names_of(text) is not None


FORMAT = Format(
    name=_NAME,
    title=Words("国家知识产权局专利检索导出文本", "Export of CNIPA's patent search, text"),
    units=units,
    recognises=_recognises,
    authority=Authority.EXCERPT,
)
