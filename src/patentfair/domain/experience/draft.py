"""A first draft of a report from the facts of a deal: what happened, in days and steps.

Who it was and the terms stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["TEXTS", "DealEnd", "DealFacts", "amounts_in", "drafted", "names_in"]

TEXTS = ("title", "tried", "took", "worked", "failed", "next_time")


class DealEnd(StrEnum):
    """How far a deal has come, as a report tells it."""

    SIGNED = "signed"
    TERMINATED = "terminated"
    DECLINED = "declined"
    RUNNING = "running"


class DealFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the record says of a deal and anyone may know: no names, no amounts.

    Days count from the first contact; None where the step was not reached. `reason` is why talks ended, in words.
    `rounds` is how many versions of the terms there were, `checks` how often the law was asked.
    """

    kind: Words
    end: DealEnd
    field: Words | None = None
    days_to_answer: int | None = None
    days_to_signature: int | None = None
    days_to_end: int | None = None
    rounds: int = 0
    checks: int = 0
    consents: int = 0
    amendments: int = 0
    messages: int = 0
    is_recorded: bool = False
    reason: Words | None = None


def drafted(facts: DealFacts, language: str) -> dict[str, str]:
    """The draft's texts by the names in `TEXTS`; what only people can know is left empty."""
    return {
        "title": _title(facts).of(language),
        "tried": _tried(facts).of(language),
        "took": _join(_took(facts), language),
        "worked": _join(_worked(facts), language),
        "failed": _join(_failed(facts), language),
        "next_time": "",
    }


def _title(facts: DealFacts) -> Words:
    field_zh = f"{facts.field.zh}领域" if facts.field else ""
    field_en = f" in {facts.field.en.lower()}" if facts.field else ""
    ends = {
        DealEnd.SIGNED: Words("如何谈成", "how it was agreed"),
        DealEnd.TERMINATED: Words("签约后为何解除", "why it ended after signing"),
        DealEnd.DECLINED: Words("为何没有谈成", "why it came to nothing"),
        DealEnd.RUNNING: Words("进展到哪一步", "how far it has come"),
    }
    end = ends[facts.end]
    return Words(f"{field_zh}一项{facts.kind.zh}：{end.zh}", f"{_article(facts.kind.en)}{field_en}: {end.en}")


def _article(noun: str) -> str:
    return f"{'An' if noun[0].lower() in 'aeiou' else 'A'} {noun.lower()}"


def _tried(facts: DealFacts) -> Words:
    field = (
        Words("", "") if facts.field is None else Words(f"，涉及{facts.field.zh}领域", f", in {facts.field.en.lower()}")
    )
    return Words(
        f"双方通过平台洽谈一项{facts.kind.zh}{field.zh}。",
        f"Two sides talked about {_article(facts.kind.en).lower()} on the platform{field.en}.",
    )


def _took(facts: DealFacts) -> Iterable[Words]:
    if facts.days_to_answer is not None:
        yield _days(facts.days_to_answer, "首次联系到答复", "From the first contact to the answer")
    if facts.days_to_signature is not None:
        yield _days(facts.days_to_signature, "首次联系到双方签署", "From the first contact to both signatures")
    if facts.days_to_end is not None:
        yield _days(facts.days_to_end, "首次联系到结束", "From the first contact to the end")
    if facts.rounds:
        yield _times(facts.rounds, "条款清单共 {n} 个版本", "{n} version{s} of the terms")
    if facts.checks:
        yield _times(facts.checks, "法律核对 {n} 次", "the law was asked {n} time{s}")
    if facts.consents:
        yield _times(facts.consents, "征询同意 {n} 次", "{n} consent{s} asked for")
    if facts.messages:
        yield _times(facts.messages, "往来消息 {n} 条", "{n} message{s} between the sides")


def _worked(facts: DealFacts) -> Iterable[Words]:
    if facts.end in (DealEnd.SIGNED, DealEnd.TERMINATED):
        yield Words("双方签署了合同", "both sides signed")
    if facts.is_recorded:
        yield Words("已办理备案或者登记", "the contract was recorded or registered")
    if facts.amendments:
        yield _times(facts.amendments, "合同生效后变更 {n} 次", "amended {n} time{s} after signing")


def _failed(facts: DealFacts) -> Iterable[Words]:
    if facts.end is DealEnd.DECLINED:
        yield Words("洽谈没有成交即告结束", "the talks ended without a deal")
    if facts.end is DealEnd.TERMINATED:
        yield Words("合同签署后被解除", "the contract was terminated")
    if facts.reason is not None:
        yield Words(f"原因：{facts.reason.zh}", f"reason: {facts.reason.en.lower()}")


def _days(n: int, zh: str, en: str) -> Words:
    return Words(f"{zh}用时 {n} 天", f"{en}: {n} day{'' if n == 1 else 's'}")


def _times(n: int, zh: str, en: str) -> Words:
    return Words(zh.format(n=n), en.format(n=n, s="" if n == 1 else "s"))


def _join(parts: Iterable[Words], language: str) -> str:
    texts = [part.of(language) for part in parts]
    if not texts:
        return ""
    joined = ("；" if language == "zh" else "; ").join(texts)
    return f"{joined}。" if language == "zh" else f"{joined[0].upper()}{joined[1:]}."


def names_in(texts: Iterable[str], names: Iterable[str]) -> str:
    """The first of `names` (of two letters or more) that stands in the texts, "" where none does.

    White space and the mark of sample data at a name's end do not hide it.
    """
    text = _bare(" ".join(texts))
    for name in names:
        bare = _bare(re.sub(r"[（(][^（()）]*[)）]\s*$", "", name))
        if len(bare) >= 2 and bare in text:
            return name
    return ""


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def amounts_in(texts: Iterable[str], amounts: Iterable[Decimal]) -> Decimal | None:
    """The first of `amounts` that the texts state, in digits or in tens of thousands (万); None where none is."""
    text = re.sub(r"(?<=\d)[,，\s](?=\d{3})", "", " ".join(texts))
    for amount in amounts:
        plain = f"{amount.normalize():f}"
        tens = f"{(amount / 10_000).normalize():f}"
        if amount >= 1000 and re.search(rf"(?<![\d.]){re.escape(plain)}(?!\d)(?!\.\d)", text):
            return amount
        if amount >= 1000 and re.search(rf"(?<![\d.]){re.escape(tens)}\s*万", text):
            return amount
    return None
