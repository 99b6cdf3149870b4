"""Licences: earlier grants, kinds, form, recordal, exhaustion. China."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, months_after
from patentfair.domain.rights.decision import Effect, Finding, Outcome, Requirement
from patentfair.domain.rights.facts import Grant
from patentfair.domain.rights.law.case import Conflict, consent, consented, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.blocks import R56, R61
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.collision import is_own, own_licence
from patentfair.domain.rights.law.earlier import NAMES, begin, holder, spare
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R13 = Law(
    "R-CN-33",
    Words("一专利重复转让", "Double sale"),
    "PL 10(3); CC 597",
    Words("《专利法》第十条第三款、《民法典》第五百九十七条", "Patent Law art. 10(3), Civil Code art. 597"),
    "V",
    sources.PL,
)
R29 = Law(
    "R-CN-29",
    Words("转让不影响在先许可", "Assignment does not affect earlier licences"),
    "SPC-T 24(2)",
    Words("《技术合同司法解释》第二十四条第二款", "Supreme People's Court on technology contracts, art. 24(2)"),
    "V",
    sources.SPC,
)
R50 = Law(
    "R-CN-50",
    Words("许可方式", "Kinds of licence"),
    "SPC-T 25",
    Words("《技术合同司法解释》第二十五条", "Supreme People's Court on technology contracts, art. 25"),
    "V",
    sources.SPC,
)
R51 = Law(
    "R-CN-51",
    Words("排他许可人许可一人实施", "Sole licensor who cannot work it"),
    "SPC-T 27",
    Words("《技术合同司法解释》第二十七条", "Supreme People's Court on technology contracts, art. 27"),
    "V",
    sources.SPC,
)
R52 = Law(
    "R-CN-52",
    Words("许可合同的形式与范围", "Form and scope of the contract"),
    "CC 863(3); SPC-T 28",
    Words("《民法典》第八百六十三条第三款", "Civil Code art. 863(3)"),
    "V",
    sources.CC,
)
R54 = Law(
    "R-CN-54",
    Words("许可合同备案", "Recordal of the licence"),
    "IR 15(2); REC 5",
    Words("《专利法实施细则》第十五条第二款", "Implementing Regulations r. 15(2)"),
    "V",
    sources.IR,
)
R63 = Law(
    "R-CN-63",
    Words("开放许可期间不得独占、排他许可", "No exclusive licence while open"),
    "PL 51(3)",
    Words("《专利法》第五十一条第三款", "Patent Law art. 51(3)"),
    "V",
    sources.PL,
)
R67 = Law(
    "R-CN-67",
    Words("转让前应当撤回开放许可声明", "Withdraw the declaration before assigning"),
    "GL V-11-9; PL 50(2)",
    Words("《专利审查指南》第五部分第十一章第9节", "Guidelines V-11-9"),
    "V",
    sources.GL,
)
S14 = Law(
    "S-14",
    Words("开放许可专利的质押", "Pledge while open"),
    "GL V-11-9",
    Words("《专利审查指南》第五部分第十一章第9节", "Guidelines V-11-9"),
    "V",
    sources.GL,
)
R70 = Law(
    "R-CN-70",
    Words("强制许可与在先许可", "Compulsory licences"),
    "PL 61",
    Words("《专利法》第六十一条", "Patent Law art. 61"),
    "V",
    sources.PL,
)
R70S = Law(
    "R-CN-70",
    Words("指定单位实施与在后许可", "Use ordered by the State"),
    "PL 49",
    Words("《专利法》第四十九条", "Patent Law art. 49"),
    "V",
    sources.PL,
)
R75 = Law(
    "R-CN-75",
    Words("权利用尽", "Exhaustion"),
    "PL 75(1); SPC-T 28(1)",
    Words("《专利法》第七十五条第一项", "Patent Law art. 75(1)"),
    "V",
    sources.PL,
)
R84 = Law(
    "R-CN-84",
    Words("质押前的许可", "Licences before the pledge"),
    "CC 444(2)",
    Words("《民法典》第四百四十四条第二款", "Civil Code art. 444(2)"),
    "GK",
    sources.CC,
)


def known_grants(case: Case) -> Sequence[Finding]:
    """R-CN-50: which licences exist must be known."""
    if case.facts.grants is not None or case.column in ("assign", "pledge", None):
        if case.facts.grants is None and case.column is not None:
            return [
                finding(
                    R29,
                    Outcome.NEEDS_FORMALITY,
                    "在先许可情况不明；已有的许可不受影响",
                    "Earlier licences are not known; any that exist stay in force",
                    Words("查询备案并由权利人书面声明", "Search the records and have the owner declare them"),
                    requirement="evidence",
                    who="owner",
                )
            ]
        return ()
    return [
        unknown(
            R50,
            "在先许可情况不明",
            "Which licences have been granted is not known",
            Words("查询备案并由权利人书面声明", "Search the records and have the owner declare them"),
        )
    ]


def earlier_grants(case: Case) -> Sequence[Finding]:
    """The conflict matrix: each earlier grant that meets the request."""
    out: list[Finding] = []
    for conflict in case.conflicts:
        out.extend(_earlier(case, conflict))
    return out


def _earlier(case: Case, conflict: Conflict) -> Sequence[Finding]:
    grant, cell = conflict.grant, conflict.cell
    (owner, who), name = holder(grant), NAMES[grant.kind or "unknown"]
    sure = conflict.found is Overlap.YES
    if cell == "S" and is_own(case, grant):
        return [own_licence(R50, grant, name)]
    if cell == "S":
        base = R13 if grant.kind == "assignment" else R84 if case.kind == "pledge" else R29
        cure = Words("在合同中披露在先许可", "Disclose it in the contract")
        if grant.kind == "assignment":
            zh = f"该专利已另行约定转让给{owner.zh}而尚未登记；先登记者取得专利权，让与人对另一方承担违约责任"
            en = f"The patent was already sold to {owner.en} without registration; the first to be registered takes "
            en += "it, and the seller is liable to the other"
            cure = Words(
                "先行解除在先转让合同或者取得受让人同意",
                "First dissolve the earlier contract of sale, or obtain the consent of its buyer",
            )
        else:
            zh = f"{owner.zh}的{name.zh}在先成立，不受影响，受让人、质权人承受之"
            en = f"The {name.en} of {owner.en} came first and goes on; the new right is taken subject to it"
        return [
            finding(
                base,
                Outcome.ALLOWED,
                zh,
                en,
                cure,
                requirement="consent" if grant.kind == "assignment" else "notice",
                who=who if grant.kind == "assignment" else "owner",
                effect="breach",
                grant=grant.id,
                listed=True,
            )
        ]
    if cell == "W*":
        return [_withdraw_first(grant)]
    if cell == "C*":
        return [
            consent(
                case,
                S14,
                case.transaction.grantee or "pledgee",
                "专利处于开放许可期间，质押登记须附质权人同意继续实行开放许可的书面声明",
                "The patent is open for licence; the pledgee must state in writing that the open licence goes on",
                Words("取得质权人书面声明", "Obtain the pledgee's statement"),
                effect="unregistrable",
                grant=grant.id,
            )
        ]
    if cell == "E":
        return [_eroded(grant, owner, name)]
    if cell == "K" and sure:
        return [
            consent(
                case,
                R50,
                who,
                f"{owner.zh}在重叠范围内享有{name.zh}，新许可不能排除之",
                f"{begin(owner.en)} holds an {name.en} in the same scope, which the new licence cannot exclude"
                if name.en[0] in "aeiou"
                else f"{begin(owner.en)} holds a {name.en} in the same scope, which the new licence cannot exclude",
                Words(
                    f"将在先许可的范围除外，或者取得{owner.zh}同意",
                    f"Leave the earlier scope out, or obtain the consent of {owner.en}",
                ),
                effect="breach",
                grant=grant.id,
            )
        ]
    if cell == "?" and grant.kind == "sole" and sure:
        return [_sole(case, grant)]
    if cell in ("F", "F*") and sure:
        return _forbidden(case, conflict)
    return [
        unknown(
            R13 if grant.kind == "assignment" else R63 if grant.kind == "open_declaration" else R50,
            f"与{owner.zh}的{name.zh}是否冲突不能确定",
            f"Whether this conflicts with the {name.en} of {owner.en} is not certain",
            Words("查明在先许可的方式和范围", "Find out the kind and scope of the earlier grant")
            if conflict.boxes is None or grant.kind is None
            else spare(conflict),
            grant=grant.id,
        )
    ]


def _eroded(grant: Grant, owner: Words, name: Words) -> Finding:
    return finding(
        R70S if grant.kind == "government" else R70,
        Outcome.ALLOWED,
        f"{owner.zh}依法享有{name.zh}，不因新许可而受影响；新许可在重叠范围内的独占性受到削弱",
        f"{begin(owner.en)} holds a {name.en} under the law, which the new licence does not touch: its exclusivity "
        "is weaker where they meet",
        Words("在合同中披露，并相应约定使用费", "Disclose it in the contract, and agree the royalty accordingly"),
        requirement="notice",
        who="licensor",
        effect="breach",
        grant=grant.id,
        listed=True,
        code="EXCLUSIVITY_ERODED",
    )


def _withdraw_first(grant: Grant) -> Finding:
    return finding(
        R67,
        Outcome.NEEDS_FORMALITY,
        "开放许可声明尚在实行，转让或者重新声明前应当先行撤回并经公告；已取得的开放许可不受影响",
        "The open-licence declaration is live and must be withdrawn, with announcement, first; licences already taken "
        "go on",
        Words("提出撤回开放许可声明", "File the withdrawal of the declaration"),
        requirement="register",
        who="owner",
        effect="unregistrable",
        grant=grant.id,
    )


def _sole(case: Case, grant: Grant) -> Finding:
    able = case.transaction.grantor_can_work
    owner, who = holder(grant)
    zh, en = f"{owner.zh}享有排他许可", f"{begin(owner.en)} holds a sole licence"
    if consented(case, who) == "given":
        given = Outcome.ALLOWED
        zh, en = zh + "，已同意给予该普通许可", en + " and has agreed to this ordinary licence"
    elif able:
        given = Outcome.FORBIDDEN
        zh += "，在约定范围内仅许可该被许可人一人实施，许可人不得再许可他人"
        en += ": nobody but that licensee and the licensor may work the patent in its scope"
    else:
        given = Outcome.INDETERMINATE
        zh += "；许可人不具备独立实施其专利的条件，以一个普通许可的方式许可他人实施专利的，"
        zh += "人民法院可以认定为许可人自己实施专利，但当事人另有约定的除外" + (
            "" if able is False else "；许可人是否具备该条件不明"
        )
        en += "; where the licensor is not in a position to work its patent independently and lets another work it by "
        en += "one ordinary licence, the court may take that as the licensor's own working, unless the parties agreed "
        en += "otherwise" + ("" if able is False else "; whether the licensor is in that position is not known")
    allowed = given is Outcome.ALLOWED
    return finding(
        R50 if able or allowed else R51,
        given,
        zh,
        en,
        Words(f"取得{owner.zh}同意并变更排他许可合同", f"Have the sole licence of {owner.en} amended"),
        requirement="consent",
        who=who,
        effect="breach",
        grant=grant.id,
        listed=allowed,
        satisfied=allowed,
    )


def _forbidden(case: Case, conflict: Conflict) -> list[Finding]:
    grant = conflict.grant
    (owner, who), name = holder(grant), NAMES[grant.kind or "unknown"]
    cure = spare(conflict)
    effect: Effect = "breach"
    requirement: Requirement = "consent"
    base: Law = R50
    later = _begins_later(case, conflict)
    zh = f"{owner.zh}在重叠范围内享有{name.zh}" + (f"（{later}起生效）" if later else "") + "，许可人不得再行授予"
    en = f"{begin(owner.en)} holds the {name.en} in the same scope" + (f", from {later} on" if later else "")
    en += ", and the licensor may grant nothing more there"
    if grant.kind == "open_declaration":
        base, effect, requirement, who = R63, "unregistrable", "register", "owner"
        zh = "专利处于开放许可实施期间，不得就该专利给予独占或者排他许可"
        en = "While the patent is open for licence no exclusive or sole licence of it may be granted"
        cure = Words(
            "改为普通许可，或者先撤回开放许可声明", "Grant an ordinary licence, or withdraw the declaration first"
        )
    elif conflict.cell == "F*":
        base, effect = R61, "unregistrable"
        zh = f"{owner.zh}的{name.zh}在有效期限内，不论其范围，该专利不得实行开放许可"
        en = f"The {name.en} of {owner.en} is running; whatever its scope, the patent cannot be opened"
        cure = Words("待该许可期限届满或者解除", "Wait until that licence ends")
        if later:
            zh = f"{owner.zh}的{name.zh}尚未开始，自{later}起进入有效期限，届时不论其范围，该专利不得实行开放许可"
            en = f"The {name.en} of {owner.en} has not begun; from {later} on, whatever its scope, the patent cannot "
            en += "be open"
            cure = Words(
                f"开放许可期限至{later}止（不含该日），或者先行解除该许可",
                f"Let the open licence end by {later} (that day not included), or first end that licence",
            )
    elif case.kind == "own_working":
        zh = f"{owner.zh}在该范围内享有独占许可，专利权人自己亦不得实施"
        en = f"{begin(owner.en)} holds an exclusive licence in that scope, which excludes the owner too"
    out = [
        finding(
            base,
            Outcome.FORBIDDEN,
            zh,
            en,
            cure,
            requirement=requirement,
            who=who,
            effect=effect,
            grant=grant.id,
        )
    ]
    if grant.recorded and conflict.cell == "F" and case.kind in sources.OWNER_LICENCES:
        out.append(
            finding(
                R56,
                Outcome.ALLOWED,
                f"与{owner.zh}已备案的许可相冲突，新许可合同不予备案",
                f"It conflicts with the recorded licence of {owner.en}, so the new licence is refused recordal",
                cure,
                requirement="record",
                who="either party",
                effect="unregistrable",
                grant=grant.id,
                listed=True,
            )
        )
    return out


def _begins_later(case: Case, conflict: Conflict) -> date | None:
    """The day on which the earlier grant begins, where that is after the day the new act takes effect."""
    starts = [box.time.start for box in conflict.boxes or ()]
    first = min((day for day in starts if day is not None), default=None)
    return first if first is not None and None not in starts and first > case.start else None


def unspecified(_case: Case) -> Sequence[Finding]:
    """R-CN-50: a licence of unstated kind is an ordinary one."""
    return [
        finding(
            R50,
            Outcome.ALLOWED,
            "合同对许可方式没有约定或者约定不明，认定为普通许可",
            "The contract does not state the kind of licence, so it is an ordinary one",
            Words("在合同中写明许可方式", "State the kind in the contract"),
            who="either party",
            listed=True,
        )
    ]


def written(case: Case) -> Sequence[Finding]:
    """R-CN-52: licence contracts are in writing. A plan not yet signed only has that duty ahead."""
    form = case.transaction.written
    if form:
        return ()
    ahead = form is None and not case.transaction.done
    return [
        finding(
            R52,
            Outcome.ALLOWED if ahead else Outcome.NEEDS_FORMALITY,
            "技术许可合同应当采用书面形式",
            "A licence contract must be in writing",
            Words("签订书面合同", "Sign a written contract"),
            requirement="form",
            who="either party",
            listed=ahead,
        )
    ]


def recordal(case: Case) -> Sequence[Finding]:
    """R-CN-54: recordal within three months of the day the contract takes effect; not a condition of validity."""
    effective = case.transaction.effective or case.transaction.signed
    if case.right.stage == "application":
        effective = None
    deadline = months_after(effective, 3, case.calendar) if effective else None
    when = Words("自合同生效之日起三个月内办理备案", "Record it within three months of the day it takes effect")
    if effective and deadline:
        safe = add_months(effective, 3)
        when = (
            Words(f"至迟于{deadline}办理备案", f"Record it by {deadline}")
            if safe == deadline
            else Words(f"至迟于{deadline}办理备案（稳妥日期{safe}）", f"Record it by {deadline} ({safe} to be safe)")
        )
    return [
        finding(
            R54,
            Outcome.ALLOWED,
            "专利实施许可合同应当自生效之日起三个月内向国家知识产权局备案，备案不影响合同效力",
            "The licence is to be recorded with the office within three months of taking effect; its validity does not "
            "depend on that",
            when,
            requirement="record",
            who="either party",
            deadline=deadline,
            listed=True,
            code="RECORDAL",
        )
    ]


_SPLIT_KINDS = ("exclusive", "sole")


def exhaustion(case: Case) -> Sequence[Finding]:
    """R-CN-75: products put on sale under one licence move freely into the other's scope."""
    split = any(
        box.acts is not None and "sell" in box.acts and not {"use", "import"} <= set(box.acts) for box in case.requested
    )
    regional = any(box.territory != ("CN",) or box.territory_except for box in case.requested)
    if not split and not regional:
        return ()
    return [
        finding(
            R75,
            Outcome.ALLOWED,
            "经许可售出的产品权利用尽，可在其他地域自由流通、使用，按地域或者行为分割的独占效力有限",
            "Products sold under a licence are exhausted and move freely: dividing by region or act protects little",
            Words("约定不主动在对方地域销售", "Agree not to sell actively into the other territory"),
            who="either party",
            listed=True,
            code="EXHAUSTION",
        )
    ]


RULES = (
    Rule(
        R50,
        sources.OWNER_LICENCES | sources.ASSIGNMENTS | sources.OPEN | sources.PLEDGE | sources.WORKING,
        known_grants,
    ),
    Rule(
        R50,
        sources.OWNER_LICENCES
        | sources.ASSIGNMENTS
        | sources.OPEN
        | sources.PLEDGE
        | sources.WORKING
        | {"sub_licence", "open_licence_acceptance"},
        earlier_grants,
    ),
    Rule(R50, frozenset({"unspecified_licence"}), unspecified),
    Rule(R52, sources.OWNER_LICENCES | {"sub_licence"}, written),
    Rule(R75, sources.LICENCES, exhaustion),
    Rule(R54, sources.LICENCES, recordal),
)
