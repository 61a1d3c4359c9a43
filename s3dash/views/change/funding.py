"""Projects and known EU contribution by start year: lines only where the lists of projects reach."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.series import FundingSeries, FundingYear, funding_series
from s3dash.data.schema import COUNTRY
from s3dash.state import EVERY_PERIOD
from s3dash.views import html
from s3dash.views.change.funding_figure import Shown, funding_figure
from s3dash.views.chart import Chart, chart, projects_source
from s3dash.views.context import Context
from s3dash.views.parts import empty, note, view_link
from s3dash.views.projects import coverage_note

_MILLION = 1e6


def funding_section(context: Context) -> tuple[html.Section, tuple[Chart, ...]]:
    """The section on funding and its charts; both periods are shown, whichever is chosen."""
    text, state = context.text, context.state
    region = state.region or COUNTRY
    series = funding_series(context.dataset, context.store, replace(context.money_filter, region=region, period=None))
    drawn = [one for one in series if any(year.reached for year in one.years)]
    # The other period of a fund that is drawn stands beside it, with what little the lists name.
    funds = {one.fund for one in drawn}
    shown = [one for one in series if one.fund in funds and one.years]
    abroad = context.dataset.region(region).country != COUNTRY
    charts = _charts(context, shown, abroad) if shown else ()
    parts: list[html.Node] = []
    if charts:
        parts.append(html.P(text("change.funding.intro"), className="finding"))
        parts.append(html.Div([chart(context, one) for one in charts], className="charts"))
    elif series:
        parts.append(empty(text("change.funding.none_dated", region=context.name(region))))
    else:
        filtered = bool(state.fund or state.programme)
        key = "change.funding.none_filtered" if filtered else "change.funding.none"
        parts.append(empty(text(key, region=context.name(region))))
        if filtered:
            clear = view_link(text("filter.clear"), state.but(fund=None, programme=None), "more")
            parts.append(html.P(clear))
    if abroad and series:
        parts.append(note(text("change.funding.neighbour", region=context.name(region))))
    parts += _left_out(context, [one for one in series if one not in shown])
    if series:
        parts.append(coverage_note(replace(context, state=replace(state, period=EVERY_PERIOD))))
    heading = html.H2(text("change.funding.heading"), id="heading-funding")
    section = html.Section([heading, *parts], id="change-funding", **{"aria-labelledby": "heading-funding"})
    return section, charts


def _left_out(context: Context, series: list[FundingSeries]) -> list[html.P]:
    """The funds of which the lists hold too little to be drawn."""
    text = context.text
    names = [f"{text(f'fund.{one.fund}')} {text.period(one.period)} ({text.number(one.projects)})" for one in series]
    return [note(text("change.funding.few", names=text.names(names)))] if names else []


def _charts(context: Context, series: list[FundingSeries], abroad: bool) -> tuple[Chart, ...]:
    """The chart of projects and, where amounts are known for the area, that of money."""
    text, currency = context.text, context.state.currency
    every = [year for one in series for year in one.years]
    remarks = []
    undated = sum(one.undated for one in series)
    if undated:
        remarks.append(text.count("change.funding.undated", undated))
    if len({one.fund for one in series}) > 1:
        remarks.append(text("change.funding.common"))
    hardly = [] if all(year.reached for year in every) else [text("change.funding.open")]
    counts = Shown(lambda year: year.projects, 1, lambda year: year.reached)
    column = text("change.funding.column.projects")
    projects = _chart(context, series, "projects", counts, column, column, [*hardly, *remarks])

    def amount(year: FundingYear) -> float | None:
        return year.sek if currency == "SEK" else year.eur

    if abroad or not any(map(amount, every)):
        return (projects,)
    sums = Shown(amount, _MILLION, lambda year: year.summed)
    partly = [] if all(year.summed for year in every) else [text("change.funding.open_money")]
    column = text("change.funding.column.money", currency=currency)
    axis = text(f"change.funding.unit.{currency}")
    money = _chart(context, series, "money", sums, axis, column, [text("change.funding.shared"), *partly, *remarks])
    return projects, money


def _chart(
    context: Context,
    series: list[FundingSeries],
    name: str,
    shown: Shown,
    axis: str,
    column: str,
    remarks: list[str],
) -> Chart:
    text = context.text
    heads = (text(f"change.funding.column.{key}") for key in ("fund", "period", "year"))
    return Chart(
        id=name,
        title=text(f"change.funding.{name}_chart"),
        figure=funding_figure(context, series, shown, axis),
        columns=(*heads, column, text("change.funding.column.remark")),
        rows=tuple(
            (
                text(f"fund.{one.fund}"),
                text.period(one.period),
                str(year.year),
                shown.value(year),
                _remark(context, year, money=name == "money"),
            )
            for one in series
            for year in one.years
        ),
        alt=" ".join(_alt(context, one, shown, axis) for one in series),
        source=projects_source(context),
        note=" ".join(remarks),
        height=110 + 150 * len({one.fund for one in series}),
        decimals=0,
    )


def _remark(context: Context, year: FundingYear, money: bool) -> str:
    """What must be known of a year: that the lists hardly reach it, and of how many projects the sum is."""
    text = context.text
    said = [] if year.reached else [text("change.funding.hardly")]
    if money and year.known_projects < year.projects:
        numbers = {"n": text.number(year.known_projects), "m": text.number(year.projects)}
        said.append(text("change.funding.partly", **numbers))
    return "; ".join(said)


def _alt(context: Context, series: FundingSeries, shown: Shown, axis: str) -> str:
    """Every year of a series in words."""
    text = context.text
    said = []
    for year in series.years:
        found = shown.value(year)
        if found is None:
            said.append(text("change.funding.alt_unknown", year=year.year))
        else:
            n = text.number(found / shown.scale, 0 if shown.scale == 1 else 1)
            said.append(text("change.funding.alt_year", n=n, year=year.year))
    return f"{text(f'fund.{series.fund}')} {text.period(series.period)}, {axis}: {', '.join(said)}."
