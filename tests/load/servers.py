"""The servers under load: gunicorn, a PostgreSQL of its own, and nginx before two processes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.harness import HOST, ROOT, family, free_port, memory_of

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Gunicorn:
    """A running gunicorn with its workers."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    log_file: Path

    def processor_seconds(self) -> float:
        """Processor time of all its processes since they began."""
        return sum(_processor(pid) for pid in family(self.process.pid))

    def memory(self) -> float:
        """Memory of all its processes in MB; what they share counts once."""
        return memory_of(self.process.pid)

    def kill(self) -> None:
        """End it and its workers at once, as a machine that goes down."""
        for pid in reversed(family(self.process.pid)):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def gunicorn(workers: int, threads: int = 4, timeout: float = 60.0, **environment: str) -> Iterator[Gunicorn]:
    """Start `gunicorn app:server` with the configuration of the repository, and wait until it is ready."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="s3map-load-") as folder:
        log_file = Path(folder) / "server.log"
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                [
                    str(Path(sys.executable).with_name("gunicorn")), "--workers", str(workers),
                    "--threads", str(threads), "--bind", f"{HOST}:{port}", "app:server",
                ],
                cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        running = Gunicorn(f"http://{HOST}:{port}", port, process, log_file)
        try:
            _wait(f"{running.url}/readyz", process, log_file, timeout)
            yield running
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    running.kill()


@contextmanager
def nginx(ports: tuple[int, int]) -> Iterator[str]:
    """Start nginx with `docs/nginx.conf` before two processes on this machine; gives its address."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise SystemExit("nginx is not installed: apt install nginx-light")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="s3map-nginx-") as folder:
        settings = Path(folder) / "nginx.conf"
        settings.write_text(_settings(Path(folder), port, ports), encoding="utf-8")
        Path(folder).chmod(0o755)  # its workers run as another user
        process = subprocess.Popen([program, "-p", folder, "-c", str(settings), "-g", "daemon off;"])
        try:
            _wait(f"http://{HOST}:{port}/healthz", process, Path(folder) / "error.log", 20)
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            process.wait()


def _settings(folder: Path, port: int, ports: tuple[int, int]) -> str:
    """The documented configuration with this run's ports, and its files in one folder."""
    text = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    text, servers = re.subn(r"server 127\.0\.0\.1:805(\d)", lambda found: f"server {HOST}:{ports[int(found[1])]}", text)
    text, listens = re.subn(r"listen 80;\n *listen \[::\]:80;", f"listen {HOST}:{port};", text)
    assert (servers, listens) == (2, 1), "docs/nginx.conf has two processes, 8050 and 8051, and listens to port 80"
    return re.sub(r"/var/(log|cache|lib)/nginx|/run", str(folder), text)


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of its own, on a socket; gives its address."""
    script = 'step() { :; }; fail() { echo "$1" >&2; exit 1; }; source tests/postgresql.sh; start_postgresql'
    script += '; echo "$S3DASH_TEST_POSTGRESQL"; read -r _'
    with subprocess.Popen(
        ["bash", "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stdin
        address = process.stdout.readline().strip()
        if not address:
            raise SystemExit("PostgreSQL did not start.")
        try:
            yield address
        finally:
            process.stdin.close()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log_file: Path, timeout: float) -> None:
    end = time.monotonic() + timeout
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)  # not up yet
    log = log_file.read_text(errors="replace") if log_file.exists() else ""
    raise SystemExit(f"{url} did not answer. The log:\n{log[-4000:]}")


def _processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # ended meanwhile
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK
