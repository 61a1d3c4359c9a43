"""What sources say of projects and participations, as tables that the store's own are worked out from, in DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from s3dash.data.dataset import Dataset
from s3dash.data.rows import rows_of

PROJECT_ROWS = {
    "project_id": "VARCHAR", "title": "VARCHAR", "title_en": "VARCHAR", "summary": "VARCHAR", "summary_en": "VARCHAR",
    "programme_id": "VARCHAR", "fund": "VARCHAR", "period": "VARCHAR", "start_date": "VARCHAR", "end_date": "VARCHAR",
    "objective": "VARCHAR", "intervention_field": "VARCHAR", "total_budget": "DOUBLE", "eu_contribution": "DOUBLE",
    "currency": "VARCHAR", "amount_covers": "VARCHAR", "lead_organisation": "VARCHAR", "lead_nuts": "VARCHAR",
    "domain_id": "VARCHAR", "domain_by": "VARCHAR", "domain_rule": "VARCHAR", "source_id": "VARCHAR",
    "source_ref": "VARCHAR", "url": "VARCHAR", "note": "VARCHAR", "regions": "VARCHAR", "place": "VARCHAR",
    "first_seen": "VARCHAR", "last_seen": "VARCHAR",
}  # fmt: skip
"""Columns of a project as sources give them; `regions` and `note` are words separated by a space."""
PARTICIPATION_ROWS = {
    "project_id": "VARCHAR", "n": "INTEGER", "organisation": "VARCHAR", "organisation_type": "VARCHAR",
    "organisation_number": "VARCHAR", "country": "VARCHAR", "nuts_id": "VARCHAR", "role": "VARCHAR",
    "eu_contribution": "DOUBLE", "currency": "VARCHAR", "place_basis": "VARCHAR", "place": "VARCHAR",
    "source_id": "VARCHAR", "origin": "VARCHAR",
}  # fmt: skip
"""Columns of a participation; `n` is its place among those of its project, `origin` the importer that brought it."""


def create_rows(con: duckdb.DuckDBPyConnection) -> None:
    """Create `project_rows` and `participation_rows`, empty."""
    for table, columns in (("project_rows", PROJECT_ROWS), ("participation_rows", PARTICIPATION_ROWS)):
        con.execute(f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{c} {t}' for c, t in columns.items())})")


def insert(con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: list[dict[str, Any]]) -> None:
    """Append rows, given as dicts, to a table of these columns; what a dict lacks is empty."""
    types = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "INTEGER": pa.int32(), "BOOLEAN": pa.bool_()}
    arrays = {name: pa.array([row.get(name) for row in rows], types[kind]) for name, kind in columns.items()}
    batch = pa.table(arrays)  # noqa: F841  (DuckDB reads it by its name)
    con.execute(f"INSERT INTO {table} SELECT * FROM batch")


def rows_of_dataset(dataset: Dataset, con: duckdb.DuckDBPyConnection) -> None:
    """Fill `project_rows` and `participation_rows` from the dataset's CSV tables."""
    create_rows(con)
    regions: dict[str, list[str]] = {}
    for row in rows_of(dataset.project_regions):
        regions.setdefault(row["project_id"], []).append(row["nuts_id"])
    compiled = dataset.compiled.isoformat()
    projects = [
        row
        | {
            "regions": " ".join(regions.get(row["project_id"], ())),
            "first_seen": compiled,
            "last_seen": compiled,
        }
        for row in rows_of(dataset.projects)
    ]
    insert(con, "project_rows", PROJECT_ROWS, projects)
    origins = {row["project_id"]: (row["source_id"], (row["source_ref"] or "").partition(":")[0]) for row in projects}
    participations = []
    for n, row in enumerate(rows_of(dataset.participations)):
        source_id, origin = origins[row["project_id"]]
        participations.append(row | {"n": n, "origin": origin if row["source_id"] == source_id else None})
    insert(con, "participation_rows", PARTICIPATION_ROWS, participations)
