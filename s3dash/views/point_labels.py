"""Where the labels of points in a chart go, so that they stand clear of each other."""

from __future__ import annotations

from collections.abc import Sequence

_PLACES = {
    "middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1),
    "top right": (1, 1), "bottom right": (1, -1), "top left": (-1, 1), "bottom left": (-1, -1),
}  # fmt: skip
"""Plotly's `textposition` -> the side of the point on which the label stands."""
_LETTER, _LINE, _POINT = 7.4, 14.0, 7.0
"""Width of a letter, height of a line and radius of a point, in pixels of a drawing of the given size."""
_Box = tuple[float, float, float, float]


def label_places(
    points: Sequence[tuple[float, float]], labels: Sequence[str], width: float = 1000, height: float = 380
) -> list[str]:
    """Return Plotly's `textposition` of each label.

    One label after the other, the highest point first, takes the place where it covers least of the other points and of
    the labels that stand already, and least leaves the drawing; the right side comes first among equals.

    Parameters
    ----------
    points
        Where the points lie, each axis as a share of its length, 0 to 1.
    labels
        Their words.
    width, height
        The drawing in pixels.
    """
    spots = [(x * width, y * height) for x, y in points]
    dots: list[_Box] = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in spots]
    placed: list[_Box] = []
    places = [""] * len(spots)
    for n in sorted(range(len(spots)), key=lambda n: (-spots[n][1], spots[n][0])):
        others = [*dots[:n], *dots[n + 1 :], *placed]
        boxes = {place: _box(spots[n], len(labels[n]), *side) for place, side in _PLACES.items()}
        costs = {
            place: sum(_overlap(box, other) for other in others) + _outside(box, width, height)
            for place, box in boxes.items()
        }
        places[n] = min(costs, key=lambda place: costs[place])
        placed.append(boxes[places[n]])
    return places


def _box(spot: tuple[float, float], letters: int, right: int, up: int) -> _Box:
    wide = letters * _LETTER
    x, y = spot[0] + right * (_POINT + wide / 2), spot[1] + up * (_POINT + _LINE / 2)
    return x - wide / 2, y - _LINE / 2, x + wide / 2, y + _LINE / 2


def _overlap(a: _Box, b: _Box) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: _Box, width: float, height: float) -> float:
    """How much of a label is cut off."""
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return whole - _overlap(box, (0.0, 0.0, width, height))
