"""Slides about one region: what it wants, what is funded, whom it is linked to, who is like it, what it is like."""

from __future__ import annotations

from s3dash.analysis.profile import profile
from s3dash.export.slides.common import about, cover, marked, neutral, source_run, table_slides, view_map
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.dots import dots_slide, of_readings
from s3dash.export.slides.maps import MapLook
from s3dash.export.slides.plain import key_figures, with_class, words
from s3dash.export.slides.projects import projects_slides
from s3dash.export.slides.region_links import links_slide, peers_slides, programmes_slides
from s3dash.export.slides.region_priorities import priorities_slides
from s3dash.export.slides.sources import sources_slides
from s3dash.export.slides.tables import Column, Row, Table
from s3dash.export.slides.words import Paragraph, Run, Words
from s3dash.map.geometry import MapGeometry
from s3dash.state import PLACES
from s3dash.views.chart import eurostat_source, priorities_source, projects_source
from s3dash.views.map_view import colouring, legend_title
from s3dash.views.panel import region_panel
from s3dash.views.parts import first_large


def region_slides(deck: Deck, geometry: MapGeometry) -> None:
    """Add the slides about the selected region."""
    context, text = deck.context, deck.text
    code = context.region.nuts_id
    name = context.name(code)
    head = region_panel(context)[0]
    process = context.dataset.process_of(code)
    if process:
        deck.cite(process.source_id)
    strategy = (
        ""
        if process is None
        else process.strategy_title + (f" ({process.strategy_year})" if process.strategy_year else "")
    )
    kicker = next((words(one) for one in with_class(head, "kicker")), "")
    cover(
        deck,
        geometry,
        name,
        MapLook(neutral(context, code), named=(code,), fills={code: "accent"}),
        kicker=kicker,
        subtitle=about(context, text("slides.region.subtitle")),
        figures=key_figures(head),
        notes=[strategy, text("slides.region.notes")],
    )
    _on_map(deck, geometry)
    priorities_slides(deck)
    projects_slides(deck, name)
    links_slide(deck, geometry)
    programmes_slides(deck)
    peers_slides(deck)
    _indicators(deck)
    _environments(deck)
    sources_slides(deck)


def _on_map(deck: Deck, geometry: MapGeometry) -> None:
    """Add the map as the view colours it, with the region's own value beside."""
    context = deck.context
    state = context.state
    if (state.colour == "domain" and not state.domain) or not context.measure.values:
        return
    value = colouring(context).values.get(state.region or "", "")
    name = context.name(state.region or "")
    body: list[Words] = [Paragraph((Run(name, bold=True),)), first_large(value)] if value else []
    view_map(deck, geometry, legend_title(context), body, kicker=about(context, name), source=_map_source(deck))


def _map_source(deck: Deck) -> str:
    context = deck.context
    colour = context.state.colour
    if colour in ("priorities", "domain"):
        return priorities_source(context)
    if colour in ("eu", "eu_per_capita", "projects"):
        return projects_source(context)
    if colour == "links":
        return f"{priorities_source(context)}; {projects_source(context)}"
    return eurostat_source(context, [colour])


def _indicators(deck: Deck) -> None:
    context, text = deck.context, deck.text
    code, name = context.region.nuts_id, context.name(context.region.nuts_id)
    readings = profile(context.dataset, code)
    if all(one.value is None for one in readings):
        return
    lines = of_readings(deck, [readings], [code])
    dots_slide(
        deck,
        text("slides.profile.title", region=name),
        lines,
        [name],
        kicker=name,
        lead=text("slides.profile.lead", n=max(one.compared for one in readings)),
        source=eurostat_source(context, [one.indicator_id for one in readings]),
        link=deck.link(context.state, "panel-profile"),
        note="",
    )


def _environments(deck: Deck) -> None:
    """Add the research and innovation environments by kind; nothing for neighbours, of whom the data has none."""
    context, text, dataset = deck.context, deck.text, deck.context.dataset
    code, name = context.region.nuts_id, context.name(context.region.nuts_id)
    found = dataset.environments_in(code)
    if not found:
        return
    rows: list[Row] = []
    for kind in PLACES:
        of_kind = [one for one in found if one.kind == kind]
        if not of_kind:
            continue
        runs: list[Run] = []
        for n, one in enumerate(of_kind):
            source_run(deck, one.source_id)
            runs += [Run(" \u00b7 ")] if n else []
            runs += [Run(one.name, lang="mul"), Run(f" ({one.town}){marked(deck, one.confidence)}", colour="quiet")]
        rows.append((Run(text(f"places.{kind}"), bold=True), Run(text.number(len(of_kind)), bold=True), runs))
    columns = (
        Column(text("slides.places.kind"), 3),
        Column(text("slides.places.number"), 0.9, "r"),
        Column(text("slides.places.names"), 8.2),
    )
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(14, 13, 12, 11)),
        text.count("slides.places.title", len(found), region=name),
        kicker=name,
        source=text("slides.source.environments"),
        link=deck.link(context.state, "panel-profile"),
        note=text("slides.places.note"),
    )
