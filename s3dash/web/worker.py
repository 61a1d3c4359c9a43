"""gunicorn's worker with threads, in which nobody who is slow keeps a thread from the others.

gunicorn's own begins to read a request as soon as its first byte is there, and then waits for the rest for ever: as
many slow clients as there are threads stop it. Here a thread begins when the whole head of a request has come.
"""

from __future__ import annotations

import socket
import struct
import time
from typing import Any

from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

_LARGEST_HEAD = 1 << 16
"""Bytes; a longer head is given to gunicorn, which refuses it."""
_LONGEST = 20.0
"""Seconds for the head of a request, from its first byte."""
_READ, _WRITE = 5, 30
"""Seconds in which a body must go on coming, and an answer must go on being fetched."""


class PatientWorker(ThreadWorker):
    """Waits for the heads of requests without a thread, and for bodies and readers not for ever."""

    def handle(self, conn: TConn) -> Any:
        """Answer a request, or put the connection back to those that are waited for."""
        if self.cfg.is_ssl or conn.is_http2 or _has_been_read(conn):
            return super().handle(conn)
        try:
            waits = _waits(conn)
        except OSError:  # gone already
            return False
        if waits:
            return _DEFER if time.monotonic() < conn.head_begun + _LONGEST else False
        conn.data_ready = True
        return super().handle(conn)


def _has_been_read(conn: TConn) -> bool:
    """Whether the beginning of the next request came with the one before it."""
    return bool(conn.initialized and conn.parser.unreader.buf.getvalue())


def _waits(conn: TConn) -> bool:
    """Whether more must come before a thread can do anything; the system then tells when it has."""
    try:
        head = conn.sock.recv(_LARGEST_HEAD, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        conn.head_begun, conn.head_seen = time.monotonic(), 0
        return True
    if not getattr(conn, "head_seen", 0):
        conn.head_begun, conn.head_seen = time.monotonic(), 0
    whole = b"\r\n\r\n" in head or len(head) >= _LARGEST_HEAD
    ended = len(head) == conn.head_seen  # it is said to be readable, and nothing has been added
    conn.head_seen = 0 if whole or ended else len(head)
    conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, conn.head_seen + 1)
    for option, seconds in ((socket.SO_RCVTIMEO, _READ), (socket.SO_SNDTIMEO, _WRITE)):
        conn.sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))
    return not (whole or ended)
