"""Earlier grants that meet a new act, in words that hold under any law. Shared by the packs."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import Case, Conflict, consent, unknown
from patentfair.domain.rights.law.earlier import NAMES, begin, holder, spare
from patentfair.domain.rights.law.rule import Law, finding

__all__ = [
    "article",
    "doubtful",
    "excluded",
    "goes_on",
    "grants_unknown",
    "is_own",
    "named",
    "own_licence",
    "spared",
    "twice_sold",
]

_DECLARED = Words("查询登记簿并由权利人书面声明", "Search the register and have the owner declare them")
_SPECIAL = {
    "exclusive": Words("独占许可", "exclusive licence"),
    "unspecified": Words("方式未写明的许可", "licence of unstated kind"),
    "open_declaration": Words("当然许可登记", "entry of licences of right"),
    "open_taken": Words("当然许可", "licence of right"),
}


def named(grant: Grant) -> Words:
    """What kind of grant it is, in words that are not those of Chinese law alone."""
    kind = grant.kind or "unknown"
    return _SPECIAL.get(kind) or NAMES[kind]


def article(name: str) -> str:
    """`name` with its indefinite article."""
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def grants_unknown(case: Case, law: Law) -> list[Finding]:
    """Which licences exist must be known; for an assignment or a pledge it is a matter of evidence."""
    if case.facts.grants is not None:
        return []
    if case.column in ("assign", "pledge"):
        return [
            finding(
                law,
                Outcome.NEEDS_FORMALITY,
                "在先许可情况不明；已有的许可可能约束受让人、质权人",
                "Earlier licences are not known; any that exist may bind the one who acquires",
                _DECLARED,
                requirement="evidence",
                who="owner",
            )
        ]
    return [unknown(law, "在先许可情况不明", "Which licences have been granted is not known", _DECLARED)]


def is_own(case: Case, grant: Grant) -> bool:
    """Whether the one who now acquires holds the earlier licence itself."""
    return grant.kind != "assignment" and grant.grantee is not None and grant.grantee == case.transaction.grantee


def own_licence(law: Law, grant: Grant, name: Words) -> Finding:
    """The one who acquires holds the earlier licence itself: it stands in nobody's way."""
    (owner, _) = holder(grant)
    return finding(
        law,
        Outcome.ALLOWED,
        f"{owner.zh}自己在先享有{name.zh}，不妨碍其取得新的权利；在先许可是继续、变更还是终止，由双方约定",
        f"{begin(owner.en)} itself holds the earlier {name.en}, which does not stand in its way; whether that goes on, "
        "is amended or ends is for the parties to agree",
        Words("在合同中写明在先许可如何处理", "Say in the contract what becomes of the earlier licence"),
        who="either party",
        grant=grant.id,
        listed=True,
        code="OWN_LICENCE",
    )


def goes_on(law: Law, grant: Grant, name: Words) -> Finding:
    """The new right is taken subject to the earlier grant."""
    (owner, _) = holder(grant)
    return finding(
        law,
        Outcome.ALLOWED,
        f"{owner.zh}的{name.zh}在先成立，对取得人继续有效，取得人承受之",
        f"The {name.en} of {owner.en} came first and binds the one who acquires, who takes subject to it",
        Words("在合同中披露在先许可", "Disclose it in the contract"),
        requirement="notice",
        who="owner",
        effect="breach",
        grant=grant.id,
        listed=True,
    )


def spared(case: Case, law: Law, grant: Grant, name: Words) -> Finding:
    """The new grant leaves the earlier scope out, or its holder agrees."""
    owner, who = holder(grant)
    return consent(
        case,
        law,
        who,
        f"{owner.zh}在重叠范围内享有{name.zh}，新许可不能排除之",
        f"{begin(owner.en)} holds {article(name.en)} in the same scope, which the new licence cannot exclude",
        Words(
            f"将在先许可的范围除外，或者取得{owner.zh}同意",
            f"Leave the earlier scope out, or obtain the consent of {owner.en}",
        ),
        effect="breach",
        grant=grant.id,
    )


def excluded(case: Case, law: Law, conflict: Conflict, name: Words, *, effect: Effect) -> Finding:
    """The earlier grant leaves nothing to grant, or to work, in its scope."""
    owner, who = holder(conflict.grant)
    zh = f"{owner.zh}在重叠范围内享有{name.zh}，许可人不得再行授予"
    en = f"{begin(owner.en)} holds {article(name.en)} in the same scope, and nothing more may be granted there"
    if case.kind == "own_working":
        zh = f"{owner.zh}在该范围内享有{name.zh}，专利权人自己亦不得实施"
        en = f"{begin(owner.en)} holds {article(name.en)} in that scope, which excludes the owner too"
    return finding(
        law,
        Outcome.FORBIDDEN,
        zh,
        en,
        spare(conflict),
        requirement="consent",
        who=who,
        effect=effect,
        grant=conflict.grant.id,
    )


def doubtful(law: Law, conflict: Conflict, name: Words) -> Finding:
    """Whether the earlier grant stands in the way is not certain."""
    owner, _ = holder(conflict.grant)
    return unknown(
        law,
        f"与{owner.zh}的{name.zh}是否冲突不能确定",
        f"Whether this conflicts with the {name.en} of {owner.en} is not certain",
        Words("查明在先许可的方式、范围和登记情况", "Find out the kind, scope and registration of the earlier grant"),
        grant=conflict.grant.id,
    )


def twice_sold(law: Law, grant: Grant, zh: str, en: str) -> Finding:
    """The right was sold before and the sale does not bind the second buyer; the seller is liable to the first."""
    owner, who = holder(grant)
    return finding(
        law,
        Outcome.ALLOWED,
        f"该专利已另行约定转让给{owner.zh}而尚未登记；{zh}，让与人对在先受让人承担违约责任",
        f"The patent was already sold to {owner.en} without registration; {en}, and the seller is liable to the first "
        "buyer",
        Words(
            "先行解除在先转让合同或者取得其受让人同意",
            "First dissolve the earlier contract of sale, or obtain the consent of its buyer",
        ),
        requirement="consent",
        who=who,
        effect="breach",
        grant=grant.id,
        listed=True,
    )
