"""Where the arrow keys lead on the map: from a unit to the nearest one in each direction."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

_WAYS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_NARROW, _WIDE = 1.0, 3.0
"""How far aside a unit may lie, as a multiple of its distance ahead; wide where narrow finds nothing."""


def arrow_keys(places: Mapping[str, tuple[float, float]]) -> dict[str, dict[str, str]]:
    """The next unit up, down, left and right of each, where there is one.

    The next unit is the nearest within 45 degrees of the direction; what lies aside counts double, so that
    a key leads ahead rather than round a corner. A test sees to it that every unit can be reached from every
    other.

    Parameters
    ----------
    places
        Each unit's point, y downwards.
    """
    codes = sorted(places)
    points = np.array([places[code] for code in codes])
    step = points[None, :, :] - points[:, None, :]
    keys: dict[str, dict[str, str]] = {code: {} for code in codes}
    for way, direction in _WAYS.items():
        ahead = step @ np.array(direction)
        aside = np.abs(step @ np.array(direction[::-1]))
        cost = ahead + 2 * aside
        for start, code in enumerate(codes):
            for cone in (_NARROW, _WIDE):
                inside = np.flatnonzero((ahead[start] > 0) & (aside[start] <= cone * ahead[start]))
                if inside.size:
                    keys[code][way] = codes[inside[cost[start, inside].argmin()]]
                    break
    return keys
