"""Labels of points keep clear of each other where there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.views.point_labels import _PLACES, _box, _outside, _overlap, label_places

_SHARES = st.floats(0, 1)


def boxes(points, labels, width=1000.0, height=380.0):
    places = label_places(points, labels, width, height)
    return [
        _box((x * width, y * height), len(label), *_PLACES[place])
        for (x, y), label, place in zip(points, labels, places, strict=True)
    ]


@given(st.lists(st.tuples(_SHARES, _SHARES, st.text("abc", min_size=1, max_size=12)), max_size=12))
def test_every_label_has_a_place_that_plotly_knows(rows):
    places = label_places([(x, y) for x, y, _ in rows], [label for *_, label in rows])
    assert len(places) == len(rows) and set(places) <= set(_PLACES)


@given(_SHARES, _SHARES, st.integers(1, 20))
def test_a_label_alone_lies_within_the_drawing_and_to_the_right_if_it_fits_there(x, y, letters):
    label = "a" * letters
    (box,) = boxes([(x, y)], [label])
    assert _outside(box, 1000, 380) <= 1e-6
    inside = _outside(_box((1000 * x, 380 * y), letters, *_PLACES["middle right"]), 1000, 380) <= 0
    assert not inside or label_places([(x, y)], [label]) == ["middle right"]


@pytest.mark.parametrize(
    "points", [[(0.5, 0.5)] * 4, [(0.5, 0.5), (0.52, 0.5)], [(0.98, 0.5), (0.98, 0.52)], [(0.02, 0.01)] * 2]
)
def test_crowded_points_get_labels_that_do_not_overlap(points):
    found = boxes(points, ["some words"] * len(points))
    assert not any(_overlap(a, b) > 1e-6 for n, a in enumerate(found) for b in found[:n])
