"""What is known of one to four regions as an Excel workbook: `tables.xlsx`.

Every sheet is a plain table with a row for each region and thing, so that it can be filtered and pivoted: numbers are
numbers, the unit stands in the heading or in a column of its own, and the last sheet lists every source.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from s3dash.export.columns import Kind, Value, day
from s3dash.export.tables_rows import Tables
from s3dash.export.workbook import MIMETYPE, workbook, write_cell
from s3dash.map.geometry import MapGeometry
from s3dash.views.context import Context
from s3dash.views.export_menu import has_tables, table_regions
from s3dash.views.filters import filters

__all__ = ["MIMETYPE", "has_tables", "tables"]

_LINE, _HEAD = 15, 62
"""Heights in points: of a line of text, and of the headings, which take up to four lines."""
_WIDE = 100
"""Width of the second column of the first sheet, in characters."""


@dataclass(frozen=True)
class _Column:
    """A column by its key in the catalogue (`tables.column.*`); its width is in characters."""

    name: str
    kind: Kind | str = "text"
    width: int = 14


def _columns(*given: str) -> tuple[_Column, ...]:
    """Columns written as `name`, `name:kind` or `name:kind:width`."""
    made = []
    for one in given:
        name, kind, width = [*one.split(":"), "", ""][:3]
        made.append(_Column(name, kind or "text", int(width or 14)))
    return tuple(made)


_PLACE = ("nuts_id", "region::24")
_CITED = ("source::36", "source_url:link:30")
_SHEETS = {
    "figures": _columns(
        *_PLACE, "level", "population:number", "population_year:year", "priorities:number", "projects:number",
        "known_projects:number", "known_eur:money:16", "known_sek:money:16", "shared_projects:number",
        "shared_eur:money:16", "shared_sek:money:16", "unpublished_projects:number", "no_grant_projects:number",
        "remark::50",
    ),
    "priorities": _columns(
        *_PLACE, "period", "name::50", "name_en::40", "domain::30", "more_domains::30", "basis::20", "confidence",
        *_CITED,
    ),
    "domains": _columns(
        *_PLACE, "domain::48", "projects:number", "known_projects:number", "known_eur:money:16", "known_sek:money:16"
    ),
    "years": _columns(
        *_PLACE, "year:year", "projects:number", "known_projects:number", "known_eur:money:16", "known_sek:money:16"
    ),
    "indicators": _columns(
        *_PLACE, "indicator::42", "value:decimal", "unit::24", "year:year", "flag::20", "value_of::24",
        "swedish_mean:decimal", "low:decimal", "high:decimal", *_CITED,
    ),
    "environments": _columns(
        *_PLACE, "environment::40", "kind::24", "town::18", "domain::40", "url:link:30", "confidence", *_CITED
    ),
    "links": _columns(
        *_PLACE, "other_id", "other::24", "strength:decimal", "joint_projects:number", "shared_domains::50",
        "programmes::50", "perhaps::40", "partnerships::40",
    ),
    "sources": _columns("source::70", "source_url:link:50", "accessed:date", "licence::30"),
}  # fmt: skip
"""Sheet -> its columns, in the order of the workbook; each is a method of `Tables`."""


def tables(context: Context, geometry: MapGeometry, address: str) -> bytes:
    """Return the workbook of the view's region, pair or comparison.

    Parameters
    ----------
    address
        The view's whole address, which the first sheet names.

    Raises
    ------
    ValueError
        If the view is about no region (see :func:`has_tables`).
    """
    codes = table_regions(context.state)
    if not codes:
        raise ValueError(f"There are no tables of {context.state.url}")
    made = Tables(context, codes)
    file = io.BytesIO()
    with workbook(file, in_memory=True) as (book, formats):
        _about(book, formats, context, codes, address)
        for name, columns in _SHEETS.items():
            _sheet(book, formats, context, name, columns, getattr(made, name)())
    return file.getvalue()


def _about(book: Any, formats: dict[str, Any], context: Context, codes: Sequence[str], address: str) -> None:
    """The first sheet: what the file is, of when, what was filtered, and how to read it."""
    text = context.text
    sheet = book.add_worksheet(text("tables.sheet.about"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, _WIDE)
    _for_paper(sheet)
    names = text.names([context.name(code) for code in codes])
    sheet.write_string(0, 0, text("tables.title", regions=names, app=text("app.name")), formats["title"])
    in_force = ("fund", "programme") if context.state.page == "compare" else ("domain", "fund", "programme")
    rows: list[tuple[str, Value]] = [
        (text("export.about.made"), date.today()),
        (text("export.about.data"), context.dataset.data_date),
        (text("tables.column.url"), address),
        (text("tables.column.period"), context.period_name()),
        *((row.label, row.value) for row in filters(context) if row.name in in_force),
        (text("export.about.counting"), text("export.about.never_split")),
        *(("", text(f"tables.rule.{key}")) for key in ("empty", "shared")),
        *(("", text(f"export.about.{key}")) for key in ("rates", "at_least")),
    ]
    for n, (name, value) in enumerate(rows, start=2):
        sheet.set_row(n, _LINE * (1 + len(value) // _WIDE) if isinstance(value, str) else _LINE)
        sheet.write_string(n, 0, name, formats["name"])
        write_cell(sheet, n, 1, value, formats["date" if isinstance(value, date) else "wrapped"])


def _sheet(
    book: Any,
    formats: dict[str, Any],
    context: Context,
    name: str,
    columns: Sequence[_Column],
    rows: Iterable[Sequence[Value]],
) -> None:
    sheet = book.add_worksheet(context.text(f"tables.sheet.{name}"))
    sheet.freeze_panes(1, 0 if name == "sources" else 2)
    _for_paper(sheet)
    sheet.repeat_rows(0)
    sheet.set_row(0, _HEAD)
    for i, column in enumerate(columns):
        sheet.set_column(i, i, column.width)
        sheet.write_string(0, i, context.text(f"tables.column.{column.name}"), formats["head"])
    last = 0
    for last, row in enumerate(rows, start=1):
        for i, (column, value) in enumerate(zip(columns, row, strict=True)):
            shown = day(value) if column.kind == "date" and isinstance(value, str) else value
            write_cell(sheet, last, i, shown, formats[column.kind])
    if last:
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _for_paper(sheet: Any) -> None:
    """A4 lying down, all columns on one page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
