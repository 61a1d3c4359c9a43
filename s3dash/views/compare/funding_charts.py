"""The four charts of money and projects: by domain and by start year, the same scale for every region."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from s3dash.analysis.comparison_numbers import (
    RegionFunding,
    Sum,
    domains_with_projects,
    years_with_projects,
)
from s3dash.views import html
from s3dash.views.chart import Cell, Chart, projects_source
from s3dash.views.compare.amounts import amount, money, per_head
from s3dash.views.compare.columns import Row, table
from s3dash.views.compare.multiples import Panel, Scale, largest, rows_figure, scale, years_figure
from s3dash.views.context import Context
from s3dash.views.parts import missing, view_link

_ROW, _YEARS_HEIGHT = 24, 300
"""Pixels of a row of bars, and of a chart by year."""


@dataclass(frozen=True)
class _Kind:
    """What the bars of a chart measure: money, or projects."""

    name: str
    value: Callable[[RegionFunding, Sum | None], float | None]
    written: Callable[[float], str]
    """A value in words."""
    whole: bool
    per_inhabitant: bool


def funding_charts(context: Context, regions: Sequence[RegionFunding]) -> tuple[Chart, ...]:
    """Money and projects by domain, then by start year; none by year where no start is known."""
    text, per = context.text, per_head(context)
    kinds = (
        _Kind("eu", lambda of, some: amount(context, of, some), lambda value: money(context, value, per), False, per),
        _Kind("projects", _count, lambda value: text.count("n.projects", int(value)), True, False),
    )
    charts = [_by_domain(context, regions, kind) for kind in kinds]
    if years_with_projects(regions):
        charts += [_by_year(context, regions, kind) for kind in kinds]
    return tuple(charts)


def _count(region: RegionFunding, of: Sum | None) -> float | None:
    return 0 if of is None else of.projects


def _by_domain(context: Context, regions: Sequence[RegionFunding], kind: _Kind) -> Chart:
    text, dataset = context.text, context.dataset
    keys = domains_with_projects(dataset, regions)
    labels = [text("projects.unclassified") if key is None else context.domain_name(key) for key in keys]
    cells = [[kind.value(region, region.by_domain.get(key)) for key in keys] for region in regions]
    short = [None if key is None else context.domain_short(key) for key in keys]
    panels = _panels(context, regions, cells, kind)
    axis = scale(text, panels, _unit(context, kind), kind.per_inhabitant)
    return _chart(
        context,
        regions,
        kind,
        "domain",
        labels,
        cells,
        figure=rows_figure(text, labels, panels, axis),
        alt=_tops(context, regions, short, cells, kind, "top"),
        height=110 + _ROW * len(keys),
        body=_bars(context, keys, labels, panels, axis),
    )


def _by_year(context: Context, regions: Sequence[RegionFunding], kind: _Kind) -> Chart:
    years = years_with_projects(regions)
    labels = [str(year) for year in years]
    cells = [[kind.value(region, region.by_year.get(year)) for year in years] for region in regions]
    panels = _panels(context, regions, cells, kind)
    axis = scale(context.text, panels, _unit(context, kind), kind.per_inhabitant)
    return _chart(
        context,
        regions,
        kind,
        "year",
        labels,
        cells,
        figure=years_figure(context.text, years, panels, axis),
        alt=_tops(context, regions, labels, cells, kind, "top_year"),
        height=_YEARS_HEIGHT,
    )


def _bars(
    context: Context, keys: Sequence[str | None], labels: Sequence[str], panels: Sequence[Panel], axis: Scale
) -> html.Table:
    """The bars in the columns of the regions, also on small screens and on paper; a number leads to its rows."""
    text, state, most = context.text, context.state, largest(panels)

    def bar(code: str, key: str | None, value: float | None, remark: str) -> html.Node:
        projects = state.but(page="projects", region=code, domain=key)
        if value is None:
            unknown = missing(text("compare.funding.not_known"))
            return None if remark else view_link(unknown, projects, "n")
        length = 100 * value / most if most else 0
        track = html.Span(html.Span(style={"width": f"{length:.1f}%"}), className="bar-track")
        number = text.number(value / axis.divisor, axis.decimals if value else 0)
        if not value:
            return html.Div([html.Span(number, className="n"), track], className="cell-bar zero")
        linked = html.Span(number, className="n") if key is None else view_link(number, projects, "n")
        return html.Div([linked, track], className="cell-bar")

    head = html.Tr(
        [html.Td(html.Small(axis.title)), *(html.Td(missing(panel.remark)) for panel in panels)],
        className="units-row",
    )
    rows = [
        Row(
            label,
            tuple(
                bar(code, key, panel.values[n], panel.remark)
                for code, panel in zip(state.compared, panels, strict=True)
            ),
        )
        for n, (key, label) in enumerate(zip(keys, labels, strict=True))
    ]
    return table(context, text("compare.funding.bars_caption", unit=axis.title), rows, head, "bar-rows")


def _unit(context: Context, kind: _Kind) -> str:
    return "projects" if kind.whole else context.state.currency


def _panels(
    context: Context, regions: Sequence[RegionFunding], cells: Sequence[Sequence[float | None]], kind: _Kind
) -> list[Panel]:
    remark = context.text("compare.funding.incomplete")
    return [
        Panel(context.name(region.region), tuple(row), "" if kind.whole or region.complete else remark)
        for region, row in zip(regions, cells, strict=True)
    ]


def _tops(
    context: Context,
    regions: Sequence[RegionFunding],
    names: Sequence[str | None],
    cells: Sequence[Sequence[float | None]],
    kind: _Kind,
    key: str,
) -> str:
    """Where each region has most, in words; what has no name, projects without a domain, is not among it."""
    text, sentences = context.text, []
    for region, row in zip(regions, cells, strict=True):
        found = {name: value for name, value in zip(names, row, strict=True) if name is not None and value}
        if found:
            most = max(found.values())
            where = text.names([name for name, value in found.items() if value == most])
            words = {"region": context.name(region.region), "where": where, "n": kind.written(most)}
            sentences.append(text(f"compare.funding.{key}", **words))
    return " ".join(sentences) or text("compare.funding.no_top")


def _chart(
    context: Context,
    regions: Sequence[RegionFunding],
    kind: _Kind,
    by: str,
    labels: Sequence[str],
    cells: Sequence[Sequence[float | None]],
    figure: dict[str, object],
    alt: str,
    height: int,
    body: html.Node = None,
) -> Chart:
    text, state = context.text, context.state
    per = "_per_head" if kind.per_inhabitant else ""
    unit = text("compare.axis.projects") if kind.whole else text(f"compare.unit.{state.currency}{per}")
    return Chart(
        id=f"{kind.name}-by-{by}",
        title=text(f"compare.funding.chart.{kind.name}{per}_by_{by}", period=text.period(state.period)),
        figure=figure,
        columns=(
            text(f"compare.funding.column.{by}"),
            *(f"{context.name(region.region)} ({unit})" for region in regions),
        ),
        rows=tuple((label, *(_cell(row[n], kind) for row in cells)) for n, label in enumerate(labels)),
        alt=alt,
        source=projects_source(context),
        note=" ".join(_notes(context, {one.region: one for one in regions}, cells, by, kind)),
        height=height,
        body=body,
        decimals=1 if kind.per_inhabitant else 0,
    )


def _cell(value: float | None, kind: _Kind) -> Cell:
    if value is None:
        return None
    return int(value) if kind.whole else round(value, 2)


def _notes(
    context: Context,
    regions: Mapping[str, RegionFunding],
    cells: Sequence[Sequence[float | None]],
    by: str,
    kind: _Kind,
) -> list[str]:
    """What one must know to read the bars."""
    text, notes = context.text, []
    complete = [region.complete for region in regions.values()]
    if any(whole and None in row for whole, row in zip(complete, cells, strict=True)):
        notes.append(text(f"compare.funding.note.unknown_{by}"))
    if kind.whole and not all(complete):
        names = context.names([code for code, region in regions.items() if not region.complete])
        notes.append(text("compare.funding.note.at_least", regions=names))
    without = {code: region.by_year[None].projects for code, region in regions.items() if None in region.by_year}
    if by == "year" and without:
        words = [
            text.count("compare.funding.note.in_region", n, region=context.name(code)) for code, n in without.items()
        ]
        notes.append(text("compare.funding.note.no_start", regions=text.names(words)))
    return notes
