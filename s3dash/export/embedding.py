"""Views in the pages of others: who may show them, and the dialog with the code for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import flask

from s3dash.export.address import absolute
from s3dash.export.answers import context_asked
from s3dash.views import html
from s3dash.views.embed_dialog import embed_dialog, pieces

if TYPE_CHECKING:
    from s3dash.site import Site

FRAMED_BY = "S3MAP_FRAMED_BY"
"""The key of Flask's configuration that holds the origins which may show the map or a chart in a page of theirs."""


def framed_by() -> tuple[str, ...]:
    """The origins, set by whoever runs the dashboard, that may show what is made for it."""
    origins: tuple[str, ...] = flask.current_app.config.get(FRAMED_BY, ())
    return origins


def frame_ancestors(embed: str) -> str:
    """Who may show a page in a frame, as `frame-ancestors` of a Content-Security-Policy has it.

    Parameters
    ----------
    embed
        The page's `ViewState.embed`; only those with `1` are meant for the pages of others.
    """
    return " ".join(("'self'", *(framed_by() if embed == "1" else ())))


def register_embedding(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add `/embed/<address of a page>`: the content of the dialog for that view.

    `current` gives the site in force; it is asked once for each dialog.
    """

    @server.route("/embed/<path:page>")
    def embed(page: str) -> flask.Response:
        site = current()
        context = context_asked(site, f"/{page}")
        dialog = embed_dialog(context, pieces(context, site.geometry), absolute, framed_by())
        return flask.Response(html.to_html(dialog), mimetype="text/html")
