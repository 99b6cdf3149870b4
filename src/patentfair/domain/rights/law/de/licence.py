"""Licences: earlier grants, kinds, sub-licences, passing a licence on, compulsory licences. Germany."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import Case, Conflict, consent, consented, grant_boxes, unknown
from patentfair.domain.rights.law.collision import is_own, own_licence
from patentfair.domain.rights.law.de import sources
from patentfair.domain.rights.law.earlier import NAMES, begin, holder, spare
from patentfair.domain.rights.law.headlicence import beyond
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["PROPERTY", "RULES"]

R01L = Law(
    "R-DE-01",
    Words(
        "独占许可与非独占许可，可限于德国的一部分", "Exclusive and non-exclusive licences, of all or part of Germany"
    ),
    "PatG 15(2)",
    Words("《德国专利法》第15条第2款", "German Patent Act § 15(2)"),
    "V",
    sources.TEXT,
)
R01S = Law(
    "R-DE-01",
    Words("转让和新的许可不影响在先许可", "Transfers and new licences leave earlier licences untouched"),
    "PatG 15(3)",
    Words("《德国专利法》第15条第3款", "German Patent Act § 15(3)"),
    "V",
    sources.TEXT,
)
R05 = Law(
    "R-DE-05",
    Words("强制许可", "Compulsory licence"),
    "PatG 24",
    Words("《德国专利法》第24条", "German Patent Act § 24"),
    "V",
    sources.TEXT,
)
R05X = Law(
    "R-DE-05",
    Words("强制许可、官方使用令与在后独占许可", "Compulsory licences beside a later exclusive one"),
    "PatG 13, 24, 15(3)",
    Words(
        "参照《德国专利法》第24条、第15条第3款，适用尚待核实",
        "compare German Patent Act §§ 24 and 15(3); the application is unverified",
    ),
    "GK",
    sources.TEXT,
)
SUB = Law(
    "G-DE-05",
    Words("再许可与许可的转移（未核实）", "Sub-licences, and licences passed on"),
    "PatG 15(2)",
    Words("德国判例尚待核实，应当咨询德国律师", "German case law to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)
KIND = Law(
    "G-DE-06",
    Words(
        "许可方式不明、独家许可、先用权、重复转让（未核实）",
        "Licences of unclear kind, sole licences, prior use, sales",
    ),
    "PatG 12, 15",
    Words("德国判例尚待核实，应当咨询德国律师", "German case law to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)
PART = Law(
    "G-DE-07",
    Words("按地域或者行为分割与权利用尽（未核实）", "Exhaustion across divided licences"),
    "PatG 9",
    Words("权利用尽的判例尚待核实", "the case law on exhaustion remains to be verified"),
    "GK",
    sources.TEXT,
)

_ASK = Words("查询登记簿并由权利人书面声明", "Search the register and have the owner declare them")


def known_grants(case: Case) -> Sequence[Finding]:
    """R-DE-01: which licences exist must be known; they bind without any register."""
    if case.facts.grants is not None:
        return ()
    if case.column in ("assign", "pledge"):
        return [
            finding(
                R01S,
                Outcome.NEEDS_FORMALITY,
                "在先许可情况不明；已有的许可无须登记即不受影响",
                "Earlier licences are not known; any that exist go on, entered in the register or not",
                _ASK,
                requirement="evidence",
                who="owner",
            )
        ]
    return [unknown(R01S, "在先许可情况不明", "Which licences have been granted is not known", _ASK)]


def earlier_grants(case: Case) -> Sequence[Finding]:
    """The conflict matrix: each earlier grant that meets the request, save a live statement of willingness."""
    return [_earlier(case, one) for one in case.conflicts if one.grant.kind != "open_declaration"]


def _earlier(case: Case, conflict: Conflict) -> Finding:
    grant, cell = conflict.grant, conflict.cell
    (owner, who), name = holder(grant), NAMES[grant.kind or "unknown"]
    sure = conflict.found is Overlap.YES
    if cell == "S" and is_own(case, grant):
        return own_licence(R01L, grant, name)
    if cell == "S":
        return finding(
            R01S,
            Outcome.ALLOWED,
            f"{owner.zh}的{name.zh}在先成立，不因转让、出质或者新的许可而受影响，无须登记",
            f"The {name.en} of {owner.en} came first and goes on, entered in the register or not",
            Words("在合同中披露在先许可", "Disclose it in the contract"),
            requirement="notice",
            who="owner",
            effect="breach",
            grant=grant.id,
            listed=True,
        )
    if cell == "E":
        return finding(
            R05X,
            Outcome.ALLOWED,
            f"{owner.zh}依法享有{name.zh}，不因新许可而受影响；新许可在重叠范围内的独占性受到削弱",
            f"{begin(owner.en)} holds a {name.en} under the law, which the new licence does not touch: its "
            "exclusivity is weaker where they meet",
            Words("在合同中披露，并相应约定使用费", "Disclose it, and agree the royalty accordingly"),
            requirement="notice",
            who="licensor",
            effect="breach",
            grant=grant.id,
            listed=True,
            code="EXCLUSIVITY_ERODED",
        )
    if cell == "K" and sure:
        article = "an" if name.en[0] in "aeiou" else "a"
        return consent(
            case,
            R01S,
            who,
            f"{owner.zh}在重叠范围内享有{name.zh}，新许可不能排除之",
            f"{begin(owner.en)} holds {article} {name.en} in the same scope, which the new licence cannot exclude",
            Words(
                f"将在先许可的范围除外，或者取得{owner.zh}同意",
                f"Leave the earlier scope out, or obtain the consent of {owner.en}",
            ),
            effect="not_opposable",
            grant=grant.id,
        )
    if cell == "F" and sure and case.kind != "open_licence_acceptance":
        return _forbidden(case, conflict, owner, who, name)
    return _unclear(conflict, owner, name)


def _forbidden(case: Case, conflict: Conflict, owner: Words, who: str, name: Words) -> Finding:
    if case.kind == "own_working":
        zh = f"{owner.zh}在该范围内享有独占许可，权利人自己亦不得实施"
        en = f"{begin(owner.en)} holds an exclusive licence in that scope, which excludes the owner too"
    else:
        zh = f"{owner.zh}在重叠范围内享有{name.zh}，不因新的许可而受影响，许可人不得再行授予"
        en = f"{begin(owner.en)} holds the {name.en} in the same scope, which a new licence does not touch; the "
        en += "licensor may grant nothing more there"
    return finding(
        R01L if case.kind == "own_working" else R01S,
        Outcome.FORBIDDEN,
        zh,
        en,
        spare(conflict),
        requirement="consent",
        who=who,
        effect="breach" if case.kind == "own_working" else "not_opposable",
        grant=conflict.grant.id,
    )


def _unclear(conflict: Conflict, owner: Words, name: Words) -> Finding:
    grant = conflict.grant
    if grant.kind == "assignment":
        return unknown(
            KIND,
            f"该权利已另行约定转让给{owner.zh}；转让无须登记即生效，让与人是否仍为权利人不能确定",
            f"The right was already sold to {owner.en}; it passes without registration, so it is not certain that the "
            "seller still owns it",
            Words("查明在先转让合同是否已使权利转移", "Find out whether that contract made the right pass"),
            grant=grant.id,
        )
    return unknown(
        R01S if conflict.cell in ("F", "K") else KIND,
        f"与{owner.zh}的{name.zh}是否冲突不能确定",
        f"Whether this conflicts with the {name.en} of {owner.en} is not certain",
        Words("查明在先许可的方式和范围", "Find out the kind and scope of the earlier grant")
        if conflict.boxes is None or conflict.cell == "?"
        else spare(conflict),
        grant=grant.id,
    )


def unspecified(_case: Case) -> Sequence[Finding]:
    """What kind a licence of unstated kind is was not read."""
    return [
        unknown(
            KIND,
            "合同未写明许可方式，在德国视为何种许可未经核实",
            "The contract does not state the kind of licence, and what it then is in Germany has not been verified",
            Words("写明独占许可或者非独占许可", "State whether it is exclusive or not"),
        )
    ]


def exhaustion(case: Case) -> Sequence[Finding]:
    """A warning where licences are divided by act or region."""
    split = any(
        box.acts is not None and "sell" in box.acts and not {"use", "import"} <= set(box.acts) for box in case.requested
    )
    regional = any("-" in node for box in case.requested for node in (*box.territory, *box.territory_except))
    if not split and not regional:
        return ()
    return [
        finding(
            PART,
            Outcome.ALLOWED,
            "经许可售出的产品权利用尽，按地域或者行为分割的独占效力有限",
            "Products sold under a licence are exhausted: dividing by region or act protects little",
            Words("约定不主动在对方地域销售", "Agree not to sell actively into the other territory"),
            who="either party",
            listed=True,
            code="EXHAUSTION",
        )
    ]


def _parent(case: Case) -> Grant | None:
    for grant in case.facts.grants or ():
        if grant.id == case.transaction.parent:
            return grant
    return None


def _held(case: Case, grant: Grant | None) -> list[Finding]:
    """Whether the licence named exists on the day and is held by the one who acts."""
    if grant is None:
        return [
            unknown(
                R01L,
                "所依据的许可不明",
                "The licence this rests on is not known",
                Words("提供该许可合同", "Produce that licence"),
            )
        ]
    if grant.grantee is None or not case.transaction.grantors:
        return [
            unknown(R01L, "该许可的被许可人不明", "Who holds that licence is not known", grant=grant.id),
        ]
    if set(case.transaction.grantors) != {grant.grantee}:
        return [_not_theirs("处分人不是该许可的被许可人", "The one who acts does not hold that licence", grant)]
    if grant.ended is not None and grant.ended <= case.day:
        return [_not_theirs("该许可已经终止", "That licence has ended", grant)]
    if grant.kind in ("open_declaration", "assignment", "statutory", "government"):
        return [unknown(SUB, "该权利能否再许可或者转移未经核实", "Whether it can be passed on is unverified")]
    return []


def _not_theirs(zh: str, en: str, grant: Grant) -> Finding:
    return finding(R01L, Outcome.FORBIDDEN, zh, en, who=grant.grantee, effect="void", grant=grant.id)


def _licensor(case: Case, grant: Grant) -> tuple[Words, str]:
    names = sorted({one.owner for one in case.interests or ()})
    who = grant.grantor or (names[0] if len(names) == 1 else None)
    return (Words(who, who), who) if who else (Words("许可人", "the licensor"), "licensor")


_RANK = {"exclusive": 2, "sole": 1, "ordinary": 0, "open_taken": 0, "compulsory": 0}


def sub_licence(case: Case) -> Sequence[Finding]:
    """R-DE-01: within the licence; who goes beyond its limits infringes. Authority where the contract is silent: GK."""
    parent = _parent(case)
    lacking = _held(case, parent)
    if lacking or parent is None:
        return lacking
    if parent.kind in ("compulsory", "open_taken"):
        return [
            unknown(
                SUB,
                "非依合同取得的使用权能否再许可未经核实",
                "Whether a right of use not granted by contract can be sub-licensed is unverified",
                grant=parent.id,
            )
        ]
    named, owner = _licensor(case, parent)
    out = []
    if not parent.sublicensable and consented(case, owner) != "given":
        silent = parent.sublicensable is None
        out.append(
            finding(
                SUB if silent else R01L,
                Outcome.INDETERMINATE if silent else Outcome.FORBIDDEN,
                "许可合同未写明能否再许可；独占被许可人一般可以、普通被许可人一般不可以，均未经核实"
                if silent
                else "许可合同不允许再许可，超出许可的限制即为侵权",
                "The licence does not say whether it allows sub-licences; an exclusive licensee commonly may and "
                "another may not, which is unverified"
                if silent
                else "The licence does not allow sub-licences, and going beyond its limits infringes",
                Words(f"取得{named.zh}的同意", f"Obtain the consent of {named.en}"),
                requirement="consent",
                who=owner,
                effect="not_opposable",
                grant=parent.id,
            )
        )
    return [*out, *_rank(case, parent), *_within(case, parent)]


def _rank(case: Case, parent: Grant) -> list[Finding]:
    wanted = case.transaction.licence_kind
    if parent.kind in (None, "unspecified"):
        return [unknown(KIND, "上级许可的方式不明", "The kind of the head licence is not known", grant=parent.id)]
    if wanted == "unspecified" and parent.kind == "exclusive":
        return [unknown(KIND, "再许可的方式不明", "The kind of the sub-licence is not stated", grant=parent.id)]
    if _RANK.get(wanted, 0) > _RANK.get(parent.kind or "", 0):
        return [
            finding(
                R01L,
                Outcome.FORBIDDEN,
                "再许可的独占程度不得超过上级许可",
                "A sub-licence cannot be more exclusive than the head licence",
                Words("改为普通再许可", "Make it non-exclusive"),
                who=parent.grantee,
                effect="not_opposable",
                grant=parent.id,
            )
        ]
    return []


def _within(case: Case, parent: Grant) -> list[Finding]:
    head = grant_boxes(parent)
    if head is None:
        return [unknown(R01L, "上级许可的范围不明", "The scope of the head licence is not known", grant=parent.id)]
    reach = beyond(case, head)
    if not reach:
        return []
    return [
        finding(
            R01L,
            Outcome.INDETERMINATE if reach is Overlap.MAYBE else Outcome.FORBIDDEN,
            "再许可超出上级许可的地域、期限、领域、行为或者权利要求",
            "The sub-licence reaches beyond the head licence in territory, term, field, acts or claims",
            Words("将再许可限于上级许可的范围和期限", "Keep the sub-licence within the head licence"),
            who=parent.grantee,
            effect="not_opposable",
            grant=parent.id,
        )
    ]


def passed_on(case: Case) -> Sequence[Finding]:
    """R-DE-05: a compulsory licence passes only with the business; whether others pass freely was not read."""
    grant = _parent(case)
    lacking = _held(case, grant)
    if lacking or grant is None:
        return lacking
    named, owner = _licensor(case, grant)
    if grant.kind == "compulsory":
        business = case.transaction.with_business
        if business is None:
            return [
                unknown(
                    R05,
                    "强制许可是否连同实施该发明的企业一并转移不明",
                    "Whether the compulsory licence passes together with the business that works it is not known",
                    grant=grant.id,
                )
            ]
        return [
            finding(
                R05,
                Outcome.ALLOWED if business else Outcome.FORBIDDEN,
                "强制许可只能连同实施该发明的企业一并转移；从属专利的强制许可只能连同在后专利一并转移",
                "A compulsory licence passes only with the business that works the invention, one for a dependent "
                "patent only with that patent",
                Words("连同企业一并转让", "Transfer it with the business"),
                who=owner if owner != "licensor" else "licensor",
                effect="void",
                grant=grant.id,
                listed=business,
                satisfied=business,
            )
        ]
    if grant.transferable or consented(case, owner) == "given":
        return [
            finding(
                R01L,
                Outcome.ALLOWED,
                "许可合同允许或者许可人已同意转移该许可",
                "The licence contract allows the licence to be passed on, or the licensor has agreed",
                requirement="consent",
                who=owner,
                grant=grant.id,
                listed=True,
                satisfied=True,
            )
        ]
    return [
        finding(
            SUB,
            Outcome.INDETERMINATE,
            "许可合同不允许转移许可，且许可人尚未同意"
            if grant.transferable is False
            else "许可合同未写明能否转移许可；德国法如何处理未经核实",
            "The licence contract does not allow the licence to be passed on, and the licensor has not agreed"
            if grant.transferable is False
            else "The licence contract does not say whether the licence may be passed on; German law on it is "
            "unverified",
            Words(f"取得{named.zh}的同意", f"Obtain the consent of {named.en}"),
            requirement="consent",
            who=owner,
            grant=grant.id,
        )
    ]


_CONFLICTING = (
    sources.OWNER_LICENCES | sources.ASSIGNMENTS | sources.PLEDGE | sources.WORKING | sources.SUB | sources.TAKEN
)

PROPERTY = (
    Rule(
        R01S,
        sources.OWNER_LICENCES | sources.ASSIGNMENTS | sources.PLEDGE | sources.WORKING,
        known_grants,
    ),
    Rule(R01S, _CONFLICTING, earlier_grants),
    Rule(KIND, frozenset({"unspecified_licence"}), unspecified),
    Rule(R01L, sources.SUB, sub_licence),
)
RULES = (
    *PROPERTY,
    Rule(R05, sources.PASSED_ON, passed_on),
    Rule(PART, sources.LICENCES, exhaustion),
)
