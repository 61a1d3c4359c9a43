"""Interregbarometern: a row per Swedish partner becomes projects with the EU money of those partners."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from s3dash.data.schema import ORGANISATION_TYPES as KNOWN_TYPES
from s3dash.sources.interreg_programmes import OWN_NAMES
from s3dash.sources.interregbarometern import ORGANISATION_TYPES, SOURCE
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_clean, assert_told, broken_csv, broken_json, broken_workbook

SAMPLE = Path(__file__).parents[2] / "../shared/samples/interregbarometern_first50.csv"
GOOD: dict[str, Any] = {
    "id": 23,
    "program": "AURORA",
    "projekttyp": "Regular",
    "startdatum": "2023-01-01",
    "slutdatum": "2025-12-31",
    "projektnamn": "Boost Påhittad",
    "organisationsnamn": "Påhittade Universitetet",
    "organisationsagande": "Public",
    "organisationstyp": "Higher education and research institution",
    "organisationsroll": "PP",
    "nuts3": "Västerbottens län",
    "nuts2": "Övre Norrland",
    "partnerbudget": 149355,
    "politisktmal": "PO1",
    "specifiktmal": "RSO1.1",
    "projektår": 2023,
    "land": "Sverige",
    "aktiv": "Nej",
    "strand_kod": "A",
    "strand_namn": "Gränsregionalt",
}
REF = "interreg-aurora-2021|boost pahittad"
ROLES = Roles("projektnamn", "organisationsnamn", "startdatum", "partnerbudget")
"""The project's name is the key that tells the rows apart; without an organisation a row is no partner."""


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def items_of(tmp_path: Path, options: ReadOptions, *changes: dict[str, Any]) -> list[Item]:
    path = tmp_path / "rawdata.json"
    path.write_text(json.dumps([GOOD | change for change in changes], ensure_ascii=False), encoding="utf-8")
    return list(SOURCE.read([path], options))


def projects_of(items: list[Item]) -> list[ProjectRow]:
    return [item for item in items if isinstance(item, ProjectRow)]


def partners_of(items: list[Item]) -> list[ParticipationRow]:
    return [item for item in items if isinstance(item, ParticipationRow)]


def test_a_row_becomes_a_project_and_a_partner(tmp_path, options):
    assert items_of(tmp_path, options, {}) == [
        ProjectRow(
            row=1,
            ref=REF,
            title="Boost Påhittad",
            period="2021-2027",
            fund="interreg",
            programme="interreg-aurora-2021",
            programme_name="AURORA",
            start_date="2023-01-01",
            end_date="2025-12-31",
            objective="RSO1.1",
            eu_contribution=149355,
            currency="EUR",
            amount_covers="swedish_partners",
            regions=("SE331",),
            same_as=(f"title:{REF}",),
        ),
        ParticipationRow(
            row=1,
            ref=REF,
            organisation="Påhittade Universitetet",
            country="SE",
            role="partner",
            organisation_type="higher_education",
            nuts_id="SE331",
            eu_contribution=149355,
            currency="EUR",
        ),
    ]


def test_rows_of_one_project_share_its_money_and_its_lead(tmp_path, options):
    lead = {
        "organisationsroll": "LP",
        "organisationsnamn": "Region Påhitt",
        "nuts3": "Skåne län",
        "partnerbudget": 100.5,
    }
    items = items_of(tmp_path, options, {"id": 1}, lead | {"id": 2, "projektnamn": "BOOST  påhittad "})
    assert {(project.ref, project.title) for project in projects_of(items)} == {(REF, "Boost Påhittad")}
    for project in projects_of(items):
        assert project.eu_contribution == 149455.5
        assert (project.lead_organisation, project.lead_nuts) == ("Region Påhitt", "SE224")
    assert [partner.role for partner in partners_of(items)] == ["partner", "lead"]


def test_one_title_in_two_programmes_is_two_projects(tmp_path, options):
    items = items_of(tmp_path, options, {}, {"program": "Interreg North Sea"})
    assert len({project.ref for project in projects_of(items)}) == 2


def test_a_budget_of_0_is_not_known_and_counts_for_nothing(tmp_path, options):
    items = items_of(tmp_path, options, {"partnerbudget": 0})
    assert (partners_of(items)[0].eu_contribution, partners_of(items)[0].currency) == (None, None)
    assert (projects_of(items)[0].eu_contribution, projects_of(items)[0].currency) == (None, None)
    assert projects_of(items)[0].amount_covers == "swedish_partners"


def test_a_sum_without_an_unpublished_partner_is_remarked(tmp_path, options):
    unpublished = {"organisationsnamn": "Annan", "partnerbudget": 0}
    items = items_of(tmp_path, options, {}, unpublished)
    assert projects_of(items)[0].eu_contribution == 149355
    assert [item.reason for item in items if isinstance(item, Remark)] == [
        "a Swedish partner's EU contribution is not published: the sum is of the others"
    ]


def test_an_associated_partner_is_missed_by_no_sum(tmp_path, options):
    items = items_of(tmp_path, options, {}, {"organisationsroll": "AP", "partnerbudget": 0})
    assert partners_of(items)[1].role == "associated"
    assert not [item for item in items if isinstance(item, Remark)]


@pytest.mark.parametrize(
    ("written", "programme"),
    [
        ("Baltic Sea Region", "interreg-baltic-sea-region-2021"),
        ("Central Baltic", "interreg-central-baltic-2021"),
        ("Interreg europe", "interreg-europe-2021"),
        ("Interreg North Sea", "interreg-north-sea-2021"),
        ("Northern Periphery and Arctic", "interreg-npa-2021"),
        ("South Baltic Programme", "interreg-south-baltic-2021"),
        ("Sverige-Norge", "interreg-sweden-norway-2021"),
        ("URBACT IV", "interreg-urbact-2021"),
        ("Öresund-Kattegat-Skagerrak", "interreg-oks-2021"),
        ("Interreg VI-A Öresund-Kattegat-Skagerrak", "interreg-oks-2021"),
    ],
)
def test_programmes_are_those_of_the_dataset(tmp_path, options, written, programme):
    assert projects_of(items_of(tmp_path, options, {"program": written}))[0].programme == programme


def test_every_programme_and_type_is_one_that_the_dataset_knows():
    with (GEODATA / "tables/programmes.csv").open(encoding="utf-8", newline="") as file:
        assert set(OWN_NAMES["2021-2027"].values()) <= {row["programme_id"] for row in csv.DictReader(file)}
    assert set(ORGANISATION_TYPES.values()) <= set(KNOWN_TYPES)


def test_an_unknown_programme_type_and_county_are_kept_and_counted(tmp_path, options):
    strange = {"program": "Mars", "organisationstyp": "Circus", "nuts3": "Atlantis län"}
    items = items_of(tmp_path, options, strange)
    assert projects_of(items)[0].ref == "mars|boost pahittad"
    assert projects_of(items)[0].programme_name == "Mars"
    assert projects_of(items)[0].unplaced == ("Atlantis län",)
    assert partners_of(items)[0].place == "Atlantis län"
    assert {(item.reason, item.value) for item in items if isinstance(item, Remark)} == {
        ("unknown programme", "Mars"),
        ("unknown type of organisation", "Circus"),
        ("unknown county", "Atlantis län"),
    }


def test_a_partner_without_a_county_keeps_the_name_of_its_area(tmp_path, options):
    items = items_of(tmp_path, options, {"nuts3": None, "nuts2": "Småland och öarna"})
    assert (partners_of(items)[0].nuts_id, partners_of(items)[0].place) == (None, "Småland och öarna")
    items = items_of(tmp_path, options, {"nuts3": None, "nuts2": None})
    assert (partners_of(items)[0].nuts_id, partners_of(items)[0].place) == (None, None)
    assert Remark(1, "no county is stated") in items


def test_a_natural_person_has_no_name(tmp_path, options):
    items = items_of(
        tmp_path, options, {"organisationsnamn": "Enskild firma Karin Påhittad", "organisationsroll": "LP"}
    )
    assert "Karin" not in repr(items)
    assert partners_of(items)[0].organisation_type == "private_person"


def test_an_unknown_role_is_rejected_with_its_column(tmp_path, options):
    (reject,) = items_of(tmp_path, options, {"organisationsroll": "ZZ"})
    assert isinstance(reject, Reject)
    assert reject.reason == "organisationsroll: 'ZZ' is not one of LP, PP and AP"


def test_broken_json_is_told(tmp_path, options):
    cases = broken_json(tmp_path, GOOD, ROLES)
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)


@pytest.mark.parametrize("make", [broken_csv, broken_workbook])
def test_broken_tables_are_told(tmp_path, options, make):
    for case in make(tmp_path, list(GOOD), [str(cell) for cell in GOOD.values()], ROLES):
        assert_told(SOURCE, options, case)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of Interregbarometern is not here")
def test_the_sample_says_what_the_bundle_says(options):
    items = list(SOURCE.read([SAMPLE], options))
    assert not [item for item in items if isinstance(item, Reject | Remark)]
    projects, partners = bundle()
    known_grants = defaultdict(set)
    for item in items:
        assert_clean(item)
        if isinstance(item, ProjectRow):
            known = projects[item.ref]
            said = (item.title, item.programme, item.start_date, item.end_date, item.objective, item.amount_covers)
            columns = ("title", "programme_id", "start_date", "end_date", "objective", "amount_covers")
            assert said == tuple(known[column] for column in columns), item.ref
        if isinstance(item, ParticipationRow):
            assert (item.organisation, item.organisation_type, item.nuts_id) in partners[item.ref]
            known_grants[item.ref].add(item.eu_contribution)
    # The first 50 rows of the file are not all rows of their projects: only sums that are whole can be compared.
    whole = [item for item in projects_of(items) if len(partners[item.ref]) == len(known_grants[item.ref])]
    assert whole
    assert all(item.eu_contribution == float(projects[item.ref]["eu_contribution"]) for item in whole)


def bundle() -> tuple[dict[str, dict[str, str]], dict[str, set[tuple[str, str, str]]]]:
    """The bundle's Interreg projects and the Swedish partners that the same source names, by `ref`."""
    with (GEODATA / "tables/projects.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source_ref"].startswith("IR:")]
    ref_of = {row["project_id"]: row["source_ref"].partition(":")[2] for row in rows}
    partners: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    with (GEODATA / "tables/participations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["project_id"] in ref_of and row["country"] == "SE":
                partners[ref_of[row["project_id"]]].add((row["organisation"], row["organisation_type"], row["nuts_id"]))
    return {ref_of[row["project_id"]]: row for row in rows}, partners
