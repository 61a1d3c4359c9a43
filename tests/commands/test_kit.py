"""The command that writes a copy."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from s3dash.__main__ import main

Say = pytest.CaptureFixture[str]


def test_a_copy_is_written_and_its_size_told(tmp_path: Path, capsys: Say) -> None:
    out = tmp_path / "kit.zip"
    assert main(["kit", str(out), "--region", "SE110", "--lang", "en", "--story", "overlap"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{out}: ") and "MB unpacked" in said
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    assert "s3-map/en/present_overlap.html" in names
    assert not [name for name in names if "/sv/" in name or "SE232" in name]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kit.rar"], "the name of the archive ends with .zip."),
        (["kit.zip", "--region", "SE999"], "There is no region SE999"),
        (["kit.zip", "--story", "x"], "There is no story x"),
    ],
)
def test_what_cannot_be_made_is_said(
    tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["kit", *arguments]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
