"""Slides about projects: how many, what is known of their money, in what, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s3dash.data.store import Group, ProjectFilter
from s3dash.export.slides import master
from s3dash.export.slides.charts import put_panel
from s3dash.export.slides.common import about, table_slides
from s3dash.export.slides.deck import Deck, Page
from s3dash.export.slides.panels import Panel, Room, Series
from s3dash.export.slides.plain import money_kinds, words
from s3dash.export.slides.project_tables import counts_panel, money_table, project_table, put_bars
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import parts, put_table
from s3dash.export.slides.words import Run
from s3dash.views.chart import projects_source
from s3dash.views.projects import coverage_note, money_split

_BARS, _LISTED = 10, 6


def projects_slides(deck: Deck, name: str) -> None:
    """Add the slides about the projects of the selected region under the view's filters."""
    context, text, store = deck.context, deck.text, deck.context.store
    query, state = context.project_filter, context.state
    kicker, link = about(context, name), deck.link(state, "panel-projects")
    funding = store.funding(query)
    caution = words(coverage_note(context))
    if not funding.projects:
        deck.add(
            master.TEXT_LAYOUT,
            text("slides.projects.none"),
            kicker=kicker,
            body=[_why_none(deck, name)],
            source=projects_source(context),
            link=link,
            notes=[caution],
        )
        return
    n = text.count("n.projects", funding.projects)
    if context.is_neighbour(state.region or ""):
        title = text("slides.projects.at_least", projects=n)
    elif funding.known_projects:
        amount = text.amount(funding.known_eur, funding.known_sek, state.currency)
        title = text("slides.projects.title", projects=n, amount=amount)
    else:
        title = text("slides.projects.unknown", projects=n)
    page = deck.add(
        master.FIGURE_LAYOUT,
        title,
        kicker=kicker,
        source=projects_source(context),
        link=link,
        notes=[text("slides.money.notes"), caution],
    )
    kinds = money_kinds(money_split(context, funding))
    left = Box(master.MARGIN, page.top, 5.6, 3.6)
    if kinds:
        size, table = parts(money_table(deck, kinds), left)[0]
        put_table(page, table, left, size, text("slides.money.kind"))
    page.say("note", Box(left.x, 5.3, left.w, 1.35), [caution], size=11, smallest=9, colour="quiet", anchor="b")
    right = Box(6.7, page.top, master.WIDTH - master.MARGIN - 6.7, master.CONTENT.bottom - page.top)
    groups_bars(deck, page, store.by_domain(replace(query, domain=None)), "domain", right)
    _programmes_and_years(deck, query, kicker, link)
    projects = store.page(query, order=state.order, limit=_LISTED)
    heading = text(f"slides.projects.{'largest' if state.order == 'largest' else 'newest'}")
    title = heading if funding.projects > len(projects) else text("slides.projects.every")
    table_slides(
        deck,
        project_table(deck, projects),
        title,
        kicker=kicker,
        source=projects_source(context),
        link=deck.link(state.but(page="projects", other=None)),
        notes=[caution],
    )


def groups_bars(deck: Deck, page: Page, groups: Sequence[Group], kind: str, box: Box) -> None:
    """Put projects by domain or by programme as bars; what is not classified is last, small groups are summed."""
    text = deck.text
    named = sorted(groups, key=lambda group: group.key is None)
    shown, rest = named[:_BARS], sum(group.projects for group in named[_BARS:])
    names = [_name(deck, group.key, kind) for group in shown]
    panel = counts_panel(deck, names, [group.projects for group in shown])
    heading = text(f"projects.by_{kind}")
    description = "; ".join(f"{name}: {group.projects}" for name, group in zip(names, shown, strict=True))
    put_bars(page, panel, box, heading, description)
    if rest:
        page.say(
            "note",
            Box(box.x, box.bottom - 0.2, box.w, 0.22),
            [text.count("projects.rest", rest)],
            size=10.5,
            colour="quiet",
        )


def _name(deck: Deck, key: str | None, kind: str) -> str:
    if key is None:
        return deck.text("projects.unclassified")
    context = deck.context
    return context.programme_name(key) if kind == "programme" else context.dataset.domain(key).name(deck.lang)


def _programmes_and_years(deck: Deck, query: ProjectFilter, kicker: str, link: str) -> None:
    """Add who pays, and when the projects start; a start that is not known is said."""
    context, text, store = deck.context, deck.text, deck.context.store
    by_year = {group.key: group.projects for group in store.by_year(query)}
    known = sorted(int(key) for key in by_year if key)
    page = deck.add(
        master.FIGURE_LAYOUT,
        text("slides.projects.programmes" if known else "slides.projects.programmes_only"),
        kicker=kicker,
        source=projects_source(context),
        link=link,
    )
    wide = 6.6 if known else master.INNER
    left = Box(master.MARGIN, page.top, wide, master.CONTENT.bottom - page.top)
    groups_bars(deck, page, store.by_programme(replace(query, programme=None)), "programme", left)
    if not known:
        return
    right = Box(left.right + 0.5, left.y, master.WIDTH - master.MARGIN - left.right - 0.5, left.h)
    heading = [Run(text("slides.projects.by_year"), bold=True)]
    page.say("heading", Box(right.x, right.y, right.w, 0.24), [heading], size=13)
    all_years = range(known[0], known[-1] + 1)
    panel = Panel(
        "columns",
        tuple(map(str, all_years)),
        (Series(text("section.projects"), tuple(by_year.get(str(y), 0) for y in all_years)),),
    )
    said = "; ".join(f"{year}: {by_year.get(str(year), 0)}" for year in all_years)
    put_panel(
        page,
        panel,
        Box(right.x, right.y + 0.3, right.w, 3.4),
        text("slides.projects.by_year"),
        said,
        room=Room(0.1, 0.1, 0.3, 0.35),
    )
    if None in by_year:
        undated = text.count("slides.projects.undated", by_year[None])
        page.say("note", Box(right.x, right.y + 3.75, right.w, 0.3), [undated], size=10.5, colour="quiet")


def _why_none(deck: Deck, name: str) -> str:
    state = deck.context.state
    filtered = state.domain or state.fund or state.programme
    neighbour = deck.context.is_neighbour(state.region or "")
    key = "none_filtered" if filtered else "none_neighbour" if neighbour else "none"
    return deck.text(f"projects.{key}", region=name, period=deck.text.period(state.period))
