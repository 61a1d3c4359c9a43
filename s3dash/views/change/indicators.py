"""Indicators over the years: a small chart each, without a line over missing years or breaks."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap
from typing import Any

from s3dash.analysis.profile import flags_of, shown_indicators
from s3dash.analysis.series import Point, Series, indicator_series, swedish_mean, swedish_sum
from s3dash.data.dataset import Indicator
from s3dash.data.schema import COUNTRY
from s3dash.views import html
from s3dash.views.chart import DASHES, QUIET, SERIES, SYMBOLS, Chart, chart, eurostat_source
from s3dash.views.context import Context
from s3dash.views.parts import first_large, note

_UNSURE = ("e", "p", "u")
_AXIS_TITLE = 26
"""Letters of a line of an axis title: small charts are not higher."""


def indicators_section(context: Context) -> tuple[html.Section, tuple[Chart, ...]]:
    """The section on indicators and its charts, one for each that the area has figures of."""
    text, state, dataset = context.text, context.state, context.dataset
    charts: list[Chart] = []
    missing: list[str] = []
    for indicator_id in shown_indicators(dataset):
        indicator = dataset.indicator(indicator_id)
        if (made := _chart(context, indicator)) is not None:
            charts.append(made)
        else:
            missing.append(indicator.name(state.lang))
    parts: list[html.Node] = [html.H2(text("change.indicators.heading"), id="heading-indicators")]
    if charts:
        parts.append(html.P(text("change.indicators.intro"), className="finding"))
        parts.append(html.Div([chart(context, one) for one in charts], className="charts small"))
        parts.append(note(text("change.indicators.mean_note")))
    if missing:
        region = context.name(state.region or COUNTRY)
        parts.append(note(text("change.indicators.missing", region=region, names=", ".join(missing))))
    section = html.Section(parts, id="change-indicators", **{"aria-labelledby": "heading-indicators"})
    return section, tuple(charts)


def _chart(context: Context, indicator: Indicator) -> Chart | None:
    """The chart of an indicator, or None where the area has no figure of it.

    A region stands beside the mean, the country's mean before its areas; of a size the country has the sum, beside
    which nothing else can be read.
    """
    text, lang, dataset = context.text, context.state.lang, context.dataset
    size = indicator.group == "population"
    shown: list[tuple[Series, str]] = []
    areas: list[Series] = []
    if context.state.region:
        own = indicator_series(dataset, indicator.indicator_id, context.state.region)
        shown.append((own, _name(context, own)))
    elif size:
        shown.append((swedish_sum(dataset, indicator.indicator_id), text("change.indicators.total")))
    else:
        areas = [indicator_series(dataset, indicator.indicator_id, code) for code in dataset.drawn("nuts2")]
    if not size:
        shown.append((swedish_mean(dataset, indicator.indicator_id), text("change.indicators.mean")))
    main = shown[0][0]
    if not main.points:
        return None
    shown = [(series, name) for series, name in shown if series.points]
    table = [*shown, *((area, _name(context, area)) for area in areas)]
    return Chart(
        id=f"indicator-{indicator.indicator_id.replace('_', '-')}",
        title=_title(context, indicator, main),
        figure=_figure(context, indicator, shown, areas),
        columns=(
            text("fact.region"),
            text("change.indicators.column.year"),
            first_large(indicator.unit(lang)),
            text("change.indicators.column.remark"),
        ),
        rows=tuple(
            (name, str(point.year), point.value, _flags(context, point))
            for series, name in table
            for point in series.points
        ),
        alt=" ".join(_alt(context, indicator, series, name) for series, name in shown),
        source=eurostat_source(context, [indicator.indicator_id]),
        note=_note(context, main),
        height=240,
        decimals=indicator.decimals,
    )


def _name(context: Context, series: Series) -> str:
    """Whose values a region's series holds."""
    name = context.name(series.nuts_id or "")
    borrowed = context.state.region and series.nuts_id != context.state.region
    return context.text("change.indicators.area_of", area=name) if borrowed else name


def _title(context: Context, indicator: Indicator, series: Series) -> str:
    """The latest value, with the first that it can be compared with."""
    ends = dict.fromkeys((series.runs[-1][0], series.runs[-1][-1]))
    said = [f"{context.text.number(point.value, indicator.decimals)} ({point.year})" for point in ends]
    return f"{indicator.name(context.state.lang)}: {', '.join(said)}"


def _alt(context: Context, indicator: Indicator, series: Series, name: str) -> str:
    """Each stretch of a series by its ends."""
    text = context.text
    said = []
    for run in series.runs:
        first, last = run[0], run[-1]
        values: dict[str, object] = {"first": text.number(first.value, indicator.decimals), "from": first.year}
        if first is not last:
            values |= {"last": text.number(last.value, indicator.decimals), "to": last.year}
        said.append(text("change.indicators.alt_one" if first is last else "change.indicators.alt_span", **values))
    return f"{name}, {indicator.unit(context.state.lang)}: {'; '.join(said)}."


def _note(context: Context, series: Series) -> str:
    """Whose figure it is, missing years, breaks, and what the open marks mean."""
    text = context.text
    remarks = []
    if series.nuts_id and context.state.region and series.nuts_id != context.state.region:
        remarks.append(text("change.indicators.borrowed", area=context.name(series.nuts_id)))
    gaps = [str(year) for before, point in pairwise(series.points) for year in range(before.year + 1, point.year)]
    if gaps:
        remarks.append(text("change.indicators.gaps", years=text.names(gaps)))
    breaks = [str(point.year) for point in series.points[1:] if point.broken]
    if breaks:
        remarks.append(text.count("change.indicators.breaks", len(breaks), years=text.names(breaks)))
    flags = dict.fromkeys(flag for point in series.points for flag in flags_of(point.flag) if flag in _UNSURE)
    if flags:
        remarks.append(text("change.indicators.flagged", flags=", ".join(text(f"flag.{flag}") for flag in flags)))
    if any(point.flag == "derived" for point in series.points):
        remarks.append(text("change.indicators.derived"))
    return " ".join(remarks)


def _flags(context: Context, point: Point) -> str:
    return ", ".join(context.text(f"flag.{flag}") for flag in flags_of(point.flag))


def _figure(
    context: Context, indicator: Indicator, shown: list[tuple[Series, str]], areas: list[Series]
) -> dict[str, Any]:
    """Lines of the region and the mean; for the country the mean, with each area as a thin line behind it."""
    data = [
        _trace(area, context.name(area.nuts_id or ""), QUIET, "solid", "circle", 1.0)
        | {"showlegend": False, "opacity": 0.55}
        for area in areas
        if area.points
    ]
    if data:
        data[0] |= {"showlegend": True, "legendgroup": "areas", "name": context.text("change.indicators.each")}
    looks = ((SERIES[0], DASHES[0], SYMBOLS[0], 2.6), (QUIET, DASHES[2], SYMBOLS[1], 1.8))
    data += [_trace(series, name, *look) for (series, name), look in zip(shown, looks, strict=False)]
    years = sorted({x for trace in data for x in trace["x"]})
    return {
        "data": data,
        "layout": {
            "xaxis": {"range": [years[0] - 0.5, years[-1] + 0.5], "showgrid": False},
            "yaxis": {
                "title": {"text": "<br>".join(wrap(indicator.unit(context.state.lang), _AXIS_TITLE))},
                "nticks": 5,
                "exponentformat": "none",
                "separatethousands": True,
            },
        },
    }


def _trace(series: Series, name: str, colour: str, dash: str, symbol: str, width: float) -> dict[str, Any]:
    """One series; a year without a value parts two stretches that must not be joined."""
    xs: list[int] = []
    ys: list[float | None] = []
    symbols: list[str] = []
    for run in series.runs:
        if xs:
            xs.append(run[0].year)
            ys.append(None)
            symbols.append(symbol)
        for point in run:
            xs.append(point.year)
            ys.append(point.value)
            symbols.append(f"{symbol}-open" if any(flag in _UNSURE for flag in flags_of(point.flag)) else symbol)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": xs,
        "y": ys,
        "connectgaps": False,
        "line": {"color": colour, "dash": dash, "width": width},
        "marker": {"symbol": symbols, "size": 4 if width < 1.5 else 7, "color": colour},
        "hovertemplate": f"{name}<br>%{{x}}: %{{y}}<extra></extra>",
    }
