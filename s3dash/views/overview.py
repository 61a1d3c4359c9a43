"""Nothing selected: Sweden's key figures, its most common domains, its programmes, and what the map can answer."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.priorities import domain_counts
from s3dash.data.schema import COUNTRY
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.glossary import explained
from s3dash.views.parts import Bar, bars, key_figures, note, region_link, source_link, view_link, web_link
from s3dash.views.projects import coverage_note, group_bars, money_split
from s3dash.views.spoken import finding


def overview_panel(context: Context) -> list[html.Element]:
    """Sweden as a whole."""
    text, figures = context.text, _figures(context)
    return [
        html.Header(
            [
                html.P([text("overview.kicker"), " ", explained(context, "s3", "overview")], className="kicker"),
                html.H1(text("overview.title")),
                html.P(text("overview.lead"), className="lead"),
                _start(context),
                key_figures(figures),
            ],
            className="panel-head",
            **finding(text, text("overview.title"), figures),
        ),
        _domains(context),
        _programmes(context),
        _projects(context),
        _questions(context),
    ]


def _figures(context: Context) -> list[tuple[str, str]]:
    state, text, dataset = context.state, context.text, context.dataset
    counties = set(dataset.drawn("lan"))
    rows = dataset.priorities
    of_period = rows[(rows["period"] == state.period) & rows["nuts_id"].isin(counties)]
    funding = context.store.funding(context.project_filter)
    projects = funding.projects - funding.elsewhere_projects
    return [
        (text.number(len(of_period)), text("figure.county_priorities", n=of_period["nuts_id"].nunique())),
        (text.number(projects), text.count("figure.projects", projects)),
        (text.amount(funding.known_eur, funding.known_sek, state.currency), text("figure.known")),
        (text.number(len(dataset.drawn("neighbours"))), text("figure.neighbours")),
    ]


def _domains(context: Context) -> html.Section:
    text, state = context.text, context.state
    shares = domain_counts(context.dataset, state.period)
    rows = [
        Bar(
            context.domain_name(share.domain),
            len(share.counties) / share.of,
            text("overview.of_counties", n=len(share.counties), m=share.of),
            _coloured_by(state, share.domain),
            state.domain == share.domain,
        )
        for share in shares
    ]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(text("overview.domains")),
                    explained(context, "domain", "overview"),
                    html.Span(text.period(state.period), className="aside"),
                ],
                className="section-head",
            ),
            note(text("overview.domains_note")),
            bars(rows, text("overview.domains")),
        ],
        id="overview-domains",
    )


def _coloured_by(state: ViewState, domain: str) -> ViewState:
    """Colour the map by a domain, or lift that choice again."""
    if state.domain == domain:
        return state.but(domain=None, colour="priorities")
    return state.but(domain=domain, colour="domain")


def _programmes(context: Context) -> html.Section:
    """The eight regional programmes and the national one, with budget and area."""
    text, state, dataset = context.text, context.state, context.dataset
    kinds = ("erdf_regional", "erdf_national")
    rows = [p for p in dataset.programme_list if p.kind in kinds and p.period == state.period]
    rows.sort(key=lambda p: -(p.budget_meur or 0))
    most = max((p.budget_meur or 0 for p in rows), default=0)
    items = []
    for programme in rows:
        areas = [a for a in dataset.areas_of(programme.programme_id) if dataset.region(a).layer == "nuts2"]
        name: object = context.programme_name(programme.programme_id)
        if len(areas) == 1:
            link = region_link(context, areas[0])
            link.children = name
            name = link
        about_budget = programme.budget_note(state.lang)
        budget = text("overview.no_budget")
        if programme.budget_meur:
            budget = text("money.EUR.million", n=text.number(programme.budget_meur, 0))
        items.append(
            html.Li(
                [
                    html.Span(name, className="bar-name"),
                    html.Span(
                        html.Span(style={"width": f"{100 * (programme.budget_meur or 0) / most:.1f}%"})
                        if most
                        else None,
                        className="bar-track",
                    ),
                    html.Span(budget, className="bar-value"),
                    html.Span(
                        [
                            html.Details(
                                [
                                    html.Summary(text("overview.focus")),
                                    html.P(programme.focus(state.lang)),
                                    note(about_budget) if about_budget else None,
                                ]
                            ),
                            web_link(text("overview.programme_page"), programme.url) if programme.url else None,
                            source_link(context, programme.source_id),
                        ],
                        className="details",
                    ),
                ],
                className="bar",
            )
        )
    return html.Section(
        [
            html.Div(
                [
                    html.H2(text("overview.programmes")),
                    explained(context, "erdf", "overview"),
                    html.Span(text.period(state.period), className="aside"),
                ],
                className="section-head",
            ),
            note(text(f"overview.programmes_note.{state.period}")),
            html.Ul(items, className="bars programmes"),
        ]
    )


def _projects(context: Context) -> html.Section:
    text, state = context.text, context.state
    query = context.project_filter
    funding = context.store.funding(query)
    count = text.count("projects.all", funding.projects)
    programmes = context.store.by_programme(replace(query, region=COUNTRY, programme=None))
    return html.Section(
        [
            html.Div(
                [
                    html.H2(text("section.projects")),
                    explained(context, "known", "overview"),
                    html.Span(text.period(state.period), className="aside"),
                ],
                className="section-head",
            ),
            money_split(context, funding),
            coverage_note(context),
            html.H3(text("projects.by_programme")),
            group_bars(context, programmes, "programme"),
            html.P(view_link(count, state.but(page="projects"), "more")),
        ],
        id="overview-projects",
    )


def _start(context: Context) -> html.Section:
    """Three things to try for whoever is here for the first time, and the way to the list of regions."""
    text, state = context.text, context.state
    plain = _plain(state)
    answers = {
        "region": plain.but(region="SE311"),
        "energy": plain.but(domain="energy", colour="domain"),
        "partner": plain.but(region="SE224", other="PL63"),
    }
    rows = [html.Li(view_link(text(f"question.{name}"), view)) for name, view in answers.items()]
    to_list = view_link(text("start.list"), state.but(show="list"), "more")
    heading = html.H2(text("start.heading"), id="heading-start")
    return html.Section(
        [heading, html.Ol(rows), to_list if state.show is None else None],
        className="start",
        **{"aria-labelledby": "heading-start"},
    )


def _questions(context: Context) -> html.Section:
    """What else the map can answer: questions that are links to their answers."""
    text, plain = context.text, _plain(context.state)
    answers = {
        "money": plain.but(colour="eu_per_capita", period="2014-2020"),
        "north": plain.but(region="SE33", level="nuts2"),
        "rd": plain.but(colour="gerd", level="nuts2"),
    }
    return html.Section(
        [
            html.H2(text("overview.questions")),
            html.Ul(
                [html.Li(view_link(text(f"question.{name}"), view)) for name, view in answers.items()],
                className="questions",
            ),
        ]
    )


def _plain(state: ViewState) -> ViewState:
    """The map with nothing chosen, shown as it is now."""
    return ViewState(lang=state.lang, currency=state.currency, show=state.show)
