"""What every chart must hold, whatever it shows."""

from __future__ import annotations

import json
import re

import plotly.graph_objects as go

from s3dash.views.chart import Chart


def valid(chart: Chart) -> go.Figure:
    """The chart's figure as Plotly understands it; AssertionError or ValueError where the chart is not whole."""
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", chart.id), chart.id
    for name in ("title", "alt", "source"):
        words = getattr(chart, name)
        assert words.strip() and "{" not in words and "None" not in words, f"{chart.id}.{name}: {words!r}"
    assert chart.rows, f"{chart.id} has an empty table"
    assert all(len(row) == len(chart.columns) for row in chart.rows), f"{chart.id}: cells and headings differ"
    assert len(set(chart.columns)) == len(chart.columns), chart.columns
    text = json.dumps(chart.figure, allow_nan=False)
    assert "title" not in chart.figure.get("layout", {}), "the title stands on the page"
    return go.Figure(json.loads(text))
