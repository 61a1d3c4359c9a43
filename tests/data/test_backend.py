"""Where the tables lie: in memory, or in the Parquet files of a snapshot."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from s3dash.data import store_tables
from s3dash.data.backend import Backend, in_memory, of_dataset, on_parquet
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectFilter, ProjectStore
from tests.data.reference import invented
from tests.data.stores import full_world


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return full_world(*invented(seed=6, size=30))


@pytest.fixture(scope="module")
def memory(dataset: Dataset) -> Backend:
    return in_memory(dataset)


@pytest.fixture(scope="module")
def snapshot(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The same dataset with its projects as Parquet, in a folder with an awkward name."""
    folder = tmp_path_factory.mktemp("it's å folder")
    cursor = in_memory(dataset).cursor()
    for table in store_tables.TABLES:
        store_tables.write_parquet(cursor, table, folder / f"{table}.parquet")
    return replace(dataset, projects=None, project_regions=None, participations=None, store=folder)


def test_a_snapshot_answers_as_its_dataset_does(dataset: Dataset, snapshot: Dataset) -> None:
    ours, theirs = ProjectStore(snapshot), ProjectStore(dataset)
    for f in (ProjectFilter(), ProjectFilter(region="SE22", text="hav"), ProjectFilter(partner="PL", baltic=True)):
        assert ours.funding(f) == theirs.funding(f)
        assert ours.projects_by_unit(f) == theirs.projects_by_unit(f)
        assert list(ours.batches(f)) == list(theirs.batches(f))
    assert ours.similar("P001") == theirs.similar("P001")
    assert ours.joint_projects("SE") == theirs.joint_projects("SE")


def test_a_dataset_opens_where_its_projects_lie(dataset: Dataset, snapshot: Dataset) -> None:
    for of in (dataset, snapshot):
        backend = of_dataset(of)
        assert len(backend.rows(backend.table("facts").select("position"))) == 30


def test_a_snapshot_without_a_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"projects\.parquet"):
        on_parquet(tmp_path)


def test_rows_are_plain_values(memory: Backend) -> None:
    projects = memory.table("facts")
    row = memory.rows(projects.filter(projects.position == 3).select("position", "project_id", "baltic", "eu_eur"))[0]
    assert [type(value) for value in row[:3]] == [int, str, bool]
    assert row[1] == "P003"


def test_the_records_of_projects_at_some_positions(memory: Backend) -> None:
    found = memory.records("project_records", [4, 2, 4, 999])
    assert {position: [cells[0] for cells in records] for position, records in found.items()} == {
        2: ["P002"],
        4: ["P004"],
    }
    assert memory.records("participation_records", [999]) == {}


def test_characters_that_no_table_holds_are_found_nowhere(memory: Backend) -> None:
    projects = memory.table("facts")
    for text in ("\0", "P001\0", "\ud800", "P001\udfff"):
        assert memory.rows(projects.filter(projects.project_id == text).select("position")) == []


def test_each_thread_has_a_table_of_its_own(memory: Backend) -> None:
    assert memory.table("facts") is memory.table("facts")
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(memory.table, "facts").result()
    assert other is not memory.table("facts")


def test_threads_ask_at_once(memory: Backend) -> None:
    def ids(position: int) -> list[str]:
        projects = memory.table("facts")
        return [row[0] for row in memory.rows(projects.filter(projects.position == position).select("project_id"))]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ids, list(range(30)) * 5)) == [[f"P{n:03}"] for n in range(30)] * 5
