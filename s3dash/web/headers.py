"""The headers that protect whoever reads an answer. `docs/security.md` says why each source is allowed."""

from __future__ import annotations

from collections.abc import Sequence

import flask

from s3dash.export.embedding import frame_ancestors
from s3dash.state import parse_path
from s3dash.views.controls import CONTROLS_OF
from s3dash.views.kinds import KINDS

_YEAR = 31_536_000
_PAGE = (
    "default-src 'none'; script-src 'self' {scripts}; script-src-attr 'none'; "
    "style-src 'self' 'unsafe-inline'; style-src-elem 'self'{made_styles}; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "frame-ancestors {framed_by}; base-uri 'self'; form-action 'self'; object-src 'none'"
)
_FILE = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors {framed_by}; base-uri 'none'; form-action 'none'"
)
"""Of what is no page: a picture may have its own styles, nothing may run."""
_NOT_NEEDED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
_PERMISSIONS = ", ".join(f"{feature}=()" for feature in _NOT_NEEDED)
_WITH_MADE_STYLES = frozenset(name for name, kind in KINDS.items() if name in CONTROLS_OF or "chart" in kind.scripts)
"""Pages with controls, a grid or charts, whose libraries write style sheets into the page."""


def register_headers(server: flask.Flask, scripts: Sequence[str]) -> None:
    """Add the headers of every answer; `flask.g.embed` says whether others may show the page in a frame.

    Parameters
    ----------
    scripts
        The hashes of the scripts that stand in the pages themselves, as a Content-Security-Policy has them.
    """
    allowed = " ".join(scripts)

    @server.after_request
    def add_headers(response: flask.Response) -> flask.Response:
        embed = flask.g.get("embed", "")
        where = parse_path(flask.request.path)
        policy = (_PAGE if response.mimetype == "text/html" else _FILE).format(
            scripts=allowed,
            made_styles=" 'unsafe-inline'" if where and where.page in _WITH_MADE_STYLES else "",
            framed_by=frame_ancestors(embed),
        )
        for_others = embed == "1" or flask.request.path.startswith("/api/")
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if for_others else "same-origin"
        response.headers["Permissions-Policy"] = _PERMISSIONS
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if flask.request.is_secure:  # browsers heed neither of the two on a connection that is not
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
        return response
