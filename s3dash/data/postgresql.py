"""The store in PostgreSQL, for several web machines that share one: a schema an edition of the dataset.

The tables are those of :mod:`s3dash.data.store_tables`, worked out by DuckDB and copied once by the machine that comes
first; the others wait for it. Questions are the same Ibis expressions as for DuckDB.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any, LiteralString, TypeVar

import duckdb
import ibis
import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from s3dash.data.backend import Backend, DuckDBBackend, of_dataset
from s3dash.data.dataset import Dataset
from s3dash.data.store_tables import QUESTIONS, VERSION
from s3dash.data.unavailable import DataUnavailable

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
_PATIENCE = {
    "connect_timeout": "5", "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}  # fmt: skip
"""How long a database that does not answer is waited for, where its address says nothing else."""
_AWAY = "The database of projects cannot be reached"
_EMPTY = "The database of projects is empty; they are being copied into it."
_LOG = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


class StoreError(Exception):
    """A PostgreSQL store that cannot be used; the text says why and what to do."""


class _Connection(psycopg.Connection):
    """A connection that closes when its thread or its store goes, since nobody else has it."""

    def __del__(self, _warn: Any = None) -> None:
        if hasattr(self, "pgconn"):  # not if it never came about
            self.close()


class PostgreSQLBackend(Backend):
    """Tables in a schema of a PostgreSQL database.

    A database that was restarted is connected to again, and one that came back without the tables gets them again.
    Until then every question raises DataUnavailable.

    Parameters
    ----------
    url
        The database's address.
    dataset
        Whose edition names the schema.
    """

    def __init__(self, url: str, dataset: Dataset) -> None:
        super().__init__()
        self._url = url
        self._dataset = dataset
        self._schema = schema_of(dataset.edition)
        self._away = False
        self._knocking = threading.Lock()
        self._copying = threading.Lock()

    def table(self, name: str) -> Any:
        """Return one table, bound to the connection of this thread."""
        return self._once_more(lambda: super(PostgreSQLBackend, self).table(name))

    def _connect(self) -> Any:
        return ibis.postgres.from_connection(self._open(autocommit=True))

    def _fetch(self, query: str) -> list[tuple[Any, ...]]:
        return self._once_more(lambda: self._connection.con.execute(query).fetchall())

    def _batches(self, query: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        connection = self._open()
        cursor = connection.cursor(name="rows")
        try:
            cursor.execute(query)
            while batch := cursor.fetchmany(size):
                yield batch
        except psycopg.OperationalError as error:
            raise DataUnavailable(f"{_AWAY}: {_reason(error)}") from error
        finally:
            connection.close()  # first: else the cursor would say good-bye to a database that may be gone
            cursor.close()

    def _open(self, *, autocommit: bool = False) -> _Connection:
        """Open a connection; while the database is away one thread at a time tries, and nobody waits with it."""
        alone = self._away
        if alone and not self._knocking.acquire(blocking=False):
            raise DataUnavailable(_AWAY)
        try:
            options = f"-c search_path={self._schema}"
            connection = _Connection.connect(_patient(self._url), autocommit=autocommit, options=options)
        except psycopg.OperationalError as error:
            self._away = True
            raise DataUnavailable(f"{_AWAY}: {_reason(error)}") from error
        finally:
            if alone:
                self._knocking.release()
        self._away = False
        return connection

    def _once_more(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask, and once more on a new connection if the old one broke: the database was restarted."""
        try:
            try:
                return ask()
            except psycopg.OperationalError:
                self._own.__dict__.clear()
                return ask()
        except psycopg.OperationalError as error:
            raise DataUnavailable(f"{_AWAY}: {_reason(error)}") from error
        except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
            self._own.__dict__.clear()
            self._begin_to_copy()
            raise DataUnavailable(_EMPTY) from error

    def _begin_to_copy(self) -> None:
        """Copy the tables in a thread of its own, unless one does already."""
        if self._copying.acquire(blocking=False):
            threading.Thread(target=self._copy_again, daemon=True).start()

    def _copy_again(self) -> None:
        try:
            open_store(self._url, self._dataset)
        except StoreError as error:
            _LOG.warning("%s", error)
        finally:
            self._copying.release()


def open_store(url: str, dataset: Dataset) -> PostgreSQLBackend:
    """Open the store of a dataset's edition, and copy it into the database if it is not there yet.

    Raises
    ------
    StoreError
        If the database cannot be reached or written to.
    """
    schema = schema_of(dataset.edition)
    try:
        with psycopg.connect(_patient(url), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            connection.execute(
                "CREATE TABLE IF NOT EXISTS s3dash_editions (schema text PRIMARY KEY, copied timestamptz)"
            )
            known = connection.execute(
                "SELECT 1 FROM s3dash_editions WHERE schema = %(name)s AND to_regnamespace(%(name)s) IS NOT NULL",
                {"name": schema},
            ).fetchone()
            if known is None:
                with connection.transaction():
                    _copy(connection, schema, of_dataset(dataset))
                _remove_old(connection)
    except psycopg.Error as error:
        raise StoreError(
            f"The store in PostgreSQL cannot be used: {_reason(error)}. Check S3DASH_STORE and the database."
        ) from error
    return PostgreSQLBackend(url, dataset)


def _patient(url: str) -> str:
    """An address with how long to wait, where it does not say that itself."""
    given = conninfo_to_dict(url)
    return make_conninfo(url, **{name: value for name, value in _PATIENCE.items() if name not in given})


def _reason(error: psycopg.Error) -> str:
    """What a database says, in one line."""
    said = str(error).strip()
    return said.splitlines()[0] if said else type(error).__name__


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
