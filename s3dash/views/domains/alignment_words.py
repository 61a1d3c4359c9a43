"""Words and numbers that the views of alignment share."""

from __future__ import annotations

from s3dash.analysis.alignment import Part
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import missing, view_link

DETAIL = "alignment-region"
"""The element that holds one region's detail."""


def per_cent(share: float | None) -> float | None:
    """A share as the number of per cent in a figure and its table, one decimal."""
    return None if share is None else round(100 * share, 1)


def amount(context: Context, part: Part) -> str:
    """The known sum of some projects in the currency of the view."""
    return context.text.amount(part.eur, part.sek, context.state.currency)


def known(context: Context, part: Part) -> html.Node:
    """The known amount; that none is known; that partners here get none; nothing where there is no project."""
    text, more = context.text, part.unknown_projects
    if not part.projects:
        return None
    if not part.is_known:
        return missing(text("alignment.region.unknown"))
    if not part.known_projects:
        return missing(text("alignment.region.no_grant"))
    return [amount(context, part), html.Small(text.count("alignment.region.partly_unknown", more)) if more else None]


def value(context: Context, part: Part) -> float | None:
    """The same as a whole number for a table; None where there are grants and none is known."""
    return float(round(part.sek if context.state.currency == "SEK" else part.eur)) if part.is_known else None


def millions(context: Context, part: Part) -> float:
    """The same in millions, for an axis."""
    return round((part.sek if context.state.currency == "SEK" else part.eur) / 1e6, 4)


def projects_link(context: Context, words: html.Node, region: str | None, domain: str | None) -> html.A:
    """A link to the projects behind a number, under the filters of the view."""
    return view_link(words, context.state.but(page="projects", region=region, domain=domain))


def domain_link(context: Context, domain: str) -> html.A:
    """A domain's name, leading to its page."""
    state = context.state
    return html.A(context.domain_name(domain), href=state.about("domain", domain).url)


def detail_state(context: Context, region: str) -> ViewState:
    """The state of the page that shows a region domain by domain."""
    return context.state.but(page="domains", show="alignment", region=region, domain=None)
