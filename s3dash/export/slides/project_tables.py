"""Tables and bars of projects and their money, which several presentations have."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.data.projects import Project
from s3dash.export.slides.charts import put_panel
from s3dash.export.slides.deck import Deck, Page
from s3dash.export.slides.measure import height, shortened
from s3dash.export.slides.panels import Panel, Room, Series, label_room
from s3dash.export.slides.plain import Split, words
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import Column, Row, Table
from s3dash.export.slides.words import Paragraph, Run, paragraphs
from s3dash.views.projects import project_amount, years


def money_table(deck: Deck, kinds: Sequence[Split]) -> Table:
    """The kinds of money, which are never added to each other."""
    text = deck.text
    columns = (
        Column(text("slides.money.kind"), 2.7),
        Column(text("column.amount"), 1.4, "r"),
        Column(text("section.projects"), 1.3, "r"),
    )
    rows: list[Row] = [(kind.label, Run(kind.amount, bold=True), Run(kind.projects, colour="quiet")) for kind in kinds]
    return Table(columns, tuple(rows), sizes=(16, 15, 14, 13, 12, 11))


def counts_panel(deck: Deck, names: Sequence[str], counts: Sequence[int], axis: str = "", kind: str = "bars") -> Panel:
    """Numbers of projects as bars or, by year, as columns."""
    series = (Series(deck.text("section.projects"), tuple(counts), "c4"),)
    return Panel("bars" if kind == "bars" else "columns", tuple(names), series, category_title=axis)


def put_bars(page: Page, panel: Panel, box: Box, heading: str, description: str, size: float = 11) -> None:
    """Put bars under a heading; the names get the room that they need, at most half of the box."""
    head = paragraphs(Run(heading, bold=True))
    page.say("heading", Box(box.x, box.y, box.w, height(head, box.w, 13)), head, size=13)
    top = height(head, box.w, 13) + 0.04
    room = label_room(panel.categories, size, box.w * 0.5)
    tall = min(box.h - top, 0.38 * len(panel.categories) + 0.2)
    put_panel(
        page,
        panel,
        Box(box.x, box.y + top, box.w, tall),
        heading,
        description,
        room=Room(room, right=0.55, top=0.02, bottom=0.02),
        size=size,
    )


def project_table(deck: Deck, projects: Sequence[Project], partners: Sequence[str] = ()) -> Table:
    """Projects with the way to each one's page; `partners` stands under the title in place of the lead partner."""
    context, text = deck.context, deck.text
    columns = (
        Column(text("column.title"), 6.2),
        Column(text("column.programme"), 2.6),
        Column(text("column.years"), 1.2),
        Column(text("column.amount"), 2.1, "r"),
    )
    rows: list[Row] = []
    for n, project in enumerate(projects):
        deck.cite(project.source_id)
        url = deck.link(context.state.about("project", project.project_id))
        under = partners[n] if partners else project.lead_organisation or ""
        small = [_small_run(f"{shortened(under, 10.5, 5.0, 2)}  ")] if under else []
        amount = [words(part) for part in project_amount(context, project) if part is not None]
        rows.append(
            (
                [
                    Paragraph((Run(shortened(project.title, 13, 5.8, 2), lang="mul"),)),
                    Paragraph((*small, Run(text("slides.open"), 10.5, link=url))),
                ],
                context.programme_name(project.programme_id),
                years(context, project),
                [Paragraph((Run(amount[0]),)), *(Paragraph((_small_run(more),)) for more in amount[1:])],
            )
        )
    return Table(columns, tuple(rows), sizes=(15, 14, 13, 12, 11))


def _small_run(said: str) -> Run:
    return Run(said, 10.5, colour="quiet", lang="mul")
