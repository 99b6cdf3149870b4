"""The worked cases of the rights specification, by number: expected outcome, rules that must fire, and details."""

from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.rights.decision import Decision, Outcome, to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import decode_facts

EXAMPLES = Path(__file__).parents[3] / "examples" / "rights"

ALLOWED, FORMALITY, CONSENTS, UNSURE, FORBIDDEN = Outcome

EXPECTED: dict[str, tuple[Outcome, set[str]]] = {
    "01": (ALLOWED, {"R-CN-40", "R-CN-54"}),
    "02a": (CONSENTS, {"R-CN-40"}),
    "02b": (FORBIDDEN, {"R-CN-40"}),
    "02c": (ALLOWED, {"R-CN-40"}),
    "03": (CONSENTS, {"R-CN-40"}),
    "05": (ALLOWED, set()),
    "07": (ALLOWED, set()),
    "08": (ALLOWED, {"R-CN-75"}),
    "09a": (FORBIDDEN, {"R-CN-50"}),
    "09b": (FORBIDDEN, {"R-CN-50"}),
    "10": (UNSURE, {"R-CN-50"}),
    "12": (FORMALITY, {"R-CN-60"}),
    "13": (FORBIDDEN, {"R-CN-60"}),
    "14a": (ALLOWED, {"R-CN-54"}),
    "14b": (FORBIDDEN, {"R-CN-63"}),
    "16a": (FORBIDDEN, {"R-CN-81"}),
    "16b": (CONSENTS, {"R-CN-81"}),
    "16c": (ALLOWED, {"R-CN-81"}),
    "17": (FORBIDDEN, {"R-CN-83"}),
    "19": (ALLOWED, {"R-CN-54"}),
    "20a": (FORMALITY, {"R-CN-05"}),
    "20b": (FORBIDDEN, {"R-CN-05"}),
    "21a": (FORBIDDEN, {"R-CN-12"}),
    "21b": (ALLOWED, {"R-CN-12"}),
    "22a": (FORBIDDEN, {"R-CN-06"}),
    "22b": (ALLOWED, set()),
    "23": (ALLOWED, {"R-CN-01"}),
    "25a": (CONSENTS, {"R-CN-26", "R-CN-25", "R-CN-22"}),
    "25b": (FORBIDDEN, {"R-CN-22"}),
    "25c": (CONSENTS, {"R-CN-26", "R-CN-22"}),
    "26a": (FORMALITY, {"R-CN-20", "R-CN-21"}),
    "26b": (FORMALITY, {"R-CN-20"}),
    "27": (FORBIDDEN, {"R-CN-27"}),
    "28": (FORMALITY, {"R-CN-28"}),
    "29a": (FORBIDDEN, {"R-CN-09"}),
    "29b": (ALLOWED, {"R-CN-09"}),
    "29c": (FORBIDDEN, {"R-CN-09"}),
    "Sa": (FORBIDDEN, {"R-CN-61"}),
    "Sb": (CONSENTS, {"R-CN-41"}),
    "Sc": (FORMALITY, {"S-05"}),
    "Sd": (FORMALITY, {"R-CN-67", "R-CN-29"}),
    "Sea": (ALLOWED, {"R-CN-62", "R-CN-22"}),
    "Seb": (CONSENTS, {"R-CN-22"}),
    "Sf": (ALLOWED, {"R-CN-22"}),
    "Sg": (FORBIDDEN, {"R-CN-50", "R-CN-56"}),
}

NO_PACK = ("31a", "31b", "31c", "33", "34a", "34b", "35", "37a", "37b", "39", "41")


def answer(name: str) -> Decision:
    return decide(decode_facts((EXAMPLES / f"case-{name}.json").read_bytes()))


@pytest.mark.parametrize("name", EXPECTED)
def test_case(name):
    outcome, rules = EXPECTED[name]
    decision = answer(name)
    assert decision.outcome is outcome, to_json(decision)
    assert rules <= {one.rule for one in decision.findings}
    assert (decision.pack, bool(decision.pack_version)) == ("CN", True)


@pytest.mark.parametrize("name", NO_PACK)
def test_case_of_an_office_without_pack(name):
    decision = answer(name)
    assert decision.outcome is UNSURE
    assert [one.rule for one in decision.findings] == ["NO_PACK"]
    assert decision.pack is None


def test_every_example_is_expected():
    assert {path.stem.removeprefix("case-") for path in EXAMPLES.glob("*.json")} == {*EXPECTED, *NO_PACK}


def finding(name: str, rule: str, index: int = 0):
    return [one for one in answer(name).findings if one.rule == rule][index]


def test_01_royalties_are_shared_and_the_licence_recorded():
    assert finding("01", "R-CN-40").requirement == "pay"
    record = finding("01", "R-CN-54")
    assert (record.requirement, record.listed, record.deadline) == ("record", True, date(2026, 5, 4))


def test_03_names_the_co_owner():
    assert finding("03", "R-CN-40").who == "B"
    assert [one.kind for one in answer("03").alternatives] == ["ordinary_licence"]


def test_09_carve_out_lies_outside_the_earlier_field():
    assert answer("09a").carve_out == ()
    assert "A61K" in finding("09a", "R-CN-50").cure.en
    (box,) = answer("09b").carve_out
    assert (box.fields, box.fields_except) == (("ALL",), ("A61K",))


def test_10_carve_out_excepts_the_subgroup_that_may_overlap():
    (box,) = answer("10").carve_out
    assert (box.fields, box.fields_except) == (("G06F 3/041",), ("G06F 3/01",))


def test_16_proceeds_prepay_or_are_deposited():
    assert finding("16b", "R-CN-81").who == "bank"
    assert finding("16b", "R-CN-81", 1).code == "PREPAY_OR_DEPOSIT"
    assert finding("16c", "R-CN-81").satisfied


def test_17_second_pledge_is_not_created():
    assert finding("17", "R-CN-83").effect_if_missing == "not_created"


def test_19_make_up_working_day_is_a_day_of_rest():
    record = finding("19", "R-CN-54")
    assert record.deadline == date(2026, 3, 2)
    assert "2026-02-28" in record.cure.en


def test_20_deadline_moves_past_the_holiday():
    assert finding("20a", "R-CN-05").deadline == date(2024, 6, 11)


def test_21_the_licence_ends_with_the_right():
    clip = finding("21b", "R-CN-12")
    assert (clip.effect_if_missing, clip.deadline) == ("clipped", date(2028, 3, 10))


def test_23_use_of_a_design_is_an_empty_object():
    assert finding("23", "R-CN-01").code == "ACT_OUTSIDE_RIGHT"
    assert answer("23").carve_out == ()


def test_25_no_outward_review_for_free_technology():
    assert "R-CN-25" not in {one.rule for one in answer("25c").findings}


def test_sd_taken_licence_goes_on():
    assert finding("Sd", "R-CN-29").conflicting_grant == "L1"


def test_sg_recordal_is_refused_besides():
    assert finding("Sg", "R-CN-56").effect_if_missing == "unregistrable"


@pytest.mark.parametrize("name", [*EXPECTED, *NO_PACK])
def test_json_form_and_words(name):
    plain = to_json(answer(name))
    assert list(plain) == ["outcome", "findings", "carve_out", "alternatives", "pack", "pack_version"]
    for one in plain["findings"]:
        assert {"rule", "outcome", "basis", "requirement", "who", "deadline", "effect_if_missing"} <= set(one)
        assert one["why"]["zh"].endswith("。")
        assert one["why"]["en"].endswith(".")
        assert one["basis"] or one["rule"] == "NO_PACK"
        if one["outcome"] != "ALLOWED":
            assert not one["listed"]
