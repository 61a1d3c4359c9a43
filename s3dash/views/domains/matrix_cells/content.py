"""What the matrix holds, of whatever kind: cells, sums, legend, and what it says in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from s3dash.analysis.matrix import Key
from s3dash.map.classes import classify
from s3dash.state import ViewState
from s3dash.views.chart import Cell
from s3dash.views.context import Context


@dataclass(frozen=True)
class Shown:
    """One cell: its look (a class of the stylesheet and of the picture), what is printed, what it means, its value.

    `target` is the view with the rows behind it; None where there are none. `share` (0..1) is the length of a bar.
    """

    look: str
    sign: str
    words: str
    value: Cell
    target: ViewState | None = None
    share: float = 0.0


@dataclass(frozen=True)
class Finding:
    """What the matrix shows first of all, and a few sentences more; `empty` where it shows nothing at all."""

    headline: str
    lead: str = ""
    empty: bool = False


@dataclass(frozen=True)
class Content:
    """All that the matrix holds but for the order of its rows.

    `columns` are domains, the largest first; None is projects without a domain. `sums` has a cell per column for
    Sweden, `totals` one per region and, where there is such a number, one for `SE`. `legend`: looks with their sign
    and meaning.
    """

    finding: Finding
    columns: tuple[str | None, ...]
    cells: Mapping[Key, Shown]
    sums: Mapping[str | None, Shown]
    sums_name: str
    totals: Mapping[str, Shown]
    totals_name: str
    unit: str
    legend: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


def colour_classes(values: Mapping[Key, float], *, integer: bool) -> dict[Key, str]:
    """The look (`c1` to `c5`) of each value above zero."""
    above = {key: value for key, value in values.items() if value > 0}
    classes = classify({repr(key): value for key, value in above.items()}, integer=integer)
    return {key: f"c{classes.of[repr(key)]}" for key in above}


def millions(context: Context, amount: float) -> str:
    """An amount in millions, short: a decimal below a hundred; 0 only for nothing at all."""
    if 0 < amount < 50_000:
        return context.text("matrix.little", n=context.text.number(0.1, 1))
    return context.text.number(amount / 1e6, 0 if not amount or amount >= 99.95e6 else 1)
