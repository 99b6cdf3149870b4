"""Search: one box and facets, and for a problem in plain words the patents that may answer it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from patentfair.apps.discovery.documents import offered_patents
from patentfair.apps.matching.queries import patents_for
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import find
from patentfair.apps.rights.queries import grantable
from patentfair.domain.kernel.words import Words
from patentfair.domain.matching.profile import NeedProfile
from patentfair.domain.patents.numbers import check, parse_number
from patentfair.domain.patents.record import TextIn
from patentfair.domain.retrieval.search import SearchRequest, SearchResponse
from patentfair.web import labels
from patentfair.web.index import search_index
from patentfair.web.language import page_language
from patentfair.web.present import facet_label, label, match_rows, patent_card

__all__ = ["search"]

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
            typed = parse_number(text)
            if typed is not None and check(typed) == "numbers.check-digit":
                messages.warning(request, _("The check digit typed does not fit the number; compare the other digits."))
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
        "not_held": _not_held(text) if response.total == 0 else "",
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


def _not_held(text: str) -> str:
    """The number that was typed, in its normal form, where it is one and no document of it is here."""
    document = parse_number(text) if any(c.isdecimal() for c in text) else None
    return document.canonical if document is not None and len(document.number) >= 6 else ""


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
