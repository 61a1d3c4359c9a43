"""What the pages of analysis share: their parts, their head, and the tabs from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash.map.picture import Picture
from s3dash.state import SHOWS, ViewState
from s3dash.views import html
from s3dash.views.chart import Chart
from s3dash.views.context import Context
from s3dash.views.glossary import explained_words
from s3dash.views.parts import view_link
from s3dash.views.spoken import OWN_WORDS

SECTIONS = {
    "compare": ("compare", "peers", "partners", "change"),
    "domains": ("domains", "domain"),
    "projects": ("projects", "project", "organisation"),
    "present": ("present", "story"),
    "explore": ("explore", "profile"),
}
"""A page named in the header -> the pages that belong to it."""


@dataclass(frozen=True)
class AnalysisPage:
    """A page's content and what stands around it.

    `charts` are all those in the content, for their files. `settings` stand above the content and stay as they are
    while one of their sliders is moved. A page has a `map` always or never; `legend` and `facts` stand below it.
    """

    content: html.Node
    charts: tuple[Chart, ...] = ()
    settings: html.Node = None
    map: Picture | None = None
    legend: html.Node = None
    facts: html.Node = None


def page_head(context: Context, title: html.Node, lead: html.Node = None, words: tuple[str, ...] = ()) -> html.Header:
    """The page's heading, what the page says in a sentence, and the terms of the glossary that it needs."""
    return html.Header(
        [
            html.H1(title, **OWN_WORDS),
            html.P(lead, className="lead", **OWN_WORDS) if lead else None,
            explained_words(context, *words) if words else None,
        ],
        className="page-head",
    )


def tabs(context: Context) -> html.Nav | None:
    """The pages of the section that the page is in, or the page's own views."""
    state, text = context.state, context.text
    if state.page in SECTIONS["compare"]:
        links = [
            _tab(text(f"tab.{page}"), section_target(state, page), page == state.page) for page in SECTIONS["compare"]
        ]
    elif state.page == "domains":
        first, *others = SHOWS["domains"]
        links = [
            _tab(text(f"tab.{show or first}"), state.but(show=show), show == state.show) for show in (None, *others)
        ]
    else:
        return None
    return html.Nav(links, className="page-tabs", **{"aria-label": text("tab.label")})


def section_target(state: ViewState, page: str) -> ViewState:
    """The state of another page, about the region or the regions that this one is about."""
    target = state.but(page=page)
    if page == "compare" and not state.compared and state.region:
        return target.but(compared=(state.region,))
    if page in ("peers", "partners", "change") and not state.region and state.compared:
        return target.but(region=state.compared[0])
    return target


def _tab(words: str, target: ViewState, here: bool) -> html.A:
    attributes = {"aria-current": "page"} if here else {}
    return view_link(words, target, "page-tab", **attributes)
