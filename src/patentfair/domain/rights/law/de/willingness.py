"""Willingness to license (Patent Act § 23): the statement, taking a licence, withdrawal. Germany."""

from __future__ import annotations

from collections.abc import Sequence

from patentfair.domain.kernel.words import Words
from patentfair.domain.rights.deadline import add_months, months_after
from patentfair.domain.rights.decision import Finding, Outcome
from patentfair.domain.rights.law.case import Case, unknown
from patentfair.domain.rights.law.de import sources
from patentfair.domain.rights.law.de.outside import covers, limited
from patentfair.domain.rights.law.de.register import R02L
from patentfair.domain.rights.law.de.statement import barred, declared, for_anyone, no_statement
from patentfair.domain.rights.law.rule import Law, Rule, finding
from patentfair.domain.rights.overlap import Overlap

__all__ = ["RULES"]

R03 = Law(
    "R-DE-03",
    Words("许可意愿声明", "Willingness to license"),
    "PatG 23",
    Words("《德国专利法》第23条", "German Patent Act § 23"),
    "V",
    sources.TEXT,
)
R03X = Law(
    "R-DE-03",
    Words("许可意愿声明：第23条未写明的问题", "Willingness to license: what § 23 does not say"),
    "PatG 23(1)",
    Words("德国实务尚待核实，应当咨询德国律师", "German practice to be verified; ask a German patent lawyer"),
    "GK",
    sources.TEXT,
)


def statement(case: Case) -> Sequence[Finding]:
    """R-DE-03: written, to anyone, for applications too; barred by an exclusive licence that is entered."""
    out = [
        finding(
            R03,
            Outcome.NEEDS_FORMALITY,
            "许可意愿声明以书面向专利局作出，登记并公告；此后到期的年费减半",
            "The statement is made to the office in writing, entered and published; renewal fees that fall due "
            "afterwards are halved",
            Words("提交书面许可意愿声明", "File the written statement"),
            requirement="form",
            who="owner",
            effect="not_created",
        ),
        *for_anyone(case, R03),
        *barred(case, R03),
    ]
    if limited(case.transaction.scope) or not covers(case.transaction.scope, ("DE",)):
        out.append(
            unknown(
                R03X,
                "声明限于部分领域、行为或者地域是否允许未经核实",
                "Whether the statement can be kept to some fields, acts or places has not been verified",
                Words("就全部权利声明", "Make it for the whole right"),
            )
        )
    before = declared(case)
    if before is not None and not no_statement(case, R03, before, Words("", "")):
        out.append(
            finding(
                R03,
                Outcome.ALLOWED,
                "已有登记的许可意愿声明，无须再次声明",
                "A statement is already entered, and no second one is needed",
                who="owner",
                grant=before.id,
                listed=True,
            )
        )
    return out


def open_while_exclusive(case: Case) -> Sequence[Finding]:
    """R-DE-02, 03: no exclusive licence is entered while a statement stands; transfers leave the statement as it is."""
    out = []
    for conflict in case.conflicts:
        if conflict.grant.kind != "open_declaration":
            continue
        if conflict.cell == "S":
            out.append(
                finding(
                    R03X,
                    Outcome.ALLOWED,
                    "许可意愿声明尚在登记，受让人或者质权人应当知悉；其对受让人的效力未经核实",
                    "A statement of willingness to license is entered, of which the other side should know; its effect "
                    "on an acquirer has not been verified",
                    Words("在合同中披露该声明", "Disclose the statement in the contract"),
                    requirement="notice",
                    who="owner",
                    grant=conflict.grant.id,
                    listed=True,
                )
            )
        elif conflict.cell == "F*" and conflict.found is Overlap.YES:
            out.append(
                finding(
                    R02L,
                    Outcome.FORBIDDEN,
                    "许可意愿声明有效期间，任何人均可取得使用权，独占许可不得登记",
                    "While a statement of willingness to license stands anyone may take a licence, and no exclusive "
                    "licence is entered",
                    Words(
                        "改为非独占许可，或者在首次使用通知以前撤回声明",
                        "Grant a non-exclusive licence, or withdraw the statement before the first notice of use",
                    ),
                    requirement="register",
                    who="owner",
                    effect="unregistrable",
                    grant=conflict.grant.id,
                )
            )
        else:
            out.append(
                unknown(
                    R03X,
                    "许可意愿声明是否有效、与该许可是否冲突不能确定",
                    "Whether a statement stands, and conflicts with this licence, is not certain",
                    Words("查询登记簿", "Search the register"),
                    grant=conflict.grant.id,
                )
            )
    return out


def taking(case: Case) -> Sequence[Finding]:
    """R-DE-03: once the statement is entered, notice to the patentee gives the right to use as notified."""
    one = declared(case)
    lacking = no_statement(case, R03, one, Words("可供据以使用", "on which use could be notified"))
    if lacking or one is None:
        return lacking
    notified = case.transaction.notice_given
    met = notified is not None and notified <= case.day
    return [
        finding(
            R03,
            Outcome.ALLOWED if met else Outcome.NEEDS_FORMALITY,
            "向专利权人通知使用意图并写明如何使用后，即有权按所通知的方式使用",
            "Notice to the patentee, saying how the invention will be used, gives the right to use it in that way",
            Words("以挂号信通知登记的专利权人", "Notify the patentee entered in the register by registered letter"),
            requirement="notice",
            who=case.transaction.grantee or "licensee",
            effect="not_created",
            grant=one.id,
            listed=met,
            satisfied=met,
        ),
        finding(
            R03,
            Outcome.ALLOWED,
            "每季度终了后应当报告使用情况并支付报酬；不付的，专利权人可以定宽限期后禁止继续使用",
            "After each quarter the use is reported and paid for; failing that, the patentee can set a further period "
            "and then forbid the use",
            Words("按季度报告并付费", "Report and pay each quarter"),
            requirement="pay",
            who=case.transaction.grantee or "licensee",
            effect="breach",
            grant=one.id,
            listed=True,
            code="QUARTERLY_ACCOUNTS",
        ),
    ]


def withdrawal(case: Case) -> Sequence[Finding]:
    """R-DE-03: only until the first notice of use; the reduction is repaid within a month, or four more."""
    one = declared(case)
    lacking = no_statement(case, R03, one, Words("可以撤回", "to withdraw"))
    if lacking or one is None:
        return lacking
    out = []
    for taken in sorted(case.facts.grants or (), key=lambda grant: grant.id):
        since = taken.effective or taken.executed
        if taken.kind != "open_taken" or taken.parent not in (None, one.id) or (since or case.day) > case.day:
            continue
        out.append(
            finding(
                R03,
                Outcome.FORBIDDEN,
                f"已有人（{taken.grantee or '被许可人'}）通知使用意图，声明不能再撤回",
                f"Use has been notified (by {taken.grantee or 'a licensee'}), and the statement can no longer be "
                "withdrawn",
                who=taken.grantee or "licensee",
                effect="not_effective",
                grant=taken.id,
            )
        )
    withdrawn = case.start
    first = months_after(withdrawn, 1, case.calendar)
    last = add_months(add_months(withdrawn, 1), 4)
    out.append(
        finding(
            R03,
            Outcome.NEEDS_FORMALITY,
            "撤回以书面向专利局提出，自提交时生效",
            "The withdrawal is filed with the office in writing and takes effect when filed",
            Words("提交书面撤回", "File the written withdrawal"),
            requirement="form",
            who="owner",
            effect="not_created",
        )
    )
    out.append(
        finding(
            R03,
            Outcome.ALLOWED,
            "年费减免的数额应当在撤回后一个月内补缴，此后四个月内可以加缴滞纳金补缴，逾期专利权终止",
            "The reduction of fees is repaid within one month of the withdrawal, or with a surcharge within four more; "
            "failing that the patent lapses",
            Words(f"至迟于{first}补缴（加缴滞纳金至{last}）", f"Repay by {first}; with the surcharge by {last}"),
            requirement="pay",
            who="owner",
            deadline=first,
            effect="void",
            listed=True,
            code="REPAY_REDUCTION",
        )
    )
    return out


RULES = (
    Rule(R03, sources.OPEN, statement),
    Rule(R02L, sources.OWNER_LICENCES | sources.ASSIGNMENTS | sources.PLEDGE, open_while_exclusive),
    Rule(R03, sources.TAKEN, taking),
    Rule(R03, sources.WITHDRAWAL, withdrawal),
)
