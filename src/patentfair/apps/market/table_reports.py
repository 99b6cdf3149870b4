"""How much of a row its report keeps: a table of a hundred thousand rows must not fill the database."""

from __future__ import annotations

from patentfair.domain.formats.templates.problems import RowProblem

__all__ = ["bounded_problems", "bounded_texts"]

EXTRA_BYTES = 8 << 10
PROBLEM_BYTES = 8 << 10
SHOWN_VALUE = 200


def bounded_problems(problems: list[RowProblem]) -> list[dict[str, object]]:
    """The first problems, what they quote of the file cut short."""
    kept: list[dict[str, object]] = []
    size = 0
    for p in problems[:50]:
        params = {name: text if name.startswith("known_") else text[:SHOWN_VALUE] for name, text in p.params.items()}
        size += sum(len(text.encode("utf-8", "replace")) for text in params.values())
        if kept and size > PROBLEM_BYTES:
            break
        kept.append({"code": p.code, "column": p.column, "params": params, "fatal": p.fatal})
    return kept


def bounded_texts(extra: dict[str, str]) -> dict[str, str]:
    """The texts as far as they fit a report; one that is cut ends in an ellipsis."""
    kept: dict[str, str] = {}
    left = EXTRA_BYTES
    for name, text in extra.items():
        left -= len(name.encode("utf-8", "replace")) + 8
        if left <= 0:
            break
        raw = text.encode("utf-8", "replace")
        kept[name] = text if len(raw) <= left else raw[: max(0, left - 3)].decode("utf-8", "ignore") + "…"
        left -= len(raw)
    return kept
