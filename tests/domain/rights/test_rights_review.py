"""What a patent lawyer's unseen cases showed: each test names the rule, and the case where it came from."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights.decision import ROLES, Decision, Outcome
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import (
    Approval,
    Claim,
    Consent,
    Context,
    Encumbrance,
    Facts,
    Fee,
    Funding,
    Grant,
    Interest,
    Party,
    PriceNotice,
    Right,
    TermAdjustment,
    Transaction,
    decode_facts,
)
from patentfair.domain.rights.scope import Box

EXAMPLES = Path(__file__).parents[3] / "examples" / "rights"
TODAY = date(2026, 2, 2)
ALLOWED, FORMALITY, CONSENTS, UNSURE, FORBIDDEN = Outcome

RIGHT = Right(
    office="CN",
    right_type="invention",
    stage="granted",
    published=True,
    filing=date(2020, 3, 10),
    grant=date(2023, 5, 9),
    fees=(),
    secrecy="none",
    same_day_pair="none",
    invalidity_pending=False,
    service_invention=False,
    technology="free",
    key_core_technology=False,
)
DESIGN = msgspec.structs.replace(RIGHT, right_type="design", filing=date(2022, 3, 10), grant=date(2022, 11, 1))
MODEL = msgspec.structs.replace(DESIGN, right_type="utility_model", evaluation_report="positive")
OLD = msgspec.structs.replace(RIGHT, filing=date(2006, 1, 1), grant=date(2009, 1, 1))
SOLE_OWNER = (Interest(owner="A", share="1/1", registered=True, agreement=()),)
HALVES = tuple(Interest(owner=name, share="1/2", registered=True, agreement=()) for name in ("A", "B"))


def change(value, **changes):
    return msgspec.structs.replace(value, **changes)


def ask(kind="ordinary_licence", *, right=RIGHT, seat="CN", owner="company", owner_seat="CN", **given) -> Decision:
    top = {name: given.pop(name) for name in ("grants", "encumbrances", "interests", "funding") if name in given}
    transaction = {"grantors": ("A",), "grantee": "C", "written": True, **given}
    return decide(
        Facts(
            right=right,
            transaction=Transaction(kind=kind, **transaction),
            context=Context(as_of=TODAY),
            parties=(
                Party(id="A", kind=owner, seat=owner_seat),
                Party(id="B", kind="company", seat="CN"),
                Party(id="C", kind="company", seat=seat),
            ),
            **{"grants": (), "encumbrances": (), "interests": SOLE_OWNER, "funding": (), **top},
        )
    )


def found(decision, rule, index=0):
    return [one for one in decision.findings if one.rule == rule][index]


def rules(decision):
    return {one.rule for one in decision.findings}


def codes(decision):
    return {one.code for one in decision.findings}


def earlier(kind="exclusive", **changes):
    return Grant(**{"id": "g", "kind": kind, "grantor": "A", "grantee": "B", "effective": date(2025, 1, 1), **changes})


# Co-owners


@pytest.mark.parametrize(
    "kind", ["exclusive_licence", "sole_licence", "assignment", "share_assignment", "pledge", "waiver"]
)
def test_half_a_title_is_not_all_of_it(kind):
    decision = ask(kind, interests=HALVES[:1], debt_until=date(2030, 1, 1))
    assert decision.outcome is UNSURE
    assert found(decision, "R-CN-40").requirement == "fact"
    assert ask(kind, interests=HALVES[:1], debt_until=date(2030, 1, 1), done=True).outcome is UNSURE


def test_half_a_title_and_open_licence():
    decision = ask("open_licence_declaration", interests=HALVES[:1], grantee=None)
    assert decision.outcome is UNSURE
    assert "R-CN-41" in rules(decision)


def test_half_a_title_may_license_alone_unless_the_agreement_is_unknown():
    assert ask(interests=HALVES[:1]).outcome is ALLOWED
    assert "SHARE_ROYALTY" in codes(ask(interests=HALVES[:1]))
    assert ask(interests=(change(HALVES[0], agreement=None),)).outcome is UNSURE
    assert ask(interests=(change(HALVES[0], agreement=("no_solo_licence",)),)).outcome is UNSURE


def test_shares_not_stated_or_whole_say_nothing_of_others():
    assert ask("exclusive_licence", interests=(change(HALVES[0], share=None),)).outcome is ALLOWED
    thirds = tuple(Interest(owner=n, share="1/3", registered=True, agreement=()) for n in "ABD")
    assert "R-CN-40" not in rules(ask("exclusive_licence", interests=thirds, grantors=("A", "B", "D")))
    assert ask("exclusive_licence", interests=thirds[:2], grantors=("A", "B")).outcome is UNSURE
    solo = (change(HALVES[0], agreement=("solo_exclusive_licence",)),)
    assert ask("exclusive_licence", interests=solo).outcome is ALLOWED


def test_a_co_owner_sells_its_share():
    decision = ask("share_assignment", interests=HALVES)
    assert decision.outcome is CONSENTS
    assert found(decision, "R-CN-40").who == "B"
    assert "份额" in found(decision, "R-CN-40").why.zh
    assert "份额" in found(decision, "R-CN-20").why.zh
    given = (Consent(party="B", answer="given"),)
    assert ask("share_assignment", interests=HALVES, consents=given).outcome is FORMALITY
    assert ask("share_assignment", interests=HALVES, grantee="B").outcome is FORMALITY
    assert ask("share_assignment", interests=HALVES, grantors=("C",), grantee="B").outcome is FORBIDDEN


# Across the border


def test_exclusive_sub_licence_abroad():
    head = earlier(sublicensable=True)
    sub = {"grantors": ("B",), "parent": "g", "licence_kind": "exclusive", "grants": (head,), "seat": "US"}
    funded = (Funding(agency="MOST", subject_invention=True),)
    decision = ask("sub_licence", funding=funded, **sub)
    assert (decision.outcome, found(decision, "R-CN-26").who) == (CONSENTS, "MOST")
    assert ask("sub_licence", funding=funded, **{**sub, "licence_kind": "sole"}).outcome is ALLOWED
    restricted = change(RIGHT, technology="restricted")
    assert "R-CN-25" in rules(ask("sub_licence", right=restricted, **sub))
    assert "R-CN-25" not in rules(ask("sub_licence", right=restricted, **{**sub, "licence_kind": "unspecified"}))


def test_import_licence():
    restricted = change(RIGHT, technology_import="restricted")
    decision = ask(right=restricted, owner_seat="US")
    assert (decision.outcome, found(decision, "R-CN-22").effect_if_missing) == (CONSENTS, "not_effective")
    wrong = (Approval(kind="export_licence", answer="given"),)
    assert ask(right=restricted, owner_seat="US", approvals=wrong).outcome is CONSENTS
    right = (Approval(kind="import_licence", answer="given"),)
    assert ask(right=restricted, owner_seat="US", approvals=right).outcome is ALLOWED


def test_owner_hears_of_export_rules_before_opening():
    decision = ask("open_licence_declaration", right=change(RIGHT, technology="restricted"), grantee=None)
    assert (decision.outcome, found(decision, "R-CN-22").listed) == (FORMALITY, True)


@pytest.mark.parametrize("kind", ["assignment", "ordinary_licence", "open_licence_declaration", "pledge"])
def test_a_secret_patent_is_not_a_defence_patent(kind):
    decision = ask(kind, right=change(RIGHT, secrecy="secret", published=False), debt_until=date(2030, 1, 1))
    assert decision.outcome is UNSURE
    assert found(decision, "R-CN-27").basis == "PL 4; IR 7"


def test_pledge_of_a_defence_patent():
    decision = ask("pledge", right=change(RIGHT, secrecy="defence", published=False), debt_until=date(2030, 1, 1))
    assert (decision.outcome, found(decision, "R-CN-27").outcome) == (UNSURE, UNSURE)


# The object


def test_an_act_outside_the_right_does_not_hide_that_nothing_is_left():
    later = DateInterval(date(2040, 1, 1))
    assert ask(right=DESIGN, scope=(Box(acts=("use", "sell"), time=later),)).outcome is FORBIDDEN
    decision = ask(scope=(Box(acts=("export", "sell"), time=DateInterval(date(2045, 1, 1))),))
    assert decision.outcome is FORBIDDEN
    assert {"R-CN-01", "R-CN-12"} <= rules(decision)
    assert ask(right=DESIGN, scope=(Box(acts=("use",)),)).outcome is ALLOWED
    two = (Box(acts=("use",)), Box(acts=("sell",), time=later))
    assert ask(right=DESIGN, scope=two).outcome is FORBIDDEN
    assert ask(right=DESIGN, scope=(Box(acts=("use",)), Box(acts=("sell",)))).outcome is ALLOWED


def test_hong_kong_by_its_subdivision_name():
    assert "TERRITORY_OUTSIDE_RIGHT" in codes(ask(scope=(Box(territory=("CN", "CN-HK")),)))
    decision = ask(scope=(Box(territory=("CN-HK",)),))
    assert decision.outcome is FORBIDDEN
    assert found(decision, "R-CN-01").outcome is FORBIDDEN
    beyond = (Box(territory=("HK",)), Box(territory=("CN",), time=DateInterval(date(2045, 1, 1))))
    decision = ask(scope=beyond)
    assert (found(decision, "R-CN-01").listed, found(decision, "R-CN-12").outcome) == (True, FORBIDDEN)


def test_claims_the_right_does_not_have():
    right = change(RIGHT, claims=tuple(Claim(number=number) for number in range(1, 11)))
    decision = ask(right=right, scope=(Box(claims=(11,)),))
    assert (decision.outcome, found(decision, "R-CN-01").basis) == (FORBIDDEN, "PL 64(1)")
    assert decision.carve_out == ()
    decision = ask(right=right, scope=(Box(claims=(10, 11)),))
    assert (decision.outcome, codes(decision) & {"CLAIM_OUTSIDE_RIGHT"}) == (ALLOWED, {"CLAIM_OUTSIDE_RIGHT"})
    assert "CLAIM_OUTSIDE_RIGHT" not in codes(ask(right=right, scope=(Box(claims=(10,)),)))
    assert ask(right=right, scope=(Box(claims_except=tuple(range(1, 11))),)).outcome is FORBIDDEN
    assert ask(scope=(Box(claims=(11,)),)).outcome is ALLOWED


def test_drug_extension_with_unknown_indications():
    right = change(OLD, term_adjustments=(TermAdjustment(kind="drug_extension", days=1000),))
    assert ask(right=right, scope=(Box(fields=("A61K",)),)).outcome is UNSURE
    assert ask(right=right).outcome is UNSURE
    known = change(right, term_adjustments=(TermAdjustment(kind="drug_extension", days=1000, fields=("A61K",)),))
    assert ask(right=known, scope=(Box(fields=("A61K",)),)).outcome is ALLOWED
    younger = change(right, filing=date(2008, 1, 1))
    decision = ask(right=younger)
    assert (decision.outcome, found(decision, "R-CN-06").listed) == (ALLOWED, True)
    ended = change(younger, ended=date(2027, 1, 1))
    assert ask(right=ended, scope=(Box(time=DateInterval(date(2028, 6, 1))),)).outcome is FORBIDDEN


def test_days_of_compensation_not_known():
    right = change(OLD, grant=date(2011, 1, 1), term_adjustments=(TermAdjustment(kind="compensation"),))
    assert ask(right=right).outcome is UNSURE
    assert ask("assignment", right=right).outcome is UNSURE
    younger = change(right, filing=date(2008, 1, 1))
    assert ask(right=younger).outcome is ALLOWED
    assert ask(right=younger, scope=(Box(time=DateInterval(date(2028, 6, 1))),)).outcome is UNSURE
    assert ask("pledge", right=younger, debt_until=date(2028, 6, 1)).outcome is UNSURE
    assert ask(right=change(right, ended=date(2026, 1, 15))).outcome is FORBIDDEN


def test_a_term_that_ran_out_is_not_restored():
    over = change(RIGHT, filing=date(2005, 1, 1), grant=date(2009, 1, 1), restoration_pending=True)
    assert ask(right=over).outcome is FORBIDDEN
    lapsed = change(RIGHT, ended=date(2025, 3, 10), restoration_pending=True)
    assert ask(right=lapsed).outcome is UNSURE
    assert ask(right=change(lapsed, filing=date(2005, 1, 1))).outcome is FORBIDDEN


def test_same_day_pair_of_a_utility_model():
    assert ask(right=MODEL).outcome is ALLOWED
    assert ask(right=change(MODEL, same_day_pair="pending")).outcome is ALLOWED
    unknown = change(MODEL, same_day_pair=None)
    assert (ask(right=unknown).outcome, found(ask(right=unknown), "R-CN-08").outcome) == (UNSURE, UNSURE)
    assert ask("waiver", right=unknown).outcome is FORMALITY
    assert ask(right=change(unknown, stage="application")).outcome is ALLOWED
    assert ask(right=change(RIGHT, same_day_pair=None)).outcome is ALLOWED


def test_annuity_words():
    decision = ask(right=change(RIGHT, fees=(Fee(due=date(2025, 12, 1), paid=False),)))
    why = found(decision, "R-CN-07").why.zh
    assert all(words in why for words in ("至迟应于2025-12-01", "自应当缴纳年费期满之日起", "滞纳期"))


# Earlier grants


def test_sole_licensee_consents():
    grants = (earlier("sole"),)
    given = (Consent(party="B", answer="given"),)
    assert ask(grants=grants, grantor_can_work=False).outcome is UNSURE
    why = found(ask(grants=grants, grantor_can_work=False), "R-CN-51").why.zh
    assert "不具备独立实施其专利的条件" in why
    assert "但当事人另有约定的除外" in why
    assert ask(grants=grants, grantor_can_work=False, consents=given).outcome is ALLOWED
    assert ask(grants=grants, consents=given).outcome is ALLOWED
    able = ask(grants=grants, grantor_can_work=True)
    assert (able.outcome, "独立实施" in found(able, "R-CN-50").why.zh) == (FORBIDDEN, False)


@pytest.mark.parametrize(("kind", "basis"), [("compulsory", "PL 61"), ("government", "PL 49")])
def test_compulsory_licence_erodes_exclusivity(kind, basis):
    for done in (False, True):
        decision = ask("exclusive_licence", grants=(earlier(kind),), done=done)
        assert decision.outcome is ALLOWED
        warning = found(decision, "R-CN-70")
        assert (warning.code, warning.basis, warning.listed) == ("EXCLUSIVITY_ERODED", basis, True)


def test_exclusive_licence_that_begins_later_is_said_to():
    grants = (earlier(effective=date(2027, 1, 1)),)
    opened = found(ask("open_licence_declaration", grants=grants, grantee=None), "R-CN-61")
    assert (opened.outcome, "2027-01-01" in opened.why.zh) == (FORBIDDEN, True)
    until = (Box(time=DateInterval(None, date(2027, 1, 1))),)
    assert ask("open_licence_declaration", grants=grants, grantee=None, scope=until).outcome is FORMALITY
    assert "2027-01-01起生效" in found(ask(grants=grants), "R-CN-50").why.zh
    assert "起生效" not in found(ask(grants=(earlier(),)), "R-CN-50").why.zh


def test_open_declaration_names_no_grant_as_a_person():
    live = earlier("open_declaration", id="O1", grantee=None)
    one = found(ask("exclusive_licence", grants=(live,)), "R-CN-63")
    assert (one.who, one.requirement, one.effect_if_missing) == ("owner", "register", "unregistrable")
    assert "O1" not in one.why.zh
    nameless = found(ask(grants=(earlier(grantee=None),)), "R-CN-50")
    assert (nameless.who, nameless.why.zh.startswith("在先被许可人")) == ("earlier licensee", True)


def test_double_sale_is_cured_with_the_first_buyer():
    sold = earlier("assignment", grantee="D", recorded=False)
    one = found(ask("assignment", grants=(sold,)), "R-CN-33")
    assert (one.cure.zh, one.who) == ("先行解除在先转让合同或者取得受让人同意", "D")


def test_recordal_is_no_breach():
    assert found(ask(), "R-CN-54").effect_if_missing is None


# Sub-licences and recordal


@pytest.mark.parametrize(
    ("head", "scope", "expected"),
    [
        ({"effective": date(2027, 1, 1)}, Box(time=DateInterval(TODAY, date(2026, 12, 1))), FORBIDDEN),
        ({"ended": date(2026, 6, 1)}, Box(), FORBIDDEN),
        ({"ended": date(2026, 6, 1)}, Box(time=DateInterval(None, date(2026, 6, 1))), ALLOWED),
        ({"effective": date(2027, 1, 1)}, Box(time=DateInterval(date(2027, 1, 1), None)), ALLOWED),
    ],
)
def test_sub_licence_stays_within_the_time_of_its_head(head, scope, expected):
    grants = (earlier(sublicensable=True, **head),)
    assert ask("sub_licence", grants=grants, grantors=("B",), parent="g", scope=(scope,)).outcome is expected


SUB = Grant(id="s", kind="ordinary", grantor="B", grantee="C", parent="g", effective=date(2026, 1, 15))


def test_a_sub_licence_does_not_conflict_with_its_head():
    head = earlier(recorded=True, sublicensable=True)
    assert ask("licence_recordal", grants=(head, SUB), parent="s").outcome is ALLOWED
    late = change(head, recorded=False, effective=date(2026, 1, 2))
    assert ask("licence_recordal", grants=(late, change(SUB, recorded=True)), parent="g").outcome is ALLOWED
    other = earlier(id="h", grantee="D", recorded=True)
    assert ask("licence_recordal", grants=(head, SUB, other), parent="s").outcome is FORBIDDEN
    around = (change(head, parent="s"), change(SUB, parent="g"))
    assert ask("licence_recordal", grants=around, parent="s").outcome is ALLOWED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"sublicensable": False}, FORBIDDEN), ({"sublicensable": None}, UNSURE), ({"grantee": "D"}, FORBIDDEN)],
)
def test_recordal_of_a_sub_licence_looks_at_its_authority(changes, expected):
    head = change(earlier(recorded=True, sublicensable=True), **changes)
    assert ask("licence_recordal", grants=(head, SUB), parent="s").outcome is expected


def test_recordal_of_a_licence_one_co_owner_gave():
    exclusive = (earlier(grantee="C", effective=date(2026, 1, 15)),)
    asked = {"interests": HALVES, "grants": exclusive, "parent": "g"}
    decision = ask("licence_recordal", **asked)
    assert (decision.outcome, found(decision, "R-CN-56").who) == (FORBIDDEN, "B")
    assert ask("licence_recordal", **asked, consents=(Consent(party="B", answer="given"),)).outcome is ALLOWED
    assert ask("licence_recordal", **asked, consents=(Consent(party="B"),)).outcome is UNSURE
    ordinary = (change(exclusive[0], kind="ordinary"),)
    assert ask("licence_recordal", **{**asked, "grants": ordinary}).outcome is ALLOWED
    silent = tuple(change(one, agreement=None) for one in HALVES)
    assert ask("licence_recordal", **{**asked, "grants": ordinary, "interests": silent}).outcome is UNSURE
    assert ask("licence_recordal", **{**asked, "interests": HALVES[:1]}).outcome is UNSURE


def test_recordal_with_the_licensor_unknown_or_the_term_past():
    mine = earlier("ordinary", grantee="C", effective=date(2026, 1, 15))
    assert ask("licence_recordal", grants=(change(mine, grantor=None),), parent="g").outcome is UNSURE
    assert ask("licence_recordal", grants=(change(mine, grantor="D"),), parent="g").outcome is FORBIDDEN
    past = change(mine, scope=(Box(time=DateInterval(None, date(2026, 2, 1))),))
    assert ask("licence_recordal", grants=(past,), parent="g").outcome is FORBIDDEN
    gone = change(earlier(recorded=True), scope=(Box(time=DateInterval(None, date(2026, 1, 10))),))
    assert ask("licence_recordal", grants=(mine, change(gone, id="h")), parent="g").outcome is ALLOWED


# Who asks


def test_key_core_technology_not_known():
    unsaid = change(RIGHT, key_core_technology=None)
    decision = ask(right=unsaid, owner="public_research", price_method="listing")
    assert (decision.outcome, found(decision, "S-72").who) == (CONSENTS, "supervising department")
    assert ask(owner="public_research", price_method="listing").outcome is ALLOWED
    assert ask(right=unsaid).outcome is ALLOWED
    assert ask(right=unsaid, owner="public_research", owner_seat="US").outcome is not CONSENTS


def test_named_licensees_not_known():
    asked = {"grantee": None}
    assert "S-01" in rules(ask("open_licence_declaration", **asked))
    assert "S-01" not in rules(ask("open_licence_declaration", named_licensees=False, **asked))
    assert ask("open_licence_declaration", named_licensees=True, **asked).outcome is FORBIDDEN
    abroad = (Box(territory=("CN", "HK")),)
    assert ask("open_licence_declaration", named_licensees=False, scope=abroad, **asked).outcome is FORMALITY


@pytest.mark.parametrize(("end", "expected"), [(date(2026, 1, 16), FORMALITY), (date(2026, 1, 17), ALLOWED)])
def test_the_day_a_notice_goes_up_is_not_counted(end, expected):
    notice = PriceNotice(start=date(2026, 1, 1), end=end, objection_open=False)
    decision = ask(owner="public_research", price_method="agreement", price_notice=notice)
    assert decision.outcome is expected
    assert "CC 201" in found(decision, "R-CN-91").basis
    assert "当日不计入" in found(decision, "R-CN-91").why.zh


def test_state_owned_seller():
    decision = ask("assignment", owner="soe")
    valued, listed = found(decision, "R-CN-31"), found(decision, "R-CN-31", 1)
    assert (valued.basis, valued.verified) == ("SOA 47", "V")
    assert (listed.verified, listed.outcome) == ("GK", FORMALITY)
    assert "国有资产转让应当" not in listed.why.zh


def test_words_of_the_statutes():
    assert "在技术交易市场挂牌交易" in found(ask(owner="public_research"), "R-CN-90").why.zh
    sub = ask("sub_licence", grants=(earlier(sublicensable=False),), grantors=("B",), parent="g")
    assert "再许可（分许可）" in found(sub, "R-CN-02").why.zh


def test_who_is_a_role_or_a_party():
    kinds = ["assignment", "exclusive_licence", "sole_licence", "ordinary_licence", "pledge", "waiver", "own_working"]
    grant_kinds = ["exclusive", "sole", "ordinary", "open_declaration", "open_taken", "compulsory", "assignment", None]
    decisions = [
        ask(
            kind,
            right=change(RIGHT, technology="restricted", key_core_technology=None),
            owner=owner,
            seat="US",
            grants=tuple(earlier(one, id=f"grant:{one}", grantee=None) for one in grant_kinds),
            encumbrances=tuple(
                Encumbrance(id=f"burden:{one}", kind=one, registered=True)
                for one in ("pledge", "seizure", "option", "first_refusal", "ownership_dispute")
            ),
            funding=(Funding(subject_invention=True),),
        )
        for kind in [*kinds, "open_licence_declaration", "open_licence_acceptance", "open_licence_withdrawal"]
        for owner in ("public_research", "central_soe", None)
    ]
    names = {"A", "B", "C", "D", "E", "bank", "project-body", "court"}
    for path in EXAMPLES.glob("*.json"):
        names |= set(re.findall(r'"(?:id|grantee|holder|owner|party|agency)": "([^"]+)"', path.read_text("utf-8")))
        decisions.append(decide(decode_facts(path.read_bytes())))
    for decision in decisions:
        for one in decision.findings:
            assert one.who is None or one.who in ROLES or set(one.who.split(", ")) <= names, one
            assert not any(mark in one.why.zh for mark in ("grant:", "burden:", "pledgee", "holder"))
