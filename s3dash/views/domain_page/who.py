"""Who prioritises the domain: counties or NUTS2 areas, and neighbours, in both periods and in their own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from s3dash.analysis.domain_profile import Holder, Standing, holders, spread
from s3dash.analysis.priorities import Priority
from s3dash.data.schema import PERIODS
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domain_page.onward import on_map
from s3dash.views.original import priority_words
from s3dash.views.parts import confidence_mark, empty, missing, note, source_link, view_link


def who_section(context: Context, domain: str) -> html.Section:
    """Sweden's units of the chosen level, then the neighbours, each with a sentence and a table."""
    text = context.text
    return html.Section(
        [
            html.H2(text("domain.section.who"), id="heading-who"),
            html.H3(text("domain.who.sweden")),
            *_group(context, domain, context.state.level),
            html.H3(text("domain.who.sea")),
            *_group(context, domain, "neighbours"),
        ],
        id="domain-who",
        **{"aria-labelledby": "heading-who"},
    )


def _group(context: Context, domain: str, layer: str) -> list[html.Node]:
    text = context.text
    every = holders(context.dataset, domain, layer)
    listed = [holder for holder in every if holder.before.has or holder.now.has]
    said: list[html.Node] = [html.P(finding(context, layer, every), className="finding")]
    table: html.Node = _table(context, domain, layer, listed) if listed else empty(text("domain.who.nobody"))
    if layer == "neighbours" and listed:
        said.append(_by_country(context, domain, every))
        summary = html.Summary(text.count("domain.who.show_sea", len(listed)))
        table = html.Details([summary, table], className="sea")
    return [*said, table, *_national(context, every), *_rest(context, domain, every)]


def _by_country(context: Context, domain: str, every: Iterable[Holder]) -> html.Dl | None:
    """The neighbours that have the domain in the chosen period, by country."""
    countries: dict[str, list[html.Node]] = {}
    for holder in every:
        if holder.of(context.state.period).has:
            names = countries.setdefault(context.dataset.region(holder.nuts_id).country, [])
            names += [", " if names else "", region_name(context, domain, holder.nuts_id)]
    if not countries:
        return None
    rows = [html.Div([html.Dt(context.country(country)), html.Dd(names)]) for country, names in countries.items()]
    label = context.text("domain.who.listed", period=context.text.period(context.state.period))
    return html.Dl(rows, className="by-country", **{"aria-label": label})


def finding(context: Context, layer: str, every: Iterable[Holder]) -> str:
    """How many units prioritise the domain, how many lists are missing, and what has changed, in words."""
    text, state = context.text, context.state
    counted = spread(every, state.period)
    words = {
        "period": text.period(state.period),
        "m": text.number(counted.stating),
    }
    if not counted.stating:
        sentences = [text(f"domain.who.no_lists.{layer}", period=words["period"])]
    else:
        if counted.stating == 1:
            sentences = [text(f"domain.who.{'only' if counted.having else 'only_not'}.{layer}", period=words["period"])]
        elif not counted.having:
            sentences = [text(f"domain.who.none.{layer}", **words)]
        elif counted.having == counted.stating:
            sentences = [text(f"domain.who.all.{layer}", **words)]
        else:
            sentences = [text.count(f"domain.who.some.{layer}", counted.having, **words)]
        missing = counted.units - counted.stating
        if missing:
            sentences.append(text.count(f"domain.who.missing.{layer}", missing))
    if not counted.compared:
        return " ".join([*sentences, text("domain.who.not_compared")])
    changes = [
        text(f"domain.who.{change}", n=text.number(n))
        for change in ("kept", "new", "gone")
        if (n := getattr(counted, change))
    ]
    named = text.names(changes) if changes else text("domain.who.no_change")
    return " ".join([*sentences, text.count(f"domain.who.compared.{layer}", counted.compared, changes=named)])


def _table(context: Context, domain: str, layer: str, rows: list[Holder]) -> html.Div:
    text, state = context.text, context.state
    counts = context.store.projects_by_unit(replace(context.money_filter, domain=domain))
    projects = text("domain.who.projects", period=text.period(state.period))
    columns = (text("fact.region"), *map(text.period, PERIODS), projects)
    heads = [
        html.Th(column, scope="col", className="number" if column == projects else None) for column in columns
    ]
    body = [_row(context, domain, holder, counts[holder.nuts_id], projects) for holder in rows]
    caption = html.Caption(text(f"domain.who.caption.{layer}"))
    return html.Div(html.Table([caption, html.Thead(html.Tr(heads)), html.Tbody(body)]), className="table who")


def _row(context: Context, domain: str, holder: Holder, projects: int, label: str) -> html.Tr:
    code, text = holder.nuts_id, context.text
    mark = None
    if holder.change:
        mark = html.Span(
            text(f"change.{holder.change}"),
            className=f"change {holder.change}",
            title=text(f"change.{holder.change}_long"),
        )
    cells = [
        html.Td(says(context, domain, holder.of(period)), **{"data-label": text.period(period)})
        for period in PERIODS
    ]
    return html.Tr(
        [
            html.Th([region_name(context, domain, code), " ", mark], scope="row"),
            *cells,
            html.Td(projects_link(context, domain, code, projects), className="number", **{"data-label": label}),
        ],
        className="chosen" if code == context.state.region else None,
    )


def region_name(context: Context, domain: str, code: str) -> html.A:
    """A region's name that leads to it on the large map, coloured by the domain."""
    return view_link(context.name(code), on_map(context.about(code), domain))


def projects_link(context: Context, domain: str, code: str, projects: int) -> html.Node:
    """A region's number of projects in the domain, leading to them; for a neighbour "at least" so many."""
    text, neighbour = context.text, context.is_neighbour(code)
    if not projects:
        return text("none_known") if neighbour else text.number(0)
    number = text.number(projects)
    target = context.state.but(page="projects", domain=domain, region=code)
    words = f"{text('at_least')} {number}" if neighbour else number
    label = text("domain.who.projects_of", n=text.count("n.projects", projects), region=context.name(code))
    return view_link(words, target, **{"aria-label": label})


def says(context: Context, domain: str, standing: Standing) -> html.Node:
    """What a unit's list of a period says of the domain, in its own words; that it does not; or that there is none."""
    text = context.text
    if standing.has:
        return stated(context, domain, standing)
    if standing.stand == "national":
        return [missing(text("domain.stand.national")), stated(context, domain, standing)]
    if standing.stand == "no":
        return html.Span(text("domain.stand.absent"), className="quiet")
    return missing(text("domain.stand.no_list"))


def stated(context: Context, domain: str, standing: Standing) -> html.Ul:
    """The priorities in the domain that stand for a unit, in their own words."""
    rows = [_priority(context, domain, priority) for priority in standing.priorities]
    return html.Ul(rows, className="stated")


def _priority(context: Context, domain: str, priority: Priority) -> html.Li:
    """A priority as its source prints it; English where that differs, its place, main domain, confidence and source."""
    text = context.text
    details: list[html.Node] = []
    if priority.name_en and priority.name_en.casefold() != priority.name_original.casefold():
        details.append(html.Span(priority.name_en, lang="en", className="translation"))
    if priority.basis == "part":
        details.append(html.Span(context.name(priority.nuts_id), className="place"))
    if priority.domains[0] != domain:
        main = context.domain_name(priority.domains[0])
        details.append(html.Span(text("domain.who.mainly", domain=main)))
    details += [confidence_mark(text, priority.confidence), source_link(context, priority.source_id)]
    return html.Li([priority_words(priority), html.Span(details, className="details")])


def _national(context: Context, every: Iterable[Holder]) -> list[html.Node]:
    """National strategies of the chosen period that have the domain, and for which regions they stand."""
    text, period = context.text, context.state.period
    countries: dict[str, list[Holder]] = {}
    for holder in every:
        if holder.of(period).stand == "national":
            countries.setdefault(context.dataset.region(holder.nuts_id).country, []).append(holder)
    notes: list[html.Node] = []
    for country, found in countries.items():
        names = context.names(holder.nuts_id for holder in found)
        key = f"domain.who.national.{'one' if len(found) == 1 else 'other'}"
        said = text(key, country=text(f"country.{country}"), period=text.period(period), regions=names)
        words: list[html.Node] = []
        for priority in found[0].of(period).priorities:
            words += [", " if words else " ", priority_words(priority), " "]
            words += [confidence_mark(text, priority.confidence), " ", source_link(context, priority.source_id)]
        notes.append(note([said, *words]))
    return notes


def _rest(context: Context, domain: str, every: Iterable[Holder]) -> list[html.Node]:
    """Units whose list lacks the domain, with the projects that they have in it all the same; and those without one."""
    text, period = context.text, context.state.period
    counts = context.store.projects_by_unit(replace(context.money_filter, domain=domain))
    found = [holder for holder in every if holder.of(period).stand == "no"]
    unlisted = [holder for holder in every if not holder.of(period).states]
    notes: list[html.Node] = []
    for key, rows in (("without", found), ("no_list", unlisted)):
        names: list[html.Node] = []
        for holder in rows:
            names += [", " if names else " ", _with_projects(context, domain, holder.nuts_id, counts[holder.nuts_id])]
        if names:
            notes.append(note([text(f"domain.who.{key}", period=text.period(period)), *names, "."]))
    return notes


def _with_projects(context: Context, domain: str, code: str, projects: int) -> html.Node:
    name = region_name(context, domain, code)
    if not projects:
        return name
    number = context.text.count("n.projects", projects)
    if context.is_neighbour(code):
        number = f"{context.text('at_least')} {number}"
    target = context.state.but(page="projects", domain=domain, region=code)
    return [name, " (", view_link(number, target), ")"]
