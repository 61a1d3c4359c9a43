"""Slides about whom a region is linked to, which programmes are open to it, and who is like it."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.eligibility import programmes_of, units_in_area
from s3dash.analysis.links import Link
from s3dash.analysis.structure import structural_peers
from s3dash.analysis.traits import kind_of
from s3dash.export.slides import master
from s3dash.export.slides.common import about, neutral, table_slides
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.maps import MapLook, put_map
from s3dash.export.slides.measure import shortened
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import Column, Row, Table, parts, put_table
from s3dash.export.slides.words import Paragraph, Run
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import STRONGEST, curves
from s3dash.views.chart import priorities_source, projects_source
from s3dash.views.links import evidence
from s3dash.views.peers.reasons import reason_of, reason_words
from s3dash.views.peers.rows import percent

_PEERS = 6


def links_slide(deck: Deck, geometry: MapGeometry) -> None:
    """Add the strongest links: a table with their evidence, and the map with a curve to each."""
    context, text, state = deck.context, deck.text, deck.context.state
    code, name = context.region.nuts_id, context.name(context.region.nuts_id)
    links = context.links[:STRONGEST]
    side = "from_sea" if context.is_neighbour(code) else "from_sweden"
    kicker = about(context, name)
    source = f"{priorities_source(context)}; {projects_source(context)}"
    if not links:
        filtered = "links.none_filtered" if state.country or state.domain else "links.none"
        deck.add(master.TEXT_LAYOUT, text(f"slides.links.{side}", region=name), kicker=kicker, body=[text(filtered)])
        return
    page = deck.add(
        master.MAP_LAYOUT,
        text(f"slides.links.{side}", region=name),
        kicker=kicker,
        source=source,
        link=deck.link(state, "panel-links"),
        notes=[_spoken(deck, link) for link in links] + [text("slides.links.notes")],
    )
    left = Box(master.MARGIN, 1.8, master.LEFT.w, master.LEFT.bottom - 1.8)
    rows: list[Row] = []
    for n, link in enumerate(links, start=1):
        region = context.dataset.region(link.other)
        country = [] if region.country == "SE" else [Run(f"  {context.country(region.country)}", 11, colour="quiet")]
        to = deck.link(state.but(region=link.region, other=link.other))
        told = shortened(evidence(context, link), 11, 4.7, 3)
        rows.append(
            (
                Run(str(n), bold=True, colour="accent"),
                [
                    Paragraph((Run(context.name(link.other), bold=True, link=to), *country)),
                    Paragraph((Run(told, 11, colour="quiet"),)),
                ],
                Run(text.number(link.strength), bold=True),
            )
        )
    columns = (Column("", 0.4), Column(text("fact.region"), 6), Column(text("slides.links.strength"), 0.9, "r"))
    table = Table(columns, tuple(rows), sizes=(15, 14, 13, 12, 11), pad=(0.07, 0.04))
    size, fits = parts(table, left)[0]
    put_table(page, fits, left, size, text("section.links"))
    drawn = [(link.other, link.strength, context.name(link.other)) for link in links]
    picture = replace(neutral(context, code), curves=curves(geometry, code, drawn))
    fills = {code: "accent", **{link.other: "c3" for link in links}}
    look = MapLook(picture, named=(code, *(link.other for link in links)), fills=fills)
    others = text.names([context.name(link.other) for link in links])
    put_map(page, geometry, look, master.MAP, context.name, text("slides.links.map", region=name, others=others))


def _spoken(deck: Deck, link: Link) -> str:
    return f"{deck.context.name(link.other)}: {evidence(deck.context, link)}"


def programmes_slides(deck: Deck) -> None:
    """Add the Interreg programmes open to the region, and where partners may come from in each."""
    context, text, dataset = deck.context, deck.text, deck.context.dataset
    code = context.region.nuts_id
    other_side = dataset.drawn(context.state.level if context.is_neighbour(code) else "neighbours")
    rows: list[Row] = []
    for link in programmes_of(dataset, code):
        programme = dataset.programme(link.programme_id)
        deck.cite(*dataset.area_sources(link.programme_id, code))
        units = units_in_area(dataset, link.programme_id, other_side)
        if context.is_neighbour(code):
            places = [context.name(unit) for unit in units]
        else:
            places = sorted({context.country(dataset.region(unit).country) for unit in units})
        rows.append(
            (
                Run(context.programme_name(link.programme_id), bold=True, link=programme.url),
                shortened(text.names(places) or text("no_data"), 14, 4.6, 3),
                Run(text(f"certainty.one.{link.certainty}"), colour="quiet"),
            )
        )
    if not rows:
        return
    columns = (
        Column(text("column.programme"), 4.4),
        Column(text("slides.links.partners"), 4.9),
        Column(text("slides.links.sure"), 2.8),
    )
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(16, 15, 14, 13, 12, 11)),
        text("slides.links.programmes"),
        kicker=f"{context.name(code)} \u00b7 {text.period('2021-2027')}",
        source=text("slides.source.programmes"),
        link=deck.link(context.state, "panel-links"),
    )


def peers_slides(deck: Deck) -> None:
    """Add the regions most like this one; nothing where none can be ranked."""
    context, text, dataset = deck.context, deck.text, deck.context.dataset
    code, name = context.region.nuts_id, context.name(context.region.nuts_id)
    kind = kind_of(dataset, code)
    peers = structural_peers(dataset, code).peers[:_PEERS]
    rows: list[Row] = []
    for n, peer in enumerate(peers, start=1):
        country = dataset.region(peer.nuts_id).country
        where = [Run(f"  {context.country(country)}", 11, colour="quiet")] if country != "SE" else []
        rows.append(
            (
                Run(str(n), bold=True, colour="accent"),
                [Run(context.name(peer.nuts_id), bold=True), *where],
                Run(text.number(percent(peer.likeness)), bold=True),
                reason_words(context, reason_of(dataset, kind, code, peer, {})),
            )
        )
    if not rows:
        return
    columns = (
        Column("", 0.4),
        Column(text("fact.region"), 3.4),
        Column(text("slides.peers.likeness"), 1.3, "r"),
        Column(text("slides.peers.why"), 7),
    )
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(16, 15, 14, 13, 12)),
        text("slides.peers.title", region=name),
        kicker=name,
        source="Eurostat",
        link=deck.link(context.state.but(page="peers")),
        notes=[text("slides.peers.notes")],
    )
