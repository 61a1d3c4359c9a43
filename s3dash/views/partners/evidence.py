"""What a match rests on: priorities as they are written, environments, joint projects, programmes, with sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from s3dash.analysis.partner_evidence import Strength
from s3dash.analysis.partner_finder import Partner, Partners
from s3dash.analysis.priorities import CURRENT, Priority, with_counties
from s3dash.data.dataset import Environment
from s3dash.data.projects import Project
from s3dash.data.store import ProjectFilter
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.original import language_from
from s3dash.views.parts import environment_item, linked, note, source_link, view_link
from s3dash.views.priorities import priority_item
from s3dash.views.projects import project_link, years


@dataclass(frozen=True)
class Rows:
    """The rows of the data behind a match, in what is sought."""

    priorities: tuple[Priority, ...]
    environments: tuple[Environment, ...]


def rows_behind(context: Context, found: Partners, partner: Partner) -> Rows:
    """The partner's priorities and environments in what is sought, in the order of their tables."""
    dataset, sought = context.dataset, set(found.sought)
    return Rows(
        tuple(p for p in with_counties(dataset, partner.nuts_id, found.period) if sought.intersection(p.domains)),
        tuple(e for e in dataset.environments_in(partner.nuts_id) if sought.intersection(e.domains)),
    )


def evidence(context: Context, found: Partners, partner: Partner, examples: list[Project]) -> html.Details:
    """All that a match rests on, behind a click."""
    text = context.text
    rows = rows_behind(context, found, partner)
    beside = replace(context, state=replace(context.state, other=partner.nuts_id))
    groups: list[tuple[str, list[html.Node]]] = [
        ("priorities", [priority_item(beside, priority) for priority in rows.priorities]),
        ("environments", [_environment(context, environment) for environment in rows.environments]),
        ("strength", [_own_projects(context, partner, s) for s in partner.strengths if s.projects]),
        ("projects", [_project(context, project) for project in examples]),
        ("programmes", [_programme(context, found, partner, p.programme_id, p.certainty) for p in partner.programmes]),
        ("partnerships", [_partnership(context, found, partner, one) for one in partner.partnerships]),
    ]
    parts: list[html.Node] = []
    for name, items in groups:
        if items:
            parts.append(html.H4(text(f"partners.evidence.{name}")))
            if name == "projects" and partner.joint_projects > len(items):
                parts.append(_newest(context, partner, len(items)))
            parts.append(html.Ul(items, className="plain"))
    return html.Details(
        [html.Summary(text("partners.evidence.summary")), *(parts or [note(text("partners.evidence.none"))])],
        className="evidence",
    )


def _environment(context: Context, environment: Environment) -> html.Li:
    kind = context.text(f"places.one.{environment.kind}")
    return environment_item(context, environment, f"{kind}, {environment.town}")


def _project(context: Context, project: Project) -> html.Li:
    details: list[html.Node] = [project.lead_organisation, years(context, project)]
    spans = [html.Span(detail) for detail in details if detail]
    return html.Li(
        [
            project_link(context, project),
            html.Span([*spans, source_link(context, project.source_id)], className="details"),
        ]
    )


def _newest(context: Context, partner: Partner, told: int) -> html.P:
    """How many joint projects there are beside those told, and the way to all of them."""
    text, state = context.text, context.state
    n = text.number(partner.joint_projects)
    target = state.but(page="projects", region=state.region, other=partner.nuts_id, fund=None, programme=None)
    every = view_link(text("partners.evidence.all_projects", n=n), target)
    return note([text.count("partners.evidence.newest", told, m=n), " ", every])


def _own_projects(context: Context, partner: Partner, strength: Strength) -> html.Li:
    """How many projects of a domain touch the partner; a click lists them."""
    target = context.about(partner.nuts_id, page="projects", domain=strength.domain)
    name = context.domain_name(strength.domain)
    words = context.text.count("partners.evidence.in_domain", strength.projects, domain=name)
    return html.Li(view_link(words, target))


def _programme(context: Context, found: Partners, partner: Partner, programme_id: str, certainty: str) -> html.Li:
    text, dataset, domain = context.text, context.dataset, context.state.domain
    programme = dataset.programme(programme_id)
    name = context.programme_name(programme_id)
    details: list[html.Node] = [html.Span(text(f"certainty.both.{certainty}"))]
    if domain:
        n = context.store.count(ProjectFilter(period=CURRENT, domain=domain, programme=programme_id))
        if n:
            details.append(html.Span(text.count("partners.evidence.paid_for", n)))
    details += [
        source_link(context, source) for source in dataset.area_sources(programme_id, found.region, partner.nuts_id)
    ]
    title = linked(name, programme.url)
    return html.Li([title, html.Span(details, className="details")])


def _partnership(context: Context, found: Partners, partner: Partner, partnership_id: str) -> html.Li:
    dataset = context.dataset
    partnership = dataset.partnership(partnership_id)
    sources = dataset.member_sources(partnership_id, found.region, partner.nuts_id)
    details = [html.Span(partnership.theme(context.state.lang)), *(source_link(context, one) for one in sources)]
    name = html.Span(partnership.name, lang=language_from(partnership.name))
    return html.Li([name, html.Span(details, className="details")])
