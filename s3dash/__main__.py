"""The commands of S3 Map: ``python -m s3dash COMMAND``; ``--help`` lists them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

COMMANDS = {
    "check": ("check", "check a dataset's folder against the schema"),
    "import": ("importing", "bring official files into the dataset"),
    "rollback": ("rollback", "go back to an earlier snapshot"),
    "fetch": ("fetch", "download an official file"),
    "template": ("template", "write the Excel template for priorities"),
    "kit": ("kit", "write a copy of the map that works without server or network"),
}
"""Command -> its module in `s3dash.commands`, and what it does."""
INTERRUPTED = 130
_STOPPED = "Stopped; the dataset in force stays as it was."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what goes wrong is said in words."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # names of files may hold what a terminal cannot show
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        code, said = INTERRUPTED, _STOPPED
    except BrokenPipeError:
        raise
    except Exception as error:
        code, said = _told(error)
        if not said:
            raise
    print(said, file=sys.stderr)
    return code


def _run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m s3dash", description="Commands of S3 Map.")
    commands = parser.add_subparsers(dest="command", required=True)
    modules = {}
    for name, (module, help_text) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text.capitalize() + ".")
        if words[:1] == [name]:  # a command's module is read only where it is asked for
            modules[name] = import_module(f"s3dash.commands.{module}")
            modules[name].add_arguments(command)
    given = parser.parse_args(words)
    code: int = modules[given.command].run(given)
    return code


def _told(error: Exception) -> tuple[int, str]:
    """Return the exit code of an error and what to say; nothing for a fault of the program.

    The modules of errors take long to read, and Ctrl-C must be heard from the beginning: so they are read here.
    """
    import duckdb

    from s3dash.data.dataset import DatasetError
    from s3dash.data.snapshots import SnapshotError
    from s3dash.sources.fetching import FetchError
    from s3dash.sources.records import SourceError

    if isinstance(error, SourceError | SnapshotError | DatasetError | FetchError):
        return 1, str(error)
    # Ctrl-C as DuckDB says it: in a query, and while it reads rows that Python holds
    words = str(error)
    stopped = words == "Query interrupted" or (isinstance(error, duckdb.Error) and "KeyboardInterrupt" in words)
    if stopped or isinstance(error, duckdb.InterruptException):
        return INTERRUPTED, _STOPPED
    if isinstance(error, OSError | MemoryError | duckdb.OperationalError | duckdb.FatalException):
        return 1, f"{str(error) or 'Memory is short.'}\nNothing was changed; the dataset in force stays as it was."
    return 1, ""


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
