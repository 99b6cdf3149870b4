"""Licences: earlier grants, bankruptcy, royalties after expiry. United States."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import Conflict, consent, unknown
from patentfair.domain.rights.law.collision import is_own, own_licence
from patentfair.domain.rights.law.earlier import NAMES, begin, holder, spare
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.law.us import sources
from patentfair.domain.rights.law.us.case import Case
from patentfair.domain.rights.law.us.conveyance import R02, priority
from patentfair.domain.rights.law.us.coowners import R01
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R02S = Law(
    "R-US-02",
    Words("在先许可不受转让影响", "Earlier licences survive"),
    "common law on earlier licences",
    Words("普通法，尚待核实", "common law, not verified"),
    "GK",
    sources.CODE,
)
R11 = Law(
    "R-US-11",
    Words("许可人破产", "Bankruptcy of the licensor"),
    "11 USC 365(n)",
    Words("《美国法典》第11编第365条(n)，尚待核实", "11 U.S.C. 365(n), not verified"),
    "GK",
    sources.CODE,
)
R12 = Law(
    "R-US-12",
    Words("期满后的许可使用费", "Royalties after expiry"),
    "Kimble v. Marvel; Brulotte v. Thys",
    Words("Kimble诉Marvel案、Brulotte诉Thys案", "Kimble v. Marvel, Brulotte v. Thys"),
    "V2",
    sources.CODE,
)
U01 = Law(
    "U-US-01",
    Words("方式不明的许可", "Licence of unstated kind"),
    "case law on the kind of a licence",
    Words("判例，尚待核实", "case law, not verified"),
    "GK",
    sources.CODE,
)

_DECLARE = Words(
    "检索转让登记，并由权利人书面声明已有的转让与许可",
    "Search the assignment records and have the owner declare what was conveyed and licensed",
)


def known_grants(case: Case) -> Sequence[Finding]:
    """R-US-01: which rights have been conveyed or licensed away must be known."""
    if case.facts.grants is not None:
        return ()
    return [
        unknown(R01, "在先转让、许可情况不明", "Which assignments and licences have been made is not known", _DECLARE)
    ]


def earlier_grants(case: Case) -> Sequence[Finding]:
    """The conflict matrix: each earlier grant that meets the request. Assignments are decided by section 261."""
    return [_earlier(case, one) for one in case.conflicts if one.grant.kind != "assignment"]


def _name(conflict: Conflict) -> Words:
    kind = conflict.grant.kind
    return NAMES["unknown" if kind in (None, "unspecified") else kind]


def _earlier(case: Case, conflict: Conflict) -> Finding:
    grant, cell = conflict.grant, conflict.cell
    (owner, who), name = holder(grant), _name(conflict)
    article = "an" if name.en[0] in "aeiou" else "a"
    sure = conflict.found is Overlap.YES
    if cell in ("S", "R") and is_own(case, grant):
        return own_licence(R01, grant, name)
    if cell == "R":
        return _exclusive_right(case, conflict)
    if cell == "S":
        return finding(
            R02S,
            Outcome.ALLOWED,
            f"{owner.zh}的{name.zh}在先成立，据一般了解不受影响，受让人、担保权人承受之",
            f"The {name.en} of {owner.en} came first and, as is generally understood, goes on; the new right is taken "
            "subject to it",
            Words("在合同中披露在先许可", "Disclose it in the contract"),
            requirement="notice",
            who="owner",
            effect="breach",
            grant=grant.id,
            listed=True,
        )
    if cell == "E":
        return finding(
            R01,
            Outcome.ALLOWED,
            f"{owner.zh}依法享有{name.zh}，不因新许可而受影响；新许可在重叠范围内的独占性受到削弱",
            f"{begin(owner.en)} holds {article} {name.en} under the law, which the new licence does not touch: its "
            "exclusivity is weaker where they meet",
            Words("在合同中披露", "Disclose it in the contract"),
            requirement="notice",
            who="licensor",
            effect="breach",
            grant=grant.id,
            listed=True,
            code="EXCLUSIVITY_ERODED",
        )
    if cell == "K" and sure:
        return consent(
            case,
            R01,
            who,
            f"{owner.zh}在重叠范围内享有{name.zh}，新许可不能排除之",
            f"{begin(owner.en)} holds {article} {name.en} in the same scope, which the new licence cannot exclude",
            Words(
                f"将在先许可的范围除外，或者取得{owner.zh}同意",
                f"Leave the earlier scope out, or obtain the consent of {owner.en}",
            ),
            effect="breach",
            grant=grant.id,
        )
    if cell == "F" and sure:
        return _taken(case, conflict)
    return unknown(
        R01,
        f"与{owner.zh}的{name.zh}是否冲突不能确定",
        f"Whether this conflicts with the {name.en} of {owner.en} is not certain",
        Words("查明在先许可的方式和范围", "Find out the kind and scope of the earlier grant")
        if cell == "?" or conflict.boxes is None
        else spare(conflict),
        grant=grant.id,
    )


def _taken(case: Case, conflict: Conflict) -> Finding:
    grant = conflict.grant
    (owner, who), name = holder(grant), _name(conflict)
    if case.kind == "own_working":
        zh = f"{owner.zh}在该范围内享有独占许可，专利权人自己亦不得实施"
        en = f"{begin(owner.en)} holds an exclusive licence in that scope, which excludes the owner too"
    else:
        zh = f"{owner.zh}在重叠范围内享有{name.zh}，许可人不得再行授予，否则构成违约"
        en = f"{begin(owner.en)} holds the {name.en} in the same scope; granting anything more there is a breach"
    if grant.kind == "exclusive" and case.kind == "exclusive_licence" and priority(case, grant)[0] == "void":
        zh += "；在先独占权未及时登记，可能对支付对价且不知情的在后取得人无效"
        en += "; not recorded in time, it may be void against one who acquires later for value without notice"
    return finding(
        R01,
        Outcome.FORBIDDEN,
        zh,
        en,
        spare(conflict),
        requirement="consent",
        who=who,
        effect="breach",
        grant=grant.id,
    )


def _exclusive_right(case: Case, conflict: Conflict) -> Finding:
    """Section 261 and an earlier exclusive right: the sale or charge goes through, subject to it or free of it."""
    grant = conflict.grant
    owner, _ = holder(grant)
    standing, last = priority(case, grant)
    cure = Words("在合同中披露，并检索转让登记", "Disclose it, and search the assignment records")
    zh, en = f"{owner.zh}的独占许可在先授予", f"The exclusive licence of {owner.en} was granted before"
    if standing == "binds":
        zh, en = zh + "，对取得人有效，取得人承受之", en + " and holds against the one who acquires"
    elif standing == "void":
        zh += "而未及时登记，对支付对价且不知情的取得人无效；让与人、设立人对被许可人承担违约责任"
        en += " but not recorded in time: it is void against one who acquires for value without notice, and the owner "
        en += "is liable to the licensee"
    elif standing == "open" and last is not None:
        zh += f"，尚可至迟于{last}登记而对抗取得人；在此之前应当按受其约束处理"
        en += f" and can still be recorded by {last}; until then take the right as subject to it"
        cure = Words(f"{last}以后再次检索转让登记", f"Search the records again after {last}")
    else:
        zh += "，是否对取得人有效取决于登记、对价与是否知情，应当按受其约束处理"
        en += "; whether it holds depends on recording, value and notice, so take the right as subject to it"
    return finding(
        R02,
        Outcome.ALLOWED,
        zh,
        en,
        cure,
        requirement="notice",
        who="owner",
        deadline=last if standing == "open" else None,
        effect="breach",
        grant=grant.id,
        listed=True,
    )


def unspecified(_case: Case) -> Sequence[Finding]:
    """A licence whose kind is not stated: the law of the States decides, which was not read."""
    return (_UNSPECIFIED,)


_UNSPECIFIED = unknown(
    U01,
    "合同未写明许可方式；是否为普通许可尚未核实",
    "The contract does not state the kind of licence; whether that makes it a non-exclusive one was not verified",
    Words("在合同中写明许可方式", "State the kind in the contract"),
)


def bankruptcy(_case: Case) -> Sequence[Finding]:
    """R-US-11: the licensee may retain its rights if the licensor goes bankrupt."""
    return (_BANKRUPTCY,)


_BANKRUPTCY = finding(
    R11,
    Outcome.ALLOWED,
    "许可人破产时，被许可人可以选择保留其权利，尚待核实",
    "If the licensor goes bankrupt, the licensee may elect to retain its rights; this was not verified",
    who="licensee",
    listed=True,
)


def royalties(case: Case) -> Sequence[Finding]:
    """R-US-12: royalties for use after expiry cannot be enforced."""
    until, end = case.transaction.royalty_until, case.life_end
    if until is None or (end is not None and until <= end):
        return ()
    if end is None:
        return (_ROYALTY_END,)
    return [
        finding(
            R12,
            Outcome.NEEDS_FORMALITY,
            f"专利权自{end}起不再存续，就其后的实施约定的使用费不可强制执行（据二手资料）",
            f"The right is no more from {end} on; royalties for use after that cannot be enforced (from a secondary "
            "source)",
            Words(f"使用费计至{end}止（不含该日）", f"Let the royalty end by {end} (that day not included)"),
            requirement="price",
            who="either party",
            deadline=end,
            effect="unenforceable",
            code="ROYALTY_AFTER_EXPIRY",
        )
    ]


_ROYALTY_END = finding(
    R12,
    Outcome.NEEDS_FORMALITY,
    "专利权的终止之日不明；就其后的实施约定的使用费不可强制执行（据二手资料）",
    "When the right ends is not known; royalties for use after that cannot be enforced (from a secondary source)",
    Words("使用费计至专利权终止之日", "Let the royalty end with the right"),
    requirement="price",
    who="either party",
    effect="unenforceable",
    code="ROYALTY_AFTER_EXPIRY",
)

RULES = (
    Rule(R01, sources.DISPOSALS | sources.WORKING, known_grants),
    Rule(R01, sources.DISPOSALS | sources.WORKING | {"sub_licence"}, earlier_grants),
    Rule(U01, frozenset({"unspecified_licence"}), unspecified),
    Rule(R12, sources.LICENCES, royalties),
    Rule(R11, sources.LICENCES, bankruptcy),
)
