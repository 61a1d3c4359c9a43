"""The panel beside the map: Sweden's overview, one region, or two regions side by side."""

from __future__ import annotations

from s3dash.analysis.priorities import priorities_of
from s3dash.views import html
from s3dash.views.basket import compare_button
from s3dash.views.bilateral import bilateral_panel
from s3dash.views.context import Context
from s3dash.views.glossary import explained
from s3dash.views.links import links_section
from s3dash.views.original import home_of, language_from, region_language
from s3dash.views.overview import overview_panel
from s3dash.views.parts import key_figures, linked, region_link, share_button, source_link, view_link
from s3dash.views.peers.panel_peers import peers_section
from s3dash.views.priorities import priorities_section
from s3dash.views.profile import profile_section
from s3dash.views.profile_page.whole import whole
from s3dash.views.projects import projects_section
from s3dash.views.spoken import finding

_LEVEL_TERM = {"lan": "county", "nuts2": "nuts2", "neighbours": "neighbour"}
"""What the glossary calls a region of a layer."""


def panel(context: Context) -> list[html.Element]:
    """Return the panel's content for the view: what stands inside `#region-panel`."""
    if context.state.region is None:
        return overview_panel(context)
    if context.state.other is not None:
        return bilateral_panel(context)
    return region_panel(context)


def region_panel(context: Context) -> list[html.Element]:
    """The four sections of one region below its head."""
    return [
        _head(context),
        _section_links(context),
        priorities_section(context),
        projects_section(context),
        links_section(context),
        peers_section(context),
        profile_section(context),
    ]


def close_link(context: Context) -> html.A:
    """The cross that leads back to the overview."""
    label = context.text("close")
    return view_link("\u00d7", context.state.but(region=None), "close", **{"aria-label": label, "title": label})


def _head(context: Context) -> html.Header:
    region, text = context.region, context.text
    facts = figures(context)
    return html.Header(
        [
            html.P(_place(context), className="kicker"),
            html.Div(
                [
                    html.H1(context.name(region.nuts_id), lang=region_language(context, region.nuts_id)),
                    compare_button(context, region.nuts_id),
                    share_button(text),
                    close_link(context),
                ],
                className="head-line",
            ),
            _local_name(context),
            _strategy(context),
            key_figures(facts),
            view_link(text("profile_page.link"), whole(context.state).but(page="profile"), "more"),
        ],
        className="panel-head",
        **{"aria-label": text("panel.head")},
        **finding(text, context.name(region.nuts_id), facts),
    )


def _place(context: Context) -> list[object]:
    """Level and code, then the region above it and, for a NUTS2 area, its counties."""
    region, text, dataset = context.region, context.text, context.dataset
    level = explained(context, _LEVEL_TERM[region.layer or ""], "head", text(f"level.{region.layer}"))
    place: list[object] = [level, f" {region.nuts_id}"]
    if region.layer == "lan" and region.parent:
        place += [" \u00b7 ", region_link(context, region.parent)]
    elif region.layer == "nuts2":
        for place_in_list, child in enumerate(dataset.children(region.nuts_id)):
            place += [", " if place_in_list else " \u00b7 ", region_link(context, child)]
    else:
        place += [" \u00b7 ", text(f"country.{region.country}")]
    return place


def _local_name(context: Context) -> html.P | None:
    local = context.region.name_local
    if not local or local == context.name(context.region.nuts_id):
        return None
    return html.P(local, className="local-name", lang=home_of(context.region.nuts_id))


def _strategy(context: Context) -> html.Element | None:
    """Who is responsible and which strategy is in force, with its status, for a county."""
    process = context.dataset.process_of(context.region.nuts_id)
    text = context.text
    if process is None:
        return html.P(text(f"strategy.none_{context.region.layer}"), className="strategy quiet")
    who = process.responsible_organisation
    year = f" ({process.strategy_year})" if process.strategy_year else ""
    title = html.Span(process.strategy_title, lang=language_from(process.strategy_title, process.nuts_id))
    return html.Div(
        [
            html.P(html.Strong(who, lang=language_from(who, process.nuts_id))),
            html.P([linked(title, process.strategy_url), year, " ", explained(context, "strategy", "head")]),
            html.P(
                [process.status(context.state.lang), " ", source_link(context, process.source_id)],
                className="quiet",
            ),
        ],
        className="strategy",
    )


def figures(context: Context) -> list[tuple[object, str]]:
    """Priorities, projects, known EU contribution and strongest link: the answer in one line."""
    text, state, region = context.text, context.state, context.region
    priorities = priorities_of(context.dataset, region.nuts_id, state.period)
    funding = context.store.funding(context.project_filter)
    if region.layer == "nuts2":
        own: set[str] = set()
        for county in context.dataset.children(region.nuts_id):
            own.update(d for p in priorities_of(context.dataset, county, state.period) for d in p.domains)
        first: tuple[object, str] = (text.number(len(own)), text.count("figure.domains", len(own)))
    else:
        count = text.number(len(priorities)) if priorities else html.Span(text("no_data"), className="name")
        first = (count, text.count("figure.priorities", len(priorities)))
    projects: object = text.number(funding.projects)
    if region.layer == "neighbours":
        none_known = html.Span(text("none_known"), className="name")
        projects = f"{text('at_least')} {projects}" if funding.projects else none_known
    figures = [first, (projects, text.count("figure.projects", funding.projects))]
    if funding.known_projects:
        figures.append((text.amount(funding.known_eur, funding.known_sek, state.currency), text("figure.known")))
    links = context.links
    if links:
        pair = view_link(context.name(links[0].other), state.but(other=links[0].other), "name")
        figures.append((pair, text("figure.strongest")))
    return figures


def _section_links(context: Context) -> html.Nav:
    names = ("priorities", "projects", "links", "peers", "profile")
    return html.Nav(
        [html.A(context.text(f"section_short.{name}"), href=f"#panel-{name}") for name in names],
        className="sections",
        **{"aria-label": context.text("panel.sections")},
    )
