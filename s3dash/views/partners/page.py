"""The partner finder: whom a region could work with, and what speaks for each."""

from __future__ import annotations

from s3dash.analysis.partner_finder import Partners, Side, own_domains, partners_of
from s3dash.analysis.priorities import priorities_of
from s3dash.data.projects import Project
from s3dash.data.store import ProjectFilter
from s3dash.map.geometry import MapGeometry
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.chart import Chart, chart
from s3dash.views.context import Context
from s3dash.views.partners.known import known
from s3dash.views.partners.match_map import match_map
from s3dash.views.partners.ranking import ranking, shown
from s3dash.views.partners.words import best, has
from s3dash.views.parts import choices, empty, note, view_link

FILES = ("xlsx", "csv")
_EXAMPLES = 4


def partners_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """The possible partners of a region, in one domain or in all that it has; without a region, how to begin."""
    state = context.state
    if state.region is None:
        drawn, legend = match_map(context, None)
        return AnalysisPage(_start(context), map=drawn, legend=legend)
    found = partners(context)
    drawn, legend = match_map(context, found)
    examples = joint_examples(context, found)
    charts = {side.name: ranking(context, found, side, examples) for side in found.sides if side.partners}
    content = [
        _head(context, found),
        _own(context, found),
        *(_section(context, side, charts.get(side.name)) for side in found.sides),
        known(context, found),
    ]
    return AnalysisPage(
        content,
        charts=tuple(charts.values()),
        settings=_domains(context, found),
        map=drawn,
        legend=legend,
    )


def partners(context: Context) -> Partners:
    """What is found for the view's region, period, domain and level."""
    state = context.state
    return partners_of(
        context.dataset, context.store, state.region or "", state.period, state.domain, level=state.level
    )


def joint_examples(context: Context, found: Partners) -> dict[str, list[Project]]:
    """Some joint projects of each partner on the short list, the newest first."""
    units = [partner.nuts_id for side in found.sides for partner in shown(side) if partner.joint_projects]
    f = ProjectFilter(period=found.period, domain=context.state.domain)
    return context.store.joint_examples(found.region, units, f)


def file_address(state: ViewState, kind: str) -> str:
    """Where the short list of a view is to be had as a file of a kind."""
    return f"{state.path}.{kind}?{state.query}"


def _start(context: Context) -> list[html.Node]:
    """What the page does, and some regions to begin with: those with most projects, each in a domain of its own."""
    text, state, dataset = context.text, context.state, context.dataset
    counts = context.store.projects_by_unit(ProjectFilter(period=state.period))
    counties = sorted(dataset.drawn("lan"), key=lambda code: (-counts[code], code))
    links = []
    for code in counties[:_EXAMPLES]:
        domains = [priority.domains[0] for priority in priorities_of(dataset, code, state.period) if priority.domains]
        domain = state.domain or (domains[0] if domains else None)
        target = state.but(region=code, level="lan", domain=domain)
        name = context.name(code)
        words = text("partners.start.example", region=name, domain=context.domain_short(domain)) if domain else name
        links.append(html.Li(view_link(words, target)))
    reasons = [html.Li(text(f"partners.start.{name}")) for name in ("same", "strength", "joint", "programmes")]
    return [
        page_head(context, text("partners.start.heading"), text("partners.start.lead")),
        html.Section([html.H2(text("partners.start.examples")), html.Ul(links, className="plain partners-start")]),
        html.Section([html.H2(text("partners.start.how")), html.Ul(reasons, className="plain partners-start")]),
    ]


def _head(context: Context, found: Partners) -> html.Div:
    text, domain, region = context.text, context.state.domain, context.name(found.region)
    title = (
        text("partners.heading_domain", region=region, domain=context.domain_short(domain))
        if domain
        else text("partners.heading", region=region)
    )
    lead = text("partners.lead" if len(found.sides) > 1 else "partners.lead_neighbour")
    files = _files(context) if any(side.partners for side in found.sides) else None
    return html.Div([page_head(context, title, lead, ("match", "interreg")), files], className="partners-head")


def _domains(context: Context, found: Partners) -> html.Element | None:
    """The region's own priority domains to choose from, and the chosen one where it is another."""
    text, state = context.text, context.state
    everything = own_domains(context.dataset, found.region, found.period)
    own = list(everything)
    if state.domain and state.domain not in own:
        own.append(state.domain)
    if not own:
        return None
    n = len(everything)
    every = text.count("partners.every_domain", n) if n else text("partners.every_domain_none")
    options = [(every, state.but(domain=None), state.domain is None)]
    options += [(context.domain_short(domain), state.but(domain=domain), domain == state.domain) for domain in own]
    return choices(text("partners.domains"), options)


def _own(context: Context, found: Partners) -> html.Section:
    """What the region has itself of what is sought, or why that is not known."""
    text, domain = context.text, context.state.domain
    period = text.period(found.period)
    sentences: list[str] = []
    if domain:
        strength = found.own[0]
        key = strength.role or ("unknown" if found.basis is None else "none")
        name = context.domain_name(domain)
        sentences.append(text(f"partners.own.{key}", domain=name, period=period))
        what = has(context, strength, context.is_neighbour(found.region))
        sentences.append(text("partners.own.has", what=what))
    elif found.sought:
        names = text.names([context.domain_short(one) for one in found.sought])
        sentences.append(text.count("partners.own.every", len(found.sought), domains=names, period=period))
    else:
        sentences.append(text("partners.own.every_unknown", period=period))
    if found.basis == "national":
        sentences.append(text("partners.own.national"))
    return html.Section(
        [html.H2(text("partners.own.heading", region=context.name(found.region))), html.P(" ".join(sentences))],
        className="partners-own",
    )


def _section(context: Context, side: Side, shown_chart: Chart | None) -> html.Section:
    text = context.text
    parts: list[html.Node] = [chart(context, shown_chart) if shown_chart else empty(best(context, side))]
    if side.shared_programmes:
        names = text.names([context.programme_name(programme) for programme in side.shared_programmes])
        words = [text.count(f"partners.shared.{side.name}", len(side.shared_programmes), names=names)]
        if side.name == "sweden" and not context.is_neighbour(context.state.region or ""):
            words.append(text("partners.abroad"))
        parts.append(note(" ".join(words)))
    if side.without_reason:
        names = context.names(side.without_reason)
        summary = html.Summary(text.count("partners.without", len(side.without_reason)))
        parts.append(html.Details([summary, note(f"{names}.")], className="without"))
    return html.Section(
        [html.H2(text(f"partners.side.{side.name}")), *parts], id=f"partners-in-{side.name}", className="side-of-sea"
    )


def _files(context: Context) -> html.Div:
    text = context.text
    links = [
        html.A(text(f"partners.file.{kind}"), href=file_address(context.state, kind), className="button", download=True)
        for kind in FILES
    ]
    return html.Div(links, className="downloads", role="group", **{"aria-label": text("partners.downloads")})
