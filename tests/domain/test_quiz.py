"""Questions before and after, and what a group gained."""

from __future__ import annotations

from math import sqrt
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.learning.quiz import FORM, Sums, draw_forms, gain_of, score

BANKS = st.sets(st.integers(1, 10_000), min_size=2 * FORM, max_size=40).map(sorted)


@given(BANKS, st.text(max_size=20))
def test_the_two_forms_share_nothing_and_come_from_the_bank(items, seed):
    before, after = draw_forms(items, seed)
    assert len(before) == len(after) == FORM
    assert not set(before) & set(after)
    assert set(before) | set(after) <= set(items)
    assert draw_forms(list(reversed(items)), seed) == (before, after), "the order of the bank decides nothing"


def test_every_question_comes_before_as_often_as_after():
    items = list(range(1, 9))
    counts = {item: [0, 0] for item in items}
    for number in range(2_000):
        for form, drawn in enumerate(draw_forms(items, str(number))):
            for item in drawn:
                counts[item][form] += 1
    for before, after in counts.values():  # 750 expected each; five standard deviations are about 108
        assert abs(before - 750) < 110
        assert abs(after - 750) < 110


def test_a_bank_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="bank of 5"):
        draw_forms([1, 2, 3, 4, 5, 5], "x")


def test_points():
    assert score([0, 1, None], [0, 1, 2]) == 67
    assert score([2, 2, 2], [2, 2, 2]) == 100
    with pytest.raises(ValueError, match="as many answers"):
        score([1], [1, 2])


def sums(rows):
    return Sums(len(rows), sum(one for one, _ in rows), sum(one for _, one in rows), sum((b - a) ** 2 for a, b in rows))


def test_a_gain_by_hand():
    """Differences 10, 20, 30: mean 20, standard deviation 10, interval 20 ± 1.96 * 10 / sqrt(3)."""
    gain = gain_of(sums([(40, 50), (40, 60), (40, 70)]))
    assert (gain.n, gain.before, gain.after, gain.mean) == (3, 40, 60, 20)
    assert gain.low == pytest.approx(20 - 11.316, abs=1e-3)
    assert gain.high == pytest.approx(20 + 11.316, abs=1e-3)
    assert gain_of(sums([])) is None
    assert gain_of(sums([(0, 100)])).low is None


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=50))
def test_a_gain_is_that_of_the_differences_one_by_one(rows):
    gain, differences = gain_of(sums(rows)), [after - before for before, after in rows]
    half = 1.96 * stdev(differences) / sqrt(len(rows))
    assert gain.mean == pytest.approx(mean(differences))
    assert gain.low == pytest.approx(max(-100, mean(differences) - half))
    assert gain.high == pytest.approx(min(100, mean(differences) + half))
    assert gain.low - 1e-9 <= gain.mean <= gain.high + 1e-9
    assert gain.mean == pytest.approx(gain.after - gain.before)


def test_alike_differences_have_no_width_however_many():
    """A million sittings that all gained 33: nothing is lost to rounding."""
    gain = gain_of(Sums(1_000_000, 33_000_000, 66_000_000, 33**2 * 1_000_000))
    assert (gain.mean, gain.low, gain.high) == (33, 33, 33)
