"""The research and innovation environments that work with the domain."""

from __future__ import annotations

from s3dash.analysis.domain_profile import environments
from s3dash.data.dataset import Environment
from s3dash.state import PLACES
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domain_page.onward import on_map
from s3dash.views.parts import empty, environment_item, note, view_link


def environments_section(context: Context, domain: str) -> html.Section:
    """The environments by kind, each with its town, county and source, and where they lie on the map."""
    text, dataset = context.text, context.dataset
    found = environments(dataset, domain)
    parts: list[html.Node] = [html.H2(text("domain.section.environments"), id="heading-environments")]
    if found:
        n = sum(map(len, found.values()))
        kinds = tuple(kind for kind in PLACES if kind in found)
        shown = on_map(context.state, domain, places=kinds)
        said = [text.count("domain.environments.some", n)]
        if dataset.environment_countries == {"SE"}:
            said.append(text("domain.environments.only_sweden"))
        parts.append(note([" ".join(said), " ", view_link(text("domain.environments.on_map"), shown)]))
        parts += [_kind(context, kind, found[kind]) for kind in kinds]
    else:
        parts.append(empty(text("domain.environments.none")))
    return html.Section(parts, id="domain-environments", **{"aria-labelledby": "heading-environments"})


def _kind(context: Context, kind: str, rows: tuple[Environment, ...]) -> html.Div:
    number = html.Span(context.text.number(len(rows)), className="aside")
    heading = html.H3([context.text(f"places.{kind}"), " ", number])
    items = [environment_item(context, row, _where(context, row)) for row in rows]
    return html.Div([heading, html.Ul(items)], className="places")


def _where(context: Context, row: Environment) -> str:
    return ", ".join(dict.fromkeys((row.town, context.name(row.nuts_id))))
