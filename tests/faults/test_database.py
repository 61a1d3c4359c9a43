"""PostgreSQL is stopped, started, emptied and frozen while the dashboard runs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from s3dash import site as sites
from s3dash.data import snapshots
from s3dash.data.dataset import load_dataset
from s3dash.data.postgresql import open_store
from s3dash.data.store import ProjectFilter, ProjectStore
from s3dash.data.unavailable import DataUnavailable
from s3dash.export.csv_file import csv_chunks
from s3dash.site import Site, SiteInForce
from tests.faults.cluster import Cluster, cluster, needs_server
from tests.faults.conftest import Dashboard, Visitor, wait_until

pytestmark = needs_server
LISTS = ("/sv/projects?q=version", "/en/projects/INV-1", "/en/projects.csv", "/api/v1/projects?q=version")
REST = ("/sv/about", "/en/domains", "/sv/?colour=eu", "/api/v1/domains", "/healthz")


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture
def stored(dashboard: Dashboard, server: Cluster) -> Dashboard:
    """The dashboard with its projects in PostgreSQL, and nothing kept of what was asked before."""
    geometry = dashboard.in_force().geometry

    def load(into: Path) -> Site:
        return Site(load_dataset(snapshots.resolve(into)), geometry, store=server.url)

    in_force = SiteInForce(dashboard.world.into, load)
    return Dashboard(dashboard.world, in_force, Visitor(in_force))


def test_while_the_database_is_stopped_visitors_are_told_and_afterwards_everything_is_there(
    stored: Dashboard, server: Cluster
) -> None:
    """Maps, texts and sums lie in memory and are shown; lists of projects say that it is not possible now."""
    before = stored.visitor.sees(*LISTS, *REST)
    assert {status for status, _ in before.values()} == {200}
    server.stop()
    stored.visitor.is_told("/sv/projects?q=version", "Försök igen", '<html lang="sv"')
    stored.visitor.is_told("/en/projects/INV-1", "again", '<html lang="en"')
    stored.visitor.is_told("/en/projects.xlsx", "again")
    stored.visitor.is_told("/view/en/projects?q=version", '"status":503')
    stored.visitor.is_told("/api/v1/projects?q=version", '"status":503')
    assert stored.visitor.get("/readyz").status_code == 503
    for address in REST:
        assert stored.visitor.get(address).status_code == 200, address
    server.start()
    assert stored.visitor.sees(*before) == before


def test_a_download_that_the_database_breaks_off_is_broken_off_too(stored: Dashboard, server: Cluster) -> None:
    """The browser says that the download failed; a shorter file that looks whole is worse than none."""
    site = stored.in_force()
    found = site.state("/en/projects", "")
    assert found
    rows = site.store.batches(ProjectFilter(), size=2)
    assert len(next(rows)) == 2
    server.stop()
    with pytest.raises(DataUnavailable):
        list(rows)
    with pytest.raises(DataUnavailable):
        list(csv_chunks(site.context(found[0])))
    server.start()
    assert len(list(csv_chunks(site.context(found[0])))) == 2


def test_a_database_that_comes_back_empty_is_filled_again(stored: Dashboard, server: Cluster) -> None:
    """As after a disk was changed: visitors are told, for as long as the projects are being copied."""
    before = stored.visitor.sees(*LISTS)
    server.stop()
    server.make()
    server.start()
    stored.visitor.is_told("/sv/projects?q=version", "Försök igen")
    wait_until(lambda: stored.visitor.get("/sv/projects?q=version").status_code == 200)
    assert stored.visitor.sees(*before) == before


def test_a_snapshot_that_comes_while_the_database_is_stopped_is_taken_up_afterwards(
    stored: Dashboard, server: Cluster, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert stored.shows(0)
    server.stop()
    stored.publish(1)
    wait_until(lambda: bool(stored.in_force()) and "cannot be loaded; the one before goes on" in caplog.text)
    server.start()
    assert stored.shows(0)
    monkeypatch.setattr(sites, "_TRY_AGAIN", 0.0)
    wait_until(lambda: stored.shows(1))


def test_nobody_waits_for_a_database_that_does_not_answer_but_who_tries_it(
    dashboard: Dashboard, server: Cluster
) -> None:
    """A frozen server takes connections and says nothing: one visitor at a time waits, the others are told at once."""
    dataset = dashboard.in_force().dataset
    store = ProjectStore(dataset, open_store(f"{server.url}&connect_timeout=2", dataset))
    backend = store._backend
    store.close()  # so that the next question needs a connection
    pid = int((server.home / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGSTOP)
    try:
        with pytest.raises(DataUnavailable, match="cannot be reached"):
            store.page(ProjectFilter(text="version"))
        refused: list[DataUnavailable] = []

        def knock() -> None:
            try:
                store.page(ProjectFilter(text="version"))
            except DataUnavailable as error:
                refused.append(error)

        waiting = threading.Thread(target=knock)
        waiting.start()
        wait_until(backend._knocking.locked)  # type: ignore[attr-defined]
        with pytest.raises(DataUnavailable):
            store.page(ProjectFilter(text="version"))
        assert waiting.is_alive(), "it was not waited for"
        waiting.join()
        assert len(refused) == 1
    finally:
        os.kill(pid, signal.SIGCONT)
    assert store.page(ProjectFilter(text="version"))
