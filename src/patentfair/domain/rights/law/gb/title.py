"""Title, form, co-owners, registration, burdens. Great Britain."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months
from patentfair.domain.rights.decision import Effect, Finding, Outcome
from patentfair.domain.rights.law import burden, kinds, power
from patentfair.domain.rights.law.case import consented, unknown
from patentfair.domain.rights.law.gb import sources
from patentfair.domain.rights.law.gb.case import Case, binding
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["R01", "R02", "RULES"]

R01 = Law(
    "R-GB-01",
    Words("专利权为动产，可以转让、抵押、许可", "Patents are personal property"),
    "PA77 30(1)-(4)",
    Words("英国《1977年专利法》第30条第1款至第4款", "Patents Act 1977 s. 30(1)-(4)"),
    "V",
    sources.CURRENT,
)
R01F = Law(
    "R-GB-01",
    Words("转让、抵押的书面形式与签署", "Assignments and mortgages in writing and signed"),
    "PA77 30(6)",
    Words(
        "英国《1977年专利法》第30条第6款，修订后由让与人、抵押人签署，依二手来源",
        "Patents Act 1977 s. 30(6); that the assignor's or mortgagor's signature is enough, by a secondary source",
    ),
    "V2",
    sources.CURRENT,
)
R02 = Law(
    "R-GB-02",
    Words("在后取得人的优先", "Priority of a later acquirer"),
    "PA77 33; MOPP 33",
    Words("英国《1977年专利法》第33条", "Patents Act 1977 s. 33"),
    "V",
    sources.CURRENT,
)
R03 = Law(
    "R-GB-03",
    Words("六个月内登记与诉讼费用", "Registration within six months, and costs"),
    "PA77 68; MOPP 68",
    Words("英国《1977年专利法》第68条", "Patents Act 1977 s. 68"),
    "V",
    sources.COSTS,
)
R04 = Law(
    "R-GB-04",
    Words("共有人", "Co-owners"),
    "PA77 36",
    Words(
        "英国《1977年专利法》第36条，依实务文献，没有另行约定时",
        "Patents Act 1977 s. 36, by practitioners' accounts, in default of agreement",
    ),
    "V2",
    sources.CURRENT,
)
R90 = sources.unread(90, "抵押、查封、选择权等负担", "Mortgages, attachments, options and other burdens")
R91 = sources.unread(
    91, "放弃专利权，以及共有人单独撤销当然许可记载", "Surrender, and cancellation of the entry by one co-proprietor"
)
R92 = sources.unread(92, "许可的转让", "Transfer of a licence")

_FORMAL = kinds.ASSIGNMENTS | {"pledge"}
_PERMITTED = {
    "exclusive_licence": "solo_exclusive_licence",
    "sole_licence": "solo_exclusive_licence",
    "assignment": "solo_assignment",
    "share_assignment": "solo_share_assignment",
    "pledge": "solo_pledge",
    "open_licence_declaration": "solo_open_licence",
}
_ACT = {
    "share_assignment": Words("转让份额", "Assigning a share"),
    "assignment": Words("转让专利权", "Assigning the patent"),
    "pledge": Words("抵押份额", "Mortgaging a share"),
    "open_licence_withdrawal": Words("撤销当然许可登记", "Cancelling the entry of licences of right"),
    "waiver": Words("放弃专利权", "Surrender"),
}
_LICENCE = Words("许可他人实施", "A licence")


def title(case: Case) -> Sequence[Finding]:
    """R-GB-01: a proprietor disposes, registered or not; without registration the chain of title must be shown."""
    if case.kind == "pledge" and case.transaction.parent is not None:
        return ()
    out = power.title(case, R01, case.proprietors, registered=False)
    shown = case.owners or ()
    out.extend(
        finding(
            R01,
            Outcome.NEEDS_FORMALITY,
            f"登记簿未显示{name}为专利权人，其权利来源须以书面转让文件证明",
            f"The register does not show {name} as proprietor; title is to be proved by the written assignment",
            Words("提供已签署的转让文件并补办登记", "Produce the signed assignment and register it"),
            requirement="evidence",
            who=name,
        )
        for name in sorted(set(case.transaction.grantors))
        if name in case.proprietors and name not in shown
    )
    return out


def form(case: Case) -> Sequence[Finding]:
    """R-GB-01: an assignment or mortgage is void unless in writing and signed by the one who gives."""
    transaction = case.transaction
    signed = set(transaction.signed_by or ())
    missing = [name for name in sorted(set(transaction.grantors)) if name not in signed]
    met = bool(transaction.written) and transaction.signed_by is not None and not missing
    unsigned = transaction.signed_by is not None and bool(missing)
    outcome = Outcome.ALLOWED if met else Outcome.NEEDS_FORMALITY
    if transaction.done and not met:
        outcome = Outcome.FORBIDDEN if transaction.written is False or unsigned else Outcome.INDETERMINATE
    return [
        finding(
            R01F,
            outcome,
            "专利权的转让、抵押须采用书面形式并由让与人、抵押人签署，否则无效；不要求受让人签署",
            "An assignment or mortgage is void unless it is in writing and signed by or on behalf of the assignor or "
            "mortgagor; the other side need not sign",
            Words("由让与人、抵押人签署书面文件", "Have the assignor or mortgagor sign a written instrument"),
            requirement="form",
            who=", ".join(missing) or ", ".join(sorted(set(transaction.grantors))) or "owner",
            effect="void",
            listed=met,
            satisfied=met,
        )
    ]


def registration(case: Case) -> Sequence[Finding]:
    """R-GB-03: not registered within six months, no costs for infringement before registration."""
    start = case.transaction.effective or case.transaction.signed
    done = bool(case.transaction.registered)
    return [
        finding(
            R03,
            Outcome.ALLOWED,
            "新专利权人、独占被许可人应当自该行为之日起六个月内登记，否则对登记前的侵权不得请求诉讼费用，"
            "但客观上无法及时登记的除外",
            "A new proprietor or exclusive licensee not registered within six months gets no costs for infringement "
            "before registration, unless registering in time was not practicable",
            Words("六个月内申请登记", "Apply for registration within six months"),
            requirement="register",
            who=case.transaction.grantee or "licensee",
            deadline=add_months(start, 6) if start and not done else None,
            effect="costs_lost",
            listed=True,
            satisfied=done,
            code="REGISTER_IN_TIME",
        )
    ]


def coowners(case: Case) -> Sequence[Finding]:
    """R-GB-04: working is free; a licence, or an assignment or mortgage of a share, needs all the others."""
    if case.kind == "pledge" and case.transaction.parent is not None:
        return ()
    names = power.others(case, case.proprietors)
    if case.kind == "own_working":
        return power.own_working(case, R04, names)
    if not names and not power.shares_missing(case):
        return ()
    clauses = power.clauses_agreed(case)
    if clauses is not None and _PERMITTED.get(case.kind) in clauses:
        return [
            finding(
                R04,
                Outcome.ALLOWED,
                "共有人约定可由一方单独处分，从其约定",
                "The co-owners agreed that one of them may act alone, and their agreement governs",
                Words("提交该约定的证明", "Show the agreement"),
                requirement="evidence",
                who="owner",
                listed=True,
            )
        ]
    base = R91 if case.kind in ("waiver", "open_licence_withdrawal") else R04
    effect: Effect = "title_does_not_pass" if case.kind in _FORMAL else "not_effective"
    return power.consents_of(case, base, names, _ACT.get(case.kind, _LICENCE), effect=effect)


def burdened(case: Case) -> Sequence[Finding]:
    """R-GB-90, 02: burdens must be known; a mortgage neither registered nor known yields, of others nothing is read."""
    out = burden.burdens_unknown(case, R90)
    out.extend(burden.unread(case, R90))
    for one in burden.pledges(case) if case.kind != "sub_licence" else ():
        who = one.holder
        if who and consented(case, who) == "given":
            out.append(burden.agreed(R90, one, who))
            continue
        named = Words(who, who) if who else Words("他人", "another")
        if binding(case, one) is False:
            out.append(
                finding(
                    R02,
                    Outcome.ALLOWED,
                    f"向{named.zh}的抵押未经登记，取得人亦不知情，不得对抗取得人",
                    f"The mortgage to {named.en} was neither registered nor known to the one who acquires, who takes "
                    "free of it",
                    requirement="register",
                    who=who,
                    effect="not_opposable",
                    listed=True,
                    grant=one.id or None,
                    code="PRIORITY_LOST",
                )
            )
            continue
        out.append(
            unknown(
                R90,
                f"专利权已抵押给{named.zh}；该抵押是否约束取得人，视其登记、取得人是否知情及抵押合同而定",
                f"The patent is mortgaged to {named.en}; whether that binds the one who acquires depends on its "
                "registration, on what that person knew and on the mortgage",
                Words(f"核对抵押合同并取得{named.zh}同意", f"Read the mortgage and obtain the consent of {named.en}"),
                grant=one.id or None,
            )
        )
    return out


def unread(case: Case) -> Sequence[Finding]:
    """R-GB-91, 92: surrender, and the transfer or mortgage of a licence."""
    if case.kind == "pledge" and case.transaction.parent is None:
        return ()
    if case.kind == "waiver":
        return [
            unknown(
                R91,
                "放弃专利权的要件尚待核实",
                "What a surrender needs remains to be verified",
                Words("咨询英国专利律师", "Ask a British patent attorney"),
            )
        ]
    return [
        unknown(
            R92,
            "许可能否转让、抵押及其要件尚待核实，取决于许可合同",
            "Whether and how a licence can be transferred or mortgaged remains to be verified; it turns on the licence",
            Words("核对许可合同并咨询英国专利律师", "Read the licence and ask a British patent attorney"),
            grant=case.transaction.parent,
        )
    ]


_BURDENED = (kinds.DISPOSALS - {"open_licence_withdrawal"}) | {"sub_licence"}

RULES = (
    Rule(R01, kinds.OWNER_ACTS, title),
    Rule(R01F, _FORMAL, form),
    Rule(R04, kinds.OWNER_ACTS, coowners),
    Rule(R90, _BURDENED, burdened),
    Rule(R91, frozenset({"waiver"}), unread),
    Rule(R92, frozenset({"licence_transfer", "pledge"}), unread),
    Rule(R03, kinds.ASSIGNMENTS | {"exclusive_licence"}, registration),
)
