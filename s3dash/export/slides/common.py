"""Slides that several presentations have: the cover, the view's map, tables over several slides, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from s3dash.export.slides import master
from s3dash.export.slides.deck import Deck, Page, tops
from s3dash.export.slides.maps import MapLook, legend_height, put_legend, put_map
from s3dash.export.slides.measure import height, width
from s3dash.export.slides.plain import Figure, Legend, map_legend, words
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import Table, parts, put_table
from s3dash.export.slides.words import Run, Words, paragraphs
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.state import EVERY_PERIOD
from s3dash.views.context import Context
from s3dash.views.map_view import colouring, legend, picture
from s3dash.views.parts import confidence_mark

_BARS = 10


def cover(
    deck: Deck,
    geometry: MapGeometry,
    title: str,
    look: MapLook,
    *,
    kicker: str = "",
    subtitle: str = "",
    figures: Sequence[Figure] = (),
    notes: Iterable[str] = (),
) -> Page:
    """Add the first slide: what it is about, its key figures, and the map at full height."""
    page = deck.add(
        master.COVER_LAYOUT,
        title,
        kicker=kicker,
        body=(subtitle,) if subtitle else (),
        notes=notes,
        source="" if not figures else deck.text("slides.source.cover"),
    )
    names = deck.context.name
    put_map(page, geometry, look, master.MAP, names, deck.text("slides.map_of", regions=title))
    _key_figures(page, figures[:6], Box(master.MARGIN, 4.72, master.COVER.w, 1.7))
    return page


def _key_figures(page: Page, figures: Sequence[Figure], box: Box) -> None:
    """Numbers large, what they count small, up to three beside each other."""
    if not figures:
        return
    across = 3 if len(figures) > 4 or len(figures) == 3 else 2
    rows = -(-len(figures) // across)
    wide, tall = box.w / across, box.h / rows
    for n, figure in enumerate(figures):
        x, y = box.x + n % across * wide, box.y + n // across * tall
        room = wide - 0.2
        size = next((size for size in (26, 22, 19, 16, 14) if width(figure.value, size, True) <= room), 12)
        value = paragraphs(Run(figure.value, size, bold=True, colour="deep"), Run(figure.label, 11, colour="quiet"))
        page.say("key figure", Box(x, y, room, tall - 0.04), value, size=size)


def neutral(context: Context, region: str = "", other: str = "") -> Picture:
    """A map without values: Sweden's regions pale, the neighbours white."""
    level = context.state.level
    return Picture(level, region, other, "", dict.fromkeys(context.dataset.drawn(level), "c1"), {}, (), (), ())


def view_map(deck: Deck, geometry: MapGeometry, title: str, body: Sequence[Words], **around: str) -> Page:
    """Add a slide with the map of the view as it is coloured, its legend, and words beside it."""
    context = deck.context
    colours = colouring(context)
    drawn = picture(context, geometry, colours)
    page = deck.add(master.MAP_LAYOUT, title, body=body, notes=_values(context, colours.values), **around)  # type: ignore[arg-type]
    named = dict.fromkeys((drawn.region, drawn.other, *(curve.to for curve in drawn.curves)))
    look = MapLook(drawn, named=tuple(code for code in named if code))
    map_and_legend(page, geometry, look, map_legend(legend(context, colours)))
    return page


def map_and_legend(page: Page, geometry: MapGeometry, look: MapLook, shown: Legend) -> None:
    """Put a map on the right of a slide and its legend to the left of it, at the bottom of the text."""
    put_map(page, geometry, look, master.MAP, page.deck.context.name, page.deck.text("map.label"))
    if shown.title or shown.rows:
        tall = legend_height(shown, master.LEFT.w)
        put_legend(page, shown, Box(master.MARGIN, master.LEFT.bottom - tall, master.LEFT.w, tall))


def _values(context: Context, values: dict[str, str]) -> list[str]:
    """The map's values in words, for the notes."""
    text, level = context.text, context.dataset.drawn(context.state.level)
    said = [f"{context.name(code)}: {values[code]}" for code in level if code in values]
    return [text("slides.map_hint"), "; ".join(said)] if said else [text("slides.map_hint")]


def table_slides(
    deck: Deck,
    table: Table,
    title: str,
    *,
    kicker: str = "",
    lead: str = "",
    source: str = "",
    link: str | None = None,
    notes: Iterable[str] = (),
    note: str = "",
    name: str = "",
) -> list[Page]:
    """Add a table, on as many slides as it needs; `note` is a quiet remark below it."""
    _, top = tops(title, lead)
    remark = paragraphs(note) if note else ()
    below = height(remark, master.INNER, 11) + 0.12 if note else 0.0
    box = Box(master.MARGIN, top, master.INNER, master.CONTENT.bottom - top - below)
    made = []
    cut = parts(table, box)
    for n, (size, part) in enumerate(cut):
        of = f" \u00b7 {deck.text('slides.part', n=n + 1, m=len(cut))}" if len(cut) > 1 else ""
        page = deck.add(
            master.FIGURE_LAYOUT, title, kicker=f"{kicker}{of}", lead=lead, source=source, link=link, notes=notes
        )
        put_table(page, part, box, size, name or title, title)
        if note:
            page.say(
                "note", Box(box.x, master.CONTENT.bottom - below + 0.1, box.w, below), [note], size=11, colour="quiet"
            )
        made.append(page)
    return made


def about(context: Context, *words: str) -> str:
    """The line above a slide's title: what it is about, the period, and what the projects are filtered by."""
    state, text = context.state, context.text
    parts_of_it = [*words, text("all_periods") if state.period == EVERY_PERIOD else text.period(state.period)]
    if state.domain:
        parts_of_it.append(context.dataset.domain(state.domain).name(state.lang))
    if state.fund:
        parts_of_it.append(text(f"fund.{state.fund}"))
    if state.programme:
        parts_of_it.append(context.programme_name(state.programme))
    return " \u00b7 ".join(parts_of_it)


def marked(deck: Deck, confidence: str) -> str:
    """A word about how sure a fact is, in brackets; nothing where its source is an official one."""
    mark = confidence_mark(deck.text, confidence)
    return f" ({words(mark)})" if mark else ""


def source_run(deck: Deck, source_id: str) -> Run:
    """The way to a fact's source, which is in the list at the end too."""
    deck.cite(source_id)
    return Run(deck.text("source.word"), 10, colour="quiet", link=deck.context.dataset.source(source_id).url)
