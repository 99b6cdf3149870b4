from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.kernel.interval import DateInterval
from patentfair.domain.rights import field, territory
from patentfair.domain.rights.overlap import Overlap
from patentfair.domain.rights.scope import Box, intersection, overlap, subtract

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(4)]
PLACES = ["CN-BJ", "CN-GD", "HK", "DE-BY"]
FIELDS = ["A61K 31/00", "A61K 33/00", "A61P 1/00", "G06F 3/00"]
ACTS = ["make", "use", "sell"]
CLAIMS = [1, 2]

subset = st.sampled_from
intervals = st.tuples(st.sampled_from([None, *DAYS]), st.sampled_from([None, *DAYS])).map(
    lambda pair: DateInterval(*pair)
)
boxes = st.builds(
    Box,
    time=intervals,
    territory=st.lists(subset(["WORLD", "CN", "CN-BJ", "CN-GD", "HK", "DE"]), min_size=1, max_size=2).map(tuple),
    territory_except=st.lists(subset(["CN", "CN-BJ", "HK"]), max_size=1).map(tuple),
    fields=st.lists(subset(["ALL", "A", "A61K", "A61K 31/00", "G06F 3/00"]), min_size=1, max_size=2).map(tuple),
    fields_except=st.lists(subset(["A61", "A61K 31/00", "G"]), max_size=1).map(tuple),
    acts=st.one_of(st.none(), st.lists(subset(ACTS), min_size=1, max_size=2).map(tuple)),
    claims=st.one_of(st.none(), st.lists(subset(CLAIMS), min_size=1, max_size=2).map(tuple)),
    claims_except=st.lists(subset(CLAIMS), max_size=1).map(tuple),
)


def holds(box, *cell):
    """Whether one cell of the grid lies in the box."""
    day, place, name, act, claim = cell
    return (
        box.time.contains(day)
        and any(territory.contains(node, place) for node in box.territory)
        and not any(territory.contains(node, place) for node in box.territory_except)
        and any(field.contains(node, name) for node in box.fields)
        and not any(field.contains(node, name) for node in box.fields_except)
        and (box.acts is None or act in box.acts)
        and (box.claims is None or claim in box.claims)
        and claim not in box.claims_except
    )


GRID = list(product(DAYS, PLACES, FIELDS, ACTS, CLAIMS))


@given(boxes, boxes)
def test_overlap_is_symmetric(one, other):
    assert overlap(one, other) is overlap(other, one)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(boxes, boxes)
def test_overlap_is_never_missed(one, other):
    if any(holds(one, *cell) and holds(other, *cell) for cell in GRID):
        assert overlap(one, other) is Overlap.YES


@settings(max_examples=60, deadline=None, derandomize=True)
@given(boxes, boxes)
def test_intersection_is_what_both_cover(one, other):
    both = intersection(one, other)
    for cell in GRID:
        assert (holds(one, *cell) and holds(other, *cell)) == (both is not None and holds(both, *cell))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(boxes, min_size=1, max_size=2), st.lists(boxes, max_size=3))
def test_subtraction_is_exact(requested, conflicts):
    left, whole = subtract(requested, conflicts)
    assert whole
    for cell in GRID:
        wanted = any(holds(box, *cell) for box in requested) and not any(holds(box, *cell) for box in conflicts)
        assert wanted == any(holds(box, *cell) for box in left)
    for box in left:
        for hole in conflicts:
            assert overlap(box, hole) is Overlap.NO


def test_half_open_intervals_touch_without_overlap():
    before = Box(time=DateInterval(None, date(2026, 1, 1)))
    after = Box(time=DateInterval(date(2026, 1, 1), None))
    assert overlap(before, after) is Overlap.NO


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("CN", "HK", Overlap.NO),
        ("CN", "MO", Overlap.NO),
        ("CN", "TW", Overlap.NO),
        ("CN", "CN-TW", Overlap.NO),
        ("HK", "CN-HK", Overlap.YES),
        ("CN", "CN-GD", Overlap.YES),
        ("CN-GD", "CN-BJ", Overlap.NO),
        ("EU", "DE-BY", Overlap.YES),
        ("EU", "GB", Overlap.NO),
        ("WORLD", "HK", Overlap.YES),
    ],
)
def test_territories(one, other, found):
    assert overlap(Box(territory=(one,)), Box(territory=(other,))) is found


def test_all_subdivisions_make_china():
    left, _ = subtract([Box(territory=("CN",))], [Box(territory=territory.CN_SUBDIVISIONS)])
    assert left == ()


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("A61K", "A61K 31/00", Overlap.YES),
        ("A61K 31/00", "A61K 31/12", Overlap.YES),
        ("A61K 31/12", "A61K 31/10", Overlap.MAYBE),
        ("G06F 3/01", "G06F 3/041", Overlap.MAYBE),
        ("G06F 3/01", "G06F 30/01", Overlap.NO),
        ("A61K 31/00", "A61K 33/00", Overlap.NO),
        ("A61", "A", Overlap.YES),
        ("tag:car", "tag:car/brake", Overlap.YES),
        ("tag:car", "tag:cart", Overlap.MAYBE),
        ("tag:car", "B60", Overlap.MAYBE),
        ("ALL", "tag:car", Overlap.YES),
    ],
)
def test_fields(one, other, found):
    assert overlap(Box(fields=(one,)), Box(fields=(other,))) is found
    assert overlap(Box(fields=(other,)), Box(fields=(one,))) is found


def test_declared_disjoint_tags():
    pair = (("tag:car", "tag:ship"),)
    assert overlap(Box(fields=("tag:car/brake",)), Box(fields=("tag:ship",)), pair) is Overlap.NO


def test_what_may_overlap_is_left_out_of_the_carve_out():
    left, _ = subtract([Box(fields=("tag:car",))], [Box(fields=("tag:engine",))])
    assert left
    assert all(overlap(box, Box(fields=("tag:engine",))) is Overlap.NO for box in left)


def test_macros():
    assert overlap(Box(acts=("distribute",)), Box(acts=("sell",))) is Overlap.YES
    assert overlap(Box(acts=("have_made",)), Box(acts=("use",))) is Overlap.NO


def test_limit_of_boxes_is_said():
    holes = [Box(territory=(place,), claims=(n,)) for n, place in enumerate(territory.CN_SUBDIVISIONS * 3)]
    left, whole = subtract([Box(territory=("CN",))], holes, limit=16)
    assert not whole
    assert len(left) <= 16
    assert all(overlap(box, hole) is Overlap.NO for box in left for hole in holes)
