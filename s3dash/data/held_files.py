"""Files of a snapshot, kept open while a dashboard reads them."""

from __future__ import annotations

import os
import weakref
from pathlib import Path


class HeldFiles:
    """Files that stay readable as they were when they were opened, whatever becomes of their names.

    A file that is deleted, renamed or made unreadable can be read on by whoever has it open; only one that is written
    over is lost. Where a system does not show open files by a name, the files' own names have to do.
    """

    def __init__(self, paths: list[Path]) -> None:
        self._open = {path: os.open(path, os.O_RDONLY) for path in paths}
        self._marks = {path: _mark(descriptor) for path, descriptor in self._open.items()}
        weakref.finalize(self, _close, list(self._open.values()))

    def name(self, path: Path) -> Path:
        """The name under which a file can be read."""
        shown = Path(f"/proc/self/fd/{self._open[path]}")
        return shown if shown.exists() else path

    @property
    def changed(self) -> str:
        """Which file was written over, in a sentence; nothing where none was."""
        for path, descriptor in self._open.items():
            if _mark(descriptor) != self._marks[path]:
                return f"{path} was changed while it was in use."
        return ""


def _mark(descriptor: int) -> tuple[int, int]:
    state = os.fstat(descriptor)
    return state.st_size, state.st_mtime_ns


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
