"""The bundled tables: all facts carried over, with their sources and their honesty marks."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from s3dash.data.dataset import Dataset, load_dataset
from s3dash.data.schema import TABLES

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
ROWS = {
    "domains": 19, "priorities": 499, "projects": 988, "participations": 2267, "environments": 196,
    "partnership_members": 86, "s3_process": 21, "exchange_rates": 52, "indicators": 11,
}  # fmt: skip


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load_dataset(GEODATA)


@pytest.mark.parametrize(("table", "rows"), ROWS.items())
def test_every_fact_is_carried_over(ds: Dataset, table: str, rows: int) -> None:
    assert len(getattr(ds, table)) == rows


def test_interreg_areas_are_carried_over_beside_the_areas_of_erdf_and_jtf(ds: Dataset) -> None:
    interreg = ds.programme_areas["programme_id"].str.startswith("interreg-")
    assert interreg.sum() == 112
    assert ds.programme_areas.loc[~interreg, "coverage"].eq("whole").all()
    assert ds.areas_of("jtf-2021") == ("SE331", "SE332", "SE214")


def test_seventy_units_are_drawn(ds: Dataset) -> None:
    assert [len(ds.drawn(layer)) for layer in ("lan", "nuts2", "neighbours")] == [21, 8, 41]
    without = {2, 11, 15, 16}  # numbers of counties that no longer exist
    codes = {f"{number:02}" for number in range(1, 26) if number not in without}
    assert set(ds.regions["county_code"].dropna()) == codes
    nuts2_of_county = {code: ds.region(code).parent for code in ds.drawn("lan")}
    assert set(nuts2_of_county.values()) == set(ds.drawn("nuts2"))
    assert (nuts2_of_county["SE311"], nuts2_of_county["SE224"]) == ("SE31", "SE22")


@pytest.mark.parametrize(
    ("code", "sv", "en", "local"),
    [
        ("SE311", "Värmland", "Värmland", "Värmlands län"),
        ("FI195", "Österbotten", "Ostrobothnia", "Pohjanmaa"),
        ("FI1C", "Södra Finland", "South Finland", "Etelä-Suomi"),
        ("FI20", "Åland", "Åland", "Åland"),
        ("DK01", "Hovedstaden", "Hovedstaden", "Hovedstaden"),
        ("EE00", "Estland", "Estonia", "Eesti"),
        ("LT01", "Vilniusregionen", "Vilnius capital region", "Sostinės regionas"),
        ("PL63", "Pomorskie", "Pomorskie", "Pomorskie"),
        ("NO07", "Nordnorge", "Northern Norway", "Nord-Norge"),
    ],
)
def test_names_of_regions(ds: Dataset, code: str, sv: str, en: str, local: str) -> None:
    region = ds.region(code)
    assert (region.name("sv"), region.name("en"), region.name_local) == (sv, en, local)


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("SE331", "SE331"), ("SE33", "SE33"), ("SE1", None), ("SE", None), ("FI195", "FI19"), ("FI2", "FI20"),
        ("PL911", "PL9"), ("PL91", "PL9"), ("EE", "EE00"), ("EE001", "EE00"), ("LV", "LV00"), ("LT", None),
        ("DE3", "DE30"), ("DE600", "DE60"), ("DEE01", None), ("DK", None), ("PL", None), ("BE100", None),
    ],
)  # fmt: skip
def test_each_code_belongs_to_its_drawn_unit(ds: Dataset, code: str, unit: str | None) -> None:
    assert ds.region(code).map_unit == unit


def test_drawn_units_have_area_and_population_with_their_marks(ds: Dataset) -> None:
    counties = [ds.region(code) for code in ds.drawn("lan")]
    assert {(c.population_year, c.population_flag) for c in counties} == {(2021, "derived")}
    others = [ds.region(code) for layer in ("nuts2", "neighbours") for code in ds.drawn(layer)]
    assert {r.nuts_id for r in others if r.population_flag} == {"PL9"}  # PL91 and PL92 added up
    assert ds.region("PL9").population == 3298955 + 2185155
    assert ds.region("SE31").population == 854488
    areas = {code: ds.region(code).area_km2 or 0 for layer in ("lan", "nuts2") for code in ds.drawn(layer)}
    for nuts2 in ds.drawn("nuts2"):
        assert areas[nuts2] == pytest.approx(
            sum(areas[county] for county in ds.children(nuts2)), rel=0.001, abs=5
        )
    assert areas["SE214"] == pytest.approx(3140, rel=0.05)  # Gotland, land area by Statistics Sweden
    assert areas["SE332"] > areas["SE331"] > areas["SE322"]


def test_every_priority_keeps_its_confidence_and_source(ds: Dataset) -> None:
    counts = ds.priorities["confidence"].value_counts().to_dict()
    assert counts == {"official": 388, "secondary": 86, "inferred": 25}
    assert ds.priority_domains["role"].value_counts().to_dict() == {"primary": 499, "secondary": 129}
    assert ds.priorities["nuts_id"].nunique() == 81
    assert set(ds.drawn("lan")) <= set(ds.priorities["nuts_id"])
    row = ds.priorities[ds.priorities["name_original"] == "Life science, vård och hälsa"].iloc[0]
    assert (row["nuts_id"], row["period"]) == ("SE110", "2021-2027")
    assert ds.source(row["source_id"]).title == "Region Stockholm: Innovation och smart specialisering"


def test_projects_by_fund_and_what_their_amounts_cover(ds: Dataset) -> None:
    projects = ds.projects
    assert projects["fund"].value_counts().to_dict() == {"interreg": 615, "erdf": 366, "erdf_esf": 7}
    assert projects["amount_covers"].value_counts().to_dict() == {"swedish_partners": 586, "project": 402}
    assert projects["eu_contribution"].isna().sum() == 32
    assert not (projects["eu_contribution"] == 0).any()
    assert (projects["domain_by"] == "hand").sum() == 252
    assert projects["domain_id"].isna().sum() == 185


def test_a_projects_amount_stands_as_in_the_source(ds: Dataset) -> None:
    row = ds.projects.set_index("project_id").loc["TVV-20200940"]
    assert (row["title"], row["eu_contribution"], row["currency"]) == (
        "Ortsammanbindande nät Arjeplogs kommun", 3929285, "SEK",
    )  # fmt: skip
    assert (row["programme_id"], row["start_date"], row["lead_nuts"]) == (
        "erdf-se33-2014",
        "2017-01-02",
        "SE332",
    )
    assert "Projektbanken" in ds.source(row["source_id"]).title


def test_oddities_of_the_source_are_kept_and_noted(ds: Dataset) -> None:
    projects = ds.projects.set_index("project_id")
    back = projects.loc["IR-SB-011"]
    assert (back["start_date"], back["end_date"], back["note"]) == (
        "2023-09-01",
        "2023-08-31",
        "dates_reversed",
    )
    impossible = projects[projects["note"].fillna("").str.contains("impossible_day")]
    assert sorted(impossible["end_date"]) == ["2026-09", "2027-02"]
    assert projects.loc["SMA19-KVIST", "note"] == "amount_applied_for"
    assert (
        projects["note"].fillna("").str.contains("fund_not_stated") == (projects["fund"] == "erdf_esf")
    ).all()


def test_foreign_partners_and_unknown_amounts_of_participations(ds: Dataset) -> None:
    rows = ds.participations
    foreign = rows[rows["country"] != "SE"]
    assert (len(foreign), foreign["project_id"].nunique()) == (719, 179)
    assert rows["eu_contribution"].isna().sum() == 1231
    assert rows["organisation"].isna().sum() == 45
    assert rows["place_basis"].value_counts().to_dict() == {
        "stated": 1548, "named": 334, "seat": 205, "country_only": 102, "region_named": 72, "coordinates": 6,
    }  # fmt: skip


def test_budgets_of_the_programmes_2021_2027(ds: Dataset) -> None:
    programmes = ds.programmes
    nine = programmes[
        programmes["kind"].isin(["erdf_regional", "erdf_national"]) & (programmes["period"] == "2021-2027")
    ]
    assert len(nine) == 9
    assert nine["budget_meur"].sum() == 860
    for programme_id in nine["programme_id"]:
        programme = ds.programme(programme_id)
        assert "860" in programme.budget_note("sv") and "863" in programme.budget_note("sv")
        assert "rounded" in programme.budget_note("en")
    assert ds.programme("jtf-2021").budget_meur == 156
    assert programmes.loc[programmes["kind"] == "interreg", "budget_meur"].isna().all()
    assert ds.programme("erdf-national-2014").cci == "2014SE16RFOP009"


def test_each_regional_programme_covers_its_nuts2_area(ds: Dataset) -> None:
    for nuts2 in ds.drawn("nuts2"):
        for year in ("2014", "2021"):
            assert ds.areas_of(f"erdf-{nuts2.lower()}-{year}") == (nuts2,)


def test_partial_areas_stay_partial(ds: Dataset) -> None:
    areas = ds.programme_areas.set_index(["programme_id", "nuts_id"])
    assert areas.loc[("interreg-south-baltic-2021", "PL"), "coverage"] == "partial"
    assert areas.loc[("interreg-south-baltic-2021", "PL"), "note_sv"] == "Kustregioner"
    assert areas.loc[("interreg-botnia-atlantica-2014", "SE313"), "note_en"] == "Nordanstig municipality only"
    aurora = ds.programme_areas[ds.programme_areas["programme_id"] == "interreg-aurora-2021"]
    assert aurora["note_en"].str.contains("draft").all()


def test_indicator_values_spot_checked(ds: Dataset) -> None:
    values = ds.indicator_values.set_index(["indicator_id", "nuts_id", "year"])
    assert len(ds.indicator_values) == 12494
    assert values.loc[("population", "SE31", 2025), "value"] == 854488
    assert values.loc[("population", "SE311", 2021), "value"] == 283155
    assert values.loc[("population", "SE311", 2021), "flag"] == "derived"
    assert set(ds.indicators.loc[~ds.indicators["shown"], "indicator_id"]) == {"gdp_mio_eur", "rd_personnel"}
    assert "nama_10r_2gdp" in ds.source(ds.indicator("gdp_pps").source_id).url  # type: ignore[operator]


def test_unverified_environments_are_marked(ds: Dataset) -> None:
    counts = ds.environments["confidence"].value_counts().to_dict()
    assert counts == {"inferred": 108, "official": 49, "secondary": 39}
    assert {environment.nuts_id for environment in ds.environment_list} == set(ds.drawn("lan"))
    assert all(environment.domains for environment in ds.environment_list)


def test_exchange_rates_are_those_of_the_ecb(ds: Dataset) -> None:
    table = ds.exchange_rates
    for currency, of_2021 in {"SEK": 10.1465, "DKK": 7.437, "NOK": 10.1633, "PLN": 4.5652}.items():
        own = table[table["currency"] == currency]
        rates = dict(zip(own["year"], own["per_eur"], strict=True))
        assert (min(rates), max(rates), rates[2021]) == (2012, 2024, of_2021)


def test_no_person_can_be_reached_through_the_tables() -> None:
    email = re.compile(r"[\w.+-]+@[\w-]+\.\w")
    phone = re.compile(r"\+\d{2}[\d -]{7,}|\b0\d{1,3}-\d{2,3} ?\d{2}")
    for path in (GEODATA / "tables").glob("*.csv"):
        text = path.read_text("utf-8")
        assert not email.search(text), path.name
        if path.name != "sources.csv":  # addresses of pages hold long numbers
            assert not phone.search(text), path.name


ENGLISH = re.compile(r"\b(the|and|of|with|for|from|not|are|which|according|source|rounded)\b", re.IGNORECASE)
SWEDISH = re.compile(r"\b(och|för|av|från|inte|är|som|enligt|källan|områden|till|ett)\b", re.IGNORECASE)


@pytest.mark.parametrize(("ending", "other"), [("_sv", ENGLISH), ("_en", SWEDISH)])
def test_texts_keep_to_their_language(ds: Dataset, ending: str, other: re.Pattern[str]) -> None:
    for name, table in TABLES.items():
        for column in table.columns:
            if column.name.endswith(ending):
                texts: pd.Series = getattr(ds, name)[column.name].dropna()
                assert [text for text in texts if other.search(text)] == [], (name, column.name)


def test_every_partnership_has_its_members(ds: Dataset) -> None:
    members = ds.partnership_members.groupby("partnership_id").size()
    assert set(members.index) == set(ds.partnerships["partnership_id"])
    assert (members["eusbsr"], members["string"], members["jrc-s3-platform"]) == (15, 9, 11)
