"""Slides about one domain: who prioritises it, what is funded in it, who is active, and how it is shared."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.domain_profile import Holder, Standing, environments, holders
from s3dash.analysis.overlap import overlaps
from s3dash.data.schema import PERIODS
from s3dash.export.slides import master
from s3dash.export.slides.chart_slides import chart_slide
from s3dash.export.slides.common import about, cover, map_and_legend, marked, neutral, table_slides
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.maps import MapLook
from s3dash.export.slides.measure import shortened
from s3dash.export.slides.plain import key_figures, map_legend, money_kinds, with_class, words
from s3dash.export.slides.project_tables import money_table, project_table
from s3dash.export.slides.projects import groups_bars
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.sources import sources_slides
from s3dash.export.slides.tables import Column, Row, Table, parts, put_table
from s3dash.export.slides.words import Paragraph, Run, Words
from s3dash.map.geometry import MapGeometry
from s3dash.state import PLACES
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage
from s3dash.views.chart import priorities_source, projects_source
from s3dash.views.domain_page.page import domain_page
from s3dash.views.domain_page.who import finding
from s3dash.views.domains.overlap_words import sign_list
from s3dash.views.projects import coverage_note, money_split

_LISTED = 6


def domain_slides(deck: Deck, geometry: MapGeometry) -> None:
    """Add the slides about the domain that the page is about."""
    context, text = deck.context, deck.text
    record = context.dataset.domain(context.state.item or "")
    name = record.name(deck.lang)
    kicker = about(context, name)
    page = domain_page(context, geometry)
    fills = {
        holder.nuts_id: "c4" if holder.of(context.state.period).stand == "primary" else "c3"
        for holder in (
            *holders(context.dataset, record.domain_id, context.state.level),
            *holders(context.dataset, record.domain_id, "neighbours"),
        )
        if holder.of(context.state.period).has
    }
    cover(
        deck,
        geometry,
        name,
        MapLook(replace(neutral(context), classes={}), fills=fills),
        kicker=" \u00b7 ".join((text("slides.domain.kicker"), about(context))),
        subtitle=f"{record.description(deck.lang)}.",
        figures=key_figures(page.content),
        notes=[text("slides.region.notes"), text("slides.domain.cover_map", period=text.period(context.state.period))],
    )
    _map(deck, geometry, page, record.domain_id, kicker)
    for layer in (context.state.level, "neighbours"):
        _who(deck, record.domain_id, layer, kicker)
    _verdict(deck, record.domain_id, kicker)
    _money(deck, record.domain_id, kicker)
    for chart in page.charts:
        anchor = "domain-organisations" if chart.id.startswith("organisations") else "domain-money"
        chart_slide(deck, chart, kicker=kicker, link=deck.link(context.state, anchor))
    _environments(deck, record.domain_id, name)
    sources_slides(deck)


def _map(deck: Deck, geometry: MapGeometry, page: AnalysisPage, domain: str, kicker: str) -> None:
    """Add the map of the page, with what it finds in Sweden and round the sea beside it."""
    context = deck.context
    if page.map is None:
        return
    said = [
        Paragraph((Run(finding(context, layer, holders(context.dataset, domain, layer))),), before=8 if n else 0)
        for n, layer in enumerate((context.state.level, "neighbours"))
    ]
    colours = map_legend(page.legend)
    slide = deck.add(
        master.MAP_LAYOUT,
        deck.text("domain.section.who"),
        kicker=kicker,
        body=said,
        room=2.5,
        source=priorities_source(context),
        notes=[one.words for one in said],
    )
    named = (context.state.region,) if context.state.region else ()
    map_and_legend(slide, geometry, MapLook(page.map, named=named), colours)


def _who(deck: Deck, domain: str, layer: str, kicker: str) -> None:
    """Add the units that have the domain in either period, with their own words."""
    context, text = deck.context, deck.text
    every = holders(context.dataset, domain, layer)
    listed = [one for one in every if one.before.has or one.now.has]
    if not listed:
        return
    counts = context.store.projects_by_unit(replace(context.money_filter, domain=domain))
    rows: list[Row] = []
    for holder in listed:
        mark = [Run(f"  {text(f'change.{holder.change}')}", 10, colour="c4")] if holder.change else []
        country = context.dataset.region(holder.nuts_id).country
        where = [Run(f"  {context.country(country)}", 10, colour="quiet")] if country != "SE" else []
        n = counts[holder.nuts_id]
        number = (
            text.number(n)
            if layer != "neighbours"
            else f"{text('at_least')} {text.number(n)}"
            if n
            else text("none_known")
        )
        rows.append(
            (
                [Run(context.name(holder.nuts_id), bold=True), *where, *mark],
                *(_says(deck, holder, period) for period in PERIODS),
                number,
            )
        )
    period = text.period(context.state.period)
    columns = (
        Column(text("fact.region"), 2.9),
        *(Column(text.period(one), 3.9) for one in PERIODS),
        Column(text("domain.who.projects", period=period), 1.5, "r"),
    )
    side = "sea" if layer == "neighbours" else "sweden"
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(13, 12, 11, 10.5), pad=(0.07, 0.04)),
        text(f"slides.domain.who_{side}"),
        kicker=kicker,
        lead=finding(context, layer, every),
        source=f"{priorities_source(context)}; {projects_source(context)}",
        link=deck.link(context.state, "domain-who"),
        notes=[finding(context, layer, every)],
    )


def _says(deck: Deck, holder: Holder, period: str) -> Words:
    """What a unit's list of a period says of the domain; that it does not; or that there is none."""
    standing: Standing = holder.of(period)
    text = deck.text
    deck.cite(*(one.source_id for one in standing.priorities))
    named = "; ".join(dict.fromkeys(one.name_original + marked(deck, one.confidence) for one in standing.priorities))
    if standing.has:
        return Run(shortened(named, 11, 3.6, 2), lang="mul")
    if standing.stand == "national":
        return [
            Run(f"{text('domain.stand.national')} ", italic=True, colour="quiet"),
            Run(shortened(named, 11, 3.4, 1), lang="mul"),
        ]
    key = "domain.stand.absent" if standing.stand == "no" else "domain.stand.no_list"
    return Run(text(key), italic=True, colour="quiet")


def _verdict(deck: Deck, domain: str, kicker: str) -> None:
    """Add how the domain is shared, with the four signs that the verdict rests on."""
    context, text = deck.context, deck.text
    every = overlaps(context.dataset, context.store, context.money_filter, context.state.level)
    found = every.of(domain)
    rows: list[Row] = []
    for row in html_rows(sign_list(context, found, every.together)):
        mark = words(with_class(row, "sign-mark"))
        sign = words(with_class(row, "sign")).removeprefix(mark).strip()
        value, limit = words(_of(row, html.Strong)), words(_of(row, html.Small))
        rows.append(
            ([Run(f"{mark}  ", bold=True, colour="accent"), Run(sign, bold=True)], value, Run(limit, colour="quiet"))
        )
    columns = (
        Column(text("slides.domain.sign"), 4.2),
        Column(text("slides.domain.found"), 4),
        Column(text("slides.domain.limit"), 4),
    )
    title = f"{text('domain.section.verdict')}: {text(f'overlap.verdict.{found.verdict}')}"
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(17, 16, 15, 14, 13, 12)),
        title,
        kicker=kicker,
        lead=text(f"overlap.about.{found.verdict}"),
        source=f"{priorities_source(context)}; {projects_source(context)}",
        link=deck.link(context.state, "domain-verdict"),
        notes=[text("slides.domain.verdict_notes")],
    )


def html_rows(node: html.Element) -> list[html.Element]:
    """The rows of a list."""
    return [one for one in node.children if isinstance(one, html.Li)]


def _of(node: html.Element, kind: type[html.Element]) -> list[html.Element]:
    return [one for one in node.children if type(one) is kind]


def _money(deck: Deck, domain: str, kicker: str) -> None:
    """Add what is known of the money in Sweden, and the newest projects."""
    context, text, store = deck.context, deck.text, deck.context.store
    plain = replace(context, state=replace(context.state, region=None))
    query = replace(context.money_filter, domain=domain)
    funding = store.funding(query)
    period = text.period(context.state.period)
    live, source = deck.link(context.state, "domain-money"), projects_source(context)
    if not funding.projects:
        deck.add(
            master.TEXT_LAYOUT,
            text("domain.section.money"),
            kicker=kicker,
            source=source,
            link=live,
            body=[
                text(
                    f"domain.money.none{'_filtered' if context.state.fund or context.state.programme else ''}",
                    period=period,
                )
            ],
        )
        return
    caution = words(coverage_note(plain))
    projects = text.count("n.projects", funding.projects)
    if funding.known_projects:
        amount = text.amount(funding.known_eur, funding.known_sek, context.state.currency)
        title = text("slides.domain.money", projects=projects, amount=amount)
    else:
        title = text("slides.domain.money_unknown", projects=projects)
    page = deck.add(
        master.FIGURE_LAYOUT,
        title,
        kicker=kicker,
        source=source,
        link=live,
        notes=[text("slides.money.notes"), caution],
    )
    box = Box(master.MARGIN, page.top, 5.6, 3.6)
    size, table = parts(money_table(deck, money_kinds(money_split(plain, funding))), box)[0]
    put_table(page, table, box, size, text("slides.money.kind"))
    below = Box(master.MARGIN, master.CONTENT.bottom - 1.2, 5.6, 1.15)
    page.say("note", below, [caution], size=11, smallest=9, colour="quiet", anchor="b")
    right = Box(6.7, page.top, master.WIDTH - master.MARGIN - 6.7, master.CONTENT.bottom - page.top)
    groups_bars(deck, page, store.by_programme(replace(query, programme=None)), "programme", right)
    listed = store.page(query, limit=_LISTED)
    every = deck.link(context.state.but(page="projects", domain=domain, region=None))
    heading = text("slides.projects.newest" if funding.projects > len(listed) else "slides.projects.every")
    table_slides(deck, project_table(deck, listed), heading, kicker=kicker, source=source, link=every, notes=[caution])


def _environments(deck: Deck, domain: str, name: str) -> None:
    context, text = deck.context, deck.text
    found = environments(context.dataset, domain)
    if not found:
        return
    rows: list[Row] = []
    for kind in PLACES:
        of_kind = found.get(kind, ())
        runs: list[Run] = []
        for one in of_kind:
            deck.cite(one.source_id)
            runs += [Run(" \u00b7 ")] if runs else []
            where = ", ".join(dict.fromkeys((one.town, context.name(one.nuts_id))))
            runs += [Run(one.name, lang="mul"), Run(f" ({where}){marked(deck, one.confidence)}", colour="quiet")]
        if runs:
            rows.append((Run(text(f"places.{kind}"), bold=True), Run(text.number(len(of_kind)), bold=True), runs))
    columns = (
        Column(text("slides.places.kind"), 3),
        Column(text("slides.places.number"), 0.9, "r"),
        Column(text("slides.places.names"), 8.2),
    )
    n = sum(map(len, found.values()))
    table_slides(
        deck,
        Table(columns, tuple(rows), sizes=(14, 13, 12, 11)),
        text.count("slides.domain.places", n),
        kicker=name,
        source=text("slides.source.environments"),
        link=deck.link(context.state, "domain-environments"),
        note=text("slides.places.note"),
    )
