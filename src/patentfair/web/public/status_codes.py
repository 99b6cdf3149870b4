"""The tables by which offices' legal-event codes are read, an office at a time."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patentfair.domain.patents.status_tables import all_rows
from patentfair.web import labels
from patentfair.web.language import page_language
from patentfair.web.present import label

__all__ = ["status_codes"]


def status_codes(request: HttpRequest) -> HttpResponse:
    """Every row of one office (`?office=CN`): its code, meaning, effect on the right, and ST.27 letter."""
    language = page_language()
    counts = Counter(row.office for row in all_rows())
    asked = request.GET.get("office", "CN")
    office = asked if asked in counts else "CN"
    context = {
        "offices": [
            {"code": code, "name": label(labels.OFFICES, code, language), "count": count, "current": code == office}
            for code, count in sorted(counts.items())
        ],
        "office": label(labels.OFFICES, office, language),
        "rows": [
            {
                "code": row.code,
                "phrase": row.phrase,
                "words": row.words.of(language),
                "effect": label(labels.EVENTS, row.effect.value, language),
                "st27": f"{row.category} {row.key_event}".strip(),
                "verified": row.verified,
                "note": row.note,
            }
            for row in all_rows()
            if row.office == office
        ],
    }
    return render(request, "web/status_codes.html", context)
