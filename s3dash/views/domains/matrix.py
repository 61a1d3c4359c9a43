"""The matrix of domains and regions: the whole country at a glance, and every cell a way to its evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s3dash.analysis.seriation import Group, by_geography, by_similarity
from s3dash.data.schema import COUNTRY
from s3dash.map.geometry import MapGeometry
from s3dash.state import CELLS, GEOGRAPHY, SORTS
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.chart import Chart, chart, priorities_source, projects_source
from s3dash.views.context import Context
from s3dash.views.domains.matrix_cells.content import Content, Shown
from s3dash.views.domains.matrix_cells.money import money
from s3dash.views.domains.matrix_cells.priorities import priorities
from s3dash.views.domains.matrix_cells.projects import projects
from s3dash.views.domains.matrix_cells.quotients import quotients
from s3dash.views.domains.matrix_figure import column_name, figure, height, region_name, table
from s3dash.views.parts import choices, empty, region_link, view_link
from s3dash.views.shell import level_switch

_KINDS: dict[str, Callable[[Context, tuple[str, ...]], Content]] = {
    "priorities": priorities,
    "projects": projects,
    "eu": money,
    "lq_projects": quotients,
    "lq_eu": quotients,
}
_WORDS = {
    "priorities": ("domain", "priority"),
    "projects": ("domain",),
    "eu": ("domain", "known"),
    "lq_projects": ("domain", "location_quotient"),
    "lq_eu": ("domain", "location_quotient", "known"),
}
"""The terms of the glossary that the headline and the cells need."""
CHART = "matrix"
_WITH_NEIGHBOURS = ("priorities", "projects")
"""What is known of neighbours too."""


def matrix_view(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """A row for each region, a column for each domain, and above them what they show in words."""
    groups = rows(context, geometry)
    codes = tuple(code for group in groups for code in group.codes)
    held = _KINDS[context.state.cells](context, codes)
    finding = held.finding
    head = page_head(context, finding.headline, finding.lead, _WORDS[context.state.cells])
    if finding.empty:
        return AnalysisPage([head, _settings(context), empty(context.text("matrix.none.do"))])
    shown = Chart(
        id=CHART,
        title=finding.headline,
        figure=figure(context, held, codes),
        columns=_headings(context, held),
        rows=table(context, held, codes),
        alt=f"{finding.headline}. {finding.lead}".strip(),
        source=priorities_source(context) if context.state.cells == "priorities" else projects_source(context),
        note=" ".join([*held.notes, *_remarks(context)]),
        height=height(len(codes)),
        body=_table(context, held, groups),
        decimals=2,
        level=2,
    )
    return AnalysisPage([head, _settings(context), chart(context, shown)], (shown,))


def rows(context: Context, geometry: MapGeometry) -> tuple[Group, ...]:
    """The regions in their order, in groups; by similarity all are one group.

    Neighbours come with the kinds of cells that are known of them: on demand, or when one is selected.
    """
    state, dataset = context.state, context.dataset
    down = {code: shape.label[1] for code, shape in geometry.shapes.items()}
    groups = by_geography(dataset, dataset.drawn(state.level), down)
    if state.cells in _WITH_NEIGHBOURS and _shows_neighbours(context):
        groups += by_geography(dataset, dataset.drawn("neighbours"), down)
    if state.sort == GEOGRAPHY:
        return groups
    every = tuple(code for group in groups for code in group.codes)
    return (Group(COUNTRY, by_similarity(dataset, every, state.period)),)


def _shows_neighbours(context: Context) -> bool:
    region = context.state.region
    return context.state.neighbours or (region is not None and context.is_neighbour(region))


def _remarks(context: Context) -> list[str]:
    """What is to be said of the rows, whatever their cells hold."""
    state, text = context.state, context.text
    remarks = []
    if _shows_neighbours(context) and state.cells not in _WITH_NEIGHBOURS:
        remarks.append(text("matrix.note.no_neighbours"))
    if state.sort == "similarity":
        remarks.append(text("matrix.note.similarity", period=context.period_name()))
    return remarks


def _settings(context: Context) -> html.Element:
    """What the cells say, the order of the rows, the level, and the neighbours."""
    state, text = context.state, context.text
    neighbours = _shows_neighbours(context)
    without = state.but(neighbours=False, region=None if neighbours and not state.neighbours else state.region)
    return html.Div(
        [
            choices(
                text("matrix.cells.label"),
                [(text(f"matrix.cells.{kind}"), state.but(cells=kind), kind == state.cells) for kind in CELLS],
            ),
            choices(
                text("matrix.sort.label"),
                [
                    (text(f"matrix.sort.{order}"), state.but(sort=order), order == state.sort)
                    for order in SORTS["domains"]
                ],
            ),
            level_switch(context, text("matrix.level.label")),
            choices(
                text("matrix.neighbours.label"),
                [
                    (text("matrix.neighbours.hide"), without, not neighbours),
                    (text("matrix.neighbours.show"), state.but(neighbours=True), neighbours),
                ],
            ),
        ],
        className="matrix-settings",
    )


def _headings(context: Context, held: Content) -> tuple[str, ...]:
    names = (column_name(context, column) for column in held.columns)
    return (context.text("fact.region"), *names, held.totals_name)


def _table(context: Context, held: Content, groups: tuple[Group, ...]) -> html.Element:
    text = context.text
    name = text("matrix.table", unit=held.unit)
    head = html.Thead([_names(context, held), _sums(held)])
    bodies = [html.Tbody([_row(context, held, code) for code in group.codes]) for group in groups]
    return html.Div(
        [
            html.Table(
                [html.Caption(name), head, *bodies],
                className="matrix",
                style={"--columns": len(held.columns) + 1},
                **{"data-cells": context.state.cells},
            ),
            html.P(text("matrix.keys"), className="matrix-keys"),
        ],
        className="matrix-frame",
        style={"--rows": sum(len(group.codes) for group in groups)},
        role="region",
        tabindex="0",
        **{"aria-label": name},
    )


def _names(context: Context, held: Content) -> html.Tr:
    """The legend in the corner, and the name of each column."""
    legend = [
        html.Li([html.Span(sign, className=f"key {look}", **{"aria-hidden": "true"}), words])
        for look, sign, words in held.legend
    ]
    corner = html.Td([html.P(held.unit, className="matrix-unit"), html.Ul(legend)], className="corner")
    names = [
        html.Th(_column_link(context, column), scope="col", className="name", **{"data-domain": column or ""})
        for column in held.columns
    ]
    total = html.Th(html.Span(held.totals_name, className="slant"), scope="col", className="name total")
    return html.Tr([corner, *names, total])


def _column_link(context: Context, column: str | None) -> html.Element:
    name = column_name(context, column)
    if column is None:
        return html.Span(name, className="slant")
    chosen = {"aria-current": "true"} if context.state.domain == column else {}
    target = replace(context.state.but(page="domain", item=column, region=None), domain=None)
    long = context.domain_name(column)
    return view_link(name, target, "slant", title=long, **chosen)


def _sums(held: Content) -> html.Tr:
    """Sweden's row: what each column adds up to, with a bar."""
    cells = [
        html.Td(
            html.Span(cell.sign, **{"aria-label": cell.words, "role": "img"}),
            className="sum",
            style={"--share": f"{cell.share or 0:.3f}"},
        )
        for cell in (held.sums[column] for column in held.columns)
    ]
    total = held.totals.get(COUNTRY)
    return html.Tr(
        [html.Th(held.sums_name, scope="row"), *cells, html.Td(total.sign if total else None, className="total")],
        className="sums",
    )


def _row(context: Context, held: Content, code: str) -> html.Tr:
    name = region_name(context, code)
    head: list[html.Node] = [region_link(context, code)]
    if context.is_neighbour(code):
        head.append(html.Small(context.dataset.region(code).country))
    cells = [
        _cell(held.cells[code, column], f"{name}, {column_name(context, column)}") for column in held.columns
    ]
    total = _cell(held.totals[code], name)
    total.attributes["className"] = "total"
    chosen = {"aria-current": "true"} if context.state.region == code else {}
    return html.Tr([html.Th(head, scope="row"), *cells, total], **{"data-region": code}, **chosen)


def _cell(shown: Shown, place: str) -> html.Td:
    """A cell: a link to its evidence with a name of its own, or its meaning for who cannot see it."""
    if shown.target is None:
        return html.Td([shown.sign, html.Span(shown.words, className="unseen")], className=shown.look)
    link = view_link(shown.sign, shown.target, **{"aria-label": f"{place}: {shown.words}"})
    return html.Td(link, className=shown.look)
