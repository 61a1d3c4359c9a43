"""Places: names, postcodes, NUTS codes of any vintage and coordinates -> today's regions, through tables alone.

The tables stand in `geodata/places/`. What no table knows has no region: a reader keeps it as unplaced.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from s3dash.data.words import fold
from s3dash.sources.boundaries import Boundaries

_NUTS_COUNTRY = {"GB": "UK", "GR": "EL"}
"""ISO 3166 -> the letters that NUTS codes begin with."""
_KIND = re.compile(
    r"\b(?:lan|lanet|county|region|regionen|regionas|kommun|kommune|stad|municipality|city|of|the|province|maakunta|"
    r"maakond|maakonna|fylke|fylkeskommune|wojewodztwo|woj|voivodeship|apskritis|planosanas regions|landkreis|"
    r"kreisfreie)\b"
)
"""Words beside a region's name that say what kind of region it is, folded."""
_POSTCODE = re.compile(r"[^0-9A-Z]")
_NOT_SWEDISH = re.compile(r"[^0-9a-zåäöéü]+")
_NUTS_GAPS = re.compile(r"[\s-]")
_NAMES = ("name_sv", "name_en", "name_local")


class Places:
    """The tables of a dataset's places; only read once they are loaded, so threads may share them.

    Every method gives a NUTS code of today (NUTS 2021) or None. A code outside the dataset's table of regions is given
    where it is a valid code of NUTS 2021.
    """

    def __init__(self, geodata: Path) -> None:
        self._geodata = geodata
        self._postcode_tables: dict[str, dict[str, str]] = {}
        # A source of a million rows names the same few thousand places again and again.
        self.county = lru_cache(1 << 12)(self._county)
        self.municipality = lru_cache(1 << 12)(self._municipality)
        self.postcode = lru_cache(1 << 16)(self._postcode)
        self.nuts = lru_cache(1 << 13)(self._nuts)
        self.region_name = lru_cache(1 << 13)(self._region_name)
        self.point = lru_cache(1 << 16)(self._point)

    @classmethod
    def load(cls, geodata: Path) -> Places:
        """Give the places of a dataset's folder; each table is read when it is first needed."""
        return cls(geodata)

    def _county(self, name: str | None) -> str | None:
        """Give the county of a name: with or without `län`, genitive s and spaces, Swedish or English."""
        return self._counties.get(_swedish(name)) or self._counties.get(_bare(name)) if name else None

    def _municipality(self, name: str | None) -> str | None:
        """Give the county of a municipality's name: with or without `kommun`, genitive s and spaces."""
        return self._municipalities.get(_swedish(name)) or self._municipalities.get(_bare(name)) if name else None

    def _postcode(self, country: str | None, code: str | None) -> str | None:
        """Give the region of a postcode; None where no table of the country's postcodes is there."""
        if not country or not code:
            return None
        bare = _POSTCODE.sub("", code.upper()).removeprefix(country)
        return self.nuts(self._postcodes(country).get(bare))

    def _nuts(self, code: str | None) -> str | None:
        """Give today's code of a NUTS code of 2013, 2016, 2021 or 2024.

        A region that has only another code since gets it; one that was split or redrawn gets the region of the next
        level that holds all its successors, or None. A bare country code is no region.
        """
        if not code:
            return None
        code = _NUTS_GAPS.sub("", code).upper()
        code = _NUTS_COUNTRY.get(code[:2], code[:2]) + code[2:]
        if code in self._changes:
            return self._changes[code] or None
        return code if code in self._today else None

    def _region_name(self, country: str | None, name: str | None) -> str | None:
        """Give the region of a name in a country: Swedish, English or local, with or without `region`, `woj.`."""
        if not country or not name:
            return None
        if country == "SE" and (county := self.county(name)):
            return county
        known = self._names[_NUTS_COUNTRY.get(country, country)]
        return known.get(fold(name)) or known.get(_bare(name))

    def _point(self, lat: float | None, lon: float | None) -> str | None:
        """Give the drawn region (county or neighbour region) that holds a point in degrees, or None."""
        if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
            return None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return None
        return self._boundaries.region(lat, lon)

    @cached_property
    def _boundaries(self) -> Boundaries:
        return Boundaries(self._geodata / "boundaries")

    @cached_property
    def _regions(self) -> list[dict[str, str]]:
        return list(_rows(self._geodata / "tables" / "regions.csv"))

    @cached_property
    def _counties(self) -> dict[str, str]:
        rows = [row for row in self._regions if row["layer"] == "lan"]
        names = [(row[column], row["nuts_id"]) for row in rows for column in ("name_sv", "name_en", "name_local")]
        return _keys([*names, *self._aliases("county")])

    @cached_property
    def _municipalities(self) -> dict[str, str]:
        rows = _rows(self._table("municipalities"))
        return _keys([*((row["name"], row["nuts_id"]) for row in rows), *self._aliases("municipality")])

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """Country -> folded name -> region. A name of several levels is the drawn one's, else the larger region's."""
        rank = {"NUTS2": 1, "NUTS3": 2, "NUTS1": 3}
        rows = [row for row in self._regions if row["level"] in rank]
        rows.sort(key=lambda row: (not row["layer"], rank[row["level"]]))
        countries = {fold(row[column]) for row in self._regions if row["level"] == "NUTS0" for column in _NAMES}
        names: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows:
            for name in (row[column] for column in _NAMES):
                # Denmark is also a NUTS1 region: that says no more than the country does.
                if row["layer"] or fold(name) not in countries:
                    names[row["country"]].setdefault(fold(name), row["nuts_id"])
                    names[row["country"]].setdefault(_bare(name), row["nuts_id"])
        for row in _rows(self._table("region_names")):
            names[row["nuts_id"][:2]].setdefault(fold(row["name"]), row["nuts_id"])
            names[row["nuts_id"][:2]].setdefault(_bare(row["name"]), row["nuts_id"])
        return names

    def _aliases(self, kind: str) -> Iterator[tuple[str, str]]:
        return ((row["name"], row["nuts_id"]) for row in _rows(self._table("swedish_names")) if row["kind"] == kind)

    @cached_property
    def _today(self) -> frozenset[str]:
        codes = {row["nuts_id"] for row in self._regions if row["level"] != "NUTS0"}
        codes |= {row["nuts_id"] for row in _rows(self._table("nuts_2021"))}
        return frozenset(codes | {code[:3] for code in codes})

    @cached_property
    def _changes(self) -> dict[str, str]:
        return {row["code"]: row["today"] for row in _rows(self._table("nuts_changes"))}

    def _postcodes(self, country: str) -> dict[str, str]:
        if country not in self._postcode_tables:
            self._postcode_tables[country] = _postcode_table(self._table(f"postcodes_{country}"))
        return self._postcode_tables[country]

    def _table(self, name: str) -> Path:
        return self._geodata / "places" / f"{name}.csv"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def _postcode_table(path: Path) -> dict[str, str]:
    """Read postcodes: our own tables (`code,nuts_id`) and Eurostat's TERCET files as they come (`NUTS3;CODE`)."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        reader = csv.DictReader(file, delimiter=delimiter, quotechar="'" if delimiter == ";" else '"')
        rows = ({name.strip().upper(): cell for name, cell in row.items()} for row in reader)
        return {_POSTCODE.sub("", row["CODE"].upper()): row.get("NUTS3") or row["NUTS_ID"] for row in rows}


def _swedish(name: str) -> str:
    """Give the key of a Swedish name, with å, ä and ö: Håbo and Habo are two municipalities."""
    return _NOT_SWEDISH.sub("", name.lower())


def _bare(name: str) -> str:
    """Give the folded name without the word for its kind and without spaces."""
    return _KIND.sub("", fold(name)).replace(" ", "")


def _keys(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give every way to write some Swedish names -> region, but no folded way that two places share (Habo)."""
    exact: dict[str, str] = {}
    loose: dict[str, set[str]] = defaultdict(set)
    for name, code in names:
        for form in (name, name if name.endswith(("s", "x", "z")) else f"{name}s"):
            for kind in ("", "län", "kommun", "stad"):
                exact[_swedish(form + kind)] = code
                loose[_bare(f"{form} {kind}")].add(code)
    for key, codes in loose.items():
        if len(codes) == 1:
            exact.setdefault(key, *codes)
    return exact
