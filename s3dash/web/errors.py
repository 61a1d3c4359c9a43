"""What is answered where nothing can be shown: a page in the visitor's language, or JSON for scripts.

Never a traceback, a path on the server or anything of what was asked: whoever runs the dashboard finds those in the
log, by the reference that the answer shows.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus

import flask
from dash.exceptions import DependencyException, InvalidResourceError
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotFound, ServiceUnavailable

from s3dash.api.answers import json_answer
from s3dash.api.problems import PROBLEM_TYPE, Problem
from s3dash.data.postgresql import StoreError
from s3dash.data.unavailable import DataUnavailable
from s3dash.state import LANGUAGES
from s3dash.text import Text
from s3dash.views.page import error_page
from s3dash.web.language import browsers_language
from s3dash.web.reference import reference

SOON = 10
"""Seconds after which what cannot be done just now may be asked for again."""
_FOR_SCRIPTS = ("/api", "/view", "/stories", "/embed", "/_dash", "/healthz", "/readyz", "/metrics")
"""Beginnings of addresses that scripts ask for: they get JSON."""
_SHORT_OF_SOMETHING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM)
_LOG = logging.getLogger(__name__)


def register_errors(server: flask.Flask, asset: Callable[[str], str]) -> None:
    """Answer every error in words; `asset` gives the URL of a file in `assets/`."""

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> flask.Response:
        return _answer(error, asset)

    @server.errorhandler(DependencyException)
    @server.errorhandler(InvalidResourceError)
    def no_such_file(_error: Exception) -> flask.Response:
        return _answer(NotFound(), asset)

    @server.errorhandler(Exception)
    def failed(error: Exception) -> flask.Response:
        if _broke_off(error):
            return _answer(BadRequest(), asset)
        rule = flask.request.url_rule
        _LOG.error("%s %s failed, reference %s", flask.request.method, rule, reference(), exc_info=error)
        return _answer(ServiceUnavailable(retry_after=SOON) if _passes(error) else None, asset)


def _broke_off(error: Exception) -> bool:
    """Whether the body of the request could not be read: it is malformed, or its sender fell asleep or went away."""
    return isinstance(error, BlockingIOError) or type(error).__module__ == "gunicorn.http.errors"


def _passes(error: BaseException) -> bool:
    """Whether an error is likely to be gone in a while, without anybody's doing anything to the dashboard."""
    if isinstance(error, OSError) and error.errno in _SHORT_OF_SOMETHING:
        return True
    if error.__context__ is not None and _passes(error.__context__):  # libraries tell of it in errors of their own
        return True
    return isinstance(error, DataUnavailable | StoreError | MemoryError)


def _answer(error: HTTPException | None, asset: Callable[[str], str]) -> flask.Response:
    """The answer to an error; None stands for one that nobody foresaw."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR if error is None else error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if error is not None and status < HTTPStatus.BAD_REQUEST:  # a redirect
        return flask.make_response(error.get_response())
    text = Text(_language())
    path = flask.request.path
    if any(path == beginning or path.startswith((f"{beginning}/", f"{beginning}-")) for beginning in _FOR_SCRIPTS):
        said = Problem(status, Text("en" if path.startswith("/api") else text.lang)(f"error.{_known(status)}.text"))
        response = json_answer(said.json | {"reference": reference()}, PROBLEM_TYPE, status)
    else:
        response = flask.Response(error_page(text, asset, _known(status), reference()), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    retry_after = getattr(error, "retry_after", None)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _known(status: int) -> int:
    """The status whose words fit: those of the nearest one for a status that has none of its own."""
    words: Sequence[int] = (400, 404, 405, 413, 414, 429, 500, 503)
    return status if status in words else 500 if status >= 500 else 400


def _language() -> str:
    """The language of the page that is asked for, also where it is part of another address; else the browser's."""
    for part in flask.request.path.split("/")[1:3]:
        if part in LANGUAGES:
            return part
    return browsers_language()
