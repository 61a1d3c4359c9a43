"""In which drawn region a point lies, by the dataset's own boundaries."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import shapely

_LAYERS = ("lan", "neighbours", "land")
_NEAR_KM = 3.0
_KM_PER_DEGREE = 111.2
_OTHER_LAND = ""


class Boundaries:
    """Counties, neighbour regions and other land as prepared shapes in a search tree."""

    def __init__(self, folder: Path) -> None:
        codes: list[str] = []
        shapes: list[Any] = []
        for layer in _LAYERS:
            for feature in json.loads((folder / f"{layer}.geojson").read_text("utf-8"))["features"]:
                codes.append(feature["properties"].get("nuts_id") or _OTHER_LAND if layer != "land" else _OTHER_LAND)
                shapes.append(shapely.from_geojson(json.dumps(feature["geometry"])))
        self._codes = codes
        self._shapes = np.array(shapes)
        shapely.prepare(self._shapes)
        self._tree = shapely.STRtree(self._shapes)

    def region(self, lat: float, lon: float) -> str | None:
        """Give the region that holds a point in degrees (EPSG:4326), or None.

        The coast is drawn simply: a point in the sea belongs to a region that is the only land within three
        kilometres.
        """
        point = shapely.Point(lon, lat)
        for at in self._tree.query(point):
            if shapely.intersects_xy(self._shapes[at], lon, lat):
                return self._codes[at] or None
        return self._nearest(point, lat)

    def _nearest(self, point: Any, lat: float) -> str | None:
        reach = _NEAR_KM / _KM_PER_DEGREE
        wide = reach / max(math.cos(math.radians(lat)), 0.1)
        ring = shapely.affinity.scale(point.buffer(1.0), wide, reach)
        near = {self._codes[at] for at in self._tree.query(ring, predicate="intersects")}
        return near.pop() or None if len(near) == 1 else None
