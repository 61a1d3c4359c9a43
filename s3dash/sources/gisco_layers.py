"""The four layers of a dataset from GISCO's regions: who claims which shape, and what is kept of the old layers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Geometry

from s3dash.map.coverage import GRID, LAND, WATER, Shape, in_metres, layers_of, partition, polygons
from s3dash.sources.records import SourceError

if TYPE_CHECKING:
    from s3dash.sources.gisco_files import BoundaryRow

TOLERANCE = 0.003
"""Degrees (some 200 m): corners of less than this squared are cut off; the map is drawn five times coarser."""
ISLET = 0.1e6
"""Square metres: smaller islands are left out, as the map leaves them out anyway; a region's largest part stays."""
LAKE = 100e6
"""Square metres: larger lakes of the old layer stay open, as GISCO's regions have no lakes."""
FRINGE = 0.02
"""Degrees: strips of old land of less than twice this width are another drawing of a new coast, and fall away."""

NOT_DRAWN = ("NO0B",)
"""Svalbard and Jan Mayen, which are on no map of the Baltic Sea region."""

Layers = dict[str, dict[str, Geometry]]


def read_layers(boundaries: Path) -> Layers:
    """Read a dataset's layers, unit -> polygons in EPSG:4326; the land's unit is `LAND`."""
    layers: Layers = {}
    for layer in ("lan", "nuts2", "neighbours", "land"):
        features = json.loads((boundaries / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]
        codes = [feature["properties"].get("nuts_id", LAND) for feature in features]
        shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
        layers[layer] = dict(zip(codes, shapes, strict=True))
    return layers


def draw(rows: Sequence[BoundaryRow], drawn: Mapping[str, str], old: Layers, files: str) -> Layers:
    """Return the new layers as one planar partition.

    Parameters
    ----------
    rows
        GISCO's regions.
    drawn
        Code -> layer of the regions that the dataset draws.
    old
        The layers until now: what they have as lakes inside counties stays open, and so does their land where GISCO has
        none.
    files
        Names of the files, for errors.
    """
    units = sorted(code for code, layer in drawn.items() if layer in ("lan", "neighbours"))
    shapes = {code: _shape_of(code, rows) for code in units}
    missing = [code for code, shape in shapes.items() if shape is None]
    if missing:
        raise SourceError(
            files, f"these regions of the dataset are missing: {', '.join(missing)}. Is it NUTS 2021, all levels?"
        )
    claims: list[Shape] = [(code, shape) for code, shape in shapes.items() if shape is not None]
    claims.sort(key=lambda claim: not claim[0].startswith("SE"))  # Sweden first, as in the bundled layers
    claims += [(LAND, row.shape) for row in _others(rows, units)]
    claims = list(_without_islets(claims))
    rest = _beyond(old, [shape for _, shape in claims])
    parts = partition([*((WATER, lake) for lake in _lakes(old["lan"])), *claims, (LAND, rest)], TOLERANCE)
    lost = [code for code in (*units, LAND) if code not in parts]
    if lost:
        raise SourceError(files, f"nothing is left of {', '.join(lost)}: other regions of the file cover them")
    return layers_of(parts, [code for code in units if drawn[code] == "neighbours"])


def _shape_of(code: str, rows: Sequence[BoundaryRow]) -> Geometry | None:
    """Return a region's shape, dissolved from the regions in it where the files do not have itself."""
    inside = [row for row in rows if row.nuts_id.startswith(code)]
    if not inside:
        return None
    level = min(row.level for row in inside)
    shapes = [row.shape for row in inside if row.level == level]
    return shapes[0] if len(shapes) == 1 else polygons(shapely.union_all(shapes, grid_size=GRID / 100))


def _others(rows: Sequence[BoundaryRow], units: Sequence[str]) -> Iterator[BoundaryRow]:
    """Yield regions that the dataset does not draw: whole countries, and the rest of those that it draws in part."""
    of_country: defaultdict[str, list[BoundaryRow]] = defaultdict(list)
    for row in rows:
        of_country[row.nuts_id[:2]].append(row)
    countries = {code[:2] for code in units}
    for country, regions in sorted(of_country.items()):
        levels = {row.level for row in regions}
        level = min(levels) if country not in countries else 2 if 2 in levels else max(levels)
        for row in sorted(regions, key=lambda row: row.nuts_id):
            code = row.nuts_id
            related = any(code.startswith(unit) or unit.startswith(code) for unit in units)
            if row.level == level and not related and not code.startswith(NOT_DRAWN):
                yield row


def _without_islets(claims: Sequence[Shape]) -> Iterator[Shape]:
    """Leave out small parts that touch no other region."""
    tree = shapely.STRtree([shape for _, shape in claims])
    for position, (unit, shape) in enumerate(claims):
        parts = shapely.get_parts(shape)
        areas = np.array([in_metres(part).area for part in parts])
        kept = [
            part
            for part, area in zip(parts, areas, strict=True)
            if area >= ISLET
            or area == areas.max()
            or any(other != position for other in tree.query(part, predicate="intersects"))
        ]
        yield unit, shapely.multipolygons(kept)


def _lakes(counties: Mapping[str, Geometry]) -> list[Geometry]:
    """Return the large lakes that the counties enclose, without the islands in them."""
    land = shapely.union_all(list(counties.values()))
    rings = chain.from_iterable(part.interiors for part in shapely.get_parts(polygons(land)))
    lakes = [polygons(shapely.Polygon(ring).difference(land)) for ring in rings]
    return [lake for lake in lakes if in_metres(lake).area >= LAKE]


def _beyond(old: Layers, shapes: Sequence[Geometry]) -> Geometry:
    """Return old land that the new regions leave, without strips along their coasts.

    Towards the new regions it reaches into the old ones, so that no gap opens where the two sources draw a border
    differently: the new regions come first, and take what is theirs.
    """
    left = shapely.make_valid(old["land"][LAND]).difference(shapely.union_all(shapes))
    around = left.buffer(-FRINGE, quad_segs=2).buffer(3 * FRINGE, quad_segs=2)
    everything = [shape for layer in ("lan", "neighbours", "land") for shape in old[layer].values()]
    return polygons(shapely.union_all(everything).intersection(around))
