"""The first page: who the region is, what it wants, what is funded there."""

from __future__ import annotations

from s3dash.analysis.priorities import Priority, domain_sharing, priorities_of
from s3dash.data.projects import Project
from s3dash.data.store import Group
from s3dash.map.geometry import MapGeometry
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.original import language_from, priority_words
from s3dash.views.panel import figures
from s3dash.views.parts import Bar, bars, confidence_mark, empty, key_figures, note, source_link, web_link
from s3dash.views.profile_page.back import called, likes
from s3dash.views.profile_page.paper_map import paper_map
from s3dash.views.profile_page.short import in_short, missing_list, other_list
from s3dash.views.projects import money_split, project_amount, project_link, remarks, years

_MOST_PRIORITIES, _MOST_OTHER, _MOST_SHARED = 8, 5, 6
_MOST_DOMAINS, _MOST_PROJECTS = 7, 4
"""What the page has room for, of the list of the other period less; of what is more, the number is said."""


def front(context: Context, geometry: MapGeometry) -> html.Section:
    """The first page."""
    peers = [peer.nuts_id for peer in likes(context).peers]
    linked = [link.other for link in called(context)]
    main = html.Div([_head(context), _wants(context)], className="sheet-main")
    side = html.Div([paper_map(context, geometry, peers, linked), _facts(context)], className="sheet-side")
    return html.Section(
        [html.Div([main, side], className="sheet-columns"), _funded(context)], className="sheet", id="profile-front"
    )


def _head(context: Context) -> html.Header:
    text, region = context.text, context.region
    place = [text("profile_page.kicker"), f"{text(f'level.{region.layer}')} {region.nuts_id}"]
    if region.layer == "lan" and region.parent:
        place.append(context.name(region.parent))
    elif region.layer == "neighbours":
        place.append(context.country(region.country))
    return html.Header(
        [
            html.P(" \u00b7 ".join(place), className="kicker"),
            html.H1(context.name(region.nuts_id)),
            html.P(in_short(context), className="lead"),
            key_figures(figures(context)),
        ],
        className="sheet-head",
    )


def _facts(context: Context) -> html.Dl:
    """Who answers for the strategy, and how large the region is."""
    text, region, lang = context.text, context.region, context.state.lang
    rows: list[tuple[str, html.Node]] = []
    process = context.dataset.process_of(region.nuts_id)
    if process:
        title = html.Span(process.strategy_title, lang=language_from(process.strategy_title, region.nuts_id))
        who = process.responsible_organisation
        rows.append((text("profile_page.responsible"), html.Span(who, lang=language_from(who, region.nuts_id))))
        linked = web_link(title, process.strategy_url) if process.strategy_url else title
        status = process.status(lang)
        rows.append((text("profile_page.strategy"), [linked, html.Small(status) if status else None]))
    else:
        rows.append((text("profile_page.strategy"), text(f"strategy.none_{region.layer}")))
    if region.layer == "nuts2":
        counties = [context.name(code) for code in context.dataset.children(region.nuts_id)]
        rows.append((text("level.lan_plural"), text.names(counties)))
    if region.population:
        year = f" ({region.population_year})" if region.population_year else ""
        rows.append((text("profile_page.population"), text.number(region.population) + year))
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in rows], className="sheet-facts")


def _wants(context: Context) -> html.Section:
    text, state = context.text, context.state
    parts: list[html.Node] = [_heading(context, "wants", text.period(state.period))]
    if context.region.layer == "nuts2":
        parts.append(_shared(context))
        return html.Section(parts, id="profile-wants")
    rows = priorities_of(context.dataset, context.region.nuts_id, state.period)
    most = _MOST_PRIORITIES if rows else _MOST_OTHER
    if not rows:
        rows = other_list(context)
        parts.append(empty(_why_none(context)))
        if rows:
            parts.append(html.H3(text("profile_page.other_list", period=text.period(rows[0].period))))
    elif rows[0].basis == "national":
        parts.append(note(text("priorities.basis_national", country=context.country(context.region.country))))
    parts.append(html.Ul([_priority(context, row) for row in rows[:most]], className="sheet-wants"))
    parts.append(_rest(context, "priorities", len(rows) - most))
    return html.Section(parts, id="profile-wants")


def _why_none(context: Context) -> str:
    """Why there is no list of the period; of Norwegian counties more is known."""
    text, region = context.text, context.region
    if region.country != "NO":
        return missing_list(context)
    period = text.period(context.state.period)
    return text("priorities.none_norway", region=context.name(region.nuts_id), period=period)


def _priority(context: Context, row: Priority) -> html.Li:
    """A priority in its own words, its English name where that helps, and its domains."""
    text, lang = context.text, context.state.lang
    details: list[html.Node] = []
    native = lang == "sv" and context.region.country == "SE"
    if row.name_en and not native and row.name_en.casefold() != row.name_original.casefold():
        details.append(html.Span(row.name_en, lang="en"))
    if row.basis == "part":
        details.append(html.Span(context.name(row.nuts_id)))
    details.append(html.Span(text.names([context.dataset.domain(one).short(lang) for one in row.domains])))
    details += [confidence_mark(text, row.confidence), source_link(context, row.source_id)]
    return html.Li([priority_words(row), html.Span(details, className="details")])


def _shared(context: Context) -> html.Node:
    """For a NUTS2 area: the domains that most of its counties prioritise."""
    text, state = context.text, context.state
    shares = [
        share for share in domain_sharing(context.dataset, context.region.nuts_id, state.period) if share.counties
    ]
    if not shares:
        return empty(text("priorities.none_in_counties"))
    rows = [
        html.Li(
            [
                html.Strong(context.dataset.domain(share.domain).name(state.lang)),
                html.Span(
                    [
                        text("priorities.shared_by", n=len(share.counties), m=share.of),
                        ": ",
                        text.names([context.name(code) for code in share.counties]),
                    ],
                    className="details",
                ),
            ]
        )
        for share in shares[:_MOST_SHARED]
    ]
    return html.Div(
        [
            note(text("priorities.shared_intro")),
            html.Ul(rows, className="sheet-wants"),
            _rest(context, "domains", len(shares) - _MOST_SHARED),
        ]
    )


def _funded(context: Context) -> html.Section:
    text, state, store = context.text, context.state, context.store
    query = context.project_filter
    funding = store.funding(query)
    heading = _heading(context, "funded", text.period(state.period))
    if not funding.projects:
        key = "none_neighbour" if context.is_neighbour(context.region.nuts_id) else "none"
        said = text(f"projects.{key}", region=context.name(context.region.nuts_id), period=text.period(state.period))
        return html.Section([heading, empty(said)], id="profile-funded")
    groups = [group for group in store.by_domain(query) if group.key is not None]
    largest = [
        project for project in store.page(query, order="largest", limit=_MOST_PROJECTS) if project.eu_eur is not None
    ]
    left = [money_split(context, funding), *_largest(context, largest)]
    right = [html.H3(text("projects.by_domain")), _domains(context, groups)] if groups else []
    return html.Section(
        [heading, html.Div([html.Div(left), html.Div(right)], className="sheet-halves")], id="profile-funded"
    )


def _domains(context: Context, groups: list[Group]) -> html.Node:
    """The domains with most projects, in bars."""
    text, state = context.text, context.state
    most = groups[0].projects
    rows = [
        Bar(
            context.dataset.domain(str(group.key)).name(state.lang),
            group.projects / most,
            text.number(group.projects),
            state.but(domain=group.key),
            detail=text.amount(group.known_eur, group.known_sek, state.currency) if group.known_eur else "",
        )
        for group in groups[:_MOST_DOMAINS]
    ]
    return [bars(rows, text("projects.by_domain")), _rest(context, "domains", len(groups) - _MOST_DOMAINS)]


def _largest(context: Context, projects: list[Project]) -> list[html.Node]:
    if not projects:
        return []
    rows = [
        html.Li(
            [
                html.Span(project_amount(context, project), className="value"),
                project_link(context, project),
                html.Span(
                    [
                        html.Span(project.lead_organisation) if project.lead_organisation else None,
                        html.Span(years(context, project)),
                        *remarks(context, project),
                    ],
                    className="details",
                ),
            ]
        )
        for project in projects
    ]
    return [
        html.H3(context.text.count("profile_page.largest", len(projects))),
        html.Ul(rows, className="sheet-projects"),
    ]


def _rest(context: Context, kind: str, n: int) -> html.P | None:
    return note(context.text.count(f"profile_page.rest.{kind}", n)) if n > 0 else None


def _heading(context: Context, name: str, aside: str) -> html.Div:
    return html.Div(
        [html.H2(context.text(f"profile_page.{name}")), html.Span(aside, className="aside")], className="section-head"
    )
