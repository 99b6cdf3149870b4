"""What can be wrong with a row, said in both languages with its cure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["PROBLEMS", "RowProblem", "problem_words"]

_SHOWN = 80
_WHOLE = ("known_zh", "known_en")


class RowProblem(msgspec.Struct, frozen=True, kw_only=True):
    """A defect of one row: which column, what stands there, and whether the row cannot be used for it.

    `code` is a key of `PROBLEMS`; `params` fill in its sentences and are kept with a report, so that a page can say it
    in its own language.
    """

    row: int
    code: str
    column: str = ""
    params: dict[str, str] = {}
    fatal: bool = True


PROBLEMS: dict[str, tuple[Words, Words]] = {
    "required": (
        Words("“{column}”为空。", "“{column}” is empty."),
        Words("请在表中填写，或为该列设定固定值。", "Fill it in, or give the column a fixed value."),
    ),
    "date": (
        Words("“{column}”中的“{value}”不是日期。", "“{value}” in “{column}” is no date."),
        Words("请写成 2024-03-15；只知道年份时写 2024。", "Write 2024-03-15, or 2024 where only the year is known."),
    ),
    "date-incomplete": (
        Words("“{column}”中的“{value}”只有年或月，没有日。", "“{value}” in “{column}” has no day."),
        Words("该日期未采用，原文保留。", "The date was not used; the text is kept."),
    ),
    "number": (
        Words("“{column}”中的“{value}”不是可用的数值。", "“{value}” in “{column}” is no usable number."),
        Words("请只写数字，不写单位或说明。", "Write figures alone, without units or remarks."),
    ),
    "money": (
        Words("“{column}”中的“{value}”不是金额。", "“{value}” in “{column}” is no amount of money."),
        Words("请写成 120000 或 12万元 或 USD 20,000。", "Write 120000, or USD 20,000."),
    ),
    "choice": (
        Words("“{column}”中的“{value}”不在可选值内。", "“{value}” is not among the values of “{column}”."),
        Words(
            "请使用：{known_zh}；或在“各列的含义”中为该值指定含义。",
            "Use one of: {known_en}; or say what it means where the columns are mapped.",
        ),
    ),
    "province": (
        Words("“{column}”中的“{value}”不是省级行政区。", "“{value}” in “{column}” is no Chinese province."),
        Words("请写省、自治区或直辖市的名称，或其两位代码。", "Write the province's name or its two-digit code."),
    ),
    "country": (
        Words("“{column}”中的“{value}”不是国家代码。", "“{value}” in “{column}” is no country code."),
        Words("请写两位字母代码，如 CN、US。", "Write the two-letter code, such as CN or US."),
    ),
    "territory": (
        Words("“{column}”中的“{value}”不是地域代码。", "“{value}” in “{column}” is no code of a territory."),
        Words("请写 CN、CN-GD、US 等代码或省名。", "Write codes such as CN, CN-GD or US, or a province's name."),
    ),
    "class": (
        Words("“{column}”中的“{value}”不是分类号。", "“{value}” in “{column}” is no class symbol."),
        Words("该分类号未采用，原文保留。", "The symbol was not used; the text is kept."),
    ),
    "number-damaged": (
        Words(
            "“{column}”中的“{value}”已被表格软件改成科学计数法，号码已丢失。",
            "“{value}” in “{column}” was turned into scientific notation by a spreadsheet; the number is lost.",
        ),
        Words(
            "请从原系统重新导出，并将该列设为文本格式。", "Export it again from the portal, with the column as text."
        ),
    ),
    "patent-number": (
        Words("“{column}”中的“{value}”不是专利号。", "“{value}” in “{column}” is no patent number."),
        Words("请写带国别代码的号码，如 CN109777777B。", "Write the number with its country, such as CN109777777B."),
    ),
    "no-kind": (
        Words("号码“{value}”没有文献类型代码。", "The number “{value}” has no kind code."),
        Words("请写出末尾的字母（A、B、U、S 等）。", "Write the letter at its end too (A, B, U, S ...)."),
    ),
    "check-digit": (
        Words("“{column}”中的“{value}”校验位不符。", "The check digit of “{value}” in “{column}” is wrong."),
        Words("请核对号码。", "Compare the number with the document."),
    ),
    "too-long": (
        Words("“{column}”超过 {limit} 个字符。", "“{column}” is over {limit} characters."),
        Words("请缩短后再导入。", "Shorten it and import it again."),
    ),
    "name": (
        Words("没有单位名称。", "The row names no organisation."),
        Words("请填写中文名或英文名。", "Give a name in Chinese or in English."),
    ),
    "maturity": (
        Words("“{column}”中的“{value}”不是 1 至 9。", "“{value}” in “{column}” is not from 1 to 9."),
        Words("请写技术成熟度 1 至 9。", "Write a readiness level from 1 to 9."),
    ),
    "range": (
        Words("“{column}”中的“{value}”超出范围。", "“{value}” in “{column}” is out of range."),
        Words("请核对该数值。", "Check the number."),
    ),
    "budget": (
        Words("预算下限高于上限。", "The least budget is above the most."),
        Words("请核对两列，必要时对调对应关系。", "Check the two columns; they may be mapped the wrong way round."),
    ),
    "ended": (
        Words("该行标明已结束。", "The row says that it has ended."),
        Words(
            "留在旧系统中，或作为既往交易导入；若其实未结束，请在“各列的含义”中改正其含义。",
            "Leave it there or import it as a past deal; if it has not ended, say so where the columns are mapped.",
        ),
    ),
    "no-patent": (
        Words("专利 {value} 不在专利库中。", "The patent {value} is not in the register."),
        Words("请先导入该专利，再导入本表。", "Import the patent first, then this table again."),
    ),
    "no-organisation": (
        Words("没有说明属于哪个单位。", "The row does not say whose it is."),
        Words(
            "请对应“单位”一列，或在上传时选定单位。",
            "Map the column of the organisation, or name one when you upload the table.",
        ),
    ),
    "organisation-unknown": (
        Words("单位“{value}”尚未登记。", "The organisation “{value}” is not registered here."),
        Words(
            "请先导入单位表，或在上传时选定新单位按何种类型登记。",
            "Import the organisations first, or say at the upload as what kind new ones are registered.",
        ),
    ),
    "organisation-ambiguous": (
        Words("名为“{value}”的单位不止一个。", "There is more than one organisation named “{value}”."),
        Words("请在表中写明该单位的标识 {keys}。", "Write its key instead: {keys}."),
    ),
    "organisation-elsewhere": (
        Words(
            "单位“{value}”不在您中心服务的地区。", "The organisation “{value}” is not of a region your center serves."
        ),
        Words("请由该地区的中心或系统运维导入。", "Ask that region's center, or an operator, to import it."),
    ),
    "already-listed": (
        Words("该单位已有专利 {value} 的供给。", "The organisation has a listing of {value} already."),
        Words("无需再导入；如需更改，请在其页面修改。", "Nothing to do; change it on its own page."),
    ),
    "taken-over": (
        Words("此前导入的内容已由单位修改或发布。", "What was imported before has been edited or published since."),
        Words("未作覆盖；请在其页面修改。", "It was not overwritten; change it on its own page."),
    ),
    "cells": (
        Words("该行有 {value} 个单元格，表头只有 {limit} 个。", "The row has {value} cells, the header {limit}."),
        Words("检查该行是否有多余的分隔符或未闭合的引号。", "Look for a stray delimiter or quotation mark in the row."),
    ),
    "date-future": (
        Words("“{column}”中的“{value}”在一年以后。", "“{value}” in “{column}” is more than a year ahead."),
        Words("请核对该日期。", "Check the date."),
    ),
    "known-elsewhere": (
        Words(
            "该权利已由其他来源登记，本行的日期和法律状态不作为法律事件采用。",
            "Another source tells of this right already: the row's dates and legal state give it no legal events.",
        ),
        Words(
            "原文保留在报告中；如需更正，请登记附依据的事项。",
            "The texts are kept here; a correction needs a register entry.",
        ),
    ),
    "unsaved": (
        Words("专利库无法保存该行（{value}）。", "The register cannot keep the row ({value})."),
        Words("请核对号码和日期。", "Check its numbers and dates."),
    ),
    "row": (
        Words("该行无法读取：{value}", "The row cannot be read: {value}"),
        Words("在表格软件中打开文件，改正该行后再上传。", "Open the file, mend the row and upload it again."),
    ),
    "refused": (
        Words("该行被规则拒绝（{value}）。", "The row was refused by a rule ({value})."),
        Words("改正后再导入。", "Mend it and import it again."),
    ),
    "internal": (
        Words("处理该行时出错，该行未导入。", "Something failed on our side; the row was not imported."),
        Words("请将行号告知系统运维。", "Tell an operator the number of the row."),
    ),
}


def problem_words(code: str, params: Mapping[str, str], column: Words | None = None) -> tuple[Words, Words]:
    """What is wrong and what cures it. Values out of the file are cut short; an unknown code says so plainly."""
    what, cure = PROBLEMS.get(code, PROBLEMS["refused"])
    shown = {
        name: value if len(value) <= _SHOWN or name in _WHOLE else value[: _SHOWN - 1] + "…"
        for name, value in params.items()
    }
    shown.setdefault("value", code)
    return _filled(what, shown, column), _filled(cure, shown, column)


def _filled(words: Words, params: Mapping[str, str], column: Words | None) -> Words:
    return Words(
        _fill(words.zh, {**params, "column": column.zh if column else ""}),
        _fill(words.en, {**params, "column": column.en if column else ""}),
    )


def _fill(text: str, params: Mapping[str, str]) -> str:
    """`{name}` by its parameter. What came out of a file is put in last and never read as a place itself."""
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled += [params.get(name, ""), rest]
    return "".join(filled)
