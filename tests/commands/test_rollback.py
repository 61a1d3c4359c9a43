"""Going back to an earlier snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.__main__ import main
from s3dash.data import snapshots
from tests.data.test_snapshots import publish


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, list[str]]:
    """A folder with three snapshots, and their names."""
    return tmp_path / "into", [publish(tmp_path / "into", f"import {n}") for n in range(3)]


def test_back_and_back_again_and_forth(three: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    into, (first, second, third) = three
    assert main(["rollback", str(into)]) == 0
    assert capsys.readouterr().out == f"In force: {second} (before: {third})\n"
    assert snapshots.resolve(into).name == second
    assert main(["rollback", str(into)]) == 0
    assert snapshots.resolve(into).name == first
    assert main(["rollback", str(into)]) == 1
    assert f"{first} has none before it" in capsys.readouterr().err
    assert main(["rollback", str(into), "--to", third]) == 0
    assert snapshots.resolve(into).name == third


def test_the_list_marks_the_one_in_force(three: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    into, names = three
    main(["rollback", str(into), "--to", names[1]])
    capsys.readouterr()
    assert main(["rollback", str(into), "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] or line[2:].split("  ")[0] for line in lines] == [names[0], f"* {names[1]}", names[2]]
    assert [line.endswith(f"import {n}") for n, line in enumerate(lines)] == [True] * 3
    assert snapshots.resolve(into).name == names[1]


@pytest.mark.parametrize("name", ["nowhere", "../snapshots", "", "."])
def test_an_unknown_name_is_told_with_those_that_there_are(
    three: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str], name: str
) -> None:
    into, names = three
    assert main(["rollback", str(into), "--to", name]) == 1
    said = capsys.readouterr().err
    assert f"There is no snapshot {name!r}" in said
    assert all(known in said for known in names)
    assert snapshots.resolve(into).name == names[2]


@pytest.mark.parametrize("more", [[], ["--list"], ["--to", "x"]])
def test_a_folder_without_snapshots_is_told_and_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing"):
        assert main(["rollback", str(tmp_path / name), *more]) == 1
        assert f"{tmp_path / name} holds no snapshots: nothing was imported into it." in capsys.readouterr().err
    assert list((tmp_path / "empty").iterdir()) == []
    assert not (tmp_path / "missing").exists()


def test_a_broken_pointer_can_be_mended(three: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    into, names = three
    (into / "current").write_text("gone\n", encoding="utf-8")
    assert main(["rollback", str(into), "--list"]) == 1
    assert "names the snapshot 'gone', which is not there" in capsys.readouterr().err
    assert main(["rollback", str(into)]) == 1
    assert main(["rollback", str(into), "--to", names[0]]) == 0
    assert snapshots.resolve(into).name == names[0]


def test_no_one_goes_back_while_an_import_is_running(
    three: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    into, names = three
    with snapshots.locked(into):
        assert main(["rollback", str(into)]) == 1
    assert "is running: wait" in capsys.readouterr().err
    assert snapshots.resolve(into).name == names[2]
