from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.matching.profile import Target
from patentfair.domain.matching.reason import ReasonCode
from patentfair.domain.matching.targets import compare_targets, meets

COMPARATOR = st.sampled_from(["<=", ">=", "=", "<", ">", "between"])
LENGTH = st.sampled_from(["mm", "cm", "m", "微米", "km"])


@st.composite
def targets(draw: st.DrawFn, unit: st.SearchStrategy[str] = LENGTH) -> Target:
    comparator = draw(COMPARATOR)
    value = draw(st.integers(-50, 50)) / 2
    high = value + draw(st.integers(0, 20)) / 2 if comparator == "between" else None
    return Target("厚度", comparator, value, high, draw(unit))


@settings(deadline=None)
@given(targets())
def test_what_is_asked_meets_itself(target: Target) -> None:
    assert meets(target, target) is True


@settings(deadline=None)
@given(targets(), targets(), st.integers(-60, 60))
def test_a_verdict_holds_for_every_value(wanted: Target, stated: Target, quarter: int) -> None:
    verdict = meets(wanted, stated)
    value = Target("厚度", "=", quarter / 2, None, stated.unit)
    if meets(stated, value) and verdict is not None:
        assert meets(wanted, value) is verdict


def test_units_are_compared() -> None:
    assert meets(Target("t", "<=", 5, None, "mm"), Target("t", "=", 0.5, None, "cm")) is True
    assert meets(Target("t", "<", 5, None, "mm"), Target("t", "=", 0.5, None, "cm")) is False
    assert meets(Target("t", ">=", 300, None, "Wh/kg"), Target("t", ">=", 0.35, None, "kWh/kg")) is True
    assert meets(Target("t", ">=", 0, None, "℃"), Target("t", "=", 273.15, None, "K")) is True
    assert meets(Target("t", ">=", 300, None, "W"), Target("t", "=", 400, None, "V")) is None
    assert meets(Target("t", ">=", 600, None, "次"), Target("t", ">=", 500, None, "cycles")) is None
    assert meets(Target("t", ">=", 3, None, "grommets"), Target("t", "=", 4, None, "Grommets")) is True


def test_reasons_name_both_figures() -> None:
    wanted = (Target("能量密度", ">=", 300, None, "Wh/kg"), Target("寿命", ">=", 1000, None, "次"))
    met, unknown = compare_targets(wanted, (Target("电池能量密度", "=", 320, None, "Wh/kg"),))
    assert met.code is ReasonCode.TARGET_MET
    assert "≥ 300 Wh/kg" in met.words.zh
    assert "320 Wh/kg" in met.words.en
    assert unknown.code is ReasonCode.TARGET_UNKNOWN
    assert unknown.weight == 0
