"""Regions side by side: what they want, what is funded, what they are like, and what joins them."""

from __future__ import annotations

from s3dash.analysis.comparison import compare_environments, compare_priorities, pairs_of
from s3dash.analysis.comparison_numbers import compare_funding, compare_indicators
from s3dash.map.geometry import MapGeometry
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.compare.environments import environments_block
from s3dash.views.compare.funding import funding_block
from s3dash.views.compare.head import key_figures_table, kinds_note, peers_line, region_row
from s3dash.views.compare.indicators import indicators_block
from s3dash.views.compare.pairs import pairs_block, pairs_words
from s3dash.views.compare.priorities import priorities_block, priorities_words
from s3dash.views.compare.start import nothing_chosen, one_chosen
from s3dash.views.context import Context


def compare_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """Two to four regions side by side, in the order of the address; with fewer, how to choose them."""
    if not context.state.compared:
        return AnalysisPage(nothing_chosen(context))
    if len(context.state.compared) == 1:
        return AnalysisPage(one_chosen(context))
    return _side_by_side(context)


def _side_by_side(context: Context) -> AnalysisPage:
    dataset, store, state = context.dataset, context.store, context.state
    codes = state.compared
    priorities = compare_priorities(dataset, codes, state.period)
    funding = compare_funding(dataset, store, codes, context.money_filter)
    environments = compare_environments(dataset, codes)
    pairs = pairs_of(dataset, store, codes, context.money_filter)
    lead = " ".join((*priorities_words(context, priorities).main, *pairs_words(context, pairs).main))
    priorities_section, priority_charts = priorities_block(context, priorities)
    funding_section, funding_charts = funding_block(context, funding)
    indicators_section, indicator_charts = indicators_block(context, compare_indicators(dataset, codes))
    content = html.Div(
        [
            page_head(context, context.names(codes), lead, ("known", "shared")),
            peers_line(context),
            kinds_note(context),
            region_row(context),
            key_figures_table(context, priorities, funding, environments),
            priorities_section,
            funding_section,
            indicators_section,
            environments_block(context, environments),
            pairs_block(context, pairs),
        ],
        className="comparison",
        style={"--regions": len(codes)},
    )
    return AnalysisPage(content, (*priority_charts, *funding_charts, *indicator_charts))
