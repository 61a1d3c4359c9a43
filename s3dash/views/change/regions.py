"""An area's regions one by one: how many domains each keeps, adds and drops."""

from __future__ import annotations

from s3dash.analysis.change import PriorityChange
from s3dash.views import html
from s3dash.views.change.counted import change_link
from s3dash.views.change.findings import KINDS, what
from s3dash.views.chart import PATTERNS, QUIET, SEQUENTIAL, Chart, priorities_source
from s3dash.views.context import Context
from s3dash.views.parts import missing

_FILLS = {
    "kept": (SEQUENTIAL[4], PATTERNS[0]),
    "new": (SEQUENTIAL[2], PATTERNS[0]),
    "gone": (QUIET, PATTERNS[1]),
}
_LACKS = ("no_earlier", "no_current", "no_list")


def regions_chart(context: Context, change: PriorityChange) -> Chart | None:
    """The chart of an area's regions in the order of their codes; None where it has no two that can be compared."""
    if len(change.compared) < 2:
        return None
    text = context.text
    compared = {code: found for code in change.holders if (found := change.of(code))}
    most = max(sum(found) for found in compared.values())
    return Chart(
        id="regions",
        title=text("change.priorities.regions_chart"),
        figure=_figure(context, change),
        columns=(text("fact.region"), *(text(f"change.priorities.column.{name}") for name in (*KINDS, "remark"))),
        rows=tuple(
            (context.name(code), *(compared.get(code) or (None, None, None)), _lacking(context, change, code))
            for code in change.holders
        ),
        alt="; ".join(f"{context.name(code)}: {what(context, found)}" for code, found in compared.items()) + ".",
        source=priorities_source(context),
        height=90 + 24 * len(change.holders),
        body=html.Ul(
            [_row(context, change, code, most) for code in change.holders],
            className="change-regions",
            **{"aria-label": text("change.priorities.regions_chart")},
        ),
    )


def _row(context: Context, change: PriorityChange, code: str, most: int) -> html.Li:
    name = html.Span(change_link(context, code), className="bar-name")
    found = change.of(code)
    if found is None:
        return html.Li([name, missing(_lacking(context, change, code))])
    parts = [
        html.Span(className=f"band {kind}", style={"width": f"{100 * n / most:.1f}%"})
        for kind, n in zip(KINDS, found, strict=True)
        if n
    ]
    return html.Li(
        [
            name,
            html.Span(parts, className="region-bands", **{"aria-hidden": "true"}),
            html.Span(what(context, found), className="flow-sum"),
        ]
    )


def _lacking(context: Context, change: PriorityChange, code: str) -> str:
    """Which list of a region is missing; nothing where it has both."""
    return next(
        (context.text(f"change.priorities.lacks.{kind}") for kind in _LACKS if code in getattr(change, kind)), ""
    )


def _figure(context: Context, change: PriorityChange) -> dict[str, object]:
    """Stacked bars; where a region lacks a list, that is said in place of its bar."""
    names = [context.name(code) for code in change.holders]
    numbers = [change.of(code) for code in change.holders]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": context.text(f"change.priorities.key.{kind}"),
                "y": names,
                "x": [found[at] if found else None for found in numbers],
                "marker": {"color": _FILLS[kind][0], "pattern": {"shape": _FILLS[kind][1]}},
            }
            for at, kind in enumerate(KINDS)
        ],
        "layout": {
            "barmode": "stack",
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
            "xaxis": {"title": {"text": context.text("change.priorities.regions_axis")}, "dtick": 2},
            "yaxis": {"autorange": "reversed", "showgrid": False},
            "annotations": [
                {
                    "x": 0,
                    "xshift": 6,
                    "y": context.name(code),
                    "text": lacks,
                    "xanchor": "left",
                    "showarrow": False,
                }
                for code in change.holders
                if (lacks := _lacking(context, change, code))
            ],
        },
    }
