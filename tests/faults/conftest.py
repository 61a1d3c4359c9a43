"""A dashboard with a visitor, on data that a test may break."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from s3dash.application import S3Map
from s3dash.data import snapshots
from s3dash.data.dataset import load_dataset
from s3dash.site import Site, SiteInForce
from tests.importing.invented import World, part, project, write_base

LIMIT = 60.0
"""Seconds until something that should come by itself is given up."""
PROJECTS = 12
_SETTINGS = re.compile(rb'<script id="_dash-config".*?</script>', re.DOTALL)


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something that comes by itself."""
    given_up = time.monotonic() + LIMIT
    while not happened():
        assert time.monotonic() < given_up, "it did not happen"
        time.sleep(0.02)


class Visitor:
    """Asks a dashboard that keeps nothing of what was asked before, so that each answer is made anew."""

    def __init__(self, in_force: Callable[[], Site]) -> None:
        self.in_force = in_force
        self.app = S3Map(in_force, room=1)

    def get(self, address: str) -> TestResponse:
        """The answer to an address."""
        self.in_force().views._values.clear()
        return self.app.server.test_client().get(address, buffered=True)

    def sees(self, *addresses: str) -> dict[str, tuple[int, bytes]]:
        """Status and body of several addresses, but for a mark that Dash draws by lot."""
        answers = {address: self.get(address) for address in addresses}
        return {address: (answer.status_code, _SETTINGS.sub(b"", answer.data)) for address, answer in answers.items()}

    def is_told(self, address: str, *words: str) -> None:
        """Check that the answer says in words that something is not possible now, and when to come again."""
        answer = self.get(address)
        assert answer.status_code == 503, (address, answer.status_code)
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Cache-Control"] == "no-store"
        text = answer.get_data(as_text=True)
        assert all(word in text for word in words), text
        assert not [word for word in ("Traceback", "/tmp/", "psycopg", "duckdb", "Error:") if word in text]


@dataclass
class Dashboard:
    """A world of snapshots, what is loaded of it, and a visitor."""

    world: World
    in_force: SiteInForce
    visitor: Visitor

    @property
    def store(self) -> Path:
        """The folder of the Parquet files in force."""
        return self.world.force / "store"

    def publish(self, number: int) -> str:
        """Import a version in which every project tells its number; returns the snapshot's name."""
        return publish(self.world, number)

    def shows(self, number: int) -> bool:
        """Whether a visitor sees that version."""
        return f"Version{number} of 1" in self.visitor.get("/en/projects/INV-1").get_data(as_text=True)


def publish(world: World, number: int) -> str:
    """Put a version in force."""
    rows = [project(str(n), title=f"Version{number} of {n}", regions=["SE221"]) for n in range(PROJECTS)]
    name = world.run(*rows, *(part(str(n), f"Partner{number} AB", nuts_id="SE221") for n in range(PROJECTS))).snapshot
    assert name
    return name


@pytest.fixture
def dashboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> Dashboard:
    """A dashboard on a folder of snapshots, the first of which is version 0."""
    monkeypatch.setattr(Site, "build_common_views", lambda _site: None)
    write_base(tmp_path / "base")
    world = World(tmp_path, monkeypatch)
    publish(world, 0)
    in_force = SiteInForce(world.into, lambda into: Site(load_dataset(snapshots.resolve(into)), site.geometry))
    return Dashboard(world, in_force, Visitor(in_force))
