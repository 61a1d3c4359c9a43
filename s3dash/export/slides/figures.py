"""From a figure for the browser to native charts; what no native chart can show becomes a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from s3dash.export.slides.colours import of_figure
from s3dash.export.slides.panels import Marks, Panel, Series
from s3dash.views.chart import Chart

Trace = Mapping[str, Any]
_TAG = re.compile(r"</?(?:b|i|span)\b[^>]*>")


def panels(chart: Chart) -> tuple[Panel, ...]:
    """Return the native charts that show what a figure shows; none where its type has no native chart.

    Traces on the same axes make one chart. Bars, lines over years, and points on two scales of numbers are native;
    text without marks says what stands in place of a bar.
    """
    axes: dict[tuple[str, str], list[Trace]] = {}
    signs: dict[tuple[str, str], list[Trace]] = {}
    for trace in chart.figure["data"]:
        if trace["type"] not in ("bar", "scatter"):
            return ()
        group = signs if trace.get("mode") == "text" else axes
        group.setdefault((trace.get("xaxis", "x"), trace.get("yaxis", "y")), []).append(trace)
    layout = chart.figure["layout"]
    made = {
        _place(x): _with_signs(_panel(traces, layout, x, y), signs.get((x, y), ())) for (x, y), traces in axes.items()
    }
    if not made or len(made) < len(axes) or not all(made.values()):
        return ()
    found = {place: panel for place, panel in made.items() if panel is not None}
    bars = all(panel.kind in ("bars", "columns") for panel in found.values())
    heads = [plain_words(one["text"]) for one in _annotations(layout, "left")]
    if bars and len(heads) > len(found):
        remarks = iter([plain_words(one["text"]) for one in _annotations(layout, "center")])
        kind = next(iter(found.values())).kind
        for place in range(len(heads)):
            if place not in found:
                found[place] = Panel(kind, (), (), remark=next(remarks, ""))
    ordered = [found[place] for place in sorted(found)]
    if len(heads) == len(ordered):
        ordered = [replace(panel, heading=head) for panel, head in zip(ordered, heads, strict=True)]
    if len(ordered) > 1 and bars:
        most = max((value for panel in ordered for one in panel.series for value in one.values if value), default=0)
        ordered = [replace(panel, most=most * 1.25 or None) for panel in ordered]
    return tuple(ordered)


def _with_signs(panel: Panel | None, signs: Sequence[Trace]) -> Panel | None:
    """The panel of bars with what stands in place of those that are not known."""
    if panel is None or panel.kind not in ("bars", "columns"):
        return panel
    across = "y" if panel.kind == "bars" else "x"
    unknown = {
        plain_words(str(name)): plain_words(sign)
        for trace in signs
        for name, sign in zip(trace[across], trace["text"], strict=True)
    }
    return replace(panel, unknown=unknown)


def _place(axis: str) -> int:
    """The place of an axis such as `x2` among those of the figure, from 0."""
    return int(axis[1:] or 1) - 1


def _annotations(layout: Mapping[str, Any], anchor: str) -> list[Trace]:
    """A figure's headings of panels (`left`), or what stands in place of their bars (`center`)."""
    found = [one for one in layout.get("annotations", ()) if one.get("xanchor") == anchor]
    return [one for one in found if one.get("xref") == "paper" and not one.get("showarrow")]


def _panel(traces: Sequence[Trace], layout: Mapping[str, Any], x: str, y: str) -> Panel | None:
    bars = [trace for trace in traces if trace["type"] == "bar"]
    x_axis, y_axis = layout.get(_axis(x), {}), layout.get(_axis(y), {})
    if bars:
        return _bars(bars, traces, layout, x_axis, y_axis)
    if any(_is_words(trace["y"]) for trace in traces):
        return _dots(traces, x_axis, y_axis)
    if any(_is_words(trace["x"]) for trace in traces):
        return None
    if all(trace.get("mode") in ("lines", "lines+markers", "markers") for trace in traces) and _are_years(traces):
        return _lines(traces, x_axis, y_axis)
    if any("markers" in trace.get("mode", "") for trace in traces):
        return _points(traces, x_axis, y_axis)
    return None


def _bars(
    bars: Sequence[Trace], traces: Sequence[Trace], layout: Mapping[str, Any], x_axis: Trace, y_axis: Trace
) -> Panel | None:
    lying = bars[0].get("orientation") == "h"
    along, across = ("x", "y") if lying else ("y", "x")
    value_axis, name_axis = (x_axis, y_axis) if lying else (y_axis, x_axis)
    order = _order(bars, across, name_axis, lying)
    if not lying and all(isinstance(name, int) for name in order):
        order = list(range(min(order), max(order) + 1))
    written = dict(zip(name_axis.get("tickvals", ()), name_axis.get("ticktext", ()), strict=False))
    names = {name: plain_words(str(written.get(name, name))) for name in order}
    series = []
    for trace in bars:
        values = dict(zip(trace[across], trace[along], strict=True))
        series.append(
            Series(plain_words(trace.get("name", "")), tuple(values.get(name) for name in order), _colour(trace))
        )
    others = [trace for trace in traces if trace["type"] != "bar"]
    if others and not lying:
        return None
    marks = tuple(
        Marks(
            plain_words(one.get("name", "")),
            _colour(one),
            {names[y]: x for x, y in zip(one["x"], one["y"], strict=True) if y in names},
        )
        for one in others
    )
    stacked = layout.get("barmode") in ("stack", "relative", "overlay") and len(bars) > 1
    return Panel(
        "bars" if lying else "columns",
        tuple(names.values()),
        tuple(series),
        stacked=stacked,
        value_title=_title(value_axis),
        category_title=_title(name_axis),
        number=_number(series),
        most=_end(value_axis, series, marks) if marks else None,
        heading=plain_words(bars[0].get("name", "")) if len(bars) == 1 else "",
        marks=marks,
        value_labels=not stacked and len(bars) == 1,
    )


def _order(traces: Sequence[Trace], across: str, axis: Trace, lying: bool) -> list[Any]:
    """The categories in the order in which they are read: lying bars from the top."""
    seen = dict.fromkeys(name for trace in traces for name in trace[across])
    declared = [name for name in axis.get("categoryarray", ()) if name in seen]
    order = [*declared, *(name for name in seen if name not in declared)]
    low, high = axis.get("range", (0, 1))
    from_top = axis.get("autorange") == "reversed" or low > high
    return order[::-1] if lying and not from_top else order


def _end(axis: Trace, series: Sequence[Series], marks: Sequence[Marks]) -> float:
    """The end of a value axis."""
    values = [value for one in series for value in one.values if value]
    values += [value for one in marks for value in one.values.values()]
    most = max(values, default=1.0)
    return float(axis["range"][1]) if "range" in axis else most * 1.1


def _dots(traces: Sequence[Trace], x_axis: Trace, y_axis: Trace) -> Panel | None:
    """One mark for each category as a bar as long; None where a category has several.

    A line straight up at one value is what all of them are held against.
    """
    dots = [trace for trace in traces if "markers" in trace.get("mode", "")]
    rest = [trace for trace in traces if "markers" not in trace.get("mode", "")]
    named = [name for trace in dots for name in trace["y"]]
    if not dots or len(named) > len(set(named)) or any(len(set(trace["x"])) != 1 for trace in rest):
        return None
    order = _order(dots, "y", y_axis, True)
    series: list[Series] = []
    ends: dict[str, str] = {}
    for trace in dots:
        values = dict(zip(trace["y"], trace["x"], strict=True))
        series.append(
            Series(plain_words(trace.get("name", "")), tuple(values.get(name) for name in order), _colour(trace))
        )
        words = trace.get("text", ())
        if words and not isinstance(words, str):
            ends |= {
                plain_words(str(name)): plain_words(said).strip() for name, said in zip(trace["y"], words, strict=True)
            }
    names = tuple(plain_words(str(name)) for name in order)
    marks = tuple(
        Marks(
            plain_words(one.get("name", "")), of_figure(one["line"]["color"]), dict.fromkeys(names, float(one["x"][0]))
        )
        for one in rest
    )
    return Panel(
        "bars",
        names,
        tuple(series),
        stacked=True,
        value_title=_title(x_axis),
        category_title=_title(y_axis),
        number=_number(series),
        marks=marks,
        ends=ends,
        most=_end(x_axis, series, marks),
        value_labels=False,
    )


def _lines(traces: Sequence[Trace], x_axis: Trace, y_axis: Trace) -> Panel:
    seen = [int(year) for trace in traces for year in trace["x"] if year is not None]
    years = range(min(seen), max(seen) + 1)
    series = []
    for trace in traces:
        values = {year: value for year, value in zip(trace["x"], trace["y"], strict=True) if year is not None}
        symbol, is_open = _symbol(trace)
        series.append(
            Series(
                plain_words(trace.get("name", "")),
                tuple(values.get(year) for year in years),
                of_figure(trace.get("line", {}).get("color") or _colour(trace)),
                symbol,
                trace.get("line", {}).get("dash", "solid"),
                joined="lines" in trace["mode"],
                open=is_open,
            )
        )
    return Panel(
        "lines",
        tuple(map(str, years)),
        tuple(series),
        value_title=_title(y_axis),
        category_title=_title(x_axis),
        number=_number(series),
        least=0 if y_axis.get("rangemode") == "tozero" else None,
    )


def _points(traces: Sequence[Trace], x_axis: Trace, y_axis: Trace) -> Panel:
    series = []
    for trace in traces:
        if "markers" not in trace.get("mode", ""):
            colour = of_figure(trace.get("line", {}).get("color", "#8596a1"))
            name = plain_words(trace.get("name", ""))
            series.append(Series(name, tuple(trace["y"]), colour, x=tuple(trace["x"]), labels=("",) * len(trace["x"])))
            continue
        marks = trace.get("text", ())
        labels = tuple(map(plain_words, marks)) if not isinstance(marks, str) else ()
        symbol, is_open = _symbol(trace)
        series.append(
            Series(
                plain_words(trace.get("name", "")),
                tuple(trace["y"]),
                _colour(trace),
                symbol,
                joined=False,
                open=is_open,
                x=tuple(trace["x"]),
                labels=labels or ("",) * len(trace["x"]),
            )
        )
    xs = [Series("", one.x) for one in series]
    return Panel(
        "points",
        (),
        tuple(series),
        value_title=_title(y_axis),
        category_title=_title(x_axis),
        number=_number(series),
        x_number=_number(xs),
    )


def looks_changed(chart: Chart) -> bool:
    """Whether marks of different sizes are bars on the slide, where the chart's remark says nothing true of them."""
    sized = any(isinstance(trace.get("marker", {}).get("size"), list | tuple) for trace in chart.figure["data"])
    return sized and any(panel.kind == "bars" for panel in panels(chart))


def _axis(name: str) -> str:
    return f"{name[0]}axis{name[1:]}"


def _title(axis: Trace) -> str:
    title = axis.get("title", {})
    return plain_words(title.get("text", "") if isinstance(title, Mapping) else str(title))


def plain_words(words: str) -> str:
    """Words without the little HTML that figures may have."""
    return _TAG.sub("", words.replace("<br>", " "))


def _is_words(values: Sequence[Any]) -> bool:
    return any(isinstance(value, str) for value in values)


def _are_years(traces: Sequence[Trace]) -> bool:
    years = [value for trace in traces for value in trace["x"] if value is not None]
    return bool(years) and all(isinstance(year, int) and 1950 < year < 2100 for year in years)


def _colour(trace: Trace) -> str:
    colour = trace.get("marker", {}).get("color", "#2a6d88")
    if not isinstance(colour, str):
        colour = next((one for one in colour if isinstance(one, str)), "#2a6d88")
    return of_figure(colour)


def _symbol(trace: Trace) -> tuple[str, bool]:
    """The symbol of a trace's marks, and whether it is drawn open; a circle where each mark has its own."""
    symbol = trace.get("marker", {}).get("symbol", "circle")
    symbol = symbol if isinstance(symbol, str) else "circle"
    return symbol.removesuffix("-open"), symbol.endswith("-open")


def _number(series: Sequence[Series]) -> str:
    """A number format with as many decimals as the values need to be told apart."""
    values = [value for one in series for value in one.values if value is not None]
    most = max((abs(value) for value in values), default=0)
    whole = all(float(value).is_integer() for value in values)
    if whole or most >= 100:
        return "#,##0"
    return "#,##0.0;-#,##0.0;0" if most >= 1 else "0.00;-0.00;0"
