"""The page that lists every project under the filters of its address."""

from __future__ import annotations

from s3dash.state import ORDERS, ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.filters import chips
from s3dash.views.glossary import explained
from s3dash.views.parts import choices, empty, view_link
from s3dash.views.project_row import COLUMNS, table_row
from s3dash.views.projects import coverage_note, money_split
from s3dash.views.spoken import OWN_WORDS

PAGE_SIZE = 50
"""Rows of a plain table; where there are more projects, the grid takes its place."""
DOWNLOADS = ("csv", "xlsx")


def projects_head(context: Context) -> html.Header:
    """What the list is about, and its filters as chips."""
    return html.Header([html.H1(_heading(context), **OWN_WORDS), chips(context)], className="page-head")


def projects_sums(context: Context) -> list[html.Element]:
    """How many projects, and what is known of their money."""
    number = html.P(context.text.count("n.projects", context.project_count), className="count", **OWN_WORDS)
    if not context.project_count:
        return [number]
    funding = context.store.funding(context.project_filter)
    return [number, explained(context, "known", "sums"), money_split(context, funding)]


def projects_tools(context: Context) -> html.Element | None:
    """The order of the list, and the list as a file."""
    if not context.project_count:
        return None
    state, text = context.state, context.text
    names = [order for order in ORDERS if order != "relevance" or state.q]
    orders = [(text(f"order.{name}"), state.but(order=name), name == state.order) for name in names]
    files = [
        html.A(text(f"download.{kind}"), href=download_url(state, kind), className="button", download=True)
        for kind in DOWNLOADS
    ]
    label = {"aria-label": text("download.label")}
    return html.Div(
        [choices(text("order.label"), orders), html.Div(files, className="downloads", role="group", **label)],
        className="list-head",
    )


def download_url(state: ViewState, kind: str) -> str:
    """The address of the list as a file of a kind, under the same filters."""
    state = state.but(page="projects")
    return f"{state.path}.{kind}" + (f"?{state.query}" if state.query else "")


def projects_table(context: Context) -> list[html.Element | None]:
    """One page of the list as a plain table, with links to the pages before and after."""
    count = context.project_count
    if not count:
        return [empty(context.text("projects.none_filtered_page"))]
    start = min(context.state.start, count - 1) // PAGE_SIZE * PAGE_SIZE
    return [_table(context, start), _pager(context, start, count)]


def projects_note(context: Context) -> html.Element:
    """What one must know about the list: how complete it is, and how amounts were converted."""
    return coverage_note(context)


def _heading(context: Context) -> str:
    state, text = context.state, context.text
    if state.region and state.other:
        return text("projects.heading_pair", region=context.name(state.region), other=context.name(state.other))
    if state.region:
        return text("projects.heading_region", region=context.name(state.region))
    return text("projects.heading")


def _table(context: Context, start: int) -> html.Div:
    text, state = context.text, context.state
    projects = context.store.page(context.project_filter, order=state.order, limit=PAGE_SIZE, offset=start)
    heads = [html.Th(text(f"column.{name}"), scope="col", className=f"cell-{name}") for name in COLUMNS]
    body = html.Tbody([table_row(context, project) for project in projects])
    table = html.Table([html.Caption(text("projects.caption")), html.Thead(html.Tr(heads)), body])
    return html.Div(table, className="table", tabIndex="0", role="region", **{"aria-label": text("projects.caption")})


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
