"""The region in figures: its indicators, beside Sweden and the regions compared, and where they stood before."""

from __future__ import annotations

from s3dash.analysis.profile import Reading, profile
from s3dash.analysis.series import Point, indicator_series
from s3dash.state import PLACES
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import note

_SIZES = ("population",)
"""Indicators that say how large a region is: a mean of areas of another level says nothing about them."""
_BEFORE = 2014
"""The year that a figure is held against: the first of the earlier period."""


def indicators(context: Context) -> html.Section:
    """The table of indicators, and the research and innovation environments."""
    text = context.text
    readings = profile(context.dataset, context.region.nuts_id)
    heads = ("indicator", "value", "mean", "range", "before")
    rows = [_row(context, reading) for reading in readings if reading.value is not None]
    missing = [
        context.dataset.indicator(reading.indicator_id).name(context.state.lang)
        for reading in readings
        if reading.value is None
    ]
    remarks = [_borrowed(context, readings)]
    if missing:
        remarks.append(text("profile_page.figures.missing", names=text.names(missing)))
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(text(f"profile_page.figures.{name}"), scope="col") for name in heads])),
            html.Tbody(rows),
        ],
        className="sheet-table sheet-figures",
        **{"aria-label": text("profile_page.figures.heading")},
    )
    return html.Section(
        [
            html.H2(text("profile_page.figures.heading")),
            table if rows else None,
            note(" ".join(filter(None, remarks))),
            _environments(context),
        ],
        id="profile-figures",
    )


def _row(context: Context, reading: Reading) -> html.Tr:
    text, lang = context.text, context.state.lang
    indicator = context.dataset.indicator(reading.indicator_id)
    mark = "*" if reading.nuts_id != context.region.nuts_id else ""
    size = reading.indicator_id in _SIZES
    known = reading.swedish_mean is not None and not size
    mean = text.number(reading.swedish_mean or 0.0, indicator.decimals) if known else "\u2013"
    before = earlier(context, reading)
    earlier_value = f"{text.number(before.value, indicator.decimals)} ({before.year})" if before else "\u2013"
    return html.Tr(
        [
            html.Th([indicator.name(lang), " ", html.Small(indicator.unit(lang))], scope="row"),
            html.Td(
                [
                    html.Strong(text.number(reading.value or 0.0, indicator.decimals)),
                    f" ({reading.year}){mark}",
                ],
                className="number",
            ),
            html.Td(mean, className="number"),
            html.Td(None if size else _line(context, reading)),
            html.Td(earlier_value, className="number"),
        ]
    )


def earlier(context: Context, reading: Reading) -> Point | None:
    """The first figure from 2014 on that the latest one can be compared with; None where there is no earlier one."""
    runs = indicator_series(context.dataset, reading.indicator_id, reading.nuts_id).runs
    last = [point for point in runs[-1] if point.year >= _BEFORE] if runs else []
    return last[0] if len(last) > 1 else None


def _line(context: Context, reading: Reading) -> html.Node:
    """Where the value and the Swedish mean lie between the lowest and the highest of the regions compared."""
    low, high = reading.low, reading.high
    if low is None or high is None or high <= low or reading.value is None:
        return None
    text = context.text
    decimals = context.dataset.indicator(reading.indicator_id).decimals

    def place(value: float) -> dict[str, str]:
        return {"left": f"{100 * min(max((value - low) / (high - low), 0.0), 1.0):.1f}%"}

    marks = [html.Span(className="mean", style=place(reading.swedish_mean))] if reading.swedish_mean is not None else []
    marks.append(html.Span(className="dot", style=place(reading.value)))
    return html.Div(
        [
            html.Span(text.number(low, decimals), className="low"),
            html.Span(marks, className="line"),
            html.Span(text.number(high, decimals), className="high"),
        ],
        className="scale",
    )


def _borrowed(context: Context, readings: list[Reading]) -> str:
    """Whose value stands where the county has none, and what the line is."""
    text, own = context.text, context.region.nuts_id
    holders = dict.fromkeys(r.nuts_id for r in readings if r.value is not None and r.nuts_id != own)
    said = [text("profile_page.figures.borrowed", region=context.name(code)) for code in holders]
    return " ".join([text("profile_page.figures.line"), *said])


def _environments(context: Context) -> html.P | None:
    """How many environments there are of each kind, where the data has any of the country."""
    text, dataset = context.text, context.dataset
    rows = dataset.environments_in(context.region.nuts_id)
    if not rows:
        return None
    counts = [(kind, sum(row.kind == kind for row in rows)) for kind in PLACES]
    words = [text.count(f"profile_page.places.{kind}", n) for kind, n in counts if n]
    return html.P(text("profile_page.places.all", names=text.names(words)))
