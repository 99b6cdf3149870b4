"""The language of a text as far as its script tells it, for sources that print none."""

from __future__ import annotations

import re

__all__ = ["language_by_script"]

_LONGEST = 5_000
_KANA = re.compile("[ぁ-ゖァ-ヺｦ-ﾝ]")
_HANGUL = re.compile("[가-힣ㄱ-ㆎ]")
_HAN = re.compile("[一-鿿㐀-䶿]")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-zà-ÿ]", re.IGNORECASE)
# Letters of the other Cyrillic alphabets of patent offices, and one that of these Russian alone has.
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђџѓќѕ]", re.IGNORECASE)
_RUSSIAN = re.compile("[ыэ]", re.IGNORECASE)
# Chinese characters without any kana: so long a text is not Japanese.
_SURELY_CHINESE = 40
_CHINESE_OFFICES = frozenset(("CN", "TW", "HK", "MO"))
_RUSSIAN_OFFICES = frozenset(("RU", "SU", "EA"))


def language_by_script(text: str, office: str = "", beside: str = "") -> str:
    """BCP 47 code of a text, "" where its script leaves it open, as it does for Latin.

    A short text in Chinese characters alone may be Japanese. It is taken for what `beside`, a text of the same
    document, is; else for what its `office` publishes in; else it is left open.
    """
    sample = text[:_LONGEST]
    if _KANA.search(sample):
        return "ja"
    if _HANGUL.search(sample):
        return "ko"
    if han := len(_HAN.findall(sample)):
        if len(_LATIN.findall(sample)) > 4 * han:
            return ""
        if office in _CHINESE_OFFICES or han >= _SURELY_CHINESE:
            return "zh"
        return (language_by_script(beside, office) if beside else "") or ("ja" if office == "JP" else "")
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic > len(_LATIN.findall(sample)):
        russian = office in _RUSSIAN_OFFICES or _RUSSIAN.search(sample)
        return "ru" if russian and not _NOT_RUSSIAN.search(sample) else ""
    return ""
