"""The matrix as a picture: Plotly's heat map with a colour for each look and the signs printed in the cells."""

from __future__ import annotations

from typing import Any

from s3dash.analysis.matrix import Key
from s3dash.views.chart import LINE, QUIET, SEQUENTIAL
from s3dash.views.context import Context
from s3dash.views.domains.matrix_cells.content import Content, Shown

_WHITE = "#ffffff"
COLOURS = {
    "plain": _WHITE, "zero": _WHITE, "none": _WHITE, "few": _WHITE, "unknown": LINE, "missing": LINE, "national": LINE,
    "other": SEQUENTIAL[0], "chosen": SEQUENTIAL[2], "both": SEQUENTIAL[4],
    **{f"c{number}": colour for number, colour in enumerate(SEQUENTIAL, start=1)},
}  # fmt: skip
"""Look of a cell -> its colour in the picture."""
_ROW, _HEAD = 22, 130


def figure(context: Context, content: Content, codes: tuple[str, ...]) -> dict[str, Any]:
    """The heat map: the rows and columns in the order of the page."""
    looks = tuple(dict.fromkeys(cell.look for cell in content.cells.values()))
    cells = [[content.cells[key] for key in _row(content, code)] for code in codes]
    heat = {
        "type": "heatmap",
        "x": [column_name(context, column) for column in content.columns],
        "y": [region_name(context, code) for code in codes],
        "z": [[looks.index(cell.look) for cell in row] for row in cells],
        "text": [[cell.sign for cell in row] for row in cells],
        "texttemplate": "%{text}",
        "customdata": [[cell.words for cell in row] for row in cells],
        "hovertemplate": "%{y}, %{x}: %{customdata}<extra></extra>",
        "zmin": -0.5,
        "zmax": len(looks) - 0.5,
        "colorscale": _steps([COLOURS[look] for look in looks]),
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
    }
    axis = {"type": "category", "showgrid": False, "ticks": ""}
    return {
        "data": [heat, *_legend(content)],
        "layout": {
            "xaxis": {**axis, "side": "top", "tickangle": -45, "title": {"text": context.text("column.domain")}},
            "yaxis": {
                **axis, "autorange": "reversed", "title": {"text": context.text("fact.region")}, "dtick": 1,
            },
            "legend": {"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top"},
        },
    }  # fmt: skip


def height(rows: int) -> int:
    """How high the picture is, in pixels of a laptop's screen."""
    return _HEAD + _ROW * rows


def column_name(context: Context, column: str | None) -> str:
    """A domain in a word or two, or what stands for none."""
    if column is None:
        return context.text("matrix.no_domain")
    return context.domain_short(column)


def region_name(context: Context, code: str) -> str:
    """A region's name; a neighbour's with its country."""
    name = context.name(code)
    return f"{name} ({context.dataset.region(code).country})" if context.is_neighbour(code) else name


def table(context: Context, content: Content, codes: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    """The values of every row, with what stands before and after them on the page."""
    rows: list[tuple[str, list[Shown], Shown | None]] = [
        (content.sums_name, [content.sums[column] for column in content.columns], content.totals.get("SE")),
        *(
            (region_name(context, code), [content.cells[key] for key in _row(content, code)], content.totals[code])
            for code in codes
        ),
    ]
    return tuple((name, *(cell.value for cell in cells), total.value if total else None) for name, cells, total in rows)


def _row(content: Content, code: str) -> list[Key]:
    return [(code, column) for column in content.columns]


def _steps(colours: list[str]) -> list[list[float | str]]:
    """A scale in which each colour has a step of its own."""
    steps: list[list[float | str]] = []
    for number, colour in enumerate(colours):
        steps += [[number / len(colours), colour], [(number + 1) / len(colours), colour]]
    return steps


def _legend(content: Content) -> list[dict[str, Any]]:
    """Empty series that only stand in the legend of the picture."""
    return [
        {
            "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": f"{sign} {words}".strip(),
            "marker": {"symbol": "square", "size": 14, "color": COLOURS[look], "line": {"color": QUIET, "width": 1}},
        }
        for look, sign, words in content.legend
    ]  # fmt: skip
