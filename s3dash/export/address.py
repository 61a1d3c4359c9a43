"""The addresses under which the dashboard can be reached from elsewhere."""

from __future__ import annotations

import flask

CONFIG = "S3MAP_URL"
"""The key of Flask's configuration that holds the address set by whoever runs the dashboard; None if none is."""


def absolute(url: str) -> str:
    """The whole address of a path with its query, such as `/sv/?region=SE232`."""
    base: str | None = flask.current_app.config.get(CONFIG)
    return f"{base or flask.request.host_url.rstrip('/')}{url}"
