from __future__ import annotations

import csv
import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources.places import Places
from tests.by_hand import GEODATA

PLACES = Places.load(GEODATA)
FOLDER = GEODATA / "places"


def table(name, folder=FOLDER):
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


REGIONS = {row["nuts_id"]: row for row in table("regions", GEODATA / "tables")}
COUNTIES = [row for row in REGIONS.values() if row["layer"] == "lan"]
CHANGES = {row["code"]: row["today"] for row in table("nuts_changes")}
TODAY = [row["nuts_id"] for row in table("nuts_2021")]


@pytest.mark.parametrize("row", COUNTIES, ids=lambda row: row["nuts_id"])
def test_every_county_is_known_by_every_form_of_its_name(row):
    for name in (row["name_sv"], row["name_local"]):
        short = name.removesuffix(" län")
        base = short.removesuffix("s") if name.endswith(" län") and short not in ("Västerås",) else short
        forms = {name, short, f"{short} län", short.replace(" ", ""), short.upper(), f"{short} County", f" {name}\n"}
        if short != base:
            forms |= {base, f"{base} län"}
        assert {form: PLACES.county(form) for form in forms} == dict.fromkeys(forms, row["nuts_id"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jämtland", "SE322"), ("Jämtlands län", "SE322"), ("Scania", "SE224"), ("VästraGötalands län", "SE232"),
        ("Region Skåne", "SE224"), ("Orebro lan", "SE124"), ("Gotland", "SE214"), ("Norrland", None), ("", None),
        (None, None), ("Multiple locations", None),
    ],
)  # fmt: skip
def test_counties_by_name(name, code):
    assert PLACES.county(name) == code


def test_every_municipality_is_known_by_every_form_of_its_name():
    wrong = []
    for row in table("municipalities"):
        name = row["name"]
        genitive = name if name[-1] in "sxz" else f"{name}s"
        forms = (name, f"{name} kommun", f"{genitive} kommun", f"{genitive} stad", name.replace(" ", ""), name.upper())
        wrong += [form for form in forms if PLACES.municipality(form) != row["nuts_id"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UpplandsVäsby", "SE110"), ("Habo", "SE211"), ("Håbo", "SE121"), ("Falu kommun", "SE312"), ("Malmo", "SE224"),
        ("Gothenburg", "SE232"), ("City of Malmö", "SE224"), ("Region Gotland", "SE214"), ("Atlantis", None),
    ],
)  # fmt: skip
def test_municipalities_by_name(name, code):
    assert PLACES.municipality(name) == code


def test_there_are_290_municipalities_in_21_counties():
    rows = table("municipalities")
    assert len({row["code"] for row in rows}) == 290
    by_code = {row["code"][:2]: row["nuts_id"] for row in rows}
    assert by_code == {row["county_code"]: row["nuts_id"] for row in COUNTIES}


@pytest.mark.parametrize(
    ("country", "code", "region"),
    [
        ("SE", "111 20", "SE110"), ("SE", "SE-111 20", "SE110"), ("SE", "98138", "SE332"), ("SE", "00000", None),
        ("FI", "00100", None), ("SE", None, None), (None, "11120", None),
    ],
)  # fmt: skip
def test_postcodes(country, code, region):
    assert PLACES.postcode(country, code) == region


def test_postcode_files_of_eurostat_are_read_as_they_come(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "places").mkdir()
    (tmp_path / "tables" / "regions.csv").write_text("nuts_id,level\nFI1B1,NUTS3\n", "utf-8")
    content = "\ufeffNUTS3;CODE\r\n'FI1B1';'00100'\r\n'FI999';'1'\r\n"
    (tmp_path / "places" / "postcodes_FI.csv").write_bytes(content.encode())
    places = Places.load(tmp_path)
    assert places.postcode("FI", "FI-00100") == "FI1B1"
    assert places.postcode("FI", "1") is None
    assert places.postcode("SE", "11120") is None


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("SE232", "SE232"), ("se 232", "SE232"), ("SE33", "SE33"), ("FI1D6", "FI1D9"), ("FI1D4", "FI1D"),
        ("LT00A", "LT011"), ("LT00", None), ("LV00A", "LV00"), ("LV007", "LV007"), ("EE006", "EE009"), ("NO01", "NO08"),
        ("NO03", None), ("NO022", None), ("NO021", "NO020"), ("NO084", "NO082"), ("PL12", "PL9"), ("PL127", "PL911"),
        ("PL129", "PL9"), ("PL34", "PL84"), ("DE915", "DE91C"), ("DEG0R", "DEG0"), ("GR30", "EL30"), ("UKI3", "UKI3"),
        ("FRB", "FRB"), ("FR101", "FR101"), ("SE", None), ("SE999", None), ("XX1", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_nuts_codes_of_any_version_become_those_of_today(code, today):
    assert PLACES.nuts(code) == today


@given(st.sampled_from([*CHANGES, *TODAY, *REGIONS]))
def test_a_code_of_today_stays_and_a_former_one_is_converted_at_once(code):
    today = PLACES.nuts(code)
    if code in TODAY:
        assert today == code
    if today is not None:
        assert PLACES.nuts(today) == today
        assert today[:2] == code[:2]


def test_every_former_code_leads_to_a_region_of_today_or_nowhere():
    assert set(CHANGES).isdisjoint(TODAY)
    assert {today for today in CHANGES.values() if today} <= {*TODAY, *REGIONS}


@pytest.mark.parametrize(
    ("country", "name", "region"),
    [
        ("FI", "Pirkanmaa", "FI197"), ("FI", "Norra Österbotten", "FI1D9"),
        ("FI", "Åland", "FI20"), ("EE", "Harju maakond", "EE001"), ("EE", "Tartumaa", "EE008"),
        ("EE", "Estonia", "EE00"),
        ("LV", "Latgale", "LV005"), ("LT", "Kauno apskritis", "LT022"), ("LT", "Lietuva", None),
        ("DK", "Danmark", None),
        ("DK", "Region Hovedstaden", "DK01"), ("DK", "Midtjylland", "DK04"), ("PL", "województwo mazowieckie", "PL9"),
        ("PL", "woj. Pomorskie", "PL63"), ("PL", "POMORSKIE", "PL63"), ("NO", "Hedmark", "NO02"),
        ("NO", "Oppland", None),
        ("DE", "Mecklenburg-Vorpommern", "DE80"), ("DE", "Berlin", "DE30"), ("SE", "Övre Norrland", "SE33"),
        ("SE", "Småland och öarna", "SE21"), ("SE", "Skåne län", "SE224"), ("GB", "Nowhere", None),
        (None, "Skåne", None),
    ],
)  # fmt: skip
def test_regions_by_name(country, name, region):
    assert PLACES.region_name(country, name) == region


@pytest.mark.parametrize(
    ("lat", "lon", "region"),
    [
        (59.33, 18.06, "SE110"), (57.63, 18.29, "SE214"), (60.17, 24.94, "FI1B"), (55.68, 12.57, "DK01"),
        (52.23, 21.01, "PL9"), (54.09, 12.13, "DE80"), (59.44, 24.75, "EE00"), (59.91, 10.75, "NO08"),
        (55.75, 37.62, None), (50.09, 14.42, None), (58.0, 20.5, None), (0.0, 0.0, None), (91.0, 18.0, None),
        (math.nan, 18.0, None), (None, 18.0, None),
    ],
)  # fmt: skip
def test_points(lat, lon, region):
    assert PLACES.point(lat, lon) == region


def test_a_point_in_the_sea_just_off_a_lone_coast_belongs_to_it():
    assert PLACES.point(57.640, 18.275) == "SE214"
    assert PLACES.point(57.640, 18.10) is None


def test_every_table_has_its_source_and_licence_beside_it():
    for path in FOLDER.glob("*.csv"):
        about = yaml.safe_load(path.with_suffix(".meta.yml").read_text("utf-8"))
        assert {"title", "producer", "source", "licence", "accessed", "rows"} <= set(about), path.name
        assert about["rows"] == len(table(path.stem)), path.name


def test_names_kept_by_hand_lead_to_known_regions():
    assert {row["nuts_id"] for row in table("region_names")} <= {*TODAY, *REGIONS}
    assert {row["nuts_id"] for row in table("swedish_names")} <= {row["nuts_id"] for row in COUNTIES}
