"""A PostgreSQL server of a test's own, to be stopped, started, emptied and frozen."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _programs() -> Path | None:
    """Where the server's programs are; Debian keeps them off the path."""
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


PROGRAMS = _programs()
needs_server = pytest.mark.skipif(
    PROGRAMS is None, reason="PostgreSQL's server is not installed; tests/run.sh installs it"
)


class Cluster:
    """A server that listens to a socket in a folder of its own.

    Parameters
    ----------
    home
        The folder; its path must be short, and the server's user must be able to enter it.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.url = f"postgresql://postgres@/postgres?host={home}"
        self.make()

    def make(self) -> None:
        """Make an empty database, in place of what is there."""
        shutil.rmtree(self.home / "data", ignore_errors=True)
        self._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self.home}' -c fsync=off -c full_page_writes=off"
        )
        self._run("pg_ctl", "start", "--silent", f"--log={self.home}/data/server.log", f"--options={options}")

    def stop(self) -> None:
        """Stop at once, as a server that loses its power."""
        self._run("pg_ctl", "stop", "--silent", "--mode=immediate")

    def _run(self, program: str, *arguments: str) -> None:
        assert PROGRAMS
        words = [str(PROGRAMS / program), *arguments, f"--pgdata={self.home}/data"]
        if os.getuid() == 0:  # as which the server refuses to run
            words = ["runuser", "-u", "postgres", "--", *words]
        subprocess.run(words, cwd=self.home, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server that runs, and is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="s3dash-faults-", dir="/tmp"))
    if os.getuid() == 0:
        shutil.chown(home, "postgres")
    made = Cluster(home)
    try:
        made.start()
        yield made
    finally:
        if (home / "data" / "postmaster.pid").exists():
            made.stop()
        shutil.rmtree(home, ignore_errors=True)
