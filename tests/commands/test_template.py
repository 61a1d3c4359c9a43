"""The template for priorities, from the command and back through the import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from s3dash.__main__ import main
from s3dash.data import snapshots
from s3dash.data.dataset import load_dataset
from s3dash.sources.priorities import FIELDS
from tests.importing.invented import assert_sound, stored
from tests.sources.test_priorities import ENTRY, FIRST, GOOD

Say = pytest.CaptureFixture[str]


def test_a_filled_in_template_comes_into_force(begun: Path, tmp_path: Path, capsys: Say) -> None:
    file = tmp_path / "priorities.xlsx"
    assert main(["template", str(file), "--data", str(begun)]) == 0
    assert f"python -m s3dash import priorities {file} --into DIR" in capsys.readouterr().out
    assert main(["import", "priorities", str(file), "--into", str(begun)]) == 1, "nobody has filled it in"
    book = openpyxl.load_workbook(file)
    good: dict[str, Any] = GOOD | {"primary": "energy", "secondary_1": "food"}
    for name, value in good.items():
        book[ENTRY].cell(FIRST, FIELDS.index(name) + 1, value)
    book.save(file)
    projects = [row["project_id"] for row in tiny_projects(begun)]
    assert main(["import", "priorities", str(file), "--into", str(begun)]) == 0
    folder = snapshots.resolve(begun)
    assert_sound(folder)
    priorities = load_dataset(folder).priorities
    assert list(priorities[priorities.nuts_id == "SE221"].name_en) == ["Green energy"]
    assert [row["project_id"] for row in stored(folder, "projects")] == projects, "projects stay as they are"
    capsys.readouterr()
    assert main(["import", "priorities", str(file), "--into", str(begun)]) == 0
    assert "Nothing has changed" in capsys.readouterr().out


def tiny_projects(into: Path) -> list[dict[str, str]]:
    """The projects of a snapshot that still has them as a table."""
    projects = load_dataset(snapshots.resolve(into)).projects
    assert projects is not None
    return sorted(projects.to_dict("records"), key=lambda row: row["project_id"])


def test_an_existing_file_is_never_written_over(begun: Path, tmp_path: Path, capsys: Say) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(b"my work")
    assert main(["template", str(file), "--data", str(begun)]) == 1
    assert "exists already and may be filled in" in capsys.readouterr().err
    assert file.read_bytes() == b"my work"


def test_another_ending_and_a_folder_that_is_not_there_are_told(begun: Path, tmp_path: Path, capsys: Say) -> None:
    assert main(["template", str(tmp_path / "a.csv"), "--data", str(begun)]) == 1
    assert "ends with .xlsx" in capsys.readouterr().err
    assert main(["template", str(tmp_path / "no" / "a.xlsx"), "--data", str(begun)]) == 1
    assert "No such file or directory" in capsys.readouterr().err
    assert main(["template", str(tmp_path / "a.xlsx"), "--data", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()
