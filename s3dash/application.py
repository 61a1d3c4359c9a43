"""The web application: Dash with a page that is complete before any script runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import dash_mantine_components as dmc
import flask
from dash import Dash
from werkzeug.middleware.proxy_fix import ProxyFix

from s3dash.api import register_api
from s3dash.callbacks import layout_at, register_callbacks
from s3dash.config import CACHE
from s3dash.export.address import CONFIG, absolute
from s3dash.export.answers import query_asked, state_asked
from s3dash.export.charts import register_charts
from s3dash.export.downloads import register_downloads
from s3dash.export.embedding import FRAMED_BY, register_embedding
from s3dash.export.files import register_files
from s3dash.export.own_stories import register_own_stories
from s3dash.export.qr import register_qr
from s3dash.export.short_list import register_short_list
from s3dash.site import Site, spare_from_collection
from s3dash.views.assets import ASSETS, PLOTLY, asset_file
from s3dash.views.page import document
from s3dash.web.caching import Answers, register_caching, register_unchanging
from s3dash.web.calls import register_calls
from s3dash.web.compression import register_compression
from s3dash.web.errors import register_errors
from s3dash.web.headers import register_headers
from s3dash.web.health import register_health
from s3dash.web.language import browsers_language
from s3dash.web.limits import register_limits, register_sizes
from s3dash.web.logs import register_logs
from s3dash.web.tools import close_tools
from s3dash.web.warming import Warming

_ANY_PAGE = "/<path:path>"
"""The endpoint of Dash's own pages."""
ROOM_FOR_ANSWERS = CACHE << 20
"""Bytes of answers that each process keeps, compressed, where nothing else is said."""


class S3Map(Dash):
    """Dash whose first answer holds the whole page: shell, map and panel as HTML.

    Parameters
    ----------
    current
        Gives the site in force; it is asked once per request, so that no answer mixes two datasets.
    limits
        How many requests of a kind a visitor's address may make in a minute; see `register_limits`.
    room
        Bytes of answers that may be kept.
    metrics
        Whether figures for Prometheus are shown at `/metrics`.
    """

    def __init__(
        self,
        current: Callable[[], Site],
        limits: Mapping[str, int] = MappingProxyType({}),
        *,
        room: int = ROOM_FOR_ANSWERS,
        metrics: bool = False,
    ) -> None:
        super().__init__(
            "s3dash",
            title="S3 Map",
            assets_folder=str(ASSETS),
            assets_ignore=".*",
            compress=False,
            update_title="",
            suppress_callback_exceptions=True,
            enable_mcp=False,
        )
        close_tools(self)
        self.warming = Warming(current)
        self.current = current = _once_a_request(current)
        self.layout = self._controls_of_page
        answers = Answers(room)
        register_logs(self.server)
        if metrics:
            from s3dash.web.metrics import register_metrics  # few need it

            register_metrics(self.server, current, answers)
        register_callbacks(self, current)
        register_sizes(self.server)
        register_calls(self.server, self.callback_map)
        _add_routes(self.server, current)
        register_api(self.server, current)
        register_downloads(self.server, current)
        register_charts(self.server, current)
        register_files(self.server, current)
        register_embedding(self.server, current)
        register_short_list(self.server, current)
        register_own_stories(self.server, current)
        register_qr(self.server, current)
        register_health(self.server, current, self.warming)
        register_errors(self.server, asset_url)
        register_limits(self.server, limits)
        register_caching(self.server, current, answers)
        register_unchanging(self.server, asset_url)
        register_headers(self.server, self.csp_hashes())
        register_compression(self.server)

    def before_fork(self) -> None:
        """Close what must not be shared with a process that is forked: it opens its own when first asked."""
        self.current().store.close()
        spare_from_collection()

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

    def _config(self) -> dict[str, Any]:
        """What Dash tells its scripts, without what the server runs on."""
        told: dict[str, Any] = super()._config()
        return {name: value for name, value in told.items() if "version" not in name or name == "disable_version_check"}

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """Write the page of the requested address with Dash's parts in it."""
        return _page(self.current(), parts)


def _page(site: Site, dash: dict[str, str]) -> str:
    """Write the page of the requested address; 404 where there is none."""
    state, ignored = state_asked(site, flask.request.path)
    flask.g.embed = state.embed
    shown = site.view(state, ignored)
    return document(site.context(state), site.geometry, shown, asset=asset_url, dash=dash, base=absolute(""))


def create_app(
    current: Callable[[], Site],
    url: str | None = None,
    framed_by: tuple[str, ...] = (),
    proxies: int = 0,
    limits: Mapping[str, int] = MappingProxyType({}),
    room: int = ROOM_FOR_ANSWERS,
    metrics: bool = False,
) -> S3Map:
    """Build the application; its `warming` builds the common views in the background once it serves.

    Parameters
    ----------
    current
        Gives the site in force.
    url
        The address under which others reach the dashboard; None: the one that a request was sent to.
    framed_by
        The origins that may show the map or a chart in a page of theirs.
    proxies
        How many proxies stand before the dashboard: whom they forward for, and whether by TLS, is believed of so many.
    limits, room, metrics
        As of :class:`S3Map`.
    """
    app = S3Map(current, limits, room=room, metrics=metrics)
    app.server.before_request(app.warming.begin)  # whatever server runs it
    if proxies:
        app.server.wsgi_app = ProxyFix(app.server.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)
    app.server.config.update({CONFIG: url, FRAMED_BY: framed_by})
    return app


def _once_a_request(current: Callable[[], Site]) -> Callable[[], Site]:
    """Gives the same site all through a request, whatever comes into force meanwhile."""

    def site() -> Site:
        if not flask.has_request_context():
            return current()
        if "site" not in flask.g:
            flask.g.site = current()
        found: Site = flask.g.site
        return found

    return site


@cache
def asset_url(name: str) -> str:
    """The URL of a file in `assets/`, with a hash of its content."""
    digest = hashlib.sha256(asset_file(name).read_bytes()).hexdigest()[:12]
    return f"/assets/{name}?v={digest}"


def _add_routes(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add the redirect from `/`, the pages without controls, and views."""

    @server.before_request
    def choose_language() -> flask.typing.ResponseReturnValue | None:
        if flask.request.path != "/":
            return None
        lang = browsers_language()
        query = query_asked()
        response = flask.redirect(f"/{lang}/?{query}" if query else f"/{lang}/")
        response.headers["Vary"] = "Accept-Language"
        return response

    dash_page = server.view_functions[_ANY_PAGE]

    def page(path: str) -> Any:
        """A page of Dash; in a frame one without controls, since Dash refuses one that lacks its scripts."""
        if b"embed" in flask.request.query_string:
            site = current()
            found = site.state(flask.request.path, query_asked())
            if found and found[0].embed:
                return _page(site, {})
        return dash_page(path=path)

    server.view_functions[_ANY_PAGE] = page

    @server.route("/<lang>/about")
    @server.route("/<lang>/accessibility")
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
        """The page of one project, organisation or story, without Dash's scripts too."""
        return _page(current(), {})

    @server.route("/view/<path:path>")
    def view(path: str) -> flask.typing.ResponseReturnValue:
        """The view of an address, for the page that is already there."""
        site = current()
        return flask.Response(site.view(*state_asked(site, path)).json, mimetype="application/json")

    @server.route(f"/assets/{PLOTLY}")
    def plotly() -> flask.Response:
        return flask.Response(asset_file(PLOTLY).read_bytes(), mimetype="text/javascript")

    @server.after_request
    def keep_no_layout(response: flask.Response) -> flask.Response:
        if flask.request.path.endswith("/_dash-layout"):  # each page's own: Back must not bring another page's
            response.headers["Cache-Control"] = "no-store"
        return response
