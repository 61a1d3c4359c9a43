"""``python -m s3dash template FILE.xlsx``: the Excel template for regions' priorities."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from s3dash.config import BUNDLED_DATA
from s3dash.data import snapshots
from s3dash.data.dataset import load_dataset
from s3dash.sources.priorities_template import write_template


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="the workbook to write")
    parser.add_argument(
        "--data", type=Path, default=BUNDLED_DATA, metavar="DIR", help="dataset with regions and domains"
    )


def run(given: argparse.Namespace) -> int:
    """Write the template; an existing file stays as it is."""
    if given.file.suffix.lower() != ".xlsx":
        print(f"{given.file}: the name of an Excel workbook ends with .xlsx.", file=sys.stderr)
        return 1
    if given.file.exists():
        print(f"{given.file} exists already and may be filled in: choose another name.", file=sys.stderr)
        return 1
    write_template(given.file, load_dataset(snapshots.resolve(given.data)))
    print(f"{given.file}\nFilled in, it is read by: python -m s3dash import priorities {given.file} --into DIR")
    return 0
