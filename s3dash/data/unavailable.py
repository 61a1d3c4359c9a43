"""Data that was there when the dashboard started and cannot be read now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DataUnavailable(Exception):
    """Data that cannot be read now: its database is away, or its files are broken. It may be back in a moment."""


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Raise DataUnavailable where a file of the dataset, checked at the start, is no longer what it was."""
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError) as error:  # RuntimeError is what GDAL raises
        raise DataUnavailable(f"{file} cannot be read: {error}") from error
