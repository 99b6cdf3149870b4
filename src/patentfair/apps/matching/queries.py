"""Rank patents for a need, and needs for a listing, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import record_of, status_of
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.money import Money
from patentfair.domain.matching.match import FULLEST_TERM, Match, match
from patentfair.domain.matching.profile import NeedProfile, SupplyProfile, Target
from patentfair.domain.matching.telling_terms import need_terms
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.patents.record import ClassScheme, TextIn
from patentfair.domain.retrieval.analysis import analyse
from patentfair.domain.retrieval.index import SearchIndex

__all__ = ["NeedMatch", "PatentMatch", "need_profile", "needs_for", "patents_for", "profile_from_json"]

CANDIDATES = 300
NEEDS = 60
ALIVE = ("in_force", "provisional", "pending", "unknown")


class PatentMatch(msgspec.Struct, frozen=True):
    """A patent that may meet a need, the listing that offers it if there is one, and why."""

    patent: Patent
    listing: Listing | None
    match: Match


class NeedMatch(msgspec.Struct, frozen=True):
    """A need that a listing may meet, and why."""

    need: Need
    match: Match


def need_profile(need: Need) -> NeedProfile:
    """A need as the matcher reads it."""
    return NeedProfile(
        id=str(need.pk),
        title=_texts(need, ("title",)),
        problem=_texts(need, ("problem", "present", "constraints")),
        classes=tuple(need.classes),
        fields=tuple(fields_of(need.classes)),
        region=need.province,
        territory="CN",
        maturity_min=need.maturity_min,
        kinds=tuple(need.kinds),
        budget=(_money(need.budget_low, need.currency), _money(need.budget_high, need.currency)),
        targets=_targets(need.targets),
        deadline=need.deadline,
    )


def profile_from_json(data: bytes) -> NeedProfile:
    """A need given as a file: the fields of `NeedProfile`, texts as strings or {"zh": .., "en": ..}.

    Of texts in two languages the first leads. Raises `Invalid` unless there is a title or a problem.
    """
    try:
        raw: dict[str, Any] = msgspec.json.decode(data, type=dict)
        for name in ("title", "problem"):
            value = raw.get(name, "")
            texts = value if isinstance(value, dict) else {"": value}
            raw[name] = [{"language": language, "text": text} for language, text in texts.items() if text]
        raw.setdefault("id", "need")
        need = msgspec.convert(raw, NeedProfile)
    except ValueError as error:
        raise Invalid("need.file", reason=str(error)) from error
    if not any(text.text.strip() for text in (*need.title, *need.problem)):
        raise Invalid("need.file")
    return need if need.fields else msgspec.structs.replace(need, fields=tuple(fields_of(need.classes)))


def patents_for(need: NeedProfile, index: SearchIndex, today: date, limit: int = 20) -> tuple[PatentMatch, ...]:
    """The patents that best answer a need, alive as far as the register shows, with reasons."""
    weights = _weights((*need.title,), (*need.problem,), index, "patents")
    hits = index.rank(weights, "patents", {"status": ALIVE}, CANDIDATES)
    keys = [hit.id.removeprefix("patent:") for hit in hits]
    patents = {patent.key: patent for patent in Patent.objects.filter(key__in=keys)}
    listings = {
        listing.patent_id: listing
        for listing in Listing.objects.filter(
            patent__in=[p.pk for p in patents.values()], state=Publication.PUBLISHED
        ).select_related("organisation")
    }
    candidates = [
        (_supply(patents[key], listings.get(patents[key].pk), today), hit.score)
        for key, hit in zip(keys, hits, strict=True)
        if key in patents
    ]
    return tuple(
        PatentMatch(patents[found.candidate], listings.get(patents[found.candidate].pk), found)
        for found in match(need, candidates, weights, most=limit, today=today)
    )


def needs_for(listing: Listing, index: SearchIndex, today: date, limit: int = 20) -> tuple[NeedMatch, ...]:
    """The needs that a listing best answers, with reasons; each is judged as that need would see the listing."""
    supply = _supply(listing.patent, listing, today)
    weights = _weights(supply.title, supply.body, index, "needs")
    hits = index.rank(weights, "needs", {}, NEEDS)
    scores = {int(hit.id.removeprefix("need:")): hit.score for hit in hits}
    fullest = FULLEST_TERM * sum(weights.values()) or 1.0
    needs = {
        need.pk: need
        for need in Need.objects.filter(pk__in=scores, state=Publication.PUBLISHED).select_related("organisation")
    }
    found = []
    for pk, need in needs.items():
        profile = need_profile(need)
        telling = _weights(profile.title, profile.problem, index, "patents")
        seen = match(profile, [(supply, scores[pk])], telling, most=1, today=today)
        score = scores[pk]
        found.append(
            NeedMatch(need, msgspec.structs.replace(seen[0], score=score, relevance=min(1.0, score / fullest)))
        )
    return tuple(sorted(found, key=lambda m: (-m.match.score, m.need.pk))[:limit])


def _weights(title: Sequence[TextIn], body: Sequence[TextIn], index: SearchIndex, collection: str) -> dict[str, float]:
    terms = {term for text in (*title, *body) for term in analyse(text.text, text.language)}
    frequencies, documents = index.document_frequencies(terms, collection)
    return need_terms(title, body, frequencies, documents)


def _supply(patent: Patent, listing: Listing | None, today: date) -> SupplyProfile:
    record = record_of(patent)
    status = status_of(patent, today)
    wanted = (ClassScheme.IPC, ClassScheme.CPC)
    classes = tuple(dict.fromkeys(symbol.symbol for symbol in record.classes if symbol.scheme in wanted))
    return SupplyProfile(
        id=patent.key,
        number=patent.key,
        title=record.titles,
        body=(*record.abstracts, *(_texts(listing, ("title", "plain", "better")) if listing else ())),
        claims=tuple(TextIn(patent.language, claim.text) for claim in record.claims[:1]),
        classes=classes,
        fields=tuple(fields_of(classes)),
        region=listing.organisation.province if listing else patent.region,
        maturity=listing.maturity if listing else None,
        kinds=tuple(listing.kinds) if listing else (),
        price=_money(listing.upfront, listing.currency) if listing else None,
        status=status.state.value,
        right_end=status.ends,
        numbers_claimed=_targets(listing.targets) if listing else (),
    )


def _texts(thing: Listing | Need, names: Iterable[str]) -> tuple[TextIn, ...]:
    other = "en" if thing.language == "zh" else "zh"
    texts = []
    for name in names:
        if getattr(thing, name):
            texts.append(TextIn(thing.language, getattr(thing, name)))
        if thing.translation.get(name):
            texts.append(TextIn(other, thing.translation[name]))
    return tuple(texts)


def _targets(rows: list[dict[str, Any]]) -> tuple[Target, ...]:
    known = Target.__struct_fields__
    return tuple(msgspec.convert({k: v for k, v in row.items() if k in known}, Target) for row in rows)


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
