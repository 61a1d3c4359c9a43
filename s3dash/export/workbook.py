"""What Excel workbooks share: their media type, and cells that are what they are."""

from __future__ import annotations

from datetime import date
from typing import Any

from s3dash.export.columns import Value

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_767


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
