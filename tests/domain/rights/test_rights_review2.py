"""What a second review with unseen cases showed: permissions without a rule, wrong parties, wrong words."""

from datetime import date

import msgspec
import pytest

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights.decision import Decision, Outcome
from patentfair.domain.rights.engine import decide
from patentfair.domain.rights.facts import (
    Approval,
    Consent,
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
)
from patentfair.domain.rights.scope import Box

TODAY = date(2026, 6, 15)
ALLOWED, FORMALITY, CONSENTS, UNSURE, FORBIDDEN = Outcome
PACKS = ("CN", "US", "DE", "GB", "JP", "KR")


def change(value, **changes):
    return msgspec.structs.replace(value, **changes)


def right(office="CN", **facts) -> Right:
    base = {
        "right_type": "invention",
        "stage": "granted",
        "published": True,
        "filing": date(2019, 3, 11),
        "grant": date(2022, 5, 10),
        "fees": (),
        "secrecy": "none",
        "invalidity_pending": False,
        "service_invention": False,
        "terminal_disclaimer": (),
    }
    if office == "CN":
        base |= {"technology": "free", "technology_import": "free", "same_day_pair": "none"}
        base |= {"key_core_technology": False}
    return Right(office=office, **{**base, **facts})


def owned(*names, agreement=()) -> tuple[Interest, ...]:
    share = f"1/{len(names)}"
    return tuple(Interest(owner=name, share=share, registered=True, agreement=agreement) for name in names)


def companies(**seats) -> tuple[Party, ...]:
    return tuple(Party(id=name, kind="company", seat=seat) for name, seat in seats.items())


def ask(kind, office="CN", *, of=None, parties=None, **given) -> Decision:
    top = {name: given.pop(name) for name in ("grants", "encumbrances", "interests", "funding") if name in given}
    transaction = {
        "grantors": ("A",),
        "grantee": None if kind in ("own_working", "waiver") else "C",
        "written": True,
        "signed": TODAY,
        "effective": TODAY,
        "signed_by": ("A", "B"),
        "registered": True,
        "unconditional": True,
        "debt_until": date(2029, 1, 1) if kind == "pledge" else None,
        "for_value": True,
        **given,
    }
    return decide(
        Facts(
            right=of or right(office),
            transaction=Transaction(kind=kind, **transaction),
            context=Context(as_of=TODAY),
            parties=parties if parties is not None else companies(A=office, B=office, C=office, D=office),
            **{"grants": (), "encumbrances": (), "interests": owned("A"), "funding": (), **top},
        )
    )


def licence(kind="ordinary", grantee="B", **facts) -> Grant:
    base = {"grantor": "A", "executed": date(2026, 5, 1), "recorded": False, "known_to_grantee": False}
    return Grant(id="g", kind=kind, grantee=grantee, **{**base, **facts})


def answers(**given) -> tuple[Consent, ...]:
    return tuple(Consent(party=party, answer=answer) for party, answer in given.items())


def rules(decision) -> set[str]:
    return {one.rule for one in decision.findings}


def who(decision, rule) -> set[str | None]:
    return {one.who for one in decision.findings if one.rule == rule}


PASSING = {"grantors": ("B",), "parent": "g"}


@pytest.mark.parametrize(
    ("grant", "changes", "expected"),
    [
        (licence(), {}, CONSENTS),
        (licence(), {"done": True}, FORBIDDEN),
        (licence(), {"consents": answers(A="refused")}, FORBIDDEN),
        (licence(), {"consents": answers(A="given")}, ALLOWED),
        (licence(transferable=True), {}, ALLOWED),
        (licence(), {"grantors": ("D",)}, FORBIDDEN),
        (licence(grantee=None), {}, UNSURE),
        (licence(ended=date(2026, 6, 1)), {}, FORBIDDEN),
        (licence(), {"parent": "other"}, UNSURE),
        (licence("compulsory"), {}, UNSURE),
        (licence(transferable=True), {"of": right(stage="ended")}, FORBIDDEN),
        (licence(transferable=True), {"of": right(fees=(Fee(due=date(2026, 3, 11), paid=False),))}, FORMALITY),
        (licence(transferable=True), {"of": right(fees=None)}, UNSURE),
    ],
)
def test_a_licence_passes_only_with_the_licensor(grant, changes, expected):
    # R-CN-02: the licensee may let nobody outside the contract work the patent; R-CN-07, 12 hold for it, too
    decision = ask("licence_transfer", grants=(grant,), **{**PASSING, **changes})
    assert decision.outcome == expected
    assert decision.findings
    if expected is CONSENTS:
        assert who(decision, "R-CN-02") == {"A"}


def test_a_licence_passing_abroad_is_an_export():
    # R-CN-22, 26: whoever carries the technology out, the law of exports asks
    abroad = {**PASSING, "parties": companies(A="CN", B="CN", C="US"), "grants": (licence("exclusive"),)}
    agreed = {"consents": answers(A="given")}
    assert ask("licence_transfer", of=right(technology="prohibited"), **abroad, **agreed).outcome is FORBIDDEN
    funded = {"funding": (Funding(agency="F", subject_invention=True),)}
    assert who(ask("licence_transfer", **abroad, **agreed, **funded), "R-CN-26") == {"F"}
    ordinary = {**abroad, "grants": (licence(),)}
    assert "R-CN-26" not in rules(ask("licence_transfer", **ordinary, **agreed, **funded))


@pytest.mark.parametrize("kind", ["exclusive", "sole", "ordinary", "unspecified", "open_taken", None])
def test_a_waiver_while_a_licence_runs(kind):
    # R-CN-53: the licensor keeps the patent alive while the licence runs
    asked = {"grants": (licence(kind),)}
    assert ask("waiver", **asked).outcome is CONSENTS
    assert who(ask("waiver", **asked), "R-CN-53") == {"B"}
    assert ask("waiver", **asked, consents=answers(B="given")).outcome is FORMALITY
    assert ask("waiver", **asked, done=True).outcome is FORBIDDEN
    assert ask("waiver", grants=(licence(kind, ended=date(2026, 6, 15)),)).outcome is FORMALITY
    assert ask("waiver", grants=(licence(kind, scope=(Box(time=DateInterval(None, TODAY)),)),)).outcome is FORMALITY
    assert ask("waiver", grants=None).outcome is UNSURE


def test_a_waiver_of_a_pledged_patent_is_not_decided_by_the_rule_on_sales():
    # R-CN-81 speaks of assignment and licence; what a waiver needs has not been read
    pledge = {"encumbrances": (Encumbrance(kind="pledge", holder="Bank", registered=True),)}
    decision = ask("waiver", **pledge)
    assert decision.outcome is UNSURE
    (found,) = [one for one in decision.findings if one.rule == "R-CN-81"]
    assert (found.who, found.verified, "转让" in found.why.zh) == ("Bank", "GK", False)
    assert ask("waiver", **pledge, consents=answers(Bank="given")).outcome is FORMALITY


@pytest.mark.parametrize("kind", ["assignment", "share_assignment", "exclusive_licence"])
def test_imports_mirror_exports_for_assignments_too(kind):
    # R-CN-22: technology crosses the border by assignment no less than by licence
    seller = {"parties": companies(A="US", C="CN")}
    assert ask(kind, of=right(technology_import="prohibited"), **seller).outcome is FORBIDDEN
    restricted = ask(kind, of=right(technology_import="restricted"), **seller)
    assert (restricted.outcome, who(restricted, "R-CN-22")) == (CONSENTS, {"commerce authority"})
    assert ask(kind, of=right(technology_import=None), **seller).outcome is UNSURE
    assert ask(kind, **seller).outcome is ALLOWED
    assert ask(kind, of=right(technology_import="prohibited"), parties=companies(A="CN", C="CN")).outcome is ALLOWED
    assert ask(kind, of=right(technology_import=None), parties=companies(A="US", C="DE")).outcome is ALLOWED


def test_a_seller_of_unknown_seat_may_import():
    # R-CN-22: unknown never becomes allowed
    nobody = {"parties": companies(C="CN")}
    assert ask("ordinary_licence", of=right(technology_import="prohibited"), **nobody).outcome is UNSURE
    assert "R-CN-22" not in rules(ask("ordinary_licence", **nobody))


def test_mixed_transferors():
    # R-CN-21, S-46: a foreign owner and a mainland co-owner who consents sell to a foreigner
    parties = companies(A="US", B="CN", C="US")
    halves = {"interests": owned("A", "B"), "consents": answers(B="given"), "parties": parties}
    sale = ask("assignment", **halves)
    assert (sale.outcome, "R-CN-21" in rules(sale)) == (FORMALITY, True)
    assert ask("exclusive_licence", of=right(technology="prohibited"), **halves).outcome is FORBIDDEN
    for alone in ("share_assignment", "ordinary_licence"):  # of these the mainland owner is no party
        assert ask(alone, of=right(technology="prohibited"), **halves).outcome is ALLOWED
    at_home = {**halves, "parties": companies(A="CN", C="CN")}
    assert ask("assignment", **at_home).outcome <= FORMALITY


@pytest.mark.parametrize("office", PACKS)
@pytest.mark.parametrize("kind", ["exclusive_licence", "sole_licence", "ordinary_licence", "pledge", "assignment"])
def test_a_co_owner_who_acquires_agrees_by_doing_so(office, kind):
    # R-CN-40, R-US-03, R-DE-06, R-GB-04, R-JP-01, R-KR-01
    decision = ask(kind, office, grantee="B", interests=owned("A", "B", agreement=("no_solo_licence",)))
    assert decision.outcome <= FORMALITY
    third = ask("exclusive_licence", office, interests=owned("A", "B", "D"), grantee="B")
    assert (third.outcome, "B" in {one.who for one in third.findings if not one.satisfied}) == (CONSENTS, False)


@pytest.mark.parametrize("office", PACKS)
@pytest.mark.parametrize("kind", ["exclusive_licence", "assignment"])
def test_the_licensee_who_acquires_more(office, kind):
    # an own earlier licence is neither spared nor survived: the words say so (R-CN-50, not R-CN-29)
    decision = ask(kind, office, grants=(licence(grantee="C"),))
    (found,) = [one for one in decision.findings if one.conflicting_grant == "g"]
    assert (decision.outcome, found.code, found.who) == (ALLOWED, "OWN_LICENCE", "either party")
    assert "受让人、质权人" not in found.why.zh


HEADS = {"parent": "g", "grantors": ("B",), "licence_kind": "ordinary"}


def head(*fields, **place) -> dict:
    scope = (Box(fields=fields, **place),)
    return {**HEADS, "grants": (licence("exclusive", sublicensable=True, recorded=True, scope=scope),)}


@pytest.mark.parametrize("office", PACKS)
def test_a_sub_licence_in_fields_that_may_lie_within(office):
    # R-CN-02, R-US-08, R-DE-01, R-GB-01, R-JP-02, R-KR-02: one field surely within does not make the other surely not
    def sub(given, *boxes):
        return ask("sub_licence", office, scope=boxes, **given).outcome

    both = Box(fields=("A61K 31/10", "G06F 3/041"))
    assert sub(head("A61K 31/00", "G06F 3/01"), both) is UNSURE
    assert sub(head("A61K 31/00", "H04L"), both) is FORBIDDEN
    assert sub(head("A61K", "G06F"), both) is ALLOWED
    assert sub(head("tag:screens"), Box(fields=("G06F",))) is UNSURE
    assert sub(head("G06F", fields_except=("G06F 3/01",)), Box(fields=("G06F 3/041",))) is UNSURE
    assert sub(head("G06F", fields_except=("G06F 3/00",)), Box(fields=("G06F 3/041",))) is FORBIDDEN
    here, there = office + "-AA" if office != "CN" else "CN-BJ", office + "-BB" if office != "CN" else "CN-SH"
    narrow = head("G06F 3/01", territory=(here,))
    assert sub(narrow, Box(fields=("G06F 3/041",), territory=(here,))) is UNSURE
    assert sub(narrow, Box(fields=("G06F 3/041",), territory=(here, there))) is FORBIDDEN


@pytest.mark.parametrize("office", PACKS)
def test_working_in_an_empty_scope_is_not_told_the_right_has_ended(office):
    # R-CN-12, R-US-05, R-DE-04, R-GB-06, R-JP-07, R-KR-05
    exclusive = {"grants": (licence("exclusive", recorded=True),)}
    for scope in ((), (Box(fields=()),), (Box(time=DateInterval(None, date(2020, 1, 1))),)):
        decision = ask("own_working", office, scope=scope, **exclusive)
        assert decision.outcome is UNSURE
        assert "RIGHT_ENDED" not in {one.code for one in decision.findings}
    after = (Box(time=DateInterval(date(2041, 1, 1), None)),)
    later = ask("own_working", office, scope=after, **exclusive)
    assert (later.outcome, "RIGHT_ENDED" in {one.code for one in later.findings}) == (ALLOWED, True)


def test_a_european_licence_of_nothing():
    # R-EP-01: what is asked for must exist
    pending = right("EP", stage="application", grant=None, filing=date(2024, 9, 2), states=("DE", "FR"))
    past = (Box(time=DateInterval(None, date(2025, 1, 1))),)
    assert ask("ordinary_licence", of=pending, scope=past).outcome is FORBIDDEN
    assert ask("ordinary_licence", of=pending).outcome is ALLOWED


def test_a_person_who_may_be_co_owner():
    # R-CN-33, 40: an interest whose registration is not known may be a co-owner's
    doubtful = Interest(owner="B", registered=None, agreement=())
    bound = (*owned("A", agreement=("no_solo_working",)), doubtful)
    assert ask("own_working", interests=bound).outcome is UNSURE
    assert ask("own_working", interests=(*owned("A"), doubtful)).outcome is ALLOWED
    recordal = {"parent": "g", "grants": (licence("exclusive", "C"),), "interests": (*owned("A"), doubtful)}
    assert ask("licence_recordal", **recordal).outcome is UNSURE
    assert ask("licence_recordal", **recordal, consents=answers(B="given")).outcome is ALLOWED


def test_recordal_beside_a_licence_that_may_be_recorded():
    # R-CN-56, order 62 art. 12(10)
    other = change(licence("exclusive", "D"), id="x")
    asked = {"parent": "g", "grantee": "B"}
    outcomes = [
        ask("licence_recordal", grants=(licence(), change(other, recorded=recorded)), **asked).outcome
        for recorded in (True, None, False)
    ]
    assert outcomes == [FORBIDDEN, UNSURE, ALLOWED]


def test_refusals_of_what_may_not_be_needed():
    # R-CN-81, R-CN-26, S-72: what was refused forbids only where it is certainly needed
    bank = Encumbrance(kind="pledge", holder="Bank", registered=None)
    refused = {"consents": answers(Bank="refused")}
    assert ask("ordinary_licence", encumbrances=(bank,), **refused).outcome is UNSURE
    assert ask("ordinary_licence", encumbrances=(change(bank, registered=True),), **refused).outcome is FORBIDDEN
    abroad = {"parties": companies(A="CN", C="US"), "approvals": (Approval(kind="project_body", answer="refused"),)}
    assert ask("exclusive_licence", funding=None, **abroad).outcome is UNSURE
    funded = (Funding(agency="F", subject_invention=True),)
    assert ask("exclusive_licence", funding=funded, **abroad).outcome is FORBIDDEN
    university = {"parties": (Party(id="A", kind="public_research", seat="CN"), *companies(C="CN"))}
    university |= {"price_method": "auction", "done": True}
    assert ask("exclusive_licence", of=right(key_core_technology=None), **university).outcome is UNSURE
    assert ask("exclusive_licence", of=right(key_core_technology=True), **university).outcome is FORBIDDEN


def test_a_federal_licence_given_without_the_findings():
    # R-US-24: what had to be found before cannot be made up for once the licence is given
    agency = {"parties": (Party(id="A", kind="agency", seat="US"), *companies(C="US"))}
    given = {**agency, "us_manufacture": True, "crada": True}
    assert ask("exclusive_licence", "US", **given).outcome is FORMALITY
    assert ask("exclusive_licence", "US", done=True, **given).outcome is FORBIDDEN
    asked = (Approval(kind="funding_agency", answer=None),)
    assert ask("exclusive_licence", "US", done=True, approvals=asked, **given).outcome is UNSURE


def test_co_owners_of_a_british_patent_who_agreed_on_exclusive_licences():
    # R-GB-04, in default of agreement: what lets one grant an exclusive licence lets it grant a sole one
    agreed = {"interests": owned("A", "B", agreement=("solo_exclusive_licence",))}
    assert ask("sole_licence", "GB", **agreed).outcome is ALLOWED
    assert ask("ordinary_licence", "GB", **agreed).outcome is CONSENTS


def test_claims_are_listed_in_chinese_style():
    claims = (Box(claims=(1, 2)),)
    decision = ask("exclusive_licence", grants=(licence("exclusive", scope=claims),))
    (found,) = [one for one in decision.findings if one.conflicting_grant == "g"]
    assert "权利要求1、2" in found.cure.zh
    assert "claims 1, 2" in found.cure.en


@pytest.mark.parametrize("office", ["JP", "KR"])
def test_a_waiver_refused_by_one_who_may_hold_no_pledge(office):
    # R-JP-06, R-KR-04: a pledge that is not registered needs no consent
    refused = {"consents": answers(Bank="refused")}
    outcomes = [
        ask("waiver", office, encumbrances=(Encumbrance(kind="pledge", holder="Bank", registered=one),), **refused)
        for one in (True, None, False)
    ]
    assert [one.outcome for one in outcomes] == [FORBIDDEN, UNSURE, ALLOWED]


def test_an_owner_of_unknown_kind_who_has_licensed_exclusively():
    # R-US-24: it may be a federal agency
    unknown = {"parties": (Party(id="A", seat="US"), *companies(C="US"))}
    assert ask("exclusive_licence", "US", **unknown).outcome is FORMALITY
    assert ask("exclusive_licence", "US", done=True, **unknown).outcome is UNSURE
