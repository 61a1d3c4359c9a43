"""Snapshots: immutable folders, a pointer, and what is kept of the old ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash.data import snapshots
from s3dash.data.snapshots import SnapshotError


def publish(into: Path, made_by: str = "a test") -> str:
    """Publish a snapshot that begins as the one in force and says who made it."""
    base = into.parent / "base"
    (base / "tables").mkdir(parents=True, exist_ok=True)
    for name in ("dataset.yml", "tables/a.csv", "README.md"):
        (base / name).write_text(name, encoding="utf-8")
    with snapshots.locked(into):
        force = snapshots.resolve(into)
        with snapshots.draft(into, base if force == into else force) as draft:
            snapshots.replace_text(draft / "dataset.yml", made_by)
            return snapshots.publish(into, draft, made_by)


def test_a_plain_dataset_is_itself(tmp_path: Path) -> None:
    (tmp_path / "dataset.yml").touch()
    (tmp_path / "current").write_text("elsewhere", encoding="utf-8")
    assert snapshots.resolve(tmp_path) == tmp_path


def test_the_pointer_names_the_snapshot_in_force(tmp_path: Path) -> None:
    into = tmp_path / "into"
    assert snapshots.resolve(into) == into
    first = publish(into, "one")
    second = publish(into, "two")
    assert snapshots.resolve(into) == into / "snapshots" / second
    assert (into / "current").read_text("utf-8") == f"{second}\n"
    assert snapshots.names(into) == [first, second]
    about = snapshots.about(snapshots.resolve(into))
    assert about and (about.name, about.previous, about.made_by) == (second, first, "two")
    assert snapshots.about(tmp_path) is None


def test_what_did_not_change_is_shared_and_what_did_is_not(tmp_path: Path) -> None:
    into = tmp_path / "into"
    first, second = (into / "snapshots" / publish(into, name) for name in ("one", "two"))
    assert (first / "tables" / "a.csv").samefile(second / "tables" / "a.csv")
    assert [(folder / "dataset.yml").read_text("utf-8") for folder in (first, second)] == ["one", "two"]
    assert not (first / "tables" / "a.csv").samefile(tmp_path / "base" / "tables" / "a.csv")


def test_files_of_a_snapshot_cannot_be_written(tmp_path: Path) -> None:
    publish(tmp_path / "into")
    folder = snapshots.resolve(tmp_path / "into")
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o444}


def test_where_files_cannot_be_shared_they_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    into = tmp_path / "into"
    first = into / "snapshots" / publish(into)
    monkeypatch.setattr(os, "link", refuse)
    second = into / "snapshots" / publish(into)
    assert not (first / "tables" / "a.csv").samefile(second / "tables" / "a.csv")
    assert (second / "tables" / "a.csv").read_text("utf-8") == "tables/a.csv"


def test_a_draft_that_was_not_published_goes(tmp_path: Path) -> None:
    into = tmp_path / "into"
    publish(into)
    with pytest.raises(ZeroDivisionError), snapshots.locked(into), snapshots.draft(into, snapshots.resolve(into)):
        raise ZeroDivisionError
    assert list((into / "drafts").iterdir()) == []


def test_what_a_killed_import_left_goes_with_the_next(tmp_path: Path) -> None:
    into = tmp_path / "into"
    publish(into)
    (into / "drafts" / "left" / "tables").mkdir(parents=True)
    (into / ".current.new").write_text("half", encoding="utf-8")
    name = publish(into)
    assert list((into / "drafts").iterdir()) == []
    assert snapshots.resolve(into).name == name


@pytest.mark.parametrize("pointer", ["gone\n", "", "\n", "../base\n/etc"])
def test_a_broken_pointer_says_what_to_do(tmp_path: Path, pointer: str) -> None:
    into = tmp_path / "into"
    name = publish(into)
    (into / "current").write_text(pointer, encoding="utf-8")
    with pytest.raises(
        SnapshotError, match=r"which is not there \(there are: .*python -m s3dash rollback .* --to NAME"
    ) as e:
        snapshots.resolve(into)
    assert name in str(e.value)


def test_a_file_is_no_folder_of_snapshots(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(SnapshotError, match="is not a folder"), snapshots.locked(path):
            pass


def test_a_plain_dataset_is_never_locked(tmp_path: Path) -> None:
    (tmp_path / "dataset.yml").touch()
    with pytest.raises(SnapshotError, match="is a dataset of its own"), snapshots.locked(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["dataset.yml"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["publish", "publish", "back", "oldest"]), max_size=20))
def test_the_newest_are_kept_and_always_the_one_in_force_and_the_one_before(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, steps: list[str]
) -> None:
    """A model of the folder: whatever is published and gone back to."""
    monkeypatch.setattr(snapshots, "_flush", lambda _path: None)
    into = tmp_path_factory.mktemp("kept") / "into"
    made = [publish(into)]
    before: dict[str, str | None] = {made[0]: None}
    force = made[0]
    for step in steps:
        if step == "publish":
            new = publish(into)
            made.append(new)
            before[new] = force
            force = new
            needed = {name for name in (force, before[force]) if name}
            others = [name for name in made if name not in needed]
            made = sorted({*needed, *others[-(snapshots.KEPT - len(needed)) :]})
        elif step == "oldest":
            snapshots.rollback(into, made[0])
            force = made[0]
        elif (earlier := before[force]) and earlier in made:
            assert snapshots.rollback(into) == (force, earlier)
            force = earlier
        else:
            with pytest.raises(SnapshotError, match=r"has none before it|no snapshot"):
                snapshots.rollback(into)
        assert snapshots.names(into) == made
        assert len(made) <= snapshots.KEPT
        assert snapshots.resolve(into).name == force


def test_a_snapshot_that_is_read_is_kept_until_its_reader_is_gone(tmp_path: Path) -> None:
    class Reader:
        pass

    into = tmp_path / "into"
    made = [publish(into)]
    reader, other = Reader(), Reader()
    for each in (reader, other):
        snapshots.hold(snapshots.resolve(into), each)
    made += [publish(into) for _ in range(snapshots.KEPT + 1)]
    assert snapshots.names(into) == [made[0], *made[-snapshots.KEPT :]]
    del reader
    publish(into)
    assert made[0] in snapshots.names(into)
    del each, other
    newest = publish(into)
    assert made[0] not in snapshots.names(into)
    assert len(snapshots.names(into)) == snapshots.KEPT and snapshots.names(into)[-1] == newest


def test_a_plain_dataset_needs_no_hold(tmp_path: Path) -> None:
    reader = Path
    snapshots.hold(tmp_path, reader)
    snapshots.hold(tmp_path / "nowhere", reader)


def test_a_snapshot_that_is_being_removed_can_no_longer_be_gone_back_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "into"
    made = [publish(into) for _ in range(snapshots.KEPT)]
    monkeypatch.setattr("shutil.rmtree", lambda *_given, **_more: None)  # as if it was killed at this moment
    made.append(publish(into))
    assert snapshots.names(into) == made[1:]
