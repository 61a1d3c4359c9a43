"""Boundaries -> SVG paths: projected, simplified with their shared borders, rounded on one grid.

The layers in geodata/boundaries/ share the vertices of their borders. They are projected to EPSG:3035 (equal
area), simplified as one coverage, and rounded on one grid, so that no gap opens anywhere between two shapes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer
from shapely import Geometry

from s3dash.map.arrows import arrow_keys

LAYERS = ("lan", "nuts2", "neighbours", "land")

WIDTH, HEIGHT = 1000, 1625
_METRES = 1600
"""Metres of EPSG:3035 per SVG unit."""
_LEFT, _TOP = 3_940_000, 5_480_000
"""The canvas's upper left corner in EPSG:3035."""
_EXTENT = (-920, -190, 1930, 1885)
"""Grey land is drawn in this box (SVG units), so that wide and tall windows see no edge of the world."""
_TOLERANCE = 0.6
"""Simplification: corners of less than this squared (SVG units) are cut off."""
_SMALLEST = 0.8
"""Islets of less area (square SVG units, 2.56 km2 each) are left out, but never a unit's largest part."""
_LAND_TOLERANCE, _LAND_SMALLEST, _LAND_UNDER = 2.0, 4.0, 2.0
"""Grey land is background: drawn coarser, and reaching this far under the units, so that no gap opens."""
_PER_UNIT = 10
"""Steps of the grid per SVG unit."""
_MARGIN = 25
"""Room around "fit Sweden" and "fit Baltic" in SVG units."""

Ring = list[tuple[int, int]]


class GeometryError(Exception):
    """A boundary file is missing or broken; the message names the file."""


@dataclass(frozen=True)
class Shape:
    """A unit as drawn: SVG path, a point well inside it, and (x0, y0, x1, y1), all in SVG units."""

    nuts_id: str
    layer: str
    path: str
    label: tuple[float, float]
    bbox: tuple[float, float, float, float]


@dataclass(frozen=True)
class MapGeometry:
    """Everything the map draws that does not depend on the view. SVG units: 1.6 km each, y downwards.

    `adjacent` maps 'lan:SE311' (the unit among the counties and neighbours) or 'nuts2:SE31' to the next unit
    in each direction that has one. `sweden` and `baltic` are view boxes (x, y, width, height). Land reaches
    beyond the canvas.
    """

    width: int
    height: int
    shapes: dict[str, Shape]
    land: str
    nuts2_borders: str
    adjacent: dict[str, dict[str, str]]
    sweden: tuple[float, float, float, float]
    baltic: tuple[float, float, float, float]
    digest: str

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """A place on the map: degrees (EPSG:4326) to SVG units."""
        x, y = _projection().transform(lon, lat)
        return (x - _LEFT) / _METRES, (_TOP - y) / _METRES


def load_geometry(boundaries: Path) -> MapGeometry:
    """Read the four layers and draw them.

    Raises
    ------
    GeometryError
        A file is missing, is no GeoJSON of polygons, or lacks `nuts_id`; or NUTS2 and counties disagree.
    """
    layers = {layer: _read(boundaries / f"{layer}.geojson") for layer in LAYERS}
    counties, neighbours = layers["lan"], layers["neighbours"]
    if {code[:4] for code in counties} != set(layers["nuts2"]):
        raise GeometryError(f"{boundaries / 'nuts2.geojson'}: not the areas of the counties in lan.geojson")

    codes = [*counties, *neighbours]
    drawn = [_without_islets(shape, _SMALLEST) for shape in (counties | neighbours).values()]
    drawn.append(_without_islets(shapely.clip_by_rect(layers["land"][""], *_EXTENT), _LAND_SMALLEST))
    *simple, grey = shapely.coverage_simplify(np.array(drawn), _TOLERANCE)
    units = dict(zip(codes, simple, strict=True))
    areas = {
        area: shapely.coverage_union_all([units[county] for county in counties if county.startswith(area)])
        for area in layers["nuts2"]
    }
    shapes = {
        code: _shape(code, layer, (units | areas)[code])
        for layer in ("lan", "nuts2", "neighbours")
        for code in layers[layer]
    }
    adjacent: dict[str, dict[str, str]] = {}
    for layer in ("lan", "nuts2"):
        places = {code: shape.label for code, shape in shapes.items() if shape.layer in (layer, "neighbours")}
        adjacent |= {f"{layer}:{code}": keys for code, keys in arrow_keys(places).items()}
    land, borders = _path(_rings(_land(grey, simple))), _borders_between(areas.values())
    drawing = json.dumps([land, borders, [(code, shape.path) for code, shape in shapes.items()]])
    return MapGeometry(
        width=WIDTH,
        height=HEIGHT,
        shapes=shapes,
        land=land,
        nuts2_borders=borders,
        adjacent=adjacent,
        sweden=_view(shape for shape in shapes.values() if shape.layer == "nuts2"),
        baltic=_view(shapes.values()),
        digest=sha256(drawing.encode()).hexdigest()[:16],
    )


@cache
def _projection() -> Transformer:
    return Transformer.from_crs(4326, 3035, always_xy=True)


def _read(file: Path) -> dict[str, Geometry]:
    """A layer in SVG units, unit -> polygons, sorted by code; land has one unit with an empty code."""
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        codes = [feature["properties"].get("nuts_id", "") for feature in features]
        shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    except FileNotFoundError:
        raise GeometryError(f"{file}: there is no such file") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, shapely.errors.GEOSException) as error:
        raise GeometryError(f"{file}: not a GeoJSON collection of polygons ({error})") from error
    if not codes or len(set(codes)) < len(codes) or ("" in codes) != (file.stem == "land"):
        raise GeometryError(f"{file}: every feature needs a nuts_id of its own")
    for code, shape in zip(codes, shapes, strict=True):
        if shape is None or shape.is_empty or "Polygon" not in shape.geom_type or not shape.is_valid:
            raise GeometryError(f"{file}: {code or 'its shape'} is not a valid polygon")

    def project(lonlat: np.ndarray) -> np.ndarray:
        x, y = _projection().transform(*lonlat.T)
        return np.column_stack([(np.array(x) - _LEFT) / _METRES, (_TOP - np.array(y)) / _METRES])

    return dict(sorted(zip(codes, shapely.transform(shapes, project), strict=True)))


def _without_islets(shape: Geometry, smallest: float) -> Geometry:
    """The shape without parts smaller than some square SVG units; its largest part stays in any case."""
    parts = shapely.get_parts(shape)
    area = shapely.area(parts)
    return shapely.multipolygons(parts[(area >= smallest) | (area == area.max())])


def _land(grey: Geometry, units: Sequence[Geometry]) -> Geometry:
    """Grey land drawn coarser, reaching a little under the units."""
    shore = grey.buffer(_LAND_UNDER, quad_segs=1)
    under = [unit.intersection(shore) for unit in units if unit.intersects(grey)]
    return shapely.coverage_simplify([shapely.union_all([grey, *under])], _LAND_TOLERANCE)[0]


def _shape(code: str, layer: str, polygons: Geometry) -> Shape:
    parts = shapely.get_parts(polygons)
    main = parts[np.argmax(shapely.area(parts))]
    x, y = shapely.maximum_inscribed_circle(main, tolerance=1).coords[0]
    x0, y0, x1, y1 = (round(float(edge), 1) for edge in polygons.bounds)
    return Shape(code, layer, _path(_rings(polygons)), (round(x, 1), round(y, 1)), (x0, y0, x1, y1))


def _view(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    """The view box that holds some shapes with a margin."""
    x0, y0, x1, y1 = zip(*(shape.bbox for shape in shapes), strict=True)
    left, top = min(x0) - _MARGIN, min(y0) - _MARGIN
    return round(left), round(top), round(max(x1) + _MARGIN - left), round(max(y1) + _MARGIN - top)


def _on_grid(line: Geometry) -> Ring:
    """A line's points on the grid, in steps of a tenth of an SVG unit, without repetitions."""
    steps = np.rint(shapely.get_coordinates(line) * _PER_UNIT).astype(int)
    moved = np.r_[True, (np.diff(steps, axis=0) != 0).any(axis=1)]
    return [(x, y) for x, y in steps[moved].tolist()]


def _rings(polygons: Geometry) -> list[Ring]:
    """Rings of some polygons that still enclose something on the grid, without the repeated last point."""
    rings = shapely.get_rings(shapely.get_parts(polygons))
    return [steps[:-1] for ring in rings if len(steps := _on_grid(ring)) > 3]


def _borders_between(areas: Iterable[Geometry]) -> str:
    """The lines that two areas share, each once; none where they lie apart.

    Shared borders have the same vertices on either side.
    """
    times = Counter(
        tuple(sorted(edge)) for area in areas for ring in _rings(area) for edge in pairwise([*ring, ring[0]])
    )
    shared = sorted(edge for edge, count in times.items() if count > 1)
    if not shared:
        return ""
    lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(shared))))
    return _path([[(int(x), int(y)) for x, y in line.coords] for line in lines], end="")


def _path(rings: Iterable[Ring], end: str = "z") -> str:
    """SVG path data with relative moves, which are shorter than absolute ones; `end` closes each ring."""
    words: list[str] = []
    at = (0, 0)
    for ring in rings:
        words.append("m")
        at_start = ring[0]
        for point in ring:
            words += (_number(point[0] - at[0]), _number(point[1] - at[1]))
            at = point
        words.append(end)
        at = at_start if end else at
    return "".join(words).replace("m ", "m")


@cache
def _number(steps: int) -> str:
    """Grid steps in SVG units, written short, after the space or minus that parts it from the last number."""
    text = f"{abs(steps) / _PER_UNIT:g}"
    return ("-" if steps < 0 else " ") + (text[1:] if text.startswith("0.") else text)
