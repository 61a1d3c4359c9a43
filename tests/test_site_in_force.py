"""A running dashboard takes up a new snapshot by itself, and nobody notices but for the new data."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import flask
import pytest

from s3dash.api import register_api
from s3dash.data import snapshots
from s3dash.data.dataset import load_dataset
from s3dash.site import Site, SiteInForce
from tests.importing.invented import World, part, project, write_base

LIMIT = 60.0
"""Seconds until a switch that does not come is given up."""
PROJECTS = 12


class Running:
    """A world with a dashboard on it."""

    def __init__(self, world: World, site: Site) -> None:
        self.world = world
        self.geometry = site.geometry
        self.publish(0)
        self.in_force = self.instance()

    def load(self, directory: Path) -> Site:
        """Load as `Site.load` does, on a map that is loaded already."""
        return Site(load_dataset(snapshots.resolve(directory)), self.geometry)

    def instance(self) -> SiteInForce:
        """One more process of the dashboard, as it were."""
        return SiteInForce(self.world.into, self.load)

    def publish(self, number: int) -> str:
        """Put a version in force in which every project and partner tells its number."""
        rows = [project(str(n), title=f"Version{number} of {n}", regions=["SE221"]) for n in range(PROJECTS)]
        parts = [part(str(n), f"Partner{number} AB", nuts_id="SE221") for n in range(PROJECTS)]
        name = self.world.run(*rows, *parts).snapshot
        assert name
        return name

    def publish_broken(self) -> str:
        """Put a snapshot in force that lacks a file, as a disk may lose one."""
        into = self.world.into
        with snapshots.locked(into), snapshots.draft(into, snapshots.resolve(into)) as draft:
            (draft / "store" / "projects.parquet").unlink()
            return snapshots.publish(into, draft, "a test")


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> Running:
    write_base(tmp_path / "base")
    return Running(World(tmp_path, monkeypatch), site)


def wait_until(happened: Callable[[], bool]) -> None:
    given_up = time.monotonic() + LIMIT
    while not happened():
        assert time.monotonic() < given_up, "it did not happen"
        time.sleep(0.01)


def test_a_new_snapshot_is_taken_up_without_a_restart(running: Running) -> None:
    first = running.in_force()
    assert first.store.project("INV-1").title == "Version0 of 1"
    second = running.publish(1)
    wait_until(lambda: running.in_force().dataset.edition == second)
    assert running.in_force().store.project("INV-1").title == "Version1 of 1"
    assert first.store.project("INV-1").title == "Version0 of 1", "who began with the old one ends with it"


def test_nothing_is_loaded_again_where_nothing_changed(running: Running) -> None:
    first = running.in_force()
    assert all(running.in_force() is first for _ in range(100))
    assert running.world.run(project("1", title="Version0 of 1", regions=["SE221"])).snapshot is None
    assert running.in_force() is first
    assert not [thread for thread in threading.enumerate() if thread.name.endswith("(_renew)")]


def test_every_instance_takes_it_up_and_goes_back_with_it(running: Running) -> None:
    old = running.in_force().dataset.edition
    others = [running.in_force, running.instance()]
    new = running.publish(1)
    wait_until(lambda: {instance().dataset.edition for instance in others} == {new})
    snapshots.rollback(running.world.into)
    wait_until(lambda: {instance().dataset.edition for instance in others} == {old})


def test_requests_never_fail_and_never_mix_while_snapshots_come_into_force(running: Running) -> None:
    """Each answer of the API, and each site that a request holds, is of one version."""
    server = flask.Flask("tests")
    register_api(server, running.in_force)
    stop = threading.Event()
    seen: list[str] = []
    faults: list[object] = []

    def ask() -> None:
        client = server.test_client()
        while not stop.is_set():
            try:
                answer = client.get("/api/v1/projects?region=SE221&q=version")
                found = {item["title"].split()[0] for item in answer.get_json()["items"]}
                held = running.in_force()
                titles = {held.store.project(f"INV-{n}").title.split()[0] for n in range(PROJECTS)}
                names = {row.organisation for n in range(PROJECTS) for row in held.store.partners(f"INV-{n}")}
            except Exception as error:
                faults.append(error)
                return
            if answer.status_code != 200 or len(found) != 1 or len(titles) != 1:
                faults.append((answer.status_code, found, titles))
            if names != {f"{title.replace('Version', 'Partner')} AB" for title in titles}:
                faults.append((titles, names))
            seen.extend(found)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in (1, 2):
            running.publish(number)
            version = f"Version{number}"
            wait_until(lambda wanted=version: bool(faults) or wanted in seen)  # type: ignore[misc]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert faults == []
    assert {"Version0", "Version1", "Version2"} >= set(seen) >= {"Version1", "Version2"}


def test_a_snapshot_that_cannot_be_loaded_is_logged_and_the_old_one_goes_on(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    old = running.in_force()

    def logged() -> list[str]:
        return [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]

    running.publish_broken()
    wait_until(lambda: running.in_force() is not old or bool(logged()))
    assert logged() == ["The snapshot in force cannot be loaded; the one before goes on."]
    assert running.in_force() is old
    assert running.in_force().store.project("INV-1").title == "Version0 of 1"
    snapshots.rollback(running.world.into)
    new = running.publish(1)
    wait_until(lambda: running.in_force().dataset.edition == new)


def test_a_pointer_to_nothing_is_logged_and_the_old_one_goes_on(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    old = running.in_force()
    snapshots.point_to(running.world.into, "gone")
    wait_until(lambda: running.in_force() is not old or "cannot be loaded" in caplog.text)
    assert "names the snapshot 'gone', which is not there" in caplog.text
    assert running.in_force() is old


def test_nothing_is_kept_of_a_site_that_nobody_uses_any_more(running: Running) -> None:
    """Neither its tables nor its store, whatever was asked of it; and its snapshot may be removed."""
    server = flask.Flask("tests")
    register_api(server, running.in_force)
    running.in_force().build_common_views()
    for path in ("projects", "regions/SE224/links", "regions/SE224/peers", "boundaries/lan.geojson"):
        assert server.test_client().get(f"/api/v1/{path}").status_code == 200
    old = [weakref.ref(part) for site in [running.in_force()] for part in (site, site.dataset, site.store)]
    new = running.publish(1)
    wait_until(lambda: running.in_force().dataset.edition == new)
    wait_until(lambda: not [part for part in old if part()])


def test_a_site_that_nobody_asked_for_a_while_still_answers(running: Running) -> None:
    """Its snapshot is older than those that are kept; the first request gets it while the new one is loaded."""
    for number in range(1, snapshots.KEPT + 2):
        newest = running.publish(number)
    held = running.in_force()
    assert held.store.project("INV-1").title.endswith(" of 1")
    assert {row.organisation for row in held.store.partners("INV-2")}
    wait_until(lambda: running.in_force().dataset.edition == newest)


def test_the_first_site_has_to_be_there(tmp_path: Path, site: Site) -> None:
    (tmp_path / "current").write_text("gone\n", encoding="utf-8")
    with pytest.raises(snapshots.SnapshotError, match="is not there"):
        SiteInForce(tmp_path, lambda directory: Site(load_dataset(snapshots.resolve(directory)), site.geometry))


def test_a_plain_dataset_never_changes(tmp_path: Path, site: Site) -> None:
    base = write_base(tmp_path / "base")
    in_force = SiteInForce(base, lambda directory: Site(load_dataset(snapshots.resolve(directory)), site.geometry))
    assert in_force() is in_force()
