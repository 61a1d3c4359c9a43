"""The cells of a national list's row, read as its mapping says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from s3dash.sources import parsing
from s3dash.sources.headers import Header
from s3dash.sources.listing import Cells
from s3dash.sources.mapping import Mapping as ListMapping


class ListCells(Cells):
    """The cells of one row, read as the mapping says; `remarks` gathers what the report counts.

    What stands below the first line, where the mapping says that only that counts, goes at once: an address is to
    stand in no reject either.
    """

    def __init__(
        self, mapping: ListMapping, row: Mapping[str, Any], columns: Mapping[str, str], header: Header
    ) -> None:
        super().__init__(_with_first_lines(row, columns, mapping), columns, header)
        self._mapping = mapping
        self.notes = list(mapping.notes)
        self.remarks: list[tuple[str, str]] = []

    def column(self, field: str) -> str:
        """Give the name of a field's column, or that of the field."""
        return self._columns.get(field, field)

    def text(self, field: str) -> str | None:
        """Give a text on one line; None for the list's own words for "nothing"."""
        value = super().text(field)
        return None if value and value.casefold() in self._mapping.nothing else value

    def day(self, field: str) -> str | None:
        """Give a day, in the order of the list."""
        if self._mapping.date_order == "dmy":
            return super().day(field)
        try:
            return parsing.day(self._row.get(self._columns.get(field, "")), self._mapping.date_order)
        except ValueError as error:
            raise self._error(field, str(error)) from None

    def amount(self, field: str) -> float | None:
        """Give an amount; 0 says that it is not known."""
        value = self._row.get(self._columns.get(field, ""))
        try:
            result = parsing.amount(value, self._mapping.decimal, zero_is_unknown=True)
        except ValueError as error:
            if self._mapping.unreadable_amounts == "reject":
                raise self._error(field, str(error)) from None
            self.remark(f"{self.column(field)}: an amount that cannot be read", str(value))
            return None
        if result is not None and result < self._mapping.smallest_amount:
            self.remark(f"{self.column(field)}: an amount too small to be believed", str(value))
            return None
        return result

    def remark(self, reason: str, value: str) -> None:
        """Note something that the report counts."""
        self.remarks.append((reason, value[:60]))


def _with_first_lines(row: Mapping[str, Any], columns: Mapping[str, str], mapping: ListMapping) -> Mapping[str, Any]:
    firsts = {}
    for field in mapping.first_line:
        value = row.get(columns.get(field, ""))
        if isinstance(value, str) and value.strip():
            firsts[columns[field]] = value.strip().splitlines()[0]
    return {**row, **firsts} if firsts else row
