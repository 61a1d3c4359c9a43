"""A small invented world to count by hand: four counties in two NUTS2 areas, five neighbours, four domains.

Nothing in it is true; it has one of each thing that the rules tell apart.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from s3dash.data.dataset import Dataset

Rows = list[dict[str, Any]]

LAYERS = {
    "lan": "SE221 SE224 SE311 SE312",
    "nuts2": "SE22 SE31",
    "neighbours": "DE80 DK01 DK02 EE00 PL63",
    "": "SE SE2 SE3 DE DE8 DE803 DK DK0 EE EE0 EE001 PL PL6 PL633",
}
MAP_UNITS = {"DE803": "DE80", "PL633": "PL63", "EE": "EE00", "EE0": "EE00", "EE001": "EE00"}
LEVELS = {2: "NUTS0", 3: "NUTS1", 4: "NUTS2", 5: "NUTS3"}

PRIORITIES = {
    "2021-2027": {
        "SE221": ["blue"],
        "SE224": ["energy", "food+energy"],
        "SE311": ["energy"],
        "SE312": ["energy", "health"],
        "SE22": ["food"],
        "PL63": ["blue+energy"],
        "EE": ["energy"],
        "DK": ["food"],
    },
    "2014-2020": {"SE224": ["food", "health"], "SE311": ["blue"], "PL633": ["blue"], "DK": ["energy"]},
}

AREAS = {
    "interreg-south-2021": "SE221 SE224 PL~ DK~ DE~",
    "interreg-south-2014": "SE224 PL633 DK02",
    "interreg-sea-2021": "SE PL EE DK DE~",
    "interreg-isles-2021": "SE312 EE~",
    "erdf-se22-2021": "SE22",
}

MEMBERS = {
    "everyone": "SE DE DK EE PL",
    "agreement": "SE224 PL633",
    "strait": "SE224 SE311 DK01 DE80",
}

INDICATORS = {
    # Counties have GDP to 2021 only; employment is for NUTS2 only; PL63 lacks it.
    "gdp": {
        "SE22": {2021: 30, 2022: 32},
        "SE31": {2021: 20, 2022: 26},
        "SE311": {2020: 17, 2021: 18},
        "SE224": {2021: 0},
        "DK01": {2021: 60, 2022: 61},
        "EE00": {2021: 22, 2022: 23},
        "PL63": {2021: 24, 2022: 12},
    },
    "employment": {"SE22": {2023: 70}, "SE31": {2023: 74}, "DK01": {2023: 78}, "EE00": {2022: 80}},
    "hidden": {"SE22": {2020: 1}},
}

RATES = {2014: 9.0, 2021: 10.0, 2022: 10.5, 2023: 11.5}


def project(project_id: str, **changes: Any) -> dict[str, Any]:
    """Return a row of projects.csv, with its regions and participations under `regions` and `partners`."""
    row: dict[str, Any] = {
        "project_id": project_id,
        "title": f"Project {project_id}",
        "summary_en": None,
        "programme_id": "interreg-south-2021",
        "fund": "interreg",
        "period": "2021-2027",
        "start_date": "2021-03-01",
        "end_date": "2023-02-28",
        "objective": None,
        "total_budget": None,
        "eu_contribution": None,
        "currency": "EUR",
        "amount_covers": "project",
        "lead_organisation": None,
        "lead_nuts": None,
        "domain_id": None,
        "domain_by": "hand",
        "source_id": "S0001",
        "source_ref": None,
        "note": None,
        "regions": "",
        "partners": [],
    }
    return row | changes


def partner(
    nuts_id: str | None, eur: float | None = None, role: str = "partner", country: str = ""
) -> dict[str, Any]:
    """Return a row of participations.csv but for its project."""
    return {
        "organisation": "An organisation",
        "organisation_type": None,
        "country": country or (nuts_id or "SE")[:2],
        "nuts_id": nuts_id,
        "role": role,
        "eu_contribution": eur,
        "currency": None if eur is None else "EUR",
        "place_basis": "source",
        "source_id": "S0001",
    }


PROJECTS = [
    project("J1", partners=[partner("PL633", 40.0), partner("SE224", 60.0, "lead")], domain_id="energy"),
    project("J2", partners=[partner("SE224"), partner("PL63"), partner("DK02", role="associated")]),
    project("J3", partners=[partner("SE311"), partner("EE001", role="lead")], domain_id="energy"),
    project("OLD", period="2014-2020", start_date=None, partners=[partner("SE312"), partner("DE803")]),
    project("COVERS", regions="SE312 PL63", eu_contribution=500.0),
]


def world(projects: Rows | None = None, **tables: Rows) -> Dataset:
    """Return the world as a dataset, with other projects or other whole tables if given."""
    projects = PROJECTS if projects is None else projects
    tables |= {
        "projects": [{k: v for k, v in p.items() if k not in ("regions", "partners")} for p in projects],
        "project_regions": [
            {"project_id": p["project_id"], "nuts_id": code}
            for p in projects
            for code in p["regions"].split()
        ],
        "participations": [
            {"project_id": p["project_id"]} | part for p in projects for part in p["partners"]
        ],
    }
    frames = _lasting_tables() | {name: _frame(name, rows) for name, rows in tables.items()}
    return Dataset(directory=Path(), data_date=date(2026, 8, 31), compiled=date(2026, 11, 23), **frames)


@lru_cache
def _lasting_tables() -> dict[str, pd.DataFrame]:
    """Every table but those of projects."""
    rows: dict[str, Rows] = {
        "sources": [],
        "environments": [],
        "environment_domains": [],
        "s3_process": [],
        "regions": _regions(),
        "domains": [
            {"domain_id": domain, "position": position}
            for position, domain in enumerate(["energy", "food", "blue", "health"], start=1)
        ],
        "programmes": [
            {"programme_id": p, "kind": p.split("-")[0], "period": _period(p), "confidence": "official"}
            for p in AREAS
        ],
        "programme_areas": [
            {
                "programme_id": p,
                "nuts_id": code.rstrip("~"),
                "coverage": "partial" if "~" in code else "whole",
            }
            for p, codes in AREAS.items()
            for code in codes.split()
        ],
        "partnerships": [{"partnership_id": p, "name": p} for p in MEMBERS],
        "partnership_members": [
            {"partnership_id": p, "nuts_id": code} for p, codes in MEMBERS.items() for code in codes.split()
        ],
        "indicators": [
            {"indicator_id": i, "position": position, "shown": i != "hidden"}
            for position, i in enumerate(["hidden", "employment", "gdp"], start=1)
        ],
        "indicator_values": [
            {"indicator_id": i, "nuts_id": code, "year": year, "value": float(value), "flag": None}
            for i, codes in INDICATORS.items()
            for code, years in codes.items()
            for year, value in years.items()
        ],
        "exchange_rates": [{"currency": "SEK", "year": year, "per_eur": rate} for year, rate in RATES.items()],
        **_priorities(),
    }
    return {name: _frame(name, table) for name, table in rows.items()}


_COLUMNS = {
    "projects": [name for name in project("P") if name not in ("regions", "partners")],
    "project_regions": ["project_id", "nuts_id"],
    "participations": ["project_id", *partner("SE")],
}


def _frame(name: str, rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=_COLUMNS.get(name))


def _period(programme_id: str) -> str:
    return {"2014": "2014-2020", "2021": "2021-2027"}[programme_id[-4:]]


def _regions() -> Rows:
    return [
        {
            "nuts_id": code,
            "level": LEVELS[len(code)],
            "layer": layer or None,
            "name_sv": code,
            "name_en": code,
            "name_local": code,
            "country": code[:2],
            "parent": code[:-1] if len(code) > 2 else None,
            "map_unit": code if layer else MAP_UNITS.get(code),
            "county_code": None,
            "area_km2": 100.0 if layer else None,
            "population": {"SE221": 10.0, "SE224": 20.0, "SE311": 5.0}.get(code),
            "population_year": 2021 if layer == "lan" else None,
            "population_flag": None,
        }
        for layer, codes in LAYERS.items()
        for code in codes.split()
    ]


def _priorities() -> dict[str, Rows]:
    """Rows of both priority tables; `blue+energy` is one priority with a secondary domain."""
    priorities: Rows = []
    domains: Rows = []
    for period, regions in PRIORITIES.items():
        for code, names in regions.items():
            for name in names:
                priority_id = f"P{len(priorities) + 1:04}"
                priorities.append(
                    {
                        "priority_id": priority_id,
                        "nuts_id": code,
                        "period": period,
                        "name_original": name,
                        "name_en": name,
                        "confidence": "official",
                        "source_id": "S0001",
                        "source_year": 2021 if period == "2021-2027" else None,
                    }
                )
                first, *further = name.split("+")
                # Secondary rows stand first here: the order of the table must not matter.
                domains += [
                    {"priority_id": priority_id, "domain_id": d, "role": "secondary"} for d in further
                ]
                domains.append({"priority_id": priority_id, "domain_id": first, "role": "primary"})
    return {"priorities": priorities, "priority_domains": domains}
