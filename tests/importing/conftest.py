"""A world of its own for each test of the import."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.invented import World, write_base


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The tiny dataset, into which nothing was imported yet."""
    write_base(tmp_path / "base")
    return World(tmp_path, monkeypatch)
