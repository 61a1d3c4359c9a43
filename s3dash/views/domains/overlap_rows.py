"""The rows behind a domain's verdict: its regions, its joint projects, and the neighbours that share it."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.overlap import Overlap, Overlaps, RegionPart
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domains.overlap_words import ROWS, sign_list, units
from s3dash.views.parts import empty, first_large, note, region_link, view_link
from s3dash.views.projects import project_list

_FIRST_PROJECTS = 6


def domain_rows(context: Context, one: Overlap, found: Overlaps) -> html.Section:
    """One domain: what it amounts to, and every row that this rests on."""
    text, state = context.text, context.state
    name = context.domain_name(one.domain)
    return html.Section(
        [
            html.Div(
                [
                    html.H2(
                        [f"{name}: ", html.Span(text(f"overlap.verdict.{one.verdict}"), className="verdict")],
                        id=ROWS,
                        tabindex="-1",
                    ),
                    view_link(text("overlap.rows.close"), state.but(domain=None), "aside"),
                ],
                className="section-head",
            ),
            html.P(text(f"overlap.about.{one.verdict}"), className="finding"),
            sign_list(context, one, found.together),
            html.Div([_regions(context, one), _joint(context, one), _neighbours(context, one)], className="rows"),
        ],
        className="domain-rows",
        **{"aria-labelledby": ROWS},
    )


def _regions(context: Context, one: Overlap) -> html.Div:
    """Each region that has projects or the priority, most projects first; a row leads to the projects."""
    text = context.text
    known = {part.nuts_id: part for part in one.parts}
    codes = [*known, *(code for code in one.regions if code not in known)]
    shown: list[html.Node] = [html.H3(text("overlap.rows.regions"))]
    if not codes:
        return html.Div([*shown, empty(text("overlap.rows.none", unit=units(context, 1)))])
    names = ("projects", "known", "priority")
    heads = [first_large(units(context, 1)), *(text(f"overlap.rows.column.{name}") for name in names)]
    rows = [_region_row(context, one, code, known.get(code)) for code in codes]
    shown.append(
        html.Div(
            html.Table(
                [
                    html.Caption(text("overlap.rows.regions")),
                    html.Thead(
                        html.Tr(
                            [
                                html.Th(head, scope="col", className="number" if n in (1, 2) else None)
                                for n, head in enumerate(heads)
                            ]
                        )
                    ),
                    html.Tbody(rows),
                ]
            ),
            className="table region-rows",
        )
    )
    if one.parts:
        shown.append(note(text("overlap.rows.regions_note", units=units(context))))
    if unplaced := one.projects - one.reach.placed:
        shown.append(note(text.count("overlap.rows.unplaced", unplaced, unit=units(context, 1))))
    return html.Div(shown)


def _region_row(context: Context, one: Overlap, code: str, part: RegionPart | None) -> html.Tr:
    """A region's projects as a link to them, what is known of its money, and whether it prioritises the domain."""
    text, state = context.text, context.state
    name: html.Node = region_link(context, code)
    count, money = "0", html.Td("\u2013", className="number quiet")
    if part:
        name = view_link(context.name(code), state.but(page="projects", region=code, domain=one.domain))
        count = text.number(part.projects)
        if part.known_projects:
            money = html.Td(text.amount(part.known_eur, part.known_sek, state.currency), className="number")
        else:
            money = html.Td(text("overlap.rows.not_known"), className="number missing")
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(count, className="number"),
            money,
            html.Td(text("overlap.rows.prioritised") if code in one.regions else None),
        ],
        **{"data-region": code},
    )


def _joint(context: Context, one: Overlap) -> html.Div:
    """The newest of the joint projects, and how many there are of each kind."""
    text, state, reach = context.text, context.state, one.reach
    parts: list[html.Node] = [html.H3(text("overlap.rows.joint"))]
    if not reach.joint:
        return html.Div([*parts, empty(text("overlap.rows.joint_none"))])
    both = reach.several + reach.across > reach.joint
    parts.append(
        html.P(
            text(
                "overlap.rows.joint_sentence" if both else "overlap.rows.joint_sentence_apart",
                n=text.number(reach.joint),
                of=text.number(reach.placed),
                several=text.number(reach.several),
                across=text.number(reach.across),
                units=units(context),
            )
        )
    )
    shown = context.store.reach_examples(replace(context.money_filter, domain=one.domain), state.level, _FIRST_PROJECTS)
    parts.append(project_list(context, shown))
    if reach.joint > len(shown):
        parts.append(note(text("overlap.rows.joint_more", n=len(shown))))
    return html.Div(parts)


def _neighbours(context: Context, one: Overlap) -> html.Div:
    """The neighbours that have the domain too, by country."""
    text = context.text
    parts: list[html.Node] = [html.H3(text("overlap.rows.neighbours"))]
    key = "overlap.rows.neighbours_sentence" if one.neighbours else "overlap.rows.neighbours_none"
    parts.append(html.P(text(key, n=len(one.neighbours), of=one.neighbours_listed)))
    countries: dict[str, list[str]] = {}
    for code in one.neighbours:
        countries.setdefault(context.dataset.region(code).country, []).append(code)
    parts.append(
        html.Ul(
            [
                html.Li(
                    [html.Span(context.country(country), className="country"), " "]
                    + [html.Span(region_link(context, code), className="name") for code in codes]
                )
                for country, codes in countries.items()
            ],
            className="by-country",
        )
    )
    return html.Div(parts)
