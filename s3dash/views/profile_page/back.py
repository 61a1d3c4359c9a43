"""The second page: who is like the region, whom to call across the sea, what has changed, how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash.analysis.change import DomainFlow, PriorityChange, priority_change
from s3dash.analysis.eligibility import programmes_of
from s3dash.analysis.links import Link
from s3dash.analysis.structure import StructuralPeer, structural_peers
from s3dash.analysis.traits import kind_of, scaled_traits
from s3dash.data.projects import Organisation
from s3dash.data.store import ProjectFilter
from s3dash.views import html
from s3dash.views.change.findings import KINDS, finding, flow_names
from s3dash.views.context import Context
from s3dash.views.links import evidence
from s3dash.views.original import language_from
from s3dash.views.parts import empty, first_large, note, view_link
from s3dash.views.peers.reasons import reason_of, reason_words, trait_names
from s3dash.views.peers.rows import percent
from s3dash.views.peers.structure import why_no_peers
from s3dash.views.profile_page.figures import indicators
from s3dash.views.projects import coverage_note

_LIKE, _CALLED, _ORGANISATIONS = 3, 4, 2
_SHARED = 4
"""So many shared domains are named; of more the number says it."""
_ASKED = 12
"""So many organisations are looked through for those that lie in the other region."""


@dataclass(frozen=True)
class Likes:
    """The regions most alike in structure, and where there are none, why."""

    peers: tuple[StructuralPeer, ...]
    why_none: str


def likes(context: Context) -> Likes:
    """The regions that the profile shows as like the region."""
    ranking = structural_peers(context.dataset, context.region.nuts_id)
    return Likes(ranking.peers[:_LIKE], "" if ranking.peers else why_no_peers(context, ranking, {}))


def called(context: Context) -> list[Link]:
    """The links that the profile shows."""
    return context.links[:_CALLED]


def back(context: Context) -> html.Section:
    """The second page."""
    right = html.Div([_changed(context), _known(context)])
    halves = html.Div([_alike(context), right], className="sheet-halves")
    return html.Section(
        [_running_head(context), _called(context), halves, indicators(context)],
        className="sheet",
        id="profile-back",
    )


def _running_head(context: Context) -> html.P:
    name = html.Strong(context.name(context.region.nuts_id))
    return html.P([name, context.text("profile_page.continued")], className="sheet-running")


def _called(context: Context) -> html.Section:
    """The strongest links with their evidence, and who there works with the region already."""
    text = context.text
    heading = html.H2(text("profile_page.call"))
    links = called(context)
    if not links:
        return html.Section([heading, empty(text("links.none"))], id="profile-call")
    rows = [
        html.Tr(
            [
                html.Th([_pair_link(context, link), _country(context, link)], scope="row"),
                html.Td(_why(context, link)),
                html.Td(_contacts(context, link)),
            ],
            **{"data-link": link.other},
        )
        for link in links
    ]
    columns = (text("filter.label.region"), text("profile_page.column.why"), text("profile_page.column.who"))
    heads = [html.Th(column, scope="col") for column in columns]
    named = {"aria-label": html.to_plain(heading)}
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="sheet-table", **named)
    return html.Section([heading, table, _programmes(context)], id="profile-call")


def _pair_link(context: Context, link: Link) -> html.A:
    return view_link(context.name(link.other), context.state.but(region=link.region, other=link.other))


def _country(context: Context, link: Link) -> html.Small | None:
    country = context.dataset.region(link.other).country
    return html.Small(context.country(country)) if country != "SE" else None


def _why(context: Context, link: Link) -> str:
    """Shared domains and joint projects; or the programmes and partnerships, where there are neither."""
    text, dataset, lang = context.text, context.dataset, context.state.lang
    words = []
    if link.shared_domains:
        names = [dataset.domain(domain).short(lang) for domain in link.shared_domains]
        named = text.names(names)
        if len(names) > _SHARED:
            named = text("profile_page.among", names=", ".join(names[:_SHARED]))
        words.append(text.count("links.shared_domains", len(names), names=named))
        if link.other_basis == "national":
            words[-1] += f" ({text('links.national_basis')})"
    if link.joint_projects:
        words.append(text.count("links.joint_projects", link.joint_projects))
    said = "; ".join(words) or evidence(context, link)
    return first_large(said)


def _contacts(context: Context, link: Link) -> html.Node:
    """Who answers for a county's strategy, and organisations there with most projects in common with the region."""
    text = context.text
    counties = (link.other, *context.dataset.children(link.other))
    rows = [
        html.Li(html.Span(who, lang=language_from(who, link.other)))
        for who in (row.responsible_organisation for row in map(context.dataset.process_of, counties) if row)
    ]
    if len(rows) > _ORGANISATIONS:
        names = text.number(len(rows))
        rows = [html.Li(text("profile_page.regions_there", n=names))]
    for organisation, n in _organisations(context, link):
        name = html.Span(organisation.name, lang=language_from(organisation.name, organisation.country))
        target = context.state.about("organisation", organisation.organisation_id)
        rows.append(html.Li([view_link(name, target), f" ({text.number(n)})"]))
    return html.Ul(rows) if rows else html.Span(text("profile_page.nobody"), className="quiet")


def _organisations(context: Context, link: Link) -> list[tuple[Organisation, int]]:
    if not link.joint_projects:
        return []
    there = context.dataset.region(link.other)
    inside = context.dataset.area(link.other)
    query = ProjectFilter(region=link.region, other=link.other, period=context.state.period)
    found = context.store.top_organisations(query, _ASKED, (there.country,))
    return [(organisation, n) for organisation, n in found if organisation.nuts_id in inside][:_ORGANISATIONS]


def _programmes(context: Context) -> html.P | None:
    """The Interreg programmes that could pay now."""
    text = context.text
    sure = [p for p in programmes_of(context.dataset, context.region.nuts_id) if p.is_sure]
    names = [context.programme_name(programme.programme_id).removeprefix("Interreg ") for programme in sure]
    return note(text.count("profile_page.programmes", len(names), names=text.names(names))) if names else None


def _alike(context: Context) -> html.Section:
    text, dataset, own = context.text, context.dataset, context.region.nuts_id
    kind = kind_of(dataset, own)
    found = likes(context)
    heading = html.H2(text("profile_page.alike"))
    if not found.peers:
        return html.Section([heading, empty(found.why_none)], id="profile-alike")
    rows = [
        html.Li(
            [
                html.Span(text("peers.panel.likeness", n=text.number(percent(peer.likeness))), className="value"),
                html.Strong(context.name(peer.nuts_id)),
                html.Span(
                    reason_words(context, reason_of(dataset, kind, own, peer, {}), beside=False), className="details"
                ),
            ],
            **{"data-peer": peer.nuts_id},
        )
        for peer in found.peers
    ]
    traits = trait_names(context, scaled_traits(dataset, kind).values)
    lead = note(text("peers.panel.lead", traits=traits))
    return html.Section([heading, lead, html.Ol(rows, className="sheet-alike")], id="profile-alike")


def _changed(context: Context) -> html.Section:
    """The domains kept, new and gone; or why that cannot be said."""
    text = context.text
    change = priority_change(context.dataset, context.region.nuts_id)
    parts: list[html.Node] = [html.H2(text("profile_page.changed")), html.P(_change_words(context, change))]
    if change.alone and change.compared:
        parts.append(html.Dl([_flow(context, kind, change) for kind in KINDS], className="sheet-flow"))
    return html.Section(parts, id="profile-changed")


def _change_words(context: Context, change: PriorityChange) -> str:
    """How many domains are kept, for several lists the finding of the page on change; or why nothing can be said."""
    text, region = context.text, context.name(change.nuts_id)
    if change.compared and change.alone:
        kept, _, gone = change.totals
        if kept and gone:
            return text("change.priorities.kept_of", region=region, kept=text.number(kept), n=kept + gone)
        return text.count(f"change.priorities.kept_{'all' if kept else 'none'}", kept + gone, region=region)
    if change.compared:
        return finding(context, change)
    lacks = "no_list"
    if change.no_earlier or change.no_current:
        lacks = "no_current" if not change.no_earlier else "no_earlier" if not change.no_current else "neither"
    return text(f"profile_page.change.{lacks}", region=region)


def _flow(context: Context, kind: str, change: PriorityChange) -> html.Div:
    flows: list[DomainFlow] = [flow for flow in change.flows if getattr(flow, kind)]
    mark = html.Span(context.text(f"change.{kind}"), className=f"change {kind}")
    return html.Div([html.Dt(mark), html.Dd(flow_names(context, flows))])


def _known(context: Context) -> html.Section:
    """What one must know of the figures."""
    text = context.text
    change = priority_change(context.dataset, context.region.nuts_id)
    said = [text("profile_page.known.at_least")]
    said += [text("change.priorities.caution")] if change.compared else []
    return html.Section(
        [html.H3(text("profile_page.known.heading")), coverage_note(context), note(" ".join(said))],
        id="profile-known",
    )
