"""Whole pages: the shell around map and panel, and the fragments of it that a new view replaces."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

import jinja2

from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.map.svg import map_svg
from s3dash.state import CURRENCIES, ITEM_PAGES, LANGUAGES, LEVELS, PAGES, Ignored, ViewState
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.about import about_page
from s3dash.views.api_page import api_page
from s3dash.views.context import Context
from s3dash.views.controls import control_values, controls_key
from s3dash.views.filters import NOT_ON_MAP
from s3dash.views.items import item_name
from s3dash.views.little_map import counts_map
from s3dash.views.map_view import colouring, legend, picture
from s3dash.views.organisation_page import organisation_page
from s3dash.views.panel import panel
from s3dash.views.parts import choices
from s3dash.views.project_page import project_page
from s3dash.views.projects_page import (
    PAGE_SIZE,
    projects_head,
    projects_note,
    projects_sums,
    projects_table,
    projects_tools,
)

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)
_GRID_SCRIPT = re.compile(r'<script src="[^"]*/dash_ag_grid/[^"]*"></script>')


@dataclass(frozen=True)
class View:
    """One view, ready to send: HTML by element id, the map's picture, title and the values of the controls."""

    title: str
    region: str
    fragments: dict[str, str]
    map: Picture | None
    controls: dict[str, Any]
    controls_key: str
    rows: int
    """How many projects the list has: the grid shows more than fit in a plain table."""

    @property
    def json(self) -> str:
        """The view as sent to the browser after a click."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def view(context: Context, geometry: MapGeometry, ignored: Iterable[Ignored]) -> View:
    """Build everything of a page that depends on its URL.

    Raises
    ------
    KeyError
        If the page is about a project or an organisation that the store does not know.
    """
    state = context.state
    drawn, parts = _PARTS[state.page](context, geometry)
    parts |= {"pages": _pages(context), "switches": _switches(context), "notices": _notices(context, ignored)}
    return View(
        title=_title(context),
        region=state.region or "",
        fragments={name: html.to_html(part) for name, part in parts.items()},
        map=drawn,
        controls=control_values(state),
        controls_key=controls_key(state),
        rows=context.project_count if state.page == "projects" else 0,
    )


Parts: TypeAlias = tuple[Picture | None, dict[str, html.Node]]


def _explore(context: Context, geometry: MapGeometry) -> Parts:
    colours = colouring(context)
    return picture(context, geometry, colours), {
        "region-panel": panel(context),
        "legend": legend(context, colours),
        "level-switch": _level_switch(context),
    }


def _projects(context: Context, geometry: MapGeometry) -> Parts:
    drawn, colours = counts_map(context)
    return drawn, {
        "projects-head": projects_head(context),
        "projects-sums": projects_sums(context),
        "projects-tools": projects_tools(context),
        "projects-table": projects_table(context),
        "projects-note": projects_note(context),
        "legend": colours,
        "level-switch": _level_switch(context),
    }


def _project(context: Context, geometry: MapGeometry) -> Parts:
    page = project_page(context)
    return page.map, {"page-content": page.content, "page-facts": page.facts, "legend": page.legend}


def _organisation(context: Context, geometry: MapGeometry) -> Parts:
    page = organisation_page(context)
    return page.map, {"page-content": page.content, "page-facts": page.facts, "legend": page.legend}


def _about(context: Context, geometry: MapGeometry) -> Parts:
    return None, {"page-content": about_page(context)}


def _api(context: Context, geometry: MapGeometry) -> Parts:
    return None, {"page-content": api_page(context)}


_PARTS: dict[str, Callable[[Context, MapGeometry], Parts]] = {
    "explore": _explore,
    "projects": _projects,
    "project": _project,
    "organisation": _organisation,
    "api": _api,
    "about": _about,
}
"""Page -> what of it depends on the address: the map's picture, and HTML by the id of the element it stands in."""
_TEMPLATE = {
    "explore": "explore.html",
    "projects": "projects.html",
    "project": "item.html",
    "organisation": "item.html",
    "api": "plain.html",
    "about": "plain.html",
}


def _pages(context: Context) -> list[html.A]:
    """The links between pages; they keep the view, but for filters that the other page lacks."""
    state, text = context.state, context.text
    links = []
    for page in PAGES.values():
        target = state.but(page=page) if page == "projects" else state.but(page=page, **NOT_ON_MAP)
        here = page == ("projects" if state.page in ITEM_PAGES.values() else state.page)
        links.append(html.A(text(f"page.{page}"), href=target.url, **({"aria-current": "page"} if here else {})))
    return links


def _title(context: Context) -> str:
    state, text = context.state, context.text
    if state.page in ITEM_PAGES.values():
        return f"{item_name(context)} \u2013 {text('app.name')}"
    where = [context.name(code) for code in (state.region, state.other) if code]
    page = [] if state.page == "explore" else [text(f"page.{state.page}")]
    return " \u2013 ".join(
        [" \u00b7 ".join(where), *page, text("app.name")] if where else [*page, text("app.name"), text("app.subtitle")]
    )


def _switches(context: Context) -> list[html.Element]:
    """Currency and language; both keep the view."""
    state, text = context.state, context.text
    languages = [
        html.A(
            lang.upper(),
            href=state.but(lang=lang, start=state.start).url,
            lang=lang,
            className="choice",
            **({"aria-current": "true"} if lang == state.lang else {}),
            **{"aria-label": text(f"language.{lang}")},
        )
        for lang in LANGUAGES
    ]
    money = [(currency, state.but(currency=currency), currency == state.currency) for currency in CURRENCIES]
    return [
        choices("", money),
        html.Div(languages, className="choices", role="group", **{"aria-label": text("language.label")}),
    ]


def _level_switch(context: Context) -> html.Element:
    state, text = context.state, context.text
    options = []
    for level in LEVELS:
        target = state if level == state.level else state.but(level=level, region=_on_other_level(context))
        options.append((text(f"level.{level}_short"), target, level == state.level))
    return choices("", options)


def _on_other_level(context: Context) -> str | None:
    """What is selected when the level changes: a county's NUTS2 area, its only county, a neighbour, or nothing."""
    selected, dataset = context.state.region, context.dataset
    if selected is None or context.is_neighbour(selected):
        return selected
    region = dataset.region(selected)
    if region.layer == "lan":
        return region.parent
    counties = dataset.children(selected)
    return counties[0] if len(counties) == 1 else None


def _notices(context: Context, ignored: Iterable[Ignored]) -> html.Element | None:
    """Say what of the address the page could not use."""
    text = context.text
    rows = [text(item.reason, parameter=item.parameter, value=item.value) for item in ignored]
    if not rows:
        return None
    return html.Div(
        [html.Strong(text("ignored.title")), html.Ul([html.Li(row) for row in rows])],
        className="notice",
        role="status",
    )


def document(
    context: Context, geometry: MapGeometry, shown: View, *, asset: Callable[[str], str], dash: Mapping[str, str]
) -> str:
    """Write the first HTML answer: map and panel are in it, the application's scripts come after.

    Parameters
    ----------
    asset
        The URL, with content hash, of a file in `assets/`.
    dash
        Dash's own parts of a page by name: styles, the element it renders into, configuration and scripts; empty
        for a page without controls.
    """
    state, text = context.state, context.text
    svg = map_svg(geometry, shown.map, context.name, text("map.label")) if shown.map else ""
    if dash and state.page != "projects":
        dash = {**dash, "scripts": without_grid(dash["scripts"])}
    return _TEMPLATES.get_template(_TEMPLATE[state.page]).render(
        state=state,
        text=text,
        view=shown,
        svg=svg,
        asset=asset,
        dash=dash,
        home=ViewState(lang=state.lang).url,
        page_size=PAGE_SIZE,
        hidden=parse_qsl(state.but(q=None).query),
        languages=LANGUAGES,
        data_date=text.day(context.dataset.data_date.isoformat()[:7]),
    )


def without_grid(scripts: str) -> str:
    """Leave out the scripts of the grid, a third of a megabyte that only the page of projects needs."""
    return _GRID_SCRIPT.sub("", scripts)


def not_found(lang: str, asset: Callable[[str], str]) -> str:
    """Write the page for an address that leads nowhere."""
    return _TEMPLATES.get_template("not_found.html").render(text=Text(lang), asset=asset)
