"""The server behind `python app.py`: waitress, which finishes what it has begun before it stops."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType
from typing import Any

import flask
from waitress import wasyncore
from waitress.server import create_server

_PATIENCE = 25.0
"""Seconds in which requests are finished at a stop; what runs a service kills it after 30 or so."""
_LOOK = 0.05
"""Seconds between two looks at what is still to be sent."""


def serve(application: flask.Flask, host: str, port: int, *, behind_proxy: bool) -> None:
    """Serve until SIGTERM or Ctrl+C; then take no more requests, and return when those begun are answered.

    Parameters
    ----------
    behind_proxy
        Whether headers of a proxy before it are handed on.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full room is no fault
    sockets: dict[int, Any] = {}
    server = create_server(
        application,
        map=sockets,
        host=host,
        port=port,
        threads=8,
        ident=None,
        connection_limit=1000,  # browsers keep theirs open, a room of 200 people some hundreds
        asyncore_use_poll=True,  # for more connections than select can watch
        channel_timeout=60,  # seconds in which nothing comes or goes
        max_request_header_size=32 * 1024,
        max_request_body_size=2 * 1024 * 1024,
        clear_untrusted_proxy_headers=not behind_proxy,
    )
    signal.signal(signal.SIGTERM, _stop)
    try:
        while True:
            wasyncore.loop(timeout=1, map=sockets, use_poll=True, count=1)
    except (SystemExit, KeyboardInterrupt):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _finish(sockets)
    server.task_dispatcher.shutdown(timeout=1)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


def _finish(sockets: dict[int, Any]) -> None:
    """Answer what has been asked, and send it."""
    for listener in [one for one in sockets.values() if getattr(one, "accepting", False)]:
        listener.accepting = False
        listener.del_channel()
        listener.socket.close()
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and any(map(_is_busy, list(sockets.values()))):
        wasyncore.loop(timeout=_LOOK, map=sockets, use_poll=True, count=1)


def _is_busy(channel: Any) -> bool:
    """Whether a connection has a request that is not answered, or an answer that is not sent."""
    return bool(getattr(channel, "requests", None)) or bool(getattr(channel, "total_outbufs_len", 0))
