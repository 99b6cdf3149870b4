"""A pack: the law of one office as an ordered tuple of rules, its version, and the day from which it is complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from patentfair.domain.rights.facts import Facts
from patentfair.domain.rights.law.rule import Rule

__all__ = ["Pack"]


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """`prepare` turns facts into the case its rules read. For days before `start` the pack gives no answer."""

    office: str
    version: str
    start: date
    prepare: Callable[[Facts], Any]
    rules: tuple[Rule, ...]
