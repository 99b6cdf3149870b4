"""The rules of a pack as a page of Markdown, for docs/law."""

from __future__ import annotations

from patentfair.domain.rights.law.pack import Pack
from patentfair.domain.rights.law.rule import Law

__all__ = ["rules_page"]

_MARKS = {"V": "text read", "V2": "secondary source", "GK": "general knowledge, never decides alone"}


def laws(pack: Pack) -> tuple[Law, ...]:
    """Every law the pack's rules rest on, each once, in the order of its id."""
    found: dict[tuple[str, str], Law] = {}
    for rule in pack.rules:
        for value in (rule.law, *_named(rule.apply)):
            found[value.id, value.basis] = value
    return tuple(found[key] for key in sorted(found))


def _named(function: object) -> tuple[Law, ...]:
    """The laws of the module a rule function stands in: a function may find under several of them."""
    names: dict[str, object] = getattr(function, "__globals__", {})
    return tuple(value for value in names.values() if isinstance(value, Law))


def rules_page(pack: Pack) -> str:
    """The page: one row a rule, with its article, the day from which it is in force and how it was checked."""
    lines = [
        f"# Rules of the {pack.office} pack",
        "",
        f"Version {pack.version}; decisions for acts from {pack.start} on. Generated from the pack; do not edit.",
        "",
        "| rule | 规则 | what | article | in force from | checked |",
        "|---|---|---|---|---|---|",
    ]
    for law in laws(pack):
        until = f" to {law.end}" if law.end else ""
        row = (law.id, law.title.zh, law.title.en, law.basis, f"{law.start}{until}", f"{law.mark}: {_MARKS[law.mark]}")
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines) + "\n"
