"""The filters: Mantine controls whose values follow the URL."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from s3dash.data.store import ProjectFilter
from s3dash.data.words import fold
from s3dash.state import COLOURS, EVERY_PERIOD, FUNDS, LEVELS, PERIODS, PLACES, ViewState
from s3dash.views.context import Context
from s3dash.views.project_controls import DROPDOWN, project_controls, searchable

CONTROLS = ("period", "domain", "fund", "programme", "colour", "places", "area")
"""Controls named like the URL parameter they set."""
PROJECT_CONTROLS = ("organisation", "partner", "baltic", "year_from", "year_to", "amount_min", "amount_max")
"""Controls that only the page of projects has."""
SWITCHES = frozenset({"baltic"})
"""Controls whose value is called `checked`."""
CONTROLS_OF = {
    "explore": ("find", *CONTROLS),
    "projects": ("find", "period", "domain", "fund", "programme", *PROJECT_CONTROLS),
    "compare": ("find", "period", "fund", "programme"),
    "peers": ("find", "period"),
    "partners": ("find", "period", "domain"),
    "change": ("find", "fund", "programme"),
    "domains": ("find", "period", "fund", "programme"),
    "domain": ("period", "fund", "programme"),
}
"""What each page with controls offers; the others are there too, since one callback reads them all, but hidden."""
_MANY = 40
"""A control with more choices than this can be searched by typing."""


def controls_key(state: ViewState) -> str:
    """What the choices depend on: as long as it is the same, the controls stay as they are."""
    key = f"{state.lang}/{state.page}/{state.period}"
    return f"{key}/{state.organisation}" if state.organisation else key


def control_values(state: ViewState) -> dict[str, Any]:
    """The value of every control for a state; the empty text stands for no choice, None where it is not offered."""
    names = CONTROLS + PROJECT_CONTROLS if state.page == "projects" else CONTROLS
    values = {name: getattr(state, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else "" if value is None and name != "organisation" else value
        for name, value in values.items()
    }


def controls(context: Context) -> list[Component]:
    """The controls of a page with their choices and the view's values."""
    values = control_values(context.state)
    page = context.state.page
    offered = CONTROLS_OF[page]
    row: list[Component] = [html.Div(_find(context), className="control find", hidden="find" not in offered)]
    for name in CONTROLS:
        hidden = name not in offered
        row.append(html.Div(_select(context, name, values[name]), className=f"control {name}", hidden=hidden))
    return row + project_controls(context, values) if page == "projects" else row


def _select(context: Context, name: str, value: Any) -> Component:
    text = context.text
    common = {
        "id": f"control-{name}",
        "label": text(f"control.{name}"),
        "data": choices_of(context, name),
        "value": value,
        "size": "sm",
        "comboboxProps": {"width": "max-content", **DROPDOWN},
        "withScrollArea": False,
    }
    if len(common["data"]) > _MANY:
        common |= searchable(text)
    if name == "places":
        return dmc.MultiSelect(placeholder="" if value else text("control.places_none"), clearable=True, **common)
    return dmc.Select(allowDeselect=False, checkIconPosition="right", **common)


def choices_of(context: Context, name: str) -> list[dict[str, Any]]:
    """The choices of one control, the empty one first where it may be empty."""
    text, dataset, state = context.text, context.dataset, context.state
    lang = state.lang
    if name == "period":
        every = [_choice(EVERY_PERIOD, text("all_periods"))] if state.page == "projects" else []
        return [*(_choice(period, text.period(period)) for period in PERIODS), *every]
    if name == "domain":
        domains = sorted(
            map(dataset.domain, dataset.domains["domain_id"]), key=lambda domain: domain.name(lang).casefold()
        )
        return [_choice("", text("all_domains")), *(_choice(d.domain_id, d.name(lang)) for d in domains)]
    if name == "fund":
        found = {group.key for group in context.store.by_fund(ProjectFilter())} | {state.fund}
        funds = [fund for fund in FUNDS if fund in found]
        return [_choice("", text("all_funds")), *(_choice(fund, text(f"fund.{fund}")) for fund in funds)]
    if name == "programme":
        groups = context.store.by_programme(context.project_filter_of_period)
        codes = {*(group.key for group in groups), state.programme}
        names = {code: context.programme_name(code) for code in codes if code}
        return [_choice("", text("all_programmes")), *_named(names)]
    if name == "area":
        areas = [
            p.programme_id for p in dataset.programme_list if p.kind == "interreg" and dataset.areas_of(p.programme_id)
        ]
        return [_choice("", text("no_area")), *_named({code: dataset.programme(code).name(lang) for code in areas})]
    if name == "places":
        return [_choice(kind, text(f"places.{kind}")) for kind in PLACES]
    indicators = [i for i in map(dataset.indicator, dataset.indicators["indicator_id"]) if i.shown]
    return [
        {
            "group": text("control.colour_s3"),
            "items": [_choice(colour, text(f"colour.{colour}")) for colour in COLOURS],
        },
        {
            "group": text("control.colour_indicators"),
            "items": [_choice(i.indicator_id, i.name(lang)) for i in indicators],
        },
    ]


def _choice(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}


def _named(names: dict[str, str]) -> list[dict[str, str]]:
    """Choices in the order of their names."""
    return [_choice(code, name) for code, name in sorted(names.items(), key=lambda item: item[1])]


def _find(context: Context) -> Component:
    """The find box: a region by name, code or county code, with or without accents."""
    text, dataset, state = context.text, context.dataset, context.state
    groups = []
    words: dict[str, str] = {}
    for layer in (*LEVELS, "neighbours"):
        items = []
        for code in dataset.drawn(layer):
            region = dataset.region(code)
            items.append(_choice(code, f"{context.name(code)} \u00b7 {code}"))
            names = (region.name_sv, region.name_en, region.name_local, code, region.county_code)
            words[code] = " | ".join(dict.fromkeys(fold(name) for name in names if name))
        items.sort(key=lambda item: item["label"])
        groups.append({"group": text(f"level.{layer}_plural"), "items": items})
    return dmc.Select(
        id="control-find",
        label=text("find.add" if state.page == "compare" else "find.label"),
        placeholder=text("find.placeholder"),
        data=groups,
        value=None,
        searchable=True,
        selectFirstOptionOnChange=True,
        clearable=True,
        size="sm",
        limit=12,
        nothingFoundMessage=text("find.nothing"),
        filter={"function": "findRegion", "options": {"words": words}},
        comboboxProps={"width": 320, **DROPDOWN},
        withScrollArea=False,
    )
