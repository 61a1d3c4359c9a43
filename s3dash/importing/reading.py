"""Reading official files into Parquet files of rows, several files at a time where they do not depend on each other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark, Source

BATCH = 20_000
GROUP = 1 << 40
"""Rows are numbered in the order of the files; each group of files begins at a multiple of this."""
_TYPES = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "INTEGER": pa.int32(), "VARCHAR[]": pa.list_(pa.string())}
PROJECTS = {
    "row": "INTEGER", "ref": "VARCHAR", "title": "VARCHAR", "period": "VARCHAR", "fund": "VARCHAR",
    "title_en": "VARCHAR", "summary": "VARCHAR", "summary_en": "VARCHAR", "programme": "VARCHAR", "cci": "VARCHAR",
    "programme_name": "VARCHAR", "start_date": "VARCHAR", "end_date": "VARCHAR", "objective": "VARCHAR",
    "intervention_field": "VARCHAR", "topics": "VARCHAR", "total_budget": "DOUBLE", "eu_contribution": "DOUBLE",
    "currency": "VARCHAR", "amount_covers": "VARCHAR", "regions": "VARCHAR[]", "unplaced": "VARCHAR[]",
    "lead_organisation": "VARCHAR", "lead_nuts": "VARCHAR", "url": "VARCHAR", "notes": "VARCHAR[]",
    "same_as": "VARCHAR[]",
}  # fmt: skip
"""Columns of the files of project rows: the fields of ProjectRow."""
PARTICIPATIONS = {
    "row": "INTEGER", "ref": "VARCHAR", "organisation": "VARCHAR", "country": "VARCHAR", "role": "VARCHAR",
    "organisation_type": "VARCHAR", "organisation_number": "VARCHAR", "nuts_id": "VARCHAR", "place": "VARCHAR",
    "place_basis": "VARCHAR", "eu_contribution": "DOUBLE", "currency": "VARCHAR",
}  # fmt: skip
"""Columns of the files of participation rows: the fields of ParticipationRow."""


@dataclass
class Told:
    """What a reader says beside its rows.

    `on_rows` is called with the rows read so far, `on_reject` with each reject.
    """

    on_rows: Callable[[int], None]
    on_reject: Callable[[Reject], None]
    read: int = 0
    rejected: int = 0
    remarks: Counter[str] = field(default_factory=Counter)

    def rows_of(self, items: Iterator[Item]) -> Iterator[Item]:
        """Pass the rows on, and keep count of them and of what is said of them."""
        row = 0
        for item in items:
            if item.row != row:
                row = item.row
                self.read += 1
                if self.read % BATCH == 0:
                    self.on_rows(self.read)
            if isinstance(item, Reject):
                self.rejected += 1
                self.on_reject(item)
            elif isinstance(item, Remark):
                self.remarks[item.reason] += 1
            else:
                yield item
        self.on_rows(self.read)


def read_into(
    folder: Path, source: Source, files: Sequence[Path], mapping: Path | None, base: Path, told: Told
) -> None:
    """Read files and write `projects_*.parquet` and `parts_*.parquet` into a folder.

    Files that a source can read one without the other are read side by side, a process each.

    Raises
    ------
    SourceError
        If a file cannot be read at all.
    ChildProcessError
        If a process was killed.
    """
    groups = source.groups(files) if source.groups else [list(files)]
    workers = min(len(groups), os.cpu_count() or 1)
    if workers == 1:
        for number, group in enumerate(groups):
            _read_group(folder, number, source, group, mapping, base, told)
        return
    context = multiprocessing.get_context("spawn")
    hear, tell = context.Pipe(duplex=False)
    lives, life = context.Pipe(duplex=False)
    begin = (tell, context.Lock(), lives)
    with hear, tell, lives, life, ProcessPoolExecutor(workers, context, _begin, begin) as pool:
        jobs = [
            pool.submit(_read_beside, folder, number, source, group, mapping, base)
            for number, group in enumerate(groups)
        ]
        try:
            _follow(jobs, hear, told)
        except BrokenProcessPool:
            raise ChildProcessError(
                "A process that read the files was killed, as happens where memory is short: import fewer at a time."
            ) from None
        finally:
            life.close()


def _follow(jobs: list[Future[tuple[int, int, Counter[str]]]], hear: Connection, told: Told) -> None:
    """Pass on what the processes tell until all have ended; an error in one ends all."""
    rows: dict[int, int] = {}
    while any(not job.done() for job in jobs) or hear.poll():
        if hear.poll(0.1):
            number, said = hear.recv()
            if isinstance(said, Reject):
                told.on_reject(said)
            else:
                rows[number] = said
                told.on_rows(sum(rows.values()))
        for job in jobs:
            if job.done():
                job.result()
    for job in jobs:
        read, rejected, remarks = job.result()
        told.read += read
        told.rejected += rejected
        told.remarks.update(remarks)
    told.on_rows(told.read)


_tell: Callable[[tuple[int, int | Reject]], None]
"""In a process that reads: tells the importing one something about a group of files."""


def _begin(pipe: Connection, lock: Any, lives: Connection) -> None:
    """Prepare a process that reads. It ends with the importing one, however that ends, and leaves Ctrl-C to it.

    `lives` is one end of a pipe whose other end the importing process alone holds, so that it closes with it.
    """
    global _tell
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def tell(said: tuple[int, int | Reject]) -> None:
        with lock:
            pipe.send(said)

    def end_with_it() -> None:
        lives.poll(None)
        os._exit(1)

    _tell = tell
    threading.Thread(target=end_with_it, daemon=True).start()


def _read_beside(
    folder: Path, number: int, source: Source, files: list[Path], mapping: Path | None, base: Path
) -> tuple[int, int, Counter[str]]:
    """Read one group in a process of its own."""
    told = Told(lambda rows: _tell((number, rows)), lambda reject: _tell((number, reject)))
    _read_group(folder, number, source, files, mapping, base, told)
    return told.read, told.rejected, told.remarks


def _read_group(
    folder: Path, number: int, source: Source, files: Sequence[Path], mapping: Path | None, base: Path, told: Told
) -> None:
    options = ReadOptions(places=_places(base), mapping=mapping)
    with (
        _Rows(folder / f"projects_{number:04}.parquet", PROJECTS, number * GROUP) as projects,
        _Rows(folder / f"parts_{number:04}.parquet", PARTICIPATIONS, number * GROUP) as parts,
        _without_garbage_collection(),
    ):
        for item in told.rows_of(source.read(files, options)):
            if isinstance(item, ProjectRow):
                projects.add(item)
            elif isinstance(item, ParticipationRow):
                parts.add(item)


@cache
def _places(base: Path) -> Places:
    """The tables of places, read once in each process."""
    return Places.load(base)


class _Rows:
    """A Parquet file of rows, written a batch at a time."""

    def __init__(self, path: Path, columns: dict[str, str], first: int) -> None:
        schema = pa.schema([("nr", pa.int64()), *((name, _TYPES[kind]) for name, kind in columns.items())])
        self._writer = pq.ParquetWriter(path, schema, compression="lz4")
        self._columns = columns
        self._next = first
        self._rows: list[Any] = []

    def __enter__(self) -> _Rows:
        return self

    def __exit__(self, *_error: object) -> None:
        self._write()
        self._writer.close()

    def add(self, row: Any) -> None:
        self._rows.append(row)
        if len(self._rows) == BATCH:
            self._write()

    def _write(self) -> None:
        rows = self._rows
        arrays = [pa.array(range(self._next, self._next + len(rows)), pa.int64())]
        arrays += [pa.array([getattr(row, name) for row in rows], _TYPES[kind]) for name, kind in self._columns.items()]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._writer.schema))
        self._next += len(rows)
        rows.clear()


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Rows hold no cycles: looking for them among millions of cells only takes time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
