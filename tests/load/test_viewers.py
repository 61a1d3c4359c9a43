"""Viewers against a small server that says what it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.harness import HOST, free_port
from tests.load import viewers
from tests.load.journeys import Step
from tests.load.viewers import Sample

_PAGE = b"""<link href="/assets/a.css?v=1"><script src="/_dash-component-suites/b.js"></script>"""


def apart(ask: Callable[..., list[Sample]], *args: object, **kwargs: object) -> list[Sample]:
    """Ask in a thread of its own: the one of the tests may have the browser's loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ask, *args, **kwargs).result()


@pytest.fixture
def small() -> Iterator[tuple[str, list[str]]]:
    """Address of a server and the paths that it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(500 if "broken" in self.path else 200)
            self.send_header("Content-Length", str(len(_PAGE)))
            self.end_headers()
            self.wfile.write(_PAGE)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((HOST, 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{HOST}:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_brings_its_files_once_and_what_dash_asks_for(small):
    base, asked = small
    steps = [Step("page", "/sv/"), Step("panel", "/sv/?region=SE232"), Step("page", "/sv/")]
    apart(viewers.in_real_time, base, [steps], seconds=0)
    assert asked.count("/sv/") == 2
    assert asked.count("/assets/a.css?v=1") == asked.count("/_dash-component-suites/b.js") == 1
    assert asked.count("/_dash-layout") == 2
    assert "/view/sv/?region=SE232" in asked


def test_what_fails_is_noted_and_the_viewer_goes_on(small):
    base, _ = small
    samples = apart(viewers.in_real_time, base, [[Step("panel", "/broken"), Step("panel", "/sv/")]], seconds=0)
    assert [(one.status, one.failed) for one in samples] == [(500, True), (200, False)]


def test_a_server_that_is_not_there_is_a_failure():
    (one,) = apart(viewers.in_real_time, f"http://{HOST}:{free_port()}", [[Step("panel", "/sv/")]], seconds=0)
    assert one.status == 0
    assert one.failed


def test_at_full_speed_everything_is_asked_again_and_again(small):
    base, asked = small
    samples = apart(viewers.at_full_speed, base, [Step("panel", "/sv/"), Step("page", "/en/")], seconds=0.2, at_once=2)
    assert len(samples) == len(asked) > 2
    assert {"/view/sv/", "/en/"} == set(asked)
