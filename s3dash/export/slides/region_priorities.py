"""Slides about what a region wants to be good at, and what has changed since the period before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from s3dash.analysis.priorities import Change, Priority, domain_changes, domain_sharing, priorities_of
from s3dash.export.slides import master
from s3dash.export.slides.common import about, marked, source_run, table_slides
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.tables import Column, Row, Table
from s3dash.export.slides.words import Paragraph, Run, Words
from s3dash.state import PERIODS
from s3dash.views.chart import priorities_source
from s3dash.views.context import Context

_PART = "panel-priorities"


def priorities_slides(deck: Deck) -> None:
    """Add the region's priorities by domain; for a NUTS2 area the domains that its counties share."""
    context = deck.context
    region, state = context.region, context.state
    every = priorities_of(context.dataset, region.nuts_id, state.period)
    shown = [one for one in every if state.domain in (None, *one.domains)]
    if region.layer == "nuts2":
        _shared_by_counties(deck)
    if shown:
        _list(deck, context, shown)
    elif region.layer != "nuts2":
        _why_none(deck, bool(every))
    changes = domain_changes(context.dataset, region.nuts_id)
    if changes and region.layer != "nuts2":
        _changes(deck, changes)


def _list(deck: Deck, context: Context, rows: Sequence[Priority]) -> None:
    text, state = deck.text, context.state
    name, period = context.name(context.region.nuts_id), text.period(state.period)
    national = {one.basis for one in rows} == {"national"}
    domains = {domain for one in rows for domain in one.domains}
    words = {
        "region": name,
        "priorities": text.count("n.priorities", len(rows)),
        "domains": text.count("slides.n.domains", len(domains)),
        "period": period,
    }
    title = text("slides.priorities.national" if national else "slides.priorities.title", **words)
    note = ""
    if national:
        note = text("priorities.basis_national", country=context.country(context.region.country))
    elif any(one.basis == "part" for one in rows):
        note = text("priorities.basis_part")
    table_slides(
        deck,
        _table(deck, context, rows),
        title,
        kicker=about(context, name),
        note=note,
        source=priorities_source(context),
        link=deck.link(state, _PART),
        notes=[text("slides.priorities.notes"), note],
    )


def _table(deck: Deck, context: Context, rows: Sequence[Priority]) -> Table:
    """Priorities under their primary domains, those domains first that hold most."""
    text, dataset, lang = deck.text, context.dataset, deck.lang
    changes = {}
    if context.state.period == PERIODS[0]:
        changes = domain_changes(dataset, context.region.nuts_id) or {}
    groups: dict[str, list[Priority]] = {}
    for one in rows:
        groups.setdefault(one.domains[0], []).append(one)
    made: list[Row] = []
    for domain, of_it in sorted(groups.items(), key=lambda group: -len(group[1])):
        for n, one in enumerate(of_it):
            head: list[Run] = [Run("" if n else dataset.domain(domain).name(lang), bold=True)]
            if not n and domain in changes:
                head.append(Run(f"  {text(f'change.{changes[domain]}')}", 10, colour="c4"))
            made.append((head, _words(deck, context, one), source_run(deck, one.source_id)))
    columns = (
        Column(text("control.domain"), 3.6),
        Column(text("slides.priorities.column"), 7.6),
        Column(text("chart.source_column"), 0.9, "r"),
    )
    return Table(columns, tuple(made), sizes=(17, 16, 15, 14, 13, 12))


def _words(deck: Deck, context: Context, one: Priority) -> list[Paragraph]:
    """A priority as its source prints it; below, small, English where that differs, its place and further domains."""
    text, lang = deck.text, deck.lang
    small: list[Run] = []
    if one.name_en and one.name_en.casefold() != one.name_original.casefold():
        small.append(Run(one.name_en, 10.5, colour="quiet", lang="en"))
    if one.basis == "part" or (one.basis == "own" and one.nuts_id != context.region.nuts_id):
        small.append(Run(context.name(one.nuts_id), 10.5, colour="quiet"))
    if len(one.domains) > 1:
        further = [context.dataset.domain(domain).short(lang) for domain in one.domains[1:]]
        small.append(Run(text("priorities.also", domains=text.names(further)), 10.5, colour="quiet"))
    original = Run(one.name_original + marked(deck, one.confidence), lang="mul")
    if not small:
        return [Paragraph((original,))]
    joined = [
        run for n, part in enumerate(small) for run in ([Run(" \u00b7 ", 10.5, colour="quiet")] if n else []) + [part]
    ]
    return [Paragraph((original,)), Paragraph(tuple(joined))]


def _why_none(deck: Deck, filtered: bool) -> None:
    """Say why there is no list; where there is one of the other period, show that."""
    context, text = deck.context, deck.text
    state, region = context.state, context.region
    name, period = context.name(region.nuts_id), text.period(state.period)
    if filtered and state.domain:
        said = text("priorities.none_in_domain", domain=context.dataset.domain(state.domain).name(deck.lang))
    else:
        said = text(f"priorities.none{'_norway' if region.country == 'NO' else ''}", region=name, period=period)
    other = next(one for one in PERIODS if one != state.period)
    earlier = [one for one in priorities_of(context.dataset, region.nuts_id, other) if one.basis != "national"]
    deck.add(
        master.TEXT_LAYOUT,
        text("slides.priorities.none"),
        kicker=about(context, name),
        body=[said],
        source=priorities_source(context),
        link=deck.link(state, _PART),
    )
    if earlier and not filtered:
        _list(deck, replace(context, state=replace(state, period=other)), earlier)


def _shared_by_counties(deck: Deck) -> None:
    context, text, dataset = deck.context, deck.text, deck.context.dataset
    state, name = context.state, context.name(context.region.nuts_id)
    shares = [
        share
        for share in domain_sharing(dataset, context.region.nuts_id, state.period)
        if share.counties and state.domain in (None, share.domain)
    ]
    if not shares:
        deck.add(
            master.TEXT_LAYOUT,
            text("slides.priorities.none"),
            kicker=about(context, name),
            body=[text("priorities.none_in_counties")],
            source=priorities_source(context),
        )
        return
    rows: list[Row] = [
        (
            Run(dataset.domain(share.domain).name(deck.lang), bold=True),
            text("priorities.shared_by", n=len(share.counties), m=share.of),
            text.names([context.name(county) for county in share.counties]),
        )
        for share in shares
    ]
    columns = (
        Column(text("control.domain"), 3.6),
        Column(text("slides.priorities.shared"), 1.7),
        Column(text("level.lan_plural"), 6.8),
    )
    every = [share for share in shares if len(share.counties) == share.of]
    key = "slides.priorities.shared_all" if every and shares[0].of > 1 else "slides.priorities.shared_title"
    names = text.names([dataset.domain(share.domain).short(deck.lang) for share in every])
    for share in shares:
        for county in share.counties:
            deck.cite(
                *(one.source_id for one in priorities_of(dataset, county, state.period) if share.domain in one.domains)
            )
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(16, 15, 14, 13, 12)),
        text(key, region=name, domains=names),
        kicker=about(context, name),
        source=priorities_source(context),
        link=deck.link(state, _PART),
        notes=[text("priorities.shared_intro")],
    )


def _changes(deck: Deck, changes: Mapping[str, Change]) -> None:
    """Add what is kept, new and gone, each in a column."""
    context, text, lang = deck.context, deck.text, deck.lang
    name = context.name(context.region.nuts_id)
    kinds = ("kept", "new", "gone")
    of_kind = {
        kind: [context.dataset.domain(domain).name(lang) for domain, change in changes.items() if change == kind]
        for kind in kinds
    }
    most = max(map(len, of_kind.values()))
    marks = {"kept": "\u25cf", "new": "+", "gone": "\u2013"}
    rows: list[Row] = []
    for n in range(most):
        cells: list[Words] = []
        for kind in kinds:
            named = of_kind[kind]
            cells.append([Run(f"{marks[kind]}  ", colour="c4", bold=True), Run(named[n])] if n < len(named) else " ")
        rows.append(tuple(cells))
    heads = tuple(
        Column([Run(f"{text(f'slides.change.{kind}')}  "), Run(text.number(len(of_kind[kind])), colour="accent")], 4)
        for kind in kinds
    )
    counted = [text(f"slides.change.n_{kind}", n=text.number(len(of_kind[kind]))) for kind in kinds if of_kind[kind]]
    table_slides(
        deck,
        Table(heads, tuple(rows), sizes=(17, 16, 15, 14, 13, 12), head_size=13, lines=False),
        text("slides.change.title", changes=text.names(counted)),
        kicker=f"{name} \u00b7 {text.period(PERIODS[1])} \u2192 {text.period(PERIODS[0])}",
        source=priorities_source(context),
        link=deck.link(context.state.but(page="change")),
        notes=[text(f"change.{kind}_long") for kind in kinds if of_kind[kind]],
    )
