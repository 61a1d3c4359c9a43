"""Fixtures of the store's tests, which run on every backend."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from s3dash.data.store import ProjectStore
from tests.analysis.world import PROJECTS
from tests.data.stores import BACKENDS, OpenStore, StoreOf, full_world, opener


@pytest.fixture(scope="module", params=BACKENDS)
def open_store(request: pytest.FixtureRequest) -> Iterator[OpenStore]:
    """Opens the store of a dataset: in DuckDB and then, for all tests of a module again, in PostgreSQL."""
    with opener(request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def store_of(open_store: OpenStore) -> StoreOf:
    """Opens the store of the invented world with some projects."""
    return lambda *projects: open_store(full_world(*projects))


@pytest.fixture(scope="module")
def store(store_of: StoreOf) -> ProjectStore:
    """The store of the invented world with its own five projects."""
    return store_of(*PROJECTS)
