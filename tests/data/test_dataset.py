"""The loaded dataset: types, helpers, and its refusal of broken folders."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from s3dash.data.dataset import Dataset, DatasetError, load_dataset
from s3dash.data.schema import TABLES, Violation
from tests.data.tiny import write_tiny

GEODATA = Path(__file__).resolve().parents[2] / "geodata"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load_dataset(write_tiny(tmp_path_factory.mktemp("tiny") / "data"))


def test_it_has_every_table_with_the_columns_of_the_schema(tiny: Dataset) -> None:
    for name, table in TABLES.items():
        assert list(getattr(tiny, name).columns) == [column.name for column in table.columns]
    assert (tiny.data_date, tiny.compiled) == (date(2026, 8, 31), date(2026, 11, 23))


def test_columns_have_types_and_empty_cells_are_missing(tiny: Dataset) -> None:
    projects = tiny.projects.set_index("project_id")
    assert projects.dtypes["eu_contribution"] == "float64"
    assert projects.loc["P-ALONE", "eu_contribution"] == 1000
    assert projects["eu_contribution"].isna().sum() == 2
    assert projects.loc[projects["currency"].isna()].index.tolist() == ["P-UNKNOWN", "P-BACK"]
    assert tiny.indicators["shown"].tolist() == [True, True, False]
    assert tiny.indicators["shown"].dtype == bool
    assert tiny.exchange_rates["year"].dtype == "int64"
    assert tiny.priorities["source_year"].isna().tolist() == [False, True, False, True]
    assert tiny.regions["county_code"].dropna().tolist() == ["10", "12"]


def test_a_region_is_a_record_with_names(tiny: Dataset) -> None:
    region = tiny.region("SE224")
    assert (region.name("sv"), region.name("en"), region.name_local) == ("Skåne", "Skåne", "Skåne län")
    assert (region.layer, region.parent, region.county_code) == ("lan", "SE22", "12")
    assert (region.area_km2, region.population, region.population_year) == (11035, 1400000, 2021)
    assert region.population_flag == "derived"
    assert tiny.region("PL633").layer is None
    assert tiny.region("SE").parent is None


def test_an_unknown_region_is_a_key_error(tiny: Dataset) -> None:
    assert tiny.has_region("SE224")
    assert not tiny.has_region("SE999")
    with pytest.raises(KeyError):
        tiny.region("SE999")
    with pytest.raises(KeyError):
        tiny.area("SE999")


def test_drawn_layers_and_children_are_sorted(tiny: Dataset) -> None:
    assert tiny.drawn("lan") == ("SE221", "SE224")
    assert tiny.drawn("nuts2") == ("SE22",)
    assert tiny.drawn("neighbours") == ("EE00", "PL63")
    assert tiny.drawn("moon") == ()
    assert tiny.children("SE22") == ("SE221", "SE224")
    assert tiny.children("SE221") == ()


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("SE", {"SE", "SE2", "SE22", "SE221", "SE224"}),
        ("SE22", {"SE2", "SE22", "SE221", "SE224"}),  # in the tiny world SE2 is nothing but SE22
        ("SE221", {"SE221"}),
        ("PL63", {"PL63", "PL633"}),
        ("EE00", {"EE", "EE0", "EE00", "EE001"}),
        ("EE", {"EE", "EE0", "EE00", "EE001"}),
    ],
)
def test_the_area_of_a_region_is_every_code_inside(tiny: Dataset, code: str, inside: set[str]) -> None:
    assert tiny.area(code) == inside


def test_records_speak_both_languages(tiny: Dataset) -> None:
    assert (tiny.domain("food").name("sv"), tiny.domain("food").name("en")) == ("Livsmedel", "Food")
    assert tiny.domain("food").description("en") == "Farming and food"
    programme = tiny.programme("erdf-se22-2021")
    assert (programme.focus("sv"), programme.budget_meur) == ("Forskning", 56)
    silent = tiny.programme("interreg-south-baltic-2021")
    assert (silent.focus("sv"), silent.budget_meur, silent.url) == ("", None, None)
    indicator = tiny.indicator("employment")
    assert (indicator.unit("en"), indicator.decimals, indicator.shown) == (
        "per cent of people aged 15-64",
        1,
        True,
    )
    assert tiny.partnership("agreement").theme("sv") == "Samarbetsavtal"
    assert tiny.source("S0002").url is None
    assert tiny.source("S0001").accessed == "2026-11-23"


def test_who_is_responsible_for_a_county(tiny: Dataset) -> None:
    process = tiny.process_of("SE224")
    assert process is not None
    assert (process.strategy_year, process.strategy_url, process.status("en")) == (
        2020,
        None,
        "Own strategy.",
    )
    assert tiny.process_of("PL63") is None


def test_environments_of_a_region(tiny: Dataset) -> None:
    assert [e.environment_id for e in tiny.environments_in("SE22")] == ["lund-university", "blue-park"]
    assert [e.name for e in tiny.environments_in("SE221")] == ["Blue Park"]
    assert tiny.environments_in("PL63") == ()
    assert tiny.environment_list[0].domains == ("food", "energy")
    assert (tiny.environment_list[1].lat, tiny.environment_list[1].lon) == (56.16, 15.59)


def test_the_sources_of_a_programmes_area_and_of_members(tiny: Dataset) -> None:
    assert tiny.areas_of("interreg-south-baltic-2021") == ("SE221", "SE224", "PL")
    assert tiny.areas_of("no-such-programme") == ()
    assert tiny.area_sources("interreg-south-baltic-2014", "PL63") == ("S0001",)
    assert tiny.area_sources("interreg-south-baltic-2014", "EE00") == ()
    assert tiny.member_sources("agreement", "SE22", "PL63") == ("S0001", "S0002")


def test_a_broken_dataset_is_refused_with_every_violation(tmp_path: Path) -> None:
    directory = write_tiny(tmp_path / "data")
    (directory / "tables" / "domains.csv").unlink()
    rates = directory / "tables" / "exchange_rates.csv"
    rates.write_text(rates.read_text("utf-8").replace("10.6296", "ten"), "utf-8")
    with pytest.raises(DatasetError) as refused:
        load_dataset(directory)
    assert refused.value.violations[0] == Violation(
        "tables/domains.csv", 0, "", "", "the file, which is missing"
    )
    lines = str(refused.value).splitlines()
    assert lines[0] == f"{directory} is not a valid dataset (2 violations):"
    assert lines[2].startswith("  tables/exchange_rates.csv, row 3, per_eur: 'ten' - expected a number")


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="there is no such folder"):
        load_dataset(tmp_path / "nowhere")


def test_the_bundled_dataset_loads_within_one_and_a_half_seconds() -> None:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        load_dataset(GEODATA)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 1.5
