"""Every answer of text goes compressed, by brotli or gzip."""

from __future__ import annotations

import gzip

import brotli
import flask
from flask_compress import Compress

_TEXTS = frozenset(
    (
        "application/geo+json", "application/javascript", "application/json", "image/svg+xml", "text/css", "text/csv",
        "text/html", "text/javascript",
    )
)  # fmt: skip
_BROTLI_LEVEL, _GZIP_LEVEL = 5, 6
_SMALLEST = 500
"""Bytes of an answer; what has fewer goes as it is."""
PLAIN, BROTLI, GZIP = "", "br", "gzip"


def register_compression(server: flask.Flask) -> None:
    """Compress every answer of text that is not compressed already."""
    server.config.update(
        COMPRESS_ALGORITHM=[BROTLI, GZIP],
        COMPRESS_BR_LEVEL=_BROTLI_LEVEL,
        COMPRESS_LEVEL=_GZIP_LEVEL,
        COMPRESS_MIN_SIZE=_SMALLEST,
        COMPRESS_MIMETYPES=sorted(_TEXTS),
    )
    Compress(server)


def worth_it(mimetype: str | None, size: int) -> bool:
    """Whether an answer of this kind and size is compressed."""
    return mimetype in _TEXTS and size >= _SMALLEST


def wanted() -> str:
    """The form that the request asks for: brotli or gzip, whichever it likes better, or plain."""
    accepted = flask.request.accept_encodings
    best = max((BROTLI, GZIP), key=accepted.quality)  # brotli where it likes both the same
    return best if accepted.quality(best) > 0 else PLAIN


def compressed(content: bytes, form: str) -> bytes:
    """Some content in a form."""
    if form == BROTLI:
        return brotli.compress(content, quality=_BROTLI_LEVEL)
    return gzip.compress(content, _GZIP_LEVEL, mtime=0) if form == GZIP else content


def plain(content: bytes, form: str) -> bytes:
    """What was brought into a form."""
    assert form in (PLAIN, BROTLI)
    return brotli.decompress(content) if form == BROTLI else content
