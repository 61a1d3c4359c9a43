"""What Dash and Flask offer to developers, which nobody can reach here, whatever the environment says."""

from __future__ import annotations

from typing import NoReturn

import flask
from dash import Dash

_ADDRESSES = ("/_reload-hash", "/_favicon.ico", "static")
"""Endpoints of Dash and Flask that the pages do not use."""


def close_tools(app: Dash) -> None:
    """Turn off debugging, development tools and what only they need; variables such as DASH_DEBUG change nothing."""
    app.enable_dev_tools(
        debug=False,
        dev_tools_ui=False,
        dev_tools_props_check=False,
        dev_tools_serve_dev_bundles=False,
        dev_tools_hot_reload=False,
        dev_tools_silence_routes_logging=False,
        dev_tools_disable_version_check=True,
        dev_tools_prune_errors=False,
        dev_tools_validate_callbacks=False,
    )
    app.server.debug = False
    app.server.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False, EXPLAIN_TEMPLATE_LOADING=False)
    for endpoint in _ADDRESSES:
        app.server.view_functions[endpoint] = _nothing


def _nothing(**_parts: str) -> NoReturn:
    flask.abort(404)
