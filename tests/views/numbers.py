"""The views whose every number is worked out by hand in the twin tests, and how numbers are written there."""

from __future__ import annotations

from itertools import product

import pytest

from tests import by_hand

PANELS = ("SE311", "SE33", "PL63")
"""A county, a NUTS2 area and a neighbour."""
WAYS = (("en", "EUR"), ("sv", "SEK"), ("sv", "EUR"))

every_view = pytest.mark.parametrize(
    ("period", "lang", "currency"), [(period, *way) for period, way in product(by_hand.PERIODS, WAYS)]
)
every_panel = pytest.mark.parametrize("region", PANELS)


def number(value: float, lang: str, decimals: int = 0) -> str:
    """1,234.5 in English; in Swedish a narrow space and a comma."""
    text = f"{value:,.{decimals}f}"
    return text if lang == "en" else text.replace(",", "\u202f").replace(".", ",")


_UNITS = {
    ("en", "EUR"): ("€{}", "€{}m", "€{}bn"),
    ("en", "SEK"): ("SEK\u00a0{}", "SEK\u00a0{}m", "SEK\u00a0{}bn"),
    ("sv", "EUR"): ("{}\u00a0€", "{}\u00a0mn\u00a0€", "{}\u00a0md\u00a0€"),
    ("sv", "SEK"): ("{}\u00a0kr", "{}\u00a0mnkr", "{}\u00a0mdkr"),
}


def money(amount: by_hand.Money, lang: str, currency: str) -> str:
    """An amount as the pages write it: whole, with a decimal in millions, with two in billions."""
    value = amount._asdict()[currency]
    scale = 2 if round(value / 1e9, 2) >= 1 else 1 if round(value / 1e6, 1) >= 1 else 0
    return _UNITS[lang, currency][scale].format(number(value / 1000 ** (scale + 1 if scale else 0), lang, scale))


def address(region: str | None, period: str, currency: str, **more: str) -> str:
    """The query of a view."""
    values = {"region": region, "period": period, "currency": currency, **more}
    return "&".join(f"{name}={value}" for name, value in values.items() if value)
