"""A region's money as it is shown: the currency, in all or per inhabitant, and in words where there is no number."""

from __future__ import annotations

from s3dash.analysis.comparison_numbers import RegionFunding, Sum
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import missing


def per_head(context: Context) -> bool:
    """Whether amounts are shown per inhabitant."""
    return context.state.per == "inhabitant"


def amount(context: Context, region: RegionFunding, of: Sum | None) -> float | None:
    """The known EU contribution of some of a region's projects as the view asks for it; None where it is not known."""
    return region.amount(of, context.state.currency, per_head(context))


def money(context: Context, value: float, per_inhabitant: bool) -> str:
    """An amount in the view's currency; per inhabitant in whole units, with a decimal where it is small."""
    text, currency = context.text, context.state.currency
    if not per_inhabitant:
        return text.money(value, currency)
    return text(f"money.{currency}.unit", n=text.number(value, 0 if value >= 100 else 1))


def amount_words(context: Context, region: RegionFunding, per_inhabitant: bool = False) -> html.Node:
    """A region's known EU contribution, or in a word why there is none to show."""
    value = region.amount(region.total, context.state.currency, per_inhabitant)
    if value is not None:
        return money(context, value, per_inhabitant)
    key = "not_known" if region.complete else "incomplete"
    return missing(context.text(f"compare.funding.{key}"))
