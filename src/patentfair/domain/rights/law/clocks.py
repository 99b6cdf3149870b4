"""The second clock: what came into the register after the one who acquires had looked into it. Shared by the packs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law import kinds
from patentfair.domain.rights.law.case import Case
from patentfair.domain.rights.law.collision import named
from patentfair.domain.rights.law.earlier import holder
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["rule"]

_ASKED = kinds.LIVE
_BURDENS = {
    "pledge": Words("质权", "pledge"),
    "mortgage": Words("抵押权", "mortgage"),
    "seizure": Words("财产保全（查封）", "seizure"),
    "suspension": Words("程序中止", "suspension"),
    "ownership_dispute": Words("权属纠纷", "dispute over title"),
    "first_refusal": Words("优先受让权", "right of first refusal"),
    "option": Words("选择权", "option"),
    "sep_commitment": Words("标准必要专利许可承诺", "commitment to license for a standard"),
}
_AGAIN = Words("行为当日重新查询登记簿", "Search the register again on the day of the act")


def rule(law: Law, *, grants: bool = True) -> Rule:
    """The rule of a pack that lists what the register did not show on `known_at`, under that pack's article.

    `grants`: whether earlier grants are listed here, too; some packs tell of them together with their effect.
    """

    def unseen(case: Case) -> Sequence[Finding]:
        known_at = case.context.known_at
        if known_at is None:
            return ()
        found = sorted(_entered(case, grants=grants), key=_order)
        return [_unseen(case, law, known_at, *one) for one in found if one[0] > known_at]

    return Rule(law, _ASKED, unseen)


_Entry = tuple[date, Words, str | None]


def _order(entry: _Entry) -> tuple[date, str]:
    return entry[0], entry[1].en


def _entered(case: Case, *, grants: bool) -> Iterator[_Entry]:
    """What was entered in the register, with the day, in words, and the id of the grant."""
    facts = case.facts
    for interest in facts.interests or ():
        if interest.registered_on is not None:
            owner = interest.owner
            yield interest.registered_on, Words(f"{owner}的权利份额", f"The interest of {owner}"), None
    for grant in facts.grants or () if grants else ():
        if grant.recorded_on is not None:
            (owner_, _), name = holder(grant), named(grant)
            yield grant.recorded_on, Words(f"{owner_.zh}的{name.zh}", f"The {name.en} of {owner_.en}"), grant.id
    for burden in facts.encumbrances or ():
        if burden.registered_on is not None:
            name, whose = _BURDENS[burden.kind], burden.holder
            words = Words(f"{whose}的{name.zh}", f"The {name.en} of {whose}") if whose else name
            yield burden.registered_on, words if whose else Words(name.zh, f"The {name.en}"), None


def _unseen(case: Case, law: Law, known_at: date, on: date, what: Words, grant: str | None) -> Finding:
    return finding(
        law,
        Outcome.ALLOWED,
        f"{what.zh}于{on}登入登记簿，{known_at}查询时登记簿尚无记载，取得人当时无从得知",
        f"{what.en} was entered in the register on {on}; on {known_at} the register did not show it, so the one who "
        "acquires could not see it",
        _AGAIN,
        requirement="evidence",
        who=case.transaction.grantee or "either party",
        grant=grant,
        listed=True,
        code="REGISTERED_UNSEEN",
    )
