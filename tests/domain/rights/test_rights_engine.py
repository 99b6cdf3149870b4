"""Properties of decisions: order, ignorance, exclusivity; and the rules the worked cases leave untouched."""

from datetime import date
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights.decision import Outcome, to_json
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import (
    Approval,
    Consent,
    Context,
    Encumbrance,
    Facts,
    Fee,
    Grant,
    Interest,
    Party,
    PriceNotice,
    Right,
    Transaction,
    decode_facts,
)
from patentfair.domain.rights.law import PACKS
from patentfair.domain.rights.law.listing import laws
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.panel import PANEL_KINDS, grantable_now
from patentfair.domain.rights.scope import Box, scope_overlap

EXAMPLES = Path(__file__).parents[3] / "examples" / "rights"
TODAY = date(2026, 2, 2)

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
A = Party(id="A", kind="company", seat="CN")
B = Party(id="B", kind="company", seat="CN")
C = Party(id="C", kind="company", seat="CN")
OWNED = (Interest(owner="A", registered=True, agreement=()),)


def facts(kind="ordinary_licence", right=RIGHT, grants=(), encumbrances=(), interests=OWNED, **transaction):
    given_ = {"grantors": ("A",), "grantee": "C", "written": True, **transaction}
    return Facts(
        right=right,
        transaction=Transaction(kind=kind, **given_),
        context=Context(as_of=TODAY),
        parties=(A, B, C),
        interests=interests,
        grants=grants,
        encumbrances=encumbrances,
        funding=(),
    )


def outcome(*args, **kwargs):
    return decide(facts(*args, **kwargs)).outcome


def change(value, **changes):
    return msgspec.structs.replace(value, **changes)


boxes = st.builds(
    Box,
    time=st.sampled_from(
        [
            DateInterval(),
            DateInterval(None, date(2027, 1, 1)),
            DateInterval(date(2027, 1, 1), None),
            DateInterval(date(2026, 6, 1), date(2028, 1, 1)),
        ]
    ),
    territory=st.sampled_from([("WORLD",), ("CN",), ("CN-GD",), ("CN-BJ", "CN-GD"), ("CN-SH",)]),
    fields=st.sampled_from([("ALL",), ("A61K",), ("A61K 31/00",), ("G06F 3/01",), ("G06F 3/041",), ("tag:car",)]),
    acts=st.sampled_from([None, ("make",), ("use", "sell")]),
)
kinds = st.sampled_from(["exclusive", "sole", "ordinary", "unspecified", "open_taken", "compulsory"])
licence_kinds = st.sampled_from(["exclusive_licence", "sole_licence", "ordinary_licence"])


@st.composite
def grant_lists(draw):
    chosen = draw(st.lists(st.tuples(kinds, boxes), max_size=4))
    return tuple(
        Grant(id=f"L{n}", kind=kind, grantor="A", grantee=f"G{n}", scope=(box,), effective=date(2024, 1, 1))
        for n, (kind, box) in enumerate(chosen)
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(grant_lists(), licence_kinds, boxes, st.randoms(use_true_random=False))
def test_order_of_facts_does_not_matter(grants, kind, box, random):
    shuffled = list(grants)
    random.shuffle(shuffled)
    owners = (*OWNED, Interest(owner="B", registered=True, agreement=("no_solo_licence",)))
    burdens = (
        Encumbrance(id="P1", kind="pledge", holder="bank", registered=True),
        Encumbrance(id="S1", kind="sep_commitment"),
    )
    one = facts(kind, grants=grants, encumbrances=burdens, interests=owners, scope=(box,))
    other = facts(kind, grants=tuple(shuffled), encumbrances=burdens[::-1], interests=owners[::-1], scope=(box,))
    other = change(other, parties=other.parties[::-1])
    assert decide(one) == decide(other)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(grant_lists(), licence_kinds, boxes)
def test_carve_out_can_be_granted(grants, kind, box):
    asked = facts(kind, grants=grants, scope=(box,))
    decision = decide(asked)
    if decision.carve_out:
        again = change(asked, transaction=change(asked.transaction, scope=decision.carve_out))
        assert decide(again).outcome is Outcome.ALLOWED


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(licence_kinds, boxes), min_size=2, max_size=5))
def test_no_two_conflicting_grants_both_come_into_force(asked):
    made: tuple[Grant, ...] = ()
    for n, (kind, box) in enumerate(asked):
        if outcome(kind, grants=made, scope=(box,), grantee=f"G{n}") is Outcome.ALLOWED:
            name = kind.removesuffix("_licence")
            made += (Grant(id=f"L{n}", kind=name, grantor="A", grantee=f"G{n}", scope=(box,), effective=TODAY),)
    for one, other in combinations(made, 2):
        if "exclusive" in (one.kind, other.kind) or "sole" in (one.kind, other.kind):
            assert scope_overlap(one.scope, other.scope) is Overlap.NO


NEEDED = [
    ("right", "right_type"),
    ("right", "stage"),
    ("right", "filing"),
    ("right", "fees"),
    ("interests",),
    ("grants",),
    ("encumbrances",),
    ("parties",),
    ("transaction", "grantors"),
]


@pytest.mark.parametrize("path", NEEDED, ids=".".join)
def test_a_missing_fact_is_never_allowed(path):
    for name in ("05", "07", "08", "14a", "21b"):
        plain = msgspec.json.decode((EXAMPLES / f"case-{name}.json").read_bytes())
        place = plain
        for key in path[:-1]:
            place = place[key]
        place.pop(path[-1])
        assert decide(decode_facts(msgspec.json.encode(plain))).outcome is not Outcome.ALLOWED


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_forgetting_any_fact_never_lifts_a_refusal_into_permission(path):
    """Forgetting one fact of the right, or one list, may leave a refusal or lose it to doubt, never allow the act."""
    plain = msgspec.json.decode(path.read_bytes())
    if decide(decode_facts(msgspec.json.encode(plain))).outcome is not Outcome.FORBIDDEN:
        return
    for group, keys in (("right", list(plain["right"])), ("", ["interests", "grants", "encumbrances", "parties"])):
        for key in keys:
            if key in ("office", "id", "ended", "term_adjustments", "restoration_pending"):
                continue
            less = msgspec.json.decode(path.read_bytes())
            (less[group] if group else less).pop(key)
            found = decide(decode_facts(msgspec.json.encode(less)))
            assert found.outcome > Outcome.ALLOWED, (key, to_json(found))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_reversing_every_list_changes_nothing(path):
    def reverse(value):
        if isinstance(value, dict):
            return {key: reverse(one) for key, one in value.items()}
        return [reverse(one) for one in reversed(value)] if isinstance(value, list) else value

    plain = msgspec.json.decode(path.read_bytes())
    plain["context"]["disjoint_fields"] = plain["context"].get("disjoint_fields", [])[::-1]
    assert decide(decode_facts(path.read_bytes())) == decide(decode_facts(msgspec.json.encode(reverse(plain))))


def test_days_before_the_pack_are_not_judged():
    decision = decide(change(facts(), context=Context(as_of=date(2019, 1, 1))))
    assert decision.outcome is Outcome.INDETERMINATE
    assert decision.findings[0].rule == "PACK_DATE"


def test_general_knowledge_never_decides():
    gk = {(law.id, law.basis) for pack in PACKS for law in laws(pack) if law.mark == "GK"}
    assert gk
    for path in EXAMPLES.glob("*.json"):
        for one in decide(decode_facts(path.read_bytes())).findings:
            if (one.rule, one.basis) in gk:
                assert one.verified == "GK"
                assert one.outcome in (Outcome.ALLOWED, Outcome.NEEDS_FORMALITY, Outcome.INDETERMINATE)
                assert one.outcome is not Outcome.ALLOWED or one.listed


# Rules one by one


@pytest.mark.parametrize(
    ("earlier", "new", "expected"),
    [
        ("exclusive", "assignment", Outcome.NEEDS_FORMALITY),
        ("exclusive", "exclusive_licence", Outcome.FORBIDDEN),
        ("exclusive", "sole_licence", Outcome.FORBIDDEN),
        ("exclusive", "ordinary_licence", Outcome.FORBIDDEN),
        ("exclusive", "open_licence_declaration", Outcome.FORBIDDEN),
        ("exclusive", "pledge", Outcome.NEEDS_FORMALITY),
        ("exclusive", "own_working", Outcome.FORBIDDEN),
        ("sole", "exclusive_licence", Outcome.FORBIDDEN),
        ("sole", "ordinary_licence", Outcome.INDETERMINATE),
        ("sole", "open_licence_declaration", Outcome.FORBIDDEN),
        ("sole", "own_working", Outcome.ALLOWED),
        ("ordinary", "exclusive_licence", Outcome.ALLOWED_WITH_CONSENTS),
        ("ordinary", "sole_licence", Outcome.ALLOWED_WITH_CONSENTS),
        ("ordinary", "ordinary_licence", Outcome.ALLOWED),
        ("ordinary", "open_licence_declaration", Outcome.NEEDS_FORMALITY),
        ("open_declaration", "assignment", Outcome.NEEDS_FORMALITY),
        ("open_declaration", "exclusive_licence", Outcome.FORBIDDEN),
        ("open_declaration", "sole_licence", Outcome.FORBIDDEN),
        ("open_declaration", "ordinary_licence", Outcome.ALLOWED),
        ("open_declaration", "pledge", Outcome.ALLOWED_WITH_CONSENTS),
        ("open_taken", "exclusive_licence", Outcome.ALLOWED_WITH_CONSENTS),
        ("compulsory", "exclusive_licence", Outcome.ALLOWED),
        ("assignment", "ordinary_licence", Outcome.INDETERMINATE),
        ("assignment", "assignment", Outcome.NEEDS_FORMALITY),
        (None, "ordinary_licence", Outcome.INDETERMINATE),
        (None, "assignment", Outcome.NEEDS_FORMALITY),
    ],
)
def test_matrix(earlier, new, expected):
    grant = Grant(
        id="L1",
        kind=earlier,
        grantor="A",
        grantee=None if earlier == "open_declaration" else "B",
        effective=date(2024, 1, 1),
        recorded=False,
    )
    extra = {"debt_until": date(2027, 1, 1)} if new == "pledge" else {}
    if new in ("open_licence_declaration", "own_working"):
        extra["grantee"] = None
    if new == "assignment":
        extra |= {"first_refusal": "waived"}
    assert outcome(new, grants=(grant,), **extra) is expected


def test_scope_blind_refusal_of_an_open_licence():
    regional = Grant(id="L1", kind="exclusive", grantor="A", grantee="B", scope=(Box(territory=("CN-GD",)),))
    assert outcome("open_licence_declaration", grants=(regional,), grantee=None) is Outcome.FORBIDDEN


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("assignment", Outcome.FORBIDDEN),
        ("ordinary_licence", Outcome.INDETERMINATE),
        ("open_licence_declaration", Outcome.FORBIDDEN),
        ("pledge", Outcome.FORBIDDEN),
        ("waiver", Outcome.FORBIDDEN),
        ("own_working", Outcome.ALLOWED),
    ],
)
def test_preservation(kind, expected):
    seized = Encumbrance(id="S", kind="seizure", holder="court", end=date(2026, 6, 1))
    extra = {"debt_until": date(2027, 1, 1)} if kind == "pledge" else {}
    assert outcome(kind, encumbrances=(seized,), **extra) is expected
    queued = change(seized, start=date(2026, 5, 1))
    assert outcome("ordinary_licence", encumbrances=(queued,)) is Outcome.ALLOWED


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 10), Outcome.ALLOWED),
        (date(2026, 3, 11), Outcome.NEEDS_FORMALITY),
        (date(2026, 9, 10), Outcome.NEEDS_FORMALITY),
        (date(2026, 9, 11), Outcome.FORBIDDEN),
    ],
)
def test_annuity_late_window(day, expected):
    right = change(RIGHT, fees=(Fee(due=date(2026, 3, 10), paid=False),))
    assert decide(change(facts(right=right), context=Context(as_of=day))).outcome is expected


@pytest.mark.parametrize(
    ("right_type", "filing", "last"),
    [
        ("invention", date(2006, 3, 10), date(2026, 3, 9)),
        ("utility_model", date(2016, 3, 10), date(2026, 3, 9)),
        ("design", date(2016, 3, 10), date(2026, 3, 9)),
        ("design", date(2021, 6, 1), date(2036, 5, 31)),
    ],
)
def test_term(right_type, filing, last):
    right = change(RIGHT, right_type=right_type, filing=filing, grant=date(2022, 1, 4))
    for day, expected in ((last, Outcome.ALLOWED), (last + (last - date.fromordinal(last.toordinal() - 1)), 4)):
        assert decide(change(facts(right=right), context=Context(as_of=day))).outcome == expected


def test_consents_of_co_owners():
    both = (*OWNED, Interest(owner="B", registered=True, agreement=()))
    for kind in ("exclusive_licence", "sole_licence", "assignment", "share_assignment", "waiver"):
        assert outcome(kind, interests=both) is Outcome.ALLOWED_WITH_CONSENTS
        refused = (Consent(party="B", answer="refused"),)
        assert outcome(kind, interests=both, consents=refused) is Outcome.FORBIDDEN
    given_ = (Consent(party="B", answer="given"),)
    assert outcome("exclusive_licence", interests=both, consents=given_) is Outcome.ALLOWED
    assert outcome("exclusive_licence", interests=both, grantors=("A", "B")) is Outcome.ALLOWED
    unknown_ = (*OWNED, Interest(owner="B", registered=True))
    assert (
        outcome("ordinary_licence", interests=(change(OWNED[0], agreement=None), unknown_[1])) is Outcome.INDETERMINATE
    )


def test_only_the_registered_owner_disposes():
    assert outcome(grantors=("B",)) is Outcome.FORBIDDEN
    assert outcome(interests=(change(OWNED[0], registered=False),)) is Outcome.FORBIDDEN
    assert outcome(interests=(change(OWNED[0], registered=None),)) is Outcome.INDETERMINATE


HEAD = Grant(id="H", kind="exclusive", grantor="A", grantee="B", sublicensable=True, effective=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Outcome.ALLOWED),
        ({"sublicensable": False}, Outcome.FORBIDDEN),
        ({"sublicensable": None}, Outcome.INDETERMINATE),
        ({"kind": "compulsory"}, Outcome.FORBIDDEN),
        ({"grantee": "D"}, Outcome.FORBIDDEN),
        ({"scope": (Box(territory=("CN-GD",)),)}, Outcome.FORBIDDEN),
        ({"scope": None}, Outcome.INDETERMINATE),
        ({"ended": date(2025, 1, 1)}, Outcome.FORBIDDEN),
    ],
)
def test_sub_licence(changes, expected):
    found = outcome("sub_licence", grants=(change(HEAD, **changes),), parent="H", grantors=("B",))
    assert found is expected


def test_sub_licence_is_no_more_exclusive_than_its_head():
    head = change(HEAD, kind="ordinary")
    assert outcome("sub_licence", grants=(head,), parent="H", grantors=("B",), licence_kind="exclusive") == 4
    assert outcome("sub_licence", grants=(HEAD,), parent="H", grantors=("B",), licence_kind="exclusive") == 0
    assert outcome("sub_licence", grants=(), parent="H", grantors=("B",)) is Outcome.INDETERMINATE


def university(**transaction):
    asked = facts(**transaction)
    return decide(change(asked, parties=(Party(id="A", kind="public_research", seat="CN"), C))).outcome


def test_university_price():
    notice = PriceNotice(start=date(2026, 1, 5), end=date(2026, 1, 21), objection_open=False)
    assert university() is Outcome.NEEDS_FORMALITY
    assert university(price_method="auction") is Outcome.ALLOWED
    assert university(price_method="agreement") is Outcome.NEEDS_FORMALITY
    assert university(price_method="agreement", price_notice=notice) is Outcome.ALLOWED
    short = change(notice, end=date(2026, 1, 20))
    assert university(price_method="agreement", price_notice=short) is Outcome.NEEDS_FORMALITY
    objected = change(notice, objection_open=True)
    assert university(price_method="agreement", price_notice=objected) is Outcome.NEEDS_FORMALITY


def test_owner_of_unknown_kind_may_be_a_university():
    asked = facts()
    assert decide(change(asked, parties=(change(A, kind=None), C))).outcome is Outcome.NEEDS_FORMALITY


def abroad(right=RIGHT, seat="JP", **transaction):
    asked = facts(right=right, **transaction)
    return decide(change(asked, parties=(A, Party(id="C", kind="company", seat=seat)))).outcome


def test_export():
    for seat in ("JP", "HK", "TW", "MO"):
        assert abroad(seat=seat) is Outcome.ALLOWED
        assert abroad(change(RIGHT, technology="prohibited"), seat=seat) is Outcome.FORBIDDEN
        assert abroad(change(RIGHT, technology="restricted"), seat=seat) is Outcome.ALLOWED_WITH_CONSENTS
        assert abroad(change(RIGHT, technology=None), seat=seat) is Outcome.INDETERMINATE
    assert abroad(seat=None) is Outcome.INDETERMINATE
    licensed = (
        Approval(kind="letter_of_intent", answer="given", on=date(2026, 1, 5)),
        Approval(kind="export_licence", answer="given", on=date(2026, 1, 25)),
    )
    restricted = change(RIGHT, technology="restricted")
    assert abroad(restricted, approvals=licensed, signed=date(2026, 1, 20)) is Outcome.ALLOWED
    undated = (Approval(kind="letter_of_intent", answer="given"),)
    assert abroad(restricted, approvals=undated, signed=date(2026, 1, 20)) is Outcome.INDETERMINATE
    refused = (licensed[0], Approval(kind="export_licence", answer="refused"))
    assert abroad(restricted, approvals=refused) is Outcome.FORBIDDEN


def test_recordal_asked_for():
    mine = Grant(id="L1", kind="ordinary", grantor="A", grantee="C", effective=date(2026, 1, 5))
    other = Grant(id="L2", kind="exclusive", grantor="A", grantee="B", effective=date(2024, 1, 5), recorded=True)
    assert outcome("licence_recordal", grants=(mine,), parent="L1") is Outcome.ALLOWED
    assert outcome("licence_recordal", grants=(mine, other), parent="L1") is Outcome.FORBIDDEN
    late = change(mine, effective=date(2025, 1, 5))
    assert outcome("licence_recordal", grants=(late,), parent="L1") is Outcome.NEEDS_FORMALITY
    assert outcome("licence_recordal", grants=(change(mine, recorded=True),), parent="L1") is Outcome.FORBIDDEN


def test_pledge_is_refused_beyond_the_term():
    assert outcome("pledge", debt_until=date(2030, 1, 1)) is Outcome.NEEDS_FORMALITY
    assert outcome("pledge", debt_until=date(2041, 1, 1)) is Outcome.FORBIDDEN
    assert outcome("pledge") is Outcome.INDETERMINATE
    unregistered = Encumbrance(id="P", kind="pledge", holder="bank", registered=False)
    assert outcome(encumbrances=(unregistered,)) is Outcome.ALLOWED


def test_open_licence_life():
    live = Grant(id="O", kind="open_declaration", grantor="A", effective=date(2025, 1, 1))
    assert outcome("open_licence_withdrawal", grants=(live,)) is Outcome.NEEDS_FORMALITY
    assert outcome("open_licence_withdrawal", grants=(live,), unconditional=False) is Outcome.FORBIDDEN
    taking = {"parent": "O", "notice_given": date(2026, 1, 1)}
    assert outcome("open_licence_acceptance", grants=(live,), **taking) is Outcome.NEEDS_FORMALITY
    assert outcome("open_licence_acceptance", grants=(live,), paid=TODAY, **taking) is Outcome.ALLOWED
    gone = change(live, ended=date(2026, 1, 1))
    assert outcome("open_licence_acceptance", grants=(gone,), **taking) is Outcome.FORBIDDEN
    assert outcome("exclusive_licence", grants=(gone,)) is Outcome.ALLOWED


CENTRAL = change(A, kind="central_soe")
PLEDGED = {"debt_until": date(2027, 1, 1)}
LATER_THAN_ITS_TERM = (Box(time=DateInterval(date(2027, 1, 1), None)),)
OLD_MODEL = change(RIGHT, right_type="utility_model", filing=date(2016, 6, 1), evaluation_report="positive")
OLD_DESIGN = change(RIGHT, right_type="design", filing=date(2016, 6, 1), evaluation_report="positive")
EARLIER = Grant(id="L1", kind="ordinary", grantor="A", grantee="B", effective=date(2024, 1, 1))
DECLARED = Grant(id="O", kind="open_declaration", grantor="A", effective=date(2025, 1, 1))
NAMED_BY_NO_CASE = [
    ("R-CN-03", facts(right=change(RIGHT, filing=None)), Outcome.INDETERMINATE),
    ("R-CN-12", facts(right=OLD_MODEL, scope=LATER_THAN_ITS_TERM), Outcome.FORBIDDEN),
    ("R-CN-04", facts(right=OLD_DESIGN), Outcome.ALLOWED),
    ("R-CN-11", facts(right=change(RIGHT, stage="application", grant=None)), Outcome.ALLOWED),
    (
        "R-CN-32",
        facts("assignment", encumbrances=(Encumbrance(id="S", kind="seizure", holder="court"),)),
        Outcome.FORBIDDEN,
    ),
    ("R-CN-52", facts(written=False), Outcome.NEEDS_FORMALITY),
    ("R-CN-64", facts("open_licence_withdrawal", grants=(DECLARED,)), Outcome.NEEDS_FORMALITY),
    ("R-CN-80", facts("pledge", grantee="bank", registered=False, **PLEDGED), Outcome.NEEDS_FORMALITY),
    ("R-CN-84", facts("pledge", grants=(EARLIER,), grantee="bank", **PLEDGED), Outcome.NEEDS_FORMALITY),
    ("R-CN-92", change(facts(), parties=(change(A, kind="public_research"), C)), Outcome.NEEDS_FORMALITY),
    ("S-14", facts("pledge", grants=(DECLARED,), grantee="bank", **PLEDGED), Outcome.ALLOWED_WITH_CONSENTS),
    ("S-49", facts("waiver"), Outcome.NEEDS_FORMALITY),
    ("S-76", change(facts(), parties=(CENTRAL, C)), Outcome.ALLOWED),
]


@pytest.mark.parametrize(("rule", "asked", "expected"), NAMED_BY_NO_CASE, ids=[row[0] for row in NAMED_BY_NO_CASE])
def test_rules_that_no_worked_case_names(rule, asked, expected):
    decision = decide(asked)
    assert rule in {one.rule for one in decision.findings}
    assert decision.outcome is expected, to_json(decision)


def test_panel():
    rows = grantable_now(RIGHT, OWNED, (), (), Context(as_of=TODAY), A, funding=())
    assert tuple(row.kind for row in rows) == PANEL_KINDS
    assert [row.decision.outcome for row in rows] == [1, 0, 0, 0, 1, 1]
    unknown_ = grantable_now(RIGHT, None, None, None, Context(as_of=TODAY), A)
    assert all(row.decision.outcome is Outcome.INDETERMINATE for row in unknown_)
