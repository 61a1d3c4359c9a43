"""Regions like one region: in structure, in priorities, in projects."""

from __future__ import annotations

from s3dash.analysis.structure import Ranking
from s3dash.analysis.traits import kind_of
from s3dash.data.store import Level
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.state import SHOWS
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.context import Context
from s3dash.views.parts import choices, view_link
from s3dash.views.peers.domain_table import Content
from s3dash.views.peers.peers_map import Others, peers_map
from s3dash.views.peers.priorities import priorities_view, priority_peers, without_class
from s3dash.views.peers.projects import portfolio_ranking, projects_view
from s3dash.views.peers.structure import structure_lead, structure_ranking, structure_view
from s3dash.views.peers.weights import weight_sliders

_EXAMPLES = ("SE33", "SE11", "SE22", "PL63", "EE00", "SE224", "SE331")
"""Regions to begin with: NUTS2 areas, neighbours and counties."""


def peers_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """The page for the view's region; without one, what to do and where to begin."""
    if context.state.region is None:
        return _without_region(context)
    show = context.state.show or SHOWS["peers"][0]
    ranking: Ranking | None = None
    content: Content
    if show == "structure":
        ranking = structure_ranking(context)
        content = structure_view(context, ranking)
        likeness = {peer.nuts_id: peer.likeness for peer in ranking.peers}
        few = Others(ranking.unranked, "missing", context.text("peers.too_few_figures"))
        level: Level = kind_of(context.dataset, ranking.nuts_id)
        drawn = peers_map(context, level, likeness, [few])
    elif show == "priorities":
        peers = priority_peers(context)
        content = priorities_view(context, peers)
        likeness = {peer.nuts_id: peer.similarity for peer in peers}
        drawn = peers_map(context, context.state.level, likeness, without_class(context, peers))
    else:
        portfolios = portfolio_ranking(context)
        content = projects_view(context, portfolios)
        likeness = {peer.nuts_id: peer.likeness for peer in portfolios.peers}
        few = Others(portfolios.too_few, "missing", context.text("peers.too_few_projects"))
        drawn = peers_map(context, context.state.level, likeness, [few] if portfolios.own.enough else [])
    return _page(context, show, content, drawn, ranking)


def _page(
    context: Context, show: str, content: Content, drawn: tuple[Picture, html.Node], ranking: Ranking | None
) -> AnalysisPage:
    text, state = context.text, context.state
    first = SHOWS["peers"][0]
    views = [
        (text(f"peers.show.{one}"), state.but(show=None if one == first else one, weights=()), one == show)
        for one in SHOWS["peers"]
    ]
    title = text("peers.title", region=context.name(context.region.nuts_id))
    lead = structure_lead(context) if ranking else text(f"peers.{show}.lead")
    nodes, charts = content
    one_level = show == "structure" and context.is_neighbour(context.region.nuts_id)
    return AnalysisPage(
        content=html.Div(nodes, className=f"peers-content {show}{' no-levels' if one_level else ''}"),
        charts=charts,
        # what these links say does not change with the weights, so that they stay right while a slider is moved
        settings=[
            page_head(context, title, lead, ("peer", "nuts2")),
            choices(text("peers.views"), views),
            weight_sliders(context, ranking) if ranking and (ranking.peers or ranking.unranked) else None,
        ],
        map=drawn[0],
        legend=drawn[1],
    )


def _without_region(context: Context) -> AnalysisPage:
    text = context.text
    drawn = peers_map(context, context.state.level, {})
    examples = [code for code in _EXAMPLES if context.dataset.has_region(code)]
    links = [html.Li(view_link(context.name(code), context.about(code), "button")) for code in examples]
    return AnalysisPage(
        content=html.Div(
            [html.H2(text("peers.examples")), html.Ul(links, className="peers-examples")], className="peers-content"
        ),
        settings=page_head(context, text("peers.title_any"), text("peers.choose")),
        map=drawn[0],
        legend=drawn[1],
    )
