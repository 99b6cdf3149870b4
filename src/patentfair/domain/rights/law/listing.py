"""The rules of the packs as pages: what each rule says, where it stands, how it was checked, and what tests it.

`docs/law`, the page of rules and `patentfair rights rules` all show this listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import Facts
from patentfair.domain.rights.law.pack import Pack
from patentfair.domain.rights.law.rule import Law

__all__ = [
    "ANSWERS",
    "MARKS",
    "Evidence",
    "Listed",
    "fired_by",
    "index_page",
    "laws",
    "listing",
    "rules_page",
    "to_json",
]

MARKS: dict[str, Words] = {
    "V": Words("已核对原文", "text read"),
    "V2": Words("仅核对转引资料", "secondary source"),
    "GK": Words("一般知识，未核对，不单独决定结论", "general knowledge, never decides alone"),
}

ANSWERS: dict[str, tuple[Words, Words]] = {
    "CN": (
        Words(
            "专利与专利申请的转让、许可、分许可、开放许可、质押、放弃、备案、期限补偿，技术出口，高校与国有单位定价",
            "Sale, licence, sub-licence, open licence, pledge, waiver, recordal and term compensation of patents and "
            "applications; export of technology; prices of universities and State-owned bodies",
        ),
        Words("现行《专利法实施细则》施行之日", "the present Implementing Regulations came into force"),
    ),
    "US": (
        Words(
            "转让、登记优先、共有人、许可及其转移、维持费、期末放弃、担保、联邦资助发明、专利中技术的出口",
            "Sale and priority by recording, joint owners, licences and passing them on, maintenance fees, terminal "
            "disclaimers, security interests, federally funded inventions, export of what a patent teaches",
        ),
        Words("所核对的条文自该日起为此文字", "from that day the sections read have the wording read"),
    ),
    "EP": (
        Words(
            "欧洲专利申请的转让、许可及其登记；授权后交各国规则包",
            "Sale and licence of European patent applications and their entry; after grant the national packs answer",
        ),
        Words("所核对的审查指南版本之日", "the Guidelines read are of that edition"),
    ),
    "UP": (
        Words(
            "统一专利的整体转让、部分许可、适用何国法律、当然许可；作为财产仅适用德国法时作出判断",
            "Unitary patents: sale as a whole, licences of part, whose law governs, licences of right; as property "
            "only where German law governs",
        ),
        Words("第1257/2012号条例开始适用之日", "Regulation 1257/2012 became applicable"),
    ),
    "DE": (
        Words(
            "转让、许可、许可意愿声明、共有人、质押、年费、强制许可",
            "Sale, licence, willingness to license, co-owners, pledge, renewal fees, compulsory licences",
        ),
        Words("所核对的法律文本之日", "the text of the law that was read is of that day"),
    ),
    "GB": (
        Words(
            "转让与抵押的形式、在后取得人的优先、共有人、当然许可及其撤销、续展费",
            "Form of sales and mortgages, priority of later acquirers, co-owners, licences of right and their "
            "cancellation, renewal fees",
        ),
        Words("所核对条文版本之年", "the year of the version of the sections read"),
    ),
    "JP": (
        Words(
            "共有专利权、专用实施权与通常实施权、登记的效力、放弃",
            "Co-owned patents, senyo and tsujo licences, effect of registration, waiver",
        ),
        Words("现行第九十七条施行之日", "article 97 has had its present wording since"),
    ),
    "KR": (
        Words(
            "共有专利权、专用实施权与通常实施权、登记的效力与对抗力、质押、放弃、期限",
            "Co-owned patents, jeonyong and tongsang licences, effect of registration, pledge, waiver, term",
        ),
        Words("所核对的法律文本之日", "the text of the Act that was read is of that day"),
    ),
}
"""Office -> what its pack answers, and why it begins on its day."""


class Evidence(msgspec.Struct, frozen=True):
    """What tests the rules: `cases[rule, basis]` are worked cases in which it fires, `tests[rule]` name it."""

    cases: Mapping[tuple[str, str], tuple[str, ...]] = msgspec.field(default_factory=dict)
    tests: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Listed(msgspec.Struct, frozen=True):
    """A law of a pack with the worked cases in which it fires and the tests that name it."""

    law: Law
    cases: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


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


def fired_by(cases: Iterable[tuple[str, Facts]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Of named facts, which fire which law: (rule, basis) -> names, in order."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, facts in sorted(cases, key=lambda pair: pair[0]):
        for key in {(one.rule, one.basis) for one in decide(facts).findings}:
            found.setdefault(key, []).append(name)
    return {key: tuple(names) for key, names in found.items()}


def listing(pack: Pack, evidence: Evidence | None = None) -> tuple[Listed, ...]:
    """The laws of a pack in the order of their ids, with what tests them as far as `evidence` tells."""
    known = evidence or Evidence()
    return tuple(
        Listed(law, known.cases.get((law.id, law.basis), ()), known.tests.get(law.id, ())) for law in laws(pack)
    )


def _in_force(law: Law) -> str:
    return f"{law.start} to {law.end}" if law.end else str(law.start)


def rules_page(pack: Pack, evidence: Evidence) -> str:
    """The page of Markdown: one row a rule, with article, days in force, how it was checked, and its tests."""
    answers, begins = ANSWERS[pack.office]
    lines = [
        f"# Rules of the {pack.office} pack",
        "",
        f"Version {pack.version}. {answers.en}.",
        "",
        f"{answers.zh}。",
        "",
        f"It answers for acts from {pack.start} on ({begins.en}; {begins.zh}). Made with "
        f"`patentfair rights rules {pack.office} --markdown`; do not edit. What the marks mean: [README](README.md).",
        "",
        "| rule | 规则 | what | article | in force from | checked | worked cases | tests |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in listing(pack, evidence):
        law = one.law
        row = (
            law.id,
            law.title.zh,
            law.title.en,
            law.basis,
            _in_force(law),
            law.mark,
            ", ".join(one.cases),
            "<br>".join(one.tests),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
    return "\n".join(lines) + "\n"


def to_json(pack: Pack, evidence: Evidence) -> dict[str, Any]:
    """The listing as plain data, as `patentfair rights rules --json` prints it."""
    answers, begins = ANSWERS[pack.office]
    return {
        "office": pack.office,
        "version": pack.version,
        "start": pack.start.isoformat(),
        "answers": msgspec.to_builtins(answers),
        "start_because": msgspec.to_builtins(begins),
        "rules": [
            {
                "rule": one.law.id,
                "title": msgspec.to_builtins(one.law.title),
                "basis": one.law.basis,
                "cite": msgspec.to_builtins(one.law.cite),
                "verified": one.law.mark,
                "start": one.law.start.isoformat(),
                "end": one.law.end.isoformat() if one.law.end else None,
                "cases": list(one.cases),
                "tests": list(one.tests),
            }
            for one in listing(pack, evidence)
        ],
    }


def index_page(packs: Iterable[Pack]) -> str:
    """The README of docs/law: what each pack answers and since when, what stays open, and the form of the facts."""
    packs = tuple(packs)
    lines = [_HEAD]
    for pack in packs:
        answers, begins = ANSWERS[pack.office]
        marks: list[str] = [law.mark for law in laws(pack)]
        name = f"[{pack.office}]({pack.office.lower()}.md)"
        counts = (str(marks.count(mark)) for mark in MARKS)
        cells = (name, pack.version, str(pack.start), begins.en, f"{answers.en}<br>{answers.zh}", *counts)
        lines.append("| " + " | ".join(cells) + " |")
    lines.append(_MIDDLE)
    for pack in packs:
        lines += [f"### {pack.office}", ""]
        for law in laws(pack):
            if law.mark == "GK":
                lines.append(f"- {law.id} {law.title.en} ({law.basis}). {law.title.zh}。")
        lines.append("")
    return "\n".join(lines) + _SCHEMA


_HEAD = """# The law, pack by pack

A pack is the law of one office as the engine applies it: facts in, decision out. Every rule stands on its pack's page
with its article, the days on which it is in force, how it was checked, the worked cases of `examples/rights` in which
it fires and the tests that name it. A rule that nothing tests fails the suite. The pages and this one are made with
`patentfair rights rules --markdown`; do not edit them. The status codes of offices are in
[status-codes.md](status-codes.md).

| pack | version | answers from | because | what it answers | V | V2 | GK |
|---|---|---|---|---|---|---|---|"""

_MIDDLE = """
V: the text was read. V2: read in a secondary source only; the finding says so. GK: general knowledge, not checked; such
a rule never decides alone: it asks for a formality, is listed as a remark, or leaves the answer INDETERMINATE. The last
three columns count rules. An office without a pack, and a day before its pack begins, get INDETERMINATE with a finding
that says so.

## What stays open

The rules for which no text was read. Where one could decide, the answer names what is not verified and whom to ask.
"""

_SCHEMA = """## The form of the facts

`facts.schema.json` is the JSON Schema of the facts (`GET /api/rights/schema`), version 2, with the identifier
`urn:patentfair:rights-facts:2`. Facts written for version 1 are facts of version 2: since then only optional fields
and values were added.

- right: `term_from`, `term_disclaimed_from`, `applicants_at_filing` (of each `seat` and `places_of_business`)
- fee: `paid_on`
- party: `manages_inventions`
- interest: `registered_on`
- grant: `recorded_on`, `known_to_grantee`
- encumbrance: `registered_on`, `known_to_grantee`
- transaction: `for_value`, `assigned_with`, `with_business`, `royalty_until`, `us_manufacture`, `public_notice`,
  `crada`; the kind `licence_transfer`
- approval: the kinds `secrecy_order_release` and `comptroller`
"""
