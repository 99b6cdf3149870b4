"""The card of an exhibit: what a visitor reads, and what it still lacks before it may be shown."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["LONGEST", "NEEDED", "TEXTS", "Card", "Gap", "gaps"]

TEXTS = ("title", "problem", "how", "new", "users")
NEEDED = ("title", "problem", "how")
LONGEST = {"title": 120, "problem": 600, "how": 1200, "new": 600, "users": 400}
"""Characters: what a visitor standing before the label reads in a minute."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """The texts of a card by name, in their writer's language and as translated, and its pictures' descriptions.

    `pictures` holds, for each picture or film, its description in Chinese and in English; one suffices.
    """

    language: str
    texts: Mapping[str, str]
    translation: Mapping[str, str] = {}
    pictures: tuple[Words, ...] = ()


class Gap(msgspec.Struct, frozen=True):
    """Something missing: the text's name (or `picture`), and whether the card may be shown without it."""

    name: str
    is_needed: bool


def gaps(card: Card) -> tuple[Gap, ...]:
    """What the card lacks, needed things first. A missing translation is told, and does not stop anybody."""
    found = [Gap(name, is_needed=name in NEEDED) for name in TEXTS if not card.texts.get(name, "").strip()]
    found += [Gap("picture", is_needed=True) for words in card.pictures if not (words.zh.strip() or words.en.strip())]
    written = [name for name in TEXTS if card.texts.get(name, "").strip()]
    if any(not card.translation.get(name, "").strip() for name in written):
        found.append(Gap("translation", is_needed=False))
    return tuple(sorted(found, key=lambda gap: not gap.is_needed))
