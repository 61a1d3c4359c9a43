"""The flow of domains as a figure: bands from the earlier period to the current one, one row for each domain."""

from __future__ import annotations

from typing import Any

from s3dash.analysis.change import DomainFlow, PriorityChange
from s3dash.views.chart import QUIET, SEQUENTIAL
from s3dash.views.context import Context

STUB = 0.36
"""How far a band reaches that ends or begins in between, as a share of the width."""
_LIST, _GAP = {True: 24, False: 7}, {True: 0.7, False: 2.4}
"""Height of a list in pixels, and room between two rows in lists: for one region's own list, and for counted ones."""
_EDGES = 90
_LOOKS: dict[str, dict[str, Any]] = {
    "kept": {"fillcolor": SEQUENTIAL[4], "line": {"width": 0}},
    "new": {"fillcolor": SEQUENTIAL[2], "line": {"width": 0}},
    "gone": {"fillpattern": {"shape": "/", "fgcolor": QUIET, "size": 6}, "line": {"width": 1, "color": QUIET}},
    "no_earlier": {"fillcolor": "rgba(0,0,0,0)", "line": {"width": 1.5, "color": QUIET, "dash": "dot"}},
    "no_current": {"fillcolor": "rgba(0,0,0,0)", "line": {"width": 1.5, "color": QUIET, "dash": "dot"}},
}


def rows_of_bands(flow: DomainFlow) -> tuple[int, int]:
    """How many lists high a row is on the left and on the right."""
    return flow.before + len(flow.no_current), flow.now + len(flow.no_earlier)


def height(change: PriorityChange) -> int:
    """The height of the figure, in pixels."""
    lists = sum(max(rows_of_bands(flow)) + _GAP[change.alone] for flow in change.flows)
    return round(_EDGES + lists * _LIST[change.alone])


def flow_figure(context: Context, change: PriorityChange) -> dict[str, Any]:
    """Plotly's figure of the flow, for the picture: kept runs through, gone ends on its way, new begins there."""
    shapes: dict[str, tuple[list[float | None], list[float | None]]] = {kind: ([], []) for kind in _LOOKS}
    names, middles, notes = [], [], []
    top, gap = 0.0, _GAP[change.alone]
    for flow in change.flows:
        left = right = top
        for kind in _LOOKS:
            n = len(getattr(flow, kind))
            if not n:
                continue
            through, from_left = kind == "kept", kind in ("gone", "no_current")
            start = left if from_left else right
            _add(shapes[kind], start, n, 0.0 if through or from_left else 1 - STUB, STUB if from_left else 1.0)
            left += n if through or from_left else 0
            right += 0 if from_left else n
        rows = max(rows_of_bands(flow))
        names.append(context.domain_name(flow.domain))
        middles.append(top + rows / 2)
        notes.append((flow.before, flow.now))
        top += rows + gap
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": context.text(f"change.priorities.key.{kind}"),
            "x": xs,
            "y": ys,
            "fill": "toself",
            "hoverinfo": "skip",
            **_LOOKS[kind],
        }
        for kind, (xs, ys) in shapes.items()
        if xs
    ]
    return {"data": data, "layout": _layout(context, names, middles, [] if change.alone else notes, -gap, top)}


def _add(shape: tuple[list[float | None], list[float | None]], top: float, n: int, start: float, end: float) -> None:
    """Add a band to the polygons of its kind; None parts it from the one before."""
    xs, ys = shape
    if xs:
        xs.append(None)
        ys.append(None)
    xs += [start, end, end, start, start]
    ys += [top, top, top + n, top + n, top]


def _layout(
    context: Context, names: list[str], middles: list[float], counts: list[tuple[int, int]], top: float, bottom: float
) -> dict[str, Any]:
    ends = [(-0.02, "right", 0), (1.02, "left", 1)]
    return {
        "showlegend": True,
        "xaxis": {
            "range": [-0.08, 1.08],
            "tickvals": [0.05, 0.95],
            "ticktext": [context.text.period("2014-2020"), context.text.period("2021-2027")],
            "side": "top",
            "showgrid": False,
            "showline": False,
            "zeroline": False,
        },
        "yaxis": {
            "range": [bottom, top],
            "tickvals": middles,
            "ticktext": names,
            "showgrid": False,
            "showline": False,
            "zeroline": False,
        },
        "legend": {"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top"},
        "annotations": [
            {
                "x": x,
                "y": middle,
                "text": str(count[side]),
                "xanchor": anchor,
                "yanchor": "middle",
                "showarrow": False,
            }
            for middle, count in zip(middles, counts, strict=False)
            for x, anchor, side in ends
        ],
    }
