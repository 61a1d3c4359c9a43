"""Indicators as marks on a line from the lowest to the highest value: a table, and drawn over it the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s3dash.analysis.comparison_numbers import IndicatorRow
from s3dash.analysis.profile import Reading, flags_of
from s3dash.export.slides import master, shapes
from s3dash.export.slides.colours import of_series
from s3dash.export.slides.deck import Deck, Page
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import Column, Row, Table, put_table
from s3dash.export.slides.words import Paragraph, Run
from s3dash.views.compare.columns import GLYPHS

_PRESETS = ("ellipse", "diamond", "rect", "triangle")
_MARK = 0.15


@dataclass(frozen=True)
class Value:
    """A region's value in words, what one must know of it, and its place on the line, 0 to 1."""

    words: str
    remarks: str
    place: float | None


@dataclass(frozen=True)
class Line:
    """One indicator: the ends of its line in words, and the place of the Swedish mean."""

    name: str
    unit: str
    values: tuple[Value, ...]
    low: str
    high: str
    mean: float | None


def of_readings(deck: Deck, sides: Sequence[Sequence[Reading]], codes: Sequence[str]) -> list[Line]:
    """The lines of a region's profile, or of two regions' side by side."""
    made = []
    for readings in zip(*sides, strict=True):
        scale = next((one for one in readings if one.value is not None), readings[0])
        values = tuple(
            _value(deck, one.indicator_id, one.value, one.year, one.flag, one.nuts_id, code, scale.low, scale.high)
            for one, code in zip(readings, codes, strict=True)
        )
        made.append(_line(deck, scale.indicator_id, values, scale.low, scale.high, scale.swedish_mean))
    return made


def of_comparison(deck: Deck, rows: Sequence[IndicatorRow], codes: Sequence[str]) -> list[Line]:
    """The lines of a comparison."""
    made = []
    for row in rows:
        values = tuple(
            Value(deck.text("no_data"), "", None)
            if one is None
            else _value(deck, row.indicator_id, one.value, one.year, one.flag, one.nuts_id, code, row.low, row.high)
            for one, code in zip(row.values, codes, strict=True)
        )
        if any(row.values):
            made.append(_line(deck, row.indicator_id, values, row.low, row.high, row.swedish_mean))
    return made


def _line(
    deck: Deck, indicator_id: str, values: tuple[Value, ...], low: float | None, high: float | None, mean: float | None
) -> Line:
    text, lang = deck.text, deck.lang
    indicator = deck.context.dataset.indicator(indicator_id)
    deck.cite(indicator.source_id)
    ends = (
        ("", "") if low is None or high is None else tuple(text.number(end, indicator.decimals) for end in (low, high))
    )
    return Line(
        indicator.name(lang),
        indicator.unit(lang),
        values,
        ends[0],
        ends[1],
        None if mean is None else _place(mean, low, high),
    )


def _value(
    deck: Deck,
    indicator_id: str,
    value: float | None,
    year: int | None,
    flag: str | None,
    holder: str,
    code: str,
    low: float | None,
    high: float | None,
) -> Value:
    text = deck.text
    if value is None:
        return Value(text("no_data"), "", None)
    remarks = [
        str(year),
        *([deck.context.name(holder)] if holder != code else []),
        *(text(f"flag.{one}") for one in flags_of(flag)),
    ]
    decimals = deck.context.dataset.indicator(indicator_id).decimals
    return Value(text.number(value, decimals), ", ".join(remarks), _place(value, low, high))


def _place(value: float, low: float | None, high: float | None) -> float | None:
    if low is None or high is None or high <= low:
        return None
    return min(max((value - low) / (high - low), 0.0), 1.0)


def put_dots(page: Page, lines: Sequence[Line], names: Sequence[str], box: Box) -> None:
    """Put the table and its lines on a slide; each region has its mark, the Swedish mean an upright stroke."""
    deck, text = page.deck, page.deck.text
    several = len(names) > 1
    columns = [Column(text("compare.indicators.column.indicator"), 3.3)]
    for n, name in enumerate(names):
        mark = [Run(f"{GLYPHS[n]} ", colour=of_series(n)), Run(name)] if several else [Run(name)]
        columns.append(Column(mark, 1.75 if len(names) < 4 else 1.5, "r"))
    ends = 0.95
    line = 3.4 if len(names) < 3 else 2.4
    columns += [
        Column(text("compare.indicators.column.low"), ends, "r"),
        Column("", line, "ctr"),
        Column(text("compare.indicators.column.high"), ends),
    ]
    rows: list[Row] = []
    for one in lines:
        cells: list[Paragraph | list[Paragraph]] = [
            [Paragraph((Run(one.name),)), Paragraph((Run(one.unit, 9.5, colour="quiet"),))]
        ]
        for value in one.values:
            missing = value.place is None and not value.remarks
            words = Run(value.words, bold=not missing, italic=missing, colour="quiet" if missing else None)
            cells.append([Paragraph((words,)), Paragraph((Run(value.remarks or " ", 9, colour="quiet"),))])
        quiet = [Paragraph((Run(end, 10, colour="quiet"),)) for end in (one.low, "", one.high)]
        rows.append((*cells, *quiet))
    table = Table(tuple(columns), tuple(rows), anchor="ctr", pad=(0.07, 0.02))
    size = next((size for size in (13, 12, 11, 10) if sum(table.heights(box.w, size)) <= box.h), 9)
    edges = put_table(page, table, box, size, text("compare.indicators.heading"))
    widths = table.widths(box.w)
    left = box.x + sum(widths[:-2]) + 0.14
    length = widths[-2] - 0.28
    for one, top, bottom in zip(lines, edges, edges[1:], strict=False):
        _draw(page, one, left, (top + bottom) / 2, length, deck)


def _draw(page: Page, line: Line, x: float, y: float, length: float, deck: Deck) -> None:
    if not line.low:
        return
    several = len(line.values) > 1
    drawn = [shapes.drawn(page.next_id(), "line", Box(x, y - 0.01, length, 0.02), fill="line")]
    if line.mean is not None:
        mean = Box(x + line.mean * length - 0.012, y - 0.12, 0.024, 0.24)
        drawn.append(shapes.drawn(page.next_id(), deck.text("profile.mean"), mean, fill="grey"))
    for n, value in reversed(list(enumerate(line.values))):
        if value.place is not None:
            mark = Box(x + value.place * length - _MARK / 2, y - _MARK / 2, _MARK, _MARK)
            colour = of_series(n) if several else "accent"
            drawn.append(shapes.drawn(page.next_id(), value.words, mark, preset=_PRESETS[n], fill=colour, line="paper"))
    box = Box(x - _MARK, y - 0.14, length + 2 * _MARK, 0.28)
    page.put(shapes.group(page.next_id(), line.name, box, drawn))


def dots_slide(
    deck: Deck,
    title: str,
    lines: Sequence[Line],
    names: Sequence[str],
    *,
    kicker: str,
    lead: str,
    source: str,
    link: str,
    note: str,
) -> Page:
    """Add the slide of the indicators."""
    said = [
        f"{one.name}: "
        + "; ".join(
            f"{name} {value.words} {one.unit}" + (f" ({value.remarks})" if value.remarks else "")
            for name, value in zip(names, one.values, strict=True)
        )
        for one in lines
    ]
    page = deck.add(
        master.FIGURE_LAYOUT, title, kicker=kicker, lead=lead, source=source, link=link, notes=[*said, note]
    )
    put_dots(page, lines, names, Box(master.MARGIN, page.top, master.INNER, master.CONTENT.bottom - page.top))
    return page
