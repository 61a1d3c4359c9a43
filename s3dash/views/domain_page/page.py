"""The page of one domain: who prioritises it, what is funded in it, who is active, and how it is shared."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.domain_profile import Holder, environments, holders, spread
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.context import Context
from s3dash.views.domain_page.environments import environments_section
from s3dash.views.domain_page.money import money_section
from s3dash.views.domain_page.onward import next_section, on_map, others_section
from s3dash.views.domain_page.organisations import organisations_section
from s3dash.views.domain_page.region import region_facts
from s3dash.views.domain_page.verdict import verdict_section
from s3dash.views.domain_page.who import who_section
from s3dash.views.map_view import colouring, legend, link_prefix
from s3dash.views.parts import key_figures, method_link, view_link


def domain_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """Build the page; KeyError if the taxonomy has no such domain.

    The map shows who prioritises the domain in the chosen period; a click on it shows that region's own words beside.
    """
    domain = context.dataset.domain(context.state.item or "").domain_id
    money, money_charts = money_section(context, domain)
    organisations, organisation_charts = organisations_section(context, domain)
    content: list[html.Node] = [
        _head(context, domain),
        verdict_section(context, domain),
        who_section(context, domain),
        money,
        organisations,
        environments_section(context, domain),
        next_section(context, domain),
        others_section(context, domain),
    ]
    drawn, colours = _map(context, domain)
    return AnalysisPage(content, (*money_charts, *organisation_charts), None, drawn, colours, region_facts(context))


def _head(context: Context, domain: str) -> list[html.Node]:
    text, state = context.text, context.state
    record = context.dataset.domain(domain)
    up = view_link(text("domain.all"), state.but(page="domains", region=None))
    of_it = context.store.funding(replace(context.money_filter, domain=domain))
    places = sum(map(len, environments(context.dataset, domain).values()))
    figures: list[tuple[object, str]] = [
        *(_having(context, layer, holders(context.dataset, domain, layer)) for layer in (state.level, "neighbours")),
        (text.number(of_it.projects), text.count("figure.projects", of_it.projects)),
    ]
    if of_it.known_projects:
        figures.append((text.amount(of_it.known_eur, of_it.known_sek, state.currency), text("figure.known")))
    figures.append((text.number(places), text.count("domain.figure.environments", places)))
    head = page_head(context, record.name(state.lang), f"{record.description(state.lang)}.", ("domain", "known"))
    method = method_link(context, "domain")
    kicker = html.P([up, " \u00b7 ", text.period(state.period), " \u00b7 ", method], className="kicker")
    return [kicker, head, key_figures(figures)]


def _having(context: Context, layer: str, found: tuple[Holder, ...]) -> tuple[object, str]:
    text = context.text
    counted = spread(found, context.state.period)
    if not counted.stating:
        return text("no_data"), text.count(f"domain.figure.{layer}", 0)
    share = text("domain.figure.of", n=text.number(counted.having), m=text.number(counted.stating))
    return share, text.count(f"domain.figure.{layer}", counted.stating)


def _map(context: Context, domain: str) -> tuple[Picture, list[html.Element | None]]:
    """Who prioritises the domain, as on the large map; a click stays on this page."""
    state = context.state
    large = replace(context, state=on_map(state, domain))
    colours = colouring(large)
    drawn = Picture(
        level=state.level,
        region=state.region or "",
        other="",
        link=link_prefix(state),
        classes=colours.classes,
        values=colours.values,
    )
    return drawn, legend(large, colours)
