"""Title and power: who the owner is, and what one co-owner may do alone. Germany.

The community of co-owners is that of the Civil Code: each uses the patent and disposes of its share, all together
dispose of the whole, and a majority by shares decides on administration.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import Case, consent, consented, unknown
from patentfair.domain.rights.law.de import sources
from patentfair.domain.rights.law.de.outside import limited
from patentfair.domain.rights.law.de.owners import REGISTER, agreed, holders, owner_missing, power, shares
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["PROPERTY", "RULES"]

R01 = Law(
    "R-DE-01",
    Words("专利权可以自由转让，不要求形式", "Freely transferable, no form"),
    "PatG 15(1); BGB 398, 413",
    Words(
        "《德国专利法》第15条第1款，《德国民法典》第398条、第413条",
        "German Patent Act § 15(1), Civil Code §§ 398 and 413",
    ),
    "V",
    sources.TEXT,
)
R02 = Law(
    "R-DE-02",
    Words("登记前原登记人对专利局仍享有权利并承担义务", "The person entered stays entitled before the office"),
    "PatG 30(3)",
    Words("《德国专利法》第30条第3款", "German Patent Act § 30(3)"),
    "V",
    sources.TEXT,
)
R06 = Law(
    "R-DE-06",
    Words("按份共有人", "Co-owners by shares"),
    "BGB 741-747",
    Words("《德国民法典》第741条至第747条", "German Civil Code §§ 741-747"),
    "V",
    sources.TEXT,
)
R06L = Law(
    "R-DE-06",
    Words("共有人之一给予普通许可", "A non-exclusive licence by one co-owner"),
    "BGB 744, 745",
    Words(
        "《德国民法典》第744条、第745条；有争议，据第二手资料",
        "German Civil Code §§ 744 and 745; disputed, by a secondary source",
    ),
    "V2",
    sources.TEXT,
)
R08 = Law(
    "R-DE-08",
    Words("雇员发明", "Employees' inventions"),
    "ArbnErfG 42",
    Words(
        "《德国雇员发明法》，内容尚待核实", "German Act on Employees' Inventions, of which the content is unverified"
    ),
    "GK",
    sources.TEXT,
)
PART = Law(
    "G-DE-04",
    Words("仅就部分权利转让或者出质（未核实）", "Transfer or pledge of part of the right"),
    "PatG 15(1)",
    Words("具体方式尚待核实，应当咨询德国律师", "how it is done remains to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)

_ALONE = ("ordinary_licence", "unspecified_licence")
_PERMITTED = {
    "exclusive_licence": "solo_exclusive_licence",
    "sole_licence": "solo_exclusive_licence",
    "assignment": "solo_assignment",
    "pledge": "solo_pledge",
    "open_licence_declaration": "solo_open_licence",
    "open_licence_withdrawal": "solo_open_licence",
}
_HALF = Fraction(1, 2)


def title(case: Case) -> Sequence[Finding]:
    """R-DE-01: nobody transfers more than is its own; entry in the register does not make the owner."""
    passing = case.kind in sources.ASSIGNMENTS or case.kind == "pledge"
    return power(case, R01, "title_does_not_pass" if passing else "not_effective")


def entered(case: Case) -> Sequence[Finding]:
    """R-DE-02: before the office only the person entered in the register acts."""
    out = []
    for name in sorted(set(case.transaction.grantors)):
        mine = [one for one in case.interests or () if one.owner == name]
        if not mine or any(one.registered for one in mine):
            continue
        known = all(one.registered is False for one in mine)
        out.append(
            finding(
                R02,
                Outcome.NEEDS_FORMALITY,
                f"{name}尚未登记为权利人；登记以前，对专利局仍以原登记人为权利人"
                if known
                else f"{name}是否登记为权利人不明；对专利局以登记人为权利人",
                f"{name} is not yet entered in the register; until then the office deals with the person entered"
                if known
                else f"Whether {name} is entered is not known; the office deals with the person the register shows",
                Words("先办理权利人变更登记", "Have the change of owner entered first"),
                requirement="register",
                who=name,
                effect="unregistrable",
            )
        )
    return out


def coowners(case: Case) -> Sequence[Finding]:
    """R-DE-06: the share freely, the whole together, use by each, non-exclusive licences by majority."""
    interests = case.interests
    if not interests or (len(interests) == 1 and interests[0].share in (None, "1/1")):
        return ()
    acting = {*case.transaction.grantors, case.transaction.grantee}  # a co-owner who acquires agrees by doing so
    others = [name for name in holders(case) if name not in acting]
    missing = owner_missing(case)
    if not others and not missing:
        return ()
    if case.kind == "share_assignment":
        return [_free("各共有人可以自由处分其份额", "Each co-owner disposes of its share freely", "owner")]
    clauses = agreed(case)
    if case.kind == "own_working":
        return _use(case, others, clauses, missing=missing)
    if case.kind in _ALONE:
        return _licence(case, others, clauses, missing=missing)
    if clauses is not None and _PERMITTED.get(case.kind) in clauses:
        return [_free("共有人约定可由一方单独作出该行为", "The co-owners agreed that one may do this alone", "owner")]
    return _together(case, others, missing=missing)


def _free(zh: str, en: str, who: str) -> Finding:
    return finding(R06, Outcome.ALLOWED, zh, en, requirement="evidence", who=who, listed=True)


def _together(case: Case, others: Sequence[str], *, missing: bool) -> list[Finding]:
    office = case.kind in sources.BEFORE_THE_OFFICE
    passing = case.kind in ("assignment", "pledge")
    out = [
        consent(
            case,
            R06,
            name,
            f"对共有权利整体的处分须由全体共有人共同作出，尚需{name}同意",
            f"The co-owned right as a whole is disposed of by all together; the consent of {name} is needed",
            Words(f"取得{name}的同意", f"Obtain the consent of {name}"),
            effect="unregistrable" if office else "title_does_not_pass" if passing else "not_effective",
        )
        for name in others
    ]
    if missing:
        out.append(_unnamed())
    return out


def _unnamed() -> Finding:
    return unknown(
        R06,
        "已知权利人的份额合计不足全部，其余共有人不明",
        "The shares of the known owners come to less than the whole, so a co-owner is not known",
        REGISTER,
    )


def _use(case: Case, others: Sequence[str], clauses: frozenset[str] | None, *, missing: bool) -> Sequence[Finding]:
    if clauses is None:
        return [unknown(R06, "共有人之间有无约定不明", "What the co-owners agreed is not known")]
    if "no_solo_working" in clauses:
        return _agreed_against(case, others, "实施", "work the patent", missing=missing)
    return [
        _free(
            "各共有人可以自行使用，但以不妨碍其他共有人使用为限；未约定或者请求补偿以前无须补偿",
            "Each co-owner may use the patent without hindering the others, and owes nothing until compensation is "
            "agreed or claimed",
            ", ".join(sorted(set(case.transaction.grantors))),
        )
    ]


def _agreed_against(case: Case, others: Sequence[str], zh: str, en: str, *, missing: bool) -> list[Finding]:
    out = [
        consent(
            case,
            R06,
            name,
            f"共有人约定不得单独{zh}，须经{name}同意",
            f"The co-owners agreed that none may {en} alone; the consent of {name} is needed",
            Words(f"取得{name}的同意", f"Obtain the consent of {name}"),
            effect="breach",
        )
        for name in others
    ]
    if missing:
        out.append(_unnamed())
    return out


def _licence(case: Case, others: Sequence[str], clauses: frozenset[str] | None, *, missing: bool) -> Sequence[Finding]:
    """A non-exclusive licence by some of the co-owners: an act of administration, which a majority decides."""
    if clauses is not None and "no_solo_licence" in clauses:
        return _agreed_against(case, others, "许可", "license", missing=missing)
    answers = {name: consented(case, name) for name in others}
    parts = shares(case) or {}
    agreeing = sum((part for name, part in parts.items() if answers.get(name, "given") == "given"), Fraction(0))
    asked = [name for name in others if answers[name] not in ("given", "refused")]
    in_hand = ", ".join(name for name in holders(case) if answers.get(name, "given") == "given")
    if not missing and not asked and "refused" not in answers.values():
        return [_majority(Outcome.ALLOWED, in_hand)]
    if agreeing > _HALF:
        if clauses is not None:
            return [_majority(Outcome.ALLOWED, in_hand)]
        return [
            unknown(
                R06,
                "多数份额已同意，但共有人之间是否另有约定不明",
                "A majority by shares agrees, but whether the co-owners agreed otherwise is not known",
                Words("查明共有协议，或者取得全体共有人同意", "Look at their agreement, or obtain all consents"),
            )
        ]
    named = agreeing + sum((parts.get(name, Fraction(0)) for name in asked), Fraction(0))
    unnamed = 1 - sum(parts.values(), Fraction(0))
    if named + unnamed <= _HALF:
        return [_majority(Outcome.FORBIDDEN, ", ".join(name for name in others if answers[name] == "refused"))]
    if case.transaction.done:
        unsure = unnamed > 0 or any(answers[name] is None for name in asked)
        return [_majority(Outcome.INDETERMINATE if unsure else Outcome.FORBIDDEN, ", ".join(others))]
    out = [_majority(Outcome.ALLOWED_WITH_CONSENTS, ", ".join(asked))] if asked else []
    if named <= _HALF and (missing or "refused" in answers.values()):
        out.append(_unnamed_share())
    return out


def _unnamed_share() -> Finding:
    return unknown(
        R06,
        "各共有人的份额不全，是否达到多数不能确定",
        "The shares are not all known, so whether there is a majority is not certain",
        REGISTER,
    )


def _majority(outcome: Outcome, who: str) -> Finding:
    met = outcome is Outcome.ALLOWED
    return finding(
        R06L,
        outcome,
        "共有人之一单独给予普通许可有争议，通说认为属于管理行为，须按份额多数决定" + ("，已经满足" if met else ""),
        "Whether one co-owner may grant a non-exclusive licence alone is disputed; the prevailing view takes it as "
        "administration, decided by a majority of shares" + (", which is met" if met else ""),
        Words("取得合计过半数份额的共有人同意", "Obtain the consent of co-owners with more than half of the shares"),
        requirement="consent",
        who=who,
        effect="breach",
        listed=met,
        satisfied=met,
    )


def partial(case: Case) -> Sequence[Finding]:
    """R-DE-01 lets the right be transferred limited or unlimited; how part of it is transferred was not read."""
    if case.kind == "share_assignment" or not limited(case.transaction.scope):
        return ()
    return [
        unknown(
            PART,
            "仅就部分领域、行为、权利要求或者期限转让或者出质，其方式和效力未经核实",
            "A transfer or pledge of some fields, acts, claims or years alone: how it is done and what it does has not "
            "been verified",
            Words("改为许可，或者就全部权利办理", "License it instead, or deal with the whole right"),
        )
    ]


def employee(case: Case) -> Sequence[Finding]:
    """R-DE-08: employees' inventions, and those made at universities."""
    if not case.right.service_invention:
        return ()
    return [
        finding(
            R08,
            Outcome.ALLOWED,
            "雇员发明及高校发明另有专门法律，雇主是否已有效取得权利、应付何种报酬，应当另行查明",
            "Inventions of employees, and of those at universities, have an Act of their own: find out whether the "
            "employer acquired the right, and what reward is due",
            Words("咨询德国律师", "Ask a German patent lawyer"),
            who="owner",
            listed=True,
        )
    ]


PROPERTY = (
    Rule(R01, sources.OWNERS_ACTS, title),
    Rule(R06, sources.OWNERS_ACTS, coowners),
    Rule(PART, sources.ASSIGNMENTS | sources.PLEDGE, partial),
    Rule(R08, sources.ASSIGNMENTS | sources.OWNER_LICENCES, employee),
)
RULES = (*PROPERTY, Rule(R02, sources.BEFORE_THE_OFFICE, entered))
