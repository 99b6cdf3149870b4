"""The consents a deal needs, one page each, bound to one version of the terms."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from patentfair.adapters.documents.contract_facts import Contract, ContractParty, Mandate
from patentfair.adapters.documents.contract_subject import patent_facts, patent_table, signatory
from patentfair.adapters.documents.contract_words import day, last_day
from patentfair.adapters.documents.paper import Article, Fact, Paper, PaperStyle, Signatory
from patentfair.adapters.documents.term_sheet import DEAL_NAMES, conveyed
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = ["ConsentKind", "consent", "power_of_attorney"]


class ConsentKind(StrEnum):
    """Whose consent it is, and to what."""

    CO_OWNER = "co_owner"
    PLEDGEE = "pledgee"
    HEAD_LICENSOR = "head_licensor"
    FUNDING_BODY = "funding_body"
    OPEN_LICENCE = "open_licence"
    OPEN_LICENCE_OF_PLEDGED = "open_licence_of_pledged"
    CONTINUED_OPEN_LICENCE = "continued_open_licence"
    DESPITE_INVALIDATION = "despite_invalidation"
    SAME_DAY_FILING = "same_day_filing"


_TITLES = {
    ConsentKind.CO_OWNER: Words("共有人同意书", "Consent of a Co-owner"),
    ConsentKind.PLEDGEE: Words("质权人同意书", "Consent of the Pledgee"),
    ConsentKind.HEAD_LICENSOR: Words("专利权人同意分许可的书面意见", "Patentee's Consent to a Sub-licence"),
    ConsentKind.FUNDING_BODY: Words("项目管理机构批准意见", "Approval by the Project Management Body"),
    ConsentKind.OPEN_LICENCE: Words("共有专利权人同意实行开放许可的声明", "Co-patentee's Consent to an Open Licence"),
    ConsentKind.OPEN_LICENCE_OF_PLEDGED: Words("质权人同意实行开放许可的声明", "Pledgee's Consent to an Open Licence"),
    ConsentKind.CONTINUED_OPEN_LICENCE: Words(
        "质权人同意继续实行开放许可的声明", "Pledgee's Statement on a Continued Open Licence"
    ),
    ConsentKind.DESPITE_INVALIDATION: Words(
        "知悉无效宣告程序仍办理质押登记的声明", "Confirmation of a Pledge despite Invalidation Proceedings"
    ),
    ConsentKind.SAME_DAY_FILING: Words("关于同日申请情况的声明", "Statement on an Application Filed on the Same Day"),
}
_STANDING = {
    ConsentKind.CO_OWNER: Words("共有人", "Co-owner"),
    ConsentKind.PLEDGEE: Words("质权人", "Pledgee"),
    ConsentKind.HEAD_LICENSOR: Words("专利权人", "Patentee"),
    ConsentKind.FUNDING_BODY: Words("项目管理机构", "Project management body"),
    ConsentKind.OPEN_LICENCE: Words("共有专利权人", "Co-patentee"),
    ConsentKind.OPEN_LICENCE_OF_PLEDGED: Words("质权人", "Pledgee"),
    ConsentKind.CONTINUED_OPEN_LICENCE: Words("质权人", "Pledgee"),
    ConsentKind.DESPITE_INVALIDATION: Words("质权人", "Pledgee"),
    ConsentKind.SAME_DAY_FILING: Words("出质人", "Pledgor"),
}
_OFFICE = frozenset(
    {
        ConsentKind.OPEN_LICENCE,
        ConsentKind.OPEN_LICENCE_OF_PLEDGED,
        ConsentKind.CONTINUED_OPEN_LICENCE,
        ConsentKind.DESPITE_INVALIDATION,
        ConsentKind.SAME_DAY_FILING,
    }
)


def consent(contract: Contract, who: ContractParty, what: ConsentKind) -> Paper:
    """A page on which `who` consents to the deal in this version of its terms."""
    both = what in {ConsentKind.PLEDGEE, ConsentKind.DESPITE_INVALIDATION, ConsentKind.CONTINUED_OPEN_LICENCE}
    pledgor = (
        (signatory(Words("出质人", "Pledgor"), contract.grantor),) if both and who.name != contract.grantor.name else ()
    )
    to = (
        Words("国家知识产权局：", "To the CNIPA:")
        if what in _OFFICE
        else Words(
            f"致：{contract.grantor.name.zh}、{contract.grantee.name.zh}",
            f"To {contract.grantor.name.en} and {contract.grantee.name.en}:",
        )
    )
    return Paper(
        title=_TITLES[what],
        style=PaperStyle.LETTER,
        number=contract.number,
        number_label=Words("洽谈编号", "Deal No."),
        opening=(to,),
        facts=(*patent_facts(contract), *(_deal(contract) if what not in _OFFICE else ())),
        tables=patent_table(contract),
        articles=(Article(Words("", ""), tuple(_clauses(contract, who, what))),),
        signatures=(signatory(_STANDING[what], who), *pledgor),
        fingerprint=contract.terms_hash,
        is_sample=contract.is_sample,
    )


def _deal(contract: Contract) -> Iterator[Fact]:
    yield Fact(Words("交易类型", "Kind of deal"), conveyed(contract))
    yield Fact(contract.grantor_role, contract.grantor.name)
    yield Fact(contract.grantee_role, contract.grantee.name)
    yield Fact(Words("条款达成日", "Terms agreed"), day(contract.agreed_on))


def _act(contract: Contract) -> Words:
    """What the grantor does with the right, as a phrase."""
    to = contract.grantee.name
    if contract.conveys is DealKind.ASSIGNMENT:
        return contract.say("将{p}转让给{to}", "assign {p} to {to}", to=to)
    if contract.conveys is DealKind.PLEDGE:
        return contract.say("将{p}出质给{to}", "pledge {p} to {to}", to=to)
    kind = DEAL_NAMES[contract.conveys]
    return contract.say(
        "以{kind}的方式许可{to}实施{p}",
        "license {p} to {to} ({kind})",
        kind=Words(kind.zh, kind.en.lower()),
        to=to,
    )


def _clauses(contract: Contract, who: ContractParty, what: ConsentKind) -> Iterator[Words]:
    say = contract.say
    i = Words("本人" if who.is_person else "本单位", "I" if who.is_person else "we")
    act = _act(contract)
    act = Words(act.zh, act.en[:1].lower() + act.en[1:])
    giver = contract.grantor.name
    if what is ConsentKind.CO_OWNER:
        yield say(
            "{i}是上列专利（专利申请）的共有人，所占份额为{b}。{i}已阅知本页页脚所载指纹对应的条款版本，"
            "同意{giver}按照该版本{act}（《专利法》第十四条）。",
            "{i} hold a share of {b} in the patent (application) identified above, have read the version of terms "
            "named by the fingerprint in the footer, and consent to {giver}, in accordance with it, to {act} (Patent "
            "Law art. 14).",
            i=i,
            giver=giver,
            act=act,
        )
        if contract.is_licence:
            yield say(
                "使用费在共有人之间的分配，按照共有人之间的约定办理；没有约定的：{bb}。",
                "The fee is shared among the co-owners as they have agreed; where they have not: {bb}.",
            )
    elif what is ConsentKind.PLEDGEE:
        yield say(
            "{i}是上列专利出质登记（登记号：{bb}）的质权人。{i}已阅知本页页脚所载指纹对应的条款版本，与出质人协商后，"
            "同意{giver}按照该版本{act}（《民法典》第四百四十四条第二款）。",
            "{i} hold the registered pledge of the patent identified above (registration No. {bb}), have read the "
            "version of terms named by the fingerprint in the footer, and have agreed with the pledgor to {giver}, in "
            "accordance with it, being free to {act} (Civil Code art. 444(2)).",
            i=i,
            giver=giver,
            act=act,
        )
        yield say(
            "因此取得的价款，向{i}提前清偿债务或者依法提存；质权{b}（保留／于登记时解除）。",
            "What is received for it prepays the debt or is deposited as the law provides; the pledge is {b} (kept / "
            "released on registration).",
            i=i,
        )
    elif what is ConsentKind.HEAD_LICENSOR:
        yield say(
            "{i}是上列专利的专利权人，已将其许可给{giver}实施。{i}同意{giver}按照本页页脚所载指纹对应的条款版本，"
            "许可{to}实施该专利（《专利法》第十二条、《民法典》第八百六十七条）。",
            "{i} hold the patent identified above and have licensed it to {giver}. {I} consent to {giver} letting {to} "
            "work it in accordance with the version of terms named by the fingerprint in the footer (Patent Law "
            "art. 12, Civil Code art. 867).",
            i=i,
            I=Words(i.zh, i.en.capitalize()),
            giver=giver,
            to=contract.grantee.name,
        )
        yield say(
            "分许可不得超出原许可的方式、范围和期限；原许可终止的，分许可{b}（同时终止／由{i}直接承受）。",
            "The sub-licence goes no further than the head licence in kind, scope and term; when the head licence ends "
            "the sub-licence {b} (ends / continues with {me}).",
            i=i,
            me=Words("", "me" if who.is_person else "us"),
        )
    elif what is ConsentKind.FUNDING_BODY:
        yield say(
            "上列专利是利用财政性资金设立的科学技术计划项目（项目编号：{bb}）所形成的知识产权。{i}经审查，"
            "批准项目承担者按照本页页脚所载指纹对应的条款版本{act}（《科学技术进步法》第三十四条）。",
            "The patent identified above results from a government-funded science and technology project (No. {bb}). "
            "{I} approve that the project's undertaker, in accordance with the version of terms named by the "
            "fingerprint in the footer, {act} (Law on Scientific and Technological Progress art. 34).",
            i=i,
            I=Words(i.zh, i.en.capitalize()),
            act=act,
        )
    else:
        yield from _for_the_office(contract, i, what)
        return
    yield say(
        "本同意仅及于上述条款版本；条款变更的，应当重新取得{i}的书面同意。",
        "This consent is to that version of the terms only; if the terms change, it has to be given anew in writing.",
        i=i,
    )


def _for_the_office(contract: Contract, i: Words, what: ConsentKind) -> Iterator[Words]:
    say = contract.say
    if what is ConsentKind.OPEN_LICENCE:
        yield say(
            "{i}是上列专利的共有专利权人，同意对该专利实行开放许可，并同意所附专利开放许可声明的全部内容"
            "（《专利法》第五十条、《专利法实施细则》第八十五条）。",
            "{i} hold the patent identified above with others, and consent to an open licence of it and to the whole "
            "of the enclosed declaration (Patent Law art. 50, Implementing Regulations of the Patent Law art. 85).",
            i=i,
        )
        yield say(
            "{i}同意由代表人{b}签署声明并办理有关手续；撤回声明的，另行出具书面同意。",
            "{i} consent to the representative {b} signing the declaration and seeing to the formalities; a withdrawal "
            "needs a separate written consent.",
            i=i,
        )
    elif what is ConsentKind.OPEN_LICENCE_OF_PLEDGED:
        yield say(
            "{i}是上列专利出质登记（登记号：{bb}）的质权人，同意专利权人对该专利实行开放许可"
            "（《专利法实施细则》第八十六条）。",
            "{i} hold the registered pledge of the patent identified above (registration No. {bb}) and consent to the "
            "patentee declaring an open licence of it (Implementing Regulations of the Patent Law art. 86).",
            i=i,
        )
    elif what is ConsentKind.CONTINUED_OPEN_LICENCE:
        yield say(
            "{i}知悉上列专利正在实行开放许可（声明编号：{bb}），同意在质押期间继续实行。",
            "{i} know that the patent identified above is under an open licence (declaration No. {bb}) and agree to "
            "its continuing during the pledge.",
            i=i,
        )
    elif what is ConsentKind.DESPITE_INVALIDATION:
        yield say(
            "{i}已知悉上列专利权正处于无效宣告程序（案件编号：{bb}）及其可能的后果，仍同意办理专利权质押登记。",
            "{i} know that the patent identified above is in invalidation proceedings (case No. {bb}) and what may "
            "follow, and still agree to the pledge being registered.",
            i=i,
        )
    else:
        yield say(
            "就上列实用新型专利，申请人{b}（已经／没有）在同日就同样的发明创造申请发明专利；已经申请的，"
            "申请号为{bb}，当事人知悉该情况，仍同意办理专利权质押登记。",
            "For the utility model identified above the applicant {b} (did / did not) file an invention application "
            "for the same subject on the same day; if so, its number is {bb}, and the parties, knowing this, still "
            "agree to the pledge being registered.",
        )


def power_of_attorney(contract: Contract, mandate: Mandate) -> Paper:
    """The paper by which a side has somebody act for it in this deal."""
    say = contract.say
    start = day(mandate.start) if mandate.start else Words("＿＿＿＿", "＿＿＿＿")
    until = last_day(mandate.until) if mandate.until else Words("＿＿＿＿", "＿＿＿＿")
    powers = mandate.scope if mandate.scope.zh else Words("＿" * 12, "＿" * 12)
    return Paper(
        title=Words("授权委托书", "Power of Attorney"),
        style=PaperStyle.LETTER,
        number=mandate.document or contract.number,
        number_label=Words("编号", "No."),
        facts=patent_facts(contract),
        tables=patent_table(contract),
        articles=(
            Article(
                Words("", ""),
                (
                    say(
                        "{who}委托{agent}就上列专利的{deal}事宜代为办理，权限为：{powers}。",
                        "{who} appoints {agent} to act in the following deal in the patents identified above: {deal}. "
                        "Powers: {powers}.",
                        who=mandate.principal,
                        agent=mandate.agent,
                        deal=conveyed(contract),
                        powers=powers,
                    ),
                    say(
                        "委托期间自{start}起，至{until}止，含当日。受托人{b}（可以／不可以）转委托。",
                        "The power runs from {start} up to and including {until}. The agent {b} (may / may not) "
                        "delegate it.",
                        start=start,
                        until=until,
                    ),
                ),
            ),
        ),
        signatures=(
            Signatory(role=Words("委托人", "Principal"), name=mandate.principal),
            Signatory(role=Words("受托人", "Agent"), name=mandate.agent),
        ),
        fingerprint=contract.terms_hash,
        is_sample=contract.is_sample,
    )
