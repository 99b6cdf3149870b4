"""Articles only some kinds of deal have: head licence, trial and option, use first, pool, know-how, software."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_facts import Contract
from patentfair.adapters.documents.contract_words import LICENCE_KINDS, day, last_day
from patentfair.adapters.documents.paper import Article, Written
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = ["goods", "head_licence", "pilot", "pool", "use_first"]


def head_licence(contract: Contract) -> Article:
    say, head = contract.say, contract.head
    if head is None:
        basis = say(
            "{G}依据与专利权人订立的实施许可合同（编号{bb}，备案号{bb}）取得{p}的实施许可（下称原许可），"
            "原许可的期限至{b}年{b}月{b}日止。",
            "{G} holds its licence of {p} (the head licence) under the licence contract with the patentee No. {bb}, "
            "recordal No. {bb}; the head licence runs until {b} / {b} / {b}.",
        )
    else:
        basis = say(
            "{G}依据与{who}于{made}订立的{kind}实施许可合同（编号{number}，备案号{recordal}）取得{p}的实施许可"
            "（下称原许可），原许可的期限至{last}止。",
            "{G} holds its licence of {p} (the head licence) under the {kind} licence contract made with {who} on "
            "{made} (No. {number}, recordal No. {recordal}); the head licence runs until {last}.",
            who=head.licensor,
            made=day(head.made_on) if head.made_on else _BLANK_DAY,
            kind=LICENCE_KINDS.get(head.kind, LICENCE_KINDS[DealKind.ORDINARY]),
            number=head.number or "＿＿＿＿",
            recordal=head.recordal_number or "＿＿＿＿",
            last=last_day(head.end) if head.end else Words("专利权终止之日", "the patent ends"),
        )
    power = (
        say(
            "原许可合同明确授权{g}许可他人实施{p}（《专利法》第十二条、《民法典》第八百六十七条）。",
            "The head licence expressly empowers {g} to let others work {p} (Patent Law art. 12, Civil Code art. 867).",
        )
        if head and head.allows_sub_licences
        else say(
            "专利权人在本合同上签章，即同意{g}按照本合同许可{e}实施{p}（《专利法》第十二条、《民法典》第八百六十七条）。",
            "By signing this contract the patentee consents to {g} letting {e} work {p} as agreed here (Patent Law "
            "art. 12, Civil Code art. 867).",
        )
    )
    return Article(
        Words("原许可", "Head licence"),
        (
            basis,
            power,
            say(
                "分许可的方式、范围和期限不得超出原许可；{g}保证本合同的约定没有超出原许可。",
                "The sub-licence goes no further than the head licence in kind, scope and term; {g} warrants that "
                "what is agreed here does not.",
            ),
            say(
                "原许可终止的，分许可同时终止，专利权人与双方另有书面约定的除外；{g}应当将终止事由及时书面通知{e}。",
                "The sub-licence ends with the head licence unless the patentee and the parties agree otherwise in "
                "writing; {g} promptly tells {e} of the reason in writing.",
            ),
        ),
    )


_BLANK_DAY = Words("＿＿＿＿年＿＿＿＿月＿＿＿＿日", "＿＿＿＿ / ＿＿＿＿ / ＿＿＿＿")


def pilot(contract: Contract) -> Iterator[Article]:
    say, terms = contract.say, contract.terms
    until = last_day(terms.pilot_until) if terms.pilot_until else _BLANK_DAY
    yield Article(
        Words("试用", "Trial"),
        (
            say(
                "试用期自{start}起，至{last}止，含当日。试用期内，{g}许可{e}为评估、试制和中试的目的以普通方式实施{p}；"
                "试用期内制得的产品{b}（可以／不可以）销售。",
                "The trial runs from {start} up to and including {last}. During it {g} grants {e} an ordinary licence "
                "to work {p} for evaluation, trial manufacture and pilot production; products made in the trial {b} "
                "(may / may not) be sold.",
                start=day(terms.start),
                last=until,
            ),
            say(
                "试用结束后{b}日内，{e}向{g}提交试用报告。试用报告属于双方的商业秘密。",
                "Within {b} days of the end of the trial {e} gives {g} a report on it. The report is a trade secret of "
                "both parties.",
            ),
        ),
    )
    clauses = [
        say(
            "{e}可以在{last}以前（含当日）书面通知{g}行使选择权；自通知到达{g}之日起，本合同约定的{what}对双方发生效力。",
            "Up to and including {last} {e} may exercise its option by written notice to {g}; from receipt of the "
            "notice the {what} agreed in this contract has effect between the parties.",
            last=until,
            what=Words("实施许可", "licence") if contract.is_licence else Words("转让", "assignment"),
        ),
        say(
            "选择权存续期间，{g}不得就{p}授予与本合同约定的方式和范围相冲突的许可，也不得转让或者出质{p}。",
            "While the option stands, {g} grants no licence of {p} that conflicts with the kind and scope agreed here "
            "and neither assigns nor pledges {p}.",
        ),
        say(
            "期满未行使选择权的，本合同终止：{e}停止实施、交还资料，已付试用费不予返还。"
            "行使选择权的，试用费{b}（抵作／不抵作）价款。",
            "If the option is not exercised in time, this contract ends: {e} stops working {p}, returns the documents, "
            "and a trial fee already paid is not returned. If it is exercised, the trial fee {b} (counts / does not "
            "count) towards the price.",
        ),
    ]
    yield Article(Words("选择权", "Option"), tuple(clauses))


def use_first(contract: Contract) -> Article:
    say, until = contract.say, contract.terms.free_until
    since = day(until) if until else _BLANK_DAY
    return Article(
        Words("先使用后付费", "Use first, pay later"),
        (
            say(
                "{e}自{start}起即可在约定范围内实施{p}；{since}以前，任何使用费均不到期，{g}不得要求支付。",
                "{e} may work {p} within the agreed scope from {start}; before {since} no fee falls due and {g} asks "
                "for none.",
                start=day(contract.terms.start),
                since=since,
            ),
            say(
                "自{since}起，{e}按照本合同的约定支付使用费；此前期间的提成{b}（免除／计入首期支付）。",
                "From {since} {e} pays the fee as agreed in this contract; running royalties for the time before are "
                "{b} (waived / paid with the first instalment).",
                since=since,
            ),
            say(
                "{e}在{since}以前{b}（可以／不可以）书面通知{g}终止本合同；据此终止的，不支付使用费，"
                "{e}停止实施并交还资料。",
                "Before {since} {e} {b} (may / may not) end this contract by written notice to {g}; if it does, no fee "
                "is due, and {e} stops working {p} and returns the documents.",
                since=since,
            ),
            say(
                "{e}每{b}个月向{g}书面说明实施情况；连续{b}个月没有实施的，{g}可以书面通知解除合同。",
                "Every {b} months {e} tells {g} in writing how {p} is being worked; if it has not been worked for {b} "
                "months in a row, {g} may end the contract by written notice.",
            ),
        ),
    )


def pool(contract: Contract) -> Article:
    say = contract.say
    return Article(
        Words("专利池的管理与再许可", "Administration of the pool and sub-licences"),
        (
            say(
                "{g}授权{e}将{p}与池内其他专利一并，按照专利池公布的统一条件，以普通方式许可他人实施；"
                "统一条件对情形相同的被许可人同等适用。",
                "{g} empowers {e} to let others work {p} together with the other patents of the pool by ordinary "
                "licences on the pool's published terms; those terms are the same for licensees in the same position.",
            ),
            say(
                "统一许可条件和收益分配办法见附件三；修改的，应当提前{b}日书面通知{g}，不影响已经取得的收益。",
                "The pool's terms and the rules of distribution are in Annex 3; {e} gives {g} {b} days' written notice "
                "of a change, which does not affect income already earned.",
            ),
            say(
                "{e}不得限制{g}在池外另行许可{p}或者研究开发竞争技术，也不得要求{g}独占性回授（《民法典》第八百六十四条）。",
                "{e} does not keep {g} from licensing {p} outside the pool or from developing competing technology, "
                "and demands no exclusive grant-back (Civil Code art. 864).",
            ),
            say(
                "{g}可以提前{b}日书面通知退池；退池不影响{e}在此以前授予的许可，其收益继续按照附件三分配。",
                "{g} may leave the pool on {b} days' written notice; licences granted by {e} before are not affected, "
                "and their income is still distributed under Annex 3.",
            ),
        ),
    )


def goods(contract: Contract) -> Iterator[Article]:
    """Know-how and software that go with the patents, in the parties' own words."""
    say, terms = contract.say, contract.terms
    if terms.know_how.strip():
        grant = (
            say(
                "{g}许可{e}在本合同约定的范围和期限内使用下列技术秘密：",
                "{g} licenses {e} to use the following know-how within the scope and term of this contract:",
            )
            if contract.is_licence
            else say("{g}将下列技术秘密转让给{e}：", "{g} assigns the following know-how to {e}:")
        )
        yield Article(
            Words("技术秘密", "Know-how"),
            (
                grant,
                Written(terms.know_how.strip()),
                say(
                    "{g}保证该技术秘密未公开、由其合法拥有；双方对技术秘密承担保密义务（《民法典》第八百七十条、"
                    "第八百七十一条）。",
                    "{g} warrants that the know-how is not public and lawfully its own; both sides keep it secret "
                    "(Civil Code arts. 870 and 871).",
                ),
            ),
        )
    if terms.software.strip():
        grant = (
            say(
                "{g}许可{e}为实施{p}的目的，在本合同约定的范围和期限内复制、安装、运行下列软件：",
                "{g} licenses {e} to copy, install and run the following software for working {p}, within the scope "
                "and term of this contract:",
            )
            if contract.is_licence
            else say(
                "{g}将下列软件的著作权中的财产权利转让给{e}：",
                "{g} assigns to {e} the economic rights of the copyright in the following software:",
            )
        )
        yield Article(
            Words("软件", "Software"),
            (
                grant,
                Written(terms.software.strip()),
                say(
                    "{g}{b}（交付／不交付）源代码；交付的载体、版本和文档见附件一。",
                    "{g} {b} (delivers / does not deliver) the source code; media, version and documentation are in "
                    "Annex 1.",
                ),
            ),
        )
