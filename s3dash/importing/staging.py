"""Projects of an import beside those of the dataset in force, in a DuckDB database on disk, and how they are merged.

The steps, each a function, in the order in which :mod:`s3dash.importing.pipeline` takes them:

1. :func:`read_rows`: the source's rows as read;
2. :func:`join_rows`: one row per project, its places and partners together;
3. :func:`match`: which of them the dataset knows, by the source's own id or by a name that another source uses;
4. :func:`merge`: what becomes of each, and which really change;
5. :func:`settle`: `project_rows`, `participation_rows` and `origins` of the new dataset.

Where the source is the one that a project came from, its statements replace the old ones, and what it leaves blank
is kept. Where another source brought the project first, its statements stay and only blanks are filled; partners are
added for countries without any, so that nobody is counted twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from s3dash.data.store_rows import PARTICIPATION_ROWS, PROJECT_ROWS
from s3dash.data.store_tables import folded, quoted
from s3dash.importing.reading import PARTICIPATIONS, PROJECTS

MEMORY_LIMIT = "1200MB"
ORIGINS = {
    "source": "VARCHAR", "ref": "VARCHAR", "project_id": "VARCHAR", "digest": "VARCHAR", "same_as": "VARCHAR[]",
    "first_seen": "VARCHAR", "last_seen": "VARCHAR",
}  # fmt: skip
"""Columns of `origins`: under which id a source knows a project, and when it was seen there first and last."""
_KEPT_WHERE_BLANK = (
    "title_en", "summary", "summary_en", "start_date", "end_date", "objective", "intervention_field",
    "lead_organisation", "lead_nuts", "url", "place",
)  # fmt: skip
_AMOUNT = ("eu_contribution", "currency", "amount_covers")
_NOT_SEEN = ("source_id", "first_seen", "last_seen")
"""Columns that may differ without anything having changed for a reader."""


def open_database(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the database of an import; what does not fit into memory lies beside it."""
    con = duckdb.connect(str(path))
    spill = quoted(path.parent / "spill")
    con.execute(f"SET memory_limit = '{MEMORY_LIMIT}'; SET temp_directory = {spill}; SET threads = 2")
    # every table whose order matters says so itself; keeping any other costs memory
    con.execute("SET preserve_insertion_order = false")
    return con


def read_rows(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make `incoming` and `incoming_parts`, the source's rows as :mod:`s3dash.importing.reading` wrote them."""
    for table, files in (("incoming", "projects"), ("incoming_parts", "parts")):
        paths = ", ".join(quoted(path) for path in sorted(folder.glob(f"{files}_*.parquet")))
        con.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{paths}])")


def join_rows(con: duckdb.DuckDBPyConnection) -> int:
    """Make `one`: a row per project, and `parts`: its participations; returns how many refs had differing rows.

    The first row of a ref speaks for it; places, notes and other names of all its rows count. Where it names no lead,
    the participation of that role does.
    """
    own = ("row", "regions", "unplaced", "notes", "same_as", "lead_organisation", "lead_nuts")
    single = ", ".join(f"i.{name}" for name in PROJECTS if name not in own)
    lists = ", ".join(
        f"list_sort(list_distinct(flatten(list({name})))) AS {name}"
        for name in ("regions", "unplaced", "notes", "same_as")
    )
    con.execute(
        f"""
        CREATE TABLE refs AS
        SELECT ref, min(nr) AS nr, {lists},
               count(DISTINCT title) > 1 OR count(DISTINCT eu_contribution) > 1 AS differing
        FROM incoming GROUP BY ref
        """
    )
    con.execute(
        f"""
        CREATE TABLE one AS
        WITH leads AS (
            SELECT ref, arg_min(organisation, nr) AS organisation, arg_min(nuts_id, nr) AS nuts_id FROM incoming_parts
            WHERE role = 'lead' AND ref IN (SELECT ref FROM incoming WHERE lead_organisation IS NULL) GROUP BY ref
        )
        SELECT {single}, coalesce(i.lead_organisation, l.organisation) AS lead_organisation,
               coalesce(i.lead_nuts, l.nuts_id) AS lead_nuts, r.regions,
               array_to_string(r.unplaced, '; ') AS place, array_to_string(r.notes, ' ') AS note,
               r.same_as, r.nr
        FROM refs r JOIN incoming i USING (nr) LEFT JOIN leads l ON l.ref = i.ref
        """
    )
    names = ", ".join(name for name in PARTICIPATIONS if name != "row")
    # a participation without an amount that stands there again (once for each place of its project) is one
    con.execute(
        f"""
        CREATE TABLE parts AS
        SELECT min(nr) AS nr, {names} FROM incoming_parts SEMI JOIN one USING (ref)
        WHERE eu_contribution IS NULL GROUP BY {names}
        UNION ALL
        SELECT nr, {names} FROM incoming_parts SEMI JOIN one USING (ref) WHERE eu_contribution IS NOT NULL
        """
    )
    return count(con, "SELECT count(*) FROM refs WHERE differing")


def match(con: duckdb.DuckDBPyConnection, source: str) -> None:
    """Make `found`: each ref's project_id, whether the dataset has it, and whether this source brought it.

    `source` is the prefix of the source's project ids, which importers of the same projects share.

    A ref whose project is taken by a better match gets an id of its own.
    """
    con.execute(
        f"""
        CREATE TABLE known_keys AS
        SELECT source || ':' || ref AS key, project_id FROM old_origins
        UNION SELECT unnest(same_as), project_id FROM old_origins
        UNION SELECT 'case:SE|' || regexp_replace(ref, '[^0-9]', '', 'g'), project_id FROM old_origins
              WHERE source = 'TVV'
        UNION SELECT 'title:' || programme_id || '|' || {folded("title")}, project_id FROM old_projects
              WHERE fund = 'interreg'
        UNION SELECT 'title:' || programme_id || '|' || {folded("title_en")}, project_id FROM old_projects
              WHERE fund = 'interreg' AND title_en IS NOT NULL
        """
    )
    con.execute(
        """
        CREATE TABLE matches AS
        WITH asked AS (
            SELECT ref, nr, 0 AS rank, ? || ':' || ref AS key FROM one
            UNION ALL SELECT ref, nr, 1, unnest(same_as) FROM one
        ), best AS (
            SELECT ref, any_value(nr) AS nr, min(rank) AS rank, arg_min(project_id, (rank, project_id)) AS project_id
            FROM asked JOIN known_keys USING (key) GROUP BY ref
        )
        SELECT ref, project_id FROM best QUALIFY row_number() OVER (PARTITION BY project_id ORDER BY rank, nr) = 1
        """,
        [source],
    )
    slug = r"""CASE WHEN regexp_full_match(ref, '[A-Za-z0-9]([A-Za-z0-9_-]{0,46}[A-Za-z0-9])?') THEN ref
        ELSE trim(left(regexp_replace(strip_accents(ref), '[^A-Za-z0-9]+', '-', 'g'), 36), '-') || '-'
             || left(md5(ref), 8) END"""
    con.execute(
        f"""
        CREATE TABLE found AS
        WITH named AS (SELECT ref, nr, '{source}-' || {slug} AS wanted FROM one ANTI JOIN matches USING (ref)),
             free AS (SELECT ref, wanted, row_number() OVER (PARTITION BY wanted ORDER BY nr) = 1
                             AND wanted NOT IN (SELECT project_id FROM old_projects) AS is_free FROM named)
        SELECT ref, CASE WHEN is_free THEN wanted ELSE wanted || '-' || left(md5(ref), 8) END AS project_id,
               false AS known, true AS own
        FROM free
        UNION ALL
        SELECT m.ref, m.project_id, true, split_part(coalesce(p.source_ref, ''), ':', 1) = ?
        FROM matches m JOIN old_projects p USING (project_id)
        """,
        [source],
    )


def merge(con: duckdb.DuckDBPyConnection, source: str, source_id: str, today: str) -> tuple[int, int, int]:
    """Make `merged` and `merged_parts`, the new state of every project that is new or changed.

    Returns how many are new, changed and the same. Needs `programme_of` (nr -> programme_id) for this source's own.
    """
    digest = ", ".join(f"o.{name}" for name in PROJECTS if name not in ("row", "unplaced", "notes", "topics"))
    part_names = [name for name in PARTICIPATIONS if name not in ("row", "ref")]
    part_digest = ", ".join(part_names)
    con.execute(
        f"""
        CREATE TABLE digests AS
        WITH of_parts AS (
            SELECT ref, sum(hash({part_digest})::HUGEINT) AS digest FROM parts GROUP BY ref
        )
        SELECT o.ref, hash({digest}, o.place, o.note, p.digest)::VARCHAR AS digest
        FROM one o LEFT JOIN of_parts p USING (ref)
        """
    )
    con.execute(
        """
        CREATE TABLE to_do AS
        SELECT f.*, d.digest FROM found f JOIN digests d USING (ref)
        WHERE NOT f.known OR NOT EXISTS (
            SELECT 1 FROM old_origins o WHERE o.source = ? AND o.ref = f.ref AND o.project_id = f.project_id
                                          AND o.digest = d.digest)
        """,
        [source],
    )
    con.execute(
        f"CREATE TABLE merged AS {_merged_projects()}", {"source": source, "source_id": source_id, "today": today}
    )
    _merge_parts(con, source, source_id)
    _drop_unchanged(con)
    new = count(con, "SELECT count(*) FROM merged ANTI JOIN old_projects USING (project_id)")
    changed = count(con, "SELECT count(*) FROM merged SEMI JOIN old_projects USING (project_id)")
    return new, changed, count(con, "SELECT count(*) FROM found") - new - changed


def _merged_projects() -> str:
    """The SQL of the new state of each project: the source's word first where it is its own, else last."""
    # a grant in another currency than a budget that stays would need a second column
    has_amount = (
        "(CASE WHEN t.own THEN o.eu_contribution IS NOT NULL"
        " ELSE p.eu_contribution IS NULL AND (p.total_budget IS NULL OR p.currency = o.currency) END)"
    )
    columns = {
        "project_id": "t.project_id",
        "title": "CASE WHEN t.own THEN o.title ELSE p.title END",
        "programme_id": "CASE WHEN t.own THEN g.programme_id ELSE p.programme_id END",
        "fund": "CASE WHEN t.own THEN o.fund ELSE p.fund END",
        "period": "CASE WHEN t.own THEN o.period ELSE p.period END",
        "domain_id": "p.domain_id",
        "domain_by": "p.domain_by",
        "domain_rule": "p.domain_rule",
        "source_id": "CASE WHEN t.own THEN $source_id ELSE p.source_id END",
        "source_ref": "CASE WHEN t.known THEN p.source_ref ELSE $source || ':' || t.ref END",
        "note": "CASE WHEN t.own THEN coalesce(nullif(o.note, ''), p.note) ELSE p.note END",
        "regions": "CASE WHEN t.own AND len(o.regions) > 0 OR coalesce(p.regions, '') = '' "
        "THEN array_to_string(o.regions, ' ') ELSE p.regions END",
        "first_seen": "coalesce(p.first_seen, $today)",
        "last_seen": "greatest(p.last_seen, $today)",
    }
    columns |= {
        name: f"CASE WHEN t.own THEN coalesce({said}, p.{name}) ELSE coalesce(p.{name}, {said}) END"
        for name in _KEPT_WHERE_BLANK
        for said in [f"nullif(o.{name}, '')"]
    }
    columns |= {name: f"CASE WHEN {has_amount} THEN o.{name} ELSE p.{name} END" for name in _AMOUNT}
    # a budget needs its currency even where no grant is published, and is left out where it has another one
    currency = f"coalesce({columns['currency']}, o.currency, p.currency)"
    budgets = [f"CASE WHEN {of}.currency = {currency} THEN {of}.total_budget END" for of in ("o", "p")]
    columns["currency"] = currency
    columns["total_budget"] = (
        f"CASE WHEN t.own THEN coalesce({budgets[0]}, {budgets[1]}) ELSE coalesce({budgets[1]}, {budgets[0]}) END"
    )
    listed = ", ".join(f"{columns[name]} AS {name}" for name in PROJECT_ROWS)
    return f"""
        SELECT {listed}, t.ref, o.topics FROM to_do t JOIN one o USING (ref)
        LEFT JOIN programme_of g USING (nr)
        LEFT JOIN old_projects p ON p.project_id = t.project_id
    """


def _merge_parts(con: duckdb.DuckDBPyConnection, source: str, source_id: str) -> None:
    """`merged_parts`: this importer's and what others brought, in each country those of one alone.

    The first source of a project comes before others. What it brought stays where the newer file names nobody.
    """
    names = [name for name in PARTICIPATION_ROWS if name not in ("project_id", "n", "source_id", "origin")]
    con.execute(
        f"""
        CREATE TABLE merged_parts AS
        WITH kept AS (
            SELECT p.* FROM old_parts p JOIN to_do t USING (project_id)
            WHERE CASE WHEN p.origin IS NOT DISTINCT FROM $source THEN t.ref NOT IN (SELECT ref FROM parts)
                       ELSE NOT t.own OR p.origin IS NULL
                            OR NOT EXISTS (SELECT 1 FROM parts a WHERE a.ref = t.ref AND a.country = p.country) END
        ), brought AS (
            SELECT t.project_id, a.nr, {", ".join(f"a.{name}" for name in names)},
                   $source_id AS source_id, $source AS origin
            FROM parts a JOIN to_do t USING (ref)
            WHERE t.own OR NOT EXISTS (SELECT 1 FROM kept k WHERE k.project_id = t.project_id AND k.country = a.country)
        )
        SELECT project_id, (row_number() OVER (PARTITION BY project_id ORDER BY step, nr) - 1)::INTEGER AS n,
               {", ".join(names)}, source_id, origin
        FROM (SELECT *, 0 AS step FROM brought
              UNION ALL BY NAME SELECT project_id, n AS nr, {", ".join(names)}, source_id, origin, 1 AS step FROM kept)
        """,
        {"source": source, "source_id": source_id},
    )


def _drop_unchanged(con: duckdb.DuckDBPyConnection) -> None:
    """Leave out of `merged` what says nothing else than before."""
    seen = [name for name in PROJECT_ROWS if name not in (*_NOT_SEEN, "project_id")]
    parts = [name for name in PARTICIPATION_ROWS if name not in ("project_id", "n", "source_id", "origin")]
    same_project = " AND ".join(f"coalesce(m.{name}::VARCHAR, '') = coalesce(p.{name}::VARCHAR, '')" for name in seen)
    of_part = "concat_ws(chr(31), " + ", ".join(f"coalesce({name}::VARCHAR, '')" for name in parts) + ")"
    con.execute(
        f"""
        CREATE TABLE unchanged AS
        WITH new_parts AS (SELECT project_id, list_sort(list({of_part})) AS said FROM merged_parts GROUP BY project_id),
             before AS (SELECT project_id, list_sort(list({of_part})) AS said FROM old_parts
                        SEMI JOIN merged USING (project_id) GROUP BY project_id)
        SELECT m.project_id FROM merged m JOIN old_projects p USING (project_id)
        LEFT JOIN new_parts n USING (project_id) LEFT JOIN before b USING (project_id)
        WHERE {same_project} AND n.said IS NOT DISTINCT FROM b.said
        """
    )
    con.execute("DELETE FROM merged WHERE project_id IN (SELECT project_id FROM unchanged)")
    con.execute("DELETE FROM merged_parts WHERE project_id IN (SELECT project_id FROM unchanged)")


def settle(con: duckdb.DuckDBPyConnection, source: str, today: str) -> None:
    """Make `project_rows`, `participation_rows` and `origins` of the new dataset."""
    listed = ", ".join(f"p.{name}" for name in PROJECT_ROWS)
    kept = ", ".join(f"p.{name}" for name in PROJECT_ROWS if name != "last_seen")
    con.execute(
        f"""
        CREATE VIEW project_rows AS
        WITH all_rows AS (
            SELECT {listed} FROM old_projects p ANTI JOIN merged USING (project_id)
            UNION ALL SELECT {listed} FROM merged p
        )
        SELECT {kept},
               CASE WHEN f.project_id IS NULL THEN p.last_seen ELSE greatest(p.last_seen, '{today}') END AS last_seen
        FROM all_rows p LEFT JOIN (SELECT DISTINCT project_id FROM found) f USING (project_id)
        """
    )
    listed = ", ".join(PARTICIPATION_ROWS)
    con.execute(
        f"""
        CREATE VIEW participation_rows AS
        SELECT {listed} FROM old_parts ANTI JOIN merged USING (project_id) UNION ALL SELECT {listed} FROM merged_parts
        """
    )
    listed = ", ".join(ORIGINS)
    con.execute(
        f"""
        CREATE TABLE origins AS
        SELECT {listed} FROM old_origins WHERE source <> $source OR ref NOT IN (SELECT ref FROM found)
        UNION ALL
        SELECT $source, f.ref, f.project_id, d.digest, i.same_as, coalesce(o.first_seen, $today),
               greatest(o.last_seen, $today)
        FROM found f JOIN digests d USING (ref) JOIN one i USING (ref)
        LEFT JOIN old_origins o ON o.source = $source AND o.ref = f.ref
        """,
        {"source": source, "today": today},
    )


def is_news(con: duckdb.DuckDBPyConnection, source: str, today: str) -> bool:
    """Whether the import changes anything at all, the dates on which projects were seen included."""
    return bool(
        count(con, "SELECT count(*) FROM merged")
        or count(
            con,
            "SELECT count(*) FROM found f LEFT JOIN old_origins o ON o.source = ? AND o.ref = f.ref"
            " WHERE o.last_seen IS NULL OR o.last_seen < ?",
            [source, today],
        )
    )


def count(con: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()) -> int:
    """Return the number that a query finds."""
    row = con.execute(sql, list(values)).fetchone()
    return int(row[0]) if row else 0
