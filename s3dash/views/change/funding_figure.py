"""The figure of projects or money by start year: lines where the lists reach, open marks where they hardly do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from s3dash.analysis.priorities import CURRENT, EARLIER
from s3dash.analysis.series import FundingSeries, FundingYear
from s3dash.views.chart import DASHES, LINE, SERIES, SYMBOLS
from s3dash.views.context import Context

_LOOKS = {EARLIER: (SERIES[2], DASHES[2], SYMBOLS[1]), CURRENT: (SERIES[0], DASHES[0], SYMBOLS[0])}


@dataclass(frozen=True)
class Shown:
    """What is drawn of a year: its value, in which units, and whether it can be compared with another year's."""

    value: Callable[[FundingYear], float | None]
    scale: float
    comparable: Callable[[FundingYear], bool]


def funding_figure(context: Context, series: list[FundingSeries], shown: Shown, axis: str) -> dict[str, Any]:
    """One panel for each fund, under each other, with the same years and the same scale.

    Years that the lists do not reach are shaded. `axis` is the title of the axis of values, in units of `shown.scale`.
    """
    funds = list(dict.fromkeys(one.fund for one in series))
    first = min(year.year for one in series for year in one.years)
    last = max(year.year for one in series for year in one.years)
    layout: dict[str, Any] = {"annotations": [], "shapes": []}
    data: list[dict[str, Any]] = []
    named = {one.period: one.fund for one in sorted(series, key=lambda one: any(map(shown.comparable, one.years)))}
    share = 1 / len(funds)
    for at, fund in enumerate(funds):
        number = "" if at == 0 else str(at + 1)
        top = 1 - at * share
        layout[f"xaxis{number}"] = {
            "range": [first - 0.6, last + 0.6],
            "anchor": f"y{number}",
            "showgrid": False,
            "showticklabels": at == len(funds) - 1,
            "title": {"text": context.text("change.funding.year") if at == len(funds) - 1 else ""},
        }
        layout[f"yaxis{number}"] = {
            "domain": [top - share * 0.8, top - share * 0.14],
            "anchor": f"x{number}",
            "rangemode": "tozero",
            "title": {"text": axis},
            "nticks": 4,
            **({"matches": "y"} if at else {}),
        }
        layout["annotations"].append(
            {
                "text": context.text(f"fund.{fund}"),
                "x": 0,
                "xref": "paper",
                "y": top - share * 0.12,
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
            }
        )
        of_fund = [one for one in series if one.fund == fund]
        for start, end in _beyond(of_fund, first, last):
            layout["shapes"].append(_shade(start, end, number))
            if end - start > 1:
                layout["annotations"].append(_said_beyond(context, (start + end) / 2, top - share * 0.14, number))
        for one in of_fund:
            data += _traces(context, one, shown, number, named[one.period] == fund)
    return {"data": data, "layout": layout}


def _beyond(series: list[FundingSeries], first: int, last: int) -> list[tuple[int, int]]:
    """The stretches of years (first, last of each) that no list of a fund reaches."""
    reached = {year.year for one in series for year in one.years if year.reached}
    missing = [year for year in range(first, last + 1) if year not in reached]
    starts = [missing[0]] if missing else []
    ends = []
    for before, year in pairwise(missing):
        if year != before + 1:
            ends.append(before)
            starts.append(year)
    return list(zip(starts, [*ends, *missing[-1:]], strict=True))


def _shade(start: int, end: int, number: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "xref": f"x{number}",
        "yref": f"y{number} domain",
        "x0": start - 0.5,
        "x1": end + 0.5,
        "y0": 0,
        "y1": 1,
        "line": {"width": 0},
        "fillcolor": LINE,
        "opacity": 0.4,
    }


def _said_beyond(context: Context, middle: float, top: float, number: str) -> dict[str, Any]:
    return {
        "text": context.text("change.funding.beyond"),
        "x": middle,
        "xref": f"x{number}",
        "y": top,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
    }


def _traces(
    context: Context, series: FundingSeries, shown: Shown, number: str, in_legend: bool
) -> list[dict[str, Any]]:
    """The years that can be compared, joined, and the others as open marks."""
    colour, dash, symbol = _LOOKS[series.period]
    name = context.text.period(series.period)
    made: list[dict[str, Any]] = []
    for comparable in (True, False):
        xs: list[int] = []
        ys: list[float | None] = []
        for run in series.runs(shown.comparable):
            years = [year for year in run if shown.comparable(year) == comparable]
            if xs and years:  # a year without a value parts the runs
                xs.append(years[0].year)
                ys.append(None)
            for year in years:
                found = shown.value(year)
                xs.append(year.year)
                ys.append(None if found is None else round(found / shown.scale, 4))
        if xs:
            made.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers" if comparable else "markers",
                    "name": name,
                    "legendgroup": series.period,
                    "legendrank": 1 + (series.period == CURRENT),
                    "cliponaxis": False,
                    "showlegend": in_legend and not made,
                    "x": xs,
                    "y": ys,
                    "xaxis": f"x{number}",
                    "yaxis": f"y{number}",
                    "connectgaps": False,
                    "line": {"color": colour, "dash": dash, "width": 2.2},
                    "marker": {"symbol": symbol if comparable else f"{symbol}-open", "size": 8, "color": colour},
                    "hovertemplate": f"{name}<br>%{{x}}: %{{y}}<extra></extra>",
                }
            )
    return made
