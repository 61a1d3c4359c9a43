"""The web application: Dash with a page that is complete before any script runs."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import Any

import dash_mantine_components as dmc
import flask
from dash import Dash
from flask_compress import Compress

from s3dash import __version__
from s3dash.api import register_api
from s3dash.callbacks import layout_at, register_callbacks
from s3dash.export.address import CONFIG, absolute
from s3dash.export.charts import register_charts
from s3dash.export.downloads import register_downloads
from s3dash.export.embedding import FRAMED_BY, frame_ancestors, register_embedding
from s3dash.export.files import register_files
from s3dash.export.own_stories import register_own_stories
from s3dash.export.qr import register_qr
from s3dash.export.short_list import register_short_list
from s3dash.site import Site, spare_from_collection
from s3dash.state import LANGUAGES
from s3dash.views.assets import ASSETS, PLOTLY, asset_file
from s3dash.views.page import document, not_found

_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors {frame_ancestors}; object-src 'none'"
)


class S3Map(Dash):
    """Dash whose first answer holds the whole page: shell, map and panel as HTML.

    Parameters
    ----------
    current
        Gives the site in force; it is asked once per request, so that no answer mixes two datasets.
    """

    def __init__(self, current: Callable[[], Site]) -> None:
        super().__init__(
            "s3dash",
            title="S3 Map",
            assets_folder=str(ASSETS),
            assets_ignore=".*",
            compress=False,
            update_title="",
            suppress_callback_exceptions=True,
        )
        self.current = current
        self.layout = self._controls_of_page
        register_callbacks(self, current)
        _add_routes(self.server, current)
        register_api(self.server, current)
        register_downloads(self.server, current)
        register_charts(self.server, current)
        register_files(self.server, current)
        register_embedding(self.server, current)
        register_short_list(self.server, current)
        register_own_stories(self.server, current)
        register_qr(self.server, current)
        _compress(self.server)

    def _controls_of_page(self) -> dmc.MantineProvider:
        """The layout: the controls of the page that asks for it, by its address in the Referer header.

        Where a browser keeps that to itself, it asks for the controls a moment later.
        """
        address = flask.request.referrer if flask.has_request_context() else None
        return dmc.MantineProvider(
            layout_at(self.current(), address or ""),
            theme={"primaryColor": "dark", "fontFamily": "inherit", "defaultRadius": "sm"},
            forceColorScheme="light",
        )

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """Write the page of the requested address with Dash's parts in it."""
        return _page(self.current(), parts)


def _page(site: Site, dash: dict[str, str]) -> str:
    """Write the page of the requested address; 404 where there is none."""
    started = perf_counter()
    found = site.state(flask.request.path, flask.request.query_string.decode("utf-8", "replace"))
    if found is None:
        flask.abort(404)
    context = site.context(found[0])
    flask.g.embed = found[0].embed
    page = document(context, site.geometry, site.view(*found), asset=asset_url, dash=dash, base=absolute(""))
    flask.g.view_ms = 1000 * (perf_counter() - started)
    return page


def create_app(current: Callable[[], Site], url: str | None = None, framed_by: tuple[str, ...] = ()) -> S3Map:
    """Build the application; common views are built in the background while it starts to serve.

    Parameters
    ----------
    current
        Gives the site in force.
    url
        The address under which others reach the dashboard; None: the one that a request was sent to.
    framed_by
        The origins that may show the map or a chart in a page of theirs.
    """
    threading.Thread(target=_warm_up, args=(current(),), daemon=True).start()
    app = S3Map(current)
    app.server.config.update({CONFIG: url, FRAMED_BY: framed_by})
    return app


def _warm_up(site: Site) -> None:
    site.build_common_views()
    spare_from_collection()


@cache
def asset_url(name: str) -> str:
    """The URL of a file in `assets/`, with a hash of its content."""
    digest = hashlib.sha256(asset_file(name).read_bytes()).hexdigest()[:12]
    return f"/assets/{name}?v={digest}"


def _add_routes(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add the redirect from `/`, the health check, the page for lost visitors, and the headers of every answer."""

    @server.before_request
    def choose_language() -> flask.typing.ResponseReturnValue | None:
        if flask.request.path != "/":
            return None
        lang = flask.request.accept_languages.best_match(LANGUAGES, default="sv")
        query = flask.request.query_string.decode("utf-8", "replace")
        response = flask.redirect(f"/{lang}/?{query}" if query else f"/{lang}/")
        response.headers["Vary"] = "Accept-Language"
        return response

    @server.before_request
    def page_in_a_frame() -> flask.typing.ResponseReturnValue | None:
        """A page without controls: Dash refuses to answer with one that lacks its scripts."""
        if b"embed" not in flask.request.query_string:
            return None
        site = current()
        found = site.state(flask.request.path, flask.request.query_string.decode("utf-8", "replace"))
        return _page(site, {}) if found and found[0].embed else None

    @server.route("/<lang>/about")
    @server.route("/<lang>/api")
    @server.route("/<lang>/present")
    @server.route("/<lang>/profile")
    def text(lang: str) -> str:
        """The pages that only tell, without Dash's scripts."""
        return _page(current(), {})

    @server.route("/<lang>/projects/<path:item>")
    @server.route("/<lang>/organisations/<path:item>")
    @server.route("/<lang>/present/<path:item>")
    def item(lang: str, item: str) -> str:
        """The page of one project or one organisation, without Dash's scripts too."""
        return _page(current(), {})

    @server.route("/view/<path:path>")
    def view(path: str) -> flask.typing.ResponseReturnValue:
        """The view of an address, for the page that is already there."""
        started = perf_counter()
        site = current()
        found = site.state(path, flask.request.query_string.decode("utf-8", "replace"))
        if found is None:
            flask.abort(404)
        response = flask.Response(site.view(*found).json, mimetype="application/json")
        response.headers["Cache-Control"] = "private, max-age=60"
        flask.g.view_ms = 1000 * (perf_counter() - started)
        return response

    @server.route(f"/assets/{PLOTLY}")
    def plotly() -> flask.Response:
        return flask.Response(asset_file(PLOTLY).read_bytes(), mimetype="text/javascript")

    @server.route("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__, "data": current().dataset.data_date.isoformat()}

    @server.errorhandler(404)
    def lost(_error: Exception) -> tuple[str, int]:
        lang = flask.request.path.split("/")[1]
        if lang not in LANGUAGES:
            lang = flask.request.accept_languages.best_match(LANGUAGES, default="sv") or "sv"
        return not_found(lang, asset_url), 404

    @server.after_request
    def add_headers(response: flask.Response) -> flask.Response:
        who = frame_ancestors(flask.g.get("embed", ""))
        response.headers["Content-Security-Policy"] = _POLICY.format(frame_ancestors=who)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if "view_ms" in flask.g:
            response.headers["Server-Timing"] = f"view;dur={flask.g.view_ms:.2f}"
        if flask.request.path.startswith("/assets/") and flask.request.args.get("v"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        if flask.request.path.endswith("/_dash-layout"):  # each page's own: Back must not bring another page's
            response.headers["Cache-Control"] = "no-store"
        return response


_TEXTS = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")


class _UnchangingFiles:
    """Keeps the compressed form of files whose address changes with their content."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self._kept.get(key)

    def set(self, key: str, value: bytes) -> None:
        if not key.endswith(";"):
            self._kept[key] = value


def _unchanging(request: flask.Request) -> str:
    """The address of a file that never changes, or nothing for any other answer."""
    path = request.path
    return path if path.startswith("/_dash-component-suites/") or path == f"/assets/{PLOTLY}" else ""


def _compress(server: flask.Flask) -> None:
    """Compress every answer of text."""
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=[*_TEXTS, "text/csv", "application/geo+json"],
        COMPRESS_CACHE_BACKEND=_UnchangingFiles,
        COMPRESS_CACHE_KEY=_unchanging,
    )
    Compress(server)
