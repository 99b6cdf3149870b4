"""The colours a center may choose for its pages: each legible on paper-white and on the dark ground."""

from __future__ import annotations

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["ACCENTS", "Accent", "contrast"]


class Accent(msgspec.Struct, frozen=True):
    """A colour by its name: `light` for paper-white pages, `dark` for the dark scheme; both as #rrggbb."""

    name: Words
    light: str
    dark: str


ACCENTS: dict[str, Accent] = {
    "vermilion": Accent(Words("朱红", "Vermilion"), "#a92b16", "#f2846a"),
    "indigo": Accent(Words("靛蓝", "Indigo"), "#2b4a8b", "#9db7f0"),
    "pine": Accent(Words("松绿", "Pine"), "#1f5f45", "#86cfab"),
    "plum": Accent(Words("梅紫", "Plum"), "#75305f", "#e0a1cb"),
    "ochre": Accent(Words("赭石", "Ochre"), "#7a4b0a", "#e3b469"),
    "slate": Accent(Words("石青", "Slate"), "#2d5566", "#97c4d6"),
}


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours after WCAG 2.2, 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
