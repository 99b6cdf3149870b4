from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.money import Money
from patentfair.domain.matching.clarity import clarity
from patentfair.domain.matching.feedback import NotAFit
from patentfair.domain.matching.match import class_overlap, match
from patentfair.domain.matching.profile import NeedProfile, SupplyProfile, Target
from patentfair.domain.matching.telling_terms import need_terms, telling_terms
from patentfair.domain.patents.record import TextIn

NEED = NeedProfile(
    id="n1",
    title=(TextIn("zh", "提高锂离子电池低温性能"),),
    problem=(TextIn("zh", "电池在零下20℃时容量衰减，需要新的电解液。Electrolytes must not freeze."),),
    classes=("H01M 10/0569",),
    fields=(1,),
    region="CN-21",
    maturity_min=5,
    kinds=("exclusive", "ordinary"),
    budget=(None, Money(Decimal(500_000))),
    targets=(Target("工作温度", "<=", -20, None, "℃"),),
)
SUPPLY = SupplyProfile(
    id="p1",
    number="CN1",
    title=(TextIn("zh", "一种鋰離子電池低溫电解液"),),
    body=(TextIn("en", "An electrolyte which works in the cold."),),
    classes=("H01M 10/0525",),
    fields=(1, 3),
    region="CN-21",
    maturity=6,
    kinds=("ordinary",),
    price=Money(Decimal(300_000)),
    status="in_force",
    right_end=date(2035, 1, 1),
    numbers_claimed=(Target("工作温度", "<=", -40, None, "℃"),),
)
IDF = {"锂离子": 4.0, "电池": 3.0, "低温": 3.0, "电解液": 3.5, "electrolyt": 3.5, "衰减": 3.0}


def test_reasons_a_person_can_check() -> None:
    other = SupplyProfile(id="p2", title=(TextIn("en", "A chair"),), classes=("A47C 1/00",))
    best, last = match(NEED, [(other, 1.0), (SUPPLY, 9.0)], IDF, today=date(2025, 1, 1))
    assert (best.candidate, last.candidate) == ("p1", "p2")
    assert [reason.code.value for reason in best.reasons] == [
        "shared_terms", "shared_classes", "same_field", "target_met", "same_region", "maturity_enough", "terms_fit",
        "price_in_budget", "life_left",
    ]  # fmt: skip
    assert best.misfits == ()
    assert best.reasons[0].terms == ("锂离子", "electrolyt", "电解液", "低温", "电池")
    assert "Electrolytes" in best.reasons[0].words.en
    assert best.reasons[1].words.en == "Classes in both: H01M 10/00."
    assert 0 < last.relevance < best.relevance < 1
    assert best.score == sum(reason.weight for reason in best.reasons)


def test_misfits_stand_beside_the_score() -> None:
    dear = msgspec.structs.replace(
        SUPPLY, id="p3", price=Money(Decimal(900_000)), maturity=2, kinds=("sale",), status="lapsed", region="",
        numbers_claimed=(Target("工作温度", ">=", 0, None, "℃"),),
    )  # fmt: skip
    first, second = match(NEED, [(dear, 9.0), (SUPPLY, 9.0)], IDF)
    assert first.score == second.score
    assert first.relevance == second.relevance
    assert [reason.code.value for reason in second.misfits] == [
        "target_missed", "too_early", "terms_differ", "over_budget", "not_in_force",
    ]  # fmt: skip
    assert all(reason.words.zh and reason.words.en for reason in (*second.misfits, *first.reasons))


def test_relevance_runs_from_nothing_in_common_to_all() -> None:
    def relevances(*scores: float, classes: tuple[str, ...] = ()) -> list[float]:
        supplies = [(SupplyProfile(id=f"{i}", classes=classes), score) for i, score in enumerate(scores)]
        return [found.relevance for found in match(NEED, supplies, IDF)]

    fullest = 2.2 * sum(IDF.values())
    assert relevances(fullest, 0.0) == pytest.approx([1, 0])
    assert relevances(fullest, fullest / 2) == pytest.approx([1, 0.5])
    assert relevances(fullest / 4) == pytest.approx([0.25])
    assert relevances(fullest, classes=NEED.classes) == pytest.approx([1])
    assert relevances(0.0, 0.0) == [0, 0]


def test_words_shown_are_the_readers() -> None:
    need = NeedProfile(
        id="n", title=(TextIn("zh", "低温下锂离子电池柜"), TextIn("en", "Lithium batteries in the cold"))
    )
    supply = SupplyProfile(id="p", title=(TextIn("zh", "低温锂离子电池柜"), TextIn("en", "A cold lithium battery")))
    idf = {"锂离子": 4.0, "离子": 4.0, "电池": 3.0, "低温": 3.0, "cold": 1.0, "lithium": 2.0}
    (found,) = match(need, [(supply, 1.0)], idf)
    assert found.reasons[0].words.zh == "共同的词：锂离子、低温、电池、Lithium、cold。"


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), max_size=20), st.integers(0, 25))
def test_order_follows_the_lexical_score(scores: list[int], most: int) -> None:
    bare = NeedProfile(id="n", title=(TextIn("en", "chair"),))
    found = match(bare, [(SupplyProfile(id=f"{i:03}"), score) for i, score in enumerate(scores)], {}, most=most)
    assert len(found) == min(most, len(scores))
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert [m.relevance for m in found] == sorted((m.relevance for m in found), reverse=True)
    assert all(0 <= m.relevance <= 1 for m in found)
    assert (
        [scores[int(m.candidate)] for m in found] == sorted(scores, reverse=True)[:most]
        or len(set(scores)) == 1
        or (max(scores) - min(scores) <= 1e-6 * max(scores))
    )


def test_class_overlap_goes_by_levels() -> None:
    assert class_overlap(("H01M 10/0569",), ("H01M 10/0569",)) == 1
    assert class_overlap(("H01M 10/0569",), ("H01M 10/0525",)) == 0.8
    assert class_overlap(("H01M 10/0569",), ("H02J 7/00",)) == 0.2
    assert class_overlap(("H01M 10/0569",), ("A61K 31/00",)) == 0
    assert class_overlap((), ("A61K 31/00",)) == 0


def test_telling_terms() -> None:
    frequency = {"batteri": 50, "freez": 5, "new": 10, "electrolyt": 20, "electrod": 20, "20": 3}
    weights = telling_terms(
        [TextIn("en", "We need a new battery electrode that does not freeze 20")],
        frequency,
        1000,
        title=[TextIn("en", "Electrolyte")],
    )
    assert list(weights) == ["electrolyt", "freez", "electrod", "batteri"]
    assert len(telling_terms([TextIn("en", "battery freeze")], frequency, 1000, most=1)) == 1
    assert telling_terms([TextIn("en", "battery")], {}, 0) == {}


def test_what_is_too_short_tells_nothing() -> None:
    frequency = dict.fromkeys(("柜", "电池", "uv", "led", "5mm"), 5)
    assert set(telling_terms([TextIn("zh", "柜 电池 uv led 5 mm")], frequency, 1000)) == {"电池", "led", "5mm"}


def test_the_own_language_leads() -> None:
    frequency = dict.fromkeys(("电池", "ptc", "batteri", "heater"), 5)
    title = [TextIn("zh", "电池PTC"), TextIn("en", "Battery PTC heater")]
    weights = need_terms(title, [], frequency, 1000)
    assert weights["电池"] == weights["ptc"] == 2 * weights["batteri"] == 2 * weights["heater"]
    assert need_terms(title[::-1], [], frequency, 1000)["batteri"] == weights["电池"]
    plain = need_terms([TextIn("", "电池")], [TextIn("en", "heater")], frequency, 1000)
    assert plain["heater"] < plain["电池"]


def test_clarity_says_what_is_missing() -> None:
    nothing = clarity()
    assert nothing.score == 0
    assert len(nothing.missing) == 9
    everything = clarity(
        problem="电池在零下20℃时容量衰减超过一半，冬季车辆无法启动，造成停运",
        present_way="加热",
        targets=NEED.targets,
        constraints="成本不超过10%",
        budget=NEED.budget,
        deadline=date(2026, 1, 1),
        region="CN-21",
        fields=(1,),
    )
    assert everything == type(everything)(100, ())
    assert clarity(problem="电池", targets=(Target("寿命", ">=", 5),)).score == 15


def test_every_feedback_code_has_words() -> None:
    assert all(code.label.zh and code.label.en for code in NotAFit)
