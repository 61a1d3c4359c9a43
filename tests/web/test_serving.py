"""The servers stop when they are told to, and finish first what they have begun."""

from __future__ import annotations

import http.client
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.harness import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 60
SIZE = 8_000_000
"""Bytes of an answer: more than a socket takes at once."""
WAITRESS = f"""
import os, signal, sys, flask
from s3dash.web.serving import serve
signal.signal(signal.SIGINT, signal.default_int_handler)  # what is started in the background ignores it
begun, go_on, port = sys.argv[1:]
server = flask.Flask("tests")

@server.route("/quick")
def quick():
    return "quick"

@server.route("/slow")
def slow():
    with open(begun, "w"):
        pass
    with open(go_on):
        pass
    return "x" * {SIZE}

serve(server, "127.0.0.1", int(port), behind_proxy=False)
print("stopped", flush=True)
"""


@contextmanager
def running(log: Path, command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server that writes into a file: a pipe that nobody empties would stop it."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=file, stderr=subprocess.STDOUT
        )
        with process:
            try:
                yield process
            finally:
                process.kill()


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def get_when_up(process: subprocess.Popen[bytes], port: int, path: str) -> tuple[int, bytes]:
    """Ask until somebody listens."""
    while True:
        try:
            return get(port, path)
        except ConnectionRefusedError:
            assert process.poll() is None
            time.sleep(0.05)


def refused(port: int) -> bool:
    try:
        get(port, "/quick")
    except OSError:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_being_answered_at_a_stop_is_answered_whole(tmp_path: Path, number: signal.Signals) -> None:
    """A visitor who asked before the stop gets everything; whoever comes after finds nobody."""
    begun, go_on, port = tmp_path / "begun", tmp_path / "go-on", free_port()
    os.mkfifo(begun)
    os.mkfifo(go_on)
    with running(tmp_path / "log", [sys.executable, "-c", WAITRESS, str(begun), str(go_on), str(port)]) as process:
        assert get_when_up(process, port, "/quick") == (200, b"quick")
        answers: list[tuple[int, bytes]] = []
        visitor = threading.Thread(target=lambda: answers.append(get(port, "/slow")))
        visitor.start()
        begun.read_text()  # waits until the view has begun
        process.send_signal(number)
        until = time.monotonic() + PATIENCE
        while not refused(port):
            assert time.monotonic() < until, "the stop is not heard"
        assert process.poll() is None
        go_on.write_text("")
        visitor.join(PATIENCE)
        process.wait(PATIENCE)
    assert [(status, len(body)) for status, body in answers] == [(200, SIZE)]
    assert (process.returncode, (tmp_path / "log").read_text()) == (0, "stopped\n")


def test_gunicorn_with_its_settings_serves_from_processes_that_share_no_database(tmp_path: Path) -> None:
    """Loaded once and forked; each process asks a database of its own, adds up its figures, and stops in good order."""
    port = free_port()
    gunicorn = [str(Path(sys.executable).with_name("gunicorn")), "app:server"]
    environment = {
        "PORT": str(port), "WEB_CONCURRENCY": "2", "S3DASH_METRICS": "1", "S3DASH_LOG": "json",
    }  # fmt: skip
    with running(tmp_path / "log", gunicorn, **environment) as process:
        assert get_when_up(process, port, "/healthz")[0] == 200
        both = re.compile(rb"^s3map_dataset\{.*\} 2\.0$", re.MULTILINE)
        for asked in itertools.count():
            status, body = get(port, f"/api/v1/projects?q=a&limit={1 + asked % 500}")
            assert status == 200 and b'"items"' in body
            if both.search(get(port, "/metrics")[1]):  # each of the two has answered
                break
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    log = (tmp_path / "log").read_text()
    assert process.returncode == 0, log
    assert "Traceback" not in log and "127.0.0.1 - " not in log
    assert '"route": "/api/v1/projects"' in log and "q=a" not in log
