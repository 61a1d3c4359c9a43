"""What the map shows for one view: classes, values in words, curves, places, an outlined area.

The shapes never change and are in the page already; a :class:`Picture` is the small rest that travels with each view.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from s3dash.data.dataset import Environment
from s3dash.map.geometry import MapGeometry

STRONGEST = 5
"""How many links are drawn as curves."""
_GOLDEN_ANGLE = pi * (3 - sqrt(5))


@dataclass(frozen=True)
class Curve:
    """A link drawn from the selected region: `width` in pixels, `d` an SVG path."""

    to: str
    d: str
    width: float
    label: str


@dataclass(frozen=True)
class Place:
    """An R&I environment as a point: (x, y) in SVG units, (dx, dy) in pixels away from others at the same spot."""

    x: float
    y: float
    dx: float
    dy: float
    kind: str
    name: str
    note: str
    url: str | None


@dataclass(frozen=True)
class Picture:
    """All that the browser needs to repaint the map for a view."""

    level: str
    region: str
    other: str
    link: str
    """The view's URL up to the value of `region`: adding a code gives the link of that region."""
    classes: dict[str, str]
    values: dict[str, str]
    curves: Sequence[Curve] = ()
    places: Sequence[Place] = ()
    area: Sequence[str] = ()


def curve_path(geometry: MapGeometry, start: str, end: str) -> str:
    """A quadratic curve between two units' label points, bent to its left by a sixth of its length."""
    (x0, y0), (x1, y1) = geometry.shapes[start].label, geometry.shapes[end].label
    dx, dy = x1 - x0, y1 - y0
    side = -1 if dx < 0 else 1
    cx, cy = (x0 + x1) / 2 + side * dy / 6, (y0 + y1) / 2 - side * dx / 6
    return f"M{x0:.1f} {y0:.1f}Q{cx:.1f} {cy:.1f} {x1:.1f} {y1:.1f}"


def curves(geometry: MapGeometry, region: str, links: Iterable[tuple[str, float, str]]) -> list[Curve]:
    """Curves for links given as (unit, strength 0-100, label); thicker is stronger."""
    drawn = list(links)
    top = max((strength for _, strength, _ in drawn), default=0.0) or 1.0
    return [
        Curve(to, curve_path(geometry, region, to), round(1.5 + 5 * strength / top, 1), label)
        for to, strength, label in drawn
    ]


def spread(geometry: MapGeometry, environments: Iterable[Environment], notes: dict[str, str]) -> list[Place]:
    """Points for environments; those at one spot are set apart in a spiral so that each can be picked."""
    at: dict[tuple[float, float], int] = {}
    places = []
    for environment in environments:
        spot = (environment.lon, environment.lat)
        nth = at[spot] = at.get(spot, -1) + 1
        x, y = geometry.point(*spot)
        radius, angle = 9 * sqrt(nth), nth * _GOLDEN_ANGLE
        places.append(
            Place(
                round(x, 1),
                round(y, 1),
                round(radius * cos(angle), 1),
                round(radius * sin(angle), 1),
                environment.kind,
                environment.name,
                notes.get(environment.environment_id, ""),
                environment.url,
            )
        )
    return places
