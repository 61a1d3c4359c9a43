"""The list as an Excel workbook: projects, partners, and a sheet on where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from s3dash.export.about import about_rows
from s3dash.export.columns import PARTNER_COLUMNS, PROJECT_COLUMNS, Column, Value, titles, values
from s3dash.export.workbook import workbook, write_cell
from s3dash.views.context import Context

SHEET_ROWS = 1_048_576
"""Rows of an Excel sheet, its head among them."""


def write_xlsx(context: Context, file: BinaryIO, address: str, today: date, sheet_rows: int = SHEET_ROWS) -> None:
    """Write the workbook; rows go to the disk one by one, so that memory does not grow with their number.

    Parameters
    ----------
    file
        Open for writing, and seekable.
    address
        The list's own address on the web, as the file names it.
    today
        The day on which the file is made.
    sheet_rows
        Rows of a sheet, the head among them; what is more goes on a further sheet.
    """
    with workbook(file, constant_memory=True) as (book, formats):
        text = context.text
        projects = _Sheets(context, book, formats, text("export.sheet.projects"), PROJECT_COLUMNS, sheet_rows)
        partners = _Sheets(context, book, formats, text("export.sheet.partners"), PARTNER_COLUMNS, sheet_rows)
        sources: set[str] = set()
        for records in context.store.batches(context.project_filter, context.state.order):
            for record in records:
                projects.write(record.project)
                for partner in record.partners:
                    partners.write(partner)
                sources.add(record.project.source_id)
                sources.update(partner.source_id for partner in record.partners)
        _write_about(book, formats, context, about_rows(context, address, today, projects.rows, sources))


@dataclass
class _Sheets:
    """One table on as many sheets as it needs."""

    context: Context
    book: Any
    formats: dict[str, Any]
    name: str
    columns: tuple[Column, ...]
    sheet_rows: int
    rows: int = 0
    _sheet: Any = field(default=None, init=False)
    _next: int = field(default=0, init=False)
    _number: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._add()

    def _add(self) -> None:
        self._number += 1
        self._sheet = self.book.add_worksheet(self.name if self._number == 1 else f"{self.name} {self._number}")
        self._sheet.freeze_panes(1, 2)
        for i, column in enumerate(self.columns):
            self._sheet.set_column(i, i, column.width)
        for i, title in enumerate(titles(self.context, self.columns)):
            self._sheet.write_string(0, i, title, self.formats["head"])
        self._next = 1

    def write(self, row: object) -> None:
        if self._next >= self.sheet_rows:
            self._add()
        for i, (column, value) in enumerate(
            zip(self.columns, values(self.context, self.columns, row), strict=True)
        ):
            write_cell(self._sheet, self._next, i, value, self.formats[column.kind])
        self._next += 1
        self.rows += 1


def _write_about(book: Any, formats: dict[str, Any], context: Context, rows: list[tuple[str, Value]]) -> None:
    sheet = book.add_worksheet(context.text("export.sheet.about"))
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 110)
    for number, (name, value) in enumerate(rows):
        sheet.write_string(number, 0, name, formats["name"])
        if isinstance(value, str):
            sheet.write_string(number, 1, value, formats["wrapped"])
        else:
            write_cell(sheet, number, 1, value, formats["date" if isinstance(value, date) else "number"])
