"""``python -m s3dash kit OUT.zip``: a copy that opens without server or network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from s3dash.config import ConfigError, read_settings
from s3dash.kit.contents import Choice, KitError
from s3dash.kit.writing import write_kit
from s3dash.map.geometry import GeometryError
from s3dash.site import Site
from s3dash.state import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("out", type=Path, metavar="OUT.zip", help="the archive to write; an older one is replaced")
    parser.add_argument("--region", nargs="+", default=[], metavar="CODE", help="only these regions, such as SE232")
    parser.add_argument("--lang", nargs="+", default=[], choices=LANGUAGES, help="only this language")
    parser.add_argument("--story", nargs="+", default=[], metavar="ID", help="only these stories")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="a dataset's folder or a folder of snapshots (S3DASH_DATA)"
    )


def run(given: argparse.Namespace) -> int:
    """Write the archive and say how large it is."""
    if given.out.suffix.lower() != ".zip":
        print(f"{given.out}: the name of the archive ends with .zip.", file=sys.stderr)
        return 1
    try:
        site = Site.load(given.data or read_settings().data)
        choice = Choice.of(site, given.lang, given.region, given.story)
        with Console(stderr=True).status("writing") as status:
            written = write_kit(site, choice, given.out, lambda name: status.update(f"writing {name}"))
    except (KitError, ConfigError, GeometryError) as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{given.out}: {written.packed / 1e6:.1f} MB ({written.unpacked / 1e6:.0f} MB unpacked), "
        f"{written.views} views in {written.files} files\nUnpack it and open index.html."
    )
    return 0
