"""NUTS regions in GISCO's files: GeoJSON or GeoPackage, in degrees or metres, read with geopandas.

Geographical libraries are only loaded where they are used, so that the web process, which lists the sources, does not
pay for them.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s3dash.sources.files import open_text
from s3dash.sources.records import ReadOptions, Reject, Remark, SourceError

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely import Geometry

_MUST = ("NUTS_ID", "LEVL_CODE")
_SQLITE = b"SQLite format 3\0"


@dataclass(slots=True)
class BoundaryRow:
    """A NUTS region as GISCO draws it; polygons in EPSG:4326, what lies outside the map cut off."""

    row: int
    file: str
    nuts_id: str
    level: int
    name: str
    shape: Geometry


def read(files: Sequence[Path], options: ReadOptions) -> Iterator[BoundaryRow | Reject | Remark]:
    """Yield the NUTS regions of some files; one may hold all levels, or each level has its own."""
    from s3dash.map.coverage import window

    extent = window()
    seen: dict[str, str] = {}
    for path in files:
        frame = _in_degrees(path, _frame(path))
        for row, (code, level, name, shape) in enumerate(frame.itertuples(index=False), 1):
            reason = _fault(code, level, shape) or (seen.get(code) and f"{code} stands in {seen[code]} already")
            if reason:
                yield Reject(row, reason, {"NUTS_ID": str(code), "LEVL_CODE": str(level), "NAME_LATN": str(name)})
                continue
            seen[code] = f"{path.name}, feature {row}"
            clipped = _clipped(shape, extent)
            if not clipped.is_empty:
                yield BoundaryRow(row, path.name, code, int(level), str(name), clipped)


def _frame(path: Path) -> GeoDataFrame:
    """Read the columns NUTS_ID, LEVL_CODE, NAME_LATN and the shapes of a file."""
    import geopandas
    from shapely.errors import ShapelyError

    _refuse_other_forms(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong with a file is said below, in our words
        try:
            layer, names = _layer(path)
            columns = [names[name] for name in (*_MUST, "NAME_LATN") if name in names]
            frame = geopandas.read_file(path, layer=layer, columns=columns)
        except SourceError:
            raise
        except (OSError, ValueError, RuntimeError, TypeError, ShapelyError) as error:
            raise SourceError(
                path, f"it cannot be read as GeoJSON or GeoPackage; download it again ({str(error)[:200]})"
            ) from None
    frame = frame.rename(columns={there: name for name, there in names.items()})
    if "geometry" not in frame or not len(frame):
        raise SourceError(path, "the file holds no shapes")
    if "NAME_LATN" not in frame:
        frame["NAME_LATN"] = ""
    return frame[[*_MUST, "NAME_LATN", "geometry"]].set_geometry("geometry")


def _refuse_other_forms(path: Path) -> None:
    try:
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                return
    except OSError:
        pass  # `open_text` says what is wrong
    with open_text(path) as text:
        if not text.read(4096).lstrip().startswith("{"):
            raise SourceError(
                path,
                "this is neither GeoJSON nor a GeoPackage: take NUTS_RG_20M_2021_3035.geojson from GISCO",
            )


def _layer(path: Path) -> tuple[str, dict[str, str]]:
    """Return the first layer with NUTS codes, and its columns by GISCO's names."""
    import geopandas

    layers = [str(name) for name in geopandas.list_layers(path)["name"]]
    for layer in layers:
        names = {str(name).upper(): str(name) for name in geopandas.read_file(path, layer=layer, rows=0).columns}
        if all(name in names for name in _MUST):
            return layer, {name: names[name] for name in (*_MUST, "NAME_LATN") if name in names}
    raise SourceError(
        path, f"no layer has the columns {' and '.join(_MUST)} (the layers are {', '.join(layers)[:200] or 'none'})"
    )


def _in_degrees(path: Path, frame: GeoDataFrame) -> GeoDataFrame:
    if frame.crs is None:
        raise SourceError(path, "the file does not say which coordinate system it is in: EPSG 4326, 3035 or 3857")
    try:
        frame = frame.to_crs(4326)
    except RuntimeError as error:
        raise SourceError(path, f"its coordinate system cannot be turned into degrees ({str(error)[:100]})") from None
    west, south, east, north = frame.total_bounds
    if not (-181 <= west <= east <= 181 and -91 <= south <= north <= 91):
        raise SourceError(
            path, "the coordinates are not those of the coordinate system that the file names: download it again"
        )
    return frame


def _fault(code: Any, level: Any, shape: Any) -> str:
    """Say what is wrong with a feature; the empty text if nothing is."""
    if not isinstance(code, str) or not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{0,3}", code):
        return f"NUTS_ID {str(code)[:40]!r} is no NUTS code"
    if str(level).removesuffix(".0") != str(len(code) - 2):
        return f"LEVL_CODE {str(level)[:40]!r} is not the level of {code}"
    if shape is None or shape.is_empty or "Polygon" not in shape.geom_type:
        return f"{code} has no polygon"
    if not all(math.isfinite(edge) for edge in shape.bounds):
        return f"{code} has coordinates that are no numbers"
    return ""


def _clipped(shape: Geometry, extent: Geometry) -> Geometry:
    import shapely

    from s3dash.map.coverage import polygons

    return polygons(shapely.make_valid(shape).intersection(extent))
