"""What the pages about one thing share: the page of a project and that of an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from s3dash.map.picture import Picture
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.present.steps import story_of, told


@dataclass(frozen=True)
class ItemPage:
    """One thing: its article, the facts beside it, and the map with what its colours mean."""

    content: html.Node
    facts: html.Node
    map: Picture
    legend: html.Node


def item_name(context: Context) -> str:
    """The name of what the page is about; KeyError where there is none of that id."""
    state, store = context.state, context.store
    item = state.item or ""
    if state.page == "domain":
        return context.domain_name(item)
    if state.page == "story":
        story = story_of(context)
        return told(context, story).heading if story else context.text("page.present")
    return store.project(item).title if state.page == "project" else store.organisation(item).name


def facts(rows: Sequence[tuple[html.Node, html.Node]]) -> html.Dl:
    """Names and values; a row without a value is left out."""
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in rows if value], className="facts")


def report_link(context: Context) -> html.P | None:
    """Write to whoever runs the dashboard about an error on the page; nothing where they gave no address."""
    text, state = context.text, context.state
    if not context.contact:
        return None
    subject = text("report.subject", item=state.item)
    body = text("report.body", name=item_name(context), path=state.path)
    href = f"mailto:{quote(context.contact, safe='@')}?subject={quote(subject)}&body={quote(body)}"
    return html.P(html.A(text("report.link"), href=href), className="report")
