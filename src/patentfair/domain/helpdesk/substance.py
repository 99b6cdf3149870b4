"""Whether a text says something: the first reply that ends the clock, and the least a law clinic writes down.

A unit is one Chinese character or half a word of another script, so that a sentence weighs about the same in both.
"""

from __future__ import annotations

import re

__all__ = ["LEAST_OF_CLINIC", "LEAST_OF_REPLY", "is_substantive", "missing_in_clinic", "substance"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_SENTENCE = re.compile(r"[^。！？!?.\n]+[。！？!?.]*")
_COURTESY = re.compile(
    r"(已(经)?收到|收悉|自动回复|尽快(与您)?(答复|回复|联系|处理)|耐心等待|感谢您?的?(来信|来函|咨询|反馈)"
    r"|have received|automatic(ally)? (repl|generated)|get back to you"
    r"|will (answer|reply|respond) (you )?(soon|shortly)"
    r"|as soon as possible|thank(s| you) for (your|contacting|writing))",
    re.IGNORECASE,
)
LEAST_OF_REPLY = 20
LEAST_OF_CLINIC = {"facts": 40, "question": 10, "advice": 60}


def substance(text: str) -> int:
    """How much a text says, in units."""
    return len(_HAN.findall(text)) + 2 * len(_WORD.findall(text))


def is_substantive(text: str) -> bool:
    """Whether a reply says something of its own: sentences that only acknowledge receipt do not count."""
    said = "".join(one for one in _SENTENCE.findall(text) if not _COURTESY.search(one))
    return substance(said) >= LEAST_OF_REPLY


def missing_in_clinic(facts: str, question: str, advice: str) -> str:
    """The first part of a clinic's record that says too little, "" where all is there."""
    given = {"facts": facts, "question": question, "advice": advice}
    return next((name for name, least in LEAST_OF_CLINIC.items() if substance(given[name]) < least), "")
