"""How much may be asked: the length of addresses and bodies, dear things in a minute, and dear files at once."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import wraps
from typing import Any
from urllib.parse import quote_from_bytes

import flask
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

LONGEST_ADDRESS = 4000
"""Characters of a path with its query; those that the dashboard itself writes have at most 3000."""
MOST_PARAMETERS = 100
LARGEST_BODY = 64 * 1024
"""Bytes of a body, but for stories and the calls of controls, which have their own limit."""
_MINUTE = 60
SEARCH = "search"
_SEARCHED = ("view", "/<path:path>")
"""The pages and views that may be searched."""
_GROUPS = {
    "projects_csv": "exports", "projects_xlsx": "exports", "short_list": "exports", "file": "exports",
    "chart_csv": "exports", "slides": "exports", "read": "stories", "write": "stories",
    "/_dash-update-component": "controls",
}  # fmt: skip
"""Endpoint -> the limit that it counts against."""
_DEAR = ("projects_xlsx", "short_list", "file", "slides")
"""Endpoints that work for a second or more on a file, and cannot be hurried."""
AT_ONCE = 2
"""So many dear files are made at the same time in a process."""
_WAITING = 1
"""So many requests may wait for their turn; more would keep every thread from showing pages."""
_LONGEST_WAIT = 20.0
_SOON = 5
"""Seconds after which a refused file may be asked for again."""


def register_sizes(server: flask.Flask) -> None:
    """Refuse addresses and bodies that are too long, before anything else looks at them."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY

    @server.before_request
    def refuse() -> None:
        query = flask.request.query_string
        if not query.isascii():  # as browsers send letters that somebody typed; Werkzeug reads none but UTF-8
            flask.request.query_string = quote_from_bytes(query, safe=bytes(range(128))).encode()
        if len(flask.request.path) + len(query) > LONGEST_ADDRESS:
            flask.abort(414)
        if query.count(b"&") >= MOST_PARAMETERS:
            flask.abort(400)


def register_limits(server: flask.Flask, per_minute: Mapping[str, int]) -> None:
    """Limit what is dear, per visitor's address and minute, and how many dear files are made at once.

    It comes after every address has been added. What is counted is kept in the memory of the process, so that several
    processes together allow as many times more.

    Parameters
    ----------
    per_minute
        Name of a limit -> how many requests; one that is missing or 0 is no limit.
    """
    views = server.view_functions
    turns = Turns(AT_ONCE, _WAITING, _LONGEST_WAIT)
    for endpoint in _DEAR:
        views[endpoint] = turns.around(views[endpoint])
    counter = FixedWindowRateLimiter(_Counts())
    of_api = dict.fromkeys((endpoint for endpoint in views if endpoint.startswith("api.")), "api")
    for endpoint, name in (_GROUPS | dict.fromkeys(_SEARCHED, SEARCH) | of_api).items():
        if per_minute.get(name):
            views[endpoint] = _counted(views[endpoint], counter, name, RateLimitItemPerMinute(per_minute[name]))


def _counted(
    view: Callable[..., Any], counter: FixedWindowRateLimiter, name: str, limit: RateLimitItemPerMinute
) -> Callable[..., Any]:
    """The view, which counts against a limit and is refused with 429 beyond it."""

    @wraps(view)
    def counted(*args: Any, **kwargs: Any) -> Any:
        if name == SEARCH and not flask.request.args.get("q"):
            return view(*args, **kwargs)
        key = (name, visitor())
        if not counter.hit(limit, *key):
            left = counter.get_window_stats(limit, *key).reset_time - time.time()
            raise TooManyRequests(retry_after=max(1, min(_MINUTE, math.ceil(left))))  # the clock may have been set
        return view(*args, **kwargs)

    return counted


class _Counts(MemoryStorage):
    """Counts in memory, which a clock that is set back does not keep for longer than their minute."""

    STORAGE_SCHEME = ["s3map"]  # noqa: RUF012

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, from the beginning where the minute is over, or seems to end later than a minute from now."""
        if self.expirations.get(key, 0) > time.time() + expiry:
            self.clear(key)
        return super().incr(key, expiry, amount)


def visitor() -> str:
    """Whom a request is counted for: its address; with IPv6 the network, of which each visitor has a whole one."""
    try:
        address = ipaddress.ip_address(flask.request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


class Turns:
    """Lets some requests work at the same time, some more wait for their turn, and sends the rest away with 503."""

    def __init__(self, at_once: int, waiting: int, longest_wait: float) -> None:
        self._inside = threading.BoundedSemaphore(at_once + waiting)
        self._at_work = threading.BoundedSemaphore(at_once)
        self._longest_wait = longest_wait

    def around(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """The view, taken in turns; a file is made whole before its answer is given back."""

        @wraps(view)
        def in_turn(*args: Any, **kwargs: Any) -> Any:
            with ExitStack() as taken:
                for semaphore, seconds in ((self._inside, 0.0), (self._at_work, self._longest_wait)):
                    if not semaphore.acquire(timeout=seconds):
                        raise ServiceUnavailable(retry_after=_SOON)
                    taken.callback(semaphore.release)
                return view(*args, **kwargs)

        return in_turn
