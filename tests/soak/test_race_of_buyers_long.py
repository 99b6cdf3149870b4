"""Fifty rounds of the race of two hundred buyers, on both databases."""

from __future__ import annotations

import pytest

from tests.faults.conftest import *  # noqa: F403 - the installations
from tests.faults.race_of_buyers import Served, one_round

pytestmark = pytest.mark.soak

ROUNDS = 50


def test_exactly_a_compatible_set_wins_every_time(sample):
    served = Served(sample)
    try:
        for number in range(ROUNDS):
            assert one_round(sample, served, number)["in_force"]
    finally:
        served.stop()
