"""Alignment: which part of the EU money goes to what regions prioritise, region by region and for the country."""

from __future__ import annotations

from s3dash.analysis.alignment import alignment_of, alignments
from s3dash.analysis.balance import balance
from s3dash.map.geometry import MapGeometry
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.context import Context
from s3dash.views.domains.alignment_country import country_chart, country_section
from s3dash.views.domains.alignment_region import region_chart, region_section
from s3dash.views.domains.alignment_regions import regions_chart, regions_section
from s3dash.views.projects import coverage_note
from s3dash.views.shell import level_switch


def alignment_view(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """The list of regions, one region beside it where one is chosen, and the country's domains."""
    dataset, store, state = context.dataset, context.store, context.state
    wanted = context.money_filter
    rows = alignments(dataset, store, state.level, wanted)
    country = balance(dataset, store, wanted)
    charts = [regions_chart(context, rows)]
    detail, one = None, None
    if state.region:
        chosen = next((row for row in rows if row.nuts_id == state.region), None)
        chosen = chosen or alignment_of(dataset, store, state.region, wanted)
        detail = region_chart(context, chosen)
        charts += [detail] if detail else []
        one = region_section(context, chosen, detail)
    scatter = country_chart(context, country)
    charts += [scatter] if scatter else []
    content = html.Div(
        [
            page_head(context, context.text("alignment.title"), _lead(context), ("priority", "domain", "known")),
            coverage_note(context),
            html.Div([one, regions_section(context, rows, charts[0])], className="with-one" if detail else None),
            country_section(context, country, scatter),
        ],
        className="alignment",
    )
    return AnalysisPage(content, tuple(charts), settings=level_switch(context, form="plural"))


def _lead(context: Context) -> str:
    """What is held against what, and which money is counted where not all of it is."""
    text, state = context.text, context.state
    lead = text("alignment.lead", period=text.period(state.period))
    names = [text(f"fund.{state.fund}")] if state.fund else []
    names += [context.programme_name(state.programme)] if state.programme else []
    return f"{lead} {text('alignment.filtered', names=text.names(names))}" if names else lead
