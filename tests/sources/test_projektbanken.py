"""The project bank of Tillväxtverket: its JSON becomes projects and beneficiaries, without its contact persons."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from s3dash.sources.places import Places
from s3dash.sources.projektbanken import SOURCE, thematic_objective
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_clean, assert_told, broken_json

SAMPLE = Path(__file__).parents[2] / "../shared/samples/se_erdf_2014_2020_projektbanken_first50_nopii.json"
GOOD: dict[str, Any] = {
    "_source": "http://projektbank.tillvaxtverket.se/projektbanken2020#page=eruf",
    "ärende-id": "20209001",
    "stödmottagare": "Arjeplogs kommun",
    "beviljat_belopp_sek": 3929285,
    "beviljat_belopp_eur": 0,
    "projektnamn": "Fiber till byarna",
    "projektbeskrivning": "Projektet ¿bygger\nfiber.   Frågor: 0920-12 34 56 eller fiber@example.se.",
    "projekt_starttid": "2017-01-02",
    "projekt_sluttid": "2020-04-30",
    "projektledare": "Karin Påhittad",
    "telnr": "0920-123456",
    "e-post": "karin@example.se",
    "län": "Norrbotten, Västerbotten",
    "kommuner": "Arjeplog, Umeå",
    "uppdateringsdatum": "2016-10-14 01:17:38",
    "område": "Övre Norrland",
    "insatsområde": "Inkluderande tillväxt - bredband",
    "tematiskt_mål": "Att öka tillgången till, användningen av och kvaliteten på IKT",
}
ALL_COUNTIES = (
    "Blekinge, Dalarna, Gotland, Gävleborg, Halland, Jämtland, Jönköping, Kalmar, Kronoberg, Norrbotten, Skåne, "
    "Stockholm, Södermanland, Uppsala, Värmland, Västerbotten, Västernorrland, Västmanland, Västra Götaland, "
    "Örebro, Östergötland"
)


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def items_of(tmp_path: Path, options: ReadOptions, *rows: dict[str, Any]) -> list[Item]:
    path = tmp_path / "projektbanken.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return list(SOURCE.read([path], options))


def project_of(items: Iterable[Item]) -> ProjectRow:
    return next(item for item in items if isinstance(item, ProjectRow))


def test_a_row_becomes_a_project_and_its_beneficiary(tmp_path, options):
    project, lead = items_of(tmp_path, options, GOOD)
    assert project == ProjectRow(
        row=1,
        ref="20209001",
        title="Fiber till byarna",
        period="2014-2020",
        fund="erdf",
        summary=project_of([project]).summary,
        programme="erdf-se33-2014",
        programme_name="Övre Norrland",
        start_date="2017-01-02",
        end_date="2020-04-30",
        objective="TO2",
        topics="Att öka tillgången till, användningen av och kvaliteten på IKT; Inkluderande tillväxt - bredband",
        eu_contribution=3929285,
        currency="SEK",
        amount_covers="project",
        regions=("SE332", "SE331"),
        lead_organisation="Arjeplogs kommun",
        lead_nuts="SE332",
        same_as=("case:SE|20209001",),
    )
    assert lead == ParticipationRow(
        1, "20209001", "Arjeplogs kommun", "SE", "lead", nuts_id="SE332", place_basis="named"
    )


def test_contact_persons_addresses_and_numbers_are_dropped(tmp_path, options):
    items = items_of(tmp_path, options, GOOD, GOOD | {"projekt_starttid": "1900-01-01"})
    assert isinstance(items[-1], Reject)
    said = repr(items)
    assert not any(word in said for word in ("Påhittad", "karin", "0920", "example.se"))
    assert (project_of(items).summary or "").startswith("Projektet bygger fiber. Frågor:")


def test_a_project_in_all_counties_is_in_all_21(tmp_path, options):
    project, *_ = items_of(tmp_path, options, GOOD | {"län": ALL_COUNTIES})
    assert len(set(project_of([project]).regions)) == 21


def test_a_municipality_places_where_no_county_is_given(tmp_path, options):
    items = items_of(tmp_path, options, GOOD | {"län": "", "kommuner": "UpplandsVäsby, Malmö"})
    assert project_of(items).regions == ("SE110", "SE224")


def test_a_place_that_no_table_knows_is_kept_and_counted(tmp_path, options):
    items = items_of(tmp_path, options, GOOD | {"län": "Norrbotten, Atlantis"})
    assert project_of(items).regions == ("SE332",)
    assert project_of(items).unplaced == ("Atlantis",)
    assert Remark(1, "unknown county or municipality", "Atlantis") in items


@pytest.mark.parametrize("name", ["Enskild firma Karin Påhittad", "Karin Påhittad"])
def test_a_natural_person_has_no_name(tmp_path, options, name):
    items = items_of(tmp_path, options, GOOD | {"stödmottagare": name})
    assert "Påhittad" not in repr(items)
    assert project_of(items).lead_organisation is None
    assert ("private_person", None) in [
        (item.organisation_type, item.organisation) for item in items if isinstance(item, ParticipationRow)
    ]


def test_a_firm_is_not_placed_by_its_name(tmp_path, options):
    items = items_of(tmp_path, options, GOOD | {"stödmottagare": "Affärsverken Karlskrona AB"})
    assert items[1] == ParticipationRow(
        1, "20209001", "Affärsverken Karlskrona AB", "SE", "lead", place_basis="country_only"
    )


def test_rows_of_2007_2013_are_rejected_with_the_reason(tmp_path, options):
    old = {"ärende-id": "1", "projektnamn_short": "X", "projektnamn": "X", "målprogram": "Mål 2", "område": "Stockholm"}
    (reject,) = items_of(tmp_path, options, old)
    assert isinstance(reject, Reject)
    assert "2007-2013" in reject.reason


def test_technical_assistance_is_no_project(tmp_path, options):
    (reject,) = items_of(tmp_path, options, GOOD | {"tematiskt_mål": "Tekniskt stöd"})
    assert isinstance(reject, Reject)
    assert "technical assistance" in reject.reason


def test_a_row_without_a_key_is_rejected_with_the_keys_name(tmp_path, options):
    _, _, reject = items_of(tmp_path, options, GOOD, {"ärende-id": "20209002"})
    assert isinstance(reject, Reject)
    assert (reject.row, reject.reason) == (2, "projektnamn: is empty")


def test_an_amount_of_0_is_not_known(tmp_path, options):
    project = project_of(items_of(tmp_path, options, GOOD | {"beviljat_belopp_sek": 0}))
    assert (project.eu_contribution, project.currency, project.amount_covers) == (None, None, None)


def test_a_late_day_keeps_its_month_and_a_reversed_pair_stays(tmp_path, options):
    project = project_of(items_of(tmp_path, options, GOOD | {"projekt_sluttid": "2019-02-31"}))
    assert (project.end_date, project.notes) == ("2019-02", ("impossible_day",))
    project = project_of(items_of(tmp_path, options, GOOD | {"projekt_sluttid": "2016-01-01"}))
    assert (project.end_date, project.notes) == ("2016-01-01", ("dates_reversed",))


def test_an_unknown_programme_area_is_counted(tmp_path, options):
    items = items_of(tmp_path, options, GOOD | {"område": "Sydpolen"})
    assert project_of(items).programme is None
    assert Remark(1, "unknown programme area", "Sydpolen") in items


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Att stärka forskning, teknisk utveckling och innovation", "TO1"),
        ("Att öka konkurrenskraften hos SMF, inom jordbruket (för Ejflu) samt inom fiske och vattenbruk", "TO3"),
        ("Att stödja övergången till en koldioxidsnål ekonomi inom alla sektorer", "TO4"),
        ("Att främja hållbara transporter och få bort flaskhalsar i viktig nätinfrastruktur", "TO7"),
        ("Hållbar stads- och samhällsutveckling", None),
        (None, None),
    ],
)
def test_thematic_objectives_are_known_by_their_swedish_names(name, code):
    assert thematic_objective(name) == code


def test_broken_files_are_told(tmp_path, options):
    cases = broken_json(tmp_path, GOOD, Roles("ärende-id", "projektnamn", "projekt_starttid", "beviljat_belopp_sek"))
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of the project bank is not here")
def test_the_sample_says_what_the_bundle_says(options):
    items = list(SOURCE.read([SAMPLE], options))
    assert not [item for item in items if isinstance(item, Reject | Remark)]
    bundled, regions = bundle()
    for item in items:
        assert_clean(item)
        if isinstance(item, ProjectRow):
            known = bundled[f"TVV-{item.ref}"]
            said = (item.programme, item.fund, item.period, item.start_date, item.end_date, item.objective)
            columns = ("programme_id", "fund", "period", "start_date", "end_date", "objective")
            assert said == tuple(known[column] for column in columns), item.ref
            assert item.eu_contribution == float(known["eu_contribution"]), item.ref
            assert item.lead_organisation == known["lead_organisation"], item.ref
            assert item.lead_nuts in (known["lead_nuts"], None), item.ref
            assert set(item.regions) == regions[f"TVV-{item.ref}"], item.ref


def bundle() -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """The projects of the bundle and their regions, by project_id."""
    regions: dict[str, set[str]] = {}
    with (GEODATA / "tables/project_regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            regions.setdefault(row["project_id"], set()).add(row["nuts_id"])
    with (GEODATA / "tables/projects.csv").open(encoding="utf-8", newline="") as file:
        return {row["project_id"]: row for row in csv.DictReader(file)}, regions
