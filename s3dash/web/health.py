"""Whether the dashboard is alive, and whether visitors should be sent to it: for whoever runs it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import flask

from s3dash import __version__
from s3dash.data.unavailable import DataUnavailable
from s3dash.web.warming import Warming

if TYPE_CHECKING:
    from s3dash.site import Site

_KNOWN_FOR = 1.0
"""Seconds for which the state of the store is believed, so that a health check cannot be a burden to it."""


def register_health(server: flask.Flask, current: Callable[[], Site], warming: Warming) -> None:
    """Add `/healthz` (alive) and `/readyz` (ready for visitors; 503 and why where it is not).

    Parameters
    ----------
    current
        Gives the site in force.
    warming
        Knows whether the common views are built.
    """
    store = _Store(current)

    @server.route("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__, "data": current().dataset.data_date.isoformat()}

    @server.route("/readyz")
    def ready() -> tuple[dict[str, object], int, dict[str, str]]:
        lacking = []
        if not warming.done:
            lacking.append("The common views are being built.")
        if not store.answers():
            lacking.append("The store of projects cannot be read.")
        said: dict[str, object] = {"status": "waiting" if lacking else "ready", "version": __version__}
        if lacking:
            return said | {"lacking": lacking}, 503, {"Retry-After": "2"}
        return said, 200, {}


class _Store:
    """Whether the store answers, asked of it once a second at most."""

    def __init__(self, current: Callable[[], Site]) -> None:
        self._current = current
        self._lock = threading.Lock()
        self._asked: float | None = None
        self._answers = False

    def answers(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if self._asked is None or now >= self._asked + _KNOWN_FOR:
                try:
                    self._current().store.check()
                    self._answers = True
                except DataUnavailable:
                    self._answers = False
                self._asked = now
            return self._answers
