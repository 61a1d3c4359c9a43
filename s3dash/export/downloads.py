"""Downloads: exactly the projects that a page lists, as CSV or Excel, whatever their number."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import flask

from s3dash.export.about import file_name
from s3dash.export.csv_file import csv_chunks
from s3dash.export.xlsx_file import write_xlsx
from s3dash.views.context import Context

if TYPE_CHECKING:
    from s3dash.site import Site

_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHUNK = 1 << 16


def register_downloads(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add `/<lang>/projects.csv` and `/<lang>/projects.xlsx`, under the parameters of the page of projects.

    `current` gives the site in force; it is asked once for each file.
    """

    @server.route("/<lang>/projects.csv")
    def projects_csv(lang: str) -> flask.Response:
        context = _context(current(), lang)
        return _sent(context, csv_chunks(context), _CSV, "csv")

    @server.route("/<lang>/projects.xlsx")
    def projects_xlsx(lang: str) -> flask.Response:
        context = _context(current(), lang)
        address = f"{flask.request.host_url.rstrip('/')}{context.state.url}"
        with ExitStack() as stack:
            # the file has no name: it is gone when it is closed, however that comes about
            file = stack.enter_context(tempfile.TemporaryFile(prefix="s3map-"))
            write_xlsx(context, file, address, date.today())
            response = _sent(context, _chunks(file), _XLSX, "xlsx")
            response.content_length = file.tell()
            response.call_on_close(stack.pop_all().close)
            return response


def _context(site: Site, lang: str) -> Context:
    """The list that the request's parameters stand for; 404 in a language that there is not."""
    found = site.state(f"/{lang}/projects", flask.request.query_string.decode("utf-8", "replace"))
    if found is None:
        flask.abort(404)
    return site.context(found[0])


def _sent(context: Context, content: Iterator[bytes], kind: str, ending: str) -> flask.Response:
    response = flask.Response(content, content_type=kind)
    name = file_name(context, date.today(), ending)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
