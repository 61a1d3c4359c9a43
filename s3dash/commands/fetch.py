"""``python -m s3dash fetch SOURCE [NAME]``: an official file from its official address."""

from __future__ import annotations

import argparse
from pathlib import Path

from s3dash.sources import NAMES, fetching, source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    known = {name: source(name).addresses for name in NAMES}
    parser.epilog = "addresses:\n" + "\n".join(
        f"  {name:20} {key}: {address}" for name, addresses in known.items() for key, address in addresses.items()
    )
    parser.add_argument("source", choices=NAMES, metavar="SOURCE", help="whose file (see below)")
    parser.add_argument("name", nargs="?", metavar="NAME", help="which of its files, where it has several")
    parser.add_argument("--address", metavar="URL", help="another address, where the official one has moved")
    parser.add_argument("--to", type=Path, default=Path("downloads"), metavar="DIR", help="folder (downloads)")


def run(given: argparse.Namespace) -> int:
    """Download, and say what to do with the file."""
    wanted = given.address or source(given.source)
    path = fetching.fetch(wanted, given.to, name=given.name)
    print(f"{path}\nNow: python -m s3dash import {given.source} {path} --into DIR")
    return 0
