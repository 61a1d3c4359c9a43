"""Where many regions work each for itself in a domain, and where one stands alone with company across the sea."""

from __future__ import annotations

from s3dash.analysis.overlap import Overlap, Overlaps, overlaps
from s3dash.map.geometry import MapGeometry
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.chart import chart
from s3dash.views.context import Context
from s3dash.views.domains.overlap_chart import overlap_chart
from s3dash.views.domains.overlap_rows import domain_rows
from s3dash.views.domains.overlap_table import overlap_table
from s3dash.views.domains.overlap_words import APART, domain_link, lead, own, sign_list, units, with_verdict
from s3dash.views.parts import empty, method_link, note, region_link, view_link
from s3dash.views.shell import level_switch


def overlap_view(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """Domains where many work apart, regions that stand alone, and every domain with its figures."""
    state, text = context.state, context.text
    found = overlaps(context.dataset, context.store, context.money_filter, state.level)
    drawn = overlap_chart(context, found)
    concerns = own(context, found)
    content: list[html.Node] = [
        page_head(context, text("overlap.title"), lead(context, found), ("domain", "hhi", "joint_project")),
        html.P(concerns, className="finding") if concerns else None,
    ]
    if state.domain:
        content.append(domain_rows(context, found.of(state.domain), found))
    elif not any(one.verdict == "unlisted" for one in found.domains):
        content += [_apart(context, found), _alone(context, found)]
    every = [html.H2(text("overlap.table.title")), chart(context, drawn), *overlap_table(context, found)]
    every.append(note(method_link(context, "overlap")))
    content.append(html.Section(every, className="every-domain"))
    levels = level_switch(context, text("overlap.level"), "plural")
    return AnalysisPage(html.Div(content, className="overlap"), (drawn,), settings=levels)


def _apart(context: Context, found: Overlaps) -> html.Section:
    text = context.text
    cards = [_card(context, one, found) for one in with_verdict(found, *APART)]
    words = {"units": units(context)}
    return html.Section(
        [
            html.H2(text("overlap.apart.title")),
            note(text("overlap.apart.intro", **words)),
            html.Ul(cards, className="apart") if cards else empty(text("overlap.apart.none", **words)),
        ],
        id="overlap-apart",
    )


def _card(context: Context, one: Overlap, found: Overlaps) -> html.Li:
    """A domain where many work apart: its signs, who prioritises it, and the way to the rows."""
    state, text = context.state, context.text
    names = [context.name(code) for code in one.regions]
    return html.Li(
        [
            html.H3(
                [
                    domain_link(context, one.domain, context.domain_name(one.domain)),
                    html.Small(text(f"overlap.verdict.{one.verdict}")),
                ]
            ),
            sign_list(context, one, found.together),
            html.P(text("overlap.apart.prioritised", names=text.names(names)), className="quiet"),
            html.P(
                [
                    domain_link(context, one.domain, text("overlap.apart.rows")),
                    html.A(text("overlap.apart.page"), href=state.about("domain", one.domain).url),
                ],
                className="ways",
            ),
        ],
        **{"data-domain": one.domain},
    )


def _alone(context: Context, found: Overlaps) -> html.Section:
    text = context.text
    items = [_lone(context, one) for one in with_verdict(found, "alone")]
    return html.Section(
        [
            html.H2(text("overlap.alone.title")),
            note(text("overlap.alone.intro", unit=units(context, 1))),
            html.Ul(items, className="alone")
            if items
            else empty(text("overlap.alone.none", unit=units(context, 1))),
        ],
        id="overlap-alone",
    )


def _lone(context: Context, one: Overlap) -> html.Li:
    """A region that stands alone in a domain, and each neighbour beside it as a way to the pair's page."""
    state, text = context.state, context.text
    (region,) = one.regions
    name = context.name(region)
    n = next((part.projects for part in one.parts if part.nuts_id == region), 0)
    target = state.but(page="projects", region=region, domain=one.domain)
    projects: html.Node = text("overlap.alone.no_projects", region=name)
    if n:
        projects = view_link(text.count("overlap.alone.projects", n, region=name), target)
    partners = state.but(page="partners", region=region, domain=one.domain)
    alone = text("overlap.alone.of", n=one.listed, units=units(context, one.listed))
    return html.Li(
        [
            html.H3(
                [
                    domain_link(context, one.domain, context.domain_name(one.domain)),
                    html.Small([region_link(context, region), ", ", alone]),
                ]
            ),
            html.P(_company(context, one, region)),
            html.P([projects, view_link(text("overlap.alone.partners", region=name), partners)], className="ways"),
        ],
        **{"data-domain": one.domain, "data-region": region},
    )


def _company(context: Context, one: Overlap, region: str) -> list[html.Node]:
    """The neighbours with the same domain, each with its country."""
    state, text = context.state, context.text
    company = text.count("overlap.alone.company", len(one.neighbours))
    words: list[html.Node] = [html.Span(company, className="quiet"), " "]
    for number, code in enumerate(one.neighbours):
        country = context.country(context.dataset.region(code).country)
        pair = state.but(page="explore", region=region, other=code)
        title = text("overlap.alone.pair", region=context.name(region), other=context.name(code))
        words += [", " if number else "", view_link(context.name(code), pair, title=title), f" ({country})"]
    return words
