"""What the head of a deal's pages shows besides: checks of the sides, who helps, whether there is a dispute."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.badges import Badge, badges, badges_of
from patentfair.apps.market.disputes import open_complaints
from patentfair.apps.market.intermediaries import helping, is_intermediary
from patentfair.apps.market.models import Deal
from patentfair.apps.market.queries import side_of
from patentfair.web.deals.trust_words import ABOUT, CHECKS, COMPLAINT_STATES, MANDATE_ROLES
from patentfair.web.present import day, label, organisation_name

__all__ = ["badge_rows", "badge_rows_of", "signs"]


def badge_rows(organisation: Organisation, language: str) -> list[dict[str, str]]:
    """The badges of one organisation as `ui/components/badge.html` shows them."""
    return [_badge(one, language) for one in badges(organisation)]


def badge_rows_of(organisations: list[int], language: str) -> dict[int, list[dict[str, str]]]:
    """The badges of several organisations by their ids."""
    return {pk: [_badge(one, language) for one in found] for pk, found in badges_of(organisations).items()}


def _badge(badge: Badge, language: str) -> dict[str, str]:
    center = badge.center
    names = (center.name_zh, center.name_en) if language == "zh" else (center.name_en, center.name_zh)
    return {
        "what": label(CHECKS, badge.what, language),
        "center": names[0] or names[1],
        "when": day(timezone.localdate(badge.checked_at)),
        "until": day(badge.until),
    }


def signs(actor: Actor, deal: Deal, language: str) -> dict[str, Any]:
    """Context of `web/_deal_signs.html`; `only_talks` is said of an intermediary, who sees no other page of a deal."""
    reads = side_of(actor, deal) is not None or deal.center_id in actor.centers or actor.is_system
    audits = actor.is_national_admin or (deal.center is not None and deal.center.province in actor.provinces)
    only_talks = not reads and not audits and is_intermediary(actor, deal)
    found = badges_of([deal.grantor_id, deal.grantee_id])
    return {
        "only_talks": only_talks,
        "badges": [
            {
                "name": organisation_name(side, language),
                "rows": [_badge(one, language) for one in found[side.pk]],
            }
            for side in (deal.grantor, deal.grantee)
            if found[side.pk]
        ],
        "helpers": [
            {
                "role": label(MANDATE_ROLES, one.role, language),
                "name": organisation_name(one.organisation, language),
                "helps": organisation_name(one.principal, language),
            }
            for one in helping(deal)
        ],
        "complaints": [
            {
                "about": label(ABOUT, one.about, language) if reads else "",
                "state": label(COMPLAINT_STATES, one.state, language) if reads else "",
            }
            for one in ([] if only_talks else open_complaints(deal))
        ],
    }
