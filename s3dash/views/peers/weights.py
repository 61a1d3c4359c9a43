"""The weights of the groups: how the address says them, and the sliders that set them."""

from __future__ import annotations

from s3dash.analysis.structure import Ranking
from s3dash.analysis.traits import GROUPS
from s3dash.state import HEAVIEST, ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import note, view_link


def weights_of(state: ViewState) -> dict[str, float]:
    """Group -> weight, for the groups that there are and whose weight is not 1."""
    weights = dict(entry.split(":") for entry in state.weights)
    return {group: float(weight) for group, weight in weights.items() if group in GROUPS}


def unknown_weights(context: Context) -> html.P | None:
    """Say which weights of the address are of no group."""
    names = [entry.split(":")[0] for entry in context.state.weights if entry.split(":")[0] not in GROUPS]
    if not names:
        return None
    return note(context.text.count("peers.weights.unknown", len(names), names=context.text.names(names)))


def weight_sliders(context: Context, ranking: Ranking) -> html.Fieldset | None:
    """A slider for each group, ordinary inputs that a keyboard moves too; None for less than two groups."""
    if len(ranking.groups) < 2:
        return None
    text, state = context.text, context.state
    weights = weights_of(state)
    scale = [html.Span(str(n)) for n in range(HEAVIEST + 1)]
    sliders = [
        html.Label(
            [
                html.Span(text(f"peers.group.{group}"), className="weight-name"),
                html.Input(
                    type="range",
                    min="0",
                    max=str(HEAVIEST),
                    step="1",
                    value=f"{weights.get(group, 1):.0f}",
                    **{"data-weight": group},
                ),
                html.Span(scale, className="weight-scale", **{"aria-hidden": "true"}),
            ],
            className="weight",
        )
        for group in ranking.groups
    ]
    return html.Fieldset(
        [
            html.Legend(text("peers.weights.title")),
            html.Div(sliders, className="weight-sliders"),
            html.P(
                [
                    html.Span(text("peers.weights.scale")),
                    view_link(text("peers.weights.reset"), state.but(weights=())),
                ],
                className="weights-foot",
            ),
        ],
        className="weights",
    )
