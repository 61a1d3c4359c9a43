"""The profile's map: the region, the regions like it, and its strongest links; drawn once, to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import curves
from s3dash.views import html
from s3dash.views.context import Context

_RATIO = 1.3
"""Height of the drawing by its width."""
_ROOM = 40
"""Space around what is marked, in units of the map."""
_LEAST = 500
"""The drawing is at least so wide, in units of the map, so that one sees where it is."""
_TEXT = 0.04
"""Size of the names by the width of the drawing."""
_LETTER = 0.56
"""Mean width of a letter by the size of the names."""


def paper_map(context: Context, geometry: MapGeometry, peers: Sequence[str], linked: Sequence[str]) -> html.Figure:
    """Draw the map with its legend.

    Parameters
    ----------
    peers
        Drawn units like the region.
    linked
        Drawn units across the sea, the strongest link first.
    """
    text, own = context.text, context.region.nuts_id
    known = [code for code in linked if code in geometry.shapes]
    names = {code: context.name(code) for code in (own, *known)}
    frame = _frame(geometry, (own, *peers, *known))
    strengths = {link.other: link.strength for link in context.links}
    drawn = curves(geometry, own, [(code, strengths[code], names[code]) for code in known])
    marked = [_shape(geometry, code, "like") for code in peers] + [_shape(geometry, own, "own")]
    lines = [f'<path class="curve" d="{curve.d}" stroke-width="{0.6 * curve.width:.1f}"/>' for curve in drawn]
    label = text("profile_page.map.alt", region=names[own], linked=text.names([names[code] for code in known]))
    if not known:
        label = text("profile_page.map.alt_alone", region=names[own])
    svg = (
        f'<svg class="paper-map" viewBox="{frame.written}" role="img" aria-label="{escape(label)}">'
        f'<path class="land" d="{geometry.land}"/>'
        + "".join(
            _shape(geometry, code, shape.layer) for code, shape in geometry.shapes.items() if shape.layer != "nuts2"
        )
        + "".join([*marked, *lines, *_names(geometry, names, own, frame)])
        + "</svg>"
    )
    legend = [("own", names[own])]
    legend += [("like", text("profile_page.map.like"))] if peers else []
    legend += [("linked", text("profile_page.map.linked"))] if known else []
    rows = [html.Li([html.Span(className=f"paper-key {kind}"), words]) for kind, words in legend]
    return html.Figure([html.Raw(svg), html.Figcaption(html.Ul(rows))], className="paper-map-figure")


@dataclass(frozen=True)
class _Frame:
    """The part of the map that is shown, in units of the map."""

    x: float
    y: float
    width: float
    height: float

    @property
    def written(self) -> str:
        return f"{self.x:.0f} {self.y:.0f} {self.width:.0f} {self.height:.0f}"


def _frame(geometry: MapGeometry, codes: Iterable[str]) -> _Frame:
    """The smallest frame of the paper's shape around some units."""
    boxes = [geometry.shapes[code].bbox for code in codes]
    x0, y0 = min(box[0] for box in boxes) - _ROOM, min(box[1] for box in boxes) - _ROOM
    x1, y1 = max(box[2] for box in boxes) + _ROOM, max(box[3] for box in boxes) + _ROOM
    width = max(x1 - x0, (y1 - y0) / _RATIO, _LEAST)
    return _Frame((x0 + x1 - width) / 2, (y0 + y1 - width * _RATIO) / 2, width, width * _RATIO)


def _shape(geometry: MapGeometry, code: str, kind: str) -> str:
    return f'<path class="unit {kind}" d="{geometry.shapes[code].path}"/>'


def _names(geometry: MapGeometry, names: dict[str, str], own: str, frame: _Frame) -> list[str]:
    """The names, each above or below its place; one that would lie on an earlier one goes."""
    size = frame.width * _TEXT
    taken: list[tuple[float, float, float, float]] = []
    written = []
    for code, name in names.items():
        x, y = geometry.shapes[code].label
        half = len(name) * size * _LETTER / 2
        x = min(max(x, frame.x + half + size / 2), frame.x + frame.width - half - size / 2)
        for base in (y - 0.5 * size, y + 1.3 * size):
            box = (x - half, base - size, x + half, base + 0.3 * size)
            if all(box[2] < b[0] or box[0] > b[2] or box[3] < b[1] or box[1] > b[3] for b in taken):
                taken.append(box)
                strong = " own" if code == own else ""
                written.append(
                    f'<text class="name{strong}" x="{x:.0f}" y="{base:.0f}" font-size="{size:.1f}" '
                    f'stroke-width="{size / 4:.1f}">{escape(name)}</text>'
                )
                break
    return written
