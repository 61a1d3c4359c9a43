"""The check of a dataset's folder, plain or with snapshots."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from s3dash.__main__ import main
from s3dash.data import snapshots
from s3dash.data.schema import TABLES

Say = pytest.CaptureFixture[str]


def test_a_valid_dataset_lists_its_tables(into: Path, capsys: Say) -> None:
    base = into.parent / "base"
    assert main(["check", str(base)]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith(f"OK {base}: {len(TABLES)} tables, ")
    assert {line.split()[0] for line in lines} == set(TABLES)


def test_of_snapshots_the_one_in_force_is_checked(begun: Path, capsys: Say) -> None:
    assert main(["check", str(begun)]) == 0
    assert capsys.readouterr().out.startswith(f"OK {snapshots.resolve(begun)}: ")


def test_every_violation_is_a_row_of_csv(into: Path, capsys: Say) -> None:
    base = into.parent / "base"
    file = base / "tables" / "projects.csv"
    file.write_text(file.read_text("utf-8").replace("erdf-se22-2021", '"no, such"'), encoding="utf-8")
    assert main(["check", str(base)]) == 1
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(out.splitlines()))
    assert [(row["file"], row["row"], row["column"], row["value"]) for row in rows] == [
        ("tables/projects.csv", "2", "programme_id", "no, such"),
        ("tables/projects.csv", "4", "programme_id", "no, such"),
    ]
    assert err == f"2 violations in {base}\n"


def test_a_folder_that_is_not_there_and_a_broken_pointer_are_told(begun: Path, capsys: Say) -> None:
    assert main(["check", str(begun / "nowhere")]) == 1
    assert "nowhere: there is no such folder." in capsys.readouterr().err
    (begun / "current").write_text("gone", encoding="utf-8")
    assert main(["check", str(begun)]) == 1
    assert "names the snapshot 'gone', which is not there" in capsys.readouterr().err


def test_a_broken_story_is_named_by_file_and_line(into: Path, capsys: Say) -> None:
    folder = into.parent / "base" / "stories"
    folder.mkdir()
    head = "title: A title\nauthor: S3 Map\ndate: 2026-11-24\nsteps:\n"
    (folder / "good.yml").write_text(f"{head}- view: /\n  heading: A heading\n", encoding="utf-8")
    assert main(["check", str(folder.parent)]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(" rows, 1 story")
    (folder / "bad.yml").write_text(f"{head}- heading: A heading\n  view: /domains/nothing\n", encoding="utf-8")
    (folder / "worse.yml").write_text(head.replace("2026-11-24", "soon"), encoding="utf-8")
    assert main(["check", str(folder.parent)]) == 1
    rows = csv.DictReader(capsys.readouterr().out.splitlines())
    assert [(row["file"], row["row"], row["column"]) for row in rows] == [
        ("stories/worse.yml", "3", "date"),
        ("stories/worse.yml", "4", "steps"),
        ("stories/bad.yml", "6", "steps: 1: view"),
    ]
