"""Search, and the page of one patent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from patentfair.apps.market.models import Listing, Publication
from patentfair.apps.registry.models import ClassTitle
from patentfair.apps.registry.queries import (
    History,
    ancestry,
    beside,
    class_titles,
    find,
    industry_table,
    record_of,
    status_of,
)
from patentfair.apps.rights.queries import grantable, owners, publicly_known
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.patents.kind_words import kind_words
from patentfair.domain.patents.party_names import party_key
from patentfair.domain.patents.record import ClassScheme, PatentRecord
from patentfair.web import labels
from patentfair.web.language import page_language
from patentfair.web.present import (
    class_label,
    day,
    field_label,
    label,
    listing_card,
    organisation_name,
    region_label,
    rights_row,
    status_strip,
)
from patentfair.web.public.patent_family import citations, document_rows, family
from patentfair.web.public.patent_life import asked_day, life, register, states_of, timeline, title_rows, version_rows

__all__ = ["patent"]

CLASSES = 10


def patent(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one patent; any spelling of its number redirects to the canonical address.

    `?on=YYYY-MM-DD` asks what was so on a day.
    """
    found = find(number)
    if found is None:
        raise NotFound("not-found", what="patent")
    if found.key != number:
        return HttpResponsePermanentRedirect(f"/{page_language()}/patents/{found.key}")
    language, today = page_language(), timezone.localdate()
    record = record_of(found)
    status = status_of(found, today)
    listings = Listing.objects.filter(patent=found, state=Publication.PUBLISHED).select_related(
        "organisation", "patent"
    )
    title_language = found.title_language(language)
    known = publicly_known(found)
    history = History(found)
    classes = _classes(record, language)
    asked = asked_day(request.GET.get("on", ""), today)
    context = {
        "patent": found,
        "record": record,
        "title": found.title_in(language),
        "title_language": title_language,
        "other_titles": [t for t in record.titles if t.language != title_language],
        "abstracts": _own_language_first(record, language),
        "claim": record.claims[0] if record.claims else None,
        "claim_count": record.claim_count or len(record.claims),
        "claim_language": found.language,
        "kind_label": label(labels.RIGHT_TYPES, found.right_type, language),
        "document_label": kind_words(found.office, found.kind).of(language),
        "office_label": label(labels.OFFICES, found.office, language),
        "strip": status_strip(status, language, today),
        "rights_rows": [
            rights_row(row.kind, row.decision, language, known=known) for row in grantable(found, today, record)
        ],
        "owners": [
            {
                "name": organisation_name(interest.organisation, language),
                "share": f"{interest.share_numerator}/{interest.share_denominator}",
                "since": day(interest.valid_from),
            }
            for interest in owners(found, today)
        ],
        "parties": _parties(record, language),
        "classes": classes[:CLASSES],
        "classes_more": classes[CLASSES:],
        "industries": _industries(record, language),
        "fields": [field_label(n, language) for n in _fields(record)],
        "region": region_label(found.region, language),
        "filed": day(found.filing_date),
        "published": day(found.publication_date),
        "term_end": day(found.term_end),
        "priorities": record.priorities,
        "relations": _relations(record, language),
        "timeline": timeline(history, language),
        "register": register(history, language),
        "states": states_of(history, language, today),
        "life": life(history, record, language, today, asked),
        "documents": document_rows(beside(found), language, today),
        "family": family(found, record, language, today),
        "citations": citations(found, record, language),
        "chain": title_rows(found, record, language),
        "versions": version_rows(found, record, language),
        "listings": [listing_card(listing, language, today) for listing in listings],
        "source_labels": [
            label(labels.SOURCES, name, language)
            for name in found.sources.order_by("format").values_list("format", flat=True) or [record.format]
        ],
        "imported": day(timezone.localdate(found.imported_at)),
    }
    return render(request, "web/patent.html", context)


def _own_language_first(record: PatentRecord, language: str) -> list[Any]:
    return sorted(record.abstracts, key=lambda text: text.language != language)


def _fields(record: PatentRecord) -> tuple[int, ...]:
    return tuple(fields_of([c.symbol for c in record.classes if c.scheme in (ClassScheme.IPC, ClassScheme.CPC)]))


def _parties(record: PatentRecord, language: str) -> list[dict[str, Any]]:
    grouped = []
    for role, words in labels.PARTY_ROLES.items():
        names = dict.fromkeys((p.name, party_key(p.name, p.country)[:200]) for p in record.parties if p.role == role)
        if names:
            shown = [{"name": name, "key": key} for name, key in list(names)[:50]]
            grouped.append({"role": words.of(language), "names": shown})
    return grouped


def _relations(record: PatentRecord, language: str) -> list[dict[str, Any]]:
    """Related applications, those of one kind together."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for relation in record.relations:
        number = relation.document.number if relation.document.office == "WO" else ""
        shown = number if number.startswith("PCT/") else relation.document.canonical
        row = {"number": shown, "date": day(relation.document.date)}
        grouped.setdefault(label(labels.RELATIONS, relation.kind.value, language), []).append(row)
    return [{"kind": kind, "documents": documents} for kind, documents in grouped.items()]


def _title(row: ClassTitle, language: str) -> str:
    return row.titles.get(language) or row.titles.get("en") or next(iter(row.titles.values()), "")


def _industries(record: PatentRecord, language: str) -> list[dict[str, str]]:
    """The industries that the patent's classes belong to, each with where that assignment comes from."""
    symbols = [c.symbol for c in record.classes if c.scheme in (ClassScheme.IPC, ClassScheme.CPC)]
    return [
        {"name": one.name.of(language), "basis": one.basis.of(language)}
        for one in industry_table().industries_of(symbols)
    ][:8]


def _classes(record: PatentRecord, language: str) -> list[dict[str, Any]]:
    """The symbols with their titles: of the scheme that the operator loaded, else the ones we have for the class."""
    rows: dict[tuple[ClassScheme, str], dict[str, Any]] = {}
    loaded = class_titles([c.symbol for c in record.classes])
    for symbol in record.classes:
        if symbol.scheme is ClassScheme.USPC:
            continue
        row = loaded.get((symbol.scheme.value, symbol.symbol))
        rows.setdefault(
            (symbol.scheme, symbol.symbol),
            {
                "scheme": {"ipc": "IPC", "cpc": "CPC", "locarno": "Locarno"}[symbol.scheme.value],
                "symbol": symbol.symbol,
                "title": _title(row, language) if row else class_label(symbol.symbol, language),
                "above": [(one.symbol, _title(one, language)) for one in ancestry(row)] if row else [],
                "url": f"/{language}/search?{urlencode({'class': symbol.symbol[:4]})}"
                if symbol.scheme is not ClassScheme.LOCARNO
                else "",
            },
        )
    return list(rows.values())[:80]
