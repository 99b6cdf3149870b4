"""The forms of an older portal's tables: the upload, and the columns with what they mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest.models import TableImport
from patentfair.apps.ingest.tables import Preview, mapping_of
from patentfair.domain.formats.templates.cells import choice_items
from patentfair.domain.formats.templates.columns import Column, ColumnKind, Template, choices_of, header_key
from patentfair.domain.formats.templates.mapping import REASONS, Mapping
from patentfair.web import labels
from patentfair.web.center.table_words import template_choices
from patentfair.web.choices import choose
from patentfair.web.present import organisation_name

__all__ = ["UploadForm", "column_rows", "fixed_rows", "mapping_from", "value_rows"]

SHOWN_VALUES = 3
SHOWN_LENGTH = 90
MOST_VALUES = 30
CHOSEN = (ColumnKind.CHOICE, ColumnKind.CHOICES)


class UploadForm(forms.Form):
    """A table and what is known of it."""

    template = forms.ChoiceField(label=_("What the rows are"))
    file = forms.FileField(label=_("The file"))
    origin = forms.CharField(
        label=_("Name of the older portal"),
        max_length=120,
        help_text=_("It stays with everything that comes from it. Use the same name for every file of that portal."),
    )
    center = forms.ChoiceField(label=_("For the center"), required=False)
    organisation = forms.ChoiceField(
        label=_("Whose listings or needs they are"),
        required=False,
        help_text=_("For rows that name no organisation themselves."),
    )
    new_kind = forms.ChoiceField(
        label=_("Organisations that are not registered yet"),
        required=False,
        help_text=_("They are registered as not yet verified. Nobody can act for them until a center has checked who."),
    )

    def __init__(self, *args: Any, actor: Actor, language: str, limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("CSV, TSV, JSON or .xlsx, up to %(limit)s MB and 100,000 rows.") % {
            "limit": limit >> 20
        }
        choose(self, "template", template_choices(actor, language))
        centers = Center.objects.order_by("pk")
        if not actor.is_operator:
            centers = centers.filter(pk__in=list(actor.centers))
        names = [(one.pk, one.name_zh if language == "zh" else one.name_en) for one in centers]
        choose(self, "center", [("", _("none: for the whole country")), *names] if actor.is_operator else names)
        mine = Organisation.objects.order_by("name_zh", "name_en")
        if not actor.is_operator:
            mine = mine.filter(province__in=[*actor.served_provinces, ""])
        known = [(one.pk, organisation_name(one, language)) for one in mine[:2000]]
        choose(self, "organisation", [("", _("each row names its own")), *known])
        kinds = [(code, words.of(language)) for code, words in labels.ORGANISATION_KINDS.items()]
        choose(self, "new_kind", [("", _("are refused, with the reason")), *kinds])


def column_rows(table: TableImport, seen: Preview, language: str) -> list[dict[str, Any]]:
    """For each column of the file its name, first values, what it is taken for and why."""
    mapping = mapping_of(table)
    proposed = {one.header: one for one in seen.suggestions}
    rows = []
    for place, name in enumerate(seen.header.names):
        values = (row.cells[place] for row in seen.rows if place < len(row.cells) and row.cells[place])
        chosen = mapping.columns.get(name, "")
        why = proposed.get(name)
        agrees = why is not None and why.column == chosen
        rows.append(
            {
                "place": place,
                "name": name,
                "values": [_short(value) for value, _n in zip(values, range(SHOWN_VALUES), strict=False)],
                "chosen": chosen,
                "reason": REASONS[why.reason].of(language) if why is not None and agrees else "",
                "sure": why is not None and why.confidence > 0.8,
            }
        )
    return rows


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN_LENGTH else plain[: SHOWN_LENGTH - 1] + "…"


def fixed_rows(table: TableImport, template: Template, language: str) -> list[dict[str, Any]]:
    """For each column of the template what it means, its fixed value, and its closed list where it has one."""
    fixed = mapping_of(table).fixed
    return [
        {
            "key": column.key,
            "name": column.name.of(language),
            "help": column.help.of(language),
            "required": column.required,
            "value": fixed.get(column.key, ""),
            "choices": [(choice.code, choice.name.of(language)) for choice in column.choices],
        }
        for column in template.columns
    ]


def value_rows(table: TableImport, template: Template, seen: Preview, language: str) -> list[dict[str, Any]]:
    """Values of mapped columns with closed lists that the lists do not know, or that were translated before."""
    mapping = mapping_of(table)
    places = {name: place for place, name in enumerate(seen.header.names)}
    rows: list[dict[str, Any]] = []
    for name, key in mapping.columns.items():
        column = template.column(key)
        if column is None or column.kind not in CHOSEN or name not in places:
            continue
        translated = mapping.translations.get(key, {})
        for value in _unknown(column, seen, places[name], table):
            rows.append(
                {
                    "column": column.name.of(language),
                    "key": key,
                    "value": value,
                    "chosen": translated.get(header_key(value), ""),
                    "choices": [(choice.code, choice.name.of(language)) for choice in column.choices],
                    "place": len(rows),
                }
            )
    return rows[:200]


def _unknown(column: Column, seen: Preview, place: int, table: TableImport) -> list[str]:
    """Distinct values of the first rows, and of the rows that a check told of, which the closed list does not hold."""
    known = choices_of(column.choices)
    found: dict[str, None] = {}
    for row in seen.rows:
        cell = row.cells[place] if place < len(row.cells) else ""
        if header_key(cell) in known:
            continue
        found |= dict.fromkeys(choice_items(cell) if column.kind is ColumnKind.CHOICES else (cell,))
    for problems in table.reports.exclude(problems=[]).values_list("problems", flat=True)[:2000]:
        told = (p for p in problems if p["code"] == "choice" and p["column"] == column.key)
        found |= dict.fromkeys(str(p["params"].get("value", "")) for p in told)
    return [value for value in found if header_key(value) and header_key(value) not in known][:MOST_VALUES]


def mapping_from(data: QueryDict, table: TableImport, template: Template, seen: Preview) -> Mapping:
    """The mapping that the columns page sends. Keys that the template does not have are left out."""
    columns = {}
    for place, name in enumerate(seen.header.names):
        key = data.get(f"column_{place}", "")
        columns[name] = key if template.column(key) is not None else ""
    fixed = {}
    for column in template.columns:
        value = data.get(f"fixed_{column.key}", "").strip()[:2000]
        if value:
            fixed[column.key] = value
    kept = mapping_of(table).translations
    translations = {key: dict(values) for key, values in kept.items() if template.column(key) is not None}
    for place in range(200):
        key, value = data.get(f"value_{place}_column", ""), header_key(data.get(f"value_{place}", ""))
        chosen = template.column(key)
        if chosen is None or not value:
            continue
        meaning = data.get(f"means_{place}", "")
        if any(meaning == choice.code for choice in chosen.choices):
            translations.setdefault(key, {})[value] = meaning
        else:
            translations.get(key, {}).pop(value, None)
    return Mapping(
        template=template.name,
        columns=columns,
        fixed=fixed,
        translations={key: values for key, values in translations.items() if values},
    )
