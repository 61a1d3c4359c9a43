"""The page on change over time: priorities, projects and indicators of a region, a NUTS2 area or the country."""

from __future__ import annotations

from s3dash.analysis.change import priority_change
from s3dash.data.schema import COUNTRY
from s3dash.map.geometry import MapGeometry
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.change.findings import cautions, finding
from s3dash.views.change.flow import flow_chart
from s3dash.views.change.funding import funding_section
from s3dash.views.change.indicators import indicators_section
from s3dash.views.change.regions import regions_chart
from s3dash.views.chart import Chart, chart
from s3dash.views.context import Context
from s3dash.views.parts import choices, note, view_link

_EXAMPLES = ("SE311", "SE12", "PL72")
"""A county, a NUTS2 area and a neighbour whose lists of both periods are known."""


def change_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """The page for the chosen region, or for Sweden where none is chosen."""
    text = context.text
    name = context.name(context.state.region or COUNTRY)
    priorities, flows = _priorities(context)
    funding, money = funding_section(context)
    indicators, series = indicators_section(context)
    head = page_head(context, text("change.title", region=name), text("change.lead"), ("period", "priority"))
    return AnalysisPage(
        content=[head, _areas(context), priorities, funding, indicators], charts=(*flows, *money, *series)
    )


def _areas(context: Context) -> html.Node:
    """From the region to the areas around it; from the country to some regions."""
    text, state = context.text, context.state
    country = state.but(region=None)
    if state.region:
        region = context.region
        around = [state.region] + ([region.parent] if region.layer == "lan" and region.parent else [])
        options = [(context.name(code), context.about(code), code == state.region) for code in around]
        return choices(text("change.show"), [*options, (context.name(COUNTRY), country, False)])
    examples = [code for code in _EXAMPLES if context.dataset.has_region(code)]
    return html.P(
        [
            text("change.begin"),
            *([" ", view_link(context.name(code), context.about(code), "choice")] for code in examples),
        ],
        className="change-begin",
    )


def _priorities(context: Context) -> tuple[html.Section, tuple[Chart, ...]]:
    text = context.text
    change = priority_change(context.dataset, context.state.region or COUNTRY)
    charts = tuple(made for make in (flow_chart, regions_chart) if (made := make(context, change)))
    heading = html.H2(text("change.priorities.heading"), id="heading-change")
    parts: list[html.Node] = [heading, html.P(finding(context, change), className="finding")]
    parts += [chart(context, made) for made in charts]
    parts += [note(remark) for remark in cautions(context, change)]
    section = html.Section(parts, id="change-priorities", **{"aria-labelledby": "heading-change"})
    return section, charts
