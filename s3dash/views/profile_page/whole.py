"""The view that a profile is made of."""

from __future__ import annotations

from s3dash.state import ViewState


def whole(state: ViewState) -> ViewState:
    """The region on the map with nothing filtered: a profile is about all of it, and its links lead to the map."""
    return ViewState(
        lang=state.lang,
        level=state.level,
        region=state.region,
        period=state.period,
        currency=state.currency,
        compared=state.compared,
        embed=state.embed,
    )
