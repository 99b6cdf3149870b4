"""The articles of a pledge of patents (Civil Code 427, 428, 440, 444; Implementing Regulations 15)."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_facts import Contract, PledgeFacts
from patentfair.adapters.documents.contract_price import as_written
from patentfair.adapters.documents.contract_words import amount, day, last_day
from patentfair.adapters.documents.paper import Article
from patentfair.domain.kernel.words import Words

__all__ = ["debt_term", "debtor", "pledge_articles", "pledge_warnings", "secured"]

_DAY = Words("＿＿＿＿年＿＿＿＿月＿＿＿＿日", "＿＿＿＿ / ＿＿＿＿ / ＿＿＿＿")


def debtor(contract: Contract) -> Words:
    """Who owes the secured debt; the pledgor where the terms name nobody else."""
    named = contract.terms.debtor.strip()
    return Words(named, named) if named else contract.grantor.name


def secured(contract: Contract) -> Words:
    terms = contract.terms
    return amount(terms.secured_amount, terms.currency) if terms.secured_amount else Words("＿" * 12, "＿" * 12)


def debt_term(contract: Contract) -> Words:
    """From when to when the debtor has to perform."""
    terms = contract.terms
    start = day(terms.debt_from) if terms.debt_from else _DAY
    end = last_day(terms.debt_until) if terms.debt_until else _DAY
    return Words(f"自{start.zh}起至{end.zh}止，含当日", f"from {start.en} up to and including {end.en}")


def pledge_warnings(contract: Contract) -> tuple[Words, ...]:
    """What would keep the pledge from being registered, as far as the facts show it."""
    ends = min((patent.term_end for patent in contract.patents if patent.term_end), default=None)
    until = contract.terms.debt_until
    warnings = []
    if ends and until and until > ends:
        warnings.append(
            Words(
                "债务履行期限晚于出质专利的期满终止日，质押登记可能不予办理。",
                "The debt is to be performed after a pledged patent has ended; registration of the pledge may be "
                "refused.",
            )
        )
    if contract.pledgees:
        warnings.append(
            Words(
                f"专利已出质（质权人：{contract.pledgees}）；已登记质押的专利不得再次登记质押。",
                f"A patent is already pledged to {contract.pledgees}; a second pledge is not registered.",
            )
        )
    return tuple(warnings)


def pledge_articles(contract: Contract) -> Iterator[Article]:
    say, facts = contract.say, contract.pledge or PledgeFacts()
    count = str(len(contract.patents))
    yield Article(
        Words("主合同与被担保的债权", "The main contract and the secured claim"),
        (
            say(
                "主合同编号：{main}，订立于{made}。被担保债权的种类：{kind}。",
                "Main contract: No. {main}, made on {made}. Kind of claim secured: {kind}.",
                main=facts.main_contract or "＿" * 12,
                made=day(facts.main_contract_on) if facts.main_contract_on else _DAY,
                kind=as_written(facts.debt_kind),
            ),
            say("被担保债权的数额：{x}。", "Amount of the claim secured: {x}.", x=secured(contract)),
            say(
                "债务人：{who}。债务人履行债务的期限：{when}。",
                "Debtor: {who}. Period for performing the debt: {when}.",
                who=debtor(contract),
                when=debt_term(contract),
            ),
        ),
    )
    yield Article(
        Words("质押标的", "The patents pledged"),
        (
            say(
                "{g}以上列专利权{n}件向{e}出质，各件的名称、专利号、申请日和授权公告日如上。",
                "{g} pledges to {e} the {n} patent rights identified above by title, number, filing and grant date.",
                n=count,
            ),
            say(
                "评估情况：{x}。",
                "Valuation: {x}.",
                x=_valuation(contract, facts),
            ),
        ),
    )
    yield Article(
        Words("担保范围", "Scope of the security"),
        (
            say(
                "担保的范围包括主债权及其利息、违约金、损害赔偿金和实现质权的费用；另有约定的：{bb}。",
                "The security covers the principal, interest, liquidated damages, damages and the cost of enforcing "
                "the pledge; agreed otherwise: {bb}.",
            ),
        ),
    )
    yield Article(
        Words("质权的设立与登记", "Creation and registration of the pledge"),
        (
            say(
                "质权自国家知识产权局办理出质登记时设立（《民法典》第四百四十四条第一款）。",
                "The pledge is created when the CNIPA registers it (Civil Code art. 444(1)).",
            ),
            say(
                "双方自本合同订立之日起{b}日内共同办理出质登记（《专利法实施细则》第十五条第三款），由{b}负责递交，"
                "费用由{b}承担。",
                "Within {b} days of this contract the parties jointly apply for registration (Implementing Regulations "
                "of the Patent Law art. 15(3)); {b} files and {b} bears the cost.",
            ),
            say(
                "{g}保证其为登记簿记载的专利权人，专利权有效、年费已缴、没有保全或者权属争议；有共有人的，"
                "已取得全体共有人的同意，共有人另有约定的除外。",
                "{g} warrants that it is the patentee in the register, that the patents are in force and their "
                "annuities paid, that there is no preservation order or ownership dispute, and that all co-owners "
                "consent unless they have agreed otherwise.",
            ),
            say(
                "实用新型专利的申请人就同样的发明创造于同日申请发明专利的，或者专利权已被请求宣告无效的，{g}应当告知{e}；"
                "{e}知悉后仍同意办理的，双方另行出具声明。",
                "{g} tells {e} of an invention application filed on the same day for the same subject as a utility "
                "model, and of a pending request for invalidation; if {e}, being told, still agrees, the parties "
                "state so in a separate paper.",
            ),
        ),
    )
    yield Article(
        Words("质押期间的处分", "Dealings during the pledge"),
        (
            say(
                "出质后，{g}不得转让该专利或者许可他人使用，但是双方协商同意的除外；所得的价款应当向{e}提前清偿债务"
                "或者提存（《民法典》第四百四十四条第二款）。",
                "Once pledged, a patent is neither assigned nor licensed unless the parties agree; what is received "
                "for it prepays the debt to {e} or is deposited (Civil Code art. 444(2)).",
            ),
            say(
                "质押登记前已经订立的实施许可列入附件，不受质押影响。实行开放许可的，{e}另行出具同意继续实行的书面声明。",
                "Licences made before registration are listed in the annex and not affected. For a patent under an "
                "open licence {e} states in writing that it agrees to its continuing.",
            ),
        ),
    )
    yield Article(
        Words("权利维持与通知", "Maintenance and notice"),
        (
            say(
                "{g}按时缴纳年费、维持专利权有效，未经{e}书面同意不得放弃；逾期未缴的，{e}可以代为缴纳，费用由{g}负担。",
                "{g} pays the annuities in time, keeps the patents in force and does not surrender them without the "
                "written consent of {e}; {e} may pay an annuity that is overdue at the cost of {g}.",
            ),
            say(
                "专利权被请求宣告无效、发生权属争议、被保全或者价值明显减少的，{g}自知悉之日起{b}日内书面通知{e}；"
                "足以危害质权的，{e}可以要求提供补充担保。",
                "{g} tells {e} in writing within {b} days of learning of a request for invalidation, an ownership "
                "dispute, a preservation order or a marked loss of value; where that endangers the pledge, {e} may ask "
                "for further security.",
            ),
        ),
    )
    yield Article(
        Words("质权的实现", "Enforcement"),
        (
            say(
                "债务人不履行到期债务或者发生约定的实现质权的情形（{bb}）的，{e}可以与{g}协议以专利权折价，"
                "或者就拍卖、变卖所得的价款优先受偿。",
                "If the debtor does not perform when due, or an agreed case of enforcement arises ({bb}), {e} may "
                "agree with {g} to take the patents at a value, or is paid first out of the proceeds of their sale.",
            ),
            say(
                "债务履行期限届满前约定债务人不履行到期债务时专利权归{e}所有的，只能依法就专利权优先受偿"
                "（《民法典》第四百二十八条）。",
                "An agreement made before the debt is due that the patents pass to {e} on default gives only priority "
                "of payment out of them (Civil Code art. 428).",
            ),
        ),
    )
    yield Article(
        Words("质权的消灭与注销登记", "End of the pledge and cancellation"),
        (
            say(
                "主债权消灭、质权实现或者{e}放弃质权的，质权消灭；{e}自消灭之日起{b}日内出具解除证明，"
                "双方办理出质登记的注销。",
                "The pledge ends when the claim is extinguished, the pledge is enforced or {e} waives it; within {b} "
                "days {e} issues the release and the parties have the registration cancelled.",
            ),
            say(
                "主合同、当事人或者被担保债权的数额变更的，双方办理出质登记的变更。",
                "If the main contract, the parties or the amount secured change, the parties have the registration "
                "changed.",
            ),
        ),
    )


def _valuation(contract: Contract, facts: PledgeFacts) -> Words:
    if facts.value is None:
        return Words("未提供评估报告", "no valuation report was given")
    worth = amount(facts.value, contract.terms.currency)
    by = Words(f"（评估机构：{facts.valuer}）", f" (by {facts.valuer})") if facts.valuer else Words("", "")
    return Words(f"评估值{worth.zh}{by.zh}", f"{worth.en}{by.en}")
