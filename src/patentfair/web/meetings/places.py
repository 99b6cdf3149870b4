"""Where an event is held: a city by its name, chosen from a list in groups by province."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.prefectures import PREFECTURES
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["city_choices", "city_of", "place_words"]

_MUNICIPALITIES = frozenset({"1101", "1201", "3101", "5001"})
_MERGED = frozenset({"3712"})  # cities there are no longer


def city_of(county: str) -> str:
    """The code of the city that a county of six digits belongs to, in six digits.

    A municipality is its own city; so is a county directly under a province.
    """
    if county in PREFECTURES:
        return county
    if county[:4] in PREFECTURES:
        return f"{county[:4]}00"
    return f"{county[:2]}0100" if f"{county[:2]}01" in _MUNICIPALITIES else f"{county[:2]}0000"


def place_words(county: str) -> Words:
    """Province and city of a county of six digits; the city alone where it bears the province's name."""
    province = PROVINCES.get(county[:2])
    if province is None:
        return Words("", "")
    code = city_of(county)
    city = PREFECTURES.get(code) or PREFECTURES.get(code[:4])
    if city is None or city.code in _MUNICIPALITIES:
        return province
    return Words(f"{province.zh}{city.full}", f"{city.latin}, {province.en}")


def city_choices(language: str, first: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Cities in groups by province, the province `first` (two digits) before the others."""
    groups = []
    for province, words in sorted(PROVINCES.items(), key=lambda pair: (pair[0] != first, pair[0])):
        cities = [
            (code.ljust(6, "0"), one.name.of(language))
            for code, one in PREFECTURES.items()
            if code[:2] == province and code not in _MERGED
        ]
        groups.append((words.of(language), cities or [(province.ljust(6, "0"), words.of(language))]))
    return groups
