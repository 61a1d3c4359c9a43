"""What is answered once is kept: whole answers, compressed, up to so many bytes, with the site they are about.

An answer is told by its address alone: the path, the query, and the address under which the dashboard is reached,
which stands in pages and files. Nothing else of a request changes what is answered. Its mark (ETag) is made of the same
and of the release, the dataset, the settings and the day: whoever has an answer already is told so without its being
made again.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from time import perf_counter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import flask

from s3dash.api.answers import CACHE_CONTROL
from s3dash.data.kept import Kept
from s3dash.export.address import absolute
from s3dash.export.embedding import framed_by
from s3dash.web.compression import BROTLI, PLAIN, compressed, plain, wanted, worth_it
from s3dash.web.release import release

if TYPE_CHECKING:
    from s3dash.site import Site

_MINUTE = "public, max-age=60, stale-while-revalidate=60"
"""Proxies and browsers may show an answer for a minute, and for another one while they ask whether it has changed."""
_FOR_EVER = "public, max-age=31536000, immutable"
_PAGES = ("/<path:path>", "text", "item")
_PARTS = ("view", "embed", "qr", "chart_csv", "short_list", "file")
_HTML = (*_PAGES, "embed")
"""Endpoints, which Flask names after their functions: of pages, of parts and files of pages, and all in HTML."""
_LONG = ("projects_csv", "projects_xlsx")
"""Files of any size; they are sent while they are made, and marked but not kept."""
_FILES = ("_dash_assets.static", "plotly", "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>")
_ROOM_FOR_FILES = 16 << 20
"""Bytes; the files that pages load have 3 MB in a compressed form."""
HIT, MISS, KNOWN, PASSED = "hit", "miss", "known", "passed"
"""What became of a request: kept before, made for it, known to who asks (304), or never kept."""


@dataclass(frozen=True)
class Answer:
    """An answer as it is kept: its body in one form, its headers, and who may show it in a frame."""

    body: bytes
    form: str
    headers: tuple[tuple[str, str], ...]
    embed: str

    @property
    def size(self) -> int:
        """Its bytes, with those of what holds them."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 500

    def respond(self) -> flask.Response:
        """The answer to a request."""
        response = flask.Response(self.body, headers=list(self.headers))
        if self.form != PLAIN:
            response.headers["Content-Encoding"] = self.form
        flask.g.embed = self.embed
        return response


class Answers:
    """The answers that are kept of each site; they go when it goes.

    Parameters
    ----------
    room
        Bytes that those of a site may take.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._of_sites: WeakKeyDictionary[Site, Kept[Answer]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of_site(self, site: Site) -> Kept[Answer]:
        """Those of a site."""
        with self._lock:
            return self._of_sites.setdefault(site, Kept(self._room, lambda answer: answer.size))


class _NotKept(Exception):
    """A response that is passed on to the one who asked for it."""

    def __init__(self, response: flask.Response) -> None:
        super().__init__()
        self.response = response


def register_caching(server: flask.Flask, current: Callable[[], Site], answers: Answers) -> None:
    """Keep and mark what is answered to GET; it comes after every address has been added.

    Parameters
    ----------
    current
        Gives the site in force, which is the same all through a request.
    answers
        Keeps them.
    """
    files = Kept[Answer](_ROOM_FOR_FILES, lambda answer: answer.size)
    for endpoint, view in server.view_functions.items():
        if endpoint in _FILES:
            server.view_functions[endpoint] = _file(view, files)
        elif endpoint in (*_PAGES, *_PARTS, *_LONG) or endpoint.startswith("api."):
            keep = endpoint not in _LONG and not endpoint.endswith("_csv")
            kind = _Kind(endpoint in _HTML, CACHE_CONTROL if endpoint.startswith("api.") else _MINUTE)
            server.view_functions[endpoint] = _marked(view, current, answers if keep else None, kind)

    @server.after_request
    def say_how_long(response: flask.Response) -> flask.Response:
        """Say how long an answer may be kept by others, where nothing else has been said."""
        if "Cache-Control" not in response.headers:
            reads = flask.request.method in ("GET", "HEAD") and response.status_code in (200, 304)
            response.headers["Cache-Control"] = "no-cache" if reads else "no-store"
        if "view_ms" in flask.g:
            response.headers["Server-Timing"] = f"view;dur={flask.g.view_ms:.2f}"
        return response


def register_unchanging(server: flask.Flask, url: Callable[[str], str]) -> None:
    """Let files of `assets/` be kept for ever under the address that has their hash; `url` gives that address."""

    @server.after_request
    def say_for_ever(response: flask.Response) -> flask.Response:
        path, mark = flask.request.path, flask.request.args.get("v")
        there = bool(mark) and path.startswith("/assets/") and response.status_code in (200, 304)
        # not under the mark of another release, which may have the file with another content
        if there and url(path.removeprefix("/assets/")) == f"{path}?v={mark}":
            response.headers["Cache-Control"] = _FOR_EVER
        return response


@dataclass(frozen=True)
class _Kind:
    """Whether an answer is HTML, and how long it may be kept by others."""

    html: bool
    cache_control: str


def _marked(
    view: Callable[..., Any],
    current: Callable[[], Site],
    answers: Answers | None,
    kind: _Kind,
) -> Callable[..., flask.Response]:
    """A view that answers with what is kept, or with nothing where that is known."""

    @wraps(view)
    def answer(**arguments: Any) -> flask.Response:
        started = perf_counter()
        site = current()
        address = f"{absolute(flask.request.path)}?{flask.request.query_string.decode('latin-1')}", framed_by()
        mark = _mark(release(), site.mark, site.contact, date.today(), address)
        known = mark in flask.request.if_none_match.as_set(include_weak=True)
        framed = b"embed" in flask.request.query_string
        if known and not framed:  # the headers of a page for other people's pages are made with it
            response = flask.Response(status=304, mimetype="text/html" if kind.html else "application/octet-stream")
            flask.g.kept = KNOWN
        elif answers is not None:
            response = _kept(answers.of_site(site), address, lambda: view(**arguments))
        else:
            response = flask.make_response(view(**arguments))
            flask.g.kept = PASSED
        if response.status_code in (200, 304):
            response.set_etag(mark, weak=True)
            response.headers["Cache-Control"] = kind.cache_control
            response.headers["Vary"] = "Accept-Encoding"
            response.make_conditional(flask.request)
        flask.g.view_ms = 1000 * (perf_counter() - started)
        return response

    return answer


def _file(view: Callable[..., Any], files: Kept[Answer]) -> Callable[..., flask.Response]:
    """A view of a file that pages load, which stays the same as long as the process runs."""

    @wraps(view)
    def answer(**arguments: Any) -> flask.Response:
        response = _kept(files, flask.request.path, lambda: view(**arguments))
        response.make_conditional(flask.request)
        return response

    return answer


def _kept(answers: Kept[Answer], address: Hashable, view: Callable[[], Any]) -> flask.Response:
    """The answer of an address in the form that is asked for, from what is kept or from the view."""
    flask.g.kept = HIT

    def make() -> Answer:
        flask.g.kept = MISS
        response = flask.make_response(view())
        if response.status_code != 200 or (response.is_streamed and not response.direct_passthrough):
            raise _NotKept(response)
        response.direct_passthrough = False  # a file, which is read now
        body = response.get_data()
        response.close()  # and so is the file
        form = BROTLI if worth_it(response.mimetype, len(body)) else PLAIN
        headers = tuple((name, value) for name, value in response.headers if name != "Content-Length")
        return Answer(compressed(body, form), form, headers, flask.g.get("embed", ""))

    def in_form(form: str) -> Answer:
        body = compressed(plain(first.body, first.form), form)
        return Answer(body, form, first.headers, first.embed)

    try:
        first = answers.of(address, make)
    except _NotKept as passed:
        flask.g.kept = PASSED
        return passed.response
    form = wanted() if first.form != PLAIN else PLAIN
    if form == first.form:
        return first.respond()
    if form == PLAIN:  # rare, and large
        return in_form(PLAIN).respond()
    return answers.of((address, form), lambda: in_form(form)).respond()


def _mark(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
