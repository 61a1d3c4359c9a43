"""What the views of the page share: the list of regions, the sentence above it, where a region's name leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s3dash.state import MOST_COMPARED, ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import region_link, view_link

SHOWN = 8
"""How many regions are seen at once; the others are behind one click."""
_MOST_NAMES = 3


@dataclass(frozen=True)
class Row:
    """One region of the list: its likeness 0..1, why, and quiet details."""

    nuts_id: str
    likeness: float
    reason: html.Node
    details: tuple[html.Node, ...] = ()


def percent(share: float) -> int:
    """A likeness or a share as it is shown: a whole number up to 100."""
    return round(100 * share)


def peer_list(context: Context, rows: Sequence[Row]) -> list[html.Node]:
    """The nearest regions with their reasons, and the rest behind one click."""
    text = context.text
    shown = html.Ol([_row(context, place, row) for place, row in enumerate(rows[:SHOWN], start=1)], className="peers")
    rest = [_row(context, place, row) for place, row in enumerate(rows[SHOWN:], start=SHOWN + 1)]
    more = html.Details(
        [
            html.Summary(text.count("peers.rest", len(rest))),
            html.Ol(rest, className="peers", start=str(SHOWN + 1)),
        ]
    )
    return [shown, more if rest else None]


def compare_first(context: Context, rows: Sequence[Row]) -> html.A | None:
    """The way to the region and the nearest ones side by side."""
    first = [row.nuts_id for row in rows[: MOST_COMPARED - 1]]
    if not first:
        return None
    return view_link(
        context.text.count("peers.compare_first", len(first)), _compared(context, *first), "button primary"
    )


def _compared(context: Context, *others: str) -> ViewState:
    own = context.region.nuts_id
    return context.state.but(page="compare", region=None, compared=(own, *others))


def _row(context: Context, place: int, row: Row) -> html.Li:
    text, region = context.text, context.dataset.region(row.nuts_id)
    name = context.name(row.nuts_id)
    likeness = text.number(percent(row.likeness))
    country = context.country(region.country)
    elsewhere = region.country != "SE" and country != name
    on_map = region_link(context, row.nuts_id)
    on_map.children = text("peers.on_map")
    on_map.attributes["aria-label"] = text("peers.on_map_of", region=name)
    side_by_side = text("peers.side_by_side_with", region=context.name(context.region.nuts_id), other=name)
    return html.Li(
        [
            html.Span(str(place), className="place-number", **{"aria-hidden": "true"}),
            html.Div(
                [
                    view_link(name, context.about(row.nuts_id), "peer-name", **_label(context, name)),
                    html.Span(country, className="country") if elsewhere else None,
                ],
                className="peer-head",
            ),
            html.Span(html.Span(style={"width": f"{100 * row.likeness:.1f}%"}), className="bar-track"),
            html.Span(
                [html.Strong(likeness), " ", html.Small(text("peers.of_100"))],
                className="peer-value",
            ),
            html.Div(
                [
                    html.P(row.reason, className="reason"),
                    html.P(
                        [
                            *(html.Span(detail) for detail in row.details),
                            view_link(
                                text("peers.side_by_side"),
                                _compared(context, row.nuts_id),
                                **{"aria-label": side_by_side},
                            ),
                            on_map,
                        ],
                        className="details",
                    ),
                ],
                className="peer-why",
            ),
        ],
        className="peer",
        **{"data-peer": row.nuts_id},
    )


def _label(context: Context, name: str) -> dict[str, str]:
    return {"title": context.text("peers.like_it_of", region=name)}


def finding(context: Context, rows: Sequence[Row]) -> html.P | None:
    """Which regions come first, and which next, with their likeness as it is shown; equals are named together."""
    if not rows:
        return None
    shown = [percent(row.likeness) for row in rows]
    groups = [[row.nuts_id for row, n in zip(rows, shown, strict=True) if n == best] for best in dict.fromkeys(shown)]
    sentences = [
        _place(context, key, group, best)
        for key, group, best in zip(("first", "then"), groups, dict.fromkeys(shown), strict=False)
    ]
    return html.P(" ".join(sentences), className="finding")


def _place(context: Context, key: str, group: Sequence[str], likeness: int) -> str:
    """A sentence on the regions that share a place."""
    text = context.text
    own, n = context.name(context.region.nuts_id), text.number(likeness)
    if len(group) > _MOST_NAMES:
        return text(f"peers.finding.{key}_many", count=text.number(len(group)), region=own, n=n)
    return text(f"peers.finding.{key}", names=context.names(group), region=own, n=n)
