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

HEADER = (
    "Operation_Unique_Identifier", "Operation_Local_Identifier", "Operation_Name_English",
    "Operation_Name_Programme_Language", "Country", "CountryCode", "Operation_Start_Date", "Operation_End_Date",
    "Cofinancing_Rate", "Total_Eligible_Expenditure_amount", "Total_Eligible_Expenditure_Currency", "Project_EU_Budget",
    "Beneficiary_Unique_Identifier", "Beneficiary_Name", "Category_Of_Intervention", "Category_Label",
    "Thematic_Objective_ID", "Policy_Objective_ID", "Fund_Code", "Fund_Name", "Programme_Code", "Programme_Name",
    "NUTS3_Code", "Programming_Period", "Operation_Summary_English", "Operation_Summary_Programme_Language",
)  # fmt: skip
PARTS_PER_PROJECT = 2.5
_SHARES = {
    "PL": 18, "IT": 16, "ES": 14, "FR": 10, "DE": 9, "PT": 8, "CZ": 6, "HU": 6, "RO": 5, "SE": 3, "FI": 3, "LT": 3,
    "LV": 2, "EE": 2, "DK": 1,
}  # fmt: skip
"""Projects by country, in per cent and a little more."""
_NAMES = {
    "PL": "Poland", "IT": "Italy", "ES": "Spain", "FR": "France", "DE": "Germany", "PT": "Portugal", "CZ": "Czechia",
    "HU": "Hungary", "RO": "Romania", "SE": "Sweden", "FI": "Finland", "LT": "Lithuania", "LV": "Latvia", "EE": "Estonia",
    "DK": "Denmark",
}  # fmt: skip


def write_operations(file: Path, projects: int, seed: int = 20261124) -> int:
    """Write a list of so many projects and 2.5 times as many rows; returns the rows."""
    con = duckdb.connect(config={"threads": 2, "memory_limit": "2GB", "temp_directory": str(file.parent / "generating")})
    con.execute("SET preserve_insertion_order = true")
    for name, values in (("vocabulary", _vocabulary()), ("places", _places())):
        con.register(name, pa.table({"word": pa.array(values), "nr": pa.array(range(len(values)))}))
    for name in ("vocabulary", "places"):
        con.execute(f"CREATE TABLE all_{name} AS SELECT list(word ORDER BY nr) AS words FROM {name}")
    con.execute(
        f"""
        CREATE TABLE drawn AS
        SELECT i, hash(i, {seed}) AS h, (hash(i, {seed}, 'n') % 10000) / 10000.0 AS u,
               (hash(i, {seed}, 'm') % 100000) / 100000.0 AS v, (hash(i, {seed}, 'y') % 14)::INTEGER AS year
        FROM range({projects}) t(i)
        """
    )
    text = "list_aggregate(list_transform(range({n}), lambda j: w.words[1 + (hash(d.i, j, {seed}, '{salt}') % len(w.words))::INTEGER]), 'string_agg', ' ')"
    title = text.format(n="5 + (d.h % 6)::INTEGER", seed=seed, salt="t")
    summary = text.format(n="12 + (d.h % 25)::INTEGER", seed=seed, salt="s")
    con.execute(
        f"""
        CREATE VIEW operations AS
        SELECT d.*, {title} AS title, {summary} AS summary, p.words AS places,
               CASE WHEN u < 0.72 THEN 1 WHEN u < 0.9 THEN 2 + (h % 4)::INTEGER ELSE 6 + (h % 14)::INTEGER END AS parts,
               round(10 ** (3.3 + 2.2 * v + 1.5 * u), 2) AS grant_eur, u > 0.93 AS interreg, 2014 + year AS start_year
        FROM drawn d, all_vocabulary w, all_places p
        """
    )
    place = "places[1 + (hash(i, k * interreg::INTEGER, {seed}, 'p') % len(places))::INTEGER]".format(seed=seed)
    rows = f"""
        SELECT 'https://linkedopendata.eu/entity/Q' || (10000000 + i) AS c1, 'B' || i AS c2, title AS c3, title AS c4,
               {{'PL': ''}} AS skip, {place} AS nuts, o.*, k
        FROM operations o, unnest(range(parts)) t(k)
    """.replace("{'PL': ''} AS skip, ", "")
    names = " ".join(f"WHEN '{code}' THEN '{name}'" for code, name in _NAMES.items())
    con.execute(
        f"""
        COPY (
            SELECT c1, c2, c3, c4, CASE left(nuts, 2) {names} END, left(nuts, 2), strftime(make_date(start_year, 1 + (h % 12)::INTEGER, 1), '%d/%m/%Y'),
                   strftime(make_date(start_year + 1 + (h % 4)::INTEGER, 1 + (h % 12)::INTEGER, 28), '%d/%m/%Y'), '50.0',
                   round(2 * grant_eur, 2), 'EUR', grant_eur, 'https://linkedopendata.eu/entity/Q' || (90000000 + org),
                   'Organisation ' || org || ' ' || left(nuts, 2), lpad((1 + (h % 180))::VARCHAR, 3, '0'), '', 'TO' || (1 + h % 11), '',
                   CASE WHEN interreg THEN 'INTERREG' WHEN h % 10 < 6 THEN 'ERDF' WHEN h % 10 < 9 THEN 'ESF' ELSE 'CF' END, '',
                   CASE WHEN interreg THEN '2014TC16RFCB0' || (10 + h % 60)
                        ELSE (CASE WHEN start_year < 2021 THEN '2014' ELSE '2021' END) || left(nuts, 2) || '16RFOP00' || (1 + h % 9) END,
                   '', nuts, CASE WHEN start_year < 2021 THEN '2014-2020' ELSE '2021-2027' END, summary, ''
            FROM (SELECT *, (power((hash(i, k, {seed}, 'o') % 1000000) / 1000000.0, 3) * {max(projects // 5, 50)})::BIGINT AS org FROM ({rows}))
            ORDER BY i, k
        ) TO '{file}' (FORMAT csv, HEADER false, QUOTE '"')
        """
    )
    con.close()
    return _with_header(file)


def _with_header(file: Path) -> int:
    """Put the header before the rows; returns how many rows there are."""
    body = file.with_suffix(".rows")
    file.rename(body)
    rows = 0
    with body.open("rb") as old, file.open("wb") as new:
        new.write((",".join(HEADER) + "\n").encode())
        while chunk := old.read(1 << 22):
            rows += chunk.count(b"\n")
            new.write(chunk)
    body.unlink()
    return rows


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
        places += [code for code, weight in zip(own, weights, strict=True) for _ in range(max(1, round(400 * share * weight / sum(weights))))]
    return places
