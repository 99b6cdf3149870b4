"""What must hold of every pack: order, ignorance, exclusivity, the carve-out against brute force, the two clocks."""

from datetime import date
from itertools import combinations, product
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights.decision import ROLES, Decision, Outcome, to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import (
    Applicant,
    Claim,
    Context,
    Encumbrance,
    Facts,
    Fee,
    Funding,
    Grant,
    Interest,
    Party,
    Right,
    Transaction,
    decode_facts,
)
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.law.case import again
from patentfair.domain.rights.law.listing import laws
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import Box, scope_overlap

EXAMPLES = Path(__file__).parents[3] / "examples" / "rights"
TODAY = date(2026, 2, 2)
START = date(2024, 1, 1)
OFFICES = tuple(pack.office for pack in PACKS)
PACK = {pack.office: pack for pack in PACKS}
SEAT = {"UP": "DE", "EP": "DE"}
# Two places inside each right, and one beyond it.
PLACES = {
    "CN": ("CN-GD", "CN-BJ"),
    "US": ("US-CA", "US-NY"),
    "EP": ("DE", "FR"),
    "UP": ("DE", "FR"),
    "DE": ("DE-BY", "DE-BE"),
    "GB": ("GB-ENG", "GB-SCT"),
    "JP": ("JP-13", "JP-27"),
    "KR": ("KR-11", "KR-26"),
}


def change(value, **changes):
    return msgspec.structs.replace(value, **changes)


def right(office, **changes):
    plain = {
        "id": f"{office}-1",
        "office": office,
        "right_type": "invention",
        "stage": "granted",
        "published": True,
        "filing": date(2016, 3, 10),
        "grant": date(2020, 5, 9),
        "fees": (),
        "secrecy": "none",
        "same_day_pair": "none",
        "invalidity_pending": False,
        "service_invention": False,
        "technology": "free",
        "key_core_technology": False,
        "terminal_disclaimer": (),
    }
    if office == "EP":
        plain |= {"stage": "application", "grant": None, "states": ("DE", "FR")}
    if office == "UP":
        applicants = (Applicant(seat="DE", places_of_business=()),)
        plain |= {"office": "EP", "right_type": "unitary_patent", "states": ("DE", "FR")}
        plain |= {"applicants_at_filing": applicants, "grant": date(2023, 7, 5)}
    return Right(**{**plain, **changes})


OWNED = (Interest(owner="A", share="1/1", registered=True, agreement=()),)
NOBODY = frozenset({"waiver", "own_working", "open_licence_declaration", "open_licence_withdrawal"})


def facts(office, kind, *, grants=(), encumbrances=(), interests=OWNED, funding=(), known_at=None, about=None, **more):
    asked = {
        "grantors": ("A",),
        "grantee": None if kind in NOBODY else "C",
        "written": True,
        "signed_by": ("A", "C"),
        "for_value": True,
        "us_manufacture": True,
        "debt_until": date(2027, 1, 1),
    }
    return Facts(
        right=right(office, **(about or {})),
        transaction=Transaction(kind=kind, **{**asked, **more}),
        context=Context(as_of=TODAY, known_at=known_at),
        parties=tuple(Party(id=name, kind="company", seat=SEAT.get(office, office)) for name in "ABCD"),
        interests=interests,
        grants=grants,
        encumbrances=encumbrances,
        funding=funding,
    )


WHOLE = (Box(),)


def licence(name, kind, scope=WHOLE, **changes):
    plain = {"grantor": "A", "grantee": "B", "effective": START, "recorded": True}
    return Grant(id=name, kind=kind, scope=scope, **{**plain, **changes})


# Every office and kind of act, with all it could ask for given

KINDS = ("assignment", "share_assignment", "exclusive_licence", "sole_licence", "ordinary_licence", "pledge", "waiver")
KINDS += ("open_licence_declaration", "open_licence_withdrawal", "own_working", "unspecified_licence")
LICENCES = ("exclusive_licence", "sole_licence", "ordinary_licence")


@pytest.mark.parametrize("office", OFFICES)
def test_a_plain_licence_is_allowed_and_says_who_must_do_what(office):
    for kind in LICENCES:
        decision = decide(facts(office, kind))
        assert decision.outcome <= Outcome.NEEDS_FORMALITY, to_json(decision)
        assert (decision.pack, decision.pack_version) == (office, PACK[office].version)


@pytest.mark.parametrize("office", OFFICES)
def test_a_day_before_the_pack_is_not_judged(office):
    first = PACK[office].start
    asked = facts(office, "ordinary_licence")
    before = change(asked, context=Context(as_of=first.replace(year=first.year - 1)))
    assert [one.rule for one in decide(before).findings] == ["PACK_DATE"]
    assert decide(before).outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_asking_again_for_another_kind_is_asking_anew(path):
    """What the engine keeps of a case when it looks for weaker kinds is what it would have found from the start."""
    asked = decode_facts(path.read_bytes())
    pack = PACK["UP" if asked.right.right_type == "unitary_patent" else asked.right.office]
    for kind in (*LICENCES, "assignment", "pledge"):
        anew = change(asked, transaction=change(asked.transaction, kind=kind))
        assert again(pack.prepare(asked), kind) == pack.prepare(anew)


# Order


def scopes(office):
    return st.builds(
        Box,
        time=st.sampled_from(
            [
                DateInterval(),
                DateInterval(None, date(2027, 1, 1)),
                DateInterval(date(2027, 1, 1), None),
                DateInterval(date(2026, 6, 1), date(2028, 1, 1)),
            ]
        ),
        territory=st.sampled_from([("WORLD",), PLACES[office][:1], PLACES[office][1:], PLACES[office]]),
        fields=st.sampled_from([("ALL",), ("A61K",), ("A61K 31/00",), ("G06F",)]),
        fields_except=st.sampled_from([(), (), ("A61K 31/00",)]),
        acts=st.sampled_from([None, ("make",), ("use", "sell")]),
        claims=st.sampled_from([None, (1,), (1, 2)]),
    )


EARLIER = ("exclusive", "sole", "ordinary", "unspecified", "open_taken", "compulsory", "government", "statutory", None)


@st.composite
def situations(draw, *, earlier=EARLIER, most=4):
    """An office, earlier grants of its right, and a licence asked for in some scope."""
    office = draw(st.sampled_from(OFFICES))
    chosen = draw(st.lists(st.tuples(st.sampled_from(earlier), scopes(office), st.booleans()), max_size=most))
    grants = tuple(
        licence(f"L{n}", kind, (box,), grantee=f"G{n}", recorded=recorded, known_to_grantee=recorded)
        for n, (kind, box, recorded) in enumerate(chosen)
    )
    return office, grants, draw(st.sampled_from(LICENCES)), draw(scopes(office))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(situation, random):
    office, grants, kind, box = situation
    shuffled = list(grants)
    random.shuffle(shuffled)
    owners = (*OWNED, Interest(owner="B", registered=True, agreement=("no_solo_licence",)))
    burdens = (
        Encumbrance(id="P", kind="pledge", holder="bank", registered=True, start=START),
        Encumbrance(id="M", kind="mortgage", holder="bank", registered=None),
        Encumbrance(id="O", kind="option", holder="D"),
    )
    one = facts(office, kind, grants=grants, encumbrances=burdens, interests=owners, scope=(box,))
    other = facts(
        office, kind, grants=tuple(shuffled), encumbrances=burdens[::-1], interests=owners[::-1], scope=(box,)
    )
    assert decide(one) == decide(change(other, parties=other.parties[::-1]))


# Ignorance

UNPAID = (Fee(due=date(2023, 11, 9), paid=False),)
VALUES = {
    ("right", "right_type"): ["invention", "design", "utility_model"],
    ("right", "stage"): ["application", "granted", "ended", "invalidated"],
    ("right", "fees"): [(), UNPAID],
    ("right", "filing"): [date(2016, 3, 10), date(2004, 1, 5)],
    ("right", "grant"): [date(2020, 5, 9), date(2025, 9, 9)],
    ("right", "technology"): ["free", "restricted", "prohibited"],
    ("right", "terminal_disclaimer"): [(), ("X",)],
    ("right", "same_day_pair"): ["none", "pending", "granted"],
    ("right", "evaluation_report"): ["none", "positive", "negative"],
    ("right", "invalidity_pending"): [True, False],
    ("right", "key_core_technology"): [True, False],
    ("right", "service_invention"): [True, False],
    ("interests",): [
        OWNED,
        (change(OWNED[0], owner="B"),),
        tuple(Interest(owner=name, share="1/2", registered=True, agreement=()) for name in "AB"),
    ],
    ("grants",): [(), (licence("L0", "exclusive"),), (licence("L0", "ordinary", known_to_grantee=True),)],
    ("encumbrances",): [
        (),
        (Encumbrance(id="E", kind="pledge", holder="bank", registered=True, start=START),),
        (Encumbrance(id="E", kind="seizure", holder="court", registered=True, start=START),),
    ],
    ("funding",): [(), (Funding(subject_invention=True),)],
    ("transaction", "debt_until"): [date(2027, 1, 1), date(2060, 1, 1)],
}


def put(asked, path, value):
    if len(path) == 1:
        return change(asked, **{path[0]: value})
    return change(asked, **{path[0]: change(getattr(asked, path[0]), **{path[1]: value})})


EXCLUDED = (licence("L1", "exclusive"),)
ROWS = [(office, kind, grants) for office in OFFICES for kind in KINDS for grants in ((), EXCLUDED)]


@pytest.mark.parametrize(("office", "kind", "grants"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_learning_a_fact_turns_a_refusal_into_a_permission_only_for_a_reason(office, kind, grants):
    """What is not known never allows what a value would forbid; what learning it lifts was said to hang on it."""
    asked = facts(office, kind, grants=grants)
    for path, values in VALUES.items():
        if path == ("right", "right_type") and office == "UP":
            continue
        ignorant = decide(put(asked, path, None))
        for value in values:
            learnt = decide(put(asked, path, value))
            if learnt.outcome is Outcome.FORBIDDEN:
                assert ignorant.outcome > Outcome.ALLOWED, (path, value, to_json(learnt))
            if learnt.outcome > Outcome.NEEDS_FORMALITY or ignorant.outcome < Outcome.INDETERMINATE:
                continue
            assert lifted(ignorant, learnt), (path, value, to_json(ignorant), to_json(learnt))


def lifted(ignorant: Decision, learnt: Decision) -> bool:
    """Whether doubt was said and is gone, or a finding says why what was refused now is not."""
    doubts = [one for one in ignorant.findings if one.outcome is Outcome.INDETERMINATE and not one.listed]
    if ignorant.outcome is Outcome.INDETERMINATE:
        return bool(doubts) and all(one.why.en and one.why.zh and one.who in (None, *ROLES) for one in doubts)
    told = {(one.rule, one.why.en) for one in ignorant.findings}
    return any((one.rule, one.why.en) not in told for one in learnt.findings)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(situations(), st.sampled_from(["kind", "scope", "grantee", "effective", "recorded"]))
def test_forgetting_a_fact_of_an_earlier_grant_never_allows(situation, name):
    office, grants, kind, box = situation
    if not grants:
        return
    asked = facts(office, kind, grants=grants, scope=(box,))
    if decide(asked).outcome is not Outcome.FORBIDDEN:
        return
    # A grant without a first day has always run; that is a wider grant, not a forgotten one.
    forgotten = tuple(change(one, **{name: None}) for one in grants)
    assert decide(change(asked, grants=forgotten)).outcome > Outcome.NEEDS_FORMALITY


# Exclusivity


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(OFFICES), st.data())
def test_no_two_conflicting_grants_both_come_into_force(office, data):
    """Whatever is asked for one after the other: of what takes effect nothing exclusive or sole overlaps anything."""
    wishes = data.draw(st.lists(st.tuples(st.sampled_from(LICENCES), scopes(office)), min_size=2, max_size=5))
    made: tuple[Grant, ...] = ()
    for n, (kind, box) in enumerate(wishes):
        asked = facts(
            office, kind, grants=made, scope=(box,), grantee=f"G{n}", registered=True, signed_by=("A", f"G{n}")
        )
        if decide(asked).outcome is Outcome.ALLOWED:
            made += (licence(f"L{n}", kind.removesuffix("_licence"), (box,), grantee=f"G{n}", effective=TODAY),)
    for one, other in combinations(made, 2):
        if {"exclusive", "sole"} & {one.kind, other.kind}:
            assert scope_overlap(one.scope, other.scope) is Overlap.NO


# The carve-out against brute force

DAYS = (date(2026, 3, 1), date(2026, 9, 1), date(2027, 3, 1))
LEAVES = ("A61K 31/00", "A61K 9/00", "G06F")


def points(office):
    """Every smallest part of the request: a day, a place, a field, an act, a claim."""
    return [
        Box(
            time=DateInterval(day, date.fromordinal(day.toordinal() + 1)),
            territory=(place,),
            fields=(leaf,),
            acts=(act,),
            claims=(claim,),
        )
        for day, place, leaf, act, claim in product(DAYS, PLACES[office], LEAVES, ("make", "sell"), (1, 2))
    ]


CLAIMS = (Claim(number=1, category="product"), Claim(number=2, category="product"))
times = st.sampled_from(
    [
        DateInterval(),
        DateInterval(None, date(2026, 6, 1)),
        DateInterval(date(2026, 6, 1), None),
        DateInterval(date(2026, 6, 1), date(2027, 1, 1)),
    ]
)


def grid_boxes(office):
    return st.builds(
        Box,
        time=times,
        territory=st.sampled_from([("WORLD",), PLACES[office][:1], PLACES[office]]),
        territory_except=st.sampled_from([(), (), PLACES[office][1:]]),
        fields=st.sampled_from([("ALL",), ("A61K",), ("A61K 31/00", "G06F")]),
        fields_except=st.sampled_from([(), (), ("A61K 9/00",)]),
        acts=st.sampled_from([None, ("make",), ("distribute",)]),
        claims=st.sampled_from([None, None, (1,)]),
        claims_except=st.sampled_from([(), (), (2,)]),
    )


@pytest.mark.parametrize("office", OFFICES)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_carve_out_is_free_of_conflict_and_nothing_more_is(office, data):
    """Point by point: what could be granted alone is in the carve-out, and nothing else of the request is."""
    kinds = st.sampled_from(("exclusive", "sole", "ordinary", "compulsory", "open_taken", "unspecified"))
    chosen = data.draw(st.lists(st.tuples(kinds, grid_boxes(office), st.booleans()), min_size=1, max_size=3))
    grants = tuple(
        licence(f"L{n}", kind, (box,), grantee=f"G{n}", recorded=recorded)
        for n, (kind, box, recorded) in enumerate(chosen)
    )
    kind, wish = data.draw(st.sampled_from(LICENCES)), data.draw(grid_boxes(office))
    asked = facts(office, kind, grants=grants, scope=(wish,), about={"claims": CLAIMS})
    alone = decide(change(asked, grants=())).outcome
    decision = decide(asked)
    for point in points(office):
        if scope_overlap((point,), (wish,)) is not Overlap.YES:
            continue
        single = change(asked, transaction=change(asked.transaction, scope=(point,)))
        free = decide(single).outcome <= max(alone, Outcome.NEEDS_FORMALITY)
        offered = decision.carve_out is None or scope_overlap((point,), decision.carve_out) is Overlap.YES
        assert free == offered, (point, to_json(decision))
    for box in decision.carve_out or ():
        again_ = decide(change(asked, transaction=change(asked.transaction, scope=(box,))))
        assert again_.outcome <= max(alone, Outcome.NEEDS_FORMALITY), (box, to_json(again_))


# The two clocks

SEARCHED, ENTERED = date(2026, 1, 10), date(2026, 1, 20)
# The rule under which each pack tells it; Japan and Korea tell of licences with their effect.
REGISTER = {
    "CN": {"S-50"},
    "US": {"R-US-02"},
    "EP": {"R-EP-02"},
    "UP": {"G-UP-03"},
    "DE": {"R-DE-02"},
    "GB": {"R-GB-02"},
    "JP": {"R-JP-05"},
    "KR": {"R-KR-02", "R-KR-03"},
}


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("kind", ["assignment", "exclusive_licence", "pledge"])
def test_what_the_register_did_not_show_is_listed(office, kind):
    """An interest, a licence and a pledge entered after the search are named, each with its day and an article."""
    interests = (*OWNED, Interest(owner="B", share=None, registered_on=ENTERED, agreement=()))
    grants = (licence("L1", "exclusive", grantee="D", recorded=None, recorded_on=ENTERED),)
    pledge = Encumbrance(id="P", kind="pledge", holder="bank", registered_on=ENTERED, start=START)
    asked = facts(office, kind, interests=interests, grants=grants, encumbrances=(pledge,), known_at=SEARCHED)
    told = [one for one in decide(asked).findings if one.code == "REGISTERED_UNSEEN"]
    for name in ("B", "D", "bank") if kind == "exclusive_licence" or office not in ("JP", "KR") else ("B", "bank"):
        (one,) = [one for one in told if f" of {name} " in one.why.en]
        assert str(ENTERED) in one.why.en
        assert str(SEARCHED) in one.why.en
        assert (one.outcome, one.listed, one.requirement) == (Outcome.ALLOWED, True, "evidence")
        assert one.rule in REGISTER[office]
    assert [one.conflicting_grant for one in told if " of D " in one.why.en] in ([], ["L1"])


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("known_at", [None, ENTERED, TODAY])
def test_what_the_register_showed_is_not_listed_as_unseen(office, known_at):
    grants = (licence("L1", "ordinary", grantee="D", recorded=None, recorded_on=ENTERED),)
    asked = facts(office, "exclusive_licence", grants=grants, known_at=known_at)
    assert "REGISTERED_UNSEEN" not in {one.code for one in decide(asked).findings}


def test_the_day_of_the_search_is_no_license_to_ignore_what_came_before():
    """The second clock never makes an act more allowed than the first does."""
    for office, kind in product(OFFICES, KINDS):
        grants = (licence("L1", "exclusive", recorded=None, recorded_on=date(2025, 1, 1)),)
        plain = decide(facts(office, kind, grants=grants)).outcome
        assert decide(facts(office, kind, grants=grants, known_at=SEARCHED)).outcome == plain


# Rules that no other test names


def test_a_limit_of_the_german_pack_stands_on_its_page():
    """G-DE-09: what was amended after the text that was read. No fact brings it up, so it is listed and never found."""
    (limit,) = [law for law in laws(PACK["DE"]) if law.id == "G-DE-09"]
    assert limit.mark == "GK"


def test_the_bar_to_an_injunction_is_a_remark():
    """R-GB-99: the wording of section 46(3)(c) was not read; it is told with an application and decides nothing."""
    decision = decide(facts("GB", "open_licence_declaration"))
    (remark,) = [one for one in decision.findings if one.rule == "R-GB-99"]
    assert (remark.outcome, remark.listed, remark.verified) == (Outcome.ALLOWED, True, "GK")


def test_a_waiver_in_japan_needs_the_pledgee():
    """R-JP-06."""
    pledge = Encumbrance(id="P", kind="pledge", holder="bank", registered=True)
    decision = decide(facts("JP", "waiver", encumbrances=(pledge,)))
    assert [one.who for one in decision.findings if one.rule == "R-JP-06"] == ["bank"]
    assert decision.outcome is Outcome.ALLOWED_WITH_CONSENTS
