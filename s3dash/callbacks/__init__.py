"""Callbacks: thin, between the controls and the address. The view of an address is `Site.view`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from s3dash.views.context import Context
from s3dash.views.controls import CONTROLS, CONTROLS_OF, PROJECT_CONTROLS, SWITCHES, controls
from s3dash.views.grid import GRID, grid, grid_rows, order_of
from s3dash.views.project_controls import chosen_organisation, organisation_choices

if TYPE_CHECKING:
    from s3dash.site import Site

_NO_ROWS: dict[str, Any] = {"rowData": [], "rowCount": 0}


def layout_at(site: Site, address: str) -> list[Component]:
    """What Dash renders for an address: the controls, and on the page of projects the grid."""
    return [
        dcc.Store(id="address"),
        html.Div(controls_at(site, address), id="controls"),
        html.Div(grid_at(site, address), id="grid"),
    ]


def controls_at(site: Site, address: str) -> list[Component]:
    """The controls of an address with their values; none where there is no such page."""
    context = _context(site, address)
    return controls(context) if context and context.state.page in CONTROLS_OF else []


def grid_at(site: Site, address: str) -> list[Component]:
    """The grid of an address; none where the page has no list of projects."""
    context = _context(site, address)
    return [grid(context)] if context and context.state.page == "projects" else []


def _context(site: Site, address: str) -> Context | None:
    try:
        url = urlsplit(address)
    except ValueError:  # not an address at all, as "http://["
        return None
    found = site.state(url.path, url.query)
    return site.context(found[0]) if found else None


def register_callbacks(app: Dash, current: Callable[[], Site]) -> None:
    """Make the controls of an address, fill the grid, and let a choice lead to another address.

    `current` gives the site in force, which may be another one from one call to the next.
    """

    @app.callback(
        Output("controls", "children"),
        Output("grid", "children"),
        Input("address", "data"),
        State("grid", "children"),
        prevent_initial_call=True,
    )
    def show_controls(address: object, shown: list[Any] | None) -> Any:
        """Answer an address with its controls; the browser asks where their choices differ from those shown."""
        site = current()
        made = controls_at(site, _text(address))
        return (made or no_update), (no_update if shown else grid_at(site, _text(address)) or no_update)

    @app.callback(Output(GRID, "getRowsResponse"), Input(GRID, "getRowsRequest"), prevent_initial_call=True)
    def show_rows(request: dict[str, Any] | None) -> Any:
        """Answer the grid, which says by its `context` which address it shows."""
        return rows_at(current(), request) if request else no_update

    @app.callback(
        Output("control-organisation", "data"),
        Input("control-organisation", "searchValue"),
        State("control-organisation", "value"),
        prevent_initial_call=True,
    )
    def find_organisations(typed: object, value: object) -> Any:
        """Answer what is typed with the organisations of that name."""
        return organisations_at(current(), _text(typed), _text(value))

    for names in (CONTROLS, PROJECT_CONTROLS):
        app.clientside_callback(
            ClientsideFunction("s3map", "choose"),
            *[Input(f"control-{name}", "checked" if name in SWITCHES else "value") for name in names],
            prevent_initial_call=True,
        )
    app.clientside_callback(ClientsideFunction("s3map", "address"), Output("address", "data"), Input("controls", "id"))
    app.clientside_callback(
        ClientsideFunction("s3map", "find"), Input("control-find", "value"), prevent_initial_call=True
    )


def _text(value: object) -> str:
    """A text that the browser sends; nothing where it is none, as only others send it."""
    return value if isinstance(value, str) else ""


def rows_at(site: Site, request: dict[str, Any]) -> dict[str, Any]:
    """The rows that the grid asks for; none where it asks for nonsense."""
    try:
        address = str(request["context"]["address"])
        first, last = int(request["startRow"]), int(request["endRow"])
        sorted_by = list(request.get("sortModel") or [])
        context = _context(site, address)
        if context is None or context.state.page != "projects":
            return _NO_ROWS
        return grid_rows(site.context(order_of(sorted_by, context.state)), first, last)
    except (AttributeError, KeyError, TypeError, ValueError):  # a request that the grid never makes
        return _NO_ROWS


def organisations_at(site: Site, typed: str, chosen: str) -> list[dict[str, str]]:
    """The choices of the organisation control for what is typed in it."""
    words = typed.partition(" \u00b7 ")[0][:200]
    context = _context(site, "/en/projects")
    assert context is not None
    return organisation_choices(site.store, words, chosen_organisation(context, chosen))
