"""keep.eu's workbook: a cover, a sheet of projects and one of partners, joined by id or by acronym."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from s3dash.sources import eu_codes
from s3dash.sources.interreg_programmes import programme_id
from s3dash.sources.keep import SOURCE
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark, SourceError
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_clean, assert_told, broken_workbook

PROJECTS = [
    "Period", "Programme", "Project ID (2021-2027 only)", "Project acronym", "Project name in English",
    "Project name in language 2", "Project name in language 3", "Project name in language 4", "Description in English",
    "Description in language 2", "Expected Achievements in English", "Actual Achievements in English",
    "Project start", "Project end", "Project's total budget / expenditure", "Project's EU funding",
    "Union co-financing rate", "Website", "Theme 1", "Theme 2", "Theme 3",
]  # fmt: skip
PARTNERS = [
    "Programme", "Project ID (2021-2027 only)", "Project acronym", "Organisation in English",
    "Organisation in language 2", "Organisation in language 3", "Organisation in language 4", "Lead partner",
    "Country code", "NUTS1 (or equivalent)", "NUTS2 code (or equivalent)", "NUTS3 code (or equivalent)", "Town",
    "Website", "Participant Identification Code", "Partner’s ID if not PIC", "Type of Organisation",
    "ERDF contribution (2014-2020 only)", "Partner's programme co-financing (EUR) (2021-2027 only)",
    "Partner's total eligible budget / expenditure",
]  # fmt: skip
OLD = {
    "Period": "2014-2020",
    "Programme": "2014 - 2020 INTERREG VB North Sea",
    "Project ID (2021-2027 only)": "N.a.",
    "Project acronym": "ICEWAY",
    "Project name in English": "Ways over the ice",
    "Project name in language 2": "Vägar över isen",
    "Description in English": "Roads on ice. Ask ice@example.org.",
    "Project start": datetime(2016, 1, 1),
    "Project end": "N.a.",
    "Project's total budget / expenditure": 1_500_000.5,
    "Project's EU funding": "750000.25",
    "Union co-financing rate": "50%",
    "Website": "https://iceway.example",
    "Theme 1": "Transport and mobility",
    "Theme 2": "Innovation capacity",
    "Theme 3": "n/a",
}
NEW = OLD | {
    "Period": "2021-2027",
    "Programme": "2021 - 2027 Interreg VI-A Sweden - Finland - Norway (Aurora)",
    "Project ID (2021-2027 only)": "20359001",
    "Project name in language 2": "",
    "Project end": datetime(2026, 12, 31),
}
PARTNER_OLD = {
    "Programme": OLD["Programme"],
    "Project acronym": "Iceway",
    "Organisation in English": "Region Värmland",
    "Lead partner": "Yes",
    "Country code": "SE",
    "NUTS3 code (or equivalent)": "SE311",
    "Town": "Karlstad",
    "Type of Organisation": "Regional public authority",
    "ERDF contribution (2014-2020 only)": 120_000,
    "Partner's total eligible budget / expenditure": 240_000,
}
PARTNER_NEW = PARTNER_OLD | {
    "Programme": NEW["Programme"],
    "Project ID (2021-2027 only)": 20359001,
    "Project acronym": "",
    "Lead partner": "No",
    "Partner’s ID if not PIC": "SE 212000-1850 | org.nr | Registry number",
    "ERDF contribution (2014-2020 only)": "N.a.",
    "Partner's programme co-financing (EUR) (2021-2027 only)": "99 000,50",
}


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def workbook(path: Path, projects: Sequence[Mapping[str, Any]], partners: Sequence[Mapping[str, Any]]) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Cover"
    book.worksheets[0].append(["Projects and partners of keep.eu"])
    for kind, header, rows in (("projects", PROJECTS, projects), ("partners", PARTNERS, partners)):
        sheet = book.create_sheet(f"Search results, {kind}")
        sheet.append(header)
        for row in rows:
            sheet.append([row.get(column, "") for column in header])
    book.save(path)
    return path


def items_of(
    tmp_path: Path,
    options: ReadOptions,
    projects: Sequence[Mapping[str, Any]],
    partners: Sequence[Mapping[str, Any]] = (),
) -> list[Item]:
    items = list(SOURCE.read([workbook(tmp_path / "keep.xlsx", projects, partners)], options))
    for item in items:
        assert_clean(item)
    return items


def project_of(tmp_path: Path, options: ReadOptions, **cells: Any) -> ProjectRow:
    return next(item for item in items_of(tmp_path, options, [NEW | cells]) if isinstance(item, ProjectRow))


def partner_of(tmp_path: Path, options: ReadOptions, cells: dict[str, Any]) -> ParticipationRow:
    items = items_of(tmp_path, options, [NEW], [PARTNER_NEW | cells])
    return next(item for item in items if isinstance(item, ParticipationRow))


def test_a_project_of_2014_2020_joins_its_partner_by_acronym(tmp_path, options):
    project, part = items_of(tmp_path, options, [OLD], [PARTNER_OLD])
    assert isinstance(project, ProjectRow)
    assert project == ProjectRow(
        row=2,
        ref="2014 - 2020 INTERREG VB North Sea|iceway",
        title="Ways over the ice (ICEWAY)",
        period="2014-2020",
        fund="interreg",
        title_en="Ways over the ice",
        summary_en=project.summary_en,
        programme="interreg-north-sea-2014",
        programme_name="2014 - 2020 INTERREG VB North Sea",
        start_date="2016-01-01",
        topics="Transport and mobility; Innovation capacity",
        total_budget=1_500_000.5,
        eu_contribution=750_000.25,
        currency="EUR",
        amount_covers="project",
        url="https://iceway.example",
        same_as=(
            "title:interreg-north-sea-2014|ways over the ice",
            "title:interreg-north-sea-2014|vagar over isen",
            "title:interreg-north-sea-2014|iceway",
        ),
    )
    assert "example" not in (project.summary_en or "")
    assert part == ParticipationRow(
        row=2,
        ref=project.ref,
        organisation="Region Värmland",
        country="SE",
        role="lead",
        organisation_type="regional_authority",
        nuts_id="SE311",
        place_basis="stated",
        eu_contribution=120_000,
        currency="EUR",
    )


def test_a_project_of_2021_2027_joins_its_partner_by_id(tmp_path, options):
    project, part = items_of(tmp_path, options, [NEW], [PARTNER_NEW])
    assert isinstance(project, ProjectRow)
    assert isinstance(part, ParticipationRow)
    assert project.ref == part.ref == "2021 - 2027 Interreg VI-A Sweden - Finland - Norway (Aurora)|20359001"
    assert (project.programme, project.period) == ("interreg-aurora-2021", "2021-2027")
    assert (part.role, part.eu_contribution, part.organisation_number) == ("partner", 99_000.5, "2120001850")


def test_an_acronym_of_two_projects_joins_no_partner(tmp_path, options):
    other = NEW | {"Project ID (2021-2027 only)": "20359002"}
    items = items_of(
        tmp_path,
        options,
        [NEW, other],
        [PARTNER_NEW | {"Project ID (2021-2027 only)": "", "Project acronym": "ICEWAY"}],
    )
    assert [type(item) for item in items] == [ProjectRow, ProjectRow, Reject]
    assert "no one project 'ICEWAY'" in items[2].reason  # type: ignore[union-attr]


def test_the_apostrophes_of_the_header_may_be_of_either_kind(tmp_path, options):
    book = openpyxl.load_workbook(workbook(tmp_path / "keep.xlsx", [NEW], [PARTNER_NEW]))
    for sheet in book.worksheets[1:]:
        for cell in sheet[1]:
            cell.value = str(cell.value).translate({ord("'"): "’", ord("’"): "'"})
    book.save(tmp_path / "other.xlsx")
    expected = items_of(tmp_path, options, [NEW], [PARTNER_NEW])
    assert list(SOURCE.read([tmp_path / "other.xlsx"], options)) == expected


@pytest.mark.parametrize(
    ("name", "programme"),
    [
        ("2014 - 2020 INTERREG V-A Finland - Estonia - Latvia - Sweden (Central Baltic)", "central-baltic-2014"),
        ("2014 - 2020 INTERREG VB Baltic Sea", "baltic-sea-region-2014"),
        ("2014 - 2020 INTERREG V-A Sweden - Norway", "sweden-norway-2014"),
        ("2014 - 2020 INTERREG V-A Sweden - Finland - Norway (Nord)", None),
        ("2014 - 2020 INTERREG VB Northern Periphery and Arctic", None),
        ("2021 - 2027 Interreg VI-B Baltic Sea Region", "baltic-sea-region-2021"),
        ("2021 - 2027 Interreg VI-A Sweden - Denmark - Norway (Öresund-Kattegat-Skagerrak)", "oks-2021"),
        ("2021 - 2027 Interreg VI-C Interreg Europe", "europe-2021"),
        ("2021 - 2027 Interreg VI-C URBACT IV", "urbact-2021"),
        ("2021 - 2027 Interreg VI-B North-West Europe", None),
        ("2021 - 2027 Interreg VI-B Central Europe", None),
        ("2021 - 2027 Interreg VI-A Italy - Malta", None),
    ],
)
def test_programmes(name, programme):
    assert programme_id(name, eu_codes.period(name)) == (f"interreg-{programme}" if programme else None)


def test_every_interreg_programme_of_the_dataset_is_known_by_its_own_name():
    with (GEODATA / "tables" / "programmes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "interreg"]
    assert rows
    for row in rows:
        name = row["name_en"].removesuffix(row["period"]).strip()
        assert programme_id(name, eu_codes.period(row["period"])) == row["programme_id"]


def test_a_programme_of_no_table_keeps_its_name(tmp_path, options):
    name = "2021 - 2027 Interreg VI-A Italy - Malta"
    project = project_of(tmp_path, options, Programme=name)
    assert (project.programme, project.programme_name, project.same_as) == (None, name, ())


@pytest.mark.parametrize(
    ("cells", "title", "english"),
    [
        ({"Project name in English": "N.a.", "Project name in language 2": "Isvägar"}, "Isvägar (ICEWAY)", None),
        ({"Project name in English": "Iceway: roads"}, "Iceway: roads", "Iceway: roads"),
        ({"Project name in English": ""}, "ICEWAY", None),
    ],
)
def test_titles(tmp_path, options, cells, title, english):
    project = project_of(tmp_path, options, **cells)
    assert (project.title, project.title_en) == (title, english)


def test_the_period_may_stand_in_the_programme_alone(tmp_path, options):
    assert project_of(tmp_path, options, Period="").period == "2021-2027"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Period": "2007-2013"}, "Period: the period 2007-2013 is not one of 2014-2020 and 2021-2027"),
        ({"Period": "Other"}, "Period: 'Other' names no programming period"),
        ({"Programme": ""}, "Programme: "),
        ({"Project ID (2021-2027 only)": "N.a.", "Project acronym": ""}, "Project ID and Project acronym: "),
        ({"Project start": datetime(1900, 1, 1)}, "Project start: 1900-01-01 is before 2000"),
        ({"Project's EU funding": -1}, "Project's EU funding: the amount -1 is negative"),
    ],
)
def test_a_project_in_error_is_rejected_by_column(tmp_path, options, cells, reason):
    (reject,) = items_of(tmp_path, options, [NEW | cells])
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"NUTS3 code (or equivalent)": "", "NUTS2 code (or equivalent)": "SE31"}, ("SE31", None, "stated")),
        ({"NUTS3 code (or equivalent)": "N.a.", "NUTS1 (or equivalent)": "SE3"}, ("SE3", None, "stated")),
        ({"NUTS3 code (or equivalent)": "SE999"}, (None, "Karlstad", "country_only")),
        ({"NUTS3 code (or equivalent)": "", "Town": ""}, (None, None, "country_only")),
    ],
)
def test_places_go_from_the_finest_that_is_known(tmp_path, options, cells, place):
    part = partner_of(tmp_path, options, cells)
    assert (part.nuts_id, part.place, part.place_basis) == place


COFINANCING = "Partner's programme co-financing (EUR) (2021-2027 only)"


@pytest.mark.parametrize("blank", [None, "", "N.a.", "n/a"])
def test_an_amount_that_is_not_stated_is_none(tmp_path, options, blank):
    items = items_of(tmp_path, options, [NEW], [PARTNER_NEW | {COFINANCING: blank}])
    assert isinstance(items[1], ParticipationRow)
    assert (items[1].eu_contribution, items[1].currency) == (None, None)
    assert len(items) == 2, "what is blank is no zero"


def test_an_amount_of_zero_is_remarked(tmp_path, options):
    items = items_of(tmp_path, options, [NEW], [PARTNER_NEW | {COFINANCING: 0}])
    assert isinstance(items[1], ParticipationRow)
    assert items[1].eu_contribution is None
    assert items[2:] == [Remark(2, f"{COFINANCING} is 0: kept as not published")]


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        ({"Participant Identification Code": "999999001"}, "2120001850"),
        ({"Participant Identification Code": "999999001", "Country code": "FI"}, "999999001"),
        ({"Partner’s ID if not PIC": "FI 0123456-7 | Business Register", "Country code": "FI"}, "FI 0123456-7"),
        ({"Partner’s ID if not PIC": "see the register", "Country code": "FI"}, None),
        ({"Partner’s ID if not PIC": "unknown"}, None),
    ],
)
def test_numbers_of_organisations(tmp_path, options, cells, number):
    assert partner_of(tmp_path, options, cells).organisation_number == number


@pytest.mark.parametrize(
    "cells",
    [
        {"Organisation in English": "Anna Påhittadsson"},
        {"Type of Organisation": "General public"},
        {"Partner’s ID if not PIC": "620101-1234"},
    ],
)
def test_natural_persons_are_hidden(tmp_path, options, cells):
    part = partner_of(tmp_path, options, cells)
    assert (part.organisation, part.organisation_type, part.organisation_number) == (None, "private_person", None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Organisation in English": ""}, "Organisation in English: "),
        ({"Country code": "Atlantis"}, "Country code: 'Atlantis' is not known"),
        ({"Lead partner": "perhaps"}, "Lead partner: 'perhaps' is neither Yes nor No"),
        ({COFINANCING: "a lot"}, f"{COFINANCING}: "),
        ({"Project ID (2021-2027 only)": "1"}, "Project ID and Project acronym: no one project '1'"),
    ],
)
def test_a_partner_in_error_is_rejected_by_column(tmp_path, options, cells, reason):
    _, reject = items_of(tmp_path, options, [NEW], [PARTNER_NEW | cells])
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)


def test_an_unknown_type_of_organisation_is_remarked(tmp_path, options):
    items = items_of(tmp_path, options, [NEW], [PARTNER_NEW | {"Type of Organisation": "Lighthouse"}])
    assert Remark(2, "unknown Type of Organisation", "Lighthouse") in items


def test_a_workbook_without_projects_is_told(tmp_path, options):
    book = openpyxl.Workbook()
    book.save(tmp_path / "keep.xlsx")
    with pytest.raises(SourceError, match="no sheet of projects"):
        list(SOURCE.read([tmp_path / "keep.xlsx"], options))


def test_the_attribution_that_keep_asks_for_is_given():
    assert "keep.eu" in (SOURCE.licence or "")


def test_broken_files_are_told(tmp_path, options):
    roles = Roles(
        key="Project ID (2021-2027 only)",
        title="Project name in English",
        start="Project start",
        amount="Project's EU funding",
    )
    bare = NEW | {"Project acronym": None}
    good = [bare.get(column) for column in PROJECTS]
    cases = broken_workbook(tmp_path, PROJECTS, good, roles, sheet="Search results, projects")
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)
