"""What an office's code and words mean to us."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from patentfair.domain.patents.register import StatusEvent
from patentfair.domain.patents.status import EventCode
from patentfair.domain.patents.status_tables import all_rows, as_markdown, interpret, legal_event, row_of

DAY = date(2020, 1, 1)


def effect(office: str, code: str, text: str = "", territory: str = "", **details: str) -> EventCode:
    event = StatusEvent(
        office=office, code=code, published=DAY, text=text, territory=territory, details=tuple(details.items())
    )
    return interpret(event).code


def test_a_pledge_is_created_by_pe01_and_cancelled_by_pc01() -> None:
    assert effect("CN", "PE01") is EventCode.PLEDGE_REGISTERED
    assert effect("CN", "PM01") is EventCode.PLEDGE_CHANGED
    assert effect("CN", "PC01") is EventCode.PLEDGE_CANCELLED
    assert effect("CN", "PP01") is EventCode.PRESERVED
    assert effect("CN", "PD01") is EventCode.PRESERVATION_RELEASED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("授权", EventCode.GRANTED),
        ("专利权的转移IPC(主分类):A41D   1/00;变更事项:专利权人", EventCode.ASSIGNED),
        ("专利申请权、专利权的转移", EventCode.ASSIGNED),
        ("专利权人的姓名或者名称、地址的变更", EventCode.NAME_CHANGED),
        ("专利权的终止（专利权有效期届满）", EventCode.EXPIRED),
        ("专利权质押合同登记的注销；登记号:Y2020", EventCode.PLEDGE_CANCELLED),
        ("开放许可声明的撤回", EventCode.OPEN_LICENCE_WITHDRAWN),
        ("某种未见过的事项;授权公告日:20120926", EventCode.UNKNOWN),
        ("", EventCode.UNKNOWN),
    ],
)
def test_chinese_words_without_a_code(text: str, expected: EventCode) -> None:
    assert effect("CN", "", text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Free format text: ASSIGNMENT OF ASSIGNORS INTEREST;ASSIGNOR:RELEASE WORKS INC", EventCode.ASSIGNED),
        ("SECURITY INTEREST", EventCode.PLEDGE_REGISTERED),
        ("RELEASE OF SECURITY INTEREST", EventCode.PLEDGE_CANCELLED),
        ("RELEASE BY SECURED PARTY;ASSIGNOR:A BANK", EventCode.PLEDGE_CANCELLED),
        ("ASSIGNMENT OF SECURITY INTEREST", EventCode.PLEDGE_CHANGED),
        ("Owner name: LIEN MOTORS, US Free format text: CHANGE OF NAME;ASSIGNOR:X", EventCode.NAME_CHANGED),
        ("Owner name: MERGER LTD, US", EventCode.PARTY_CHANGED),
        ("CONFIRMATORY LICENSE", EventCode.LICENCE_RECORDED),
        ("", EventCode.PARTY_CHANGED),
    ],
)
def test_a_recorded_us_instrument_is_told_by_its_nature(text: str, expected: EventCode) -> None:
    assert effect("US", "AS", text) is expected


def test_headings_are_told_by_their_words() -> None:
    assert effect("US", "FEPP", "MAINTENANCE FEE REMINDER MAILED (ORIGINAL EVENT CODE: REM.)") is EventCode.FEE_OVERDUE
    assert effect("US", "FEPP", "PAYOR NUMBER ASSIGNED (ORIGINAL EVENT CODE: ASPN)") is EventCode.NO_EFFECT
    assert effect("US", "FEPP") is EventCode.NO_EFFECT
    assert effect("EP", "STAA", "STATUS: THE PATENT HAS BEEN GRANTED") is EventCode.GRANT_DECIDED
    assert effect("EP", "STAA", "", free_format_text="STATUS: NO OPPOSITION FILED") is EventCode.OPPOSITION_ENDED
    assert effect("EP", "STAA", "STATUS: UNKNOWN") is EventCode.NO_EFFECT
    assert effect("EP", "ep-patent-status/8", "The patent has been granted") is EventCode.GRANT_DECIDED
    assert effect("EP", "lapsed-in-country", territory="AT") is EventCode.LAPSED_IN_STATE


def test_proceedings_named_by_words() -> None:
    assert effect("US", "", "IPR, Pending") is EventCode.OPPOSED
    assert effect("US", "", "IPR, Decision, Institution Denied") is EventCode.OPPOSITION_ENDED
    assert effect("US", "", "Petition, Withdrawal of abandonment") is EventCode.NO_EFFECT
    assert effect("CN", "", "patent lapsed") is EventCode.LAPSED


def test_steps_in_national_offices_have_no_effect_on_the_international_application() -> None:
    for code in ("121", "WWE", "WWR"):
        assert effect("WO", code, territory="DE") is EventCode.NO_EFFECT
    for code in ("NENP", "ENPC"):
        assert effect("WO", code, territory="DE") is EventCode.NOT_ENTERED
    found = interpret(StatusEvent(office="WO", code="122", published=DAY))
    assert (found.code, found.territory) == (EventCode.NOT_ENTERED, "EP")


@pytest.mark.parametrize(
    ("office", "code", "text", "expected"),
    [
        ("EP", "GRAA", "(EXPECTED) GRANT", EventCode.GRANT_DECIDED),
        ("EP", "IGRA", "", EventCode.EXAMINATION),
        ("EP", "AK", "Kind code of ref document: A1 Designated state(s): AT BE", EventCode.NO_EFFECT),
        ("EP", "AK", "Kind code of ref document: B1 Designated state(s): AT BE", EventCode.GRANTED),
        ("EP", "GBPR", "", EventCode.INVALIDATED),
        ("EP", "EN", "", EventCode.LAPSED_IN_STATE),
        ("US", "IPRC", "CLAIMS 1-20 ARE CANCELLED", EventCode.INVALIDATION_UNCLEAR),
        ("US", "IPRC", "CLAIMS 1-3 ARE FOUND UNPATENTABLE", EventCode.INVALIDATION_UNCLEAR),
        ("US", "IPRC", "CLAIM 1 IS FOUND PATENTABLE. CLAIM 2 IS CANCELLED", EventCode.LIMITED),
        ("US", "C1", "THE PATENTABILITY OF CLAIMS 1-5 IS CONFIRMED", EventCode.LIMITED),
        ("US", "C1", "NEW CLAIMS 6-9 ARE ADDED AND DETERMINED TO BE PATENTABLE", EventCode.LIMITED),
        ("US", "B2", "ALL CLAIMS CANCELLED", EventCode.INVALIDATED),
        ("US", "PGRC", "", EventCode.INVALIDATION_UNCLEAR),
        ("US", "DISCLAIMER", "Subject to a terminal disclaimer.", EventCode.TERMINAL_DISCLAIMER),
        ("DE", "8139", "", EventCode.DEEMED_WITHDRAWN),
        ("DE", "D4", "", EventCode.LIMITED),
        ("DE", "R031", "", EventCode.OPPOSITION_ENDED),
        ("DE", "R199", "", EventCode.RETRACTED),
        ("FR", "RX", "", EventCode.REFUSED),
        ("FR", "RT", "", EventCode.ABANDONED),
        ("FR", "OX", "", EventCode.INVALIDATED),
        ("FR", "VA", "", EventCode.INVALIDATED),
        ("FR", "FC", "", EventCode.RESTORED),
        ("FR", "ST", "", EventCode.LAPSED),
        ("FR", "DE", "", EventCode.NO_EFFECT),
        ("FR", "GC", "", EventCode.PLEDGE_REGISTERED),
    ],
)
def test_decisive_codes(office: str, code: str, text: str, expected: EventCode) -> None:
    assert effect(office, code, text) is expected


def test_states_are_read_from_a_field_of_their_own_or_from_the_words() -> None:
    def states(code: str, text: str = "", **details: str) -> tuple[str, ...]:
        named = tuple((name.replace("_", "-"), value) for name, value in details.items())
        return interpret(StatusEvent(office="EP", code=code, published=DAY, text=text, details=named)).states

    assert states("AK", designated_states="AT BE CH") == ("AT", "BE", "CH")
    assert states("designation-of-states", states="DE FR") == ("DE", "FR")
    assert states("U07", "DESIGNATED STATE(S): FR, DE, IT") == ("DE", "FR", "IT")
    assert states("PG25", designated_states="AT BE CH") == ()
    kind = (("kind-of-document", "B1"), ("designated-states", "AT"))
    assert interpret(StatusEvent(office="EP", code="AK", published=DAY, details=kind)).code is EventCode.GRANTED


def test_an_unknown_code_is_kept_and_not_guessed() -> None:
    found = interpret(StatusEvent(office="EP", code="H999", published=DAY, text="Something new"))
    assert (found.code, found.row, found.office_code) == (EventCode.UNKNOWN, None, "H999")
    assert effect("XX", "GR01") is EventCode.UNKNOWN


def test_a_reference_is_read_by_the_national_code_it_quotes() -> None:
    text = "Reference to a national code,Ref country code: DERef legal event code: R119Ref document number: 1"
    found = interpret(StatusEvent(office="EP", code="REG", published=DAY, text=text))
    assert (found.code, found.territory, found.office_code) == (EventCode.LAPSED_IN_STATE, "DE", "R119")
    named = (("Ref country code", "GB"), ("Ref legal event code", "732E"))
    found = interpret(StatusEvent(office="EP", code="REG", published=DAY, details=named))
    assert (found.code, found.territory) == (EventCode.PARTY_CHANGED, "GB")
    assert effect("EP", "REG", "Ref country code: CHRef legal event code: ZZ9") is EventCode.UNKNOWN
    assert effect("EP", "REG") is EventCode.NO_EFFECT


def test_an_entry_of_one_state_is_of_that_state() -> None:
    found = interpret(StatusEvent(office="EP", code="PG25", published=DAY, territory="de"))
    assert (found.code, found.territory) == (EventCode.LAPSED_IN_STATE, "DE")
    assert interpret(StatusEvent(office="EP", code="GBPC", published=DAY)).territory == "GB"
    assert interpret(StatusEvent(office="DE", code="R119", published=DAY, territory="DE")).territory == ""
    assert effect("DE", "R119") is EventCode.LAPSED


def test_the_day_is_the_one_of_effect_and_an_entry_without_any_day_is_none() -> None:
    event = StatusEvent(office="CN", code="CF01", published=DAY, effective=date(2019, 2, 1))
    value = legal_event(event, "gazette")
    assert value is not None
    assert (value.day, value.known) == (date(2019, 2, 1), DAY)
    assert legal_event(StatusEvent(office="CN", code="CF01", published=None), "gazette") is None


def test_fee_years_of_the_us() -> None:
    def year(code: str, text: str = "", details: tuple[tuple[str, str], ...] = ()) -> int:
        return interpret(StatusEvent(office="US", code=code, published=DAY, text=text, details=details)).fee_year

    assert year("MAFP", "PAYMENT OF MAINTENANCE FEE, 8TH YEAR, LARGE ENTITY (ORIGINAL EVENT CODE: M1552)") == 8
    assert year("MAFP", "Year of fee payment: 12") == 12
    assert year("MAFP", details=(("fee-year", "04"),)) == 4
    assert year("M2553") == 12
    assert year("MAFP") == 0


def test_rows_are_whole_unlike_and_in_a_fixed_order() -> None:
    rows = all_rows()
    assert len({(row.office, row.code, row.phrase) for row in rows}) == len(rows)
    assert len(rows) > 1_200
    for row in rows:
        assert row.words.zh, row
        assert row.words.en, row
        assert row.effect is not EventCode.UNKNOWN
        assert (row.effect is EventCode.RETRACTED) == bool(row.retracts), row
        assert row.code == row.code.upper()
        assert len(row.category) <= 1
    # Kinds of documents, whose publication is an event without a row, and national codes that European entries quote.
    retractable = {(row.office, row.code) for row in rows} | {
        ("EP", "A3"),
        ("EP", "FG4D"),
        ("EP", "R096"),
        ("DE", "U1"),
    }
    retractable |= {(office, kind) for office in ("EP", "FR") for kind in ("B", "B1", "B2", "B3")}
    assert all((row.office, code) in retractable for row in rows for code in row.retracts)
    assert as_markdown().count("\n") == len(rows) + 2
    assert rows == all_rows()


def test_the_general_row_of_a_code() -> None:
    row = row_of("CN", "GR01")
    assert row is not None
    assert (row.key_event, row.category, row.verified) == ("F10", "F", True)
    assert row_of("CN", "ZZ99") is None
    general = row_of("US", "AS")
    assert general is not None
    assert general.phrase == ""


LIST = "epo/legal-codes/patent_client_legal_legal_code_descriptions_202417.xlsx"


@pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
def test_rows_said_to_be_checked_stand_so_in_the_list_of_the_epo() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(Path(os.environ["PATENTFAIR_TEST_DATA"]) / LIST, read_only=True).worksheets[0]
    sheet.reset_dimensions()
    printed = {
        (str(line[0]), str(line[1]).strip()): str(line[8] or "").strip()
        for line in sheet.iter_rows(values_only=True, min_row=2)
    }
    assert len(printed) > 4_000
    wrong = [
        (row.office, row.code, row.category)
        for row in all_rows()
        if row.verified and printed.get((row.office, row.code)) != row.category
    ]
    assert wrong == []
    missing = {code for office, code in printed if office == "CN"} - {r.code for r in all_rows() if r.office == "CN"}
    assert missing <= {"REG"}
