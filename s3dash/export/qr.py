"""QR codes of the dashboard's own addresses, for the phones in the room."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import flask
import segno

from s3dash.export.address import absolute

if TYPE_CHECKING:
    from s3dash.site import Site

LONGEST = 900
"""Characters of a whole address; a code of more has too many dots to be read from some metres."""
_BORDER = 4
"""Modules of quiet ground around the code, as the standard (ISO/IEC 18004) asks for."""


def register_qr(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add `/qr.svg?for=<path and query of a page>`.

    Other addresses than those of pages here are answered with 404, those too long for a code with 414. `current`
    gives the site in force; it is asked once for each code.
    """

    @server.route("/qr.svg")
    def qr() -> flask.Response:
        address = flask.request.args.get("for", "")
        path, _, query = address.partition("#")[0].partition("?")
        if not address.startswith("/") or current().state(path, query) is None:
            flask.abort(404)
        whole = absolute(address)
        if len(whole) > LONGEST:
            flask.abort(414)
        return flask.Response(code(whole), mimetype="image/svg+xml")


def code(address: str) -> str:
    """The QR code of an address as SVG, black on white with its quiet zone; about a seventh of it may be unreadable."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, omitsize=True, border=_BORDER, dark="#000", light="#fff", title=address
    )
    return drawn.getvalue().decode("utf-8")
