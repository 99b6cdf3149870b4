"""Burdens on the whole right: preservation and suspension, disputed title, pledge, first refusal, options. China."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.facts import Encumbrance
from patentfair.domain.rights.law.case import consent, unknown
from patentfair.domain.rights.law.cn import sources
from patentfair.domain.rights.law.cn.case import Case
from patentfair.domain.rights.law.rule import Law, Rule, finding

__all__ = ["RULES"]

R32 = Law(
    "R-CN-32",
    Words("财产保全与程序中止", "Preservation and suspension"),
    "IR 103-105; GL V-7-7.2; SPC-P 9",
    Words("《专利法实施细则》第一百零三条至第一百零五条", "Implementing Regulations rr. 103-105"),
    "V",
    sources.IR,
)
R56 = Law(
    "R-CN-56",
    Words("不予备案的情形", "Recordal refused"),
    "REC 12; IR 15(2)",
    Words("《专利实施许可合同备案办法》第十二条", "Licence recordal measures art. 12"),
    "V",
    sources.REC,
)
R61 = Law(
    "R-CN-61",
    Words("不得实行开放许可的情形", "Open licence not allowed"),
    "IR 86; GL V-11-3.1",
    Words("《专利法实施细则》第八十六条", "Implementing Regulations r. 86"),
    "V",
    sources.IR,
)
R81 = Law(
    "R-CN-81",
    Words("出质后的转让与许可", "Assignment and licence after a pledge"),
    "CC 444(2)",
    Words("《民法典》第四百四十四条第二款", "Civil Code art. 444(2)"),
    "V",
    sources.CC,
)
R81W = Law(
    "R-CN-81",
    Words("出质期间放弃专利权", "Waiver of a pledged patent"),
    "PLG (waiver)",
    Words(
        "《专利权质押登记办法》，有关条文尚待核实",
        "Pledge registration measures; the article remains to be verified",
    ),
    "GK",
    sources.PLG,
)
R83 = Law(
    "R-CN-83",
    Words("不予质押登记的情形", "Pledge registration refused"),
    "PLG-X; CC 444(1)",
    Words(
        "《专利权质押登记办法》及其办事指南、《民法典》第四百四十四条第一款",
        "Pledge registration measures and office guide, Civil Code art. 444(1)",
    ),
    "V2",
    sources.PLG,
)
R28O = Law(
    "R-CN-28",
    Words("约定的优先受让权与选择权", "Agreed first refusal and options"),
    "CC 509, 577",
    Words("《民法典》第五百零九条、第五百七十七条", "Civil Code arts 509 and 577"),
    "V2",
    sources.CC,
)

_LOOK = Words("查询专利登记簿", "Search the register")


def known(case: Case) -> Sequence[Finding]:
    """R-CN-32: whether the right is burdened must be known."""
    if case.encumbrances is not None:
        return ()
    return [
        unknown(
            R32,
            "专利权有无质押、保全、中止等负担不明",
            "Whether the right is pledged, preserved or suspended is not known",
            _LOOK,
        )
    ]


def burdens(case: Case) -> Sequence[Finding]:
    """Each burden in force on the day, in the order of kind, id and holder."""
    if not case.encumbrances:
        return ()
    out: list[Finding] = []
    for one in sorted(case.encumbrances, key=_order):
        if one.kind in ("seizure", "suspension"):
            out.extend(_halted(case, one))
        elif one.kind == "ownership_dispute":
            out.append(
                unknown(
                    R32,
                    "专利权存在权属纠纷，处分人是否为权利人不能确定",
                    "The ownership is in dispute, so it is not certain that the grantor owns the right",
                    Words("待权属纠纷解决", "Wait until the dispute is settled"),
                    grant=one.id or None,
                )
            )
        elif one.kind in ("pledge", "mortgage"):
            out.extend(_pledged(case, one))
        elif one.kind in ("first_refusal", "option"):
            out.extend(_reserved(case, one))
        else:
            out.append(
                finding(
                    R28O,
                    Outcome.ALLOWED,
                    "该专利负有标准必要专利许可承诺，受让人、被许可人应当知悉",
                    "The patent is under a standards licensing commitment, of which the other side should know",
                    who="owner",
                    listed=True,
                    grant=one.id or None,
                )
            )
    return out


def _order(one: Encumbrance) -> tuple[str, str, str, str]:
    return one.kind, one.id, one.holder or "", f"{one.registered} {one.start} {one.end}"


def _halted(case: Case, one: Encumbrance) -> list[Finding]:
    wait = Words("待保全解除或者中止程序结束", "Wait until the preservation or suspension ends")
    if case.kind in sources.OWNER_LICENCES or case.kind in ("sub_licence", "open_licence_acceptance"):
        return [
            unknown(
                R32,
                "专利权处于财产保全或者程序中止期间，新许可合同的效力不能确定",
                "The right is under preservation or suspension, and whether a new licence holds is not certain",
                wait,
                grant=one.id or None,
            ),
            finding(
                R56,
                Outcome.ALLOWED,
                "保全或者中止期间，许可合同不予备案",
                "While it lasts the licence is refused recordal",
                wait,
                requirement="record",
                who="either party",
                effect="unregistrable",
                deadline=one.end,
                listed=True,
                grant=one.id or None,
            ),
        ]
    base = R61 if case.kind == "open_licence_declaration" else R56 if case.kind == "licence_recordal" else R32
    return [
        finding(
            base,
            Outcome.FORBIDDEN,
            "专利权处于财产保全或者程序中止期间，国家知识产权局不办理该项手续",
            "The right is under preservation or suspension, and the office does not carry out this procedure",
            wait,
            requirement="register",
            who=one.holder or "court",
            effect="unregistrable",
            deadline=one.end,
            grant=one.id or None,
        )
    ]


def _pledged(case: Case, one: Encumbrance) -> list[Finding]:
    if one.registered is False:
        return []
    bank = one.holder or "pledgee"
    named = Words(one.holder, one.holder) if one.holder else Words("质权人", "a pledgee")
    grant = one.id or None
    if case.kind == "pledge":
        if one.registered is None:
            return [
                unknown(R83, "在先质权是否登记不明", "Whether the earlier pledge is registered is not known", _LOOK)
            ]
        return [
            finding(
                R83,
                Outcome.FORBIDDEN,
                f"该专利权已向{named.zh}出质并登记，不予办理第二次质押登记，质权不设立",
                f"The patent is already pledged to {named.en} by registration; a second pledge is not registered "
                "and so is not created",
                Words("先注销在先质权登记", "Cancel the earlier pledge first"),
                requirement="register",
                who=bank,
                effect="not_created",
                grant=grant,
            )
        ]
    if case.kind in ("open_licence_withdrawal", "sub_licence"):
        return []
    if case.kind == "waiver":
        return [_waived(case, bank, named, grant)]
    if case.kind == "open_licence_declaration":
        base = R61
    elif case.kind == "licence_recordal":
        base = R56
    else:
        base = R81
    finding_ = consent(
        case,
        base,
        bank,
        f"专利权已向{named.zh}出质，未经质权人同意不得转让、许可或者声明开放许可",
        f"The patent is pledged to {named.en}; without the pledgee's consent it may not be assigned, licensed or "
        "opened",
        Words(
            f"取得{named.zh}书面同意，所得价款提前清偿债务或者提存",
            f"Obtain the written consent of {named.en}; the proceeds prepay the debt or are deposited",
        ),
        effect="unregistrable" if case.kind in sources.ASSIGNMENTS or base is not R81 else "breach",
        grant=grant,
    )
    if one.registered is None and finding_.outcome is Outcome.FORBIDDEN:
        return [unknown(base, "质权是否登记不明", "Whether the pledge is registered is not known", _LOOK, grant=grant)]
    out = [finding_]
    if case.kind in sources.ASSIGNMENTS or case.kind in sources.OWNER_LICENCES:
        out.append(
            finding(
                R81,
                Outcome.ALLOWED,
                "出质人转让或者许可所得价款，应当向质权人提前清偿债务或者提存",
                "The proceeds must prepay the secured debt or be deposited",
                requirement="pay",
                who="owner",
                effect="breach",
                listed=True,
                grant=grant,
                code="PREPAY_OR_DEPOSIT",
            )
        )
    return out


def _waived(case: Case, bank: str, named: Words, grant: str | None) -> Finding:
    return consent(
        case,
        R81W,
        bank,
        f"专利权已向{named.zh}出质，放弃将使质权消灭，是否须经质权人同意尚待核实",
        f"The patent is pledged to {named.en}, and a waiver would end the pledge; whether the pledgee must consent "
        "remains to be verified",
        Words(f"取得{named.zh}书面同意", f"Obtain the written consent of {named.en}"),
        effect="unregistrable",
        grant=grant,
    )


def _reserved(case: Case, one: Encumbrance) -> list[Finding]:
    named = Words(one.holder, one.holder) if one.holder else Words("他人", "another")
    holder = one.holder or "option holder"
    if case.kind in sources.ASSIGNMENTS:
        return [
            consent(
                case,
                R28O,
                holder,
                f"{named.zh}享有约定的优先受让权或者选择权",
                f"{named.en} has an agreed right of first refusal or option",
                Words(f"先行通知{named.zh}并取得其答复", f"Give {named.en} notice first and obtain an answer"),
                effect="breach",
                grant=one.id or None,
            )
        ]
    if case.kind in ("ordinary_licence", "unspecified_licence", "own_working", "open_licence_withdrawal"):
        return []
    return [
        unknown(
            R28O,
            f"{named.zh}的优先受让权或者选择权是否及于该行为，取决于合同约定",
            f"Whether the first refusal or option of {named.en} reaches this act depends on the contract",
            Words("核对合同约定", "Read the contract"),
            grant=one.id or None,
        )
    ]


_ASKED = sources.DISPOSALS | {"sub_licence", "open_licence_acceptance", "licence_recordal"}

RULES = (Rule(R32, _ASKED, known), Rule(R32, _ASKED, burdens))
