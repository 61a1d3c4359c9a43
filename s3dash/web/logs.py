"""What is written about requests and errors: lines of text or JSON, without anything about who asked or for what.

A line about a request names the route it took, such as `/<lang>/projects`, not the address: no visitor's address, no
search words, no ids. The message of an exception may repeat what was asked: only those of the dashboard's own are
written, of any other its kind and its places in the code.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterable, Iterator
from time import perf_counter
from types import TracebackType
from typing import Any

import flask
from pythonjsonlogger.json import JsonFormatter

from s3dash.web.reference import reference
from s3dash.web.route import method, route

TEXT, JSON = "text", "json"
FORMATS = (TEXT, JSON)
_ACCESS = logging.getLogger("s3dash.access")
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def register_logs(server: flask.Flask) -> None:
    """Write a line about each request, if such lines are written at all; it comes before all that changes answers."""

    @server.before_request
    def begin() -> None:
        flask.g.begun = perf_counter()

    @server.after_request
    def end(response: flask.Response) -> flask.Response:
        response.headers["X-Request-Id"] = reference()
        if _ACCESS.isEnabledFor(logging.INFO):
            _log_when_sent(response)
        return response


def _log_when_sent(response: flask.Response) -> None:
    begun = flask.g.get("begun", perf_counter())
    said: dict[str, Any] = {
        "method": method(),
        "route": route(),
        "status": response.status_code,
        "kept": flask.g.get("kept"),
        "reference": reference(),
    }
    counted = [0 if flask.request.method == "HEAD" else response.content_length or 0]
    if response.is_streamed and not response.content_length:
        response.response = _counting(response.response, counted)

    def write() -> None:
        ms = round(1000 * (perf_counter() - begun), 1)
        _ACCESS.info(
            "%s %s %s %s ms", said["method"], said["route"], said["status"], ms,
            extra=said | {"ms": ms, "bytes": counted[0]},
        )  # fmt: skip

    response.call_on_close(write)


def _counting(chunks: Iterable[Any], counted: list[int]) -> Iterator[Any]:
    try:
        for chunk in chunks:
            counted[0] += len(chunk)
            yield chunk
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()


def log_settings(kind: str) -> dict[str, Any]:
    """Settings for `logging.config.dictConfig`.

    Parameters
    ----------
    kind
        `text` or `json`: a line for each request, and errors; anything else: warnings and errors as text.
    """
    formatter = "json" if kind == JSON else "text"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"text": {"()": TextLines}, "json": {"()": JsonLines}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": formatter},
        },
        "loggers": {
            "s3dash.access": {"level": "INFO" if kind in FORMATS else "WARNING"},
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
        "root": {"level": "WARNING", "handlers": ["stderr"]},
    }


class TextLines(logging.Formatter):
    """A line of text a record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: _Raised) -> str:
        """What is told of an exception."""
        return "\n".join(_told(ei[1]))


class JsonLines(JsonFormatter):
    """A line of JSON a record."""

    def __init__(self) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="time",
            json_ensure_ascii=False,
        )

    def formatException(self, ei: _Raised) -> str:
        """What is told of an exception."""
        return "\n".join(_told(ei[1]))


def _told(raised: BaseException | None) -> Iterator[str]:
    """The places of an exception in the code, its kind, and those that led to it before it."""
    if raised is None:
        return
    before = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
    if before is not None:
        yield from _told(before)
        yield "Which led to:"
    for place in traceback.extract_tb(raised.__traceback__):
        yield f"  {place.filename}:{place.lineno} in {place.name}: {place.line}"
    kind = type(raised)
    own = kind.__module__.startswith("s3dash.")
    yield f"{kind.__module__}.{kind.__qualname__}" + (f": {raised}" if own else "")
