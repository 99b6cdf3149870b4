"""The worked cases of the rights specification, by number: expected outcome, rules that must fire, and details."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from patentfair.domain.rights.decision import ROLES, Decision, Effect, Outcome, Requirement, to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import Facts, decode_facts

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
    "31a": (ALLOWED, {"R-US-06"}),
    "31b": (FORBIDDEN, {"R-US-06"}),
    "31c": (UNSURE, {"R-US-06"}),
    "31d": (ALLOWED, {"R-US-06"}),
    "33": (FORBIDDEN, {"R-US-07"}),
    "33b": (ALLOWED, {"R-US-07"}),
    "34a": (FORMALITY, {"R-EP-01"}),
    "34b": (ALLOWED, {"R-GB-01", "R-GB-03"}),
    "35": (UNSURE, {"R-UP-02"}),
    "37a": (FORBIDDEN, {"R-DE-03"}),
    "37b": (FORMALITY, {"R-DE-03"}),
    "39": (FORBIDDEN, {"R-GB-05"}),
    "39a": (FORMALITY, {"R-GB-05"}),
    "39b": (CONSENTS, {"R-GB-05"}),
    "41": (ALLOWED, {"R-JP-02", "R-JP-04", "R-JP-05"}),
    "41a": (FORBIDDEN, {"R-JP-02"}),
    "41b": (UNSURE, {"R-JP-05"}),
}
PACK = {"31": "US", "33": "US", "34a": "EP", "34b": "GB", "35": "UP", "37": "DE", "39": "GB", "41": "JP"}


NAMES = sorted(path.stem.removeprefix("case-") for path in EXAMPLES.glob("*.json"))


def facts_of(name: str) -> Facts:
    return decode_facts((EXAMPLES / f"case-{name}.json").read_bytes())


def answer(name: str) -> Decision:
    return decide(facts_of(name))


@pytest.mark.parametrize("name", EXPECTED)
def test_case(name):
    outcome, rules = EXPECTED[name]
    decision = answer(name)
    assert decision.outcome is outcome, to_json(decision)
    assert rules <= {one.rule for one in decision.findings}
    pack = PACK.get(name) or PACK.get(name[:2]) or "CN"
    assert (decision.pack, bool(decision.pack_version)) == (pack, True)


@pytest.mark.parametrize("name", ["05", "33", "41"])
@pytest.mark.parametrize("office", ["FR", "IT", "WO"])
def test_an_office_without_a_pack_is_not_judged(name, office):
    facts = facts_of(name)
    decision = decide(msgspec.structs.replace(facts, right=msgspec.structs.replace(facts.right, office=office)))
    assert decision.outcome is UNSURE
    assert [(one.rule, one.requirement) for one in decision.findings] == [("NO_PACK", "fact")]
    assert office in decision.findings[0].why.en
    assert (decision.pack, decision.carve_out, decision.alternatives) == (None, None, ())


def test_every_example_is_expected():
    assert sorted(EXPECTED) == NAMES


def test_no_two_cases_hold_the_same_facts():
    held = [msgspec.json.encode(facts_of(name)) for name in NAMES]
    assert len(set(held)) == len(held)


def test_the_right_of_a_case_is_named_after_its_office():
    for name in NAMES:
        right = facts_of(name).right
        assert right.id.startswith(right.office), name


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


def test_31_the_fee_is_due_in_the_grace_period_and_the_right_ends_with_it():
    for name in ("31a", "31b"):
        fee = finding(name, "R-US-06")
        assert (fee.requirement, fee.deadline, fee.effect_if_missing) == ("pay", date(2023, 3, 12), "void")
    assert finding("31a", "R-US-06").listed
    assert finding("31c", "R-US-06").requirement == "fact"


def test_33_sold_alone_it_cannot_be_enforced_and_both_can_be_sold():
    alone = finding("33", "R-US-07")
    assert (alone.effect_if_missing, alone.verified) == ("unenforceable", "V2")
    assert "US-2" in alone.cure.en
    assert finding("33b", "R-US-07").satisfied


def test_34_one_signature_is_too_few_for_an_application_and_enough_in_britain():
    form = finding("34a", "R-EP-01")
    assert (form.requirement, form.effect_if_missing) == ("form", "title_does_not_pass")
    assert finding("34b", "R-GB-01").listed


def test_35_the_law_of_the_first_applicant_not_of_the_owner():
    governed = finding("35", "R-UP-02")
    assert re.search(r"France|French|\bFR\b", governed.why.en), governed.why.en


def test_37_only_a_registered_exclusive_licence_bars_the_statement():
    barred = finding("37a", "R-DE-03", 1)
    assert (barred.effect_if_missing, barred.conflicting_grant) == ("unregistrable", "L1")
    breach = finding("37b", "R-DE-03", 1)
    assert (breach.effect_if_missing, breach.listed) == ("breach", True)


def test_39_every_licensee_agrees_and_the_fees_are_paid_back():
    assert finding("39", "R-GB-05").conflicting_grant == "L1"
    assert "pay" in {one.requirement for one in answer("39a").findings}


def test_41_no_exclusive_licence_without_the_register():
    assert finding("41", "R-JP-05").effect_if_missing == "not_created"
    assert finding("41", "R-JP-02").effect_if_missing == "breach"
    assert finding("41a", "R-JP-02").outcome is FORBIDDEN


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_reads_as_law(name):
    """Both languages, an article, and only words of the published lists."""
    plain = to_json(answer(name))
    assert list(plain) == ["outcome", "findings", "carve_out", "alternatives", "pack", "pack_version"]
    known = {*ROLES, *(party.id for party in facts_of(name).parties), *parties_of_grants(name)}
    assert plain["findings"]
    for one in plain["findings"]:
        assert {"rule", "outcome", "basis", "requirement", "who", "deadline", "effect_if_missing"} <= set(one)
        assert one["why"]["zh"].endswith("。")
        assert one["why"]["en"].endswith(".")
        assert chinese(one["why"]["zh"]) and not chinese(one["why"]["en"])  # noqa: PT018
        if one["cure"] is not None:
            assert chinese(one["cure"]["zh"]) and not chinese(one["cure"]["en"])  # noqa: PT018
        assert one["basis"]
        assert one["effect_if_missing"] in {None, *get_args(Effect)}
        assert one["requirement"] in {None, *get_args(Requirement)}
        assert one["who"] is None or set(one["who"].split(", ")) <= known, one["who"]
        if one["outcome"] != "ALLOWED":
            assert not one["listed"]


def parties_of_grants(name: str) -> set[str]:
    facts = facts_of(name)
    named = {grant.grantee for grant in facts.grants or ()} | {grant.grantor for grant in facts.grants or ()}
    named |= {burden.holder for burden in facts.encumbrances or ()} | {one.owner for one in facts.interests or ()}
    named |= {funding.agency for funding in facts.funding or ()}
    return {one for one in named if one}


def chinese(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]", text) is not None
