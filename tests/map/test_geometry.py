"""The drawn map: every unit has a shape, nothing gapes, the keys lead everywhere, broken files are named."""

import gzip
import json
import re
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
import shapely
from shapely import Point, Polygon

from s3dash.map.geometry import LAYERS, GeometryError, MapGeometry, load_geometry
from tests.data.tiny import write_tiny

BOUNDARIES = Path(__file__).parents[2] / "geodata" / "boundaries"
OPPOSITE = {"up": "down", "down": "up", "left": "right", "right": "left"}


@pytest.fixture(scope="module")
def drawn() -> MapGeometry:
    return load_geometry(BOUNDARIES)


def rings(path: str) -> list[list[tuple[float, float]]]:
    """Read the SVG path data back: closed rings of absolute points."""
    found, x, y = [], 0.0, 0.0
    for part in re.findall(r"m([^mz]+)z?", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = round(x + dx, 1), round(y + dy, 1)
            points.append((x, y))
        found.append(points)
        if "z" in path:
            x, y = points[0]
    return found


@cache
def polygon(path: str) -> shapely.Geometry:
    """The area that a path fills (even-odd, as rings of one unit never cross)."""
    area: shapely.Geometry = Polygon()
    for ring in rings(path):
        area = area.symmetric_difference(shapely.make_valid(Polygon(ring)))
    return area


def test_every_unit_is_drawn(drawn: MapGeometry) -> None:
    count = {layer: sum(shape.layer == layer for shape in drawn.shapes.values()) for layer in LAYERS}
    assert count == {"lan": 21, "nuts2": 8, "neighbours": 41, "land": 0}
    for code, shape in drawn.shapes.items():
        assert shape.nuts_id == code
        assert re.fullmatch(r"(m[-\d. ]+z)+", shape.path), code
        assert polygon(shape.path).area > 10, code


def test_a_label_stands_well_inside_its_unit(drawn: MapGeometry) -> None:
    for code, shape in drawn.shapes.items():
        area, label = polygon(shape.path), Point(shape.label)
        assert area.contains(label), code
        assert area.boundary.distance(label) > 3, code


def test_shapes_keep_within_the_canvas_and_their_boxes(drawn: MapGeometry) -> None:
    for code, shape in drawn.shapes.items():
        assert polygon(shape.path).bounds == pytest.approx(shape.bbox, abs=0.11), code
        assert 0 <= shape.bbox[0] < shape.bbox[2] <= drawn.width, code
        assert 0 <= shape.bbox[1] < shape.bbox[3] <= drawn.height, code
    for view, units in (("sweden", "SE"), ("baltic", "")):
        x, y, width, height = getattr(drawn, view)
        box = shapely.box(x, y, x + width, y + height)
        assert all(box.contains(shapely.box(*s.bbox)) for c, s in drawn.shapes.items() if c.startswith(units))


def test_shared_borders_stay_shared(drawn: MapGeometry) -> None:
    """Together the units overlap and gape by less than the rounding can explain: no seam opened."""
    areas = {code: polygon(s.path) for code, s in drawn.shapes.items() if s.layer in ("lan", "neighbours")}
    united = shapely.union_all(list(areas.values()))
    assert sum(area.area for area in areas.values()) - united.area < 5
    assert united.buffer(0.15, join_style="mitre").buffer(-0.15, join_style="mitre").area - united.area < 60
    for code, shape in drawn.shapes.items():
        if shape.layer == "nuts2":
            counties = shapely.union_all([area for unit, area in areas.items() if unit.startswith(code)])
            assert counties.symmetric_difference(polygon(shape.path)).area < 2, code


def test_seas_lakes_and_islands(drawn: MapGeometry) -> None:
    def found(lon: float, lat: float) -> list[str]:
        place = Point(drawn.point(lon, lat))
        return [c for c, s in drawn.shapes.items() if s.layer != "nuts2" and polygon(s.path).contains(place)]

    assert found(13.4, 58.9) == found(14.6, 58.4) == []  # Vänern, Vättern
    assert found(12.66, 56.04) == []  # the Sound
    assert found(18.5, 57.4) == ["SE214"]
    assert found(16.65, 56.7) == ["SE213"]
    assert found(19.9, 60.15) == ["FI20"]
    assert found(14.9, 55.12) == ["DK01"]
    assert found(18.06, 59.4) == ["SE110"]
    land = polygon(drawn.land)
    assert land.contains(Point(drawn.point(20.5, 54.6)))  # Kaliningrad
    assert not land.contains(Point(drawn.point(19.0, 58.0)))  # the Baltic Sea
    assert not land.contains(Point(drawn.point(15.0, 60.0)))  # Sweden


def test_areas_that_lie_apart_have_no_border(tmp_path: Path) -> None:
    write_tiny(tmp_path)
    assert load_geometry(tmp_path / "boundaries").nuts2_borders == ""


def test_nuts2_borders_are_interior_lines(drawn: MapGeometry) -> None:
    lines = [shapely.LineString(points) for points in rings(drawn.nuts2_borders)]
    areas = {code: polygon(s.path) for code, s in drawn.shapes.items() if s.layer == "nuts2"}
    assert 500 < sum(line.length for line in lines) < 2_500
    for line in lines:
        middle = line.interpolate(0.5, normalized=True)
        assert sum(area.distance(middle) < 0.2 for area in areas.values()) >= 2


@pytest.mark.parametrize("layer", ["lan", "nuts2"])
def test_arrow_keys_lead_from_every_unit_to_every_other(drawn: MapGeometry, layer: str) -> None:
    codes = {code for code, shape in drawn.shapes.items() if shape.layer in (layer, "neighbours")}
    keys = {
        name.partition(":")[2]: way for name, way in drawn.adjacent.items() if name.startswith(f"{layer}:")
    }
    assert set(keys) == codes
    for start in codes:
        reached, waiting = {start}, [start]
        while waiting:
            following = set(keys[waiting.pop()].values()) - reached
            reached |= following
            waiting += following
        assert reached == codes, start


def test_arrow_keys_lead_where_they_point(drawn: MapGeometry) -> None:
    for name, ways in drawn.adjacent.items():
        x, y = drawn.shapes[name.partition(":")[2]].label
        for way, code in ways.items():
            to_x, to_y = drawn.shapes[code].label
            ahead = {"up": y - to_y, "down": to_y - y, "left": x - to_x, "right": to_x - x}
            assert ahead[way] > 0 > ahead[OPPOSITE[way]], (name, way, code)


def test_the_same_files_give_the_same_map(drawn: MapGeometry) -> None:
    again = load_geometry(BOUNDARIES)
    assert again == drawn
    assert re.fullmatch(r"[0-9a-f]{16}", again.digest)


def test_the_map_is_small(drawn: MapGeometry) -> None:
    text = "\n".join([*(shape.path for shape in drawn.shapes.values()), drawn.land, drawn.nuts2_borders])
    assert len(gzip.compress(text.encode())) <= 60_000


def test_it_loads_fast_and_without_heavy_libraries() -> None:
    code = (
        "import sys; from pathlib import Path; from s3dash.map.geometry import load_geometry;"
        f"load_geometry(Path({str(BOUNDARIES)!r}));"
        "print(*sorted({'geopandas', 'pandas', 'dash', 'matplotlib', 'topojson'} & set(sys.modules)))"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=BOUNDARIES.parents[1]
    )
    assert done.stdout.strip() == ""
    assert time.perf_counter() - start < 6  # about 1 s on an idle machine


def one_feature(geometry: str) -> str:
    return '{"features": [{"properties": {"nuts_id": "A"}, "geometry": ' + geometry + "}]}"


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no such file"),
        ("{", "not a GeoJSON collection"),
        ('{"type": "FeatureCollection"}', "not a GeoJSON collection"),
        ('{"features": []}', "nuts_id of its own"),
        ('{"features": [{"properties": null, "geometry": null}]}', "not a GeoJSON collection"),
        (one_feature('{"type": "Point", "coordinates": [1, 2]}'), ""),
        (one_feature('{"type": "Polygon", "coordinates": "x"}'), ""),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, layer: str, content: str | None, says: str) -> None:
    for name in LAYERS:
        shutil.copy(BOUNDARIES / f"{name}.geojson", tmp_path)
    file = tmp_path / f"{layer}.geojson"
    file.unlink()
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(GeometryError) as broken:
        load_geometry(tmp_path)
    assert str(broken.value).startswith(f"{file}: ")
    assert says in str(broken.value)


def test_a_twisted_polygon_and_a_missing_county_are_named(tmp_path: Path) -> None:
    for name in LAYERS:
        shutil.copy(BOUNDARIES / f"{name}.geojson", tmp_path)
    file = tmp_path / "lan.geojson"
    whole = json.loads(file.read_text(encoding="utf-8"))
    bow_tie = {"type": "Polygon", "coordinates": [[[15, 60], [16, 61], [16, 60], [15, 61], [15, 60]]]}
    twisted = [{**whole["features"][0], "geometry": bow_tie}, *whole["features"][1:]]
    file.write_text(json.dumps({**whole, "features": twisted}), encoding="utf-8")
    with pytest.raises(GeometryError, match=r"lan\.geojson: SE110 is not a valid polygon"):
        load_geometry(tmp_path)
    file.write_text(json.dumps({**whole, "features": whole["features"][1:]}), encoding="utf-8")
    with pytest.raises(GeometryError, match=r"nuts2\.geojson: not the areas of the counties"):
        load_geometry(tmp_path)
