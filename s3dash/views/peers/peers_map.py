"""The little map beside the list: how alike each region is, in five classes of the same limits for every region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from s3dash.data.store import Level
from s3dash.map.picture import Picture
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.map_view import link_prefix
from s3dash.views.parts import legend_classes, no_legend
from s3dash.views.peers.rows import percent


@dataclass(frozen=True)
class Others:
    """Regions that the map shows apart from the classes: the class of the stylesheet, and why."""

    codes: Sequence[str]
    css: str
    words: str


_CLASSES = ((80, 100), (60, 79), (40, 59), (20, 39), (0, 19))
"""Limits of the classes as the likeness is shown, in whole numbers; the highest is the darkest."""


def peers_map(
    context: Context, level: Level, likeness: Mapping[str, float], others: Iterable[Others] = ()
) -> tuple[Picture, html.Element]:
    """What the map shows, and its legend.

    Parameters
    ----------
    level
        Which Swedish regions are drawn.
    likeness
        Region -> 0..1, in the order of the list.
    others
        Regions that have no class of their own, and why; they go before their likeness.
    """
    text, state = context.text, context.state
    classes = {code: f"c{5 - _class(percent(share))}" for code, share in likeness.items()}
    values = {
        code: f"{text('peers.likeness', n=percent(share))}. {text('peers.place', n=place)}."
        for place, (code, share) in enumerate(likeness.items(), start=1)
    }
    groups = [group for group in others if group.codes]
    for group in groups:
        classes |= dict.fromkeys(group.codes, group.css)
        for code in group.codes:
            values[code] = f"{values[code]} {group.words}." if code in values else group.words
    if state.region:
        values[state.region] = text("peers.own")
    drawn = (*context.dataset.drawn(level), *context.dataset.drawn("neighbours"))
    rest = [code for code in drawn if code not in classes and code != state.region]
    if state.region and rest:
        groups.append(Others(rest, "none", text("peers.not_compared")))
        values |= dict.fromkeys(rest, text("peers.not_compared"))
    picture = Picture(
        level=level,
        region=state.region or "",
        other="",
        link=link_prefix(state.but(level=level)),
        classes=classes,
        values=values,
    )
    return picture, _legend(context, set(classes.values()), groups)


def _class(shown: int) -> int:
    return next(number for number, (low, _) in enumerate(_CLASSES) if shown >= low)


def _legend(context: Context, used: set[str], groups: Sequence[Others]) -> html.Element:
    text, state = context.text, context.state
    if not state.region:
        return no_legend(context)
    rows = [
        (f"c{5 - number}", text("legend.range", low=low, high=high))
        for number, (low, high) in enumerate(_CLASSES)
        if f"c{5 - number}" in used
    ]
    rows += [(group.css, group.words) for group in groups]
    title = text("peers.legend", region=context.name(state.region))
    return html.Div([html.P(title, id="legend-title", className="legend-title"), legend_classes(rows)])
