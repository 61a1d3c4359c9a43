"""``python -m s3dash rollback DIR``: the snapshot before the one in force, again."""

from __future__ import annotations

import argparse
from pathlib import Path

from s3dash.data import snapshots


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("directory", type=Path, metavar="DIR", help="folder of snapshots")
    parser.add_argument("--to", metavar="NAME", help="a certain snapshot; without it the one before")
    parser.add_argument("--list", action="store_true", help="only list the snapshots")


def run(given: argparse.Namespace) -> int:
    """Go back, or list what there is."""
    if given.list:
        snapshots.refuse_no_snapshots(given.directory)
        force = snapshots.resolve(given.directory).name
        for name in snapshots.names(given.directory):
            about = snapshots.about(given.directory / snapshots.SNAPSHOTS / name)
            origin = f"{about.created}  {about.made_by}" if about else ""
            print(f"{'*' if name == force else ' '} {name}  {origin}")
        return 0
    old, new = snapshots.rollback(given.directory, given.to)
    print(f"In force: {new} (before: {old or 'none'})")
    return 0
