"""Callbacks: thin, between the controls and the address. The view of an address is `Site.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dash import ClientsideFunction, Dash, Input, Output, no_update
from dash.development.base_component import Component

from s3dash.views.controls import CONTROLS, controls

if TYPE_CHECKING:
    from s3dash.site import Site


def register_callbacks(app: Dash, site: Site) -> None:
    """Make the controls of an address, and let a choice in them lead to another address."""

    @app.callback(Output("controls", "children"), Input("address", "data"), prevent_initial_call=True)
    def show_controls(address: str | None) -> Any:
        """Answer an address with its controls; the browser asks where their choices differ from those shown."""
        return controls_at(site, address or "") or no_update

    app.clientside_callback(ClientsideFunction("s3map", "address"), Output("address", "data"), Input("controls", "id"))
    app.clientside_callback(
        ClientsideFunction("s3map", "choose"),
        *[Input(f"control-{name}", "value") for name in CONTROLS],
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("s3map", "find"), Input("control-find", "value"), prevent_initial_call=True
    )


def controls_at(site: Site, address: str) -> list[Component]:
    """The controls of an address with their values; none where there is no such page."""
    try:
        url = urlsplit(address)
    except ValueError:  # not an address at all, as "http://["
        return []
    found = site.state(url.path, url.query)
    return controls(site.context(found[0])) if found else []
