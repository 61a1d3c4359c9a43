"""What browser journeys and the benchmark share: the real server, a browser, and a watch over each page.

The server is `python app.py` on a free port, as a user starts it. The browser is Debian's chromium; it cannot
reach any host but the server, and every attempt to is remembered.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from csv import DictReader
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP, LAPTOP, PHONE = (1920, 1080), (1366, 768), (390, 844)
VIEWPORTS = {"desktop": DESKTOP, "laptop": LAPTOP, "phone": PHONE}
_POINT_INSIDE = Path(__file__).with_name("point_inside.js")
_FLAGS = (
    "--no-sandbox",  # containers run tests as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    # No other host can be reached. Unlike Playwright's request interception this leaves the HTTP cache on.
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
    "--no-proxy-server",
)


@dataclass
class Server:
    """A running dashboard."""

    url: str
    """Its address without a trailing slash."""
    process: subprocess.Popen[bytes]
    log_file: Path
    ready_after: float = 0.0
    """Seconds from the start of the process until /healthz answered."""

    def log(self, lines: int = 80) -> str:
        """The last lines that the server wrote to stdout and stderr, and whether it has ended."""
        if not self.log_file.exists():
            return "(the server has been shut down and its log is gone)"
        written = self.log_file.read_text(errors="replace").splitlines()[-lines:]
        code = self.process.poll()
        return "\n".join([*written, *([f"(the server ended with code {code})"] if code is not None else [])])

    def memory(self) -> int:
        """Resident memory of the server and its children in bytes (Linux)."""
        return sum(_resident(pid) for pid in family(self.process.pid))


def free_port() -> int:
    """A TCP port that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


@contextmanager
def running_server(timeout: float = 30.0, **environment: str) -> Iterator[Server]:
    """Start `python app.py` on a free port, wait for /healthz, end it afterwards.

    Parameters
    ----------
    timeout
        Seconds that the server may take until it answers.
    environment
        Variables set on top of this process's own.

    Raises
    ------
    RuntimeError
        The server ended or did not answer in time; the message holds its log.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="s3map-server-") as directory:
        log_file = Path(directory) / "server.log"
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env={**os.environ, "HOST": HOST, "PORT": str(port), "PYTHONUNBUFFERED": "1", **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        server = Server(f"http://{HOST}:{port}", process, log_file)
        try:
            server.ready_after = _wait_until_healthy(server, timeout)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def running_browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's chromium without a window; it can reach nothing but this machine's own loopback address.

    Raises
    ------
    RuntimeError
        No browser is installed.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise RuntimeError(f"No browser found (looked for {', '.join(BROWSERS)}): run bash tests/run.sh")
    browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
    try:
        yield browser
    finally:
        browser.close()


def new_context(browser: Browser, size: tuple[int, int], locale: str = "sv-SE") -> BrowserContext:
    """A fresh profile with an empty cache; narrow screens also get touch, like a phone."""
    width, height = size
    phone = width < 600
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=3 if phone else 1,
        has_touch=phone,
        is_mobile=phone,
        locale=locale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    return context


@dataclass
class Watch:
    """Remembers what must never happen on a page: requests elsewhere, console complaints, uncaught errors."""

    origin: str
    elsewhere: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of a context, also those that it opens later."""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def problems(self) -> list[str]:
        """One line for each thing that happened and must not."""
        return [
            *(f"request to another host: {url}" for url in self.elsewhere),
            *(f"console: {text}" for text in self.console),
            *(f"page error: {text}" for text in self.errors),
        ]

    def forget(self) -> None:
        """Start over, for a test that provoked a problem on purpose."""
        self.elsewhere.clear()
        self.console.clear()
        self.errors.clear()

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"data", "blob", "about"}:
            return
        if f"{address.scheme}://{address.netloc}" != self.origin:
            self.elsewhere.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            where = message.location
            place = f"{where.get('url')}:{where.get('lineNumber')}"
            self.console.append(f"{message.type}: {message.text} ({place})")


@dataclass(frozen=True)
class DrawnRegion:
    """A unit that the map draws, as the table of regions has it."""

    nuts_id: str
    layer: str
    """`lan`, `nuts2` or `neighbours`."""
    names: dict[str, str]
    """Language (`sv`, `en`) -> name."""

    @property
    def level(self) -> str:
        """The level of the map that shows this unit; both show the neighbours."""
        return "nuts2" if self.layer == "nuts2" else "lan"


def drawn_regions() -> list[DrawnRegion]:
    """The 70 units of the map, read straight from geodata/tables/regions.csv (not through the app)."""
    with (ROOT / "geodata" / "tables" / "regions.csv").open(encoding="utf-8", newline="") as file:
        return [
            DrawnRegion(row["nuts_id"], row["layer"], {"sv": row["name_sv"], "en": row["name_en"]})
            for row in DictReader(file)
            if row["layer"]
        ]


def point_inside(page: Page, nuts_id: str) -> tuple[float, float]:
    """Where on the screen a person would click a region, in CSS pixels.

    Raises
    ------
    AssertionError
        No part of the region can be clicked; the message says what lies over it.
    """
    link = page.locator(f'#map a[data-nuts="{nuts_id}"]')
    point = link.evaluate(_POINT_INSIDE.read_text())
    assert "x" in point, f"{nuts_id} cannot be clicked; over it lies {point['covered']}"
    return point["x"], point["y"]


def _wait_until_healthy(server: Server, timeout: float) -> float:
    start = time.monotonic()
    while (waited := time.monotonic() - start) < timeout:
        if server.process.poll() is not None:
            raise RuntimeError(f"The server ended with code {server.process.returncode}:\n{server.log()}")
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return waited
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)  # not up yet; the only wait on the clock
    raise RuntimeError(f"The server did not answer within {timeout:.0f} s:\n{server.log()}")


def family(pid: int) -> list[int]:
    """A process and all that it started, as far as they still run (Linux)."""
    children = [child for task in Path(f"/proc/{pid}/task").glob("*/children") for child in _read(task).split()]
    return [pid, *(member for child in children for member in family(int(child)))]


def memory_of(pid: int) -> float:
    """Memory of a process and all that it started in MB; what they share counts once (proportional set size)."""
    lines = [line for one in family(pid) for line in _read(Path(f"/proc/{one}/smaps_rollup")).splitlines()]
    return sum(int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process ended meanwhile
        return ""



def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
