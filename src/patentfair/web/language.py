"""The language of the page being made."""

from django.utils.translation import get_language

__all__ = ["page_language"]


def page_language() -> str:
    """ "zh" or "en"."""
    return (get_language() or "zh")[:2]
