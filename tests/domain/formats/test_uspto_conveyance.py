"""The nature of conveyance as recorders write it, and what it is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.formats.uspto_conveyance import conveyance_kind, reel_and_frame
from patentfair.domain.formats.uspto_countries import country_code
from patentfair.domain.patents.register import ConveyanceKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.ASSIGNMENT),
        ("ASSIGNMENT OF ASSIGNOR'S INTEREST", ConveyanceKind.ASSIGNMENT),
        ("Assignment", ConveyanceKind.ASSIGNMENT),
        ("NUNC PRO TUNC ASSIGNMENT (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.ASSIGNMENT),
        ("QUITCLAIM ASSIGNMENT", ConveyanceKind.ASSIGNMENT),
        ("BILL OF SALE", ConveyanceKind.ASSIGNMENT),
        ("MERGER (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.MERGER),
        ("MERGER AND CHANGE OF NAME", ConveyanceKind.MERGER),
        ("CHANGE OF NAME (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.CHANGE_OF_NAME),
        ("NAME CHANGE", ConveyanceKind.CHANGE_OF_NAME),
        ("CHANGE OF ADDRESS", ConveyanceKind.CHANGE_OF_ADDRESS),
        ("SECURITY INTEREST (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.SECURITY_INTEREST),
        ("PATENT SECURITY AGREEMENT", ConveyanceKind.SECURITY_INTEREST),
        ("ASSIGNMENT OF SECURITY INTEREST", ConveyanceKind.SECURITY_INTEREST),
        ("COLLATERAL ASSIGNMENT", ConveyanceKind.SECURITY_INTEREST),
        ("FIRST LIEN SUPPLEMENT", ConveyanceKind.SECURITY_INTEREST),
        ("LIEN (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.SECURITY_INTEREST),
        ("MORTGAGE", ConveyanceKind.SECURITY_INTEREST),
        ("RELEASE BY SECURED PARTY (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.RELEASE),
        ("RELEASE OF SECURITY INTEREST", ConveyanceKind.RELEASE),
        ("TERMINATION OF PATENT SECURITY AGREEMENT", ConveyanceKind.RELEASE),
        ("DISCHARGE OF SECURITY", ConveyanceKind.RELEASE),
        ("LICENSE (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.LICENCE),
        ("EXCLUSIVE LICENSE", ConveyanceKind.LICENCE),
        ("TERMINATION OF EXCLUSIVE LICENSE", ConveyanceKind.LICENCE_ENDED),
        ("CONFIRMATORY LICENSE (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.GOVERNMENT_INTEREST),
        ("EXECUTIVE ORDER 9424, CONFIRMATORY LICENSE", ConveyanceKind.GOVERNMENT_INTEREST),
        (
            "CORRECTIVE ASSIGNMENT TO CORRECT THE NAME PREVIOUSLY RECORDED ON REEL 1. ASSIGNOR HEREBY CONFIRMS THE "
            "SECURITY AGREEMENT.",
            ConveyanceKind.CORRECTION,
        ),
        ("COURT ORDER (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.OTHER),
        ("COURT ORDER APPROVING AN ASSIGNMENT", ConveyanceKind.OTHER),
        ("ENTITY CONVERSION", ConveyanceKind.CONVERSION),
        ("CERTIFICATE OF CONVERSION", ConveyanceKind.CONVERSION),
        ("CONVERSION AND CHANGE OF NAME", ConveyanceKind.CHANGE_OF_NAME),
        ("LETTERS OF ADMINISTRATION", ConveyanceKind.SUCCESSION),
        ("LETTERS TESTAMENTARY (SEE DOCUMENT FOR DETAILS).", ConveyanceKind.SUCCESSION),
        ("DEED OF TRANSFER", ConveyanceKind.ASSIGNMENT),
        ("ASSIGNS 50% INTEREST", ConveyanceKind.ASSIGNMENT),
        ("ASSIGNMENT OF 50% UNDIVIDED INTEREST", ConveyanceKind.ASSIGNMENT),
        ("ASSIGNMENT OF ASSIGNORS INTEREST (RELEASE OF REVERSIONARY RIGHTS)", ConveyanceKind.ASSIGNMENT),
        ("RELEASE AND ASSIGNMENT OF ASSIGNORS INTEREST IN LIEN", ConveyanceKind.RELEASE),
        ("TRANSFER OF SECURITY INTEREST", ConveyanceKind.SECURITY_INTEREST),
        ("NOTICE OF SUCCESSOR COLLATERAL AGENT", ConveyanceKind.SECURITY_INTEREST),
        ("AMALGAMATION", ConveyanceKind.MERGER),
        ("DECLARATION", ConveyanceKind.OTHER),
        ("CLIENT AGREEMENT", ConveyanceKind.OTHER),
        ("", ConveyanceKind.OTHER),
    ],
)
def test_kind_is_told_from_the_words(text: str, kind: ConveyanceKind) -> None:
    assert conveyance_kind(text) is kind


@given(st.text())
def test_any_text_has_a_kind(text: str) -> None:
    assert conveyance_kind(text) in ConveyanceKind


def test_references_are_spelled_as_printed() -> None:
    assert reel_and_frame("18247", "405") == "018247/0405"
    assert reel_and_frame("018247", "0405") == "018247/0405"
    assert reel_and_frame("", "405") == ""


def test_countries_become_codes_where_they_are_known() -> None:
    assert country_code("China") == "CN"
    assert country_code("KOREA,  REPUBLIC OF") == "KR"
    assert country_code("Atlantis") == "Atlantis"
