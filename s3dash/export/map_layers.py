"""The map's current layer with its values, for geographic information systems: `map.geojson` and `map.gpkg`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas
import pandas as pd

from s3dash.api.sources import source_of_file
from s3dash.data.unavailable import reading
from s3dash.map.geometry import MapGeometry
from s3dash.views.context import Context
from s3dash.views.export_menu import filter_words, has_layer, map_note
from s3dash.views.map_view import colouring, legend_title, legend_unit

__all__ = ["GEOJSON", "GEOPACKAGE", "geojson", "geopackage", "has_layer", "layer"]

GEOJSON, GEOPACKAGE = "application/geo+json", "application/geopackage+sqlite3"
_EQUAL_AREA = 3035
_USUAL_SIZE = 1 << 20
"""Bytes of a file of a layer."""
NAME = "s3_map"
"""The layer's name in the files."""


def layer(context: Context) -> geopandas.GeoDataFrame:
    """Return the units that the map draws at its level, the neighbours among them, each with its value.

    Returns
    -------
    In EPSG:4326 with one row a unit and the columns `nuts_id`, `name`, `country`, `layer`, `measure`, `value` (float,
    missing where `missing` says why), `unit`, `year` (missing where the units' years differ or the value is of a whole
    period), `period`, `missing` (`not_published`, `none`, `unknown`, `stand_in`, `not_applicable`), `words` (as the map
    says it), `stands_for` (the NUTS2 area whose value a county shows) and `source`.
    """
    dataset, shown = context.dataset, context.measure
    layers = (context.state.level, "neighbours")
    shapes = pd.concat([_boundaries(context, name) for name in layers], ignore_index=True)
    words, unit = colouring(context).values, _unit(context)
    source = map_note(context)
    rows = []
    for code in shapes["nuts_id"]:
        region = dataset.region(code)
        missing = None if code in shown.values else shown.missing.get(code, "not_applicable")
        rows.append(
            {
                "nuts_id": code,
                "name": context.name(code),
                "country": region.country,
                "layer": region.layer,
                "measure": shown.id,
                "value": shown.values.get(code),
                "unit": unit,
                "year": shown.year,
                "period": context.state.period if shown.unit != "indicator" else None,
                "missing": missing,
                "words": words.get(code, context.text("layer.not_applicable")),
                "stands_for": shown.stands_for.get(code),
                "source": source,
            }
        )
    table = pd.DataFrame(rows).astype({"value": "float64", "year": "Int64"})
    return geopandas.GeoDataFrame(table, geometry=shapes.geometry, crs=shapes.crs)


def _boundaries(context: Context, name: str) -> geopandas.GeoDataFrame:
    """A layer's boundaries in degrees, the units in the order in which the map has them."""
    file = context.dataset.directory / "boundaries" / f"{name}.geojson"
    with reading(file):
        found = geopandas.read_file(file, columns=["nuts_id"])
    return found[found["nuts_id"].isin(context.dataset.drawn(name))]


def _unit(context: Context) -> str:
    """What a value is counted in."""
    shown, lang = context.measure, context.state.lang
    if shown.unit == "indicator":
        return context.dataset.indicator(shown.id).unit(lang)
    return context.text(f"legend.unit.{shown.unit}")


def geojson(context: Context, geometry: MapGeometry, address: str) -> bytes:
    """The layer as GeoJSON (RFC 7946, degrees); its `description` says what it is, of when, and the view's address."""
    options = {"RFC7946": "YES", "COORDINATE_PRECISION": 5, "DESCRIPTION": _about(context, address)}

    def write(shown: geopandas.GeoDataFrame, file: Path) -> None:
        shown.to_file(file, driver="GeoJSON", layer=NAME, engine="pyogrio", layer_options=options)

    return _written(layer(context), "geojson", write)


def geopackage(context: Context, geometry: MapGeometry, address: str) -> bytes:
    """The layer as GeoPackage, in the map's own equal-area projection (EPSG:3035), described in its contents."""
    options = {"DESCRIPTION": _about(context, address), "IDENTIFIER": _title(context)}

    def write(shown: geopandas.GeoDataFrame, file: Path) -> None:
        shown.to_crs(_EQUAL_AREA).to_file(file, driver="GPKG", layer=NAME, engine="pyogrio", layer_options=options)

    return _written(layer(context), "gpkg", write)


def _written(
    shown: geopandas.GeoDataFrame, ending: str, write: Callable[[geopandas.GeoDataFrame, Path], None]
) -> bytes:
    with tempfile.TemporaryDirectory(prefix="s3map-") as folder:
        file = Path(folder) / f"map.{ending}"
        try:
            write(shown, file)
        except Exception:
            _require_room(file)
            raise
        return file.read_bytes()


def _require_room(file: Path) -> None:
    """Raise OSError if a file of a usual size cannot be written: GDAL does not tell that from its other failures."""
    file.write_bytes(bytes(_USUAL_SIZE))


def _about(context: Context, address: str) -> str:
    """What the map shows, of when, where values and boundaries come from, the day, and the view's address."""
    text = context.text
    made = text("layer.made", date=text.day(date.today().isoformat()))
    files = (source_of_file(context.dataset, f"boundaries/{name}") for name in (context.state.level, "neighbours"))
    drawn = "; ".join(f"{one['title']} ({one['licence']})" for one in files if one)
    named = ", ".join([_title(context), *filter_words(context)])
    shown = f"{named} ({legend_unit(context)}). {map_note(context)}"
    return f"{shown} {text('layer.boundaries', source=drawn)} {made} {address}"


def _title(context: Context) -> str:
    """What the values are; beside a list of projects, how many of them there are."""
    return legend_title(context) if context.state.page == "explore" else context.text("colour.projects")
