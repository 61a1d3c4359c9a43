"""Snapshots: immutable dataset folders, and the pointer that says which one is in force.

```
DIR/
  current               the name of the snapshot in force, one line
  snapshots/<name>/     a dataset folder that never changes again (snapshot.yml says where it came from)
  drafts/<name>/        what an import is working on; left over only by one that was killed
  lock                  held by the import that runs
```
A draft becomes a snapshot by a rename, and comes into force by another rename over `current`: at any moment there is
either the old snapshot or the new one, whole.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

POINTER, SNAPSHOTS, DRAFTS, LOCK, ABOUT = "current", "snapshots", "drafts", "lock", "snapshot.yml"
KEPT = 5
"""So many snapshots are kept; older ones that nobody reads are removed when a new one comes into force."""


class SnapshotError(Exception):
    """A folder of snapshots that cannot be used as asked; the text says why and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """Where a snapshot came from: the one before it, and what was imported."""

    name: str
    created: str
    previous: str | None
    made_by: str


def is_plain_dataset(directory: Path) -> bool:
    """Whether a folder is a dataset itself, like the bundled one, and holds no snapshots."""
    return (directory / "dataset.yml").is_file()


def resolve(directory: Path) -> Path:
    """Return the dataset folder in force: the folder itself, or the snapshot that its pointer names.

    Raises
    ------
    SnapshotError
        If the pointer is broken.
    """
    if is_plain_dataset(directory) or not (directory / POINTER).exists():
        return directory
    name = _read_pointer(directory)
    folder = directory / SNAPSHOTS / name
    if name not in names(directory):
        others = ", ".join(names(directory)) or "none"
        raise SnapshotError(
            f"{directory / POINTER} names the snapshot {name!r}, which is not there (there are: {others}). "
            f"Choose one with: python -m s3dash rollback {directory} --to NAME"
        )
    return folder


def names(directory: Path) -> list[str]:
    """Return the names of all snapshots, oldest first."""
    folder = directory / SNAPSHOTS
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def about(folder: Path) -> Snapshot | None:
    """Return where a snapshot's folder came from; None for a plain dataset."""
    file = folder / ABOUT
    return Snapshot(**yaml.safe_load(file.read_text("utf-8"))) if file.is_file() else None


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Keep other imports out of a folder; what a killed one left behind is removed.

    Raises
    ------
    SnapshotError
        If another import runs, or the folder is a plain dataset.
    """
    refuse_plain_dataset(directory)
    try:
        (directory / DRAFTS).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise SnapshotError(f"{directory} is not a folder: name one for snapshots after --into.") from None
    with (directory / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SnapshotError(f"Another import into {directory} is running: wait until it has ended.") from None
        _remove_drafts(directory)
        yield


def refuse_plain_dataset(directory: Path) -> None:
    """Raise SnapshotError if a folder is a dataset itself, which nothing may be imported into."""
    if is_plain_dataset(directory):
        raise SnapshotError(
            f"{directory} is a dataset of its own, which an import never changes: name a folder for snapshots after "
            "--into, which is made where it does not exist."
        )


@contextmanager
def draft(directory: Path, base: Path) -> Iterator[Path]:
    """Give a draft that begins as a copy of a dataset folder; it is removed unless it was published.

    Files of a snapshot are shared by hard links: change one by writing a new file and renaming it over the old one.
    """
    folder = directory / DRAFTS / _new_name()
    share = base.is_relative_to(directory / SNAPSHOTS)
    try:
        shutil.copytree(base, folder, copy_function=_link if share else shutil.copyfile, ignore=_not_data)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(directory: Path, folder: Path, made_by: str) -> str:
    """Make a draft a snapshot and put it in force; returns its name.

    Every file is on the disk before the pointer changes.
    """
    previous = _read_pointer(directory) if (directory / POINTER).exists() else None
    snapshot = Snapshot(folder.name, datetime.now(UTC).isoformat(timespec="seconds"), previous or None, made_by)
    replace_text(folder / ABOUT, yaml.safe_dump(asdict(snapshot), allow_unicode=True, sort_keys=False))
    for path in (*folder.rglob("*"), folder):
        _flush(path)
        if path.is_file():
            path.chmod(0o444)
    (directory / SNAPSHOTS).mkdir(exist_ok=True)
    target = directory / SNAPSHOTS / folder.name
    folder.rename(target)
    _flush(target.parent)
    point_to(directory, target.name)
    remove_old(directory)
    return target.name


def point_to(directory: Path, name: str) -> None:
    """Put a snapshot in force."""
    replace_text(directory / POINTER, f"{name}\n")
    _flush(directory)


def rollback(directory: Path, to: str | None = None) -> tuple[str, str]:
    """Put the snapshot before the one in force, or the one named, in force again; returns (old, new).

    Raises
    ------
    SnapshotError
        If there is no such snapshot, or an import is running.
    """
    refuse_no_snapshots(directory)
    with locked(directory):
        return _go_back(directory, to)


def refuse_no_snapshots(directory: Path) -> None:
    """Raise SnapshotError if a folder holds no snapshots."""
    if not names(directory):
        raise SnapshotError(f"{directory} holds no snapshots: nothing was imported into it.")


def _go_back(directory: Path, to: str | None) -> tuple[str, str]:
    known = names(directory)
    now = _read_pointer(directory) if (directory / POINTER).exists() else ""
    if to is None:
        current = about(directory / SNAPSHOTS / now) if now in known else None
        to = current.previous if current else None
        if to is None:
            raise SnapshotError(
                f"{now or 'The dataset'} has none before it. There are: {', '.join(known)}; choose with --to."
            )
    if to not in known:
        raise SnapshotError(f"There is no snapshot {to!r} in {directory}. There are: {', '.join(known)}.")
    point_to(directory, to)
    return now, to


def hold(folder: Path, reader: object) -> None:
    """Keep a snapshot from being removed as long as an object that reads it lives; a plain dataset is never removed."""
    try:
        descriptor = os.open(folder / ABOUT, os.O_RDONLY)
    except OSError:
        return
    weakref.finalize(reader, os.close, descriptor)
    with suppress(OSError):  # some file systems know no locks
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def replace_text(path: Path, text: str) -> None:
    """Write a file in one step: whoever reads it sees the old text or the new one, whole."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    _flush(new)
    new.replace(path)


def _read_pointer(directory: Path) -> str:
    """The name in the pointer, whatever it is; SnapshotError if it cannot be read."""
    try:
        return (directory / POINTER).read_text("utf-8", errors="replace").strip()
    except OSError as error:
        raise SnapshotError(
            f"{directory / POINTER} cannot be read ({error.strerror}). Remove it, and choose a snapshot with: "
            f"python -m s3dash rollback {directory} --to NAME"
        ) from error


def _new_name() -> str:
    """A name that sorts by time."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"


def _not_data(folder: str, entries: list[str]) -> set[str]:
    """What of a dataset folder is no data: scripts, curated texts, and the folders of snapshots themselves."""
    return {
        name
        for name in entries
        if name.endswith((".py", ".pyc"))
        or name in ("__pycache__", "curated", "places", SNAPSHOTS, DRAFTS, LOCK, POINTER, ABOUT)
    }


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, target)


def _flush(path: Path) -> None:
    """Have a file or a folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_drafts(directory: Path) -> None:
    for path in (directory / DRAFTS).iterdir():
        shutil.rmtree(path, ignore_errors=True)


def remove_old(directory: Path) -> None:
    """Remove the oldest snapshots, never the one in force nor the one before it, nor what a dashboard still reads.

    It is for whoever holds the lock; nothing is removed where none is in force.
    """
    now = _read_pointer(directory) if (directory / POINTER).exists() else ""
    if now not in names(directory):
        return
    current = about(directory / SNAPSHOTS / now)
    needed = {now, current.previous if current else None}
    removable = [name for name in names(directory) if name not in needed]
    for name in removable[: max(0, len(removable) + len(needed - {None}) - KEPT)]:
        folder = directory / SNAPSHOTS / name
        with suppress(OSError), (folder / ABOUT).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # an OSError where somebody holds it
            # first out of the list: nobody may go back to half a snapshot
            folder.rename(directory / DRAFTS / name)
            shutil.rmtree(directory / DRAFTS / name, ignore_errors=True)
