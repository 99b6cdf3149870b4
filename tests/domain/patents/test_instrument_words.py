"""Earlier instruments, shares and removals as recorders write them."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.holder_names import Names, is_organisation, without_capacity
from patentfair.domain.patents.instrument_words import references_named, removal_named, same_reference, share_named


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("PREVIOUSLY RECORDED AT REEL: 061981 FRAME: 0222. ASSIGNOR(S)", ("061981/0222",)),
        ("recorded at reel 48818/frame 520", ("048818/0520",)),
        ("RECORDED AT REEL/FRAME 53545/443", ("053545/0443",)),
        ("RECORDED ON  REEL 030703 FRAME 0673", ("030703/0673",)),
        ("REEL NO. 1234, FRAME NO. 56 AND REEL 1235, FRAME 57", ("001234/0056", "001235/0057")),
        ("RELEASE (012345/0678; 012346/0001)", ("012345/0678", "012346/0001")),
        ("SERIAL NUMBERS 13/384239, 13/498734 AND 14/116,681 OF 12/31/2017", ()),
        ("REEL 017921 ON 5/12/2006", ()),
        ("REEL 012345", ()),
        ("", ()),
    ],
)
def test_references(text: str, references: tuple[str, ...]) -> None:
    assert references_named(text) == references


def test_references_are_compared_in_one_spelling() -> None:
    assert same_reference("12345/678") == same_reference("012345/0678") == "012345/0678"
    assert same_reference("Y2020110000001") == "Y2020110000001"


@pytest.mark.parametrize(
    ("text", "printed", "part"),
    [
        ("ASSIGNMENT OF 50% UNDIVIDED INTEREST", "50%", Fraction(1, 2)),
        ("ASSIGNS 33.3 PERCENT", "33.3 PERCENT", Fraction(333, 1000)),
        ("ASSIGNS ONE-HALF INTEREST", "ONE-HALF", Fraction(1, 2)),
        ("1/3 INTEREST", "1/3", Fraction(1, 3)),
        ("UNDIVIDED INTEREST", "UNDIVIDED INTEREST", None),
        ("PARTIAL ASSIGNMENT", "PARTIAL ASSIGNMENT", None),
    ],
)
def test_shares(text: str, printed: str, part: Fraction | None) -> None:
    share = share_named(text)
    assert share is not None
    assert (share.printed, share.part) == (printed, part)


@pytest.mark.parametrize(
    "text",
    [
        "ASSIGNMENT OF ASSIGNORS INTEREST",
        "100% INTEREST",
        "THE ENTIRE UNDIVIDED INTEREST",
        "0% INTEREST",
        "SIGNED 1/2/99",
    ],
)
def test_no_share(text: str) -> None:
    assert share_named(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("TO CORRECT THE PROPERTIES, REMOVING US APP. NO. 29466355 PREVIOUSLY RECORDED ON REEL 049551", {"29466355"}),
        ("ERRONEOUSLY FILED APPLICATION NUMBERS 13/384239, 13/498734 PREVIOUSLY", {"13384239", "13498734"}),
        ("TYPOGRAPHICAL ERRORS IN PATENT NOS. 6129293, D545888, AND REMOVE 8750534 PREVIOUSLY RECORDED", {"8750534"}),
        ("CORRECTIVE BY NULLIFICATION", set()),
    ],
)
def test_removals(text: str, numbers: set[str]) -> None:
    removal = removal_named(text)
    assert removal is not None
    assert removal.numbers == numbers


def test_a_correction_of_a_party_removes_nothing() -> None:
    assert removal_named("CORRECTIVE ASSIGNMENT TO CORRECT THE ERRONEOUS NAME OF THE ASSIGNEE") is None


def test_capacities_are_left_out() -> None:
    one = without_capacity("EXAMPLE BANK, N.A., AS THE COLLATERAL AGENT FOR THE LENDERS")
    assert one == without_capacity("Example Bank, National Association (as Trustee)") == "EXAMPLE BANK"


def test_organisations_are_told_by_their_names() -> None:
    assert is_organisation("ACME, INC.")
    assert not is_organisation("SMITH, JOHN A.")
    assert Names(str.casefold).find("John Smith", {"smith john": "Smith John"}) is None
    assert Names(str.casefold, ["Smith John"]).find("John Smith", {"smith john": "Smith John"}) == "smith john"


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    references_named(text)
    share_named(text)
    removal_named(text)
    without_capacity(text)
    Names(str.casefold, ["A, B"]).find(text, {"x": "SMITH, JOHN", "y": text[::-1]})


@pytest.mark.parametrize(
    "piece", ["REEL ", "REEL 1", "1/", "12345/", "REMOVE ", "ALL A ", " AS A", "FORMERLY ", ", ", "50 "]
)
def test_long_texts_are_read_in_a_moment(piece: str) -> None:
    started = time.perf_counter()
    test = piece * 100_000
    references_named(test)
    share_named(test)
    removal_named(test)
    without_capacity(test)
    Names(str.casefold, ["A, B"]).find(test, {"x": "SMITH, JOHN"})
    assert time.perf_counter() - started < 2
