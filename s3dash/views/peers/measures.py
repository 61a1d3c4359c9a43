"""How the figures of the traits are written: decimals, names within a sentence, years, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s3dash.analysis.traits import TRAITS, Figure
from s3dash.views.chart import eurostat_source
from s3dash.views.context import Context

DECIMALS = {
    "population": 0, "density": 1, "population_change": 2, "tertiary": 1, "employment": 1, "internet_daily": 0,
    "gdp_pps": 0, "unemployment": 1, "gerd": 2,
}  # fmt: skip
"""Trait or indicator -> how many decimals it is written with."""


def raw(one: str, figure: Figure | None) -> int | float | None:
    """A figure rounded as it is shown, for a data table."""
    if figure is None:
        return None
    return round(figure.value, DECIMALS[one]) if DECIMALS[one] else round(figure.value)


def spoken_name(context: Context, one: str) -> str:
    """A trait's or an indicator's name within a sentence."""
    if context.text.has(f"peers.trait.{one}"):
        return context.text(f"peers.trait.{one}")
    return context.dataset.indicator(one).name(context.state.lang)


def years(context: Context, table: Mapping[str, Mapping[str, Figure]], shown: list[str]) -> str:
    """The years of the figures; from and to where regions differ."""
    text = context.text
    words = []
    for one in shown:
        years = sorted({figure.year for figure in table[one].values() if figure.year})
        if years:
            span = str(years[0]) if len(years) == 1 else f"{years[0]}\u2013{years[-1]}"
            words.append(text("peers.figures.year_of", trait=spoken_name(context, one), year=span))
    return ", ".join(words)


def figures_source(context: Context, shown: Sequence[str]) -> str:
    """Eurostat's datasets; areas are the map's own."""
    of_trait = {trait.id: trait.indicator or "population" for trait in TRAITS}
    ids = dict.fromkeys(of_trait.get(one, one) for one in shown)
    known = [one for one in ids if one in set(context.dataset.indicators["indicator_id"])]
    return f"{eurostat_source(context, known)}; {context.text('peers.standing.source_regions')}"
