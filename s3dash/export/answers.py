"""What answers with files share: the view that is asked for, and a file as an attachment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import flask

from s3dash.views.context import Context

if TYPE_CHECKING:
    from s3dash.site import Site


def context_asked(site: Site, path: str) -> Context:
    """The view of a page under the request's parameters; 404 where there is no such page."""
    found = site.state(path, flask.request.query_string.decode("utf-8", "replace"))
    if found is None:
        flask.abort(404)
    return site.context(found[0])


def attachment(content: str | bytes | Iterable[bytes], mimetype: str, name: str) -> flask.Response:
    """A file that the browser saves under a name, made anew each time."""
    response = flask.Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
