"""Clauses that decide money or the life of a contract: that they say what the law and the reckoning say."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from patentfair.adapters.documents import papers
from patentfair.adapters.documents.contract import Contract, ContractParty, ContractPatent
from patentfair.adapters.documents.notices import NoticeFacts, NoticeKind
from patentfair.adapters.documents.paper import laid_out
from patentfair.domain.market.kinds import kind_of
from patentfair.domain.market.terms import DealKind, Terms

PATENT = ContractPatent(
    patent_number="ZL 202010912345.6",
    title_zh="换热装置（示例）",
    title_en="Heat exchanger (sample)",
    filing=date(2020, 3, 10),
    granted_on=date(2022, 5, 6),
    term_end=date(2040, 3, 10),
    right_type="invention",
)
TERMS = Terms(
    kind=DealKind.EXCLUSIVE,
    patents=("CN1B",),
    start=date(2026, 11, 1),
    end=date(2036, 11, 1),
    upfront=Decimal(300_000),
    royalty_base="净销售额",
    royalty_percent=Decimal(3),
    minimum_yearly=Decimal(20_000),
    pilot_fee=Decimal(500),
)
DEAL = Contract(
    number="PF-2026-000012",
    terms=TERMS,
    terms_hash="0" * 64,
    patents=(PATENT,),
    grantor=ContractParty(name_zh="晴川理工大学（示例）", name_en="Qingchuan University (sample)"),
    grantee=ContractParty(name_zh="辽运重工（示例）", name_en="Liaoyun Heavy Industry (sample)"),
    agreed_on=date(2026, 10, 18),
)
ON = date(2026, 11, 22)


def text(paper) -> str:
    return json.dumps(laid_out(paper), ensure_ascii=False)


def of(kind: DealKind, **changed) -> str:
    return text(
        papers.contract(msgspec.structs.replace(DEAL, terms=msgspec.structs.replace(TERMS, kind=kind, **changed)))
    )


def test_an_open_licence_takes_effect_by_notice_and_payment_and_not_by_two_signatures():
    said = of(DealKind.OPEN, pilot_fee=Decimal(0))
    assert "书面通知送达许可方" in said
    assert "第五十一条第一款" in said
    assert "自双方签字或者盖章之日起生效" not in said
    assert "入门费由被许可方在发出书面通知时" in said
    assert "自双方签字或者盖章之日起生效" in of(DealKind.ORDINARY)


@pytest.mark.parametrize("kind", [kind for kind in DealKind if kind is not DealKind.PLEDGE])
def test_a_late_debtor_may_be_left_after_a_warning_alone(kind):
    said = of(kind)
    assert "第五百六十三条" in said
    assert "迟延履行主要债务" in said
    assert " paid as a rule not" not in said.replace("paid are as a rule not", "").replace("paid is as a rule not", "")


def test_the_minimum_is_of_a_licence_year_and_by_days_in_the_last():
    said = of(DealKind.EXCLUSIVE)
    assert "每许可年度最低提成：人民币20,000元（大写：人民币贰万元整）" in said
    assert "按日折算" in said
    assert "before the trial begins, within" not in said


def test_a_notice_that_gives_time_ends_the_contract_on_the_day_it_names():
    facts = NoticeFacts(on=ON, what="入门费逾期未付", cure_by=date(2026, 12, 22), ends_on=date(2026, 12, 22))
    said = text(papers.notice(NoticeKind.TERMINATION, DEAL, facts))
    assert "请在2026年12月22日以前（含当日）履行或者改正" in said
    assert "第五百六十五条" in said
    assert "自本通知到达之日起解除" not in said
    assert "自本通知到达之日起解除" in text(
        papers.notice(NoticeKind.TERMINATION, DEAL, NoticeFacts(on=ON, what="到期"))
    )


def test_the_sides_of_a_sub_licence_are_called_the_same_everywhere():
    assert kind_of(DealKind.SUB_LICENCE).grantee.zh in of(DealKind.SUB_LICENCE)
