"""Rows of a table as plain Python, for code that reads a table once and then works without pandas."""

from __future__ import annotations

from typing import Any


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Return a table's rows as dicts, column -> value, with None where a cell is empty.

    Parameters
    ----------
    table
        A pandas DataFrame; its own types are kept (str, int, float, bool).
    """
    plain = table.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")
