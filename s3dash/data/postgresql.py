"""The store in PostgreSQL, for several web machines that share one: a schema an edition of the dataset.

The tables are those of :mod:`s3dash.data.store_tables`, worked out by DuckDB and copied once by the machine that comes
first; the others wait for it. Questions are the same Ibis expressions as for DuckDB.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any, LiteralString, TypeVar

import duckdb
import ibis
import psycopg
from psycopg import sql

from s3dash.data.backend import Backend, DuckDBBackend, of_dataset
from s3dash.data.dataset import Dataset
from s3dash.data.store_tables import QUESTIONS, VERSION

KEPT = 3
"""So many editions stay in the database, since a machine may still show the one before."""
_LOCK = 0x5333
"""The advisory lock that one machine holds while it copies."""
_TYPES: dict[str, LiteralString] = {
    "VARCHAR": 'text COLLATE "C"', "DOUBLE": "double precision", "INTEGER": "integer", "BIGINT": "bigint",
    "BOOLEAN": "boolean", "TINYINT": "smallint",
}  # fmt: skip
_INDEXES = {
    "facts": ("position", "project_id", "rank_newest", "rank_largest", "rank_title", "domain_id, rank_newest"),
    "units": ("unit, position", "position"),
    "members": ("organisation_id, position", "position"),
    "project_records": ("position",),
    "participation_records": ("position",),
    "words": ("word_id, position",),
    "vocabulary": ("word", "word_id"),
    "organisations": ("organisation_id",),
}
_BATCH = 10_000
_Answer = TypeVar("_Answer")


class StoreError(Exception):
    """A PostgreSQL store that cannot be used; the text says why and what to do."""


class _Connection(psycopg.Connection):
    """A connection that closes when its thread or its store goes, since nobody else has it."""

    def __del__(self, _warn: Any = None) -> None:
        if hasattr(self, "pgconn"):  # not if it never came about
            self.close()


class PostgreSQLBackend(Backend):
    """Tables in a schema of a PostgreSQL database."""

    def __init__(self, url: str, schema: str) -> None:
        super().__init__()
        self._url = url
        self._schema = schema

    def table(self, name: str) -> Any:
        """Return one table, bound to the connection of this thread."""
        return self._once_more(lambda: super(PostgreSQLBackend, self).table(name))

    def _connect(self) -> Any:
        connection = _Connection.connect(self._url, autocommit=True, options=f"-c search_path={self._schema}")
        return ibis.postgres.from_connection(connection)

    def _fetch(self, query: str) -> list[tuple[Any, ...]]:
        return self._once_more(lambda: self._connection.con.execute(query).fetchall())

    def _batches(self, query: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        connection = _Connection.connect(self._url, options=f"-c search_path={self._schema}")
        with connection, connection.cursor(name="rows") as cursor:
            cursor.execute(query)
            while batch := cursor.fetchmany(size):
                yield batch

    def _once_more(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask, and once more on a new connection if the old one broke: the database was restarted."""
        try:
            return ask()
        except psycopg.OperationalError:
            self._own.__dict__.clear()
            return ask()


def open_store(url: str, dataset: Dataset) -> PostgreSQLBackend:
    """Open the store of a dataset's edition, and copy it into the database if it is not there yet.

    Raises
    ------
    StoreError
        If the database cannot be reached or written to.
    """
    schema = schema_of(dataset.edition)
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            connection.execute(
                "CREATE TABLE IF NOT EXISTS s3dash_editions (schema text PRIMARY KEY, copied timestamptz)"
            )
            known = connection.execute("SELECT 1 FROM s3dash_editions WHERE schema = %s", [schema]).fetchone()
            if known is None:
                with connection.transaction():
                    _copy(connection, schema, of_dataset(dataset))
                _remove_old(connection)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise StoreError(
            f"The store in PostgreSQL cannot be used: {reason}. Check S3DASH_STORE and the database."
        ) from error
    return PostgreSQLBackend(url, schema)


def schema_of(edition: str) -> str:
    """Name the schema of an edition: in plain letters, and another one for every other edition."""
    word = re.sub("[^a-z0-9]+", "_", edition.lower())[:30]
    return f"s3_{VERSION}_{word}_{hashlib.sha256(edition.encode()).hexdigest()[:8]}"


def _copy(connection: psycopg.Connection, schema: str, tables: Backend) -> None:
    """Copy every table of the store into a new schema, all or nothing."""
    assert isinstance(tables, DuckDBBackend)
    name = sql.Identifier(schema)
    connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(name))
    connection.execute(sql.SQL("CREATE SCHEMA {}").format(name))
    for table in QUESTIONS:
        _copy_table(connection, schema, table, tables.cursor())
    connection.execute(
        "INSERT INTO s3dash_editions VALUES (%s, now()) ON CONFLICT (schema) DO UPDATE SET copied = now()", [schema]
    )


def _copy_table(connection: psycopg.Connection, schema: str, table: str, tables: duckdb.DuckDBPyConnection) -> None:
    columns = [(str(name), str(kind)) for name, kind, *_ in tables.execute(f"DESCRIBE {table}").fetchall()]
    listed = sql.SQL(", ").join(sql.SQL("{} " + _TYPES[kind]).format(sql.Identifier(name)) for name, kind in columns)
    target = sql.Identifier(schema, table)
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(target, listed))
    rows = tables.execute(f"SELECT * FROM {table}")
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(target)) as copy:
        while batch := rows.fetchmany(_BATCH):
            for row in batch:
                copy.write_row(row)
    for keys in _INDEXES.get(table, ()):
        key = sql.SQL(", ").join(map(sql.Identifier, keys.split(", ")))
        connection.execute(sql.SQL("CREATE INDEX ON {} ({})").format(target, key))
    connection.execute(sql.SQL("ANALYZE {}").format(target))


def _remove_old(connection: psycopg.Connection) -> None:
    old = connection.execute("SELECT schema FROM s3dash_editions ORDER BY copied DESC OFFSET %s", [KEPT]).fetchall()
    for (schema,) in old:
        with connection.transaction():
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
            connection.execute("DELETE FROM s3dash_editions WHERE schema = %s", [schema])
