"""The last slides: how we count, and every source that the slides rest on."""

from __future__ import annotations

from urllib.parse import urlsplit

from s3dash.export.slides import master
from s3dash.export.slides.common import table_slides
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.measure import shortened
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import Column, Row, Table, parts, put_table
from s3dash.export.slides.words import Paragraph, Run

_MOST_SOURCES = 34


def sources_slides(deck: Deck, *notes: str) -> None:
    """Add the last slides: how we count, and every source that the slides rest on, with its address and date."""
    text, dataset = deck.text, deck.context.dataset
    found = [dataset.source(code) for code in deck.cited]
    rows: list[Row] = []
    for source in found[:_MOST_SOURCES]:
        title = Run(shortened(source.title, 12, 3.4, 2), lang="mul")
        host = urlsplit(source.url or "").netloc.removeprefix("www.")
        read = Run(text.day(source.accessed), 10, colour="quiet")
        rows.append((title, Run(shortened(host, 10, 1.6), 10, link=source.url) if host else " ", read))
    left_out = len(found) - len(rows)
    said = [text("slides.sources.count"), *(note for note in notes if note)]
    live = (Run(f"{text('slides.sources.address')} ", 15), Run(text("slides.live"), 15, link=deck.address))
    body = [
        *(Paragraph((Run(one, 15),), before=10 if n else 0) for n, one in enumerate(said)),
        Paragraph(live, before=10),
    ]
    if not rows:
        deck.add(master.TEXT_LAYOUT, text("slides.sources.title"), kicker=text("app.name"), body=body)
        return
    columns = (
        Column(text("chart.source_column"), 6.4),
        Column(text("slides.sources.where"), 3),
        Column(text("slides.sources.read"), 3, "r"),
    )
    box = Box(master.BESIDE, master.CONTENT.y, master.WIDTH - master.MARGIN - master.BESIDE, master.CONTENT.h - 0.3)
    every = Table(columns, tuple(rows), sizes=(12, 11, 10.5))
    size, first = parts(every, box)[0]
    page = deck.add(master.SIDE_LAYOUT, text("slides.sources.title"), kicker=text("app.name"), body=body)
    put_table(page, first, box, size, text("slides.sources.list"))
    more = [text.count("slides.sources.more", left_out)] if left_out else []
    rest = every.rows[len(first.rows) :]
    if rest:
        table_slides(
            deck,
            Table(columns, rest, sizes=(12, 11)),
            text("slides.sources.list"),
            kicker=text("app.name"),
            note="".join(more),
        )
    elif more:
        page.say("note", Box(box.x, box.bottom + 0.05, box.w, 0.25), more, size=11, colour="quiet")
