"""A paper as an editable Word document; the same paper gives the same bytes.

Headings are real headings, the two languages stand side by side in tables, and every page carries the fingerprint.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from patentfair.adapters.documents.paper import Paper, laid_out

__all__ = ["paper_docx"]

LATIN, CHINESE, CHINESE_BOLD = "Times New Roman", "宋体", "黑体"
FALLBACK = {CHINESE: "Noto Serif CJK SC", CHINESE_BOLD: "Noto Sans CJK SC"}
WRITTEN_AT = datetime(2000, 1, 1)  # noqa: DTZ001 -- the file carries no time of its own
ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
QUIET, RED = RGBColor(0x55, 0x55, 0x55), RGBColor(0xAA, 0x33, 0x33)
LINE = 168  # width of the text in millimetres
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def paper_docx(paper: Paper) -> bytes:
    """The paper as .docx bytes."""
    shown: Any = laid_out(paper)
    document = Document()
    _styles(document)
    _page(document, shown)
    _properties(document, shown)
    _head(document, shown)
    for article in shown["articles"]:
        _article(document, article)
    _signatures(document, shown)
    for annex in shown["annexes"]:
        _annex(document, annex)
    written = BytesIO()
    document.save(written)
    return _same_bytes(written.getvalue())


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(3)
    _font(normal, CHINESE, 10.5)
    for name, size in (("Title", 20), ("Subtitle", 12), ("Heading 1", 11), ("Heading 2", 12)):
        style = document.styles[name]
        _font(style, CHINESE_BOLD, size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = name != "Subtitle"
        style.font.italic = False
        style.paragraph_format.keep_with_next = True
    border = document.styles["Title"].element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            declared = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in FALLBACK.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", f"{declared}</w:fonts>".encode())  # noqa: SLF001


def _font(style: Any, chinese: str, size: float) -> None:
    style.font.name = LATIN
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for place, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{place}"), name)


def _page(document: Any, shown: dict[str, Any]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(21)
    section.top_margin, section.bottom_margin = Mm(23), Mm(22)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if shown["sample"]:
        _run(head, " · ".join(shown["sample"]), size=8, color=RED)
    foot = section.footer.paragraphs[0]
    if shown["fingerprint"]:
        _run(foot, f"{' '.join(shown['fingerprint_label'])} {shown['fingerprint']}", size=7, color=QUIET)
        foot = section.footer.add_paragraph()
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(foot, "PAGE")
    _run(foot, " / ", size=8, color=QUIET)
    _field(foot, "NUMPAGES")


def _properties(document: Any, shown: dict[str, Any]) -> None:
    core = document.core_properties
    core.title = _clean(f"{shown['title'][1]} {shown['number']}".strip())[:255]
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.created = core.modified = core.last_printed = WRITTEN_AT
    core.revision, core.language = 1, "zh-CN"


def _head(document: Any, shown: dict[str, Any]) -> None:
    title = document.add_paragraph(style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, shown["title"][0])
    english = document.add_paragraph(style="Subtitle")
    english.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(english, shown["title"][1])
    if shown["number"]:
        number = document.add_paragraph()
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(number, f"{' '.join(shown['number_label'])} {shown['number']}", size=9, color=QUIET)
    if shown["warnings"]:
        _pairs(document, [("", pair) for pair in shown["warnings"]], color=RED)
    if shown["opening"]:
        _pairs(document, [("", pair) for pair in shown["opening"]])
    for party in shown["parties"]:
        rows = [[*party["role"], party["name"][0], party["name"][1] if party["name"][1] != party["name"][0] else ""]]
        _facts(document, [*rows, *party["rows"]])
    if shown["dates"] or shown["facts"]:
        _facts(document, [*shown["dates"], *shown["facts"]])
    for table in shown["tables"]:
        _table(document, table)


def _article(document: Any, article: dict[str, Any]) -> None:
    if article["head"][0]:
        head = document.add_paragraph(style="Heading 1")
        _run(head, article["head"][0])
        _run(head, f"　{article['head'][1]}", size=9)
    pairs: list[tuple[str, list[str]]] = []
    for item in article["items"]:
        if item["kind"] == "text":
            pairs.append((item["number"], item["text"]))
            continue
        if pairs:
            _pairs(document, pairs)
            pairs = []
        if item["kind"] == "table":
            _table(document, item)
        elif item["kind"] == "facts":
            _facts(document, item["rows"])
        else:
            written = document.add_paragraph()
            written.paragraph_format.left_indent = Mm(5)
            _run(written, item["text"])
    if pairs:
        _pairs(document, pairs)


def _pairs(document: Any, pairs: list[tuple[str, list[str]]], *, color: RGBColor | None = None) -> None:
    """Clauses as a table of two columns, Chinese and English."""
    table = _new_table(document, len(pairs), (1, 1), ruled=False)
    for row, (number, pair) in zip(table.rows, pairs, strict=True):
        mark = f"{number} " if number else ""
        for cell, text, size in zip(row.cells, pair, (10.5, 9.5), strict=True):
            _run(cell.paragraphs[0], f"{mark}{text}", size=size, color=color)
    _gap(document)


def _facts(document: Any, facts: list[list[str]]) -> None:
    table = _new_table(document, len(facts), (5, 11))
    for row, fact in zip(table.rows, facts, strict=True):
        _run(row.cells[0].paragraphs[0], fact[0], size=10)
        _run(row.cells[0].paragraphs[0], f" {fact[1]}", size=8.5, color=QUIET)
        _run(row.cells[1].paragraphs[0], fact[2], size=10)
        if fact[3]:
            _run(row.cells[1].add_paragraph(), fact[3], size=9)
    _gap(document)


def _table(document: Any, shown: dict[str, Any]) -> None:
    if shown["caption"][0]:
        caption = document.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        _run(caption, shown["caption"][0], bold=True)
        _run(caption, f"　{shown['caption'][1]}", size=8.5, color=QUIET)
    table = _new_table(document, len(shown["rows"]) + 1, tuple(shown["widths"]))
    for cell, head in zip(table.rows[0].cells, shown["head"], strict=True):
        _run(cell.paragraphs[0], head[0], size=9, bold=True)
        _run(cell.add_paragraph(), head[1], size=8, color=QUIET)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001
    for row, cells in zip(table.rows[1:], shown["rows"], strict=True):
        for cell, (first, second) in zip(row.cells, cells, strict=True):
            _run(cell.paragraphs[0], first, size=9)
            if second:
                _run(cell.add_paragraph(), second, size=8)
    _gap(document)


def _signatures(document: Any, shown: dict[str, Any]) -> None:
    blocks = shown["signatures"]
    if not blocks:
        return
    head = document.add_paragraph(style="Heading 1")
    _run(head, f"{shown['signatures_head'][0]}　{shown['signatures_head'][1]}")
    table = _new_table(document, (len(blocks) + 1) // 2, (1, 1), ruled=False)
    for place, block in enumerate(blocks):
        cell = table.rows[place // 2].cells[place % 2]
        role = cell.paragraphs[0]
        _run(role, block["role"][0], bold=True)
        _run(role, f" {block['role'][1]}", size=8.5, color=QUIET)
        _run(cell.add_paragraph(), block["name"][0])
        if block["name"][1] != block["name"][0]:
            _run(cell.add_paragraph(), block["name"][1], size=9)
        if not block["person"]:
            _run(cell.add_paragraph(), "（盖章） (seal)", size=9)
            _run(cell.add_paragraph(), "法定代表人／授权代表 Legal or authorised representative", size=9)
        _run(cell.add_paragraph(), "签字 Signature ＿＿＿＿＿＿＿＿", size=9)
        _run(cell.add_paragraph(), "日期 Date ＿＿＿＿＿＿＿＿", size=9)
        for line in block["signed"]:
            _run(cell.add_paragraph(), line, size=8.5)
    _gap(document)


def _annex(document: Any, annex: dict[str, Any]) -> None:
    head = document.add_paragraph(style="Heading 2")
    head.paragraph_format.page_break_before = annex["head"][0].startswith(("附件一", "附件　"))
    _run(head, annex["head"][0])
    _run(head, f"　{annex['head'][1]}", size=9)
    if annex["table"]:
        _table(document, annex["table"])
    if annex["rows"]:
        table = _new_table(document, len(annex["rows"]), (1, 2))
        for row, (zh, en, lines, first, second) in zip(table.rows, annex["rows"], strict=True):
            _run(row.cells[0].paragraphs[0], zh, size=10)
            _run(row.cells[0].add_paragraph(), en, size=8.5, color=QUIET)
            _run(row.cells[1].paragraphs[0], first, size=10)
            if second:
                _run(row.cells[1].add_paragraph(), second, size=9)
            row.height = Mm(7 * int(lines))
        _gap(document)


def _new_table(document: Any, rows: int, parts: tuple[int, ...], *, ruled: bool = True) -> Any:
    table = document.add_table(rows=rows, cols=len(parts))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if ruled:
        table.style = "Table Grid"
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Mm(LINE * part / sum(parts))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        for cell, part in zip(row.cells, parts, strict=True):
            cell.width = Mm(LINE * part / sum(parts))
    return table


def _gap(document: Any) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _run(
    paragraph: Any, text: str, *, size: float | None = None, bold: bool = False, color: RGBColor | None = None
) -> None:
    run = paragraph.add_run(_clean(text))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color


def _clean(text: str) -> str:
    """Without the characters XML cannot hold."""
    return _CONTROL.sub("", text)


def _field(paragraph: Any, code: str) -> None:
    """A field Word fills in, such as the page number."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001


def _same_bytes(written: bytes) -> bytes:
    """The archive again, with one fixed day on every file."""
    again = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(written)) as source,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIPPED_AT), source.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
