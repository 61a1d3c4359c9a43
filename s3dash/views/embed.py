"""What stands alone in a frame on somebody else's page: the map, one chart, or a page without what is around it."""

from __future__ import annotations

from dataclasses import replace

from s3dash.map.geometry import MapGeometry
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.chart import chart, data_date, eurostat_source, priorities_source, projects_source
from s3dash.views.context import Context
from s3dash.views.items import item_name
from s3dash.views.kinds import ANALYSIS_PAGES, KINDS, Parts
from s3dash.views.map_view import Colouring, colouring, legend, legend_title, legend_unit, picture
from s3dash.views.parts import empty, web_link
from s3dash.views.spoken import OWN_WORDS

OF_PROJECTS = ("eu", "eu_per_capita", "projects")
"""Colours of the map that the choice of fund and programme decides."""


def embedded(context: Context, geometry: MapGeometry) -> Parts:
    """The parts of a view whose `embed` is `1`, each with a source line and a link back."""
    state = context.state
    if state.chart:
        return None, _chart_alone(context, geometry)
    if state.page == "explore":
        colours = colouring(context)
        return picture(context, geometry, colours), {
            "legend": legend(context, colours),
            "embed-head": _map_head(context, colours),
            "embed-foot": _foot(context, map_source(context)),
        }
    drawn, parts = KINDS[state.page].parts(context, geometry)
    return drawn, parts | {"embed-foot": _foot(context, data_date(context))}


def whole(state: ViewState) -> ViewState:
    """The same view in the dashboard itself."""
    return state.but(embed="", chart=None, start=state.start)


def subject(context: Context) -> str:
    """What a page is about, as "Skåne · Similar regions": its regions or its thing, and the page."""
    state, text = context.state, context.text
    if state.item:
        return item_name(context)
    about = state.compared if state.page == "compare" else (state.region, state.other)
    return " · ".join([*(context.name(code) for code in about if code), text(f"page.{state.page}")])


def map_source(context: Context) -> str:
    """Where the colours of the map come from, and the day of the data."""
    colour = context.state.colour
    if colour in ("priorities", "domain"):
        source = priorities_source(context)
    elif colour in OF_PROJECTS:
        source = projects_source(context)
    elif colour == "links":
        source = f"{priorities_source(context)}; {projects_source(context)}"
    else:
        source = eurostat_source(context, [colour])
    return f"{context.text('chart.source', source=source)} {data_date(context)}"


def _chart_alone(context: Context, geometry: MapGeometry) -> dict[str, html.Node]:
    """A chart of the page by its id, with links that lead to the dashboard itself."""
    state, text = context.state, context.text
    outside = replace(context, state=whole(state))
    page = ANALYSIS_PAGES.get(state.page)
    charts = page(outside, geometry).charts if page else ()
    shown = next((one for one in charts if one.id == state.chart), None)
    return {
        "embed-head": (html.P if shown else html.H1)(subject(context), className="kicker"),
        "page-content": chart(outside, replace(shown, level=1)) if shown else empty(text("embed.no_chart")),
        "embed-foot": _foot(context, "" if shown else data_date(context)),
    }


def _map_head(context: Context, colours: Colouring) -> html.Node:
    """What the colours mean and which projects they count; then what they say of the selected region."""
    state, text = context.state, context.text
    numbers = text.period(state.period) if context.measure.unit == "count" else legend_unit(context)
    filters = []
    if state.colour in OF_PROJECTS:
        filters += [text(f"fund.{state.fund}")] if state.fund else []
        filters += [context.programme_name(state.programme)] if state.programme else []
    return [
        html.H1(legend_title(context)),
        html.P(" · ".join([numbers, *filters]), className="quiet"),
        _said_of_region(context, colours),
    ]


def _said_of_region(context: Context, colours: Colouring) -> html.Element | None:
    codes = [code for code in (context.state.region, context.state.other) if code]
    if not codes:
        return None
    pieces: list[html.Node] = []
    for code in codes:
        value = colours.values.get(code)
        pieces += [" · " if pieces else None, html.Strong(context.name(code)), f" {value}" if value else None]
    return html.P(pieces, className="embed-said", **OWN_WORDS)


def _foot(context: Context, source: str) -> html.Node:
    """The source line and the way to the dashboard."""
    state, text = context.state, context.text
    names = [context.name(code) for code in (state.region, state.other) if code]
    app = text("app.name")
    words = text("embed.more", region=text.names(names), app=app) if names else text("embed.open", app=app)
    return [
        html.Span(source, className="source") if source else None,
        web_link(words, whole(state).url, "embed-back"),
    ]
