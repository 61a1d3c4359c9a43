"""The tables of the project store, worked out from the rows of projects and participations, in DuckDB.

`project_rows` and `participation_rows` are what sources say (:mod:`s3dash.data.store_rows`). :func:`derive` makes of
them what the questions of :mod:`s3dash.data.store` need, so that an answer reads little:

============== ===========================================================================================
projects       a row a project, all that is known of it, sorted by id; `position` numbers them
participations with amounts in both currencies and the organisation's id, by project
facts          of each project what filters, sums and orders need, and nothing else
units          the same for each area that a project touches, and what of its grant belongs to it
members        which organisation takes part in which project, by organisation
*_records      each project and participation as one text (JSON), so that a few of them are found at once among millions
totals         projects and sums per area, period, domain, fund, programme, start year and kind of attribution
pairs          joint projects per pair of a Swedish area and a neighbour, period, domain, fund and programme
vocabulary     every word, numbered in alphabetical order, and how many projects have it
words          which word stands in which project, and how much that says
organisations  a row an organisation
============== ===========================================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from s3dash.data.dataset import Dataset
from s3dash.data.money import Rate, rate_for
from s3dash.data.projects import Participation, Project, columns_of
from s3dash.data.rows import rows_of
from s3dash.data.schema import COUNTRY
from s3dash.data.store_units import NOWHERE, derive_touching, units
from s3dash.data.words import FOLDED_LETTERS

VERSION = 1
"""Raised when the tables are worked out in another way, so that no copy of older ones is used."""
QUESTIONS = (
    "facts", "units", "members", "project_records", "participation_records", "totals", "pairs", "vocabulary",
    "words", "organisations",
)  # fmt: skip
"""Tables that questions are asked of."""
TABLES = ("projects", "participations", *QUESTIONS)
FACTS = (
    "position", "project_id", "period", "domain_id", "fund", "programme_id", "start_year", "end_year", "eu_eur",
    "baltic", "countries", "rank_newest", "rank_largest", "rank_title", "sweden_kind", "sweden_eur", "sweden_sek",
)  # fmt: skip
"""Columns of `facts`."""
ORDERS = {
    "participations": "position, n", "members": "organisation_id, position", "units": "unit, position",
    "words": "word_id, position",
}  # fmt: skip
"""How the tables lie on disk, so that a question reads only the part that it asks about."""
TITLE, ORGANISATION, SUMMARY = 6, 3, 1
"""How much a word says by where it stands."""
_RECORDS = 1024
"""So many projects or participations lie together in a group of records."""
_SLICE = 200_000
"""So many projects are put together at a time."""


def derive(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Make the tables of the store from `project_rows` and `participation_rows`.

    Parameters
    ----------
    con
        Any DuckDB database; tables of these names are replaced.
    dataset
        Its regions and exchange rates; its own projects play no part.
    """
    _rates(con, dataset)
    _participations(con)
    _projects(con, dataset)
    derive_touching(con, dataset)
    _join(con)
    _records(con)
    _members(con)
    _totals(con)
    _pairs(con, dataset)
    _organisations(con)
    _words(con)
    for table in ("rates", "project_facts", "partners_of", "derived", "touching", "tokens", "folded_tokens"):
        con.execute(f"DROP TABLE IF EXISTS {table}")


def write_parquet(con: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    """Write a table as a Parquet file, rows as they lie in the table."""
    con.execute("SET preserve_insertion_order = true")
    if table.endswith("_records"):
        _write_records(con, table, file)
        return
    con.execute(f"COPY {table} TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd)")


def _write_records(con: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    """Write a table in groups so small that reading a single one is quick, which DuckDB itself does not write."""
    rows = con.sql(f"SELECT * FROM {table}").to_arrow_reader(32 * _RECORDS)
    with pq.ParquetWriter(file, rows.schema, compression="zstd", write_statistics=["position"]) as writer:
        for batch in rows:
            writer.write_batch(batch, row_group_size=_RECORDS)


def quoted(path: Path) -> str:
    """Write a path as a text of SQL, for statements that take no values."""
    return "'" + str(path).replace("'", "''") + "'"


def folded(column: str) -> str:
    """The SQL of :func:`s3dash.data.words.fold` for a column."""
    text = f"strip_accents(lower({column}))"
    for letter, plain in FOLDED_LETTERS.items():
        text = f"replace({text}, '{letter}', '{plain}')"
    return rf"trim(regexp_replace({text}, '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"


def organisation_slug(column: str) -> str:
    """The SQL of an organisation's part of its id: its folded name, shortened where it is long."""
    name = folded(column)
    slug = rf"replace(regexp_replace({name}, '[^a-z0-9 ]', '', 'g'), ' ', '-')"
    short = f"left({slug}, 50) || '-' || left(md5({name}), 8)"
    return f"CASE WHEN length({slug}) BETWEEN 1 AND 60 THEN {slug} ELSE {short} END"


def _rates(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """`rates`: start year and period -> year and basis of the rate, and EUR and SEK per unit of each currency."""
    known: dict[str, dict[int, float]] = {}
    for row in rows_of(dataset.exchange_rates):
        known.setdefault(row["currency"], {})[int(row["year"])] = float(row["per_eur"])
    con.execute(
        "CREATE OR REPLACE TABLE rates (start_year INTEGER, period VARCHAR, rate_year INTEGER, rate_basis VARCHAR,"
        " currency VARCHAR, sek_per_eur DOUBLE, per_eur DOUBLE)"
    )
    wanted = con.execute(
        "SELECT DISTINCT try_cast(left(start_date, 4) AS INTEGER), period FROM project_rows"
    ).fetchall()
    rows: list[tuple[Any, ...]] = []
    for start_year, period in wanted:
        rate: Rate = rate_for(known, start_year, period)
        per_eur = {"EUR": 1.0, "SEK": rate.sek_per_eur, **rate.others}
        common = (start_year, period, rate.year, rate.basis)
        rows += [(*common, currency, rate.sek_per_eur, each) for currency, each in per_eur.items()]
        rows.append((*common, None, rate.sek_per_eur, None))
    if rows:
        con.executemany("INSERT INTO rates VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


_EUR = "round(CASE WHEN {a}.currency = 'EUR' THEN {a}.eu_contribution ELSE {a}.eu_contribution / r.per_eur END, 2)"
_SEK = (
    "round(CASE WHEN {a}.currency = 'SEK' THEN {a}.eu_contribution"
    " ELSE {a}.eu_contribution / r.per_eur * r.sek_per_eur END, 2)"
)
# Cents, so that sums are the same in whatever order they are added.


def _participations(con: duckdb.DuckDBPyConnection) -> None:
    """`participations` with ids of organisations, `position` and amounts in both currencies.

    Names that are spelled differently under one organisation number are one organisation.
    """
    con.execute(
        """
        CREATE OR REPLACE TABLE project_facts AS
        SELECT p.project_id, (row_number() OVER (ORDER BY p.project_id) - 1)::INTEGER AS position,
               try_cast(left(p.start_date, 4) AS INTEGER) AS start_year, p.period
        FROM project_rows p
        """
    )
    con.execute(
        f"""
        CREATE OR REPLACE TABLE participations AS
        WITH named AS (
            SELECT a.*, f.position, f.start_year, f.period,
                   CASE WHEN a.organisation IS NULL THEN NULL
                        ELSE lower(a.country) || '-' || {organisation_slug("a.organisation")} END AS slug
            FROM participation_rows a JOIN project_facts f USING (project_id)
        )
        SELECT a.project_id, a.position, a.n, a.organisation,
               CASE WHEN a.organisation_number IS NULL OR a.slug IS NULL THEN a.slug
                    ELSE min(a.slug) OVER (PARTITION BY a.country, a.organisation_number, a.slug IS NULL) END
                    AS organisation_id,
               a.organisation_type, a.organisation_number, a.country, a.nuts_id, a.role, a.eu_contribution, a.currency,
               {_EUR.format(a="a")} AS eu_eur, {_SEK.format(a="a")} AS eu_sek, a.place_basis, a.place, a.source_id,
               a.origin
        FROM named a
        LEFT JOIN rates r ON r.start_year IS NOT DISTINCT FROM a.start_year AND r.period = a.period
                          AND r.currency = a.currency
        ORDER BY {ORDERS["participations"]}
        """
    )


def _projects(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """`derived`: what is worked out of each project's own row: years, amounts, countries, its places in each order."""
    baltic = sorted({dataset.region(code).country for code in dataset.drawn("neighbours")} - {COUNTRY})
    countries = ", ".join(f"'{country}'" for country in baltic) or "''"
    con.execute(
        f"""
        CREATE OR REPLACE TABLE partners_of AS
        SELECT position, count(*)::INTEGER AS partner_count, bool_or(nuts_id IS NOT NULL) AS placed,
               string_agg(DISTINCT country, ' ' ORDER BY country) AS countries,
               count(DISTINCT country)::INTEGER AS country_count, bool_or(country IN ({countries})) AS neighbour
        FROM participations GROUP BY position
        """
    )
    ranks = ", ".join(
        f"(row_number() OVER (ORDER BY {order}, f.position))::INTEGER AS rank_{name}"
        for name, order in _orders().items()
    )
    con.execute(
        f"""
        CREATE OR REPLACE TABLE derived AS
        SELECT f.position,
               try_cast(left(p.end_date, 4) AS INTEGER) AS end_year,
               coalesce(left(p.end_date, least(length(p.start_date), length(p.end_date)))
                        < left(p.start_date, least(length(p.start_date), length(p.end_date))), false) AS dates_reversed,
               {_EUR.format(a="p")} AS eu_eur, {_SEK.format(a="p")} AS eu_sek, y.rate_year, y.rate_basis,
               coalesce(p.regions, '') = '' AND p.lead_nuts IS NULL AND NOT coalesce(o.placed, false)
                   AND coalesce(o.countries, '{COUNTRY}') LIKE '%{COUNTRY}%' AS nowhere,
               coalesce(o.partner_count, 0) AS partner_count, coalesce(o.countries, '') AS countries,
               coalesce(o.neighbour AND (o.country_count > 1 OR coalesce(p.regions, '') LIKE '%SE%'), false) AS baltic,
               {ranks}
        FROM project_rows p
        JOIN project_facts f USING (project_id)
        LEFT JOIN partners_of o ON o.position = f.position
        LEFT JOIN rates y ON y.start_year IS NOT DISTINCT FROM f.start_year AND y.period = p.period
                          AND y.currency IS NULL
        LEFT JOIN rates r ON r.start_year IS NOT DISTINCT FROM f.start_year AND r.period = p.period
                          AND r.currency = p.currency
        """
    )


def _orders() -> dict[str, str]:
    """The SQL of each order of projects; what is unknown comes last, ties by id."""
    newest = "rpad(replace(coalesce(p.start_date, '0000'), '-', ''), 8, '0') DESC"
    title = "ltrim(translate(lower(p.title), 'åäöéüæø', '{|}ey|}'), '\"''”“«(')"
    return {"newest": newest, "largest": "coalesce(eu_eur, 0) DESC", "title": title}


def _join(con: duckdb.DuckDBPyConnection) -> None:
    """`projects`: each project's row with what is worked out, and what of its grant belongs to Sweden; and `facts`.

    A project with places, none of them in Sweden, lies elsewhere. Texts are wide: the rows are put together some at a
    time, in the order of their ids.
    """
    ids = con.execute(
        f"SELECT project_id FROM project_facts WHERE position % {_SLICE} = 0 ORDER BY position"
    ).fetchall()
    for number, (first,) in enumerate(ids or [("",)]):
        following = ids[number + 1][0] if number + 1 < len(ids) else None
        verb = "CREATE OR REPLACE TABLE projects AS" if number == 0 else "INSERT INTO projects"
        con.execute(
            f"""
            {verb}
            WITH said AS (
                SELECT * FROM project_rows
                WHERE project_id >= $first AND ($following IS NULL OR project_id < $following)
            ), worked_out AS (
                SELECT * FROM project_facts JOIN derived USING (position)
                WHERE position BETWEEN {number * _SLICE} AND {(number + 1) * _SLICE - 1}
            )
            SELECT d.position, p.*, d.* EXCLUDE (position, project_id, period, nowhere),
                   coalesce(u.kind, 'elsewhere') AS sweden_kind, coalesce(u.eur, 0) AS sweden_eur,
                   coalesce(u.sek, 0) AS sweden_sek
            FROM said p JOIN worked_out d USING (project_id)
            LEFT JOIN touching u ON u.position = d.position AND u.unit IN ('{COUNTRY}', '{NOWHERE}')
            ORDER BY d.position
            """,
            {"first": first, "following": following},
        )
    con.execute(f"CREATE OR REPLACE TABLE facts AS SELECT {', '.join(FACTS)} FROM projects ORDER BY position")
    con.execute(
        f"""
        CREATE OR REPLACE TABLE units AS
        SELECT unit, participates, kind, eur, sek, facts.* EXCLUDE (project_id, sweden_kind, sweden_eur, sweden_sek)
        FROM touching JOIN facts USING (position) WHERE unit <> '{NOWHERE}' ORDER BY {ORDERS["units"]}
        """
    )


def _records(con: duckdb.DuckDBPyConnection) -> None:
    """`project_records` and `participation_records`: the cells of :class:`Project` and :class:`Participation`."""
    for name, table, kind, key in (
        ("project_records", "projects", Project, "position"),
        ("participation_records", "participations", Participation, "position, n"),
    ):
        cells = ", ".join(columns_of(kind))
        con.execute(
            f"CREATE OR REPLACE TABLE {name} AS"
            f" SELECT {key}, json_array({cells})::VARCHAR AS record FROM {table} ORDER BY {key}"
        )


def _members(con: duckdb.DuckDBPyConnection) -> None:
    """`members`: each organisation's projects."""
    con.execute(
        f"""
        CREATE OR REPLACE TABLE members AS
        SELECT DISTINCT organisation_id, position FROM participations WHERE organisation_id IS NOT NULL
        ORDER BY {ORDERS["members"]}
        """
    )


def _totals(con: duckdb.DuckDBPyConnection) -> None:
    """`totals`: the unit `` stands for the whole dataset, with Sweden's part of the money."""
    keys = "period, domain_id, fund, programme_id, start_year"
    con.execute(
        f"""
        CREATE OR REPLACE TABLE totals AS
        SELECT unit, {keys}, kind, count(*)::INTEGER AS projects, sum(eur) AS eur, sum(sek) AS sek
        FROM units GROUP BY ALL
        UNION ALL
        SELECT '' AS unit, {keys}, sweden_kind AS kind, count(*)::INTEGER, sum(sweden_eur), sum(sweden_sek)
        FROM facts GROUP BY ALL
        """
    )


def _pairs(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """`pairs`: from a Swedish area, or Sweden, to a neighbour."""
    swedish = [code for code in units(dataset) if code.startswith(COUNTRY)]
    sides = {"here_units": swedish, "there_units": list(dataset.drawn("neighbours"))}
    for name, codes in sides.items():
        con.register(name, pa.table({"unit": pa.array(codes, pa.string())}))
    con.execute(
        """
        CREATE OR REPLACE TABLE pairs AS
        WITH here AS (SELECT * FROM units WHERE participates AND unit IN (SELECT unit FROM here_units)),
             there AS (SELECT unit, position FROM units WHERE participates AND unit IN (SELECT unit FROM there_units))
        SELECT here.unit AS here, there.unit AS there, period, domain_id, fund, programme_id,
               count(*)::INTEGER AS projects
        FROM here JOIN there USING (position) GROUP BY ALL
        """
    )
    for name in sides:
        con.unregister(name)


def _organisations(con: duckdb.DuckDBPyConnection) -> None:
    """`organisations`: what is said of each most often; ties by the alphabet, so that it is the same every time."""
    con.execute(
        f"""
        CREATE OR REPLACE TABLE organisations AS
        WITH said AS (
            SELECT organisation_id, organisation, organisation_type, nuts_id, country, count(*) AS n
            FROM participations WHERE organisation_id IS NOT NULL GROUP BY ALL
        ), most AS (
            SELECT organisation_id, arg_max(organisation, (n, organisation)) AS name,
                   arg_max(organisation_type, (n, organisation_type)) AS organisation_type, min(country) AS country,
                   arg_max(nuts_id, (n, nuts_id)) AS nuts_id
            FROM said GROUP BY organisation_id
        ), counted AS (SELECT organisation_id, count(*)::INTEGER AS projects FROM members GROUP BY organisation_id)
        SELECT organisation_id, name, organisation_type, country, nuts_id, projects, {folded("name")} AS folded
        FROM most JOIN counted USING (organisation_id) ORDER BY organisation_id
        """
    )


def _words(con: duckdb.DuckDBPyConnection) -> None:
    """`vocabulary` and `words`: each word of a project once, with the weight of the best place it stands in.

    Texts are cut at spaces first and only what differs is folded, since that is the dear part; and words are numbered
    in their order, so that those that begin alike lie side by side.
    """
    texts = [
        ("projects", "title", TITLE), ("projects", "title_en", TITLE), ("projects", "project_id", TITLE),
        ("projects", "lead_organisation", ORGANISATION), ("participations", "organisation", ORGANISATION),
        ("projects", "summary", SUMMARY), ("projects", "summary_en", SUMMARY),
    ]  # fmt: skip
    said = {"title_en": "title", "summary_en": "summary"}
    parts = " UNION ALL ".join(
        f"SELECT unnest(list_distinct(string_split({column}, ' '))) AS token, position, {weight}::TINYINT AS weight"
        f" FROM {table} WHERE {column} IS DISTINCT FROM {said.get(column, 'NULL')}"
        for table, column, weight in texts
    )
    con.execute(f"CREATE OR REPLACE TABLE tokens AS {parts}")
    con.execute(
        f"""
        CREATE OR REPLACE TABLE folded_tokens AS
        WITH folded AS (
            SELECT token, unnest(string_split({folded("token")}, ' ')) AS word FROM (SELECT DISTINCT token FROM tokens)
        )
        SELECT token, word, (dense_rank() OVER (ORDER BY word) - 1)::INTEGER AS word_id FROM folded WHERE word <> ''
        """
    )
    con.execute(
        f"""
        CREATE OR REPLACE TABLE words AS
        SELECT word_id, position, max(weight) AS weight FROM tokens JOIN folded_tokens USING (token)
        GROUP BY word_id, position ORDER BY {ORDERS["words"]}
        """
    )
    con.execute(
        """
        CREATE OR REPLACE TABLE vocabulary AS
        SELECT word, word_id, n AS projects
        FROM (SELECT DISTINCT word, word_id FROM folded_tokens)
        JOIN (SELECT word_id, count(*)::INTEGER AS n FROM words GROUP BY word_id) USING (word_id) ORDER BY word_id
        """
    )
