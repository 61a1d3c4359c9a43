"""The page that lists every project under the same filters as the map."""

from __future__ import annotations

from s3dash.data.store import Project
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import choices, empty, foreign, note, region_link, source_link, view_link
from s3dash.views.projects import money_split, project_amount, remarks, years

PAGE_SIZE = 50


def projects_page(context: Context) -> list[html.Element | None]:
    """Filters as removable chips, sums, and one page of the table."""
    text, state, store = context.text, context.state, context.store
    query = context.project_filter
    count = store.count(query)
    start = min(state.start, max(count - 1, 0)) // PAGE_SIZE * PAGE_SIZE
    head = html.Header(
        [
            html.H1(_heading(context)),
            _chips(context),
        ],
        className="page-head",
    )
    if not count:
        return [head, empty(text("projects.none_filtered_page"))]
    orders = [(text(f"order.{o}"), state.but(order=o), o == state.order) for o in ("newest", "largest")]
    return [
        head,
        money_split(context, store.funding(query)),
        note([text(f"projects.coverage.{state.period}"), " ", text("projects.rates")]),
        html.Div(
            [
                html.P(text.count("n.projects", count), className="count"),
                choices(text("order.label"), orders),
            ],
            className="list-head",
        ),
        _table(context, start),
        _pager(context, start, count),
    ]


def _heading(context: Context) -> str:
    state, text = context.state, context.text
    if state.region and state.other:
        return text("projects.heading_pair", region=context.name(state.region), other=context.name(state.other))
    if state.region:
        return text("projects.heading_region", region=context.name(state.region))
    return text("projects.heading")


def _chips(context: Context) -> html.Div:
    """The filters in force, each removed with a click, and the way back to the map."""
    state, text, dataset, lang = context.state, context.text, context.dataset, context.state.lang
    chips: list[tuple[str, ViewState]] = []
    if state.region:
        chips.append((context.name(state.region), state.but(region=None)))
    if state.other:
        chips.append((context.name(state.other), state.but(other=None)))
    if state.domain:
        chips.append((dataset.domain(state.domain).name(lang), state.but(domain=None)))
    if state.fund:
        chips.append((text(f"fund.{state.fund}"), state.but(fund=None)))
    if state.programme:
        chips.append((context.programme_name(state.programme), state.but(programme=None)))
    links = [
        view_link([name, html.Span(" \u00d7")], target, "chip", **{"aria-label": text("filter.remove", name=name)})
        for name, target in chips
    ]
    back = view_link(text("projects.on_map"), state.but(page="explore"), "more")
    return html.Div([html.Span(text.period(state.period), className="chip fixed"), *links, back], className="chips")


def _table(context: Context, start: int) -> html.Div:
    text = context.text
    projects = context.store.page(context.project_filter, order=context.state.order, limit=PAGE_SIZE, offset=start)
    columns = ("title", "lead", "places", "years", "domain", "programme", "amount", "source")
    rows = []
    for project in projects:
        places: list[object] = []
        for code in project.regions[:4]:
            places += [", "] if places else []
            places.append(region_link(context, code) if context.dataset.has_region(code) else code)
        if len(project.regions) > 4:
            places.append(text("projects.more_places", n=len(project.regions) - 4))
        title: list[object] = [foreign(project.title)]
        if project.summary_en:
            title.append(html.Small(project.summary_en, lang="en"))
        title += remarks(context, project)
        lead = (
            html.Span(project.lead_organisation, lang="mul")
            if project.lead_organisation
            else text("projects.lead_unknown")
        )
        cells = {
            "lead": lead,
            "places": places,
            "years": years(context, project),
            "domain": _domain(context, project),
            "programme": context.programme_name(project.programme_id),
            "amount": html.Span(project_amount(context, project)),
            "source": source_link(context, project.source_id),
        }
        row = [
            html.Td(cell, className=f"cell-{name}", **{"data-label": text(f"column.{name}")})
            for name, cell in cells.items()
        ]
        rows.append(html.Tr([html.Th(title, scope="row"), *row]))
    head = html.Thead(html.Tr([html.Th(text(f"column.{name}"), scope="col") for name in columns]))
    table = html.Table([html.Caption(text("projects.caption")), head, html.Tbody(rows)])
    return html.Div(table, className="table", tabIndex="0", role="region", **{"aria-label": text("projects.caption")})


def _domain(context: Context, project: Project) -> html.Node:
    """A project's domain, and whether it is only a guess from its words."""
    text = context.text
    if project.domain_id is None:
        return text("projects.unclassified")
    name = context.dataset.domain(project.domain_id).name(context.state.lang)
    guessed = project.domain_by == "keywords"
    return html.Span([name, html.Small(text("projects.by_keywords"))]) if guessed else name


def _pager(context: Context, start: int, count: int) -> html.Nav | None:
    text, state = context.text, context.state
    if count <= PAGE_SIZE:
        return None
    links: list[object] = []
    if start > 0:
        links.append(view_link(text("pager.previous"), state.but(start=max(start - PAGE_SIZE, 0)), "more"))
    last = min(start + PAGE_SIZE, count)
    links.append(
        html.Span(text("pager.range", first=text.number(start + 1), last=text.number(last), n=text.number(count)))
    )
    if last < count:
        links.append(view_link(text("pager.next"), state.but(start=last), "more"))
    return html.Nav(links, className="pager", **{"aria-label": text("pager.label")})
