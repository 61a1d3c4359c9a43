"""The broken files of every source, as the tests of its reader make them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import tests.sources.test_cohesion_open_data as open_data
import tests.sources.test_cordis as cordis
import tests.sources.test_esf as esf
import tests.sources.test_eurostat as eurostat
import tests.sources.test_gisco as gisco
import tests.sources.test_interregbarometern as interreg
import tests.sources.test_keep as keep
import tests.sources.test_kohesio as kohesio
import tests.sources.test_national as national
import tests.sources.test_priorities as priorities
import tests.sources.test_projektbanken as projektbanken
import tests.sources.test_tillvaxtverket as tillvaxtverket
from tests.sources.broken import Broken, Roles, broken_csv, broken_json, broken_workbook, broken_zips


def _projektbanken(folder: Path) -> list[Broken]:
    roles = Roles("ärende-id", "projektnamn", "projekt_starttid", "beviljat_belopp_sek")
    return broken_json(folder, projektbanken.GOOD, roles)


def _kohesio(folder: Path) -> list[Broken]:
    good = kohesio.GOOD_OLD | {"Operation_Name_English": ""}
    return broken_csv(folder, kohesio.OLD, [good.get(column, "") for column in kohesio.OLD], kohesio.ROLES)


def _open_data(folder: Path) -> list[Broken]:
    title = "operation_name_programme_language"
    roles = Roles("operation_unique_identifier", title, "operation_start_date", "project_eu_budget")
    return broken_json(folder, open_data.GOOD, roles)


def _keep(folder: Path) -> list[Broken]:
    roles = Roles("Project ID (2021-2027 only)", "Project name in English", "Project start", "Project's EU funding")
    good = [(keep.NEW | {"Project acronym": None}).get(column) for column in keep.PROJECTS]
    return broken_workbook(folder, keep.PROJECTS, good, roles, sheet="Search results, projects")


def _cordis(folder: Path) -> list[Broken]:
    roles = Roles("id", "title", "startDate", "ecMaxContribution")
    good = [cordis.PROJECT.get(column, "") for column in cordis.PROJECTS]
    return [*broken_zips(folder / "zips"), *broken_csv(folder, cordis.PROJECTS, good, roles, delimiter=";")]


def _eurostat(folder: Path) -> list[Broken]:
    return _written(folder, {name: (file, content) for name, (file, content, _) in eurostat.ERRORS.items()})


def _gisco(folder: Path) -> list[Broken]:
    return _written(folder, {name: ("NUTS.geojson", content) for name, (content, _) in gisco.ERRORS.items()})


def _priorities(folder: Path) -> list[Broken]:
    return _written(folder, {name: ("list.xlsx", content) for name, (content, _) in priorities.ERRORS.items()})


def _written(folder: Path, files: dict[str, tuple[str, str | bytes]]) -> list[Broken]:
    cases = []
    for case, (name, content) in files.items():
        path = folder / case.replace(" ", "_") / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        cases.append(Broken(case, path, "error"))
    return cases


BROKEN: dict[str, Callable[[Path], list[Broken]]] = {
    "tillvaxtverket": lambda folder: broken_csv(
        folder, list(tillvaxtverket.GOOD), list(tillvaxtverket.GOOD.values()), tillvaxtverket.ROLES, delimiter=";"
    ),
    "projektbanken": _projektbanken,
    "interregbarometern": lambda folder: broken_json(folder, interreg.GOOD, interreg.ROLES),
    "esf": lambda folder: broken_csv(folder, list(esf.GOOD), list(esf.GOOD.values()), esf.ROLES, delimiter=";"),
    "kohesio": _kohesio,
    "cohesion_open_data": _open_data,
    "keep": _keep,
    "cordis": _cordis,
    "national": lambda folder: broken_csv(folder, national.FI, national.FI_ROW, national.ROLES),
    "eurostat": _eurostat,
    "gisco": _gisco,
    "priorities": _priorities,
}
"""Source -> writes its broken files into a folder."""
