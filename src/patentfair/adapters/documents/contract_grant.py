"""The articles that say what is granted, for how long and for how much."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_facts import Article, Contract
from patentfair.adapters.documents.contract_words import amount, day, language_of, last_day, percent, places
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind
from patentfair.domain.patents.acts import ACT_NAMES

__all__ = ["grant_articles", "payment", "price", "title"]

_KIND = {
    DealKind.EXCLUSIVE: Words("独占", "exclusive"),
    DealKind.SOLE: Words("排他", "sole"),
    DealKind.ORDINARY: Words("普通", "ordinary"),
    DealKind.OPEN: Words("开放许可", "open"),
}


def title(contract: Contract) -> Words:
    """What the paper is called, by what is granted and whether the patent has been granted yet."""
    kind = contract.terms.kind
    if not contract.is_licence:
        part = Words("份额", "a Share in ") if contract.is_co_owned else Words("", "")
        right = Words("专利申请权", "Patent Application") if contract.is_application else Words("专利权", "Patent")
        of = f"Assignment of {part.en}a {right.en}" if part.en else f"{right.en} Assignment"
        return Words(f"{right.zh}{part.zh}转让合同", f"{of} Contract" if not part.en else f"Contract for the {of}")
    if contract.is_application:
        return Words(
            f"专利申请实施许可合同（{_KIND[kind].zh}）", f"Patent Application Licence Contract ({_KIND[kind].en})"
        )
    if kind is DealKind.OPEN:
        return Words("专利开放许可实施合同", "Open Patent Licence Contract")
    return Words(f"专利{_KIND[kind].zh}实施许可合同", f"{_KIND[kind].en.capitalize()} Patent Licence Contract")


def grant_articles(contract: Contract) -> Iterator[Article]:
    if contract.is_licence:
        yield _licence(contract)
        yield _scope(contract)
        yield _term(contract)
    else:
        yield _transfer(contract)


def _transfer(contract: Contract) -> Article:
    say = contract.say
    right = (
        Words("专利申请权", "the right in the application")
        if contract.is_application
        else Words("专利权", "the patent right")
    )
    what = (
        say(
            "{g}将其在上列{r}中的全部份额（{share}）转让给{e}；其他共有人的份额不受影响。",
            "{g} assigns to {e} the whole of its share ({share}) in {r} identified above; the shares of the other "
            "co-owners are not affected.",
            r=right,
            share=contract.share,
        )
        if contract.is_co_owned
        else say(
            "{g}将上列{r}整体转让给{e}，不作地域、领域或者实施行为的分割。",
            "{g} assigns the whole of {r} identified above to {e}, undivided by territory, field or act.",
            r=right,
        )
    )
    passes = say(
        "{r}的转移以国家知识产权局登记为准，自登记之日起生效（《专利法》第十条）。",
        "Title passes on registration by the CNIPA, with effect from the day of registration (Patent Law art. 10).",
        r=Words("专利申请权" if contract.is_application else "专利权", ""),
    )
    working = say(
        "{g}自转让登记之日起停止自行实施{p}，双方另有书面约定的除外。",
        "{g} stops working {p} itself from the day of registration unless the parties agree otherwise in writing.",
    )
    return Article(Words("转让", "Assignment"), (what, passes, working))


def _licence(contract: Contract) -> Article:
    say = contract.say
    words = {
        DealKind.EXCLUSIVE: say(
            "独占实施许可：在约定范围内仅由{e}实施{p}，{g}自己不实施，也不许可他人实施。",
            "Exclusive licence: within the agreed scope {e} alone works {p}; {g} neither works it nor lets others "
            "work it.",
        ),
        DealKind.SOLE: say(
            "排他实施许可：在约定范围内仅许可{e}一人实施{p}，{g}自己仍可以实施，但不再许可他人。",
            "Sole licence: within the agreed scope {e} is the only licensee; {g} may still work {p} itself but "
            "licenses nobody else.",
        ),
        DealKind.ORDINARY: say(
            "普通实施许可：{g}许可{e}在约定范围内实施{p}；{g}仍可以自己实施，也可以许可他人实施。",
            "Ordinary licence: {g} licenses {e} to work {p} within the agreed scope and remains free to work it and "
            "to license others.",
        ),
        DealKind.OPEN: say(
            "开放许可：{e}依照已公告的开放许可声明取得{p}的普通实施许可；声明中的使用费及支付方式适用于本合同。",
            "Open licence: {e} takes an ordinary licence of {p} under the announced declaration, whose fee and manner "
            "of payment apply to this contract.",
        ),
    }[contract.terms.kind]
    sub = (
        say(
            "{e}可以再许可他人以普通方式实施，但应当事先书面通知{g}，并对被再许可人的行为负责。",
            "{e} may grant ordinary sub-licences after written notice to {g}, and answers for its sub-licensees.",
        )
        if contract.terms.sublicensable
        else say(
            "未经{g}书面同意，{e}不得许可合同以外的任何人实施{p}。",
            "Without the written consent of {g}, {e} lets nobody outside this contract work {p}.",
        )
    )
    clauses = [words, sub]
    if contract.is_application:
        clauses.append(
            say(
                "该专利申请授权后，本合同即为专利实施许可合同，约定的许可方式、范围和费用不变，双方办理备案变更。",
                "Once the application is granted, this contract stands as a patent licence of the same kind, scope and "
                "fee, and the parties have the recordal changed accordingly.",
            )
        )
    return Article(Words("许可方式", "Grant"), tuple(clauses))


def _scope(contract: Contract) -> Article:
    say, terms = contract.say, contract.terms
    fields = (
        Words(f"专利分类号{'、'.join(terms.fields)}所涉领域", f"the fields of patent classes {', '.join(terms.fields)}")
        if terms.fields
        else Words("全部领域", "all fields")
    )
    named = [ACT_NAMES.get(act, Words(act, act)) for act in terms.acts]
    acts = Words("、".join(n.zh for n in named), ", ".join(n.en for n in named))
    return Article(
        Words("许可范围", "Scope"),
        (
            say("地域：{x}。", "Territory: {x}.", x=places(terms.territory)),
            say("使用领域：{x}。", "Field of use: {x}.", x=fields),
            say("实施行为：{x}。", "Acts: {x}.", x=acts),
        ),
    )


def _term(contract: Contract) -> Article:
    say, ends, start = contract.say, contract.ends, day(contract.terms.start)
    if ends:
        clause = say(
            "自{start}起，至{last}止，含当日。",
            "From {start} up to and including {last}.",
            start=start,
            last=last_day(ends),
        )
    elif contract.is_application:
        clause = say(
            "自{start}起，至该专利申请所获专利权终止之日止。",
            "From {start} until the patent granted on the application ends.",
            start=start,
        )
    else:
        clause = say("自{start}起，至专利权终止之日止。", "From {start} until the patent ends.", start=start)
    early = (
        say(
            "该专利申请被驳回、撤回或者视为撤回的，许可自该决定生效之日起终止。",
            "If the application is refused, withdrawn or deemed withdrawn, the licence ends when that takes effect.",
        )
        if contract.is_application
        else say(
            "专利权提前终止的，许可同时终止（《民法典》第八百六十五条）。",
            "If the patent ends earlier, the licence ends with it (Civil Code art. 865).",
        )
    )
    return Article(Words("许可期限", "Term"), (clause, early))


def price(contract: Contract) -> Article:
    """The agreed price; a base written in one language stands as written, marked in the other."""
    say, terms = contract.say, contract.terms
    clauses = []
    if terms.upfront:
        label = Words("入门费", "Upfront fee") if contract.is_licence else Words("转让价款", "Price")
        clauses.append(say("{l}：{x}。", "{l}: {x}.", l=label, x=amount(terms.upfront, terms.currency)))
    if terms.royalty_percent:
        written = terms.royalty_base
        base = (
            Words(written, f"“{written}” (base as written by the parties in Chinese)")
            if language_of(written) == "zh"
            else Words(f"“{written}”（计费基数，当事人以英文写成）", written)
        )
        label = Words("提成费", "Running royalty") if contract.is_licence else Words("提成价款", "Running payment")
        clauses.append(
            say(
                "{l}：{base}的{rate}%。",
                "{l}: {rate}% of {base}.",
                l=label,
                base=base,
                rate=percent(terms.royalty_percent),
            )
        )
    if terms.minimum_yearly:
        clauses.append(
            say(
                "每年最低提成：{x}；当年应付提成不足的，补足差额。",
                "Yearly minimum: {x}; if the running amount for a year is lower, the difference is made up.",
                x=amount(terms.minimum_yearly, terms.currency),
            )
        )
    if not contract.is_licence:
        head = Words("转让价款", "Price") if clauses else Words("无偿转让", "Assignment without consideration")
        free = say("本次转让为无偿转让，{e}不支付价款。", "The assignment is without consideration; {e} pays no price.")
        return Article(head, tuple(clauses) or (free,))
    free = say("本许可为免费许可，{e}不支付使用费。", "The licence is free of charge; {e} pays no fee.")
    return Article(Words("使用费", "Fee"), tuple(clauses) or (free,))


def payment(contract: Contract) -> Iterator[Article]:
    """When, how and where to pay, and the books behind a running royalty; nothing where nothing is due."""
    say, terms = contract.say, contract.terms
    if not (terms.upfront or terms.royalty_percent or terms.minimum_yearly):
        return
    clauses = []
    if terms.upfront:
        clauses.append(
            say(
                "{x}于本合同生效之日起{b}日内以{b}方式（一次总付／分期）支付；分期的，各期金额与日期：{bb}。",
                "{x} is paid within {b} days of this contract taking effect, by {b} (lump sum / instalments); "
                "instalments and dates: {bb}.",
                x=Words("入门费", "the upfront fee") if contract.is_licence else Words("转让价款", "the price"),
            )
        )
    if terms.royalty_percent or terms.minimum_yearly:
        clauses += [
            say(
                "提成每{b}个月结算一次，{e}于期满后{b}日内提交结算报表并付款。",
                "Running amounts are settled every {b} months; {e} delivers a statement and pays within {b} days of "
                "the end of each period.",
            ),
            say(
                "{e}就提成建立专门账目，保存不少于{b}年。{g}提前{b}日书面通知后，可以自行或者委托会计师查阅有关账目，"
                "每年不超过{b}次；少付超过{b}%的，查账费用由{e}负担（《民法典》第八百四十六条）。",
                "{e} keeps separate books for running amounts and preserves them for at least {b} years. On {b} days' "
                "written notice {g} or its accountant may inspect them, at most {b} times a year; if more than {b}% "
                "was underpaid, {e} bears the cost (Civil Code art. 846).",
            ),
        ]
    clauses += [
        say(
            "收款账户\n户名：{bb}\n开户行：{bb}\n账号：{bb}",
            "Account\nHolder: {bb}\nBank: {bb}\nNumber: {bb}",
        ),
        say(
            "以上金额{b}（含／不含）增值税。{g}收款后{b}日内开具发票。",
            "The amounts above {b} (include / exclude) value added tax. {G} issues an invoice within {b} days of "
            "payment.",
        ),
    ]
    yield Article(Words("支付", "Payment"), tuple(clauses))
