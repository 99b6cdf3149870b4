"""Notices in a deal: a price by agreement made public, taking an open licence, payment, termination, release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec

from patentfair.adapters.documents.contract_facts import Contract, ContractParty, PledgeFacts
from patentfair.adapters.documents.contract_grant import title
from patentfair.adapters.documents.contract_price import as_written, price_clauses
from patentfair.adapters.documents.contract_subject import patent_facts, patent_table, signatory
from patentfair.adapters.documents.contract_words import amount, day, last_day
from patentfair.adapters.documents.paper import Article, Fact, Facts, Paper, PaperStyle, Signatory, Table
from patentfair.adapters.documents.term_sheet import conveyed, period
from patentfair.domain.kernel.words import Words

__all__ = ["NoticeFacts", "NoticeKind", "notice", "release_of_pledge"]

PUBLIC_DAYS = 15
_BLANK, _LONG = Words("＿＿＿＿", "＿＿＿＿"), Words("＿" * 12, "＿" * 12)


class NoticeKind(StrEnum):
    PRICE = "price"
    OPEN_LICENCE = "open_licence"
    PAYMENT_REMINDER = "payment_reminder"
    PAYMENT_DEMAND = "payment_demand"
    TERMINATION = "termination"


class NoticeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a notice says beside the deal; whatever is not known stays a blank.

    `on` is the day of the notice (for a price made public, the first day of the period), `until` the first day after
    the period. `what` is what a payment is for, or why the contract ends, as somebody wrote it; `named` says what a
    payment is for in both languages. `contact` takes objections and answers.
    `from_grantor` says which side writes. A termination gives time until `cure_by` and ends the contract on `ends_on`,
    the first day without it; with neither it ends on receipt.
    """

    on: date | None = None
    until: date | None = None
    what: str = ""
    contact: str = ""
    amount: Decimal | None = None
    due: date | None = None
    reply_days: int | None = None
    price_basis: str = ""
    declaration_number: str = ""
    from_grantor: bool = True
    named: Words | None = None
    cure_by: date | None = None
    ends_on: date | None = None


_TITLES = {
    NoticeKind.PRICE: Words("科技成果转化协议定价公示", "Public Notice of a Price by Agreement"),
    NoticeKind.OPEN_LICENCE: Words("取得专利开放许可的通知", "Notice of Taking an Open Licence"),
    NoticeKind.PAYMENT_REMINDER: Words("付款提示函", "Reminder of Payment"),
    NoticeKind.PAYMENT_DEMAND: Words("催款函", "Demand for Payment"),
    NoticeKind.TERMINATION: Words("解除合同通知书", "Notice of Termination"),
}


def notice(kind: NoticeKind, contract: Contract, facts: NoticeFacts) -> Paper:
    """The notice of one side to the other, or of an institution to its staff."""
    if kind is NoticeKind.PRICE:
        return _price(contract, facts)
    grantor_writes = facts.from_grantor and kind is not NoticeKind.OPEN_LICENCE
    if kind in {NoticeKind.PAYMENT_REMINDER, NoticeKind.PAYMENT_DEMAND}:
        grantor_writes = True
    roles = [(contract.grantor_role, contract.grantor), (contract.grantee_role, contract.grantee)]
    (role, sender), (_, receiver) = roles if grantor_writes else roles[::-1]
    body: dict[NoticeKind, Callable[[Contract, NoticeFacts], Iterator[Words | Facts]]] = {
        NoticeKind.OPEN_LICENCE: _open_licence,
        NoticeKind.PAYMENT_REMINDER: _reminder,
        NoticeKind.PAYMENT_DEMAND: _demand,
        NoticeKind.TERMINATION: _termination,
    }
    return _letter(
        contract,
        _TITLES[kind],
        receiver,
        tuple(body[kind](contract, facts)),
        (signatory(role, _unsigned(sender)),),
        facts,
    )


def release_of_pledge(contract: Contract, facts: NoticeFacts) -> Paper:
    """The pledgee's statement that the pledge has ended, on which its registration is cancelled."""
    say, known = contract.say, contract.pledge or PledgeFacts()
    rows = (
        Fact(Words("质押合同编号", "Pledge contract No."), Words(contract.number, contract.number)),
        Fact(Words("质押登记号", "Registration No."), Words(known.registration_number, known.registration_number)),
        Fact(Words("登记日", "Registered on"), day(known.registered_on) if known.registered_on else Words("", "")),
    )
    clauses = (
        Facts(rows),
        say(
            "上列专利权质押所担保的债权因下列原因消灭，质权自{on}起消灭：{why}。",
            "The pledge of the patents identified above has ended with effect from {on}, for this reason: {why}.",
            on=day(facts.on) if facts.on else _BLANK,
            why=as_written(facts.what)
            if facts.what.strip()
            else Words(
                "＿＿＿＿（债务已清偿／质权人放弃质权／质权已实现）", "＿＿＿＿ (debt paid / pledge waived / enforced)"
            ),
        ),
        say(
            "{e}同意办理出质登记的注销，并向{g}返还有关证书和文件。",
            "{e} agrees to the registration being cancelled and returns the certificates and papers to {g}.",
        ),
    )
    return _letter(
        contract,
        Words("专利权质押解除证明", "Release of a Patent Pledge"),
        contract.grantor,
        clauses,
        (
            signatory(contract.grantee_role, _unsigned(contract.grantee)),
            signatory(contract.grantor_role, _unsigned(contract.grantor)),
        ),
        facts,
    )


def _unsigned(party: ContractParty) -> ContractParty:
    """The signature on the terms is not one on this paper."""
    return msgspec.structs.replace(party, signed_by="", signed_on=None)


def _letter(
    contract: Contract,
    name: Words,
    to: ContractParty,
    clauses: tuple[Words | Facts | Table, ...],
    signatures: tuple[Signatory, ...],
    facts: NoticeFacts,
) -> Paper:
    return Paper(
        title=name,
        style=PaperStyle.LETTER,
        number=contract.number,
        opening=(Words(f"致：{to.name.zh}", f"To {to.name.en}:"),),
        dates=(Fact(Words("日期", "Date"), day(facts.on) if facts.on else Words("", "")),),
        facts=(Fact(Words("合同名称", "Contract"), title(contract)), *patent_facts(contract)),
        tables=patent_table(contract),
        articles=(Article(Words("", ""), clauses),),
        signatures=signatures,
        signatures_head=Words("签章", "Signature"),
        fingerprint=contract.terms_hash,
        is_sample=contract.is_sample,
    )


def _price(contract: Contract, facts: NoticeFacts) -> Paper:
    say = contract.say
    enough = facts.on + timedelta(days=PUBLIC_DAYS + 1) if facts.on else None  # the first day does not count
    until = facts.until or enough
    start = day(facts.on) if facts.on else _BLANK
    last = last_day(until) if until else _BLANK
    short = bool(until and enough and until < enough)
    rows = (
        Fact(Words("转化方式", "Kind of deal"), conveyed(contract)),
        Fact(Words("成果完成单位", "Institution"), contract.grantor.name),
        Fact(Words("成果完成人", "Made by")),
        Fact(contract.grantee_role, contract.grantee.name),
        *((Fact(Words("期限", "Term"), period(contract)),) if contract.is_licence else ()),
        Fact(
            Words("定价依据", "Basis of the price"),
            as_written(facts.price_basis) if facts.price_basis else Words("", ""),
        ),
        Fact(Words("与交易对方的关联关系", "Relation to the other side")),
    )
    prices = tuple(clause for clause in price_clauses(contract) if isinstance(clause, Words | Table))
    clauses = (
        say(
            "根据《促进科技成果转化法》第十八条，现将通过协议定价方式转化的下列科技成果名称和拟交易价格予以公示。",
            "Under art. 18 of the Law on Promoting the Transformation of Scientific and Technological Achievements, "
            "the name of the following result and its proposed price, set by agreement, are made public.",
        ),
        Facts(rows),
        say("拟交易价格：", "Proposed price:"),
        *(prices or (Words("无偿", "without consideration"),)),
        say(
            "公示期：自{start}起，至{last}止，不少于{n}日（自公示次日起算）。",
            "Period: from {start} up to and including {last}, not less than {n} days counted from the day after the "
            "first.",
            start=start,
            last=last,
            n=str(PUBLIC_DAYS),
        ),
        say(
            "对上述内容有异议的，请在公示期内以书面形式实名提出，并附有关证据；逾期不予受理。异议受理：{contact}。",
            "Objections are to be raised in writing within the period, with the objector's name and evidence; later "
            "ones are not dealt with. To: {contact}.",
            contact=Words(facts.contact, facts.contact) if facts.contact.strip() else _LONG,
        ),
    )
    warning = Words(f"公示期不足{PUBLIC_DAYS}日。", f"The period is shorter than {PUBLIC_DAYS} days.")
    return Paper(
        title=_TITLES[NoticeKind.PRICE],
        style=PaperStyle.LETTER,
        number=contract.number,
        number_label=Words("编号", "No."),
        facts=patent_facts(contract),
        tables=patent_table(contract),
        articles=(Article(Words("", ""), clauses),),
        signatures=(signatory(Words("公示单位", "Published by"), _unsigned(contract.grantor)),),
        signatures_head=Words("签章", "Signature"),
        fingerprint=contract.terms_hash,
        warnings=(warning,) if short else (),
        is_sample=contract.is_sample,
    )


def _open_licence(contract: Contract, facts: NoticeFacts) -> Iterator[Words | Facts]:
    say = contract.say
    yield say(
        "{e}愿意按照国家知识产权局公告的专利开放许可声明（声明编号：{number}）实施上列专利，"
        "特依照《专利法》第五十一条第一款书面通知{g}。",
        "{e} wishes to work the patent identified above under the announced open licence declaration (No. {number}), "
        "and gives {g} this written notice under Patent Law art. 51(1).",
        number=Words(facts.declaration_number, facts.declaration_number) if facts.declaration_number else _LONG,
    )
    start, sums = contract.terms.start, facts.amount
    yield Facts(
        (
            Fact(Words("拟实施的起始日", "Working from"), day(start)),
            Fact(
                Words("按照公告支付的使用费", "Fee as announced"),
                amount(sums, contract.terms.currency) if sums is not None else Words("", ""),
            ),
            Fact(Words("支付日", "Paid on"), day(facts.due) if facts.due else Words("", "")),
            Fact(Words("联系方式", "Contact"), Words(facts.contact, facts.contact)),
        )
    )
    yield say(
        "使用费的支付凭证随附。书面通知送达且使用费支付后，{e}即取得实施许可；双方均可凭上述凭证办理备案"
        "（《专利法实施细则》第八十七条）。",
        "The proof of payment is enclosed. Once notice is given and the fee paid {e} has the licence; either side may "
        "have it recorded on those proofs (Implementing Regulations of the Patent Law art. 87).",
    )


def _sums(contract: Contract, facts: NoticeFacts) -> Facts:
    sums = facts.amount
    return Facts(
        (
            Fact(
                Words("款项", "For"),
                facts.named or (as_written(facts.what) if facts.what.strip() else Words("", "")),
            ),
            Fact(
                Words("金额", "Amount"),
                amount(sums, contract.terms.currency) if sums is not None else Words("", ""),
            ),
            Fact(Words("到期日", "Due on"), day(facts.due) if facts.due else Words("", "")),
            Fact(Words("收款账户", "Account")),
            Fact(Words("联系方式", "Contact"), Words(facts.contact, facts.contact)),
        )
    )


def _reminder(contract: Contract, facts: NoticeFacts) -> Iterator[Words | Facts]:
    say = contract.say
    yield say(
        "根据双方订立的上述合同，下列款项即将到期，请{e}按期支付。",
        "Under the contract named above the following sum will soon fall due; {e} is asked to pay it in time.",
    )
    yield _sums(contract, facts)
    yield say("已经支付的，请忽略本函并告知付款日期。", "If it has been paid, please disregard this and give the date.")


def _demand(contract: Contract, facts: NoticeFacts) -> Iterator[Words | Facts]:
    say = contract.say
    yield say(
        "根据双方订立的上述合同，下列款项已经到期，{g}至今未收到。",
        "Under the contract named above the following sum has fallen due and {g} has not received it.",
    )
    yield _sums(contract, facts)
    days = str(facts.reply_days) if facts.reply_days is not None else "＿＿＿＿"
    yield say(
        "请{e}自收到本函之日起{days}日内付清欠款，并按照合同约定支付逾期违约金。逾期仍不支付的，"
        "{g}将依照合同和法律追究违约责任{law}，包括要求停止实施、解除合同和提起诉讼。"
        if contract.is_licence
        else "请{e}自收到本函之日起{days}日内付清欠款，并按照合同约定支付逾期违约金。逾期仍不支付的，"
        "{g}将依照合同和法律追究违约责任{law}，包括解除合同和提起诉讼。",
        "{e} is asked to pay it within {days} days of receiving this letter, with the sum agreed for delay. If it "
        "still does not pay, {g} will hold it liable under the contract and the law{law}, "
        + (
            "including by asking it to stop working, ending the contract and suing."
            if contract.is_licence
            else "including by ending the contract and suing."
        ),
        days=days,
        law=Words("（《民法典》第八百七十三条）", " (Civil Code art. 873)"),
    )


def _termination(contract: Contract, facts: NoticeFacts) -> Iterator[Words | Facts]:
    say = contract.say
    yield say(
        "双方于{agreed}就上述合同达成条款。因下列原因，现依照合同约定通知解除该合同：",
        "The parties agreed the terms of the contract named above on {agreed}. For the following reason the contract "
        "is ended by this notice as it provides:",
        agreed=day(contract.agreed_on),
    )
    yield Facts(
        (
            Fact(Words("解除的事由", "Reason"), as_written(facts.what) if facts.what.strip() else Words("", "")),
            Fact(Words("催告日期", "Earlier notice on"), day(facts.due) if facts.due else Words("", "")),
            Fact(Words("联系方式", "Contact"), Words(facts.contact, facts.contact)),
        )
    )
    yield _end_of(contract, facts)
    yield say(
        "到期债务的清偿、资料的交还、保密和争议解决，按照合同的约定办理；已经备案或者登记的，双方及时办理注销。",
        "Sums due, return of documents, confidentiality and disputes are dealt with as the contract provides; what was "
        "recorded or registered is cancelled without delay.",
    )


def _end_of(contract: Contract, facts: NoticeFacts) -> Words:
    """When the contract ends: a notice that gives time to perform ends it on the day it names (Civil Code 565)."""
    say, law = contract.say, Words("（《民法典》第五百六十五条）", " (Civil Code art. 565)")
    if facts.cure_by is not None:
        return say(
            "请在{by}以前（含当日）履行或者改正；届时仍未履行或者改正的，合同自{end}起解除{law}。",
            "Please perform, or put right what is wrong, by {by} at the latest; failing that, the contract ends with "
            "effect from {end}{law}.",
            by=day(facts.cure_by),
            end=day(facts.ends_on or facts.cure_by),
            law=law,
        )
    if facts.ends_on is not None and facts.ends_on != facts.on:
        end = day(facts.ends_on)
        return say("合同自{end}起解除{law}。", "The contract ends with effect from {end}{law}.", end=end, law=law)
    return say("合同自本通知到达之日起解除{law}。", "The contract ends on receipt of this notice{law}.", law=law)
