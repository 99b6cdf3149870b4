"""Cards of exhibits as values, and what a new one says before anybody has written on it."""

from __future__ import annotations

from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.market.models import Listing
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import industry_table, record_of
from patentfair.domain.exhibition.card import LONGEST, Card
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.record import ClassScheme

__all__ = ["card_of", "first_texts", "shown_card"]

MOST_INDUSTRIES = 4


def card_of(exhibit: Exhibit) -> Card:
    """The card as it is being written."""
    return Card(
        language=exhibit.language,
        texts=exhibit.texts,
        translation=exhibit.translation,
        pictures=tuple(Words(one.alt_zh, one.alt_en) for one in exhibit.pictures.all()),
    )


def shown_card(exhibit: Exhibit) -> Card:
    """The card as it was approved last: what visitors read."""
    return Card(
        language=exhibit.shown.get("language", exhibit.language),
        texts=exhibit.shown.get("texts", {}),
        translation=exhibit.shown.get("translation", {}),
    )


def first_texts(patent: Patent, listing: Listing | None, language: str, product: str) -> Card:
    """What a new card says: the owner's words where the patent is on offer, else the document's title and abstract.

    Who could use it is told from the industries that the patent's classes point to, as a suggestion to be checked.
    """
    if listing is not None:
        language = listing.language
        texts = {"title": listing.title, "how": listing.plain, "new": listing.better}
        translation = {
            name: str(listing.translation.get(field, ""))
            for name, field in (("title", "title"), ("how", "plain"), ("new", "better"))
        }
    else:
        record = record_of(patent)
        abstract = next((one.text for one in record.abstracts if one.language == language), "")
        texts = {"title": patent.titles.get(language, patent.title_in(language)), "how": abstract, "new": ""}
        language = language if language in patent.titles else patent.language[:2]
        translation = {}
    if language not in ("zh", "en"):
        language = "en"
    other = "en" if language == "zh" else "zh"
    users = _industries(patent)
    texts["users"], translation["users"] = users.of(language), users.of(other)
    if product:
        texts["title"] = product
        translation.pop("title", None)
    return Card(language=language, texts=_cut(texts), translation=_cut(translation))


def _industries(patent: Patent) -> Words:
    symbols = [one.symbol for one in record_of(patent).classes if one.scheme in (ClassScheme.IPC, ClassScheme.CPC)]
    found = industry_table().industries_of(symbols)[:MOST_INDUSTRIES]
    if not found:
        return Words("", "")
    return Words(
        "、".join(one.name.zh for one in found) + "等行业的企业。",
        "Firms in " + "; ".join(one.name.en[:1].lower() + one.name.en[1:] for one in found) + ".",
    )


def _cut(texts: dict[str, str]) -> dict[str, str]:
    """Texts no longer than a card takes, ended at a sentence where one ends in time."""
    return {name: _ended(text.strip(), LONGEST[name]) for name, text in texts.items() if text.strip()}


def _ended(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    part = text[:limit]
    end = max(part.rfind(mark) for mark in ("。", "；", ". ", "; "))
    return part[: end + 1] if end > limit // 3 else part[: limit - 1] + "…"
