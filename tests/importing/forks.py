"""Runs the import command in processes that a test may interrupt, kill or keep short of disk.

A process that has read all modules forks one for each line of JSON on its standard input, so that none takes long to
begin. It answers with a line that holds the process id, and one with the exit code and what was said.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import s3dash.__main__
from s3dash import sources
from tests.importing import invented

SOURCES = {"esf": invented.SOURCE, "kohesio": invented.BESIDE, "keep": invented.ENDLESS}
"""What the names stand for here."""


class Ended(NamedTuple):
    """How a command ended; a signal is a negative code."""

    code: int
    said: str


class Forks:
    """The process that forks."""

    def __init__(self, base: Path) -> None:
        words = [sys.executable, "-m", "tests.importing.forks", str(base)]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._answer()

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]

    def begin(self, *arguments: str | Path, largest_file: int | None = None) -> int:
        """Begin an import and return its process id, which is its group's as well."""
        asked = {"arguments": ["import", *map(str, arguments)], "largest_file": largest_file}
        print(json.dumps(asked), file=self._process.stdin)
        return int(self._answer())

    def ended(self, timeout: float | None = None) -> Ended | None:
        """Wait for the end; None where it does not come in time."""
        assert self._process.stdout
        if not select.select([self._process.stdout], [], [], timeout)[0]:
            return None
        return Ended(*json.loads(self._answer()))

    def run(self, *arguments: str | Path, largest_file: int | None = None) -> Ended:
        """Import undisturbed."""
        self.begin(*arguments, largest_file=largest_file)
        end = self.ended()
        assert end
        return end

    def _answer(self) -> Any:
        assert self._process.stdout
        return self._process.stdout.readline()


def _child(asked: dict[str, Any], said: int) -> None:
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.stdout = sys.stderr = os.fdopen(said, "w", buffering=1, encoding="utf-8")
    if asked["largest_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest_file"], resource.RLIM_INFINITY))
    code = 99
    try:
        code = s3dash.__main__.main(asked["arguments"])
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        os._exit(code)


def _serve(base: Path) -> None:
    here = pytest.MonkeyPatch()
    here.setattr("s3dash.commands.importing.BUNDLED_DATA", base)
    here.setattr("s3dash.commands.importing.source", lambda name: SOURCES.get(name) or sources.source(name))
    here.setattr("s3dash.importing.domains.Classifier.load", invented.load_classifier)
    invented.load_classifier()
    print("ready", flush=True)
    for line in sys.stdin:
        hear, said = os.pipe()
        process = os.fork()
        if process == 0:
            _child(json.loads(line), said)
        os.close(said)
        print(process, flush=True)
        with os.fdopen(hear, errors="replace") as heard:
            words = heard.read()
        status = os.waitpid(process, 0)[1]
        print(json.dumps([os.waitstatus_to_exitcode(status), words]), flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
