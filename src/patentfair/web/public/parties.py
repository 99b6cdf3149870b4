"""The page of a party: the names it is printed under, why they are taken as one, and its patents."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.discovery.documents import offered_patents
from patentfair.apps.registry.models import PartyDecision, Patent
from patentfair.apps.registry.parties import candidates_of, decisions_within, group_of, party_patents, printed_names
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.party_names import PARTY_TYPE_WORDS, PartyType, party_type
from patentfair.domain.patents.party_sameness import reason_words
from patentfair.web.language import page_language
from patentfair.web.present import day, patent_card, region_label

__all__ = ["decision_row", "may_decide", "party"]

PAGE = 20
SAID = {True: Words("同一主体", "one party"), False: Words("不同主体", "different parties")}


def may_decide(actor: Actor) -> bool:
    """Whether this person may say which names are one party."""
    return bool(actor.centers or actor.is_national_admin or actor.is_operator)


def party(request: HttpRequest, key: str) -> HttpResponse:
    """A name, or the party that decided names make together."""
    language, today = page_language(), timezone.localdate()
    keys = group_of(key)
    names = printed_names(keys)
    if not names:
        raise NotFound("not-found", what="party")
    kind = party_type(names[0].name)
    patents = party_patents(keys)
    start = _start(request.GET.get("from", ""), len(patents))
    shown = {patent.pk: patent for patent in Patent.objects.filter(pk__in=patents[start : start + PAGE])}
    offered = offered_patents([patent.key for patent in shown.values()])
    decides = may_decide(request.actor)  # type: ignore[attr-defined]
    context = {
        "key": key,
        "name": names[0].name,
        "kind": PARTY_TYPE_WORDS[kind].of(language),
        "is_person": kind in (PartyType.PERSON, PartyType.UNKNOWN),
        "names": [
            {"name": one.name, "country": region_label(one.country, language), "patents": one.patents, "key": one.key}
            for one in names
        ],
        "decisions": [decision_row(one, language) for one in decisions_within(keys)],
        "candidates": [
            {
                "key": other,
                "name": next(iter(printed_names([other])), None),
                "score": round(100 * same.score),
                "reasons": [reason_words(reason).of(language) for reason in same.reasons],
            }
            for other, same in (candidates_of(key) if decides else [])
        ],
        "decides": decides,
        "total": len(patents),
        "cards": [
            patent_card(shown[pk], language, today, on_offer=shown[pk].key in offered)
            for pk in patents[start : start + PAGE]
        ],
        "pager": {
            "prev": f"?from={max(0, start - PAGE)}" if start else "",
            "next": f"?from={start + PAGE}" if start + PAGE < len(patents) else "",
            "from": start + 1,
            "to": min(start + PAGE, len(patents)),
        },
    }
    return render(request, "web/party.html", context)


def decision_row(decision: PartyDecision, language: str) -> dict[str, Any]:
    """A standing decision in words, by the names it is about."""
    left, right = (next(iter(printed_names([key])), None) for key in (decision.left, decision.right))
    return {
        "pk": decision.pk,
        "left": left.name if left else decision.left,
        "right": right.name if right else decision.right,
        "same": decision.same,
        "what": SAID[decision.same].of(language),
        "reasons": [reason_words(code).of(language) for code in decision.reasons],
        "note": decision.note,
        "day": day(timezone.localdate(decision.decided_at)),
    }


def _start(text: str, total: int) -> int:
    wanted = int(text) if text.isdecimal() and len(text) < 7 else 0
    return min(wanted, max(0, total - 1)) // PAGE * PAGE
