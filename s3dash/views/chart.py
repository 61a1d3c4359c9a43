"""Charts: a figure for Plotly in the browser, with the words, the table and the files that every one of them has."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import note

# Figures have the colours of paper; `assets/chart.js` puts the theme's own in their place.
SERIES = ("#123c5b", "#d1431a", "#2f8f83", "#a779c4")
"""Colours of the regions side by side; each has another lightness, so that they differ in greyscale too."""
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "diamond", "square", "triangle-up")
PATTERNS = ("", "/", ".", "x")
"""Fills of bars, beside the colours."""
SEQUENTIAL = ("#d3e8e3", "#96cbc4", "#549fa8", "#2a6d88", "#123c5b")
"""The five classes of the map, light to dark."""
ACCENT, DEEP, QUIET, LINE = "#d1431a", "#14405c", "#8596a1", "#dfe5e9"
SOFT = "#556572"
"""Words that step back; QUIET is for lines and marks, too pale to be read."""

_HEADINGS = {1: html.H1, 2: html.H2, 3: html.H3}
Cell: TypeAlias = "str | int | float | None"


@dataclass(frozen=True)
class Chart:
    """One chart: what it shows, as a picture, as a table and in words.

    `figure` is Plotly's JSON (`data` and `layout`) with axis titles and units; fonts, margins and the writing of
    numbers come from `assets/chart.js`. `rows` are raw values, None where one is missing. `body` is shown instead of
    the drawing, which is then only made for the download. `height` is in pixels of a laptop's screen.
    """

    id: str
    title: str
    figure: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alt: str
    source: str
    note: str = ""
    height: int = 360
    body: html.Node = None
    decimals: int | None = None
    level: Literal[1, 2, 3] = 3
    """Of the title among the page's headings."""


def chart(context: Context, shown: Chart) -> html.Figure:
    """Write a chart: title, drawing, remark, source, and its table, CSV and PNG behind one click each.

    Until the drawing has come, and where it never does, its text alternative stands in its place.
    """
    text = context.text
    source = f"{text('chart.source', source=shown.source)} {data_date(context)}"
    figure = json.dumps(shown.figure, ensure_ascii=False, separators=(",", ":"))
    plot = html.Div(
        html.P(shown.alt, className="plot-words"),
        className="plot",
        role="img",
        style={"--plot-height": shown.height},
        **{"aria-label": f"{shown.title}. {shown.alt}"},
    )
    return html.Figure(
        [
            html.Figcaption(_HEADINGS[shown.level](shown.title)),
            plot if shown.body is None else shown.body,
            note(shown.note) if shown.note else None,
            html.Div(
                [
                    html.Span(source, className="source"),
                    html.Span(
                        [
                            html.A("CSV", href=csv_address(context, shown.id), download=True),
                            html.Button("PNG", type="button", **{"data-png": "1"}),
                        ],
                        className="chart-files",
                    ),
                    html.Details([html.Summary(text("chart.table")), _table(context, shown)]),
                ],
                className="chart-foot",
            ),
        ],
        className="chart",
        id=f"chart-{shown.id}",
        **{
            "data-figure": figure,
            "data-title": shown.title,
            "data-height": shown.height,
            "data-source": source,
            "data-separators": ", " if context.state.lang == "sv" else ".,",
        },
    )


def csv_address(context: Context, chart_id: str) -> str:
    """Where the values of a chart of this view are to be had as a file."""
    state = context.state
    return f"/charts{state.path}/{chart_id}.csv" + (f"?{state.query}" if state.query else "")


def data_date(context: Context) -> str:
    """The dashboard and the day of its data, as the end of a source line."""
    text = context.text
    return f"{text('app.name')}, {text.day(context.dataset.data_date.isoformat())}."


def _table(context: Context, shown: Chart) -> html.Div:
    heads = html.Tr([html.Th(column, scope="col") for column in shown.columns])
    rows = [
        html.Tr([_head_cell(row[0]), *(_cell(context, shown, value) for value in row[1:])]) for row in shown.rows
    ]
    return html.Div(
        html.Table([html.Caption(shown.title), html.Thead(heads), html.Tbody(rows)]), className="table", tabindex="0"
    )


def _head_cell(value: Cell) -> html.Th:
    return html.Th("" if value is None else str(value), scope="row")


def _cell(context: Context, shown: Chart, value: Cell) -> html.Td:
    if value is None:
        return html.Td(context.text("no_data"), className="missing")
    if isinstance(value, str):
        return html.Td(value)
    decimals = 0 if isinstance(value, int) else shown.decimals if shown.decimals is not None else 1
    return html.Td(context.text.number(value, decimals), className="number")


def priorities_source(context: Context) -> str:
    """Where priorities come from, in words."""
    return context.text("chart.source_priorities")


def projects_source(context: Context) -> str:
    """Where projects and their money come from, in words."""
    return context.text("chart.source_projects")


def priorities_and_projects_source(context: Context) -> str:
    """Where both come from, in words."""
    return f"{priorities_source(context)}; {projects_source(context)}"


def eurostat_source(context: Context, indicator_ids: Iterable[str]) -> str:
    """Eurostat's datasets behind some indicators, each once."""
    codes = (context.dataset.indicator(one).eurostat_code.split() for one in indicator_ids)
    return f"Eurostat ({', '.join(dict.fromkeys(code for group in codes for code in group))})"
