"""Whole pages: the shell around map and panel, and the fragments of it that a new view replaces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import jinja2

from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.map.svg import map_svg
from s3dash.state import CURRENCIES, LANGUAGES, LEVELS, PAGES, Ignored, ViewState
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.about import about_page
from s3dash.views.context import Context
from s3dash.views.controls import control_values, controls_key
from s3dash.views.map_view import colouring, legend, picture
from s3dash.views.panel import panel
from s3dash.views.parts import choices
from s3dash.views.projects_page import projects_page

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


@dataclass(frozen=True)
class View:
    """One view, ready to send: HTML by element id, the map's picture, title and the values of the controls."""

    title: str
    region: str
    fragments: dict[str, str]
    map: Picture | None
    controls: dict[str, str | list[str]]
    controls_key: str

    @property
    def json(self) -> str:
        """The view as sent to the browser after a click."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def view(context: Context, geometry: MapGeometry, ignored: Iterable[Ignored]) -> View:
    """Build everything of a page that depends on its URL."""
    state = context.state
    drawn: Picture | None = None
    parts: dict[str, object] = {"switches": _switches(context), "notices": _notices(context, ignored)}
    if state.page == "explore":
        colours = colouring(context)
        drawn = picture(context, geometry, colours)
        parts["region-panel"] = panel(context)
        parts["legend"] = legend(context, colours)
        parts["level-switch"] = _level_switch(context)
    elif state.page == "projects":
        parts["page-content"] = projects_page(context)
    else:
        parts["page-content"] = about_page(context)
    return View(
        title=_title(context),
        region=state.region or "",
        fragments={name: html.to_html(part) for name, part in parts.items()},  # type: ignore[arg-type]
        map=drawn,
        controls=control_values(state),
        controls_key=controls_key(state),
    )


def _title(context: Context) -> str:
    state, text = context.state, context.text
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
    return _TEMPLATES.get_template("page.html").render(
        state=state,
        text=text,
        view=shown,
        svg=svg,
        asset=asset,
        dash=dash,
        home=ViewState(lang=state.lang).url,
        pages=PAGES.values(),
        languages=LANGUAGES,
        data_date=text.day(context.dataset.data_date.isoformat()[:7]),
    )


def not_found(lang: str, asset: Callable[[str], str]) -> str:
    """Write the page for an address that leads nowhere."""
    return _TEMPLATES.get_template("not_found.html").render(text=Text(lang), asset=asset)
