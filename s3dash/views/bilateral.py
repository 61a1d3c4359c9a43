"""Two regions side by side, one Swedish and one across the sea: what they share and what they could do together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from s3dash.analysis.links import Link, link_between
from s3dash.analysis.priorities import Priority, with_counties
from s3dash.state import PERIODS
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.glossary import explained
from s3dash.views.original import language_from
from s3dash.views.parts import (
    empty,
    key_figures,
    note,
    region_link,
    section,
    share_button,
    source_link,
    view_link,
)
from s3dash.views.priorities import priority_groups, priority_item
from s3dash.views.profile import profile_section
from s3dash.views.programmes import programme_list
from s3dash.views.projects import joint_project_item, money_split
from s3dash.views.spoken import finding

_IN_PANEL = 10


def bilateral_panel(context: Context) -> list[html.Element]:
    """The four sections for the pair `region` and `other`."""
    state = context.state
    region, other = state.region or "", state.other or ""
    link = link_between(context.dataset, context.store, region, other, state.period)
    return [
        _head(context, link),
        _priorities(context, link),
        _projects(context),
        _cooperation(context, link),
        profile_section(context),
    ]


def _head(context: Context, link: Link) -> html.Header:
    text, state = context.text, context.state
    region, other = state.region or "", state.other or ""
    swap = view_link(text("bilateral.swap"), state.but(region=other, other=region), "choice")
    label = text("bilateral.close")
    close = view_link("\u00d7", state.but(other=None), "close", **{"aria-label": label, "title": label})
    sure = [programme for programme in link.programmes if programme.is_sure]
    figures = [
        _shared_figure(context, link),
        (
            f"{text('at_least')} {text.number(link.joint_projects)}",
            text.count("figure.joint_projects", link.joint_projects),
        ),
        (text.number(len(sure)), text.count("figure.joint_programmes", len(sure))),
        (text.number(len(link.partnerships)), text.count("figure.partnerships", len(link.partnerships))),
    ]
    return html.Header(
        [
            html.P([text("bilateral.kicker"), " ", swap], className="kicker"),
            html.Div(
                [
                    html.H1(
                        [
                            region_link(context, region),
                            html.Span(" \u2013 ", className="dash"),
                            region_link(context, other),
                        ]
                    ),
                    share_button(text),
                    close,
                ],
                className="head-line",
            ),
            key_figures(figures),
        ],
        className="panel-head",
        **finding(text, f"{context.name(region)} \u2013 {context.name(other)}", figures),
    )


@dataclass(frozen=True)
class Side:
    """One region's list, of the chosen period or, where that is missing, of the other one."""

    code: str
    period: str
    priorities: list[Priority]

    @property
    def domains(self) -> set[str]:
        """The domains that any of them falls into."""
        return {domain for priority in self.priorities for domain in priority.domains}


def both_sides(context: Context) -> list[Side]:
    """The lists of the two regions, the chosen one first."""
    return [_side(context, code) for code in (context.state.region, context.state.other) if code]


def _side(context: Context, code: str) -> Side:
    chosen = context.state.period
    for period in sorted(PERIODS, key=lambda period: period != chosen):
        rows = list(with_counties(context.dataset, code, period))
        if rows and (period == chosen or rows[0].basis != "national"):
            return Side(code, period, rows)
    return Side(code, chosen, [])


def shared_domains(context: Context, link: Link, sides: list[Side]) -> list[str]:
    """Domains in both lists; the link's own where both are of the chosen period."""
    if all(side.period == context.state.period for side in sides):
        return list(link.shared_domains)
    here, there = (side.domains for side in sides)
    return [domain for domain in context.dataset.domains["domain_id"] if domain in here & there]


def _shared_figure(context: Context, link: Link) -> tuple[object, str]:
    """How many domains both prioritise, or that a list is missing."""
    text, sides = context.text, both_sides(context)
    if not all(side.priorities for side in sides):
        return html.Span(text("no_data"), className="name"), text.count("figure.shared_domains", 0)
    same = len({side.period for side in sides}) == 1
    shared = len(shared_domains(context, link, sides))
    return text.number(shared), text.count("figure.shared_domains" if same else "figure.shared_domains_periods", shared)


def _priorities(context: Context, link: Link) -> html.Section:
    """Both sides' priorities, the shared domains first."""
    text, state = context.text, context.state
    sides = both_sides(context)
    shared = shared_domains(context, link, sides)
    parts: list[html.Element | None] = []
    parts += [
        note(text("bilateral.national_basis", region=context.name(side.code)))
        for side in sides
        if any(priority.basis == "national" for priority in side.priorities)
    ]
    parts += [_list_remark(context, side) for side in sides]
    if shared:
        parts.append(html.H3(text("bilateral.shared")))
    elif all(side.priorities for side in sides):
        parts.append(empty(text("bilateral.nothing_shared", period=text.period(state.period))))
    for domain in shared:
        columns = [
            html.Ul([priority_item(context, p) for p in side.priorities if domain in p.domains], className="side")
            for side in sides
        ]
        heading = html.H4(context.domain_name(domain))
        parts.append(html.Div([heading, html.Div(columns, className="sides")], className="domain-group"))
    parts += [_rest(context, side, shared) for side in sides]
    period = html.Span(text.period(state.period), className="aside")
    return section("priorities", text("section.priorities"), parts, period)


def _list_remark(context: Context, side: Side) -> html.Element | None:
    """Say that a side's list is missing, or of the other period."""
    text, name, chosen = context.text, context.name(side.code), context.text.period(context.state.period)
    if not side.priorities:
        return empty(text("bilateral.list_missing", region=name, period=chosen))
    if side.period == context.state.period:
        return None
    return empty(text("bilateral.list_of_other_period", region=name, period=chosen, other=text.period(side.period)))


def _rest(context: Context, side: Side, shared: list[str]) -> html.Details | None:
    """A side's priorities in domains that the other does not share."""
    rest = [priority for priority in side.priorities if not set(priority.domains) & set(shared)]
    if not rest:
        return None
    summary = context.text("bilateral.rest", region=context.name(side.code), n=len(rest))
    return html.Details([html.Summary(summary), *priority_groups(_alone(context, side), rest)])


def _alone(context: Context, side: Side) -> Context:
    return replace(context, state=replace(context.state, region=side.code, other=None, period=side.period))


def _projects(context: Context) -> html.Section:
    text, store = context.text, context.store
    query = context.project_filter
    count = store.count(query)
    period = html.Span(text.period(context.state.period), className="aside")
    if not count:
        key = "bilateral.no_joint_filtered" if query.domain or query.fund or query.programme else "bilateral.no_joint"
        return section("projects", text("bilateral.joint"), [empty(text(key))], period)
    projects = store.page(query, order=context.state.order, limit=_IN_PANEL)
    return section(
        "projects",
        text("bilateral.joint"),
        [
            note(text("projects.at_least")),
            money_split(context, store.funding(query)),
            html.Ul([joint_project_item(context, project) for project in projects], className="projects"),
            html.P(view_link(text.count("projects.all", count), context.state.but(page="projects"), "more")),
        ],
        period,
    )


def _cooperation(context: Context, link: Link) -> html.Section:
    """Programmes that could pay a joint project now, and partnerships both belong to."""
    text, dataset, lang = context.text, context.dataset, context.state.lang
    members: list[html.Element] = []
    for partnership_id in link.partnerships:
        partnership = dataset.partnership(partnership_id)
        sources = [
            source_link(context, source) for source in dataset.member_sources(partnership_id, link.region, link.other)
        ]
        members.append(
            html.Li(
                [
                    html.Span(partnership.name, lang=language_from(partnership.name)),
                    html.Span([partnership.theme(lang), *sources], className="details"),
                ]
            )
        )
    return section(
        "links",
        text("bilateral.cooperation"),
        [
            html.Div(
                [html.H3(text("bilateral.programmes")), explained(context, "interreg", "pair")], className="with-word"
            ),
            programme_list(context, link.programmes, link.region, link.other)
            if link.programmes
            else empty(text("bilateral.no_programme")),
            html.H3(text("bilateral.partnerships")),
            html.Ul(members, className="plain") if members else empty(text("bilateral.no_partnership")),
        ],
    )
