"""The map's layers with the values that colour them, as rows and as GeoJSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from s3dash.analysis.measures import Measure, measure
from s3dash.api.fields import number, string, whole, word
from s3dash.api.found import Found, listed
from s3dash.api.parameters import Arguments
from s3dash.api.problems import Fault, refused, unknown
from s3dash.api.sources import TABLE_SOURCE, source_of, source_of_file
from s3dash.api.words import LAYERS, words_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.unavailable import reading

if TYPE_CHECKING:
    from s3dash.site import Site

BOUNDARY = (
    word("nuts_id", "region", "Code of the region, NUTS 2021."),
    string("name", "The official NUTS name."),
    string("name_sv"),
    string("name_en"),
    number("value", "Null where `missing` says why.", nullable=True),
    word("unit", "unit", "What the value counts; `indicator`: see the indicator's own unit."),
    whole("year", "Year of the value, where the whole layer has the same one.", nullable=True),
    word("missing", "missing", "Why there is no value; `not_applicable`: not a pair across the sea.", nullable=True),
    word("stands_for", "region", "The NUTS2 area whose value a county shows.", nullable=True),
    string("evidence", "Address of the rows behind the value, each with its source."),
    replace(
        TABLE_SOURCE,
        description="Of an indicator: its own. Else the source of the boundaries; the value has its own at `evidence`.",
    ),
)


def boundaries(site: Site, asked: Arguments) -> Found:
    """The units of a layer with their values."""
    layer, dataset = asked["layer"], site.dataset
    if layer not in LAYERS:
        raise unknown("layer", layer)
    if asked["colour"] == "links" and dataset.region(asked["region"]).layer is None:
        raise refused([Fault("region", asked["region"], "the map does not draw it, so that it has no links")])
    shown = measure(
        dataset,
        site.store,
        asked["colour"],
        "nuts2" if layer == "nuts2" else "lan",
        asked["period"],
        domain=asked["domain"],
        fund=asked["fund"],
        programme=asked["programme"],
        region=asked["region"],
        currency=asked["currency"],
    )
    return listed(dataset.drawn(layer), lambda code: _row(site, shown, code, asked))


def geometry_of(site: Site, layer: str) -> dict[str, Any]:
    """Unit -> its geometry as in the boundary file, in degrees (EPSG:4326)."""
    return _geometries(site.dataset, layer)


@remembered
def _geometries(dataset: Dataset, layer: str) -> dict[str, Any]:
    file = dataset.directory / "boundaries" / f"{layer}.geojson"
    with reading(file):
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        return {feature["properties"]["nuts_id"]: feature["geometry"] for feature in features}


def _row(site: Site, shown: Measure, code: str, asked: Arguments) -> dict[str, Any]:
    region = site.dataset.region(code)
    value = shown.values.get(code)
    return {
        "nuts_id": code,
        "name": region.name_local,
        "name_sv": region.name_sv,
        "name_en": region.name_en,
        "value": None if value is None else round(value, 6),
        "unit": shown.unit,
        "year": shown.year,
        "missing": None if value is not None else shown.missing.get(code, "not_applicable"),
        "stands_for": shown.stands_for.get(code),
        "evidence": _evidence(code, asked),
        "source": _source(site, asked["colour"], asked["layer"]),
    }


def _evidence(code: str, asked: Arguments) -> str:
    """The address of the rows that a value is counted from."""
    colour = asked["colour"]
    rows, names = {
        "priorities": ("priorities", ("period", "domain")),
        "domain": ("priorities", ("period", "domain")),
        "links": ("links", ("period",)),
    }.get(colour, ("indicators", ()))
    if colour in ("eu", "eu_per_capita", "projects"):
        rows, names = "projects", ("period", "domain", "fund", "programme")
    query = urlencode({name: asked[name] for name in names if asked[name] is not None})
    return f"/api/v1/regions/{code}/{rows}" + (f"?{query}" if query else "")


def _source(site: Site, colour: str, layer: str) -> dict[str, Any] | None:
    """An indicator's source; for what is counted from many rows the source of the boundaries."""
    if colour in words_of(site.dataset)["indicator"]:
        return source_of(site.dataset, site.dataset.indicator(colour).source_id)
    return source_of_file(site.dataset, f"boundaries/{layer}")
