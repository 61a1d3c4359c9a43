"""One partition from shapes that disagree: no gaps, no overlaps, the same vertices on either side of a border."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from s3dash.map.coverage import LAND, WATER, dissolve, layers_of, partition, polygons, window, write_layer

edges = st.integers(0, 30).map(lambda tenth: 14 + tenth / 10)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(edges, edges.map(lambda edge: edge + 42)), min_size=1, max_size=6))
def test_whatever_overlaps_becomes_a_partition(corners: list[tuple[float, float]]) -> None:
    shapes = [(f"SE{i}", box(x, y, x + 1, y + 1)) for i, (x, y) in enumerate(corners)]
    parts = partition(shapes)
    assert shapely.coverage_is_valid(list(parts.values()))
    union = shapely.union_all([shape for _, shape in shapes])
    assert shapely.union_all(list(parts.values())).symmetric_difference(union).area < 1e-6
    assert parts["SE0"].symmetric_difference(shapes[0][1]).area < 1e-6  # the first has the first right


def test_a_narrow_gap_between_two_countries_goes_to_the_one_outside_sweden() -> None:
    frame = box(20, 60, 22, 62).difference(box(20.5, 60.5, 21.5, 61.5))
    parts = partition([("SE1", box(20.5, 60.5, 21.49, 61.5)), ("FI1", frame)])
    assert parts["FI1"].contains(shapely.Point(21.495, 61))
    assert not parts["SE1"].intersects(shapely.Point(21.495, 61))


def test_a_wide_gap_stays_sea() -> None:
    frame = box(20, 60, 22, 62).difference(box(20.5, 60.5, 21.5, 61.5))
    parts = partition([("SE1", box(20.5, 60.5, 21.2, 61.5)), ("FI1", frame)])
    assert not any(shape.contains(shapely.Point(21.35, 61)) for shape in parts.values())


def test_water_is_left_open() -> None:
    parts = partition([(WATER, box(14.4, 56.4, 14.6, 56.6)), ("SE1", box(14, 56, 15, 57))])
    assert set(parts) == {"SE1"}
    assert parts["SE1"].area == pytest.approx(0.96)


def test_a_tolerance_cuts_corners_off_on_both_sides_of_a_border_alike() -> None:
    y = np.linspace(56, 57, 101)
    x = 15 + 0.002 * (np.arange(101) % 2)
    border = list(zip(x, y, strict=True))
    west = shapely.Polygon([(14, 56), *border, (14, 57)])
    east = shapely.Polygon([(16, 56), *border, (16, 57)])
    parts = partition([("SE1", west), ("SE2", east)], tolerance=0.01)
    assert shapely.coverage_is_valid(list(parts.values()))
    assert shapely.get_num_coordinates(parts["SE1"]) < 20


def test_layers_and_files(tmp_path: Path) -> None:
    shapes = [("SE221", box(15, 56, 16, 57)), ("SE224", box(14, 56, 15, 57)), ("PL63", box(18, 54, 19, 55))]
    layers = layers_of(partition([*shapes, (LAND, box(20, 55, 21, 56))]), ["PL63"])
    assert list(layers) == ["lan", "nuts2", "neighbours", "land"]
    assert layers["nuts2"]["SE22"].bounds == (14, 56, 16, 57)
    for layer, units in layers.items():
        write_layer(layer, units, tmp_path, {"title": "Åland", "made_by": "a test"})
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".geojson"] * 4 + [".yml"] * 4
    features = json.loads((tmp_path / "lan.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"] for feature in features] == [{"nuts_id": "SE221"}, {"nuts_id": "SE224"}]
    meta = yaml.safe_load((tmp_path / "lan.meta.yml").read_text(encoding="utf-8"))
    assert meta == {
        "title": "Åland", "crs": "EPSG:4326", "features": 2, "vertices": 10, "made_by": "a test",
    }  # fmt: skip


def test_small_helpers() -> None:
    mixed = shapely.GeometryCollection([box(0, 0, 1, 1), shapely.Point(5, 5), box(2, 0, 3, 1)])
    assert polygons(mixed).geom_type == "MultiPolygon"
    assert polygons(mixed).area == 2
    assert dissolve([("b", box(0, 0, 1, 1)), ("a", box(5, 5, 6, 6)), ("b", box(1, 0, 2, 1))])[1][1].area == 2
    assert window().contains(shapely.Point(18, 59))
    assert not window().intersects(shapely.Point(-8.5, 71))  # Jan Mayen
