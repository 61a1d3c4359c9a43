"""The flow of an area's domains, counted list by list; a row opens to say which lists."""

from __future__ import annotations

from collections.abc import Iterable

from s3dash.analysis.change import DomainFlow, PriorityChange
from s3dash.analysis.priorities import CURRENT, EARLIER
from s3dash.views import html
from s3dash.views.change.bands import UNKNOWN, bands
from s3dash.views.change.findings import KINDS, what
from s3dash.views.chart import Cell
from s3dash.views.context import Context
from s3dash.views.parts import listed, view_link


def counted_body(context: Context, change: PriorityChange) -> list[html.Li]:
    """The rows: a domain, how many lists have it in each period, its bands, and what became of it in words."""
    text = context.text
    head = html.Li(
        [
            html.Span(text("change.priorities.domain")),
            html.Span(text.period(EARLIER), className="number"),
            html.Span(),
            html.Span(text.period(CURRENT), className="number"),
            html.Span(text("change.priorities.became")),
        ],
        className="flow-head",
        **{"aria-hidden": "true"},
    )
    return [head, *(_row(context, flow) for flow in change.flows)]


def _row(context: Context, flow: DomainFlow) -> html.Li:
    text = context.text
    summary = html.Summary(
        [
            html.Span(context.domain_name(flow.domain), className="flow-domain"),
            html.Span(
                [html.Span(f"{text.period(EARLIER)}: ", className="flow-period"), _number(context, flow, flow.before)],
                className="number",
            ),
            bands(flow),
            html.Span(
                [html.Span(f"{text.period(CURRENT)}: ", className="flow-period"), _number(context, flow, flow.now)],
                className="number",
            ),
            html.Span(_sum(context, flow), className="flow-sum"),
        ],
        className="flow-row",
    )
    groups = [
        html.Div(
            [
                html.Dt(text(f"change.priorities.detail.{kind}")),
                html.Dd(listed(change_link(context, code) for code in codes)),
            ]
        )
        for kind in (*KINDS, *UNKNOWN)
        if (codes := getattr(flow, kind))
    ]
    about = view_link(text("change.priorities.about_domain"), context.state.about("domain", flow.domain), "more")
    return html.Li(html.Details([summary, html.Dl(groups, className="facts"), html.P(about)]))


def _number(context: Context, flow: DomainFlow, n: int) -> str:
    """How many of the compared lists have a domain; a dash where only lists that cannot be compared have it."""
    return context.text.number(n) if flow.before or flow.now else "\u2013"


def _sum(context: Context, flow: DomainFlow) -> list[html.Node]:
    """The row in words: what the compared lists do, and how many cannot be compared."""
    text = context.text
    parts: list[html.Node] = []
    if flow.before or flow.now:
        parts.append(what(context, flow.counts))
    parts += [
        html.Small(text(f"change.priorities.sum_{kind}", n=text.number(len(lists))))
        for kind in UNKNOWN
        if (lists := getattr(flow, kind))
    ]
    return parts


def counted_rows(context: Context, change: PriorityChange) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Headings and rows of the data table: numbers of lists, and which they are."""
    text = context.text
    lacking = [kind for kind in UNKNOWN if getattr(change, kind)]
    names = ("domain", *KINDS, *(f"{kind}_in" for kind in KINDS), *lacking)
    columns = tuple(text(f"change.priorities.column.{name}") for name in names)

    def regions(codes: Iterable[str]) -> str:
        return ", ".join(context.name(code) for code in codes) or "\u2013"

    return columns, tuple(
        (
            context.domain_name(flow.domain),
            *(len(getattr(flow, kind)) for kind in KINDS),
            *(regions(getattr(flow, kind)) for kind in (*KINDS, *lacking)),
        )
        for flow in change.flows
    )


def change_link(context: Context, code: str) -> html.Node:
    """A region's name that leads to its own change over time, where the map draws it."""
    region = context.dataset.region(code)
    if not region.layer or code == context.state.region:
        return context.name(code)
    return view_link(context.name(code), context.about(code))
