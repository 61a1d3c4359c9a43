"""Whole pages: the shell around map and panel, and the fragments of it that a new view replaces."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jinja2

from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.map.svg import map_svg
from s3dash.state import LANGUAGES, Ignored, ViewState
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.basket import basket
from s3dash.views.context import Context
from s3dash.views.controls import control_values, controls_key
from s3dash.views.embed import embedded
from s3dash.views.export_menu import export_menu
from s3dash.views.kinds import KINDS
from s3dash.views.projects_page import PAGE_SIZE
from s3dash.views.shell import foot, notices, page_links, switches, title

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)
_REST = 16_000
"""Bytes of a view without its fragments: the map's values and labels, above all."""
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

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory: its fragments, and a little for the rest."""
        return sum(map(sys.getsizeof, self.fragments.values())) + _REST


def view(context: Context, geometry: MapGeometry, ignored: Iterable[Ignored]) -> View:
    """Build everything of a page that depends on its URL.

    Raises
    ------
    KeyError
        If the page is about something that is not there: `Site.state` gives no such states.
    """
    state = context.state
    make = embedded if state.embed == "1" else KINDS[state.page].parts
    drawn, parts = make(context, geometry)
    parts["notices"] = notices(context, ignored)
    if not state.embed:
        parts |= {
            "pages": page_links(context),
            "switches": switches(context),
            "basket": basket(context),
            "export-menu": export_menu(context, has_map=drawn is not None),
        }
    return View(
        title=title(context),
        region=state.region or "",
        fragments={name: html.to_html(part) for name, part in parts.items()},
        map=drawn,
        controls=control_values(state),
        controls_key=controls_key(state),
        rows=context.project_count if state.page == "projects" else 0,
    )


def document(
    context: Context,
    geometry: MapGeometry,
    shown: View,
    *,
    asset: Callable[[str], str],
    dash: Mapping[str, str],
    base: str = "",
) -> str:
    """Write the first HTML answer: map and panel are in it, the application's scripts come after.

    Parameters
    ----------
    asset
        The URL, with content hash, of a file in `assets/`.
    dash
        Dash's own parts of a page by name: styles, the element it renders into, configuration and scripts; empty
        for a page without controls.
    base
        The address under which others reach the dashboard, without a slash at its end; empty where it has none.
    """
    state, text, kind = context.state, context.text, KINDS[context.state.page]
    layers = {layer: text(f"level.{layer}_plural") for layer in ("lan", "nuts2", "neighbours")}
    svg = map_svg(geometry, shown.map, context.name, text("map.label"), layers) if shown.map else ""
    if dash and state.page != "projects":
        dash = {**dash, "scripts": without_grid(dash["scripts"])}
    return _TEMPLATES.get_template(_template(state)).render(
        state=state,
        text=text,
        view=shown,
        svg=svg,
        asset=asset,
        dash=dash,
        home=ViewState(lang=state.lang).url,
        page_size=PAGE_SIZE,
        kind=kind,
        hidden=parse_qsl(state.but(q=None).query),
        languages=LANGUAGES,
        # the map leaves no room below it: there the foot ends the panel
        foot="" if state.page == "explore" else html.to_html(foot(context)),
        base=base,
        data_day=text.day(context.dataset.data_date.isoformat()),
        data_date=text.day(context.dataset.data_date.isoformat()[:7]),
    )


def _template(state: ViewState) -> str:
    """The page's own template, or that of the map or the chart alone."""
    if state.embed == "1" and state.chart:
        return "embed_chart.html"
    if state.embed == "1" and state.page == "explore":
        return "embed_map.html"
    return KINDS[state.page].template


def without_grid(scripts: str) -> str:
    """Leave out the scripts of the grid, a third of a megabyte that only the page of projects needs."""
    return _GRID_SCRIPT.sub("", scripts)


def error_page(text: Text, asset: Callable[[str], str], status: int, reference: str) -> str:
    """Write the page for an address that cannot be shown.

    Parameters
    ----------
    status
        The answer's status, one of those that the catalogue has words for.
    reference
        What the log says of the same request.
    """
    return _TEMPLATES.get_template("error.html").render(
        text=text,
        asset=asset,
        status=status,
        reference=reference,
        passes=status in (429, 500, 503),
    )
