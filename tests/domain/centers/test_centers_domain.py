"""Centers without a database: calibration, accounts, hours, figures of regions, lots, colours."""

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import patentfair
from patentfair.domain.centers.accounts import CATEGORIES, Line, faults, totals
from patentfair.domain.centers.calibration import Forecast, calibration, reliability_bands
from patentfair.domain.centers.drawing import commitment, drawn, lot
from patentfair.domain.centers.hours import is_open, parse_day, said, spoken
from patentfair.domain.centers.look import ACCENTS, contrast
from patentfair.domain.centers.perspectives import PERSPECTIVES
from patentfair.domain.centers.region_profile import (
    COLUMNS,
    INDICATORS,
    MOST_FAULTS,
    full_region_name,
    read_profile,
    region_code,
)
from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.patents.prefectures import PREFECTURES
from patentfair.domain.patents.regions import PROVINCES

forecasts = st.lists(
    st.builds(Forecast, st.integers(0, 100).map(lambda p: Fraction(p, 100)), st.booleans()), min_size=1, max_size=60
)


def test_worked_numbers_of_calibration():
    """Four forecasts by hand: (0.8-1)² + (0.8-0)² + (0.4-0)² + (0.4-1)² = 0.04 + 0.64 + 0.16 + 0.36, over 4."""
    stated = ((8, True), (8, False), (4, False), (4, True))
    found = calibration([Forecast(Fraction(tenths, 10), happened) for tenths, happened in stated])
    assert found.brier == Fraction(120, 400)
    assert (
        found.reliability == (Fraction(3, 10) ** 2 + Fraction(1, 10) ** 2) / 2
    )  # both groups came about half the time
    assert found.resolution == 0
    assert found.uncertainty == Fraction(1, 4)
    perfect = calibration([Forecast(Fraction(1), True), Forecast(Fraction(0), False)])
    assert (perfect.brier, perfect.reliability, perfect.resolution) == (0, 0, Fraction(1, 4))
    assert calibration([]) is None
    with pytest.raises(Invalid):
        calibration([Forecast(Fraction(3, 2), True)])


@settings(deadline=None)
@given(forecasts)
def test_brier_is_reliability_less_resolution_plus_uncertainty(found):
    scores = calibration(found)
    assert scores.brier == scores.reliability - scores.resolution + scores.uncertainty
    assert all(0 <= part <= 1 for part in (scores.brier, scores.reliability, scores.resolution))
    assert scores.resolution <= scores.uncertainty <= Fraction(1, 4)


@settings(deadline=None)
@given(forecasts)
def test_the_reliability_table_holds_every_forecast_once(found):
    bands = reliability_bands(found)
    assert sum(band.count for band in bands) == len(found)
    assert sum((band.observed * band.count for band in bands), Fraction(0)) == sum(one.happened for one in found)
    for band in bands:
        assert band.low <= band.stated <= band.high


@settings(deadline=None)
@given(forecasts, st.randoms(use_true_random=False))
def test_the_order_of_forecasts_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert calibration(shuffled) == calibration(found)


def lines(**changes):
    given_ = {"income:public-funds": "100", "expenditure:running": "70", "surplus:carried-forward": "30", **changes}
    return [Line(*name.split(":"), Decimal(value)) for name, value in given_.items() if value]


def test_accounts_add_up_or_say_what_does_not():
    income, spent = Decimal(100), Decimal(70)
    assert faults(lines(), income, spent) == ()
    assert faults(lines(), Decimal(101), spent) == ("center-accounts.income",)
    assert faults(lines(), income, Decimal(71)) == ("center-accounts.expenditure",)
    assert faults(lines(**{"surplus:carried-forward": "29.99"}), income, spent) == ("center-accounts.surplus",)
    assert faults(lines(**{"surplus:dividend": "1"}), income, spent)[0] == "center-accounts.category"
    assert "center-accounts.amount" in faults(lines(**{"income:donations": "-1"}), income, spent)
    assert "center-accounts.amount" in faults(lines(**{"income:donations": "NaN"}), income, spent)
    assert "center-accounts.twice" in faults([*lines(), lines()[0]], income + 100, spent)
    deficit = {"expenditure:running": "120", "surplus:carried-forward": "", "surplus:from-reserve": "20"}
    assert faults(lines(**deficit), income, Decimal(120)) == ()
    assert faults(lines(**{**deficit, "surplus:from-reserve": ""}), income, Decimal(120)) == (
        "center-accounts.surplus",
    )


amounts = st.decimals(0, 10**9, places=2)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(CATEGORIES["income"])), amounts, min_size=1),
       st.dictionaries(st.sampled_from(sorted(CATEGORIES["expenditure"])), amounts, min_size=1))  # fmt: skip
def test_accounts_whose_surplus_is_placed_can_be_published(earned, spent):
    given_ = [Line("income", code, value) for code, value in earned.items()]
    given_ += [Line("expenditure", code, value) for code, value in spent.items()]
    left = totals(given_).surplus
    given_.append(Line("surplus", "reserve" if left >= 0 else "from-reserve", abs(left)))
    sums = totals(given_)
    assert sums.placed == sums.surplus
    assert faults(given_, sums.income, sums.expenditure) == ()
    assert faults(given_, sums.income + 1, sums.expenditure) == ("center-accounts.income",)


def test_hours_as_people_type_and_read_them():
    assert parse_day("9:00-12:00, 13:00-17:30") == [[540, 720], [780, 1050]]
    assert parse_day("9：00至17:00") == [[540, 1020]]
    assert parse_day(" ") == []
    for wrong in ("9-5", "9:00-8:00", "9:00-12:00 11:00-13:00", "9:61-10:00", "open",
                  "9:00-10:00,11:00-12:00,13:00-14:00",
                  "23:00-24:01", "9:00-10:00 and more"):  # fmt: skip
        with pytest.raises(Invalid):
            parse_day(wrong)
    week = {str(day): [[540, 1020]] for day in range(5)}
    assert [(names.en, hours) for names, hours in spoken(week)] == [
        ("Monday to Friday", "9:00–17:00"), ("Saturday to Sunday", ""),
    ]  # fmt: skip
    assert is_open(week, 0, 540)
    assert not is_open(week, 0, 1020)
    assert not is_open(week, 6, 600)


@settings(deadline=None)
@given(st.lists(st.integers(0, 1440), min_size=2, max_size=4, unique=True).filter(lambda m: len(m) % 2 == 0))
def test_hours_said_read_back_the_same(moments):
    ordered = sorted(moments)
    spans = [ordered[place : place + 2] for place in range(0, len(ordered), 2)]
    assert parse_day(said(spans)) == spans


HEADER = ",".join(COLUMNS)


def profile(*rows, header=HEADER, this_year=2026):
    return read_profile("\n".join((header, *rows)).encode(), this_year)


def test_figures_are_read_strictly():
    figures, wrong = profile(
        "42,gdp,,4500.5,CNY,2025,Yearbook",
        "4201,firms,C,120,firm,2025,Yearbook",
        "",
        "42,patents,8,7,patent,2024,Office",
    )
    assert not wrong
    assert [(one.region, one.indicator, one.item, one.value) for one in figures] == [
        ("42", "gdp", "", Decimal("4500.5")), ("4201", "firms", "C", Decimal(120)), ("42", "patents", "8", Decimal(7)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("99,gdp,,1,CNY,2025,S", "region"),
        ("42,wealth,,1,CNY,2025,S", "indicator"),
        ("42,gdp,C,1,CNY,2025,S", "item"),
        ("42,firms,,1,firm,2025,S", "item"),
        ("42,patents,36,1,patent,2025,S", "item"),
        ("42,patents,08,1,patent,2025,S", "item"),
        ("42,gdp,,1,USD,2025,S", "unit"),
        ('42,gdp,,"1,000",CNY,2025,S', "value"),
        ("42,gdp,,-1,CNY,2025,S", "value"),
        ("42,gdp,,1e5,CNY,2025,S", "value"),
        ("42,population,,1.5,person,2025,S", "value"),
        ("42,gdp,,1,CNY,2027,S", "year"),
        ("42,gdp,,1,CNY,25,S", "year"),
        ("42,gdp,,1,CNY,2025,", "source"),
        ("42,gdp,,1,CNY,2025", ""),
    ],
)
def test_every_fault_names_its_line_and_its_cure(row, column):
    figures, wrong = profile("42,population,,5,person,2025,S", row)
    assert figures == ()  # all or nothing
    assert [(one.line, one.column) for one in wrong] == [(3, column)]
    assert wrong[0].cure.zh
    assert wrong[0].cure.en


def test_files_that_are_no_such_table():
    for data, line in ((b"", 1), (b"a,b\n", 1), (HEADER.encode(), 1), (HEADER.encode() + b"\n\xff\xfe", 2),
                       (HEADER.encode() + b'\n42,"gdp', 2)):  # fmt: skip
        figures, wrong = read_profile(data, 2026)
        assert figures == ()
        assert wrong[0].line == line
    _, wrong = profile("42,gdp,,1,CNY,2025,S", "42,gdp,,2,CNY,2025,S")
    assert "2" in wrong[0].cure.en
    assert wrong[0].line == 3
    _, wrong = profile(*["x"] * 500)
    assert len(wrong) == MOST_FAULTS


def test_the_sample_file_reads_and_says_that_it_is_made_up():
    path = Path(patentfair.__file__).parent / "sample" / "regions.csv"
    figures, wrong = read_profile(path.read_bytes(), 2026)
    assert not wrong
    assert len(figures) > 400
    assert all("示例" in one.source and "虚构" in one.source for one in figures)
    assert {one.indicator for one in figures} == set(INDICATORS)


@settings(deadline=None)
@given(st.text(min_size=1), st.sets(st.integers(1, 500), min_size=1, max_size=40), st.integers(1, 10))
def test_a_lot_can_be_drawn_again_by_anyone(seed, numbers, count):
    found = drawn(seed, numbers, count)
    assert found == drawn(seed, sorted(numbers, reverse=True), count)
    assert len(found) == min(count, len(numbers))
    assert set(found) <= numbers
    left = numbers - set(found)
    assert all(lot(seed, one) <= lot(seed, other) for one in found for other in left)


def test_the_lot_favours_nobody_and_the_seed_is_promised():
    counts = Counter(drawn(f"seed {number}", range(10), 1)[0] for number in range(4000))
    assert min(counts.values()) > 320
    assert max(counts.values()) < 480
    assert commitment("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_colours_are_legible_and_the_style_sheet_has_them():
    style = (Path(patentfair.__file__).parent / "web/ui/static/ui/centers.css").read_text("utf-8")
    assert len(PERSPECTIVES) == 7
    for code, accent in ACCENTS.items():
        assert contrast(accent.light, "#fcfbf8") >= 4.5
        assert contrast(accent.light, "#ffffff") >= 4.5
        assert contrast(accent.dark, "#13171c") >= 4.5
        assert re.findall(rf"\.look-{code} {{ --accent: (#\w+);", style) == [accent.light, accent.dark]
    assert round(contrast("#000000", "#ffffff"), 1) == 21


def test_a_region_is_found_by_the_name_it_is_shown_by():
    for code in (*PROVINCES, *PREFECTURES):
        for language in ("zh", "en"):
            assert region_code(full_region_name(code).of(language)) == code, (code, language)
        assert region_code(code) == code
    assert region_code(" Suzhou (Jiangsu) ") == "3205"
    assert region_code("Suzhou") == "Suzhou"  # there are two
    assert region_code("Jilin") == "22"
