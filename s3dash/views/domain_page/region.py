"""Beside the map: what the region that was clicked says of the domain, and the ways on from there."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.domain_profile import standing
from s3dash.data.schema import PERIODS
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domain_page.who import region_name, says
from s3dash.views.parts import note, view_link


def region_facts(context: Context) -> html.Node:
    """The chosen region's own words in both periods, its projects in the domain; how to choose one where none is."""
    text, state, dataset = context.text, context.state, context.dataset
    domain = state.item or ""
    code = state.region
    if code is None:
        return note(text("domain.facts.choose"))
    parts: list[html.Node] = [html.H2(context.name(code))]
    for period in reversed(PERIODS):
        parts += [html.H3(text.period(period)), says(context, domain, standing(dataset, code, domain, period))]
    parts.append(html.P(_projects(context, domain, code)))
    links: list[html.Node] = []
    if not context.is_neighbour(code):
        finder = state.but(page="partners", domain=domain)
        links.append(html.Li(view_link(text("domain.facts.partners"), finder)))
    whole = region_name(context, domain, code)
    whole.children = text("domain.facts.panel")
    links += [html.Li(whole), html.Li(view_link(text("domain.facts.clear"), state.but(region=None)))]
    return html.Div([*parts, html.Ul(links, className="ways")], className="region-facts")


def _projects(context: Context, domain: str, code: str) -> html.Node:
    text, period = context.text, context.text.period(context.state.period)
    n = context.store.projects_by_unit(replace(context.money_filter, domain=domain))[code]
    if not n:
        return text("domain.facts.no_projects", period=period)
    key = "domain.facts.at_least" if context.is_neighbour(code) else "domain.facts.projects"
    target = context.state.but(page="projects", domain=domain, region=code)
    return view_link(text.count(key, n, period=period), target, "more")
