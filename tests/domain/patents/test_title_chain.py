"""Who holds title by record."""

from __future__ import annotations

from datetime import date

from patentfair.domain.patents.register import Conveyance, ConveyanceKind, ConveyanceParty
from patentfair.domain.patents.title_chain import TitleChain, title_chain


def moved(
    day: int, givers: list[str], receivers: list[str], kind: ConveyanceKind = ConveyanceKind.ASSIGNMENT
) -> Conveyance:
    return Conveyance(
        office="US",
        reference=f"0123/{day:04}",
        kind=kind,
        recorded=date(2020, 1, day),
        givers=tuple(ConveyanceParty(name=name) for name in givers),
        receivers=tuple(ConveyanceParty(name=name) for name in receivers),
    )


def chain(conveyances: list[Conveyance], printed: tuple[str, ...] = ("Printed Co",)) -> TitleChain:
    return title_chain(printed, ("Ann", "Bob"), conveyances, str.casefold)


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
    assert [link.conveyance.reference for link in found.links] == ["0123/0001", "0123/0002", "0123/0003"]


def test_a_part_that_is_not_given_away_stays() -> None:
    assert chain([moved(1, ["Ann"], ["First Co"])]).holders == ("Bob", "First Co")


def test_a_giver_who_does_not_hold_breaks_the_chain_and_is_named() -> None:
    found = chain([moved(1, ["Stranger Co"], ["Second Co"])])
    assert not found.unbroken
    assert found.links[0].breaks == ("Stranger Co",)
    assert found.holders == ("Second Co",)


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
