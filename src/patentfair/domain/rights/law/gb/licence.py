"""Licences and priority: earlier transactions, kinds, sub-licences. Great Britain."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law import collision, headlicence, kinds
from patentfair.domain.rights.law.case import Conflict, consented, unknown
from patentfair.domain.rights.law.earlier import holder
from patentfair.domain.rights.law.gb import sources
from patentfair.domain.rights.law.gb.case import Case, binding
from patentfair.domain.rights.law.gb.rightlicence import R05
from patentfair.domain.rights.law.gb.title import R01, R02
from patentfair.domain.rights.law.rule import Rule, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R96 = sources.unread(
    96, "当然许可登记期间的独占、排他许可", "Exclusive or sole licence while licences of right are entered"
)
R98 = sources.unread(98, "方式不明的许可及非自愿许可", "Licences of unstated kind, and those not resting on contract")


def grants_known(case: Case) -> Sequence[Finding]:
    """R-GB-02: which transactions came before must be known."""
    return collision.grants_unknown(case, R02)


def earlier(case: Case) -> Sequence[Finding]:
    """The conflict matrix: each earlier grant that meets the request."""
    out: list[Finding] = []
    for conflict in case.conflicts:
        out.extend(_earlier(case, conflict))
    if case.seen_on < case.day:
        out.extend(_sold(case, grant) for grant in sorted(case.facts.grants or (), key=_id) if _slipped_in(case, grant))
    return out


def _slipped_in(case: Case, grant: Grant) -> bool:
    """Whether the seller's assignment to another was registered after the search and before the act."""
    return (
        grant.kind == "assignment"
        and grant.recorded_on is not None
        and case.seen_on < grant.recorded_on <= case.day
        and grant.grantee != case.transaction.grantee
        and grant.grantee not in case.transaction.grantors
        and (grant.grantor is None or grant.grantor in case.transaction.grantors)
    )


def _id(grant: Grant) -> str:
    return grant.id


def _earlier(case: Case, conflict: Conflict) -> list[Finding]:
    grant, cell, name = conflict.grant, conflict.cell, collision.named(conflict.grant)
    sure = conflict.found is Overlap.YES
    if cell in ("S", "R") and collision.is_own(case, grant):
        return [collision.own_licence(R02, grant, name)]
    if cell == "R":
        return [_sold(case, grant) if grant.kind == "assignment" else _licensed(case, conflict)]
    if cell == "S":
        if grant.kind == "open_declaration" and case.kind == "open_licence_declaration":
            return [
                finding(
                    R05,
                    Outcome.ALLOWED,
                    "登记簿上已有当然许可的记载，无须再次申请",
                    "Licences of right are already entered; there is nothing to apply for",
                    listed=True,
                    grant=grant.id,
                )
            ]
        return [collision.goes_on(R05 if grant.kind == "open_declaration" else R02, grant, name)]
    if cell == "F*":
        return [_precluded(case, conflict)]
    if cell in ("K", "F") and sure:
        out = [
            collision.spared(case, R02, grant, name)
            if cell == "K"
            else collision.excluded(case, R01, conflict, name, effect="breach")
        ]
        if binding(case, grant) is False and grant.kind in _BY_CONTRACT and case.kind in kinds.OWNER_LICENCES:
            out.append(_outranked(conflict))
        return out
    return [collision.doubtful(R96 if grant.kind == "open_declaration" else R98, conflict, name)]


_BY_CONTRACT = ("exclusive", "sole", "ordinary", "unspecified")


def _licensed(case: Case, conflict: Conflict) -> Finding:
    """An earlier licence against one who acquires the patent or a mortgage of it."""
    grant, name = conflict.grant, collision.named(conflict.grant)
    bound = binding(case, grant)
    if bound:
        return collision.goes_on(R02, grant, name)
    if bound is False:
        return _outranked(conflict)
    owner, who = holder(grant)
    return finding(
        R02,
        Outcome.ALLOWED,
        f"{owner.zh}的{name.zh}是否约束取得人，取决于取得时是否已登记、取得人是否知情，现尚不明",
        f"Whether the {name.en} of {owner.en} binds the one who acquires depends on whether it was registered, or "
        "known to that person, at the time, which is not known",
        Words("查询登记簿并在合同中披露", "Search the register and disclose it in the contract"),
        requirement="evidence",
        who=who,
        effect="not_opposable",
        grant=grant.id,
        listed=True,
        code="PRIORITY_UNKNOWN",
    )


def _outranked(conflict: Conflict) -> Finding:
    grant, name = conflict.grant, collision.named(conflict.grant)
    owner, who = holder(grant)
    return finding(
        R02,
        Outcome.ALLOWED,
        f"{owner.zh}的{name.zh}未经登记，取得人亦不知情，不得对抗取得人；许可人对其承担违约责任",
        f"The {name.en} of {owner.en} was neither registered nor known to the one who acquires, who takes free of it; "
        "the licensor is liable to its holder",
        Words("由在先被许可人及时登记", "The earlier licensee should have registered"),
        requirement="register",
        who=who,
        effect="not_opposable",
        grant=grant.id,
        listed=True,
        code="PRIORITY_LOST",
    )


def _sold(case: Case, grant: Grant) -> Finding:
    """An earlier assignment against one who now acquires from the same seller."""
    owner, who = holder(grant)
    bound = binding(case, grant)
    if bound is False and case.kind != "open_licence_declaration":
        return collision.twice_sold(
            R02,
            grant,
            "在后取得人不知情的，其取得优先于在先转让",
            "one who acquires later without knowing of it takes before the first buyer",
        )
    if bound:
        return finding(
            R02,
            Outcome.FORBIDDEN,
            f"该专利已转让给{owner.zh}，且已登记或者为取得人所知，转让人已无权利可供处分",
            f"The patent was assigned to {owner.en}, which is registered or known to the one who acquires: the seller "
            "has nothing left to give",
            Words(f"向{owner.zh}取得权利", f"Acquire it from {owner.en}"),
            requirement="consent",
            who=who,
            effect="title_does_not_pass",
            grant=grant.id,
        )
    return unknown(
        R02,
        f"在先向{owner.zh}的转让是否已登记、是否为取得人所知不明",
        f"Whether the earlier assignment to {owner.en} was registered, or known to the one who acquires, is not known",
        Words("查询登记簿并由转让人书面说明", "Search the register and have the seller state it in writing"),
        grant=grant.id,
    )


def _precluded(case: Case, conflict: Conflict) -> Finding:
    """R-GB-05: the entry is made only if no contract precludes the proprietor from granting licences."""
    grant, name = conflict.grant, collision.named(conflict.grant)
    owner, who = holder(grant)
    answer = consented(case, who)
    outcome = Outcome.INDETERMINATE
    if answer == "given":
        outcome = Outcome.ALLOWED
    elif answer == "refused":
        outcome = Outcome.FORBIDDEN
    given = outcome is Outcome.ALLOWED
    return finding(
        R05,
        outcome,
        f"{owner.zh}享有{name.zh}；专利权人受合同约束不得再行许可的，不予记载当然许可",
        f"There is {collision.article(name.en)} of {owner.en}; licences of right are not entered where a contract "
        "precludes the proprietor from granting licences",
        Words(f"核对合同，取得{owner.zh}同意", f"Read the contract and obtain the consent of {owner.en}"),
        requirement="consent",
        who=who,
        effect="unregistrable",
        grant=grant.id,
        listed=given,
        satisfied=given,
    )


def register_it(case: Case) -> Sequence[Finding]:
    """R-GB-02: what is not registered loses against a later acquirer who does not know of it."""
    done = bool(case.transaction.registered)
    return [
        finding(
            R02,
            Outcome.ALLOWED,
            "未经登记的转让、抵押、许可，不得对抗其后不知情而取得权利的人",
            "Until it is registered, an assignment, mortgage or licence yields to one who later acquires without "
            "knowing of it",
            Words("及时申请登记", "Apply for registration at once"),
            requirement="register",
            who=case.transaction.grantee or "either party",
            effect="not_opposable",
            listed=True,
            satisfied=done,
            code="REGISTER_PRIORITY",
        )
    ]


def unspecified(_case: Case) -> Sequence[Finding]:
    """R-GB-98: what a licence of unstated kind is has not been read."""
    return [
        unknown(
            R98,
            "许可方式未写明，其效力不能确定",
            "The kind of licence is not stated, so its effect is not certain",
            Words("在合同中写明许可方式", "State the kind in the contract"),
        )
    ]


def sub_licence(case: Case) -> Sequence[Finding]:
    """R-GB-01: a licence carries a sub-licence only to the extent it says so."""
    barred = headlicence.held(case, R01, R98)
    parent = headlicence.head(case)
    if barred or parent is None:
        return barred
    owners = [parent.grantor] if parent.grantor else list(case.proprietors)
    given = bool(owners) and all(consented(case, name) == "given" for name in owners)
    met = bool(parent.sublicensable) or given
    out = [
        finding(
            R01,
            Outcome.ALLOWED if met else Outcome.INDETERMINATE if parent.sublicensable is None else Outcome.FORBIDDEN,
            "再许可仅以许可所允许的范围为限",
            "A sub-licence may be granted only to the extent the licence provides for it",
            Words("取得许可人书面授权", "Obtain the licensor's written authority"),
            requirement="consent",
            who=", ".join(owners) or "licensor",
            effect="not_effective",
            grant=parent.id,
            listed=met,
            satisfied=met,
        )
    ]
    if case.transaction.licence_kind == "unspecified":
        out.extend(unspecified(case))
    out.extend(headlicence.within(case, R01, parent))
    return out


_MET = kinds.ASSIGNMENTS | kinds.OWNER_LICENCES | {"open_licence_declaration", "pledge", "own_working"}

RULES = (
    Rule(R02, _MET, grants_known),
    Rule(R02, _MET | {"sub_licence"}, earlier),
    Rule(R02, kinds.ASSIGNMENTS | kinds.OWNER_LICENCES | {"pledge", "sub_licence"}, register_it),
    Rule(R98, frozenset({"unspecified_licence"}), unspecified),
    Rule(R01, frozenset({"sub_licence"}), sub_licence),
)
