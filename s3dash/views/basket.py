"""The regions chosen for comparison: a row on every page, and the button that adds a region."""

from __future__ import annotations

from s3dash.state import MOST_COMPARED
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import view_link


def basket(context: Context) -> html.Node:
    """The chosen regions, each removed with a click, and the way to their comparison; nothing where none is chosen."""
    state, text = context.state, context.text
    if not state.compared or state.page == "compare":
        return None
    chosen = [
        view_link(
            [context.name(code), html.Span("\u00d7", className="cross")],
            state.compare_with(code),
            "chip",
            **{"aria-label": text("basket.remove", region=context.name(code))},
        )
        for code in state.compared
    ]
    compare = view_link(
        text.count("basket.compare", len(chosen)), state.but(page="compare", region=None, other=None), "button primary"
    )
    names = text.names([context.name(code) for code in state.compared])
    told = {"data-said": f"{text('basket.label')} {names}."}
    return [html.Span(text("basket.label"), className="basket-label", **told), *chosen, compare]


def compare_button(context: Context, code: str) -> html.A | None:
    """Adds a region to those compared, or takes it away; nothing where there are as many as fit already."""
    state, text = context.state, context.text
    inside = code in state.compared
    if not inside and len(state.compared) == MOST_COMPARED:
        return None
    return view_link(
        text("basket.added" if inside else "basket.add"),
        state.compare_with(code),
        "button",
        **{
            "aria-pressed": str(inside).lower(),
            "role": "button",
            "aria-label": text("basket.remove" if inside else "basket.add_region", region=context.name(code)),
        },
    )
