"""Search, and the page of one patent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from patentfair.apps.discovery.documents import offered_patents
from patentfair.apps.market.models import Listing, Publication
from patentfair.apps.matching.queries import patents_for
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find, record_of, status_of
from patentfair.apps.rights.queries import grantable, owners, publicly_known
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.matching.profile import NeedProfile
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.patents.record import ClassScheme, PartyRole, PatentRecord, TextIn
from patentfair.domain.retrieval.search import SearchRequest, SearchResponse
from patentfair.web import labels
from patentfair.web.index import search_index
from patentfair.web.language import page_language
from patentfair.web.present import (
    class_label,
    day,
    facet_label,
    field_label,
    label,
    listing_card,
    match_rows,
    organisation_name,
    patent_card,
    region_label,
    rights_row,
    status_strip,
)

__all__ = ["patent", "search"]

FACETS = ("office", "field", "status", "on_offer", "owner_type", "region", "class", "language")
PAGE = 20
LAST = 10_000
VALUES = 12
MOST_VALUES = 20
KEPT = (*FACETS, "sort")
MOST_QUERY = 4000


def search(request: HttpRequest) -> HttpResponse:
    """One box and facets; a number alone leads straight to its patent."""
    language = page_language()
    text = request.GET.get("q", "")[:MOST_QUERY].strip()
    if text and not any(request.GET.getlist(name) for name in FACETS) and any(c.isdecimal() for c in text):
        found = find(text)
        if found is not None:
            return redirect("patent", number=found.key)
    offset = min(_number(request.GET.get("from", "")), LAST - PAGE)
    filters = {name: tuple(values[:MOST_VALUES]) for name in FACETS if (values := request.GET.getlist(name))}
    sort = "newest" if request.GET.get("sort") == "newest" else "relevance"
    response = search_index().search(
        SearchRequest(text=text, filters=filters, facets=FACETS, limit=PAGE, offset=offset, sort=sort)
    )
    keys = [hit.id.removeprefix("patent:") for hit in response.hits]
    patents = {patent.key: patent for patent in Patent.objects.filter(key__in=keys)}
    offered = offered_patents(keys)
    today = timezone.localdate()
    context = {
        "q": text,
        "answers": _answers(text, language) if offset == 0 and not filters else [],
        "total": response.total,
        "milliseconds": response.milliseconds,
        "cards": [
            patent_card(patents[key], language, today, terms=response.terms, on_offer=key in offered)
            for key in keys
            if key in patents
        ],
        "facets": _facets(request, response, filters, language),
        "chosen": _chosen(request, filters, language),
        "problems": [_problem(p.code, language) for p in response.problems],
        "sort": sort,
        "sort_url": _address(request, sort=None if sort == "newest" else "newest"),
        "pager": {
            "prev": _address(request, **{"from": str(max(0, offset - PAGE)) if offset > PAGE else None})
            if offset
            else "",
            "next": _address(request, **{"from": str(offset + PAGE)})
            if offset + PAGE < min(response.total, LAST)
            else "",
            "from": offset + 1,
            "to": min(offset + PAGE, response.total),
        },
    }
    return render(request, "web/search.html", context)


ANSWERS = 5
SENTENCE_HAN = 7
SENTENCE_WORDS = 5


def _is_sentence(text: str) -> bool:
    """Whether the text tells a problem rather than names a thing: long enough, and without search syntax."""
    if any(sign in text for sign in '":') or any(word.startswith("-") for word in text.split()):
        return False
    return sum("一" <= sign <= "鿿" for sign in text) >= SENTENCE_HAN or len(text.split()) >= SENTENCE_WORDS


def _answers(text: str, language: str) -> list[dict[str, Any]]:
    """For a problem in plain words: the patents that may answer it, why, and whether an ordinary licence may be had."""
    if not _is_sentence(text):
        return []
    today = timezone.localdate()
    problem = NeedProfile(id="visitor", problem=(TextIn(language, text),))
    found = patents_for(problem, search_index(), today, ANSWERS)
    rows = match_rows(found, language, today)
    for row, one in zip(rows, found, strict=True):
        decisions = {kind.kind: kind.decision for kind in grantable(one.patent, today)}
        row["outcome"] = decisions["ordinary_licence"].outcome.name
    return rows


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _address(request: HttpRequest, **changes: str | None) -> str:
    """This search with some parameters changed or taken out; turning a page never survives another change."""
    pairs = [(n, v[:100]) for n, vs in request.GET.lists() for v in vs[:MOST_VALUES] if n in KEPT and n not in changes]
    pairs += [("q", request.GET["q"][:MOST_QUERY])] if "q" in request.GET else []
    pairs += [(name, value) for name, value in changes.items() if value is not None]
    return f"{request.path}?{urlencode(pairs)}"


def _toggled(request: HttpRequest, name: str, value: str) -> str:
    pairs = [(n, v[:100]) for n, vs in request.GET.lists() for v in vs[:MOST_VALUES] if n in KEPT]
    pairs += [("q", request.GET["q"][:MOST_QUERY])] if "q" in request.GET else []
    if (name, value) in pairs:
        pairs.remove((name, value))
    else:
        pairs.append((name, value))
    return f"{request.path}?{urlencode(pairs)}"


def _facets(
    request: HttpRequest, response: SearchResponse, filters: dict[str, tuple[str, ...]], language: str
) -> list[dict[str, Any]]:
    shown = []
    for name in FACETS:
        chosen = filters.get(name, ())
        counts = {one.value: one.count for one in response.facets.get(name, ())}
        values = sorted(counts, key=lambda v: (v not in chosen, -counts[v], v))[:VALUES]
        values += [value for value in chosen if value not in values]
        options = [
            {
                "value": value,
                "label": facet_label(name, value, language),
                "count": counts.get(value, 0),
                "url": _toggled(request, name, value),
                "selected": value in chosen,
            }
            for value in values
        ]
        if options:
            shown.append(
                {
                    "name": name,
                    "title": label(labels.FACETS, name, language),
                    "options": options,
                    "closed": not chosen and name in ("class", "language", "owner_type", "region"),
                }
            )
    return shown


def _chosen(request: HttpRequest, filters: dict[str, tuple[str, ...]], language: str) -> list[dict[str, str]]:
    return [
        {"text": facet_label(name, value, language), "remove_url": _toggled(request, name, value)}
        for name, values in filters.items()
        for value in values
    ]


def _problem(code: str, language: str) -> str:
    words = {
        "query.relaxed": Words(
            "没有文献包含全部词语，以下文献包含其中一部分。",
            "No document holds all the words; these hold some of them.",
        ),
        "query.no-words": Words("请输入可检索的词语。", "Please type words that can be searched for."),
    }
    return words.get(
        code, Words("查询中有一处未能识别，已忽略。", "A part of the query was not understood and was left out.")
    ).of(language)


def patent(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one patent; any spelling of its number redirects to the canonical address."""
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
        "classes": _classes(record, language),
        "fields": [field_label(n, language) for n in _fields(record)],
        "region": region_label(found.region, language),
        "filed": day(found.filing_date),
        "published": day(found.publication_date),
        "term_end": day(found.term_end),
        "priorities": record.priorities,
        "timeline": _timeline(found, language),
        "listings": [listing_card(listing, language, today) for listing in listings],
        "source_label": label(labels.SOURCES, record.format, language),
        "imported": day(timezone.localdate(found.imported_at)),
    }
    return render(request, "web/patent.html", context)


def _own_language_first(record: PatentRecord, language: str) -> list[Any]:
    return sorted(record.abstracts, key=lambda text: text.language != language)


def _fields(record: PatentRecord) -> tuple[int, ...]:
    return tuple(fields_of([c.symbol for c in record.classes if c.scheme in (ClassScheme.IPC, ClassScheme.CPC)]))


ROLE_WORDS = {
    PartyRole.APPLICANT: Words("申请人", "Applicant"),
    PartyRole.ASSIGNEE: Words("受让人（授权时的权利人）", "Assignee at grant"),
    PartyRole.INVENTOR: Words("发明人（设计人）", "Inventor"),
    PartyRole.AGENT: Words("代理机构", "Agent"),
}


def _parties(record: PatentRecord, language: str) -> list[dict[str, Any]]:
    grouped = []
    for role, words in ROLE_WORDS.items():
        names = list(dict.fromkeys(party.name for party in record.parties if party.role is role))
        if names:
            grouped.append({"role": words.of(language), "names": names[:50]})
    return grouped


def _classes(record: PatentRecord, language: str) -> list[dict[str, str]]:
    rows: dict[tuple[ClassScheme, str], dict[str, str]] = {}
    for symbol in record.classes:
        if symbol.scheme is ClassScheme.USPC:
            continue
        rows.setdefault(
            (symbol.scheme, symbol.symbol),
            {
                "scheme": {"ipc": "IPC", "cpc": "CPC", "locarno": "Locarno"}[symbol.scheme.value],
                "symbol": symbol.symbol,
                "title": class_label(symbol.symbol, language) if symbol.scheme is not ClassScheme.LOCARNO else "",
                "url": f"/{language}/search?{urlencode({'class': symbol.symbol[:4]})}"
                if symbol.scheme is not ClassScheme.LOCARNO
                else "",
            },
        )
    return list(rows.values())[:40]


LANES = {
    "assigned": "owner",
    "licence_recorded": "licence",
    "pledge_registered": "pledge",
    "pledge_cancelled": "pledge",
}


def _timeline(found: Patent, language: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "date": event.date,
            "label": label(labels.EVENTS, event.code, language),
            "detail": " · ".join(
                part
                for part in (event.office_code, label(labels.SOURCES, event.source, language), event.detail)
                if part
            ),
            "lane": LANES.get(event.code, "event"),
        }
        for event in found.events.all()
    ]
    if found.filing_date:
        rows.append({"date": found.filing_date, "label": Words("申请", "Filed").of(language), "lane": "event"})
    for grant in found.grants.select_related("grantee").all():
        kind = {
            "open_declaration": Words("开放许可声明", "Open licence declared"),
            "open_taken": Words("接受开放许可", "Open licence taken"),
        }
        rows.append(
            {
                "date": grant.start,
                "label": (kind.get(grant.kind) or labels.KINDS[grant.kind]).of(language),
                "detail": Words(f"备案号 {grant.record_number}", f"Recorded, {grant.record_number}").of(language)
                if grant.recorded_on
                else "",
                "lane": "licence",
            }
        )
    rows.extend(
        {"date": burden.valid_from, "label": Words("质押登记", "Pledge registered").of(language), "lane": "pledge"}
        for burden in found.encumbrances.all()
    )
    rows.extend(
        {
            "date": interest.valid_from,
            "label": organisation_name(interest.organisation, language),
            "detail": Words("经中心核验的权利人", "Owner verified by a center").of(language),
            "lane": "owner",
        }
        for interest in found.interests.select_related("organisation").all()
    )
    today = timezone.localdate()
    if found.term_end:
        rows.append({"date": found.term_end, "label": Words("保护期届满", "Term ends").of(language), "lane": "event"})
    for row in sorted(rows, key=lambda r: r["date"]):
        row["future"] = row["date"] > today
    return [{**row, "date": day(row["date"])} for row in sorted(rows, key=lambda r: r["date"])]
