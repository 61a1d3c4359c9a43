"""Slides about two to four regions side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s3dash.analysis.comparison import (
    Environments,
    Pair,
    compare_environments,
    compare_priorities,
    pairs_of,
)
from s3dash.analysis.comparison_numbers import compare_funding, compare_indicators
from s3dash.export.slides.chart_slides import chart_slide
from s3dash.export.slides.colours import of_series
from s3dash.export.slides.common import about, cover, neutral, table_slides
from s3dash.export.slides.compare_priorities import priorities_slides, region_columns
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.dots import dots_slide, of_comparison
from s3dash.export.slides.maps import MapLook, around
from s3dash.export.slides.plain import pieces, table_rows, with_class, words
from s3dash.export.slides.sources import sources_slides
from s3dash.export.slides.tables import Column, Row, Table
from s3dash.export.slides.words import Run, Words
from s3dash.map.geometry import MapGeometry
from s3dash.state import PLACES
from s3dash.views import html
from s3dash.views.chart import eurostat_source, priorities_source, projects_source
from s3dash.views.compare.environments import environments_words
from s3dash.views.compare.funding import funding_block
from s3dash.views.compare.funding_words import funding_words
from s3dash.views.compare.head import key_figures_table, kinds_note
from s3dash.views.compare.indicators_words import indicators_words
from s3dash.views.compare.pairs import pairs_words
from s3dash.views.compare.priorities import priorities_words
from s3dash.views.projects import coverage_note


def compare_slides(deck: Deck, geometry: MapGeometry) -> None:
    """Add the slides about the compared regions, in their order."""
    context, text = deck.context, deck.text
    dataset, store, state = context.dataset, context.store, context.state
    codes = state.compared
    priorities = compare_priorities(dataset, codes, state.period)
    funding = compare_funding(dataset, store, codes, context.money_filter)
    environments = compare_environments(dataset, codes)
    pairs = pairs_of(dataset, store, codes, context.money_filter)
    names = [context.name(code) for code in codes]
    kicker = about(context, " \u00b7 ".join(names))
    fills = {code: of_series(n) for n, code in enumerate(codes)}
    look = MapLook(neutral(context), lit=codes, named=codes, fills=fills, view=_view(geometry, codes))
    cover(
        deck,
        geometry,
        context.names(codes),
        look,
        kicker=about(context, text("page.compare")),
        subtitle=" ".join((*priorities_words(context, priorities).main, *pairs_words(context, pairs).main)),
        notes=[text("slides.region.notes"), *pairs_words(context, pairs).main],
    )
    key = key_figures_table(context, priorities, funding, environments)
    remark = words(kinds_note(context))
    table_slides(
        deck,
        _of_page(names, table_rows(key)),
        text("slides.compare.key"),
        kicker=kicker,
        note=remark,
        source=f"Eurostat; {priorities_source(context)}; {projects_source(context)}",
    )
    priorities_slides(deck, priorities, names, kicker)
    section, charts = funding_block(context, funding)
    said = funding_words(context, funding)
    caution = words(coverage_note(context))
    kinds = with_class(section, "kinds")
    if kinds:
        table_slides(
            deck,
            _of_page(names, table_rows(kinds[0])),
            text("slides.compare.money"),
            kicker=kicker,
            lead=" ".join(said.main),
            source=projects_source(context),
            notes=[str(said), text("slides.money.notes"), caution],
            note=" ".join((*said.more, caution)),
            link=deck.link(state, "compare-funding"),
        )
    for chart in (one for one in charts if any(cell is not None for row in one.rows for cell in row[1:])):
        chart_slide(deck, chart, kicker=kicker, link=deck.link(state, "compare-funding"))
    rows = compare_indicators(dataset, codes)
    lines = of_comparison(deck, rows, codes)
    if lines:
        dots_slide(
            deck,
            text("slides.compare.profile"),
            lines,
            names,
            kicker=" \u00b7 ".join(names),
            lead=" ".join(indicators_words(context, rows).main),
            source=eurostat_source(context, [row.indicator_id for row in rows if any(row.values)]),
            link=deck.link(state, "compare-indicators"),
            note=str(indicators_words(context, rows)),
        )
    _environments(deck, environments, names)
    _pairs(deck, pairs, kicker)
    sources_slides(deck)


def _view(geometry: MapGeometry, codes: Sequence[str]) -> tuple[float, float, float, float]:
    """The regions and enough around them to know where they are."""
    x, y, wide, tall = around(geometry, codes, 0.4)
    least = 420.0
    grow = max(0.0, least - max(wide, tall)) / 2
    return x - grow, y - grow, wide + 2 * grow, tall + 2 * grow


def _of_page(names: Sequence[str], rows: Sequence[Sequence[html.Element]]) -> Table:
    """A table of the page, its first row being its headings."""
    columns = region_columns(names, " ", 3, 3)
    body: list[Row] = []
    for head, *cells in rows[1:]:
        body.append((Run(words(head), colour="quiet"), *(_runs(cell) for cell in cells)))
    return Table(tuple(columns), tuple(body), sizes=(16, 15, 14, 13, 12, 11), head_size=13)


def _runs(cell: html.Element) -> list[Run]:
    """A cell's words: what is small on the page is small and quiet."""
    runs: list[Run] = []
    for part, small in pieces(cell):
        space = " " if runs and not runs[-1].words.endswith(" ") and not part.startswith(" ") else ""
        runs.append(Run(f"{space}{part}", 11 if small else None, not small, colour="quiet" if small else None))
    return runs or [Run(" ")]


def _environments(deck: Deck, found: Sequence[Environments], names: Sequence[str]) -> None:
    context, text = deck.context, deck.text
    if not any(one.found for one in found):
        return
    for one in found:
        deck.cite(*(place.source_id for place in one.found))
    rows: list[Row] = []
    for kind in PLACES:
        of_kind = [one.of_kind(kind) for one in found]
        if not any(of_kind):
            continue
        cells: list[Words] = [Run(text(f"places.{kind}"), bold=True)]
        for one, places in zip(found, of_kind, strict=True):
            missing = text("none_known" if one.in_data else "no_data")
            listed = ", ".join(place.name for place in places)
            cells.append(
                [Run(f"{len(places)}  ", bold=True), Run(listed, lang="mul")]
                if places
                else Run(missing, italic=True, colour="quiet")
            )
        rows.append(tuple(cells))
    said = environments_words(context, found)
    table_slides(
        deck,
        Table(tuple(region_columns(names, " ", 2.2, 3)), tuple(rows), sizes=(13, 12, 11), head_size=12),
        text("places.heading"),
        kicker=" \u00b7 ".join(names),
        lead=" ".join(said.main),
        notes=[str(said)],
        source=text("slides.source.environments"),
        link=deck.link(context.state, "compare-environments"),
        note=text("slides.places.note"),
    )


def _pairs(deck: Deck, pairs: Sequence[Pair], kicker: str) -> None:
    """Add what joins each two of the regions."""
    context, text, dataset = deck.context, deck.text, deck.context.dataset
    unsure: Mapping[str, str] = {
        name: text(f"compare.pairs.certainty.{name}") for name in ("earlier_period", "part_of_country")
    }
    rows: list[Row] = []
    for pair in pairs:
        runs: list[Run] = []
        for link in pair.programmes:
            deck.cite(*dataset.area_sources(link.programme_id, pair.here, pair.there))
            runs += [Run(" \u00b7 ")] if runs else []
            runs.append(Run(context.programme_name(link.programme_id)))
            if link.certainty in unsure:
                runs.append(Run(f" ({unsure[link.certainty]})", 10.5, colour="quiet"))
        for programme in pair.regional:
            runs += [Run(" \u00b7 ")] if runs else []
            runs.append(Run(context.programme_name(programme)))
        neighbour = any(context.is_neighbour(code) for code in (pair.here, pair.there))
        if pair.joint_projects is None:
            joint = Run(text("compare.pairs.one_in_other"), colour="quiet")
        elif not pair.joint_projects:
            joint = Run(text("none_known"), colour="quiet", italic=True)
        else:
            number = text.number(pair.joint_projects)
            joint = Run(f"{text('at_least')} {number}" if neighbour else number, bold=True)
        both = f"{context.name(pair.here)} \u2013 {context.name(pair.there)}"
        rows.append(
            (Run(both, bold=True), joint, runs or [Run(text("compare.pairs.no_common_programme"), colour="quiet")])
        )
    said = pairs_words(context, pairs)
    columns = (Column(" ", 3.6), Column(text("bilateral.joint"), 2.2), Column(text("compare.pairs.programmes"), 6.2))
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(15, 14, 13, 12, 11)),
        text("compare.pairs.heading"),
        kicker=kicker,
        lead=" ".join(said.main),
        source=projects_source(context),
        link=deck.link(context.state, "compare-links"),
        notes=[str(said)],
        note=" ".join(said.more),
    )
