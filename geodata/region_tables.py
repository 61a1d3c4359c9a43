"""The tables that hang on the list of regions: indicators with their values, and the regions themselves."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter

import shapely
from pyproj import Transformer

from geodata.facts import BOUNDARIES, CURATED, Build, Row, number

LEVELS = {2: "NUTS0", 3: "NUTS1", 4: "NUTS2", 5: "NUTS3"}
LAYERS = ("lan", "nuts2", "neighbours")
NEIGHBOURS = (
    "DK01", "DK02", "DK03", "DK04", "DK05", "FI19", "FI1B", "FI1C", "FI1D", "FI20", "EE00", "LV00",
    "LT01", "LT02", "PL21", "PL22", "PL41", "PL42", "PL43", "PL51", "PL52", "PL61", "PL62", "PL63",
    "PL71", "PL72", "PL81", "PL82", "PL84", "PL9", "DE30", "DE40", "DE60", "DE80", "DEF0", "NO02",
    "NO06", "NO07", "NO08", "NO09", "NO0A",
)  # fmt: skip
COUNTY_CODES = {
    "SE110": "01", "SE121": "03", "SE122": "04", "SE123": "05", "SE211": "06", "SE212": "07", "SE213": "08",
    "SE214": "09", "SE221": "10", "SE224": "12", "SE231": "13", "SE232": "14", "SE311": "17", "SE124": "18",
    "SE125": "19", "SE312": "20", "SE313": "21", "SE321": "22", "SE322": "23", "SE331": "24", "SE332": "25",
}  # fmt: skip
NUTS3_OF_COUNTY = {county: nuts_id for nuts_id, county in COUNTY_CODES.items()}
SAME_TERRITORY = {
    "PL11": "PL71", "PL12": "PL9", "PL31": "PL81", "PL32": "PL82", "PL33": "PL72", "PL34": "PL84",
}  # fmt: skip
"""Polish codes of NUTS 2013 -> today's code of the same territory (NUTS 2016 renamed them)."""
SUPERSEDED = {"LT00", "NO01", "NO03", "NO04", "NO05", "PL1", "PL3"}
"""Codes of earlier NUTS versions: the territory has no code today, or (LT00) another one has the values."""


def indicators(build: Build) -> None:
    """Write the indicators and those of their values whose code is a region of the dataset."""
    known = set(_names())
    facts = build.read("indicators")
    left_out: Counter[str] = Counter()
    values, recoded = [], 0
    for row in facts:
        code = SAME_TERRITORY.get(row["nuts_id"], row["nuts_id"])
        if code not in known:
            left_out[_why_left_out(code)] += 1
            continue
        recoded += code != row["nuts_id"]
        values.append(
            {
                "indicator_id": row["indicator"],
                "nuts_id": code,
                "year": row["year"],
                "value": number(row["value"]),
                "flag": row["flag"],
            }
        )
    values.sort(key=lambda row: (row["indicator_id"], row["nuts_id"], row["year"]))
    said = "; ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
    build.put("indicator_values", values, len(facts), left_out=said, recoded=recoded)

    having: dict[str, set[str]] = {}
    for row in values:
        having.setdefault(row["indicator_id"], set()).add(row["nuts_id"])
    swedish = {code for code in known if code.startswith("SE") and len(code) == 4}
    compared = swedish | set(NEIGHBOURS)
    rows = []
    for position, (indicator_id, texts) in enumerate(build.curated["indicators"].items(), 1):
        codes = texts["datasets"].split()
        source_ids = [build.sources.of_dataset(code) for code in codes]
        units = having[indicator_id] & compared
        rows.append(
            {key: str(value) for key, value in texts.items() if key != "datasets"}
            | {"indicator_id": indicator_id, "position": str(position), "eurostat_code": " ".join(codes)}
            | {"source_id": source_ids[0]}
            | {"shown": str(2 * len(units) >= len(compared) and swedish <= units).lower()}
        )
    build.put("indicators", rows, len(having))


def _why_left_out(code: str) -> str:
    if "ZZ" in code or code == "NO0B2":
        return "extra-regio and Svalbard"
    if code in SUPERSEDED:
        return "codes of earlier NUTS versions"
    if len(code) == 5 and code[:2] in ("DE", "PL"):
        return "German and Polish NUTS3 areas that no other table uses"
    sys.exit(f"indicators.csv: {code} is neither in curated/regions.csv nor known to be left out")


def regions(build: Build) -> None:
    """Write the regions: names, place in the hierarchy, drawn unit, area and population."""
    names = _names()
    layers = {code: "nuts2" for code in names if code.startswith("SE") and len(code) == 4}
    layers |= dict.fromkeys(COUNTY_CODES, "lan") | dict.fromkeys(NEIGHBOURS, "neighbours")
    population = _population(build)
    areas = _areas()
    rows = []
    for code in sorted(names):
        people, year, flag = population.get(code, ("", "", "")) if code in layers else ("", "", "")
        rows.append(
            names[code]
            | {"level": LEVELS[len(code)], "layer": layers.get(code, ""), "country": code[:2]}
            | {"parent": code[:-1] if len(code) > 2 else "", "map_unit": _map_unit(code, names, layers)}
            | {"county_code": COUNTY_CODES.get(code, ""), "area_km2": areas.get(code, "")}
            | {"population": people, "population_year": year, "population_flag": flag}
        )
    build.put("regions", rows, len(names))


def _names() -> dict[str, Row]:
    """Return the curated list of regions: code -> its names."""
    with (CURATED / "regions.csv").open(encoding="utf-8", newline="") as file:
        return {row["nuts_id"]: row for row in csv.DictReader(file)}


def _map_unit(code: str, names: dict[str, Row], layers: dict[str, str]) -> str:
    """Return the drawn unit that contains or equals a region, else blank."""
    for end in range(len(code), 1, -1):
        if code[:end] in layers:
            return code[:end]
    children = [name for name in names if len(name) == len(code) + 1 and name.startswith(code)]
    return _map_unit(children[0], names, layers) if len(children) == 1 else ""


def _population(build: Build) -> dict[str, tuple[str, str, str]]:
    """Return each region's latest population, year and flag; PL9 is the sum of its two NUTS2 areas."""
    latest: dict[str, tuple[str, str, str]] = {}
    for row in build.tables["indicator_values"]:  # sorted by year
        if row["indicator_id"] == "population":
            latest[row["nuts_id"]] = (row["value"], row["year"], row["flag"])
    (capital, year, _), (rest, other_year, _) = latest["PL91"], latest["PL92"]
    if year == other_year:
        latest["PL9"] = (str(int(capital) + int(rest)), year, "derived")
    return latest


def _areas() -> dict[str, str]:
    """Return each drawn unit's area in km2, computed from the boundaries in EPSG:3035 (equal area)."""
    project = Transformer.from_crs("EPSG:4326", "EPSG:3035", always_xy=True).transform
    areas = {}
    for layer in LAYERS:
        path = BOUNDARIES / f"{layer}.geojson"
        if not path.exists():
            sys.exit(f"{path} is missing: run geodata/build_boundaries.py first")
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            outline = shapely.from_geojson(json.dumps(feature["geometry"]))
            area = shapely.transform(outline, project, interleaved=False).area / 1e6
            areas[feature["properties"]["nuts_id"]] = f"{area:.0f}"
    return areas
