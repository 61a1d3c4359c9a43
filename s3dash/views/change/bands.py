"""The bands of a row: what runs through, what ends on its way, what begins there, and the key to them."""

from __future__ import annotations

from s3dash.analysis.change import DomainFlow, PriorityChange
from s3dash.views import html
from s3dash.views.change.findings import KINDS
from s3dash.views.change.flow_figure import rows_of_bands
from s3dash.views.context import Context

UNKNOWN = ("no_earlier", "no_current")


def key(context: Context, change: PriorityChange) -> html.Ul:
    """What each pattern means, of those that occur."""
    shown = [kind for kind in (*KINDS, *UNKNOWN) if any(getattr(flow, kind) for flow in change.flows)]
    return html.Ul(
        [
            html.Li([html.Span(className=f"band {kind}"), context.text(f"change.priorities.key.{kind}")])
            for kind in shown
        ],
        className="flow-key",
        **{"aria-hidden": "true"},
    )


def bands(flow: DomainFlow) -> html.Span:
    """The bands of one row, each as high as the number of its lists; what they say is said beside them too."""
    left, right = rows_of_bands(flow)
    lanes: list[html.Node] = []
    if flow.kept:
        lanes.append(_band("kept", len(flow.kept)))
    ends = [_band(kind, n) for kind in ("gone", "no_current") if (n := len(getattr(flow, kind)))]
    starts = [_band(kind, n) for kind in ("new", "no_earlier") if (n := len(getattr(flow, kind)))]
    if ends or starts:
        lanes.append(html.Span([html.Span(ends), html.Span(starts)], className="stubs"))
    return html.Span(lanes, className="bands", style={"--lists": max(left, right)}, **{"aria-hidden": "true"})


def _band(kind: str, n: int) -> html.Span:
    return html.Span(className=f"band {kind}", style={"--n": n})
