"""Two regions side by side, one Swedish and one across the sea: what they share and what they could do together."""

from __future__ import annotations

from dataclasses import replace

from s3dash.analysis.links import Link, link_between
from s3dash.analysis.priorities import Priority, priorities_of
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import (
    empty,
    key_figures,
    note,
    region_link,
    section,
    source_link,
    view_link,
    web_link,
)
from s3dash.views.priorities import earlier_list, priority_groups, priority_item
from s3dash.views.profile import profile_section
from s3dash.views.projects import joint_project_item, money_split

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
    sure = [programme for programme in link.programmes if programme.certainty != "part_of_country"]
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
                    close,
                ],
                className="head-line",
            ),
            key_figures(
                [
                    (_shared(context, link), text("figure.shared_domains")),
                    (f"{text('at_least')} {text.number(link.joint_projects)}", text("figure.joint_projects")),
                    (text.number(len(sure)), text("figure.joint_programmes")),
                    (text.number(len(link.partnerships)), text("figure.partnerships")),
                ]
            ),
        ],
        className="panel-head",
    )


def _shared(context: Context, link: Link) -> str:
    """How many domains both prioritise, or that a list is missing."""
    missing = not all(_priorities_of(context, code) for code in (link.region, link.other))
    return context.text("no_data") if missing else context.text.number(len(link.shared_domains))


def _priorities(context: Context, link: Link) -> html.Section:
    """Both sides' priorities, the shared domains first."""
    text, state, dataset = context.text, context.state, context.dataset
    sides = [_priorities_of(context, code) for code in (state.region or "", state.other or "")]
    parts: list[html.Element | None] = []
    if link.other_basis == "national":
        parts.append(note(text("bilateral.national_basis")))
    if link.shared_domains:
        parts.append(html.H3(text("bilateral.shared")))
    elif all(sides):
        parts.append(empty(text("bilateral.nothing_shared", period=text.period(state.period))))
    for domain in link.shared_domains:
        columns = [
            html.Ul([priority_item(context, p) for p in side if domain in p.domains], className="side")
            for side in sides
        ]
        parts.append(
            html.Div(
                [html.H4(dataset.domain(domain).name(state.lang)), html.Div(columns, className="sides")],
                className="domain-group",
            )
        )
    for code, side in zip((state.region or "", state.other or ""), sides, strict=True):
        if not side:
            parts += [
                empty(text("bilateral.list_missing", region=context.name(code), period=text.period(state.period)))
            ]
            parts += earlier_list(context, code)
        rest = [p for p in side if not set(p.domains) & set(link.shared_domains)]
        parts.append(
            html.Details(
                [
                    html.Summary(text("bilateral.rest", region=context.name(code), n=len(rest))),
                    *priority_groups(_alone(context, code), rest),
                ]
            )
            if rest
            else None
        )
    period = html.Span(text.period(state.period), className="aside")
    return section("priorities", text("section.priorities"), parts, period)


def _priorities_of(context: Context, code: str) -> list[Priority]:
    """A side's priorities; for a Swedish NUTS2 area its counties' as well."""
    dataset, period = context.dataset, context.state.period
    rows = priorities_of(dataset, code, period)
    if dataset.region(code).layer == "nuts2":
        rows = rows + [p for county in dataset.children(code) for p in priorities_of(dataset, county, period)]
    return rows


def _alone(context: Context, code: str) -> Context:
    return replace(context, state=replace(context.state, region=code, other=None))


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
    rows: list[html.Element] = []
    for item in link.programmes:
        programme = dataset.programme(item.programme_id)
        name = context.programme_name(item.programme_id)
        title = web_link(name, programme.url) if programme.url else name
        remark = text(f"certainty.{item.certainty}")
        area = view_link(text("bilateral.show_area"), context.state.but(area=item.programme_id))
        sources = [
            source_link(context, source) for source in dataset.area_sources(item.programme_id, link.region, link.other)
        ]
        rows.append(html.Li([title, html.Span([remark, area, *sources], className="details")]))
    members: list[html.Element] = []
    for partnership_id in link.partnerships:
        partnership = dataset.partnership(partnership_id)
        sources = [
            source_link(context, source) for source in dataset.member_sources(partnership_id, link.region, link.other)
        ]
        members.append(
            html.Li(
                [
                    html.Span(partnership.name, lang="mul"),
                    html.Span([partnership.theme(lang), *sources], className="details"),
                ]
            )
        )
    return section(
        "links",
        text("bilateral.cooperation"),
        [
            html.H3(text("bilateral.programmes")),
            html.Ul(rows, className="plain") if rows else empty(text("bilateral.no_programme")),
            html.H3(text("bilateral.partnerships")),
            html.Ul(members, className="plain") if members else empty(text("bilateral.no_partnership")),
        ],
    )
