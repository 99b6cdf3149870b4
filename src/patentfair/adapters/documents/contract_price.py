"""The articles that say for how much, and when, how and where it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from patentfair.adapters.documents.contract_facts import Contract
from patentfair.adapters.documents.contract_words import amount, day, figure, language_of, percent
from patentfair.adapters.documents.paper import Article, Table, Written
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind, Terms

__all__ = ["as_written", "is_paid", "milestones", "payment", "price", "price_clauses", "tiers"]

Clause = Words | Table | Written


def is_paid(terms: Terms) -> bool:
    """Anything in money falls due."""
    return bool(_runs(terms) or terms.upfront or terms.milestones or terms.pilot_fee)


def _runs(terms: Terms) -> bool:
    return bool(terms.royalty_percent or terms.tiers or terms.minimum_yearly)


def as_written(text: str) -> Words:
    """A phrase the parties wrote in one language stands as written, marked in the other; a blank where it is empty."""
    if not text.strip():
        return Words("＿" * 4, "＿" * 4)
    if language_of(text) == "zh":
        return Words(text, f"“{text}” (as written by the parties in Chinese)")
    return Words(f"“{text}”（当事人以英文写成）", text)


def _labels(contract: Contract) -> dict[str, Words]:
    if contract.kind is DealKind.POOL:
        return {
            "head": Words("收益分配", "Distribution"),
            "once": Words("一次性分配", "Lump sum"),
            "running": Words("收益分成", "Share of income"),
        }
    if contract.kind is DealKind.JOINT_DEVELOPMENT:
        return {
            "head": Words("研究开发经费与报酬", "Funds and payment"),
            "once": Words("{e}向{g}支付的研究开发经费", "Funds paid by {e} to {g}"),
            "running": Words("成果实施后的提成", "Running payment on working the results"),
        }
    if contract.is_licence:
        return {
            "head": Words("使用费", "Fee"),
            "once": Words("入门费", "Upfront fee"),
            "running": Words("提成费", "Running royalty"),
        }
    return {
        "head": Words("转让价款", "Price"),
        "once": Words("转让价款", "Price"),
        "running": Words("提成价款", "Running payment"),
    }


def price(contract: Contract) -> Article:
    """The agreed price; a base written in one language stands as written, marked in the other."""
    say, labels = contract.say, _labels(contract)
    clauses = tuple(price_clauses(contract))
    if clauses:
        return Article(labels["head"], clauses)
    if contract.kind is DealKind.POOL:
        rules = say(
            "入池收益按照附件三的分配办法计算和支付。",
            "Income of the pool is reckoned and paid under the rules of distribution in Annex 3.",
        )
        return Article(labels["head"], (rules,))
    if contract.kind is DealKind.JOINT_DEVELOPMENT:
        own = say(
            "双方各自承担其投入所需的费用，互不支付经费。",
            "Each side bears the cost of what it contributes and pays the other nothing.",
        )
        return Article(labels["head"], (own,))
    if not contract.is_licence:
        free = say("本次转让为无偿转让，{e}不支付价款。", "The assignment is without consideration; {e} pays no price.")
        return Article(Words("无偿转让", "Assignment without consideration"), (free,))
    free = say("本许可为免费许可，{e}不支付使用费。", "The licence is free of charge; {e} pays no fee.")
    return Article(labels["head"], (free,))


def price_clauses(contract: Contract) -> Iterator[Clause]:
    """Each part of the price as a clause, steps and milestones as tables; nothing where nothing is agreed."""
    say, terms, labels = contract.say, contract.terms, _labels(contract)
    if terms.pilot_fee:
        yield say("试用费：{x}。", "Trial fee: {x}.", x=amount(terms.pilot_fee, terms.currency))
    if terms.upfront:
        once = labels["once"]
        yield say(
            "{label}：{x}。",
            "{label}: {x}.",
            label=say(once.zh, once.en),
            x=amount(terms.upfront, terms.currency),
        )
    if terms.tiers:
        yield say(
            "{l}：以{base}为计费基数，按照累计基数分段计算：",
            "{l} on {base}, in steps of the cumulative base:",
            l=labels["running"],
            base=as_written(terms.royalty_base),
        )
        yield tiers(terms)
    elif terms.royalty_percent:
        yield say(
            "{l}：{base}的{rate}%。",
            "{l}: {rate}% of {base}.",
            l=labels["running"],
            base=as_written(terms.royalty_base),
            rate=percent(terms.royalty_percent),
        )
    if terms.minimum_yearly:
        yield say(
            "每许可年度最低提成：{x}；许可年度自开始计收提成之日起每满十二个月计算，该年度应付提成不足的，补足差额；"
            "最后一个年度不满十二个月的，最低提成按日折算。"
            if contract.is_licence
            else "每年最低提成：{x}；自开始计收提成之日起每满十二个月为一年，该年应付提成不足的，补足差额；"
            "最后一年不满十二个月的，最低提成按日折算。",
            "Yearly minimum: {x}; if the running amount for a year of twelve months, counted from the day it begins to "
            "be owed, is lower, the difference is made up; a shorter last year counts by its days.",
            x=amount(terms.minimum_yearly, terms.currency),
        )
    if terms.royalty_cap:
        yield say(
            "提成累计达到{x}时不再计收。",
            "Running amounts end once {x} has been paid in all.",
            x=amount(terms.royalty_cap, terms.currency),
        )
    if terms.milestones:
        yield say("里程碑付款：", "Milestone payments:")
        yield milestones(terms)
    if terms.equity.strip():
        yield say("以股权支付的对价：", "Consideration in equity:")
        yield Written(terms.equity.strip())
    if contract.kind is DealKind.BUNDLE and is_paid(terms):
        yield say(
            "上述价款中，专利部分{b}%，技术秘密部分{b}%，软件部分{b}%。",
            "Of the price above {b}% is for the patents, {b}% for the know-how and {b}% for the software.",
        )


def tiers(terms: Terms) -> Table:
    """The steps of a running royalty."""
    rows, below = [], Decimal(0)
    for step in terms.tiers:
        start, end = (figure(value, terms.currency) for value in (below, step.up_to or Decimal(0)))
        rate = f"{percent(step.percent)}%"
        part = (
            Words(f"超过{start.zh}的部分", f"above {start.en}")
            if step.up_to is None
            else Words(f"{end.zh}以内（含）的部分", f"up to {end.en}")
            if not below
            else Words(f"超过{start.zh}至{end.zh}（含）的部分", f"above {start.en} up to {end.en}")
        )
        rows.append((part, Words(rate, rate)))
        below = step.up_to or below
    return Table(
        head=(Words("累计计费基数", "Cumulative base"), Words("提成率", "Rate")),
        rows=tuple(rows),
        widths=(3, 1),
    )


def milestones(terms: Terms) -> Table:
    """The payments that fall due when something is reached."""
    return Table(
        head=(Words("里程碑", "Milestone"), Words("金额", "Amount"), Words("最迟付款日", "Due at the latest")),
        rows=tuple(
            (
                as_written(step.name),
                figure(step.amount, terms.currency),
                day(step.due) if step.due else Words("达成后", "once reached"),
            )
            for step in terms.milestones
        ),
        widths=(5, 3, 3),
    )


def payment(contract: Contract) -> Iterator[Article]:
    """When, how and where to pay, and the books behind a running royalty; nothing where nothing is due."""
    terms = contract.terms
    if is_paid(terms):
        yield Article(Words("支付", "Payment"), tuple(_payment(contract)))


def _payment(contract: Contract) -> Iterator[Words]:
    say, terms, labels = contract.say, contract.terms, _labels(contract)
    within = str(terms.payment_days)
    if terms.upfront and contract.kind is DealKind.OPEN:
        yield say(
            "入门费由{e}在发出书面通知时依照公告的标准和方式支付，{g}收款后依法开具发票。",
            "The upfront fee is paid by {e} with its written notice, as announced; {g} invoices it as the law requires "
            "once it has received it.",
        )
    elif terms.upfront:
        once = labels["once"]
        start = terms.free_until
        since = (
            Words(f"自{day(start).zh}起", f"from {day(start).en}")
            if contract.kind is DealKind.USE_FIRST and start
            else Words("于选择权行使之后", "once the option is exercised")
            if contract.kind is DealKind.PILOT
            else Words("于本合同生效之后", "once this contract has taken effect")
        )
        yield say(
            "{x}（一次总付／分期：{b}）：{g}{since}开具发票，{e}自收到发票之日起{n}日内支付；"
            "分期的，各期金额与日期：{bb}。",
            "{x} (lump sum / instalments: {b}): {g} invoices it {since}, and {e} pays within {n} days of "
            "receiving the invoice; instalments and dates: {bb}.",
            x=say(once.zh, once.en),
            since=since,
            n=within,
        )
    if terms.pilot_fee:
        yield say(
            "试用费：{g}自试用期开始之日起开具发票，{e}自收到发票之日起{n}日内支付。",
            "Trial fee: {g} invoices it from the day the trial begins, and {e} pays within {n} days of receiving the "
            "invoice.",
            n=within,
        )
    if _runs(terms):
        yield say(
            "{l}每{months}个月结算一次：{e}于每期届满后{b}日内提交结算报表，{g}据此开具发票，"
            "{e}自收到发票之日起{n}日内付款。",
            "{l}: settled every {months} months. {E} delivers a statement within {b} days of the end of each period, "
            "{g} invoices on it, and {e} pays within {n} days of receiving the invoice.",
            l=labels["running"],
            months=str(terms.statement_months),
            n=within,
        )
        yield say(
            "{e}就上述款项建立专门账目，保存不少于{b}年。{g}提前{b}日书面通知后，可以自行或者委托会计师查阅有关账目，"
            "每年不超过{b}次；少付超过{b}%的，查账费用由{e}负担（《民法典》第八百四十六条）。",
            "{e} keeps separate books for these amounts and preserves them for at least {b} years. On {b} days' "
            "written notice {g} or its accountant may inspect them, at most {b} times a year; if more than {b}% "
            "was underpaid, {e} bears the cost (Civil Code art. 846).",
        )
    if terms.milestones:
        yield say(
            "里程碑达成后，{g}书面通知{e}并开具发票，{e}自收到发票之日起{n}日内支付；是否达成有争议的，由{bb}认定。",
            "When a milestone is reached {g} tells {e} in writing and invoices it; {e} pays within {n} days of "
            "receiving the invoice. Whether it is reached is, in a dispute, decided by {bb}.",
            n=within,
        )
    yield say(
        "收款账户\n户名：{bb}\n开户行：{bb}\n账号：{bb}",
        "Account\nHolder: {bb}\nBank: {bb}\nNumber: {bb}",
    )
    yield say(
        "以上金额{b}（含／不含）增值税。{g}依法开具发票。",
        "The amounts above {b} (include / exclude) value added tax. {G} issues invoices as the law requires.",
    )
