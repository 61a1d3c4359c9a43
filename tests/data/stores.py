"""Stores of small invented datasets, in DuckDB and in PostgreSQL, to ask both the same."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pandas as pd
import psycopg
import pytest
from psycopg import sql

from s3dash.data import postgresql
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectStore
from s3dash.data.store_rows import PARTICIPATION_ROWS, PROJECT_ROWS
from tests.analysis.world import RATES, world

SERVER = os.environ.get("S3DASH_TEST_POSTGRESQL")
NO_SERVER = "S3DASH_TEST_POSTGRESQL names no PostgreSQL server; tests/run.sh starts one"
needs_postgresql = pytest.mark.skipif(SERVER is None, reason=NO_SERVER)
BACKENDS = ["duckdb", pytest.param("postgresql", marks=needs_postgresql)]
PLN = {2014: 4.2, 2021: 4.5, 2022: 4.7, 2023: 4.5}
OpenStore = Callable[[Dataset], ProjectStore]
StoreOf = Callable[..., ProjectStore]
_COLLECT_EVERY = 20
_numbers = count(1)


def full_world(*projects: dict[str, Any]) -> Dataset:
    """The world of tests.analysis with every column that sources may give, and rates of the Polish złoty."""
    rates = [
        {"currency": currency, "year": year, "per_eur": rate}
        for currency, of_year in (("SEK", RATES), ("PLN", PLN))
        for year, rate in of_year.items()
    ]
    dataset = world(list(projects), exchange_rates=rates)
    parts = [{"project_id": row["project_id"]} | part for row in projects for part in row["partners"]]
    worked_out = {"regions", "first_seen", "last_seen", "n", "origin"}
    return replace(
        dataset,
        projects=pd.DataFrame(projects, columns=[c for c in PROJECT_ROWS if c not in worked_out]),
        participations=pd.DataFrame(parts, columns=[c for c in PARTICIPATION_ROWS if c not in worked_out]),
    )


def as_edition(dataset: Dataset, edition: str) -> Dataset:
    """The dataset under the name of an edition; worlds come from no files that could tell one from another."""
    named = replace(dataset)
    vars(named)["edition"] = edition  # where cached_property keeps it
    return named


@contextmanager
def database() -> Iterator[str]:
    """The address of a new database in the server, dropped afterwards with all that is connected."""
    assert SERVER is not None, NO_SERVER
    name = f"s3dash_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def opener(backend: str) -> Iterator[OpenStore]:
    """A function that opens the store of a dataset in a backend."""
    if backend == "duckdb":
        yield ProjectStore
        return
    with database() as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgresql, "KEPT", 1_000_000)  # every store of a test stays until its end

        def in_postgresql(dataset: Dataset) -> ProjectStore:
            number = next(_numbers)
            if number % _COLLECT_EVERY == 0:
                gc.collect()  # closes the connections of stores that are gone
            named = as_edition(dataset, f"test_{number}")
            return ProjectStore(named, postgresql.open_store(url, named))

        yield in_postgresql
