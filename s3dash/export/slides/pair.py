"""Slides about a Swedish region and a neighbour: what they share, do together, and could do together."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.links import Link, link_between
from s3dash.analysis.priorities import Priority
from s3dash.analysis.profile import profile
from s3dash.export.slides import master
from s3dash.export.slides.common import about, cover, marked, neutral, table_slides
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.dots import dots_slide, of_readings
from s3dash.export.slides.maps import MapLook, around
from s3dash.export.slides.measure import shortened
from s3dash.export.slides.plain import key_figures, money_kinds, words
from s3dash.export.slides.project_tables import money_table, project_table
from s3dash.export.slides.projects import groups_bars
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.sources import sources_slides
from s3dash.export.slides.tables import Column, Row, Table, parts, put_table
from s3dash.export.slides.words import Paragraph, Run, Words
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import curves
from s3dash.views.bilateral import bilateral_panel, both_sides, shared_domains
from s3dash.views.chart import eurostat_source, priorities_source, projects_source
from s3dash.views.projects import coverage_note, money_split, partner_name

_LISTED = 6


def pair_slides(deck: Deck, geometry: MapGeometry) -> None:
    """Add the slides about the two regions of the bilateral view."""
    context, text = deck.context, deck.text
    codes = _codes(deck)
    link = link_between(context.dataset, context.store, codes[0], codes[1], context.state.period)
    head = bilateral_panel(context)[0]
    names = [context.name(code) for code in codes]
    drawn = curves(geometry, codes[0], [(codes[1], 100.0, f"{names[0]}\u2013{names[1]}")])
    look = MapLook(
        replace(neutral(context), curves=drawn),
        named=codes,
        fills={codes[0]: "accent", codes[1]: "c4"},
        view=around(geometry, codes, 0.35),
    )
    cover(
        deck,
        geometry,
        " \u2013 ".join(names),
        look,
        kicker=text("bilateral.kicker"),
        subtitle=about(context, text("slides.pair.subtitle")),
        figures=key_figures(head),
        notes=[text("slides.region.notes")],
    )
    _shared(deck, link)
    _joint(deck)
    _cooperation(deck, link)
    _indicators(deck)
    sources_slides(deck)


def _codes(deck: Deck) -> tuple[str, str]:
    state = deck.context.state
    return state.region or "", state.other or ""


def _shared(deck: Deck, link: Link) -> None:
    """Add the domains that both prioritise, with each side's own words; that a list is missing is said."""
    context, text, dataset = deck.context, deck.text, deck.context.dataset
    both = both_sides(context)
    shared = shared_domains(context, link, both)
    period = text.period(context.state.period)
    remarks = []
    for side in both:
        name = context.name(side.code)
        if not side.priorities:
            remarks.append(text("bilateral.list_missing", region=name, period=period))
        elif side.period != context.state.period:
            other = text.period(side.period)
            remarks.append(text("bilateral.list_of_other_period", region=name, period=period, other=other))
        if any(one.basis == "national" for one in side.priorities):
            remarks.append(text("bilateral.national_basis", region=name))
    kicker, source = about(context, *map(context.name, _codes(deck))), priorities_source(context)
    live = deck.link(context.state, "panel-priorities")
    if not shared:
        if all(side.priorities for side in both):
            remarks.insert(0, text("bilateral.nothing_shared", period=period))
        deck.add(
            master.TEXT_LAYOUT,
            text("slides.pair.none_shared"),
            kicker=kicker,
            body=[[Paragraph((Run(one),), before=8)] for one in remarks],
            source=source,
            link=live,
        )
        return
    rows: list[Row] = []
    for domain in shared:
        cells: list[Words] = [Run(dataset.domain(domain).name(deck.lang), bold=True)]
        cells += [[_stated(deck, one) for one in side.priorities if domain in one.domains] for side in both]
        rows.append(tuple(cells))
    columns = (Column(text("control.domain"), 3), *(Column(context.name(side.code), 4.5) for side in both))
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(15, 14, 13, 12, 11)),
        text.count("slides.pair.shared", len(shared)),
        kicker=kicker,
        source=source,
        link=live,
        note=" ".join(remarks),
        notes=remarks,
    )


def _stated(deck: Deck, one: Priority) -> Paragraph:
    """A priority as its source prints it, and in English where that differs."""
    deck.cite(one.source_id)
    runs = [Run(one.name_original + marked(deck, one.confidence), lang="mul")]
    if one.name_en and one.name_en.casefold() != one.name_original.casefold():
        runs.append(Run(f" {one.name_en}", 10.5, colour="quiet", lang="en"))
    return Paragraph(tuple(runs), before=1)


def _joint(deck: Deck) -> None:
    """Add the joint projects with the partners on both sides, and what is known of their money."""
    context, text, store = deck.context, deck.text, deck.context.store
    query, state = context.project_filter, context.state
    count = store.count(query)
    kicker, source = about(context, *map(context.name, _codes(deck))), projects_source(context)
    live = deck.link(state, "panel-projects")
    caution = text("projects.at_least")
    if not count:
        key = "bilateral.no_joint_filtered" if query.domain or query.fund or query.programme else "bilateral.no_joint"
        deck.add(
            master.TEXT_LAYOUT,
            text("bilateral.joint"),
            kicker=kicker,
            body=[text(key)],
            source=source,
            link=live,
            notes=[caution],
        )
        return
    projects = store.page(query, order=state.order, limit=_LISTED)
    partners = []
    for project in projects:
        every = store.partners(project.project_id)
        told = []
        for code in _codes(deck):
            area = context.dataset.area(code)
            named = sorted({partner_name(context, one) for one in every if one.nuts_id in area})
            told.append(f"{context.name(code)}: {text.names(named)}")
        partners.append(shortened("; ".join(told), 10.5, 5.8, 2))
    table_slides(
        deck,
        project_table(deck, projects, partners),
        text.count("slides.pair.joint", count),
        kicker=kicker,
        source=source,
        link=deck.link(state.but(page="projects", other=state.other)),
        notes=[caution],
        note=caution,
    )
    kinds = money_kinds(money_split(context, store.funding(query)))
    if kinds:
        page = deck.add(
            master.FIGURE_LAYOUT,
            text("slides.pair.money"),
            kicker=kicker,
            source=source,
            link=live,
            notes=[text("slides.money.notes")],
        )
        box = Box(master.MARGIN, page.top, 5.6, 3.6)
        size, table = parts(money_table(deck, kinds), box)[0]
        put_table(page, table, box, size, text("slides.money.kind"))
        below = Box(master.MARGIN, master.CONTENT.bottom - 1.1, 5.6, 1.05)
        page.say("note", below, [words(coverage_note(context))], size=11, smallest=9, colour="quiet", anchor="b")
        right = Box(6.7, page.top, master.WIDTH - master.MARGIN - 6.7, master.CONTENT.bottom - page.top)
        groups_bars(deck, page, store.by_domain(replace(query, domain=None)), "domain", right)


def _cooperation(deck: Deck, link: Link) -> None:
    """Add the programmes that could pay a joint project now, and the partnerships that both belong to."""
    context, text, dataset = deck.context, deck.text, deck.context.dataset
    codes = _codes(deck)
    programmes: list[Row] = []
    for one in link.programmes:
        programme = dataset.programme(one.programme_id)
        deck.cite(*dataset.area_sources(one.programme_id, *codes))
        name = Run(context.programme_name(one.programme_id), bold=True, link=programme.url)
        programmes.append(
            ([Paragraph((name,)), Paragraph((Run(text(f"certainty.both.{one.certainty}"), 11, colour="quiet"),))],)
        )
    members: list[Row] = []
    for code in link.partnerships:
        partnership = dataset.partnership(code)
        deck.cite(*dataset.member_sources(code, *codes))
        name = Run(partnership.name, bold=True, lang="mul")
        members.append(([Paragraph((name,)), Paragraph((Run(partnership.theme(deck.lang), 11, colour="quiet"),))],))
    page = deck.add(
        master.FIGURE_LAYOUT,
        text("slides.pair.cooperation"),
        kicker=" \u00b7 ".join(map(context.name, codes)),
        source=text("slides.source.programmes"),
        link=deck.link(context.state, "panel-links"),
    )
    half = (master.INNER - 0.6) / 2
    for n, (heading, rows, none) in enumerate(
        (
            (text("bilateral.programmes"), programmes, text("bilateral.no_programme")),
            (text("bilateral.partnerships"), members, text("bilateral.no_partnership")),
        )
    ):
        box = Box(master.MARGIN + n * (half + 0.6), page.top, half, master.CONTENT.bottom - page.top)
        table = Table(
            (Column(heading, 1),), tuple(rows) or ((none,),), sizes=(17, 16, 15, 14, 13, 12, 11), head_size=13
        )
        size, shown = parts(table, box)[0]
        put_table(page, shown, box, size, heading)


def _indicators(deck: Deck) -> None:
    context, text = deck.context, deck.text
    codes = _codes(deck)
    readings = [profile(context.dataset, code) for code in codes]
    if all(one.value is None for side in readings for one in side):
        return
    names = [context.name(code) for code in codes]
    ids = [one.indicator_id for one in readings[0]]
    dots_slide(
        deck,
        text("slides.pair.profile"),
        of_readings(deck, readings, codes),
        names,
        kicker=" \u00b7 ".join(names),
        lead=text("slides.profile.lead", n=max(one.compared for side in readings for one in side)),
        source=eurostat_source(context, ids),
        link=deck.link(context.state, "panel-profile"),
        note="",
    )
