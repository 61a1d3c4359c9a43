"""The small map beside a list, a project or an organisation: the same shapes, coloured by what the page is about."""

from __future__ import annotations

from collections.abc import Iterable

from s3dash.data.dataset import Dataset
from s3dash.data.projects import Participation, Project
from s3dash.map.picture import Picture
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.map_view import Colouring, colouring, link_prefix
from s3dash.views.parts import legend_classes, note
from s3dash.views.projects import partner_name


def counts_map(context: Context) -> tuple[Picture, html.Element]:
    """How many of the page's projects touch each unit, and what the colours mean; a click filters by a unit."""
    colours = colouring(context)
    state = context.state
    target = state if state.page == "projects" else _explore(state)
    return _picture(context, colours, link_prefix(target)), _legend(context.text("colour.projects"), colours.rows)


def partners_map(context: Context, project: Project, partners: Iterable[Participation]) -> tuple[Picture, html.Element]:
    """Where a project's partners are: the lead's unit darkest, then partners, then what the project only covers."""
    text, dataset = context.text, context.dataset
    roles: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for partner in partners:
        for unit in drawn_units(dataset, partner.nuts_id):
            roles[unit] = "lead" if "lead" in (partner.role, roles.get(unit)) else "partner"
            name = partner_name(context, partner)
            words.setdefault(unit, []).append(f"{name} ({text(f'role.{partner.role}')})")
    for code in project.regions:
        for unit in drawn_units(dataset, code):
            roles.setdefault(unit, "covered")
            words.setdefault(unit, [text("map.covered")])
    css = {"lead": "c5", "partner": "c3", "covered": "c1"}
    colours = Colouring(
        classes={unit: css[role] for unit, role in roles.items()},
        values={unit: "; ".join(dict.fromkeys(names)) for unit, names in words.items()},
        rows=[(css[role], text(f"map.{role}")) for role in css if role in roles.values()],
        rule="",
    )
    legend = _legend("", colours.rows) if colours.rows else note(text("map.nothing_placed"))
    return _picture(context, colours, link_prefix(_explore(context.state))), legend


def drawn_units(dataset: Dataset, code: str | None) -> list[str]:
    """The county and the neighbour that a place lies in, as the map draws them; none for a larger or unknown one."""
    if code is None:
        return []
    return [unit for layer in ("lan", "neighbours") for unit in dataset.drawn(layer) if code in dataset.area(unit)]


def _explore(state: ViewState) -> ViewState:
    return ViewState(lang=state.lang, currency=state.currency)


def _picture(context: Context, colours: Colouring, link: str) -> Picture:
    state = context.state
    return Picture(
        level=state.level,
        region=state.region or "",
        other=state.other or "",
        link=link,
        classes=colours.classes,
        values=colours.values,
    )


def _legend(title: str, rows: list[tuple[str, str]]) -> html.Element:
    """The classes under a title, or alone; the map is named by the one or the other."""
    if not title:
        return html.Div(legend_classes(rows), id="legend-title")
    return html.Div([html.P(title, id="legend-title", className="legend-title"), legend_classes(rows)])
