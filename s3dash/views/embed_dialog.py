"""The dialog that gives out the code to show a view in another page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from s3dash.map.geometry import MapGeometry
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.embed import subject
from s3dash.views.kinds import ANALYSIS_PAGES
from s3dash.views.map_view import legend_title
from s3dash.views.parts import note

MAP_HEIGHT, PAGE_HEIGHT = 560, 800
_AROUND_CHART = 230
"""Height of a chart's heading, remark and source line."""
LOWEST, HIGHEST = 200, 3000


@dataclass(frozen=True)
class Piece:
    """Something that can be embedded: what it is called, its view, and the frame's usual height in pixels."""

    name: str
    title: str
    state: ViewState
    height: int


def pieces(context: Context, geometry: MapGeometry) -> list[Piece]:
    """What there is to embed on a page: the map, each of its charts, or else the page as it is."""
    state = context.state
    kept = state.compared if state.page == "compare" else ()
    alone = state.but(embed="1", chart=None, compared=kept, start=state.start)
    if state.page == "explore":
        names = [context.name(code) for code in (state.region, state.other) if code]
        return [Piece(context.text("embed.map"), " · ".join([legend_title(context), *names]), alone, MAP_HEIGHT)]
    page = ANALYSIS_PAGES.get(state.page)
    charts = page(context, geometry).charts if page else ()
    if charts:
        return [Piece(one.title, one.title, alone.but(chart=one.id), _frame_height(one.height)) for one in charts]
    return [Piece(context.text("embed.page"), subject(context), alone, PAGE_HEIGHT)]


def _frame_height(chart_height: int) -> int:
    """In whole tens of pixels."""
    return -(-(chart_height + _AROUND_CHART) // 10) * 10


def embed_dialog(
    context: Context, offered: Sequence[Piece], absolute: Callable[[str], str], framed_by: Sequence[str]
) -> html.Node:
    """The dialog's content; `assets/embed.js` writes the code and the preview into it.

    Parameters
    ----------
    offered
        What can be embedded, at least one.
    absolute
        Makes a whole address of a path with its query.
    framed_by
        The origins that may show it; none but the dashboard's own where it is empty.
    """
    text = context.text
    hosts = text("embed.hosts", hosts=text.names(list(framed_by))) if framed_by else text("embed.no_hosts")
    options = [
        html.Option(
            piece.name,
            value=piece.state.url,
            **{"data-address": absolute(piece.state.url), "data-title": piece.title, "data-height": piece.height},
        )
        for piece in offered
    ]
    return [
        html.Div(
            [
                html.H2(text("embed.title"), id="embed-title"),
                html.Button(
                    "×",
                    type="button",
                    className="close",
                    **{"data-embed-close": "1", "aria-label": text("embed.close")},
                ),
            ],
            className="dialog-head",
        ),
        html.P(text("embed.lead")),
        html.Div(
            [
                html.Label(
                    [html.Span(text("embed.what")), html.Select(options, id="embed-what")],
                    className="embed-choice",
                    hidden=len(offered) == 1,
                ),
                html.Label(
                    [
                        html.Span(text("embed.height")),
                        html.Input(id="embed-height", type="number", min=LOWEST, max=HIGHEST, step=10),
                    ]
                ),
            ],
            className="embed-settings",
        ),
        html.Label(
            [html.Span(text("embed.code")), html.Textarea(id="embed-code", readonly=True, rows=3, spellcheck="false")],
            className="embed-code",
        ),
        html.Div(
            [
                html.Button(
                    text("embed.copy"),
                    type="button",
                    className="button primary",
                    **{"data-embed-copy": text("embed.copied")},
                ),
                note(hosts),
            ],
            className="embed-copy",
        ),
        html.H3(text("embed.preview")),
        html.Div(id="embed-preview"),
    ]
