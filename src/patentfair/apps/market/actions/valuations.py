"""Write valuations: keep one with every input, show it to the other side or take it back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec
from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.models import Valuation
from patentfair.apps.market.valuing import MoneyInputs, Why, money_views, record_facts, scheme_of
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Stale
from patentfair.domain.market.valuation import value
from patentfair.domain.market.valuation_indicators import LEAVES
from patentfair.domain.market.valuation_prefill import cautions

__all__ = ["make_valuation", "share_valuation"]

LONGEST_REASON = 1000


@transaction.atomic
def make_valuation(
    *,
    actor: Actor,
    organisation: Organisation,
    patent: Patent,
    weights: Mapping[str, Decimal],
    scores: Mapping[str, Decimal | None],
    reasons: Mapping[str, Why],
    money: MoneyInputs,
    is_sample: bool = False,
) -> Valuation:
    """Keep a valuation. It is never changed: who thinks otherwise makes another one."""
    on_behalf_of = actor.require(organisation.pk, "draft")
    scheme = scheme_of(weights)
    value(scheme, scores)
    money_views(money)
    for code, why in reasons.items():
        if code not in LEAVES or max(len(why.zh), len(why.en)) > LONGEST_REASON:
            raise Invalid("valuation.reason", field=code)
    warned = cautions(record_facts(patent, organisation, timezone.localdate()))
    made = Valuation.objects.create(
        patent=patent,
        organisation=organisation,
        scheme=f"{scheme.id}/{scheme.version}",
        weights={code: str(weight) for code, weight in scheme.weights.items()},
        scores={code: None if score is None else str(score) for code, score in scores.items()},
        reasons={
            **{code: msgspec.to_builtins(why) for code, why in reasons.items()},
            "cautions": [{"zh": one.zh, "en": one.en} for one in warned],
        },
        money=msgspec.to_builtins(money, str_keys=True),
        made_by_id=actor.user_id,
        made_at=timezone.now(),
        is_sample=is_sample,
    )
    record(
        events.VALUATION_MADE,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"valuation:{made.pk}",
        patent=patent.key,
        scheme=made.scheme,
        inputs_sha256=digest([made.weights, made.scores, made.reasons, made.money]),
    )
    return made


@transaction.atomic
def share_valuation(*, actor: Actor, valuation: Valuation, shared: bool) -> None:
    """Show a valuation to the other side of talks or a deal about the patent, or take it back."""
    on_behalf_of = actor.require(valuation.organisation_id, "negotiate")
    changed = Valuation.objects.filter(pk=valuation.pk, is_shared=not shared).update(is_shared=shared)
    if not changed:
        raise Stale("valuation.changed-meanwhile")
    record(
        events.VALUATION_SHARED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"valuation:{valuation.pk}",
        patent=valuation.patent.key,
        shared=shared,
    )
