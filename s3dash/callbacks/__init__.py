"""Callbacks: thin, between the controls and the address. The view of an address is `Site.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from s3dash.views.controls import CONTROLS, controls, controls_key

if TYPE_CHECKING:
    from s3dash.site import Site


def register_callbacks(app: Dash, site: Site) -> None:
    """Make the controls of an address, and let a choice in them lead to another address."""

    @app.callback(
        Output("controls", "children"),
        Output("controls-for", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        State("controls-for", "data"),
    )
    def show_controls(path: str | None, query: str | None, controls_for: str | None) -> tuple[Any, Any]:
        """Answer an address with its controls, where their choices differ from those shown."""
        found = site.state(path or "/", query or "")
        if found is None or controls_key(found[0]) == controls_for:
            return no_update, no_update
        state, _ = found
        return controls(site.context(state)), controls_key(state)

    app.clientside_callback(
        ClientsideFunction("s3map", "choose"),
        *[Input(f"control-{name}", "value") for name in CONTROLS],
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("s3map", "find"), Input("control-find", "value"), prevent_initial_call=True
    )
