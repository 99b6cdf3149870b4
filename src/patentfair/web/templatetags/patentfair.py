"""Filters the pages use."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.words import Words
from patentfair.web.journal_words import JOURNAL
from patentfair.web.present import label

register = template.Library()
_CHINESE = re.compile("([\u3001-\u303f\u3400-\u9fff\uff01-\uff5e]+)")


@register.filter
def words(value: Words | str, language: str) -> str:
    """The sentence of `Words` in the page's language."""
    return value.of(language) if isinstance(value, Words) else value


@register.filter
def lang(code: str) -> str:
    """BCP 47 tag for a `lang` attribute."""
    return "zh-CN" if code == "zh" else code


@register.filter
def name_in(thing: object, language: str) -> str:
    """The name of an organisation, center or person in `language`, else in the other."""
    names = (getattr(thing, "name_zh", ""), getattr(thing, "name_en", ""))
    return (names[0] or names[1]) if language == "zh" else (names[1] or names[0])


@register.filter
def title_in(patent: Patent, language: str) -> str:
    """The title of a patent in `language` where the document gives one, else as it was written."""
    return patent.title_in(language)


@register.filter
def written_in(text: str) -> str:
    """BCP 47 tag of what people wrote, told by its script: for titles and messages shown as they stand."""
    if re.search(r"[\u3040-\u30ff]", text):
        return "ja"
    return "zh-CN" if re.search(r"[\u3400-\u9fff]", text) else "en"


@register.filter
def runs(text: str) -> str:
    """A line of the page's language in which somebody's words may stand in Chinese: each run of these is marked so."""
    if (get_language() or "").startswith("zh"):
        return text
    parts = enumerate(_CHINESE.split(text))  # every second one is Chinese
    marked = ((format_html('<span lang="zh-CN">{}</span>', part) if number % 2 else part,) for number, part in parts)
    return format_html_join("", "{}", marked)


@register.filter
def event_name(code: str, language: str) -> str:
    """The words for an act in the journal."""
    return label(JOURNAL, code, language)
