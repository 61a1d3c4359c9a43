"""The map's shapes on slides: no gaps, nothing outside, every region with its name and value."""

from __future__ import annotations

import io

import numpy as np
import pytest
import shapely
from pptx import Presentation

from s3dash.export.slides import master
from s3dash.export.slides.common import neutral
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.maps import MapLook, around, put_map
from s3dash.export.slides.outlines import outlines
from s3dash.export.slides.shapes import Box
from tests.export.slides.files import BASE, shapes_of, view

BOX = Box(7, 0.5, 6, 6.5)


def test_simplified_shapes_still_meet(site):
    found = outlines(site.geometry)
    assert outlines(site.geometry) is found, "they are kept"
    units = [found.units[code] for code, shape in site.geometry.shapes.items() if shape.layer in ("lan", "neighbours")]
    assert shapely.coverage_is_valid(units)
    for code, shape in site.geometry.shapes.items():
        assert np.allclose(found.units[code].bounds, shape.bbox, atol=8), code
        assert found.units[code].is_valid and found.units[code].area > 0, code


def drawn(site, look: MapLook):
    context = view(site, "/en/", "region=SE224")
    deck = Deck(context, f"{BASE}/en/?region=SE224")
    page = deck.add(master.FIGURE_LAYOUT, "Map")
    put_map(page, site.geometry, look, BOX, context.name, "What it shows")
    return Presentation(io.BytesIO(deck.save("Map"))).slides[0]


@pytest.mark.parametrize("zoomed", [False, True])
def test_everything_is_cut_at_the_edges_of_the_map(site, zoomed):
    seen = around(site.geometry, ["SE224", "PL63"]) if zoomed else None
    look = MapLook(neutral(view(site, "/en/")), named=("SE224",), view=seen)
    slide = drawn(site, look)
    group = next(shape for shape in slide.shapes if shape.name == "The map")
    assert group.element.nvGrpSpPr.cNvPr.get("descr") == "What it shows"
    inner = [shape for shape in shapes_of(slide) if shape in list(group.shapes) or shape.name == "sea"]
    names = {shape.name for shape in inner}
    assert "Skåne (SE224)" in names and ("Norrbotten (SE332)" in names) is not zoomed
    for shape in group.shapes:
        edges = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        box = (BOX.x, BOX.y, BOX.right, BOX.bottom)
        assert all(abs(edge / 914_400 - limit) < 1e-3 or (edge / 914_400 > limit) == (n < 2) for n, (edge, limit) in
                   enumerate(zip(edges, box, strict=True))), shape.name  # fmt: skip


def test_colours_are_those_of_the_theme_and_values_are_told(site):
    context = view(site, "/en/", "region=SE224")
    picture = neutral(context, "SE224")
    picture.classes["SE110"] = "missing"
    picture.values["SE121"] = "5 priority areas"
    slide = drawn(site, MapLook(picture, fills={"SE224": "accent"}))
    by_name = {shape.name: shape.element for shape in shapes_of(slide)}
    assert by_name["Skåne (SE224)"].find(".//{*}solidFill/{*}schemeClr").get("val") == "accent2"
    assert by_name["Stockholm (SE110)"].find(".//{*}pattFill") is not None
    assert by_name["Uppsala (SE121)"].nvSpPr.cNvPr.get("descr") == "5 priority areas"
    assert not [one for element in by_name.values() for one in element.iter("{*}srgbClr")]
