"""What Excel workbooks share: their media type, and cells that are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter

from s3dash.export.columns import Value

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_767
_AS_WRITTEN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
"""No text becomes anything else."""
_LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 14},
    "name": {"bold": True, "valign": "top"},
    "text": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "link": {"valign": "top"},
    "number": {"valign": "top", "num_format": "#,##0"},
    "year": {"valign": "top", "num_format": "0"},
    "money": {"valign": "top", "num_format": "#,##0"},
    "decimal": {"valign": "top", "num_format": "#,##0.0##"},
    "date": {"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"},
}


@contextmanager
def workbook(file: BinaryIO, **options: bool) -> Iterator[tuple[Any, dict[str, Any]]]:
    """A new workbook and its formats by what they are for; written to the file, open for that and seekable, at the end.

    `options` are XlsxWriter's own, such as `constant_memory`.
    """
    # the folder goes with what is in it even if the workbook cannot be finished
    with TemporaryDirectory(prefix="s3map-") as folder:
        book = xlsxwriter.Workbook(file, _AS_WRITTEN | options | {"tmpdir": folder})
        try:
            yield book, {name: book.add_format(look) for name, look in _LOOKS.items()}
            book.close()
        finally:
            for sheet in book.worksheets():  # XlsxWriter leaves them open where the workbook cannot be finished
                with suppress(OSError):  # what they hold back may find no room either
                    if sheet.row_data_fh is not None:
                        sheet.row_data_fh.close()


def write_cell(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    """Write a value as what it is; a text is a text, whatever it begins with."""
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value[:_LONGEST_CELL], look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)
