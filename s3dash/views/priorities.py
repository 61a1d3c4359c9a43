"""The panel's section on priorities: what the region says it will be good at, by domain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from s3dash.analysis.priorities import Priority, domain_changes, domain_sharing, priorities_of
from s3dash.state import PERIODS
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.glossary import explained
from s3dash.views.original import priority_words
from s3dash.views.parts import (
    confidence_mark,
    empty,
    listed,
    note,
    region_link,
    section,
    source_link,
    view_link,
)


def priorities_section(context: Context) -> html.Section:
    """Priorities of the selected region grouped by domain, with what is new, kept and gone."""
    text, state = context.text, context.state
    region = context.region
    every = priorities_of(context.dataset, region.nuts_id, state.period)
    shown = [priority for priority in every if state.domain in (None, *priority.domains)]
    parts: list[html.Element | None] = []
    if region.layer == "nuts2":
        parts.append(_shared_by_counties(context))
    elif not every:
        parts += [empty(_why_none(context)), *earlier_list(context, region.nuts_id)]
    if every and not shown and state.domain:
        domain = context.domain_name(state.domain)
        parts.append(empty(text("priorities.none_in_domain", domain=domain)))
    parts.append(_basis_note(context, every))
    if shown and region.layer == "nuts2":
        parts.append(html.H3(text("priorities.own_of_nuts2")))
    parts += priority_groups(context, shown)
    if region.layer != "nuts2":
        parts.append(_gone(context))
    period = html.Span(text.period(state.period), className="aside")
    aside = [explained(context, "priority", "priorities"), period]
    return section("priorities", text("section.priorities"), parts, aside)


def earlier_list(context: Context, nuts_id: str) -> list[html.Element]:
    """The list of the other period, marked as such, for a region whose list of the chosen period is missing."""
    text, state = context.text, context.state
    other = next(period for period in PERIODS if period != state.period)
    rows = [row for row in priorities_of(context.dataset, nuts_id, other) if row.basis != "national"]
    if not rows:
        return []
    whole = view_link(text("priorities.change_period", period=text.period(other)), state.but(period=other))
    there = replace(context, state=replace(state, period=other, region=nuts_id, other=None))
    heading = text("priorities.of_other_period", region=context.name(nuts_id), period=text.period(other))
    return [
        html.Details(
            [html.Summary(f"{heading} ({len(rows)})"), note(whole), *priority_groups(there, rows)],
            open=True,
            className="earlier",
        )
    ]


def priority_groups(context: Context, priorities: Iterable[Priority]) -> list[html.Element]:
    """Priorities under their primary domains, in the taxonomy's order of how many each domain holds."""
    changes = {}
    if context.state.period == "2021-2027" and context.state.region:
        changes = domain_changes(context.dataset, context.state.region) or {}
    groups: dict[str, list[Priority]] = {}
    for priority in priorities:
        groups.setdefault(priority.domains[0], []).append(priority)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return [
        html.Div(
            [
                html.H3([_domain_link(context, domain), _change_mark(context, changes.get(domain))]),
                html.Ul([priority_item(context, priority) for priority in rows]),
            ],
            className="domain-group",
        )
        for domain, rows in ordered
    ]


def priority_item(context: Context, priority: Priority) -> html.Li:
    """One priority: original name, English where it differs, further domains, confidence, source."""
    state, text = context.state, context.text
    details: list[object] = []
    if priority.name_en and priority.name_en.casefold() != priority.name_original.casefold():
        details.append(html.Span(priority.name_en, lang="en", className="translation"))
    if priority.basis == "part" or (priority.basis == "own" and priority.nuts_id not in (state.region, state.other)):
        details.append(html.Span(context.name(priority.nuts_id), className="place"))
    if len(priority.domains) > 1:
        further = [context.domain_name(domain) for domain in priority.domains[1:]]
        details.append(html.Span(text("priorities.also", domains=text.names(further))))
    details.append(confidence_mark(text, priority.confidence))
    details.append(source_link(context, priority.source_id))
    return html.Li([priority_words(priority), html.Span(details, className="details")], className="priority")


def _domain_link(context: Context, domain: str) -> html.A:
    state = context.state.but(domain=domain, colour="domain")
    return view_link(context.domain_name(domain), state)


def _change_mark(context: Context, change: str | None) -> html.Span | None:
    if change is None:
        return None
    text = context.text
    return html.Span(text(f"change.{change}"), className=f"change {change}", title=text(f"change.{change}_long"))


def _gone(context: Context) -> html.Element | None:
    """Domains of 2014-2020 that the current list no longer has, or why that cannot be told."""
    text, state = context.text, context.state
    if state.period != "2021-2027" or context.region.layer == "neighbours":
        return None
    changes = domain_changes(context.dataset, context.region.nuts_id)
    if changes is None:
        return note(text("priorities.no_comparison"))
    gone = [context.domain_name(domain) for domain, change in changes.items() if change == "gone"]
    if not gone:
        return note(text("priorities.none_gone"))
    return note(
        [
            html.Span(text("change.gone"), className="change gone"),
            " ",
            text("priorities.gone", domains=text.names(gone)),
        ]
    )


def _shared_by_counties(context: Context) -> html.Div:
    """For a NUTS2 area: every domain with how many of its counties share it, and which."""
    text, state = context.text, context.state
    shares = [
        share
        for share in domain_sharing(context.dataset, context.region.nuts_id, state.period)
        if share.counties and state.domain in (None, share.domain)
    ]
    if not shares:
        return html.Div(empty(text("priorities.none_in_counties")))
    return html.Div(
        [
            note(text("priorities.shared_intro")),
            html.Ul(
                [
                    html.Li(
                        [
                            html.Strong(_domain_link(context, share.domain)),
                            html.Span(
                                text("priorities.shared_by", n=len(share.counties), m=share.of),
                                className="value",
                            ),
                            html.Span(
                                listed(region_link(context, county) for county in share.counties),
                                className="details",
                            ),
                        ]
                    )
                    for share in shares
                ],
                className="shares",
            ),
        ]
    )


def _basis_note(context: Context, priorities: list[Priority]) -> html.Element | None:
    """Say whose strategy is shown where it is not the region's own."""
    bases = {priority.basis for priority in priorities}
    if "national" in bases:
        country = context.text(f"country.{context.region.country}")
        return note(html.Span(context.text("priorities.basis_national", country=country), className="mark wide"))
    if "part" in bases:
        return note(context.text("priorities.basis_part"))
    return None


def _why_none(context: Context) -> str:
    text, region, state = context.text, context.region, context.state
    key = "priorities.none_norway" if region.country == "NO" else "priorities.none"
    return text(key, region=context.name(region.nuts_id), period=text.period(state.period))
