"""Halls and exhibits as pages and papers show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from patentfair.adapters.documents.hall_papers import PrintedExhibit, PrintedHall
from patentfair.apps.exhibition.cards import card_of, shown_card
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture, Hall
from patentfair.apps.registry.queries import status_of
from patentfair.domain.exhibition.card import TEXTS, Card
from patentfair.domain.exhibition.trace import Stage
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.status import LABELS
from patentfair.web.addresses import public_url
from patentfair.web.exhibition.codes import short_address
from patentfair.web.present import organisation_name, status_strip, target_text

__all__ = [
    "HEADINGS",
    "STAGES",
    "STATES",
    "WAYS",
    "approved_pictures",
    "exhibit_card",
    "hall_card",
    "hall_lede",
    "hall_name",
    "pictures_of",
    "printed_exhibit",
    "printed_hall",
    "text_rows",
    "trace_rows",
]

HEADINGS = {
    "title": Words("名称", "Title"),
    "problem": Words("要解决的问题", "The problem"),
    "how": Words("怎样工作", "How it works"),
    "new": Words("新在哪里", "What is new"),
    "users": Words("谁可能用得上", "Who could use it"),
    "picture": Words("图片说明", "Description of a picture"),
    "translation": Words("译文", "Translation"),
}
STATES = {
    "draft": Words("草稿", "Draft"),
    "review": Words("待审核", "Waits for review"),
    "scheduled": Words("已定时", "Scheduled"),
    "shown": Words("展出中", "Shown"),
    "withdrawn": Words("已撤下", "Withdrawn"),
    "open": Words("开放", "Open"),
    "closed": Words("已关闭", "Closed"),
}
STAGES = {
    "visit": Words("浏览与扫码", "Visits"),
    "inquiry": Words("询问", "Inquiries"),
    "talks": Words("洽谈", "Talks"),
    "agreed": Words("达成条款", "Terms agreed"),
    "in_force": Words("合同生效", "In force"),
}
WAYS = {
    "page": Words("网页", "Page"),
    "label": Words("展签扫码", "Label"),
    "poster": Words("海报扫码", "Poster"),
    "catalogue": Words("目录扫码", "Catalogue"),
    "kiosk": Words("触摸屏", "Kiosk"),
}


def hall_name(hall: Hall, language: str) -> str:
    names = (hall.name_zh, hall.name_en)
    return (names[0] or names[1]) if language == "zh" else (names[1] or names[0])


def hall_lede(hall: Hall, language: str) -> tuple[str, str]:
    """The text at the entrance and the language it is in."""
    own, other = (hall.lede_zh, hall.lede_en) if language == "zh" else (hall.lede_en, hall.lede_zh)
    return (own, language) if own or not other else (other, "en" if language == "zh" else "zh")


def _text(card: Card, name: str, language: str) -> tuple[str, str]:
    """A text of a card in `language` where it is written or translated, else as written; and the language it is in."""
    own = card.texts.get(name, "")
    if language == card.language:
        return own, card.language
    translated = card.translation.get(name, "")
    return (translated, language) if translated else (own, card.language)


def text_rows(exhibit: Exhibit, language: str, *, draft: bool = False) -> dict[str, dict[str, str]]:
    """The card's texts by name: heading, text and the language it is in."""
    card = card_of(exhibit) if draft else shown_card(exhibit)
    rows = {}
    for name in TEXTS:
        text, written = _text(card, name, language)
        rows[name] = {"heading": HEADINGS[name].of(language), "text": text, "language": written}
    return rows


def picture_address(picture: ExhibitPicture, size: str) -> str:
    return reverse("exhibit-picture", args=[picture.pk, size])


def approved_pictures(exhibit: Exhibit) -> list[ExhibitPicture]:
    """The pictures and films that visitors see, in their order."""
    approved = set(exhibit.shown.get("pictures", ()))
    return sorted((one for one in exhibit.pictures.all() if one.pk in approved), key=lambda picture: picture.place)


def pictures_of(exhibit: Exhibit, language: str, *, draft: bool = False) -> list[dict[str, Any]]:
    """Pictures and films with their descriptions in the language of the page, else in the other."""
    rows = []
    every = sorted(exhibit.pictures.all(), key=lambda picture: picture.place)
    for one in every if draft else approved_pictures(exhibit):
        own, other = (one.alt_zh, one.alt_en) if language == "zh" else (one.alt_en, one.alt_zh)
        written = language if own else ("en" if language == "zh" else "zh")
        rows.append({
            "pk": one.pk, "is_film": one.kind == ExhibitPicture.Kind.FILM, "alt": own or other, "alt_language": written,
            "url": picture_address(one, "large"), "small_url": picture_address(one, "small"),
            "medium_url": picture_address(one, "medium"), "width": one.width,
            "height": one.height, "media_type": one.media_type, "alt_zh": one.alt_zh, "alt_en": one.alt_en,
        })  # fmt: skip
    return rows


def exhibit_card(exhibit: Exhibit, language: str, today: date, *, draft: bool = False) -> dict[str, Any]:
    """An exhibit in its hall: number, title, problem, picture and whether the right lives."""
    texts = text_rows(exhibit, language, draft=draft)
    pictures = [one for one in pictures_of(exhibit, language, draft=draft) if not one["is_film"]]
    strip = status_strip(status_of(exhibit.patent, today), language, today)
    return {
        "pk": exhibit.pk, "number": exhibit.number, "texts": texts, "picture": pictures[0] if pictures else None,
        "url": reverse("exhibit", args=[exhibit.hall.key, exhibit.number]), "patent": exhibit.patent.key,
        "state": strip["state"], "state_label": strip["label"], "strip": strip, "link": exhibit.link,
        "maturity": exhibit.maturity if draft else exhibit.shown.get("maturity"),
        "owner": organisation_name(exhibit.owner, language) if exhibit.owner else exhibit.patent.owner_name,
        "numbers": [
            {"label": one["name"], "value": target_text(one)}
            for one in (exhibit.numbers if draft else exhibit.shown.get("numbers", []))
        ],
    }  # fmt: skip


def hall_card(hall: Hall, language: str, cover: ExhibitPicture | None = None) -> dict[str, Any]:
    """A hall in a list; `cover` is a picture of one of its exhibits."""
    lede, written = hall_lede(hall, language)
    alt = ((cover.alt_zh or cover.alt_en) if language == "zh" else (cover.alt_en or cover.alt_zh)) if cover else ""
    return {
        "url": reverse("hall", args=[hall.key]), "name": hall_name(hall, language), "lede": lede,
        "lede_language": written, "center": hall.center, "count": getattr(hall, "exhibit_count", 0),
        "is_chain": hall.kind == Hall.Kind.CHAIN, "image_url": picture_address(cover, "small") if cover else "",
        "image_alt": alt,
    }  # fmt: skip


def trace_rows(stages: Iterable[Stage], language: str) -> list[dict[str, Any]]:
    """The trace as rows: what, how many, how many of the stage before were lost, how wide a bar of 100 is."""
    every = list(stages)
    deals = max((one.count for one in every[1:]), default=0)
    rows: list[dict[str, Any]] = []
    for one in every:
        most = one.count if one.name == "visit" else deals
        rows.append({
            "name": STAGES[one.name].of(language), "count": one.count, "lost": one.lost,
            "is_visit": one.name == "visit", "share": round(100 * one.count / most) if most else 0,
        })  # fmt: skip
    return rows


def _both(exhibit: Exhibit, name: str) -> Words:
    card = shown_card(exhibit)
    zh, en = _text(card, name, "zh")[0], _text(card, name, "en")[0]
    return Words(zh, en)


def _day(value: date) -> Words:
    with override("zh"):
        zh = date_format(value, "DATE_FORMAT")
    with override("en"):
        en = date_format(value, "DATE_FORMAT")
    return Words(zh, en)


def _same(text: str) -> Words:
    return Words(text, text)


def printed_exhibit(
    request: HttpRequest, exhibit: Exhibit, way: str, picture: Path | None, alt: Words
) -> PrintedExhibit:
    """An exhibit as labels, posters and catalogues print it: as approved, with the right's status of today."""
    today = timezone.localdate()
    status = status_of(exhibit.patent, today)
    as_of = _day(status.as_of) if status.as_of else Words("不明", "not known")
    label = LABELS[status.state]
    facts = [
        (Words("专利号", "Patent"), _same(exhibit.patent.key)),
        (
            Words("法律状态", "Legal status"),
            Words(f"{label.zh}（截至{as_of.zh}）", f"{label.en} (as of {as_of.en})"),
        ),
        (
            Words("权利人", "Owner"),
            Words(organisation_name(exhibit.owner, "zh"), organisation_name(exhibit.owner, "en"))
            if exhibit.owner
            else _same(exhibit.patent.owner_name),
        ),
    ]
    if maturity := exhibit.shown.get("maturity"):
        facts.append((Words("技术成熟度", "Readiness level"), _same(f"TRL {maturity} / 9")))
    return PrintedExhibit(
        number=exhibit.number,
        title=_both(exhibit, "title"),
        problem=_both(exhibit, "problem"),
        how=_both(exhibit, "how"),
        new=_both(exhibit, "new"),
        users=_both(exhibit, "users"),
        facts=tuple(facts),
        address=public_url(request, short_address(exhibit, way)),
        picture=picture,
        picture_alt=alt,
    )


def printed_hall(request: HttpRequest, hall: Hall) -> PrintedHall:
    """A hall as its papers print it, on the day of printing."""
    lede_zh, lede_en = hall_lede(hall, "zh")[0], hall_lede(hall, "en")[0]
    return PrintedHall(
        name=Words(hall_name(hall, "zh"), hall_name(hall, "en")),
        lede=Words(lede_zh, lede_en),
        center=Words(hall.center.name_zh, hall.center.name_en),
        day=_day(timezone.localdate()),
        address=public_url(request, reverse("hall", args=[hall.key])),
        is_sample=hall.is_sample,
    )
