"""Eurostat's three forms of files: which series become indicators, and what is told of the rest."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources.drafts import read_table
from s3dash.sources.eurostat import SOURCE, apply, read
from s3dash.sources.eurostat_series import DATASETS, SERIES
from s3dash.sources.eurostat_table import update_populations
from s3dash.sources.places import Places
from s3dash.sources.records import IndicatorRow, ReadOptions, Reject, Remark, SourceError
from tests.data.tiny import validate, write_tiny
from tests.sources.broken import HTML

GEODATA = Path(__file__).parents[2] / "geodata"
SAMPLES = Path(__file__).parents[2] / "../shared/samples"
TODAY = date(2027, 1, 15)

TSV = (
    "freq,unit,geo\\TIME_PERIOD\t2021 \t2022 \t2023 \n"
    "A,EUR_HAB,SE22\t50000 \t51000 \t52000 \n"
    "A,PPS_EU27_2020_HAB,SE22\t40100 \t41200 p\t: \n"
    "A,PPS_EU27_2020_HAB,PL63\t25000 e\t26000 bu\t27000 ep\n"
    "A,PPS_EU27_2020_HAB,EU27_2020\t30000 \t31000 \t: z\n"
    "A,PPS_EU27_2020_HAB,SE\t: c\t39500 \t: \n"
    "A,PPS_EU27_2020_HAB,SE224\t39000 \t40000 \t: \n"
)
CSV_HEAD = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,unit,Unit of measure,sex,Sex,age,Age class,geo,"
    "Geopolitical entity (reporting),TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,"
    "Observation status (Flag) V2 structure,CONF_STATUS,Confidentiality status (flag)\n"
)
CSV_ROW = "dataflow,ESTAT:TGS00007(1.0),Employment rate,A,Annual,PC,Percentage,{sex},Sex,{age},Age,{geo},Place,{year},,{value},,{flag},,,\n"  # noqa: E501


def csv_row(geo: str = "SE22", year: str = "2023", value: str = "75.5", flag: str = "", sex: str = "T") -> str:
    return CSV_ROW.format(geo=geo, year=year, value=value, flag=flag, sex=sex, age="Y15-64")


def cube(**changes: Any) -> dict[str, Any]:
    """A JSON-stat dataset: two units, two regions, two years."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Gross domestic product (GDP) at current market prices by NUTS 2 region",
        "source": "ESTAT",
        "id": ["freq", "unit", "geo", "time"],
        "size": [1, 2, 2, 2],
        "value": {"4": 41000, "5": 42000.5, "6": 25000, "0": 1.5},
        "status": {"6": "p", "7": ":"},
        "dimension": {
            "freq": {"category": {"index": {"A": 0}, "label": {"A": "Annual"}}},
            "unit": {"category": {"index": {"MIO_EUR": 0, "PPS_EU27_2020_HAB": 1}}},
            "geo": {"category": {"index": {"SE22": 0, "PL63": 1}}},
            "time": {"category": {"index": {"2021": 0, "2022": 1}}},
        },
        "extension": {"lang": "EN", "id": "NAMA_10R_2GDP", "agencyId": "ESTAT"},
        **changes,
    }


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def writes(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return writes


Write = Callable[[str, str | bytes], Path]


def values(items: list[Any]) -> dict[tuple[str, str, int], tuple[float, str | None]]:
    return {
        (item.indicator_id, item.nuts_id, item.year): (item.value, item.flag)
        for item in items
        if isinstance(item, IndicatorRow)
    }


def remarks(items: list[Any]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Remark)]


# ---------------------------------------------------------------- read


def test_the_series_are_those_that_the_indicators_name() -> None:
    with (GEODATA / "tables" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        named = {row["indicator_id"]: set(row["eurostat_code"].split()) for row in csv.DictReader(file)}
    read_from: dict[str, set[str]] = {}
    for series in SERIES:
        read_from.setdefault(series.indicator_id, set()).add(series.dataset)
    read_from.pop("eur_per_head")
    read_from["population"].add("nama_10r_3gdp")  # GDP divided by GDP per inhabitant
    assert read_from == named


def test_the_series_of_one_dataset_have_the_same_dimensions() -> None:
    for dataset in DATASETS:
        assert len({frozenset(series.where) for series in SERIES if series.dataset == dataset}) == 1


def test_tsv(write: Write, options: ReadOptions) -> None:
    items = list(read([write("estat_nama_10r_2gdp.tsv", TSV)], options))
    assert values(items) == {
        ("gdp_pps", "SE22", 2021): (40100, None),
        ("gdp_pps", "SE22", 2022): (41200, "p"),
        ("gdp_pps", "PL63", 2021): (25000, "e"),
        ("gdp_pps", "PL63", 2022): (26000, "bu"),
        ("gdp_pps", "PL63", 2023): (27000, "e"),
        ("gdp_pps", "SE", 2022): (39500, None),
    }
    assert remarks(items) == [
        "9 values in other units, of other groups or of another level, left out",
        "3 values that Eurostat does not have (:)",
        "1 values with the flag ep, shown as e",
    ]


def test_sdmx_csv(write: Write, options: ReadOptions) -> None:
    rows = csv_row() + csv_row(sex="F") + csv_row(geo="EE00", flag="bu") + csv_row(year="2022", value="")
    items = list(read([write("data.csv", "\ufeff" + (CSV_HEAD + rows).replace("\n", "\r\n"))], options))
    assert values(items) == {("employment", "SE22", 2023): (75.5, None), ("employment", "EE00", 2023): (75.5, "bu")}


def test_sdmx_csv_without_labels(write: Write, options: ReadOptions) -> None:
    text = (
        "DATAFLOW,LAST UPDATE,freq,unit,sectperf,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
        "ESTAT:TGS00042(1.0),01/10/26 11:00:00,A,PC_GDP,TOTAL,SE22,2023,3.6,e,\n"
        "ESTAT:TGS00042(1.0),01/10/26 11:00:00,A,PC_GDP,BES,SE22,2023,2.9,,\n"
    )
    assert values(list(read([write("a.csv", text)], options))) == {("gerd", "SE22", 2023): (3.6, "e")}


@pytest.mark.parametrize("as_list", [False, True])
def test_json_stat(write: Write, options: ReadOptions, as_list: bool) -> None:
    content = cube()
    if as_list:
        content |= {
            "value": [1.5, None, None, None, 41000, 42000.5, 25000, None],
            "status": ["", "", "", "", "", "", "p", ":"],
        }
        content["dimension"]["geo"]["category"] = {"index": ["SE22", "PL63"]}
    items = list(read([write("gdp.json", json.dumps(content))], options))
    assert values(items) == {
        ("gdp_pps", "SE22", 2021): (41000, None),
        ("gdp_pps", "SE22", 2022): (42000.5, None),
        ("gdp_pps", "PL63", 2021): (25000, "p"),
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [("estat_nama_10r_2gdp.tsv", TSV), ("x.csv", CSV_HEAD + csv_row()), ("x.json", json.dumps(cube()))],
)
def test_each_form_may_be_compressed(write: Write, options: ReadOptions, name: str, content: str) -> None:
    plain = list(read([write(name, content)], options))
    assert list(read([write(name + ".gz", gzip.compress(content.encode()))], options)) == plain


def test_counties_come_from_the_dataset_of_nuts3_and_get_inhabitants(write: Write, options: ReadOptions) -> None:
    text = (
        "freq,unit,geo\\TIME_PERIOD\t2022 \t2023 \n"
        "A,MIO_EUR,SE224\t60000 p\t: \nA,EUR_HAB,SE224\t42000 p\t43000 \nA,MIO_EUR,SE22\t70000 \t71000 \n"
    )
    assert values(list(read([write("nama_10r_3gdp.tsv", text)], options))) == {
        ("gdp_mio_eur", "SE224", 2022): (60000, "p"),
        ("population", "SE224", 2022): (1428571, "derived"),
    }


def test_a_code_of_today_wins_over_an_earlier_code_of_the_same_region(
    write: Write, options: ReadOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options.places, "nuts", {"PL34": "PL84", "PL84": "PL84"}.get)
    text = (
        "freq,unit,geo\\TIME_PERIOD\t2012 \t2013 \n"
        "A,PPS_EU27_2020_HAB,PL34\t100 \t200 \nA,PPS_EU27_2020_HAB,PL84\t: \t300 \n"
    )
    items = list(read([write("nama_10r_2gdp.tsv", text)], options))
    assert values(items) == {("gdp_pps", "PL84", 2013): (300, None), ("gdp_pps", "PL84", 2012): (100, None)}
    assert any("earlier NUTS code" in reason for reason in remarks(items))


@pytest.mark.parametrize(
    ("flags", "kept"), [("", None), ("b", "b"), ("ub", "bu"), ("s", "e"), ("d", None), ("bp", "b"), ("dp", "p")]
)
def test_flags(write: Write, options: ReadOptions, flags: str, kept: str | None) -> None:
    items = list(read([write("a.csv", CSV_HEAD + csv_row(flag=flags))], options))
    assert values(items) == {("employment", "SE22", 2023): (75.5, kept)}


@given(st.integers(0, 100_000_000), st.integers(0, 3))
def test_any_value_comes_back_from_the_table_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, whole: int, decimals: int
) -> None:
    value = whole / 10**decimals
    folder = write_tiny(tmp_path_factory.mktemp("draft") / "data")
    item = IndicatorRow(2, "gdp_pps", "EE00", 2020, value)
    assert apply(folder, [item], TODAY).new == 1
    assert apply(folder, [item], TODAY).same == 1
    assert validate(folder) == []


@pytest.mark.parametrize(
    ("name", "values_in_it"), [("estat_nama_10r_3gdp_first50_SE.tsv", 0), ("eurostat_tgs00042_sdmx_csv.csv", 29)]
)
def test_the_samples_agree_with_the_dataset(options: ReadOptions, name: str, values_in_it: int) -> None:
    if not (SAMPLES / name).is_file():
        pytest.skip("the real samples do not come with the project")
    with (GEODATA / "tables" / "indicator_values.csv").open(encoding="utf-8", newline="") as file:
        known = {(r["indicator_id"], r["nuts_id"], int(r["year"])): float(r["value"]) for r in csv.DictReader(file)}
    items = list(read([SAMPLES / name], options))
    assert {key: value for key, (value, _) in values(items).items()}.items() <= known.items()
    assert len(values(items)) == values_in_it


# ---------------------------------------------------------------- broken files

ROW = csv_row()
SMALL = "freq,unit,geo\\TIME_PERIOD\t2022 \nA,PPS_EU27_2020_HAB,SE22\t{} \n"

ERRORS: dict[str, tuple[str, str | bytes, str]] = {
    "empty": ("nama_10r_2gdp.tsv", "", "empty"),
    "blank": ("nama_10r_2gdp.tsv", " \n \n", "none of Eurostat's forms"),
    "html": ("nama_10r_2gdp.tsv", HTML, "web page"),
    "html in gzip": ("nama_10r_2gdp.tsv.gz", gzip.compress(HTML.encode()), "web page"),
    "xml": ("nama_10r_2gdp.tsv", '<?xml version="1.0"?><S:Fault/>', "XML message"),
    "nul bytes": ("nama_10r_2gdp.tsv", TSV.encode().replace(b"4", b"\0", 1), "NUL"),
    "utf-16": ("nama_10r_2gdp.tsv", TSV.encode("utf-16"), "NUL"),
    "latin-1": ("tgs00007.csv", (CSV_HEAD + ROW).replace("Place", "Åland").encode("latin-1"), "UTF-8|utf-8"),
    "random bytes": ("nama_10r_2gdp.tsv", bytes(range(256)) * 8, "NUL"),
    "zip": ("nama_10r_2gdp.tsv", b"PK\x03\x04" + bytes(50), "zip"),
    "truncated gzip": ("nama_10r_2gdp.tsv.gz", gzip.compress(TSV.encode() * 99)[:-40], "damaged or cut off"),
    "damaged gzip": ("nama_10r_2gdp.tsv.gz", b"\x1f\x8b\x08\x00" + bytes(60), "damaged|cannot be unpacked"),
    "no dataset in the name": ("data.tsv", TSV, "does not say which Eurostat dataset"),
    "other dataset": ("nama_10r_2gdp.csv", (CSV_HEAD + ROW).replace("TGS00007", "MIGR_IMM8"), "holds none"),
    "another table": ("tgs00007.csv", "a,b\n1,2\n", "none of Eurostat's forms"),
    "no geo": ("tgs00007.csv", (CSV_HEAD + ROW).replace(",geo,", ",where,"), "no column geo"),
    "no age": ("tgs00007.csv", (CSV_HEAD + ROW).replace(",age,", ",AGE,"), "lacks the dimension age"),
    "new dimension": ("nama_10r_2gdp.tsv", TSV.replace("unit,geo", "nace,geo"), "dimension"),
    "duplicate header": ("tgs00007.csv", CSV_HEAD.replace("Sex,", "geo,") + ROW, "twice|duplicate"),
    "truncated json": ("nama_10r_2gdp.json", json.dumps(cube())[:200], "JSON"),
    "json list": ("nama_10r_2gdp.json", "[1, 2]", "none of Eurostat's forms"),
    "json of another class": ("nama_10r_2gdp.json", json.dumps(cube(**{"class": "collection"})), "no JSON-stat"),
    "json message": (
        "nama_10r_2gdp.json",
        json.dumps({"error": [{"status": 400, "label": "Too many cells"}]}),
        "Too many cells",
    ),
    "json without values": ("nama_10r_2gdp.json", json.dumps(cube(value=None)), "no values"),
    "json without dimensions": ("nama_10r_2gdp.json", json.dumps(cube(dimension={})), "damaged"),
    "json with other sizes": ("nama_10r_2gdp.json", json.dumps(cube(size=[1, 2, 3, 2])), "sizes"),
    "json with a gap": (
        "nama_10r_2gdp.json",
        json.dumps(cube()).replace('"PL63": 1', '"PL63": 2'),
        "leave one out",
    ),
    "json without geo": ("nama_10r_2gdp.json", json.dumps(cube()).replace('"geo"', '"city"'), "geo and time"),
}
REJECTS: dict[str, tuple[str, str, str]] = {
    "no number": ("nama_10r_2gdp.tsv", SMALL.format("many"), "no number"),
    "formula": ("nama_10r_2gdp.tsv", SMALL.format("=1+1"), "no number"),
    "negative": ("nama_10r_2gdp.tsv", SMALL.format("-5"), "below 0"),
    "astronomical": ("nama_10r_2gdp.tsv", SMALL.format("9" * 30), "above anything"),
    "infinite": ("nama_10r_2gdp.tsv", SMALL.format("inf"), "no number"),
    "share above 100": ("tgs00007.csv", CSV_HEAD + csv_row(value="101"), "above 100 per cent"),
    "year 1900": ("tgs00007.csv", CSV_HEAD + csv_row(year="1900"), "no year from 1990"),
    "year 2999": ("tgs00007.csv", CSV_HEAD + csv_row(year="2999"), "no year from 1990"),
    "quarter": ("tgs00007.csv", CSV_HEAD + csv_row(year="2022-Q1"), "no year from 1990"),
    "two values": ("tgs00007.csv", CSV_HEAD + csv_row() + csv_row(value="70"), "stands in row 2 already"),
    "ragged csv": ("tgs00007.csv", CSV_HEAD + csv_row() + "a,b,c\n", "cells"),
    "ragged tsv": ("nama_10r_2gdp.tsv", TSV + "A,PPS_EU27_2020_HAB,SE22\t5\n", "cells"),
    "short key": ("nama_10r_2gdp.tsv", TSV + "A,SE22\t1 \t2 \t3 \n", "codes"),
    "huge cell": ("nama_10r_2gdp.tsv", SMALL.format("9" * 2_000_000), ""),
    "json position": ("nama_10r_2gdp.json", json.dumps(cube(value={"4": 1, "99": 2, "x": 3})), "no position"),
    "json object as value": ("nama_10r_2gdp.json", json.dumps(cube(value={"4": {"a": 1}})), "no number"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_a_file_that_cannot_be_read_says_why(write: Write, options: ReadOptions, case: str) -> None:
    name, content, message = ERRORS[case]
    with pytest.raises(SourceError, match=message) as error:
        list(read([write(name, content)], options))
    assert name in str(error.value)
    assert len(error.value.message) > 10


@pytest.mark.parametrize("case", REJECTS)
def test_a_value_that_cannot_be_used_is_rejected(
    write: Write, options: ReadOptions, tmp_path: Path, case: str
) -> None:
    name, content, reason = REJECTS[case]
    items = list(read([write(name, content)], options))
    rejects = [item for item in items if isinstance(item, Reject)]
    assert rejects
    assert all(reason in reject.reason and reject.row > 0 for reject in rejects)
    draft = write_tiny(tmp_path / "draft")
    apply(draft, items, TODAY)
    assert validate(draft) == []


def test_a_missing_file_and_a_folder(tmp_path: Path, options: ReadOptions) -> None:
    for path in (tmp_path / "nama_10r_2gdp.tsv", tmp_path):
        with pytest.raises(SourceError):
            list(read([path], options))


def test_a_bomb_is_not_unpacked(tmp_path: Path, options: ReadOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3dash.sources.eurostat_files._SMALL", 1_000_000)
    bomb = tmp_path / "nama_10r_2gdp.tsv.gz"
    bomb.write_bytes(gzip.compress(b"0" * 5_000_000))
    with pytest.raises(SourceError, match="unpacks to more than"):
        list(read([bomb], options))


# ---------------------------------------------------------------- apply


def test_new_values_go_in_and_others_stay(tmp_path: Path, write: Write, options: ReadOptions) -> None:
    folder = write_tiny(tmp_path / "draft")
    before = (folder / "tables" / "indicator_values.csv").read_text(encoding="utf-8")
    items = list(read([write("nama_10r_2gdp.tsv", TSV)], options))
    counts = apply(folder, items, TODAY)
    assert (counts.new, counts.changed, counts.same) == (4, 2, 0)
    assert validate(folder) == []
    after = (folder / "tables" / "indicator_values.csv").read_text(encoding="utf-8").splitlines()
    assert after[0] == before.splitlines()[0]
    assert after[1:] == sorted(after[1:])
    assert "gdp_pps,SE221,2021,28000,derived" in after
    assert "gdp_pps,SE22,2022,41200,p" in after
    assert "hidden,EE00,2018,1200," in after


def test_the_same_file_again_changes_nothing(tmp_path: Path, write: Write, options: ReadOptions) -> None:
    folder = write_tiny(tmp_path / "draft")
    items = list(read([write("nama_10r_2gdp.tsv", TSV)], options))
    apply(folder, items, TODAY)
    files = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    counts = apply(folder, items, date(2028, 1, 1))
    assert (counts.new, counts.changed, counts.same) == (0, 0, 6)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == files


def test_the_source_is_added_once_and_then_gets_the_new_date(
    tmp_path: Path, write: Write, options: ReadOptions
) -> None:
    folder = write_tiny(tmp_path / "draft")
    apply(folder, list(read([write("nama_10r_2gdp.tsv", TSV)], options)), TODAY)
    later = list(read([write("nama_10r_2gdp.tsv", TSV.replace("40100", "40200"))], options))
    apply(folder, later, date(2028, 1, 1))
    sources = (folder / "tables" / "sources.csv").read_text(encoding="utf-8").splitlines()
    assert len(sources) == 4
    assert sources[-1].startswith("S0003,Eurostat: nama_10r_2gdp,https://ec.europa.eu/eurostat/")
    assert sources[-1].endswith("2028-01-01,CC BY 4.0")
    assert validate(folder) == []


def test_values_of_regions_that_the_dataset_lacks_are_counted(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path / "draft")
    counts = apply(folder, [IndicatorRow(2, "gdp_pps", "AT11", 2020, 1.0)], TODAY)
    assert counts.new == 0
    assert [remark.reason for remark in counts.remarks] == [
        "1 values of regions that the dataset does not have, left out"
    ]


def test_a_newer_population_becomes_the_regions_population(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path / "draft")
    indicators = folder / "tables" / "indicators.csv"
    text = indicators.read_text(encoding="utf-8")
    indicators.write_text(text.replace("hidden,research", "population,population"), encoding="utf-8")
    table = folder / "tables" / "indicator_values.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("hidden,", "population,"), encoding="utf-8")
    newer = IndicatorRow(2, "population", "EE00", 2026, 1_370_000, "bu")
    older = IndicatorRow(3, "population", "PL63", 2020, 5)
    apply(folder, [newer, older], TODAY)
    regions = (folder / "tables" / "regions.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",", 10)[-1] for line in regions if line.startswith("EE00,")] == ["45000,1370000,2026,b"]
    assert [line.split(",", 10)[-1] for line in regions if line.startswith("PL63,")] == ["18000,2300000,2025,"]
    assert validate(folder) == []


def test_the_bundled_populations_are_the_latest_values() -> None:
    assert not update_populations(read_table(GEODATA, "regions"), read_table(GEODATA, "indicator_values"))


def test_the_source_names_an_address_for_each_dataset() -> None:
    assert set(SOURCE.addresses) == set(DATASETS)
    assert SOURCE.kind == "indicators"
