"""Kohesio's CSV: both headers become projects and beneficiaries, one row per operation, beneficiary and place."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources.kohesio import SOURCE
from s3dash.sources.kohesio_parts import point, words
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark, SourceError
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_clean, assert_told, broken_csv

OLD = [
    "Operation_Unique_Identifier", "Operation_Local_Identifier", "Operation_Name_English",
    "Operation_Name_Programme_Language", "Country", "Postal_Code", "Operation_Start_Date", "Operation_End_Date",
    "Cofinancing_Rate", "Total_Eligible_Expenditure_amount", "Total_Eligible_Expenditure_Currency",
    "Project_EU_Budget", "Beneficiary_Unique_Identifier", "Location_Indicator_latitude_longitude",
    "Category_Of_Intervention", "Category_Label", "Thematic_Objective_ID", "Thematic_Objective_Label",
    "Policy_Objective_ID", "Policy_Objective_Label", "Fund_Code", "Fund_Name", "Programme_Code", "Programme_Name",
    "Region", "NUTS3_Code", "Programming_Period", "Operation_Summary_English",
    "Operation_Summary_Programme_Language", "ManagingAuthority", "Image_URL", "InfoRegio_ID", "InfoRegio_URL",
]  # fmt: skip
NEW = [*OLD, "Beneficiary_Name", "Beneficiary_Local_Identifier", "CountryCode", "NUTS2_Code", "NUTS3_Label", "Region3"]
GOOD_OLD = {
    "Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q9000001",
    "Operation_Local_Identifier": "2020/00114",
    "Operation_Name_English": "Fibre to the villages",
    "Operation_Name_Programme_Language": "Fiber till byarna",
    "Country": "Sweden",
    "Operation_Start_Date": "2017-01-02",
    "Operation_End_Date": "2020-04-30",
    "Cofinancing_Rate": "50.0",
    "Total_Eligible_Expenditure_amount": "800000.5",
    "Total_Eligible_Expenditure_Currency": "EUR",
    "Project_EU_Budget": "400000.25",
    "Beneficiary_Unique_Identifier": "https://linkedopendata.eu/entity/Q9100001",
    "Location_Indicator_latitude_longitude": "66.05,17.89",
    "Category_Of_Intervention": "46",
    "Category_Label": "ICT: backbone network",
    "Thematic_Objective_ID": "TO02",
    "Thematic_Objective_Label": "Information and communication technologies",
    "Fund_Code": "ERDF",
    "Fund_Name": "European Regional Development Fund",
    "Programme_Code": "2014SE16RFOP008",
    "Programme_Name": "Övre Norrland",
    "NUTS3_Code": "SE332",
    "Programming_Period": "2014-2020",
    "Operation_Summary_English": "Builds fibre. Ask 0920-12 34 56 or fibre@example.se.",
    "Operation_Summary_Programme_Language": "Projektet bygger fiber\ni byarna.",
    "ManagingAuthority": "Tillväxtverket",
}
GOOD_NEW = {
    "Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q9000002",
    "Operation_Local_Identifier": "2021SE05SFPR001_23-017-S01",
    "Operation_Name_English": "The district grows",
    "Operation_Name_Programme_Language": "Stadsdelen växer &amp; frodas",
    "Country": "Sweden",
    "CountryCode": "SE",
    "Operation_Start_Date": "04/09/2023",
    "Operation_End_Date": "",
    "Cofinancing_Rate": "40.0",
    "Total_Eligible_Expenditure_amount": "337478.4",
    "Total_Eligible_Expenditure_Currency": "EUR",
    "Project_EU_Budget": "134991.36",
    "Beneficiary_Unique_Identifier": "https://linkedopendata.eu/entity/Q9100002",
    "Beneficiary_Name": "Uppsala kommun",
    "Beneficiary_Local_Identifier": "SE212000300501",
    "Category_Of_Intervention": "134",
    "Category_Label": "Measures to improve access to employment",
    "Policy_Objective_ID": "PO4",
    "Policy_Objective_Label": "ESO4.1 A more social Europe",
    "Fund_Code": "ESF+",
    "Programme_Code": "2021SE05SFPR001",
    "Programme_Name": "ESF+",
    "NUTS3_Code": "SE121",
    "NUTS3_Label": "Uppsala län",
    "Programming_Period": "2021-2027",
}


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def written(path: Path, header: list[str], *rows: Mapping[str, str], newline: str = "\n") -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    return path


def items_of(tmp_path: Path, options: ReadOptions, *rows: Mapping[str, str]) -> list[Item]:
    items = list(SOURCE.read([written(tmp_path / "latest_SE.csv", NEW, *rows)], options))
    for item in items:
        assert_clean(item)
    return items


def project_of(tmp_path: Path, options: ReadOptions, **cells: str) -> ProjectRow:
    return next(item for item in items_of(tmp_path, options, GOOD_NEW | cells) if isinstance(item, ProjectRow))


def reason_of(tmp_path: Path, options: ReadOptions, **cells: str) -> str:
    items = items_of(tmp_path, options, GOOD_NEW | cells)
    assert [type(item) for item in items] == [Reject]
    return items[0].reason  # type: ignore[union-attr]


def test_a_row_of_2014_2020(tmp_path, options):
    path = written(tmp_path / "latest_SE.csv", OLD, GOOD_OLD, newline="\r\n")
    project, part = SOURCE.read([path], options)
    assert isinstance(project, ProjectRow)
    assert project == ProjectRow(
        row=2,
        ref="Q9000001",
        title="Fiber till byarna",
        period="2014-2020",
        fund="erdf",
        title_en="Fibre to the villages",
        summary="Projektet bygger fiber i byarna.",
        summary_en=project.summary_en,
        programme="erdf-se33-2014",
        cci="2014SE16RFOP008",
        programme_name="Övre Norrland",
        start_date="2017-01-02",
        end_date="2020-04-30",
        objective="TO2",
        intervention_field="046",
        topics="ICT: backbone network; Information and communication technologies",
        total_budget=800000.5,
        eu_contribution=400000.25,
        currency="EUR",
        amount_covers="project",
        regions=("SE332",),
        url="https://kohesio.ec.europa.eu/en/projects/Q9000001",
        same_as=("case:SE|202000114",),
    )
    assert project.summary_en
    assert "0920" not in project.summary_en
    assert "example" not in project.summary_en
    assert part == ParticipationRow(
        2, "Q9000001", None, "SE", "lead", organisation_number="Q9100001", place_basis="country_only"
    )


def test_a_row_of_the_newer_header(tmp_path, options):
    project, part = items_of(tmp_path, options, GOOD_NEW)
    assert isinstance(project, ProjectRow)
    assert isinstance(part, ParticipationRow)
    assert (project.ref, project.title, project.fund) == ("Q9000002", "Stadsdelen växer & frodas", "esf")
    assert (project.start_date, project.end_date) == ("2023-09-04", None)
    assert (project.objective, project.intervention_field, project.period) == ("ESO4.1", "134", "2021-2027")
    assert project.same_as == ("case:SE|2301701",)
    assert project.lead_organisation == "Uppsala kommun"
    assert (part.organisation, part.organisation_number) == ("Uppsala kommun", "2120003005")
    assert (part.nuts_id, part.place_basis, project.lead_nuts) == ("SE121", "named", "SE121")
    assert part.eu_contribution is None, "the amount is the operation's and no beneficiary's"


def test_rows_of_one_operation_keep_its_amounts_whole(tmp_path, options):
    other = {"Beneficiary_Name": "Region Uppsala", "Beneficiary_Unique_Identifier": ".../Q9100003"}
    items = items_of(tmp_path, options, GOOD_NEW, GOOD_NEW | {"NUTS3_Code": "SE122"}, GOOD_NEW | other)
    projects = [item for item in items if isinstance(item, ProjectRow)]
    assert {project.ref for project in projects} == {"Q9000002"}
    assert [project.regions for project in projects] == [("SE121",), ("SE122",), ("SE121",)]
    assert {project.total_budget for project in projects} == {337478.4}
    parts = [item for item in items if isinstance(item, ParticipationRow)]
    assert [(part.organisation, part.role) for part in parts] == [
        ("Uppsala kommun", "lead"), ("Uppsala kommun", "lead"), ("Region Uppsala", "partner"),
    ]  # fmt: skip


def test_a_list_of_beneficiaries_gives_the_names(tmp_path, options):
    names = written(
        tmp_path / "beneficiaries.csv",
        ["Beneficiary", "BeneficiaryLabel", "Website", "WikidataID"],
        {"Beneficiary": "https://linkedopendata.eu/entity/Q9100001", "BeneficiaryLabel": "Arjeplogs kommun"},
    )
    projects = written(tmp_path / "projects.csv", OLD, GOOD_OLD)
    project, part = SOURCE.read([projects, names], options)
    assert isinstance(project, ProjectRow)
    assert isinstance(part, ParticipationRow)
    assert project.lead_organisation == part.organisation == "Arjeplogs kommun"
    assert project.lead_nuts == part.nuts_id == "SE332"


def test_a_beneficiary_has_no_place_but_one_that_its_name_says(tmp_path, options):
    _, part = items_of(tmp_path, options, GOOD_NEW | {"Beneficiary_Name": "Stiftelsen Påhitt"})
    assert isinstance(part, ParticipationRow)
    assert (part.nuts_id, part.place_basis) == (None, "country_only")


@pytest.mark.parametrize(
    ("cells", "regions", "unplaced"),
    [
        ({"NUTS3_Code": "SE121|SE122"}, ("SE121", "SE122"), ()),
        ({"NUTS3_Code": "Multiple locations", "NUTS2_Code": "SE12"}, ("SE12",), ()),
        ({"NUTS3_Code": "", "NUTS2_Code": "SE12"}, ("SE12",), ()),
        ({"NUTS3_Code": "", "Location_Indicator_latitude_longitude": "59.86,17.64"}, ("SE121",), ()),
        ({"NUTS3_Code": "", "Location_Indicator_latitude_longitude": "Point(17.64 59.86)"}, ("SE121",), ()),
        ({"NUTS3_Code": "SE999", "Location_Indicator_latitude_longitude": "59.86,17.64"}, ("SE121",), ()),
        ({"NUTS3_Code": "SE999", "NUTS3_Label": ""}, (), ("SE999",)),
        ({"NUTS3_Code": "", "NUTS3_Label": "Multiple locations"}, (), ("Multiple locations",)),
        ({"NUTS3_Code": "", "NUTS3_Label": "", "Region": "Atlantis"}, (), ("Atlantis",)),
        ({"NUTS3_Code": "", "NUTS3_Label": ""}, (), ()),
    ],
)
def test_places_go_from_the_finest_that_is_known(tmp_path, options, cells, regions, unplaced):
    project = project_of(tmp_path, options, **cells)
    assert (project.regions, project.unplaced) == (regions, unplaced)


def test_an_unknown_place_is_remarked(tmp_path, options):
    items = items_of(tmp_path, options, GOOD_NEW | {"NUTS3_Code": "SE999"})
    assert Remark(2, "unknown NUTS code", "SE999") in items


@pytest.mark.parametrize(
    ("code", "cci", "fund"),
    [
        ("ERDF", "2014SE16RFOP001", "erdf"), ("ESF", "", "esf"), ("ESF+", "", "esf"), ("YEI", "", "esf"),
        ("CF", "", "cf"), ("JTF", "", "jtf"), ("ERDF|ESF", "", "erdf_esf"), ("INTERREG", "", "interreg"),
        ("ETC", "", "interreg"), ("ERDF", "2014TC16M5TN001", "interreg"), ("IPA", "", "other"), ("EMFF", "", "other"),
        ("", "2021SE16JTPR001", "jtf"), ("ERDF|CF", "", "other"),
    ],
)  # fmt: skip
def test_funds(tmp_path, options, code, cci, fund):
    project = project_of(tmp_path, options, Fund_Code=code, Programme_Code=cci)
    assert (project.fund, project.notes) == (fund, ())


def test_a_fund_that_nothing_states_is_noted(tmp_path, options):
    project = project_of(tmp_path, options, Fund_Code="", Programme_Code="")
    assert (project.fund, project.notes) == ("other", ("fund_not_stated",))


@pytest.mark.parametrize(
    ("cells", "objective"),
    [
        ({"Thematic_Objective_ID": "1"}, "TO1"),
        ({"Thematic_Objective_ID": "TO01|TO04"}, None),
        ({"Thematic_Objective_ID": "TO77"}, None),
        ({"Policy_Objective_ID": "RSO1.3"}, "RSO1.3"),
        ({"Policy_Objective_ID": "RSO1.3|RSO2.1"}, None),
        ({"Policy_Objective_ID": "JSO8.1"}, "JSO8.1"),
        ({"Policy_Objective_ID": "PO1"}, None),
    ],
)
def test_objectives(tmp_path, options, cells, objective):
    assert project_of(tmp_path, options, **{"Policy_Objective_Label": ""} | cells).objective == objective


@pytest.mark.parametrize(
    ("category", "field"), [("62", "062"), ("062 - Technology", "062"), ("1", "001"), ("12345", None), ("Health", None)]
)
def test_the_intervention_field_has_three_digits(tmp_path, options, category, field):
    assert project_of(tmp_path, options, Category_Of_Intervention=category).intervention_field == field


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Operation_Unique_Identifier": ""}, "Operation_Unique_Identifier: '' does not end with a Q number"),
        ({"Operation_Start_Date": "01/01/1900"}, "Operation_Start_Date: 1900-01-01 is before 2000"),
        ({"Operation_End_Date": "31/12/2999"}, "Operation_End_Date: 2999-12-31 is after 2050"),
        ({"Project_EU_Budget": "-5"}, "Project_EU_Budget: the amount -5 is negative"),
        ({"Total_Eligible_Expenditure_amount": "1e12"}, "Total_Eligible_Expenditure_amount: "),
        ({"Total_Eligible_Expenditure_Currency": "euro!"}, "Total_Eligible_Expenditure_Currency: "),
        ({"Programming_Period": "2007-2013"}, "Programming_Period: the period 2007-2013 is not one of"),
        ({"Programming_Period": "", "Programme_Code": ""}, "Programming_Period: the programming period is not stated"),
        ({"Operation_Name_Programme_Language": "", "Operation_Name_English": " "}, "Operation_Name_Programme_Language"),
    ],
)
def test_a_row_in_error_is_rejected_by_column(tmp_path, options, cells, reason):
    assert reason_of(tmp_path, options, **cells).startswith(reason)


def test_an_amount_of_zero_is_not_published(tmp_path, options):
    items = items_of(tmp_path, options, GOOD_NEW | {"Project_EU_Budget": "0.0", "Operation_Start_Date": ""})
    assert isinstance(items[0], ProjectRow)
    assert items[0].eu_contribution is None
    assert Remark(2, "Project_EU_Budget is 0: kept as not published") in items


@pytest.mark.parametrize(
    ("cells", "notes"),
    [
        ({"Cofinancing_Rate": "69.04"}, ("amounts_disagree",)),
        ({"Project_EU_Budget": "400000"}, ("amounts_disagree",)),
        ({"Cofinancing_Rate": ""}, ()),
        ({"Cofinancing_Rate": "high"}, ()),
        ({"Operation_Start_Date": "05/09/2023", "Operation_End_Date": "04/09/2023"}, ("dates_reversed",)),
    ],
)
def test_contradictions_are_noted(tmp_path, options, cells, notes):
    assert project_of(tmp_path, options, **cells).notes == notes


@pytest.mark.parametrize(
    "cells",
    [
        {"Beneficiary_Name": "Anna Påhittadsson", "Beneficiary_Local_Identifier": ""},
        {"Beneficiary_Name": "Påhittad Enskild Firma"},
        {"Beneficiary_Name": "Skogens Hus", "Beneficiary_Local_Identifier": "620101-1234"},
    ],
)
def test_natural_persons_are_hidden(tmp_path, options, cells):
    project, part = items_of(tmp_path, options, GOOD_NEW | cells)
    assert isinstance(project, ProjectRow)
    assert isinstance(part, ParticipationRow)
    assert project.lead_organisation is None
    assert (part.organisation, part.organisation_type, part.organisation_number) == (None, "private_person", None)


def test_a_rejected_row_shows_no_person(tmp_path, options):
    person = {"Beneficiary_Name": "Anna Påhittadsson", "Beneficiary_Local_Identifier": "620101-1234"}
    (reject,) = items_of(tmp_path, options, GOOD_NEW | person | {"Project_EU_Budget": "-1"})
    assert isinstance(reject, Reject)
    assert "Påhittad" not in str(reject.original) and "620101" not in str(reject.original)
    assert "Stadsdelen växer" in str(reject.original)


def test_a_beneficiary_without_a_country_is_left_out(tmp_path, options):
    items = items_of(tmp_path, options, GOOD_NEW | {"Country": "Atlantis", "CountryCode": ""})
    assert [type(item) for item in items] == [ProjectRow, Remark]


def test_a_web_page_is_told(tmp_path, options):
    path = tmp_path / "latest_SE.csv"
    path.write_text("<!DOCTYPE html>\n<html></html>", encoding="utf-8")
    with pytest.raises(SourceError, match="web page"):
        list(SOURCE.read([path], options))


def test_files_are_read_as_a_stream(tmp_path, options):
    rows = [GOOD_NEW | {"Operation_Unique_Identifier": f"https://linkedopendata.eu/entity/Q{i}"} for i in range(1, 5)]
    bad = GOOD_NEW | {"Project_EU_Budget": "a lot"}
    items = SOURCE.read([written(tmp_path / "latest_SE.csv", NEW, *rows, bad)], options)
    assert isinstance(next(items), ProjectRow), "the first row comes before the last is read"


@given(st.text(max_size=60))
def test_words_can_always_be_shown(cell):
    line = words(cell)
    assert line is None or (line == line.strip() and line.isprintable() and line)


@given(
    st.floats(-90, 90, allow_subnormal=False).map(lambda x: round(x, 4)),
    st.floats(-180, 180).map(lambda x: round(x, 4)),
)
def test_both_ways_to_write_a_point_agree(latitude, longitude):
    assert point(f"{latitude:.4f},{longitude:.4f}") == point(f"Point({longitude:.4f} {latitude:.4f})")
    assert point(f"{latitude:.4f},{longitude:.4f}") == (latitude, longitude)


ROLES = Roles(
    key="Operation_Unique_Identifier",
    title="Operation_Name_Programme_Language",
    start="Operation_Start_Date",
    amount="Project_EU_Budget",
)


@pytest.mark.parametrize("header", [OLD, NEW], ids=["2014-2020", "newer"])
def test_broken_files_are_told(tmp_path, options, header):
    good = (GOOD_OLD if header is OLD else GOOD_NEW) | {"Operation_Name_English": ""}
    cases = broken_csv(tmp_path, header, [good.get(column, "") for column in header], ROLES)
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)
