"""The map as SVG: layers of links, what is lit, and nothing that is not escaped."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from s3dash.data.schema import ENVIRONMENTS
from s3dash.map.geometry import MapGeometry, Shape
from s3dash.map.picture import Curve, Picture, Place
from s3dash.map.svg import MARKS, map_svg
from tests.views.dom import read

SHAPES = {
    "SE311": Shape("SE311", "lan", "m0 0 1 0 0 1z", (10.0, 20.4), (0, 0, 1, 1)),
    "SE31": Shape("SE31", "nuts2", "m0 0 2 0 0 1z", (11.0, 21.0), (0, 0, 2, 1)),
    "PL63": Shape("PL63", "neighbours", "m5 5 1 0 0 1z", (50.0, 60.0), (5, 5, 6, 6)),
}
GEOMETRY = MapGeometry(
    width=100,
    height=200,
    shapes=SHAPES,
    land="m9 9 1 0 0 1z",
    nuts2_borders="m0 0 1 0",
    adjacent={"lan:SE311": {"down": "PL63"}, "nuts2:SE31": {"down": "PL63"}, "lan:PL63": {"up": "SE311"}},
    sweden=(0, 0, 10, 20),
    baltic=(-5, -5, 60, 80),
    digest="",
)
PICTURE = Picture(
    level="lan",
    region="SE311",
    other="PL63",
    link="/en/?period=2014-2020&region=",
    classes={"SE311": "c4", "PL63": "missing"},
    values={"SE311": "7 projects", "PL63": "not published"},
    curves=[Curve("PL63", "M10 20Q1 1 50 60", 6.5, "Pomorskie: energy")],
    places=[
        Place(1.5, 2.5, 0, 0, "cluster", "Paper & Co", "cluster, Karlstad", "https://example.org/?a=1&b=2"),
        Place(3, 4, 9, 0, "university", "Nowhere", "university", None),
    ],
    area=["SE311"],
)


LAYERS = {"lan": "Counties", "nuts2": "Areas & such", "neighbours": "Neighbours"}


def drawn(picture=PICTURE, names=str, label="The map"):
    return map_svg(GEOMETRY, picture, names, label, LAYERS)


def test_it_is_well_formed():
    ElementTree.fromstring(drawn())


def test_every_region_is_a_link_with_name_value_and_class():
    page = read(drawn(names={"SE311": "Värmland", "SE31": "Norra", "PL63": "Pomorskie"}.get))
    links = {link["data-nuts"]: link for link in page.select("a[data-nuts]")}
    assert set(links) == set(SHAPES)
    varmland = links["SE311"]
    assert varmland["href"] == "/en/?period=2014-2020&region=SE311"
    assert varmland["aria-label"] == "Värmland, SE311. 7 projects"
    assert varmland.classes == {"region", "c4"}
    assert varmland["data-next-lan"] == "down:PL63" and "data-next-nuts2" not in varmland.attributes
    assert varmland.one("path").attributes == {"id": "shape-SE311", "d": "m0 0 1 0 0 1z"}
    assert links["SE31"].classes == {"region", "none"}, "a region without value or reason has no colour"


def test_layers_are_named_groups_the_counties_first():
    page = read(drawn())
    groups = page.select("g.layer")
    assert [group["data-layer"] for group in groups] == ["lan", "nuts2", "neighbours"]
    assert [(group["role"], group["aria-label"]) for group in groups] == [("group", name) for name in LAYERS.values()]
    hidden = [group["data-layer"] for group in groups if "aria-hidden" in group.attributes]
    assert hidden == ["nuts2"], "what is not drawn is not told"
    assert page.one("svg")["data-level"] == "lan"
    assert page.one("svg")["viewbox"] == "-5 -5 60 80"
    assert (page.one("svg")["data-sweden"], page.one("svg")["data-baltic"]) == ("0 0 10 20", "-5 -5 60 80")


def test_the_selected_region_and_its_counterpart():
    page = read(drawn())
    assert [link["data-nuts"] for link in page.select("a[aria-current]")] == ["SE311", "PL63"]
    assert [link["data-nuts"] for link in page.select("a[data-other]")] == ["PL63"]
    assert [use["href"] for use in page.select("#map-lit use.lit")] == ["#shape-SE311", "#shape-PL63"]
    assert [use["href"] for use in page.select("#map-area use")] == ["#shape-SE311"]
    assert page.texts("#map-labels text") == ["SE311", "PL63"]
    assert "selected" in page.select("#map-labels text")[0].classes


def test_nothing_selected_lights_nothing():
    page = read(drawn(replace(PICTURE, region="", other="", curves=[], area=[], places=[])))
    assert not page.select("a[aria-current]") and not page.select("use") and not page.select("#map-labels text")


def test_curves_and_places():
    page = read(drawn())
    curve = page.one("path[data-curve=\"PL63\"]")
    assert page.one("#map-curves")["aria-hidden"] == page.one("#map-labels")["aria-hidden"] == "true", "told elsewhere"
    assert (curve["d"], curve["style"]) == ("M10 20Q1 1 50 60", "stroke-width:6.5")
    assert curve.one("title").text == "Pomorskie: energy"
    first, second = page.select("a.place")
    assert first["href"] == "https://example.org/?a=1&b=2"
    assert (first["target"], first["rel"]) == ("_blank", "noopener noreferrer")
    assert first["aria-label"] == "Paper & Co, cluster, Karlstad"
    assert "href" not in second.attributes
    assert (second["role"], second["tabindex"]) == ("img", "0"), "it has a name and can be reached by keyboard"


def test_each_kind_of_place_has_a_shape_of_its_own():
    page = read(drawn())
    shapes = [page.one(f"#mark-{kind}")["d"] for kind in ENVIRONMENTS]
    assert len(set(shapes)) == len(shapes) == len(MARKS), "nobody needs the colours to tell them apart"
    marks = page.select("a.place use")
    assert [mark["href"] for mark in marks] == ["#mark-cluster", "#mark-university"]
    assert [mark["transform"] for mark in marks] == ["translate(0 0)", "translate(9 0)"]


@pytest.mark.parametrize("hostile", ['"><script>alert(1)</script>', "</svg><img src=x>", "a & b 'c'"])
def test_names_and_values_are_escaped(hostile):
    place = Place(0, 0, 0, 0, "cluster", hostile, hostile, f"https://example.org/{hostile}")
    curve = Curve("PL63", "M0 0", 1, hostile)
    picture = replace(
        PICTURE, values={"SE311": hostile}, places=[place], curves=[curve], link=f"/en/?q={hostile}&region="
    )
    text = drawn(picture, names=lambda code: hostile, label=hostile)
    ElementTree.fromstring(text)
    assert "<script>" not in text and "<img" not in text
    page = read(text)
    assert page.one("svg")["aria-label"] == hostile
    assert page.one('a[data-nuts="SE311"]')["data-name"] == hostile
    assert page.one("#map-places a")["data-place"] == f"{hostile}, {hostile}"
