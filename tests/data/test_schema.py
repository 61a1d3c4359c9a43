"""One broken file per rule: the violation names file, row, column, value and what is expected."""

from __future__ import annotations

import csv
import inspect
import io
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from s3dash.__main__ import main
from s3dash.data import rules
from s3dash.data.schema import TABLES, Violation
from tests.data.tiny import validate, write_tiny

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path / "tiny")


def table_of(directory: Path, name: str) -> Path:
    return directory / "tables" / f"{name}.csv"


def set_cells(directory: Path, table: str, row: int, **cells: str) -> None:
    """Write cells of one line (the header is line 1) of a table."""
    path = table_of(directory, table)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row - 2] |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def drop_row(directory: Path, table: str, row: int) -> None:
    path = table_of(directory, table)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: row - 1] + lines[row:]), "utf-8")


def test_the_tiny_dataset_is_valid(tiny: Path) -> None:
    assert validate(tiny) == []


# ------------------------------------------------------------------ one cell

CELLS = [
    # what is broken, table, row, column, value, a part of what is expected
    ("required", "sources", 2, "title", "", "text"),
    ("surrounding space", "domains", 2, "nace", " NACE D35", "text without surrounding spaces"),
    ("line break", "domains", 2, "nace", "NACE\nD35", "control characters"),
    ("e-mail", "sources", 2, "title", "Ask info@example.org", "e-mail addresses"),
    ("code", "projects", 2, "objective", "RSO 1\t1", "control characters"),
    ("id", "environments", 2, "environment_id", "lund university", "an id of letters, digits, - and _"),
    ("url", "sources", 2, "url", "javascript:alert(1)", "http:// or https://"),
    ("url without a host", "sources", 2, "url", "https://", "http:// or https://"),
    ("date", "sources", 2, "accessed", "23/11/2026", "a date YYYY-MM-DD"),
    ("no such day", "sources", 2, "accessed", "2026-02-30", "a date YYYY-MM-DD"),
    ("day", "projects", 2, "start_date", "2022-13", "YYYY-MM or YYYY"),
    ("year of a date", "projects", 2, "start_date", "1922-01-01", "of the years 2007 to 2035"),
    ("period", "priorities", 2, "period", "2021-27", "one of: 2014-2020, 2021-2027"),
    ("allowed value", "priorities", 2, "confidence", "rumour", "one of: official, secondary, inferred"),
    ("role", "participations", 2, "role", "boss", "one of: lead, partner, associated"),
    ("kind", "programmes", 2, "kind", "erdf", "one of: erdf_regional, erdf_national"),
    ("note", "projects", 2, "note", "title_unknown nonsense", "some of: dates_reversed"),
    ("boolean", "indicators", 4, "shown", "yes", "true or false"),
    ("integer", "domains", 2, "position", "1.5", "a whole number"),
    ("source year", "priorities", 2, "source_year", "22", "from 2000 to 2100"),
    ("number", "exchange_rates", 2, "per_eur", "10,1465", "a number with a decimal point"),
    ("not a number", "indicator_values", 2, "value", "nan", "a number with a decimal point"),
    ("zero for unknown", "projects", 2, "eu_contribution", "0", "at least 1"),
    ("negative", "indicator_values", 2, "value", "-1", "at least 0"),
    ("latitude", "environments", 2, "lat", "13.19", "from 53 to 71.5"),
    ("longitude", "environments", 2, "lon", "55.7", "from 4 to 32"),
    ("exchange rate", "exchange_rates", 2, "per_eur", "0.1", "from 1 to 100"),
    ("indicator year", "indicator_values", 2, "year", "202", "from 1990 to 2100"),
    ("budget", "programmes", 2, "budget_meur", "56000000", "from 0.1 to 10000"),
    ("county code", "regions", 5, "county_code", "26", "one of: 01"),
    ("nuts pattern", "project_regions", 2, "nuts_id", "se221", "a NUTS code"),
    ("region unknown", "project_regions", 2, "nuts_id", "SE999", "a nuts_id of regions.csv"),
    ("source unknown", "exchange_rates", 2, "source_id", "S9999", "a source_id of sources.csv"),
    ("programme unknown", "programme_areas", 2, "programme_id", "erdf-x", "a programme_id of programmes.csv"),
    ("domain unknown", "priority_domains", 4, "domain_id", "magic", "a domain_id of domains.csv"),
    ("indicator unknown", "indicator_values", 2, "indicator_id", "luck", "an indicator_id of"),
    ("project unknown", "participations", 2, "project_id", "P-NONE", "a project_id of projects.csv"),
    ("environment unknown", "environment_domains", 2, "environment_id", "x", "an environment_id of"),
    ("unique", "domains", 3, "position", "1", "a value that no other row has (see row 2)"),
    ("unique together", "project_regions", 4, "nuts_id", "SE221", "values of project_id, nuts_id together"),
]


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "expected"),
    [case[1:] for case in CELLS],
    ids=[case[0] for case in CELLS],
)
def test_a_broken_cell_is_reported_once(
    tiny: Path, table: str, row: int, column: str, value: str, expected: str
) -> None:
    set_cells(tiny, table, row, **{column: value})
    file = f"tables/{table}.csv"
    [violation] = [v for v in validate(tiny) if (v.file, v.row, v.column) == (file, row, column)]
    assert violation.value == value
    assert expected.removeprefix("an ").removeprefix("a ") in violation.expected


def test_all_violations_come_at_once_sorted_by_file_and_row(tiny: Path) -> None:
    set_cells(tiny, "sources", 3, accessed="yesterday")
    set_cells(tiny, "sources", 2, accessed="today")
    set_cells(tiny, "domains", 2, position="first")
    places = [(v.file, v.row, v.value) for v in validate(tiny)]
    assert places == [
        ("tables/domains.csv", 2, "first"),
        ("tables/sources.csv", 2, "today"),
        ("tables/sources.csv", 3, "yesterday"),
    ]


# ------------------------------------------------------------------ rules across cells

RULES = [
    # rule, table, row, cells to write, the column at fault, a part of what is expected
    ("hierarchy", "regions", 6, {"level": "NUTS2"}, "level", "NUTS3, the level of SE224"),
    ("hierarchy", "regions", 14, {"country": "SE"}, "country", "EE, the country of EE001"),
    ("hierarchy", "regions", 14, {"parent": "EE0"}, "parent", "EE00, the parent of EE001"),
    ("drawn_units", "regions", 10, {"layer": "lan"}, "layer", "neighbours, for a NUTS3 region of PL"),
    ("drawn_units", "regions", 9, {"layer": "nuts2"}, "layer", "neighbours, for a NUTS2 region of PL"),
    ("drawn_units", "regions", 9, {"map_unit": "EE00"}, "map_unit", "PL63: a drawn unit is its own map unit"),
    ("drawn_units", "regions", 10, {"map_unit": "PL6"}, "map_unit", "a region that is drawn"),
    ("drawn_units", "regions", 5, {"county_code": ""}, "county_code", "a county code for a county"),
    ("drawn_units", "regions", 4, {"county_code": "11"}, "county_code", "else nothing"),
    ("drawn_units", "regions", 9, {"area_km2": ""}, "area_km2", "an area, for a drawn unit"),
    ("population", "regions", 9, {"population_year": ""}, "population_year", "a year where there is"),
    ("population", "regions", 9, {"population": "", "population_year": ""}, "population", "a population"),
    ("boundaries", "regions", 9, {"layer": ""}, "nuts_id", "a row for PL63, which boundaries/neighbours"),
    ("one_primary_domain", "priority_domains", 2, {"role": "secondary"}, "priority_id", "not 0"),
    ("one_primary_domain", "priority_domains", 4, {"role": "primary"}, "priority_id", "not 2"),
    ("both_languages", "programmes", 2, {"focus_en": ""}, "focus_en", "in both languages, or in neither"),
    ("both_languages", "partnership_members", 2, {"note_en": "x"}, "note_sv", "in both languages"),
    ("amount_has_currency", "projects", 2, {"currency": ""}, "currency", "the currency of the amount"),
    ("amount_has_currency", "participations", 2, {"currency": ""}, "currency", "the currency of the amount"),
    ("amount_says_what_it_covers", "projects", 2, {"amount_covers": ""}, "amount_covers", "swedish_partners"),
    ("domain_says_by_whom", "projects", 2, {"domain_by": ""}, "domain_by", "how it was chosen"),
    ("end_after_start", "projects", 2, {"end_date": "2021-12-31"}, "end_date", "not before 2022-01-01"),
    ("end_after_start", "projects", 3, {"end_date": "2023-04-30"}, "end_date", "not before 2023-05"),
    ("end_after_start", "projects", 2, {"note": "dates_reversed"}, "note", "no dates_reversed"),
    ("programme_fits", "projects", 2, {"period": "2014-2020"}, "period", "2021-2027, the period of"),
    ("programme_fits", "projects", 2, {"fund": "interreg"}, "fund", "a fund that fits"),
    ("place_in_country", "participations", 5, {"country": "EE"}, "nuts_id", "a region of EE"),
    ("has_members", "partnership_members", 6, {"partnership_id": "everyone"}, "", ""),
    ("shares_up_to_100", "indicator_values", 5, {"value": "100.1"}, "value", "from 0 to 100"),
    ("of_counties", "s3_process", 2, {"nuts_id": "PL63"}, "nuts_id", "a county (layer lan)"),
    ("every_year", "exchange_rates", 3, {"year": "2024"}, "year", "the year 2022 before it"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "table", "row", "cells", "column", "expected"), RULES)
def test_a_broken_rule_is_reported(
    tiny: Path, rule: str, table: str, row: int, cells: dict[str, str], column: str, expected: str
) -> None:
    set_cells(tiny, table, row, **cells)
    if rule == "has_members":
        set_cells(tiny, table, 5, partnership_id="everyone", nuts_id="EE00")
        table, column, expected = "partnerships", "partnership_id", "at least one member"
    found = [v for v in validate(tiny) if v.column == column and expected in v.expected]
    assert len(found) == 1, validate(tiny)
    assert found[0].file.startswith("tables/")


def test_every_rule_of_the_schema_has_a_broken_example() -> None:
    used = {rule.__name__ for table in TABLES.values() for rule in table.rules}
    assert used == {case[0] for case in RULES}
    functions = {name for name, value in vars(rules).items() if inspect.isfunction(value) and name[0] != "_"}
    assert used == {name for name in functions if getattr(rules, name).__module__ == rules.__name__}


def test_the_place_of_a_broken_rule_is_exact(tiny: Path) -> None:
    set_cells(tiny, "projects", 2, end_date="2021-12-31")
    assert validate(tiny) == [
        Violation(
            file="tables/projects.csv",
            row=2,
            column="end_date",
            value="2021-12-31",
            expected="a date not before 2022-01-01, or dates_reversed in the note",
        )
    ]


def test_a_drawn_region_needs_its_boundary_in_the_right_layer(tiny: Path) -> None:
    path = tiny / "boundaries" / "neighbours.geojson"
    collection = json.loads(path.read_text("utf-8"))
    del collection["features"][0]
    path.write_text(json.dumps(collection), "utf-8")
    expected = "a feature with this nuts_id in boundaries/neighbours.geojson"
    assert validate(tiny) == [Violation("tables/regions.csv", 9, "nuts_id", "PL63", expected)]


def test_a_county_without_a_row_is_reported_for_the_whole_file(tiny: Path) -> None:
    drop_row(tiny, "s3_process", 3)
    assert validate(tiny) == [Violation("tables/s3_process.csv", 0, "nuts_id", "", "a row for SE224")]


# ------------------------------------------------------------------ the files themselves


def test_a_missing_file(tiny: Path) -> None:
    table_of(tiny, "exchange_rates").unlink()
    assert validate(tiny) == [Violation("tables/exchange_rates.csv", 0, "", "", "the file, which is missing")]


def test_a_missing_table_brings_no_avalanche_of_broken_references(tiny: Path) -> None:
    table_of(tiny, "sources").unlink()
    assert [v.file for v in validate(tiny)] == ["tables/sources.csv"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file(tiny: Path, content: bytes) -> None:
    table_of(tiny, "exchange_rates").write_bytes(content)
    assert validate(tiny) == [Violation("tables/exchange_rates.csv", 0, "", "", "content: the file is empty")]


def test_a_header_without_rows(tiny: Path) -> None:
    table_of(tiny, "exchange_rates").write_text("currency,year,per_eur,source_id\n", "utf-8")
    assert validate(tiny) == [
        Violation("tables/exchange_rates.csv", 0, "", "", "at least one row below the header")
    ]


def test_a_missing_column(tiny: Path) -> None:
    table_of(tiny, "exchange_rates").write_text("currency,year,per_eur\nSEK,2021,10.1\n", "utf-8")
    assert validate(tiny) == [
        Violation("tables/exchange_rates.csv", 1, "source_id", "", "this column, which is missing")
    ]


def test_an_unknown_column(tiny: Path) -> None:
    table_of(tiny, "exchange_rates").write_text(
        "currency,year,per_eur,source_id,who\nSEK,2021,10.1,S0001,me\n", "utf-8"
    )
    expected = "one of the columns: currency, year, per_eur, source_id"
    assert validate(tiny) == [Violation("tables/exchange_rates.csv", 1, "who", "who", expected)]


def test_a_column_that_stands_twice(tiny: Path) -> None:
    table_of(tiny, "exchange_rates").write_text(
        "currency,year,per_eur,source_id,year\nSEK,2021,10.1,S0001,2021\n", "utf-8"
    )
    assert validate(tiny) == [
        Violation("tables/exchange_rates.csv", 1, "year", "year", "each column once, not 2 times")
    ]


@pytest.mark.parametrize(("line", "cells"), [("SEK,2024,11.4", 3), ("SEK,2024,11,4,S0001", 5), ("", 0)])
def test_a_ragged_row(tiny: Path, line: str, cells: int) -> None:
    path = table_of(tiny, "exchange_rates")
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    assert validate(tiny) == [
        Violation("tables/exchange_rates.csv", 5, "", f"{cells} cells", "4 cells, as in the header")
    ]


def test_a_nul_byte(tiny: Path) -> None:
    path = table_of(tiny, "exchange_rates")
    path.write_bytes(path.read_bytes().replace(b"10.6296", b"10.\x00296"))
    assert validate(tiny) == [
        Violation("tables/exchange_rates.csv", 3, "", "NUL byte", "text without NUL bytes")
    ]


def test_another_encoding(tiny: Path) -> None:
    path = table_of(tiny, "partnership_members")
    path.write_bytes(path.read_bytes().replace(b"Sedan 2013", "Från 2013".encode("latin-1")))
    assert validate(tiny) == [Violation("tables/partnership_members.csv", 5, "", "bytes e5", "text in UTF-8")]


def test_a_stray_quote(tiny: Path) -> None:
    path = table_of(tiny, "exchange_rates")
    path.write_text(path.read_text("utf-8") + '"SEK" x,2024,11.4,S0001\n', "utf-8")
    [violation] = validate(tiny)
    assert (violation.file, violation.row) == ("tables/exchange_rates.csv", 5)
    assert violation.expected == "well-formed CSV"


def test_a_byte_order_mark_and_windows_line_ends_are_tolerated(tiny: Path) -> None:
    for path in (tiny / "tables").glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert validate(tiny) == []


def test_rows_are_counted_in_lines_of_the_file_also_after_a_quoted_line_break(tiny: Path) -> None:
    path = table_of(tiny, "sources")
    text = path.read_text("utf-8").replace("A first source", '"A first\nsource"').replace("S0002,", "S 2,")
    path.write_text(text, "utf-8")
    rows = [(v.row, v.column) for v in validate(tiny) if v.file == "tables/sources.csv"]
    assert rows == [(2, "title"), (4, "source_id")]


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("title: [", "", "well-formed YAML with possible dates"),
        ("data_date: 2026-13-01", "", "well-formed YAML with possible dates"),
        ("just words", "", "the keys title, data_date, compiled, version"),
        ('title: "x"\ndata_date: soon\ncompiled: 2026-11-23\nversion: "1"', "data_date", "a date YYYY-MM-DD"),
        (
            'title: "x"\ndata_date: 2026-08-31\ncompiled: 2026-11-23\nversion: 1.0',
            "version",
            "text in quotes",
        ),
    ],
)
def test_a_broken_dataset_yml(tiny: Path, text: str, column: str, expected: str) -> None:
    (tiny / "dataset.yml").write_text(text, "utf-8")
    [violation] = validate(tiny)
    assert (violation.file, violation.column, violation.expected) == ("dataset.yml", column, expected)


@pytest.mark.parametrize("text", ["{", "[]", '{"features": [1]}', '{"features": [{"properties": null}]}'])
def test_a_broken_boundary_file(tiny: Path, text: str) -> None:
    (tiny / "boundaries" / "land.geojson").write_text(text, "utf-8")
    [violation] = validate(tiny)
    assert violation.file == "boundaries/land.geojson"
    assert "GeoJSON" in violation.expected


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    [violation] = validate(tmp_path / "nowhere")
    assert "no such folder" in violation.expected


def test_damaged_files_never_end_in_a_traceback(tmp_path: Path) -> None:
    dice = random.Random(1)
    for number in range(60):
        directory = write_tiny(tmp_path / str(number))
        files = sorted(path for path in directory.rglob("*") if path.is_file())
        path = dice.choice(files)
        content = bytearray(path.read_bytes())
        start = dice.randrange(len(content))
        content[start : start + dice.randrange(20)] = dice.choice(
            [
                b"",
                b'"',
                b"\n",
                b",,,",
                b"\r",
                b"\xff\xfe",
                dice.randbytes(5),
                b"9" * 400,
                b"'{[",
                b"\xe2\x80\xa8",
            ]
        )
        path.write_bytes(content)
        assert all(isinstance(violation, Violation) for violation in validate(directory))


# ------------------------------------------------------------------ python -m s3dash check


def test_check_prints_every_violation_as_csv_and_returns_1(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_cells(tiny, "projects", 2, period="1999", currency="SEK, or so")
    assert main(["check", str(tiny)]) == 1
    out, err = capsys.readouterr()
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0] == ["file", "row", "column", "value", "expected"]
    assert ["tables/projects.csv", "2", "currency", "SEK, or so", "one of: EUR, SEK, DKK, NOK, PLN, or nothing"] in rows
    assert {row[2] for row in rows[1:]} == {"period", "currency"}
    assert f"{len(rows) - 1} violations" in err


def test_check_says_ok_with_the_rows_of_each_table(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tiny)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"OK {tiny}: {len(TABLES)} tables")
    assert "projects                  6" in out


def test_check_of_a_missing_folder_is_one_sentence() -> None:
    command = [sys.executable, "-m", "s3dash", "check", "no/such/folder"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (done.stdout, done.stderr) == ("", "no/such/folder: there is no such folder.\n")


# ------------------------------------------------------------------ the bundled dataset


def test_the_bundled_dataset_is_valid_and_checked_within_a_second() -> None:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        assert validate(ROOT / "geodata") == []
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 1


def test_every_table_has_its_metadata_beside_it() -> None:
    for name in TABLES:
        meta = yaml.safe_load((ROOT / "geodata" / "tables" / f"{name}.meta.yml").read_text("utf-8"))
        assert {"title", "producer", "source", "link", "date_accessed", "licence", "notes", "rows"} <= set(
            meta
        )
        with (ROOT / "geodata" / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert meta["rows"] == sum(1 for _ in csv.reader(file)) - 1
