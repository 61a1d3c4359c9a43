"""Figures that no native chart can show, as tables: coloured cells, or the values."""

from __future__ import annotations

from collections.abc import Iterable

from s3dash.export.slides.colours import DARK, of_figure
from s3dash.export.slides.figures import Trace, plain_words
from s3dash.export.slides.tables import Cell, Column, Table
from s3dash.export.slides.words import Paragraph, Run
from s3dash.text import Text
from s3dash.views.chart import Chart

_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 24, 7, 30
_UPRIGHT = 10
"""With more columns their headings stand upright."""


def heat_table(chart: Chart) -> Table | None:
    """A heat map as a table with coloured cells and its signs in them; None where the figure is none."""
    trace = chart.figure["data"][0] if chart.figure["data"] else {}
    if trace.get("type") != "heatmap":
        return None
    signs = trace.get("text") or [["" for _ in row] for row in trace["z"]]
    columns = [Column(" ", 3.2), *(Column(plain_words(str(name)), 1, "ctr") for name in trace["x"])]
    rows = []
    for name, values, row in zip(trace["y"], trace["z"], signs, strict=True):
        cells: list[Cell | str] = [plain_words(str(name))]
        for value, sign in zip(values, row, strict=True):
            fill = of_figure(_on_scale(trace, value)) if value is not None else "none"
            inked = "paper" if fill in DARK else "ink"
            cells.append(Cell((Paragraph((Run(plain_words(str(sign)), colour=inked),), "ctr"),), fill))
        rows.append(tuple(cells))
    return Table(
        tuple(columns),
        tuple(rows),
        sizes=(13, 12, 11, 10, 9, 8, 7.5, 7, 6),
        head_size=8,
        pad=(0.04, 0.008),
        anchor="ctr",
        upright=len(columns) > _UPRIGHT,
    )


def legend_of(chart: Chart) -> tuple[tuple[str, str], ...]:
    """Colour and words of the series that a heat map has for its legend alone."""
    return tuple(
        (of_figure(trace["marker"]["color"]), plain_words(trace.get("name", "")))
        for trace in chart.figure["data"][1:]
        if trace.get("type") == "scatter" and isinstance(trace.get("marker", {}).get("color"), str)
    )


def data_table(text: Text, chart: Chart) -> tuple[Table, int]:
    """A chart's values as a table, and how many of its rows are left out."""
    shown = chart.rows[:_MOST_ROWS]
    texts = {n: _longest(row[n] for row in shown) for n in range(len(chart.columns))}
    short = [n for n, longest in texts.items() if n == 0 or longest <= _LONGEST]
    kept = (short if len(short) > 2 else list(texts))[:_MOST_COLUMNS]
    numbers = {n: n > 0 and all(isinstance(row[n], int | float | None) for row in shown) for n in kept}
    words = {n: max(map(len, chart.columns[n].split(" "))) for n in kept}
    wanted = {n: 1.0 if numbers[n] else min(4.0, max(1.2, 0.09 * texts[n])) for n in kept}
    shares = {n: max(share, 0.17 * words[n]) for n, share in wanted.items()}
    columns = tuple(Column(chart.columns[n], shares[n], "r" if numbers[n] else "l") for n in kept)
    rows = tuple(tuple(_written(text, chart, row[n]) for n in kept) for row in shown)
    table = Table(columns, rows, sizes=(14, 13, 12, 11, 10, 9), pad=(0.07, 0.02), head_size=10)
    return table, len(chart.rows) - len(shown)


def _longest(values: Iterable[str | int | float | None]) -> int:
    """How many letters the longest of the texts among some values has."""
    return max((len(value) for value in values if isinstance(value, str)), default=0)


def _written(text: Text, chart: Chart, value: str | int | float | None) -> Run:
    if value is None:
        return Run(text("no_data"), italic=True, colour="quiet")
    if isinstance(value, str):
        return Run(value)
    decimals = 0 if isinstance(value, int) else chart.decimals if chart.decimals is not None else 1
    return Run(text.number(value, decimals))


def _on_scale(trace: Trace, value: float) -> str:
    """The colour of a value on a heat map's scale of steps."""
    low, high = trace.get("zmin", 0), trace.get("zmax", 1)
    share = min(max((value - low) / ((high - low) or 1), 0.0), 1.0)
    colour = str(trace["colorscale"][0][1])
    for at, step in trace["colorscale"]:
        if at <= share + 1e-9:
            colour = str(step)
    return colour
