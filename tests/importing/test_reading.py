"""Several files, each read by a process of its own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from s3dash.sources.records import Item, ProjectRow, ReadOptions, SourceError
from tests.importing.invented import BESIDE, SOURCE, World, one_each, part, project, write_lines


def lists(world: World) -> list[Path]:
    """Files that know each other's projects, with rejects and remarks."""
    return [
        write_lines(
            world.folder / "lists" / f"{n}.jsonl",
            *(project(f"{n}-{i}", regions=["SE221"]) for i in range(20)),
            project("shared", title=f"Said by {n}", regions=["SE221" if n else "SE224"]),
            part("shared", f"Partner {n}"),
            {"kind": "reject", "reason": f"the column title of {n} is empty", "original": ["a", n]},
            {"kind": "remark", "reason": "unknown county name"},
        )
        for n in range(4)
    ]


def test_files_side_by_side_give_what_they_give_one_after_the_other(world: World, monkeypatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    files = lists(world)
    one = world.import_files(*files)
    expected = {table: world.rows(table) for table in ("projects", "participations", "origins")}
    rejects = sorted(reject.reason for reject in world.rejects)
    beside = World(world.folder / "beside", monkeypatch)
    (world.folder / "beside").mkdir()
    beside.base.symlink_to(world.base)
    told: list[int] = []
    two = beside.import_files(*files, source=BESIDE, on_rows=told.append)
    assert replace(two, snapshot=None) == replace(one, snapshot=None)
    assert (two.read, two.rejected, two.new, two.differing, dict(two.remarks)) == (
        96, 4, 81, 1, {"unknown county name": 4},
    )  # fmt: skip
    assert {table: beside.rows(table) for table in expected} == expected
    assert beside.project("INV-shared")["title"] == "Said by 0"
    assert sorted(reject.reason for reject in beside.rejects) == rejects
    assert told == sorted(told) and told[-1] == 96
    assert not multiprocessing.active_children()


def test_an_error_in_one_file_ends_all(world: World) -> None:
    good, *_ = lists(world)
    bad = write_lines(world.folder / "bad.jsonl", project("1"), "broken")
    with pytest.raises(SourceError, match=r"bad\.jsonl, row 2: this line is broken; download the file again"):
        world.import_files(good, bad, source=BESIDE)
    assert not world.into.joinpath("current").exists()
    assert list(world.into.joinpath("drafts").iterdir()) == []
    assert not multiprocessing.active_children()


def endless_or_broken(files: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """The first file has no end; any other one is broken."""
    if files[0].name == "0.jsonl":
        n = 0
        while True:
            n += 1
            yield ProjectRow(n % 1000, "1", "Again", "2021-2027", "erdf")
    raise SourceError(files[0], "this one is broken; download the file again")


def killed(files: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Its process ends as one does that the system kills."""
    yield ProjectRow(1, "1", "Never", "2021-2027", "erdf")
    os._exit(9)


def test_an_error_does_not_wait_for_what_is_still_being_read(world: World) -> None:
    source = replace(SOURCE, read=endless_or_broken, groups=one_each)
    with pytest.raises(SourceError, match="this one is broken"):
        world.import_files(*lists(world)[:2], source=source)
    assert not multiprocessing.active_children()


def test_a_process_that_was_killed_is_told(world: World) -> None:
    with pytest.raises(ChildProcessError, match="was killed, as happens where memory is short: import fewer at a time"):
        world.import_files(*lists(world)[:2], source=replace(SOURCE, read=killed, groups=one_each))
    assert list(world.into.joinpath("drafts").iterdir()) == []
