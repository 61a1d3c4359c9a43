"""Projects and money: what is known for Sweden, and how projects and known EU contribution spread over the years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from s3dash.analysis.domain_profile import Starts, starts
from s3dash.data.schema import PERIODS
from s3dash.state import EVERY_PERIOD
from s3dash.views import html
from s3dash.views.chart import DEEP, PATTERNS, QUIET, Cell, Chart, chart, projects_source
from s3dash.views.context import Context
from s3dash.views.parts import empty, view_link
from s3dash.views.projects import coverage_note, money_split, project_list

_LATEST = 4
_COLOURS = dict(zip(PERIODS, ((QUIET, PATTERNS[1]), (DEEP, PATTERNS[0])), strict=True))
_MILLION = 1e6


def money_section(context: Context, domain: str) -> tuple[html.Section, tuple[Chart, ...]]:
    """The section and its charts; both periods are in the charts, the chosen one in all else."""
    text, state, store = context.text, context.state, context.store
    f = replace(context.money_filter, domain=domain)
    plain = replace(context, state=replace(state, region=None))
    rows = starts(store, f)
    charts = tuple(made for make in (projects_chart, money_chart) if (made := make(context, rows)))
    funding = store.funding(f)
    period = text.period(state.period)
    parts: list[html.Node] = []
    if funding.projects:
        every = state.but(page="projects", domain=domain, region=None)
        parts += [
            html.H3(text("domain.money.split", period=period)),
            money_split(plain, funding),
            html.H3(text("domain.money.latest")),
            project_list(context, store.page(f, limit=_LATEST)),
            html.P(view_link(text.count("projects.all", funding.projects), every, "more")),
        ]
    else:
        filtered = bool(state.fund or state.programme)
        parts.append(empty(text(f"domain.money.none{'_filtered' if filtered else ''}", period=period)))
        if filtered:
            parts.append(html.P(view_link(text("domain.money.clear"), state.but(fund=None, programme=None), "more")))
    if charts:
        both = replace(plain, state=replace(plain.state, period=EVERY_PERIOD))
        drawn = html.Div([chart(context, made) for made in charts], className="charts")
        parts = [drawn, coverage_note(both), *parts]
    section = html.Section(
        [html.H2(text("domain.section.money"), id="heading-money"), *parts],
        id="domain-money",
        **{"aria-labelledby": "heading-money"},
    )
    return section, charts


def projects_chart(context: Context, rows: tuple[Starts, ...]) -> Chart | None:
    """The projects by start year; None where no start year is known. Those without one are in the table alone."""
    text = context.text
    dated = [row for row in rows if row.year is not None]
    if not dated:
        return None

    def words(row: Starts) -> str:
        return text.count("domain.money.point", row.projects, year=row.year)

    remarks = [text("domain.money.empty_years")] if _has_gaps(dated) else []
    undated = sum(row.projects for row in rows if row.year is None)
    if undated:
        remarks.append(text.count("domain.money.undated", undated))
    return Chart(
        id="projects-by-year",
        title=text("domain.money.projects_title"),
        figure=_figure(context, dated, lambda row: row.projects, words, text("domain.money.projects_axis")),
        columns=(text("domain.money.year"), text("domain.money.column.period"), text("domain.money.column.projects")),
        rows=tuple((*_when(context, row), row.projects) for row in rows),
        alt=_projects_alt(context, dated),
        source=projects_source(context),
        note=" ".join(remarks),
        height=260,
    )


def money_chart(context: Context, rows: tuple[Starts, ...]) -> Chart | None:
    """The known sums; a year whose projects have no known amount has no bar, and the remark names it."""
    text, currency = context.text, context.state.currency
    dated = [row for row in rows if row.year is not None]
    known = [row for row in dated if row.known_projects]
    if not known:
        return None

    def words(row: Starts) -> str:
        return text("domain.money.money_point", year=row.year, amount=_amount(context, _sum(context, row)))

    unknown = sum(row.projects - row.known_projects for row in dated)
    remarks = [text.count("domain.money.partly", unknown)] if unknown else []
    undrawn = _years(row for row in dated if not row.known_projects)
    if undrawn:
        remarks.append(text("domain.money.unknown_years", years=text.names(undrawn)))
    value: Callable[[Starts], float] = lambda row: round(_sum(context, row) / _MILLION, 4)  # noqa: E731
    return Chart(
        id="money-by-year",
        title=text("domain.money.money_title"),
        figure=_figure(context, known, value, words, text(f"domain.money.money_axis.{currency}")),
        columns=(
            text("domain.money.year"),
            text("domain.money.column.period"),
            text("domain.money.column.projects"),
            text("domain.money.column.known"),
            text(f"domain.money.column.{currency}"),
        ),
        rows=tuple(
            (
                *_when(context, row),
                row.projects,
                row.known_projects,
                round(_sum(context, row), 2) if row.known_projects else None,
            )
            for row in rows
        ),
        alt=_money_alt(context, known),
        source=projects_source(context),
        note=" ".join(remarks),
        height=260,
        decimals=0,
    )


def _figure(
    context: Context,
    rows: list[Starts],
    value: Callable[[Starts], float],
    words: Callable[[Starts], str],
    axis: str,
) -> dict[str, Any]:
    """Bars side by side in time, stacked where the periods overlap; the periods differ in lightness and pattern."""
    years = [row.year or 0 for row in rows]
    data = []
    for period in PERIODS:
        of_it = [row for row in rows if row.period == period]
        if not of_it:
            continue
        colour, pattern = _COLOURS[period]
        data.append(
            {
                "type": "bar",
                "name": context.text.period(period),
                "x": [row.year for row in of_it],
                "y": [value(row) for row in of_it],
                "hovertext": [words(row) for row in of_it],
                "hoverinfo": "text",
                "marker": {"color": colour, "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": "#ffffff"}},
            }
        )
    layout = {
        "barmode": "stack",
        "showlegend": True,
        "legend": {"traceorder": "normal", "orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {
            "title": {"text": context.text("domain.money.year")},
            "range": [min(years) - 0.6, max(years) + 0.6],
        },
        "yaxis": {"title": {"text": axis}, "rangemode": "tozero"},
    }
    return {"data": data, "layout": layout}


@dataclass(frozen=True)
class _Peak:
    """The largest sum over the years, and the years that have it."""

    value: float
    years: list[str]


def _peak(rows: list[Starts], value: Callable[[Starts], float]) -> _Peak:
    sums: dict[int, float] = {}
    for row in rows:
        sums[row.year or 0] = round(sums.get(row.year or 0, 0.0) + value(row), 2)
    most = max(sums.values())
    return _Peak(most, [str(year) for year in sorted(sums) if sums[year] == most])


def _projects_alt(context: Context, rows: list[Starts]) -> str:
    text, years, peak = context.text, _years(rows), _peak(rows, lambda row: row.projects)
    projects = text.count("n.projects", int(peak.value))
    if len(years) == 1:
        return text.count("domain.money.projects_alt_one", int(peak.value), year=years[0])
    key = "domain.money.projects_alt" if len(peak.years) == 1 else "domain.money.projects_alt_each"
    return text(key, first=years[0], last=years[-1], years=text.names(peak.years), most=projects)


def _money_alt(context: Context, rows: list[Starts]) -> str:
    text, years, peak = context.text, _years(rows), _peak(rows, lambda row: _sum(context, row))
    amount = _amount(context, peak.value)
    if len(years) == 1:
        return text("domain.money.money_alt_one", amount=amount, year=years[0])
    return text(
        "domain.money.money_alt", first=years[0], last=years[-1], years=text.names(peak.years), amount=amount
    )


def _years(rows: Any) -> list[str]:
    return [str(year) for year in sorted({row.year for row in rows})]


def _has_gaps(rows: list[Starts]) -> bool:
    years = {row.year or 0 for row in rows}
    return max(years) - min(years) + 1 > len(years)


def _when(context: Context, row: Starts) -> tuple[Cell, Cell]:
    year = context.text("domain.money.unknown_year") if row.year is None else row.year
    return year, context.text.period(row.period)


def _sum(context: Context, row: Starts) -> float:
    return row.known_sek if context.state.currency == "SEK" else row.known_eur


def _amount(context: Context, value: float) -> str:
    return context.text.money(value, context.state.currency)
