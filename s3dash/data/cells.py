"""Cells that a spreadsheet must not take for anything but what they are."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

_Cell = TypeVar("_Cell")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a text begins with that a spreadsheet may run as a formula; the last four are full-width forms."""


def neutral(value: _Cell) -> _Cell | str:
    """Put an apostrophe before a text that a spreadsheet could run as a formula; anything else stays as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def csv_cell(value: str | int | float | date | None) -> str:
    """Write a value into a CSV file: ISO dates, numbers with a point and at most two decimals, harmless texts."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value.replace("\x00", ""))
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if float(value).is_integer() else f"{value:.2f}"
