"""Curves between regions, and points that are set apart where they lie at one spot."""

from __future__ import annotations

from math import hypot
from typing import Any

import pytest

from s3dash.data.dataset import Environment
from s3dash.map.geometry import MapGeometry, Shape
from s3dash.map.picture import curve_path, curves, spread

LABELS = {"SE311": (0.0, 0.0), "FI19": (60.0, 0.0), "DK01": (-60.0, 0.0), "EE00": (0.0, 60.0)}


@pytest.fixture(scope="module")
def geometry() -> MapGeometry:
    shapes = {code: Shape(code, "lan", "m0 0", at, (0, 0, 1, 1)) for code, at in LABELS.items()}
    box = (0.0, 0.0, 1.0, 1.0)
    return MapGeometry(100, 100, shapes, "", "", {}, box, box, "")


def environment(name: str, lon: float, lat: float, **more: Any) -> Environment:
    values = {
        "environment_id": name, "name": name, "kind": "cluster", "town": "T", "nuts_id": "SE311", "lat": lat,
        "lon": lon, "url": None, "confidence": "official", "source_id": "S0001", "domains": (),
    }  # fmt: skip
    return Environment(**{**values, **more})


@pytest.mark.parametrize(
    ("end", "path"),
    [
        ("FI19", "M0.0 0.0Q30.0 -10.0 60.0 0.0"),
        ("DK01", "M0.0 0.0Q-30.0 -10.0 -60.0 0.0"),
        ("EE00", "M0.0 0.0Q10.0 30.0 0.0 60.0"),
    ],
)
def test_a_curve_bends_by_a_sixth_of_its_length_and_upwards(geometry, end, path):
    assert curve_path(geometry, "SE311", end) == path


def test_both_ways_between_two_regions_are_the_same_arc(geometry):
    assert "Q30.0 -10.0" in curve_path(geometry, "SE311", "FI19")
    assert "Q30.0 -10.0" in curve_path(geometry, "FI19", "SE311")


def test_the_strongest_link_is_the_thickest(geometry):
    drawn = curves(geometry, "SE311", [("FI19", 80, "a"), ("DK01", 40, "b"), ("EE00", 0, "c")])
    assert [(curve.to, curve.width, curve.label) for curve in drawn] == [
        ("FI19", 6.5, "a"),
        ("DK01", 4.0, "b"),
        ("EE00", 1.5, "c"),
    ]


def test_no_links_and_links_without_strength_draw_what_they_can(geometry):
    assert curves(geometry, "SE311", []) == []
    assert [curve.width for curve in curves(geometry, "SE311", [("FI19", 0.0, "")])] == [1.5]


def test_points_at_one_spot_are_set_apart(geometry):
    crowd = [environment(f"e{i}", 13.5, 59.4) for i in range(12)] + [environment("alone", 14.0, 59.4)]
    places = spread(geometry, crowd, {"e0": "a note"})
    assert len({(place.x, place.y) for place in places[:12]}) == 1
    assert (places[0].dx, places[0].dy) == (places[12].dx, places[12].dy) == (0, 0)
    offsets = [(place.dx, place.dy) for place in places[:12]]
    distances = [hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(offsets) for b in offsets[:i]]
    assert min(distances) >= 8, "each can be picked"
    assert (places[0].note, places[1].note) == ("a note", "")


def test_a_point_lies_where_its_place_is(site):
    """Karlstad lies in Värmland and Umeå in Västerbotten."""
    for lon, lat, region in ((13.5, 59.4, "SE311"), (20.3, 63.8, "SE331")):
        (place,) = spread(site.geometry, [environment("e", lon, lat)], {})
        x0, y0, x1, y1 = site.geometry.shapes[region].bbox
        assert x0 < place.x < x1 and y0 < place.y < y1
