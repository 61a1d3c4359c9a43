"""The page of one organisation: its projects, its partners, and where both are."""

from __future__ import annotations

from s3dash.data.projects import Organisation
from s3dash.state import EVERY_PERIOD, ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.items import ItemPage, facts, report_link
from s3dash.views.little_map import counts_map
from s3dash.views.original import foreign
from s3dash.views.parts import Bar, bars, empty, key_figures, note, region_link, view_link
from s3dash.views.projects import project_list

_PROJECTS, _PARTNERS, _BARS = 10, 25, 8


def organisation_page(context: Context) -> ItemPage:
    """Build the page; KeyError if the store does not know the organisation."""
    organisation = context.store.organisation(context.state.item or "")
    partners = context.store.partners_of(organisation.organisation_id, limit=_PARTNERS)
    drawn, legend = counts_map(context)
    content = [
        _head(context, organisation),
        _section(context, "projects", _projects(context, organisation)),
        _section(context, "domains", _domains(context)),
        _section(context, "partners", _partners(context, partners)),
    ]
    rows: list[tuple[str, html.Node]] = [
        (context.text("fact.type"), _type(context, organisation)),
        (context.text("fact.country"), context.country(organisation.country)),
        (context.text("fact.region"), _region(context, organisation)),
        (context.text("fact.id"), organisation.organisation_id),
    ]
    beside = [facts(rows), note(context.text("organisation.map_note")), report_link(context)]
    return ItemPage(content, beside, drawn, legend)


def _section(context: Context, name: str, children: html.Node) -> html.Section:
    heading = html.H2(context.text(f"organisation.{name}"), id=f"heading-{name}")
    return html.Section([heading, children], id=f"organisation-{name}", **{"aria-labelledby": f"heading-{name}"})


def _head(context: Context, organisation: Organisation) -> html.Header:
    text, store = context.text, context.store
    regions = [code for code, n in store.projects_by_unit(context.project_filter).items() if n and _in_counts(code)]
    figures: list[tuple[object, str]] = [
        (text.number(organisation.projects), text.count("figure.projects", organisation.projects)),
    ]
    if regions:
        figures.append((text.number(len(regions)), text.count("figure.regions", len(regions))))
    return html.Header(
        [
            html.P([text("organisation.kicker"), " \u00b7 ", _place(context, organisation)], className="kicker"),
            html.H1(foreign(organisation.name, organisation.country)),
            key_figures(figures),
        ],
        className="page-head",
    )


def _place(context: Context, organisation: Organisation) -> str:
    """Its region, where that is known, and its country."""
    code, country = organisation.nuts_id, context.country(organisation.country)
    if code is None or len(code) == 2 or not context.dataset.has_region(code):
        return country
    return f"{context.name(code)}, {country}"


def _in_counts(code: str) -> bool:
    """Whether a drawn unit is counted: NUTS2 areas of Sweden repeat their counties."""
    return not (code.startswith("SE") and len(code) == 4)


def _list_of(context: Context) -> ViewState:
    state = context.state
    bare = ViewState(lang=state.lang, page="projects", currency=state.currency, period=EVERY_PERIOD)
    return bare.but(organisation=state.item)


def _projects(context: Context, organisation: Organisation) -> list[html.Node]:
    shown = context.store.page(context.project_filter, order="newest", limit=_PROJECTS)
    every = view_link(context.text.count("projects.all", organisation.projects), _list_of(context), "more")
    return [project_list(context, shown), html.P(every)]


def _domains(context: Context) -> html.Node:
    text = context.text
    groups = [group for group in context.store.by_domain(context.project_filter) if group.key]
    if not groups:
        return empty(text("project.no_domain"))
    most = groups[0].projects
    rows = [
        Bar(
            context.domain_name(group.key or ""),
            group.projects / most,
            text.number(group.projects),
            _list_of(context).but(domain=group.key),
        )
        for group in groups[:_BARS]
    ]
    return bars(rows, text("organisation.domains"))


def _partners(context: Context, partners: list[tuple[Organisation, int]]) -> html.Node:
    text = context.text
    if not partners:
        return empty(text("organisation.no_partners"))
    rows = []
    for partner, shared in partners:
        url = context.state.about("organisation", partner.organisation_id).url
        link = html.A(foreign(partner.name, partner.country), href=url)
        number = html.Span(text.count("n.projects", shared))
        details = html.Span([_place(context, partner), number], className="details")
        rows.append(html.Li([link, details]))
    return [note(text("organisation.partners_note")), html.Ul(rows, className="plain two-columns")]


def _type(context: Context, organisation: Organisation) -> str | None:
    key = f"organisation_type.{organisation.organisation_type}"
    return context.text(key) if organisation.organisation_type and context.text.has(key) else None


def _region(context: Context, organisation: Organisation) -> html.Node:
    code = organisation.nuts_id
    if code is None or len(code) == 2:
        return None
    return region_link(context, code) if context.dataset.has_region(code) else code
