"""Slides of a story: one for each step, with what is said, and the view's main figure as native shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from s3dash.export.slides import master
from s3dash.export.slides.chart_slides import is_wide, put_chart
from s3dash.export.slides.common import cover, map_and_legend, neutral
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.maps import MapLook, legend_height
from s3dash.export.slides.plain import Legend, map_legend
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.step import Step
from s3dash.export.slides.words import Paragraph, Run
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.state import Vocabulary, parse_path, parse_view
from s3dash.views.chart import Chart, priorities_source, projects_source
from s3dash.views.context import Context
from s3dash.views.kinds import ANALYSIS_PAGES, KINDS
from s3dash.views.shell import title as title_of

_CHART = "chart-"
"""The places within a page that are charts begin so."""


class Figure(NamedTuple):
    """What a view shows before all else: its map with the legend, or one chart; nothing of a page of words."""

    map: Picture | None = None
    legend: Legend = Legend("", "", ())
    chart: Chart | None = None


def story_slides(
    deck: Deck, geometry: MapGeometry, title: str, subtitle: str, steps: Sequence[Step], region: str | None = None
) -> None:
    """Add the cover and a slide for each step; a step whose address leads nowhere has its words alone.

    `region` is the one that a template is told about.
    """
    text = deck.text
    look = MapLook(neutral(deck.context))
    if region:
        look = MapLook(neutral(deck.context, region), named=(region,), fills={region: "accent"})
    cover(deck, geometry, title, look, kicker=text("page.story"), subtitle=subtitle)
    for n, step in enumerate(steps, start=1):
        found = seen_from(deck.context, step.view)
        kicker = f"{title} \u00b7 {text('slides.part', n=n, m=len(steps))}"
        link = deck.base + step.view
        if found is None:
            deck.add(
                master.TEXT_LAYOUT,
                step.heading or title,
                kicker=kicker,
                body=_paragraphs(step.text),
                notes=[step.notes],
            )
            continue
        context, place = found
        _step(deck, geometry, context, main_figure(context, geometry, place), step, kicker, link)


def _step(
    deck: Deck, geometry: MapGeometry, context: Context, figure: Figure, step: Step, kicker: str, link: str
) -> None:
    heading = step.heading or title_of(context)
    notes = [part for part in step.notes.split("\n") if part]
    source = f"{priorities_source(context)}; {projects_source(context)}"
    body = _paragraphs(step.text)
    if figure.map is not None:
        tall = legend_height(figure.legend, master.LEFT.w) + 0.25
        page = deck.add(
            master.MAP_LAYOUT,
            heading,
            kicker=kicker,
            body=body,
            room=master.LEFT.h - tall,
            source=source,
            link=link,
            notes=notes,
        )
        named = [code for code in (figure.map.region, figure.map.other) if code]
        named += [curve.to for curve in figure.map.curves if curve.to not in named]
        lit = tuple(code for code in (figure.map.region, figure.map.other) if code)
        map_and_legend(page, geometry, MapLook(figure.map, lit=lit, named=tuple(named)), figure.legend)
    elif figure.chart is not None and is_wide(figure.chart):
        page = deck.add(
            master.FIGURE_LAYOUT,
            heading,
            kicker=kicker,
            lead=" ".join(one.words for one in body),
            source=figure.chart.source,
            link=link,
            notes=[*notes, figure.chart.alt, figure.chart.note],
        )
        put_chart(page, figure.chart, Box(master.MARGIN, page.top, master.INNER, master.CONTENT.bottom - page.top))
    elif figure.chart is not None:
        page = deck.add(
            master.SIDE_LAYOUT,
            heading,
            kicker=kicker,
            body=body,
            source=figure.chart.source,
            link=link,
            notes=[*notes, figure.chart.alt, figure.chart.note],
        )
        left = master.BESIDE if body else master.MARGIN
        box = Box(left, master.CONTENT.y, master.WIDTH - master.MARGIN - left, master.CONTENT.h)
        put_chart(page, figure.chart, box)
    else:
        deck.add(master.TEXT_LAYOUT, heading, kicker=kicker, body=body, source=source, link=link, notes=notes)


def _paragraphs(text: str) -> list[Paragraph]:
    parts = [part for part in text.split("\n") if part.strip()]
    return [Paragraph((Run(part),), before=8 if n else 0) for n, part in enumerate(parts)]


def seen_from(context: Context, view: str) -> tuple[Context, str] | None:
    """What an address of the dashboard shows, and the place within it; None where it leads nowhere."""
    address, _, place = view.partition("#")
    path, _, query = address.partition("?")
    where = parse_path(unquote(path))
    if where is None:
        return None
    state, _ = parse_view(where.lang, where.page, query, Vocabulary.of(context.dataset), where.item)
    return Context(context.dataset, context.store, state, context.contact), place


def main_figure(context: Context, geometry: MapGeometry, place: str = "") -> Figure:
    """Choose what of a view goes on a slide: the chart that the address points to, else the map, else the first chart.

    A domain, project or organisation that there is not has no figure.
    """
    state = context.state
    wanted = state.chart or (place.removeprefix(_CHART) if place.startswith(_CHART) else None)
    try:
        if state.page in ANALYSIS_PAGES:
            page = ANALYSIS_PAGES[state.page](context, geometry)
            chosen = next((chart for chart in page.charts if chart.id == wanted), None)
            if chosen or (page.charts and page.map is None):
                return Figure(chart=chosen or page.charts[0])
            if page.map is not None:
                return Figure(page.map, map_legend(page.legend))
            return Figure()
        if state.page == "story":
            return Figure()
        drawn, parts = KINDS[state.page].parts(context, geometry)
    except KeyError:
        return Figure()
    return Figure(drawn, map_legend(parts.get("legend"))) if drawn else Figure()
