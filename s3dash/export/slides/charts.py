"""Native charts: bars, columns, lines and points that can be edited, each with its data in a sheet of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from s3dash.export.slides.colours import colour_xml
from s3dash.export.slides.deck import Page
from s3dash.export.slides.overlays import put_ends, put_marks, put_unknown
from s3dash.export.slides.panels import Panel, Room, Series
from s3dash.export.slides.shapes import Box, emu
from s3dash.export.slides.words import clean

_TYPES = {
    ("bars", False): XL_CHART_TYPE.BAR_CLUSTERED, ("bars", True): XL_CHART_TYPE.BAR_STACKED,
    ("columns", False): XL_CHART_TYPE.COLUMN_CLUSTERED, ("columns", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("lines", False): XL_CHART_TYPE.LINE_MARKERS, ("points", False): XL_CHART_TYPE.XY_SCATTER,
}  # fmt: skip
_MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE, "diamond": XL_MARKER_STYLE.DIAMOND, "square": XL_MARKER_STYLE.SQUARE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE, "x": XL_MARKER_STYLE.X, "cross": XL_MARKER_STYLE.PLUS,
}  # fmt: skip
_DASHES = {
    "dash": MSO_LINE_DASH_STYLE.DASH, "dot": MSO_LINE_DASH_STYLE.ROUND_DOT, "dashdot": MSO_LINE_DASH_STYLE.DASH_DOT,
}  # fmt: skip
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NS = f'xmlns:c="{_C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def put_panel(
    page: Page,
    panel: Panel,
    box: Box,
    name: str,
    description: str,
    *,
    room: Room | None = None,
    labels: bool = True,
    size: float = 11,
) -> None:
    """Put a chart on a slide.

    Parameters
    ----------
    labels
        Whether the names of the categories are written; not in panels to the right of one that has them.
    size
        Of the type, in points.
    """
    place = (Emu(emu(part)) for part in box)
    frame = page.slide.shapes.add_chart(_TYPES[panel.kind, panel.stacked], *place, _data(panel))
    page.describe(frame, name, description)
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(size), None
    _paint(chart.font.fill, "ink")
    chart.has_title = False
    several = len({one.name for one in panel.series}) > 1
    chart.has_legend = several
    if several:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(max(size, 10.5))
    _axes(chart, panel, labels, size)
    plot = chart.plots[0]
    if panel.kind in ("bars", "columns"):
        plot.gap_width = 45 if len(panel.series) == 1 or panel.stacked else 60
        plot.overlap = 100 if panel.stacked else -5
    for one, series in zip(plot.series, panel.series, strict=True):
        _look(one, series, panel, size)
    _value_labels(plot, panel, size)
    if room is not None:
        room = replace(room, top=room.top + 0.35) if several else room
        _lay_out(chart, box, room)
        plot = Box(box.x + room.left, box.y + room.top, box.w - room.left - room.right, box.h - room.top - room.bottom)
        put_unknown(page, panel, plot, size)
        put_marks(page, panel, plot)
        put_ends(page, panel, plot, size)


def _data(panel: Panel) -> Any:
    if panel.kind == "points":
        points = XyChartData(number_format=panel.number)
        for series in panel.series:
            drawn = points.add_series(clean(series.name))
            for x, y in zip(series.x, series.values, strict=True):
                if x is not None and y is not None:
                    drawn.add_data_point(x, y)
        return points
    data = CategoryChartData(number_format=panel.number)
    data.categories = [clean(name) for name in panel.categories]
    for series in panel.series:
        data.add_series(clean(series.name), series.values)
    return data


def _axes(chart: Any, panel: Panel, labels: bool, size: float) -> None:
    values, names = chart.value_axis, chart.category_axis
    for axis in (values, names):
        axis.format.line.width = Pt(0.75)
        _paint(axis.format.line.fill, "line")
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.tick_labels.font.size = Pt(size)
    values.has_major_gridlines = True
    values.major_gridlines.format.line.width = Pt(0.5)
    _paint(values.major_gridlines.format.line.fill, "line")
    _paint(values.tick_labels.font.fill, "quiet")
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = panel.number, False
    names.has_major_gridlines = panel.kind == "points"
    if panel.kind == "points":
        names.major_gridlines.format.line.width = Pt(0.5)
        _paint(names.major_gridlines.format.line.fill, "line")
        _paint(names.tick_labels.font.fill, "quiet")
        names.tick_labels.number_format, names.tick_labels.number_format_is_linked = panel.x_number, False
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        values.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if panel.kind in ("bars", "columns"):
        values.minimum_scale = 0
    if panel.least is not None:
        values.minimum_scale = panel.least
    if panel.most is not None:
        values.maximum_scale = panel.most
    if panel.kind == "bars":
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        # every bar has its number: the axis needs no line beside them
        values.visible = not panel.value_labels
        values.has_major_gridlines = not panel.value_labels
    if panel.kind == "columns" and panel.value_labels and not panel.stacked:
        values.visible = values.has_major_gridlines = False
    if panel.kind in ("bars", "columns"):
        # every category has its name, also where a program thinks that there is little room
        last = names._element.find(f"{{{_C}}}noMultiLvlLbl")
        last.addprevious(parse_xml(f'<c:tickLblSkip {_NS} val="1"/>'))
    if not labels:
        names.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    for axis, title in ((values, panel.value_title), (names, panel.category_title)):
        axis.has_title = bool(title) and (axis is names or axis.visible)
        if axis.has_title:
            frame = axis.axis_title.text_frame
            frame.text = clean(title)
            font = frame.paragraphs[0].runs[0].font
            font.size, font.bold = Pt(size), False
            _paint(font.fill, "quiet")


def _look(drawn: Any, series: Series, panel: Panel, size: float) -> None:
    """Colours, marks and lines of one series."""
    if panel.kind in ("bars", "columns"):
        _paint(drawn.format.fill, series.colour)
        drawn.invert_if_negative = False
        return
    if panel.kind == "points" and series.joined:
        drawn.marker.style = XL_MARKER_STYLE.NONE
        drawn.format.line.width = Pt(1.5)
        _paint(drawn.format.line.fill, series.colour)
        drawn.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        return
    drawn.marker.style = _MARKERS.get(series.symbol, XL_MARKER_STYLE.CIRCLE)
    drawn.marker.size = 8 if panel.kind == "points" else 7
    _paint(drawn.marker.format.fill, "paper" if series.open else series.colour)
    drawn.marker.format.line.width = Pt(1.25)
    _paint(drawn.marker.format.line.fill, series.colour)
    if panel.kind == "lines":
        drawn.smooth = False
    if panel.kind == "points" or not series.joined:
        drawn.format.line.fill.background()
    else:
        drawn.format.line.width = Pt(2.25)
        _paint(drawn.format.line.fill, series.colour)
        if series.dash in _DASHES:
            drawn.format.line.dash_style = _DASHES[series.dash]
    if panel.kind != "points":
        return
    shown = [label for label, x, y in zip(series.labels, series.x, series.values, strict=True) if None not in (x, y)]
    for n, label in enumerate(shown):
        if label:
            text = drawn.points[n].data_label
            text.position = XL_LABEL_POSITION.RIGHT
            text.text_frame.text = clean(label)
            text.text_frame.paragraphs[0].runs[0].font.size = Pt(size - 1)


def _value_labels(plot: Any, panel: Panel, size: float) -> None:
    """Write the numbers at the ends of bars that stand alone."""
    if panel.kind not in ("bars", "columns") or not panel.value_labels or panel.stacked:
        return
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.font.size, labels.position = Pt(size), XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = panel.number, False
    _paint(labels.font.fill, "ink")


def _paint(fill: Any, colour: str) -> None:
    """Give a fill one of our colours: python-pptx has no way to set both kinds of change of lightness."""
    fill.solid()
    plain = fill._xPr.find("{*}solidFill")
    plain.getparent().replace(plain, parse_xml(f"<a:solidFill {_NS}>{colour_xml(colour)}</a:solidFill>"))


def _lay_out(chart: Any, box: Box, room: Room) -> None:
    """Say where the plot stands within the chart, so that panels side by side have their rows on one line."""
    area = chart._chartSpace.find(f".//{{{_C}}}plotArea")
    for old in area.findall(f"{{{_C}}}layout"):
        area.remove(old)
    x, y = room.left / box.w, room.top / box.h
    wide, tall = (box.w - room.left - room.right) / box.w, (box.h - room.top - room.bottom) / box.h
    values = "".join(
        f'<c:{name} val="{value}"/>'
        for name, value in (
            ("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"),
            ("x", f"{x:.4f}"), ("y", f"{y:.4f}"), ("w", f"{wide:.4f}"), ("h", f"{tall:.4f}"),
        )
    )  # fmt: skip
    area.insert(0, parse_xml(f"<c:layout {_NS}><c:manualLayout>{values}</c:manualLayout></c:layout>"))
