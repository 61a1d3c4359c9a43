"""The map's shapes as polygons again, with as many corners as a slide can show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely import Geometry

from s3dash.map.geometry import MapGeometry

_TOLERANCE = 2.0
"""Corners of less than this squared (SVG units of 1.6 km) are cut off."""
_SMALLEST = 1.5
"""Islets of less area (square SVG units) are left out, but never a unit's largest part."""
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@dataclass(frozen=True)
class Outlines:
    """Polygons in SVG units: each unit's, the land around them, and the lines between NUTS2 areas."""

    units: dict[str, Geometry]
    land: Geometry
    borders: Geometry


def outlines(geometry: MapGeometry) -> Outlines:
    """Return the shapes, simplified together so that no gaps open between them; kept for the next slides."""
    return _outlines(_Kept(geometry))


class _Kept:
    """A geometry that is told from others by its digest."""

    def __init__(self, geometry: MapGeometry) -> None:
        self.geometry = geometry

    def __hash__(self) -> int:
        return hash(self.geometry.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.geometry.digest == self.geometry.digest


@lru_cache(maxsize=2)
def _outlines(kept: _Kept) -> Outlines:
    geometry = kept.geometry
    units: dict[str, Geometry] = {}
    for layers in (("lan", "neighbours"), ("nuts2",)):
        codes = [code for code, shape in geometry.shapes.items() if shape.layer in layers]
        whole = [_polygons(geometry.shapes[code].path) for code in codes]
        simple = shapely.coverage_simplify(np.array([_without_islets(one) for one in whole]), _TOLERANCE)
        units |= dict(zip(codes, simple, strict=True))
    land = shapely.simplify(_polygons(geometry.land), _TOLERANCE)
    borders = shapely.multilinestrings(
        [shapely.linestrings(ring) for ring in _rings(geometry.nuts2_borders) if len(ring) > 1]
    )
    return Outlines(units, land, borders)


def _polygons(path: str) -> Geometry:
    """SVG path data as polygons: a ring within another is a hole."""
    rings = [shapely.linearrings(ring) for ring in _rings(path) if len(ring) > 2]
    return shapely.make_valid(shapely.build_area(shapely.multilinestrings(rings)))


def _rings(path: str) -> list[list[tuple[float, float]]]:
    """The rings of SVG path data with relative moves, as :mod:`s3dash.map.geometry` writes it."""
    rings = []
    x = y = 0.0
    for part in path.split("m")[1:]:
        numbers = [float(number) for number in _NUMBER.findall(part)]
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = round(x + dx, 1), round(y + dy, 1)
            ring.append((x, y))
        rings.append(ring)
        if "z" in part:
            x, y = ring[0]
    return rings


def _without_islets(shape: Geometry) -> Geometry:
    parts = shapely.get_parts(shape)
    parts = parts[shapely.get_type_id(parts) == 3]
    area = shapely.area(parts)
    return shapely.multipolygons(parts[(area >= _SMALLEST) | (area == area.max())])
