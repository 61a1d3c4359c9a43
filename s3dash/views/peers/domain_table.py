"""What the views of priorities and of projects share: the list, and a table of regions by domains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from s3dash.state import PERIODS
from s3dash.views import html
from s3dash.views.chart import Chart
from s3dash.views.context import Context
from s3dash.views.parts import method_link, note, view_link
from s3dash.views.peers.rows import Row, compare_first, peer_list

Content: TypeAlias = tuple[list[html.Node], tuple[Chart, ...]]
"""What stands below the page's head, and its charts."""


def ranked_list(context: Context, rows: Sequence[Row], remarks: Sequence[html.Node] = ()) -> html.Section:
    """The list with its heading, the way to compare the first ones, and remarks."""
    return html.Section(
        [
            html.Div([html.H2(context.text("peers.list")), compare_first(context, rows)], className="section-head"),
            *peer_list(context, rows),
            *remarks,
            note(method_link(context, "peers", context.text("peers.method"))),
        ]
    )


def no_list(context: Context, words: str, known: Callable[[str], bool]) -> html.P:
    """Say that there is nothing to compare, and lead to the other period where there is something then."""
    text, state = context.text, context.state
    others = [period for period in PERIODS if period != state.period and known(period)]
    links = [
        view_link(text("peers.other_period", period=text.period(period)), state.but(period=period)) for period in others
    ]
    return html.P([words, " ", *links], className="empty")


def domain_table(
    context: Context, columns: Sequence[str], rows: Sequence[tuple[str, list[html.Td]]], css: str
) -> html.Div:
    """Regions by domains; the region itself, where it is a row, is no link."""
    own = context.region.nuts_id

    def name(code: str) -> html.Node:
        return context.name(code) if code == own else view_link(context.name(code), context.about(code))

    heads = [html.Th(column, scope="col") for column in columns]
    return html.Div(
        html.Table(
            [
                html.Thead(html.Tr([html.Th(context.text("fact.region"), scope="col"), *heads])),
                html.Tbody(
                    [
                        html.Tr([html.Th(name(code), scope="row"), *cells], className="own" if code == own else None)
                        for code, cells in rows
                    ]
                ),
            ],
            className=f"peer-domains {css}",
        ),
        className="table",
        tabindex="0",
        role="region",
        **{"aria-label": context.text(f"peers.{'priorities' if css == 'shared' else 'projects'}.lead")},
    )
