"""One planar partition of the map: units without gaps or overlaps, with their shared borders identical.

Sources disagree along borders by up to some kilometres, and each of them draws its own coast. All shapes are
therefore noded on one grid of 0.0001 degrees (about 10 m), and every face between the lines goes to exactly one
unit: the first shape in the order of their rights that covers it. A narrow face that no source claims, between two
countries, goes to the nearest unit outside Sweden. So shared borders have identical vertices, nothing overlaps, and
no seam of sea is left. The same input gives the same bytes.

`geodata/build_boundaries.py` makes the bundled layers by it and `s3dash.sources.gisco` an operator's own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import shapely
import yaml
from pyproj import Transformer
from shapely import Geometry
from shapely.affinity import scale

LAND = "land"
"""The unit of all land that no region of the dataset covers."""
WATER = "water"
"""The unit of lakes that are left open although a source counts them in."""

# What the map may show, in metres of EPSG:3035: the Baltic region with room for wide and tall screens.
EXTENT = (2_450_000, 2_450_000, 7_050_000, 5_800_000)
JAN_MAYEN = shapely.box(-10, 70, -7, 72)  # NO0B, which is not drawn; the source counts it to Nordland
GRID = 0.0001  # degrees
SPECK = 1e-6  # square degrees, about 0.01 km2
GAP_OPEN = 0.009  # degrees of latitude (1 km): half the width of a gap that opens to the sea and is closed
GAP_ENCLOSED = 1_600  # metres: half the width of an enclosed gap between two countries that is closed
ROUNDS = 20  # closing a gap may open a speck beside it; two or three rounds have always been enough
MIDDLE = 63.0  # latitude at which a degree of longitude is measured when those gaps are looked for

TO_METRES = Transformer.from_crs(4326, 3035, always_xy=True)
TO_DEGREES = Transformer.from_crs(3035, 4326, always_xy=True)

Shape = tuple[str, Geometry]


def in_metres(geometry: Geometry) -> Geometry:
    """Project longitude and latitude to EPSG:3035."""
    return shapely.transform(geometry, TO_METRES.transform, interleaved=False)


def window() -> Geometry:
    """The map's extent as a polygon of longitude and latitude, without Jan Mayen."""
    frame = shapely.segmentize(shapely.box(*EXTENT), 25_000)
    return shapely.transform(frame, TO_DEGREES.transform, interleaved=False).difference(JAN_MAYEN)


def polygons(geometry: Geometry) -> Geometry:
    """The polygons of a geometry as one MultiPolygon; points and lines (touching corners) fall away."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    found = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.multipolygons(found) if found else shapely.MultiPolygon()


def dissolve(shapes: Iterable[Shape]) -> list[Shape]:
    """Unite shapes of the same unit; sorted by code."""
    members: dict[str, list[Geometry]] = {}
    for unit, shape in shapes:
        members.setdefault(unit, []).append(shape)
    return [(unit, shapely.union_all(members[unit])) for unit in sorted(members)]


def open_gaps(sweden: Geometry, others: Geometry) -> list[Geometry]:
    """Narrow gaps along the land border that open to the sea (where the Torne and the Iddefjord end).

    A morphological closing finds them: what a disc of radius `GAP_OPEN` cannot enter between Sweden and a
    neighbour. The Sound is twice as wide at its narrowest (4 km). Degrees are scaled, not projected, so that
    straight lines stay straight and the gaps share their edges with the shapes.
    """
    squeeze = float(np.cos(np.radians(MIDDLE)))
    flat = [scale(shape, squeeze, 1, origin=(0, 0)) for shape in (sweden, others)]
    border = [flat[0].buffer(0.1).intersection(flat[1]), flat[1].buffer(0.1).intersection(flat[0])]
    closed = shapely.union_all(border).buffer(GAP_OPEN).buffer(-GAP_OPEN)
    gaps = shapely.get_parts(closed.difference(shapely.union_all(flat)))
    return [
        scale(gap, 1 / squeeze, 1, origin=(0, 0))
        for gap in gaps
        if gap.area > 1e-6 and all(gap.distance(shape) < 1e-6 for shape in flat)
    ]


def faces_of(shapes: Sequence[Shape]) -> tuple[np.ndarray, list[str | None]]:
    """Node all boundaries on the grid; the faces between them, each with the first shape that covers it."""
    geometries = np.array([shape for _, shape in shapes])
    lines = shapely.union_all(shapely.boundary(geometries), grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    tree = shapely.STRtree(geometries)
    owner: list[str | None] = [None] * len(faces)
    found, by = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    for face, shape in sorted(zip(found.tolist(), by.tolist(), strict=True), reverse=True):
        owner[face] = shapes[shape][0]
    return faces, owner


def enclosed_gaps(faces: np.ndarray, owner: Sequence[str | None]) -> list[Geometry]:
    """Faces that nobody claims though they are no water: narrow between countries, or specks of noding."""
    claimed = [i for i, unit in enumerate(owner) if unit]
    tree = shapely.STRtree(faces[claimed])
    gaps = []
    for i, owned_by in enumerate(owner):
        if owned_by is None and in_metres(faces[i]).buffer(-GAP_ENCLOSED).is_empty:
            beside = [owner[claimed[j]] for j in tree.query(faces[i], predicate="intersects")]
            if faces[i].area < SPECK or len({str(unit)[:2] for unit in beside}) > 1:
                gaps.append(faces[i])
    return gaps


def allocate(gap: Geometry, shapes: Sequence[Shape]) -> list[Shape]:
    """Share a gap out among the units outside Sweden that it touches: each takes what is nearest to it."""
    beside = [(unit, shape) for unit, shape in shapes if gap.distance(shape) < GRID]
    takers = [(unit, shape) for unit, shape in beside if not unit.startswith("SE")] or beside
    if len(takers) == 1:
        return [(takers[0][0], gap)]
    around = gap.buffer(GRID)
    points, units = [], []
    for unit, shape in takers:
        edge = shapely.segmentize(shape.boundary.intersection(around), 10 * GRID)
        points.append(shapely.get_coordinates(edge))
        units += [unit] * len(points[-1])
    points_at = shapely.points(np.concatenate(points))
    try:
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points_at), extend_to=gap))
    except shapely.errors.GEOSException:  # points of two units that all but coincide
        nearest = max(takers, key=lambda taker: float(taker[1].boundary.intersection(around).length))
        return [(nearest[0], gap)]
    cell_of, point = shapely.STRtree(points_at).query(cells, predicate="intersects")
    first = dict(zip(reversed(cell_of.tolist()), reversed(point.tolist()), strict=True))
    pieces = [(units[p], polygons(cells[c].intersection(gap))) for c, p in sorted(first.items())]
    return dissolve(pieces)


def partition(shapes: Sequence[Shape], tolerance: float = GRID) -> dict[str, Geometry]:
    """Units without overlaps or seams, from overlapping shapes in the order of their rights.

    Parameters
    ----------
    shapes
        (unit, polygons in EPSG:4326); a unit may come several times, and faces of `WATER` are left open.
    tolerance
        Degrees: corners of less than this squared are cut off, on either side of a border alike. The grid's own width
        takes away the nodes left on straight lines and nothing else.
    """
    faces, owner = faces_of(shapes)
    for _ in range(ROUNDS):
        gaps = enclosed_gaps(faces, owner)
        if not gaps:
            break
        tree = shapely.STRtree([shape for _, shape in shapes])
        beside = [np.sort(tree.query(shapely.box(*gap.bounds).buffer(2 * GRID))) for gap in gaps]
        pieces = [allocate(gap, [shapes[i] for i in near]) for gap, near in zip(gaps, beside, strict=True)]
        shapes = [*shapes, *chain.from_iterable(pieces)]
        faces, owner = faces_of(shapes)
    members: dict[str, list[Geometry]] = {}
    for face, unit in zip(faces, owner, strict=True):
        if unit and unit != WATER:
            members.setdefault(unit, []).append(face)
    units = sorted(members)
    united = np.array([shapely.coverage_union_all(members[unit]) for unit in units])
    simple = shapely.coverage_simplify(united, tolerance)
    return {unit: tidy(shape) for unit, shape in zip(units, simple, strict=True)}


def tidy(geometry: Geometry) -> Geometry:
    """Polygons in a settled order: rings start and turn alike (RFC 7946), parts from west to east."""
    whole = shapely.normalize(polygons(shapely.set_precision(geometry, GRID, mode="pointwise")))
    return shapely.orient_polygons(whole, exterior_cw=False)


def layers_of(parts: Mapping[str, Geometry], neighbours: Iterable[str]) -> dict[str, dict[str, Geometry]]:
    """The four layers of a dataset, unit -> MultiPolygon: the NUTS2 areas are dissolved from the counties."""
    counties = {unit: shape for unit, shape in parts.items() if unit.startswith("SE")}
    nuts2 = {
        code: tidy(shapely.coverage_union_all([s for unit, s in counties.items() if unit.startswith(code)]))
        for code in sorted({unit[:4] for unit in counties})
    }
    return {
        "lan": counties,
        "nuts2": nuts2,
        "neighbours": {unit: parts[unit] for unit in sorted(neighbours)},
        "land": {LAND: parts[LAND]},
    }


def write_layer(layer: str, units: Mapping[str, Geometry], directory: Path, about: Mapping[str, object]) -> None:
    """Write a layer as GeoJSON, one feature a line, and beside it its metadata: `about`, and what is counted."""
    features = []
    for unit, shape in units.items():
        properties = {} if unit == LAND else {"nuts_id": unit}
        rings = [
            [np.round(shapely.get_coordinates(ring), 4).tolist() for ring in (part.exterior, *part.interiors)]
            for part in shape.geoms
        ]
        geometry = {"type": "MultiPolygon", "coordinates": rings}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        features.append(json.dumps(feature, separators=(",", ":")))
    meta = dict(about)
    made_by = meta.pop("made_by")
    meta |= {
        "crs": "EPSG:4326",
        "features": len(units),
        "vertices": int(shapely.get_num_coordinates(list(units.values())).sum()),
        "made_by": made_by,
    }
    collection = '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
    _replace(directory / f"{layer}.geojson", collection)
    _replace(directory / f"{layer}.meta.yml", yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=120))


def _replace(file: Path, text: str) -> None:
    """Write a file anew; whoever reads meanwhile sees the old one or the new one."""
    new = file.with_name(file.name + ".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    os.replace(new, file)
