"""A table as a picture: shades with the figures on them."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.views.chart import SEQUENTIAL


def heatmap(
    columns: Sequence[str],
    rows: Sequence[str],
    shades: Sequence[Sequence[float]],
    written: Sequence[Sequence[str]],
    darkest: float,
) -> dict[str, object]:
    """Return the figure: `written` stands on the cells, `shades` run from 0, which is white, to `darkest`."""
    return {
        "data": [
            {
                "type": "heatmap",
                "x": [_broken(column) for column in columns],
                "y": list(rows),
                "z": [[round(cell, 3) for cell in row] for row in shades],
                "zmin": 0,
                "zmax": darkest,
                "text": [list(row) for row in written],
                "texttemplate": "%{text}",
                "colorscale": [[0, "#ffffff"], [0.15, SEQUENTIAL[0]], [0.45, SEQUENTIAL[1]], [1, SEQUENTIAL[2]]],
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "xaxis": {"side": "top", "tickangle": 0, "showgrid": False},
            "yaxis": {"autorange": "reversed", "showgrid": False},
        },
    }


def _broken(words: str) -> str:
    """A heading on two lines, broken at the space nearest its middle."""
    spaces = [n for n, letter in enumerate(words) if letter == " "]
    if not spaces or len(words) < 9:
        return words
    middle = min(spaces, key=lambda n: abs(2 * n - len(words)))
    return f"{words[:middle]}<br>{words[middle + 1 :]}"
