"""Small multiples: the same bars for each region side by side, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from s3dash.text import Text
from s3dash.views.chart import SERIES, SOFT
from s3dash.views.compare.columns import GLYPHS

_GAP = 0.035
"""Space between two panels, as a part of the drawing's width."""
_SCALES = ((1e9, "billion"), (1e6, "million"), (1e4, "thousand"))
_HEAD = {1: 60, 2: 24, 3: 14, 4: 11}
"""Panels -> characters of a name that fit above each, beside the names of rows; without those, half as many more."""
_LABELS = 14
"""So many years fit below all panels together."""


@dataclass(frozen=True)
class Panel:
    """One region's bars: a value for each label, None where it is not known; `remark` stands in place of all bars."""

    name: str
    values: tuple[float | None, ...]
    remark: str = ""


@dataclass(frozen=True)
class Scale:
    """What the numbers of an axis are divided by, how many decimals they get, and the axis's title."""

    divisor: float
    decimals: int
    title: str


def scale(text: Text, panels: Sequence[Panel], unit: str, per_inhabitant: bool = False) -> Scale:
    """Choose a scale for some panels.

    Parameters
    ----------
    unit
        `EUR`, `SEK`, or `projects`.
    """
    if unit == "projects":
        return Scale(1, 0, text("compare.axis.projects"))
    most = largest(panels)
    if per_inhabitant:
        return Scale(1, 0 if most >= 100 else 1, text(f"compare.axis.{unit}.inhabitant"))
    divisor, name = next(((divisor, name) for divisor, name in _SCALES if most >= divisor), (1.0, "unit"))
    return Scale(divisor, 0 if divisor == 1 or most / divisor >= 100 else 1, text(f"compare.axis.{unit}.{name}"))


def largest(panels: Sequence[Panel]) -> float:
    """The largest value of all; 0 where none is known."""
    return max((value for panel in panels for value in panel.values if value is not None), default=0.0)


def rows_figure(text: Text, labels: Sequence[str], panels: Sequence[Panel], axis: Scale) -> dict[str, Any]:
    """Bars to the right, a row for each label; the rows are common to all panels."""
    layout: dict[str, Any] = {
        "showlegend": False,
        "margin": {"t": _room(panels, _HEAD[len(panels)])},
        "yaxis": {
            "autorange": "reversed",
            "categoryorder": "array",
            "categoryarray": list(labels),
            "showgrid": False,
        },
        "annotations": _heads(panels, _HEAD[len(panels)]),
    }
    room = 1.22 + 0.08 * len(panels)
    top = largest(panels) / axis.divisor * room or 1
    data = []
    for n, panel in enumerate(panels):
        layout[_axis("xaxis", n)] = {
            "domain": _domain(n, len(panels)),
            "range": [0, top],
            "nticks": 4,
            "title": {"text": axis.title},
            "anchor": "y",
        }
        data += _bars(text, labels, panel, n, axis, "h")
    return {"data": data, "layout": layout}


def years_figure(text: Text, years: Sequence[int], panels: Sequence[Panel], axis: Scale) -> dict[str, Any]:
    """Bars upwards, one for each year; the scale is common to all panels."""
    step = -(-len(years) * len(panels) // _LABELS)
    shown = [year for year in years if (year - years[0]) % step == 0]
    top = largest(panels) / axis.divisor * 1.18 or 1
    layout: dict[str, Any] = {
        "showlegend": False,
        "margin": {"t": _room(panels, _HEAD[len(panels)] * 3 // 2)},
        "yaxis": {"range": [0, top], "title": {"text": axis.title}, "nticks": 5},
        "annotations": _heads(panels, _HEAD[len(panels)] * 3 // 2),
    }
    data = []
    for n, panel in enumerate(panels):
        layout[_axis("xaxis", n)] = {
            "domain": _domain(n, len(panels)),
            "tickvals": shown,
            "ticktext": [str(year) for year in shown],
            "range": [years[0] - 0.6, years[-1] + 0.6],
            "showgrid": False,
            "title": {"text": text("compare.axis.start_year")},
            "anchor": "y",
        }
        data += _bars(text, years, panel, n, axis, "v")
    return {"data": data, "layout": layout}


def _bars(
    text: Text, labels: Sequence[str] | Sequence[int], panel: Panel, n: int, axis: Scale, way: str
) -> list[dict[str, Any]]:
    """A panel's bars with their numbers; where one is not known that is said, or stands a question mark."""
    if panel.remark:
        return []
    values = [None if value is None else value / axis.divisor for value in panel.values]
    numbers = ["" if not value else text.number(value, axis.decimals) for value in values]
    along, across = ("x", "y") if way == "h" else ("y", "x")
    place = {"xaxis": "x" if n == 0 else f"x{n + 1}", "yaxis": "y"}
    bars = {
        "type": "bar",
        "orientation": way,
        "name": panel.name,
        across: list(labels),
        along: values,
        "text": numbers,
        "textposition": "outside",
        "cliponaxis": False,
        "textangle": 0,
        "constraintext": "none",
        "marker": {"color": SERIES[n]},
        "hovertemplate": f"%{{{across}}}: %{{{along}}} {axis.title}<extra>{panel.name}</extra>",
        **place,
    }
    unknown = [label for label, value in zip(labels, values, strict=True) if value is None]
    if not unknown:
        return [bars]
    signs = {
        "type": "scatter",
        "mode": "text",
        "name": panel.name,
        across: unknown,
        along: [0] * len(unknown),
        "text": [text("compare.funding.not_known") if way == "h" else "?"] * len(unknown),
        "textposition": "middle right" if way == "h" else "top center",
        "textfont": {"color": SOFT},
        "hoverinfo": "skip",
        "cliponaxis": False,
        **place,
    }
    return [bars, signs]


def _room(panels: Sequence[Panel], width: int) -> int:
    """How much the margin above the panels must hold."""
    return 14 + 20 * max(len(_lines(panel.name, width)) for panel in panels)


def _lines(words: str, width: int) -> list[str]:
    return wrap(words, width, break_long_words=False, break_on_hyphens=True)


def _heads(panels: Sequence[Panel], width: int) -> list[dict[str, Any]]:
    """Each panel's name above it, and in the middle of a panel without bars why it has none."""
    annotations = []
    for n, panel in enumerate(panels):
        left, right = _domain(n, len(panels))
        sign, name = f'<span style="color:{SERIES[n]}">{GLYPHS[n]}</span>', "<br>".join(_lines(panel.name, width))
        annotations.append(
            {
                "text": f"<b>{sign} {name}</b>",
                "align": "left",
                "x": left,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "yshift": 6,
                "xref": "paper",
                "yref": "paper",
                "showarrow": False,
            }
        )
        if panel.remark:
            annotations.append(
                {
                    "text": "<br>".join(_lines(panel.remark, width)),
                    "x": (left + right) / 2,
                    "xanchor": "center",
                    "y": 0.5,
                    "yanchor": "middle",
                    "xref": "paper",
                    "yref": "paper",
                    "showarrow": False,
                    "font": {"color": SOFT},
                }
            )
    return annotations


def _axis(name: str, n: int) -> str:
    return name if n == 0 else f"{name}{n + 1}"


def _domain(n: int, of: int) -> list[float]:
    width = (1 - _GAP * (of - 1)) / of
    left = n * (width + _GAP)
    return [round(left, 4), round(left + width, 4)]
