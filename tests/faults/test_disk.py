"""The disk is full, during an export, an import and while the log is written."""

from __future__ import annotations

import gc
import logging
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from s3dash.site import Site
from tests.faults.conftest import Dashboard, Visitor, wait_until
from tests.importing.invented import contents

EXPORTS = ("/en/projects.xlsx", "/files/en/map.geojson", "/files/en/map.gpkg")
"""Files that take room on the disk while they are made."""


@contextmanager
def full_disk(room: int = 5_000) -> Iterator[None]:
    """Files that may not grow are to a program what a full disk is."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a workbook that was never finished
def test_an_export_on_a_full_disk_is_told_and_leaves_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Visitors see a page that says to try again, never half a file; pages and lists are shown on."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    visitor = Visitor(lambda: site)
    for room in (0, 5_000):
        with full_disk(room):
            for address in EXPORTS:
                visitor.is_told(address, "Try again")
            assert visitor.get("/en/projects.csv").status_code == visitor.get("/sv/projects").status_code == 200
    caplog.clear()  # which holds the errors, and they the files
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    answers = [visitor.get(address) for address in EXPORTS]
    assert [answer.status_code for answer in answers] == [200] * len(EXPORTS)
    assert all(len(answer.data) > 100_000 for answer in answers)


def test_visitors_notice_nothing_of_an_import_on_a_full_disk(dashboard: Dashboard) -> None:
    """Nothing is changed; the same import goes through when there is room, and the dashboard takes it up."""
    before, seen = contents(dashboard.world.into), dashboard.visitor.sees("/en/projects/INV-1", "/en/projects.csv")
    with full_disk(), pytest.raises(Exception, match="File too large"):
        dashboard.publish(1)
    assert contents(dashboard.world.into) == before
    assert dashboard.visitor.sees(*seen) == seen
    dashboard.publish(1)
    wait_until(lambda: dashboard.shows(1))


def test_visitors_notice_nothing_of_a_log_on_a_full_disk(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(lambda: site)
    lost: list[logging.LogRecord] = []
    with open("/dev/full", "w") as full:
        handler = logging.StreamHandler(full)
        monkeypatch.setattr(handler, "handleError", lost.append)
        logging.getLogger("s3dash").addHandler(handler)
        try:
            with full_disk(0):
                visitor.is_told("/files/en/map.gpkg", "Try again")
            assert visitor.get("/sv/").status_code == 200
        finally:
            logging.getLogger("s3dash").removeHandler(handler)
            with suppress(OSError):  # what is left of the log has no room either
                full.close()
    assert lost, "something was to be written"
