"""Downloads: exactly the projects that a page lists, as CSV or Excel, whatever their number."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import flask

from s3dash.export.about import file_name
from s3dash.export.address import absolute
from s3dash.export.answers import attachment, context_asked
from s3dash.export.csv_file import csv_chunks
from s3dash.export.workbook import MIMETYPE
from s3dash.export.xlsx_file import write_xlsx

if TYPE_CHECKING:
    from s3dash.site import Site

_CHUNK = 1 << 16


def register_downloads(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add `/<lang>/projects.csv` and `/<lang>/projects.xlsx`, under the parameters of the page of projects.

    `current` gives the site in force; it is asked once for each file.
    """

    @server.route("/<lang>/projects.csv")
    def projects_csv(lang: str) -> flask.Response:
        context = context_asked(current(), f"/{lang}/projects")
        return attachment(csv_chunks(context), "text/csv", file_name(context, date.today(), "csv"))

    @server.route("/<lang>/projects.xlsx")
    def projects_xlsx(lang: str) -> flask.Response:
        context, today = context_asked(current(), f"/{lang}/projects"), date.today()
        with ExitStack() as stack:
            # the file has no name: it is gone when it is closed, however that comes about
            file = stack.enter_context(tempfile.TemporaryFile(prefix="s3map-"))
            write_xlsx(context, file, absolute(context.state.url), today)
            response = attachment(_chunks(file), MIMETYPE, file_name(context, today, "xlsx"))
            response.content_length = file.tell()
            response.call_on_close(stack.pop_all().close)
            return response


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
