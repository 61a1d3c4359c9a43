"""What no answer may have, whatever was asked."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli

from tests.fuzz import hostile
from tests.fuzz.requests import Asked

LARGEST = 6_000_000
"""Bytes of an answer; the largest is an API's file of all projects."""
_INSIDE = (
    b"Traceback (most recent", b'File "/', b"site-packages", b"werkzeug.exceptions", b"psycopg", b"_duckdb", b"ibis.",
    *(f"{hostile.ROOT}/{folder}/".encode() for folder in ("s3dash", ".venv", "tests")), b"/usr/lib/python", b"PATH=",
    *(Path(file).read_bytes()[:30] for file in hostile.OUTSIDE if not file.startswith("/proc/")),
)  # fmt: skip
"""What only the server's own files and memory say."""
_ELEMENT = re.compile(f"</?{hostile.TAG}".encode(), re.I)
_ATTRIBUTE = re.compile(rf"""["']\s*{hostile.ATTRIBUTE}=""".encode(), re.I)
_RUNS = re.compile(
    rb"""(?:href|src|action|formaction|data|srcdoc)\s*=\s*["']?\s*(?:javascript|java\s+script|data:text)""", re.I
)
_MARKS = (hostile.TAG.encode(), hostile.ATTRIBUTE.encode(), hostile.TAG.upper().encode())


@dataclass(frozen=True)
class Answer:
    """A status, headers with small names, and the whole body."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Callable[..., Iterable[bytes]], asked: Asked) -> Answer:
    """Put a request to a WSGI application as it is; no library mends it on the way."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": asked.path.decode("latin-1"),
        "QUERY_STRING": asked.query.decode("latin-1"),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8050",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8050",
        "CONTENT_LENGTH": str(len(asked.body)),
        "CONTENT_TYPE": asked.media_type,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(asked.body),
        "wsgi.errors": StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in asked.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{key}"] = value
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        begun.append((status, headers))
        return lambda _part: None

    parts = server(environ, start)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    status, headers = begun[-1]
    named = {name.lower(): value for name, value in headers}
    return Answer(int(status.split()[0]), named, _unpacked(body, named.get("content-encoding", "")))


def _unpacked(body: bytes, encoding: str) -> bytes:
    if not body or encoding not in ("br", "gzip"):
        return body
    return brotli.decompress(body) if encoding == "br" else gzip.decompress(body)


def faults(asked: Asked, answer: Answer) -> list[str]:
    """What is wrong with an answer."""
    found = []
    if (
        not 200 <= answer.status < 500 and asked.path.strip(b"/") != b"readyz"
    ):  # of an application that was never warmed up
        found.append(f"status {answer.status}")
    if len(answer.body) > LARGEST:
        found.append(f"{len(answer.body)} bytes")
    found += [f"says {word!r}" for word in _INSIDE if word in answer.body]
    found += _of_headers(answer, asked.headers.get("Host", "127.0.0.1:8050"))
    if any(mark in answer.body for mark in _MARKS):
        found += _of_markup(asked, answer)
    if answer.headers.get("content-type", "").startswith("application/json") and answer.body:
        try:
            json.loads(answer.body)
        except ValueError:
            found.append("is no JSON")
    return found


def _of_headers(answer: Answer, own: str) -> list[str]:
    headers, found = answer.headers, []
    lines = "".join(f"{name}: {value}" for name, value in headers.items())
    if "\n" in lines or "\r" in lines or "x-s3y" in headers:
        found.append("a header breaks out of its line")
    location = headers.get("location", "/")
    if location.startswith(("//", "/\\")) or (location[0] != "/" and urlsplit(location).netloc != own):
        found.append(f"leads to {location[:80]}")
    found += [f"lacks {name}" for name in ("content-security-policy", "x-content-type-options") if name not in headers]
    found += [f"has {name}" for name in ("set-cookie", "server", "x-powered-by") if name in headers]
    return found


def _of_markup(asked: Asked, answer: Answer) -> list[str]:
    """Which hostile markup of the request came back as markup."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind in ("text/html", "image/svg+xml"):
        texts = [answer.body]
    elif asked.path.startswith(b"/view/") and kind == "application/json":
        texts = [text.encode() for text in json.loads(answer.body)["fragments"].values()]
    else:  # JSON for scripts, CSV, YAML: no browser takes them for a page
        return [] if answer.headers.get("x-content-type-options") == "nosniff" else ["may be taken for a page"]
    found = ["reflects an element"] if any(_ELEMENT.search(text) for text in texts) else []
    if any(_ATTRIBUTE.search(text) and _Attributes(text).found for text in texts):
        found.append("reflects an attribute")
    if any(_RUNS.search(text) for text in texts):
        found.append("links to a script")
    return found


class _Attributes(HTMLParser):
    """Whether a page has the hostile attribute; in text the same letters do no harm."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found = False
        self.feed(page.decode("utf-8", "replace"))

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = self.found or any(hostile.ATTRIBUTE in name for name, _ in attrs)
