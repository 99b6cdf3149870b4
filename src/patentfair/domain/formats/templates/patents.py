"""Patents as a table: one row a published document. Read both as an older portal's table and by the ordinary import."""

from __future__ import annotations

from hashlib import sha256

from patentfair.domain.formats.templates.cells import Cells
from patentfair.domain.formats.templates.columns import Choice, ColumnKind, Template, column
from patentfair.domain.formats.templates.mapping import MappedRow
from patentfair.domain.formats.templates.values import day_of
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.numbers import (
    application_id,
    cn_check_digit,
    is_damaged_by_spreadsheet,
    parse_number,
)
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
from patentfair.domain.patents.register import FamilyStatement, StatusEvent

__all__ = ["FORMAT_NAME", "TEMPLATE", "read_patent"]

FORMAT_NAME = "patentfair-table"


_LIST, _DATE, _CLASSES, _PATENT = ColumnKind.LIST, ColumnKind.DATE, ColumnKind.CLASSES, ColumnKind.PATENT
_TYPES = (
    Choice("invention", Words("发明", "Invention"), ("发明专利", "发明授权", "发明公开", "utility patent", "patent")),
    Choice("utility_model", Words("实用新型", "Utility model"), ("实用新型专利", "新型")),
    Choice("design", Words("外观设计", "Design"), ("外观设计专利", "外观", "design patent")),
)

TEMPLATE = Template(
    name="patents",
    title=Words("专利", "Patents"),
    about=Words("每行一件已公开的专利文献。", "One row for each published patent document."),
    columns=(
        column(
            "publication_number", "公开（公告）号", "Publication number",
            "带国别代码和文献类型代码。", "With its country and its kind code.", "CN109777777B",
            "公开号", "公告号", "公开公告号", "授权公告号", "专利号", "文献号", "公布号", "patent number", "patent no",
            "publication no", "pub no", "document number", "grant number", "patent", "专利公开号",
            kind=_PATENT, required=True, longest=64,
        ),
        column(
            "application_number", "申请号", "Application number", "可带校验位。",
            "With its check digit where it has one.",
            "201811999777.X", "申请编号", "application no", "app no", "serial number", "filing number",
            kind=_PATENT, longest=64,
        ),
        column(
            "right_type", "专利类型", "Kind of right", "号码不带类型代码时才需要。",
            "Needed only where the number has no kind code.", Words("发明", "Invention"), "类型", "专利种类",
            "patent type",
            "type of patent", kind=ColumnKind.CHOICE, choices=_TYPES,
        ),
        column(
            "title_zh", "名称（中文）", "Title in Chinese", "文献上的名称。", "As printed on the document.",
            "一种耐低温锂电池电解液", "名称", "发明名称", "专利名称", "标题", "题名", "中文名称", longest=2000,
        ),
        column(
            "title_en", "名称（英文）", "Title in English", "文献上的名称。", "As printed on the document.",
            "Electrolyte for lithium cells at low temperature", "title", "invention title", "英文名称", "patent title",
            longest=2000,
        ),
        column(
            "abstract_zh", "摘要（中文）", "Abstract in Chinese", "文献上的摘要。", "As printed on the document.",
            "本发明公开了一种电解液。", "摘要", "中文摘要", longest=50_000,
        ),
        column(
            "abstract_en", "摘要（英文）", "Abstract in English", "文献上的摘要。", "As printed on the document.",
            "An electrolyte is disclosed.", "abstract", "英文摘要", longest=50_000,
        ),
        column(
            "applicants", "申请人", "Applicants", "多个用分号隔开。", "Several are separated by semicolons.",
            "临溪大学; 北原电池有限公司", "申请人名称", "applicant", "applicant name", "申请单位", kind=_LIST,
        ),
        column(
            "inventors", "发明人", "Inventors", "多个用分号隔开。", "Several are separated by semicolons.",
            "何一; 程二",
            "发明设计人", "设计人", "inventor", "inventor name", "designer", "发明人设计人", kind=_LIST,
        ),
        column(
            "owners", "专利权人", "Owners", "授权文献上的专利权人，用分号隔开。",
            "Owners named on the granted document, separated by semicolons.", "北原电池有限公司", "权利人",
            "当前权利人",
            "patentee", "assignee", "owner", "assignees", "patent owner", "专利权人名称", kind=_LIST,
        ),
        column(
            "ipc", "IPC 分类号", "IPC classes", "第一个为主分类号，用分号隔开。",
            "The main class first, separated by semicolons.", "H01M 10/0569; H01M 10/0525", "ipc", "分类号", "主分类号",
            "国际分类号", "ipc分类", "int cl", "international class", "ipc主分类", kind=_CLASSES,
        ),
        column(
            "cpc", "CPC 分类号", "CPC classes", "用分号隔开。", "Separated by semicolons.", "H01M 10/0569", "cpc",
            "cpc分类", "cooperative patent classification", kind=_CLASSES,
        ),
        column(
            "locarno", "洛迦诺分类号", "Locarno classes", "仅外观设计。", "Designs only.", "13-02", "loc", "locarno",
            "外观设计分类号", "洛迦诺分类", kind=_CLASSES,
        ),
        column(
            "filing_date", "申请日", "Filing date", "写成 2018-11-20。", "Written 2018-11-20.", "2018-11-20",
            "申请日期",
            "date of filing", "filed", "application date", kind=_DATE,
        ),
        column(
            "publication_date", "公开（公告）日", "Publication date", "该号码文献公布之日。",
            "When the document of this number was published.", "2021-06-11", "公开日", "公告日", "公开公告日", "公布日",
            "date of publication", "published", "publication day", kind=_DATE,
        ),
        column(
            "grant_date", "授权公告日", "Grant date", "授权文献的公告日。", "When the granted document was announced.",
            "2021-06-11", "授权日", "授权公告日期", "issue date", "date of grant", "granted", kind=_DATE,
        ),
        column(
            "legal_state", "法律状态", "Legal state", "旧系统中的原文，原样保留，不作解释。",
            "The older portal's own words, kept and not interpreted.", Words("有权", "In force"), "状态", "专利状态",
            "当前法律状态", "legal status", "status", "patent status", longest=400,
        ),
        column(
            "legal_state_date", "法律状态日期", "Date of the legal state", "该状态见于何日。", "The day it was seen.",
            "2024-01-31", "法律状态公告日", "status date", "legal status date", "状态日期", kind=_DATE,
        ),
        column(
            "priorities", "优先权", "Priorities", "国别、号码、日期，用空格隔开；多项用分号隔开。",
            "Country, number and date with spaces between; several are separated by semicolons.",
            "US 62/123456 2017-11-20", "优先权号", "优先权数据", "priority", "priority number", "优先权信息",
            kind=_LIST,
        ),
        column(
            "family", "同族编号", "Family", "旧系统的简单同族编号。", "The older portal's number of the simple family.",
            "62345678", "同族", "简单同族", "family id", "simple family", "family number", longest=64,
        ),
    ),
)  # fmt: skip


def read_patent(row: MappedRow, *, source: str = "", offset: int | None = None) -> tuple[PatentRecord | None, Cells]:
    """The record a row gives, or None where it does not say which document it is about; and the cells with problems."""
    cells = Cells(TEMPLATE, row)
    publication = _publication(cells)
    if publication is None:
        return None, cells
    right_type, stage = _meaning(cells, publication)
    published, granted = cells.day("publication_date"), cells.day("grant_date")
    day = granted or published if stage is Stage.GRANT else published
    events = [
        StatusEvent(office=publication.office, code="", published=other, details=(("column", name),))
        for other, name in ((published, "publication_date"), (granted, "grant_date"))
        if other is not None and other != day
    ]
    application = _application(cells, publication.office)
    family = cells.text("family")
    record = PatentRecord(
        publication=DocumentId(
            office=publication.office,
            number=publication.number,
            kind=publication.kind,
            date=day,
            raw=publication.raw,
            check_digit=publication.check_digit,
        ),
        application=application,
        right_type=right_type,
        stage=stage,
        format=FORMAT_NAME,
        titles=_texts(cells, "title"),
        abstracts=_texts(cells, "abstract"),
        classes=_classes(cells),
        parties=_parties(cells),
        priorities=_priorities(cells),
        family=FamilyStatement(docdb=family) if family else None,
        events=(*events, *_legal_state(cells, publication.office)),
        digest=sha256("\x1f".join(f"{k}\x1e{v}" for k, v in sorted(row.texts.items())).encode()).hexdigest(),
        source=source,
        offset=row.number if offset is None else offset,
        problems=tuple(dict.fromkeys(f"table.{p.code}" for p in cells.problems if not p.fatal)),
    )
    return record, cells


def _publication(cells: Cells) -> DocumentId | None:
    text = cells.raw("publication_number")
    if not text:
        return None
    if is_damaged_by_spreadsheet(text):
        cells.note("number-damaged", "publication_number", text, fatal=True)
        return None
    found = parse_number(text)
    if found is None or not any(c.isdigit() for c in found.number) or "/" in found.number:
        cells.note("patent-number", "publication_number", text[:200], fatal=True)
        return None
    return found


def _meaning(cells: Cells, publication: DocumentId) -> tuple[RightType, Stage]:
    right_type, stage = meaning_of_kind(publication.office, publication.kind)
    told = cells.choice("right_type")
    if not publication.kind:
        cells.note("no-kind", "publication_number", publication.raw[:200])
        if told:
            right_type = RightType(told)
    return right_type, stage


def _application(cells: Cells, office: str) -> DocumentId | None:
    text, day = cells.raw("application_number"), cells.day("filing_date")
    if not text:
        return DocumentId(office=office, number="", date=day) if day else None
    if is_damaged_by_spreadsheet(text):
        cells.note("number-damaged", "application_number", text)
        return DocumentId(office=office, number="", date=day, raw=text)
    parsed = parse_number(text, office)
    found = application_id(parsed.office if parsed else office, text, day)
    if found.office == "CN" and len(found.number) in (8, 12) and found.number.isdecimal():
        if found.check_digit and found.check_digit != cn_check_digit(found.number):
            cells.note("check-digit", "application_number", text[:200])
    elif not found.number:
        cells.note("patent-number", "application_number", text[:200])
    return found


def _texts(cells: Cells, name: str) -> tuple[TextIn, ...]:
    found = ((language, " ".join(cells.text(f"{name}_{language}").split())) for language in ("zh", "en"))
    return tuple(TextIn(language, text) for language, text in found if text)


def _classes(cells: Cells) -> tuple[ClassSymbol, ...]:
    return (
        *cells.classes("ipc", ClassScheme.IPC),
        *cells.classes("cpc", ClassScheme.CPC),
        *cells.classes("locarno", ClassScheme.LOCARNO),
    )


def _parties(cells: Cells) -> tuple[PatentParty, ...]:
    return tuple(
        PatentParty(role=role, name=name[:1000], is_organisation=False if person else None, sequence=place)
        for key, role, person in (
            ("owners", PartyRole.ASSIGNEE, False),
            ("applicants", PartyRole.APPLICANT, False),
            ("inventors", PartyRole.INVENTOR, True),
        )
        for place, name in enumerate(cells.items(key), 1)
    )


def _priorities(cells: Cells) -> tuple[PriorityClaim, ...]:
    """Country, number and date of each; where they cannot be told apart the whole text is the number."""
    found = []
    for item in cells.items("priorities"):
        first, _, rest = item.partition(" ")
        country = first if len(first) == 2 and first.isascii() and first.isalpha() else ""
        words = (rest if country else item).split()
        last = day_of(words[-1]) if len(words) > 1 else None
        if last is not None and last.day is not None:
            words = words[:-1]
        found.append(
            PriorityClaim(
                country=country.upper(), number=" ".join(words)[:100], date=last.day if last is not None else None
            )
        )
    return tuple(found)


def _legal_state(cells: Cells, office: str) -> tuple[StatusEvent, ...]:
    """The portal's words as an event without a code, where a day goes with them; without one they stay in `extra`."""
    text, day = cells.text("legal_state"), cells.day("legal_state_date")
    if text and day is None:
        cells.extra.setdefault("#legal_state", text)
    return (StatusEvent(office=office, code="", published=day, text=text),) if text and day else ()
