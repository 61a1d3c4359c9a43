"""The commands of S3 Map: ``python -m s3dash COMMAND``; ``--help`` lists them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import duckdb

from s3dash.data.dataset import DatasetError
from s3dash.data.snapshots import SnapshotError
from s3dash.sources.fetching import FetchError
from s3dash.sources.records import SourceError

COMMANDS = {
    "check": ("check", "check a dataset's folder against the schema"),
    "import": ("importing", "bring official files into the dataset"),
    "rollback": ("rollback", "go back to an earlier snapshot"),
    "fetch": ("fetch", "download an official file"),
    "template": ("template", "write the Excel template for priorities"),
}
"""Command -> its module in `s3dash.commands`, and what it does."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what goes wrong is said in words."""
    parser = argparse.ArgumentParser(prog="python -m s3dash", description="Commands of S3 Map.")
    commands = parser.add_subparsers(dest="command", required=True)
    given_words = list(sys.argv[1:] if arguments is None else arguments)
    modules = {}
    for name, (module, help_text) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text.capitalize() + ".")
        if given_words[:1] == [name]:  # a command's module is read only where it is asked for
            modules[name] = import_module(f"s3dash.commands.{module}")
            modules[name].add_arguments(command)
    given = parser.parse_args(given_words)
    try:
        code: int = modules[given.command].run(given)
        return code
    except (SourceError, SnapshotError, DatasetError, FetchError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped; the dataset in force stays as it was.", file=sys.stderr)
        return INTERRUPTED
    except (OSError, duckdb.IOException) as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(f"{error}\nNothing was changed; the dataset in force stays as it was.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
