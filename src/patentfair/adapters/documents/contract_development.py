"""The articles of a joint development (Civil Code 860, 861): contributions, background patents, results, risk."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_arrangements import goods
from patentfair.adapters.documents.contract_facts import Contract
from patentfair.adapters.documents.contract_grant import acts, fields
from patentfair.adapters.documents.contract_price import payment, price
from patentfair.adapters.documents.contract_words import LICENCE_KINDS, day, last_day, places
from patentfair.adapters.documents.paper import Article, Written
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = ["development_articles"]


def development_articles(contract: Contract) -> Iterator[Article]:
    say, terms = contract.say, contract.terms
    ends = (
        say("至{last}止，含当日", "up to and including {last}", last=last_day(terms.end))
        if terms.end
        else Words("至约定的研究开发工作完成之日止", "until the agreed research and development is done")
    )
    yield Article(
        Words("研究开发项目", "The project"),
        (
            say("项目名称：{bb}{bb}。", "Project: {bb}{bb}."),
            say(
                "研究开发的目标、内容、技术路线和验收标准见附件一；附件一未填写的，由双方书面补充约定。",
                "Aim, content, technical approach and standard of acceptance are set out in Annex 1; what is left "
                "blank there is still to be agreed.",
            ),
            say(
                "期限：自{start}起，{ends}。",
                "Time: from {start}, {ends}.",
                start=day(terms.start),
                ends=_lower(ends),
            ),
        ),
    )
    yield _contributions(contract)
    yield _background(contract)
    yield from goods(contract)
    yield price(contract)
    yield from payment(contract)
    yield from _results(contract)
    yield Article(
        Words("风险与情况变化", "Risk and change"),
        (
            say(
                "因出现无法克服的技术困难致使研究开发失败或者部分失败的，损失由双方{bb}分担；"
                "一方发现可能失败的情形，应当及时通知另一方并采取措施减少损失。",
                "If insurmountable technical difficulties make the work fail in whole or part, the loss is shared as "
                "follows: {bb}. A side that sees failure coming promptly tells the other and limits the loss.",
            ),
            say(
                "作为研究开发标的的技术已经由他人公开，致使合同没有意义的，任何一方可以书面通知解除合同。",
                "If others make the technology public so that the contract loses its sense, either side may end it "
                "by written notice.",
            ),
        ),
    )
    yield Article(
        Words("保密", "Confidentiality"),
        (
            say(
                "双方对对方的背景技术、商业秘密和尚未公开的研究开发成果承担保密义务，期限{b}年；"
                "论文发表和成果公开应当事先取得对方书面同意。",
                "For {b} years both sides keep secret each other's background technology, trade secrets and results "
                "not yet public; papers and publication need the other's prior written consent.",
            ),
            say(
                "一方不得限制另一方在项目以外的研究开发（《民法典》第八百六十四条）。",
                "Neither side restricts the other's research outside the project (Civil Code art. 864).",
            ),
        ),
    )


def _lower(words: Words) -> Words:
    return Words(words.zh, words.en[:1].lower() + words.en[1:])


def _contributions(contract: Contract) -> Article:
    say = contract.say
    written = contract.terms.contributions.strip()
    duty = say(
        "各方按照约定投入资金、设备、技术和人员，参与研究开发，协作配合；一方迟延致使工作停滞的，承担违约责任。",
        "Each side contributes funds, equipment, technology and people as agreed, takes part in the work and "
        "cooperates; a side whose delay brings the work to a stop is liable.",
    )
    if written:
        stated = say("双方的投入与分工约定如下：", "The contributions and the division of work are as follows:")
        return Article(Words("投入与分工", "Contributions"), (stated, Written(written), duty))
    blank = say(
        "{g}的投入与分工：{bb}{bb}。\n{e}的投入与分工：{bb}{bb}。",
        "Contribution and work of {g}: {bb}{bb}.\nContribution and work of {e}: {bb}{bb}.",
    )
    return Article(Words("投入与分工", "Contributions"), (blank, duty))


def _background(contract: Contract) -> Article:
    say = contract.say
    own = say(
        "上列专利是{g}的背景专利。一方在项目开始以前已有的和在项目以外取得的技术归该方所有，不因本合同转移。",
        "The patents identified above are background patents of {g}. What a side had before the project, or obtains "
        "outside it, stays its own and does not pass by this contract.",
    )
    if contract.conveys is DealKind.ASSIGNMENT:
        grant = say(
            "{g}将背景专利转让给{e}，双方另行订立专利权转让合同并办理登记；转让自登记之日起生效（《专利法》第十条）。",
            "{g} assigns the background patents to {e}; the parties make a separate assignment and register it, and it "
            "takes effect on registration (Patent Law art. 10).",
        )
        return Article(Words("背景专利", "Background patents"), (own, grant))
    grant = say(
        "为履行本合同和实施研究开发成果，{g}授予{e}背景专利的{kind}实施许可。地域：{places}；使用领域：{fields}；"
        "实施行为：{acts}。",
        "For carrying out this contract and working the results {g} grants {e} {kind} licence of the background "
        "patents. Territory: {places}; field of use: {fields}; acts: {acts}.",
        kind=Words(
            LICENCE_KINDS[contract.conveys].zh,
            f"{'an' if LICENCE_KINDS[contract.conveys].en[0] in 'aeio' else 'a'} {LICENCE_KINDS[contract.conveys].en}",
        ),
        places=places(contract.terms.territory),
        fields=fields(contract),
        acts=acts(contract),
    )
    ends = contract.ends
    until = (
        say(
            "许可期限自{start}起，至{last}止，含当日；专利权提前终止的，许可同时终止（《民法典》第八百六十五条）。",
            "The licence runs from {start} up to and including {last}; if a patent ends earlier, so does its licence "
            "(Civil Code art. 865).",
            start=day(contract.terms.start),
            last=last_day(ends),
        )
        if ends
        else say(
            "许可期限自{start}起，至专利权终止之日止（《民法典》第八百六十五条）。",
            "The licence runs from {start} until the patents end (Civil Code art. 865).",
            start=day(contract.terms.start),
        )
    )
    theirs = say(
        "{e}投入的背景技术及其使用条件：{bb}{bb}。",
        "Background technology of {e} and the terms of its use: {bb}{bb}.",
    )
    return Article(Words("背景专利", "Background patents"), (own, grant, until, theirs))


def _results(contract: Contract) -> Iterator[Article]:
    say = contract.say
    written = contract.terms.results.strip()
    lead: tuple[Words | Written, ...] = (
        (
            say("成果的归属与实施约定如下：", "Ownership and working of the results are agreed as follows:"),
            Written(written),
            say(
                "前款没有约定或者约定不明确的，适用本条以下各款。",
                "What is not, or not clearly, agreed there follows the clauses below.",
            ),
        )
        if written
        else ()
    )
    yield Article(
        Words("成果的归属", "Ownership of the results"),
        (
            *lead,
            say(
                "合作完成的发明创造，申请专利的权利属于双方共有；一方转让其共有的专利申请权的，另一方在同等条件下优先受让"
                "（《民法典》第八百六十条）。",
                "The right to apply for a patent on an invention made jointly belongs to both; a side that assigns its "
                "part of the right to apply offers it first to the other on equal terms (Civil Code art. 860).",
            ),
            say(
                "一方声明放弃其共有的专利申请权的，另一方可以单独申请，取得专利权后放弃的一方可以免费实施；"
                "一方不同意申请专利的，另一方不得申请（《民法典》第八百六十条）。",
                "If a side renounces its part, the other may apply alone, and the side that renounced may work the "
                "patent free of charge; if a side does not agree to apply, the other does not apply (Civil Code "
                "art. 860).",
            ),
            say(
                "技术秘密成果，在没有相同技术方案被授予专利权以前，双方均有使用和转让的权利（《民法典》第八百六十一条）。",
                "Results kept as know-how may be used and assigned by either side as long as no patent is granted on "
                "the same solution (Civil Code art. 861).",
            ),
        ),
    )
    yield Article(
        Words("共有专利的实施与许可", "Working and licensing of joint patents"),
        (
            say(
                "双方可以各自单独实施共有专利，或者以普通许可方式许可他人实施，许可所得的使用费在双方之间分配；"
                "其他处分应当取得双方同意（《专利法》第十四条）。双方另有约定：{bb}。",
                "Each side may work a joint patent alone or license it by an ordinary licence, sharing the royalties; "
                "anything else needs both (Patent Law art. 14). Agreed otherwise: {bb}.",
            ),
            say(
                "申请、维持共有专利的费用由双方{b}分担；一方不缴纳的，另一方可以代缴并追偿。",
                "The cost of applying for and keeping joint patents is shared {b}; if one side does not pay, the other "
                "may pay and recover it.",
            ),
        ),
    )
