"""An invented list of operations of any size in Kohesio's format, for the benchmark: seeded, the same file every time.

Nothing in it is true. Its skew is that of real lists: few regions, programmes and organisations have most of the rows,
grants are spread over five orders of magnitude, most projects have one partner and some have forty. Words are those
of the bundled titles and summaries, as often as there.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa

from tests.by_hand import GEODATA, table

_SHARES = {
    "PL": 18, "IT": 16, "ES": 14, "FR": 10, "DE": 9, "PT": 8, "CZ": 6, "HU": 6, "RO": 5, "SE": 3, "FI": 3, "LT": 3,
    "LV": 2, "EE": 2, "DK": 1,
}  # fmt: skip
"""Projects by country, in per cent and a little more."""
_NAMES = {
    "PL": "Poland", "IT": "Italy", "ES": "Spain", "FR": "France", "DE": "Germany", "PT": "Portugal", "CZ": "Czechia",
    "HU": "Hungary", "RO": "Romania", "SE": "Sweden", "FI": "Finland", "LT": "Lithuania", "LV": "Latvia",
    "EE": "Estonia", "DK": "Denmark",
}  # fmt: skip


def write_operations(folder: Path, projects: int, seed: int = 20261124) -> tuple[list[Path], int]:
    """Write lists of so many projects and 2.6 times as many rows, a file a country; returns the files and the rows."""
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(config={"threads": 2, "memory_limit": "2GB", "temp_directory": str(folder / "spill")})
    con.execute("SET preserve_insertion_order = true")
    for name, values in (("vocabulary", _vocabulary()), ("places", _places())):
        con.register(name, pa.table({"word": pa.array(values), "nr": pa.array(range(len(values)))}))
        con.execute(f"CREATE TABLE all_{name} AS SELECT list(word ORDER BY nr) AS words FROM {name}")
    con.execute(
        f"""
        CREATE TABLE drawn AS
        SELECT i, hash(i, {seed}) AS h, {_share("n", seed)} AS u, {_share("m", seed)} AS v,
               (2014 + hash(i, {seed}, 'y') % 14)::INTEGER AS start_year, u > 0.93 AS interreg,
               CASE WHEN u < 0.72 THEN 1 WHEN u < 0.9 THEN 2 + (h % 4)::INTEGER ELSE 6 + (h % 14)::INTEGER END AS parts,
               {_pick("p.words", seed, "'p', 0")} AS home
        FROM range({projects}) t(i), all_places p
        """
    )
    files = []
    rows = 0
    for country, name in _NAMES.items():
        file = folder / f"{country}.csv"
        con.execute(f"COPY ({_rows(country, name, projects, seed)}) TO '{file}' (FORMAT csv, HEADER true)")
        files.append(file)
        (more,) = con.execute(f"SELECT sum(parts)::BIGINT FROM drawn WHERE left(home, 2) = '{country}'").fetchone() or (
            0,
        )
        rows += more or 0
    con.close()
    return files, rows


def _share(salt: str, seed: int) -> str:
    """The SQL of a number from 0 to 1, the same for a project every time."""
    return f"(hash(i, {seed}, '{salt}') % 100000) / 100000.0"


def _pick(words: str, seed: int, salt: str) -> str:
    """The SQL of one of a list of words."""
    return f"{words}[1 + (hash(i, {seed}, {salt}) % len({words}))::INTEGER]"


def _text(words: str, seed: int, salt: str) -> str:
    """The SQL of a text of so many words."""
    word = _pick("w.words", seed, f"'{salt}', j")
    return f"list_aggregate(list_transform(range({words}), lambda j: {word}), 'string_agg', ' ')"


def _rows(country: str, name: str, projects: int, seed: int) -> str:
    """The SQL of a country's list: a row for each project and beneficiary; Interreg's are in any country."""
    day = "strftime(make_date({year}, 1 + (h % 12)::INTEGER, {day}), '%d/%m/%Y')"
    organisation = f"(power((hash(i, k, {seed}, 'o') % 1000000) / 1000000.0, 3) * {max(projects // 5, 50)})::BIGINT"
    cells = {
        "Operation_Unique_Identifier": "'https://linkedopendata.eu/entity/Q' || (10000000 + i)",
        "Operation_Local_Identifier": "'B' || i",
        "Operation_Name_English": "title",
        "Operation_Name_Programme_Language": "title",
        "Country": f"'{name}'",
        "CountryCode": "left(nuts, 2)",
        "Operation_Start_Date": day.format(year="start_year", day=1),
        "Operation_End_Date": day.format(year="start_year + 1 + (h % 4)::INTEGER", day=28),
        "Cofinancing_Rate": "'50.0'",
        "Total_Eligible_Expenditure_amount": "round(2 * grant_eur, 2)",
        "Total_Eligible_Expenditure_Currency": "'EUR'",
        "Project_EU_Budget": "grant_eur",
        "Beneficiary_Unique_Identifier": f"'https://linkedopendata.eu/entity/Q' || (90000000 + {organisation})",
        "Beneficiary_Name": f"'Organisation ' || {organisation} || ' ' || left(nuts, 2)",
        "Category_Of_Intervention": "lpad((1 + (h % 180))::VARCHAR, 3, '0')",
        "Category_Label": "''",
        "Thematic_Objective_ID": "'TO' || (1 + h % 180 % 11)",
        "Policy_Objective_ID": "''",
        "Fund_Code": "CASE WHEN interreg THEN 'INTERREG' WHEN h % 10 < 6 THEN 'ERDF'"
        " WHEN h % 10 < 9 THEN 'ESF' ELSE 'CF' END",
        "Fund_Name": "''",
        "Programme_Code": "CASE WHEN start_year < 2021 THEN '2014' ELSE '2021' END"
        f" || CASE WHEN interreg THEN 'TC16RFCB0' || (10 + h % 60) ELSE '{country}16RFOP00' || (1 + h % 9) END",
        "Programme_Name": "''",
        "NUTS3_Code": "nuts",
        "Programming_Period": "CASE WHEN start_year < 2021 THEN '2014-2020' ELSE '2021-2027' END",
        "Operation_Summary_English": "summary",
        "Operation_Summary_Programme_Language": "''",
    }
    place = _pick("places", seed, "'p', k * interreg::INTEGER")
    return f"""
        WITH operations AS (
            SELECT d.*, {_text("5 + (h % 6)::INTEGER", seed, "t")} AS title,
                   {_text("12 + (h % 25)::INTEGER", seed, "s")} AS summary, p.words AS places,
                   round(10 ** (3.3 + 2.2 * v + 1.5 * u), 2) AS grant_eur
            FROM drawn d, all_vocabulary w, all_places p WHERE left(home, 2) = '{country}'
        ), placed AS (SELECT *, {place} AS nuts FROM operations, unnest(range(parts)) t(k))
        SELECT {", ".join(f"{sql} AS {column}" for column, sql in cells.items())} FROM placed ORDER BY i, k
    """


def _vocabulary() -> list[str]:
    """The words of the bundled titles and summaries, each as often as it stands there."""
    words = Counter(
        word
        for row in table("projects")
        for word in f"{row['title']} {row['summary_en']}".replace('"', "").split()
        if word.isprintable()
    )
    return [word for word, n in sorted(words.items()) for _ in range(n)]


def _places() -> list[str]:
    """NUTS3 codes, each as often as its share of the projects; some regions have many more than others."""
    with (GEODATA / "places" / "nuts_2021.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["nuts_id"] for row in csv.DictReader(file) if len(row["nuts_id"]) == 5]
    places = []
    for country, share in _SHARES.items():
        own = [code for code in codes if code.startswith(country)]
        weights = [1 / (1 + position % 17) for position in range(len(own))]
        places += [
            code
            for code, weight in zip(own, weights, strict=True)
            for _ in range(max(1, round(400 * share * weight / sum(weights))))
        ]
    return places
