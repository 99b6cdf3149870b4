"""Files that the pages of older tables give: tables to fill in, and reports by row."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from patentfair.adapters.spreadsheets.workbook import csv_bytes, workbook_bytes
from patentfair.apps.ingest.models import TableImport
from patentfair.apps.ingest.tables import template_of
from patentfair.domain.formats.templates.columns import Template
from patentfair.web.center.table_words import report_row

__all__ = ["report_lines", "template_bytes"]


def template_bytes(template: Template, kind: str, language: str) -> bytes:
    """A table to fill in: header, a line of help, an example; the last two are passed over when it comes back."""
    rows = [
        [column.name.of(language) for column in template.columns],
        [column.help.of(language) for column in template.columns],
        [column.example.of(language) for column in template.columns],
    ]
    if kind == "csv":
        return csv_bytes(rows)
    widths = [min(40, max(14, len(column.example.of(language)) + 4)) for column in template.columns]
    return workbook_bytes(template.title.of(language), rows, widths)


def report_lines(table: TableImport, language: str, outcome: str = "") -> Iterator[list[str]]:
    """The report of every row, problems and cures in words, and beside them what the row held.

    What was refused can so be mended in the same file and uploaded again: its columns bear the template's names.
    """
    template = template_of(table)
    reports = table.reports.order_by("row")
    if outcome:
        reports = reports.filter(outcome=outcome)
    others: dict[str, None] = {}
    for extra in reports.values_list("extra", flat=True).iterator(500):
        others.update(dict.fromkeys(name for name in extra if template.column(name) is None))
        if len(others) > 300:
            break
    yield [
        _("Row"), _("Outcome"), _("What it became"), _("Problem"), _("Cure"),
        *(column.name.of(language) for column in template.columns), *(name.removeprefix("#") for name in others),
    ]  # fmt: skip
    for report in reports.iterator(500):
        told = report_row(report, template, language)
        yield [
            str(report.row),
            told["outcome"],
            report.object,
            " ".join(problem["what"] for problem in told["problems"]),
            " ".join(problem["cure"] for problem in told["problems"]),
            *(str(report.extra.get(column.key, "")) for column in template.columns),
            *(str(report.extra.get(name, "")) for name in others),
        ]
