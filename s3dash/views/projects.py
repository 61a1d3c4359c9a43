"""The panel's section on projects: how many, how much is known, in what, and which."""

from __future__ import annotations

from dataclasses import replace

from s3dash.data.projects import Participation, Project
from s3dash.data.store import Funding, Group
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domains.alignment_line import alignment_line
from s3dash.views.glossary import explained
from s3dash.views.original import project_language
from s3dash.views.parts import (
    Bar,
    bars,
    choices,
    empty,
    note,
    region_link,
    section,
    source_link,
    view_link,
)

_IN_PANEL = 5
_BARS = 8


def projects_section(context: Context) -> html.Section:
    """Projects of the selected region under the shared filters."""
    text, state, store = context.text, context.state, context.store
    query = context.project_filter
    funding = store.funding(query)
    period = html.Span(text.period(state.period), className="aside")
    if not funding.projects:
        return section(
            "projects", text("section.projects"), [empty(_why_none(context)), _clear_filters(context)], period
        )
    every = state.but(page="projects", other=None)
    parts: list[html.Element | None] = [
        money_split(context, funding),
        coverage_note(context),
        alignment_line(context),
        html.H3(text("projects.by_domain")),
        group_bars(context, store.by_domain(replace(query, domain=None)), "domain"),
        html.H3(text("projects.by_programme")),
        group_bars(context, store.by_programme(replace(query, programme=None)), "programme"),
        html.Div(
            [
                html.H3(text("projects.list")),
                choices(
                    "",
                    [(text(f"order.{o}"), state.but(order=o), o == state.order) for o in ("newest", "largest")],
                ),
            ],
            className="list-head",
        ),
        project_list(context, store.page(query, order=state.order, limit=_IN_PANEL)),
        html.P(view_link(text.count("projects.all", funding.projects), every, "more")),
    ]
    aside = [explained(context, "known", "projects"), period]
    return section("projects", text("section.projects"), parts, aside)


def coverage_note(context: Context) -> html.P:
    """How complete the projects are, and how amounts were converted.

    What is said of the bundled lists no longer holds once other files have been imported.
    """
    text, state = context.text, context.state
    neighbour = state.region is not None and state.other is None and context.is_neighbour(state.region)
    said = "at_least" if neighbour and state.page == "explore" else "coverage"
    if context.dataset.store:
        said += "_imported"
    elif said == "coverage":
        said += f".{state.period}"
    return note([text(f"projects.{said}"), " ", text("projects.rates")])


def money_split(context: Context, funding: Funding) -> html.Dl:
    """EU contribution known, in shared grants, not published, and what is not Sweden's: things kept apart."""
    text, currency = context.text, context.state.currency
    unknown = not context.is_neighbour(context.state.region) if context.state.region else True
    region = context.state.region
    known = text("projects.known", region=context.name(region)) if region else text("projects.known_sweden")
    rows: list[tuple[str, str, str, str]] = []
    if funding.known_projects:
        amount = text.amount(funding.known_eur, funding.known_sek, currency)
        rows.append((known, amount, text.count("n.projects", funding.known_projects), "known"))
    elif unknown:
        rows.append((known, text("projects.nothing_known"), "", "known"))
    if funding.shared_projects:
        amount = text.amount(funding.shared_eur, funding.shared_sek, currency)
        rows.append((text("projects.shared"), amount, text.count("n.projects", funding.shared_projects), "shared"))
    if funding.unpublished_projects:
        n = text.count("n.projects", funding.unpublished_projects)
        rows.append((text("projects.unpublished"), text("projects.not_published"), n, "unpublished"))
    if funding.no_grant_projects:
        n = text.count("n.projects", funding.no_grant_projects)
        rows.append((text("projects.no_grant"), text("projects.no_grant_value"), n, "no-grant"))
    if funding.elsewhere_projects:
        n = text.count("n.projects", funding.elsewhere_projects)
        rows.append((text("projects.elsewhere"), text("projects.elsewhere_value"), n, "elsewhere"))
    return html.Dl([_money_row(*row) for row in rows], className="money")


def _money_row(label: str, value: str, projects: str, kind: str) -> html.Div:
    return html.Div([html.Dt(label), html.Dd([html.Strong(value), html.Small(projects)])], className=kind)


def group_bars(context: Context, groups: list[Group], kind: str) -> html.Element:
    """Bars of projects by domain or programme; a click filters by it, a click on the chosen one lifts the filter."""
    text, state = context.text, context.state
    chosen = getattr(state, kind)
    groups = sorted(groups, key=lambda group: group.key is None)
    most = max((group.projects for group in groups[:_BARS]), default=1)
    rows = []
    for group in groups[:_BARS]:
        if group.key is None:
            name, target = text("projects.unclassified"), state
        else:
            name = (
                context.programme_name(group.key)
                if kind == "programme"
                else context.domain_name(group.key)
            )
            target = state.but(**{kind: None if group.key == chosen else group.key})
        money = text.amount(group.known_eur, group.known_sek, state.currency) if group.known_eur else ""
        rows.append(
            Bar(
                name,
                group.projects / most,
                text.number(group.projects),
                target,
                group.key == chosen and chosen is not None,
                money,
            )
        )
    rest = sum(group.projects for group in groups[_BARS:])
    return html.Div(
        [
            bars(rows, text(f"projects.by_{kind}")),
            note(text.count("projects.rest", rest)) if rest else None,
        ]
    )


def project_list(context: Context, projects: list[Project]) -> html.Ul:
    """Projects with title, lead, years, amount, programme and source."""
    return html.Ul([_project_item(context, project) for project in projects], className="projects")


def _project_item(context: Context, project: Project) -> html.Li:
    programme = context.programme_name(project.programme_id)
    facts: list[object] = [html.Span(years(context, project)), html.Span(programme)]
    if project.lead_organisation:
        facts.insert(0, html.Span(project.lead_organisation, className="lead"))
    return html.Li(
        [
            html.Div(
                [project_link(context, project), html.Span(project_amount(context, project), className="value")],
                className="title",
            ),
            html.Span(
                [*facts, *remarks(context, project), source_link(context, project.source_id)],
                className="details",
            ),
        ]
    )


def project_link(context: Context, project: Project, words: html.Node = None) -> html.A:
    """A project's title as its source prints it, leading to its own page."""
    url = context.state.about("project", project.project_id).url
    return html.A(words or project.title, href=url, lang=project_language(project, project.title), className="original")


def years(context: Context, project: Project) -> str:
    """The years a project runs, or that its source does not say."""
    text = context.text
    if project.start_year is None and project.end_year is None:
        return text("projects.years_unknown")
    span = "\u2013".join(str(year) for year in sorted({y for y in (project.start_year, project.end_year) if y}))
    return span


def remarks(context: Context, project: Project) -> list[html.Span]:
    """What one must know about the row, as its source or its compiler says."""
    codes = (project.note or "").split()
    return [html.Span(context.text(f"remark.{code}"), className="mark") for code in codes]


def project_amount(context: Context, project: Project) -> list[html.Node]:
    """The grant with what it covers, or that it is not published."""
    text = context.text
    if project.eu_eur is None or project.eu_sek is None:
        return [html.Small(text("projects.not_published"))]
    amount = text.amount(project.eu_eur, project.eu_sek, context.state.currency)
    swedish = project.amount_covers == "swedish_partners"
    places = [code for code in project.regions if not swedish or code.startswith("SE")]
    if len(places) > 1:
        key = "projects.swedish_part_in" if swedish else "projects.shared_by"
        return [amount, html.Small(text(key, n=len(places)))]
    return [amount, html.Small(text("projects.swedish_part")) if swedish else None]


def partner_name(context: Context, partner: Participation) -> str:
    """The organisation; that it is a private person, who is not named; or that its name is not known."""
    if partner.organisation_type == "private_person":
        return context.text("partner.private_person")
    return partner.organisation or context.text("projects.unnamed_partner")


def joint_project_item(context: Context, project: Project) -> html.Li:
    """A joint project with its partners on both sides of the bilateral view."""
    text, state = context.text, context.state
    sides = []
    partners = context.store.partners(project.project_id)
    for side in (state.region, state.other):
        if side is None:
            continue
        area = context.dataset.area(side)
        names = sorted({partner_name(context, partner) for partner in partners if partner.nuts_id in area})
        sides.append(html.Div([region_link(context, side), ": ", text.names(names)], className="partners"))
    item = _project_item(context, project)
    item.children = [*item.children, *sides]
    return item


def _why_none(context: Context) -> str:
    text, state, region = context.text, context.state, context.region
    filtered = state.domain or state.fund or state.programme
    key = "none_filtered" if filtered else "none_neighbour" if context.is_neighbour(region.nuts_id) else "none"
    return text(f"projects.{key}", region=context.name(region.nuts_id), period=text.period(state.period))


def _clear_filters(context: Context) -> html.Element | None:
    state = context.state
    if not (state.domain or state.fund or state.programme):
        return None
    return html.P(view_link(context.text("filter.clear"), state.but(domain=None, fund=None, programme=None), "more"))
