"""Where the store's tables lie: in DuckDB (in memory, or Parquet of a snapshot), or in PostgreSQL.

Both are asked through Ibis with the same expressions. A backend may be shared by threads; each gets a connection of
its own.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from s3dash.data import store_rows, store_tables
from s3dash.data.dataset import Dataset, DatasetError
from s3dash.data.held_files import HeldFiles
from s3dash.data.schema import Violation
from s3dash.data.unavailable import DataUnavailable

MEMORY_LIMIT = "400MB"
"""What DuckDB may take for one question; what needs more goes over the disk."""
_NOT_STORED = re.compile("[\0\ud800-\udfff]")
"""Characters that no table holds and that cannot be asked for."""


class Backend:
    """Tables of :mod:`s3dash.data.store_tables` as Ibis tables, and the answers to expressions on them."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._compiled: dict[str, str] = {}

    def table(self, name: str) -> Any:
        """Return one table, bound to the connection of this thread."""
        tables = self._own.__dict__.setdefault("tables", {})
        if name not in tables:
            tables[name] = self._connection.table(name)
        return tables[name]

    def rows(self, expression: Any) -> list[tuple[Any, ...]]:
        """Return the rows of an Ibis expression, as plain Python values."""
        return self._fetch(_NOT_STORED.sub("\N{REPLACEMENT CHARACTER}", self._connection.compile(expression)))

    def records(self, name: str, positions: list[int]) -> dict[int, list[list[Any]]]:
        """Return the cells of the records of projects at some positions: position -> a list of cells each, in order.

        Parameters
        ----------
        name
            `project_records` or `participation_records`.
        """
        if name not in self._compiled:  # once, since every panel asks for this
            self._compiled[name] = self._connection.compile(self.table(name))
        chosen = ", ".join(str(int(position)) for position in positions)
        found: dict[int, list[list[Any]]] = {}
        sql = f"SELECT * FROM ({self._compiled[name]}) AS records WHERE position IN ({chosen})"
        for *key, record in sorted(self._fetch(sql)):
            found.setdefault(key[0], []).append(json.loads(record))
        return found

    def stream(self, expression: Any, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of an Ibis expression, some at a time, on a connection of their own."""
        return self._batches(_NOT_STORED.sub("\N{REPLACEMENT CHARACTER}", self._connection.compile(expression)), size)

    @property
    def _connection(self) -> Any:
        if "connection" not in self._own.__dict__:
            self._own.connection = self._connect()
        return self._own.connection

    def _connect(self) -> Any:
        """Open a connection for this thread."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise DataUnavailable if nothing can be asked now; cheap."""
        self._fetch("SELECT 1 FROM facts LIMIT 1")

    def close(self) -> None:
        """Close every connection, before the process forks; the next question opens one again."""
        self._own = threading.local()

    def _fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query and return its rows; raises DataUnavailable."""
        raise NotImplementedError

    def _batches(self, sql: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """Run a query and yield its rows, some at a time; raises DataUnavailable, maybe after some of them."""
        raise NotImplementedError


class DuckDBBackend(Backend):
    """Tables in a DuckDB database of this process.

    Parameters
    ----------
    make
        Opens a database that holds the tables.
    files
        Where the tables lie, if that is not in memory.
    """

    def __init__(self, make: Callable[[], duckdb.DuckDBPyConnection], files: HeldFiles | None = None) -> None:
        super().__init__()
        self._make = make
        self._database: duckdb.DuckDBPyConnection | None = make()
        self._opening = threading.Lock()
        self._files = files

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a further connection to the database."""
        with self._opening:
            if self._database is None:
                self._database = self._make()
            return self._database.cursor()

    def close(self) -> None:
        """Close the database with its threads, before the process forks; the next question opens it again."""
        super().close()
        with self._opening:
            self._database = None

    def _connect(self) -> Any:
        return ibis.duckdb.from_connection(self.cursor())

    def _fetch(self, sql: str) -> list[tuple[Any, ...]]:
        with self._unchanged():
            return self._connection.con.execute(sql).fetchall()

    def _batches(self, sql: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        with self._unchanged():
            rows = self.cursor().execute(sql)
        while batch := self._next(rows, size):
            yield batch

    def _next(self, rows: duckdb.DuckDBPyConnection, size: int) -> list[tuple[Any, ...]]:
        with self._unchanged():
            return rows.fetchmany(size)

    @contextmanager
    def _unchanged(self) -> Iterator[None]:
        """Raise DataUnavailable where the files were written over: what they say would be neither old nor new."""
        try:
            yield
        except duckdb.Error as error:
            if self._files and self._files.changed:
                raise DataUnavailable(self._files.changed) from error
            raise
        if self._files and self._files.changed:
            raise DataUnavailable(self._files.changed)


def of_dataset(dataset: Dataset) -> Backend:
    """Open the store of a dataset: its Parquet files, or tables made of its CSV files."""
    return on_parquet(dataset.store) if dataset.store else in_memory(dataset)


def in_memory(dataset: Dataset) -> DuckDBBackend:
    """Work out the store's tables from a dataset of CSV tables."""

    def make() -> duckdb.DuckDBPyConnection:
        database = duckdb.connect()
        store_rows.rows_of_dataset(dataset, database)
        store_tables.derive(database, dataset)
        return database

    return DuckDBBackend(make)


def check_store(folder: Path) -> list[Violation]:
    """Return which files of a snapshot's store are missing or broken."""
    violations = []
    for name in store_tables.TABLES:
        file = folder / f"{name}.parquet"
        try:
            pq.read_metadata(file)
        except (OSError, pa.ArrowException) as error:
            value = "" if isinstance(error, FileNotFoundError) else str(error).splitlines()[0]
            expected = "a Parquet file that can be read; go back with: python -m s3dash rollback"
            violations.append(Violation(f"{folder.name}/{file.name}", 0, "", value, expected))
    return violations


def on_parquet(folder: Path) -> DuckDBBackend:
    """Open the store of a snapshot: a Parquet file a table.

    Raises
    ------
    DatasetError
        If a file is missing or broken.
    """
    violations = check_store(folder)
    if violations:
        raise DatasetError(folder.parent, violations)
    files = HeldFiles([folder / f"{name}.parquet" for name in store_tables.TABLES])

    def make() -> duckdb.DuckDBPyConnection:
        database = duckdb.connect(config={"memory_limit": MEMORY_LIMIT})
        database.execute("LOAD parquet; SET parquet_metadata_cache = true")
        for name in store_tables.TABLES:
            file = store_tables.quoted(files.name(folder / f"{name}.parquet"))
            database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({file})")
        return database

    return DuckDBBackend(make, files)
