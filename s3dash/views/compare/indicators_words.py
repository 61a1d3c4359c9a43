"""The sentences about indicators: in what the regions differ most and least."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.comparison_numbers import IndicatorRow, IndicatorValue
from s3dash.views.compare.columns import Words
from s3dash.views.context import Context

_SIZE = "population"
"""The group of indicators that say how large a region is, which is no difference in kind."""


def indicators_words(context: Context, rows: Sequence[IndicatorRow]) -> Words:
    """In what the regions differ most and least, measured against the range among all regions."""
    text = context.text
    spreads = {
        row.indicator_id: row.spread
        for row in rows
        if row.spread is not None and context.dataset.indicator(row.indicator_id).group != _SIZE
    }
    if not spreads:
        return Words((text("compare.indicators.nothing"),))
    by_id = {row.indicator_id: row for row in rows}
    order = sorted(spreads, key=lambda one: -(spreads[one] or 0.0))
    most, least = by_id[order[0]], by_id[order[-1]]
    if not spreads[most.indicator_id]:
        return Words((text("compare.indicators.alike"),))
    lang = context.state.lang
    names = [context.dataset.indicator(row.indicator_id).name(lang) for row in (most, least)]
    main = text("compare.indicators.most", indicator=names[0], ends=_ends(context, most))
    more = []
    if len(order) > 1 and spreads[least.indicator_id] != spreads[most.indicator_id]:
        key = "compare.indicators.least" if spreads[least.indicator_id] else "compare.indicators.least_same"
        more.append(text(key, indicator=names[1], ends=_ends(context, least)))
    return Words((main,), tuple(more))


def _ends(context: Context, row: IndicatorRow) -> str:
    """The highest and the lowest value, whose they are, the unit and the year."""
    text, lang = context.text, context.state.lang
    indicator = context.dataset.indicator(row.indicator_id)
    values = [
        (value.value, _whose(context, code, value))
        for code, value in zip(context.state.compared, row.values, strict=True)
        if value is not None
    ]
    high, low = max(value for value, _ in values), min(value for value, _ in values)

    def at(end: float) -> str:
        return text.names([name for value, name in values if value == end])

    if high == low:
        number = text.number(high, indicator.decimals)
        return text("compare.indicators.equal", value=number, unit=indicator.unit(lang), year=row.year)
    return text(
        "compare.indicators.ends",
        high=text.number(high, indicator.decimals),
        at_high=at(high),
        low=text.number(low, indicator.decimals),
        at_low=at(low),
        unit=indicator.unit(lang),
        year=row.year,
    )


def _whose(context: Context, code: str, value: IndicatorValue) -> str:
    """A region's name, and in brackets that of the area whose value stands for it."""
    name = context.name(code)
    return name if value.nuts_id == code else f"{name} ({context.name(value.nuts_id)})"
