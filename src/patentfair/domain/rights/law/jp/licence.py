"""Licences: exclusive ones by registration, ordinary ones without; earlier grants; acts of a licensee. Japan."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law import collision, kinds, registered
from patentfair.domain.rights.law.case import Case, Conflict, unknown
from patentfair.domain.rights.law.earlier import holder
from patentfair.domain.rights.law.jp import sources
from patentfair.domain.rights.law.jp.title import R05
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R02 = Law(
    "R-JP-02",
    Words("专用实施权", "Exclusive licence (senyo jisshiken)"),
    "JPA 77",
    Words("日本《特许法》第77条", "Patent Act (Japan) art. 77"),
    "V",
    sources.CURRENT,
)
R02C = sources.unread(
    2, "未登记的独占约定按合同效力", "Exclusivity not registered is a matter of contract", "JPA 77, 98"
)
R03 = Law(
    "R-JP-03",
    Words("通常实施权的移转与质权", "Transfer and pledge of an ordinary licence"),
    "JPA 94",
    Words("日本《特许法》第94条", "Patent Act (Japan) art. 94"),
    "V",
    sources.CURRENT,
)
R04 = Law(
    "R-JP-04",
    Words("通常实施权的当然对抗", "Ordinary licences bind without registration"),
    "JPA 99",
    Words("日本《特许法》第99条", "Patent Act (Japan) art. 99"),
    "V",
    sources.ORDINARY_BINDS,
)
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
    if cell == "S" and collision.is_own(case, grant):
        return [collision.own_licence(R02 if grant.kind == "exclusive" and grant.recorded else R03, grant, name)]
    if cell == "S":
        if grant.kind == "assignment":
            return [
                collision.twice_sold(R05, grant, "先登记者取得专利权", "whoever is registered first takes the patent")
            ]
        if contractual and case.column not in ("assign", "pledge"):
            return _promised(case, conflict)
        return [collision.goes_on(R02 if grant.kind == "exclusive" and grant.recorded else R04, grant, name)]
    if cell == "K" and sure:
        return [collision.spared(case, R04, grant, name), *(_promised(case, conflict) if contractual else ())]
    if cell == "F" and sure:
        if grant.kind != "exclusive":
            return [registered.sole_promised(R94, conflict)]
        return [collision.excluded(case, R02, conflict, name, effect="not_effective")]
    return [collision.doubtful(R05 if grant.kind == "exclusive" else R94, conflict, name)]


def _promised(case: Case, conflict: Conflict) -> list[Finding]:
    """An exclusive licence not registered is no senyo: it keeps nobody out, but to break it is a breach."""
    grant = conflict.grant
    owner, _ = holder(grant)
    if grant.grantee is not None and grant.grantee == case.transaction.grantee:
        return []
    return [
        finding(
            R05,
            Outcome.ALLOWED,
            f"{owner.zh}的独占许可未经登记，不构成专用实施权，不能排除专利权人和第三人；其后授予的许可仍然有效",
            f"The exclusive licence of {owner.en} is not registered and so is no senyo jisshiken: it keeps "
            "neither the patentee nor a third party out, and a licence granted afterwards is effective",
            requirement="register",
            who=grant.grantee or "earlier licensee",
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
            who=grant.grantee or "earlier licensee",
            effect="breach",
            grant=grant.id,
            listed=True,
            code="CONTRACTUAL_EXCLUSIVITY",
        ),
    ]


def unseen(case: Case) -> Sequence[Finding]:
    """R-JP-05: what was registered after the search and before the act binds although it was not seen."""
    return registered.unseen(case, R05)


def binds(_case: Case) -> Sequence[Finding]:
    """R-JP-04: an ordinary licence binds later owners and exclusive licensees without registration."""
    return [
        finding(
            R04,
            Outcome.ALLOWED,
            "通常实施权无须登记即可对抗其后取得专利权、专用实施权的人",
            "Without registration an ordinary licence binds those who later acquire the patent or an exclusive licence",
            who="licensee",
            listed=True,
        )
    ]


def sole(_case: Case) -> Sequence[Finding]:
    """R-JP-02: the Act knows no sole licence; the promise is one of contract."""
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
    """R-JP-94: what a licence of unstated kind is has not been read."""
    return [
        unknown(
            R94,
            "许可方式未写明，其效力不能确定",
            "The kind of licence is not stated, so its effect is not certain",
            Words("写明专用实施权或者通常实施权", "State whether it is an exclusive or an ordinary licence"),
        )
    ]


def sub_licence(case: Case) -> Sequence[Finding]:
    """R-JP-02: an ordinary licence under an exclusive one needs the patentee."""
    return registered.sub_licence(case, R02, R94, sources.TERMS)


def disposed(case: Case) -> Sequence[Finding]:
    """R-JP-02, 03: a licence passes with the business or with the patentee's consent; an exclusive one on
    registration."""
    return registered.disposed(case, R02, R03, R94, R05, sources.TERMS)


def pledged(case: Case) -> Sequence[Finding]:
    """R-JP-02, 03: the pledge of a licence needs the patentee."""
    if case.transaction.parent is None:
        return ()
    return registered.licence_pledged(case, R02, R03, R94, sources.TERMS)


_MET = (kinds.ASSIGNMENTS | kinds.OWNER_LICENCES) | {"pledge", "own_working", "sub_licence"}

RULES = (
    Rule(R02, _MET, earlier),
    Rule(R05, kinds.ASSIGNMENTS | kinds.OWNER_LICENCES, unseen),
    Rule(R94, frozenset({"unspecified_licence"}), unspecified),
    Rule(R02C, frozenset({"sole_licence"}), sole),
    Rule(R02, frozenset({"sub_licence"}), sub_licence),
    Rule(R03, frozenset({"licence_transfer"}), disposed),
    Rule(R03, frozenset({"pledge"}), pledged),
    Rule(R04, frozenset({"ordinary_licence", "sole_licence", "sub_licence"}), binds),
)
