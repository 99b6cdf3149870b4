"""Two hundred buyers want exclusive licences of one patent at once, on both databases, with eight web processes."""

from __future__ import annotations

from tests.faults.race_of_buyers import Served, one_round

ROUNDS = 5


def test_exactly_a_compatible_set_wins(sample):
    served = Served(sample)
    try:
        winners = [len(one_round(sample, served, number)["in_force"]) for number in range(ROUNDS)]
    finally:
        served.stop()
    assert all(winners)
