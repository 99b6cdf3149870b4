"""A sentence or term in both languages of the house."""

from __future__ import annotations

import msgspec

__all__ = ["Words"]


class Words(msgspec.Struct, frozen=True):
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The sentence in `language` ("zh", "zh-hans", "en", ...); anything but Chinese gets English."""
        return self.zh if language.startswith("zh") else self.en
