"""Words of an older portal's tables, and how a row's report is told."""

from __future__ import annotations

from typing import Any

from patentfair.apps.accounts.access import Actor
from patentfair.apps.ingest.access import may_use
from patentfair.apps.ingest.models import TableImport, TableRowReport
from patentfair.domain.formats.templates.catalogue import TEMPLATES
from patentfair.domain.formats.templates.columns import Template
from patentfair.domain.formats.templates.problems import problem_words
from patentfair.domain.kernel.words import Words
from patentfair.web.present import label

__all__ = [
    "OUTCOMES",
    "STATES",
    "STATE_CLASSES",
    "object_link",
    "report_row",
    "steps",
    "template_choices",
    "templates_for",
]

STATES = {
    "uploaded": Words("待对应", "Columns to be mapped"),
    "mapped": Words("待检查", "To be checked"),
    "checking": Words("检查中", "Being checked"),
    "checked": Words("待导入", "Checked, to be imported"),
    "running": Words("导入中", "Being imported"),
    "stopped": Words("已停止", "Stopped"),
    "done": Words("已导入", "Imported"),
    "failed": Words("未能读取", "Could not be read"),
}
STATE_CLASSES = {
    "uploaded": "pending", "mapped": "pending", "checking": "provisional", "checked": "pending",
    "running": "provisional", "stopped": "unknown", "done": "alive", "failed": "ended",
}  # fmt: skip
OUTCOMES = {
    "usable": Words("可导入，有提示", "Can be imported, with remarks"),
    "new": Words("新增", "New"),
    "changed": Words("更新", "Changed"),
    "unchanged": Words("未变", "Unchanged"),
    "refused": Words("未导入", "Not imported"),
}
_STEPS = (
    (Words("上传文件", "Upload"), ()),
    (Words("对应各列", "Map the columns"), ("uploaded",)),
    (Words("检查每一行", "Check every row"), ("mapped", "checking", "failed")),
    (Words("导入", "Import"), ("checked", "running", "stopped")),
    (Words("查看结果", "Look at the result"), ("done",)),
)


def steps(table: TableImport, language: str) -> list[dict[str, str]]:
    """Where a table stands on its way."""
    at = next(place for place, (_, states) in enumerate(_STEPS) if table.state in states)
    return [
        {"label": words.of(language), "state": "done" if place < at else "current" if place == at else "todo"}
        for place, (words, _) in enumerate(_STEPS)
    ]


def report_row(report: TableRowReport, template: Template, language: str) -> dict[str, Any]:
    """A row's report in words: what became of it, and for each problem what is wrong and what cures it."""
    problems = []
    for problem in report.problems:
        column = template.column(problem.get("column", ""))
        what, cure = problem_words(problem["code"], problem.get("params", {}), column.name if column else None)
        problems.append({"what": what.of(language), "cure": cure.of(language), "fatal": problem.get("fatal", True)})
    link, name = object_link(report.object, language)
    return {
        "row": report.row,
        "outcome": label(OUTCOMES, report.outcome, language),
        "refused": report.outcome == TableRowReport.Outcome.REFUSED,
        "problems": problems,
        "url": link,
        "object": name,
    }


def object_link(reference: str, language: str) -> tuple[str, str]:
    """Address ("" where the thing has no page) and words for what a row became."""
    kind, _, identity = reference.partition(":")
    names = {
        "patent": Words(identity, identity),
        "listing": Words(f"供给 {identity}", f"Listing {identity}"),
        "need": Words(f"需求 {identity}", f"Need {identity}"),
        "organisation": Words(f"单位 {identity}", f"Organisation {identity}"),
        "past-deal": Words(f"既往交易 {identity}", f"Past deal {identity}"),
    }
    pages = {"patent": "patents", "listing": "listings", "need": "needs"}
    url = f"/{language}/{pages[kind]}/{identity}" if kind in pages else ""
    return url, names[kind].of(language) if kind in names else ""


def templates_for(actor: Actor) -> list[Template]:
    """The templates whose tables an actor may bring."""
    return [template for name, template in TEMPLATES.items() if may_use(actor, name)]


def template_choices(actor: Actor, language: str) -> list[tuple[str, str]]:
    """The templates as a form offers them."""
    return [(template.name, template.title.of(language)) for template in templates_for(actor)]
