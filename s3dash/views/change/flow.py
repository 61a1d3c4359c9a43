"""The flow of domains from one period to the other: which run through, which end, which begin.

Each kind has a place and a pattern of its own and is named in words, so that the chart needs no colour.
"""

from __future__ import annotations

from s3dash.analysis.change import PriorityChange
from s3dash.analysis.priorities import CURRENT, EARLIER
from s3dash.views import html
from s3dash.views.change.bands import key
from s3dash.views.change.counted import counted_body, counted_rows
from s3dash.views.change.findings import KINDS, flow_names, gaps, what
from s3dash.views.change.flow_figure import flow_figure, height, rows_of_bands
from s3dash.views.change.own_list import own_body, own_rows
from s3dash.views.chart import Chart, priorities_source
from s3dash.views.context import Context


def flow_chart(context: Context, change: PriorityChange) -> Chart | None:
    """The chart of what became of each domain; None where no list is known."""
    if not change.flows:
        return None
    text = context.text
    columns, rows = (own_rows if change.alone else counted_rows)(context, change)
    body = (own_body if change.alone else counted_body)(context, change)
    return Chart(
        id="priorities",
        title=_title(context, change),
        figure=flow_figure(context, change),
        columns=columns,
        rows=rows,
        alt=_alt(context, change),
        source=priorities_source(context),
        note=" ".join(gaps(context, change)),
        height=height(change),
        body=html.Div(
            [
                key(context, change),
                html.Ul(body, className="flow", **{"aria-label": text("change.priorities.flow_label")}),
            ],
            className="flow-chart alone" if change.alone else "flow-chart",
            style={"--most": max(max(rows_of_bands(flow)) for flow in change.flows)},
        ),
    )


def _title(context: Context, change: PriorityChange) -> str:
    text = context.text
    region = context.name(change.holders[0] if change.alone else change.nuts_id)
    if change.compared:
        name = "chart_alone" if change.alone else "chart_many"
        return text(f"change.priorities.{name}", region=region, what=what(context, change.totals))
    if change.alone:
        period = CURRENT if change.no_earlier else EARLIER
        return text("change.priorities.chart_only", region=region, period=text.period(period))
    return text("change.priorities.chart_uncompared", region=region)


def _alt(context: Context, change: PriorityChange) -> str:
    text = context.text
    kinds = {kind: [flow for flow in change.flows if getattr(flow, kind)] for kind in KINDS}
    if not change.compared:
        return text("change.priorities.alt_unknown", names=flow_names(context, change.flows))
    if change.alone:
        names = {kind: flow_names(context, flows) for kind, flows in kinds.items()}
        return text("change.priorities.alt_alone", **names)
    said = [
        f"{context.domain_short(flow.domain)}: {what(context, flow.counts)}"
        for flow in change.flows
        if flow.before or flow.now
    ]
    return f"{'; '.join(said)}."
