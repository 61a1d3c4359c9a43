"""Colour classes: every value in exactly one, equal values together, by a rule that holds for any values."""

from __future__ import annotations

from itertools import pairwise

import mapclassify
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.map.classes import MOST, Classes, classify

floats = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
measured = st.dictionaries(st.text("ABCDEF123", min_size=2, max_size=5), floats, max_size=62)
counted = st.dictionaries(
    st.text("ABCDEF123", min_size=2, max_size=5), st.integers(0, 40).map(float), max_size=30
)


def test_few_values_are_classes_of_their_own() -> None:
    classes = classify({"SE311": 0, "SE312": 2, "SE313": 2, "SE331": 1}, integer=True)
    assert classes == Classes(
        limits=((0, 0), (1, 1), (2, 2)),
        of={"SE311": 1, "SE312": 3, "SE313": 3, "SE331": 2},
        rule="categories",
    )


def test_small_counts_are_cut_where_they_break() -> None:
    counts = {f"U{i}": float(n) for i, n in enumerate([1, 1, 2, 2, 8, 9, 9, 20, 21, 33, 34, 49, 50])}
    classes = classify(counts, integer=True)
    assert classes.rule == "natural_breaks"
    assert classes.limits == ((1, 8), (8, 20), (20, 33), (33, 49), (49, 50))


def test_measured_values_are_cut_into_equal_numbers() -> None:
    values = {f"U{i:02}": i + 0.5 for i in range(50)}
    classes = classify(values, integer=False)
    assert classes.rule == "quantiles"
    assert [list(classes.of.values()).count(number) for number in range(1, 6)] == [10] * 5
    assert classes.limits == ((0.5, 10.5), (10.5, 20.5), (20.5, 30.5), (30.5, 40.5), (40.5, 49.5))


def test_many_equal_values_leave_fewer_classes() -> None:
    values = {f"U{i:02}": 0.0 for i in range(40)} | {f"V{i}": float(i) for i in range(1, 11)}
    classes = classify(values, integer=False)
    assert len({classes.of[unit] for unit in values if unit.startswith("U")}) == 1
    assert len(classes.limits) < MOST


def test_no_values_have_no_classes() -> None:
    assert classify({}, integer=False) == Classes((), {}, "categories")


def test_the_breaks_are_those_of_mapclassify() -> None:
    numbers = [1.0, 2, 2, 3, 7, 8, 15, 16, 17, 29, 30, 44]
    classes = classify({f"U{i}": n for i, n in enumerate(numbers)}, integer=True)
    with pytest.warns(UserWarning, match="Numba not installed"):
        expected = mapclassify.FisherJenks(numbers, MOST)
    assert list(classes.of.values()) == (expected.yb + 1).tolist()


@settings(deadline=None)
@given(measured | counted, st.booleans())
def test_classes_partition_the_values(values: dict[str, float], integer: bool) -> None:
    classes = classify(values, integer=integer)
    assert classes.of.keys() == values.keys()
    assert len(classes.limits) <= MOST
    assert sorted(set(classes.of.values())) == list(range(1, len(classes.limits) + 1))
    for unit, value in values.items():
        inside = [
            number
            for number, (low, high) in enumerate(classes.limits, start=1)
            if low <= value < high or (value == high and (low == high or number == len(classes.limits)))
        ]
        assert inside == [classes.of[unit]]


@settings(deadline=None)
@given(measured | counted, st.booleans())
def test_classes_are_ordered_and_keep_equal_values_together(values: dict[str, float], integer: bool) -> None:
    classes = classify(values, integer=integer)
    for (_, lower), (upper, _) in pairwise(classes.limits):
        assert lower <= upper
    for here, value in values.items():
        for there, other in values.items():
            if value <= other:
                assert classes.of[here] <= classes.of[there]
    if values:
        assert classes.limits[0][0] == min(values.values())
        assert classes.limits[-1][1] == max(values.values())
