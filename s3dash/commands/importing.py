"""``python -m s3dash import SOURCE FILE... --into DIR``: official files into the dataset."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from s3dash.config import BUNDLED_DATA
from s3dash.data.cells import neutral
from s3dash.importing import ImportRequest, Report, import_files
from s3dash.sources import NAMES, national, source
from s3dash.sources.places import Places
from s3dash.sources.records import ReadOptions, Reject, Source, SourceError

_SHOWN = 5
"""So many rejects and programmes are told on the screen."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "sources:\n" + "\n".join(f"  {name:20} {source(name).expects}" for name in NAMES)
    parser.add_argument("source", choices=NAMES, metavar="SOURCE", help="where the files come from (see below)")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="the downloaded files")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="folder of snapshots; made if it does not exist"
    )
    parser.add_argument(
        "--mapping", type=Path, metavar="YAML", help="for the source national: a mapping's file or name"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument(
        "--rejects", type=Path, metavar="CSV", help="where rows that cannot be used go (DIR/rejects.csv)"
    )


def run(given: argparse.Namespace) -> int:
    """Import, and tell what happened; returns 1 only if nothing could be used."""
    _check(given)
    with Rejects(None if given.dry_run else given.rejects or given.into / "rejects.csv") as rejects:
        with _progress() as progress:
            task = progress.add_task("reading", total=None)
            request = ImportRequest(
                source=_source(given),
                files=tuple(given.files),
                into=given.into,
                mapping=given.mapping,
                dry_run=given.dry_run,
                base=BUNDLED_DATA,
                on_rows=lambda rows: progress.update(
                    task, completed=rows, description=f"{rows:,} rows read".replace(",", " ")
                ),
                on_reject=rejects.add,
            )
            report = import_files(request)
        _tell(request, report, rejects)
    return 0 if report.used else 1


def _check(given: argparse.Namespace) -> None:
    """Refuse, before anything is read, what can only be a mistake."""
    seen: set[Path] = set()
    for file in given.files:
        if not file.exists():
            raise SourceError(file, "there is no such file; give the path of the file you downloaded")
        if file.resolve() in seen:
            raise SourceError(file, "is given twice, and its amounts would be counted twice; give it once")
        seen.add(file.resolve())
    if given.rejects and given.rejects.resolve() in seen:
        raise SourceError(given.rejects, "is a file to be read, which --rejects would write over; choose another name")
    if given.mapping and given.source != national.SOURCE.source_id:
        raise SourceError(given.mapping, f"a mapping is for the source national, {given.source} needs none")


def _source(given: argparse.Namespace) -> Source:
    """The source; of a national list the one that its mapping describes."""
    if given.source != national.SOURCE.source_id:
        return source(given.source)
    options = ReadOptions(places=Places.load(BUNDLED_DATA), mapping=given.mapping)
    return national.source_of(national.mapping_for(given.files[0], options))


def _progress() -> Progress:
    """A bar on the terminal; nothing where there is none."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)


class Rejects:
    """The file of rows that cannot be used: row number, reason, and the row as it was.

    Nothing is written before the first reject; a file of an earlier import goes where an import that ended had none.

    Parameters
    ----------
    path
        The CSV file; None writes nothing and only keeps the first reasons.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.first: list[Reject] = []
        self.count = 0
        self._file: TextIO | None = None

    def __enter__(self) -> Rejects:
        return self

    def __exit__(self, error: object, *_more: object) -> None:
        if self._file:
            self._file.close()
        elif self.path and error is None:
            self.path.unlink(missing_ok=True)

    def add(self, reject: Reject) -> None:
        """Keep one row."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(reject)
        if self.path is None:
            return
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="")
            csv.writer(self._file, lineterminator="\n").writerow(("row", "reason", "original"))
        original = dict(reject.original) if isinstance(reject.original, Mapping) else list(reject.original)
        text = json.dumps(original, ensure_ascii=False, default=str)
        csv.writer(self._file, lineterminator="\n").writerow((reject.row, neutral(reject.reason), text))


def _tell(request: ImportRequest, report: Report, rejects: Rejects) -> None:
    """Print the report."""
    numbers = {
        "rows read": report.read,
        "rejected": report.rejected,
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
    }
    if request.source.kind == "projects":
        numbers |= {"unplaced": report.unplaced, "without a domain": report.unclassified}
        if report.differing:
            numbers["ids with differing rows"] = report.differing
    print(f"{request.source.title}{' (dry run: nothing is written)' if request.dry_run else ''}")
    for name, number in numbers.items():
        print(f"  {name:24} {number:>10}")
    for name in report.programmes[:_SHOWN]:
        print(f"  new programme: {name}")
    if len(report.programmes) > _SHOWN:
        print(f"  ... and {len(report.programmes) - _SHOWN} more programmes")
    for reason, count in report.remarks.most_common():
        print(f"  remark{f', {count} rows' if count > 1 else ''}: {reason}")
    for reject in rejects.first:
        print(f"  rejected, row {reject.row}: {reject.reason}")
    if rejects.count > len(rejects.first):
        print(f"  ... and {rejects.count - len(rejects.first)} more")
    if rejects.path and rejects.count:
        print(f"Rows that could not be used are in {rejects.path}")
    if not report.used:
        print("Nothing could be used; the dataset in force stays.", file=sys.stderr)
    elif request.dry_run:
        return
    elif report.snapshot:
        print(f"In force: {request.into / 'snapshots' / report.snapshot}")
    else:
        print("Nothing has changed; the dataset in force stays.")
