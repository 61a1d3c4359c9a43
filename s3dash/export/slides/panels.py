"""What a native chart shows: its series, its categories, and what is drawn over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from s3dash.export.slides.measure import width

Kind = Literal["bars", "columns", "lines", "points"]


@dataclass(frozen=True)
class Series:
    """Values with a name and a look.

    `joined` False draws marks without a line; points that are joined are a line without marks. `x` and `labels`, which
    stand beside them, only of points.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str = "c4"
    symbol: str = "circle"
    dash: str = "solid"
    joined: bool = True
    open: bool = False
    x: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marks:
    """What bars are held against: a stroke across each bar, at a value for each category."""

    name: str
    colour: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Panel:
    """One native chart.

    `number` is a format of its values as spreadsheets write it; `most` the end of the value axis, so that panels side
    by side share one scale. `heading` stands above it; `remark` in place of bars that there are
    none of, and `unknown` (category -> words) in place of single ones; `marks` are drawn
    over lying bars, and `ends` (category -> words) beside them.
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    value_title: str = ""
    category_title: str = ""
    number: str = "#,##0"
    least: float | None = None
    most: float | None = None
    heading: str = ""
    remark: str = ""
    unknown: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Marks, ...] = ()
    ends: Mapping[str, str] = field(default_factory=dict)
    value_labels: bool = True
    x_number: str = "General"


@dataclass(frozen=True)
class Room:
    """What a panel keeps free around its plot, in inches; None is left to the program that opens the file."""

    left: float
    right: float = 0.35
    top: float = 0.08
    bottom: float = 0.5


def label_room(names: Sequence[str], size: float, most: float) -> float:
    """How much room the names of categories need, in inches; those that need more than `most` go to a second line."""
    return min(most, max((width(name, size) for name in names), default=0.0)) + 0.12
