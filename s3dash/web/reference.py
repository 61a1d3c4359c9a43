"""The reference of a request: what an error page shows, and what the log says of the same request."""

from __future__ import annotations

import secrets

import flask

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None of them can be taken for another when it is read aloud."""


def reference() -> str:
    """The reference of the request that is being answered, such as ``7fk3-m2px``; drawn by lot once a request."""
    if "reference" not in flask.g:
        letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
        flask.g.reference = f"{letters[:4]}-{letters[4:]}"
    drawn: str = flask.g.reference
    return drawn
