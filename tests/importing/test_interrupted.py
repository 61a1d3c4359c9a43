"""An import that is killed, stopped or out of disk leaves the dataset in force as it was, or is through already."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from s3dash.data import snapshots
from tests.importing.forks import Forks
from tests.importing.invented import World, assert_sound, contents, part, project, stored, write_base, write_lines

MOMENTS = 20
LIMIT = 60.0
"""Seconds until something that should come at once is given up."""


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    with Forks(write_base(tmp_path_factory.mktemp("forks") / "base")) as started:
        yield started


def version(folder: Path, number: int) -> Path:
    """A file whose every project tells its version."""
    rows = [project(str(n), title=f"Version {number} of {n}", regions=["SE221"]) for n in range(40)]
    return write_lines(
        folder / f"version{number}.jsonl", *rows, *(part(str(n), f"Partner {number}") for n in range(40))
    )


def versions_in(folder: Path) -> set[str]:
    """Which versions a snapshot holds, in its projects and its partners; the word index too."""
    projects = {row["title"].split()[1] for row in stored(folder, "projects") if row["source_ref"]}
    parts = {row["organisation"].split()[1] for row in stored(folder, "participations") if row["origin"] == "INV"}
    assert_sound(folder)
    return projects | parts


def test_killed_at_any_moment_the_old_or_the_new_one_is_in_force(tmp_path: Path, forks: Forks) -> None:
    into = tmp_path / "into"
    moments = random.Random(20261124)
    assert forks.run("esf", version(tmp_path, 0), "--into", into).code == 0
    began = time.monotonic()
    assert forks.run("esf", version(tmp_path, 1), "--into", into).code == 0
    whole = time.monotonic() - began
    killed = left = 0
    for number in range(2, MOMENTS + 2):
        file = version(tmp_path, number)
        process = forks.begin("esf", file, "--into", into)
        if forks.ended(whole * (number - 2 + moments.random()) / MOMENTS) is None:
            os.killpg(process, signal.SIGKILL)
            end = forks.ended()
            killed += end is not None and end.code == -signal.SIGKILL
        left += any((into / "drafts").iterdir())
        assert versions_in(snapshots.resolve(into)) in ({str(number - 1)}, {str(number)})
        assert all(snapshots.about(into / "snapshots" / name) for name in snapshots.names(into))
        began = time.monotonic()
        assert forks.run("esf", file, "--into", into).code == 0
        whole = min(whole, time.monotonic() - began)  # the first may have been slow for reasons of its own
        assert list((into / "drafts").iterdir()) == []
        assert versions_in(snapshots.resolve(into)) == {str(number)}
    assert {path.name for path in into.iterdir()} <= {"current", ".current.new", "snapshots", "drafts", "lock"}
    assert len(snapshots.names(into)) <= snapshots.KEPT
    assert killed >= MOMENTS / 2 and left >= MOMENTS / 4, "the moments should lie within the import"


def test_ctrl_c_is_obeyed_in_words(tmp_path: Path, forks: Forks) -> None:
    into = tmp_path / "into"
    assert forks.run("esf", version(tmp_path, 0), "--into", into).code == 0
    began = time.monotonic()
    assert forks.run("esf", version(tmp_path, 1), "--into", into).code == 0
    whole = time.monotonic() - began
    stopped = 0
    for number in range(2, 12):
        process = forks.begin("esf", version(tmp_path, number), "--into", into)
        end = forks.ended(whole * (number - 1) / 11)
        if end is None:
            os.kill(process, signal.SIGINT)
            end = forks.ended()
        assert end and "Traceback" not in end.said, end
        assert end.code in (0, 130), end
        stopped += end.code == 130
        if end.code == 130:
            assert "Stopped; " in end.said
        assert list((into / "drafts").iterdir()) == []
        assert len(versions_in(snapshots.resolve(into))) == 1
    assert stopped >= 3


def begin_for_ever(tmp_path: Path, forks: Forks) -> int:
    """Begin to read two files without an end side by side, and return when both are being read."""
    files = [write_lines(tmp_path / f"{name}.jsonl", project()) for name in "ab"]
    process = forks.begin("keep", *files, "--into", tmp_path / "into")
    wait_for(lambda: len(list(tmp_path.glob("into/drafts/*/work/projects_*.parquet"))) == 2)
    return process


def wait_for(happened: Callable[[], bool]) -> None:
    given_up = time.monotonic() + LIMIT
    while not happened():
        assert time.monotonic() < given_up, "it did not happen"
        time.sleep(0.02)


def alive(group: int) -> list[str]:
    """Processes of a group that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue
        state, _parent, its_group, *_ = rest.split()
        if int(its_group) == group and state not in "ZX":
            found.append(name)
    return found


def test_ctrl_c_while_files_are_read_side_by_side(tmp_path: Path, forks: Forks) -> None:
    process = begin_for_ever(tmp_path, forks)
    os.killpg(process, signal.SIGINT)
    end = forks.ended(LIMIT)
    assert end and end.code == 130, end
    assert end.said.strip() == "Stopped; the dataset in force stays as it was."
    wait_for(lambda: not alive(process))
    assert list((tmp_path / "into" / "drafts").iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed in /proc")
def test_processes_that_read_end_with_the_import_that_is_killed(tmp_path: Path, forks: Forks) -> None:
    process = begin_for_ever(tmp_path, forks)
    os.kill(process, signal.SIGKILL)
    wait_for(lambda: not alive(process))
    end = forks.ended(LIMIT)
    assert end and end.code == -signal.SIGKILL
    assert forks.run("esf", version(tmp_path, 1), "--into", tmp_path / "into").code == 0
    assert list((tmp_path / "into" / "drafts").iterdir()) == []


def test_a_full_disk_is_told_and_the_old_dataset_stays(tmp_path: Path, forks: Forks) -> None:
    """Files that may not grow are to a program what a full disk is."""
    into = tmp_path / "into"
    assert forks.run("esf", version(tmp_path, 0), "--into", into).code == 0
    before = contents(into)
    failed = 0
    for largest in (0, 30, 1_000, 5_000, 20_000, 100_000, 1_000_000):
        end = forks.run("esf", version(tmp_path, 1), "--into", into, largest_file=largest)
        assert "Traceback" not in end.said, end
        if end.code == 0:
            break
        failed += 1
        assert end.code == 1, end
        assert "Nothing was changed; the dataset in force stays as it was." in end.said
        assert contents(into) == before
    assert failed >= 4
    assert forks.run("esf", version(tmp_path, 2), "--into", into).code == 0
    assert versions_in(snapshots.resolve(into)) == {"2"}


@pytest.mark.parametrize("step", ["_flush", "replace_text", "point_to", "remove_old"])
def test_whatever_step_of_publishing_fails_the_dataset_in_force_is_whole(world: World, step: str) -> None:
    world.run(project("1", title="Old"))

    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as broken, pytest.raises(OSError, match="No space left"):
        broken.setattr(snapshots, step, fail)
        world.run(project("1", title="New"))
    assert world.project("INV-1")["title"] == ("New" if step == "remove_old" else "Old")
    assert list((world.into / "drafts").iterdir()) == []
    world.run(project("1", title="Newer"))
    assert world.project("INV-1")["title"] == "Newer"


def test_what_an_import_left_that_was_killed_at_its_end_goes_with_the_next(world: World) -> None:
    for number in range(snapshots.KEPT):
        world.run(project("1", title=f"Number {number}"))
    with pytest.MonkeyPatch.context() as killed:
        killed.setattr(snapshots, "remove_old", lambda _into: None)
        world.run(project("1", title="Newest"))
    assert len(snapshots.names(world.into)) == snapshots.KEPT + 1
    assert world.run(project("1", title="Newest")).snapshot is None
    assert len(snapshots.names(world.into)) == snapshots.KEPT
    assert world.project("INV-1")["title"] == "Newest"
