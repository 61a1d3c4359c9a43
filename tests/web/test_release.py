"""What tells a release from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.web import release as module


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package and its files for pages, to be changed."""
    for name in ("package", "assets"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "text.yml").write_text("a", encoding="utf-8")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "package")
    monkeypatch.setattr(module, "ASSETS", tmp_path / "assets")
    return tmp_path


def test_a_release_is_told_by_its_version_and_by_all_that_pages_are_made_of(
    parts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = module.release.__wrapped__
    seen = [make()]
    assert make() == seen[0]
    (parts / "package" / "code.pyc").write_bytes(b"made by Python itself")
    assert make() == seen[0]
    (parts / "package" / "text.yml").write_text("b", encoding="utf-8")
    seen.append(make())
    (parts / "assets" / "new.css").write_text("", encoding="utf-8")
    seen.append(make())
    monkeypatch.setattr(module, "__version__", "next")
    seen.append(make())
    assert len(set(seen)) == 4
