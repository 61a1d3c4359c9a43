"""``python -m s3dash check DIR``: a dataset's folder against the schema, and its stories against its pages."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from s3dash.data import snapshots
from s3dash.data.backend import check_store
from s3dash.data.check import STORE, read_dataset
from s3dash.data.dataset import load_dataset
from s3dash.data.store import ProjectStore
from s3dash.views.present.steps import stories_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "directory", type=Path, help="folder with dataset.yml, tables/ and boundaries/, or a folder of snapshots"
    )


def run(given: argparse.Namespace) -> int:
    """Print every violation of the schema as CSV, or OK with the rows of each table; return the exit code."""
    if not given.directory.is_dir():
        print(f"{given.directory}: there is no such folder.", file=sys.stderr)
        return 1
    directory = snapshots.resolve(given.directory)
    tables, violations = read_dataset(directory)
    if (directory / STORE).is_dir():
        violations += check_store(directory / STORE)
    if not violations:
        dataset = load_dataset(directory)
        stories = stories_of(dataset, ProjectStore(dataset))
        violations = list(stories.broken)
    if violations:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("file", "row", "column", "value", "expected"))
        writer.writerows((v.file, v.row, v.column, v.value, v.expected) for v in violations)
        print(f"{len(violations)} violation{'' if len(violations) == 1 else 's'} in {directory}", file=sys.stderr)
        return 1
    counts = {name: len(cells.lines) for name, cells in tables.items()}
    told = f", {len(stories.shown)} {'story' if len(stories.shown) == 1 else 'stories'}" if stories.shown else ""
    print(f"OK {directory}: {len(counts)} tables, {sum(counts.values())} rows{told}")
    for name, count in counts.items():
        print(f"  {name:20} {count:>6}")
    return 0
