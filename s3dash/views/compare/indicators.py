"""The block of indicators: a line from the lowest to the highest value for each, and the regions as marks on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from s3dash.analysis.comparison_numbers import IndicatorRow, IndicatorValue
from s3dash.analysis.profile import flags_of
from s3dash.views import html
from s3dash.views.chart import DEEP, LINE, SERIES, SYMBOLS, Cell, Chart, chart, eurostat_source
from s3dash.views.compare.columns import GLYPHS, Row, block, finding, series, table
from s3dash.views.compare.indicators_words import indicators_words
from s3dash.views.context import Context
from s3dash.views.parts import missing


def indicators_block(context: Context, rows: Sequence[IndicatorRow]) -> tuple[html.Section, tuple[Chart, ...]]:
    """The sentence and the dot plots."""
    text = context.text
    words = indicators_words(context, rows)
    shown = [row for row in rows if any(row.values)]
    heading = text("compare.indicators.heading")
    if not shown:
        return block("indicators", heading, finding(words)), ()
    of = Chart(
        id="indicators",
        title=text("compare.indicators.chart"),
        figure=_figure(context, shown),
        columns=_columns(context),
        rows=tuple(_cells(context, row, value) for row in shown for value in enumerate(row.values)),
        alt=str(words),
        source=eurostat_source(context, [row.indicator_id for row in shown]),
        note=_note(context, shown),
        height=90 + 44 * len(shown),
        body=_table(context, shown),
    )
    return block("indicators", heading, [*finding(words), chart(context, of)]), (of,)


# ------------------------------------------------------------ the table with its lines


def _table(context: Context, rows: Sequence[IndicatorRow]) -> html.Table:
    shown = [
        Row(
            html.Div([_name(context, row), _line(context, row)], className="dot-row"),
            tuple(_value(context, row, n, value) for n, value in enumerate(row.values)),
        )
        for row in rows
    ]
    return table(context, context.text("compare.indicators.caption"), shown, class_name="dots")


def _name(context: Context, row: IndicatorRow) -> html.Div:
    lang = context.state.lang
    indicator = context.dataset.indicator(row.indicator_id)
    year = f"{row.year}" if row.year else context.text("compare.indicators.years_differ")
    return html.Div(
        [html.Strong(indicator.name(lang)), html.Small(f"{indicator.unit(lang)}, {year}")], className="indicator-name"
    )


def _line(context: Context, row: IndicatorRow) -> html.Node:
    """The line with a mark for each region and the Swedish mean; nothing where it has no length."""
    if row.low is None or row.high is None or row.low == row.high:
        return None
    decimals = context.dataset.indicator(row.indicator_id).decimals
    marks: list[html.Element] = []
    if row.swedish_mean is not None:
        marks.append(html.Span(className="mean", style={"left": _place(row, row.swedish_mean)}))
    marks += [
        html.Span(GLYPHS[n], className=f"at m{n}", style={"left": _place(row, value.value), "color": series(n)})
        for n, value in reversed(list(enumerate(row.values)))
        if value is not None
    ]
    return html.Div(
        [
            html.Span(context.text.number(row.low, decimals), className="low"),
            html.Span(marks, className="line"),
            html.Span(context.text.number(row.high, decimals), className="high"),
        ],
        className="scale",
        **{"aria-hidden": "true"},
    )


def _place(row: IndicatorRow, value: float) -> str:
    return f"{100 * _share(row, value):.1f}%"


def _share(row: IndicatorRow, value: float) -> float:
    low, high = row.low or 0.0, row.high or 0.0
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.5


def _value(context: Context, row: IndicatorRow, n: int, value: IndicatorValue | None) -> html.Node:
    text = context.text
    if value is None:
        return missing(text("no_data"))
    decimals = context.dataset.indicator(row.indicator_id).decimals
    remarks = _remarks(context, context.state.compared[n], value)
    if row.year is None:
        remarks.insert(0, str(value.year))
    number = html.Strong(text.number(value.value, decimals))
    return [number, " ", html.Small(", ".join(remarks))] if remarks else number


def _remarks(context: Context, code: str, value: IndicatorValue) -> list[str]:
    """Whose value it is where it is not the region's own, and Eurostat's flags in words."""
    text = context.text
    words = [] if value.nuts_id == code else [context.name(value.nuts_id)]
    return words + [text(f"flag.{flag}") for flag in flags_of(value.flag)]


def _note(context: Context, rows: Sequence[IndicatorRow]) -> str:
    text = context.text
    words = [text("compare.indicators.note", n=max(row.compared for row in rows))]
    borrowed = {
        value.nuts_id
        for row in rows
        for value, code in zip(row.values, context.state.compared, strict=True)
        if value is not None and value.nuts_id != code
    }
    if borrowed:
        words.append(text("compare.indicators.borrowed"))
    if any(row.year is None for row in rows):
        words.append(text("compare.indicators.no_common_year"))
    return " ".join(words)


# ------------------------------------------------------------ for the files


def _columns(context: Context) -> tuple[str, ...]:
    names = ("indicator", "unit", "region", "value", "year", "place", "remarks", "mean", "low", "high")
    return tuple(context.text(f"compare.indicators.column.{name}") for name in names)


def _cells(context: Context, row: IndicatorRow, place: tuple[int, IndicatorValue | None]) -> tuple[Cell, ...]:
    """A row of the data table: one value of one region."""
    n, value = place
    lang, code = context.state.lang, context.state.compared[n]
    indicator = context.dataset.indicator(row.indicator_id)
    head = (indicator.name(lang), indicator.unit(lang), context.name(code))
    if value is None:
        return (*head, None, None, None, "", row.swedish_mean, row.low, row.high)
    remarks = ", ".join(_remarks(context, value.nuts_id, value))
    where = context.name(value.nuts_id)
    return (*head, value.value, str(value.year), where, remarks, row.swedish_mean, row.low, row.high)


def _figure(context: Context, rows: Sequence[IndicatorRow]) -> dict[str, Any]:
    """The same lines as a drawing, for the picture."""
    text, lang = context.text, context.state.lang
    labels = []
    for row in rows:
        indicator = context.dataset.indicator(row.indicator_id)
        values = "  ".join(
            f"{GLYPHS[n]} {text('no_data') if value is None else text.number(value.value, indicator.decimals)}"
            for n, value in enumerate(row.values)
        )
        year = row.year or text("compare.indicators.years_differ")
        labels.append(f"{indicator.name(lang)} ({year})<br>{values}")
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": text("profile.mean"),
            "x": [_share(row, row.swedish_mean) for row in rows if row.swedish_mean is not None],
            "y": [label for label, row in zip(labels, rows, strict=True) if row.swedish_mean is not None],
            "marker": {"symbol": "line-ns-open", "size": 16, "color": DEEP},
        }
    ]
    for n, code in enumerate(context.state.compared):
        found = [(label, row, row.values[n]) for label, row in zip(labels, rows, strict=True)]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": context.name(code),
                "x": [_share(row, value.value) for _, row, value in found if value is not None],
                "y": [label for label, _, value in found if value is not None],
                "marker": {"symbol": SYMBOLS[n], "size": 13, "color": SERIES[n]},
            }
        )
    return {
        "data": data,
        "layout": {
            "xaxis": {
                "range": [-0.03, 1.03],
                "tickvals": [0, 1],
                "ticktext": [text("compare.indicators.lowest"), text("compare.indicators.highest")],
                "title": {"text": text("compare.indicators.axis", n=max(row.compared for row in rows))},
            },
            "yaxis": {
                "autorange": "reversed",
                "categoryorder": "array",
                "categoryarray": labels,
                "gridcolor": LINE,
            },
        },
    }
