"""Files of the dataset are deleted, truncated, replaced or made unreadable while the dashboard runs."""

from __future__ import annotations

import os
import shutil
from itertools import cycle
from pathlib import Path

import pytest

from s3dash import site as sites
from s3dash.data import snapshots
from s3dash.data.dataset import load_dataset
from s3dash.site import Site, SiteInForce
from tests.data.tiny import write_tiny
from tests.faults.conftest import Dashboard, Visitor, wait_until

ASKED = (
    "/en/?region=SE221", "/en/projects?q=version", "/en/projects/INV-1", "/en/projects.csv",
    "/api/v1/projects?q=version",
    "/api/v1/projects.csv", "/en/domains?show=alignment",
)  # fmt: skip


FOLDER = b"a folder"


def files_of(dashboard: Dashboard) -> list[Path]:
    """The files of the store in force."""
    return sorted(dashboard.store.glob("*.parquet"))


def delete(file: Path) -> None:
    file.unlink()


def replace(file: Path) -> None:
    new = file.with_name("new")
    new.write_bytes(b"something else")
    new.replace(file)


def make_unreadable(file: Path) -> None:
    """Whoever may read everything cannot read a folder either."""
    file.unlink()
    file.mkdir()


def test_of_files_deleted_replaced_or_unreadable_visitors_notice_nothing(
    dashboard: Dashboard, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever has a file open can read it on. The log says that the snapshot is broken; the next import is taken up."""
    before = dashboard.visitor.sees(*ASKED)
    assert {status for status, _ in before.values()} == {200}
    kept = dashboard.world.folder / "kept"
    shutil.copytree(dashboard.store, kept)
    for file, harm in zip(files_of(dashboard), cycle([delete, replace, make_unreadable]), strict=False):
        harm(file)
    wait_until(lambda: bool(dashboard.in_force()) and "cannot be loaded; the one before goes on" in caplog.text)
    assert dashboard.visitor.sees(*ASKED) == before
    shutil.rmtree(dashboard.store)
    kept.rename(dashboard.store)
    assert dashboard.publish(1)
    wait_until(lambda: dashboard.shows(1))


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def write_over(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def test_of_files_truncated_or_written_over_visitors_are_told_until_they_are_back(dashboard: Dashboard) -> None:
    """What lies in memory is shown on; lists of projects say that it is not possible now, never a part or a mixture."""
    whole = {file: file.read_bytes() for file in files_of(dashboard)}
    before = dashboard.visitor.sees(*ASKED)
    for file, harm in zip(whole, cycle([truncate, write_over]), strict=False):
        file.chmod(0o644)
        harm(file)
    dashboard.visitor.is_told("/sv/projects?q=version", "Försök igen")
    dashboard.visitor.is_told("/en/projects/INV-2", "again")
    dashboard.visitor.is_told("/api/v1/projects?q=version", '"status":503')
    for address in ("/sv/about", "/en/domains", "/sv/?colour=eu", "/healthz"):
        assert dashboard.visitor.get(address).status_code == 200, address
    for file, content in whole.items():
        file.write_bytes(content)
    wait_until(lambda: dashboard.visitor.get("/en/projects/INV-2").status_code == 200)
    assert dashboard.visitor.sees(*before) == before


def test_while_the_pointer_is_broken_the_old_data_are_shown(
    dashboard: Dashboard, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says what is wrong; once the pointer is mended, what it names comes into force without a restart."""
    new = dashboard.publish(1)
    wait_until(lambda: dashboard.shows(1))
    pointer = dashboard.world.into / snapshots.POINTER
    for number, content in enumerate((b"", b"\xff\xfe\x00", b"..", b"gone\n", b"../../etc", FOLDER), start=1):
        pointer.unlink()
        if content == FOLDER:
            pointer.mkdir()
        else:
            pointer.write_bytes(content)
        wait_until(lambda: bool(dashboard.in_force()) and caplog.text.count("the one before goes on") >= number)  # noqa: B023
        assert dashboard.shows(1)
        with pytest.raises(snapshots.SnapshotError):
            snapshots.resolve(dashboard.world.into)
    pointer.rmdir()
    old = snapshots.names(dashboard.world.into)[0]
    assert old != new
    snapshots.rollback(dashboard.world.into, old)
    wait_until(lambda: dashboard.shows(0))


def test_what_could_not_be_loaded_once_is_tried_again(
    dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A file server that was away for a moment: nobody has to touch the pointer or start anything again."""

    def away() -> Site:
        raise snapshots.SnapshotError("The folder is away.")

    with monkeypatch.context() as broken:
        broken.setattr(dashboard.in_force, "_load", away)
        dashboard.publish(1)
        wait_until(lambda: dashboard.shows(0) and "cannot be loaded" in caplog.text)
    assert dashboard.shows(0)
    monkeypatch.setattr(sites, "_TRY_AGAIN", 0.0)
    wait_until(lambda: dashboard.shows(1))


def test_of_a_plain_folder_that_goes_away_only_boundaries_to_download_are_missed(tmp_path: Path, site: Site) -> None:
    """A plain folder is read at the start; what is read of it later is told to be away, and is there again with it."""
    folder = write_tiny(tmp_path / "data")
    in_force = SiteInForce(folder, lambda directory: Site(load_dataset(directory), site.geometry))
    visitor = Visitor(in_force)
    addresses = (
        "/sv/",
        "/en/?region=SE221",
        "/en/projects",
        "/sv/compare?with=SE221,SE224",
        "/api/v1/projects",
        "/sv/present",
    )
    before = visitor.sees(*addresses)
    folder.rename(tmp_path / "away")
    assert visitor.sees(*addresses) == before
    visitor.is_told("/api/v1/boundaries/lan.geojson", '"status":503')
    visitor.is_told("/files/sv/map.geojson", "Försök igen")
    folder.mkdir()
    (folder / "boundaries").mkdir()
    (folder / "boundaries" / "lan.geojson").write_text('{"type": "Feat', encoding="utf-8")
    visitor.is_told("/api/v1/boundaries/lan.geojson", '"status":503')
    visitor.is_told("/files/sv/map.geojson", "Försök igen")
    shutil.rmtree(folder)
    (tmp_path / "away").rename(folder)
    assert visitor.get("/api/v1/boundaries/lan.geojson").status_code == 200
    assert visitor.get("/files/sv/map.geojson").status_code == 200
    assert visitor.sees(*addresses) == before
