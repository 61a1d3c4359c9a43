"""The command's own world: the tiny dataset instead of the bundled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.data import snapshots
from tests.importing.invented import load_classifier, write_base


@pytest.fixture
def into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of snapshots that does not exist yet; the first one begins as the tiny dataset."""
    base = write_base(tmp_path / "base")
    monkeypatch.setattr("s3dash.commands.importing.BUNDLED_DATA", base)
    monkeypatch.setattr("s3dash.importing.domains.Classifier.load", load_classifier)
    return tmp_path / "into"


@pytest.fixture
def begun(into: Path) -> Path:
    """The same with a snapshot in force."""
    with snapshots.locked(into), snapshots.draft(into, into.parent / "base") as draft:
        snapshots.publish(into, draft, "a test")
    return into
