"""A region on two pages of paper."""

from __future__ import annotations

from dataclasses import replace

from s3dash.map.geometry import MapGeometry
from s3dash.state import PERIODS
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.context import Context
from s3dash.views.parts import choices, view_link
from s3dash.views.profile_page.back import back
from s3dash.views.profile_page.front import front
from s3dash.views.profile_page.whole import whole

_LAYERS = ("lan", "nuts2", "neighbours")


def profile_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """The profile of the selected region for the chosen period; without a region, those there are."""
    if context.state.region is None:
        return AnalysisPage(_start(context))
    paper = replace(context, state=whole(context.state))
    return AnalysisPage([front(paper, geometry), back(paper)], settings=_tools(context))


def _tools(context: Context) -> html.Div:
    """What stands above the paper on the screen: printing, the period, the way back to the map."""
    text, state = context.text, context.state
    periods = [(text.period(period), state.but(period=period), period == state.period) for period in PERIODS]
    return html.Div(
        [
            html.Button(text("profile_page.print"), type="button", className="button primary", **{"data-print": "1"}),
            choices(text("control.period"), periods),
            view_link(text("profile_page.to_map"), whole(state), "more"),
        ],
        className="profile-tools",
    )


def _start(context: Context) -> list[html.Node]:
    """Every region as a link to its profile."""
    text, state, dataset = context.text, context.state, context.dataset
    lists: list[html.Node] = []
    for layer in _LAYERS:
        level = {"level": layer} if layer != "neighbours" else {}
        codes = sorted(dataset.drawn(layer), key=lambda code: (dataset.region(code).country, code))
        links = [html.Li(view_link(context.name(code), state.but(region=code, **level))) for code in codes]
        lists.append(html.Section([html.H2(text(f"level.{layer}_plural")), html.Ul(links, className="profile-list")]))
    return [page_head(context, text("profile_page.start"), text("profile_page.start_lead")), *lists]
