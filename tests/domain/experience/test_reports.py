"""Drafts from a deal's facts, what they must not tell, tags, and who is credited."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.experience.draft import TEXTS, DealEnd, DealFacts, amounts_in, drafted, names_in
from patentfair.domain.experience.reuse import PAIR_MOST, Reuse, credited, pairs
from patentfair.domain.experience.situation import FACETS, Facet, check_tags, region_of
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.regions import PROVINCES

FACTS = DealFacts(
    kind=Words("普通许可", "Ordinary licence"),
    end=DealEnd.SIGNED,
    field=Words("光学", "Optics"),
    days_to_answer=2,
    days_to_signature=41,
    rounds=3,
    checks=1,
    is_recorded=True,
)


def test_a_deal_that_was_signed():
    zh, en = drafted(FACTS, "zh"), drafted(FACTS, "en")
    assert set(zh) == set(en) == set(TEXTS)
    assert zh["title"] == "光学领域一项普通许可：如何谈成"
    assert en["title"] == "An ordinary licence in optics: how it was agreed"
    assert zh["took"].startswith(
        "首次联系到答复用时 2 天；首次联系到双方签署用时 41 天；条款清单共 3 个版本；法律核对 1 次"
    )
    assert en["took"].endswith("3 versions of the terms; the law was asked 1 time.")
    assert en["worked"] == "Both sides signed; the contract was recorded or registered."
    assert zh["failed"] == zh["next_time"] == ""


def test_a_deal_that_came_to_nothing_says_why():
    facts = DealFacts(
        kind=FACTS.kind, end=DealEnd.DECLINED, days_to_end=9, reason=Words("价格不合适", "Price"), messages=1
    )
    en = drafted(facts, "en")
    assert en["failed"] == "The talks ended without a deal; reason: price."
    assert en["worked"] == ""
    assert drafted(facts, "zh")["failed"] == "洽谈没有成交即告结束；原因：价格不合适。"


def test_names_are_found_however_they_are_set():
    names = ["辽耘重型机械股份有限公司（示例）", "Liaoyun Heavy Machinery Co., Ltd. (sample)"]
    assert names_in(["与辽耘重型机械 股份有限公司洽谈"], names) == names[0]
    assert names_in(["talks with LIAOYUN heavy machinery Co., Ltd. went on"], names) == names[1]
    assert names_in(["与一家重型机械企业洽谈"], names) == ""


@pytest.mark.parametrize("text", ["入门费300000元", "300,000 yuan", "首付 30 万元", "30万"])
def test_amounts_of_the_contract_are_found(text):
    assert amounts_in([text], [Decimal("300000.00")]) == Decimal(300_000)


@pytest.mark.parametrize("text", ["用了 30 天", "1300000", "3000001", "130万", "300000.5"])
def test_other_figures_are_left_alone(text):
    assert amounts_in([text], [Decimal(300_000)]) is None


def test_tags_are_those_of_the_list():
    tags = {"outcome": ["failed"], "obstacle": ["price", "trust", "price"], "field": ["9"]}
    assert check_tags(tags) == {"outcome": ["failed"], "obstacle": ["price", "trust"], "field": ["9"]}
    for wrong, field in (
        ({"outcome": ["failed"], "field": ["36"]}, "field"),
        ({"outcome": ["worked", "failed"]}, "outcome"),
        ({"outcome": ["worked"], "deal": ["ordinary", "sole"]}, "deal"),
        ({"outcome": ["worked"], "colour": ["red"]}, "colour"),
        ({"obstacle": ["price"]}, "outcome"),
    ):
        with pytest.raises(Invalid) as refused:
            check_tags(wrong)
        assert refused.value.data["field"] == field


def test_every_province_of_the_mainland_has_its_kind_of_region():
    found = {code: region_of(code) for code in PROVINCES}
    assert set(found.values()) - {""} == set(FACETS[Facet.REGION])
    assert {code for code, kind in found.items() if not kind} == {"71", "81", "82"} & set(PROVINCES)


reuses = st.lists(st.builds(Reuse, st.integers(0, 4), st.integers(0, 4)), max_size=40)


@given(reuses)
def test_credit_is_never_more_than_what_others_used(found):
    counts = credited(found)
    for author, n in counts.items():
        assert n <= sum(1 for one in found if one.author == author != one.reuser)
    for (author, reuser), (n, back) in pairs(found).items():
        assert pairs(found).get((reuser, author), (0, n))[1] == n
        assert n == sum(1 for one in found if (one.author, one.reuser) == (author, reuser))
        assert back == sum(1 for one in found if (one.author, one.reuser) == (reuser, author))


def test_returned_favours_count_twice_at_most():
    favours = [Reuse("a", "b")] * 9 + [Reuse("b", "a")] * 5 + [Reuse("a", "c")] * 4 + [Reuse("c", "c")] * 3
    assert credited(favours) == {"a": PAIR_MOST + 4, "b": PAIR_MOST}
