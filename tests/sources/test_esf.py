"""The export of ESF-rådet's project bank: bilingual header, amounts with spaces, HTML in its texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from s3dash.sources.esf import SOURCE
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_told, broken_csv, broken_workbook

GOOD = {
    "Diarienummer / Operation ID": "23-017-S01",
    "Stödmottagare / Beneficiary": "PÅHITTADE FOLKHÖGSKOLAN",
    "Projektägare organisationsnummer / Beneficiary ID": "8020001234",
    "Projektägare ort / Beneficiary city": "UPPSALA",
    "Stödmottagarens land / Beneficiary country": "Sverige",
    "Namn på insatsen / Operation Name": "Vägen in",
    "Programområde / Priority": "A",
    "Specifikt mål / Specific objective concerned": "ESO4.1",
    "Interventionsområde / Intervention field": "134 Åtgärder för tillgång till sysselsättning",
    "Total projektbudget / Total budget SEK": "4\u00a0973\u00a0906",
    "Unionens medfinansieringsgrad / Union co-financing rate": "90%",
    "EU-stöd i SEK / EU contribution SEK": "4 476 515",
    "Sammanfattning / Summary": "<p>Fler i <b>arbete</b>&nbsp;&amp; studier.</p><ul><li>info@example.se</li></ul>",
    "Sammanfattning engelsk / Summary in english": "<p>More people at work</p>",
    "Startdatum / Start date": "2023-04-01",
    "Slutdatum / End date": "2028-03-31",
    "EU-fond / EU fund": "ESF+",
    "Program CCI / Program CCI": "2021SE05SFPR",
}
ROLES = Roles(
    "Diarienummer / Operation ID",
    "Namn på insatsen / Operation Name",
    "Startdatum / Start date",
    "EU-stöd i SEK / EU contribution SEK",
)


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def items_of(tmp_path: Path, options: ReadOptions, *rows: dict[str, str]) -> list[Item]:
    path = tmp_path / "projektbank.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return list(SOURCE.read([path], options))


def test_a_row_becomes_a_project_and_its_beneficiary(tmp_path, options):
    project, lead = items_of(tmp_path, options, GOOD)
    assert isinstance(project, ProjectRow)
    assert (project.summary or "").startswith("Fler i arbete & studier.")
    assert "@" not in (project.summary or "")
    assert project == ProjectRow(
        row=2,
        ref="23-017-S01",
        title="Vägen in",
        period="2021-2027",
        fund="esf",
        summary=project.summary,
        summary_en="More people at work",
        cci="2021SE05SFPR",
        start_date="2023-04-01",
        end_date="2028-03-31",
        objective="ESO4.1",
        intervention_field="134",
        topics="ESO4.1; 134 Åtgärder för tillgång till sysselsättning; A",
        total_budget=4_973_906,
        eu_contribution=4_476_515,
        currency="SEK",
        amount_covers="project",
        regions=("SE121",),
        lead_organisation="PÅHITTADE FOLKHÖGSKOLAN",
        lead_nuts="SE121",
        same_as=("case:SE|2301701",),
    )
    assert lead == ParticipationRow(
        row=2,
        ref="23-017-S01",
        organisation="PÅHITTADE FOLKHÖGSKOLAN",
        country="SE",
        role="lead",
        organisation_number="8020001234",
        nuts_id="SE121",
        place_basis="seat",
    )


def test_an_empty_eu_amount_stays_unknown(tmp_path, options):
    project, _ = items_of(tmp_path, options, GOOD | {"EU-stöd i SEK / EU contribution SEK": ""})
    assert isinstance(project, ProjectRow)
    assert (project.total_budget, project.eu_contribution, project.currency) == (4_973_906, None, "SEK")


def test_a_town_that_no_table_knows_is_kept_and_counted(tmp_path, options):
    project, lead, remark = items_of(tmp_path, options, GOOD | {"Projektägare ort / Beneficiary city": "ATLANTIS"})
    assert isinstance(project, ProjectRow)
    assert isinstance(lead, ParticipationRow)
    assert (project.regions, lead.nuts_id, lead.place) == ((), None, "ATLANTIS")
    assert remark == Remark(2, "unknown town of a beneficiary", "ATLANTIS")


def test_a_beneficiary_abroad_has_no_swedish_seat(tmp_path, options):
    _, lead = items_of(tmp_path, options, GOOD | {"Stödmottagarens land / Beneficiary country": "Finland"})
    assert isinstance(lead, ParticipationRow)
    assert (lead.country, lead.nuts_id, lead.place_basis) == ("FI", None, "country_only")


def test_a_row_without_a_case_number_is_rejected(tmp_path, options):
    (reject,) = items_of(tmp_path, options, GOOD | {"Diarienummer / Operation ID": ""})
    assert isinstance(reject, Reject)
    assert reject.reason == "Diarienummer / Operation ID: is empty"


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("utf-8", ",")])
def test_broken_csv_is_told(tmp_path, options, encoding, delimiter):
    cases = broken_csv(tmp_path, list(GOOD), list(GOOD.values()), ROLES, encoding, delimiter)
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)


def test_broken_workbooks_are_told(tmp_path, options):
    cases = broken_workbook(tmp_path, list(GOOD), list(GOOD.values()), ROLES)
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)
