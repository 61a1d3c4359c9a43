"""The list as CSV: UTF-8 with a byte order mark, commas, one row a project; written while it is sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from s3dash.data.cells import csv_cell
from s3dash.export.columns import PROJECT_COLUMNS, titles, values
from s3dash.views.context import Context

BOM = "\ufeff"
"""Tells Excel that the file is UTF-8."""


def csv_chunks(context: Context) -> Iterator[bytes]:
    """The file in pieces of some thousand rows, so that none but one of them is ever in memory."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow(titles(context, PROJECT_COLUMNS))
    yield _taken(buffer)
    for records in context.store.batches(context.project_filter, context.state.order):
        for record in records:
            writer.writerow([csv_cell(value) for value in values(context, PROJECT_COLUMNS, record.project)])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    """What the buffer holds; it is empty afterwards."""
    written = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return written
