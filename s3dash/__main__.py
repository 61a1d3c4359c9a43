"""The commands of S3 Map: ``python -m s3dash check DIR``."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from s3dash.data.check import read_dataset


def check(directory: Path) -> int:
    """Print every violation of the schema as CSV, or OK with the rows of each table; return the exit code."""
    if not directory.is_dir():
        print(f"{directory}: there is no such folder.", file=sys.stderr)
        return 1
    tables, violations = read_dataset(directory)
    if violations:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("file", "row", "column", "value", "expected"))
        writer.writerows((v.file, v.row, v.column, v.value, v.expected) for v in violations)
        print(f"{len(violations)} violations in {directory}", file=sys.stderr)
        return 1
    counts = {name: len(cells.lines) for name, cells in tables.items()}
    print(f"OK {directory}: {len(counts)} tables, {sum(counts.values())} rows")
    for name, count in counts.items():
        print(f"  {name:20} {count:>6}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m s3dash", description="Commands of S3 Map.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="check a dataset's folder against the schema")
    checking.add_argument("directory", type=Path, help="folder with dataset.yml, tables/ and boundaries/")
    given = parser.parse_args(arguments)
    return check(given.directory)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
