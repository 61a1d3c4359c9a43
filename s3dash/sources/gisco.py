"""NUTS boundaries of GISCO, Eurostat's geographical service: GeoJSON or GeoPackage, in degrees or metres.

They replace a dataset's four boundary layers.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import yaml

from s3dash.sources.drafts import Counts, Row, read_table, write_table
from s3dash.sources.gisco_files import BoundaryRow, read
from s3dash.sources.records import Reject, Remark, Source, SourceError

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["SOURCE", "BoundaryRow", "apply", "read"]

LAYERS = ("lan", "nuts2", "neighbours", "land")
_TITLES = {
    "lan": "Sweden's {} counties (län, NUTS3)",
    "nuts2": "Sweden's {} NUTS2 areas, dissolved from the counties",
    "neighbours": "{} regions of Sweden's neighbours, each of the level that is drawn",
    "land": "Other land around the Baltic Sea region, drawn grey",
}
_PRODUCER = "Eurostat, GISCO; © EuroGeographics for the administrative boundaries"
_LINK = "https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units/territorial-units-statistics"
_LICENCE = (
    'Reuse is free for purposes that are not commercial, with the notice "© EuroGeographics for the administrative '
    'boundaries"; see the link'
)


def apply(folder: Path, items: Iterable[BoundaryRow | Reject | Remark], today: date | None = None) -> Counts:
    """Draw a draft's layers anew from GISCO's regions.

    Counties are its level 3, neighbours are taken at the level that the dataset draws (or dissolved from the regions
    in them). Land is what else the files hold, and elsewhere the land of the old layer. The areas in `regions`, which
    are measured on the layers, follow.

    Parameters
    ----------
    folder
        A draft snapshot: tables in `tables/`, layers in `boundaries/`, safe to overwrite.
    items
        What :func:`read` yields.

    Raises
    ------
    SourceError
        The files lack a region that the dataset draws, or one of theirs disappears under others.
    """
    from s3dash.map.coverage import write_layer
    from s3dash.sources.gisco_layers import draw, read_layers

    rows = [item for item in items if isinstance(item, BoundaryRow)]
    files = ", ".join(dict.fromkeys(row.file for row in rows)) or "the boundaries"
    regions = read_table(folder, "regions")
    drawn = {region["nuts_id"]: region["layer"] for region in regions if region["layer"]}
    digest = _digest(rows, drawn)
    boundaries = folder / "boundaries"
    old_meta = {layer: _metadata(boundaries / f"{layer}.meta.yml") for layer in LAYERS}
    if all(meta.get("input") == digest for meta in old_meta.values()):
        return Counts(same=len(drawn) + 1)  # the land is one more unit

    old = read_layers(boundaries)
    layers = draw(rows, drawn, old, files)
    counts = Counts()
    with TemporaryDirectory(dir=folder) as name:
        for layer, units in layers.items():
            about = _about(layer, len(units), files, old_meta["land"]) | {"input": digest}
            about |= {"accessed": str(today or date.today()), "made_by": "python -m s3dash import gisco"}
            write_layer(layer, units, Path(name), about)
        if len(layers["nuts2"]) > 1:  # a map of one area alone has no borders between areas, and is not drawn
            _refuse_undrawable(Path(name), files)
        for file in sorted(Path(name).iterdir()):
            os.replace(file, boundaries / file.name)
    for layer, units in layers.items():
        for code, shape in units.items():
            before = old[layer].get(code)
            same = before is not None and shape.equals_exact(before, 0)
            counts.new += before is None
            counts.same += same
            counts.changed += before is not None and not same
    _measure(folder, regions, {code: shape for units in layers.values() for code, shape in units.items()})
    return counts


def _refuse_undrawable(boundaries: Path, files: str) -> None:
    """Draw the map once, so that shapes that cannot be drawn never reach it."""
    from shapely.errors import ShapelyError

    from s3dash.map.geometry import GeometryError, load_geometry

    try:
        load_geometry(boundaries)
    except (GeometryError, ShapelyError, ValueError) as error:
        raise SourceError(files, f"no map can be drawn from these shapes ({str(error)[:200]})") from None


def _digest(rows: Sequence[BoundaryRow], drawn: dict[str, str]) -> str:
    """Return what tells one set of shapes from another, so that the same files again change nothing."""
    import shapely

    told = sha256(json.dumps(sorted(drawn.items())).encode())
    for row in sorted(rows, key=lambda row: row.nuts_id):
        told.update(row.nuts_id.encode() + shapely.to_wkb(row.shape))
    return told.hexdigest()[:16]


def _metadata(file: Path) -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _about(layer: str, units: int, files: str, old_land: dict[str, Any]) -> dict[str, object]:
    """Return a layer's metadata: its producer, and for land where the rest of it is from."""
    vintage = re.search(r"_(20[0-9]{2})(?=[_.])", files)
    scale = re.search(r"_([0-9]{2})M_", files)
    version = f"NUTS {vintage[1] if vintage else 'of the dataset'}"
    about: dict[str, object] = {
        "title": _TITLES[layer].format(units),
        "producer": _PRODUCER,
        "source": files,
        "version": version + (f", 1:{int(scale[1])} million" if scale else ""),
        "link": _LINK,
        "licence": _LICENCE,
    }
    if layer == "land":
        before = {name: old_land[name] for name in ("producer", "link", "licence") if name in old_land}
        about["elsewhere"] = old_land.get("elsewhere", before)
    return about


def _measure(folder: Path, regions: Sequence[Row], shapes: dict[str, Geometry]) -> None:
    """Write the drawn regions' areas in km2, measured in an equal-area projection as `geodata` does it."""
    from s3dash.map.coverage import in_metres

    for region in regions:
        if region["layer"]:
            region["area_km2"] = f"{max(in_metres(shapes[region['nuts_id']]).area / 1e6, 1):.0f}"
    write_table(folder, "regions", regions)


SOURCE = Source(
    source_id="gisco",
    title="GISCO, NUTS boundaries",
    publisher="Eurostat",
    url=_LINK,
    licence=_LICENCE,
    expects="NUTS_RG_*_2021_*.geojson, all levels in one file or a file each, or the same as GeoPackage",
    read=cast(Any, read),  # its rows hold shapes, which no other source does
    kind="boundaries",
    apply=apply,
    addresses={
        f"{scale}M": f"https://gisco-services.ec.europa.eu/distribution/v2/nuts/geojson/NUTS_RG_{scale}M_2021_3035.geojson"
        for scale in ("01", "03", "10", "20")
    },
)
"""The boundaries of NUTS 2021, which replace the bundled ones."""
