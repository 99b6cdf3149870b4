"""The articles that say what is granted or assigned, in what scope and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_arrangements import goods, head_licence, pilot, pool, use_first
from patentfair.adapters.documents.contract_facts import Contract
from patentfair.adapters.documents.contract_words import LICENCE_KINDS, day, last_day, places
from patentfair.adapters.documents.paper import Article
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind
from patentfair.domain.patents.acts import ACT_NAMES

__all__ = ["acts", "fields", "grant_articles", "title"]


def title(contract: Contract) -> Words:
    """What the paper is called, by what is granted and whether the patent has been granted yet."""
    kind = contract.kind
    if kind in _OWN_TITLES:
        return _OWN_TITLES[kind]
    if kind is DealKind.BUNDLE:
        return _bundle_title(contract)
    after = _AFTER.get(kind, Words("", ""))
    named = _assignment_title(contract) if not contract.is_licence else _licence_title(contract)
    return Words(f"{named.zh}{after.zh}", f"{named.en}{after.en}")


_OWN_TITLES = {
    DealKind.PLEDGE: Words("专利权质押合同", "Patent Pledge Contract"),
    DealKind.JOINT_DEVELOPMENT: Words("技术开发（合作）合同", "Technology Development Contract (Joint Development)"),
    DealKind.POOL: Words("专利池入池许可合同", "Patent Pool Contribution Contract"),
}
_AFTER = {
    DealKind.USE_FIRST: Words("（先使用后付费）", " (Use First, Pay Later)"),
    DealKind.PILOT: Words("（先试用后许可）", " (Trial, then Licence)"),
}


def _assignment_title(contract: Contract) -> Words:
    part = Words("份额", "a Share in ") if contract.is_co_owned else Words("", "")
    right = Words("专利申请权", "Patent Application") if contract.is_application else Words("专利权", "Patent")
    en = f"Contract for the Assignment of {part.en}a {right.en}" if part.en else f"{right.en} Assignment Contract"
    return Words(f"{right.zh}{part.zh}转让合同", en)


def _licence_title(contract: Contract) -> Words:
    kind = LICENCE_KINDS[contract.conveys]
    if contract.kind is DealKind.SUB_LICENCE:
        return Words(f"专利实施分许可合同（{kind.zh}）", f"Patent Sub-licence Contract ({kind.en})")
    if contract.is_application:
        return Words(f"专利申请实施许可合同（{kind.zh}）", f"Patent Application Licence Contract ({kind.en})")
    if contract.kind is DealKind.OPEN:
        return Words("专利开放许可实施合同", "Open Patent Licence Contract")
    return Words(f"专利{kind.zh}实施许可合同", f"{kind.en.capitalize()} Patent Licence Contract")


def _bundle_title(contract: Contract) -> Words:
    terms = contract.terms
    parts = [Words("专利", "Patents")]
    if terms.know_how:
        parts.append(Words("技术秘密", "Know-how"))
    if terms.software:
        parts.append(Words("软件", "Software"))
    zh = "、".join(part.zh for part in parts)
    en = ", ".join(part.en for part in parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1].en
    deal = Words("许可", "Licence") if contract.is_licence else Words("转让", "Assignment")
    return Words(f"{zh}组合{deal.zh}合同", f"{deal.en} Contract for a Bundle of {en}")


def grant_articles(contract: Contract) -> Iterator[Article]:
    if contract.kind is DealKind.SUB_LICENCE:
        yield head_licence(contract)
    if contract.kind is DealKind.PILOT:
        yield from pilot(contract)
    if contract.is_licence:
        yield _licence(contract)
        yield scope(contract)
        yield term(contract)
    else:
        yield _transfer(contract)
    yield from goods(contract)
    if contract.kind is DealKind.USE_FIRST:
        yield use_first(contract)
    if contract.kind is DealKind.POOL:
        yield pool(contract)


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
    local = say(
        "{r}的转移依照授权国法律办理登记。",
        "Title passes and is registered as the law of the granting office provides.",
        r=Words("专利申请权" if contract.is_application else "专利权", ""),
    )
    working = say(
        "{g}自转让登记之日起停止自行实施{p}，双方另有书面约定的除外。",
        "{g} stops working {p} itself from the day of registration unless the parties agree otherwise in writing.",
    )
    clauses = [what, passes if contract.office == "CN" else local, working]
    if not contract.grantor.is_person and contract.office == "CN":
        clauses.append(
            say(
                "{p}涉及职务技术成果的，{g}已告知完成人可以在同等条件下优先受让（《民法典》第八百四十七条）。",
                "Where {p} rests on a service invention, {g} has told those who made it that they may take it first on "
                "equal terms (Civil Code art. 847).",
            )
        )
    return Article(Words("转让", "Assignment"), tuple(clauses))


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
            "普通实施许可：{g}许可{e}在约定范围内实施{p}；{g}仍可以在原许可的范围内自己实施，也可以再许可他人。",
            "Ordinary licence: {g} licenses {e} to work {p} within the agreed scope and remains free, within the head "
            "licence, to work it and to license others.",
        )
        if contract.kind is DealKind.SUB_LICENCE
        else say(
            "普通实施许可：{g}许可{e}在约定范围内实施{p}；{g}仍可以自己实施，也可以许可他人实施。",
            "Ordinary licence: {g} licenses {e} to work {p} within the agreed scope and remains free to work it and "
            "to license others.",
        ),
        DealKind.OPEN: say(
            "开放许可：{e}依照已公告的开放许可声明取得{p}的普通实施许可；声明中的使用费及支付方式适用于本合同。",
            "Open licence: {e} takes an ordinary licence of {p} under the announced declaration, whose fee and manner "
            "of payment apply to this contract.",
        ),
    }[contract.conveys]
    clauses = [words]
    if contract.kind is not DealKind.POOL:
        clauses.append(_sub_licences(contract))
    if contract.is_application:
        clauses.append(
            say(
                "该专利申请授权后，本合同即为专利实施许可合同，约定的许可方式、范围和费用不变，双方办理备案变更。",
                "Once the application is granted, this contract stands as a patent licence of the same kind, scope and "
                "fee, and the parties have the recordal changed accordingly.",
            )
        )
    return Article(Words("许可方式", "Grant"), tuple(clauses))


def _sub_licences(contract: Contract) -> Words:
    say = contract.say
    if contract.terms.sublicensable and contract.kind is not DealKind.SUB_LICENCE:
        return say(
            "{e}可以再许可他人以普通方式实施，但应当事先书面通知{g}，并对被再许可人的行为负责。",
            "{e} may grant ordinary sub-licences after written notice to {g}, and answers for its sub-licensees.",
        )
    return say(
        "未经{g}书面同意，{e}不得许可合同以外的任何人实施{p}。",
        "Without the written consent of {g}, {e} lets nobody outside this contract work {p}.",
    )


def fields(contract: Contract) -> Words:
    """The fields of use, by class symbols."""
    symbols = contract.terms.fields
    if not symbols:
        return Words("全部领域", "all fields")
    return Words(f"专利分类号{'、'.join(symbols)}所涉领域", f"the fields of patent classes {', '.join(symbols)}")


def acts(contract: Contract) -> Words:
    """The acts granted, by the words of the statute."""
    named = [ACT_NAMES.get(act, Words(act, act)) for act in contract.terms.acts]
    return Words("、".join(n.zh for n in named), ", ".join(n.en for n in named))


def scope(contract: Contract) -> Article:
    say, terms = contract.say, contract.terms
    return Article(
        Words("许可范围", "Scope"),
        (
            say("地域：{x}。", "Territory: {x}.", x=places(terms.territory)),
            say("使用领域：{x}。", "Field of use: {x}.", x=fields(contract)),
            say("实施行为：{x}。", "Acts: {x}.", x=acts(contract)),
        ),
    )


def term(contract: Contract) -> Article:
    say, ends = contract.say, contract.ends
    start = day(contract.terms.start)
    since = say("自{start}起", "From {start}", start=start)
    if contract.kind is DealKind.PILOT:
        since = Words("自行使选择权之日起", "From the day the option is exercised")
    if ends:
        clause = say(
            "{since}，至{last}止，含当日。",
            "{since} up to and including {last}.",
            since=since,
            last=last_day(ends),
        )
    elif contract.is_application:
        clause = say(
            "{since}，至该专利申请所获专利权终止之日止。",
            "{since} until the patent granted on the application ends.",
            since=since,
        )
    else:
        clause = say("{since}，至专利权终止之日止。", "{since} until the patent ends.", since=since)
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
