"""What answers share: the view that is asked for, and a file as an attachment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import flask

from s3dash.state import Ignored, ViewState
from s3dash.views.context import Context

if TYPE_CHECKING:
    from s3dash.site import Site


def query_asked() -> str:
    """The request's query string."""
    return flask.request.query_string.decode("utf-8", "replace")


def state_asked(site: Site, path: str) -> tuple[ViewState, list[Ignored]]:
    """The state of a page under the request's parameters, and what it ignores; 404 where there is no such page."""
    found = site.state(path, query_asked())
    if found is None:
        flask.abort(404)
    return found


def context_asked(site: Site, path: str) -> Context:
    """The view of a page under the request's parameters; 404 where there is no such page."""
    return site.context(state_asked(site, path)[0])


def attachment(content: str | bytes | Iterable[bytes], mimetype: str, name: str) -> flask.Response:
    """A file that the browser saves under a name."""
    response = flask.Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
