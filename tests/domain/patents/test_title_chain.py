"""Who holds title by record."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.party_names import party_key
from patentfair.domain.patents.register import Conveyance, ConveyanceKind, ConveyanceParty
from patentfair.domain.patents.title_chain import TitleChain, title_chain


def moved(
    day: int,
    givers: list[str],
    receivers: list[str],
    kind: ConveyanceKind = ConveyanceKind.ASSIGNMENT,
    text: str = "",
) -> Conveyance:
    return Conveyance(
        office="US",
        reference=f"012345/{day:04}",
        kind=kind,
        text=text,
        recorded=date(2020, 1, day),
        givers=tuple(ConveyanceParty(name=name) for name in givers),
        receivers=tuple(ConveyanceParty(name=name) for name in receivers),
    )


def chain(conveyances: list[Conveyance], printed: tuple[str, ...] = ("Printed Co",)) -> TitleChain:
    return title_chain(printed, ("Ann", "Bob"), conveyances, str.casefold)


def real(conveyances: list[Conveyance], *inventors: str, own_numbers: tuple[str, ...] = ()) -> TitleChain:
    return title_chain(("Acme Inc.",), inventors or ("John A. Smith",), conveyances, party_key, own_numbers=own_numbers)


def test_without_instruments_the_printed_names_hold() -> None:
    found = chain([])
    assert found.holders == ("Printed Co",)
    assert found.unbroken


def test_inventors_give_one_after_the_other_then_the_firm_sells() -> None:
    found = chain(
        [moved(3, ["First Co"], ["Second Co"]), moved(1, ["ANN"], ["First Co"]), moved(2, ["Bob"], ["First Co"])]
    )
    assert found.holders == ("Second Co",)
    assert found.unbroken
    assert [link.conveyance.reference for link in found.links] == ["012345/0001", "012345/0002", "012345/0003"]


def test_a_part_that_is_not_given_away_stays() -> None:
    assert chain([moved(1, ["Ann"], ["First Co"])]).holders == ("Bob", "First Co")


def test_a_giver_who_does_not_hold_breaks_the_chain_and_is_named_and_the_holder_stays() -> None:
    found = chain([moved(1, ["Stranger Co"], ["Second Co"])])
    assert not found.unbroken
    assert found.links[0].breaks == ("Stranger Co",)
    assert found.holders == ("Printed Co", "Second Co")


def test_one_holder_s_break_leaves_the_others() -> None:
    found = chain([moved(1, ["Ann"], ["First Co"]), moved(2, ["Third Co"], ["Second Co"])])
    assert found.holders == ("Bob", "First Co", "Second Co")
    assert [link.breaks for link in found.links] == [(), ("Third Co",)]


def test_a_change_of_name_is_no_break() -> None:
    found = chain([moved(1, ["Printed Co"], ["New Name Co"], ConveyanceKind.CHANGE_OF_NAME)])
    assert found.holders == ("New Name Co",)
    assert found.unbroken


def test_a_security_interest_moves_no_title_and_its_release_lifts_it() -> None:
    pledge = moved(1, ["Printed Co"], ["A Bank"], ConveyanceKind.SECURITY_INTEREST)
    other = moved(2, ["Printed Co"], ["B Bank"], ConveyanceKind.SECURITY_INTEREST)
    release = moved(3, ["A Bank"], ["Printed Co"], ConveyanceKind.RELEASE)
    found = chain([pledge, other, release])
    assert found.holders == ("Printed Co",)
    assert found.burdens == (other,)


def test_the_day_of_signing_goes_before_the_day_of_recording() -> None:
    late = Conveyance(
        office="US",
        reference="9/9",
        kind=ConveyanceKind.ASSIGNMENT,
        recorded=date(2021, 1, 1),
        givers=(
            ConveyanceParty(name="Ann", executed=date(2019, 1, 1)),
            ConveyanceParty(name="Bob", executed=date(2019, 2, 1)),
        ),
        receivers=(ConveyanceParty(name="First Co"),),
    )
    found = chain([moved(1, ["First Co"], ["Second Co"]), late])
    assert found.links[0].day == date(2019, 2, 1)
    assert found.holders == ("Second Co",)
    assert found.unbroken


def test_where_no_inventor_is_named_a_first_giver_is_no_stranger() -> None:
    found = title_chain(
        ("Second Co",), (), [moved(1, ["Ann"], ["First Co"]), moved(2, ["First Co"], ["Second Co"])], str
    )
    assert found.unbroken
    assert found.holders == ("Second Co",)


@pytest.mark.parametrize(
    ("printed", "recorded"),
    [
        ("John A. Smith", "SMITH, JOHN A."),
        ("John A. Smith", "SMITH, JOHN"),
        ("John Smith", "SMITH, J."),
        ("Xiao Ming Zhang", "ZHANG, XIAOMING"),
        ("Xiao-Ming ZHANG", "ZHANG, XIAO MING"),
        ("José Núñez", "NUNEZ, JOSE"),
        ("Rich Kronberg", "KRONBERG, RICHARD"),
        ("张伟", "张伟"),
    ],
)
def test_people_are_one_in_any_order_of_their_names(printed: str, recorded: str) -> None:
    found = real([moved(1, [recorded], ["ACME, INC."])], printed)
    assert found.unbroken
    assert found.holders == ("ACME, INC.",)


@pytest.mark.parametrize("recorded", ["SMITH, ANN", "JONES, JOHN A.", "ALLEN, SMITH", "张三"])
def test_other_people_are_strangers(recorded: str) -> None:
    found = real([moved(1, [recorded], ["Beta Corp."])])
    assert not found.unbroken


def test_of_two_that_a_short_name_may_mean_none_is_taken() -> None:
    found = real([moved(1, ["SMITH, JOHN A."], ["Acme Inc."]), moved(2, ["SMITH, J."], ["Acme Inc."])],
                 "John A. Smith", "Jane B. Smith", "James C. Smith")  # fmt: skip
    assert set(found.holders) == {"Jane B. Smith", "James C. Smith", "Acme Inc."}


def test_firms_keep_the_order_of_their_words() -> None:
    found = real([moved(1, ["SMITH, JOHN A."], ["North Star Inc."]), moved(2, ["Star North Inc."], ["Beta Corp."])])
    assert found.links[1].breaks == ("Star North Inc.",)


def test_names_cut_off_and_with_others_in_brackets_are_known() -> None:
    long = "EXAMPLE MOTOR ENGINEERING & MANUFACTURING NORTH AMERICA, INC."
    found = real(
        [
            moved(1, ["SMITH, JOHN A."], [long[:50]]),
            moved(2, [f"{long} (F/K/A OLD EXAMPLE, INC.)"], ["Beta Corp."]),
        ]
    )
    assert found.unbroken
    assert found.holders == ("Beta Corp.",)


def test_a_second_paper_to_the_same_receiver_passes_nothing() -> None:
    found = real(
        [
            moved(1, ["SMITH, JOHN A."], ["Acme Inc."]),
            moved(2, ["Acme Inc."], ["Beta Corp."]),
            moved(3, ["SMITH, JOHN"], ["ACME INCORPORATED"]),
        ]
    )
    assert found.holders == ("Beta Corp.",)
    assert found.unbroken
    assert [link.superseded for link in found.links] == [False, False, True]
    assert not found.links[2].moves_title


def test_a_second_paper_to_another_passes_nothing_and_is_told() -> None:
    found = real([moved(1, ["SMITH, JOHN A."], ["Acme Inc."]), moved(2, ["SMITH, JOHN A."], ["Beta Corp."])])
    assert found.holders == ("Acme Inc.",)
    assert found.links[1].breaks == ("SMITH, JOHN A.",)
    assert found.links[1].superseded


def test_what_comes_to_an_old_name_is_the_new_one_s() -> None:
    found = real(
        [
            moved(1, ["Acme Inc."], ["Apex Inc."], ConveyanceKind.CHANGE_OF_NAME),
            moved(2, ["SMITH, JOHN A."], ["Acme Inc."]),
            moved(3, ["Apex Inc."], ["Beta Corp."]),
        ]
    )
    assert found.unbroken
    assert found.holders == ("Beta Corp.",)


def test_a_name_that_is_changed_back_is_held_under_the_old_one() -> None:
    found = chain(
        [
            moved(1, ["Printed Co"], ["Other Co"], ConveyanceKind.CHANGE_OF_NAME),
            moved(2, ["Other Co"], ["Printed Co"], ConveyanceKind.CHANGE_OF_NAME),
            moved(3, ["Printed Co"], ["Second Co"]),
        ]
    )
    assert found.unbroken
    assert found.holders == ("Second Co",)


@pytest.mark.parametrize("kind", [ConveyanceKind.CONVERSION, ConveyanceKind.SUCCESSION, ConveyanceKind.MERGER])
def test_conversion_succession_and_merger_move_title(kind: ConveyanceKind) -> None:
    found = chain([moved(1, ["Printed Co"], ["Printed Ltd"], kind)])
    assert found.holders == ("Printed Ltd",)
    assert found.links[0].moves_title
    assert real([moved(1, ["Acme Inc."], ["ACME LLC"], kind)]).holders == ("ACME LLC",)


def test_instruments_of_one_day_follow_from_each_other() -> None:
    second, first = moved(1, ["First Co"], ["Second Co"]), moved(1, ["Printed Co"], ["First Co"])
    found = chain([second, first])
    assert found.unbroken
    assert found.holders == ("Second Co",)


# Shares


def test_a_share_leaves_the_giver_a_holder_until_it_has_given_all() -> None:
    half = moved(1, ["Printed Co"], ["First Co"], text="ASSIGNMENT OF 50% UNDIVIDED INTEREST")
    found = chain([half])
    assert found.holders == ("Printed Co", "First Co")
    assert found.links[0].share == "50%"
    rest = moved(2, ["Printed Co"], ["Second Co"], text="ASSIGNS ONE-HALF INTEREST")
    assert chain([half, rest]).holders == ("First Co", "Second Co")
    onward = moved(2, ["First Co"], ["Second Co"])
    assert chain([half, onward]).holders == ("Printed Co", "Second Co")
    back = moved(2, ["First Co"], ["Printed Co"], text="ASSIGNS 50% INTEREST")
    assert chain([half, back]).holders == ("Printed Co",)


def test_a_share_that_is_not_told_leaves_the_giver_a_holder() -> None:
    found = chain([moved(1, ["Printed Co"], ["First Co"], text="ASSIGNMENT OF UNDIVIDED INTEREST")])
    assert found.holders == ("Printed Co", "First Co")


# Corrections

WRONG = moved(1, ["Printed Co"], ["Wrong Co"])


def test_a_correction_takes_the_place_of_the_instrument_it_names() -> None:
    right = moved(
        9,
        ["Printed Co"],
        ["Right Co"],
        ConveyanceKind.CORRECTION,
        "CORRECTIVE ASSIGNMENT TO CORRECT THE RECEIVING PARTY PREVIOUSLY RECORDED AT REEL: 012345 FRAME: 0001.",
    )
    found = chain([WRONG, moved(2, ["Right Co"], ["Second Co"]), right])
    assert found.unbroken
    assert not found.uncertain
    assert found.holders == ("Second Co",)
    replaced, correction, _ = found.links
    assert (replaced.replaced, replaced.moves_title) == ("012345/0009", False)
    assert (correction.moves_title, correction.day) == (True, date(2020, 1, 1))


def test_a_correction_of_a_correction_counts() -> None:
    text = "CORRECTIVE ASSIGNMENT TO CORRECT THE ASSIGNEE PREVIOUSLY RECORDED ON REEL 12345 FRAME 1"
    found = chain(
        [
            WRONG,
            moved(8, ["Printed Co"], ["Still Wrong Co"], ConveyanceKind.CORRECTION, text),
            moved(9, ["Printed Co"], ["Right Co"], ConveyanceKind.CORRECTION, text),
        ]
    )
    assert found.holders == ("Right Co",)
    assert [link.replaced for link in found.links] == ["012345/0008", "012345/0009", ""]


def test_corrections_that_name_each_other_end() -> None:
    papers = [
        moved(7, ["Printed Co"], ["First Co"], ConveyanceKind.CORRECTION, "TO CORRECT REEL 012345 FRAME 0008"),
        moved(8, ["Printed Co"], ["Second Co"], ConveyanceKind.CORRECTION, "TO CORRECT REEL 012345 FRAME 0007"),
        moved(9, ["Printed Co"], ["Third Co"], ConveyanceKind.CORRECTION, "TO CORRECT REEL 012345 FRAME 0007"),
    ]
    found = chain([*papers, moved(6, ["Printed Co"], ["Fourth Co"])])
    assert len(found.links) == 4
    assert found.uncertain
    assert found.holders == ("Fourth Co",)


def test_a_correction_that_names_nothing_known_makes_all_uncertain() -> None:
    text = "CORRECTIVE ASSIGNMENT TO CORRECT THE ASSIGNEE PREVIOUSLY RECORDED ON REEL 999 FRAME 1"
    found = chain([WRONG, moved(9, ["Printed Co"], ["Right Co"], ConveyanceKind.CORRECTION, text)])
    assert found.uncertain
    assert found.holders == ("Wrong Co",)
    assert found.links[1].uncertain
    confirming = chain([WRONG, moved(9, ["Printed Co"], ["Wrong Co"], ConveyanceKind.CORRECTION, text)])
    assert not confirming.uncertain


def test_a_patent_taken_out_by_its_number_stays_with_its_holder() -> None:
    removal = moved(
        9,
        ["Acme Inc."],
        ["Wrong Co"],
        ConveyanceKind.CORRECTION,
        "CORRECTIVE ASSIGNMENT TO REMOVE PATENT NO. 9,123,456 PREVIOUSLY RECORDED AT REEL 012345 FRAME 0001",
    )
    wrong = moved(1, ["Acme Inc."], ["Wrong Co"])
    taken = real([wrong, removal], own_numbers=("9123456", "14123456"))
    assert (taken.holders, taken.uncertain) == (("Acme Inc.",), False)
    other = real([wrong, removal], own_numbers=("9111111",))
    assert (other.holders, other.uncertain) == (("Wrong Co",), False)
    assert real([wrong, removal]).uncertain


# Burdens


def secured(day: int, bank: str) -> Conveyance:
    return moved(day, ["Acme Inc."], [bank], ConveyanceKind.SECURITY_INTEREST, "SECURITY INTEREST")


def test_a_release_frees_from_what_it_names() -> None:
    first, second = secured(1, "Example Bank"), secured(2, "Example Bank")
    text = "RELEASE OF SECURITY INTEREST RECORDED AT REEL/FRAME 12345/0001"
    release = moved(3, ["Example Bank"], ["Acme Inc."], ConveyanceKind.RELEASE, text)
    assert real([first, second, release]).burdens == (second,)
    unknown = moved(3, ["Example Bank"], ["Acme Inc."], ConveyanceKind.RELEASE, "RELEASE (REEL 77777 FRAME 1)")
    assert real([first, second, unknown]).burdens == (first, second)
    assert real([first, unknown]).burdens == ()


def test_a_creditor_is_known_without_its_capacity() -> None:
    burden = secured(1, "EXAMPLE FARGO BANK, N.A., AS AGENT")
    release = moved(
        2, ["EXAMPLE FARGO BANK, NATIONAL ASSOCIATION, AS COLLATERAL AGENT"], ["Acme"], ConveyanceKind.RELEASE
    )
    assert real([burden, release]).burdens == ()


def test_an_assignment_of_security_hands_the_burden_on() -> None:
    burden = secured(1, "Bank A, as Administrative Agent")
    handed = moved(2, ["BANK A"], ["Bank B"], ConveyanceKind.SECURITY_INTEREST, "ASSIGNMENT OF SECURITY INTEREST")
    (standing,) = real([burden, handed]).burdens
    assert [party.name for party in standing.receivers] == ["Bank B"]
    assert standing.reference == "012345/0001"
    release = moved(3, ["Bank B"], ["Acme Inc."], ConveyanceKind.RELEASE, "RELEASE BY SECURED PARTY")
    assert real([burden, handed, release]).burdens == ()


def test_the_end_of_a_licence_lifts_no_pledge() -> None:
    licence = moved(1, ["Acme Inc."], ["Beta Corp."], ConveyanceKind.LICENCE)
    pledge = secured(2, "Beta Corp.")
    ended = moved(3, ["Acme Inc."], ["Beta Corp."], ConveyanceKind.LICENCE_ENDED)
    assert real([licence, pledge, ended]).burdens == (pledge,)


def test_links_after_a_day_are_left_out() -> None:
    papers = [moved(1, ["Ann", "Bob"], ["First Co"]), moved(5, ["First Co"], ["Second Co"])]
    found = title_chain((), ("Ann", "Bob"), papers, str.casefold, until=date(2020, 1, 3))
    assert found.holders == ("First Co",)


NAMES = st.sampled_from(["Ann", "SMITH, JOHN", "John A. Smith", "Acme Inc.", "Acme LLC", "Bank, N.A.", "", ",", "张伟"])
TEXTS = st.sampled_from(
    ["", "ASSIGNS 50% INTEREST", "TO CORRECT REEL 012345 FRAME 0003", "REMOVE 9123456 REEL 12345/2", "REEL 012345/0001"]
)


@given(
    st.lists(
        st.builds(
            moved,
            st.integers(1, 9),
            st.lists(NAMES, max_size=3),
            st.lists(NAMES, max_size=3),
            st.sampled_from(ConveyanceKind),
            TEXTS,
        ),
        max_size=12,
    )
)
def test_any_instruments_give_a_chain(papers: list[Conveyance]) -> None:
    found = title_chain(("Acme Inc.",), ("John A. Smith", "Ann"), papers, party_key, own_numbers=("9123456",))
    assert len(found.links) == len(papers)
    assert found.holders
    assert found == title_chain(("Acme Inc.",), ("John A. Smith", "Ann"), papers, party_key, own_numbers=("9123456",))
