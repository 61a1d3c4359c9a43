"""The slide of compared priorities: a sign for each region and period."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.comparison import SHARINGS, PriorityComparison
from s3dash.analysis.priorities import with_counties
from s3dash.data.schema import PERIODS
from s3dash.export.slides.colours import of_series
from s3dash.export.slides.common import table_slides
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.tables import Cell, Column, Row, Table
from s3dash.export.slides.words import Paragraph, Run, Words, paragraphs
from s3dash.views.chart import priorities_source
from s3dash.views.compare.columns import GLYPHS
from s3dash.views.compare.priorities import priorities_words, standing_words

_SIGNS = {"primary": "\u25cf", "secondary": "\u25cb", "none": "\u2013"}


def region_columns(
    names: Sequence[str], first: Words, first_share: float, share: float, align: str = "l"
) -> list[Column]:
    """A column for what the rows are about, and one for each region under its mark."""
    columns = [Column(first, first_share)]
    for n, name in enumerate(names):
        columns.append(Column(_marked(n, name), share, "l" if align == "l" else "r"))
    return columns


def _marked(n: int, name: str) -> list[Run]:
    return [Run(f"{GLYPHS[n]} ", colour=of_series(n)), Run(name)]


def priorities_slides(deck: Deck, found: PriorityComparison, names: Sequence[str], kicker: str) -> None:
    """Add the domains with a sign for each region and period, the shared ones first; nothing where none is known."""
    context, text = deck.context, deck.text
    if not found.rows:
        return
    for code in found.regions:
        for period in PERIODS:
            deck.cite(*(one.source_id for one in with_counties(context.dataset, code, period)))
    said = priorities_words(context, found)
    key = "   ".join(f"{sign} {standing_words(context, name)}" for name, sign in _SIGNS.items())  # type: ignore[arg-type]
    table_slides(
        deck,
        signs_table(deck, found, names),
        " ".join(said.main).removesuffix(".") or text("slides.compare.priorities"),
        kicker=kicker,
        source=priorities_source(context),
        link=deck.link(context.state, "compare-priorities"),
        notes=[str(said)],
        note="   ".join((key, f"? {text('no_data')}")),
    )


def signs_table(deck: Deck, found: PriorityComparison, names: Sequence[str]) -> Table:
    """The domains of the comparison with a sign for each region and period, grouped by who shares them."""
    text, dataset = deck.text, deck.context.dataset
    columns = [Column(" ", 4.2)]
    head = [Cell(paragraphs(" "))]
    periods: list[Cell | Words] = [" "]
    for n, name in enumerate(names):
        columns += [Column(" ", 1.9 if len(names) < 3 else 1.15, "ctr")] * len(PERIODS)
        head.append(Cell((Paragraph(tuple(_marked(n, name)), "ctr"),), span=len(PERIODS)))
        periods += [Run(_short(period), 10, colour="quiet") for period in PERIODS]
    rows: list[Row] = [tuple(periods)]
    for sharing in SHARINGS:
        of_kind = [row for row in found.rows if row.sharing == sharing]
        name = "both" if sharing == "all" and len(found.counted) == 2 else sharing
        if of_kind:
            rows.append((_group(text(f"compare.sharing.{name}"), len(columns)),))
        for row in of_kind:
            cells: list[Cell | Words] = [dataset.domain(row.domain).name(deck.lang)]
            for n in range(len(names)):
                for period in PERIODS:
                    standing = row.standings[period][n]
                    sign = "?" if standing is None else _SIGNS[standing]
                    quiet = standing in (None, "none")
                    cells.append(Run(sign, colour="grey" if quiet else of_series(n), bold=not quiet))
            rows.append(tuple(cells))
    return Table(
        tuple(columns),
        tuple(rows),
        sizes=(14, 13, 12, 11, 10),
        pad=(0.05, 0.02),
        head_size=12,
        anchor="ctr",
        head=tuple(head),
        repeated=1,
    )


def _group(words_of_it: str, span: int) -> Cell:
    return Cell(paragraphs(Run(words_of_it, bold=True, colour="quiet")), "ground", span)


def _short(period: str) -> str:
    first, last = period.split("-")
    return f"{first[2:]}\u2013{last[2:]}"
