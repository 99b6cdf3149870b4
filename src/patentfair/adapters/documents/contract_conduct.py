"""The articles on how the parties deal with each other: start, delivery, secrecy, improvements, breach, end."""

from __future__ import annotations

from collections.abc import Iterator

from patentfair.adapters.documents.contract_facts import Contract
from patentfair.adapters.documents.contract_price import as_written
from patentfair.adapters.documents.contract_words import day
from patentfair.adapters.documents.paper import Article, Table
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind

__all__ = ["breach", "changing", "closing", "delivery", "disputes", "effect", "secrecy_and_improvements", "taxes"]


def effect(contract: Contract) -> Article:
    say = contract.say
    if contract.kind is DealKind.OPEN:
        taken = say(
            "本合同自{e}的书面通知送达{g}、并且{e}依照公告支付使用费之日起生效，以后到之日为准"
            "（《专利法》第五十一条第一款）；法律、行政法规另有规定的除外。",
            "This contract takes effect on the day {e}'s written notice has reached {g} and {e} has paid the announced "
            "fee, whichever is later (Patent Law art. 51(1)), unless the law or administrative regulations provide "
            "otherwise.",
        )
        return Article(Words("合同生效", "Effect"), (taken,))
    clauses: list[Words | Table] = [
        say(
            "本合同自各方签字或者盖章之日起生效；依法须经批准或者许可的，自取得批准或者许可之日起生效。"
            if contract.others
            else "本合同自双方签字或者盖章之日起生效；依法须经批准或者许可的，自取得批准或者许可之日起生效。",
            "This contract takes effect on the day all parties have signed or sealed it, or, where the law requires an "
            "approval or licence, on the day that is obtained."
            if contract.others
            else "This contract takes effect on the day both sides have signed or sealed it, or, where the law "
            "requires an approval or licence, on the day that is obtained.",
        )
    ]
    if contract.terms.conditions:
        clauses += [
            say(
                "双方签署后，本合同还应当在下列条件全部成就时生效；期限届满仍未成就的，本合同不生效，双方另有约定的除外。",
                "Once signed, this contract takes effect only when all of the following conditions are met; if one is "
                "not met in time it does not take effect, unless the parties agree otherwise.",
            ),
            Table(
                head=(Words("条件", "Condition"), Words("最迟成就日", "To be met by")),
                rows=tuple(
                    (as_written(condition.name), day(condition.by) if condition.by else Words("未约定", "not agreed"))
                    for condition in contract.terms.conditions
                ),
                widths=(3, 1),
            ),
        ]
    if contract.in_force_on:
        clauses.append(
            say("双方签署完毕之日：{x}。", "Both sides had signed by {x}.", x=day(contract.in_force_on)),
        )
    return Article(Words("合同生效", "Effect"), tuple(clauses))


def delivery(contract: Contract) -> Iterator[Article]:
    say = contract.say
    if contract.kind is DealKind.OPEN:
        yield Article(
            Words("资料与技术指导", "Documents and guidance"),
            (
                say(
                    "开放许可以公告的声明为准；{e}需要技术资料或者技术指导的，由双方另行约定：{bb}。",
                    "The open licence is what was announced; documents or guidance that {e} wants are agreed "
                    "separately: {bb}.",
                ),
            ),
        )
        return
    yield Article(
        Words("资料交付与技术指导", "Documents and guidance"),
        (
            say(
                "{g}于本合同生效之日起{b}日内，以{b}方式在{b}向{e}交付附件一所列技术资料（《民法典》第八百六十六条）。"
                if contract.is_licence
                else "{g}于本合同生效之日起{b}日内，以{b}方式在{b}向{e}交付附件一所列技术资料。",
                "Within {b} days of this contract taking effect {g} delivers to {e} the technical documents listed in "
                "Annex 1, by {b}, at {b}" + (" (Civil Code art. 866)." if contract.is_licence else "."),
            ),
            say(
                "{g}为{e}实施提供必要的技术指导，不少于{b}人日；差旅费用由{b}承担。",
                "{g} gives {e} the technical guidance needed to work it, not less than {b} person-days; travel is "
                "paid by {b}.",
            ),
        ),
    )
    yield Article(
        Words("目标与验收", "Aim and acceptance"),
        (
            say(
                "实施应达到的目标、验收标准、方式和期限见附件一；未填写的，视为双方没有约定。",
                "The aim to be reached and the standard, manner and time of acceptance are set out in Annex 1; what is "
                "left blank there is not agreed.",
            ),
        ),
    )


def secrecy_and_improvements(contract: Contract) -> Iterator[Article]:
    say = contract.say
    yield Article(
        Words("保密", "Confidentiality"),
        (
            say(
                "{e}对{g}提供的技术中尚未公开的部分，在{b}年内承担保密义务（《民法典》第八百七十一条）；"
                "双方对对方的其他商业秘密同样保密。本合同终止后，保密义务继续有效。",
                "For {b} years {e} keeps secret what is not yet public in the technology provided by {g} (Civil Code "
                "art. 871); each side likewise keeps the other's other trade secrets. The duty outlasts this contract.",
            ),
            say(
                "依法向主管机关、法院披露，或者向负有保密义务的顾问披露的除外。",
                "Disclosure required by an authority or court, or to advisers bound to secrecy, is excepted.",
            ),
        ),
    )
    yield Article(
        Words("后续改进", "Improvements"),
        (
            say(
                "后续改进的成果归完成改进的一方，其他方无权分享（《民法典》第八百七十五条）；双方另有约定：{bb}。",
                "Improvements belong to the side that makes them and are not shared (Civil Code art. 875), unless "
                "agreed here: {bb}.",
            ),
            say(
                "一方不得限制另一方在标的技术基础上继续研究开发，也不得要求无偿回授改进。",
                "Neither side restricts the other's further research on the technology or demands improvements back "
                "without payment.",
            ),
        ),
    )


def closing(contract: Contract) -> Iterator[Article]:
    say = contract.say
    if contract.is_public_institution:
        yield Article(
            Words("完成人的奖励和报酬", "Reward of the inventors"),
            (
                say(
                    "对发明人和为转化作出重要贡献的人员给予奖励和报酬，是{g}的义务（《促进科技成果转化法》第四十五条），"
                    "由{g}自行承担，不影响{e}在本合同下的权利。",
                    "Rewarding the inventors and those who contributed substantially to the transfer is the duty of "
                    "{g} (Law on Promoting the Transformation of Scientific and Technological Achievements art. 45), "
                    "at its own cost and without effect on the rights of {e} under this contract.",
                ),
                say(
                    "{g}保证本次交易已依照有关规定履行定价和公示程序（同法第十八条）。",
                    "{g} warrants that pricing and public notice were carried out as required (same law, art. 18).",
                ),
            ),
        )
    yield taxes(contract)
    yield breach(contract)
    yield changing(contract)
    yield disputes(contract)


def taxes(contract: Contract) -> Article:
    say = contract.say
    return Article(
        Words("税费", "Taxes"),
        (
            say(
                "因本合同发生的税费，由双方依法各自承担；依法应当代扣代缴的，由付款方代扣代缴并提供凭证。",
                "Each side bears the taxes that the law lays on it; where the law requires withholding, the paying "
                "side withholds and provides the receipt.",
            )
            if contract.is_cross_border
            else say(
                "因本合同发生的税费，由双方依法各自承担。",
                "Each side bears the taxes on this contract that the law lays on it.",
            ),
        ),
    )


def disputes(contract: Contract) -> Article:
    say = contract.say
    return Article(
        Words("法律适用与争议解决", "Law and disputes"),
        (
            say(
                "本合同的订立、效力、解释和履行适用中华人民共和国法律（不含香港、澳门、台湾地区法律）。",
                "The making, validity, interpretation and performance of this contract are governed by the law of the "
                "People's Republic of China (without that of Hong Kong, Macao and Taiwan).",
            ),
            say(
                "争议先由双方协商；协商不成的，可以请展示交易中心调解；调解不成的，任何一方可以向有管辖权的人民法院起诉。",
                "Disputes are first negotiated; failing that, the parties may ask the exchange center to mediate; "
                "failing that, either side may sue in the competent people's court.",
            ),
        ),
    )


def breach(contract: Contract) -> Article:
    say = contract.say
    if contract.kind in {DealKind.PLEDGE, DealKind.JOINT_DEVELOPMENT}:
        mutual = say(
            "一方不履行本合同义务或者履行不符合约定的，应当继续履行、采取补救措施并赔偿损失；逾期付款的，"
            "每日按欠款万分之{b}支付违约金。",
            "A side that does not perform, or not as agreed, performs, mends what is amiss and makes good the loss; "
            "for late payment it pays {b} per ten thousand of the sum owed a day.",
        )
        return Article(Words("违约责任", "Breach"), (mutual,))
    if contract.is_licence:
        clauses = [
            say(
                "{g}未按约定许可或者交付的，应当返还部分或者全部使用费并承担违约责任；超出约定自行实施或者许可他人的，"
                "应当停止并承担违约责任（《民法典》第八百七十二条）。",
                "If {g} does not license or deliver as agreed, it returns all or part of the fee and is liable for "
                "breach; if it works or licenses beyond what is agreed, it stops and is liable (Civil Code art. 872).",
            ),
            say(
                "{e}逾期付款的，应当补交并按日支付欠款万分之{b}的违约金；拒不补交的，应当停止实施、交还资料。"
                "超出范围实施或者擅自许可第三人的，应当停止并承担违约责任（《民法典》第八百七十三条）。",
                "If {e} pays late, it pays what is owed and {b} per ten thousand of it for each day; if it still "
                "refuses, it stops working and returns the documents. If it works beyond the scope or lets a third "
                "party work without leave, it stops and is liable (Civil Code art. 873).",
            ),
        ]
    else:
        clauses = [
            say(
                "{g}未按约定转让、交付或者配合登记的，应当返还部分或者全部价款并承担违约责任（《民法典》第八百七十二条）；"
                "逾期的，每日按价款万分之{b}支付违约金。",
                "If {g} does not assign, deliver or help to register as agreed, it returns all or part of the price "
                "and is liable for breach (Civil Code art. 872); for delay it pays {b} per ten thousand of the price "
                "a day.",
            ),
            say(
                "{e}未按约定付款或者违反保密义务的，应当补交价款并承担违约责任（《民法典》第八百七十三条）；"
                "逾期的，每日按欠款万分之{b}支付违约金。",
                "If {e} does not pay as agreed or breaks confidentiality, it pays what is owed and is liable for "
                "breach (Civil Code art. 873); for delay it pays {b} per ten thousand of the sum owed a day.",
            ),
        ]
    clauses.append(
        say(
            "违约金不足以弥补损失的，违约方赔偿差额；赔偿总额以{bb}为限（故意或者重大过失除外）。",
            "Where the agreed sum does not cover the loss, the side in breach makes up the difference, up to {bb} in "
            "all (save for intent or gross negligence).",
        )
    )
    return Article(Words("违约责任", "Breach"), tuple(clauses))


def changing(contract: Contract) -> Article:
    say = contract.say
    clauses = [
        say(
            "变更本合同须经双方书面同意。",
            "This contract is changed only by written agreement of both sides.",
        ),
        say(
            "一方迟延履行主要债务，经书面催告后{b}日内仍未履行，或者有其他违约行为致使合同目的不能实现的，"
            "另一方可以书面通知解除合同（《民法典》第五百六十三条）。",
            "If a side is late with a principal duty and does not perform within {b} days of written notice, or "
            "another breach of it defeats the purpose of the contract, the other may end the contract by written "
            "notice (Civil Code art. 563).",
        ),
    ]
    if contract.kind is DealKind.JOINT_DEVELOPMENT:
        clauses.append(
            say(
                "合同终止后，双方就已完成的研究开发成果按照成果归属的约定处理，并返还对方的资料、设备；"
                "保密、成果归属和争议条款继续有效。",
                "On the end of the contract the results reached follow the articles on ownership, and each side "
                "returns the other's documents and equipment; the articles on confidentiality, ownership and disputes "
                "stand.",
            )
        )
    elif contract.is_licence:
        clauses.append(
            say(
                "合同终止后，{e}停止实施{p}并交还资料；终止前已制成的产品可以在{b}日内售完，并照付使用费。"
                "终止前已到期的债务以及保密、结算、争议条款不受影响。",
                "On the end of the contract {e} stops working {p} and returns the documents; products made before "
                "may be sold within {b} days against the fee. Sums already due and the articles on confidentiality, "
                "settlement and disputes are not affected.",
            )
        )
    else:
        clauses.append(
            say(
                "登记前解除的，{e}交还资料，{g}返还已收价款，登记申请一并撤回；登记后解除的，双方办理回转登记。"
                "责任、保密和争议条款不受影响。",
                "If ended before registration, {e} returns the documents, {g} the money received, and the "
                "application to register is withdrawn; if ended afterwards, the parties register the transfer back. "
                "The articles on liability, confidentiality and disputes are not affected.",
            )
        )
    return Article(Words("变更、解除与终止", "Change and termination"), tuple(clauses))
