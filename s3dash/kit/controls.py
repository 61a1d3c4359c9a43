"""The controls of a copy: the find box and the choices whose views it holds, without Dash."""

from __future__ import annotations

from typing import Any

from s3dash.data.words import fold
from s3dash.state import LEVELS
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.controls import choices_of

PAGES = ("explore", "peers", "partners", "change")
"""Pages that can be about any region."""
CHOICES = ("period", "colour", "domain")
"""Parameters that can be chosen, each by itself."""
_NEED_MORE = ("domain",)
"""Colours that say nothing without another choice: they are named, and chosen with that."""


def kit_controls(context: Context, regions: tuple[str, ...]) -> html.Element:
    """The row of controls above a page: a region everywhere, the rest on the map.

    Parameters
    ----------
    regions
        The regions that the copy holds.
    """
    text = context.text
    remark = text("kit.remark", date=text.day(context.dataset.data_date.isoformat()))
    choices = [_select(context, name) for name in CHOICES] if context.state.page == "explore" else []
    return html.Div([_find(context, regions), *choices, html.P(remark, className="kit-remark")], id="controls")


def _find(context: Context, regions: tuple[str, ...]) -> html.Element:
    text, dataset = context.text, context.dataset
    options = []
    for layer in (*LEVELS, "neighbours"):
        units = [dataset.region(code) for code in dataset.drawn(layer) if code in regions]
        for unit in sorted(units, key=lambda unit: unit.name(text.lang).casefold()):
            names = (unit.name_sv, unit.name_en, unit.name_local, unit.nuts_id, unit.county_code)
            words = " | ".join(dict.fromkeys(fold(name) for name in names if name))
            options.append(
                html.Option(
                    unit.nuts_id, value=unit.name(text.lang), **{"data-nuts-id": unit.nuts_id, "data-words": words}
                )
            )
    box = html.Input(
        id="control-find",
        type="search",
        list="kit-regions",
        autocomplete="off",
        placeholder=text("find.placeholder"),
        **{"data-nothing": text("find.nothing")},
    )
    label = html.Label(text("find.label"), **{"for": "control-find"})
    return html.Form([label, box, html.Datalist(options, id="kit-regions")], className="control find", role="search")


def _select(context: Context, name: str) -> html.Element:
    chosen = getattr(context.state, name) or ""
    options = [_options(choice, chosen) for choice in choices_of(context, name)]
    label = html.Label(context.text(f"control.{name}"), **{"for": f"control-{name}"})
    return html.Div(
        [label, html.Select(options, id=f"control-{name}", **{"data-parameter": name})], className=f"control {name}"
    )


def _options(choice: dict[str, Any], chosen: str) -> html.Element:
    """A choice, or a group of them."""
    if "group" in choice:
        items = [_options(item, chosen) for item in choice["items"]]
        return html.Optgroup(items, label=choice["group"])
    value = choice["value"]
    return html.Option(choice["label"], value=value, selected=value == chosen, disabled=value in _NEED_MORE)
