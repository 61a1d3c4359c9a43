"""The filters that only the page of projects has: organisation, partners, years and amounts."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from s3dash.data.store import ProjectStore
from s3dash.state import LARGEST_AMOUNT, YEARS
from s3dash.text import Text
from s3dash.views.context import Context
from s3dash.views.filters import organisation_name

COUNTRIES = (
    *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT"),
    *("LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "TR", "UA"),
)
"""The countries that are offered; the address takes any other too."""
DROPDOWN: dict[str, Any] = {"shadow": "md", "position": "bottom-start", "portalProps": {"target": "#choices"}}
"""Choices open below their control, and lie on the page within the part that the controls are."""
_DEBOUNCE_MS = 500


def project_controls(context: Context, values: dict[str, Any]) -> list[Component]:
    """The controls of :data:`s3dash.views.controls.PROJECT_CONTROLS` with the view's values."""
    return [
        _control("organisation", _organisation(context, values["organisation"])),
        _control("partner", _partner(context, values["partner"])),
        _control("baltic", _baltic(context, values["baltic"])),
        _range(context, "years", ("year_from", "year_to"), values),
        _range(context, "amounts", ("amount_min", "amount_max"), values),
    ]


def organisation_choices(store: ProjectStore, typed: str, chosen: tuple[str, str] | None) -> list[dict[str, str]]:
    """Organisations whose names hold the typed words, the chosen one (id, name) always among them.

    An organisation's country stands behind its name, since many have namesakes.
    """
    rows = store.organisations(typed) if typed else []
    found = {row.organisation_id: f"{row.name} \u00b7 {row.country}" for row in rows}
    if chosen and chosen[0] not in found:
        found = {chosen[0]: chosen[1], **found}
    return [{"value": code, "label": label} for code, label in found.items()]


def chosen_organisation(context: Context, organisation_id: str | None) -> tuple[str, str] | None:
    """The chosen organisation's id and its name with the country, as the control shows it."""
    if not organisation_id:
        return None
    try:
        row = context.store.organisation(organisation_id)
    except KeyError:
        return organisation_id, organisation_name(context, organisation_id)
    return organisation_id, f"{row.name} \u00b7 {row.country}"


def searchable(text: Text) -> dict[str, Any]:
    """What lets one look among a control's many choices by typing, without regard to accents."""
    return {
        "searchable": True,
        "selectFirstOptionOnChange": True,
        "nothingFoundMessage": text("control.nothing"),
        "filter": {"function": "findChoice"},
    }


def _control(name: str, component: Component) -> Component:
    return html.Div(component, className=f"control {name}")


def _organisation(context: Context, value: str | None) -> Component:
    text = context.text
    return dmc.Select(
        id="control-organisation",
        label=text("control.organisation"),
        placeholder=text("control.organisation_placeholder"),
        data=organisation_choices(context.store, "", chosen_organisation(context, value)),
        value=value,
        searchable=True,
        clearable=True,
        size="sm",
        nothingFoundMessage=text("control.organisation_nothing"),
        filter={"function": "everyOption"},  # the server has looked already, without regard to accents
        comboboxProps={"width": 320, **DROPDOWN},
        withScrollArea=False,
    )


def _partner(context: Context, value: str) -> Component:
    text = context.text
    codes = (*COUNTRIES, *([value] if value and value not in COUNTRIES else []))
    countries = sorted(((code, context.country(code)) for code in codes), key=lambda row: row[1])
    return dmc.Select(
        id="control-partner",
        label=text("control.partner"),
        data=[
            {"value": "", "label": text("all_countries")},
            *({"value": code, "label": name} for code, name in countries),
        ],
        value=value,
        allowDeselect=False,
        **searchable(text),
        checkIconPosition="right",
        size="sm",
        comboboxProps={"width": "target", **DROPDOWN},
        withScrollArea=False,
    )


def _baltic(context: Context, value: bool) -> Component:
    return dmc.Switch(id="control-baltic", label=context.text("control.baltic"), checked=value, size="sm")


def _range(context: Context, kind: str, names: tuple[str, str], values: dict[str, Any]) -> Component:
    """Two number boxes side by side under one heading."""
    text = context.text
    limits = YEARS if kind == "years" else (0, LARGEST_AMOUNT)
    boxes = [
        dmc.NumberInput(
            id=f"control-{name}",
            value=values[name],
            placeholder=text(f"control.{end}"),
            min=limits[0],
            max=limits[1],
            allowDecimal=False,
            allowNegative=False,
            clampBehavior="blur",
            thousandSeparator="\u00a0" if kind == "amounts" else "",
            hideControls=True,
            debounce=_DEBOUNCE_MS,
            size="sm",
            **{"aria-label": text(f"control.{name}")},
        )
        for name, end in zip(names, ("from", "to"), strict=True)
    ]
    return html.Div(
        [html.Span(text(f"control.{kind}"), className="label"), html.Div(boxes, className="pair")],
        className=f"control {kind}",
        role="group",
        **{"aria-label": text(f"control.{kind}")},
    )
