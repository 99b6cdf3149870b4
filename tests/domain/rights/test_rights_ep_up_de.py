"""European applications, unitary patents and Germany: the worked cases, unseen situations rule by rule, properties."""

from datetime import date
from itertools import combinations
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
from patentfair.domain.rights.law import de, ep, up
from patentfair.domain.rights.law.de.case import term_end
from patentfair.domain.rights.law.listing import laws
from patentfair.domain.rights.law.names import spelled_out
from patentfair.domain.rights.law.up.case import property_state
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import Box, scope_overlap

EXAMPLES = Path(__file__).parents[3] / "examples" / "rights"
TODAY = date(2026, 2, 2)
ALLOWED, FORMALITY, CONSENTS, UNSURE, FORBIDDEN = Outcome

DE = Right(
    id="DE-1",
    office="DE",
    right_type="invention",
    stage="granted",
    filing=date(2020, 3, 10),
    grant=date(2023, 5, 9),
    fees=(),
)
UP = Right(
    id="EP-1",
    office="EP",
    right_type="unitary_patent",
    stage="granted",
    filing=date(2020, 3, 10),
    grant=date(2023, 7, 5),
    fees=(),
    states=("AT", "DE", "FR", "IT"),
    applicants_at_filing=(Applicant(seat="DE", places_of_business=()),),
)
EP = Right(
    id="EP-2",
    office="EP",
    right_type="invention",
    stage="application",
    filing=date(2023, 3, 10),
    fees=(),
    states=("DE", "FR", "GB"),
)
NAMED = ("A", "B", "C", "D", "bank")
OWNED = (Interest(owner="A", registered=True, agreement=()),)


def held(a: str | None, b: str | None, agreement=(), **more):
    return tuple(
        Interest(owner=name, share=share, registered=True, agreement=agreement, **more)
        for name, share in (("A", a), ("B", b))
    )


HALVES = held("1/2", "1/2")
LAPSED_DAY = date(2025, 10, 2)


def change(value, **changes):
    return msgspec.structs.replace(value, **changes)


def facts(kind="ordinary_licence", right=DE, *, day=TODAY, **given_) -> Facts:
    top = {name: given_.pop(name) for name in ("grants", "encumbrances", "interests") if name in given_}
    transaction = {"grantors": ("A",), "grantee": "C", "written": True, **given_}
    return Facts(
        right=right,
        transaction=Transaction(kind=kind, **transaction),
        context=Context(as_of=day),
        parties=tuple(Party(id=name, kind="company", seat="DE") for name in NAMED),
        **{"interests": OWNED, "grants": (), "encumbrances": (), **top},
    )


def ask(*args, **kwargs) -> Decision:
    return decide(facts(*args, **kwargs))


def rules(decision: Decision) -> set[str]:
    return {one.rule for one in decision.findings}


def found(decision: Decision, rule: str, outcome: Outcome | None = None):
    return next(one for one in decision.findings if one.rule == rule and outcome in (None, one.outcome))


def given_by(*names, answer="given"):
    return tuple(Consent(party=name, answer=answer) for name in names)


def earlier(kind="exclusive", **more) -> Grant:
    fixed = {"id": "L1", "kind": kind, "grantor": "A", "grantee": "B", "effective": date(2024, 1, 1), "recorded": False}
    return Grant(**{**fixed, **more})


STATEMENT = earlier("open_declaration", id="O", grantee=None, recorded=True)
SIGNED = {"signed_by": ("A", "C")}
BAVARIA = (Box(territory=("DE-BY",)),)
SAXONY = (Box(territory=("DE-SN",)),)
PLEDGED = (Encumbrance(id="P", kind="pledge", holder="bank"),)
HEAD = earlier("exclusive", id="H", grantee="B", sublicensable=True)
SUB = {"kind": "sub_licence", "parent": "H", "grantors": ("B",)}
PASS = {"kind": "licence_transfer", "parent": "H", "grantors": ("B",)}
WILL = {"kind": "open_licence_declaration", "grantee": None, "named_licensees": False}
BACK = {"kind": "open_licence_withdrawal", "grantee": None}
TAKE = {"kind": "open_licence_acceptance", "grantors": ("A",), "parent": "O"}
RECORD = {"kind": "licence_recordal", "parent": "L1"}

# Worked cases


def answer(name: str) -> Decision:
    return decide(decode_facts((EXAMPLES / f"case-{name}.json").read_bytes()))


@pytest.mark.parametrize(
    ("name", "pack", "outcome", "rule", "effect"),
    [
        ("34a", "EP", FORMALITY, "R-EP-01", "title_does_not_pass"),
        ("35", "UP", UNSURE, "R-UP-02", None),
        ("37a", "DE", FORBIDDEN, "R-DE-03", "unregistrable"),
        ("37b", "DE", FORMALITY, "R-DE-03", "not_created"),
    ],
)
def test_worked_case(name, pack, outcome, rule, effect):
    decision = answer(name)
    assert (decision.pack, decision.outcome) == (pack, outcome), to_json(decision)
    one = found(decision, rule, outcome)
    assert one.effect_if_missing == effect
    assert one.deadline is None


def test_34_the_assignee_signs():
    assert found(answer("34a"), "R-EP-01").who == "C"


def test_35_is_for_french_law_not_german():
    decision = answer("35")
    assert "France" in found(decision, "R-UP-02").why.en
    assert not any(rule.startswith("R-DE") for rule in rules(decision))
    assert decision.carve_out is None


def test_37b_warns_of_a_breach():
    warning = next(one for one in answer("37b").findings if one.listed)
    assert (warning.rule, warning.effect_if_missing, warning.conflicting_grant) == ("R-DE-03", "breach", "L1")


# Germany

GERMAN = [
    # R-DE-01: transfers without form or register; licences; only the owner
    ("transfer", {"kind": "assignment"}, ALLOWED, {"R-DE-02"}),
    ("unwritten transfer", {"kind": "assignment", "written": False}, ALLOWED, {"R-DE-02"}),
    ("transfer of an application", {"kind": "assignment", "right": change(DE, stage="application")}, ALLOWED, set()),
    ("by a stranger", {"kind": "assignment", "grantors": ("D",)}, FORBIDDEN, {"R-DE-01"}),
    (
        "by an owner not entered",
        {"kind": "assignment", "interests": (Interest(owner="A", registered=False),)},
        0,
        set(),
    ),
    ("owner unknown", {"interests": None}, UNSURE, {"R-DE-01"}),
    ("nobody owns", {"interests": ()}, UNSURE, {"R-DE-01"}),
    ("nobody grants", {"grantors": ()}, UNSURE, {"R-DE-01"}),
    ("too many shares", {"interests": held("1/1", "1/2")}, UNSURE, {"R-DE-01"}),
    ("a stranger, and a share unaccounted for", {"interests": held("1/4", "1/4"), "grantors": ("D",)}, UNSURE, set()),
    ("part of the fields transferred", {"kind": "assignment", "scope": (Box(fields=("A61K",)),)}, UNSURE, {"G-DE-04"}),
    ("part of Germany licensed", {"scope": BAVARIA}, ALLOWED, {"G-DE-07"}),
    ("France", {"scope": (Box(territory=("FR",)),)}, FORBIDDEN, {"R-DE-01"}),
    ("Germany and France", {"scope": (Box(territory=("DE", "FR")),)}, ALLOWED, {"R-DE-01"}),
    ("to possess", {"scope": (Box(acts=("possess",)),)}, ALLOWED, set()),
    ("to export", {"scope": (Box(acts=("export",)),)}, FORBIDDEN, {"R-DE-01"}),
    (
        "a claim it has not",
        {"right": change(DE, claims=(Claim(number=1),)), "scope": (Box(claims=(2,)),)},
        4,
        {"R-DE-01"},
    ),
    ("claims unknown", {"scope": (Box(claims=(2,)),)}, UNSURE, {"R-DE-01"}),
    ("plain licence", {}, ALLOWED, set()),
    ("exclusive licence", {"kind": "exclusive_licence"}, ALLOWED, {"R-DE-02"}),
    ("unstated kind", {"kind": "unspecified_licence"}, UNSURE, {"G-DE-06"}),
    ("earlier licences unknown", {"grants": None}, UNSURE, {"R-DE-01"}),
    ("transfer, licences unknown", {"kind": "assignment", "grants": None}, FORMALITY, {"R-DE-01"}),
    # § 15(3): what came first goes on
    ("exclusive again", {"kind": "exclusive_licence", "grants": (earlier(),)}, FORBIDDEN, {"R-DE-01"}),
    ("ordinary beside exclusive", {"grants": (earlier(),)}, FORBIDDEN, {"R-DE-01"}),
    ("ordinary beside sole", {"grants": (earlier("sole"),)}, FORBIDDEN, {"R-DE-01"}),
    ("ordinary beside unclear", {"grants": (earlier(None),)}, UNSURE, {"G-DE-06"}),
    ("ordinary beside unstated", {"grants": (earlier("unspecified"),)}, UNSURE, {"G-DE-06"}),
    (
        "taken beside an unentered exclusive",
        {**TAKE, "grants": (earlier(), STATEMENT), "notice_given": TODAY},
        3,
        set(),
    ),
    ("ordinary beside ordinary", {"grants": (earlier("ordinary"),)}, ALLOWED, set()),
    (
        "exclusive beside ordinary",
        {"kind": "exclusive_licence", "grants": (earlier("ordinary"),)},
        CONSENTS,
        {"R-DE-01"},
    ),
    (
        "exclusive beside ordinary, agreed",
        {"kind": "exclusive_licence", "grants": (earlier("ordinary"),), "consents": given_by("B")},
        ALLOWED,
        {"R-DE-01"},
    ),
    (
        "exclusive beside ordinary, refused",
        {"kind": "exclusive_licence", "grants": (earlier("ordinary"),), "consents": given_by("B", answer="refused")},
        FORBIDDEN,
        {"R-DE-01"},
    ),
    ("exclusive beside compulsory", {"kind": "exclusive_licence", "grants": (earlier("compulsory"),)}, 0, {"R-DE-05"}),
    ("exclusive beside prior use", {"kind": "exclusive_licence", "grants": (earlier("statutory"),)}, 3, {"G-DE-06"}),
    ("Saxony beside Bavaria", {"grants": (earlier(scope=BAVARIA),), "scope": SAXONY}, ALLOWED, set()),
    ("after the licence ended", {"grants": (earlier(ended=date(2025, 1, 1)),)}, ALLOWED, set()),
    ("scope unknown", {"grants": (earlier(scope=None),)}, UNSURE, {"R-DE-01"}),
    ("transfer over an unentered exclusive", {"kind": "assignment", "grants": (earlier(),)}, ALLOWED, {"R-DE-01"}),
    ("transfer over an ordinary licence", {"kind": "assignment", "grants": (earlier("ordinary"),)}, 0, {"R-DE-01"}),
    ("sold twice", {"kind": "assignment", "grants": (earlier("assignment"),)}, UNSURE, {"G-DE-06"}),
    ("own use beside exclusive", {"kind": "own_working", "grants": (earlier(),)}, FORBIDDEN, {"R-DE-01"}),
    ("own use beside sole", {"kind": "own_working", "grants": (earlier("sole"),)}, ALLOWED, set()),
    # R-DE-02: the register
    ("entry of an exclusive licence", {**RECORD, "grants": (earlier(),)}, CONSENTS, {"R-DE-02"}),
    ("the same, agreed", {**RECORD, "grants": (earlier(),), "consents": given_by("B")}, FORMALITY, {"R-DE-02"}),
    ("the same, both ask", {**RECORD, "grants": (earlier(),), "grantors": ("A", "B")}, FORMALITY, {"R-DE-02"}),
    ("entry of an ordinary licence", {**RECORD, "grants": (earlier("ordinary"),)}, FORBIDDEN, {"R-DE-02"}),
    ("entry of a sole licence", {**RECORD, "grants": (earlier("sole"),)}, UNSURE, {"R-DE-02"}),
    ("entry beside a statement", {**RECORD, "grants": (earlier(), STATEMENT)}, FORBIDDEN, {"R-DE-02"}),
    ("entry of what is unknown", {**RECORD}, UNSURE, {"R-DE-02"}),
    ("waiver", {"kind": "waiver", "grantee": None}, FORMALITY, {"R-DE-04"}),
    (
        "waiver by one not entered",
        {"kind": "waiver", "grantee": None, "interests": (Interest(owner="A", registered=False),)},
        FORMALITY,
        {"R-DE-02"},
    ),
    # R-DE-03: willingness to license
    ("statement", WILL, FORMALITY, {"R-DE-03"}),
    ("statement for an application", {**WILL, "right": change(DE, stage="application")}, FORMALITY, {"R-DE-03"}),
    ("statement beside an entered licence", {**WILL, "grants": (earlier(recorded=True),)}, FORBIDDEN, {"R-DE-03"}),
    ("the same, ended", {**WILL, "grants": (earlier(recorded=True, ended=TODAY),)}, FORMALITY, {"R-DE-03"}),
    ("entry not known", {**WILL, "grants": (earlier(recorded=None),)}, UNSURE, {"R-DE-03"}),
    ("entered only later", {**WILL, "grants": (earlier(recorded_on=date(2026, 3, 1)),)}, FORMALITY, {"R-DE-03"}),
    ("statement beside a sole licence", {**WILL, "grants": (earlier("sole"),)}, UNSURE, {"R-DE-03"}),
    ("statement, licences unknown", {**WILL, "grants": None}, UNSURE, {"R-DE-03"}),
    ("statement to named persons", {**WILL, "named_licensees": True}, FORBIDDEN, {"R-DE-03"}),
    ("statement for Bavaria", {**WILL, "scope": BAVARIA}, UNSURE, {"R-DE-03"}),
    ("exclusive while open", {"kind": "exclusive_licence", "grants": (STATEMENT,)}, FORBIDDEN, {"R-DE-02"}),
    ("sole while open", {"kind": "sole_licence", "grants": (STATEMENT,)}, UNSURE, {"R-DE-03"}),
    ("ordinary while open", {"grants": (STATEMENT,)}, ALLOWED, set()),
    ("transfer while open", {"kind": "assignment", "grants": (STATEMENT,)}, ALLOWED, {"R-DE-03"}),
    ("taken with notice", {**TAKE, "grants": (STATEMENT,), "notice_given": TODAY}, ALLOWED, {"R-DE-03"}),
    ("taken without notice", {**TAKE, "grants": (STATEMENT,)}, FORMALITY, {"R-DE-03"}),
    ("taken without a statement", TAKE, FORBIDDEN, {"R-DE-03"}),
    ("withdrawn", {**BACK, "grants": (STATEMENT,)}, FORMALITY, {"R-DE-03"}),
    (
        "withdrawn after notice",
        {**BACK, "grants": (STATEMENT, earlier("open_taken", parent="O"))},
        FORBIDDEN,
        {"R-DE-03"},
    ),
    ("nothing to withdraw", BACK, FORBIDDEN, {"R-DE-03"}),
    ("withdrawn, grants unknown", {**BACK, "grants": None}, UNSURE, {"R-DE-03"}),
    # R-DE-04: life
    ("status unknown", {"right": change(DE, stage=None)}, UNSURE, {"R-DE-04"}),
    ("ended", {"right": change(DE, stage="ended")}, FORBIDDEN, {"R-DE-04"}),
    ("revoked", {"right": change(DE, stage="invalidated")}, FORBIDDEN, {"R-DE-04"}),
    ("restoration", {"right": change(DE, stage="ended", restoration_pending=True)}, UNSURE, {"G-DE-01"}),
    ("no filing date", {"right": change(DE, filing=None)}, UNSURE, {"R-DE-04"}),
    ("utility model", {"right": change(DE, right_type="utility_model")}, UNSURE, {"G-DE-01"}),
    ("fees unknown", {"right": change(DE, fees=None)}, UNSURE, {"R-DE-04"}),
    ("too young for fees", {"right": change(DE, fees=None, filing=date(2024, 5, 2), stage="application")}, 0, set()),
    ("longer than the patent", {"scope": (Box(time=DateInterval(None, date(2050, 1, 1))),)}, ALLOWED, {"R-DE-04"}),
    ("only after the patent", {"scope": (Box(time=DateInterval(date(2041, 1, 1), None)),)}, FORBIDDEN, {"R-DE-04"}),
    ("State secret", {"right": change(DE, secrecy="secret")}, UNSURE, {"G-DE-02"}),
    # R-DE-05: compulsory licences pass with the business
    (
        "with business",
        {**PASS, "grants": (earlier("compulsory", id="H"),), "with_business": True},
        ALLOWED,
        {"R-DE-05"},
    ),
    ("without", {**PASS, "grants": (earlier("compulsory", id="H"),), "with_business": False}, FORBIDDEN, {"R-DE-05"}),
    ("unknown", {**PASS, "grants": (earlier("compulsory", id="H"),)}, UNSURE, {"R-DE-05"}),
    ("silent licence passed on", {**PASS, "grants": (HEAD,)}, UNSURE, {"G-DE-05"}),
    ("licence passed on by its terms", {**PASS, "grants": (change(HEAD, transferable=True),)}, ALLOWED, {"R-DE-01"}),
    ("licence passed on by a stranger", {**PASS, "grants": (HEAD,), "grantors": ("D",)}, FORBIDDEN, {"R-DE-01"}),
    # Sub-licences
    ("sub-licence allowed", {**SUB, "grants": (HEAD,)}, UNSURE, {"G-DE-06"}),
    ("sub-licence", {**SUB, "grants": (HEAD,), "licence_kind": "ordinary"}, ALLOWED, set()),
    (
        "not allowed",
        {**SUB, "grants": (change(HEAD, sublicensable=False),), "licence_kind": "ordinary"},
        4,
        {"R-DE-01"},
    ),
    ("silent", {**SUB, "grants": (change(HEAD, sublicensable=None),), "licence_kind": "ordinary"}, UNSURE, {"G-DE-05"}),
    (
        "silent, but agreed",
        {**SUB, "grants": (change(HEAD, sublicensable=None),), "licence_kind": "ordinary", "consents": given_by("A")},
        ALLOWED,
        set(),
    ),
    ("wider", {**SUB, "grants": (change(HEAD, scope=BAVARIA),), "licence_kind": "ordinary"}, FORBIDDEN, {"R-DE-01"}),
    ("higher", {**SUB, "grants": (change(HEAD, kind="ordinary"),), "licence_kind": "exclusive"}, 4, {"R-DE-01"}),
    # R-DE-06: co-owners
    ("own use", {"kind": "own_working", "interests": HALVES}, ALLOWED, {"R-DE-06"}),
    ("own use, barred", {"kind": "own_working", "interests": held(None, None, ("no_solo_working",))}, 2, {"R-DE-06"}),
    ("own use, agreement unknown", {"kind": "own_working", "interests": held(None, None, None)}, UNSURE, {"R-DE-06"}),
    ("own share", {"kind": "share_assignment", "interests": HALVES}, ALLOWED, {"R-DE-06"}),
    (
        "own share, agreement unknown",
        {"kind": "share_assignment", "interests": held("1/2", "1/2", None)},
        0,
        {"R-DE-06"},
    ),
    ("the whole by one", {"kind": "assignment", "interests": HALVES}, CONSENTS, {"R-DE-06"}),
    ("the whole to the other", {"kind": "assignment", "interests": HALVES, "grantee": "B"}, ALLOWED, set()),
    ("exclusive by one", {"kind": "exclusive_licence", "interests": HALVES}, CONSENTS, {"R-DE-06"}),
    (
        "exclusive by the majority",
        {"kind": "exclusive_licence", "interests": held("3/4", "1/4")},
        CONSENTS,
        {"R-DE-06"},
    ),
    ("exclusive by both", {"kind": "exclusive_licence", "interests": HALVES, "grantors": ("A", "B")}, 0, {"R-DE-02"}),
    ("ordinary by half", {"interests": HALVES}, CONSENTS, {"R-DE-06"}),
    ("ordinary by one of two, no shares stated", {"interests": held(None, None)}, CONSENTS, {"R-DE-06"}),
    ("ordinary by the majority", {"interests": held("3/4", "1/4")}, ALLOWED, {"R-DE-06"}),
    ("the same, agreement unknown", {"interests": held("3/4", "1/4", None)}, UNSURE, {"R-DE-06"}),
    ("the same, agreed against", {"interests": held("3/4", "1/4", ("no_solo_licence",))}, CONSENTS, {"R-DE-06"}),
    ("ordinary by half, agreed", {"interests": HALVES, "consents": given_by("B")}, ALLOWED, {"R-DE-06"}),
    ("ordinary by half, refused", {"interests": HALVES, "consents": given_by("B", answer="refused")}, 4, {"R-DE-06"}),
    ("ordinary by half, done", {"interests": HALVES, "done": True}, FORBIDDEN, {"R-DE-06"}),
    ("ordinary, half unaccounted for", {"interests": (change(HALVES[0]),)}, UNSURE, {"R-DE-06"}),
    ("ordinary, the other's share not stated", {"interests": held("1/2", None)}, CONSENTS, {"R-DE-06"}),
    ("sub-licence of a compulsory one", {**SUB, "grants": (change(HEAD, kind="compulsory"),)}, UNSURE, {"G-DE-05"}),
    ("statement by one", {**WILL, "interests": HALVES}, CONSENTS, {"R-DE-06"}),
    # R-DE-07: pledge, and other burdens
    ("pledge", {"kind": "pledge", "grantee": "bank"}, ALLOWED, {"R-DE-07"}),
    ("second pledge", {"kind": "pledge", "grantee": "C", "encumbrances": PLEDGED}, ALLOWED, {"R-DE-07"}),
    ("transfer of what is pledged", {"kind": "assignment", "encumbrances": PLEDGED}, ALLOWED, {"R-DE-07"}),
    ("ordinary licence of what is pledged", {"encumbrances": PLEDGED}, CONSENTS, {"R-DE-07"}),
    ("the same, agreed", {"encumbrances": PLEDGED, "consents": given_by("bank")}, ALLOWED, {"R-DE-07"}),
    ("the same, refused", {"encumbrances": PLEDGED, "consents": given_by("bank", answer="refused")}, 3, {"R-DE-07"}),
    ("waiver of what is pledged", {"kind": "waiver", "grantee": None, "encumbrances": PLEDGED}, CONSENTS, {"R-DE-07"}),
    (
        "waiver against the pledgee",
        {"kind": "waiver", "grantee": None, "encumbrances": PLEDGED, "consents": given_by("bank", answer="refused")},
        FORBIDDEN,
        {"R-DE-07"},
    ),
    ("pledge not entered", {"encumbrances": (change(PLEDGED[0], registered=False),)}, CONSENTS, {"R-DE-07"}),
    ("pledge ended", {"encumbrances": (change(PLEDGED[0], end=TODAY),)}, ALLOWED, set()),
    ("burdens unknown", {"encumbrances": None}, UNSURE, {"R-DE-07"}),
    ("seized", {"encumbrances": (Encumbrance(id="S", kind="seizure"),)}, UNSURE, {"G-DE-08"}),
    ("first refusal", {"kind": "assignment", "encumbrances": (Encumbrance(id="F", kind="first_refusal"),)}, 3, set()),
    ("standards", {"encumbrances": (Encumbrance(id="F", kind="sep_commitment"),)}, ALLOWED, {"G-DE-08"}),
    # R-DE-08
    ("employee", {"kind": "assignment", "right": change(DE, service_invention=True)}, ALLOWED, {"R-DE-08"}),
    ("term compensation", {"kind": "term_compensation_request"}, UNSURE, {"G-DE-03"}),
    ("refund", {"kind": "royalty_refund"}, UNSURE, {"G-DE-03"}),
]


@pytest.mark.parametrize(("what", "given_", "outcome", "expected"), GERMAN, ids=[row[0] for row in GERMAN])
def test_germany(what, given_, outcome, expected):
    decision = ask(**given_)
    assert decision.outcome is Outcome(outcome), to_json(decision)
    assert decision.pack == "DE"
    assert expected <= rules(decision), (what, rules(decision))


@pytest.mark.parametrize(
    ("filing", "first_day_out"),
    [
        (date(2006, 3, 10), date(2026, 3, 11)),
        (date(2004, 2, 29), date(2024, 3, 1)),
        (date(2004, 2, 28), date(2024, 2, 29)),
        (date(2003, 12, 31), date(2024, 1, 1)),
    ],
)
def test_term_begins_on_the_day_after_filing(filing, first_day_out):
    assert term_end(change(DE, filing=filing)) == first_day_out
    old = change(DE, filing=filing, grant=date(2009, 1, 1))
    last = date.fromordinal(first_day_out.toordinal() - 1)
    assert ask("assignment", old, day=last).outcome is ALLOWED
    assert ask("assignment", old, day=first_day_out).outcome is FORBIDDEN


def test_a_certificate_does_not_lengthen_the_patent():
    old = change(
        DE,
        filing=date(2005, 1, 10),
        grant=date(2009, 1, 1),
        term_adjustments=(TermAdjustment(kind="drug_extension", days=900, fields=("A61K",)),),
    )
    decision = ask("ordinary_licence", old)
    assert (decision.outcome, rules(decision)) == (UNSURE, {"G-DE-01"})
    assert ask("ordinary_licence", old, day=date(2023, 1, 10)).outcome is ALLOWED
    later = (Box(time=DateInterval(date(2026, 1, 1), None)),)
    assert ask("ordinary_licence", old, day=date(2024, 1, 10), scope=later).outcome is UNSURE


@pytest.mark.parametrize("due", [date(2025, 3, 31), date(2025, 5, 31)])
@pytest.mark.parametrize(
    ("day", "paid", "outcome", "deadline"),
    [
        (date(2025, 3, 31), False, ALLOWED, None),
        (date(2025, 4, 1), False, ALLOWED, date(2025, 6, 2)),
        (date(2025, 6, 2), False, ALLOWED, date(2025, 6, 2)),
        (date(2025, 6, 3), False, FORMALITY, date(2025, 9, 30)),
        (date(2025, 6, 3), None, FORMALITY, date(2025, 9, 30)),
        (date(2025, 9, 30), False, FORMALITY, date(2025, 9, 30)),
        (date(2025, 10, 1), False, FORBIDDEN, date(2025, 9, 30)),
        (date(2025, 10, 1), None, UNSURE, None),
        (date(2025, 10, 1), True, ALLOWED, None),
    ],
)
def test_renewal_fee_by_the_day_it_fell_due_or_the_last_day_without_surcharge(due, day, paid, outcome, deadline):
    """Filed in March: due on 31 March, free to the end of May (a Saturday in 2025), with surcharge to 30 September."""
    decision = ask(right=change(DE, fees=(Fee(due=due, paid=paid),)), day=day)
    assert decision.outcome is outcome
    fee = [one for one in decision.findings if one.requirement == "pay"]
    assert (fee[0].deadline if fee else None) == deadline


def test_a_fee_paid_too_late_does_not_count():
    late = change(DE, fees=(Fee(due=date(2025, 3, 31), paid=True, paid_on=LAPSED_DAY),))
    assert ask(right=late).outcome is FORBIDDEN
    assert ask(right=change(late, restoration_pending=True)).outcome is UNSURE
    intime = change(DE, fees=(Fee(due=date(2025, 3, 31), paid=True, paid_on=date(2025, 9, 30)),))
    assert ask(right=intime).outcome is ALLOWED


def test_withdrawal_repays_within_a_month_and_four_more():
    decision = ask(**BACK, grants=(STATEMENT,), signed=date(2026, 1, 15))
    repay = next(one for one in decision.findings if one.code == "REPAY_REDUCTION")
    assert (repay.deadline, repay.listed) == (date(2026, 2, 16), True)
    assert "2026-06-15" in repay.cure.en


def test_majority_names_those_who_may_still_agree():
    owners = tuple(Interest(owner=name, registered=True, agreement=()) for name in ("A", "B", "D"))
    decision = ask(interests=owners, consents=given_by("B", answer="refused"))
    assert (decision.outcome, found(decision, "R-DE-06").who) == (CONSENTS, "D")
    assert ask(interests=owners, consents=given_by("D")).outcome is ALLOWED
    assert ask(interests=owners, consents=given_by("B", "D", answer="refused")).outcome is FORBIDDEN
    assert found(decision, "R-DE-06").verified == "V2"


def test_alternatives_and_carve_out_of_an_exclusive_licence():
    decision = ask("exclusive_licence", grants=(earlier("ordinary", scope=BAVARIA),))
    (box,) = decision.carve_out
    assert (box.territory, box.territory_except) == (("DE",), ("DE-BY",))
    assert [one.kind for one in decision.alternatives] == ["ordinary_licence"]


# Unitary patents

US = Applicant(seat="US", places_of_business=())


@pytest.mark.parametrize(
    ("applicants", "state", "ground"),
    [
        ((Applicant(seat="DE"),), "DE", "residence"),
        ((US, Applicant(seat="FR")), "FR", "residence"),
        ((Applicant(seat="IT"), Applicant(seat="DE")), "IT", "residence"),
        ((Applicant(seat="US", places_of_business=("FR",)), Applicant(seat="DE")), "DE", "residence"),
        ((Applicant(seat="US", places_of_business=("FR", "GB")), US), "FR", "business"),
        ((US, Applicant(seat="CN", places_of_business=("IT",))), "IT", "business"),
        ((US,), "DE", "default"),
        ((Applicant(seat="ES", places_of_business=()),), "DE", "default"),
        ((Applicant(seat="GB", places_of_business=("US",)), US), "DE", "default"),
        ((Applicant(seat="US"),), None, "places"),
        ((Applicant(places_of_business=()),), None, "seat"),
        ((Applicant(), Applicant(seat="DE")), None, "seat"),
        ((Applicant(seat="US", places_of_business=("FR", "IT")),), None, "several"),
        ((), None, "applicants"),
        (None, None, "applicants"),
    ],
)
def test_law_of_a_unitary_patent_is_that_of_the_filing_date(applicants, state, ground):
    right = change(UP, applicants_at_filing=applicants)
    assert property_state(right) == (state, ground)
    decision = ask("ordinary_licence", right)
    assert decision.outcome is (ALLOWED if state == "DE" else UNSURE)
    assert "R-UP-02" in rules(decision)


def test_seat_counts_only_where_the_patent_has_effect():
    assert property_state(change(UP, states=("AT", "DE"), applicants_at_filing=(Applicant(seat="FR"),)))[0] is None
    settled = Applicant(seat="FR", places_of_business=())
    assert property_state(change(UP, states=("AT", "DE"), applicants_at_filing=(settled,))) == ("DE", "default")
    assert property_state(change(UP, states=None)) == (None, "states")


ALL_STATES = (Box(territory=("AT", "DE")), Box(territory=("FR", "IT")))
FRANCE = (Box(territory=("FR",)),)
FRENCH = change(UP, applicants_at_filing=(Applicant(seat="FR"),))

UNITARY = [
    # R-UP-01
    ("transfer", {"kind": "assignment"}, ALLOWED, {"R-UP-02", "G-UP-03"}),
    ("transfer, states listed", {"kind": "assignment", "scope": ALL_STATES}, ALLOWED, set()),
    ("transfer to the Union", {"kind": "assignment", "scope": (Box(territory=("EU",)),)}, ALLOWED, set()),
    ("transfer for France", {"kind": "assignment", "scope": FRANCE}, FORBIDDEN, {"R-UP-01"}),
    ("share for France", {"kind": "share_assignment", "scope": FRANCE}, FORBIDDEN, {"R-UP-01"}),
    (
        "transfer without Bavaria",
        {"kind": "assignment", "scope": (Box(territory_except=("DE-BY",)),)},
        FORBIDDEN,
        {"R-UP-01"},
    ),
    ("transfer for France, French law", {"kind": "assignment", "scope": FRANCE, "right": FRENCH}, 4, {"R-UP-01"}),
    ("waiver for France", {"kind": "waiver", "grantee": None, "scope": FRANCE}, FORBIDDEN, {"R-UP-01"}),
    ("waiver", {"kind": "waiver", "grantee": None}, UNSURE, {"G-UP-04"}),
    ("statement by one not entered", {**WILL, "interests": (Interest(owner="A"),)}, FORMALITY, {"G-UP-05"}),
    ("pledge for France", {"kind": "pledge", "scope": FRANCE}, UNSURE, {"R-UP-01"}),
    ("licence for France", {"scope": FRANCE}, ALLOWED, {"R-UP-05"}),
    ("exclusive licence for France", {"kind": "exclusive_licence", "scope": FRANCE}, ALLOWED, set()),
    ("licence for Spain", {"scope": (Box(territory=("ES",)),)}, FORBIDDEN, {"R-UP-01"}),
    ("licence for France and Spain", {"scope": (Box(territory=("ES", "FR")),)}, ALLOWED, {"R-UP-01"}),
    # R-UP-03
    ("states unknown", {"right": change(UP, states=None)}, UNSURE, {"R-UP-03"}),
    ("transfer, states unknown", {"kind": "assignment", "right": change(UP, states=None)}, UNSURE, {"R-UP-03"}),
    # German property law
    ("exclusive over exclusive", {"kind": "exclusive_licence", "grants": (earlier(),)}, FORBIDDEN, {"R-DE-01"}),
    (
        "exclusive in France beside one in Germany",
        {"kind": "exclusive_licence", "scope": FRANCE, "grants": (earlier(scope=(Box(territory=("DE",)),)),)},
        ALLOWED,
        set(),
    ),
    ("transfer over a licence", {"kind": "assignment", "grants": (earlier("ordinary"),)}, ALLOWED, {"R-DE-01"}),
    ("one of two sells all", {"kind": "assignment", "interests": HALVES}, CONSENTS, {"R-DE-06"}),
    ("one of two sells its share", {"kind": "share_assignment", "interests": HALVES}, ALLOWED, {"R-DE-06"}),
    ("one of two licenses", {"interests": HALVES}, CONSENTS, {"R-DE-06"}),
    ("pledge", {"kind": "pledge", "grantee": "bank"}, ALLOWED, {"R-DE-07"}),
    ("licence of what is pledged", {"encumbrances": PLEDGED}, CONSENTS, {"R-DE-07"}),
    ("stranger", {"grantors": ("D",)}, FORBIDDEN, {"R-DE-01"}),
    (
        "sub-licence too wide",
        {**SUB, "grants": (change(HEAD, scope=FRANCE),), "licence_kind": "ordinary"},
        4,
        {"R-DE-01"},
    ),
    ("compulsory passed on", {**PASS, "grants": (earlier("compulsory", id="H"),)}, UNSURE, {"G-UP-06"}),
    ("licence passed on", {**PASS, "grants": (change(HEAD, transferable=True),)}, ALLOWED, {"R-DE-01"}),
    ("own use", {"kind": "own_working"}, ALLOWED, {"R-UP-02"}),
    ("stranger, French law", {"grantors": ("D",), "right": FRENCH}, UNSURE, {"R-UP-02"}),
    (
        "exclusive over exclusive, French law",
        {"kind": "exclusive_licence", "grants": (earlier(),), "right": FRENCH},
        3,
        set(),
    ),
    # R-UP-04
    ("licence of right", WILL, FORMALITY, {"R-UP-04"}),
    ("beside an entered licence", {**WILL, "grants": (earlier(recorded=True, scope=FRANCE),)}, FORBIDDEN, {"R-UP-04"}),
    ("beside one not entered", {**WILL, "grants": (earlier(),)}, FORMALITY, {"R-UP-04"}),
    ("beside one perhaps entered", {**WILL, "grants": (earlier(recorded=None),)}, UNSURE, {"R-UP-04"}),
    ("for France", {**WILL, "scope": FRANCE}, UNSURE, {"R-UP-04"}),
    ("exclusive while open", {"kind": "exclusive_licence", "grants": (STATEMENT,)}, FORBIDDEN, {"R-UP-04"}),
    ("the same, French law", {"kind": "exclusive_licence", "grants": (STATEMENT,), "right": FRENCH}, 4, {"R-UP-04"}),
    ("entry of an exclusive licence while open", {**RECORD, "grants": (earlier(), STATEMENT)}, FORBIDDEN, {"R-UP-04"}),
    ("entry of an exclusive licence", {**RECORD, "grants": (earlier(),)}, FORMALITY, {"G-UP-05"}),
    ("ordinary while open", {"grants": (STATEMENT,)}, ALLOWED, set()),
    ("withdrawal", {**BACK, "grants": (STATEMENT,)}, FORMALITY, {"R-UP-04"}),
    (
        "withdrawal after a licence",
        {**BACK, "grants": (STATEMENT, earlier("open_taken", parent="O"))},
        FORMALITY,
        set(),
    ),
    ("withdrawal of nothing", BACK, FORBIDDEN, {"R-UP-04"}),
    ("taken by contract", {**TAKE, "grants": (STATEMENT,)}, ALLOWED, {"R-UP-04"}),
    ("taken by notice alone", {**TAKE, "grants": (STATEMENT,), "written": None, "notice_given": TODAY}, 1, {"R-UP-04"}),
    # life
    ("application", {"right": change(UP, stage="application")}, UNSURE, {"G-UP-01"}),
    ("revoked", {"right": change(UP, stage="invalidated")}, FORBIDDEN, {"R-UP-01"}),
    ("fees unknown", {"right": change(UP, fees=None)}, UNSURE, {"G-UP-02"}),
    ("fee late", {"right": change(UP, fees=(Fee(due=date(2025, 8, 31), paid=False),))}, FORMALITY, {"G-UP-02"}),
    ("fee lost", {"right": change(UP, fees=(Fee(due=date(2025, 3, 31), paid=False),))}, FORBIDDEN, {"G-UP-02"}),
    ("run out", {"right": change(UP, filing=date(2006, 2, 1))}, UNSURE, {"G-UP-01"}),
    ("refund", {"kind": "royalty_refund"}, UNSURE, {"G-UP-04"}),
]


@pytest.mark.parametrize("office", ["EP", "UP"])
@pytest.mark.parametrize(("what", "given_", "outcome", "expected"), UNITARY, ids=[row[0] for row in UNITARY])
def test_unitary_patent(what, given_, outcome, expected, office):
    right = change(given_.get("right", UP), office=office)
    decision = ask(**{**given_, "right": right})
    assert decision.outcome is Outcome(outcome), to_json(decision)
    assert decision.pack == "UP"
    assert expected <= rules(decision), (what, rules(decision))


def test_the_register_of_germany_is_not_that_of_a_unitary_patent():
    everything = {rule for _, given_, _, _ in UNITARY for rule in rules(ask(**{"right": UP, **given_}))}
    assert not {"R-DE-02", "R-DE-03", "R-DE-04"} & everything


def test_withdrawal_of_a_licence_of_right_takes_effect_on_repayment():
    pending = ask(**BACK, right=UP, grants=(STATEMENT,))
    assert [one.effect_if_missing for one in pending.findings if one.requirement == "pay"] == ["not_effective"]
    paid = ask(**BACK, right=UP, grants=(STATEMENT,), paid=TODAY)
    assert [one.satisfied for one in paid.findings if one.requirement == "pay"] == [True]


def test_carve_out_leaves_the_other_states():
    decision = ask("exclusive_licence", UP, grants=(earlier(scope=FRANCE),))
    assert {node for box in decision.carve_out for node in box.territory} == {"AT", "DE", "IT"}


# European applications

GRANTED = change(EP, stage="granted", grant=date(2025, 6, 4))
JOINT = {"interests": HALVES}
ENTRY = {**RECORD, "grants": (earlier("ordinary"),)}

EUROPEAN = [
    # art. 72
    ("both signed", {"kind": "assignment", **SIGNED}, ALLOWED, {"R-EP-01", "R-EP-02"}),
    ("nothing known of signatures", {"kind": "assignment"}, FORMALITY, {"R-EP-01"}),
    ("assignor only", {"kind": "assignment", "signed_by": ("A",)}, FORMALITY, {"R-EP-01"}),
    ("assignee only", {"kind": "assignment", "signed_by": ("C",)}, FORMALITY, {"R-EP-01"}),
    ("oral", {"kind": "assignment", "written": False, **SIGNED}, FORMALITY, {"R-EP-01"}),
    ("nobody to buy", {"kind": "assignment", "grantee": None, "signed_by": ("A",)}, FORMALITY, {"R-EP-01"}),
    # arts 71, 73
    ("for Germany", {"kind": "assignment", "scope": (Box(territory=("DE",)),), **SIGNED}, ALLOWED, set()),
    ("for Bavaria", {"kind": "assignment", "scope": BAVARIA, **SIGNED}, UNSURE, {"R-EP-01"}),
    ("for Spain", {"kind": "assignment", "scope": (Box(territory=("ES",)),), **SIGNED}, FORBIDDEN, {"R-EP-01"}),
    ("of a field", {"kind": "assignment", "scope": (Box(fields=("A61K",)),), **SIGNED}, UNSURE, {"R-EP-01"}),
    ("licence for Bavaria", {"scope": BAVARIA}, ALLOWED, {"R-EP-01"}),
    ("licence for all", {"kind": "exclusive_licence"}, ALLOWED, {"R-EP-01"}),
    ("licence, states unknown", {"right": change(EP, states=None), "scope": FRANCE}, UNSURE, {"R-EP-01"}),
    ("whole licence, states unknown", {"right": change(EP, states=None)}, ALLOWED, set()),
    ("unwritten licence", {"written": None}, FORMALITY, {"G-EP-01"}),
    ("by a stranger", {"kind": "assignment", "grantors": ("D",), **SIGNED}, FORBIDDEN, {"R-EP-01"}),
    ("owner unknown", {"interests": None}, UNSURE, {"R-EP-01"}),
    # art. 74
    ("one of two sells all", {"kind": "assignment", **SIGNED, **JOINT}, UNSURE, {"R-EP-01"}),
    ("one of two sells its share", {"kind": "share_assignment", **SIGNED, **JOINT}, UNSURE, {"R-EP-01"}),
    ("the other agrees", {"kind": "assignment", **SIGNED, **JOINT, "consents": given_by("B")}, ALLOWED, set()),
    ("one of two licenses", JOINT, UNSURE, {"R-EP-01"}),
    ("one of two works it", {"kind": "own_working", **JOINT}, UNSURE, {"R-EP-01"}),
    ("the applicant works it", {"kind": "own_working"}, ALLOWED, set()),
    ("exclusive over exclusive", {"kind": "exclusive_licence", "grants": (earlier(),)}, UNSURE, {"R-EP-01"}),
    ("ordinary over ordinary", {"grants": (earlier("ordinary"),)}, ALLOWED, set()),
    ("sold over a licence", {"kind": "assignment", **SIGNED, "grants": (earlier("ordinary"),)}, ALLOWED, {"R-EP-01"}),
    ("sold, licences unknown", {"kind": "assignment", **SIGNED, "grants": None}, FORMALITY, set()),
    ("licensed, licences unknown", {"grants": None}, UNSURE, set()),
    ("pledge", {"kind": "pledge", "grantee": "bank"}, UNSURE, {"R-EP-01", "R-EP-02"}),
    ("pledged before", {"kind": "assignment", **SIGNED, "encumbrances": PLEDGED}, UNSURE, {"R-EP-01"}),
    ("burdens unknown", {"encumbrances": None}, UNSURE, {"R-EP-02"}),
    ("sub-licence", {**SUB, "grants": (HEAD,)}, UNSURE, {"R-EP-01"}),
    ("licence passed on", {**PASS, "grants": (HEAD,)}, UNSURE, {"R-EP-01"}),
    # R. 23, 24
    ("entry", ENTRY, FORMALITY, {"R-EP-02"}),
    ("entry after grant", {**ENTRY, "right": GRANTED}, FORBIDDEN, {"R-EP-02"}),
    ("entry, co-applicant not asked", {**ENTRY, **JOINT}, CONSENTS, {"R-EP-02"}),
    ("entry, co-applicant agrees", {**ENTRY, **JOINT, "consents": given_by("B")}, FORMALITY, {"R-EP-02"}),
    ("entry, co-applicant refuses", {**ENTRY, **JOINT, "consents": given_by("B", answer="refused")}, 4, {"R-EP-02"}),
    ("entry as exclusive", {**RECORD, "grants": (earlier(),)}, FORMALITY, {"R-EP-02"}),
    (
        "entry under a head not entered",
        {**RECORD, "grants": (earlier("ordinary", parent="H"), change(HEAD, recorded=False))},
        FORBIDDEN,
        {"R-EP-02"},
    ),
    (
        "entry under a head that is entered",
        {**RECORD, "grants": (earlier("ordinary", parent="H"), change(HEAD, recorded=True))},
        FORMALITY,
        {"R-EP-02"},
    ),
    (
        "entry under a head perhaps entered",
        {**RECORD, "grants": (earlier("ordinary", parent="H"), change(HEAD, recorded=None))},
        UNSURE,
        {"R-EP-02"},
    ),
    ("entry of nothing", RECORD, UNSURE, {"R-EP-02"}),
    # R-EP-03
    ("granted", {"right": GRANTED}, UNSURE, {"R-EP-03"}),
    ("granted and sold", {"kind": "assignment", "right": GRANTED, **SIGNED}, UNSURE, {"R-EP-03"}),
    ("stage unknown", {"right": change(EP, stage=None)}, UNSURE, {"R-EP-03"}),
    ("lapsed", {"right": change(EP, stage="ended")}, FORBIDDEN, {"R-EP-01"}),
    ("revoked", {"right": change(EP, stage="invalidated")}, FORBIDDEN, {"R-EP-01"}),
    ("to be restored", {"right": change(EP, stage="ended", restoration_pending=True)}, UNSURE, {"G-EP-03"}),
    # the rest
    ("fees unknown", {"right": change(EP, fees=None)}, UNSURE, {"G-EP-02"}),
    ("too young for fees", {"right": change(EP, fees=None, filing=date(2024, 3, 10))}, ALLOWED, set()),
    ("fee late", {"right": change(EP, fees=(Fee(due=date(2025, 8, 31), paid=False),))}, FORMALITY, {"G-EP-02"}),
    ("fee lost", {"right": change(EP, fees=(Fee(due=date(2025, 3, 31), paid=False),))}, UNSURE, {"G-EP-02"}),
    ("statement", WILL, UNSURE, {"G-EP-03"}),
    ("withdrawal", {"kind": "waiver", "grantee": None}, UNSURE, {"G-EP-03"}),
    ("refund", {"kind": "royalty_refund"}, UNSURE, {"G-EP-03"}),
    ("term", {"kind": "term_compensation_request"}, UNSURE, {"G-EP-03"}),
    ("sold twice", {"kind": "assignment", **SIGNED, "grants": (earlier("assignment"),)}, UNSURE, {"R-EP-01"}),
    ("standards", {"encumbrances": (Encumbrance(id="F", kind="sep_commitment"),)}, ALLOWED, set()),
    ("sole over ordinary", {"kind": "sole_licence", "grants": (earlier("ordinary"),)}, UNSURE, {"R-EP-01"}),
]


@pytest.mark.parametrize(("what", "given_", "outcome", "expected"), EUROPEAN, ids=[row[0] for row in EUROPEAN])
def test_european_application(what, given_, outcome, expected):
    decision = ask(**{"right": EP, **given_})
    assert decision.outcome is Outcome(outcome), to_json(decision)
    assert decision.pack == "EP"
    assert expected <= rules(decision), (what, rules(decision))


def test_national_law_is_named():
    why = found(ask(right=EP, **JOINT), "R-EP-01", UNSURE).why
    assert "Germany, France, United Kingdom" in why.en
    assert "德国、法国" in why.zh


def test_transfer_during_opposition_is_only_a_hint():
    decision = ask("assignment", GRANTED, **SIGNED)
    hints = [one for one in decision.findings if one.basis == "EPC R. 85"]
    assert [(one.listed, one.verified) for one in hints] == [(True, "GK")]


# Properties

RIGHTS = {"DE": DE, "UP": UP, "EP": EP}
TABLES = [
    *(("DE", given_) for _, given_, _, _ in GERMAN),
    *(("UP", given_) for _, given_, _, _ in UNITARY),
    *(("EP", given_) for _, given_, _, _ in EUROPEAN),
]
EVERY = [facts(**{"right": RIGHTS[office], **given_}) for office, given_ in TABLES]


def reverse(value):
    if isinstance(value, dict):
        return {key: one if key == "applicants_at_filing" else reverse(one) for key, one in value.items()}
    return [reverse(one) for one in reversed(value)] if isinstance(value, list) else value


def test_order_of_facts_does_not_matter():
    for one in EVERY:
        turned = reverse(msgspec.json.decode(msgspec.json.encode(one)))
        assert decide(one) == decide(decode_facts(msgspec.json.encode(turned)))


def test_forgetting_a_fact_never_lifts_a_refusal_into_permission():
    refused = [one for one in EVERY if decide(one).outcome is FORBIDDEN]
    assert len(refused) > 30
    for one in refused:
        plain = msgspec.json.decode(msgspec.json.encode(one))
        for group, keys in (("right", list(plain["right"])), ("", ["interests", "grants", "encumbrances", "parties"])):
            for key in keys:
                if key in ("office", "id", "ended", "term_adjustments", "restoration_pending", "right_type"):
                    continue
                less = msgspec.json.decode(msgspec.json.encode(one))
                (less[group] if group else less).pop(key, None)
                after = decide(decode_facts(msgspec.json.encode(less)))
                assert after.outcome > ALLOWED, (key, plain, to_json(after))


def test_forgetting_a_fact_of_a_grant_never_lifts_a_refusal_into_permission():
    for one in EVERY:
        if decide(one).outcome is not FORBIDDEN:
            continue
        for number, grant in enumerate(one.grants or ()):
            for key in ("kind", "scope", "recorded", "sublicensable", "grantor", "grantee", "effective"):
                grants = list(one.grants)
                grants[number] = change(grant, **{key: None})
                after = decide(change(one, grants=tuple(grants))).outcome
                assert after > ALLOWED, (key, one)


boxes = st.builds(
    Box,
    time=st.sampled_from(
        [DateInterval(), DateInterval(None, date(2027, 1, 1)), DateInterval(date(2027, 1, 1), date(2029, 1, 1))]
    ),
    territory=st.sampled_from([("WORLD",), ("DE",), ("DE-BY",), ("DE-BY", "DE-SN"), ("FR",), ("DE", "FR")]),
    fields=st.sampled_from([("ALL",), ("A61K",), ("A61K 31/00",), ("tag:car",)]),
    acts=st.sampled_from([None, ("make",), ("use", "sell")]),
)
kinds = st.sampled_from(["exclusive_licence", "sole_licence", "ordinary_licence"])


@pytest.mark.parametrize("office", RIGHTS)
def test_no_two_conflicting_grants_both_come_into_force(office):
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.lists(st.tuples(kinds, boxes), min_size=2, max_size=5))
    def granted(asked):
        made = ()
        for number, (kind, box) in enumerate(asked):
            if ask(kind, RIGHTS[office], grants=made, scope=(box,), grantee=f"G{number}").outcome is ALLOWED:
                name = kind.removesuffix("_licence")
                made += (earlier(name, id=f"L{number}", grantee=f"G{number}", scope=(box,), effective=TODAY),)
        for one, other in combinations(made, 2):
            if {one.kind, other.kind} != {"ordinary"}:
                assert scope_overlap(one.scope, other.scope) is Overlap.NO

    granted()


@pytest.mark.parametrize("office", ["DE", "UP"])
def test_carve_out_can_be_granted(office):
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.lists(boxes, min_size=1, max_size=3), kinds, boxes)
    def granted(held_, kind, box):
        grants = tuple(earlier(id=f"L{n}", grantee=f"G{n}", scope=(one,)) for n, one in enumerate(held_))
        decision = ask(kind, RIGHTS[office], grants=grants, scope=(box,))
        if decision.carve_out:
            assert ask(kind, RIGHTS[office], grants=grants, scope=decision.carve_out).outcome is ALLOWED

    granted()


def test_every_finding_is_told_in_both_languages_and_names_a_source():
    for one in EVERY:
        names = {*NAMED, "G0"}
        for finding in decide(one).findings:
            assert finding.why.zh.endswith("。"), finding
            assert finding.why.en.endswith("."), finding
            assert finding.who is None or finding.who in ROLES or set(finding.who.split(", ")) <= names, finding
            assert finding.basis
            assert spelled_out(finding.basis, "en") != finding.basis
            assert not finding.listed or finding.outcome is ALLOWED
            if finding.verified == "GK":
                assert finding.outcome in (ALLOWED, FORMALITY, UNSURE)


def test_nothing_is_allowed_without_a_rule():
    """Every kind of act is answered by a rule of each pack."""
    for pack in (de.PACK, up.PACK, ep.PACK):
        asked = {kind for rule in pack.rules for kind in rule.kinds}
        assert asked >= set(msgspec.json.schema(Transaction)["$defs"]["Transaction"]["properties"]["kind"]["enum"])


def test_rules_of_rights_md_are_all_in_the_packs():
    ids = {law.id for pack in (de.PACK, up.PACK, ep.PACK) for law in laws(pack)}
    wanted = [f"R-DE-0{n}" for n in range(1, 9)] + [f"R-UP-0{n}" for n in range(1, 6)]
    assert {*wanted, "R-EP-01", "R-EP-02", "R-EP-03"} <= ids
    assert {"R-DE-01", "R-DE-06", "R-DE-07"} <= {law.id for law in laws(up.PACK)}


@pytest.mark.parametrize("pack", [de.PACK, up.PACK, ep.PACK], ids=lambda pack: pack.office)
def test_every_law_found_under_is_listed_with_its_mark(pack):
    listed = {(law.id, law.basis): law.mark for law in laws(pack)}
    for one in EVERY:
        decision = decide(one)
        if decision.pack == pack.office:
            for finding in decision.findings:
                assert listed[finding.rule, finding.basis] == finding.verified


@pytest.mark.parametrize(("right", "day"), [(DE, date(2022, 3, 25)), (UP, date(2023, 5, 31)), (EP, date(2024, 2, 29))])
def test_days_before_the_pack_are_not_judged(right, day):
    decision = ask(right=right, day=day)
    assert [one.rule for one in decision.findings] == ["PACK_DATE"]
