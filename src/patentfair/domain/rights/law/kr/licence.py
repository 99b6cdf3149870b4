"""Licences: exclusive ones by registration, ordinary ones binding later owners only if registered. Korea."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law import collision, kinds, registered
from patentfair.domain.rights.law.case import Case, Conflict, unknown
from patentfair.domain.rights.law.earlier import holder
from patentfair.domain.rights.law.kr import sources
from patentfair.domain.rights.law.kr.title import R02
from patentfair.domain.rights.law.rule import Rule, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R02E = sources.law(2, "专用实施权", "Exclusive licence (jeonyong silsigwon)", "94, 100")
R02C = sources.unread(2, "未登记的独占约定按合同效力", "Exclusivity not registered is a matter of contract")
R03 = sources.law(3, "通常实施权", "Ordinary licence (tongsang silsigwon)", "102")
R03B = sources.law(3, "通常实施权的登记对抗", "An ordinary licence binds later owners only if registered", "118")
R94 = sources.unread(
    94, "方式不明、排他性及非基于合同的许可", "Licences of unstated kind, sole ones, and those not by contract"
)


def earlier(case: Case) -> Sequence[Finding]:
    """The conflict matrix: each earlier grant that meets the request."""
    out: list[Finding] = []
    for conflict in case.conflicts:
        out.extend(_earlier(case, conflict))
    return out


def _earlier(case: Case, conflict: Conflict) -> list[Finding]:
    grant, cell = conflict.grant, conflict.cell
    name = registered.kind_named(sources.TERMS, grant, collision.named(grant))
    sure = conflict.found is Overlap.YES
    contractual = grant.kind == "exclusive" and grant.recorded is False
    if cell in ("S", "R") and collision.is_own(case, grant):
        return [collision.own_licence(R02E if grant.kind == "exclusive" and grant.recorded else R03, grant, name)]
    if cell == "R":
        return [_passes(case, grant, name)]
    if cell == "S":
        if grant.kind == "assignment":
            return [
                collision.twice_sold(R02, grant, "先登记者取得专利权", "whoever is registered first takes the patent")
            ]
        if contractual and case.column != "pledge":
            return _promised(case, grant)
        return [collision.goes_on(R02E if grant.kind == "exclusive" and grant.recorded else R03B, grant, name)]
    if cell == "K" and sure:
        out = [collision.spared(case, R03, grant, name)]
        if grant.recorded is False and case.kind == "exclusive_licence" and grant.kind in _BY_CONTRACT:
            out.append(_lost(case, grant))
        if contractual:
            out.extend(_promised(case, grant))
        return out
    if cell == "F" and sure:
        if grant.kind != "exclusive":
            return [registered.sole_promised(R94, conflict)]
        return [collision.excluded(case, R02E, conflict, name, effect="not_effective")]
    return [collision.doubtful(R02 if grant.kind == "exclusive" else R94, conflict, name)]


def _passes(case: Case, grant: Grant, name: Words) -> Finding:
    """R-KR-03: an earlier licence against the one to whom the patent passes."""
    if grant.recorded:
        return collision.goes_on(R02E if grant.kind == "exclusive" else R03B, grant, name)
    if grant.recorded is False:
        return _lost(case, grant)
    owner, who = holder(grant)
    return finding(
        R03B,
        Outcome.ALLOWED,
        f"{owner.zh}的{name.zh}是否登记不明；在专利权移转登记前登记的，约束受让人，否则不得对抗受让人",
        f"Whether the {name.en} of {owner.en} is registered is not known; it binds the one who acquires if registered "
        "before the transfer is, and not otherwise",
        Words("查询登记簿", "Search the register"),
        requirement="evidence",
        who=who,
        effect="not_opposable",
        grant=grant.id,
        listed=True,
        code="REGISTRATION_UNKNOWN",
    )


_BY_CONTRACT = ("exclusive", "sole", "ordinary", "unspecified", "open_taken")


def _lost(case: Case, grant: Grant) -> Finding:
    (owner, who), name = holder(grant), collision.named(grant)
    day = case.day
    return finding(
        R03B,
        Outcome.ALLOWED,
        f"{owner.zh}的{name.zh}截至{day}未登记，不得对抗其后取得专利权、专用实施权的人，但法定通常实施权除外；"
        "让与人对其承担违约责任",
        f"The {name.en} of {owner.en} was not registered on {day} and does not bind one who later acquires the patent "
        "or an exclusive licence, statutory licences excepted; the owner is liable to its holder",
        Words("由被许可人在移转登记前办理登记", "The licensee registers before the new right is registered"),
        requirement="register",
        who=who,
        effect="not_opposable",
        grant=grant.id,
        listed=True,
        code="LICENCE_LOST",
    )


def unseen(case: Case) -> Sequence[Finding]:
    """R-KR-03: what was registered after the search and before the act binds although it was not seen."""
    return registered.unseen(case, R03B)


def _promised(case: Case, grant: Grant) -> list[Finding]:
    """An exclusive licence not registered is no jeonyong: it keeps nobody out, but to break it is a breach."""
    owner, who = holder(grant)
    if grant.grantee is not None and grant.grantee == case.transaction.grantee:
        return []
    return [
        finding(
            R02,
            Outcome.ALLOWED,
            f"{owner.zh}的独占许可未经登记，不构成专用实施权，不能排除专利权人和第三人；其后授予的许可仍然有效",
            f"The exclusive licence of {owner.en} is not registered and so is no jeonyong silsigwon: it keeps "
            "neither the patentee nor a third party out, and a licence granted afterwards is effective",
            requirement="register",
            who=who,
            effect="not_created",
            grant=grant.id,
            listed=True,
        ),
        finding(
            R02C,
            Outcome.ALLOWED,
            f"违反对{owner.zh}的独占约定的，许可人应当承担违约责任",
            f"Breaking the exclusivity promised to {owner.en} is a breach of that contract",
            Words(f"先与{owner.zh}协商变更合同", f"First have the contract with {owner.en} amended"),
            requirement="consent",
            who=who,
            effect="breach",
            grant=grant.id,
            listed=True,
            code="CONTRACTUAL_EXCLUSIVITY",
        ),
    ]


def register_it(case: Case) -> Sequence[Finding]:
    """R-KR-03: an ordinary licence should be registered, or it is lost when the patent passes on."""
    done = bool(case.transaction.registered)
    return [
        finding(
            R03B,
            Outcome.ALLOWED,
            "通常实施权经登记的，对其后取得专利权、专用实施权的人亦有效力；未登记的不得对抗",
            "An ordinary licence binds those who later acquire the patent or an exclusive licence if it is registered, "
            "and not otherwise",
            Words("办理通常实施权登记", "Have the licence registered"),
            requirement="register",
            who="either party",
            effect="not_opposable",
            listed=True,
            satisfied=done,
            code="REGISTER_LICENCE",
        )
    ]


def sole(_case: Case) -> Sequence[Finding]:
    """R-KR-02: the Act knows no sole licence; the promise is one of contract."""
    return [
        finding(
            R02C,
            Outcome.ALLOWED,
            "法律上没有排他许可，被许可人取得通常实施权，排他性约定仅具合同效力",
            "The Act knows no sole licence: the licensee has an ordinary one, exclusive by contract only",
            who="licensee",
            listed=True,
        )
    ]


def unspecified(_case: Case) -> Sequence[Finding]:
    """R-KR-94: what a licence of unstated kind is has not been read."""
    return [
        unknown(
            R94,
            "许可方式未写明，其效力不能确定",
            "The kind of licence is not stated, so its effect is not certain",
            Words("写明专用实施权或者通常实施权", "State whether it is an exclusive or an ordinary licence"),
        )
    ]


def sub_licence(case: Case) -> Sequence[Finding]:
    """R-KR-02: an ordinary licence under an exclusive one needs the patentee."""
    return registered.sub_licence(case, R02E, R94, sources.TERMS)


def disposed(case: Case) -> Sequence[Finding]:
    """R-KR-02, 03: a licence passes with the business or by consent; an exclusive one on registration."""
    return registered.disposed(case, R02E, R03, R94, R02, sources.TERMS)


def pledged(case: Case) -> Sequence[Finding]:
    """R-KR-02, 03: the pledge of a licence needs the patentee."""
    if case.transaction.parent is None:
        return ()
    return registered.licence_pledged(case, R02E, R03, R94, sources.TERMS)


_MET = (kinds.ASSIGNMENTS | kinds.OWNER_LICENCES) | {"pledge", "own_working", "sub_licence"}

RULES = (
    Rule(R02E, _MET, earlier),
    Rule(R03B, kinds.ASSIGNMENTS | kinds.OWNER_LICENCES, unseen),
    Rule(R94, frozenset({"unspecified_licence"}), unspecified),
    Rule(R02C, frozenset({"sole_licence"}), sole),
    Rule(R02E, frozenset({"sub_licence"}), sub_licence),
    Rule(R03, frozenset({"licence_transfer"}), disposed),
    Rule(R03, frozenset({"pledge"}), pledged),
    Rule(R03B, frozenset({"ordinary_licence", "sole_licence", "sub_licence"}), register_it),
)
