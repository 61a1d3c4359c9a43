"""The store in PostgreSQL: who copies it, what stays of it, what happens when the database fails."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import psycopg
import pytest
from psycopg import sql

from s3dash.data import postgresql
from s3dash.data.dataset import Dataset
from s3dash.data.postgresql import KEPT, StoreError, open_store
from s3dash.data.store import Order, ProjectFilter, ProjectStore
from s3dash.data.store_tables import QUESTIONS
from s3dash.site import Site
from tests.analysis.world import PROJECTS
from tests.data.stores import as_edition, database, full_world, needs_postgresql

ROOT = Path(__file__).parents[2]
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
"""The other connections to a test's database."""


@pytest.fixture
def url() -> Iterator[str]:
    with database() as address:
        yield address


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schemas that were copied, as they are."""
    copied: list[str] = []
    copy = postgresql._copy

    def noted(connection: Any, schema: str, tables: Any) -> None:
        copied.append(schema)
        copy(connection, schema, tables)

    monkeypatch.setattr(postgresql, "_copy", noted)
    return copied


def edition(name: str) -> Dataset:
    return as_edition(full_world(*PROJECTS), name)


def ask(url: str, query: str) -> list[Any]:
    with psycopg.connect(url, autocommit=True) as connection:
        return [row[0] for row in connection.execute(query.encode()).fetchall()]


def schemas(url: str) -> list[str]:
    return ask(url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 's3\\_%' ORDER BY 1")


def editions(url: str) -> list[str]:
    return ask(url, "SELECT schema FROM s3dash_editions ORDER BY 1")


# ------------------------------------------------------------ copying


@needs_postgresql
def test_an_edition_is_copied_once(url: str, copies: list[str]) -> None:
    first = ProjectStore(edition("One"), open_store(url, edition("One")))
    second = ProjectStore(edition("One"), open_store(url, edition("One")))
    assert len(copies) == 1
    assert schemas(url) == editions(url) == copies
    assert first.count(ProjectFilter(text="project")) == second.count(ProjectFilter(text="project")) == len(PROJECTS)
    open_store(url, edition("two"))
    assert len(copies) == 2
    assert schemas(url) == editions(url) == sorted(copies)


@needs_postgresql
def test_editions_of_any_name_have_schemas_of_their_own(url: str, copies: list[str]) -> None:
    for name in ("a-b", "a_b", "A-B", "two words, å 'quoted'", "x" * 80, "x" * 79 + "y"):
        assert ProjectStore(edition(name), open_store(url, edition(name))).count(ProjectFilter(text="j1")) == 1
    assert len(set(copies)) == 6


@needs_postgresql
def test_every_table_is_copied_with_its_indexes(url: str) -> None:
    open_store(url, edition("one"))
    (schema,) = schemas(url)
    assert ask(url, f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'  ORDER BY 1") == sorted(QUESTIONS)
    indexed = set(ask(url, f"SELECT tablename FROM pg_indexes WHERE schemaname = '{schema}'"))
    assert indexed == set(postgresql._INDEXES)


_PROCESS = """
import sys
from s3dash.data import postgresql
from s3dash.data.store import ProjectFilter, ProjectStore
from tests.data.test_postgresql import edition

copy = postgresql._copy
postgresql._copy = lambda *of: (print("copied"), copy(*of))
store = ProjectStore(edition("one"), postgresql.open_store(sys.argv[1], edition("one")))
print(store.count(ProjectFilter(text="project")))
"""


@needs_postgresql
def test_of_two_processes_that_open_at_once_one_copies(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as holder:  # both wait at the door until it opens
        holder.execute("SELECT pg_advisory_lock(%s)", [postgresql._LOCK])
        command = [sys.executable, "-c", _PROCESS, url]
        processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while holder.execute(waiting).fetchone() != (2,):
            assert all(process.poll() is None for process in processes)
            holder.execute("SELECT pg_sleep(0.02)")
    answers = sorted(process.communicate()[0].split() for process in processes)
    assert answers == [[str(len(PROJECTS))], [str(len(PROJECTS)), "copied"][::-1]]
    assert len(schemas(url)) == 1


@needs_postgresql
def test_old_editions_go_and_the_latest_stay(url: str, copies: list[str]) -> None:
    names = [f"e{n}" for n in range(KEPT + 2)]
    for name in names:
        open_store(url, edition(name))
    assert schemas(url) == editions(url) == sorted(copies[-KEPT:])
    open_store(url, edition(names[-1]))
    assert len(copies) == len(names)
    open_store(url, edition(names[0]))  # back to one that is gone
    assert schemas(url) == editions(url) == sorted([copies[0], *copies[-KEPT:-1]])


@needs_postgresql
@pytest.mark.parametrize("broken", ["_INDEXES", "_TYPES"])
def test_a_copy_that_fails_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    changes: dict[str, dict[str, Any]] = {
        "_INDEXES": {"organisations": ("no_such_column",)},
        "_TYPES": {**postgresql._TYPES, "VARCHAR": "integer"},
    }
    with monkeypatch.context() as patch:
        patch.setattr(postgresql, broken, changes[broken])
        with pytest.raises(StoreError):
            open_store(url, edition("one"))
    assert schemas(url) == editions(url) == []
    assert ProjectStore(edition("one"), open_store(url, edition("one"))).count(ProjectFilter()) == len(PROJECTS)


@needs_postgresql
def test_texts_of_any_kind_arrive_as_they_are(url: str) -> None:
    title = 'tab\there, \\N and \\. and "quotes", line\nbreak, \N{GRINNING FACE} å'
    row = PROJECTS[0] | {"title": title, "summary": ""}
    dataset = as_edition(full_world(row), "texts")
    found = ProjectStore(dataset, open_store(url, dataset)).project(row["project_id"])
    assert (found.title, found.summary, found.summary_en) == (title, "", None)


# ------------------------------------------------------------ a database that fails


def sentence(error: pytest.ExceptionInfo[StoreError]) -> str:
    text = str(error.value)
    assert text.startswith("The store in PostgreSQL cannot be used: ")
    assert text.endswith(" Check S3DASH_STORE and the database.")
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("postgresql:///s3?host=/no/such/directory", "No such file or directory"),
        ("postgresql://127.0.0.1:1/s3", "refused"),
        ("postgresql://127.0.0.1:port/s3", "port"),
        ("postgresql://127.0.0.1/s3?no_such_option=1", "no_such_option"),
        ("postgresql://someone:secret@127.0.0.1:1/s3", "refused"),
    ],
)
def test_an_address_where_no_database_answers_is_named_in_a_sentence(address: str, reason: str) -> None:
    with pytest.raises(StoreError) as error:
        open_store(address, edition("one"))
    assert reason in sentence(error)
    assert "secret" not in str(error.value)


@needs_postgresql
def test_a_database_that_is_not_there(url: str) -> None:
    with pytest.raises(StoreError) as error:
        open_store(url.replace("/s3dash_test_", "/no_such_"), edition("one"))
    assert "does not exist" in sentence(error)


@needs_postgresql
def test_a_user_without_rights(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as owner:
        (name,) = owner.execute("SELECT current_database() || '_guest'").fetchone() or ("",)
        guest = sql.Identifier(name)
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(guest))
        try:
            with pytest.raises(StoreError) as error:
                open_store(url.replace("//postgres@", f"//{name}@"), edition("one"))
            assert "permission denied" in sentence(error)
            owner.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(guest))
            with pytest.raises(StoreError, match="permission denied"):  # may make tables, but no schemas
                open_store(url.replace("//postgres@", f"//{name}@"), edition("one"))
            assert schemas(url) == []
        finally:
            owner.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(guest))
            owner.execute(sql.SQL("DROP ROLE {}").format(guest))


@needs_postgresql
def test_a_store_connects_again_when_the_database_was_restarted(url: str) -> None:
    store = ProjectStore(edition("one"), open_store(url, edition("one")))
    fresh = ProjectStore(edition("one"), open_store(url, edition("one")))

    def end_connections() -> None:
        ask(url, f"SELECT pg_terminate_backend(pid) {OTHERS}")

    before = store.page(ProjectFilter(text="project"))
    end_connections()
    assert store.page(ProjectFilter(text="project")) == before
    end_connections()
    assert store.project("J1").project_id == "J1"
    end_connections()
    assert fresh.organisations("organisation")  # a table that it was not asked about before
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: store.page(ProjectFilter(text="project")), range(8))) == [before] * 8
        end_connections()
        assert list(pool.map(lambda _: store.page(ProjectFilter(text="project")), range(8))) == [before] * 8


@needs_postgresql
def test_threads_and_stores_that_end_leave_no_connection(url: str) -> None:
    store = ProjectStore(edition("one"), open_store(url, edition("one")))
    with ThreadPoolExecutor(4) as pool:
        assert [p.project_id for p in pool.map(store.project, ["J1"] * 16)] == ["J1"] * 16
    del store
    gc.collect()
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute(f"SELECT count(*) {OTHERS}".encode()).fetchone() != (0,):
            connection.execute("SELECT pg_sleep(0.02)")  # the server hears of it a little later


# ------------------------------------------------------------ the bundled dataset

FILTERS = [
    ProjectFilter(),
    ProjectFilter(region="SE311"),
    ProjectFilter(text="vätgas"),
    ProjectFilter(text="energ region", region="SE33", baltic=True),
    ProjectFilter(year_from=2019, year_to=2020, amount_min=1e5),
    ProjectFilter(region="SE224", other="PL63"),
    ProjectFilter(partner="FI", amount_max=5e6),
    ProjectFilter(fund="interreg", text="smart"),
]


@pytest.fixture(scope="module")
def bundled(site: Site) -> Iterator[ProjectStore]:
    with database() as address:
        yield ProjectStore(site.dataset, open_store(address, site.dataset))


@needs_postgresql
@pytest.mark.parametrize("f", FILTERS, ids=map(str, range(len(FILTERS))))
def test_both_backends_answer_alike_about_the_bundled_dataset(
    site: Site, bundled: ProjectStore, f: ProjectFilter
) -> None:
    assert site.store.count(f) > 0
    for name in ("funding", "by_domain", "by_programme", "by_fund", "by_year", "projects_by_unit", "funding_by_region"):
        assert getattr(bundled, name)(f) == getattr(site.store, name)(f), name
    for order in get_args(Order):
        assert bundled.page(f, order, limit=30) == site.store.page(f, order, limit=30), order
    assert next(bundled.batches(f)) == next(site.store.batches(f))


@needs_postgresql
def test_both_backends_answer_alike_about_single_projects_and_organisations(site: Site, bundled: ProjectStore) -> None:
    for project in site.store.page(ProjectFilter(baltic=True), limit=5):
        of = project.project_id
        assert bundled.project(of) == project
        assert bundled.partners(of) == site.store.partners(of)
        assert bundled.similar(of) == site.store.similar(of)
    organisations = site.store.organisations("universit")
    assert bundled.organisations("universit") == organisations != []
    for organisation in organisations[:5]:
        assert bundled.partners_of(organisation.organisation_id) == site.store.partners_of(organisation.organisation_id)
    for region in ("SE", "SE33", "SE224", "PL63"):
        assert bundled.joint_projects(region) == site.store.joint_projects(region)
