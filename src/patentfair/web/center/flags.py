"""Flags on deals for a center's staff: what is unusual, in a sentence, and what was found; counts for the offices."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patentfair.apps.accounts.access import fetch, visible
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.access import DEALS, FLAGS
from patentfair.apps.market.actions.flags import decide_flag
from patentfair.apps.market.models import Deal, DealFlag
from patentfair.apps.registry.models import PatentParty
from patentfair.domain.kernel.errors import Invalid, NotFound, Stale
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.trust_flags import FlagCode
from patentfair.web.guards import signed_in, staff_only
from patentfair.web.language import page_language
from patentfair.web.present import day, label, organisation_name
from patentfair.web.refusals import sentence
from patentfair.web.request import PageRequest

__all__ = ["decide", "flags"]

SHOWN = 200
WORDS = {
    FlagCode.CIRCULAR.value: Words("权利循环转让", "Title in a circle"),
    FlagCode.RELATED_PARTIES.value: Words("双方存在关联关系", "Related sides"),
    FlagCode.SAME_GROUP.value: Words("双方属于同一主体组", "One group on both sides"),
    FlagCode.SHARED_PEOPLE.value: Words("双方经办人员重合", "The same people on both sides"),
    FlagCode.SPLITTING.value: Words("拆分交易", "Deals split up"),
    FlagCode.SLICING.value: Words("同一专利多次许可同一方", "One patent licensed in pieces"),
    FlagCode.ZERO_PRICE.value: Words("未约定对价", "No consideration"),
    FlagCode.ROUND_TRIP.value: Words("款项回流", "Money that comes back"),
    FlagCode.INCOMPLETE.value: Words("检查未能完成", "The search was stopped"),
}
STATES = {
    "open": Words("待核查", "Open"),
    "explained": Words("已说明", "Explained"),
    "upheld": Words("成立", "Upheld"),
}


@staff_only("centers", "is_national_admin", "provinces")
def flags(request: PageRequest) -> HttpResponse:
    """What staff are to look at; administrators see how many there are, and nothing else."""
    actor, language = request.actor, page_language()
    counted = visible(DealFlag.objects.all(), FLAGS, "count", actor)
    read = visible(
        DealFlag.objects.select_related("deal__grantor", "deal__grantee", "decided_by"), FLAGS, "read", actor
    )
    opened = list(read.filter(state=DealFlag.State.OPEN).order_by("-raised_at", "-pk")[:SHOWN])
    decided = list(read.exclude(state=DealFlag.State.OPEN).order_by("-decided_at", "-pk")[:SHOWN])
    names = _names([*opened, *decided], language)
    about = {pk for flag in (*opened, *decided) for pk in _deals_of(flag)}
    readable = visible(Deal.objects.filter(pk__in=about), DEALS, "read", actor)
    known = frozenset(readable.values_list("pk", flat=True))
    context = {
        "is_staff": bool(actor.centers),
        "counts": _counts(counted, language),
        "open": [_row(flag, names, known, language) for flag in opened],
        "decided": [_row(flag, names, known, language) for flag in decided],
    }
    return render(request, "web/flags.html", context)


def _counts(flags_: QuerySet[DealFlag], language: str) -> list[dict[str, Any]]:
    found = Counter((code, state) for _pk, code, state in flags_.values_list("pk", "code", "state"))
    return [
        {"what": words.of(language), **{state: found[code, state] for state in STATES}}
        for code, words in WORDS.items()
        if any(found[code, state] for state in STATES)
    ]


_ID = re.compile(r"\{([^{}]*)\}")


def _names(flags_: list[DealFlag], language: str) -> dict[str, str]:
    """What stands for the ids in these flags' sentences."""
    ids = {one for flag in flags_ for one in _ID.findall(flag.facts["why"]["zh"])}
    numbers = [int(one.partition(":")[2]) for one in ids if one.startswith("organisation:")]
    names = {
        f"organisation:{one.pk}": organisation_name(one, language)
        for one in Organisation.objects.filter(pk__in=numbers)
    }
    keys = [one.partition(":")[2] for one in ids if one.startswith("name:")]
    for key, name in PatentParty.objects.filter(name_key__in=keys).values_list("name_key", "name").order_by("-pk"):
        names[f"name:{key}"] = name
    return names


def _deals_of(flag: DealFlag) -> list[int]:
    named = {int(one.partition(":")[2]) for one in flag.facts["objects"] if one.startswith("deal:")}
    return sorted(named | {flag.deal_id})


def _row(flag: DealFlag, names: dict[str, str], known: frozenset[int], language: str) -> dict[str, Any]:
    return {
        "pk": flag.pk,
        "digest": flag.digest,
        "what": label(WORDS, flag.code, language),
        "why": _ID.sub(lambda m: names.get(m[1], m[1].removeprefix("name:")), flag.facts["why"][language]),
        "raised": day(timezone.localdate(flag.raised_at)),
        "deals": [pk for pk in _deals_of(flag) if pk in known],
        "state": label(STATES, flag.state, language),
        "decided": day(timezone.localdate(flag.decided_at)) if flag.decided_at else "",
        "note": flag.note,
        "by": flag.decided_by.name if flag.decided_by else "",
    }


@signed_in
@require_POST
def decide(request: PageRequest, pk: int) -> HttpResponse:
    """Explain a flag or uphold it, with a note."""
    flag = fetch(DealFlag.objects.select_related("deal"), FLAGS, "decide", request.actor, pk=pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in (DealFlag.State.EXPLAINED, DealFlag.State.UPHELD):
        raise NotFound("not-found")
    if request.POST.get("digest", flag.digest) != flag.digest:
        raise Stale("flag.changed-meanwhile")
    try:
        decide_flag(
            actor=request.actor,
            flag=flag,
            upheld=verdict == DealFlag.State.UPHELD,
            note=request.POST.get("note", ""),
        )
    except Invalid as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("Decided."))
    return redirect("flags")
