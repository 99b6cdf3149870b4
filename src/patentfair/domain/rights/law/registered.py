"""Laws under which title, exclusive licences and pledges come into being by registration: Japan and Korea.

An exclusive licence that is not registered is a contract, and its holder has an ordinary licence with a promise of
exclusivity. Each function takes the laws its findings rest on and the words of that law.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.facts import Encumbrance, Grant
from patentfair.domain.rights.law import headlicence
from patentfair.domain.rights.law.case import Case, Conflict, consent, unknown
from patentfair.domain.rights.law.earlier import begin, holder, spare
from patentfair.domain.rights.law.kinds import ASSIGNMENTS
from patentfair.domain.rights.law.matrix import Cell
from patentfair.domain.rights.law.rule import Law, finding

__all__ = [
    "Terms",
    "by_registration",
    "disposed",
    "holders_agree",
    "kind_named",
    "licence_pledged",
    "pledge_agreed",
    "settled",
    "sole_promised",
    "sub_licence",
    "unseen",
]


class Terms(msgspec.Struct, frozen=True):
    """What a law calls its exclusive and its ordinary licence, and its owner's consent to an act of a licensee."""

    exclusive: Words
    ordinary: Words


_UNREGISTERED: dict[str | None, Cell] = {
    "exclusive": "K",
    "sole": "K",
    "ordinary": "S",
    "work": "S",
}


def settled(case: Case, conflict: Conflict) -> Conflict:
    """An exclusive licence that meets a licence or the owner's working, by whether it is registered.

    Registered it excludes; not registered it has to be spared by a new exclusive licence, and an ordinary one breaks a
    promise only; where nobody knows, nothing is certain.
    """
    grant, cell = conflict.grant, conflict.cell
    if cell != "R" or grant.kind != "exclusive" or case.column not in _UNREGISTERED:
        return conflict
    if grant.grantee is not None and grant.grantee == case.transaction.grantee:
        cell = "S"
    elif grant.recorded is None:
        cell = "?"
    else:
        cell = "F" if grant.recorded else _UNREGISTERED[case.column]
    return Conflict(grant, cell, conflict.found, conflict.boxes)


def kind_named(terms: Terms, grant: Grant, other: Words) -> Words:
    """The kind of an earlier grant in the words of the law; `other` for those it has no word for."""
    if grant.kind == "exclusive":
        if grant.recorded:
            return terms.exclusive
        return Words(
            "未登记的独占许可" if grant.recorded is False else "（登记与否不明的）独占许可",
            "unregistered exclusive licence" if grant.recorded is False else "exclusive licence (registered or not)",
        )
    return terms.ordinary if grant.kind in ("ordinary", "open_taken") else other


def sole_promised(law: Law, conflict: Conflict) -> Finding:
    """A sole licence that meets a new licence: the law knows no such kind, and what the promise does is unverified."""
    owner, _ = holder(conflict.grant)
    return unknown(
        law,
        f"{owner.zh}享有约定的排他许可，法律上没有该种许可；再行许可是否仅构成违约尚待核实",
        f"{begin(owner.en)} was promised a sole licence, a kind the Act does not know; whether a further licence is no "
        "more than a breach remains to be verified",
        spare(conflict),
        grant=conflict.grant.id,
    )


def by_registration(case: Case, law: Law, terms: Terms) -> list[Finding]:
    """Transfer, waiver, exclusive licence and pledge take effect only on registration."""
    what, effect = _WHAT[case.kind]
    if case.kind == "exclusive_licence":
        what = Words("设定" + terms.exclusive.zh, "The grant of an " + terms.exclusive.en)
    elif case.kind == "licence_transfer":
        what = Words(terms.exclusive.zh + "的移转", "A transfer of the " + terms.exclusive.en)
    done = bool(case.transaction.registered)
    return [
        finding(
            law,
            Outcome.ALLOWED if done else Outcome.NEEDS_FORMALITY,
            f"{what.zh}非经登记不发生效力" + ("，概括承继除外" if case.kind in ASSIGNMENTS else ""),
            f"{what.en} takes effect only on registration"
            + (" (general succession excepted)" if case.kind in ASSIGNMENTS else ""),
            Words("向专利局申请登记", "Apply to the office for registration"),
            requirement="register",
            who="pledgor and pledgee" if case.kind == "pledge" else "either party",
            effect=effect,
            listed=done,
            satisfied=done,
        )
    ]


_WHAT: dict[str, tuple[Words, Effect]] = {
    "assignment": (Words("专利权的移转", "A transfer of the patent"), "title_does_not_pass"),
    "share_assignment": (Words("专利权份额的移转", "A transfer of a share in the patent"), "title_does_not_pass"),
    "exclusive_licence": (Words("", ""), "not_created"),
    "pledge": (Words("质权的设定", "A pledge"), "not_created"),
    "waiver": (Words("专利权的放弃", "A waiver of the patent"), "not_effective"),
    "licence_transfer": (Words("", ""), "not_effective"),
}


def _patentees(case: Case, law: Law, act: Words, parent: Grant, *, effect: Effect) -> list[Finding]:
    """The consent of every registered owner and, under another licence, of the one who holds that."""
    names = [name for name in case.owners or () if name not in case.transaction.grantors]
    if parent.parent is not None:
        upper = next((one.grantee for one in case.facts.grants or () if one.id == parent.parent), None)
        names.append(upper or "licensor")
    out = [
        consent(
            case,
            law,
            name,
            f"{act.zh}须经专利权人同意（基于他人实施权的，并须经该实施权人同意），尚需{name}同意",
            f"{act.en} needs the consent of the patentee, and of the holder of a licence on which it rests: {name}",
            Words(f"取得{name}的书面同意", f"Obtain the written consent of {name}"),
            effect=effect,
            grant=parent.id,
        )
        for name in names
    ]
    if not case.owners:
        out.append(
            unknown(
                law, "专利权人不明，须取得谁的同意不能确定", "Who the patentee is, and so who must agree, is not known"
            )
        )
    return out


def _met(law: Law, zh: str, en: str, grant: Grant) -> Finding:
    return finding(law, Outcome.ALLOWED, zh, en, grant=grant.id, requirement="consent", listed=True, satisfied=True)


def disposed(case: Case, exclusive: Law, ordinary: Law, unread: Law, registration: Law, terms: Terms) -> list[Finding]:
    """A licence is transferred: with the business that works it, or with the patentee's consent."""
    barred = headlicence.held(case, ordinary, unread)
    parent = headlicence.head(case)
    if barred or parent is None:
        return barred
    if parent.kind == "unspecified":
        return [unknown(unread, "该许可的方式不明", "The kind of that licence is not known", grant=parent.id)]
    out: list[Finding] = []
    own = parent.kind == "exclusive" and parent.recorded is not False
    law, name = (exclusive, terms.exclusive) if own else (ordinary, terms.ordinary)
    if case.transaction.with_business:
        out.append(
            _met(
                law,
                f"{name.zh}随实施的事业一并移转，无须专利权人同意",
                f"The {name.en} passes with the business that works it, which needs no consent",
                parent,
            )
        )
    elif parent.transferable:
        out.append(
            _met(
                law,
                f"许可合同允许移转该{name.zh}，视为已同意",
                f"The contract allows the {name.en} to be transferred: consent is given",
                parent,
            )
        )
    else:
        act = Words(f"不随事业移转{name.zh}", f"Transferring the {name.en} without the business")
        out.extend(_patentees(case, law, act, parent, effect="not_effective"))
    if own:
        out.extend(by_registration(case, registration, terms))
        if parent.recorded is None:
            out.append(
                unknown(
                    registration,
                    "该独占许可是否登记不明",
                    "Whether that exclusive licence is registered is not known",
                    Words("查询登记簿", "Search the register"),
                    grant=parent.id,
                )
            )
    return out


def licence_pledged(case: Case, exclusive: Law, ordinary: Law, unread: Law, terms: Terms) -> list[Finding]:
    """A licence is pledged: the patentee consents."""
    barred = headlicence.held(case, ordinary, unread)
    parent = headlicence.head(case)
    if barred or parent is None:
        return barred
    own = parent.kind == "exclusive" and parent.recorded is not False
    law, name = (exclusive, terms.exclusive) if own else (ordinary, terms.ordinary)
    act = Words(f"以{name.zh}设定质权", f"Pledging the {name.en}")
    return _patentees(case, law, act, parent, effect="not_created")


def sub_licence(case: Case, law: Law, unread: Law, terms: Terms) -> list[Finding]:
    """A licensee grants an ordinary licence under its own with the patentee's consent only."""
    barred = headlicence.held(case, law, unread)
    parent = headlicence.head(case)
    if barred or parent is None:
        return barred
    out: list[Finding] = []
    owners = case.owners or ()
    given = {one.party for one in case.transaction.consents if one.answer == "given"}
    if parent.sublicensable:
        out.append(
            _met(law, "许可合同允许再许可，视为已同意", "The contract allows sub-licences: consent is given", parent)
        )
    elif parent.sublicensable is False and not (owners and given.issuperset(owners)):
        out.append(
            finding(
                law,
                Outcome.FORBIDDEN,
                "许可合同不允许再许可，专利权人亦未同意",
                "The contract allows no sub-licence, and the patentee has not agreed to one",
                Words("取得专利权人书面同意", "Obtain the patentee's written consent"),
                requirement="consent",
                who=", ".join(owners) or "owner",
                effect="not_effective",
                grant=parent.id,
            )
        )
    else:
        act = Words(
            f"就其实施权许可他人{terms.ordinary.zh}", f"Granting an {terms.ordinary.en} under one's own licence"
        )
        out.extend(_patentees(case, law, act, parent, effect="not_effective"))
    if case.transaction.licence_kind in ("exclusive", "sole"):
        out.append(
            unknown(
                unread,
                "在许可之下再设独占、排他许可的效力尚待核实",
                "Whether an exclusive or sole licence can be granted under a licence remains to be verified",
                Words(f"改为{terms.ordinary.zh}", f"Make it an {terms.ordinary.en}"),
                grant=parent.id,
            )
        )
    out.extend(headlicence.within(case, law, parent))
    return out


def unseen(case: Case, law: Law) -> list[Finding]:
    """What was registered after the search and before the act binds although it was not seen."""
    if case.seen_on >= case.day:
        return []
    out = []
    for conflict in case.conflicts:
        grant = conflict.grant
        if grant.recorded_on is None or not case.seen_on < grant.recorded_on <= case.day:
            continue
        owner, _ = holder(grant)
        out.append(
            finding(
                law,
                Outcome.ALLOWED,
                f"{owner.zh}的许可于{grant.recorded_on}登记，{case.seen_on}查询登记簿时尚不可见，仍约束取得人",
                f"The licence of {owner.en} was registered on {grant.recorded_on} and could not be seen in the "
                f"register on {case.seen_on}; it binds all the same",
                Words("行为当日重新查询登记簿", "Search the register again on the day of the act"),
                requirement="evidence",
                who=case.transaction.grantee or "licensee",
                grant=grant.id,
                listed=True,
                code="REGISTERED_UNSEEN",
            )
        )
    return out


def pledge_agreed(case: Case, law: Law, one: Encumbrance, *, effect: Effect) -> Finding:
    """A waiver needs the consent of the pledgee; a pledge not known to be registered forbids nothing for certain."""
    who, grant = one.holder or "pledgee", one.id or None
    asked = consent(
        case,
        law,
        who,
        f"放弃专利权须经质权人{who}同意" if who != "pledgee" else "放弃专利权须经质权人同意",
        f"A waiver needs the consent of {who if who != 'pledgee' else 'the pledgee'}",
        Words("取得其书面同意", "Obtain that consent in writing"),
        effect=effect,
        grant=grant,
    )
    if one.registered is None and asked.outcome is Outcome.FORBIDDEN:
        return unknown(law, "质权是否登记不明", "Whether the pledge is registered is not known", grant=grant)
    return asked


def holders_agree(case: Case, law: Law, holders: Sequence[tuple[Grant, Words]]) -> list[Finding]:
    """A waiver needs the consent of the licensees given."""
    return [
        consent(
            case,
            law,
            grant.grantee or "earlier licensee",
            f"放弃专利权须经{name.zh}人{grant.grantee or ''}同意",
            f"A waiver needs the consent of {grant.grantee or 'the licensee'}, who holds an {name.en}",
            Words("取得其书面同意", "Obtain that consent in writing"),
            effect="not_effective",
            grant=grant.id,
        )
        for grant, name in holders
    ]
