"""Great Britain, Japan and Korea: the worked cases, further situations one by one, and properties."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights.decision import ROLES, Outcome, to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import (
    Approval,
    Claim,
    Consent,
    Context,
    Encumbrance,
    Facts,
    Fee,
    Grant,
    Interest,
    Party,
    Right,
    TermAdjustment,
    Transaction,
    decode_facts,
)
from patentfair.domain.rights.law import gb, jp, kr
from patentfair.domain.rights.law.listing import laws
from patentfair.domain.rights.law.matrix import COLUMN
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import Box, scope_overlap

EXAMPLES = Path(__file__).parents[3] / "examples" / "rights"
OFFICES = ("GB", "JP", "KR")
OK, FORMALITY, CONSENTS, UNSURE, FORBIDDEN = Outcome
TODAY = date(2026, 2, 2)
START = date(2024, 1, 1)
LATER = date(2026, 1, 20)
SEARCHED = date(2026, 1, 10)

OWNED = (Interest(owner="A", registered=True, agreement=()),)
SHARED = (Interest(owner="A", registered=True, agreement=()), Interest(owner="B", registered=True, agreement=()))


def right(office="GB", **changes):
    plain = {
        "right_type": "invention",
        "stage": "granted",
        "filing": date(2020, 3, 10),
        "grant": date(2023, 5, 9),
        "fees": (),
        "secrecy": "none",
    }
    return Right(id=f"{office}-1", office=office, **{**plain, **changes})


def licence(kind="ordinary", **changes):
    plain = {"id": "L1", "grantor": "A", "grantee": "B", "effective": START, "recorded": False}
    return Grant(kind=kind, **{**plain, **changes})


def burden(kind="pledge", **changes):
    return Encumbrance(kind=kind, **{"id": "E1", "holder": "bank", "registered": True, **changes})


def ask(office, kind, *, grants=(), burdens=(), interests=OWNED, as_of=TODAY, known_at=None, about=None, **transaction):
    plain = {"grantors": ("A",), "grantee": "C", "written": True, "signed_by": ("A",)}
    return Facts(
        right=right(office, **(about or {})),
        transaction=Transaction(kind=kind, **{**plain, **transaction}),
        context=Context(as_of=as_of, known_at=known_at),
        parties=tuple(Party(id=name, kind="company", seat=office) for name in "ABC"),
        interests=interests,
        grants=grants,
        encumbrances=burdens,
    )


def says(party, answer="given"):
    return {"consents": (Consent(party=party, answer=answer),)}


def but(*grants, **more):
    """What a row gives besides the plain facts: the earlier grants, then anything `ask` takes."""
    return {"grants": grants, **more} if grants else more


changed = msgspec.structs.replace
APPLIED = {"stage": "application", "grant": None}
ENDED = {"stage": "ended", "ended": date(2025, 1, 1)}


RUN_OUT = (Box(time=DateInterval(None, date(2025, 5, 1))),)
ABOVE = licence("exclusive", id="L0", grantee="E", recorded=True)
BELOW = licence(grantor="E", parent="L0")


def also(clause):
    """A second owner B, and what they agreed: a clause, or nobody knows."""
    return Interest(owner="B", registered=True, agreement=None if clause is None else (clause,))


def passing(grant, **more):
    """The licensee B acts with its licence."""
    return {"grants": (grant,), "parent": "L1", "grantors": ("B",), **more}


def under(grant, **more):
    """The licensee B grants an ordinary sub-licence."""
    return passing(grant, licence_kind="ordinary", **more)


def added(kind="compensation", days=None, filing=date(2006, 1, 1)):
    return {"about": {"filing": filing, "term_adjustments": (TermAdjustment(kind=kind, days=days),)}}


def owing(due, paid=False):
    return {"about": {"fees": (Fee(due=due, paid=paid),)}}


def check(office, row):
    _, kind, more, expected, rules = row
    decision = decide(ask(office, kind, **more))
    assert decision.outcome is expected, to_json(decision)
    assert decision.pack == office
    assert set(rules.split()) <= {one.rule for one in decision.findings}, to_json(decision)
    if expected > OK:
        deciding = {one.rule for one in decision.findings if one.outcome is expected}
        assert not rules or rules.split()[0] in deciding, to_json(decision)
    for one in decision.findings:
        assert one.why.zh
        assert one.why.en
        assert one.why.zh.count("（") == one.why.zh.count("）")
        if one.who is not None:
            assert one.who in ROLES or set(one.who.split(", ")) <= {*"ABCDEXZ", "bank"}, one.who


def names(rows):
    labels = [row[0] for row in rows]
    assert len(set(labels)) == len(labels)
    return labels


# The worked cases. The first rule named is one that decides.

CASES = {
    "34b": ("GB", OK, {"R-GB-01", "R-GB-03"}),
    "39": ("GB", FORBIDDEN, {"R-GB-05"}),
    "39a": ("GB", FORMALITY, {"R-GB-05"}),
    "39b": ("GB", CONSENTS, {"R-GB-05"}),
    "41": ("JP", OK, {"R-JP-02", "R-JP-04", "R-JP-05"}),
    "41a": ("JP", FORBIDDEN, {"R-JP-02"}),
    "41b": ("JP", UNSURE, {"R-JP-05"}),
}


def example(name):
    return decide(decode_facts((EXAMPLES / f"case-{name}.json").read_bytes()))


@pytest.mark.parametrize("name", CASES)
def test_worked_case(name):
    office, expected, rules = CASES[name]
    decision = example(name)
    assert (decision.pack, decision.outcome) == (office, expected), to_json(decision)
    assert rules <= {one.rule for one in decision.findings}


def find(decision, rule, **wanted):
    for one in decision.findings:
        if one.rule == rule and all(getattr(one, key) == value for key, value in wanted.items()):
            return one
    raise AssertionError((rule, wanted, to_json(decision)))


def test_case_34b_one_signature_is_enough_and_says_it_is_a_secondary_source():
    form = find(example("34b"), "R-GB-01", requirement="form")
    assert (form.verified, form.satisfied, form.effect_if_missing) == ("V2", True, "void")


def test_case_39_names_the_licensee_who_objects_and_the_fees():
    decision = example("39")
    assert find(decision, "R-GB-05", who="B", outcome=FORBIDDEN).effect_if_missing == "unregistrable"
    assert find(decision, "R-GB-05", who="D").satisfied
    assert find(decision, "R-GB-05", requirement="pay").outcome is FORMALITY
    assert find(example("39b"), "R-GB-05", who="D").outcome is CONSENTS


def test_case_41_lists_the_breach_and_that_no_senyo_arose():
    decision = example("41")
    assert find(decision, "R-JP-05", effect_if_missing="not_created").listed
    breach = find(decision, "R-JP-02", effect_if_missing="breach")
    assert (breach.who, breach.verified, breach.listed) == ("B", "GK", True)
    assert decision.carve_out is None
    assert example("41a").carve_out == ()


# Great Britain

ENTRY = Grant(id="O1", kind="open_declaration", grantor="A", effective=START)
PART = (Box(fields=("A61K",)),)
ELSEWHERE = (Box(fields=("G06F",)),)
SOLD = licence("assignment")

GB = [
    ("term-last-day", "ordinary_licence", but(about={"filing": date(2006, 2, 3)}), OK, "R-GB-02"),
    (
        "term-over-on-the-anniversary",
        "ordinary_licence",
        but(about={"filing": date(2006, 2, 2)}),
        FORBIDDEN,
        "R-GB-06",
    ),
    ("filing-unknown", "ordinary_licence", but(about={"filing": None}), UNSURE, "R-GB-06"),
    ("stage-unknown", "assignment", but(about={"stage": None}), UNSURE, "R-GB-06"),
    ("revoked", "assignment", but(about={"stage": "invalidated"}), FORBIDDEN, "R-GB-06"),
    ("ended", "pledge", but(about=ENDED), FORBIDDEN, "R-GB-06"),
    (
        "ended-restoration-pending",
        "ordinary_licence",
        but(about={**ENDED, "restoration_pending": True}),
        UNSURE,
        "R-GB-06",
    ),
    ("fees-unknown", "ordinary_licence", but(about={"fees": None}), UNSURE, "R-GB-06"),
    ("fee-in-late-window", "assignment", owing(date(2025, 8, 2)), FORMALITY, "R-GB-06"),
    ("fee-past-late-window", "assignment", owing(date(2025, 7, 30)), FORBIDDEN, "R-GB-06"),
    ("fee-late-window-ended-sunday", "assignment", owing(date(2025, 8, 1)), UNSURE, "R-GB-06"),
    ("fee-paid-unknown", "assignment", owing(date(2025, 8, 2), None), UNSURE, "R-GB-06"),
    ("fee-not-yet-due", "assignment", owing(date(2026, 8, 2)), OK, "R-GB-03"),
    ("utility-model", "ordinary_licence", but(about={"right_type": "utility_model"}), UNSURE, "R-GB-94"),
    ("type-unknown", "ordinary_licence", but(about={"right_type": None}), UNSURE, "R-GB-94"),
    ("secret", "assignment", but(about={"secrecy": "secret"}), UNSURE, "R-GB-93"),
    ("extended-term", "ordinary_licence", added("compensation", 100, filing=date(2006, 1, 1)), UNSURE, "R-GB-06"),
    ("application-assigned", "assignment", but(about=APPLIED), OK, "R-GB-06"),
    (
        "licence-beyond-life",
        "ordinary_licence",
        but(scope=(Box(time=DateInterval(None, date(2050, 1, 1))),)),
        OK,
        "R-GB-06",
    ),
    (
        "licence-after-life",
        "ordinary_licence",
        but(scope=(Box(time=DateInterval(date(2041, 1, 1), None)),)),
        FORBIDDEN,
        "R-GB-06",
    ),
    ("act-unread", "ordinary_licence", but(scope=(Box(acts=("possess",)),)), UNSURE, "R-GB-95"),
    ("act-partly-unread", "ordinary_licence", but(scope=(Box(acts=("sell", "possess")),)), OK, "R-GB-95"),
    ("abroad", "ordinary_licence", but(scope=(Box(territory=("FR",)),)), UNSURE, "R-GB-95"),
    (
        "no-such-claim",
        "ordinary_licence",
        but(about={"claims": (Claim(number=1),)}, scope=(Box(claims=(7,)),)),
        UNSURE,
        "R-GB-95",
    ),
    ("oral-licence", "ordinary_licence", but(written=False, signed_by=()), OK, "R-GB-02"),
    ("oral-exclusive-licence", "exclusive_licence", but(written=False), OK, "R-GB-03"),
    ("assignment-form-unknown", "assignment", but(written=None, signed_by=None), FORMALITY, "R-GB-01"),
    ("assignment-unsigned", "assignment", but(signed_by=("C",)), FORMALITY, "R-GB-01"),
    ("assignment-done-unsigned", "assignment", but(signed_by=("C",), done=True), FORBIDDEN, "R-GB-01"),
    ("assignment-done-oral", "assignment", but(written=False, done=True), FORBIDDEN, "R-GB-01"),
    ("assignment-done-form-unknown", "assignment", but(written=None, done=True), UNSURE, "R-GB-01"),
    ("mortgage-signed", "pledge", {}, OK, "R-GB-01"),
    ("mortgage-unsigned", "pledge", but(signed_by=None), FORMALITY, "R-GB-01"),
    ("stranger-sells", "assignment", but(grantors=("X",), signed_by=("X",)), FORBIDDEN, "R-GB-01"),
    ("owner-unknown", "assignment", but(interests=None), UNSURE, "R-GB-01"),
    (
        "owner-not-registered",
        "assignment",
        but(interests=(Interest(owner="A", registered=False, agreement=()),)),
        FORMALITY,
        "R-GB-01",
    ),
    ("coowner-licence", "ordinary_licence", but(interests=SHARED), CONSENTS, "R-GB-04"),
    ("coowner-licence-agreed", "ordinary_licence", but(interests=SHARED, **says("B")), OK, "R-GB-04"),
    (
        "coowner-licence-refused",
        "ordinary_licence",
        but(interests=SHARED, **says("B", "refused")),
        FORBIDDEN,
        "R-GB-04",
    ),
    ("coowner-licence-done", "ordinary_licence", but(interests=SHARED, done=True), FORBIDDEN, "R-GB-04"),
    ("coowner-share-sold", "share_assignment", but(interests=SHARED), CONSENTS, "R-GB-04"),
    ("coowner-share-sold-to-the-other", "share_assignment", but(interests=SHARED, grantee="B"), OK, "R-GB-03"),
    ("coowner-share-mortgaged", "pledge", but(interests=SHARED), CONSENTS, "R-GB-04"),
    (
        "coowner-share-by-agreement",
        "share_assignment",
        but(interests=(*OWNED, also("solo_share_assignment"))),
        OK,
        "R-GB-04",
    ),
    ("coowners-together", "exclusive_licence", but(interests=SHARED, grantors=("A", "B")), OK, "R-GB-03"),
    ("coowner-works", "own_working", but(interests=SHARED), OK, ""),
    ("coowner-works-agreement-unknown", "own_working", but(interests=(*OWNED, also(None))), UNSURE, "R-GB-04"),
    (
        "coowner-works-against-agreement",
        "own_working",
        but(interests=(*OWNED, also("no_solo_working"))),
        CONSENTS,
        "R-GB-04",
    ),
    (
        "coowner-unnamed",
        "ordinary_licence",
        but(interests=(Interest(owner="A", registered=True, share="1/2", agreement=()),)),
        UNSURE,
        "R-GB-04",
    ),
    ("grants-unknown", "ordinary_licence", but(grants=None), UNSURE, "R-GB-02"),
    ("grants-unknown-assignment", "assignment", but(grants=None), FORMALITY, "R-GB-02"),
    ("exclusive-then-exclusive", "exclusive_licence", but(licence("exclusive")), FORBIDDEN, "R-GB-01"),
    ("exclusive-then-ordinary", "ordinary_licence", but(licence("exclusive")), FORBIDDEN, "R-GB-01"),
    ("exclusive-then-own-working", "own_working", but(licence("exclusive")), FORBIDDEN, "R-GB-01"),
    ("sole-then-ordinary", "ordinary_licence", but(licence("sole")), FORBIDDEN, "R-GB-01"),
    ("sole-then-own-working", "own_working", but(licence("sole")), OK, ""),
    ("ordinary-then-exclusive", "exclusive_licence", but(licence()), CONSENTS, "R-GB-02"),
    ("ordinary-then-exclusive-agreed", "exclusive_licence", but(licence(), **says("B")), OK, "R-GB-02"),
    ("ordinary-then-ordinary", "ordinary_licence", but(licence()), OK, ""),
    ("disjoint-fields", "exclusive_licence", but(licence("exclusive", scope=PART), scope=ELSEWHERE), OK, "R-GB-03"),
    ("kind-unknown-then-ordinary", "ordinary_licence", but(licence(None)), UNSURE, "R-GB-98"),
    ("kind-unknown-then-sold", "assignment", but(licence(None, known_to_grantee=True)), UNSURE, "R-GB-98"),
    ("kind-unstated-then-sold", "assignment", but(licence("unspecified", known_to_grantee=True)), OK, "R-GB-02"),
    ("kind-unstated-then-exclusive", "exclusive_licence", but(licence("unspecified")), UNSURE, "R-GB-98"),
    ("new-kind-unstated", "unspecified_licence", {}, UNSURE, "R-GB-98"),
    ("sold-before-registered-later", "assignment", but(licence("assignment", known_to_grantee=False)), OK, "R-GB-02"),
    ("sold-before-known", "assignment", but(licence("assignment", known_to_grantee=True)), FORBIDDEN, "R-GB-02"),
    ("sold-before-knowledge-unknown", "assignment", but(SOLD), UNSURE, "R-GB-02"),
    (
        "sold-before-register-unknown",
        "assignment",
        but(licence("assignment", recorded=None, known_to_grantee=False)),
        UNSURE,
        "R-GB-02",
    ),
    ("sold-before-then-licence", "ordinary_licence", but(licence("assignment", known_to_grantee=False)), OK, "R-GB-02"),
    (
        "sold-before-known-then-licence",
        "ordinary_licence",
        but(licence("assignment", known_to_grantee=True)),
        FORBIDDEN,
        "R-GB-02",
    ),
    (
        "sold-and-registered-after-the-search",
        "assignment",
        but(licence("assignment", recorded_on=LATER, known_to_grantee=False), known_at=SEARCHED),
        UNSURE,
        "R-GB-02",
    ),
    (
        "sold-registered-only-after-the-act",
        "assignment",
        but(licence("assignment", recorded_on=date(2026, 2, 10), known_to_grantee=False), known_at=date(2026, 3, 1)),
        OK,
        "R-GB-02",
    ),
    ("mortgage-then-assignment", "assignment", but(burdens=(burden("mortgage"),)), UNSURE, "R-GB-90"),
    (
        "mortgage-unregistered-unknown",
        "assignment",
        but(burdens=(burden("mortgage", registered=False, known_to_grantee=False),)),
        OK,
        "R-GB-02",
    ),
    (
        "mortgage-unregistered-known",
        "assignment",
        but(burdens=(burden("mortgage", registered=False, known_to_grantee=True),)),
        UNSURE,
        "R-GB-90",
    ),
    (
        "mortgage-registered-after-the-search",
        "pledge",
        but(burdens=(burden("mortgage", registered_on=LATER, known_to_grantee=False),), known_at=SEARCHED),
        UNSURE,
        "R-GB-90",
    ),
    ("mortgage-agreed", "assignment", but(burdens=(burden("mortgage"),), **says("bank")), OK, "R-GB-90"),
    ("mortgage-then-own-working", "own_working", but(burdens=(burden("mortgage"),)), OK, ""),
    ("attached", "ordinary_licence", but(burdens=(burden("seizure"),)), UNSURE, "R-GB-90"),
    ("first-refusal", "assignment", but(burdens=(burden("first_refusal"),)), UNSURE, "R-GB-90"),
    (
        "first-refusal-waived",
        "assignment",
        but(burdens=(burden("first_refusal"),), first_refusal="waived"),
        OK,
        "R-GB-90",
    ),
    ("standards", "ordinary_licence", but(burdens=(burden("sep_commitment"),)), OK, "R-GB-90"),
    ("burdens-unknown", "ordinary_licence", but(burdens=None), UNSURE, "R-GB-90"),
    ("surrender", "waiver", {}, UNSURE, "R-GB-91"),
    ("licence-transferred", "licence_transfer", passing(licence(transferable=True)), UNSURE, "R-GB-92"),
    ("recordal", "licence_recordal", but(licence(), parent="L1"), UNSURE, "R-GB-97"),
    ("right-entered", "open_licence_declaration", but(grantee=None), FORMALITY, "R-GB-05"),
    ("right-entered-done", "open_licence_declaration", but(grantee=None, registered=True), OK, "R-GB-05"),
    ("right-before-grant", "open_licence_declaration", but(about=APPLIED), FORBIDDEN, "R-GB-05"),
    ("right-beside-exclusive", "open_licence_declaration", but(licence("exclusive")), UNSURE, "R-GB-05"),
    (
        "right-beside-exclusive-part",
        "open_licence_declaration",
        but(licence("exclusive", scope=PART)),
        UNSURE,
        "R-GB-05",
    ),
    (
        "right-beside-exclusive-agreed",
        "open_licence_declaration",
        but(licence("exclusive"), **says("B")),
        FORMALITY,
        "R-GB-05",
    ),
    (
        "right-beside-sole-refused",
        "open_licence_declaration",
        but(licence("sole"), **says("B", "refused")),
        FORBIDDEN,
        "R-GB-05",
    ),
    ("right-beside-ordinary", "open_licence_declaration", but(licence()), FORMALITY, "R-GB-05"),
    ("right-by-one-coowner", "open_licence_declaration", but(interests=SHARED), CONSENTS, "R-GB-04"),
    ("right-already-entered", "open_licence_declaration", but(ENTRY, registered=True), OK, "R-GB-05"),
    ("right-taken", "open_licence_acceptance", but(ENTRY, written=None), FORMALITY, "R-GB-05"),
    ("right-taken-agreed", "open_licence_acceptance", but(ENTRY), OK, "R-GB-05"),
    (
        "right-taken-comptroller",
        "open_licence_acceptance",
        but(ENTRY, written=None, approvals=(Approval(kind="comptroller", answer="given"),)),
        OK,
        "R-GB-05",
    ),
    ("right-not-there", "open_licence_acceptance", {}, FORBIDDEN, "R-GB-05"),
    (
        "right-cancelled-before",
        "open_licence_acceptance",
        but(changed(ENTRY, ended=date(2025, 1, 1))),
        FORBIDDEN,
        "R-GB-05",
    ),
    ("right-day-unknown", "open_licence_acceptance", but(changed(ENTRY, effective=None)), UNSURE, "R-GB-05"),
    ("right-entered-then-exclusive", "exclusive_licence", but(ENTRY), UNSURE, "R-GB-96"),
    ("right-entered-then-ordinary", "ordinary_licence", but(ENTRY), OK, ""),
    ("right-entered-then-sold", "assignment", but(ENTRY), OK, "R-GB-05"),
    ("right-cancelled-no-licensee", "open_licence_withdrawal", but(ENTRY), FORMALITY, "R-GB-05"),
    ("right-cancelled-fees-paid", "open_licence_withdrawal", but(ENTRY, paid=TODAY), OK, "R-GB-05"),
    (
        "right-cancelled-licence-over",
        "open_licence_withdrawal",
        but(ENTRY, licence("open_taken", scope=(Box(time=DateInterval(None, date(2025, 5, 1))),)), paid=TODAY),
        OK,
        "R-GB-05",
    ),
    (
        "right-cancelled-ordinary-licensee",
        "open_licence_withdrawal",
        but(ENTRY, licence(), paid=TODAY),
        CONSENTS,
        "R-GB-05",
    ),
    ("right-cancelled-grants-unknown", "open_licence_withdrawal", but(grants=None), UNSURE, "R-GB-05"),
    ("sub-licence-provided-for", "sub_licence", under(licence("exclusive", sublicensable=True)), OK, "R-GB-01"),
    ("sub-licence-not-provided-for", "sub_licence", under(licence(sublicensable=False)), FORBIDDEN, "R-GB-01"),
    ("sub-licence-silent", "sub_licence", under(licence()), UNSURE, "R-GB-01"),
    ("sub-licence-too-wide", "sub_licence", under(licence(sublicensable=True, scope=PART)), FORBIDDEN, "R-GB-01"),
    (
        "sub-licence-too-strong",
        "sub_licence",
        passing(licence(sublicensable=True), licence_kind="exclusive"),
        FORBIDDEN,
        "R-GB-01",
    ),
    ("sub-licence-parent-unknown", "sub_licence", but(parent="L1", grantors=("B",)), UNSURE, "R-GB-01"),
]


@pytest.mark.parametrize("row", GB, ids=names(GB))
def test_great_britain(row):
    check("GB", row)


def gb_effect(**more):
    return [
        (one.code, one.effect_if_missing)
        for one in decide(ask("GB", "assignment", **more)).findings
        if one.conflicting_grant == "L1" and one.code != "REGISTERED_UNSEEN"
    ]


def test_section_33_earlier_licence_against_a_later_assignee():
    bound, free, unsure = (
        [("", "breach")],
        [("PRIORITY_LOST", "not_opposable")],
        [("PRIORITY_UNKNOWN", "not_opposable")],
    )
    assert gb_effect(grants=(licence(known_to_grantee=False),)) == free
    assert gb_effect(grants=(licence(known_to_grantee=True),)) == bound
    assert gb_effect(grants=(licence(),)) == unsure
    assert gb_effect(grants=(licence(recorded=True, known_to_grantee=False),)) == bound
    on_record = licence(recorded=None, recorded_on=LATER, known_to_grantee=False)
    assert gb_effect(grants=(on_record,)) == bound
    assert gb_effect(grants=(on_record,), known_at=SEARCHED) == unsure
    assert gb_effect(grants=(on_record,), as_of=SEARCHED) == free
    assert gb_effect(grants=(on_record,), as_of=SEARCHED, known_at=TODAY) == free


def test_section_33_breach_stays_though_the_later_licensee_has_priority():
    decision = decide(ask("GB", "exclusive_licence", grants=(licence("exclusive", known_to_grantee=False),)))
    assert decision.outcome is FORBIDDEN
    assert find(decision, "R-GB-02", code="PRIORITY_LOST").listed


def test_section_68_six_months():
    decision = decide(ask("GB", "assignment", signed=date(2025, 8, 31)))
    duty = find(decision, "R-GB-03")
    assert (duty.deadline, duty.effect_if_missing, duty.who) == (date(2026, 2, 28), "costs_lost", "C")
    assert find(decide(ask("GB", "exclusive_licence", registered=True)), "R-GB-03").satisfied
    assert "R-GB-03" not in {one.rule for one in decide(ask("GB", "ordinary_licence")).findings}


def test_late_window_deadline():
    fee = Fee(due=date(2025, 8, 31), paid=False)
    assert find(decide(ask("GB", "assignment", about={"fees": (fee,)})), "R-GB-06").deadline == date(2026, 2, 28)


# Japan and Korea, where they agree: the rule ids by number

BOTH = [
    ("ordinary", "ordinary_licence", {}, OK, ""),
    ("stage-unknown", "ordinary_licence", but(about={"stage": None}), UNSURE, ""),
    ("invalidated", "ordinary_licence", but(about={"stage": "invalidated"}), FORBIDDEN, ""),
    ("fees-unknown", "ordinary_licence", but(about={"fees": None}), UNSURE, "92"),
    ("fee-overdue", "ordinary_licence", owing(date(2026, 1, 9)), UNSURE, "92"),
    ("fee-paid", "ordinary_licence", owing(date(2026, 1, 9), True), OK, ""),
    ("design", "ordinary_licence", but(about={"right_type": "design"}), UNSURE, "91"),
    ("secret", "assignment", but(about={"secrecy": "defence"}), UNSURE, "93"),
    ("assignment-unregistered", "assignment", {}, FORMALITY, ""),
    ("assignment-registered", "assignment", but(registered=True), OK, ""),
    ("assignment-oral-registered", "assignment", but(registered=True, written=False), OK, ""),
    ("exclusive-unregistered", "exclusive_licence", {}, FORMALITY, ""),
    ("exclusive-registered", "exclusive_licence", but(registered=True), OK, ""),
    ("sole", "sole_licence", {}, OK, "02"),
    ("kind-unstated", "unspecified_licence", {}, UNSURE, "94"),
    ("pledge-unregistered", "pledge", {}, FORMALITY, ""),
    ("pledge-registered", "pledge", but(registered=True), OK, ""),
    ("stranger", "ordinary_licence", but(grantors=("X",)), FORBIDDEN, ""),
    ("owner-unregistered", "ordinary_licence", but(interests=(Interest(owner="A", registered=False),)), FORBIDDEN, ""),
    ("owner-perhaps-registered", "ordinary_licence", but(interests=(Interest(owner="A"),)), UNSURE, ""),
    (
        "owner-registered-later",
        "ordinary_licence",
        but(interests=(Interest(owner="A", registered_on=date(2026, 3, 1)),)),
        FORBIDDEN,
        "",
    ),
    ("owners-unknown", "assignment", but(interests=None), UNSURE, ""),
    ("coowner-ordinary", "ordinary_licence", but(interests=SHARED), CONSENTS, "01"),
    ("coowner-ordinary-agreed", "ordinary_licence", but(interests=SHARED, **says("B")), OK, "01"),
    ("coowner-ordinary-done", "ordinary_licence", but(interests=SHARED, done=True), FORBIDDEN, "01"),
    ("coowner-exclusive", "exclusive_licence", but(interests=SHARED), CONSENTS, "01"),
    ("coowner-share", "share_assignment", but(interests=SHARED), CONSENTS, "01"),
    ("coowner-share-refused", "share_assignment", but(interests=SHARED, **says("B", "refused")), FORBIDDEN, "01"),
    ("coowner-pledge", "pledge", but(interests=SHARED), CONSENTS, "01"),
    ("coowner-works", "own_working", but(interests=SHARED), OK, ""),
    ("coowner-works-agreement-unknown", "own_working", but(interests=(*OWNED, also(None))), UNSURE, "01"),
    (
        "coowner-unnamed",
        "ordinary_licence",
        but(interests=(Interest(owner="A", registered=True, share="1/3"),)),
        UNSURE,
        "01",
    ),
    ("coowner-perhaps", "ordinary_licence", but(interests=(*OWNED, Interest(owner="B"))), UNSURE, ""),
    ("coowner-waives", "waiver", but(interests=SHARED), UNSURE, "96"),
    ("grants-unknown", "ordinary_licence", but(grants=None), UNSURE, ""),
    ("grants-unknown-assignment", "assignment", but(grants=None, registered=True), FORMALITY, ""),
    ("exclusive-then-ordinary", "ordinary_licence", but(licence("exclusive", recorded=True)), FORBIDDEN, "02"),
    ("exclusive-then-own-working", "own_working", but(licence("exclusive", recorded=True)), FORBIDDEN, "02"),
    ("exclusive-then-exclusive", "exclusive_licence", but(licence("exclusive", recorded=True)), FORBIDDEN, "02"),
    (
        "exclusive-elsewhere",
        "ordinary_licence",
        but(licence("exclusive", recorded=True, scope=PART), scope=ELSEWHERE),
        OK,
        "",
    ),
    ("promise-then-ordinary", "ordinary_licence", but(licence("exclusive")), OK, "02"),
    ("promise-then-own-working", "own_working", but(licence("exclusive")), OK, "02"),
    ("promise-then-exclusive", "exclusive_licence", but(licence("exclusive"), registered=True), CONSENTS, ""),
    (
        "promise-registered-later",
        "ordinary_licence",
        but(licence("exclusive", recorded=None, recorded_on=date(2026, 3, 1))),
        OK,
        "02",
    ),
    ("exclusive-register-unknown", "ordinary_licence", but(licence("exclusive", recorded=None)), UNSURE, ""),
    ("exclusive-then-its-holder", "ordinary_licence", but(licence("exclusive", recorded=True), grantee="B"), OK, ""),
    ("ordinary-then-exclusive", "exclusive_licence", but(licence(), registered=True), CONSENTS, ""),
    (
        "ordinary-then-exclusive-refused",
        "exclusive_licence",
        but(licence(), registered=True, **says("B", "refused")),
        FORBIDDEN,
        "",
    ),
    ("ordinary-then-ordinary", "ordinary_licence", but(licence()), OK, ""),
    ("sole-then-ordinary", "ordinary_licence", but(licence("sole")), UNSURE, "94"),
    ("sole-then-own-working", "own_working", but(licence("sole")), OK, ""),
    ("kind-unknown-then-ordinary", "ordinary_licence", but(licence(None)), UNSURE, "94"),
    ("compulsory-then-exclusive", "exclusive_licence", but(licence("compulsory"), registered=True), CONSENTS, ""),
    ("sold-before", "assignment", but(SOLD, registered=True), OK, ""),
    ("sold-before-then-licence", "ordinary_licence", but(SOLD), UNSURE, "94"),
    ("pledge-not-registered-then-licence", "ordinary_licence", but(burdens=(burden(registered=False),)), OK, ""),
    ("pledged-then-licence", "ordinary_licence", but(burdens=(burden(),)), UNSURE, "90"),
    ("pledged-then-licence-agreed", "ordinary_licence", but(burdens=(burden(),), **says("bank")), OK, "90"),
    ("pledged-then-pledged", "pledge", but(burdens=(burden(),), registered=True), UNSURE, "90"),
    ("pledge-register-unknown", "assignment", but(burdens=(burden(registered=None),), registered=True), UNSURE, "90"),
    ("attached", "assignment", but(burdens=(burden("seizure"),)), UNSURE, "90"),
    ("disputed", "assignment", but(burdens=(burden("ownership_dispute"),)), UNSURE, "90"),
    ("burdens-unknown", "ordinary_licence", but(burdens=None), UNSURE, "90"),
    ("waiver", "waiver", but(registered=True), OK, ""),
    ("waiver-unregistered", "waiver", {}, FORMALITY, ""),
    ("waiver-pledgee", "waiver", but(burdens=(burden(),), registered=True), CONSENTS, ""),
    ("waiver-pledgee-refused", "waiver", but(burdens=(burden(),), **says("bank", "refused")), FORBIDDEN, ""),
    ("waiver-exclusive", "waiver", but(licence("exclusive", recorded=True), registered=True), CONSENTS, ""),
    (
        "waiver-exclusive-register-unknown",
        "waiver",
        but(licence("exclusive", recorded=None), registered=True),
        CONSENTS,
        "",
    ),
    (
        "waiver-exclusive-ended",
        "waiver",
        but(licence("exclusive", recorded=True, ended=date(2025, 1, 1)), registered=True),
        OK,
        "",
    ),
    ("waiver-grants-unknown", "waiver", but(grants=None, registered=True), UNSURE, ""),
    ("sub-licence-consent", "sub_licence", passing(licence("exclusive", recorded=True)), CONSENTS, "02"),
    ("sub-licence-agreed", "sub_licence", passing(licence("exclusive", recorded=True), **says("A")), OK, "02"),
    ("sub-licence-allowed", "sub_licence", passing(licence("exclusive", sublicensable=True)), OK, "02"),
    ("sub-licence-excluded", "sub_licence", passing(licence(sublicensable=False)), FORBIDDEN, "02"),
    (
        "sub-licence-exclusive",
        "sub_licence",
        passing(licence("exclusive", sublicensable=True), licence_kind="exclusive"),
        UNSURE,
        "94",
    ),
    ("sub-licence-too-wide", "sub_licence", passing(licence(sublicensable=True, scope=PART)), FORBIDDEN, "02"),
    ("transfer-with-business", "licence_transfer", passing(licence(), with_business=True), OK, "03"),
    ("transfer-without-business", "licence_transfer", passing(licence(), with_business=False), CONSENTS, "03"),
    ("transfer-business-unknown", "licence_transfer", passing(licence()), CONSENTS, "03"),
    ("transfer-agreed", "licence_transfer", passing(licence(), **says("A")), OK, "03"),
    (
        "transfer-both-owners",
        "licence_transfer",
        passing(licence(), interests=(*OWNED, Interest(owner="D", registered=True)), **says("A")),
        CONSENTS,
        "03",
    ),
    ("transfer-refused", "licence_transfer", passing(licence(), **says("A", "refused")), FORBIDDEN, "03"),
    (
        "transfer-exclusive-with-business",
        "licence_transfer",
        passing(licence("exclusive", recorded=True), with_business=True),
        FORMALITY,
        "",
    ),
    (
        "transfer-exclusive-done",
        "licence_transfer",
        passing(licence("exclusive", recorded=True), with_business=True, registered=True),
        OK,
        "02",
    ),
    ("transfer-of-anothers", "licence_transfer", but(licence(), parent="L1", grantors=("A",)), FORBIDDEN, "03"),
    ("transfer-of-nothing", "licence_transfer", but(parent="L1", grantors=("B",)), UNSURE, "03"),
    ("transfer-of-one-ended", "licence_transfer", passing(licence(ended=TODAY)), FORBIDDEN, "03"),
    ("transfer-of-one-run-out", "licence_transfer", passing(licence(scope=RUN_OUT)), FORBIDDEN, "03"),
    (
        "transfer-under-another",
        "licence_transfer",
        {**passing(BELOW, **says("A")), "grants": (ABOVE, BELOW)},
        CONSENTS,
        "03",
    ),
    ("transfer-statutory", "licence_transfer", passing(licence("statutory"), with_business=True), UNSURE, "94"),
    ("licence-pledged", "pledge", passing(licence()), CONSENTS, "03"),
    ("licence-pledged-agreed", "pledge", passing(licence(), **says("A")), OK, "03"),
    ("exclusive-pledged-agreed", "pledge", passing(licence("exclusive", recorded=True), **says("A")), FORMALITY, ""),
    ("application", "ordinary_licence", but(about=APPLIED), UNSURE, ""),
    ("act-unread", "ordinary_licence", but(scope=(Box(acts=("possess",)),)), UNSURE, ""),
    ("act-partly-unread", "ordinary_licence", but(scope=(Box(acts=("sell", "possess")),)), OK, ""),
    ("export", "ordinary_licence", but(scope=(Box(acts=("export",)),)), OK, ""),
    ("after-life", "ordinary_licence", but(scope=(Box(time=DateInterval(date(2041, 1, 1), None)),)), FORBIDDEN, ""),
    ("open-licence", "open_licence_declaration", {}, UNSURE, ""),
    ("open-licence-taken", "open_licence_acceptance", {}, UNSURE, ""),
    ("recordal", "licence_recordal", but(parent="L1"), UNSURE, "95"),
]


@pytest.mark.parametrize("office", ["JP", "KR"])
@pytest.mark.parametrize("row", BOTH, ids=names(BOTH))
def test_japan_and_korea(office, row):
    check(office, (*row[:4], " ".join(f"R-{office}-{number}" for number in row[4].split())))


JP = [
    ("last-day-unsure", "ordinary_licence", but(about={"filing": date(2006, 2, 2)}), UNSURE, "R-JP-07"),
    ("day-before-it", "ordinary_licence", but(about={"filing": date(2006, 2, 3)}), OK, ""),
    ("day-after-it", "ordinary_licence", but(about={"filing": date(2006, 2, 1)}), FORBIDDEN, "R-JP-07"),
    ("extended", "ordinary_licence", added("drug_extension", 1500, filing=date(2005, 2, 1)), UNSURE, "R-JP-91"),
    ("compensation", "assignment", added("compensation", 600, filing=date(2005, 2, 1)), UNSURE, "R-JP-07"),
    ("application", "assignment", but(about=APPLIED), UNSURE, "R-JP-07"),
    ("filing-unknown", "assignment", but(about={"filing": None}), UNSURE, "R-JP-07"),
    ("waiver-ordinary-licensee", "waiver", but(licence(), registered=True), OK, "R-JP-05"),
    ("waiver-promise", "waiver", but(licence("exclusive"), registered=True), OK, "R-JP-05"),
    ("ordinary-unregistered-then-sold", "assignment", but(licence(), registered=True), OK, "R-JP-04"),
    ("exclusive-then-sold", "assignment", but(licence("exclusive", recorded=True), registered=True), OK, "R-JP-02"),
    ("no-licence-of-right", "open_licence_declaration", {}, UNSURE, "R-JP-08"),
    ("compensation-request", "term_compensation_request", {}, UNSURE, "R-JP-95"),
    ("lease", "ordinary_licence", but(scope=(Box(acts=("lease",)),)), OK, ""),
    ("promise-spared", "exclusive_licence", but(licence("exclusive"), registered=True), CONSENTS, "R-JP-04 R-JP-05"),
    ("title", "assignment", but(grantors=("X",)), FORBIDDEN, "R-JP-05"),
]


@pytest.mark.parametrize("row", JP, ids=names(JP))
def test_japan(row):
    check("JP", row)


def requested(**about):
    dates = {"filing": date(2019, 3, 11), "examination_request": date(2020, 1, 6), "grant": date(2025, 12, 15)}
    return {"about": {**dates, **about}}


KR = [
    ("last-day", "ordinary_licence", but(about={"filing": date(2006, 2, 2)}), OK, ""),
    ("day-after", "ordinary_licence", but(about={"filing": date(2006, 2, 1)}), FORBIDDEN, "R-KR-05"),
    (
        "compensated",
        "assignment",
        {**added("compensation", 60, filing=date(2006, 1, 1)), "registered": True},
        OK,
        "R-KR-02",
    ),
    ("compensation-over", "assignment", added("compensation", 20, filing=date(2006, 1, 1)), FORBIDDEN, "R-KR-05"),
    (
        "compensation-days-unknown",
        "assignment",
        added("compensation", None, filing=date(2006, 1, 1)),
        UNSURE,
        "R-KR-05",
    ),
    ("extension-scope-unread", "assignment", added("drug_extension", 900, filing=date(2006, 1, 1)), UNSURE, "R-KR-91"),
    ("application", "ordinary_licence", but(about=APPLIED), UNSURE, "R-KR-99"),
    ("open-licence", "open_licence_declaration", {}, UNSURE, "R-KR-97"),
    ("lease-unread", "ordinary_licence", but(scope=(Box(acts=("lease",)),)), UNSURE, "R-KR-98"),
    ("waiver-ordinary-licensee", "waiver", but(licence(), registered=True), CONSENTS, "R-KR-04"),
    ("waiver-ordinary-agreed", "waiver", but(licence(), registered=True, **says("B")), OK, "R-KR-04"),
    ("waiver-promise", "waiver", but(licence("exclusive"), registered=True), CONSENTS, "R-KR-04"),
    ("waiver-statutory", "waiver", but(licence("statutory"), registered=True), OK, "R-KR-02"),
    ("waiver-kind-unknown", "waiver", but(licence(None), registered=True), CONSENTS, "R-KR-04"),
    ("pledge-duties", "pledge", but(registered=True), OK, "R-KR-04"),
    ("ordinary-unregistered-then-sold", "assignment", but(licence(), registered=True), OK, "R-KR-03"),
    ("title", "assignment", but(grantors=("X",)), FORBIDDEN, "R-KR-02"),
    ("request", "term_compensation_request", requested(), FORMALITY, "R-KR-05"),
    ("request-registered-soon", "term_compensation_request", requested(grant=date(2023, 3, 11)), FORBIDDEN, "R-KR-05"),
    (
        "request-examined-soon",
        "term_compensation_request",
        requested(examination_request=date(2023, 1, 6)),
        FORBIDDEN,
        "R-KR-05",
    ),
    ("request-late", "term_compensation_request", requested(grant=date(2025, 10, 15)), FORBIDDEN, "R-KR-05"),
    ("request-last-day-sunday", "term_compensation_request", requested(grant=date(2025, 11, 1)), UNSURE, "R-KR-95"),
    ("request-filing-unknown", "term_compensation_request", requested(filing=None), UNSURE, "R-KR-05"),
    (
        "request-examination-unknown",
        "term_compensation_request",
        requested(examination_request=None),
        UNSURE,
        "R-KR-05",
    ),
    ("request-registration-unknown", "term_compensation_request", requested(grant=None), UNSURE, "R-KR-05"),
    ("after-the-amendments", "ordinary_licence", but(as_of=date(2026, 9, 15)), OK, "R-KR-06"),
]


@pytest.mark.parametrize("row", KR, ids=names(KR))
def test_korea(row):
    check("KR", row)


def kr_effect(**more):
    decision = decide(ask("KR", "assignment", registered=True, **more))
    assert decision.outcome is OK
    return {one.code for one in decision.findings if one.conflicting_grant == "L1"}


def test_article_118_registration_decides_and_knowledge_does_not():
    assert kr_effect(grants=(licence(recorded=True),)) == {""}
    assert kr_effect(grants=(licence(known_to_grantee=True),)) == {"LICENCE_LOST"}
    assert kr_effect(grants=(licence(recorded=None),)) == {"REGISTRATION_UNKNOWN"}
    assert kr_effect(grants=(licence("statutory"),)) == {""}
    assert kr_effect(grants=(licence("exclusive"),)) == {"LICENCE_LOST"}
    on_record = licence(recorded=None, recorded_on=LATER)
    assert kr_effect(grants=(on_record,)) == {""}
    assert kr_effect(grants=(on_record,), known_at=SEARCHED) == {"", "REGISTERED_UNSEEN"}
    assert kr_effect(grants=(on_record,), as_of=SEARCHED) == {"LICENCE_LOST"}


@pytest.mark.parametrize("office", ["JP", "KR"])
def test_an_exclusive_licence_registered_after_the_search_binds_and_is_told(office):
    late = licence("exclusive", recorded=None, recorded_on=LATER)
    decision = decide(ask(office, "ordinary_licence", grants=(late,), known_at=SEARCHED))
    assert decision.outcome is FORBIDDEN
    assert "REGISTERED_UNSEEN" in {one.code for one in decision.findings}
    assert "REGISTERED_UNSEEN" not in {
        one.code for one in decide(ask(office, "ordinary_licence", grants=(late,))).findings
    }


def test_new_exclusive_licence_against_an_unregistered_ordinary_one_in_korea():
    decision = decide(ask("KR", "exclusive_licence", grants=(licence(),), registered=True))
    assert find(decision, "R-KR-03", code="LICENCE_LOST").effect_if_missing == "not_opposable"
    decision = decide(ask("JP", "exclusive_licence", grants=(licence(),), registered=True))
    assert "not_opposable" not in {one.effect_if_missing for one in decision.findings}


def test_korean_request_needs_more_than_the_two_periods():
    def found(filed, examined):
        about = requested(filing=filed, examination_request=examined)
        return decide(ask("KR", "term_compensation_request", **about)).outcome

    assert found(date(2021, 12, 15), date(2022, 1, 6)) is FORBIDDEN
    assert found(date(2021, 12, 14), date(2022, 1, 6)) is FORMALITY
    assert found(date(2021, 1, 6), date(2022, 12, 15)) is FORBIDDEN
    assert found(date(2021, 1, 6), date(2022, 12, 14)) is FORMALITY


def test_months_of_the_korean_request():
    found = find(decide(ask("KR", "term_compensation_request", **requested())), "R-KR-05", requirement="form")
    assert found.deadline == date(2026, 3, 15)


# Side by side (rights specification 3.6)


@pytest.mark.parametrize(
    ("office", "first_day_out"), [("GB", date(2026, 3, 10)), ("JP", date(2026, 3, 11)), ("KR", date(2026, 3, 11))]
)
def test_end_of_term_side_by_side(office, first_day_out):
    about = {"filing": date(2006, 3, 10)}
    before = first_day_out - timedelta(days=2)
    assert decide(ask(office, "ordinary_licence", about=about, as_of=before)).outcome is OK
    assert decide(ask(office, "ordinary_licence", about=about, as_of=first_day_out)).outcome is FORBIDDEN
    last = decide(ask(office, "ordinary_licence", about=about, as_of=first_day_out - timedelta(days=1)))
    assert last.outcome is (UNSURE if office == "JP" else OK)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("own_working", OK),
        ("ordinary_licence", CONSENTS),
        ("exclusive_licence", CONSENTS),
        ("share_assignment", CONSENTS),
        ("pledge", CONSENTS),
    ],
)
def test_co_owners_side_by_side(office, kind, expected):
    assert decide(ask(office, kind, interests=SHARED)).outcome is expected


@pytest.mark.parametrize(("office", "effect"), [("GB", "not_opposable"), ("JP", "breach"), ("KR", "not_opposable")])
def test_unregistered_ordinary_licence_against_a_later_owner_side_by_side(office, effect):
    decision = decide(ask(office, "assignment", grants=(licence(known_to_grantee=False),), registered=True))
    assert decision.outcome is OK
    assert {one.effect_if_missing for one in decision.findings if one.conflicting_grant == "L1"} == {effect}


@pytest.mark.parametrize("pack", [gb.PACK, jp.PACK, kr.PACK], ids=OFFICES)
def test_days_before_the_pack_are_not_judged(pack):
    decision = decide(ask(pack.office, "ordinary_licence", as_of=pack.start - timedelta(days=1)))
    assert (decision.outcome, decision.findings[0].rule) == (UNSURE, "PACK_DATE")


# Properties

TABLES = [
    *(("GB", row) for row in GB),
    *((office, row) for office in ("JP", "KR") for row in BOTH),
    *(("JP", row) for row in JP),
    *(("KR", row) for row in KR),
]


def test_general_knowledge_never_decides():
    for pack in (gb.PACK, jp.PACK, kr.PACK):
        known = laws(pack)
        pairs = [(law.id, law.basis) for law in known]
        assert len(pairs) == len(set(pairs))
        gk = {(law.id, law.basis) for law in known if law.mark == "GK"}
        sure = {(law.id, law.basis) for law in known if law.mark != "GK"}
        for office, row in TABLES:
            if office != pack.office:
                continue
            for one in decide(ask(office, row[1], **row[2])).findings:
                assert (one.rule, one.basis) in (gk if one.verified == "GK" else sure)
                if one.verified == "GK":
                    assert one.outcome in (OK, FORMALITY, UNSURE)
                    assert one.outcome is not OK or one.listed


def test_every_rule_of_the_specification_is_found_somewhere():
    found = {(office, one.rule) for office, row in TABLES for one in decide(ask(office, row[1], **row[2])).findings}
    for pack in (gb.PACK, jp.PACK, kr.PACK):
        for law in laws(pack):
            assert (pack.office, law.id) in found, law.id
    assert {rule for _, rule in found} >= {f"R-GB-0{n}" for n in range(1, 7)} | {f"R-JP-0{n}" for n in range(1, 9)}
    assert {rule for _, rule in found} >= {f"R-KR-0{n}" for n in range(1, 7)}


def reverse(value):
    if isinstance(value, dict):
        return {key: reverse(one) for key, one in value.items()}
    return [reverse(one) for one in reversed(value)] if isinstance(value, list) else value


def test_order_of_facts_is_irrelevant():
    for office, row in TABLES:
        asked = ask(office, row[1], **row[2])
        plain = reverse(msgspec.to_builtins(asked))
        assert decide(decode_facts(msgspec.json.encode(plain))) == decide(asked), row[0]


GIVES = {"restoration_pending", "ended", "term_adjustments", "id", "office", "kind", "done", "signed", "effective"}


def test_forgetting_a_fact_never_turns_a_refusal_into_permission():
    """A fact left out of the right, the transaction, a grant or a whole list may leave doubt, never permission."""
    tried = 0
    for office, row in TABLES:
        asked = ask(office, row[1], **row[2])
        if decide(asked).outcome is not FORBIDDEN:
            continue
        plain = msgspec.to_builtins(asked)
        for less in forgotten(plain):
            found = decide(decode_facts(msgspec.json.encode(less)))
            assert found.outcome > OK, (office, row[0], to_json(found))
            tried += 1
    assert tried > 200


def forgotten(plain):
    for key in ("interests", "grants", "encumbrances", "parties"):
        yield {name: value for name, value in plain.items() if name != key}
    for group in ("right", "transaction"):
        for key, value in plain[group].items():
            if key in GIVES or value in (None, [], False):
                continue
            if (group, key) == ("transaction", "scope"):
                continue
            yield {**plain, group: {name: one for name, one in plain[group].items() if name != key}}
    for index, grant in enumerate(plain["grants"] or ()):
        for key in ("kind", "grantee", "recorded", "recorded_on", "known_to_grantee", "sublicensable", "scope"):
            if key == "scope":
                less = {**grant, "scope": None}
            else:
                less = {name: one for name, one in grant.items() if name != key}
            grants = [less if place == index else one for place, one in enumerate(plain["grants"])]
            yield {**plain, "grants": grants}


boxes = st.builds(
    Box,
    time=st.sampled_from([DateInterval(), DateInterval(None, date(2027, 1, 1)), DateInterval(date(2027, 1, 1), None)]),
    fields=st.sampled_from([("ALL",), ("A61K",), ("A61K 31/00",), ("G06F 3/01",), ("G06F 3/041",)]),
    acts=st.sampled_from([None, ("make",), ("use", "sell")]),
)
licence_kinds = st.sampled_from(["exclusive_licence", "sole_licence", "ordinary_licence"])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(OFFICES), st.lists(st.tuples(licence_kinds, boxes, st.booleans()), min_size=2, max_size=5))
def test_no_two_conflicting_exclusive_grants_are_both_allowed(office, asked):
    made: tuple[Grant, ...] = ()
    for n, (kind, box, registered) in enumerate(asked):
        new = ask(office, kind, grants=made, scope=(box,), grantee=f"G{n}", registered=registered)
        if decide(new).outcome is OK:
            name = kind.removesuffix("_licence")
            made += (licence(name, id=f"L{n}", grantee=f"G{n}", scope=(box,), effective=TODAY, recorded=registered),)
    for one, other in combinations(made, 2):
        if {"exclusive", "sole"} & {one.kind, other.kind}:
            assert scope_overlap(one.scope, other.scope) is Overlap.NO


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.sampled_from(OFFICES),
    st.lists(st.tuples(st.sampled_from(["exclusive", "ordinary", "open_taken"]), boxes), max_size=3),
    licence_kinds,
    boxes,
)
def test_what_the_carve_out_leaves_can_be_granted(office, earlier, kind, box):
    made = tuple(
        licence(name, id=f"L{n}", grantee=f"G{n}", scope=(one,), recorded=True) for n, (name, one) in enumerate(earlier)
    )
    decision = decide(ask(office, kind, grants=made, scope=(box,), registered=True))
    if decision.carve_out:
        again = ask(office, kind, grants=made, scope=decision.carve_out, registered=True)
        assert decide(again).outcome is OK, to_json(decide(again))


some_days = st.sampled_from([None, date(2005, 1, 1), START, SEARCHED, LATER, TODAY, date(2027, 1, 1)])
three = st.sampled_from([None, True, False])
any_kind = st.sampled_from(sorted(COLUMN))
any_grant = st.builds(
    Grant,
    id=st.sampled_from(["L1", "L2", "L3"]),
    kind=st.sampled_from(
        [None, "assignment", "exclusive", "sole", "ordinary", "open_declaration", "open_taken", "statutory"]
    ),
    grantor=st.sampled_from([None, "A"]),
    grantee=st.sampled_from([None, "A", "B", "C"]),
    parent=st.sampled_from([None, "L1"]),
    scope=st.sampled_from([None, (Box(),), PART]),
    effective=some_days,
    ended=some_days,
    recorded=three,
    recorded_on=some_days,
    known_to_grantee=three,
    sublicensable=three,
    transferable=three,
)
any_right = st.builds(
    right,
    st.sampled_from(OFFICES),
    right_type=st.sampled_from([None, "invention", "design"]),
    stage=st.sampled_from([None, "application", "granted", "ended", "invalidated"]),
    filing=some_days,
    grant=some_days,
    ended=some_days,
    restoration_pending=st.booleans(),
    fees=st.sampled_from([None, (), (Fee(due=date(2025, 8, 1), paid=False),), (Fee(due=LATER),)]),
    term_adjustments=st.sampled_from(
        [(), (TermAdjustment(kind="compensation"),), (TermAdjustment(kind="drug_extension", days=9),)]
    ),
)
any_interests = st.sampled_from([None, (), OWNED, SHARED, (Interest(owner="A"),), (Interest(owner="B", share="1/3"),)])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    any_right,
    any_kind,
    st.none() | st.lists(any_grant, max_size=3, unique_by=lambda one: one.id).map(tuple),
    any_interests,
    st.sampled_from([None, (), (burden(),), (burden("mortgage", registered=None), burden("option", id="E2"))]),
    st.sampled_from([{}, says("B"), {"done": True}, {"grantors": ()}, {"grantors": ("B",), "parent": "L1"}]),
    three,
    st.sampled_from([None, SEARCHED]),
)
def test_any_facts_are_answered_and_ignorance_of_all_lists_allows_nothing(
    about, kind, grants, interests, burdens, more, registered, known_at
):
    asked = changed(
        ask(
            about.office, kind, grants=grants, interests=interests, burdens=burdens, registered=registered,
            known_at=known_at, **more,
        ),
        right=about,
    )  # fmt: skip
    decision = decide(asked)
    assert decision.outcome is max([one.outcome for one in decision.findings], default=OK)
    blind = changed(asked, right=Right(id="x", office=about.office), interests=None, grants=None, encumbrances=None)
    assert decide(blind).outcome >= UNSURE
    assert all(one.listed or one.outcome > OK for one in decision.findings)
    assert all(one.outcome is OK for one in decision.findings if one.listed)
    assert all(one.satisfied <= one.listed for one in decision.findings)
    assert to_json(decision)["outcome"] == decision.outcome.name
