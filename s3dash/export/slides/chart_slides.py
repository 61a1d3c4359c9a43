"""The charts of the pages as slides: native charts side by side, a coloured table, or the values as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from s3dash.export.slides import master, shapes
from s3dash.export.slides.charts import put_panel
from s3dash.export.slides.colours import of_series
from s3dash.export.slides.deck import Deck, Page
from s3dash.export.slides.figure_tables import data_table, heat_table, legend_of
from s3dash.export.slides.figures import looks_changed, panels
from s3dash.export.slides.measure import height, width
from s3dash.export.slides.panels import Panel, Room, label_room
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import Column, Table, cells, cut_to, put_table
from s3dash.export.slides.words import Paragraph, Run, paragraphs
from s3dash.views.chart import Chart
from s3dash.views.compare.columns import GLYPHS

_GAP, _HEAD = 0.3, 0.3
_NOTE = 10.5
_NARROW = 4
"""So many columns fit beside a text."""


def chart_slide(deck: Deck, chart: Chart, *, kicker: str, link: str, lead: str = "", notes: Iterable[str] = ()) -> Page:
    """Add a slide of one chart: its title, what it shows in words, the chart, its remark, its source."""
    page = deck.add(
        master.FIGURE_LAYOUT,
        chart.title,
        kicker=kicker,
        lead=lead or chart.alt,
        source=chart.source,
        link=link,
        notes=[chart.alt, chart.note, *notes],
    )
    put_chart(page, chart, Box(master.MARGIN, page.top, master.INNER, master.CONTENT.bottom - page.top))
    return page


def put_chart(page: Page, chart: Chart, box: Box) -> None:
    """Put a chart in a box, with its remark below it."""
    deck = page.deck
    native = panels(chart)
    heat = None if native else heat_table(chart)
    remarks = [chart.alt if looks_changed(chart) else chart.note]
    table, left_out, size = None, 0, 0.0
    if not native and not heat:
        table, left_out = data_table(deck.text, chart)
        size, shown = cut_to(table, box.w, box.h - _below(remarks[0], box.w) - 0.2)
        table, left_out = shown, left_out + len(table.rows) - len(shown.rows)
    if left_out:
        remarks.append(deck.text.count("slides.chart.more_rows", left_out))
    said = " ".join(remark for remark in remarks if remark)
    if heat and heat.upright:
        said = ""  # every row is needed for the cells; the remark is in the notes
    below = _below(said, box.w)
    if said:
        note = Box(box.x, box.bottom - below + 0.08, box.w, below - 0.06)
        page.say("note", note, [said], size=_NOTE, smallest=9, colour="quiet")
    room = Box(box.x, box.y, box.w, box.h - below)
    if native:
        _put_panels(page, chart, native, room)
    elif heat:
        _put_heat(page, chart, heat, room)
    elif table:
        put_table(page, table, room, size, chart.title, chart.alt)


def _below(remark: str, inches: float) -> float:
    """The room that a remark takes below a chart."""
    return min(height(paragraphs(remark), inches, _NOTE), 0.55) + 0.08 if remark else 0.0


def _put_panels(page: Page, chart: Chart, native: Sequence[Panel], box: Box) -> None:
    """Panels beside each other on one scale; the names of rows stand to the left of the first one."""
    names: tuple[str, ...] = next((panel.categories for panel in native if panel.categories), ())
    first = next(panel for panel in native if panel.series)
    bars = first.kind == "bars"
    size = 11.0 if not bars else max(7.0, min(11.0, (box.h - 1.1) / max(1, len(names)) * 72 / 1.3))
    labels = 0.0
    if bars:
        labels = label_room(names, size, box.w * (0.34 if len(native) > 1 else 0.42))
    caption = _caption(first)
    head = _HEAD if caption or (len(native) > 1 and any(panel.heading for panel in native)) else 0.0
    if caption:
        place = Box(box.x, box.y, labels - 0.1 if bars and len(native) > 1 else box.w, head)
        said = Paragraph((Run(caption, colour="quiet"),), "l" if bars else "r")
        page.say("unit", place, [said], size=10.5, smallest=8)
    wide = (box.w - labels - _GAP * (len(native) - 1)) / len(native)
    tall = box.h - head
    if bars:
        extra = 0.7 if first.marks else 0.0
        tall = min(tall, extra + 0.4 * max(1, len(names)) + 0.9)
    points = next((one for one in (12, 11, 10) if all(width(panel.heading, one, True) <= wide for panel in native)), 9)
    for n, panel in enumerate(native):
        left = box.x + labels + n * (wide + _GAP)
        if len(native) > 1 and panel.heading:
            colour = of_series(n) if panel.heading[:1] == GLYPHS[n % len(GLYPHS)] else "ink"
            heading = [Run(panel.heading, bold=True)]
            page.say("heading", Box(left, box.y, wide, head), heading, size=points, colour=colour)
        if not panel.series:
            place = Box(left, box.y + head + 0.1, wide, 0.5)
            page.say("remark", place, [Run(panel.remark, italic=True)], size=12, smallest=10, colour="quiet")
            continue
        shown, room = panel, None
        inner = labels if n == 0 else 0.0
        if bars:
            shown = replace(panel, category_title="")
            below = 0.12 if panel.value_labels else 0.6
            room = Room(inner or 0.02, 0.5, 0.3 if panel.marks else 0.05, below)
        elif panel.kind == "columns" and panel.value_labels:
            room = Room(0.05, 0.05, 0.3, 0.62 if panel.category_title else 0.35)
        plot = Box(left - inner, box.y + head, wide + inner, tall)
        name = panel.heading or chart.title
        put_panel(page, shown, plot, name, chart.alt, room=room, labels=not bars or n == 0, size=size)


def _caption(panel: Panel) -> str:
    """What the native axes do not say: the unit of bars with numbers at their ends, and what lying bars are of."""
    hidden = panel.kind in ("bars", "columns") and panel.value_labels
    parts = [panel.category_title if panel.kind == "bars" else "", panel.value_title if hidden else ""]
    return " \u00b7 ".join(part for part in parts if part)


def _put_heat(page: Page, chart: Chart, table: Table, box: Box) -> None:
    """A heat map's table; where its columns are many their names stand upright in little."""
    rows: tuple[tuple[str | None, str], ...] = legend_of(chart)
    below = 0.3 if rows else 0.0
    room = Box(box.x, box.y, box.w, box.h - below)
    whole = _with_short_heads(table, box.w)
    size, shown = cut_to(whole, room.w, room.h)
    edges = put_table(page, shown, room, size, chart.title, chart.alt)
    if len(shown.rows) < len(whole.rows):
        words = page.deck.text.count("slides.chart.more_rows", len(whole.rows) - len(shown.rows))
        rows = ((None, words), *rows)
    x, y = box.x, min(edges[-1] + 0.1, box.bottom - 0.24)
    for colour, words in rows:
        wide = width(words, 10) + 0.12
        if x + wide + 0.3 > box.right:
            break
        if colour:
            swatch = Box(x, y + 0.02, 0.22, 0.15)
            page.put(shapes.drawn(page.next_id(), words, swatch, fill=colour, line="hatch", points=0.5))
        page.say("legend", Box(x + 0.28, y, wide, 0.2), [words], size=10)
        x += 0.28 + wide + 0.15


def _with_short_heads(table: Table, inches: float) -> Table:
    """The same table, its first column wide enough for the names of its rows, the others sharing the rest."""
    names = [cells(row)[0] for row in table.rows]
    first = min(max(width(cell.words[0].words, 12) for cell in names) + 0.2, inches * 0.3)
    rest = (inches - first) / (len(table.columns) - 1)
    columns = [Column(table.columns[0].heading, first), *(replace(one, share=rest) for one in table.columns[1:])]
    return replace(table, columns=tuple(columns))


def is_wide(chart: Chart) -> bool:
    """Whether a chart needs the whole width of a slide."""
    native = panels(chart)
    if native:
        return len(native) > 1
    heat = heat_table(chart)
    return len(heat.columns) > _NARROW if heat else len(chart.columns) > _NARROW
